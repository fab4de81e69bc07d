"""The full-text indexes of a case made again beside the file, to see whether those in it hold what they should.

SQLite's own check of such an index lets changed row numbers pass (seen with 3.40).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

_FTS = re.compile(
    r"CREATE VIRTUAL TABLE (?P<name>\w+) USING fts5\s*\(\s*(?P<columns>\w+(?:\s*,\s*\w+)*?)\s*,"
    r"\s*content\s*=\s*'(?P<content>\w+)'\s*,\s*content_rowid\s*=\s*'(?P<row>\w+)'\s*(?P<rest>(?:,[^)]*)?)\)"
)


def faults_of_indexes(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The full-text indexes that do not hold what their tables hold, with the reason; the file is not written to."""
    sql = "SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%' ORDER BY name"
    for name, definition in db.execute(sql).fetchall():
        found = _FTS.match(definition)
        if found is None:
            yield name, "its definition is not one that this version makes"
            continue
        try:
            reason = _fault(db, found)
        except sqlite3.Error as error:
            reason = f"the index is damaged ({error})"
        if reason:
            yield name, reason


def _fault(db: sqlite3.Connection, index: re.Match[str]) -> str:
    """What is wrong with an index; empty when nothing is. All names come from a definition that the pattern fits."""
    name, columns = index["name"], index["columns"]
    for table in ("fresh", "fresh_rows", "fresh_words", "own_rows", "own_words"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    db.execute(f"CREATE VIRTUAL TABLE temp.fresh USING fts5({columns}, content = ''{index['rest']})")
    rows = f"SELECT {index['row']}, {columns} FROM {index['content']} ORDER BY 1"  # noqa: S608 - as said above
    db.execute(f"INSERT INTO temp.fresh (rowid, {columns}) {rows}")
    for vocabulary, schema, table in (("fresh", "temp", "fresh"), ("own", "main", name)):
        for kind, what in (("rows", "row"), ("words", "instance")):
            db.execute(f"CREATE VIRTUAL TABLE temp.{vocabulary}_{kind} USING fts5vocab({schema}, {table}, {what})")
    words = 'SELECT term, doc, col, "offset" FROM temp.{}_words'
    if not _same(db, words.format("own"), words.format("fresh")):
        return "its words are not those of the texts"
    sizes = "SELECT id, sz FROM {} ORDER BY id"
    if not _same(db, sizes.format(f'main."{name}_docsize"'), sizes.format("temp.fresh_docsize")):
        return "the lengths of the texts in it are not those of the texts"
    # Nothing is summed up as nothing at first, and as zeros once all rows are gone again.
    averages = "SELECT CASE WHEN trim(hex(block), '0') = '' THEN '' ELSE hex(block) END FROM {} WHERE id = 1"
    if not _same(db, averages.format(f'main."{name}_data"'), averages.format("temp.fresh_data")):
        return "its sums are not those of the texts"
    # The lookup of a single word goes another way than the listing of all.
    for term, documents, count in db.execute("SELECT term, doc, cnt FROM temp.fresh_rows"):
        own = db.execute("SELECT doc, cnt FROM temp.own_rows WHERE term = ?", (term,)).fetchone()
        if own is None or tuple(own) != (documents, count):
            return f"a search for {term!r} does not find all of it"
    return ""


def _same(db: sqlite3.Connection, one: str, other: str) -> bool:
    rows = zip_longest(db.execute(one), db.execute(other))
    return all(a == b for a, b in rows)
