"""Stretches of two documents put together to passages: over words left out, put in or moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST = 400
"""Stretches of a pair of documents that are looked at; of more, the longest."""
GAP = 12
"""Words that may lie between two stretches of a passage on both sides."""
CONTINUES = 4
"""Words that may lie between on one side, when many were left out on the other."""
LEFT_OUT = 60
"""Words left out within a passage."""
FAR = 400
"""Words left out before or after a stretch that is too short to stand alone."""


@dataclass(frozen=True, order=True)
class Stretch:
    """Words `low` to `high` of one document that stand `away` further on in the other one; `equal` of them do."""

    low: int
    high: int
    away: int
    equal: int


@dataclass
class Chain:
    """Stretches of one passage, in order in both documents."""

    parts: list[Stretch] = field(default_factory=list)

    @property
    def equal(self) -> int:
        """Equal words."""
        return sum(p.equal for p in self.parts)

    @property
    def shorter(self) -> int:
        """Words of the shorter side."""
        low, high = self.parts[0], self.parts[-1]
        return min(high.high - low.low, high.high + high.away - low.low - low.away)


def chains(stretches: Sequence[Stretch], least: int) -> list[Chain]:
    """The passages that stretches of two documents make; those of fewer than `least` words lean on others or go."""
    if len(stretches) == 1:
        return [Chain(list(stretches))] if stretches[0].high - stretches[0].low >= least else []
    found: list[Chain] = []
    for part in sorted(_apart(stretches)):
        fits = [(_between(c.parts[-1], part), n) for n, c in enumerate(found[-8:], max(0, len(found) - 8))]
        joining = [(sum(gap), n) for gap, n in fits if _joins(*gap)]
        if joining:
            found[min(joining)[1]].parts.append(part)
        else:
            found.append(Chain([part]))
    return _leaning(found, least)


def _apart(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches that share no word on either side: where two meet, the longer keeps it."""
    kept: list[Stretch] = []
    best = sorted(stretches, key=lambda s: (-s.equal, s.low, s.away))[:MOST]
    for one in best:
        low, high = one.low, one.high
        for other in kept:
            low, high = _outside(low, high, other.low, other.high)
            low, high = _outside(low, high, other.low + other.away - one.away, other.high + other.away - one.away)
            if high - low < CONTINUES:
                break
        else:
            share = (high - low) / (one.high - one.low)
            kept.append(one if share == 1 else Stretch(low, high, one.away, round(one.equal * share)))
    return kept


def _outside(low: int, high: int, taken: int, until: int) -> tuple[int, int]:
    """What is left of a run when another one has its words; the larger part where it falls in two."""
    if until <= low or high <= taken:
        return low, high
    return (low, max(low, taken)) if taken - low >= high - until else (min(high, until), high)


def _between(before: Stretch, after: Stretch) -> tuple[int, int]:
    gap = after.low - before.high
    return gap, gap + after.away - before.away


def _joins(gap: int, other: int) -> bool:
    few, many = sorted((gap, other))
    return few >= 0 and (many <= GAP or (few <= CONTINUES and many <= LEFT_OUT))


def _leaning(found: list[Chain], least: int) -> list[Chain]:
    """Chains with the short ones joined to what they follow or precede at once in one of the documents."""
    out: list[Chain] = []
    for chain in found:
        before = out[-1] if out else None
        short = chain.shorter < least or (before is not None and before.shorter < least)
        if before and short and _follows(*_between(before.parts[-1], chain.parts[0])):
            before.parts.extend(chain.parts)
        else:
            out.append(chain)
    return [c for c in out if c.shorter >= least]


def _follows(gap: int, other: int) -> bool:
    few, many = sorted((gap, other))
    return few >= 0 and few <= CONTINUES and many <= FAR
