"""What a text does under a headline."""

from __future__ import annotations

import numpy as np

from rashomon.link.pairs.headlines import FEATURES, STANCES, features, shares_of
from rashomon.models import pair_model

ARTICLE = (
    "The harbour of Vardessa was closed on Monday after a fire, the port authority said. "
    "Reports that the fire was set on purpose are false, a spokeswoman added. No one was hurt."
)


def test_the_shares_add_up() -> None:
    """There is a share for every stance, and they add up to 1."""
    shares = shares_of(pair_model(), "Fire closes harbour of Vardessa", ARTICLE)
    assert shares.shape == (len(STANCES),)
    assert abs(float(shares.sum()) - 1) < 1e-5


def test_another_matter_is_unrelated() -> None:
    """An article about something else has nothing to do with the headline."""
    shares = shares_of(pair_model(), "Singer announces third album and a tour of stadiums", ARTICLE)
    assert STANCES[int(shares.argmax())] == "unrelated"


def test_features_have_a_fixed_width() -> None:
    """Any two texts give as many features, all of them finite."""
    for headline, text in (("", "x"), ("x" * 5000, "y" * 100_000), ("Fire?", ARTICLE)):
        found = features(pair_model(), headline, text)
        assert found.shape == (FEATURES,)
        assert np.isfinite(found).all()
