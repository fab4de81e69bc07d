"""What one may ask of the values of a case: times, places, quantities, checks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from rashomon import Case
from rashomon.errors import BadQuery, InputError, NotFound
from rashomon.records import Candidate, Place, Quantity, Reading, Speaker, Time
from rashomon.store import Store
from tests.factory import claim, document, fragment, reading

TEXT = "On Friday 31 rockets hit Vardessa, Ada Holm said. Since 2014 nobody lived near Kessary. Much later it rained."


def valued() -> Reading:
    """A reading with three times, two places and a quantity, one of each in a claim."""
    of = document(TEXT, name="a.txt", outlet="The Packet", published="2022-10-10")
    day, since, later = (fragment(TEXT, words) for words in ("Friday", "2014", "Much later"))
    held = Time(id=f"{of.id}.t3", start=day.start, end=day.end, type="DATE", value="2022-10-07", anchor="document date")
    times = (
        replace(held, earliest="2022-10-07", latest="2022-10-07", precision="day", weekday=4),
        Time(id=f"{of.id}.t56", start=since.start, end=since.end, type="DATE", value="2014", earliest="2014-01-01"),
        Time(id=f"{of.id}.t88", start=later.start, end=later.end, type="DATE", value="FUTURE_REF", anchor_at=day),
    )
    town, other = fragment(TEXT, "Vardessa"), fragment(TEXT, "near Kessary")
    rival = Candidate(id="own:2", name="Vardessa", kind="site", lat=1.0, lon=1.0, radius_km=1.0, country="FR", p=0.2)
    places = (
        Place(
            id=f"{of.id}.p25",
            start=town.start,
            end=town.end,
            named_at=town,
            name="Vardessa",
            lat=43.3,
            lon=5.4,
            precision_km=5.0,
            country="FR",
            others=(rival,),
        ),
        Place(id=f"{of.id}.p79", start=other.start, end=other.end, named_at=other, name="Kessary", part="near"),
    )
    rockets = fragment(TEXT, "31 rockets")
    quantity = Quantity(
        id=f"{of.id}.q10",
        start=rockets.start,
        end=rockets.end,
        low=31,
        high=31,
        of="rockets",
        event="hit",
        between=(town,),
    )
    said = claim(of, "Ada Holm", "said", "On Friday 31 rockets hit Vardessa")
    said = replace(said, speaker=Speaker(name="Ada Holm", identification="named"))
    return replace(reading(of, said), times=times, places=places, quantities=(quantity,))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Store.create(tmp_path / "c") as store:
        store.add(valued(), TEXT.encode())
    with Case.open(tmp_path / "c") as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, ["Friday", "2014", "Much later"]),
        ({"text": "FRI"}, ["Friday"]),
        ({"anchor": "document date"}, ["Friday"]),
        ({"type": "SET"}, []),
        ({"since": "2022-10-08"}, ["2014"]),
        ({"since": "2022-10-07"}, ["Friday", "2014"]),
        ({"until": "2022-10-06"}, ["2014"]),
        ({"since": "2013-01-01", "until": "2013-12-31"}, []),
        ({"limit": 1}, ["Friday"]),
        ({"document": "a.txt", "kind": "comment"}, ["Friday", "2014", "Much later"]),
        ({"kind": "comment"}, []),
    ],
)
def test_times_are_asked_for(case: Case, asked: dict[str, Any], words: list[str]) -> None:
    """Each filter keeps the times that are so; a time without any bound lies on no day that is asked for."""
    assert [row.words for row in case.times(**asked)] == words


def test_a_value_says_who_says_it(case: Case) -> None:
    """A value in the content of a claim has its speaker, one in the document's own voice has none."""
    assert [(row.speaker, row.claim != "") for row in case.times()] == [("Ada Holm", True), ("", False), ("", False)]
    assert [row.speaker for row in case.quantities()] == ["Ada Holm"]
    assert [row.speaker for row in case.places()] == ["Ada Holm", ""]
    assert case.times()[2].hangs_on == "Friday"
    assert case.quantities()[0].between == ("Vardessa",)
    assert case.places()[0].others[0].id == "own:2"


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"name": "vard"}, ["Vardessa"]),
        ({"name": "near k"}, ["Kessary"]),
        ({"country": "fr"}, ["Vardessa"]),
        ({"near": "43.3,5.5,4"}, ["Vardessa"]),
        ({"near": "43.3,5.6,4"}, []),
        ({"outlet": "courier"}, []),
    ],
)
def test_places_are_asked_for(case: Case, asked: dict[str, Any], names: list[str]) -> None:
    """Each filter keeps the places that are so; near a point are those whose circle reaches into the distance."""
    assert [row.place for row in case.places(**asked)] == names


@pytest.mark.parametrize(
    ("asked", "count"), [({"of": "ROCKET"}, 1), ({"event": "hit"}, 1), ({"event": "kill"}, 0), ({"unit": "metre"}, 0)]
)
def test_quantities_are_asked_for(case: Case, asked: dict[str, Any], count: int) -> None:
    """Each filter keeps the quantities that are so."""
    assert len(case.quantities(**asked)) == count


@pytest.mark.parametrize(
    ("verb", "asked", "error"),
    [
        ("times", {"since": "7 October"}, InputError),
        ("times", {"type": "YEAR"}, BadQuery),
        ("times", {"limit": -1}, BadQuery),
        ("places", {"near": "43.3,5.4"}, BadQuery),
        ("places", {"near": "91,0,5"}, BadQuery),
        ("places", {"near": "nan,0,5"}, BadQuery),
        ("quantities", {"document": "b.txt"}, NotFound),
        ("checks", {"outcome": "wrong"}, BadQuery),
        ("gazetteer", {"file": "a.csv", "none": True}, BadQuery),
        ("gazetteer", {"file": "/nowhere/a.csv"}, InputError),
    ],
)
def test_what_cannot_be_asked(case: Case, verb: str, asked: dict[str, Any], error: type[Exception]) -> None:
    """A value that a filter does not know, a bad day or point, and a file that is not there are told."""
    with pytest.raises(error):
        getattr(case, verb)(**asked)


def test_a_value_is_shown_in_its_place(case: Case) -> None:
    """A time, a place and a quantity are shown by their ids, with all that touches them."""
    time, place, quantity = case.times()[0], case.places()[1], case.quantities()[0]
    shown = [case.show(row.id) for row in (time, place, quantity)]
    assert [s.kind for s in shown] == ["time", "place", "quantity"]
    assert [s.passage.text for s in shown] == ["Friday", "near Kessary", "31 rockets"]
    assert [q.id for q in shown[2].quantities] == [quantity.id]
    assert not shown[2].times
