"""How finely a number is given: 400 may be 350 to 450, 2.1 million 2.05 to 2.15, 31 people are 31."""

from __future__ import annotations

import re

from rashomon.records import Quantity
from rashomon.weigh.article import Article

_DIGITS = re.compile(r"\d[\d,  ]*(?:\.(\d+))?")
_COARSEST = 0.05


def grain(article: Article, quantity: Quantity) -> float:
    """Half of the last step that the words of a quantity are rounded to, in its own unit."""
    value = quantity.number if quantity.number is not None else quantity.low
    if value is None or value == 0:
        return 0.0
    match = _DIGITS.search(article.words(quantity))
    if match is None:
        return _whole(value) if value >= 100 else 0.5 if quantity.unit else 0.0
    written = float(re.sub(r"[,\s ]", "", match.group()))
    times = abs(value) / written if written else 1.0
    if match.group(1):
        return 0.5 * 10.0 ** -len(match.group(1)) * times
    if times >= 1000:  # "23 million" is given to the million
        return 0.5 * times
    if value < 100:
        return 0.5 if quantity.unit else 0.0
    return _whole(value)


def _whole(value: float) -> float:
    """Half the place of the last digit that is not 0, at most a twentieth of the number."""
    step, number = 1.0, round(abs(value))
    while number and number % 10 == 0:
        number, step = number // 10, step * 10
    return min(step / 2, _COARSEST * abs(value))
