"""Is a case still what was written? Every hash, span and seal is worked out again, and what does not fit is named."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from rashomon import settings
from rashomon.answers import Problem, Verified
from rashomon.custody import Custody, Head, log_of
from rashomon.errors import NotFound, RashomonError
from rashomon.migrations import APPLICATION, SCHEMA, statements
from rashomon.reindexing import faults_of_indexes
from rashomon.replaying import LogIndex, replay
from rashomon.sealing import SCHEMA as SEAL_OF_SCHEMA
from rashomon.sealing import (
    SEALED_APART,
    TABLE,
    columns_of,
    seal_of_document,
    seal_of_schema,
    seal_of_table,
    tables_with,
)
from rashomon.text import GAP, encodable

MOST = 1000
"""Problems that are named; a file with more is beyond naming."""

BAD_VALUE = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, MemoryError)
"""What values of another kind or size lead to: a damaged file may give any."""


def verify(case: Path, log: Path | None = None, deep: bool = False, head: str = "") -> Verified:
    """Check a case file against itself and its log of custody (beside it, unless another is given); nothing is written.

    With `deep`, the text of every document is made again from its bytes. `head` is a hash that was kept elsewhere: the
    log must still hold it. Raises NotFound without a case file.
    """
    if not case.is_file():
        raise NotFound(f"{case}: no such case")
    return _Verification(case, log or log_of(case), deep).run(head)


class _Verification:
    """One check of a case; the steps fill the counts and the list of problems."""

    def __init__(self, case: Path, log: Path, deep: bool) -> None:
        self._case, self._deep = case, deep
        self._log = LogIndex(log)
        self._problems: list[Problem] = []
        self._unsealed: list[str] = []
        self._documents = self._blobs = self._claims = self._spans = 0

    def run(self, head: str) -> Verified:
        self._check_log(head)
        stamps = self._check_stamps()
        try:
            with _opened(self._case) as db:
                steps = (self._check_file, self._check_blobs, self._check_documents, self._check_shared)
                for step in (*steps, self._check_search):
                    self._guarded(step, db)
        except (sqlite3.Error, *BAD_VALUE) as error:
            self._found("file", self._case.name, f"the database cannot be read: {error}")
        last = Custody.open(self._log.path).head() if self._log.count else Head(hash="")
        return Verified(
            documents=self._documents,
            blobs=self._blobs,
            claims=self._claims,
            spans=self._spans,
            entries=self._log.count,
            head=last.hash,
            stamps=stamps,
            unsealed=tuple(self._unsealed),
            problems=tuple(self._problems),
        )

    def _found(self, what: str, where: str, reason: str) -> None:
        if len(self._problems) < MOST:
            self._problems.append(Problem(what=what, where=encodable(where), reason=encodable(reason)))
        elif len(self._problems) == MOST:
            self._problems.append(Problem(what="file", where=self._case.name, reason="more problems than can be named"))

    def _guarded(self, step: Callable[[sqlite3.Connection], None], db: sqlite3.Connection) -> None:
        """A step that goes on to the next one where the file is too damaged to be read."""
        try:
            step(db)
        except (sqlite3.Error, *BAD_VALUE) as error:
            self._found("file", self._case.name, f"the database is damaged: {type(error).__name__}: {error}")

    # ---- the log

    def _check_log(self, head: str) -> None:
        if not self._log.count:
            self._found("log", self._log.path.name, "there is no log of custody, or it is empty")
        for fault in replay(self._log.path):
            self._found("log", f"custody line {fault.line}", fault.reason)
        if head and head.lower() not in self._log.hashes:
            self._found("log", self._log.path.name, "the log has not the hash that was kept: it was cut or redone")

    def _check_stamps(self) -> tuple[str, ...]:
        from rashomon.timestamping import stamps

        found = []
        for path, stamp in stamps(self._log.path):
            if isinstance(stamp, RashomonError):
                self._found("stamp", path.name, str(stamp))
            elif stamp.imprint not in self._log.hashes:
                self._found("stamp", path.name, "its hash is that of no line of the log: the log was cut or redone")
            else:
                found.append(f"{stamp.when} line {self._log.hashes[stamp.imprint]}")
        return tuple(found)

    # ---- the file

    def _check_file(self, db: sqlite3.Connection) -> None:
        numbers = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        if numbers != [APPLICATION, SCHEMA]:
            self._found("file", self._case.name, f"says that it is {numbers}, and not {[APPLICATION, SCHEMA]}")
        for (line,) in db.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                self._found("file", self._case.name, f"the database is damaged: {line}")
        for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
            self._found("file", f"table {table}", f"row {row} refers to a row of {parent} that is not there")
        sealed = self._log.others.get(SEAL_OF_SCHEMA)
        if not (seal_of_schema(db) == sealed if sealed else _definitions(db) == _definitions_of_this_version()):
            self._found("file", self._case.name, "the definitions of its tables are not those that were made")

    def _check_blobs(self, db: sqlite3.Connection) -> None:
        for sha256, size, compressed in db.execute("SELECT sha256, bytes, compressed FROM blobs"):
            self._blobs += 1
            reason = _fault_of_blob(sha256, size, compressed)
            if reason:
                self._found("bytes", str(sha256), reason)
        unused = "SELECT sha256 FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM documents WHERE \"of\" = '')"
        for (sha256,) in db.execute(unused):
            if sha256 not in self._log.kept:
                self._found("bytes", str(sha256), "bytes that belong to no document")
        there = {str(sha256) for (sha256,) in db.execute("SELECT sha256 FROM blobs")}
        for sha256 in sorted(self._log.kept - there):
            self._found("bytes", sha256, "the log says that the bytes of this file were kept, and they are not there")

    # ---- the documents

    def _check_documents(self, db: sqlite3.Connection) -> None:
        rows = db.execute('SELECT id, "of" FROM documents ORDER BY id').fetchall()
        known = {str(doc) for doc, _ in rows}
        for doc, of in rows:
            self._documents += not of
            try:
                self._check_document(db, str(doc), str(of), known)
            except (sqlite3.Error, *BAD_VALUE) as error:
                self._found("rows", str(doc), f"its rows cannot be read: {type(error).__name__}: {error}")
        held = _hashes(db)
        for sha256, line in self._log.stored.items():
            if sha256 not in held:
                reason = "stored, but the case has no such document: it was taken out, or the run was killed just then"
                self._found("log", f"custody line {line}", reason)

    def _check_document(self, db: sqlite3.Connection, doc: str, of: str, known: set[str]) -> None:
        row = db.execute("SELECT name, sha256, characters, text FROM documents WHERE id = ?", (doc,)).fetchone()
        if row is None:
            raise ValueError("the index of ids does not lead to it")
        name, sha256, characters, text = row
        if len(text) != characters:
            self._found("text", doc, f"the text has {len(text)} characters and not {characters}")
        self._check_spans(db, doc, len(text))
        self._check_claims(db, doc, text)
        if of:
            if of not in known:
                self._found("rows", doc, f"was taken out of {of}, which is not there")
            return
        self._check_identity(db, doc, sha256, name)
        seals = self._log.seals.get(doc, [])
        if not seals:
            self._unsealed.append(doc)
        elif (now := seal_of_document(db, doc)) != seals[-1]:
            older = "they are those of an earlier entry of the log" if now in seals else "they are not what was written"
            self._found("rows", doc, f"the rows of the document do not fit their seal: {older}")
        if self._deep:
            self._check_text(db, doc, sha256, name, text)

    def _check_identity(self, db: sqlite3.Connection, doc: str, sha256: str, name: str) -> None:
        if doc != f"d{sha256[:12]}":
            self._found("bytes", doc, f"the id does not come from its bytes ({sha256})")
        if not db.execute("SELECT 1 FROM blobs WHERE sha256 = ?", (sha256,)).fetchone():
            self._found("bytes", doc, "its bytes are not there")
        if sha256 not in self._log.stored:
            self._found("log", doc, "the log has no entry that says it was stored with these bytes")
        names = [str(given) for (given,) in db.execute("SELECT name FROM captures WHERE doc = ? ORDER BY name", (doc,))]
        if not names or names[0] != name:
            self._found("rows", doc, f"its name {name!r} is not the first of those it was given")
        for given in names:
            if (sha256, given) not in self._log.names:
                self._found("log", doc, f"the log has no entry for its bytes under the name {given!r}")

    def _check_spans(self, db: sqlite3.Connection, doc: str, length: int) -> None:
        for table in tables_with(db, "end"):
            columns = columns_of(db, table)
            if not {"doc", "start"} <= set(columns):
                continue
            last = 0
            ordered = "position" if table == "zones" else "1"
            sql = f'SELECT "start", "end" FROM "{table}" WHERE doc = ? ORDER BY {ordered}'  # noqa: S608 - a table's name
            for start, end in db.execute(sql, (doc,)):
                self._spans += 1
                if not 0 <= start <= end <= length:
                    self._found("span", doc, f"{table} {start}-{end} does not lie in a text of {length} characters")
                elif table == "zones" and start < last:
                    self._found("span", doc, f"the zone {start}-{end} overlaps the one before")
                last = end

    def _check_claims(self, db: sqlite3.Connection, doc: str, text: str) -> None:
        """The words of every claim stand in the text where its fragments say."""
        runs: dict[tuple[str, str], list[tuple[int, int]]] = {}
        sql = 'SELECT claim, role, "start", "end" FROM claim_fragments WHERE doc = ? ORDER BY claim, role, position'
        for claim, role, start, end in db.execute(sql, (doc,)):
            runs.setdefault((claim, role), []).append((start, end))
        claims = 'SELECT id, source, cue, content, "start", "end" FROM claims WHERE doc = ?'
        for claim, *words, start, end in db.execute(claims, (doc,)):
            self._claims += 1
            for role, stored in zip(("source", "cue", "content"), words, strict=True):
                own = runs.pop((claim, role), [])
                if GAP.join(text[a:b] for a, b in own) != stored:
                    self._found("claim", claim, f"its {role} does not quote back from the text: {stored!r}")
                if role == "cue" and claim != f"{doc}.c{own[0][0] if own else ''}":
                    self._found("claim", claim, "its id does not come from the place of its cue")
                if role == "content" and own and (min(own)[0], max(b for _, b in own)) != (start, end):
                    self._found("claim", claim, "its content does not stand where it says")
            for role in ("evidence", "loaded"):
                runs.pop((claim, role), None)
        for claim, role in runs:
            self._found("claim", str(claim), f"a {role} that belongs to no claim of its document")
        accounts = 'SELECT id, "start", "end", content FROM accounts WHERE doc = ?'
        for account, start, end, content in db.execute(accounts, (doc,)):
            if text[start:end] != content or account != f"{doc}.v{start}":
                self._found("claim", account, f"its words do not quote back from the text: {content!r}")

    def _check_text(self, db: sqlite3.Connection, doc: str, sha256: str, name: str, text: str) -> None:
        """The text once more from the bytes; a text that another version made may differ honestly."""
        from rashomon.ingest.documents import ingest

        row = db.execute("SELECT compressed FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()
        try:
            again = ingest(name, zlib.decompress(row[0])).document.text if row else None
        except (RashomonError, zlib.error) as error:
            self._found("text", doc, f"no text can be made of its bytes any more: {error}")
            return
        if again is not None and again != text:
            self._found("text", doc, "this version of Rashomon makes another text of its bytes")

    # ---- what documents share

    def _check_shared(self, db: sqlite3.Connection) -> None:
        title = db.execute("SELECT value FROM about WHERE key = 'title'").fetchone()
        if title is None or (self._log.title is not None and title[0] != self._log.title):
            self._found("rows", "table about", "the title is not the one that the log has")
        if db.execute("SELECT count(*) FROM about").fetchone()[0] != 1:
            self._found("rows", "table about", "there is more in it than the title")
        read = {str(key) for (key,) in db.execute("SELECT key FROM units WHERE stage = 'read'")}
        held = _hashes(db)
        for sha256 in sorted(read ^ held):
            self._found("rows", "table units", f"{sha256} is marked as read and is not there, or the other way round")
        for stage, key in db.execute("SELECT stage, key FROM units WHERE stage NOT IN ('read', 'link')"):
            self._found("rows", "table units", f"nobody knows of a stage {stage!r} (key {key!r})")
        for name, stage, reason in db.execute("SELECT name, stage, reason FROM skips WHERE doc = ''"):
            if (name, stage, reason) not in self._log.skipped:
                self._found("log", f"skip of {name}", "the log has no such entry")
        known = "SELECT id FROM documents UNION SELECT ''"
        for table in tables_with(db, "doc"):
            # A decision about a comment outlives the comment, and not the document that it was taken out of.
            doc = "substr(doc, 1, instr(doc || '.', '.') - 1)" if table == "judgements" else "doc"
            for (of,) in db.execute(f'SELECT DISTINCT doc FROM "{table}" WHERE {doc} NOT IN ({known})'):  # noqa: S608
                self._found("rows", f"table {table}", f"rows of a document {of!r} that is not there")
        self._check_tables(db)

    def _check_tables(self, db: sqlite3.Connection) -> None:
        for table in SEALED_APART:
            sealed = self._log.others.get(TABLE + table)
            if not columns_of(db, table):
                continue
            if sealed is None:
                if db.execute(f'SELECT 1 FROM "{table}"').fetchone():  # noqa: S608 - a table's name
                    self._unsealed.append(f"table {table}")
            elif seal_of_table(db, table) != sealed:
                self._found("rows", f"table {table}", "its rows do not fit their seal")

    def _check_search(self, db: sqlite3.Connection) -> None:
        for index, reason in faults_of_indexes(db):
            self._found("search", f"index {index}", reason)


def _hashes(db: sqlite3.Connection) -> set[str]:
    """The hashes of the bytes that documents were made of."""
    return {str(sha256) for (sha256,) in db.execute("SELECT sha256 FROM documents WHERE \"of\" = ''")}


def _fault_of_blob(sha256: str, size: int, compressed: bytes) -> str:
    """What is wrong with some stored bytes; empty when nothing is."""
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(compressed, size + 1)
    except (zlib.error, *BAD_VALUE) as error:
        return f"the stored bytes cannot be unpacked: {error}"
    if len(data) != size or not unpacking.eof or unpacking.unused_data:
        return f"the stored bytes are not {size} bytes long"
    if hashlib.sha256(data).hexdigest() != sha256:
        return "the stored bytes do not have this SHA-256"
    return ""


def _definitions(db: sqlite3.Connection) -> set[str]:
    """The definitions of tables, indexes and triggers, without the marks and spaces that a migration may set."""
    found = db.execute("SELECT sql FROM sqlite_schema WHERE sql <> ''")
    return {re.sub(r"--[^\n]*|[\s\"]+", "", str(sql)) for (sql,) in found}


def _definitions_of_this_version() -> set[str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in statements((files("rashomon") / "schema.sql").read_text(encoding="utf-8")):
            db.execute(statement)
        return _definitions(db)


@contextmanager
def _opened(case: Path) -> Iterator[sqlite3.Connection]:
    """A case file to read from; text that is no UTF-8 any more comes with escapes, so that its seal can tell."""
    # Without a write-ahead log nobody writes, and SQLite need not make its side files, nor leave them behind.
    mode = "ro" if case.with_name(case.name + "-wal").exists() else "ro&immutable=1"
    uri = f"{case.absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=settings.BUSY_SECONDS)) as db:
        db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        db.execute("PRAGMA cell_size_check = ON")
        yield db
