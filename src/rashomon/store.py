"""The case file: one SQLite database that keeps records and gives them back; it has no opinions.

Only the process that opened it writes. The records of a document and the mark that it is done go in one transaction, so
a run that is killed at any point loses nothing and doubles nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from rashomon.connecting import connect, reason
from rashomon.custody import Custody
from rashomon.errors import CaseError, CaseExists, InputError, NotACase, NotFound
from rashomon.kept import Kept
from rashomon.migrations import APPLICATION, SCHEMA, migrate, statements
from rashomon.records import Judgement, KnownAliases, KnownPlace, Links, Reading
from rashomon.sealing import log_migration, sealed, sealed_apart
from rashomon.storing import (
    forget_links,
    insert,
    insert_blob,
    insert_judgement,
    insert_known_places,
    insert_links,
    insert_reading,
    insert_skips,
    packed,
    remove_attached,
    remove_rows,
)


class Store(Kept):
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
            forget_links(db)
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
            forget_links(db)
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
            forget_links(db)
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

    def set_known_aliases(self, aliases: Iterable[KnownAliases]) -> None:
        """Keep the user's lists of names of one thing, in the stead of those that were there."""
        with self._transaction() as db:
            forget_links(db)
            db.execute("DELETE FROM known_aliases")
            insert(db, "known_aliases", (tuple(packed(row)) for row in aliases))
            self.log.append("stored", "names of the user's own", detail=sealed_apart(db))

    def set_links(self, made: str, links: Links) -> None:
        """Keep what was found between the documents, and how it was made, until something changes."""
        with self._transaction() as db:
            insert_links(db, links)
            insert(db, "units", [("link", made)], "OR IGNORE ")
            self.log.append("stored", "links between documents", detail=sealed_apart(db))

    def set_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep sentence vectors, by document, with the model that made them."""
        with self._transaction() as db:
            insert(db, "vectors", ((doc, model, data) for doc, data in sorted(vectors.items())), "OR REPLACE ")

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
