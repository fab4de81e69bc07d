"""Reads one document: sentences and claims of its article zones."""

from __future__ import annotations

from rashomon.read.claims import making, read_claims
from rashomon.read.sentences import split_sentences
from rashomon.records import ARTICLE_ZONES, Document, Reading, Zone


def read(document: Document, zones: tuple[Zone, ...]) -> Reading:
    """All records of one document, in text order; pure, and the same for the same document and versions."""
    sentences = [s for z in zones if z.kind in ARTICLE_ZONES for s in split_sentences(document.text, z.start, z.end)]
    return Reading(
        name=document.name,
        document=document,
        zones=zones,
        sentences=tuple(sentences),
        claims=tuple(read_claims(document, zones)),
        makings=(making(),),
    )
