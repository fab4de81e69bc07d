"""The selects behind the lists of a case, their conditions, and the rows of answers made from what they give."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from rashomon.answers import ClaimRow, DriftRow, PlaceRow, QuantityRow, TimeRow
from rashomon.chain import weakest
from rashomon.records import Candidate, Fragment, Relay, Speaker
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
_WORDS = 'substr(d.text, c."start" + 1, c."end" - c."start")'
_OF_VALUES = f"""c.id, c.doc, d.outlet, d.name, d.published, c.how, c."start", c."end", c.p, {_WORDS} AS words,
    (SELECT f.claim FROM claim_fragments AS f WHERE f.doc = c.doc AND f.role = 'content' AND f."start" <= c."start"
    AND f."end" >= c."end" ORDER BY f."end" - f."start", f.claim LIMIT 1) AS claim"""  # noqa: S608 - names are ours
"""What times, places and quantities have in common; the claim is the innermost one in whose content they stand."""
TIME_ROW = f"""SELECT {_OF_VALUES}, c.type, c.value, c.earliest, c.latest, c.precision, c.mod, c.anchor, c.anchor_at,
    c.anchor_day, c.timezone, d.text FROM times AS c JOIN documents AS d ON d.id = c.doc"""  # noqa: S608 - as above
PLACE_ROW = f"""SELECT {_OF_VALUES}, c.name AS place, c.kind, c.lat, c.lon, c.precision_km, c.gazetteer_id, c.country,
    c.region, c.part, c.near, c.others, c.name || char(10) || {_WORDS} AS named
    FROM places AS c JOIN documents AS d ON d.id = c.doc"""  # noqa: S608 - as above
QUANTITY_ROW = f"""SELECT {_OF_VALUES}, c.low, c.high, c.number, c.unit, c.comparator, c."of", c.head, c.event,
    c."between", d.text FROM quantities AS c JOIN documents AS d ON d.id = c.doc"""  # noqa: S608 - as above
SPEAKERS = "SELECT id, coalesce(nullif(speaker_name, ''), source) AS speaker FROM claims"
SIDE = """SELECT d.id AS doc, d.outlet, d.name, substr(d.text, :start + 1, :end - :start) AS words, coalesce((
    SELECT coalesce(nullif(k.speaker_name, ''), k.source) FROM claim_fragments AS f JOIN claims AS k ON k.id = f.claim
    WHERE f.doc = d.id AND f.role = 'content' AND f."start" <= :start AND f."end" >= :end
    ORDER BY f."end" - f."start", f.claim LIMIT 1), '') AS speaker FROM documents AS d WHERE d.id = :doc"""
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


def time_row(row: sqlite3.Row, speaker: str) -> TimeRow:
    """A line of the list of times."""
    at = msgspec.json.decode(row["anchor_at"] or b"null", type=Fragment | None)
    hangs_on = row["text"][at.start : at.end] if at else ""
    return TimeRow(**_named(row, TimeRow), speaker=speaker, claim=row["claim"] or "", hangs_on=hangs_on)


def place_row(row: sqlite3.Row, speaker: str) -> PlaceRow:
    """A line of the list of places."""
    others = msgspec.json.decode(row["others"], type=tuple[Candidate, ...])
    return PlaceRow(**_named(row, PlaceRow), speaker=speaker, claim=row["claim"] or "", others=others)


def quantity_row(row: sqlite3.Row, speaker: str) -> QuantityRow:
    """A line of the list of quantities."""
    ends = msgspec.json.decode(row["between"], type=tuple[Fragment, ...])
    between = tuple(row["text"][f.start : f.end] for f in ends)
    return QuantityRow(**_named(row, QuantityRow), speaker=speaker, claim=row["claim"] or "", between=between)


def _named(row: sqlite3.Row, kind: type) -> dict[str, Any]:
    """The columns that go into a row of answers as they are."""
    made = {"speaker", "claim", "hangs_on", "others", "between"}
    return {field.name: row[field.name] for field in msgspec.structs.fields(kind) if field.name not in made}


def filtered(
    select: str, contains: Mapping[str, str], equal: Mapping[str, str], kinds: Sequence[str]
) -> tuple[str, dict[str, object]]:
    """A select with conditions on columns; empty values ask for nothing. Column names are ours, values are bound."""
    conditions, values = ["1"], {}
    for i, (column, words) in enumerate(contains.items()):
        if words:
            conditions.append(f"instr(folded({column}), :contains{i}) > 0")
            values[f"contains{i}"] = fold(words)
    for i, (column, word) in enumerate(equal.items()):
        if word:
            conditions.append(f"{column} = :equal{i}")
            values[f"equal{i}"] = word
    if kinds:
        conditions.append(f"d.kind IN ({', '.join(f':kind{i}' for i in range(len(kinds)))})")
        values.update({f"kind{i}": kind for i, kind in enumerate(kinds)})
    return f"{select} WHERE {' AND '.join(conditions)}", dict(values)
