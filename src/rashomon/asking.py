"""What one may ask of a case: names of documents, spans, values that filters know."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import inf
from typing import Literal, TypeVar, get_args

from rashomon.answers import ClaimRow, DocumentRow, DriftRow, FindingRow, PlaceRow, QuantityRow, Side, TimeRow
from rashomon.errors import BadQuery, InputError, NotFound
from rashomon.geography import kilometres
from rashomon.records import (
    Anchor,
    Attitude,
    Certainty,
    CheckKind,
    CopyKind,
    DocumentKind,
    DriftKind,
    EntityKind,
    Evidence,
    Finding,
    Form,
    Identification,
    Outcome,
    Spot,
    TimeType,
)
from rashomon.selects import (
    CALLED,
    DRIFT_ROW,
    IN_ORDER,
    PLACE_ROW,
    QUANTITY_ROW,
    SIDE,
    SPEAKERS,
    TIME_ROW,
    drift_row,
    filtered,
    place_row,
    quantity_row,
    time_row,
)
from rashomon.store import Store
from rashomon.text import encodable

R = TypeVar("R", TimeRow, PlaceRow, QuantityRow)

SPAN = re.compile(r"(?P<doc>.+):(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})", re.DOTALL)
VALUES = {
    "attitude": Attitude,
    "form": Form,
    "certainty": Certainty,
    "evidence": Evidence,
    "identification": Identification,
    "kind": DriftKind,
    "type": TimeType,
    "anchor": Anchor,
    "check": CheckKind,
    "copy": CopyKind,
    "entity": Literal[EntityKind, "people", "unknown"],
    "outcome": Outcome,
}
_DATE = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.,]+(Z|[+-][0-9:]+)?)?")
OF_OWN_VOICE = ("d.outlet", "c.content", "c.via", "c.certainty")
"""Columns that claims have in common with what a document says in its own voice."""


def day_of(given: str) -> str:
    """The day of a date, or of a date with a time of day, in ISO 8601; empty for an empty one; raises InputError."""
    found = _DATE.fullmatch(given)
    try:
        if given and (found is None or not date.fromisoformat(found["day"])):
            raise ValueError(given)
    except ValueError as error:
        raise InputError(f"{given!r} is no date: write a day as YYYY-MM-DD") from error
    return found["day"] if found else ""


def one_of(name: str, value: str) -> str:
    """A value that a filter knows, or nothing; raises BadQuery."""
    known = get_args(VALUES[name])
    if value and value not in known:
        raise BadQuery(f"{name} is {value!r}; it can be {', '.join(known[:-1])} or {known[-1]}")
    return value


def at_most(limit: int) -> int:
    """A limit as SQLite takes it; raises BadQuery for one below 0."""
    if limit < 0:
        raise BadQuery(f"a limit of {limit} cannot be: give 1 or more, or 0 for all")
    return min(limit, 2**63 - 1)  # the largest number that SQLite knows


def claims(
    store: Store,
    contains: Mapping[str, str],
    equal: Mapping[str, str],
    within: tuple[str, str],
    own_voice: bool,
    limit: int,
) -> list[ClaimRow]:
    """Claims by what their columns hold or are, within a document (id or name) or the documents of a kind.

    With `own_voice` what documents say without a source; raises BadQuery when asked for what only claims have.
    """
    document, _ = within
    equal = {f"c.{name}": one_of(name, value) for name, value in equal.items()}
    if document:
        documents(store, document)
    if own_voice:
        beyond = sorted(
            c.partition(".")[2] for c, value in {**contains, **equal}.items() if value and c not in OF_OWN_VOICE
        )
        if beyond:
            raise BadQuery(f"what a document says in its own voice has no {', '.join(beyond)}")
        contains, equal = ({c: value for c, value in given.items() if c in OF_OWN_VOICE} for given in (contains, equal))
    return list(store.claims(contains, equal, encodable(document), at_most(limit), _kinds(within), own_voice))


def drifts(store: Store, outlet: str, kind: str, document: str) -> list[DriftRow]:
    """What headlines say otherwise than their texts, of an outlet, of a kind, in a document (id or name)."""
    sql, values = filtered(DRIFT_ROW, {"d.outlet": outlet}, {"f.kind": one_of("kind", kind)}, ())
    sql, values = _of_document(store, sql, values, document)
    return [drift_row(row) for row in store.rows(f"{sql} {IN_ORDER}, f.position", values)]


def times(
    store: Store,
    contains: Mapping[str, str],
    equal: Mapping[str, str],
    within: tuple[str, str],
    days: tuple[str, str],
    limit: int,
) -> list[TimeRow]:
    """Times by their words, kind and anchor, that may lie in the span from one day to another (either may be empty)."""
    since, until = map(day_of, days)
    conditions = ["(c.earliest || c.latest) <> ''"] if since or until else []
    conditions += ["(c.latest = '' OR substr(c.latest, 1, 10) >= :since)"] if since else []
    conditions += ["substr(c.earliest, 1, 10) <= :until"] if until else []
    equal = {f"c.{name}": one_of(name, value) for name, value in equal.items()}
    sql, values = filtered(TIME_ROW, contains, equal, _kinds(within))
    sql = " AND ".join([sql, *conditions])
    return _values(store, time_row, sql, {**values, "since": since, "until": until}, within, limit)


def places(
    store: Store, contains: Mapping[str, str], equal: Mapping[str, str], within: tuple[str, str], near: str, limit: int
) -> list[PlaceRow]:
    """Places by their words and country, that may lie within some kilometres of a point ("LAT,LON,KILOMETRES")."""
    sql, values = filtered(PLACE_ROW, contains, {f"c.{name}": value for name, value in equal.items()}, _kinds(within))
    if not near:
        return _values(store, place_row, sql, values, within, limit)
    lat, lon, most = _circle(near)
    located = _values(store, place_row, f"{sql} AND c.lat IS NOT NULL", values, within, 0)
    found = [r for r in located if kilometres(lat, lon, r.lat or 0, r.lon or 0) <= most + r.precision_km]
    return found[: at_most(limit) or None]


def quantities(
    store: Store, contains: Mapping[str, str], equal: Mapping[str, str], within: tuple[str, str], limit: int
) -> list[QuantityRow]:
    """Quantities by what is counted, their unit and their event."""
    sql, values = filtered(
        QUANTITY_ROW, contains, {f"c.{name}": value for name, value in equal.items()}, _kinds(within)
    )
    return _values(store, quantity_row, sql, values, within, limit)


def findings(store: Store, found: Iterable[Finding], kind: str, outcome: str, document: str) -> list[FindingRow]:
    """Findings with the words of both sides and who says them: of a kind, with an outcome, that touch a document."""
    only = {d.id for d in documents(store, document)} if document else set()
    kind, outcome = one_of("check", kind), one_of("outcome", outcome)
    rows = []
    for one in found:
        docs = {one.stated.doc, *(spot.doc for spot in one.against)}
        if (kind or one.kind) == one.kind and (outcome or one.outcome) == one.outcome and (not only or docs & only):
            rows.append(_finding_row(store, one))
    order = ("does not fit", "cannot be checked", "fits")
    return sorted(rows, key=lambda row: (order.index(row.outcome), row.stated.name, row.stated.start, row.id))


def _finding_row(store: Store, one: Finding) -> FindingRow:
    return FindingRow(
        id=one.id,
        kind=one.kind,
        outcome=one.outcome,
        doc=one.stated.doc,
        stated=_side(store, one.stated),
        against=tuple(_side(store, spot) for spot in one.against),
        computed=one.computed,
        tolerance=one.tolerance,
        reason=one.reason,
        sides=one.sides,
        p=one.p,
    )


def _side(store: Store, spot: Spot) -> Side:
    (row,) = store.rows(SIDE, {"doc": spot.doc, "start": spot.start, "end": spot.end})
    return Side(**dict(row), start=spot.start, end=spot.end)


def _values(
    store: Store,
    made: Callable[[sqlite3.Row, str], R],
    sql: str,
    values: dict[str, object],
    within: tuple[str, str],
    limit: int,
) -> list[R]:
    """Rows of times, places or quantities in the order of documents, each with who says it."""
    sql, values = _of_document(store, sql, values, within[0])
    rows = list(store.rows(f"{sql} {IN_ORDER}, c.position LIMIT :limit", {**values, "limit": at_most(limit) or -1}))
    speakers = {row["id"]: row["speaker"] for row in store.rows(SPEAKERS)} if rows else {}
    return [made(row, speakers.get(row["claim"], "")) for row in rows]


def _of_document(store: Store, sql: str, values: dict[str, object], document: str) -> tuple[str, dict[str, object]]:
    """A select narrowed to one document (id or name); raises NotFound."""
    if not document:
        return sql, values
    documents(store, document)
    return f"{sql} AND {CALLED}", {**values, "doc": encodable(document)}


def _kinds(within: tuple[str, str]) -> tuple[str, ...]:
    """The kinds of documents that a question is about: all when it names a document."""
    document, kind = within
    if kind == "all" or document:
        return get_args(DocumentKind)
    return ("article", "repaired") if kind == "article" else (kind,)


def _circle(near: str) -> tuple[float, float, float]:
    """A point and a distance, as LAT,LON,KILOMETRES; raises BadQuery."""
    try:
        lat, lon, most = (float(part) for part in near.split(","))
        if not (abs(lat) <= 90 and abs(lon) <= 180 and 0 <= most < inf):
            raise ValueError(near)
    except ValueError as error:
        raise BadQuery(
            f"{near!r} is no place with a distance: write LAT,LON,KILOMETRES, for example 35.47,44.39,20"
        ) from error
    return lat, lon, most


def value(store: Store, value_id: str) -> tuple[Literal["time", "place", "quantity"], str, int, int] | None:
    """The kind, document and span of a time, place or quantity; None when there is none with this id."""
    kinds: tuple[Literal["time", "place", "quantity"], ...] = ("time", "place", "quantity")
    for kind, table in zip(kinds, ("times", "places", "quantities"), strict=True):
        sql = f'SELECT doc, "start", "end" FROM {table} WHERE doc = ? AND id = ?'  # noqa: S608 - names are ours
        for doc, start, end in store.rows(sql, (value_id.rpartition(".")[0], value_id)):
            return kind, doc, start, end
    return None


def document(store: Store, name: str) -> DocumentRow:
    """The one document with this id or name; raises BadQuery rather than choose among several."""
    found = documents(store, name)
    if len(found) > 1:
        ids = ", ".join(d.id for d in found[:20])
        raise BadQuery(f"{len(found)} documents have the name {name!r}: {ids}; give an id")
    return found[0]


def documents(store: Store, name: str) -> list[DocumentRow]:
    """The documents with this id or name; raises NotFound."""
    found = store.documents(doc=encodable(name)) if name else []
    if not found:
        hint = "`rashomon documents` lists what is there"
        raise NotFound(f"no document or claim {name!r} in {store.path}; {hint}")
    return found
