"""All that was made of one input."""

from __future__ import annotations

from msgspec import Struct

from rashomon.records.claims import Account, Claim, Drift, Entity, Mention
from rashomon.records.documents import Document, Judgement, Making, Page, Part, Provenance, Sentence, Skip, Zone
from rashomon.records.values import Place, Quantity, Time


class Reading(Struct, frozen=True, kw_only=True):
    """All that was made of one input: the document (none when nothing could be read), its records, its skips.

    `judgements` are people's, in the order of their making. `attached` are the readings of its readers' comments and of
    its repaired text.
    """

    name: str
    document: Document | None = None
    zones: tuple[Zone, ...] = ()
    parts: tuple[Part, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    pages: tuple[Page, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    accounts: tuple[Account, ...] = ()
    drifts: tuple[Drift, ...] = ()
    makings: tuple[Making, ...] = ()
    skips: tuple[Skip, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    attached: tuple[Reading, ...] = ()
