"""A person's decision, made now."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Literal

import msgspec

from rashomon import asking
from rashomon.answers import DocumentRow
from rashomon.errors import BadQuery, NotFound
from rashomon.records import Judgement, Links, Spot
from rashomon.store import Store
from rashomon.text import encodable

LONGEST_NAME = 200
"""Code points of a name that a person gives."""

JudgedField = Literal["title", "outlet", "author", "published", "language", "kind"]


NamedField = Literal["same", "other", "called"]


def judged(
    doc: str, field: Literal["zone"] | NamedField | JudgedField, value: str, span: tuple[int, int], why: str, who: str
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


def same_judged(store: Store, links: Links, ids: tuple[str, str], why: str, who: str) -> list[Judgement]:
    """The decision that two entities are one; raises NotFound, and BadQuery for one and the same."""
    a, b = (_named(store, links, each)[0] for each in ids)
    if a == b:
        raise BadQuery(f"{ids[0]} and {ids[1]} are one already")
    return [_of_names(a, "same", b, why, who)]


def other_judged(store: Store, links: Links, ids: tuple[str, str], why: str, who: str) -> list[Judgement]:
    """The decisions that an entity is another than a second one, or than all that it is taken for one with."""
    (a, *more) = _named(store, links, ids[0])
    if more:
        raise BadQuery(f"{ids[0]} stands in several documents: say which of its members is another one, by its id")
    if ids[1]:
        others = _named(store, links, ids[1])
    else:
        whole = next((i for i in links.identities if _entity_at(store, a) in i.members), None)
        others = [_spot_of(store, m) for m in whole.members] if whole else []
    found = [_of_names(a, "other", b, why, who) for b in others if b != a]
    if not found:
        raise BadQuery(f"{ids[0]} is taken for one with nobody else")
    return found


def called_judged(store: Store, links: Links, of: str, name: str, why: str, who: str) -> list[Judgement]:
    """The decision that an entity of the case goes by a name; an empty one takes back what was said before."""
    if len(name) > LONGEST_NAME:
        raise BadQuery(f"a name of {len(name)} characters: give one of up to {LONGEST_NAME}")
    at = _named(store, links, of)[0]
    return [judged(at.doc, "called", " ".join(name.split()), (at.start, at.end), why, who)]


def _of_names(a: Spot, field: NamedField, b: Spot, why: str, who: str) -> Judgement:
    return judged(a.doc, field, f"{b.doc}:{b.start}-{b.end}", (a.start, a.end), why, who)


def _named(store: Store, links: Links, name: str) -> list[Spot]:
    """Where an entity is named first in each of its documents: by the id it has in the case or in one of them."""
    name = encodable(name)
    members = next((i.members for i in links.identities if i.id == name), None)
    if members is None:
        members = (name,)
    return [_spot_of(store, member) for member in members]


def _spot_of(store: Store, entity: str) -> Spot:
    sql = 'SELECT doc, "start", "end" FROM mentions WHERE doc = ? AND entity = ? ORDER BY "start", "end" DESC LIMIT 1'
    for row in store.rows(sql, (entity.rpartition(".e")[0], entity)):
        return Spot(**dict(row))
    raise NotFound(f"nobody has the id {entity!r}: `rashomon entities` lists them, with the ids of their members")


def _entity_at(store: Store, spot: Spot) -> str:
    sql = 'SELECT entity FROM mentions WHERE doc = ? AND "start" = ? AND "end" = ?'
    return next((str(row["entity"]) for row in store.rows(sql, (spot.doc, spot.start, spot.end))), "")
