"""Dependence groups: the claims of a statement that are one voice, and how many independent origins there are."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.records import Claim, Copy, Group, Identity, Lineage, Origins, Reading, Relay, Statement, Step
from rashomon.titles import report_title, shortened
from rashomon.weigh.coinciding import Origin, may_be_one, origin_of
from rashomon.weigh.covering import least

TOLD = 12
"""Pairs of origins of a statement of which the proof tells whether they may be one; beyond, it counts them."""
SHOWN = 64
"""Characters of a name in the lines on pairs; a longer one is cut there."""
SORTS = {"anonymous": "wants not to be named", "described": "not named", "unspecified": "not stated"}
COMPARED = 400
"""Origins of a statement up to which all pairs are compared; of more, each that is not named may be any other one."""


def groups(
    readings: Sequence[Reading],
    said: Sequence[Statement],
    ways: Sequence[Lineage],
    copies: Sequence[Copy],
    who: Sequence[Identity],
) -> tuple[tuple[Group, ...], dict[str, Origins]]:
    """The groups of each statement, and by the statement's id the bounds on its independent origins.

    Members whose lineages end at one node are one group: that of a copy ends where that of its original does, so copies
    of any kind are one with it. `high` counts the groups; `low` is the least number there can be when each unnamed or
    unstated origin is one with another wherever nothing says that it is not.
    """
    del copies, who  # what they say is in the lineages
    case = _Case(readings, ways)
    found: list[Group] = []
    origins: dict[str, Origins] = {}
    for statement in said:
        made, bounds = _of_statement(statement, case)
        found += made
        if made:
            origins[statement.id] = bounds
    return tuple(found), origins


class _Case:
    """What the readings say of the members of statements."""

    def __init__(self, readings: Sequence[Reading], ways: Sequence[Lineage]) -> None:
        self._ways = {way.claim: way.steps for way in ways if way.steps}
        self._claims = {claim.id: claim for r in readings for claim in r.claims}
        self._documents = {r.document.id: r.document for r in readings if r.document}
        self._readings = {r.document.id: r for r in readings if r.document}
        self._titles: dict[str, str] = {}

    def steps(self, member: str) -> tuple[Step, ...]:
        """The lineage of a member; one without a lineage rests on its own document."""
        if member in self._ways:
            return self._ways[member]
        doc = member.rpartition(".")[0] or member
        known = self._documents.get(doc)
        name = (known.outlet or known.name) if known else doc
        return (Step(node=doc, name=name, kind="document", identification="unspecified", how="outlet"),)

    def claim(self, member: str) -> Claim | None:
        """The claim that a member is; none for a sentence of a document's own voice."""
        return self._claims.get(member)

    def documents(self, member: str) -> list[str]:
        """The documents of the case that a member's lineage goes through."""
        return [s.node for s in self.steps(member) if s.node in self._documents]

    def title(self, doc: str) -> str:
        """What a reader calls a document."""
        if doc not in self._readings:
            return doc
        if doc not in self._titles:
            self._titles[doc] = report_title(self._readings[doc])
        return self._titles[doc]

    def day(self, doc: str) -> str:
        """When a document was published, as far as known."""
        known = self._documents.get(doc)
        return (known.published if known else "") or "9999"

    def has(self, node: str) -> bool:
        """Whether a node is a document of the case."""
        return node in self._documents


def _of_statement(statement: Statement, case: _Case) -> tuple[list[Group], Origins]:
    together: dict[str, list[str]] = defaultdict(list)
    for member in statement.members:
        together[case.steps(member)[-1].node].append(member)
    together = _passages_joined(together, case)
    nodes = sorted(together, key=lambda n: (_first(together[n], case), n))
    named = _told_apart([_origin(together[node], case) for node in nodes], [together[n] for n in nodes], case)
    origins = [replace(origin, name=shortened(origin.name, SHOWN)) for origin in named]
    pairs = _pairs(origins)
    may_be: list[set[int]] = [set() for _ in nodes]
    for (a, b), (may, _) in pairs.items():
        if may:
            may_be[a].add(b)
            may_be[b].add(a)
    ids = [_id(statement.id, node) for node in nodes]
    made = [
        Group(
            id=ids[i],
            statement=statement.id,
            members=tuple(together[node]),
            origin=node,
            name=named[i].name,
            identification=origins[i].identification,
            may_be=tuple(ids[j] for j in sorted(may_be[i])),
            reasons=_why(together[node], named[i], case),
        )
        for i, node in enumerate(nodes)
    ]
    return made, _bounds(made, origins, may_be, pairs)


def _passages_joined(together: Mapping[str, list[str]], case: _Case) -> dict[str, list[str]]:
    """The members by origin; a passage of unknown first document is one with one of the documents that have it.

    What such a document says in its own voice elsewhere may be what the passage says; only the first of them is taken
    for its home, so that what the others say by themselves stays apart.
    """
    out = {node: list(members) for node, members in together.items()}
    shared = sorted(n for n, m in out.items() if _is_passage(case.steps(m[0])[-1], case))
    for node in shared:
        docs = {doc for member in out[node] for doc in case.documents(member)}
        homes = [d for d in docs if d in out] or [
            other for other in shared if other != node and other in out
            and not docs.isdisjoint(d for member in out[other] for d in case.documents(member))
        ]  # fmt: skip
        if homes:
            home = min(homes, key=lambda n: (case.day(n), n))
            out[home] = [*out[home], *out.pop(node)]
    return out


def _is_passage(last: Step, case: _Case) -> bool:
    return last.kind == "document" and last.how == "copy" and not case.has(last.node)


def _first(members: Sequence[str], case: _Case) -> tuple[int, str, str]:
    """The order of a group: by the member nearest to the origin."""
    return min((len(case.steps(m)), case.day(m.rpartition(".")[0]), m) for m in members)


def _origin(members: Sequence[str], case: _Case) -> Origin:
    """What is known of the origin of a group, by the member that stands nearest to it."""
    nearest = min(members, key=lambda m: (len(case.steps(m)), case.day(m.rpartition(".")[0]), m))
    claim = case.claim(nearest)
    last = case.steps(nearest)[-1]
    relay: Relay | None = claim.chain[-1] if claim and claim.chain else None
    kind = relay.kind if relay else ""
    speaker = claim.speaker if claim else None
    if (
        speaker is not None
        and last.identification == "named"
        and kind in ("person", "people")
        and last.name != speaker.name
    ):
        kind = "organisation" if _stands_behind(case.steps(nearest)) else kind
    return origin_of(last, speaker, kind)


def _told_apart(origins: Sequence[Origin], members: Sequence[Sequence[str]], case: _Case) -> list[Origin]:
    """The origins with names that a reader can tell apart: a document by its title, namesakes by where they speak."""
    names = [o.name if not case.has(o.node) else case.title(o.node) for o in origins]
    nearest = [min(m, key=lambda x: (len(case.steps(x)), case.day(x.rpartition(".")[0]), x)) for m in members]
    for i, name in enumerate(names):
        if names.count(name) > 1 and not case.has(origins[i].node):
            origins = [
                *origins[:i],
                replace(origins[i], name=f"{name} in {case.title(_page(nearest[i]))}"),
                *origins[i + 1 :],
            ]
        elif name != origins[i].name:
            origins = [*origins[:i], replace(origins[i], name=name), *origins[i + 1 :]]
    return list(origins)


def _page(member: str) -> str:
    return member.rpartition(".")[0] or member


def _stands_behind(steps: Sequence[Step]) -> bool:
    """Whether the last step is the institution for which the one before speaks: both stand at the same words."""
    return len(steps) > 1 and steps[-1].at is not None and steps[-1].at == steps[-2].at


def _pairs(origins: Sequence[Origin]) -> dict[tuple[int, int], tuple[bool, str]]:
    """For every two origins whether they may be one, and why; nothing where there are too many to compare."""
    if len(origins) > COMPARED:
        return {}
    return {(a, b): may_be_one(one, origins[b]) for a, one in enumerate(origins) for b in range(a + 1, len(origins))}


def _bounds(
    made: Sequence[Group],
    origins: Sequence[Origin],
    may_be: Sequence[set[int]],
    pairs: Mapping[tuple[int, int], tuple[bool, str]],
) -> Origins:
    """The bounds of a statement with the proof: its groups, who may be whom, who may not, and the division."""
    if len(origins) > COMPARED:
        named = max(1, sum(origin.named for origin in origins))
        line = f"{len(made)} groups of claims: {named} are known by their names; the others were not compared"
        proof = (line, f"at least {named}; at most {len(made)}")
        return Origins(low=named, high=len(made), proof=proof)
    stated = [i for i, origin in enumerate(origins) if not origin.unstated]
    number = {old: new for new, old in enumerate(stated)}
    found = least([{number[j] for j in may_be[i] if j in number} for i in stated])
    low, at_most = max(1, found.low), max(1, found.at_most)
    if len(made) == 1:
        return Origins(low=1, high=1, proof=(_alone(made[0], origins[0]),))
    words = [_told(group, origin) for group, origin in zip(made, origins, strict=True)]
    words += _listed([why for _, (may, why) in sorted(pairs.items()) if may and why], "may be one")
    parts = [[stated[i] for i in part] for part in found.parts]
    if low > 1:
        words += _listed(_deciding(parts, pairs), "are two")
    words.append(_result(low, at_most, origins, [part for part in parts if len(part) > 1], len(stated)))
    return Origins(low=low, high=len(made), proof=tuple(words))


def _listed(told: Sequence[str], what: str) -> list[str]:
    """The first lines on pairs, and how many more there are."""
    rest = len(told) - TOLD
    return [*told[:TOLD], *([f"{rest} more pairs {what}"] if rest > 0 else [])]


def _deciding(parts: Sequence[Sequence[int]], pairs: Mapping[tuple[int, int], tuple[bool, str]]) -> list[str]:
    """Of every two parts of the least division why they cannot be one: the first pair that speaks against it."""
    out = []
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            both = sorted((min(a, b), max(a, b)) for a in one for b in other)
            out += [pairs[pair][1] for pair in both if not pairs[pair][0]][:1]
    return out


def _result(low: int, at_most: int, origins: Sequence[Origin], parts: Sequence[Sequence[int]], stated: int) -> str:
    """The bounds in a line, with who was taken for one in the lower."""
    high = len(origins)
    if low == high:
        return f"{high} independent origins" + (": no two of them can be one" if high > 2 else "")
    if (low, high) == (1, 2):
        return "at least 1, if so; at most 2"
    taken = [_joined([origins[i].name for i in part]) + " taken for one" for part in parts]
    open_ = high - stated
    if open_ and stated:
        taken.append(f"the {open_ if open_ > 1 else 'one'} without a stated source may rest on the others")
    elif open_:
        taken.append("none states a source, and all may rest on a single one")
    if at_most > low:
        taken.append(f"not worked out exactly, it may be {at_most}")
    return f"at least {low}: {'; '.join(taken)}; at most {high}"


def _joined(names: Sequence[str]) -> str:
    """The names as a list, each once, and how often it stands there."""
    counted = {name: sum(other == name for other in names) for name in names}
    told = [name if n == 1 else f"{n} × {name}" for name, n in counted.items()]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _alone(group: Group, origin: Origin) -> str:
    """The line for a statement with a single origin."""
    name, _, where = _told(group, origin).rpartition(": ")
    return f"one origin: {name} ({where})" if origin.unstated else f"one origin: {name}, {where}"


def _told(group: Group, origin: Origin) -> str:
    docs = len({member.rpartition(".")[0] for member in group.members})
    where = f"{_number(len(group.members), 'claim')} in {_number(docs, 'document')}"
    if origin.unstated:
        return f"{group.name}, without a stated source: {where}"
    unnamed = "" if group.identification == "named" else f" ({SORTS[group.identification]})"
    return f"{group.name}{unnamed}: {where}"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"


def _why(members: Sequence[str], origin: Origin, case: _Case) -> tuple[str, ...]:
    """What makes the members of a group one: the passages and citations by which their lineages meet."""
    steps = [step for member in members for step in case.steps(member)[1:] if step.how in ("copy", "citation")]
    said = list(dict.fromkeys(step.reason for step in steps if step.reason))[:8]
    speaks = [s.reason for m in members for s in case.steps(m)[-1:] if _stands_behind(case.steps(m)) and s.reason]
    said += list(dict.fromkeys(speaks))[:4]
    return tuple(said) or (f"it goes back to {origin.name}",)


def _id(statement: str, node: str) -> str:
    return "g" + hashlib.sha256(f"{statement}\n{node}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
