"""Places of a document as records."""

from __future__ import annotations

import re
import time

from hypothesis import given

from rashomon.read.places.places import places_in
from rashomon.records import Entity, KnownPlace, Mention, Place, Taken, Zone
from tests.factory import document
from tests.strategies import any_text


def taken(text: str) -> Taken:
    """A text that is all body."""
    return Taken(document=document(text), zones=(Zone(start=0, end=len(text), kind="body"),))


def places(text: str, *names: str, own: tuple[KnownPlace, ...] = (), entities: tuple[Entity, ...] = ()) -> list[Place]:
    """The places of a text in which each of these names is marked as a place's."""
    spans = sorted({(m.start(), m.end()) for name in names for m in re.finditer(re.escape(name), text)})
    mentions = [Mention(id=f"m{s}", start=s, end=e, kind="place", entity="e1") for s, e in spans]
    return places_in(taken(text), mentions, entities, own)


def test_a_place_says_what_and_why() -> None:
    """A record has the place, its circle, where the text names it, and the reason in words."""
    text = "Rockets fell on Kirkuk, said Iraq. Iraqi soldiers in Kirkuk saw them."
    first = places(text, "Kirkuk", "Iraq")[0]
    assert (first.name, first.country, first.region, first.kind) == ("Kirkuk", "IQ", "Kirkuk Governorate", "settlement")
    assert text[first.named_at.start : first.named_at.end] == "Kirkuk"
    assert first.mention == f"m{first.named_at.start}"
    assert first.p > 0.8
    assert "Iraq" in first.how
    assert [o.id for o in first.others] == sorted({o.id for o in first.others}, key=[o.id for o in first.others].index)


def test_what_no_list_has_stays_a_place() -> None:
    """A marked name that nothing is known of has no point, and says so; one that no mention marks is left out."""
    (place,) = places("They landed at Vardessa, near Korvane.", "Vardessa")
    assert (place.name, place.lat, place.lon, place.gazetteer_id) == ("Vardessa", None, None, "")
    assert "no list has this name" in place.how


def test_too_little_speaks_for_a_namesake() -> None:
    """A name of many small places has no point, and the likeliest are its runners-up."""
    (place,) = places("They met at Twin Lakes.", "Twin Lakes")
    assert place.lat is None
    assert "too little" in place.how
    assert place.others
    assert place.p > 0.5


def test_reasons() -> None:
    """What decided is said: the words around the name, the country, a place nearby, one's own file."""
    assert "puts it in La." in places("A fire in Alexandria, La.", "Alexandria")[0].how
    assert "England" in places("Snow in Birmingham and Coventry.", "Birmingham", "Coventry")[0].how
    assert (
        "own file"
        in places("At Hob Point.", "Hob Point", own=(KnownPlace(line=1, names=("Hob Point",), lat=1, lon=2),))[0].how
    )
    assert "next:" in places("In Tripoli.", "Tripoli")[0].how


def test_who_acts_is_no_place() -> None:
    """A mention whose entity stands for a place as an actor is left out, and so are adjectives of countries."""
    acting = (Entity(id="e1", name="Tehran", kind="organisation", stands_for="Tehran"),)
    assert places("Tehran blamed him.", "Tehran", entities=acting) == []
    assert places("The Iraqi man left.", "Iraqi") == []


def test_furniture_names_no_overlooked_places() -> None:
    """Places that no mention marks are looked for in the article alone."""
    text = "Shells fell near Kirkuk, Iraq."
    assert [p.name for p in places(text)] == ["Kirkuk"]
    page = Taken(document=document(text), zones=(Zone(start=0, end=len(text), kind="navigation"),))
    assert places_in(page, (), (), ()) == []


@given(any_text)
def test_any_text(text: str) -> None:
    """Any text has places in order, with circles on earth, the same twice."""
    found = places_in(taken(text), (), ())
    assert found == places_in(taken(text), (), ())
    for place in found:
        assert 0 <= place.start <= place.named_at.start < place.named_at.end <= place.end <= len(text)
        assert 0 <= place.p <= 1


def test_hostile_texts_take_linear_time() -> None:
    """Long runs without a space, thousands of prepositions and of names are read in seconds."""
    for text in ("a" * 1_000_000, "in A" * 100_000, "in Paris, " * 20_000, "A, " * 100_000, "(AP) — \n" * 50_000):
        began = time.perf_counter()
        places_in(taken(text), (), ())
        assert time.perf_counter() - began < 10


def test_the_area_of_an_office_is_a_place() -> None:
    """An area with its generic word is a place where the model of names takes it for its government."""
    text = "Rapides Parish officials met Alexandria officials."
    offices = [Mention(id=f"m{s}", start=s, end=e, kind="organisation") for s, e in ((0, 14), (29, 39))]
    assert [p.name for p in places_in(taken(text), offices, (), ())] == ["Rapides Parish"]


def test_reasons_count_what_is_sure() -> None:
    """A country is counted where the text names it or its people, and not by names that might be anywhere in it."""
    text = "Snow fell in Birmingham, Tuscaloosa and Huntsville. Americans stayed in."
    how = places(text, "Birmingham", "Tuscaloosa", "Huntsville")[0].how
    assert not re.search(r"the text names United States, or its people, [2-9]", how)
    plain = places("Snow fell in Hartford, Cromwell and Bristol.", "Hartford", "Cromwell", "Bristol")[0].how
    assert "the text names" not in plain or "km away" in plain
    assert "Iraq, or its people, 2 times" in places("Iraqis left. Shells hit Amara. Iraqi men stayed.", "Amara")[0].how


def test_a_state_that_is_no_more_says_so() -> None:
    """The name of a former state stands at the one that is shown, and its reason says that it is no more."""
    assert "no longer a state; put at Russia" in places("He was born in the Soviet Union.", "Soviet Union")[0].how
    assert "another name of this country" in places("He was born in Burma.", "Burma")[0].how


def test_older_names() -> None:
    """Places that English knows by another name than lists do are found by it."""
    found = places("Fire at Chernobyl. Queues in Leningrad. Ukraine waited.", "Chernobyl", "Leningrad")
    assert [p.name for p in found] == ["Chornobyl", "Saint Petersburg"]
    ruins = places("Syrian troops left Homs for Palmyra.", "Homs", "Palmyra")[1]
    assert (ruins.name, ruins.country) == ("Tadmur", "SY")
    assert places("The Leningrad region is large.", "Leningrad region")[0].kind == "region"


def test_one_small_place_of_a_name_is_no_proof() -> None:
    """A small place of a large country has no point where the text names that country alone."""
    assert places("The United States mourned Sandy Hook.", "Sandy Hook")[0].lat is None
    assert places("Kentucky mourned Sandy Hook.", "Sandy Hook")[0].region == "Kentucky"


def test_a_main_name_goes_before_another_name() -> None:
    """In one state the place whose main name it is goes before a larger one that was called so."""
    place = places("He lives in Newtown, Connecticut.", "Newtown")[0]
    assert (place.name, place.p > 0.9) == ("Newtown", True)
