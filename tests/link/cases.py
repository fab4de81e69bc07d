"""Small cases for tests of who is who: documents whose names are given with their kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.records import Claim, Entity, Identity, Mention, Reading, SameAs, Speaker
from tests.factory import claim, document, reading


def cast(text: str, *names: tuple[str, str], roles: Iterable[tuple[str, str]] = (), **fields: str) -> Reading:
    """A reading of a text in which each name (with its kind) is an entity, mentioned wherever it stands.

    Roles are pairs of a name and what a claim says that its bearer does.
    """
    of = document(text, **fields)
    entities, mentions = [], []
    for name, kind in names:
        found = [m.start() for m in re.finditer(re.escape(name), text)]
        entity = Entity(id=f"{of.id}.e{found[0]}", name=name, kind=kind)  # type: ignore[arg-type]
        entities.append(entity)
        if kind != "people":
            mentions += [
                Mention(id=f"{of.id}.m{a}", start=a, end=a + len(name), kind=kind, entity=entity.id)  # type: ignore[arg-type]
                for a in found
                if name[:1].isupper()
            ]
    ids = {e.name: e.id for e in entities}
    claims: list[Claim] = []
    for name, role in roles:
        speaker = Speaker(entity=ids[name], name=name, kind="person", identification="named", role=role)
        claims.append(claim(of, name, "said", name, speaker=speaker))
    base = reading(of, *claims)
    return Reading(
        name=base.name,
        document=of,
        zones=base.zones,
        claims=base.claims,
        entities=tuple(entities),
        mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))),
    )


def groups(readings: Iterable[Reading], found: tuple[tuple[Identity, ...], tuple[SameAs, ...]]) -> list[list[str]]:
    """The names of every identity with several members, in order."""
    names = {e.id: e.name for r in readings for e in r.entities}
    return sorted(sorted(names[m] for m in i.members) for i in found[0] if len(i.members) > 1)
