"""Readers' comments shown where they stand: their claims in the offsets of the article, and never among the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from rashomon.records import Claim, Fragment, Reading


def pages_of(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings that get a page: articles with their comments' claims, and repaired texts after their articles."""
    for reading in readings:
        if reading.document is None:
            continue
        yield with_comments(reading)
        yield from pages_of(a for a in reading.attached if a.document and a.document.kind == "repaired")


def with_comments(reading: Reading) -> Reading:
    """An article whose claims are followed by those of its comments, in the article's own offsets.

    The zone of a claim in a comment is "comment", unless a person said that the comment counts.
    """
    claims = list(reading.claims)
    for attached in reading.attached:
        document = attached.document
        if document is None or document.kind == "repaired":
            continue
        zone = "comment" if document.kind == "comment" else None
        claims += (_shifted(claim, document.at, zone) for claim in attached.claims)
    return msgspec.structs.replace(reading, claims=tuple(claims))


def commented(reading: Reading) -> int:
    """How many readers' comments an article has, but for those that count because a person said so."""
    counting = sum(1 for a in reading.attached if a.document is not None and a.document.kind == "article")
    return sum(zone.kind == "comment" for zone in reading.zones) - counting


def counted(claims: Iterable[Claim]) -> list[Claim]:
    """Claims that count: all but those in readers' comments."""
    return [claim for claim in claims if claim.zone != "comment"]


def _shifted(claim: Claim, by: int, zone: str | None) -> Claim:
    def moved(fragments: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
        return tuple(Fragment(start=f.start + by, end=f.end + by) for f in fragments)

    return msgspec.structs.replace(
        claim,
        source=moved(claim.source),
        cue=moved(claim.cue),
        content=moved(claim.content),
        zone=zone or claim.zone,
    )
