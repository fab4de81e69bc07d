"""Seals: one digest for all rows that were made of a document, for a table, and for the shape of a case file.

A seal goes into the log of custody when the rows are written; worked out again later, it tells whether any of them has
changed. It depends on the rows alone, not on their order or on how the file keeps them.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.custody import Custody

SEAL = "seal"
"""The key in an entry's `detail` under which a document's seal stands, beside its id under `DOCUMENT`."""

DOCUMENT = "document"
SCHEMA = "seal of schema"
TABLE = "seal of table "
"""What the key of a table's seal begins with; the name of the table follows."""

APART = frozenset({"captures", "vectors"})
"""Tables with a column `doc` that no seal covers: each name of a document has an entry, and vectors are made again."""


SEALED_APART = ("known_aliases", "known_places", "links", "repeated")
"""Tables of no document that have a seal of their own; what stands in the others follows from documents or the log."""


def sealed_apart(db: sqlite3.Connection) -> dict[str, str]:
    """What an entry has to have in its `detail` when the case was made or migrated, or such a table changed."""
    tables = {TABLE + table: seal_of_table(db, table) for table in SEALED_APART if columns_of(db, table)}
    return {SCHEMA: seal_of_schema(db), **tables}


def sealed(db: sqlite3.Connection, doc: str) -> dict[str, str]:
    """What the entry in the log that says a document's rows were written has to have in its `detail`."""
    return {DOCUMENT: doc, SEAL: seal_of_document(db, doc)}


def seal_of_document(db: sqlite3.Connection, doc: str) -> str:
    """The seal of a document and of all that was taken out of it; empty when there is no such document.

    Its own name is left out, because the same bytes may come again under another one.
    """
    columns = columns_of(db, "documents")
    at, attached_to = columns.index("id"), columns.index("of") if "of" in columns else None
    name = columns.index("name")
    digest, own_name, waiting = hashlib.sha256(), "", [doc]
    while waiting:
        current = waiting.pop(0)
        row = db.execute("SELECT * FROM documents WHERE id = ?", (current,)).fetchone()
        if row is None:
            return ""
        values = list(row)
        if current == doc:
            own_name, values[name] = str(values[name]), ""
        else:
            values[name] = str(values[name]).removeprefix(own_name)
        digest.update(_table("documents", columns, [values]))
        for table in tables_with(db, "doc"):
            rows = db.execute(f'SELECT * FROM "{table}" WHERE doc = ?', (current,))  # noqa: S608 - a table's name
            digest.update(_table(table, columns_of(db, table), rows))
        digest.update(_makings(db, current))
        if attached_to is not None:
            found = db.execute('SELECT id FROM documents WHERE "of" = ? ORDER BY id', (values[at],))
            waiting += [str(one) for (one,) in found]
    if orphans := _judgements_of_the_gone(db, doc):
        digest.update(_table("judgements", columns_of(db, "judgements"), orphans))
    return digest.hexdigest()


def _judgements_of_the_gone(db: sqlite3.Connection, doc: str) -> list[Any]:
    """Decisions about comments that a document had: they stay for good, also where a relabelled run ended a comment."""
    if not columns_of(db, "judgements"):
        return []
    sql = "SELECT * FROM judgements WHERE substr(doc, 1, ?) = ? AND doc NOT IN (SELECT id FROM documents)"
    return db.execute(sql, (len(doc) + 1, f"{doc}.")).fetchall()


def seal_of_table(db: sqlite3.Connection, table: str) -> str:
    """The seal of all rows of a table, for those that belong to no document."""
    rows = db.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table's name
    return hashlib.sha256(_table(table, columns_of(db, table), rows)).hexdigest()


def seal_of_schema(db: sqlite3.Connection) -> str:
    """The seal of the definitions of all tables, indexes and triggers, and of the two numbers that say what it is."""
    rows = [tuple(row) for row in db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")]
    numbers = [tuple(db.execute(f"PRAGMA {name}").fetchone()) for name in ("application_id", "user_version")]
    return hashlib.sha256(_table("sqlite_schema", [], [*rows, *numbers])).hexdigest()


def tables_with(db: sqlite3.Connection, column: str) -> list[str]:
    """The tables that have a column, by name; those that stand `APART` are left out."""
    sql = """SELECT m.name FROM sqlite_schema AS m WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
        AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) AS c WHERE c.name = ?) ORDER BY m.name"""
    return [str(name) for (name,) in db.execute(sql, (column,)) if name not in APART]


def columns_of(db: sqlite3.Connection, table: str) -> list[str]:
    """The names of a table's columns in order."""
    return [str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]


def _makings(db: sqlite3.Connection, doc: str) -> bytes:
    """How the rows of a document were made, which stands in a table that documents share."""
    sql = "SELECT * FROM makings WHERE id IN (SELECT making FROM document_makings WHERE doc = ?)"
    return _table("makings", columns_of(db, "makings"), db.execute(sql, (doc,)))


def _table(name: str, columns: list[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A digest of some rows of a table, whatever their order."""
    digest = hashlib.sha256(b"".join(_values([name, *columns])))
    for row in sorted(b"".join(_values(row)) for row in rows):
        digest.update(hashlib.sha256(row).digest())
    return digest.digest()


def _values(row: Iterable[object]) -> Iterator[bytes]:
    """Each value with its type and its length, so that no two rows look the same."""
    for value in row:
        kind, data = _value(value)
        yield kind + struct.pack(">Q", len(data)) + data


def _value(value: object) -> tuple[bytes, bytes]:
    if isinstance(value, str):
        return b"t", value.encode("utf-8", "surrogateescape")
    if isinstance(value, int):
        return b"i", str(value).encode()
    if isinstance(value, float):
        return b"r", struct.pack(">d", value)
    return (b"b", value) if isinstance(value, bytes) else (b"n", b"")


def log_migration(db: sqlite3.Connection, log: Custody, name: str, found: int) -> None:
    """What a case file of an older format is now, document by document."""
    log.append("migrated", name, detail={"from format": str(found), **sealed_apart(db)})
    for row in db.execute("SELECT id, name, sha256 FROM documents WHERE \"of\" = '' ORDER BY id").fetchall():
        log.append("stored", row["name"], row["sha256"], detail=sealed(db, row["id"]))
