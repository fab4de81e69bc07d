"""Which number of a second text answers one of a first, and whether it keeps to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.pairs.bounds import answered


@pytest.mark.parametrize(
    ("claim", "evidence", "fit"),
    [
        ("More than 84 counties had cases.", "Cases were found in 100 counties.", "kept"),
        ("Less than 84 counties had cases.", "Cases were found in 100 counties.", "broken"),
        ("84 counties had cases.", "Cases were found in 84 counties.", "same"),
        ("84 counties had cases.", "Cases were found in 90 counties.", "other"),
        ("The bridge opened before April 2013.", "The bridge opened in March 2013.", "kept"),
        ("The bridge opened after April 2013.", "The bridge opened in March 2013.", "broken"),
        ("The bridge opened after 1 July 2011.", "The bridge opened on July 6, 2011.", "kept"),
        ("The bridge opened by 2014.", "The bridge opened in 2014.", "kept"),
        ("The bridge opened in 2014.", "The bridge opened on 3 May 2014.", "kept"),
        ("Nobody opened 14 doors.", "The bridge opened.", "open"),
    ],
)
def test_a_number_keeps_to_a_bound_or_breaks_it(claim: str, evidence: str, fit: str) -> None:
    """Bounds of counts and of dates are held against the number that answers them."""
    ((_, _, found),) = answered(claim, evidence)[0]
    assert found == fit


def test_a_share_is_held_against_a_share() -> None:
    """Of two numbers, the one of the same sort and with the same words beside it answers."""
    found, _ = answered("More than 50 % liked the play, of 80 critics.", "Of 87 critics 53 % liked the play.")
    assert [two.number for _, two, _ in found if two] == [53, 87]


def test_the_claim_is_written_with_the_numbers_of_the_evidence() -> None:
    """The number of the evidence stands where the claim's stood, with its comparator."""
    _, written = answered("More than 84 counties had cases.", "Cases were found in 100 counties.")
    assert written == "100 counties had cases."


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 .,%$-abMayJune", max_size=120), st.text(max_size=120))
def test_any_texts_are_answered(claim: str, evidence: str) -> None:
    """Whatever the texts, every number of the first has one answer."""
    found, _ = answered(claim, evidence)
    assert all((two is None) <= (fit == "open") for _, two, fit in found)
