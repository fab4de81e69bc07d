"""Signs of what one text says of another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.pairs.signs import sign_shares, signs
from rashomon.models import arrays


def test_the_card_names_the_signs_in_their_order() -> None:
    """The trees ask for signs by number, so the card's order must be that of the signs."""
    assert list(signs("One boat sank.", "Two boats sank.")) == arrays("pair-signs")[0]["signs"]


def test_a_broken_bound_speaks_for_a_contradiction() -> None:
    """The same sentence is rather contradicted by a number beyond its bound than by one within it."""
    claim = "More than 84 counties reported cases before June."
    within, beyond = (f"{n} counties reported cases before June." for n in (100, 60))
    assert sign_shares(claim, beyond)[1] > sign_shares(claim, within)[1]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_shares_add_up(claim: str, evidence: str) -> None:
    """Whatever the texts, the three shares are positive and add up to 1."""
    found = sign_shares(claim, evidence)
    assert (found > 0).all()
    assert abs(float(found.sum()) - 1) < 1e-5
