"""Reads one document: sentences and claims of its article zones."""

from __future__ import annotations

from rashomon.read.claims import making, read_claims
from rashomon.read.sentences import split_sentences
from rashomon.records import ARTICLE_ZONES, BY_WORDS, Document, Reading, Skip, Zone


def read(document: Document, zones: tuple[Zone, ...]) -> Reading:
    """All records of one document, in text order; pure, and the same for the same document and versions.

    The claims of a document that is not in English are skipped, with the reason: the model knows English only.
    """
    skips = foreign(document)
    sentences = [s for z in zones if z.kind in ARTICLE_ZONES for s in split_sentences(document.text, z.start, z.end)]
    return Reading(
        name=document.name,
        document=document,
        zones=zones,
        sentences=tuple(sentences),
        claims=() if skips else tuple(read_claims(document, zones)),
        makings=(making(),),
        skips=skips,
    )


def foreign(document: Document) -> tuple[Skip, ...]:
    """A skip when the words of the text, not only its template, say that it is in another language than English."""
    chosen = next((s for s in document.signals if s.field == "language"), None)
    if chosen is None or chosen.where != BY_WORDS or chosen.value == "en":
        return ()
    reason = (
        f"the text is in another language ({chosen.value}): claims are read in English only, and none was read here"
    )
    return (Skip(name=document.name, stage="read", reason=reason),)
