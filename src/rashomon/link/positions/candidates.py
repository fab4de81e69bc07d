"""Which units are held against which: like vectors, the same kind of act, count or clock time; never all pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.link.positions.exclusive import blocks_of
from rashomon.link.positions.relating import Stated
from rashomon.link.positions.unclear import is_unclear

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

_BLOCK = 2048
_MOST = 20
_MOST_ALIKE = 8
_FLOOR = 0.55


def candidates(said: Sequence[Stated], vectors: Floats) -> list[tuple[int, int, float]]:
    """Pairs of numbers of units, the smaller first, with the cosine of their vectors."""
    found: dict[tuple[int, int], float] = {}
    everything = [i for i, s in enumerate(said) if not s.unit.is_tiny]
    for i, j, near in _likest(everything, vectors, _MOST_ALIKE, _FLOOR):
        found[min(i, j), max(i, j)] = near
    for block in _blocks(said):
        for i, j, near in _likest(block, vectors, _MOST, -1.0):
            found[min(i, j), max(i, j)] = near
    return [(i, j, near) for (i, j), near in sorted(found.items())]


def _blocks(said: Sequence[Stated]) -> Iterator[list[int]]:
    """Units that blame for the same class of act, count the same, or give the time of the same class of event."""
    blocks = defaultdict[Hashable, list[int]](list)
    for i, one in enumerate(said):
        keys: set[Hashable] = {("act", act) for b in one.blames for act in b.acts}
        keys |= {("unclear",)} if is_unclear(one.unit) or any(b.named and not b.no for b in one.blames) else set()
        keys |= {("count", c.thing, c.unit) for c in one.counts}
        keys |= {("clock", event) for c in one.clocks for event in c.events}
        keys |= blocks_of(one.points)
        for key in keys:
            blocks[key].append(i)
    yield from (block for _, block in sorted(blocks.items(), key=str) if len(block) > 1)


def _likest(numbers: Sequence[int], vectors: Floats, most: int, floor: float) -> Iterator[tuple[int, int, float]]:
    """For each of some units those of them that it is most like."""
    import numpy as np

    if len(numbers) < 2:
        return
    index = np.asarray(numbers)
    own = vectors[index]
    for first in range(0, len(index), _BLOCK):
        near = own[first : first + _BLOCK] @ own.T
        rows = np.arange(near.shape[0])
        near[rows, rows + first] = -2.0
        take = min(most, len(index) - 1)
        best = np.argpartition(-near, take - 1, axis=1)[:, :take]
        for row, columns in zip(rows.tolist(), best.tolist(), strict=True):
            for column in columns:
                value = float(near[row, column])
                if value >= floor:
                    yield int(index[first + row]), int(index[column]), value
