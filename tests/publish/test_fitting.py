"""Findings made ready for reading: outcomes apart, both sides quoted, numbers that differ first."""

from __future__ import annotations

from rashomon.publish.fitting import fitting, odd_words
from rashomon.records import Finding, Spot
from tests.publish.values import checked, convoy, ministry


def test_numbers_that_differ_stand_apart() -> None:
    """A range that does not fit has a side for each number, with who says it; it is in no other list."""
    found = fitting(checked(), [convoy(), ministry()])
    assert [c.id for c in found.differ] == ["f1"]
    sides = [side.quote for side in found.differ[0].sides]
    assert [(q.first, q.who) for q in sides if q] == [("At least 30", "a driver"), ("eleven", "The ministry")]
    assert [(title, [c.id for c in checks]) for _, title, checks in found.outcomes] == [
        ("Does not fit", ["f2"]),
        ("Cannot be checked", ["f4"]),
        ("Fits", ["f3"]),
    ]


def test_runs_of_one_sentence_are_one_side() -> None:
    """A distance and the two places it lies between are quoted once, with all three runs."""
    distance = fitting(checked(), [convoy(), ministry()]).outcomes[0][2][0]
    assert len(distance.sides) == 1
    assert distance.sides[0].quote is not None
    runs = [piece.words for piece in distance.sides[0].quote.pieces if piece.end]
    assert runs == ["Rutba", "520 kilometers", "Kirkuk"]


def test_counts_say_what_was_checked() -> None:
    """Each kind that occurs has its outcomes counted; nothing checked is nothing to show."""
    found = fitting(checked(), [convoy(), ministry()])
    assert {check.word: counts for check, *counts in found.counts} == {
        "distance": [1, 0, 0],
        "length of time": [0, 1, 0],
        "day of the week": [0, 0, 1],
        "number": [1, 0, 0],
    }
    assert (found.odd, found.total) == (2, 4)
    assert fitting([], [convoy()]).total == 0


def test_a_side_that_is_not_on_the_page_is_none() -> None:
    """A run of a document that the dossier does not show has no quotation, and the check is shown all the same."""
    lone = Finding(
        id="x", kind="order", outcome="does not fit", stated=Spot(doc="d0", start=0, end=1), sides=("a day",)
    )
    side = fitting([lone], [convoy()]).outcomes[0][2][0].sides[0]
    assert (side.quote, side.read_as) == (None, ["a day"])


def test_the_surest_come_first() -> None:
    """Within an outcome checks are in the order of p; equal ones always in the same order."""
    d = convoy().document
    assert d
    made = [
        Finding(id=f"n{n}", kind="order", outcome="does not fit", stated=Spot(doc=d.id, start=n, end=n + 1), p=p)
        for n, p in enumerate((0.5, 0.9, 0.5))
    ]
    for order in (made, made[::-1]):
        assert [c.id for c in fitting(order, [convoy()]).outcomes[0][2]] == ["n1", "n0", "n2"]


def test_a_document_says_what_of_it_may_not_fit() -> None:
    """Words that were checked and do not fit are told at their document; of numbers that differ, each at its own."""
    one, other = convoy().document, ministry().document
    assert one
    assert other
    assert [(o.id, o.words) for o in odd_words(checked(), one)] == [("f1", "At least 30")]
    assert [(o.id, o.words) for o in odd_words(checked(), other)] == [("f1", "eleven"), ("f2", "520 kilometers")]
