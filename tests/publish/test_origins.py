"""Origins, metadata and disagreements put in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.publish.origins import day_of, disagreement, relations, signals_by_field
from rashomon.records import FIRST_COMMENT, Provenance, Relation, Signal
from tests.factory import document


def said(*names: str, relation: Relation = "cites") -> list[Provenance]:
    """So many places that name an origin, in order."""
    return [Provenance(start=n, end=n + 1, relation=relation, name=name) for n, name in enumerate(names)]


def test_spellings_of_one_name_are_one() -> None:
    """Case, article and initials make no other name; the fullest is shown, with the first place of each spelling."""
    (found,) = relations(said("NYT", "the New York Times", "The NYT", "NEW YORK TIMES", "Times"))
    assert found.words == "cites"
    times, short = found.origins
    assert (times.name, times.place, times.others, times.again) == ("the New York Times", 2, [("NYT", 1)], [3, 4])
    assert (short.name, short.place) == ("Times", 5), "which Times it is, spelling cannot tell"


@pytest.mark.parametrize("names", [("bbc", "Big Black Cat"), ("Cat", "Dog"), ("A", "Alpha"), ("", "Post"), ("—", "–")])
def test_other_names_stay_apart(names: tuple[str, str]) -> None:
    """A word in small letters is no initials, one letter is not, and a name without letters is itself."""
    assert [o.name for o in relations(said(*names))[0].origins] == list(names)


def test_relations_stay_apart_in_the_order_of_the_text() -> None:
    """The same name in another relation is said again, under the words for that."""
    found = relations([*said("Reuters", relation="wire"), *said("Reuters"), *said("AP", relation="wire")])
    assert [(r.words, [o.name for o in r.origins]) for r in found] == [
        ("sent by", ["Reuters", "AP"]),
        ("cites", ["Reuters"]),
    ]


@given(
    st.lists(
        st.sampled_from(["NYT", "The New York Times", "Post", "the post", "", "Reuters", "R", "\u202e"]) | st.text()
    )
)
def test_no_place_is_lost_and_none_is_told_twice(names: list[str]) -> None:
    """Every place of the text is linked exactly once, whatever the names are."""
    places = [
        place
        for relation in relations(said(*names))
        for origin in relation.origins
        for place in [origin.place, *(at for _, at in origin.others), *origin.again]
    ]
    assert sorted(places) == list(range(1, len(names) + 1))


def test_readings_of_metadata_are_put_together() -> None:
    """A value stands once with all its places; fields and values keep their order, so the chosen one is first."""
    signals = [Signal(field=f, value=v, where=w) for f, v, w in (("b", "x", "1"), ("a", "y", "2"), ("b", "x", "3"))]
    assert signals_by_field(signals) == [("b", [("x", ["1", "3"])]), ("a", [("y", ["2"])])]


@pytest.mark.parametrize(
    ("conflict", "short"),
    [
        ("title: A (h1) but B (meta)", "title"),
        ("published: 2020-02-07 (JSON-LD) but 2020-02-09 (date line 3)", "published (2020-02-07 or 2020-02-09)"),
        ("published: 2020 (x) but 2020-02 (y) and 2020-03-01 (z)", "published (2020 or 2020-02 or 2020-03-01)"),
        ("updated 2020-01 (a) before it was published 2020-02 (b)", "updated 2020-01 before it was published 2020-02"),
        ("", ""),
    ],
)  # fmt: skip
def test_disagreements_are_told_in_short(conflict: str, short: str) -> None:
    """Fields are named, days are given, places are left for the long form."""
    assert disagreement([conflict]) == short
    assert disagreement([conflict, conflict]) == f"{short}, {short}"


@given(st.lists(st.text()))
def test_any_disagreement_can_be_told(conflicts: list[str]) -> None:
    """No words of a document's stop the page."""
    assert isinstance(disagreement(conflicts), str)


def test_a_day_that_only_a_comment_gives_is_said_to_be_the_latest() -> None:
    """A day of publication taken from the first comment reads "by" that day, every other one as it is."""
    comment, line = (Signal(field="published", value="2020-02-07", where=w) for w in (FIRST_COMMENT, "date line 2"))
    assert day_of(document("x", published="2020-02-07", signals=(comment,))) == "by 2020-02-07"
    assert day_of(document("x", published="2020-02-07", signals=(line, comment))) == "2020-02-07"
    assert day_of(document("x", signals=(comment,))) == ""
