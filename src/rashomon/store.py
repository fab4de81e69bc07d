"""The case file: one SQLite database that keeps records and gives them back; it has no opinions.

Only the process that opened it writes. The records of a document and the mark that it is done go in one transaction, so
a run that is killed at any point loses nothing and doubles nothing.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from rashomon import settings
from rashomon.errors import CaseError, CaseExists, InputError, NotACase, NotFound
from rashomon.migrations import APPLICATION, SCHEMA, migrate, statements
from rashomon.records import Claim, ClaimRow, Document, DocumentRow, Making, Reading, Role, Skip, Status
from rashomon.restoring import restore
from rashomon.text import fold, quote

MARK = "\x1e"
"""Stands before every hit in marked text; never part of a word, so that it cannot hide what it marks."""

_ROLES: tuple[Role, ...] = ("source", "cue", "content")
_DOCUMENT_ROW = """SELECT d.id, d.name, d.title, d.outlet, d.author, d.published, d.media_type, d.encoding,
    d.characters, (SELECT count(*) FROM claims WHERE doc = d.id) AS claims, d.sha256 FROM documents AS d"""
_CLAIM_ROW = """SELECT c.id, c.doc, d.outlet, d.name, c.source, c.cue, c.content, c.form, c.attitude, c.zone, c.p,
    c."start", c."end" FROM claims AS c JOIN documents AS d ON d.id = c.doc"""


class Store:
    """An open case file; use it as a context manager, or close it."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self._db = db
        # With a write-ahead log this loses at most the last transactions on a power cut, and never any on a kill.
        db.execute("PRAGMA synchronous = NORMAL")

    @classmethod
    def create(cls, path: Path, title: str = "") -> Store:
        """Make a case file where there is none; raises CaseExists."""
        try:
            # An empty file is what a run killed at its first step leaves behind; nothing is lost by writing it.
            if path.exists() and (not path.is_file() or path.stat().st_size):
                raise CaseExists(f"{path}: there is something at this path already; choose another name for the case")
            path.touch()
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: a case cannot be made here ({_reason(error)})") from error
        db = _connect(path)
        try:
            db.execute("BEGIN EXCLUSIVE")
            if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                raise CaseExists(f"{path}: another process has just made a case here")
            for statement in statements((files("rashomon") / "schema.sql").read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute("INSERT INTO about VALUES ('title', ?)", (title,))
            db.execute(f"PRAGMA application_id = {APPLICATION:d}")
            db.execute(f"PRAGMA user_version = {SCHEMA:d}")
            db.execute("COMMIT")
            # Only now, because it writes to the file: killed before the commit, the file is still empty.
            db.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            db.close()
            raise
        return cls(path, db)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a case file, brought up to this version; raises NotFound, NotACase, CaseTooNew."""
        try:
            if not path.exists():
                raise NotFound(f"{path}: no such case; make one with `rashomon new`")
        except (OSError, ValueError) as error:
            raise NotFound(f"{path}: no such case ({_reason(error)})") from error
        if not path.is_file():
            raise NotACase(f"{path}: a case is one file, and this is none")
        db = _connect(path)
        try:
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
                raise NotACase(f"{path}: this file is no case of Rashomon")
            migrate(db)
        except sqlite3.DatabaseError as error:
            db.close()
            if isinstance(error, sqlite3.OperationalError):
                raise CaseError(f"{path}: the case cannot be opened ({error})") from error
            raise NotACase(f"{path}: this file is no case of Rashomon") from error
        except BaseException:
            db.close()
            raise
        return cls(path, db)

    def close(self) -> None:
        """Close the file; what was written stays."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- writing

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise CaseError(f"{self.path}: the case cannot be written to now ({error})") from error
        try:
            yield self._db
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise CaseError(f"{self.path}: the case could not be written ({error})") from error
            if isinstance(error, sqlite3.IntegrityError):
                raise ValueError(str(error)) from error
            raise

    def is_done(self, stage: str, key: str) -> bool:
        """Whether a unit of work was finished."""
        return self._one("SELECT 1 FROM units WHERE stage = ? AND key = ?", (stage, key)) is not None

    def add(self, reading: Reading, data: bytes) -> bool:
        """Write a reading, its document's raw bytes and the mark that it is done; false when the case has it already.

        Records that contradict each other, or that UTF-8 cannot carry, raise ValueError, and nothing is written.
        The skips of the reading take the place of those that an earlier attempt under its name left.
        """
        with self._transaction() as db:
            document = reading.document
            if document is not None and self.is_done("read", document.sha256):
                self._capture(document.id, reading.name)
                return False
            db.execute("DELETE FROM skips WHERE name = ?", (reading.name,))
            of = document.id if document else ""
            rows = (("" if of else s.name, of, s.stage, s.reason) for s in reading.skips)
            _insert(db, "skips", rows, "OR IGNORE ")
            if document is None:
                return False
            _insert_document(db, document, reading, data)
            for position, claim in enumerate(reading.claims):
                _insert_claim(db, document.text, position, claim)
            db.execute("INSERT INTO units VALUES ('read', ?)", (document.sha256,))
            return True

    def add_capture(self, doc: str, name: str) -> None:
        """Note that a document's bytes were given under one more name; the first name in sorting order stands."""
        with self._transaction():
            self._capture(doc, name)

    def _capture(self, doc: str, name: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO captures VALUES (?, ?)", (doc, name))
        self._db.execute("UPDATE documents SET name = ? WHERE id = ? AND name > ?", (name, doc, name))
        self._db.execute("DELETE FROM skips WHERE name = ?", (name,))

    # ---- reading

    def _rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[sqlite3.Row]:
        cursor = self._db.execute(sql, values)
        while batch := cursor.fetchmany(settings.ROWS_PER_BATCH):
            yield from batch

    def _one(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
        return found

    def title(self) -> str:
        """The case's title; empty without one."""
        return str(self._db.execute("SELECT value FROM about WHERE key = 'title'").fetchone()[0])

    def doc_of(self, sha256: str) -> str | None:
        """The id of the document with these raw bytes."""
        found = self._one("SELECT id FROM documents WHERE sha256 = ?", (sha256,))
        return found["id"] if found else None

    def blob(self, doc: str) -> bytes:
        """The raw bytes of a document, as they were read."""
        found = self._one("SELECT compressed FROM blobs JOIN documents USING (sha256) WHERE id = ?", (doc,))
        if found is None:
            raise NotFound(f"no document {doc!r} in {self.path}")
        return zlib.decompress(found["compressed"])

    def documents(self, contains: Mapping[str, str] | None = None, doc: str = "", limit: int = 0) -> list[DocumentRow]:
        """Documents in the order of their names; `contains` maps columns to words they must hold; `doc`: id or name."""
        sql, values = _filtered(_DOCUMENT_ROW, "d", contains or {}, {})
        if doc:
            sql, values = f"{sql} AND (d.id = :doc OR d.name = :doc)", {**values, "doc": doc}
        sql = f"{sql} ORDER BY d.name, d.id LIMIT :limit"
        return [DocumentRow(**dict(row)) for row in self._rows(sql, {**values, "limit": limit or -1})]

    def claims(
        self, contains: Mapping[str, str], equal: Mapping[str, str], doc: str = "", limit: int = 0
    ) -> Iterator[ClaimRow]:
        """Claims in the order of documents and cues; `contains`, `equal` map columns to what they must hold or be."""
        sql, values = _filtered(_CLAIM_ROW, "c", contains, equal)
        if doc:
            sql, values = f"{sql} AND (d.id = :doc OR d.name = :doc)", {**values, "doc": doc}
        sql = f"{sql} ORDER BY d.name, d.id, c.position LIMIT :limit"
        for row in self._rows(sql, {**values, "limit": limit or -1}):
            yield ClaimRow(**dict(row))

    def claim(self, claim_id: str) -> ClaimRow | None:
        """One claim."""
        found = self._one(f"{_CLAIM_ROW} WHERE c.id = ?", (claim_id,))
        return ClaimRow(**dict(found)) if found else None

    def extent(self, claim_id: str) -> tuple[int, int]:
        """From the first to the last character of a claim's source, cue and content."""
        low, high = self._db.execute(
            'SELECT min("start"), max("end") FROM claim_fragments WHERE claim = ?', (claim_id,)
        ).fetchone()
        return low, high

    def touching(self, doc: str, start: int, end: int) -> list[ClaimRow]:
        """Claims with a fragment that shares a character with a span; an empty span counts as one character."""
        claims = 'SELECT claim FROM claim_fragments WHERE doc = ? AND "start" < ? AND "end" > ?'
        sql = f"{_CLAIM_ROW} WHERE c.id IN ({claims}) ORDER BY c.position"
        return [ClaimRow(**dict(row)) for row in self._rows(sql, (doc, max(end, start + 1), start))]

    def text(self, doc: str) -> str:
        """The text of a document."""
        found = self._one("SELECT text FROM documents WHERE id = ?", (doc,))
        if found is None:
            raise NotFound(f"no document {doc!r} in {self.path}")
        return str(found["text"])

    def search(self, kind: str, expression: str, limit: int) -> Iterator[dict[str, Any]]:
        """Hits of a full-text expression among documents or claims (`kind`: "document", "claim"), best first.

        `title` and `text`, or `source` and `content`, stand once as they are and once, as `marked_...`, with MARK
        before every hit.
        """
        columns = {"document": ("title", "text"), "claim": ("source", "content")}[kind]
        where = "t.id AS doc, 0 AS start" if kind == "document" else 't.doc, t."start" AS start'
        plain = ", ".join(f"t.{column}" for column in columns)
        marked = ", ".join(f"highlight({kind}_search, {i}, :mark, '') AS marked_{c}" for i, c in enumerate(columns))
        tables = f"{kind}_search AS s JOIN {kind}s AS t ON t.row = s.rowid"
        sql = f"SELECT t.id, {where}, {plain}, {marked}, s.rank FROM {tables}"  # noqa: S608 - all names are ours
        sql += f" WHERE {kind}_search MATCH :expression ORDER BY s.rank, t.id LIMIT :limit"
        values = {"mark": MARK, "expression": expression, "limit": limit or -1}
        return (dict(row) for row in self._rows(sql, values))

    def skips(self, unread_only: bool = False) -> list[Skip]:
        """All that could not be used, by name; `unread_only` leaves out the skips of documents that are there."""
        sql = """SELECT coalesce(d.name, s.name) AS name, s.stage, s.reason FROM skips AS s
            LEFT JOIN documents AS d ON d.id = s.doc WHERE s.doc = '' OR NOT ? ORDER BY 1, 2, 3"""
        return [Skip(**dict(row)) for row in self._rows(sql, (unread_only,))]

    def readings(self) -> Iterator[Reading]:
        """All documents with their records, in the order of `documents`."""
        for (doc,) in self._db.execute("SELECT id FROM documents ORDER BY name, id").fetchall():
            yield restore(self._db, doc)

    def status(self, version: str) -> Status:
        """Counts, the format of the file, and how its rows were made."""
        count = dict(
            self._db.execute(
                """SELECT (SELECT count(*) FROM documents) AS documents,
                (SELECT count(DISTINCT outlet) FROM documents WHERE outlet <> '') AS outlets,
                (SELECT count(*) FROM claims) AS claims,
                (SELECT count(DISTINCT folded(source)) FROM claims WHERE source <> '') AS speakers,
                (SELECT count(*) FROM skips) AS skips"""
            ).fetchone()
        )
        makings = tuple(Making(**dict(row)) for row in self._rows("SELECT * FROM makings ORDER BY id"))
        return Status(title=self.title(), schema=SCHEMA, version=version, makings=makings, **count)


def _insert_document(db: sqlite3.Connection, d: Document, reading: Reading, data: bytes) -> None:
    for making in reading.makings:
        _insert_making(db, making)
    _insert(db, "blobs", [(d.sha256, len(data), zlib.compress(data, settings.COMPRESSION))])
    fields = (d.name, d.sha256, d.media_type, d.encoding, d.title, d.outlet, d.author, d.published, d.language)
    _insert(db, "documents", [(int(d.id[1:], 16), d.id, *fields, len(d.text), d.text)])
    _insert(db, "captures", [(d.id, reading.name)])
    _insert(db, "document_makings", ((d.id, i, m.id) for i, m in enumerate(reading.makings)))
    _insert(db, "signals", ((d.id, i, s.field, s.value, s.where) for i, s in enumerate(d.signals)))
    _insert(db, "sentences", ((d.id, i, s.start, s.end) for i, s in enumerate(reading.sentences)))
    zones = (
        (d.id, i, z.start, z.end, z.kind, *((c.author, c.reply_to, c.when) if (c := z.comment) else (None,) * 3))
        for i, z in enumerate(reading.zones)
    )
    _insert(db, "zones", zones)


def _insert_making(db: sqlite3.Connection, m: Making) -> None:
    found = db.execute("SELECT * FROM makings WHERE id = ?", (m.id,)).fetchone()
    if found is None:
        _insert(db, "makings", [(m.id, m.plugin, m.version, m.model)])
    elif tuple(found) != (m.id, m.plugin, m.version, m.model):
        raise ValueError(f"the making {m.id!r} stands for another version or model in this case")


def _insert_claim(db: sqlite3.Connection, text: str, position: int, c: Claim) -> None:
    row = int.from_bytes(hashlib.sha256(c.id.encode()).digest()[:8], "big") >> 1
    words = (quote(text, c.source), quote(text, c.cue), quote(text, c.content))
    run = (min((f.start for f in c.content), default=0), max((f.end for f in c.content), default=0))
    kinds = (c.form, c.attitude, c.certainty, c.evidence, c.zone, c.p, c.parent)
    speaker = (s.entity, s.name, s.kind, s.identification) if (s := c.speaker) else (None,) * 4
    chain = msgspec.json.encode(c.chain).decode()
    _insert(db, "claims", [(row, c.id, c.doc, position, *words, *run, *kinds, chain, *speaker, c.making)])
    fragments = ((c.id, role, i, c.doc, f.start, f.end) for role in _ROLES for i, f in enumerate(getattr(c, role)))
    _insert(db, "claim_fragments", fragments)


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]], how: str = "") -> None:
    for row in rows:
        db.execute(f"INSERT {how}INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - names are ours


def _filtered(
    select: str, table: str, contains: Mapping[str, str], equal: Mapping[str, str]
) -> tuple[str, dict[str, object]]:
    """A select with conditions on columns; empty values ask for nothing. Column names are ours, values are bound."""
    conditions, values = ["1"], {}
    for column, words in contains.items():
        if words:
            conditions.append(f"instr(folded({column}), :{(key := column.replace('.', '_'))}) > 0")
            values[key] = fold(words)
    for column, word in equal.items():
        if word:
            conditions.append(f"{table}.{column} = :{column}")
            values[column] = word
    return f"{select} WHERE {' AND '.join(conditions)}", dict(values)


def _connect(path: Path) -> sqlite3.Connection:
    # A file that may only be read (an archive, a mounted disc) opens as one; `immutable` spares SQLite its side files.
    mode = (
        "mode=rw" if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK) else "mode=ro&immutable=1"
    )
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, timeout=settings.BUSY_SECONDS
    )
    db.row_factory = sqlite3.Row
    db.create_function("folded", 1, fold, deterministic=True)
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
