"""How an older case file is brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from rashomon.errors import CaseTooNew, NotACase
from rashomon.migrations import SCHEMA, migrate, statements, steps

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
