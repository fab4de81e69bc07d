"""Which of many places of one name is meant."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.places.gazetteer import Known
from rashomon.read.places.resolving import Resolved, resolve_names
from rashomon.records import KnownPlace
from tests.strategies import any_text


def resolved(text: str, *names: str, own: tuple[KnownPlace, ...] = ()) -> list[Resolved]:
    """What every occurrence of these names in a text stands for."""
    spans = sorted({(m.start(), m.end()) for name in names for m in re.finditer(re.escape(name), text)})
    return resolve_names(text, spans, own)[0]


def first(text: str, *names: str) -> list[Known]:
    """The likeliest place of each."""
    return [r.shares[0].known for r in resolved(text, *names)]


@pytest.mark.parametrize(
    ("text", "name", "country", "state"),
    [
        ("A pipe burst in Alexandria, La., police said.", "Alexandria", "US", "Louisiana"),
        ("Ships wait off Alexandria; the Egyptian navy spoke.", "Alexandria", "EG", ""),
        ("Clashes in Tripoli in northern Lebanon.", "Tripoli", "LB", "North Lebanon"),
        ("Clashes in Tripoli; Libyan militias met in Misrata.", "Tripoli", "LY", "Tripoli"),
        ("Cambridge and Boston, in Massachusetts.", "Cambridge", "US", "Massachusetts"),
        ("Cambridge and Ely, in England.", "Cambridge", "GB", "England"),
        ("Snow fell in Birmingham, Tuscaloosa and Huntsville.", "Birmingham", "US", "Alabama"),
        ("Snow fell in Birmingham, Coventry and Wolverhampton.", "Birmingham", "GB", "England"),
    ],
)
def test_the_text_decides(text: str, name: str, country: str, state: str) -> None:
    """What a text says a name lies in, the countries and states it names and the towns around it decide."""
    names = [name, *(w for w in ("Misrata", "Boston", "Ely", "Tuscaloosa", "Huntsville", "Coventry") if w in text)]
    known = next(k for k in first(text, *names) if k.name == name)
    assert known.country == country
    assert known.state == state or not state


def test_georgia() -> None:
    """A name of a country and of a state goes with its neighbours."""
    assert first("He came from Georgia, near Tbilisi and Gori.", "Georgia", "Tbilisi", "Gori")[0].country == "GE"
    assert first("He came from Georgia, near Atlanta and Macon.", "Georgia", "Atlanta", "Macon")[0].country == "US"


def test_a_world_city_stays_in_a_text_about_elsewhere() -> None:
    """However often a text names one country, a famous city of another is not its namesake there."""
    text = "The United States signed. " * 30 + "Americans met in Paris, then in Warsaw."
    assert [k.country for k in first(text, "Paris", "Warsaw")] == ["FR", "PL"]


def test_one_name_is_one_place() -> None:
    """All mentions of a name stand for one place, said once in which."""
    known = first(
        "Alexandria flooded. Roads into Alexandria, La., are closed. In Alexandria, schools shut.", "Alexandria"
    )
    assert {k.state for k in known} == {"Louisiana"}


def test_unless_the_text_parts_them() -> None:
    """A name that is said to lie in two areas stands for two places; without words, the one before."""
    text = "Paris, Texas, is not Paris, France. In Paris the mayor spoke. Back in Paris, Texas, in Paris, he did not."
    assert [k.country for k in first(text, "Paris")] == ["US", "FR", "FR", "US", "US"]


def test_a_list_of_countries_is_none_of_places_in_another() -> None:
    """A country after a country is the next of a list."""
    known = first("Envoys of Lebanon, Syria, Jordan and Iraq met.", "Lebanon", "Syria", "Jordan", "Iraq")
    assert [k.kind for k in known] == ["country"] * 4


def test_nothing_speaks_for_a_small_namesake() -> None:
    """Shares leave room for a place that is in no list, the more the more names of the text are."""
    alone = resolved("They met at Marl.", "Marl")[0]
    names = ("Marl", "Vardessa", "Korvane", "Tel Morvath", "Ostrelgrad")
    strange = resolved(f"They met at {', '.join(names)}.", *names)
    assert strange[0].shares[0].p < alone.shares[0].p < 0.95
    assert all(r.shares == () for r in strange[1:])
    assert resolved("They met at Twin Lakes.", "Twin Lakes")[0].shares[0].p < 0.5


def test_a_place_of_ones_own_goes_first() -> None:
    """A user's place beats the gazetteer's, with the same folding; digits count."""
    own = (KnownPlace(line=2, names=("Kirkuk", "K-1"), lat=1.0, lon=2.0),)
    names = resolved("In Kirkuk, at K1 and K-11.", "Kirkuk", "K1", "K-11", own=own)
    assert [r.shares[0].known.at if r.shares else None for r in names] == [-2, -2, None]


def test_shares_are_shares() -> None:
    """Shares are at most one in all, the likeliest first."""
    for r in resolved("Springfield, Salem, Georgia, Santa Cruz", "Springfield", "Salem", "Georgia", "Santa Cruz"):
        values = [s.p for s in r.shares]
        assert values == sorted(values, reverse=True)
        assert 0 < sum(values) <= 1 + 1e-9


@given(any_text, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_any_text_and_spans(text: str, at: list[tuple[int, int]]) -> None:
    """Any text with any spans is resolved, a name for each span, and twice the same."""
    spans = sorted({(s, min(len(text), s + n)) for s, n in at if s < len(text)})
    names, _ = resolve_names(text, spans)
    assert [(r.named.start, r.named.end) for r in names] == spans
    assert names == resolve_names(text, spans)[0]


def test_many_names_take_linear_time() -> None:
    """Some thousand names of a text are resolved in seconds."""
    text = ", ".join(["Springfield, Ill.", "Salem", "San Jose, Iraq", "Kirkuk"] * 700)
    spans = [(m.start(), m.end()) for m in re.finditer("Springfield|Salem|San Jose|Kirkuk", text)]
    began = time.perf_counter()
    assert len(resolve_names(text, spans)[0]) == 2800
    assert time.perf_counter() - began < 5


def test_a_word_of_a_name_in_no_list() -> None:
    """A name that is a word of a longer one in no list is rather that than a namesake of its own."""
    text = "They left Marl Cross and Marl; they left Hob Cross and Marl."
    _, part = resolve_names(text, [(10, 20), (25, 29)])[0]
    _, whole = resolve_names(text, [(41, 50), (55, 59)])[0]
    assert part.shares[0].known == whole.shares[0].known
    assert part.shares[0].p < whole.shares[0].p / 2


def test_a_name_with_a_generic_word_is_no_stranger() -> None:
    """A town and a base called after it do not speak against each other."""
    text = "Rockets hit Taji base in Iraq, and Taji, near Baghdad."
    town = resolve_names(text, [(12, 21), (25, 29), (35, 39), (46, 53)])[0][2]
    assert (town.named.name, town.shares[0].known.country) == ("Taji", "IQ")
    assert town.shares[0].p > 0.5


def test_called_a_town_once() -> None:
    """A dateline says for the whole text that a name is a town's, and what it lies in."""
    text = "ALEXANDRIA, La. — Fire. In Alexandria, schools shut."
    assert [k.state for k in first(text, "ALEXANDRIA", "Alexandria")] == ["Louisiana"] * 2
