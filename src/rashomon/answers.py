"""What the verbs of a case answer with: rows of lists, passages, counts. None of it is stored.

Offsets are those of the records: code points into a document's text.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.records import (
    Candidate,
    Comparison,
    Judgement,
    Making,
    Part,
    Place,
    Provenance,
    Quantity,
    Signal,
    Skip,
    Time,
    Zone,
)


class Added(Struct, frozen=True, kw_only=True):
    """What `add` did: counts of new documents, of comments on them and of claims (those in comments left out), inputs
    whose bytes the case already held, and skips.
    """

    documents: int
    comments: int
    claims: int
    repeated: tuple[str, ...]
    skips: tuple[Skip, ...]


class DocumentRow(Struct, frozen=True, kw_only=True):
    """One line of the list of documents; `characters` is the length of the text, `claims` and `comments` are counts.

    `of` is the document that a comment or a repaired text belongs to.
    """

    id: str
    name: str
    kind: str
    of: str
    title: str
    outlet: str
    author: str
    published: str
    updated: str
    captured: str
    url: str
    language: str
    media_type: str
    encoding: str
    characters: int
    claims: int
    comments: int
    sha256: str


class ClaimRow(Struct, frozen=True, kw_only=True):
    """One line of the list of claims, in words; `start` is where the content begins in the document.

    `voice`: attributed, or own for what the document says without a source; the two are never in one list. `chain` are
    the names of those who hand it on, from the document's outlet to the origin, and `weakest` the link that bears least
    with the reason. `parent` is the claim whose content this one stands in. `sure` gives for a field the probability
    that its value is right.
    """

    id: str
    doc: str
    outlet: str
    name: str
    source: str
    speaker: str
    speaker_kind: str
    identification: str
    role: str
    affiliation: str
    ground_rules: str
    cue: str
    content: str
    form: str
    attitude: str
    certainty: str
    evidence: str
    chain: tuple[str, ...]
    weakest: str
    parent: str
    zone: str
    p: float
    start: int
    end: int
    voice: Literal["attributed", "own"]
    sure: dict[str, float]


class DriftRow(Struct, frozen=True, kw_only=True):
    """Something that a headline says otherwise than the text below it; `start` to `end` is where its `words` stand.

    `body` is what the text has instead. A question for a person, never a verdict.
    """

    doc: str
    outlet: str
    name: str
    kind: str
    headline: str
    words: str
    body: tuple[str, ...]
    reason: str
    start: int
    end: int
    p: float


class TimeRow(Struct, frozen=True, kw_only=True):
    """One line of the list of times; the fields of a time are those of its record.

    `speaker` is who says it, by the innermost claim in whose content it stands (`claim`); both are empty where the
    document says it in its own voice. `published` is the day of publication, on which much hangs; `hangs_on` are the
    words of the anchor.
    """

    id: str
    doc: str
    outlet: str
    name: str
    published: str
    words: str
    type: str
    value: str
    earliest: str
    latest: str
    precision: str
    mod: str
    anchor: str
    anchor_day: str
    hangs_on: str
    timezone: str
    speaker: str
    claim: str
    how: str
    start: int
    end: int
    p: float


class PlaceRow(Struct, frozen=True, kw_only=True):
    """One line of the list of places; `place` is the name of the place that the `words` stand for.

    `speaker` and `claim` are as those of a time, the rest as in the record of a place.
    """

    id: str
    doc: str
    outlet: str
    name: str
    words: str
    place: str
    kind: str
    lat: float | None
    lon: float | None
    precision_km: float
    gazetteer_id: str
    country: str
    region: str
    part: str
    near: str
    others: tuple[Candidate, ...]
    speaker: str
    claim: str
    how: str
    start: int
    end: int
    p: float


class QuantityRow(Struct, frozen=True, kw_only=True):
    """One line of the list of quantities; `between` are the words of the places that a distance lies between.

    `speaker` and `claim` are as those of a time, the rest as in the record of a quantity.
    """

    id: str
    doc: str
    outlet: str
    name: str
    words: str
    low: float | None
    high: float | None
    number: float | None
    unit: str
    comparator: str
    of: str
    head: str
    event: str
    between: tuple[str, ...]
    speaker: str
    claim: str
    how: str
    start: int
    end: int
    p: float


class Side(Struct, frozen=True, kw_only=True):
    """One side of a check: the words, where they stand, and who says them (empty: the document's own voice)."""

    doc: str
    outlet: str
    name: str
    words: str
    speaker: str
    start: int
    end: int


class FindingRow(Struct, frozen=True, kw_only=True):
    """One check of a value: what was checked (`stated`), against what, what came out; the rest as in a finding.

    A question for a person, never a verdict.
    """

    id: str
    kind: str
    outcome: str
    doc: str
    stated: Side
    against: tuple[Side, ...]
    computed: str
    tolerance: str
    reason: str
    sides: tuple[str, ...]
    p: float


class Passage(Struct, frozen=True, kw_only=True):
    """A piece of a document with what stands around it: `before` and `after` are context."""

    doc: str
    start: int
    end: int
    before: str
    text: str
    after: str


class Shown(Struct, frozen=True, kw_only=True):
    """What `show` prints: the row asked for, its passage, and what touches it.

    `bytes` are the first and the last byte (excluded) of the passage in the raw file, none where that cannot be told;
    `page` is the number of its first page, 0 in a document without pages. `conflicts` are the readings of the
    document's metadata that disagree.
    """

    kind: Literal["claim", "time", "place", "quantity", "document", "span"]
    passage: Passage
    bytes: tuple[int, int] | None
    page: int
    document: DocumentRow
    zones: tuple[Zone, ...]
    parts: tuple[Part, ...]
    provenance: tuple[Provenance, ...]
    signals: tuple[Signal, ...]
    conflicts: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    claims: tuple[ClaimRow, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    quantities: tuple[Quantity, ...]


class Hit(Struct, frozen=True, kw_only=True):
    """One hit of a search: a document or a claim, the words around it, and the rank (smaller is better)."""

    kind: Literal["document", "claim"]
    id: str
    doc: str
    start: int
    excerpt: str
    rank: float


class Status(Struct, frozen=True, kw_only=True):
    """What a case holds: counts, versions, and how its rows were made.

    Claims and speakers in readers' comments are left out of the counts.
    """

    title: str
    documents: int
    comments: int
    outlets: int
    claims: int
    speakers: int
    skips: int
    judgements: int
    schema: int
    version: str
    makings: tuple[Making, ...]


class Written(Struct, frozen=True, kw_only=True):
    """A file that was written: its path, its length in bytes, and how many documents and claims stand in it."""

    path: str
    bytes: int
    documents: int
    claims: int


class Polled(Struct, frozen=True, kw_only=True):
    """One poll of one feed: how many entries were new, how many skips there were, why it failed, when next (UTC)."""

    title: str
    url: str
    new: int = 0
    skipped: int = 0
    reason: str = ""
    again: str = ""


class ComparedRow(Struct, frozen=True, kw_only=True):
    """What the second text of a pair says of the first: the relation, how likely it is, and why, in phrases.

    `stance` is what it does as an article under the first as its headline: agree, disagree, discuss, unrelated
    (FNC-1, Pomerleau and Rao 2017); empty where one of the two is empty. `sentences` are those of a long second text
    that the answer rests on.
    """

    relation: Comparison
    p: float
    reasons: tuple[str, ...]
    stance: str = ""
    sentences: tuple[str, ...] = ()


class Problem(Struct, frozen=True, kw_only=True):
    """Something that does not fit.

    `what`: log (the chain of custody), file (the database), rows (what was read from a document), bytes (what was
    captured), text, span, claim, search (the index), stamp (a time stamp). `where` names the line, document, claim or
    table.
    """

    what: str
    where: str
    reason: str


class Verified(Struct, frozen=True, kw_only=True):
    """What was checked, as counts, and what did not fit; without problems nothing has changed since it was written.

    `claims` are all, those in readers' comments among them. `entries` counts the lines of the log, `head` is its last
    line's hash: kept elsewhere, it shows later whether the log was cut. `stamps` are the time stamps that fit the log,
    as time and line. `unsealed` names what no seal covers.
    """

    documents: int = 0
    blobs: int = 0
    claims: int = 0
    spans: int = 0
    entries: int = 0
    head: str = ""
    stamps: tuple[str, ...] = ()
    unsealed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Stamped(Struct, frozen=True, kw_only=True):
    """A file of a time stamp: the request that was written (`when` is empty), or the token that was kept."""

    path: str
    when: str
