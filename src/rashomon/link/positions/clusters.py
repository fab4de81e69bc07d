"""Units that say the same, in groups in which everything goes together with everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.link.positions.predicates import other_numbers, other_predicate
from rashomon.link.positions.relating import Relation
from rashomon.link.positions.units import Unit

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

_TOGETHER = 0.6
_CHECKED = 24
"""Members of a group that a newcomer is held against; a group of more has long shown what it says."""


def clusters(
    units: Sequence[Unit], ties: Mapping[tuple[int, int], Relation], near: Mapping[tuple[int, int], float], rows: Floats
) -> list[list[int]]:
    """Groups of numbers of units, by complete linkage: the surest agreements first, no member at odds with another.

    Two groups are joined when all pairs across them agree or are at least alike, and none contradicts or qualifies;
    where the agreement is on a point (who did it), the rest need not be alike.
    """
    group_of = {i: i for i in range(len(units))}
    groups: dict[int, list[int]] = {i: [i] for i in range(len(units))}
    agreed = [(a, b, r) for (a, b), r in ties.items() if r.kind == "agrees"]
    for a, b, r in sorted(agreed, key=lambda t: (-t[2].p, -near.get(t[:2], 0.0), units[t[0]].id, units[t[1]].id)):
        one, other = group_of[a], group_of[b]
        if one != other and _go_together(groups[one], groups[other], units, ties, rows if not r.about else None):
            for i in groups.pop(other):
                group_of[i] = one
                groups[one].append(i)
    return [sorted(group, key=lambda i: units[i].id) for group in groups.values()]


def _go_together(
    one: Sequence[int],
    other: Sequence[int],
    units: Sequence[Unit],
    ties: Mapping[tuple[int, int], Relation],
    rows: Floats | None,
) -> bool:
    """Whether nobody in one group is at odds with anybody in the other, and all are alike where vectors are given."""
    for i in one[:_CHECKED]:
        for j in other[:_CHECKED]:
            relation = ties.get((min(i, j), max(i, j)))
            if relation is not None and relation.kind != "agrees":
                return False
            if relation is None and _says_other(units[i], units[j]):
                return False
            if relation is None and rows is not None and float(rows[i] @ rows[j]) < _TOGETHER:
                return False
    return True


def _says_other(one: Unit, other: Unit) -> bool:
    """Whether two units that no rule holds to agree differ in what they say, however alike their words are."""
    if one.negative != other.negative:
        return True
    return other_predicate(one.text, other.text) or other_numbers(one.text, other.text)
