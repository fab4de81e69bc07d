"""From the rows of a case file back to the records they were made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from rashomon.records import (
    Account,
    Claim,
    Comment,
    Document,
    Drift,
    Entity,
    Fragment,
    Judgement,
    Links,
    Making,
    Mention,
    Page,
    Part,
    Place,
    Provenance,
    Quantity,
    Reading,
    Relay,
    Sentence,
    Signal,
    Skip,
    Speaker,
    Time,
    Zone,
)
from rashomon.storing import ROLES

_DOCUMENT = (
    "SELECT id, name, sha256, media_type, encoding, text, title, outlet, author, published, language, updated,"
    ' captured, url, kind, "of", at, conflicts FROM documents'
)
_ATTACHED = 'SELECT id FROM documents WHERE "of" = ? ORDER BY kind, at, id'
_JUDGEMENTS = 'SELECT * FROM judgements WHERE doc = ? ORDER BY "when", rowid'
R = TypeVar("R", bound=Struct)
_PLAIN_CLAIM_COLUMNS = ("id", "doc", "form", "p", "zone", "making", "attitude", "certainty", "evidence", "parent")


def restore(db: sqlite3.Connection, doc: str) -> Reading:
    """The reading of a document, equal to the one that was added; `name` is the one that stands for it."""
    signals = _of(db, "SELECT field, value, place, p FROM signals WHERE doc = ? ORDER BY position", doc)
    (row,) = _of(db, f"{_DOCUMENT} WHERE id = ?", doc)
    conflicts = msgspec.json.decode(row["conflicts"], type=tuple[str, ...])
    document = Document(
        **{**dict(row), "conflicts": conflicts},
        signals=tuple(Signal(field=f, value=v, where=w, p=p) for f, v, w, p in signals),
    )
    sentences = _of(db, 'SELECT "start", "end" FROM sentences WHERE doc = ? ORDER BY position', doc)
    makings = _of(
        db,
        "SELECT m.* FROM document_makings AS d JOIN makings AS m ON m.id = d.making WHERE doc = ? ORDER BY position",
        doc,
    )
    skips = _of(db, "SELECT stage, reason FROM skips WHERE doc = ? ORDER BY stage, reason", doc)
    return Reading(
        name=document.name,
        document=document,
        zones=zones_of(db, doc),
        parts=_records(db, Part, "parts", doc),
        provenance=_records(db, Provenance, "provenance", doc),
        pages=_records(db, Page, "pages", doc),
        sentences=tuple(Sentence(start=s["start"], end=s["end"]) for s in sentences),
        mentions=_records(db, Mention, "mentions", doc),
        entities=_packed(db, Entity, "entities", doc),
        claims=_claims(db, doc),
        times=_packed(db, Time, "times", doc),
        places=_packed(db, Place, "places", doc),
        quantities=_packed(db, Quantity, "quantities", doc),
        accounts=_packed(db, Account, "accounts", doc),
        drifts=_packed(db, Drift, "drifts", doc),
        makings=tuple(Making(**dict(m)) for m in makings),
        skips=tuple(Skip(name=document.name, **dict(s)) for s in skips),
        judgements=tuple(Judgement(**dict(j)) for j in _of(db, _JUDGEMENTS, doc)),
        attached=tuple(restore(db, attached) for (attached,) in _of(db, _ATTACHED, doc)),
    )


def links_of(db: sqlite3.Connection) -> Links:
    """What was found between the documents."""
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(Links):
        rows = _of(db, "SELECT id, data FROM links WHERE kind = ? ORDER BY position", field.name)
        whole = field.name == "origins"
        pairs = (f"{as_key(row['id'])}:{row['data']}" if whole else row["data"] for row in rows)
        text = ("{%s}" if whole else "[%s]") % ",".join(pairs)
        found[field.name] = msgspec.json.decode(text, type=field.type)
    return Links(**found)


def as_key(name: str) -> str:
    """A string as JSON."""
    return msgspec.json.encode(name).decode()


def _records(db: sqlite3.Connection, kind: type[R], table: str, doc: str) -> tuple[R, ...]:
    """Records whose fields are named as the columns of a table, in the order of their place in the document."""
    columns = ", ".join(f'"{field.name}"' for field in msgspec.structs.fields(kind))
    order = "number" if table == "pages" else "position"
    rows = _of(db, f"SELECT {columns} FROM {table} WHERE doc = ? ORDER BY {order}", doc)  # noqa: S608 - names are ours
    return tuple(kind(**dict(row)) for row in rows)


def _packed(db: sqlite3.Connection, kind: type[R], table: str, doc: str) -> tuple[R, ...]:
    """Records some of whose fields are columns of JSON."""
    rows = _of(db, f"SELECT * FROM {table} WHERE doc = ? ORDER BY position", doc)  # noqa: S608 - names are ours
    return unpacked(kind, rows)


def unpacked(kind: type[R], rows: Iterable[sqlite3.Row]) -> tuple[R, ...]:
    """Records from rows that hold what `storing.packed` made of them."""
    fields = {field.name: field.type for field in msgspec.structs.fields(kind)}
    out = []
    for row in rows:
        plain = {name: row[name] for name in fields}
        for name in _JSON & plain.keys():
            plain[name] = msgspec.json.decode(plain[name] or b"null", type=fields[name])
        out.append(kind(**plain))
    return tuple(out)


_JSON = {"aliases", "loaded", "chain", "headline", "words", "body", "names", "others", "between"} | {
    f"{name}_at" for name in ("anchor", "named", "of", "event")
}
"""Fields of those records that are columns of JSON."""


def _of(db: sqlite3.Connection, sql: str, key: str) -> list[Any]:
    return db.execute(sql, (key,)).fetchall()


def zones_of(db: sqlite3.Connection, doc: str) -> tuple[Zone, ...]:
    """The zones of a document, in order."""
    return tuple(map(_zone, _of(db, "SELECT * FROM zones WHERE doc = ? ORDER BY position", doc)))


def _zone(row: sqlite3.Row) -> Zone:
    comment = None
    if row["comment_author"] is not None:
        comment = Comment(author=row["comment_author"], reply_to=row["comment_reply_to"], when=row["comment_when"])
    plain = {key: row[key] for key in ("start", "end", "kind", "p", "made_by")}
    return Zone(**plain, comment=comment)


def _claims(db: sqlite3.Connection, doc: str) -> tuple[Claim, ...]:
    fragments: dict[tuple[str, str], list[Fragment]] = {}
    sql = 'SELECT claim, role, "start", "end" FROM claim_fragments WHERE doc = ? ORDER BY claim, role, position'
    for claim, role, start, end in _of(db, sql, doc):
        fragments.setdefault((claim, role), []).append(Fragment(start=start, end=end))
    return tuple(_claim(row, fragments) for row in _of(db, "SELECT * FROM claims WHERE doc = ? ORDER BY position", doc))


def _claim(row: sqlite3.Row, fragments: dict[tuple[str, str], list[Fragment]]) -> Claim:
    parts: dict[str, Any] = {field: tuple(fragments.get((row["id"], role), ())) for role, field in ROLES.items()}
    return Claim(
        **{column: row[column] for column in _PLAIN_CLAIM_COLUMNS},
        **parts,
        speaker=msgspec.json.decode(row["speaker"], type=Speaker) if row["speaker"] else None,
        chain=msgspec.json.decode(row["chain"], type=tuple[Relay, ...]),
        sure=msgspec.json.decode(row["sure"], type=dict[str, float]),
    )
