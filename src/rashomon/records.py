"""The data model: every noun of a case file, frozen, with units in the docstrings.

An offset is a count of Unicode code points into `Document.text`, from 0; an end is excluded; a span always quotes back
exactly: `document.text[span.start:span.end]`.
"""

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
Form = Literal["direct", "mixed", "indirect"]
Attitude = Literal[
    "assert",
    "confirm",
    "deny",
    "dispute",
    "doubt",
    "believe",
    "accuse",
    "claim_responsibility",
    "warn",
    "threaten",
    "promise",
    "order",
    "ask",
    "predict",
    "decline",
]
Role = Literal["source", "cue", "content"]
Certainty = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
"""FactBank (Saurí and Pustejovsky 2009): certain, probable, possible, that it is (+) or is not (-) so; certain without
saying which (CTu); uncommitted (Uu)."""
Evidence = Literal["none", "asserted", "described", "cited", "shown", "withheld", "requested", "circumstantial"]
"""What a claim offers for itself; withheld: kept back or refused, requested: asked for or announced."""
EntityKind = Literal["person", "organisation", "group", "place", "facility", "event", "document", "outlet"]
"""`group` is armed or political, `outlet` a medium that publishes."""
SpeakerKind = EntityKind | Literal["people", "unknown"]
"""`people` are several persons or a class of them ("officials", "voters")."""
Identification = Literal["named", "described", "anonymous", "unspecified"]
RelayHow = Literal["outlet", "provenance", "blockquote", "relay", "claim", "source"]
DriftKind = Literal["certainty", "speaker", "word", "unsupported"]

ARTICLE_ZONES: frozenset[str] = frozenset({"headline", "standfirst", "body", "blockquote", "caption", "list"})
"""Zones whose sentences are the article's own; claims are read in these only."""


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


BY_WORDS = "frequent words"
"""Where a signal for the language stands when the article's own words gave it, not the page's template."""

FIRST_COMMENT = "earliest comment"
"""Where a day of publication stands that is only known not to be later: a reader's comment is from then."""


class Signal(Struct, frozen=True, kw_only=True):
    """One reading of a document's metadata: the field, the value, where it stood, and how far that place is trusted.

    `p` is the share of documents in which such a place is right, as far as known; 0 where nobody counted.
    """

    field: str
    value: str
    where: str
    p: float = 0.0


DocumentKind = Literal["article", "comment", "repaired"]


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

    `field` is "zone", for the characters from `start` to `end`, or a field of the document, for all of it. An empty
    `value` takes back what was decided before about the same. `when` is UTC, in ISO 8601 with seconds; `id` is "j" and
    the first 12 hex digits of the sha256 of all else.
    """

    id: str
    doc: str
    field: Literal["zone", "title", "outlet", "author", "published", "language", "kind"]
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


class Mention(Struct, frozen=True, kw_only=True):
    """A name or noun phrase in the text, and the id of the entity it stands for (empty when that is not known).

    `how` says what found it: name, actor (the models of names, of whoever acts in reports of conflict), again (found
    elsewhere under the same name), source (a claim's source). `p` is how sure span and kind are.
    """

    id: str
    start: int
    end: int
    kind: EntityKind
    entity: str = ""
    p: float = 1.0
    how: str = "name"


class Entity(Struct, frozen=True, kw_only=True):
    """What mentions of one document stand for: its fullest name, its kind, the other names it goes by there."""

    id: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()


class Speaker(Struct, frozen=True, kw_only=True):
    """Who a claim's source stands for, as far as the text itself says.

    `name` is the entity's name, or else the words that describe it; `entity` its id, empty when it has none.
    `identification`: named; described (a role or a class: "a US official"); anonymous (kept unnamed: "sources");
    unspecified. `role`, `affiliation` and `ground_rules` ("on condition of anonymity because ...") are words of the
    text, empty when it has none. `how` says what the source was resolved by, or why it was not; `p` is how sure it is.
    """

    entity: str = ""
    name: str = ""
    kind: SpeakerKind | Literal[""] = ""
    identification: Identification | Literal[""] = ""
    role: str = ""
    role_at: Fragment | None = None
    affiliation: str = ""
    affiliation_at: Fragment | None = None
    ground_rules: str = ""
    ground_rules_at: Fragment | None = None
    how: str = ""
    p: float = 1.0


class Relay(Struct, frozen=True, kw_only=True):
    """A link of a claim's chain: who hands on what the next link says; the last one is the origin.

    `start` and `end` are where the text says so; both 0 for the outlet of the document, which the text need not name.
    `how`: outlet (the document's own), provenance (a line that says where the text comes from), blockquote (a passage
    taken over whole), relay ("told X", "as detailed in the X report"), claim (the source of the claim around this one),
    source (the claim's own). `reason` says it in words.
    """

    name: str
    kind: SpeakerKind
    identification: Identification
    start: int = 0
    end: int = 0
    how: RelayHow = "source"
    reason: str = ""
    p: float = 1.0


class Claim(Struct, frozen=True, kw_only=True):
    """An attribution relation: somebody (source) says (cue) something (content).

    `id` is the document's id, a full stop, "c", and the offset of the cue's first character. `source` is empty when the
    text names none. Contents may be discontinuous. `form`: direct (all of it in quotation marks), mixed, indirect.
    `p` is the calibrated probability that source and content are joined rightly. `parent` is the id of the claim in
    whose content this one stands.

    `attitude` is what the source does by saying it; `certainty` how certain the source is, in the values of FactBank;
    `evidence` what it offers, at the fragments `evidence_at`. `loaded` are words of the cue that take a side
    ("admitted", "claimed"). `chain` runs from the document's outlet to the origin. `sure` gives for a field the
    calibrated probability that its value is right.
    """

    id: str
    doc: str
    source: tuple[Fragment, ...]
    cue: tuple[Fragment, ...]
    content: tuple[Fragment, ...]
    form: Form
    p: float
    zone: ZoneKind
    making: str
    attitude: Attitude | Literal[""] = ""
    certainty: Certainty | Literal[""] = ""
    evidence: Evidence | Literal[""] = ""
    evidence_at: tuple[Fragment, ...] = ()
    loaded: tuple[Fragment, ...] = ()
    speaker: Speaker | None = None
    parent: str | None = None
    chain: tuple[Relay, ...] = ()
    sure: dict[str, float] = {}


class Account(Struct, frozen=True, kw_only=True):
    """A sentence that the document asserts in its own voice, without a source.

    `id` is the document's id, a full stop, "v", and the offset of its first character. `loaded` are words that take a
    side ("regime", "so-called"); `chain` are those who hand the text on.
    """

    id: str
    doc: str
    start: int
    end: int
    zone: ZoneKind
    certainty: Certainty | Literal[""] = ""
    loaded: tuple[Fragment, ...] = ()
    chain: tuple[Relay, ...] = ()
    p: float = 1.0


class Drift(Struct, frozen=True, kw_only=True):
    """Something that a headline says and the text below it does not, or not so.

    `kind`: certainty (it is surer, or less sure), speaker (it gives it to somebody else), word (a loaded word that
    nobody in the text says), unsupported. `words` are the headline's, `body` what the text has instead, if anything.
    """

    kind: DriftKind
    headline: Fragment
    words: Fragment
    body: tuple[Fragment, ...] = ()
    reason: str = ""
    p: float = 1.0


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
    claims: tuple[Claim, ...] = ()
    accounts: tuple[Account, ...] = ()
    drifts: tuple[Drift, ...] = ()
    makings: tuple[Making, ...] = ()
    skips: tuple[Skip, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    attached: tuple[Reading, ...] = ()
