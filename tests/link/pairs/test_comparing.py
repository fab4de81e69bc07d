"""What one text says of another, with reasons."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.pairs.comparing import compared, quick, said
from rashomon.records import Quantity, Time


def quantity(low: float | None, high: float | None, of: str, **fields: str) -> Quantity:
    """A quantity of something."""
    return Quantity(id="d.q0", start=0, end=1, low=low, high=high, of=of, head=of, **fields)  # type: ignore[arg-type]


def test_bounds_that_do_not_meet_contradict() -> None:
    """A number outside of what the other says is a contradiction, and the reason names both."""
    found = compared(said("31 rockets hit the base."), said("Between 11 and 16 rockets hit the base."))
    assert found.relation == "contradicts"
    assert found.reasons[0] == "31 rockets against 11 to 16 rockets" or "31" in found.reasons[0]


def test_quantities_of_a_reading_are_taken_as_they_are() -> None:
    """Where quantities are given, the words are not searched for figures."""
    a = said("the base was hit", quantities=[quantity(31, 31, "rocket")])
    b = said("the base was struck", quantities=[quantity(11, 16, "rocket")])
    found = compared(a, b)
    assert any(r == "31 rocket against 11 to 16 rocket" for r in found.reasons) or found.relation != "contradicts"
    assert a.amounts[0].low == 31


def test_a_number_without_bounds_is_left_out() -> None:
    """Several, of which neither end is known, speaks for and against nothing."""
    assert said("several boats", quantities=[quantity(None, None, "boat")]).amounts == ()


def test_days_apart_speak_against_each_other() -> None:
    """Times with days become amounts of days."""
    times = [
        Time(id="d.t0", start=0, end=1, type="DATE", value="2019-03-04", earliest="2019-03-04", latest="2019-03-04")
    ]
    (amount,) = said("It sank on 4 March.", quantities=(), times=times).amounts
    assert amount.unit == "date"
    assert amount.low == amount.high


def test_a_negation_of_the_same_words_contradicts() -> None:
    """The same words with a "not" in one of them need no model."""
    found = quick(said("The bridge was open."), said("The bridge was not open."))
    assert found is not None
    assert found.relation == "contradicts"
    assert found.reasons == ("the same words, which the second negates",)


def test_opposite_words_among_the_same_contradict() -> None:
    """One word against its opposite, with all else the same, needs no model."""
    found = quick(said("The captain is alive."), said("The captain is dead."))
    assert found is not None
    assert (found.relation, found.reasons) == (
        "contradicts",
        ("\u201calive\u201d against \u201cdead\u201d, else the same words",),
    )


def test_a_denial_contradicts_what_it_denies() -> None:
    """A denied content contradicts the asserted one, and the reason names who denies."""
    a = said("the army fired on the port", attitude="assert", speaker="Reva Strand")
    b = said("the army fired on the port", attitude="deny", speaker="the ministry")
    found = compared(a, b)
    assert found.relation == "contradicts"
    assert found.reasons[0] == "the ministry denies what Reva Strand asserts"


def test_two_denials_agree() -> None:
    """Who denies the same supports each other."""
    one = said("the army fired on the port", attitude="deny")
    assert compared(one, one).relation == "supports"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The ministry denied that the army fired on the port.", "the army fired on the port."),
        ("The army said it had not fired on the port.", "The army had fired on the port."),
        ("The army rejected claims that it had fired on the port.", "The army had fired on the port."),
        ("It is not true that the army fired on the port.", "the army fired on the port."),
        ("Reports that the army fired on the port are false, officials said.", "the army fired on the port"),
    ],
)
def test_denials_in_raw_text_are_taken_apart(text: str, content: str) -> None:
    """The denied content stands alone, and the text counts as denying it."""
    found = said(text)
    assert (found.text, found.denied) == (content, True)


def test_differing_certainty_is_told() -> None:
    """Who gives it as possible does not say what the other says, and the reasons tell."""
    a = said("the bridge is open", attitude="assert", certainty="CT+", speaker="Anna Holt")
    b = said("the bridge is open", attitude="assert", certainty="PS+", speaker="the mayor")
    assert compared(a, b).reasons[-1] == "Anna Holt gives it as certain, the mayor as possible"


def test_the_evidence_may_say_more_but_not_less() -> None:
    """35 lies within "more than 20"; more than 20 leaves 35 open."""
    narrow, wide = said("35 boats sank."), said("More than 20 boats sank.")
    assert any("lies within" in r for r in compared(wide, narrow).reasons)
    assert compared(narrow, wide).relation != "contradicts"


@pytest.mark.parametrize(("a", "b"), [("", "x"), ("x", ""), ("", ""), ("\U0001f642", "\U0001f642"), ("...", "a")])
def test_nothing_says_nothing(a: str, b: str) -> None:
    """A text without words leaves everything open."""
    assert compared(said(a), said(b)).relation == "neutral"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_compare_the_same_every_time(a: str, b: str) -> None:
    """Whatever the texts, there is an answer with a share and a reason, and it is the same when asked again."""
    found = compared(said(a), said(b))
    assert 0 < found.p <= 1
    assert found.reasons
    assert found == compared(said(a), said(b))
