"""The selects behind the lists of a case, their conditions, and the rows of answers made from what they give."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

import msgspec

from rashomon.answers import ClaimRow, DriftRow
from rashomon.chain import weakest
from rashomon.records import Fragment, Relay, Speaker
from rashomon.text import fold

DOCUMENT_ROW = """SELECT d.id, d.name, d.kind, d."of", d.title, d.outlet, d.author, d.published, d.updated, d.captured,
    d.url, d.language, d.media_type, d.encoding, d.characters,
    (SELECT count(*) FROM claims WHERE doc = d.id) AS claims,
    (SELECT count(*) FROM documents AS k WHERE k."of" = d.id AND k."of" <> '' AND k.kind = 'comment') AS comments,
    d.sha256 FROM documents AS d"""
CLAIM_ROW = """SELECT c.id, c.doc, d.outlet, d.name, c.source, c.cue, c.content, c.form, c.attitude, c.certainty,
    c.evidence, c.zone, c.p, c."start", c."end", c.parent, c.speaker, c.chain, c.sure,
    'attributed' AS voice FROM claims AS c JOIN documents AS d ON d.id = c.doc"""
OWN_VOICE_ROW = """SELECT c.id, c.doc, d.outlet, d.name, '' AS source, '' AS cue, c.content, 'indirect' AS form,
    '' AS attitude, c.certainty, '' AS evidence, c.zone, c.p, c."start", c."end", NULL AS parent, NULL AS speaker,
    c.chain, '{}' AS sure, 'own' AS voice FROM accounts AS c JOIN documents AS d ON d.id = c.doc"""
DRIFT_ROW = """SELECT d.id AS doc, d.outlet, d.name, f.kind, f.headline, f.words, f.body, f.reason, f.p, d.text
    FROM drifts AS f JOIN documents AS d ON d.id = f.doc"""
CALLED = "(d.id = :doc OR d.name = :doc OR d.id IN (SELECT doc FROM captures WHERE name = :doc))"
IN_ORDER = "ORDER BY d.name, d.id"
_AS_THEY_ARE = tuple(
    "id doc outlet name source cue content form attitude certainty evidence zone p start end voice".split()
)


def claim_row(row: sqlite3.Row) -> ClaimRow:
    """A line of the list of claims; JSON columns become words."""
    said = msgspec.json.decode(row["speaker"], type=Speaker) if row["speaker"] else Speaker()
    chain = msgspec.json.decode(row["chain"], type=tuple[Relay, ...])
    at, why = weakest(chain) if chain else (0, "")
    return ClaimRow(
        **{column: row[column] for column in _AS_THEY_ARE},
        speaker=said.name,
        speaker_kind=said.kind,
        identification=said.identification,
        role=said.role,
        affiliation=said.affiliation,
        ground_rules=said.ground_rules,
        parent=row["parent"] or "",
        chain=tuple(link.name for link in chain),
        weakest=f"{chain[at].name}: {why}" if why else "",
        sure=msgspec.json.decode(row["sure"], type=dict[str, float]),
    )


def drift_row(row: sqlite3.Row) -> DriftRow:
    """A line of the list of what headlines say otherwise."""
    headline, words = (msgspec.json.decode(row[name], type=Fragment) for name in ("headline", "words"))
    body = msgspec.json.decode(row["body"], type=tuple[Fragment, ...])
    return DriftRow(
        doc=row["doc"],
        outlet=row["outlet"],
        name=row["name"],
        kind=row["kind"],
        headline=row["text"][headline.start : headline.end],
        words=row["text"][words.start : words.end],
        start=words.start,
        end=words.end,
        body=tuple(row["text"][f.start : f.end] for f in body),
        reason=row["reason"],
        p=row["p"],
    )


def filtered(
    select: str, contains: Mapping[str, str], equal: Mapping[str, str], kinds: Sequence[str]
) -> tuple[str, dict[str, object]]:
    """A select with conditions on columns; empty values ask for nothing. Column names are ours, values are bound."""
    conditions, values = ["1"], {}
    for column, words in contains.items():
        if words:
            conditions.append(f"instr(folded({column}), :{(key := column.replace('.', '_'))}) > 0")
            values[key] = fold(words)
    for column, word in equal.items():
        if word:
            conditions.append(f"{column} = :{(key := column.replace('.', '_'))}")
            values[key] = word
    if kinds:
        conditions.append(f"d.kind IN ({', '.join(f':kind{i}' for i in range(len(kinds)))})")
        values.update({f"kind{i}": kind for i, kind in enumerate(kinds)})
    return f"{select} WHERE {' AND '.join(conditions)}", dict(values)
