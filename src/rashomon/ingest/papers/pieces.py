"""Pieces of a document that has no plain text of its own, put together: one text, its zones, its pages."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from rashomon.records import Comment, Page, Part, Provenance, Signal, Zone, ZoneKind

ZONED = 3_000_000
"""Characters: in a longer text whatever the format does not know is taken for body."""
SURE = 0.8
"""A menu or a teaser in a document that somebody wrote as one: only where the reading of its lines is this sure."""
PAGE_FURNITURE = frozenset({"navigation", "related", "share"})


class Piece(Struct, frozen=True, kw_only=True):
    """A paragraph or the like: its text, the kind that the format knows it to be (none: its words decide), its page.

    `glue` is what stands between it and the piece before.
    """

    text: str
    kind: ZoneKind | None = None
    page: int = 0
    glue: str = "\n\n"
    p: float = 1.0
    comment: Comment | None = None


class Assembled(Struct, frozen=True, kw_only=True):
    """What the pieces add up to; `starts` says where each piece stands in the text."""

    text: str
    zones: tuple[Zone, ...]
    signals: tuple[Signal, ...]
    provenance: tuple[Provenance, ...]
    parts: tuple[Part, ...]
    pages: tuple[Page, ...]
    starts: tuple[int, ...]


def assembled(pieces: Sequence[Piece]) -> Assembled:
    """The document made of `pieces`; what the format does not know is zoned by its words."""
    text, starts = "", []
    bits: list[str] = []
    length = 0
    for i, piece in enumerate(pieces):
        glue = piece.glue if i else ""
        bits += [glue, piece.text]
        starts.append(length + len(glue))
        length += len(glue) + len(piece.text)
    text = "".join(bits)
    own = known_zones(pieces, starts, text)
    zones, signals, provenance, parts = read_rest(text, own)
    return Assembled(
        text=text,
        zones=tuple(overlaid(text, own, zones)),
        signals=signals,
        provenance=provenance,
        parts=parts,
        pages=tuple(pages_of(pieces, starts)),
        starts=tuple(starts),
    )


def known_zones(pieces: Sequence[Piece], starts: Sequence[int], text: str) -> list[Zone]:
    """The zones that the format knows, less white space at their edges; what goes on in one zone is one."""
    zones: list[Zone] = []
    for piece, start in zip(pieces, starts, strict=True):
        span = trimmed(text, start, start + len(piece.text))
        if piece.kind is None or span is None:
            continue
        if zones and "\n" not in piece.glue and zones[-1].kind == piece.kind:
            zones[-1] = replace(zones[-1], end=span[1])
        else:
            zone = Zone(start=span[0], end=span[1], kind=piece.kind, p=piece.p, made_by="format", comment=piece.comment)
            zones.append(zone)
    return zones


def read_rest(
    text: str, own: Sequence[Zone]
) -> tuple[tuple[Zone, ...], tuple[Signal, ...], tuple[Provenance, ...], tuple[Part, ...]]:
    """What the words say of the rest; known zones but the headline are blanked out for that, so offsets stay."""
    if len(text) > ZONED:
        return (Zone(start=0, end=len(text), kind="body", made_by="format"),), (), (), ()
    from rashomon.ingest.plain.text import zoned

    bits, at = [], 0
    for zone in own:
        if zone.kind != "headline":
            bits += [text[at : zone.start], " " * (zone.end - zone.start)]
            at = zone.end
    zones, signals, provenance, parts = zoned("".join(bits) + text[at:])
    titled = any(zone.kind == "headline" for zone in own)
    kept = tuple(s for s in signals if not (titled and s.field == "title" and s.where.startswith("headline")))
    return tuple(zones), kept, tuple(provenance), tuple(parts)


def overlaid(text: str, own: Sequence[Zone], others: Sequence[Zone]) -> list[Zone]:
    """The format's zones, and around them the others, cut where they would overlap."""
    titled = any(zone.kind == "headline" for zone in own)
    found: list[Zone] = []
    i = 0
    for other in others:
        kind = other.kind
        doubtful = kind in PAGE_FURNITURE and other.made_by != "grammar" and other.p < SURE
        if doubtful or (kind == "headline" and titled):
            kind = "body"
        at = other.start
        while i < len(own) and own[i].end <= at:
            i += 1
        k = i
        while at < other.end:
            stop = own[k].start if k < len(own) else other.end
            span = trimmed(text, at, min(stop, other.end)) if stop > at else None
            if span:
                found.append(replace(other, start=span[0], end=span[1], kind=kind))
            if k >= len(own):
                break
            at = max(at, own[k].end)
            k += 1
    found += own
    found.sort(key=lambda zone: zone.start)
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its edges; none when nothing is left."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    return (start + left, start + right) if right > left else None


def pages_of(pieces: Sequence[Piece], starts: Sequence[int]) -> list[Page]:
    """The pages, each from its first piece's start to its last one's end; pieces of page 0 are of none."""
    pages: list[Page] = []
    for piece, start in zip(pieces, starts, strict=True):
        end = start + len(piece.text)
        if piece.page and pages and pages[-1].number == piece.page:
            pages[-1] = replace(pages[-1], end=end)
        elif piece.page:
            pages.append(Page(number=piece.page, start=start, end=end))
    return pages
