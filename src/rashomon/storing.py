"""From records to the rows of a case file, and the removal of a document's rows when it is read again."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from rashomon import settings
from rashomon.records import Account, Claim, Document, Judgement, KnownPlace, Links, Making, Reading, Relay, Skip
from rashomon.text import quote

ROLES: dict[str, str] = {
    "source": "source",
    "cue": "cue",
    "content": "content",
    "evidence": "evidence_at",
    "loaded": "loaded",
}
"""Fragments by the role that a row gives them, and the field of a claim that holds them."""
_OF_A_DOCUMENT = (
    "claim_fragments",
    "claims",
    "mentions",
    "entities",
    "times",
    "places",
    "quantities",
    "accounts",
    "drifts",
    "sentences",
    "zones",
    "parts",
    "provenance",
    "pages",
    "signals",
    "document_makings",
    "vectors",
)
"""Tables with rows of a document that a reading makes; its captures and judgements outlive a reading."""

_COLUMNS = tuple(
    "id name sha256 media_type encoding title outlet author published language updated captured url kind of at".split()
)
_ALL = ("row", *_COLUMNS, "conflicts", "characters", "text")
_UPSERT = f"""INSERT INTO documents ({", ".join(f'"{c}"' for c in _ALL)}) VALUES ({", ".join("?" * len(_ALL))})
    ON CONFLICT (id) DO UPDATE SET {", ".join(f'"{c}" = excluded."{c}"' for c in _ALL[2:])}"""  # noqa: S608 - all ours


def insert_reading(db: sqlite3.Connection, reading: Reading) -> None:
    """The rows of a reading with a document, and of the readings attached to it; its captures are not touched."""
    document = reading.document
    if document is None:
        return
    _insert_document(db, document, reading)
    for position, claim in enumerate(reading.claims):
        _insert_claim(db, document.text, position, claim)
    _insert_depth(db, document, reading)
    for attached in reading.attached:
        insert_reading(db, attached)


def insert_blob(db: sqlite3.Connection, sha256: str, data: bytes) -> None:
    """Raw bytes, once."""
    insert(db, "blobs", [(sha256, len(data), zlib.compress(data, settings.COMPRESSION))], "OR IGNORE ")


def insert_judgement(db: sqlite3.Connection, j: Judgement) -> None:
    """A person's decision; the same one twice is one."""
    row = (j.id, j.doc, j.field, j.value, j.start, j.end, j.who, j.when, j.why)
    insert(db, "judgements", [row], "OR IGNORE ")


def remove_attached(db: sqlite3.Connection, doc: str) -> None:
    """All rows of the documents taken out of a document."""
    for (attached,) in db.execute('SELECT id FROM documents WHERE "of" = ?', (doc,)).fetchall():
        remove_attached(db, attached)
        remove_rows(db, attached)
        db.execute("DELETE FROM documents WHERE id = ?", (attached,))


def remove_rows(db: sqlite3.Connection, doc: str) -> None:
    """What a reading made of a document; the document itself stays."""
    for table in _OF_A_DOCUMENT:
        db.execute(f"DELETE FROM {table} WHERE doc = ?", (doc,))  # noqa: S608 - names are ours
    db.execute("DELETE FROM skips WHERE doc = ?", (doc,))


def insert_skips(db: sqlite3.Connection, reading: Reading) -> list[Skip]:
    """The skips of a reading and of those attached, which are given back: under a document, or else under a name."""
    of = reading.document.id if reading.document else ""
    rows = (("" if of else s.name, of, s.stage, s.reason) for s in reading.skips)
    insert(db, "skips", rows, "OR IGNORE ")
    return [*reading.skips, *(skip for attached in reading.attached for skip in insert_skips(db, attached))]


def insert_known_places(db: sqlite3.Connection, places: Iterable[KnownPlace]) -> None:
    """The user's places, in the stead of those that were there."""
    db.execute("DELETE FROM known_places")
    insert(db, "known_places", (tuple(packed(place)) for place in places))


def insert_links(db: sqlite3.Connection, links: Links) -> None:
    """What was found between the documents, in the stead of what was there; each record is JSON."""
    forget_links(db)
    db.execute("DELETE FROM links")
    for field in msgspec.structs.fields(Links):
        value = getattr(links, field.name)
        rows = value.items() if isinstance(value, dict) else ((getattr(v, "id", ""), v) for v in value)
        insert(db, "links", ((field.name, i, key, as_json(record)) for i, (key, record) in enumerate(rows)))


def forget_links(db: sqlite3.Connection) -> None:
    """What was found between the documents holds no more: it is worked out again when somebody asks."""
    db.execute("DELETE FROM units WHERE stage = 'link'")


def row_number(name: str) -> int:
    """A number that comes from an id, for the full-text index."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") >> 1


def _insert_document(db: sqlite3.Connection, d: Document, reading: Reading) -> None:
    for making in reading.makings:
        _insert_making(db, making)
    conflicts = as_json(d.conflicts)
    values = [row_number(d.id), *(getattr(d, column) for column in _COLUMNS), conflicts, len(d.text), d.text]
    # A document that is read again keeps its row, because captures refer to it.
    db.execute(_UPSERT, values)
    insert(db, "document_makings", ((d.id, i, m.id) for i, m in enumerate(reading.makings)))
    insert(db, "signals", ((d.id, i, s.field, s.value, s.where, s.p) for i, s in enumerate(d.signals)))
    insert(db, "sentences", ((d.id, i, s.start, s.end) for i, s in enumerate(reading.sentences)))
    zones = (
        (d.id, i, z.start, z.end, z.kind, z.p, z.made_by, *_comment(z.comment)) for i, z in enumerate(reading.zones)
    )
    insert(db, "zones", zones)
    insert(db, "parts", ((d.id, i, *msgspec.structs.astuple(p)) for i, p in enumerate(reading.parts)))
    insert(db, "provenance", ((d.id, i, *msgspec.structs.astuple(p)) for i, p in enumerate(reading.provenance)))
    insert(db, "pages", ((d.id, *msgspec.structs.astuple(p)) for p in reading.pages))


def _comment(comment: Any) -> tuple[Any, ...]:
    return (comment.author, comment.reply_to, comment.when) if comment else (None,) * 3


def _insert_making(db: sqlite3.Connection, m: Making) -> None:
    found = db.execute("SELECT * FROM makings WHERE id = ?", (m.id,)).fetchone()
    if found is None:
        insert(db, "makings", [(m.id, m.plugin, m.version, m.model)])
    elif tuple(found) != (m.id, m.plugin, m.version, m.model):
        raise ValueError(f"the making {m.id!r} stands for another version or model in this case")


def _insert_claim(db: sqlite3.Connection, text: str, position: int, c: Claim) -> None:
    words = (quote(text, c.source), quote(text, c.cue), quote(text, c.content))
    run = (min((f.start for f in c.content), default=0), max((f.end for f in c.content), default=0))
    kinds = (c.form, c.attitude, c.certainty, c.evidence, c.zone, c.p, c.parent)
    about = (c.speaker.name, c.speaker.kind, c.speaker.identification) if c.speaker else ("", "", "")
    speaker = (as_json(c.speaker) if c.speaker else None, *about)
    made = (*speaker, as_json(c.chain), via(c.chain), as_json(dict(sorted(c.sure.items()))), c.making)
    insert(db, "claims", [(row_number(c.id), c.id, c.doc, position, *words, *run, *kinds, *made)])
    fragments = (
        (c.id, role, i, c.doc, f.start, f.end) for role in ROLES for i, f in enumerate(getattr(c, ROLES[role]))
    )
    insert(db, "claim_fragments", fragments)


def _insert_depth(db: sqlite3.Connection, d: Document, reading: Reading) -> None:
    """Mentions, entities, values, own voice and drift of a document."""
    insert(db, "mentions", ((d.id, i, *msgspec.structs.astuple(m)) for i, m in enumerate(reading.mentions)))
    kinds = ("entities", "times", "places", "quantities")
    for table, records in ((kind, getattr(reading, kind)) for kind in kinds):
        insert(db, table, ((d.id, i, *packed(record)) for i, record in enumerate(records)))
    accounts = (
        (d.id, i, a.id, a.start, a.end, d.text[a.start : a.end], a.zone, a.certainty, *_account(a), a.p)
        for i, a in enumerate(reading.accounts)
    )
    insert(db, "accounts", accounts)
    drifts = (
        (d.id, i, f.kind, as_json(f.headline), as_json(f.words), as_json(f.body), f.reason, f.p)
        for i, f in enumerate(reading.drifts)
    )
    insert(db, "drifts", drifts)


def _account(a: Account) -> tuple[str, str, str]:
    return as_json(a.loaded), as_json(a.chain), via(a.chain)


def packed(record: Struct) -> Iterator[Any]:
    """A record's values as columns: those that are records, or several, as JSON."""
    for value in msgspec.structs.astuple(record):
        yield as_json(value) if isinstance(value, Struct | tuple) else value


def as_json(value: object) -> str:
    """A record, or a list of them, as one column."""
    return msgspec.json.encode(value).decode()


def via(chain: Sequence[Relay]) -> str:
    """The names of a chain's links, outermost first."""
    return " > ".join(link.name for link in chain)


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]], how: str = "") -> None:
    """Rows into a table whose name is ours; `how` is empty or "OR IGNORE "."""
    for row in rows:
        db.execute(f"INSERT {how}INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - names are ours
