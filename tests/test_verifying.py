"""A case against itself and its log: what was changed afterwards is found and named."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from rashomon.answers import Problem, Verified
from rashomon.case import Case
from rashomon.custody import Custody, log_of
from rashomon.errors import NotFound
from rashomon.records import Comment, Judgement, Page, Part, Provenance, Reading, Sentence, Signal, Skip, Zone
from rashomon.sealing import sealed
from rashomon.store import Store
from rashomon.verifying import verify
from tests.factory import claim, document, reading, report

FLIPS = int(os.environ.get("RASHOMON_FLIPS", "150"))
"""Random bits turned over in each of the two files; more where somebody asks for a longer run."""


def full(number: int) -> Reading:
    """A reading that has a row in every table that belongs to a document."""
    text = report(number)
    of = document(text, name=f"r/{number}.txt", title=f"Quay {number}", published="2020-02-07", language="en")
    of = replace(of, signals=(Signal(field="title", value=f"Quay {number}", where="headline, line 1", p=0.8),))
    said = claim(of, "Harbour master Anna Brandt", "said", f"that {number} rockets had hit the quay")
    told = claim(of, "a pilot", "told", f"We saw {number} flashes", form="direct")
    line, last = text.index("\n"), len(text.rstrip())
    made = reading(of, said, told)
    beside = document(f"Anna, that is not so ({number}).", name=f"r/{number}.txt#1", kind="comment", of=of.id, at=3)
    return replace(
        made,
        zones=(
            Zone(start=0, end=line, kind="headline", p=0.9, made_by="lines"),
            Zone(start=line + 2, end=last, kind="comment", comment=Comment(author="Ulf", reply_to="Ina", when="now")),
        ),
        sentences=(Sentence(start=line + 2, end=last),),
        parts=(Part(start=0, end=last, title="A", author="B", outlet="C", published="2020-02-07"),),
        provenance=(Provenance(start=0, end=4, relation="via", name="The Lantern", url="https://lantern.example"),),
        pages=(Page(number=1, start=0, end=last),),
        skips=(Skip(name="", stage="ingest", reason="page 2 is scanned"),),
        attached=(reading(beside, claim(beside, "Anna", "is", "not so")),),
    )


def make(folder: Path, count: int = 3) -> Path:
    """A case with so many documents, a judgement, repeated lines and a skip, closed, with its log."""
    path = folder / "quay.rashomon"
    with Store.create(path, "The quay", "anna") as store:
        for number in range(count):
            add(store, full(number))
        store.add(Reading(name="x.bin", skips=(Skip(name="x.bin", stage="ingest", reason="no text"),)), b"")
        store.set_repeated("The Lantern", ["follow us", "all rights reserved"])
        doc = full(0).document
        assert doc
        store.judge(Judgement(id="j1", doc=doc.id, field="title", value="T", who="anna", when="now", why="because"))
    return path


def add(store: Store, made: Reading) -> None:
    """Receive and store a reading."""
    of = made.document
    assert of
    data = of.text.encode()
    store.log.append("received", made.name, of.sha256, len(data))
    store.add(made, data)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make(tmp_path)


def problems(case: Path, **how: Any) -> list[Problem]:
    return list(verify(case, **how).problems)


def change(case: Path, sql: str, *values: object) -> None:
    """Change a case file behind the back of the product."""
    with closing(sqlite3.connect(case, isolation_level=None)) as db:
        db.create_function("folded", 1, str)
        db.execute("PRAGMA foreign_keys = OFF")
        assert db.execute(sql, values).rowcount != 0


def dump(case: Path) -> list[tuple[Any, ...]]:
    """All that a case file holds as SQLite gives it: the definitions, the rows of every table, and what is indexed."""
    found: list[tuple[Any, ...]] = []
    with closing(sqlite3.connect(case)) as db:
        found += db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").fetchall()
        found += [db.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version", "encoding")]
        tables = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        for table, sql in tables:
            if "fts5" in sql:
                db.execute("DROP TABLE IF EXISTS temp.words")
                db.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {table}, instance)")
                found += db.execute("SELECT * FROM temp.words ORDER BY 1, 2, 3, 4").fetchall()
            elif "_search_" not in table:
                found += [(table, *row) for row in db.execute(f'SELECT * FROM "{table}"')]  # noqa: S608 - a table's name
    return found


def test_a_case_as_it_was_written_has_no_problems(case: Path) -> None:
    """Everything is counted, the head is that of the log, nothing is left unsealed, and nothing is wrong."""
    before = case.read_bytes()
    found = verify(case, deep=False)
    assert found.problems == ()
    assert found.unsealed == ()
    assert (found.documents, found.blobs, found.claims, found.entries) == (3, 3, 9, 13)
    assert found.spans > 40
    assert found.head == Custody.beside(case).head().hash
    assert verify(case, head=found.head).problems == ()
    assert case.read_bytes() == before
    assert not case.with_name(case.name + "-wal").exists()


def test_a_case_that_is_open_is_verified(case: Path) -> None:
    """What another process has written and not yet brought into the file is checked too."""
    with Store.open(case) as store:
        add(store, full(7))
        found = verify(case)
        assert (found.problems, found.documents) == ((), 4)


def test_a_case_that_may_only_be_read_is_verified(case: Path) -> None:
    """A case on a disc that cannot be written to is checked all the same."""
    mode = case.parent.stat().st_mode
    case.chmod(0o444)
    case.parent.chmod(0o555)
    try:
        assert verify(case).problems == ()
    finally:
        case.parent.chmod(mode)


def test_the_text_is_made_again(case: Path) -> None:
    """With deep, the text comes from the bytes once more; a text that does not is named."""
    assert problems(case, deep=True) == []
    change(case, "UPDATE blobs SET compressed = ?", sqlite3.Binary(b"x"))
    assert {p.what for p in problems(case, deep=True)} >= {"bytes", "text"}


CHANGES = [
    ("UPDATE documents SET text = replace(text, 'before', 'behind') WHERE id = :d", "rows"),
    ("UPDATE documents SET text = text || 'x' WHERE id = :d", "text"),
    ("UPDATE documents SET published = '2020-02-08' WHERE id = :d", "rows"),
    ("UPDATE documents SET outlet = 'Other' WHERE \"of\" = :d", "rows"),
    ("UPDATE documents SET name = 'other' WHERE id = :d", "rows"),
    ("UPDATE documents SET id = 'd000000000000' WHERE id = :d", "bytes"),
    ("DELETE FROM documents WHERE id = :d", "log"),
    ('DELETE FROM documents WHERE "of" = :d', "rows"),
    ("DELETE FROM sentences WHERE doc = :d", "rows"),
    ("DELETE FROM judgements", "file"),
    ("DROP TRIGGER judgement_kept", "file"),
    ("UPDATE claims SET content = 'that nothing had hit the quay' WHERE doc = :d", "claim"),
    ("UPDATE claims SET p = 0.76 WHERE doc = :d", "rows"),
    ("UPDATE claims SET attitude = 'deny' WHERE doc = :d", "rows"),
    ('UPDATE claim_fragments SET "end" = "end" + 1 WHERE doc = :d AND role = \'content\'', "claim"),
    ('UPDATE zones SET "end" = 100000 WHERE doc = :d', "span"),
    ("UPDATE zones SET kind = 'body' WHERE doc = :d", "rows"),
    ("UPDATE parts SET outlet = 'D' WHERE doc = :d", "rows"),
    ('UPDATE pages SET "end" = 999999 WHERE doc = :d', "span"),
    ("UPDATE makings SET version = '2'", "rows"),
    ("UPDATE captures SET name = 'other' WHERE doc = :d", "log"),
    ("UPDATE units SET key = 'other' WHERE key LIKE substr(:d, 2) || '%'", "rows"),
    ("UPDATE skips SET reason = 'other' WHERE doc = ''", "log"),
    ("UPDATE skips SET reason = 'other' WHERE doc = :d", "rows"),
    ("UPDATE about SET value = 'other'", "rows"),
    ("UPDATE repeated SET line = line || '.'", "rows"),
    ("UPDATE blobs SET bytes = bytes + 1", "bytes"),
    ("UPDATE blobs SET compressed = x'78'", "bytes"),
    ("INSERT INTO blobs VALUES ('ab', 0, x'789c030000000001')", "bytes"),
    ("INSERT INTO pages VALUES ('d1', 1, 0, 1)", "rows"),
    ("INSERT INTO document_search (document_search) VALUES ('delete-all')", "search"),
    ("PRAGMA user_version = 77", "file"),
]


@pytest.mark.parametrize(("sql", "what"), CHANGES)
def test_every_kind_of_change_is_found(case: Path, sql: str, what: str) -> None:
    """Whatever is changed behind the back of the product is named as what it is."""
    doc = full(0).document
    assert doc
    with closing(sqlite3.connect(case, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        if "judgements" in sql:
            db.execute("DROP TRIGGER judgement_kept")
        db.execute(sql, {"d": doc.id} if ":d" in sql else {})
    found = problems(case)
    assert what in {p.what for p in found}, found
    assert all(p.where and p.reason for p in found)


def test_an_older_state_is_told_from_a_changed_one(case: Path) -> None:
    """Rows that fit an earlier seal of the log were put back, or the run was killed; others were never written."""
    older = shutil.copy(case, case.with_name("older"))
    doc = full(0).document
    assert doc
    with Store.open(case) as store, Custody.beside(case) as log:
        store.judge(Judgement(id="j2", doc=doc.id, field="title", value="U", who="anna", when="now", why="so"))
        log.append("judged", detail=sealed(store._db, doc.id))
    assert problems(case) == []
    (found,) = verify(Path(older), log_of(case)).problems
    assert found.where == doc.id
    assert "earlier entry" in found.reason


def test_the_log_and_the_case_must_agree(case: Path) -> None:
    """A log that was cut, emptied, or is another's does not pass; neither does one that lost a hash kept elsewhere."""
    log, head = log_of(case), verify(case).head
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:3]))
    assert {p.what for p in problems(case)} >= {"log"}
    assert any("the hash that was kept" in p.reason for p in problems(case, head=head))
    log.write_bytes(b"".join(lines).replace(b"anna", b"anne", 1))
    assert any(p.where == "custody line 1" and "changed" in p.reason for p in problems(case))
    log.unlink()
    assert any("no log of custody" in p.reason for p in problems(case))


def test_what_no_seal_covers_is_said(case: Path) -> None:
    """A case whose log has no seals, is checked as far as it goes, and says how far."""
    log = log_of(case)
    entries = list(Custody.open(log).entries())
    log.unlink()
    with Custody.open(log) as again:
        for e in entries:
            kept = {k: v for k, v in e.detail.items() if "seal" not in k}
            again.append(e.what, e.name, e.sha256, e.bytes, kept)
    found = verify(case)
    assert found.problems == ()
    assert len(found.unsealed) == 4
    assert "table repeated" in found.unsealed


def test_no_case_is_no_case(tmp_path: Path) -> None:
    """A path without a case is an error; a file that is no database is a problem."""
    with pytest.raises(NotFound):
        verify(tmp_path / "none")
    path = tmp_path / "x"
    path.write_bytes(b"not a database at all, whatever the length of it" * 100)
    assert {p.what for p in problems(path)} == {"log", "file"}


def flips(data: bytes, count: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """The data with one bit turned over, again and again at other places."""
    chance = random.Random(seed)  # noqa: S311 - the same places every time
    for _ in range(count):
        at = chance.randrange(len(data) * 8)
        bad = bytearray(data)
        bad[at // 8] ^= 1 << at % 8
        yield at, bytes(bad)


def test_a_flipped_bit_in_the_case_is_found_or_changes_nothing(case: Path, tmp_path: Path) -> None:
    """Whatever bit of the case file is turned over: it is named, or the file still holds exactly the same rows.

    The second happens in bytes that SQLite does not use: free pages, gaps, and counters of its header.
    """
    good, whole = case.read_bytes(), dump(case)
    broken, log = tmp_path / "broken", log_of(case)
    named = 0
    for at, bad in flips(good, FLIPS, 1):
        broken.write_bytes(bad)
        found: Verified = verify(broken, log)
        named += bool(found.problems)
        if not found.problems:
            assert dump(broken) == whole, f"bit {at} (byte {at // 8}) was missed"
        for side in ("-wal", "-shm", "-journal"):
            broken.with_name(broken.name + side).unlink(missing_ok=True)
    assert named > FLIPS / 10


def test_a_flipped_bit_in_the_log_is_found(case: Path, tmp_path: Path) -> None:
    """Whatever bit of the log is turned over, a line of it is named."""
    copy = tmp_path / "log"
    for at, bad in flips(log_of(case).read_bytes(), FLIPS // 3, 2):
        copy.write_bytes(bad)
        assert any(p.what == "log" and "line" in p.where for p in problems(case, log=copy)), f"bit {at} was missed"


def test_a_real_case_is_verified_bit_by_bit(tmp_path: Path) -> None:
    """A case that was made of the example's files has no problems; a bit turned over in a used page is named."""
    path = tmp_path / "quay.rashomon"
    with Case.new(path, "Quay") as made:
        made.add([str(files("rashomon") / "example")], jobs=1)
        made.add([str(files("rashomon") / "example" / "01-halyard-shells-hit-quay.txt")], jobs=1)
    with Store.open(path) as store, Custody.beside(path) as log:
        for (doc,) in store._db.execute("SELECT id FROM documents WHERE \"of\" = ''").fetchall():
            log.append("verified", detail=sealed(store._db, doc))
    found = verify(path, deep=True)
    assert found.problems == ()
    assert found.claims > 20
    whole, broken = dump(path), tmp_path / "broken"
    for at, bad in flips(path.read_bytes(), FLIPS // 6, 3):
        broken.write_bytes(bad)
        if not verify(broken, log_of(path)).problems:
            assert dump(broken) == whole, f"bit {at} was missed"
