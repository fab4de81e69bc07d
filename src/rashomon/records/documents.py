"""A document as it was captured: its zones, parts, pages and signals, and what people decided about it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

ZoneKind = Literal[
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "body",
    "blockquote",
    "caption",
    "list",
    "provenance",
    "disclaimer",
    "rating",
    "support",
    "share",
    "related",
    "navigation",
    "comment_header",
    "comment",
    "author_bio",
    "unknown",
]
Relation = Literal["authored", "via", "first_published", "republished", "wire", "translated", "quoted", "cites"]
"""How a text comes from somebody: written by, handed on through, first printed in, taken over from, sent by an agency,
translated from, quoted from, resting on."""
DocumentKind = Literal["article", "comment", "repaired"]

ARTICLE_ZONES: frozenset[str] = frozenset({"headline", "standfirst", "body", "blockquote", "caption", "list"})
"""Zones whose sentences are the article's own; claims are read in these only."""

BY_WORDS = "frequent words"
"""Where a signal for the language stands when the article's own words gave it, not the page's template."""

FIRST_COMMENT = "earliest comment"
"""Where a day of publication stands that is only known not to be later: a reader's comment is from then."""


class Making(Struct, frozen=True, kw_only=True):
    """How a machine row came about: the plugin, its version, and the sha256 of its model (empty without one)."""

    id: str
    plugin: str
    version: str
    model: str = ""


class Comment(Struct, frozen=True, kw_only=True):
    """What a reader's comment says about itself: names and the date as written, empty where the page gives none."""

    author: str = ""
    reply_to: str = ""
    when: str = ""


class Zone(Struct, frozen=True, kw_only=True):
    """A run of a document with a role. Zones of a document do not overlap and stand in order.

    `p` is how sure the kind is (0 to 1). `made_by` says what gave it: markup (an element of the page), grammar (a
    rule), lines (the line model), pile (repeated in the outlet's other documents), format (a mail's header, a page's
    foot), person.
    """

    start: int
    end: int
    kind: ZoneKind
    p: float = 1.0
    made_by: str = ""
    comment: Comment | None = None


class Provenance(Struct, frozen=True, kw_only=True):
    """What a text says of where it comes from: the characters that say so, the relation, and the name given there."""

    start: int
    end: int
    relation: Relation
    name: str
    url: str = ""


class Part(Struct, frozen=True, kw_only=True):
    """One article of a document that holds several; `published` is an ISO date or empty."""

    start: int
    end: int
    title: str = ""
    author: str = ""
    outlet: str = ""
    published: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """A page of a paginated document, by its number from 1."""

    number: int
    start: int
    end: int


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence of an article zone."""

    start: int
    end: int


class Signal(Struct, frozen=True, kw_only=True):
    """One reading of a document's metadata: the field, the value, where it stood, and how far that place is trusted.

    `p` is the share of documents in which such a place is right, as far as known; 0 where nobody counted.
    """

    field: str
    value: str
    where: str
    p: float = 0.0


class Document(Struct, frozen=True, kw_only=True):
    """One captured item, or what was taken out of one.

    `id` is "d" and the first 12 hex digits of `sha256`, the digest of the raw bytes. `name` is the path or name given.
    `published`, `updated` and `captured` are ISO dates (YYYY-MM-DD) or empty. `encoding` is what the bytes were decoded
    with. `signals` say where title, outlet, author, dates and encoding were found, the chosen one first within a field;
    `conflicts` say in words which of them disagree.

    `kind`: an article; a reader's comment, whose text stands at `at` in that of the article `of`; or the text of `of`
    with its garbled characters repaired. Those two have no raw bytes: their `sha256` is that of their text in UTF-8,
    their `id` that of the article, a full stop, and "k" with `at`, or "r".
    """

    id: str
    name: str
    sha256: str
    media_type: str
    encoding: str
    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    updated: str = ""
    captured: str = ""
    url: str = ""
    kind: DocumentKind = "article"
    of: str = ""
    at: int = 0
    signals: tuple[Signal, ...] = ()
    conflicts: tuple[str, ...] = ()


class Judgement(Struct, frozen=True, kw_only=True):
    """A person's decision about a document, kept for good and stronger than any machine row.

    `field` is "zone", for the characters from `start` to `end`; a field of the document, for all of it; or, of whom the
    name at these characters stands for, "same" or "other" (the same as, another than, whoever is named at the span
    `value`, as DOCUMENT:START-END) and "called" (the name to go by in the case). An empty
    `value` takes back what was decided before about the same. `when` is UTC, in ISO 8601 with seconds; `id` is "j" and
    the first 12 hex digits of the sha256 of all else.
    """

    id: str
    doc: str
    field: Literal["zone", "title", "outlet", "author", "published", "language", "kind", "same", "other", "called"]
    value: str
    start: int = 0
    end: int = 0
    who: str = ""
    when: str = ""
    why: str = ""


class Fragment(Struct, frozen=True, kw_only=True, order=True):
    """A run of characters of one document: `start` and `end` in code points."""

    start: int
    end: int


class Skip(Struct, frozen=True, kw_only=True):
    """Something that could not be used: the input's name, the stage that gave up, why, and what to try."""

    name: str
    stage: str
    reason: str


class Taken(Struct, frozen=True, kw_only=True):
    """What intake makes of one item: the document and its runs; `attached` are its comments and its repaired text."""

    document: Document
    zones: tuple[Zone, ...]
    parts: tuple[Part, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    pages: tuple[Page, ...] = ()
    skips: tuple[Skip, ...] = ()
    attached: tuple[Taken, ...] = ()
