"""From shared fingerprints to stretches of equal words: seeds that hold, joined on their diagonal and extended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.link.copying.fingerprints import GRAM

if TYPE_CHECKING:
    from rashomon.link.copying.words import Truths, Whole, Words

AROUND = 8
"""Words on either side of a seed that are looked at."""
HOLDS = 8
"""Equal words that a seed needs, its own among them."""
NEAR = 24
"""Words between two seeds on one diagonal that are of one stretch."""
_EQUAL, _OTHER, _DROP = 1, -1, 7
_SLICE = 1 << 19


@dataclass(frozen=True)
class Texts:
    """The words of all documents: hashes, and where each document begins; the last number is that of all words."""

    words: Words
    firsts: Whole

    def of(self, places: Whole) -> Whole:
        """The documents in which words stand."""
        import numpy as np

        return np.searchsorted(self.firsts, places, side="right") - 1


@dataclass(frozen=True)
class Stretches:
    """Runs of words, `lows` to `highs` in one document and `aways` further on in the other, that are mostly equal.

    They are in the order of the two documents (`a`, `b`), then of the diagonal, then of the words.
    """

    a: Whole
    b: Whole
    lows: Whole
    highs: Whole
    aways: Whole


def holding(texts: Texts, pairs: Iterable[tuple[Whole, Whole]]) -> tuple[Whole, Whole]:
    """The seeds around which enough words are equal; most chance meetings of common phrases end here."""
    import numpy as np

    left: list[Words] = []
    right: list[Words] = []
    for ones, others in pairs:
        for begin in range(0, len(ones), _SLICE):
            one, other = ones[begin : begin + _SLICE], others[begin : begin + _SLICE]
            kept = _equal_around(texts, one, other) >= HOLDS
            left.append(one[kept].astype(np.uint32))
            right.append(other[kept].astype(np.uint32))
    if not left:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(left).astype(np.int64), np.concatenate(right).astype(np.int64)


def _equal_around(texts: Texts, one: Whole, other: Whole) -> Whole:
    import numpy as np

    a, b = texts.of(one), texts.of(other)
    below = np.minimum(one - texts.firsts[a], other - texts.firsts[b])
    above = np.minimum(texts.firsts[a + 1] - one, texts.firsts[b + 1] - other)
    equal = np.zeros(len(one), dtype=np.int64)
    for step in range(-AROUND, GRAM + AROUND):
        room = (step >= -below) if step < 0 else (step < above)
        x, y = np.where(room, one + step, 0), np.where(room, other + step, 0)
        equal += room & (texts.words[x] == texts.words[y])
    return equal


def stretches(texts: Texts, one: Whole, other: Whole, order: Whole) -> Stretches:
    """Seeds of a diagonal joined, and extended over words that differ as long as enough are equal.

    `order` says which of two documents comes first.
    """
    import numpy as np

    a, b = texts.of(one), texts.of(other)
    turned = order[a] > order[b]
    one, other = np.where(turned, other, one), np.where(turned, one, other)
    a, b = np.where(turned, b, a), np.where(turned, a, b)
    away = other - one
    sorting = np.lexsort((one, away, order[b], order[a]))
    a, b, one, away = a[sorting], b[sorting], one[sorting], away[sorting]
    if not len(a):
        return Stretches(a, b, one, one, away)
    new = np.ones(len(a), dtype=bool)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1]) | (away[1:] != away[:-1]) | (one[1:] - one[:-1] > NEAR)
    begins = np.flatnonzero(new)
    ends = np.concatenate((begins[1:], [len(a)])) - 1
    a, b, away, lows, highs = a[begins], b[begins], away[begins], one[begins], one[ends] + GRAM
    lower = np.maximum(texts.firsts[a], texts.firsts[b] - away)
    upper = np.minimum(texts.firsts[a + 1], texts.firsts[b + 1] - away)
    highs = highs + _reach(texts.words, highs, away, upper - highs, 1)
    lows = lows - _reach(texts.words, lows - 1, away, lows - lower, -1)
    return _joined(Stretches(a, b, lows, highs, away))


def _reach(words: Words, starts: Whole, aways: Whole, room: Whole, step: int) -> Whole:
    """How many words further a stretch goes; it ends with an equal word."""
    import numpy as np

    best = np.zeros(len(starts), dtype=np.int64)
    going = np.flatnonzero(room > 0)
    score = np.zeros(len(going), dtype=np.int64)
    top = score.copy()
    gone = 0
    while len(going):
        at = starts[going] + step * gone
        gone += 1
        score = score + np.where(words[at] == words[at + aways[going]], _EQUAL, _OTHER)
        better = score > top
        best[going[better]] = gone
        top = np.maximum(top, score)
        goes_on = (score > top - _DROP) & (room[going] > gone)
        going, score, top = going[goes_on], score[goes_on], top[goes_on]
    return best


def _joined(found: Stretches) -> Stretches:
    """Stretches of one diagonal that overlap after their extension made one."""
    import numpy as np

    a, b, away = found.a, found.b, found.aways
    same = (a[1:] == a[:-1]) & (b[1:] == b[:-1]) & (away[1:] == away[:-1])
    diagonal = np.concatenate(([0], np.cumsum(~same)))
    order = np.lexsort((found.lows, diagonal))
    lows, highs = found.lows[order], found.highs[order]
    span = int(highs.max()) + 1
    reached = np.maximum.accumulate(highs + diagonal * span)  # diagonals stay apart
    new = np.ones(len(a), dtype=bool)
    new[1:] = lows[1:] + diagonal[1:] * span > reached[:-1]
    begins = np.flatnonzero(new)
    ends = np.concatenate((begins[1:], [len(a)])) - 1
    return Stretches(a[begins], b[begins], lows[begins], reached[ends] - diagonal[ends] * span, away[begins])


def equal_words(words: Words, low: int, high: int, away: int) -> Truths:
    """Which words of a stretch are equal."""
    out: Truths = words[low:high] == words[low + away : high + away]
    return out
