"""Disputes: statements that contradict one another on one point."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.records import Statement, Tie
from rashomon.weigh.agreeing import values_of
from rashomon.weigh.disputes import disputes


def statement(name: str, *members: str) -> Statement:
    """A statement with these members."""
    return Statement(id=name, text=name, spoken_by=members[0], members=members)


def against(a: str, b: str, about: str = "how many (person kill)", p: float = 0.7) -> Tie:
    """A contradiction."""
    return Tie(a=a, b=b, kind="contradicts", p=p, reasons=(f"{a} against {b}",), about=about)


FIVE = statement("s5", "d1.c1", "d2.c1", "d3.c1")
THREE = statement("s3", "d4.c1")
FOUR = statement("s4", "d5.c1")
SAID = (FIVE, THREE, FOUR)


def test_sides_are_statements_that_hang_together() -> None:
    """Three statements of which each pair or chain contradicts on one point are three sides of one dispute."""
    (found,) = disputes((), SAID, (against("d1.c1", "d4.c1"), against("d4.c1", "d5.c1")))
    assert found.sides == ("s5", "s3", "s4")
    assert found.about == "how many (person kill)"
    assert len(found.ties) == 2


def test_points_are_kept_apart() -> None:
    """Statements that contradict one another on two points are in a dispute for each."""
    found = disputes((), SAID, (against("d1.c1", "d4.c1"), against("d1.c1", "d4.c1", about="when it began (attack)")))
    assert sorted(d.about for d in found) == ["how many (person kill)", "when it began (attack)"]


def test_agreement_is_no_dispute() -> None:
    """Ties that agree or qualify make no dispute, nor do those within a statement or to no statement at all."""
    ties = (
        Tie(a="d1.c1", b="d4.c1", kind="agrees", p=0.9),
        Tie(a="d1.c1", b="d4.c1", kind="qualifies", p=0.9),
        against("d1.c1", "d2.c1"),
        against("d1.c1", "d9.c9"),
    )
    assert disputes((), SAID, ties) == ()


def test_the_dispute_of_most_documents_comes_first() -> None:
    """Disputes are ordered by the documents that have a side of them."""
    found = disputes((), SAID, (against("d4.c1", "d5.c1", about="a"), against("d1.c1", "d4.c1", about="b")))
    assert [d.about for d in found] == ["b", "a"]


@given(st.permutations([against("d1.c1", "d4.c1"), against("d4.c1", "d5.c1"), against("d2.c1", "d5.c1", p=0.4)]))
def test_order_of_ties_does_not_matter(ties: list[Tie]) -> None:
    """The same ties in any order give the same disputes, the surest contradiction first."""
    found = disputes((), SAID, ties)
    assert found == disputes((), SAID, tuple(reversed(ties)))
    assert [t.p for t in found[0].ties] == [0.7, 0.7, 0.4]


def test_statements_of_one_value_are_one_side() -> None:
    """Sides that give the same number in other words stand together, whichever is named first."""
    words = {"s5": "at least five died", "s3": "three people died", "s4": "four died", "s6": "no fewer than five dead"}
    ends = {"s5": "d1.c1", "s3": "d4.c1", "s4": "d5.c1", "s6": "d6.c1"}
    told = [replace(statement(id_, ends[id_]), text=text) for id_, text in words.items()]
    given = {
        "At least five against three people": ("d1.c1", "d4.c1"),
        "three people against no fewer than five persons": ("d6.c1", "d4.c1"),
        "four against no fewer than five": ("d5.c1", "d6.c1"),
    }
    ties = [replace(against(*ends), reasons=(reason,)) for reason, ends in given.items()]
    (found,) = disputes((), told, ties)
    assert {frozenset(one) for one in found.positions} == {frozenset(one) for one in (("s5", "s6"), ("s3",), ("s4",))}
    assert set(found.sides) == set(words)


def test_statements_that_agree_are_one_side_unless_they_contradict() -> None:
    """A tie that agrees joins sides; it does not where others contradict one another across it."""
    agree = Tie(a="d4.c1", b="d5.c1", kind="agrees", p=0.9)
    (found,) = disputes((), SAID, (against("d1.c1", "d4.c1"), against("d1.c1", "d5.c1"), agree))
    assert found.positions == (("s5",), ("s3", "s4"))
    (found,) = disputes((), SAID, (against("d1.c1", "d4.c1"), against("d4.c1", "d5.c1"), agree))
    assert found.positions == (("s5",), ("s3",), ("s4",))


def test_a_bound_and_a_unit_make_another_value() -> None:
    """Five is not at least five, five hours are not five minutes, and words are equal but for marks."""
    assert values_of("five against at least five") == ("5", ">=5")
    assert values_of("5 hours against five minutes") == ("5 hour", "5 minute")
    assert values_of("“named half the coast” against “Named half the coast.”") == ("named half the coast",) * 2
    assert values_of("denies it, which the ministry says") == ()
