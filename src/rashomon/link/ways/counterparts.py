"""Counterparts: what a saying in a copied passage is a copy of, in the document that the passage is from."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.link.ways.sayings import Page, Range, Saying, described
from rashomon.records import Copy, Spot

COVERED = 0.6
"""Share of a content's characters that must lie in a passage for it to be copied with it."""
CLOSE = 0.3
"""Share of the shorter of two contents within which they must meet to correspond."""
TELLING = 2
"""Words that two sayings must share to correspond where no aligned sentences say so."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A passage of a document that stands in another one, too; `pairs` are runs of that one with runs of this one."""

    copy: Copy
    here: Spot
    there: Spot
    pairs: tuple[tuple[Spot, Spot], ...]


class Passages:
    """The passages of a case by the document that has them: `into` those taken over, `shared` those of no known way."""

    def __init__(self, copies: Iterable[Copy], pages: Mapping[str, Page]) -> None:
        self.into: dict[str, list[Taken]] = defaultdict(list)
        self.shared: dict[str, list[Taken]] = defaultdict(list)
        for copy in sorted(copies, key=lambda c: c.id):
            if copy.kind == "template" or copy.a.doc == copy.b.doc or not {copy.a.doc, copy.b.doc} <= pages.keys():
                continue
            forward = Taken(copy, copy.b, copy.a, copy.aligned or ((copy.a, copy.b),))
            back = Taken(copy, copy.a, copy.b, tuple((b, a) for a, b in forward.pairs))
            if copy.direction == "a to b":
                self.into[copy.b.doc].append(forward)
            elif copy.direction == "b to a":
                self.into[copy.a.doc].append(back)
            else:
                self.shared[copy.b.doc].append(forward)
                self.shared[copy.a.doc].append(back)
        self._reach: dict[int, int] = {}
        for kept in (self.into, self.shared):
            for found in kept.values():
                found.sort(key=lambda t: (t.here.start, t.copy.id))
                self._reach[id(found)] = max(t.here.end - t.here.start for t in found)

    def covering(self, kept: Mapping[str, list[Taken]], doc: str, ranges: Sequence[Range]) -> list[Taken]:
        """The passages of a document in which a content lies, those that hold most of it first."""
        found = kept.get(doc, [])
        if not found:
            return []
        low = min(a for a, _ in ranges) - self._reach[id(found)]
        first = bisect_left(found, low, key=lambda t: t.here.start)
        last = bisect_left(found, max(b for _, b in ranges), key=lambda t: t.here.start)
        rated = [(_covered(ranges, t.here), t) for t in found[first:last]]
        held = [(share, t) for share, t in rated if share >= COVERED]
        held.sort(key=lambda pair: (-round(pair[0], 2), -pair[1].copy.p, -pair[1].copy.identity, pair[1].there))
        return [t for _, t in held]


def mapped(ranges: Sequence[Range], taken: Taken) -> tuple[Range, ...]:
    """Where runs of the one document stand in the other, as far as the aligned runs say; in proportion within them."""
    found = [spot for a, b in ranges for there, here in taken.pairs if (spot := _carried((a, b), here, there))]
    if not found:
        found = [spot for a, b in ranges if (spot := _carried((a, b), taken.here, taken.there))]
    return _merged(found)


def corresponding(
    saying: Saying, ranges: Sequence[Range], taken: Taken, page: Page, own: Page
) -> tuple[tuple[Range, ...], Saying | None]:
    """Where runs of a passage stand on another page, and the saying there that a saying corresponds to.

    Both are empty for a sentence of a reworded copy that is aligned with none of the other page, unless one between the
    neighbours' has enough of its words.
    """
    aligned = any(_carried(run, here, there) for run in ranges for there, here in taken.pairs)
    if taken.copy.kind == "reworded" and not aligned:
        between = _between_neighbours(ranges, taken)
        likely = [s for s in page.overlapping(between) if len(page.around(s) & own.around(saying)) >= TELLING]
        found = min(likely, key=lambda s: (-len(page.around(s) & own.around(saying)), s.start, s.id), default=None)
        return (found.ranges, found) if found else ((), None)
    there = mapped(ranges, taken)
    return there, counterpart(saying, there, page, own) if there else None


def counterpart(saying: Saying, ranges: Sequence[Range], page: Page, own: Page) -> Saying | None:
    """The saying at these ranges of another page that a saying corresponds to; nothing where none is near."""
    rated = [(_likeness(saying, other, ranges, page, own), other) for other in page.overlapping(ranges)]
    close = [(score, other) for score, other in rated if score > 0]
    return min(close, key=lambda pair: (-round(pair[0], 6), pair[1].start, pair[1].id))[1] if close else None


def _likeness(saying: Saying, other: Saying, ranges: Sequence[Range], page: Page, own: Page) -> float:
    shorter = max(1, min(_length(ranges), _length(other.ranges)))
    met = sum(max(0, min(b, d) - max(a, c)) for a, b in ranges for c, d in other.ranges) / shorter
    if met < CLOSE:
        return 0.0
    span = met * shorter / max(1, _length(ranges), _length(other.ranges))
    one, two = own.words(saying), page.words(other)
    alike = 2 * len(one & two) / max(1, len(one) + len(two))
    kind = (saying.claim is None) == (other.claim is None)
    depth = bool(saying.claim and saying.claim.parent) == bool(other.claim and other.claim.parent)
    return 2 * alike + span + 0.5 * kind + 0.3 * depth + _same_source(saying, other)


def _same_source(one: Saying, other: Saying) -> float:
    """How alike two sayings' sources are by their words; below nothing for two that have none in common."""
    if not (one.chain and other.chain):
        return 0.0
    names = [described(saying.chain[-1].name) for saying in (one, other)]
    if not (one.states_source and other.states_source) or not all(names):
        return 0.4 * (one.chain[-1].name == other.chain[-1].name)
    shared = len(names[0] & names[1]) / min(map(len, names))
    return 0.6 * shared if shared else -0.4


def _between_neighbours(ranges: Sequence[Range], taken: Taken) -> tuple[Range, ...]:
    """What stands on the other page from the aligned sentence before some runs to the one behind them."""
    start, end = min(a for a, _ in ranges), max(b for _, b in ranges)
    before = [there.start for there, here in taken.pairs if here.end <= start]
    behind = [there.end for there, here in taken.pairs if here.start >= end]
    low, high = max(before, default=taken.there.start), min(behind, default=taken.there.end)
    return ((low, high),) if low < high else ()


def _carried(run: Range, here: Spot, there: Spot) -> Range | None:
    start, end = max(run[0], here.start), min(run[1], here.end)
    if start >= end:
        return None
    if here.end - here.start == there.end - there.start:
        return there.start + start - here.start, there.start + end - here.start
    scale = (there.end - there.start) / (here.end - here.start)
    low = there.start + int((start - here.start) * scale)
    return low, max(low + 1, there.start + round((end - here.start) * scale))


def _merged(found: Iterable[Range]) -> tuple[Range, ...]:
    out: list[Range] = []
    for start, end in sorted(found):
        if out and start <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def _covered(ranges: Sequence[Range], spot: Spot) -> float:
    inside = sum(max(0, min(b, spot.end) - max(a, spot.start)) for a, b in ranges)
    return inside / max(1, _length(ranges))


def _length(ranges: Sequence[Range]) -> int:
    return sum(b - a for a, b in ranges)
