"""The case file: one SQLite database that keeps records and gives them back; it has no opinions.

Only the process that opened it writes. The records of a document and the mark that it is done go in one transaction, so
a run that is killed at any point loses nothing and doubles nothing.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from rashomon import settings
from rashomon.answers import ClaimRow, DocumentRow, Status
from rashomon.connecting import connect, reason
from rashomon.custody import Custody
from rashomon.errors import CaseError, CaseExists, InputError, NotACase, NotFound
from rashomon.migrations import APPLICATION, SCHEMA, migrate, statements
from rashomon.records import Judgement, KnownPlace, Making, Reading, Skip, Zone
from rashomon.restoring import restore, unpacked, zones_of
from rashomon.sealing import log_migration, sealed, sealed_apart
from rashomon.selects import (
    CALLED,
    CLAIM_ROW,
    DOCUMENT_ROW,
    IN_ORDER,
    OWN_VOICE_ROW,
    claim_row,
    filtered,
)
from rashomon.storing import (
    insert,
    insert_blob,
    insert_judgement,
    insert_known_places,
    insert_reading,
    insert_skips,
    remove_attached,
    remove_rows,
)

MARK = "\x1e"
"""Stands before every hit in marked text; never part of a word, so that it cannot hide what it marks."""

_WHOLE_DOCUMENTS = """SELECT id FROM documents WHERE "of" = '' ORDER BY name, id"""


class Store:
    """An open case file; use it as a context manager, or close it."""

    def __init__(self, path: Path, db: sqlite3.Connection, log: Custody) -> None:
        self.path = path
        self.log = log
        self._db = db
        # With a write-ahead log this loses at most the last transactions on a power cut, and never any on a kill.
        db.execute("PRAGMA synchronous = NORMAL")

    @classmethod
    def create(cls, path: Path, title: str = "", who: str = "") -> Store:
        """Make a case file where there is none; raises CaseExists."""
        log = Custody.beside(path, who)
        try:
            # An empty file is what a run killed at its first step leaves behind; nothing is lost by writing it.
            if path.exists() and (not path.is_file() or path.stat().st_size):
                raise CaseExists(f"{path}: there is something at this path already; choose another name for the case")
            path.touch()
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: a case cannot be made here ({reason(error)})") from error
        db = connect(path)
        try:
            db.execute("BEGIN EXCLUSIVE")
            if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                raise CaseExists(f"{path}: another process has just made a case here")
            for statement in statements((files("rashomon") / "schema.sql").read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute("INSERT INTO about VALUES ('title', ?)", (title,))
            db.execute(f"PRAGMA application_id = {APPLICATION:d}")
            db.execute(f"PRAGMA user_version = {SCHEMA:d}")
            log.append("created", path.name, detail={"title": title, **sealed_apart(db)})
            db.execute("COMMIT")
            # Only now, because it writes to the file: killed before the commit, the file is still empty.
            db.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            db.close()
            log.close()
            raise
        return cls(path, db, log)

    @classmethod
    def open(cls, path: Path, who: str = "") -> Store:
        """Open a case file, brought up to this version; raises NotFound, NotACase, CaseTooNew."""
        try:
            if not path.exists():
                raise NotFound(f"{path}: no such case; make one with `rashomon new`")
        except (OSError, ValueError) as error:
            raise NotFound(f"{path}: no such case ({reason(error)})") from error
        if not path.is_file():
            raise NotACase(f"{path}: a case is one file, and this is none")
        db = connect(path)
        try:
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
                raise NotACase(f"{path}: this file is no case of Rashomon")
            log = Custody.beside(path, who)
            found = migrate(db)
            if found != SCHEMA:
                log_migration(db, log, path.name, found)
        except sqlite3.DatabaseError as error:
            db.close()
            if isinstance(error, sqlite3.OperationalError):
                raise CaseError(f"{path}: the case cannot be opened ({error})") from error
            raise NotACase(f"{path}: this file is no case of Rashomon") from error
        except BaseException:
            db.close()
            raise
        return cls(path, db, log)

    def close(self) -> None:
        """Close the file and the log; what was written stays."""
        self._db.close()
        self.log.close()

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
            self._keep_skips(db, reading)
            if document is None:
                return False
            insert_blob(db, document.sha256, data)
            insert_reading(db, reading)
            insert(db, "captures", [(document.id, reading.name)])
            insert(db, "units", [("read", document.sha256)])
            self._seal(reading.name, document.id, document.sha256)
            return True

    def replace(self, reading: Reading) -> None:
        """Put a new reading of a document that is there in the place of the old one."""
        document = reading.document
        if document is None:
            raise ValueError(f"{reading.name}: a reading without a document replaces none")
        with self._transaction() as db:
            remove_attached(db, document.id)
            remove_rows(db, document.id)
            self._keep_skips(db, reading)
            insert_reading(db, reading)
            self._seal(document.name, document.id, document.sha256)

    def _keep_skips(self, db: sqlite3.Connection, reading: Reading) -> None:
        for skip in insert_skips(db, reading):
            self.log.append("skipped", skip.name, detail={"stage": skip.stage, "reason": skip.reason})

    def _seal(self, name: str, doc: str, sha256: str) -> None:
        """Log the rows of a document before they are committed: killed in between, the next attempt makes it good."""
        self.log.append("stored", name, sha256, detail=sealed(self._db, doc))

    def keep(self, sha256: str, data: bytes) -> None:
        """Keep the bytes of a file from which documents were written out."""
        with self._transaction() as db:
            insert_blob(db, sha256, data)

    def judge(self, judgement: Judgement) -> None:
        """Keep a person's decision for good."""
        with self._transaction() as db:
            insert_judgement(db, judgement)
            whole = judgement.doc.partition(".")[0]
            row = db.execute("SELECT name, sha256 FROM documents WHERE id = ?", (whole,)).fetchone()
            self._seal(row["name"], whole, row["sha256"])

    def set_repeated(self, outlet: str, lines: Iterable[str]) -> None:
        """Keep which lines stand in many documents of an outlet."""
        with self._transaction() as db:
            db.execute("DELETE FROM repeated WHERE outlet = ?", (outlet,))
            insert(db, "repeated", ((outlet, line) for line in sorted(lines)))
            self.log.append("stored", f"repeated lines of {outlet}", detail=sealed_apart(db))

    def set_known_places(self, places: Iterable[KnownPlace]) -> None:
        """Keep the user's places, in the stead of those that were there."""
        with self._transaction() as db:
            insert_known_places(db, places)
            self.log.append("stored", "places of the user's own", detail=sealed_apart(db))

    def add_capture(self, doc: str, name: str) -> None:
        """Note that a document's bytes were given under one more name; the first name in sorting order stands."""
        with self._transaction():
            self._capture(doc, name)

    def _capture(self, doc: str, name: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO captures VALUES (?, ?)", (doc, name))
        self._db.execute("DELETE FROM skips WHERE name = ?", (name,))
        old = self._db.execute("SELECT name FROM documents WHERE id = ?", (doc,)).fetchone()["name"]
        if name < old:
            renamed = 'UPDATE documents SET name = ? || substr(name, ?) WHERE id = ? OR "of" = ?'
            self._db.execute(renamed, (name, len(old) + 1, doc, doc))

    # ---- reading

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[sqlite3.Row]:
        """What a select gives, in batches."""
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
        found = self._one("SELECT id FROM documents WHERE sha256 = ? AND \"of\" = ''", (sha256,))
        return found["id"] if found else None

    def at(self, doc: str) -> int:
        """Where the text of a comment stands in the text of its article."""
        return int(self._db.execute("SELECT at FROM documents WHERE id = ?", (doc,)).fetchone()["at"])

    def blob(self, doc: str) -> bytes:
        """The raw bytes of a document, as they were read."""
        found = self._one("SELECT compressed FROM blobs JOIN documents USING (sha256) WHERE id = ?", (doc,))
        if found is None:
            raise NotFound(f"no document {doc!r} in {self.path}")
        return zlib.decompress(found["compressed"])

    def documents(
        self, contains: Mapping[str, str] | None = None, doc: str = "", limit: int = 0, kinds: Sequence[str] = ()
    ) -> list[DocumentRow]:
        """Documents in the order of their names; `contains` maps columns to words they must hold; `doc`: id or name."""
        sql, values = filtered(DOCUMENT_ROW, contains or {}, {}, kinds)
        if doc:
            sql, values = f"{sql} AND {CALLED}", {**values, "doc": doc}
        sql = f"{sql} {IN_ORDER} LIMIT :limit"
        return [DocumentRow(**dict(row)) for row in self.rows(sql, {**values, "limit": limit or -1})]

    def claims(
        self,
        contains: Mapping[str, str],
        equal: Mapping[str, str],
        doc: str = "",
        limit: int = 0,
        kinds: Sequence[str] = (),
        own_voice: bool = False,
    ) -> Iterator[ClaimRow]:
        """Claims in the order of documents and cues; `contains`, `equal` map columns to what they must hold or be.

        In place of claims, what documents say in their own voice.
        """
        sql, values = filtered(OWN_VOICE_ROW if own_voice else CLAIM_ROW, contains, equal, kinds)
        if doc:
            sql, values = f"{sql} AND {CALLED}", {**values, "doc": doc}
        sql = f"{sql} {IN_ORDER}, c.position LIMIT :limit"
        for row in self.rows(sql, {**values, "limit": limit or -1}):
            yield claim_row(row)

    def claim(self, claim_id: str) -> ClaimRow | None:
        """One claim, or a sentence of a document's own voice."""
        found = self._one(f"{CLAIM_ROW} WHERE c.id = ?", (claim_id,))
        found = found or self._one(f"{OWN_VOICE_ROW} WHERE c.id = ?", (claim_id,))
        return claim_row(found) if found else None

    def extent(self, claim_id: str) -> tuple[int, int]:
        """From the first to the last character of a claim's source, cue and content, or of a sentence."""
        sql = """SELECT min("start"), max("end") FROM (SELECT "start", "end" FROM claim_fragments WHERE claim = :id
            AND role IN ('source', 'cue', 'content') UNION ALL SELECT "start", "end" FROM accounts WHERE id = :id)"""
        low, high = self._db.execute(sql, {"id": claim_id}).fetchone()
        return low, high

    def touching(self, doc: str, start: int, end: int) -> list[ClaimRow]:
        """Claims with a fragment that shares a character with a span; an empty span counts as one character."""
        claims = 'SELECT claim FROM claim_fragments WHERE doc = ? AND "start" < ? AND "end" > ?'
        sql = f"{CLAIM_ROW} WHERE c.id IN ({claims}) ORDER BY c.position"
        return [claim_row(row) for row in self.rows(sql, (doc, max(end, start + 1), start))]

    def text(self, doc: str) -> str:
        """The text of a document."""
        found = self._one("SELECT text FROM documents WHERE id = ?", (doc,))
        if found is None:
            raise NotFound(f"no document {doc!r} in {self.path}")
        return str(found["text"])

    def zones(self, doc: str) -> tuple[Zone, ...]:
        """The zones of a document, in order."""
        return zones_of(self._db, doc)

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
        return (dict(row) for row in self.rows(sql, values))

    def skips(self, unread_only: bool = False) -> list[Skip]:
        """All that could not be used, by name; `unread_only` leaves out the skips of documents that are there."""
        sql = """SELECT coalesce(d.name, s.name) AS name, s.stage, s.reason FROM skips AS s
            LEFT JOIN documents AS d ON d.id = s.doc WHERE s.doc = '' OR NOT ? ORDER BY 1, 2, 3"""
        return [Skip(**dict(row)) for row in self.rows(sql, (unread_only,))]

    def readings(self) -> Iterator[Reading]:
        """All documents with their records and what is attached to them, in the order of `documents`."""
        for (doc,) in self._db.execute(_WHOLE_DOCUMENTS).fetchall():
            yield restore(self._db, doc)

    def reading(self, doc: str) -> Reading:
        """A document with its records."""
        return restore(self._db, doc)

    def ids(self, outlet: str | None = None) -> list[str]:
        """The ids of the documents that have raw bytes of their own, in order; only an outlet's if one is given."""
        sql = "SELECT id FROM documents WHERE \"of\" = '' AND (outlet = :outlet OR :outlet IS NULL) ORDER BY id"
        return [row["id"] for row in self.rows(sql, {"outlet": outlet})]

    def judgements(self, doc: str = "") -> list[Judgement]:
        """People's decisions in the order of their making: about a document and what was taken out of it, or all."""
        sql = "SELECT * FROM judgements WHERE :doc = '' OR doc = :doc OR doc LIKE :doc || '.%' ORDER BY \"when\", rowid"
        return [Judgement(**dict(row)) for row in self.rows(sql, {"doc": doc})]

    def known_places(self) -> tuple[KnownPlace, ...]:
        """The user's places, in the order of their file."""
        return unpacked(KnownPlace, self.rows("SELECT * FROM known_places ORDER BY line"))

    def repeated(self, outlet: str) -> frozenset[str]:
        """The lines that stand in many documents of an outlet."""
        return frozenset(row["line"] for row in self.rows("SELECT line FROM repeated WHERE outlet = ?", (outlet,)))

    def status(self, version: str) -> Status:
        """Counts, the format of the file, and how its rows were made."""
        count = dict(
            self._db.execute(
                """SELECT (SELECT count(*) FROM documents WHERE kind = 'article') AS documents,
                (SELECT count(*) FROM documents WHERE kind = 'comment') AS comments,
                (SELECT count(DISTINCT outlet) FROM documents WHERE outlet <> '') AS outlets,
                count(*) AS claims,
                count(DISTINCT nullif(folded(coalesce(nullif(speaker_name, ''), source)), '')) AS speakers,
                (SELECT count(*) FROM skips) AS skips, (SELECT count(*) FROM judgements) AS judgements
                FROM claims AS c JOIN documents AS d ON d.id = c.doc WHERE d.kind <> 'comment'"""
            ).fetchone()
        )
        makings = tuple(Making(**dict(row)) for row in self.rows("SELECT * FROM makings ORDER BY id"))
        return Status(title=self.title(), schema=SCHEMA, version=version, makings=makings, **count)
