"""Reads one document: sentences and claims of its article zones."""

from __future__ import annotations

from rashomon.read.claims import making, read_claims
from rashomon.read.sentences import split_sentences
from rashomon.records import ARTICLE_ZONES, BY_WORDS, Claim, Document, Reading, Skip, Zone


def read(document: Document, zones: tuple[Zone, ...]) -> Reading:
    """All records of one document, in text order; pure, and the same for the same document and versions.

    The claims of a document that is not in English are skipped, with the reason: the model knows English only.
    """
    skips, claims = foreign(document), list[Claim]()
    if not skips:
        claims, end = read_claims(document, zones)
        skips = unread(document, end)
    sentences = [s for z in zones if z.kind in ARTICLE_ZONES for s in split_sentences(document.text, z.start, z.end)]
    return Reading(
        name=document.name,
        document=document,
        zones=zones,
        sentences=tuple(sentences),
        claims=tuple(claims),
        makings=(making(),),
        skips=skips,
    )


def unread(document: Document, end: int) -> tuple[Skip, ...]:
    """A skip when a text is so long that its claims were read to `end` only."""
    length = len(document.text)
    if end >= length:
        return ()
    reason = f"claims were read in the first {end:,} of {length:,} characters, and not beyond; split the document"
    return (Skip(name=document.name, stage="read", reason=reason),)


def foreign(document: Document) -> tuple[Skip, ...]:
    """A skip when the words of the text, not only its template, say that it is in another language than English."""
    chosen = next((s for s in document.signals if s.field == "language"), None)
    if chosen is None or chosen.where != BY_WORDS or chosen.value == "en":
        return ()
    reason = (
        f"the text is in another language ({chosen.value}): claims are read in English only, and none was read here"
    )
    return (Skip(name=document.name, stage="read", reason=reason),)
