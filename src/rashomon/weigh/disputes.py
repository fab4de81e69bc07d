"""Disputes: statements that contradict one another on one point."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from rashomon.records import Dispute, Reading, Statement, Tie
from rashomon.weigh.agreeing import together

_WHETHER = "whether "
_OPEN = (_WHETHER, "what is said of ")
"""How points begin that are named after the words of one claim."""


def disputes(readings: Sequence[Reading], said: Sequence[Statement], ties: Sequence[Tie]) -> tuple[Dispute, ...]:
    """The disputes of the case, those of most documents first; their `id` is "x" and 12 hex digits of a sha256.

    A dispute has all statements that contradictions on the same point connect, so one statement may be a side of
    several. Those of more documents come first among the sides; those that agree stand together.
    """
    del readings
    of = {member: s.id for s in said for member in s.members}
    by_id = {s.id: s for s in said}
    points: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.kind == "contradicts" and tie.a in of and tie.b in of and of[tie.a] != of[tie.b]:
            points[_WHETHER if tie.about.lower().startswith(_OPEN) else tie.about].append(tie)
    agreed: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.kind == "agrees" and tie.a in of and tie.b in of:
            agreed[of[tie.a]].append(tie)
    found = [
        _with_agreement(_dispute(point, group, of, by_id), by_id, agreed, of)
        for point, held in sorted(points.items())
        for group in _connected(held, of)
    ]
    return tuple(sorted(found, key=lambda d: (-_documents(d, by_id), -len(d.ties), d.id)))


def _connected(ties: Iterable[Tie], of: dict[str, str]) -> list[list[Tie]]:
    """Ties in groups whose statements hang together."""
    up: dict[str, str] = {}

    def root(one: str) -> str:
        while up.setdefault(one, one) != one:
            up[one] = up[up[one]]
            one = up[one]
        return one

    kept = list(ties)
    for tie in kept:
        a, b = sorted((root(of[tie.a]), root(of[tie.b])))
        up[b] = a
    groups: dict[str, list[Tie]] = defaultdict(list)
    for tie in kept:
        groups[root(of[tie.a])].append(tie)
    return [group for _, group in sorted(groups.items())]


def _dispute(point: str, ties: Sequence[Tie], of: dict[str, str], by_id: dict[str, Statement]) -> Dispute:
    sides = sorted({of[end] for tie in ties for end in (tie.a, tie.b)}, key=lambda s: (-len(_docs(by_id[s])), s))
    ordered = tuple(sorted(ties, key=lambda t: (-t.p, t.a, t.b)))
    about = ordered[0].about if point == _WHETHER else point
    return Dispute(
        id="x" + hashlib.sha256("\n".join([point, *sorted(sides)]).encode()).hexdigest()[:12],
        about=about or "what they say",
        sides=tuple(sides),
        ties=ordered,
    )


def _with_agreement(
    dispute: Dispute, by_id: Mapping[str, Statement], agreed: Mapping[str, list[Tie]], of: Mapping[str, str]
) -> Dispute:
    near = [tie for side in dispute.sides for tie in agreed.get(side, ())]
    groups = together({side: by_id[side].text for side in dispute.sides}, dispute.ties, near, of)
    return replace(dispute, together=tuple(map(tuple, groups)) if len(groups) < len(dispute.sides) else ())


def _documents(dispute: Dispute, by_id: dict[str, Statement]) -> int:
    return len({doc for side in dispute.sides for doc in _docs(by_id[side])})


def _docs(statement: Statement) -> set[str]:
    return {member.rpartition(".")[0] for member in statement.members}
