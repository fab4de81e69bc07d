"""The way across documents: who is who, what is copied, who relays whom, what is said in common, how many voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.link.copies import copies
from rashomon.link.entities import identities
from rashomon.link.lineages import lineages
from rashomon.link.statements import statements
from rashomon.records import Judgement, KnownAliases, Links, Reading
from rashomon.weigh.disputes import disputes
from rashomon.weigh.groups import groups

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats


def linked(
    counting: Iterable[Reading],
    vectors: Mapping[str, Floats],
    aliases: Sequence[KnownAliases] = (),
    judgements: Sequence[Judgement] = (),
) -> Links:
    """All that the documents which count have to do with one another; `vectors` by document, one a sentence."""
    readings = sorted(counting, key=lambda r: r.document.id if r.document else "")
    who, suggestions = identities(readings, aliases, judgements)
    found = copies(readings, vectors)
    said, ties = statements(readings, who, found, vectors)
    ways, changes = lineages(readings, who, found)
    voices, origins = groups(readings, said, ways, found, who)
    return Links(
        identities=who,
        suggestions=suggestions,
        copies=found,
        ties=ties,
        statements=said,
        lineages=ways,
        changes=changes,
        groups=voices,
        origins=origins,
        disputes=disputes(readings, said, ties),
    )
