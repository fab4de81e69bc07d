"""Shapes that words make of places: sides, distances, neighbourhoods, ways and borders."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.geography import BEARINGS, kilometres, moved
from rashomon.read.places.shapes import shaped
from rashomon.records import Candidate, Fragment, Place, PlaceKind

KNOWN: dict[str, tuple[PlaceKind, float, float, float]] = {
    "Tarn": ("settlement", 35.0, 44.0, 8.0),
    "Ostrel": ("settlement", 35.0, 45.0, 4.0),
    "Vend": ("country", 34.0, 44.0, 300.0),
    "Lurien": ("country", 34.0, 50.0, 250.0),
    "Marl Lake": ("water", 36.0, 44.0, 40.0),
}

NOWHERE: tuple[PlaceKind, float | None, float | None, float] = ("", None, None, 0.0)


def place(text: str, name: str, at: int = 0) -> Place:
    """A place of an invented gazetteer where its name stands in a text; one that is not in it has no point."""
    start = text.index(name, at)
    end = start + len(name)
    kind, lat, lon, radius = KNOWN.get(name, NOWHERE)
    return Place(
        id=f"d1.p{start}",
        start=start,
        end=end,
        named_at=Fragment(start=start, end=end),
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        precision_km=radius,
        gazetteer_id=f"own:{list(KNOWN).index(name)}" if name in KNOWN else "",
        how="known",
    )


def read(text: str, *names: str) -> list[Place]:
    """The shaped places of a text that names these, in this order."""
    found: list[Place] = []
    for name in names:
        found.append(place(text, name, found[-1].end if found else 0))
    return shaped(text, found)


def far(one: Place, lat: float | None, lon: float | None) -> float:
    """Kilometres from the middle of a place's circle to a point."""
    assert one.lat is not None
    assert one.lon is not None
    assert lat is not None
    assert lon is not None
    return kilometres(one.lat, one.lon, lat, lon)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("eastern Tarn", "eastern"),
        ("the eastern part of Tarn", "the eastern part of"),
        ("the east of Tarn", "the east of"),
        ("east Tarn", "east"),
        ("the eastern districts of Tarn", "the eastern districts of"),
    ],
)
def test_a_side(words: str, part: str) -> None:
    """A side of a place is a circle in that side, which is smaller than the whole and lies in it but for its rim."""
    text = f"Shells fell on {words} at dawn."
    (found,) = read(text, "Tarn")
    assert text[found.start : found.end] == words
    assert (found.id, found.part, found.name) == (f"d1.p{found.start}", part, "Tarn")
    assert text[found.named_at.start : found.named_at.end] == "Tarn"
    assert found.lon is not None
    assert found.lon > 44.0
    assert 0.4 * 8 < found.precision_km < 8
    assert far(found, *moved(35.0, 44.0, 90, 7.9)) < found.precision_km
    assert far(found, *moved(35.0, 44.0, 270, 4.0)) > found.precision_km


@pytest.mark.parametrize("words", ["central Tarn", "the centre of Tarn", "downtown Tarn"])
def test_the_middle(words: str) -> None:
    """The middle of a place is a smaller circle around the same point."""
    (found,) = read(f"They met in {words}.", "Tarn")
    assert (found.lat, found.lon, found.precision_km) == (35.0, 44.0, 4.0)


@pytest.mark.parametrize(
    ("words", "bearing", "km"),
    [
        ("15 km northwest of Tarn", 315, 15),
        ("some 15 kilometres to the north-west of Tarn", 315, 15),
        ("about 10 miles south of Tarn", 180, 16.1),
        ("twenty kilometres due west of Tarn", 270, 20),
        ("a mile north of the town of Tarn", 0, 1.6),
        ("1,500 metres east of Tarn", 90, 1.5),
        ("6 nautical miles south-west of Tarn", 225, 11.1),
    ],
)
def test_a_distance_in_a_direction(words: str, bearing: float, km: float) -> None:
    """The point is moved, and the circle as rough as the distance and the place together."""
    text = f"It stood {words}."
    (found,) = read(text, "Tarn")
    assert text[found.start : found.end] == words
    assert far(found, *moved(35.0, 44.0, bearing, km)) < 0.2
    assert found.precision_km == pytest.approx(8 + 0.3 * km, abs=0.1)


def test_a_distance_without_a_direction() -> None:
    """What is a kilometre away lies in a circle around the place; what is far away may be anywhere."""
    text = "Rockets landed a kilometre away from Tarn. Others fell less than 1,000 feet from Ostrel."
    one, other = read(text, "Tarn", "Ostrel")
    assert text[one.start : one.end] == "a kilometre away from Tarn"
    assert one.precision_km == pytest.approx(9.3)
    assert text[other.start : other.end] == "less than 1,000 feet from Ostrel"
    (unmoved,) = read("He fled, and came to rest 400 kilometres away from Tarn.", "Tarn")
    assert (unmoved.part, unmoved.precision_km) == ("", 8.0)


def test_a_distance_between_two_known_places_moves_neither() -> None:
    """What is said of the way from one known place to another is no third place: both stay where they are."""
    for text in (
        "Ostrel, 20 km east of Tarn, was hit.",
        "Ostrel, which lies some 20 km to the east of Tarn, was hit.",
        "Ostrel is about 20 kilometres from Tarn.",
        "The lorry was found at Ostrel, close to a wood and 20 kilometres from Tarn.",
    ):
        one, other = read(text, "Ostrel", "Tarn")
        assert (one.part, other.part) == ("", "")
        assert (other.lat, other.lon, other.precision_km) == (35.0, 44.0, 8.0)


@pytest.mark.parametrize(
    "words",
    ["near Tarn", "outside Tarn", "just outside the town of Tarn", "in the vicinity of Tarn", "in and around Tarn",
     "the outskirts of Tarn", "the suburbs of Tarn", "not far from Tarn", "off the coast of Tarn", "around Tarn",
     "within 10 km of Tarn"],
)  # fmt: skip
def test_near_a_place(words: str) -> None:
    """What is near a place lies in a larger circle around it, never at its point."""
    text = f"A depot {words} burned."
    (found,) = read(text, "Tarn")
    assert text[found.start : found.end] == words
    assert (found.lat, found.lon) == (35.0, 44.0)
    assert found.precision_km > 8
    assert found.part


@pytest.mark.parametrize("words", ["outside Vend", "around Vend", "close to Vend"])
def test_outside_a_country_is_anywhere(words: str) -> None:
    """Words that would hold the whole world make no shape of a country."""
    (found,) = read(f"Nobody {words} knew.", "Vend")
    assert found.part == ""


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Tarn's eastern outskirts", "eastern outskirts"),
        ("Tarn’s suburbs", "suburbs"),
        ("Tarn countryside", "countryside"),
        ("Tarn suburb", "suburb"),
    ],
)
def test_words_behind_the_name(words: str, part: str) -> None:
    """Outskirts and countryside behind a name widen it too."""
    text = f"Smoke rose over {words} again."
    (found,) = read(text, "Tarn")
    assert (text[found.start : found.end], found.part) == (words, part)
    assert found.precision_km > 8


@pytest.mark.parametrize(
    "words",
    ["the road from Tarn to Ostrel", "the highway between Tarn and Ostrel", "halfway between Tarn and Ostrel",
     "Tarn-Ostrel road", "a village between Tarn and Ostrel"],
)  # fmt: skip
def test_between_two_places(words: str) -> None:
    """What lies between two places is one place, whose circle holds both."""
    text = f"A convoy was hit on {words} at noon."
    (found,) = read(text, "Tarn", "Ostrel")
    assert text[found.start : found.end] in words
    assert found.gazetteer_id == ""
    for name in ("Tarn", "Ostrel"):
        _, lat, lon, radius = KNOWN[name]
        assert far(found, lat, lon) + min(radius, 4) <= found.precision_km + 0.1


@pytest.mark.parametrize(
    "words", ["the border between Vend and Lurien", "the Vend-Lurien border", "Vend's border with Lurien"]
)
def test_a_border(words: str) -> None:
    """A border lies where two countries meet, and is no wider than the smaller."""
    text = f"Trucks waited at {words}."
    (found,) = read(text, "Vend", "Lurien")
    assert found.lon is not None
    assert 46 < found.lon < 49
    assert found.precision_km == 250
    assert "border of Vend and Lurien" in found.how


@pytest.mark.parametrize("text", ["Talks between Vend and Lurien failed.", "It is 90 km between Tarn and Ostrel."])
def test_two_places_that_are_not_a_way(text: str) -> None:
    """Two places with "between" before them stay two where nothing says that something lies between them."""
    names = [name for name in KNOWN if name in text]
    assert [p.part for p in read(text, *names)] == ["", ""]


def test_an_area_called_after_its_town() -> None:
    """A province is not its capital: the area of the gazetteer is taken, or the circle is as wide as a province."""
    text = "Fighting went on in Tarn province."
    (found,) = read(text, "Tarn")
    assert (text[found.start : found.end], found.kind, found.precision_km) == ("Tarn province", "region", 60.0)
    area = Candidate(id="own:9", name="Tarn Province", kind="region", lat=35.4, lon=44.2, radius_km=70)
    town = place(text, "Tarn")
    (found,) = shaped(text, [Place(**{**{f: getattr(town, f) for f in town.__struct_fields__}, "others": (area,)})])
    assert (found.name, found.lat, found.precision_km, found.gazetteer_id) == ("Tarn Province", 35.4, 70.0, "own:9")


def test_a_shape_does_not_reach_into_another_place() -> None:
    """Words that belong to the place before are not taken."""
    text = "It happened in Ostrel near Tarn and off Vend."
    places = read(text, "Ostrel", "Tarn", "Vend")
    assert all(a.end <= b.start for a, b in pairwise(places))


NAMES = [*KNOWN, "K-1"]
LEADS = "eastern,near,15 km,north of,the,of,between,and,from,to,road,a kilometre,away,outside,off,city,1,000,feet,in"
BEHIND = "border,-,'s,’s,outskirts,province,base,embassy,.,\n,é,😀,\u202e,٣"
WORDS = st.sampled_from([*NAMES, *LEADS.split(","), *BEHIND.split(","), ","])


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=30), st.sampled_from([" ", "", "  "]))
def test_any_text(words: list[str], gap: str) -> None:
    """Places stay in order, spans lie in the text and hold the name, circles keep a share of the place's own."""
    text = gap.join(words)
    found, at = [], 0
    for word in words:
        if word in (*KNOWN, "K-1"):
            one = place(text, word, at)
            found.append(one)
            at = one.end
    out = shaped(text, found)
    assert all(one.end <= other.start for one, other in pairwise(out))
    for p in out:
        assert 0 <= p.start <= p.named_at.start < p.named_at.end <= p.end <= len(text)
        assert p.id == f"d1.p{p.start}"
        known = KNOWN.get(text[p.named_at.start : p.named_at.end])
        if p.lat is not None and p.lon is not None:
            assert -90 <= p.lat <= 90
            assert -180 <= p.lon <= 180
            assert p.precision_km >= (0.2 * known[3] if known else 0.5)
        assert (p.lat is None) == (p.lon is None)


@given(
    st.sampled_from(sorted(BEARINGS)), st.floats(-60, 60), st.floats(-179, 179), st.floats(1, 500), st.integers(1, 900)
)
def test_circles_reach_what_they_stand_for(side: str, lat: float, lon: float, radius: float, km: int) -> None:
    """The circle of a side lies over it, that of a distance holds the point at it, that of near holds the place."""

    def of(text: str) -> Place:
        start = text.index("Tarn")
        known = Place(
            id=f"d1.p{start}", start=start, end=start + 4, named_at=Fragment(start=start, end=start + 4), name="Tarn",
            kind="settlement", lat=lat, lon=lon, precision_km=radius,
        )  # fmt: skip
        (out,) = shaped(text, [known])
        return out

    part = of(f"in {side}ern Tarn")
    assert far(part, *moved(lat, lon, BEARINGS[side], 0.5 * radius)) < 0.1 + 0.01 * radius
    away = of(f"at {km} km {side} of Tarn")
    assert far(away, *moved(lat, lon, BEARINGS[side], km)) <= 0.01 * km + 0.1
    assert away.precision_km >= radius + 0.2 * km - 0.1
    assert of("near Tarn").precision_km > radius


def test_a_long_text_is_quick() -> None:
    """Time grows with the number of places, and no run of words makes it slow."""
    start = time.perf_counter()
    for filling in (" the the the the ", " " * 40, " 1,1,1,1 km ", " in the east of the "):
        text = f"Tarn{filling}" * 5000
        found, at = [], 0
        for _ in range(5000):
            found.append(place(text, "Tarn", at))
            at = found[-1].end
        shaped(text, found)
    assert time.perf_counter() - start < 20


def test_a_direction_before_a_province_says_where_in_its_country_that_is() -> None:
    """Before a province by its word the direction takes no part of it; "the southern part of" does."""
    from tests.read.places.test_places import places

    whole, again = places("It is in Helmand province. It is in southern Helmand province.", "Helmand")
    assert (again.lat, again.precision_km, again.part) == (whole.lat, whole.precision_km, "")
    part = places("It is in southern parts of Helmand province.", "Helmand")[0]
    assert part.part == "southern parts of"
    assert part.lat is not None
    assert whole.lat is not None
    assert part.lat < whole.lat
