"""How an older case file is brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from rashomon.errors import CaseTooNew, NotACase
from rashomon.migrations import SCHEMA, migrate, statements, steps
from rashomon.storing import insert

CHAIN = {
    1: "CREATE TABLE words (word TEXT) STRICT;\n-- a remark; with a semicolon\nINSERT INTO words VALUES ('a;b');",
    2: """ALTER TABLE words ADD COLUMN length INTEGER;
CREATE TRIGGER counted AFTER INSERT ON words BEGIN
    UPDATE words SET length = 1 WHERE rowid = new.rowid;
    UPDATE words SET length = length + 1 WHERE rowid = new.rowid;
END;
INSERT INTO words (word) VALUES ('c')""",
}


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA user_version = 1")
    yield connection
    connection.close()


def test_steps_run_in_order(db: sqlite3.Connection) -> None:
    """A file two formats old goes through both steps, triggers included, and then has the current format."""
    assert migrate(db, 3, CHAIN) == 1
    assert db.execute("SELECT word, length FROM words").fetchall() == [("a;b", None), ("c", 2)]
    assert db.execute("PRAGMA user_version").fetchone() == (3,)
    assert migrate(db, 3, {}) == 3


def test_a_failing_step_changes_nothing(db: sqlite3.Connection) -> None:
    """When a later step fails, the earlier ones are undone and the format stays what it was."""
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, 3, {**CHAIN, 2: "INSERT INTO nowhere VALUES (1);"})
    assert db.execute("SELECT name FROM sqlite_schema").fetchall() == []
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    assert not db.in_transaction


def test_formats_that_cannot_be_read(db: sqlite3.Connection) -> None:
    """A later format, and one that no version has written, are refused."""
    with pytest.raises(CaseTooNew, match="format 1"):
        migrate(db, 0, {})
    with pytest.raises(NotACase, match="format 1"):
        migrate(db, 3, {2: ""})


def test_every_format_has_a_step() -> None:
    """From the first format on there is a step from every one to the next."""
    assert sorted(steps()) == list(range(1, SCHEMA))


def test_statements_are_whole() -> None:
    """A script falls into statements at the semicolons that end one."""
    parts = list(statements(CHAIN[2]))
    assert len(parts) == 3
    assert parts[1].count(";") == 3
    assert list(statements("-- only a remark\n\n")) == []


@pytest.mark.parametrize("version", [2, 3, 4])
def test_an_older_file_gets_the_tables_of_a_new_one(db: sqlite3.Connection, version: int) -> None:
    """A file of an older format has the tables, indexes and triggers of a new one once it is brought up to date."""
    older = (Path(__file__).parent / "formats" / f"schema-{version}.sql").read_text(encoding="utf-8")
    newer = (files("rashomon") / "schema.sql").read_text(encoding="utf-8")
    db.execute(f"PRAGMA user_version = {version}")
    for statement in statements(older):
        db.execute(statement)
    fill(db, version)
    migrate(db)
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    for statement in statements(newer):
        fresh.execute(statement)
    assert shape(db) == shape(fresh)
    assert db.execute("SELECT count(*) FROM claim_search WHERE claim_search MATCH 'pilot'").fetchone() == (1,)
    fresh.close()
    claim = db.execute("SELECT id, source, sure, chain, identification FROM claims").fetchone()
    assert claim == ("d1.c2", "a pilot", "{}", "[]", "")
    assert db.execute("SELECT name, stands_for FROM entities").fetchall() == [("a pilot", "")] * (version > 2)


def fill(db: sqlite3.Connection, version: int) -> None:
    """A document with a claim and an entity, in a file of an older format."""
    insert(db, "makings", [("m", "claims", "1", "")])
    empty = ("",) * 12
    insert(db, "documents", [(1, "d1", *empty, "article", "", 0, "[]", 9, "x")])
    words = ("a pilot", "said", "so", 0, 2)
    speaking = ("[]", *[None] * 4) if version == 2 else (None, "", "", "", "[]", "", "{}")
    insert(db, "claims", [(7, "d1.c2", "d1", 0, *words, "direct", *empty[:3], "body", 0.5, None, *speaking, "m")])
    if version > 2:
        insert(db, "entities", [("d1", 0, "d1.e0", "a pilot", "people", "[]", *[""] * (version > 3))])
    insert(db, "claim_fragments", [("d1.c2", "cue", 0, "d1", 0, 1)])


def shape(db: sqlite3.Connection) -> list[tuple[str, ...]]:
    """What a file's tables, indexes and triggers are, however the statements that made them were written."""
    found = db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return sorted((kind, name, of, " ".join(sql.replace('"', "").split())) for kind, name, of, sql in found)
