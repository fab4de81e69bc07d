"""The version of the case file: what `schema.sql` makes, and the steps that bring an older file up to it.

A change to `schema.sql` raises SCHEMA by one and adds the step that turns a file of the version before into the same
tables: `upgrades/N.sql` for a file of version N. A file is brought up in one transaction when it is opened: wholly, or
not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from importlib.resources import files

from rashomon.errors import CaseTooNew, NotACase

APPLICATION = 0x5241_5348
"""`PRAGMA application_id` of a case file: "RASH"."""

SCHEMA = 5
"""`PRAGMA user_version` of a case file that this version writes."""


def steps() -> Mapping[int, str]:
    """SQL that turns a file of version n (the key) into one of version n + 1."""
    folder = files("rashomon") / "upgrades"
    return {n: (folder / f"{n}.sql").read_text(encoding="utf-8") for n in range(1, SCHEMA)}


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one, so that they can run inside a transaction."""
    part = ""
    for line in script.splitlines(keepends=True):
        if not part and (not line.strip() or line.lstrip().startswith("--")):
            continue
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""
    if part.strip():
        yield part


def migrate(db: sqlite3.Connection, schema: int = SCHEMA, given: Mapping[int, str] | None = None) -> int:
    """Bring an open file up to `schema` and give the version it had; raises CaseTooNew when it is beyond that."""
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    if found == schema:
        return found
    if found > schema:
        raise CaseTooNew(
            f"the case file has format {found}, and this version of Rashomon reads up to {schema}: install a later one"
        )
    by_version = steps() if given is None else given
    # A table that others refer to can only be made anew while nobody checks; the check follows before the commit.
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited for the lock.
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
        while version < schema:
            if version not in by_version:
                raise NotACase(f"the case file has format {version}, which no version of Rashomon has written")
            for statement in statements(by_version[version]):
                db.execute(statement)
            version += 1
        if db.execute("PRAGMA foreign_key_check").fetchone():
            raise NotACase("the case file is damaged: its rows refer to rows that are not there")
        db.execute(f"PRAGMA user_version = {schema:d}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")
    return found
