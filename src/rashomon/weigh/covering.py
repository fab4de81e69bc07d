"""The least number of origins: how few groups there can be when all that may be one are taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

MOST = 12
"""Origins that hang together up to which the least number is worked out exactly."""


class Least(Struct, frozen=True, kw_only=True):
    """The least number of origins, and the most that it may be where it was not worked out exactly.

    `parts` say which origins, by their numbers, are taken for one.
    """

    low: int
    at_most: int
    parts: tuple[tuple[int, ...], ...] = ()


def least(may_be: Sequence[set[int]]) -> Least:
    """The fewest parts of which each has only members that may all be one, pairwise; `may_be` by number.

    That is a minimum clique cover, worked out exactly among up to MOST that hang together. Among more `low` counts some
    of which no two may be one (it cannot be less), and `at_most` is what a greedy division comes to.
    """
    low = at_most = 0
    parts: list[tuple[int, ...]] = []
    for together in _components(may_be):
        if len(together) <= MOST:
            found = _exact(together, may_be)
            low += len(found)
        else:
            found = _greedy(together, may_be)
            low += _apart(together, may_be)
        at_most += len(found)
        parts += found
    return Least(low=low, at_most=at_most, parts=tuple(sorted(parts)))


def _components(may_be: Sequence[set[int]]) -> list[list[int]]:
    """The numbers that hang together, directly or through others."""
    seen: set[int] = set()
    out = []
    for start in range(len(may_be)):
        if start in seen:
            continue
        found, waiting = {start}, [start]
        while waiting:
            new = may_be[waiting.pop()] - found
            found |= new
            waiting += new
        seen |= found
        out.append(sorted(found))
    return out


def _exact(together: list[int], may_be: Sequence[set[int]]) -> list[tuple[int, ...]]:
    """A division into the fewest parts, the first such in the order of the numbers."""
    place = {number: i for i, number in enumerate(together)}
    near = [sum(1 << place[other] for other in may_be[number] if other in place) for number in together]

    @cache
    def best(left: int) -> tuple[int, ...]:
        if not left:
            return ()
        first = (left & -left).bit_length() - 1
        options = ((part, *best(left & ~part)) for part in cliques(1 << first, left & near[first]))
        return min(options, key=lambda found: (len(found), [-part.bit_count() for part in found], found))

    def cliques(part: int, open_: int) -> list[int]:
        found = [part]
        while open_:
            bit = open_ & -open_
            open_ ^= bit
            found += cliques(part | bit, open_ & near[bit.bit_length() - 1])
        return found

    return [
        tuple(number for i, number in enumerate(together) if part >> i & 1) for part in best((1 << len(together)) - 1)
    ]


def _greedy(together: list[int], may_be: Sequence[set[int]]) -> list[tuple[int, ...]]:
    parts: list[list[int]] = []
    for number in sorted(together, key=lambda n: (len(may_be[n]), n)):
        for part in parts:
            if all(other in may_be[number] for other in part):
                part.append(number)
                break
        else:
            parts.append([number])
    return [tuple(sorted(part)) for part in parts]


def _apart(together: list[int], may_be: Sequence[set[int]]) -> int:
    """How many there are of which no two may be one, as far as a greedy choice finds them."""
    chosen: list[int] = []
    for number in sorted(together, key=lambda n: (len(may_be[n]), n)):
        if all(other not in may_be[number] for other in chosen):
            chosen.append(number)
    return len(chosen)
