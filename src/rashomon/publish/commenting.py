"""Readers' comments shown where they stand: their claims in the offsets of the article, and never among the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rashomon.records import Claim, Fragment, Reading, Relay, Speaker


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


def outer(claims: Sequence[Claim]) -> list[Claim]:
    """Claims that stand inside none of the others; those that do are counted apart."""
    known = {claim.id for claim in claims}
    return [claim for claim in claims if claim.parent not in known or claim.parent == claim.id]


def _shifted(claim: Claim, by: int, zone: str | None) -> Claim:
    def moved(fragments: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
        return tuple(Fragment(start=f.start + by, end=f.end + by) for f in fragments)

    return msgspec.structs.replace(
        claim,
        source=moved(claim.source),
        cue=moved(claim.cue),
        content=moved(claim.content),
        evidence_at=moved(claim.evidence_at),
        loaded=moved(claim.loaded),
        speaker=_moved_speaker(claim.speaker, by) if claim.speaker else None,
        chain=tuple(_moved_link(link, by) for link in claim.chain),
        zone=zone or claim.zone,
    )


def _moved_speaker(speaker: Speaker, by: int) -> Speaker:
    places = {name: getattr(speaker, name) for name in ("role_at", "affiliation_at", "ground_rules_at")}
    there = {name: Fragment(start=at.start + by, end=at.end + by) for name, at in places.items() if at}
    return msgspec.structs.replace(speaker, **there)


def _moved_link(link: Relay, by: int) -> Relay:
    """A link in the offsets of the article; one that no words of the text name stays without a place."""
    return msgspec.structs.replace(link, start=link.start + by, end=link.end + by) if link.end else link
