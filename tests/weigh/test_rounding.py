"""How finely numbers are given."""

from __future__ import annotations

import pytest

from rashomon.weigh.article import Article
from rashomon.weigh.rounding import grain
from tests.factory import document, quantity, valued


@pytest.mark.parametrize(
    ("words", "value", "unit", "expected"),
    [
        ("31", 31, "", 0),
        ("31 km", 31, "kilometre", 0.5),
        ("2.15 km", 2.15, "kilometre", 0.005),
        ("400 km", 400, "kilometre", 20),
        ("12,000", 12_000, "", 500),
        ("2.1 million", 2_100_000, "", 50_000),
        ("23 million", 23_000_000, "", 500_000),
    ],
)
def test_half_of_the_last_step(words: str, value: float, unit: str, expected: float) -> None:
    """Counts of few are exact; hundreds are round, by a twentieth at most."""
    of = document(words)
    number = quantity(of, words, value, unit=unit, number=value)
    assert grain(Article(valued(of, number)), number) == pytest.approx(expected)
