"""What the words around a number make of it: "at least", "nearly", "or so", "30-plus"."""

from __future__ import annotations

from math import ceil, floor
from typing import NamedTuple

from rashomon.read.quantities.lexicon import phrases
from rashomon.read.quantities.numbers import OPEN, Number
from rashomon.read.quantities.tokens import Tokens
from rashomon.records import Comparator

TOLERANCE = 0.2
"""How far off, as a share of it, a figure may be that is said to be about right, or nearly reached."""

_LONGEST = 5
_CLOSE = "close"
_KINDS: tuple[Comparator, ...] = ("about", "more than", "at least", "less than", "at most")


class Compared(NamedTuple):
    """A number with its comparator, from token `first` to before `last`; `how` is what was made of the words."""

    first: int
    last: int
    comparator: Comparator
    low: float | None
    high: float | None
    how: str


def compared(tokens: Tokens, number: Number, first: int, last: int) -> Compared:
    """The number that with its unit takes up the tokens `first` to before `last`, with the comparators around it."""
    name, words, start = _before(tokens, first)
    if number.low != number.high and tokens.low(first - 1) == "between":
        start = first - 1
    end = last
    inside = next((token.low for token in tokens[number.first : number.last] if token.low in (*OPEN, "odd")), "")
    if not name and inside:
        name, words = "about" if inside == "odd" else "at least", inside
    elif not name:
        name, words, end = _after(tokens, last)
    low, high, how = _bounds(name, number, words)
    kind: Comparator = next((k for k in _KINDS if k == name), "")
    if not kind and number.shape == "plural":
        kind, how = "at least", "a plural without a figure: at least two of it"
    elif not kind and low != high:
        kind = "between"
    elif not kind and number.value == 0:
        kind = "no"
    return Compared(start, end, kind, low, high, how)


def behind(tokens: Tokens, number: Number, at: int) -> Compared | None:
    """The comparator behind what is counted ("12 boats at most"); none where none stands there."""
    name, words, _ = _after(tokens, at)
    kind: Comparator = next((k for k in _KINDS if k == name), "")
    if not kind or words[0] in "-+" or words in ("plus", "odd", "maximum"):
        return None
    low, high, how = _bounds(name, number, words)
    return Compared(number.first, number.last, kind, low, high, how)


def _before(tokens: Tokens, first: int) -> tuple[str, str, int]:
    known = phrases("before", *_KINDS)
    for length in range(min(_LONGEST, first), 0, -1):
        words = tuple(token.low for token in tokens[first - length : first])
        name = known.get(words)
        if name:
            return name, " ".join(words), first - length
    return "", "", first


def _after(tokens: Tokens, last: int) -> tuple[str, str, int]:
    known = phrases("after", "about", "at least", "at most")
    for length in range(min(_LONGEST, len(tokens) - last), 0, -1):
        words = tuple(token.low for token in tokens[last : last + length])
        name = known.get(words)
        if name and (words[0] not in ("-", "+") or tokens.at(last).glued):
            return name, " ".join(words), last + length
    return "", "", last


def _bounds(name: str, number: Number, words: str) -> tuple[float | None, float | None, str]:
    low, high = number.low, number.high
    if low is None:
        return None, None, "how many is not said"
    if name == "about":
        top = None if high is None else _wider(high, 1)
        return _wider(low, -1), top, f"“{words}” is taken as {TOLERANCE:.0%} either way"
    if name in ("more than", "at least"):
        return low, None, ""
    if name == "less than" and _is_close(words):
        return _wider(low, -1), high, f"“{words}” is taken as up to {TOLERANCE:.0%} less"
    if name in ("less than", "at most"):
        return None, low if high is None else high, ""
    return low, high, ""


def _is_close(words: str) -> bool:
    return tuple(words.split()) in phrases("before", _CLOSE)


def whole(number: Number, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Bounds without parts of things, where the number itself has none: about 24 soldiers are 20 to 28."""
    if number.low is None or number.high is None or number.low % 1 or number.high % 1:
        return low, high
    if low is not None and low < number.low:
        low = min(float(ceil(low)), number.low - 1)
    if high is not None and high > number.high:
        high = max(float(floor(high)), number.high + 1)
    return low, high


def _wider(value: float, way: int) -> float:
    return round(value + way * TOLERANCE * abs(value), 6)
