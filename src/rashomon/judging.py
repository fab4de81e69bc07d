"""A person's decision, made now."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Literal

import msgspec

from rashomon import asking
from rashomon.answers import DocumentRow
from rashomon.errors import BadQuery, NotFound
from rashomon.records import Judgement
from rashomon.store import Store
from rashomon.text import encodable

JudgedField = Literal["title", "outlet", "author", "published", "language", "kind"]


def judged(
    doc: str, field: Literal["zone"] | JudgedField, value: str, span: tuple[int, int], why: str, who: str
) -> Judgement:
    """The decision of a person, `who`, that a document's field or the zone of a span in it has a value."""
    blank = Judgement(
        id="",
        doc=doc,
        field=field,
        value=encodable(value),
        start=span[0],
        end=span[1],
        who=encodable(who),
        when=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        why=encodable(why),
    )
    digest = hashlib.sha256(msgspec.json.encode(blank)).hexdigest()
    return msgspec.structs.replace(blank, id=f"j{digest[:12]}")


def zone_judged(store: Store, span: str, kind: str, why: str, who: str) -> Judgement:
    """The decision that a run of a document, as DOCUMENT:START-END, is a zone of a kind; raises BadQuery, NotFound."""
    found = asking.SPAN.fullmatch(encodable(span))
    if found is None:
        raise BadQuery(f"{span!r} is no span: write DOCUMENT:START-END, for example d0123456789ab:120-180")
    document = asking.document(store, found["doc"])
    if document.of:
        raise BadQuery(f"{document.id} was taken out of {document.of}: give the span in that document")
    start, end = int(found["start"]), int(found["end"])
    if not start < end <= document.characters:
        raise NotFound(f"no span {start}-{end} in {document.id}: its text has {document.characters} characters")
    if not store.text(document.id)[start:end].strip():
        raise BadQuery(f"{span} is white space, which is of no kind: give a run with words in it")
    return judged(document.id, "zone", kind, (start, end), why, who)


def field_judged(document: DocumentRow, field: JudgedField, value: str, why: str, who: str) -> Judgement:
    """The decision that a field of a document has a value; raises BadQuery for a field that is not for it."""
    if field == "published":
        value = asking.day_of(value)
    told = {"", "article", "comment"} if document.of and document.kind != "repaired" else set()
    if (field == "kind") != bool(document.of) or (field == "kind" and value not in told):
        raise BadQuery("kind is for readers' comments, and is article or comment; the other fields are for articles")
    return judged(document.id, field, "" if value == "comment" else value, (0, 0), why, who)
