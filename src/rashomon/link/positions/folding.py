"""Units that are one by their very words, or stand at the same place of a copied passage: one is held for all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.link.positions.act_words import words_of
from rashomon.link.positions.figures import counts, likeness, of_counts
from rashomon.link.positions.units import Unit
from rashomon.records import Copy, Spot

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

Label = tuple[Hashable, Hashable]
"""What sets units apart: those with one first part and other second parts are never folded into one."""
_ALIKE = 0.6
_ALONE = 0.35
_UNSAID = 0.5
"""Of two aligned sentences of a reworded copy that name no source: an aligned pair may be a mere neighbour."""


class Folding:
    """Which units are folded into which: a union-find whose roots are the earliest published, then the first by id."""

    def __init__(self, units: Sequence[Unit], apart: Mapping[int, Sequence[Label]] | None = None) -> None:
        self.units = units
        self._up = list(range(len(units)))
        self._apart = {i: dict(labels) for i, labels in (apart or {}).items()}

    def root(self, i: int) -> int:
        """The number of the unit that stands for another."""
        while self._up[i] != i:
            self._up[i] = self._up[self._up[i]]
            i = self._up[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Let one of two units, and all folded into it, be folded into the other, unless they are kept apart."""
        a, b = self.root(i), self.root(j)
        if a != b and self._may(a, b):
            first, last = sorted((a, b), key=lambda k: order_of(self.units[k]))
            self._up[last] = first
            if last in self._apart:
                self._apart.setdefault(first, {}).update(self._apart.pop(last))

    def _may(self, a: int, b: int) -> bool:
        mine, theirs = self._apart.get(a, {}), self._apart.get(b, {})
        return all(theirs.get(key, value) == value for key, value in mine.items())


def order_of(unit: Unit) -> tuple[str, str]:
    """Which of several comes first: the earliest published; those without a day last."""
    return unit.published or "9999", unit.id


def folded(
    units: Sequence[Unit],
    vectors: Floats,
    copies: Sequence[Copy],
    apart: Mapping[int, Sequence[Label]] | None = None,
) -> Folding:
    """The units folded by their words and by copied passages, but those that labels keep apart."""
    apart = apart or {}
    folding = Folding(units, apart)
    same: dict[object, int] = {}
    for i, unit in enumerate(units):
        if not unit.is_tiny:
            key = (_as_said(unit), unit.speaker if unit.denied else "", frozenset(apart.get(i, ())))
            folding.join(same.setdefault(key, i), i)
    places = _Places(units)
    for copy in sorted(copies, key=lambda c: c.id):
        for a, b in copy.aligned or ((copy.a, copy.b),):
            for i, j in _paired(places.within(a), places.within(b), units, vectors, copy.kind == "reworded"):
                folding.join(i, j)
    return folding


def _as_said(unit: Unit) -> tuple[str, bool, bool]:
    """What two units have in common that say the same in the same words."""
    return " ".join(words_of(unit.text)), unit.denied, unit.is_open


class _Places:
    """The units of each document by where they begin."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._of = defaultdict[str, list[tuple[int, int, int]]](list)
        for i, unit in enumerate(units):
            self._of[unit.doc].append((unit.start, unit.end, i))
        for rows in self._of.values():
            rows.sort()

    def within(self, spot: Spot) -> list[int]:
        """The units most of whose content stands in a spot."""
        rows = self._of.get(spot.doc, [])
        first = bisect_left(rows, (spot.start - 400, 0, 0))
        found = []
        for start, end, i in rows[first:]:
            if start >= spot.end:
                break
            inside = min(end, spot.end) - max(start, spot.start)
            if inside * 2 > end - start:
                found.append(i)
        return found


def _paired(
    first: Sequence[int], second: Sequence[int], units: Sequence[Unit], vectors: Floats, reworded: bool
) -> Iterator[tuple[int, int]]:
    """Units of two sides of a copy that correspond: those in the same words, then the likest, each once."""
    alone = len(first) == 1 and len(second) == 1
    waiting = defaultdict[object, deque[int]](deque)
    for j in second:
        waiting[_as_said(units[j])].append(j)
    # Most units of a copy are word for word the same; only the others are compared each with each.
    exact = {i: waiting[key].popleft() for i in first if waiting[key := _as_said(units[i])]}
    yield from exact.items()
    matched = set(exact.values())
    left = [j for j in second if j not in matched]
    rows = []
    for i in (i for i in first if i not in exact):
        for j in left:
            near = max(float(vectors[i] @ vectors[j]), likeness(units[i], units[j]))
            unsaid = reworded and not (units[i].cue and units[j].cue)
            least = _ALIKE if not alone else _UNSAID if unsaid else _ALONE
            if near >= least and same_stand(units[i], units[j]):
                rows.append((-round(near, 4), i, j))
    taken: set[int] = set()
    for _, i, j in sorted(rows):
        if i not in taken and j not in taken:
            taken |= {i, j}
            yield i, j


def same_stand(one: Unit, other: Unit) -> bool:
    """Whether nothing was changed that makes another claim of it: a number, a negation, what is only asked for."""
    if one.negative != other.negative or one.is_open != other.is_open:
        return False
    return not any(d.kind == "contradicts" for d in of_counts(one, other, counts(one), counts(other), 1.0))
