"""Short runs between passages: what is left of an abridged text when its longer passages are found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rashomon.link.copying.chaining import Chain, Stretch

if TYPE_CHECKING:
    from rashomon.link.copying.extending import Texts
    from rashomon.link.copying.words import Truths

SPACE = 40
"""Words between two passages, or between one and the edge of its document, in which short runs are looked for."""
RUN = 4
"""Words of a short run, at least."""
_ROOM = 4000  # words of the other document that are searched


def short_runs(texts: Texts, a: int, b: int, chains: Sequence[Chain]) -> list[Stretch]:
    """Runs of equal words that stand between passages, in order on both sides, with little else on one of them."""
    bounds = [(p.low, p.high, p.low + p.away, p.high + p.away) for c in chains for p in c.parts]
    a_first, a_last = int(texts.firsts[a]), int(texts.firsts[a + 1])
    b_first, b_last = int(texts.firsts[b]), int(texts.firsts[b + 1])
    edges = [(a_first, a_first, b_first, b_first), *sorted(bounds), (a_last, a_last, b_last, b_last)]
    found: list[Stretch] = []
    for before, after in pairwise(edges):
        one, other = (before[1], after[0]), (before[3], after[2])
        sizes = sorted((one[1] - one[0], other[1] - other[0]))
        if RUN <= sizes[0] <= SPACE and sizes[1] <= _ROOM:
            found += _runs(texts, one, other)
    return found


def _runs(texts: Texts, one: tuple[int, int], other: tuple[int, int]) -> list[Stretch]:
    """The longest runs of equal words of two stretches, the longest first, in order on both sides."""
    import numpy as np

    ours, theirs = texts.words[slice(*one)], texts.words[slice(*other)]
    if not np.isin(ours, theirs).sum() >= RUN:
        return []
    length, x, y = _longest(ours[:, None] == theirs[None, :])
    if length < RUN:
        return []
    low, high, away = one[0] + x, one[0] + x + length, other[0] + y - one[0] - x
    left = _runs(texts, (one[0], low), (other[0], low + away))
    right = _runs(texts, (high, one[1]), (high + away, other[1]))
    return [*left, Stretch(low, high, away, length), *right]


def _longest(equal: Truths) -> tuple[int, int, int]:
    """The longest diagonal run of a table of equal words: its length, and where it begins."""
    import numpy as np

    wide = equal.shape[1] >= equal.shape[0]
    table = equal if wide else equal.T
    running = np.zeros(table.shape[1] + 1, dtype=np.int64)
    best = (0, 0, 0)
    for row, cells in enumerate(table):
        running[1:] = np.where(cells, running[:-1] + 1, 0)
        at = int(running.argmax())
        if running[at] > best[0]:
            size = int(running[at])
            best = (size, row - size + 1, at - size)
    return best if wide else (best[0], best[2], best[1])
