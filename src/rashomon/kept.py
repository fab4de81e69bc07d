"""What a case file holds, as records and rows: the half of the store that only asks."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rashomon import settings
from rashomon.answers import ClaimRow, DocumentRow, Status
from rashomon.errors import NotFound
from rashomon.migrations import SCHEMA
from rashomon.records import Judgement, KnownAliases, KnownPlace, Links, Making, Reading, Skip, Zone
from rashomon.restoring import links_of, restore, unpacked, zones_of
from rashomon.selects import (
    CALLED,
    CLAIM_ROW,
    DOCUMENT_ROW,
    IN_ORDER,
    OWN_VOICE_ROW,
    claim_row,
    filtered,
)

MARK = "\x1e"
"""Stands before every hit in marked text; never part of a word, so that it cannot hide what it marks."""

_WHOLE_DOCUMENTS = """SELECT id FROM documents WHERE "of" = '' ORDER BY name, id"""


class Kept:
    """The rows of an open case file."""

    path: Path
    _db: sqlite3.Connection

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

    def known_aliases(self) -> tuple[KnownAliases, ...]:
        """The user's lists of names of one thing, in the order of their file."""
        return unpacked(KnownAliases, self.rows("SELECT * FROM known_aliases ORDER BY line"))

    def links(self, made: str) -> Links | None:
        """What was found between the documents, if that was made so (`made`) and nothing has changed since."""
        if self._one("SELECT 1 FROM units WHERE stage = 'link' AND key = ?", (made,)) is None:
            return None
        return links_of(self._db)

    def vectors(self, model: str) -> dict[str, bytes]:
        """The sentence vectors that a model made, packed, by document."""
        sql = "SELECT doc, packed FROM vectors WHERE model = ?"
        return {row["doc"]: row["packed"] for row in self.rows(sql, (model,))}

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
