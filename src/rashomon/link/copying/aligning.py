"""Aligning the sentences of two documents: runs of sentences that correspond, by vectors and anchors."""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rashomon.link.copying.anchors import Told, numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rashomon.read.tagging import Floats

    Truths = NDArray[np.bool_]

LEAST = 0.42
"""Likeness (cosine, with what anchors add) under which two sentences do not correspond at all."""
PER_ANCHOR, MOST_ANCHORS, CLASH = 0.04, 4, 0.05
"""What a shared name or number adds, how many count, and what numbers take off that stand in one side each."""
BEHIND = 0.12
"""A pair of sentences counts while neither has another partner that is better by more than this."""
MERGED_GAIN = 0.02
"""By how much sentences together must be liker to one than fewer of them are."""
MOST_MERGED = 3
"""Sentences that may be told in one."""
PARTNERS = 4
"""Sentences that each may correspond to: a text that says the same a thousand times has not a million pairs."""
CROWDED = 4
"""Pairs for each sentence of the shorter document from which on all is like all: only those count that are
among the best for both, and no sentences are merged."""
MOST_RUNS = 16
"""Runs between two documents; the heaviest are looked for first."""
PER_GAP = 0.05
"""What each sentence costs that is left out between two pairs."""
WIDEST_GAP = 4
"""Sentences that may lie between two pairs of a run, on either side."""
FEW, FEWEST, WEAK = 4, 1, 0.55
"""Pairs of a run of few, and those left in any case; likeness under which a pair does not stand at such a run's end."""
FULL_WORDS = 8
"""Words: a pair with a shorter sentence counts for less."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Sentences `rows` of one document (from, to, excluded) that say what `columns` of the other say."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    likeness: float
    weight: float


@dataclass(frozen=True, slots=True)
class Run:
    """Pairs that lie together in both documents, by rows."""

    pairs: tuple[Pair, ...]

    @property
    def rows(self) -> tuple[int, int]:
        """The sentences of the one document from the first pair to the last."""
        return min(p.rows[0] for p in self.pairs), max(p.rows[1] for p in self.pairs)

    @property
    def columns(self) -> tuple[int, int]:
        """The sentences of the other document from the first pair to the last."""
        return min(p.columns[0] for p in self.pairs), max(p.columns[1] for p in self.pairs)

    @property
    def in_order(self) -> float:
        """The share of two pairs each that stand in the same order in both documents (1 for a single pair)."""
        twos = [(p.columns < q.columns) for p, q in combinations(self.pairs, 2)]
        return sum(twos) / len(twos) if twos else 1.0


def runs(one: Told, other: Told, spent: tuple[Set[int], Set[int]] = (frozenset(), frozenset())) -> tuple[Run, ...]:
    """The runs of corresponding sentences, the first in `one` first; no sentence is in two of them.

    `spent` are the sentences of either side that have a known counterpart in the other, and are left out.
    """
    left = _links(one, other, (spent[0] | one.slight, spent[1] | other.slight))
    found: list[Run] = []
    while left and len(found) < MOST_RUNS:
        run = _grown(_best_chain(left), left)
        found.append(run)
        rows = {i for p in run.pairs for i in range(*p.rows)}
        columns = {j for p in run.pairs for j in range(*p.columns)}
        left = [p for p in left if rows.isdisjoint(range(*p.rows)) and columns.isdisjoint(range(*p.columns))]
    return _joined(found)


def trimmed(run: Run) -> Run:
    """A run of few pairs without those at its ends that are hardly alike: they say that nothing goes on there."""
    pairs = list(run.pairs)
    while FEWEST < len(pairs) <= FEW and pairs[-1].likeness < WEAK:
        pairs.pop()
    while FEWEST < len(pairs) <= FEW and pairs[0].likeness < WEAK:
        pairs.pop(0)
    return Run(tuple(pairs)) if len(pairs) < len(run.pairs) else run


def _links(one: Told, other: Told, spent: tuple[Set[int], Set[int]]) -> list[Pair]:
    """All pairs that may correspond: one to one, two or three to one, one to two or three."""
    likeness = one.vectors @ other.vectors.T
    score = _scored(one, other, likeness)
    score[sorted(spent[0]), :] = -1.0
    score[:, sorted(spent[1])] = -1.0
    best_row, best_column = score.max(axis=1), score.max(axis=0)
    near = (score >= LEAST) & (score >= best_row[:, None] - BEHIND) & (score >= best_column[None, :] - BEHIND)
    near &= _first(score, 1) | _first(score, 0)
    crowded = near.sum() > CROWDED * min(near.shape)
    if crowded:
        near &= _first(score, 1) & _first(score, 0)
    found = []
    for i, j in zip(*(x.tolist() for x in near.nonzero()), strict=True):
        short = min(1.0, min(one.lengths[i], other.lengths[j]) / FULL_WORDS)
        found.append(Pair((i, i + 1), (j, j + 1), float(likeness[i, j]), float(score[i, j] - LEAST) * short))
    return sorted(found if crowded else [*found, *_merged(one, other, likeness, score, found)])


def _first(score: Floats, axis: int) -> Truths:
    """Which scores are among the PARTNERS best of their row (axis 1) or column (axis 0), the first where they tie."""
    import numpy as np

    found = np.zeros(score.shape, np.bool_)
    best = np.argsort(-score, axis=axis, kind="stable").take(range(min(PARTNERS, score.shape[axis])), axis=axis)
    np.put_along_axis(found, best, values=True, axis=axis)
    return found


def _scored(one: Told, other: Told, likeness: Floats) -> Floats:
    """Likeness with what anchors add and take off."""
    import numpy as np

    both, numbered = np.zeros_like(likeness), np.zeros_like(likeness)
    mine, theirs = _places(one), _places(other)
    for key in mine.keys() & theirs.keys():
        at = np.ix_(mine[key], theirs[key])
        both[at] += 1
        if key in numbers((key,)):
            numbered[at] += 1
    rows, columns = (np.array([bool(numbers(a)) for a in side.anchors]) for side in (one, other))
    clash = rows[:, None] & columns[None, :] & (numbered == 0)
    score: Floats = likeness + PER_ANCHOR * np.minimum(both, MOST_ANCHORS) - CLASH * clash
    return score.astype(np.float32)


def _places(page: Told) -> dict[str, list[int]]:
    """The sentences of each anchor."""
    found: dict[str, list[int]] = {}
    for n, anchors in enumerate(page.anchors):
        for key in anchors:
            found.setdefault(key, []).append(n)
    return found


def _merged(one: Told, other: Told, likeness: Floats, score: Floats, singles: list[Pair]) -> list[Pair]:
    """Pairs of two or three sentences with one, where all belong to it and together are liker than fewer of them."""
    found: dict[tuple[tuple[int, int], tuple[int, int]], Pair] = {}
    rows = _Merging(one.vectors, likeness, score)
    columns = _Merging(other.vectors, likeness.T, score.T)
    for pair in singles:
        i, j = pair.rows[0], pair.columns[0]
        for first, end, like, best in rows.widened(i, j, pair.likeness):
            key = (first, end), (j, j + 1)
            found.setdefault(key, Pair(*key, like, _weight(best, pair, like, end - first)))
        for first, end, like, best in columns.widened(j, i, pair.likeness):
            key = (i, i + 1), (first, end)
            found.setdefault(key, Pair(*key, like, _weight(best, pair, like, end - first)))
    return [found[key] for key in sorted(found)]


def _weight(best: float, single: Pair, like: float, sentences: int) -> float:
    return (best + like - single.likeness - LEAST) * (1 + 0.5 * (sentences - 1))


class _Merging:
    """The sentences of one document merged with their neighbours, and how like that is to single ones of another."""

    def __init__(self, vectors: Floats, likeness: Floats, score: Floats) -> None:
        self._likeness: list[list[float]] = likeness.T.tolist()
        self._score: list[list[float]] = score.T.tolist()
        # how like each sentence is to those up to MOST_MERGED - 1 places on: the length of a sum of vectors is of these
        self._near: list[list[float]] = [
            (vectors[: len(vectors) - n] * vectors[n:]).sum(axis=1).tolist() for n in range(MOST_MERGED)
        ]

    def widened(self, at: int, to: int, like: float) -> list[tuple[int, int, float, float]]:
        """Ranges of two and three sentences round `at` that are liker to `to` than what they grew from.

        With each, how like it is, and the best score of one of its sentences.
        """
        score = self._score[to]
        found, first, end = [], at, at + 1
        while end - first < MOST_MERGED:
            wider = [(a, b) for a, b in ((first - 1, end), (first, end + 1)) if a >= 0 and b <= len(score)]
            best = max(
                ((self._together(a, b, to), a, b) for a, b in wider if min(score[a], score[b - 1]) >= LEAST - 0.1),
                default=(0.0, 0, 0),
            )
            if best[0] < like + MERGED_GAIN:
                break
            like, first, end = best
            found.append((first, end, like, max(score[first:end])))
        return found

    def _together(self, first: int, end: int, to: int) -> float:
        length = sum(self._near[0][first:end])
        for n in range(1, end - first):
            length += 2 * sum(self._near[n][first : end - n])
        return sum(self._likeness[to][first:end]) / max(1e-6, math.sqrt(max(0.0, length)))


def _best_chain(links: list[Pair]) -> list[Pair]:
    """The heaviest chain of pairs that goes forward in both documents (`links` are sorted)."""
    total: list[float] = []
    before: list[int] = []
    row_ends = [link.rows[1] for link in links]
    column_ends = [link.columns[1] for link in links]
    for n, link in enumerate(links):
        best, came = 0.0, -1
        row, column = link.rows[0], link.columns[0]
        for m in range(n - 1, -1, -1):
            row_gap = row - row_ends[m]
            if row_gap > WIDEST_GAP + 1:
                break
            gap = column - column_ends[m]
            if row_gap < 0 or not 0 <= gap <= WIDEST_GAP or row_gap > WIDEST_GAP:
                continue
            worth = total[m] - PER_GAP * (row_gap + gap)
            if worth > best:
                best, came = worth, m
        total.append(link.weight + best)
        before.append(came)
    at = max(range(len(links)), key=lambda n: (total[n], -n))
    chain = []
    while at >= 0:
        chain.append(links[at])
        at = before[at]
    return chain[::-1]


def _grown(chain: list[Pair], links: list[Pair]) -> Run:
    """A chain with the pairs near it that stand in another order: whoever rewrites moves sentences about."""
    pairs = list(chain)
    while True:
        run = Run(tuple(sorted(pairs)))
        rows = {i for p in pairs for i in range(*p.rows)}
        columns = {j for p in pairs for j in range(*p.columns)}
        around = run.rows, run.columns
        free = [
            p
            for p in links
            if _apart(p.rows, around[0]) <= WIDEST_GAP // 2
            and _apart(p.columns, around[1]) <= WIDEST_GAP // 2
            and rows.isdisjoint(range(*p.rows))
            and columns.isdisjoint(range(*p.columns))
        ]
        if not free:
            return run
        pairs.append(max(free, key=lambda p: (p.weight, p)))


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many sentences lie between two ranges (0 when they touch or overlap)."""
    return max(0, one[0] - other[1], other[0] - one[1])


def _joined(found: list[Run]) -> tuple[Run, ...]:
    """Runs that lie next to each other in both documents as one."""
    whole = sorted(found, key=lambda r: r.pairs)
    again = True
    while again:
        again = False
        for one, other in combinations(whole, 2):
            if max(_apart(one.rows, other.rows), _apart(one.columns, other.columns)) <= WIDEST_GAP // 2:
                whole = [r for r in whole if r is not one and r is not other]
                whole.append(Run(tuple(sorted((*one.pairs, *other.pairs)))))
                again = True
                break
    return tuple(sorted(whole, key=lambda r: r.pairs))
