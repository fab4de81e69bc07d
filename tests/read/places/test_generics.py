"""Sites that no gazetteer has, located by the place that the text puts them in or near."""

from __future__ import annotations

import pytest

from rashomon.read.places.generics import key_of
from rashomon.read.places.shapes import shaped
from rashomon.records import Fragment, Place, PlaceKind

KNOWN: dict[str, tuple[PlaceKind, float, float, float]] = {
    "Tarn": ("settlement", 35.0, 44.0, 8.0),
    "Tarn Province": ("region", 35.3, 44.1, 60.0),
    "Vend": ("country", 34.0, 44.0, 300.0),
    "Dome": ("site", 35.2, 44.0, 1.0),
}

NOWHERE: tuple[PlaceKind, float | None, float | None, float] = ("", None, None, 0.0)


def read(text: str, *names: str) -> list[Place]:
    """The shaped places of a text that names these; those that are not KNOWN have no point."""
    found: list[Place] = []
    for name in names:
        start = text.index(name, found[-1].end if found else 0)
        end = start + len(name)
        kind, lat, lon, radius = KNOWN.get(name, NOWHERE)
        found.append(
            Place(
                id=f"d1.p{start}", start=start, end=end, named_at=Fragment(start=start, end=end), name=name, kind=kind,
                lat=lat, lon=lon, precision_km=radius, gazetteer_id="own:1" if name in KNOWN else "",
            )
        )  # fmt: skip
    return shaped(text, found)


@pytest.mark.parametrize(
    ("text", "site", "other", "words"),
    [
        ("A rocket hit the Q-7 Vendish base near Tarn on Monday.", "Q-7", "Tarn", "Q-7 Vendish base"),
        ("Q-7, a Vendish air base in Tarn Province, was hit.", "Q-7", "Tarn Province", "Q-7"),
        ("They shelled the Q-7 Air Base in Tarn Province.", "Q-7", "Tarn Province", "Q-7 Air Base"),
        ("It fell on Shalu, a village 12 km north of Tarn.", "Shalu", "Tarn", "Shalu"),
        ("It fell on Shalu, north of Tarn.", "Shalu", "Tarn", "Shalu"),
        ("Tarn's Old Mill quarter burned.", "Old Mill", "Tarn", "Old Mill quarter"),
        ("The dam at Sul, which lies outside Tarn, held.", "Sul", "Tarn", "Sul"),
    ],
)
def test_a_site_is_where_the_text_puts_it(text: str, site: str, other: str, words: str) -> None:
    """A site without a point gets the circle of the place that it is said to be in or near, and says which."""
    places = read(text, *sorted((site, other), key=text.index))
    found = next(p for p in places if text[p.named_at.start : p.named_at.end] == site)
    near = next(p for p in places if p is not found)
    assert text[found.start : found.end] == words
    assert (found.near, found.gazetteer_id, found.kind) == (near.id, "", "site")
    assert (found.lat, found.lon) == (near.lat, near.lon)
    assert found.precision_km >= near.precision_km >= 8


@pytest.mark.parametrize("gap", [" / ", " & ", " \U0001f680 ", "’ ", " | "])
def test_no_word_between_a_site_and_a_place(gap: str) -> None:
    """Marks and pictures between a site and a place that is near are no words, and put it nowhere."""
    places = read(f"It fell on Shalu{gap}north of Tarn.", "Shalu", "Tarn")
    assert places[0].lat is None


def test_the_same_site_again() -> None:
    """Named again, a site has the circle that the text gives it once; its digits are its own."""
    text = "The Q7 camp near Tarn was hit. Q-7 is a large base. Rockets also fell on Q-8."
    one, _, again, other = read(text, "Q7", "Tarn", "Q-7", "Q-8")
    assert (again.lat, again.precision_km, again.near) == (one.lat, one.precision_km, one.near)
    assert other.lat is None


def test_a_base_in_a_town_may_lie_outside_it() -> None:
    """A base that is said to be in a town has a wider circle than the town; an embassy has the town's."""
    base, town = read("Rockets hit the Q-7 camp in Tarn.", "Q-7", "Tarn")
    assert (base.precision_km, town.precision_km) == (20.0, 8.0)


def test_a_designation_that_is_not_marked_as_a_name() -> None:
    """A letter with a number that once is a site is one everywhere between the places of the document."""
    text = "The Q7 camp near Tarn was hit. They had meant to target Q-7, a large base. Tarn was quiet; Q-77 too."
    places = read(text, "Q7", "Tarn", "Tarn")
    assert [text[p.named_at.start : p.named_at.end] for p in places] == ["Q7", "Tarn", "Q-7", "Tarn"]
    assert (places[2].near, places[2].id) == (places[1].id, f"d1.p{text.index('Q-7')}")


def test_not_near() -> None:
    """What is nowhere near a place makes no circle around it."""
    (found,) = read("The targets were nowhere near Tarn.", "Tarn")
    assert (found.part, found.precision_km) == ("", 8.0)


def test_words_around_a_site() -> None:
    """A site that another place locates has shapes too."""
    text = "Shells fell a kilometre away from the Vend embassy in Tarn."
    site, town = read(text, "Vend", "Tarn")
    assert (text[site.start : site.end], site.near) == ("a kilometre away from the Vend embassy", town.id)
    assert (site.precision_km, site.part) == (9.3, "a kilometre away from")


def test_a_site_that_is_no_name_yet() -> None:
    """An embassy in a town is a place of its own, in that town; whose it is, is not where it is."""
    text = "Crowds stormed the Vend embassy in Tarn. The Vend embassy was set on fire."
    first, town, again = read(text, "Vend", "Tarn", "Vend")
    assert text[first.start : first.end] == "Vend embassy"
    assert (first.near, first.precision_km, first.kind) == (town.id, 8.0, "site")
    assert (again.near, again.lat) == (town.id, town.lat)
    base, _ = read("Rockets hit an air base in Tarn Province.", "Tarn Province")
    assert (base.name, base.precision_km) == ("air base", 60.0)


def test_a_known_site_with_a_description() -> None:
    """What describes a site that is known is no second one."""
    for text in ("The Dome Vendish base near Tarn was hit.", "The Dome, a Vendish air base in Tarn, was hit."):
        site, _ = read(text, "Dome", "Tarn")
        assert (site.lat, site.near) == (35.2, "")


def test_an_embassy_of_a_country_is_not_in_it() -> None:
    """Where the text does not say where an embassy stands, it has no point."""
    (found,) = read("The Vend embassy denied it.", "Vend")
    assert (found.lat, found.gazetteer_id, found.name) == (None, "", "Vend embassy")


def test_a_site_called_after_a_place() -> None:
    """An airport that is called after a town lies in or near it."""
    text = "The runway of Tarn airport was hit."
    (found,) = read(text, "Tarn")
    assert text[found.start : found.end] == "Tarn airport"
    assert (found.lat, found.precision_km, found.part) == (35.0, 30.0, "airport")


@pytest.mark.parametrize(
    "text",
    [
        "Q-7 was quiet. Tarn burned.",
        "At Q-7 the general said that rockets had been fired from Tarn.",
        "Q-7 condemned the attack in Tarn.",
        "The Q-7 of Tarn are many.",
        "The Q-7 embassy, a Vendish consulate in Tarn and others closed.",
    ],
)
def test_what_the_text_does_not_say(text: str) -> None:
    """A site that is only named in the same sentence, or beside a site of another kind, is put nowhere."""
    found = next(p for p in read(text, "Q-7", "Tarn") if p.named_at.start == text.index("Q-7"))
    assert found.lat is None


@pytest.mark.parametrize(("text", "word"), [("the north of Tarn", "north"), ("The City in Tarn", "City")])
def test_a_direction_or_a_kind_is_no_site(text: str, word: str) -> None:
    """A word that is marked as a place and only says a direction or a kind is put nowhere."""
    assert read(text, word, "Tarn")[0].lat is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("K1", "K-1 Air Base", True),
        ("the K-1 base", "K1 camp", True),
        ("K-1", "K-2", False),
        ("US embassy", "U.S. Embassy", True),
        ("US embassy", "US consulate", False),
        ("base", "camp", False),
        ("", "", False),
    ],
)
def test_spellings_of_a_site(one: str, other: str, same: bool) -> None:
    """Kinds, hyphens and articles do not part two names; digits do, and a bare kind is no name."""
    assert bool(key_of(one) and key_of(one) == key_of(other)) == same
