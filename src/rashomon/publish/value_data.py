"""What the page's script needs of dates, places and numbers: where each stands, what it was read as, the borders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rashomon.publish.borders import cut
from rashomon.publish.claim_data import Numbered
from rashomon.publish.fitting import Fitting
from rashomon.publish.value_words import place_words, quantity_words, radius_words, time_words
from rashomon.publish.when import When
from rashomon.publish.where import View, Where, is_on_earth
from rashomon.publish.wording import unsure
from rashomon.records import Finding, Fragment, Place, Reading

KINDS = ("date", "place", "number")


class Values(NamedTuple):
    """Dates, places and checks of a case, ready for reading."""

    when: When
    where: Where
    fitting: Fitting
    marked: bool
    """Whether the documents have anything to mark."""


def values_data(readings: Iterable[Reading], values: Values) -> dict[str, Any]:
    """For each document its values: kind, start, end, what it was read as, and its row in the lists of the page.

    What they were read as is told by its place in `readAs`, for many are read as the same.
    """
    said = Numbered()
    marked = {reading.document.id: _marked(reading, values, said) for reading in readings if reading.document}
    out: dict[str, Any] = {"values": {doc: rows for doc, rows in marked.items() if rows}, "readAs": list(said.found)}
    near, whole = values.where.near, values.where.whole
    if near and whole:
        out["map"] = {"near": _view(near), "whole": _view(whole), "borders": cut(near, whole)}
    return out


def _view(view: View) -> list[float]:
    return [round(part, 3) for part in view]


def _marked(reading: Reading, values: Values, said: Numbered) -> list[list[int]]:
    """The values of a document in the order of the text."""
    whens, wheres = values.when.rows, values.where.rows
    rows = [
        *([0, t.start, t.end, said(time_words(t) + unsure(t.p)), whens.get(t.id, 0)] for t in reading.times),
        *([1, p.start, p.end, said(_place(p)), wheres.get(p.id, 0)] for p in reading.places),
        *([2, q.start, q.end, said(quantity_words(q) + unsure(q.p)), 0] for q in reading.quantities),
    ]
    return sorted(rows, key=lambda row: (row[1], -row[2], row[0]))


def _place(place: Place) -> str:
    """A place in a line."""
    if not is_on_earth(place):
        return f"{place_words(place)}: not on the map{unsure(place.p)}"
    parts = (place_words(place), place.region, place.country, radius_words(place.precision_km))
    return ", ".join(dict.fromkeys(filter(None, parts))) + unsure(place.p)


def spots_by_document(findings: Sequence[Finding]) -> Mapping[str, list[Fragment]]:
    """The runs that findings speak of, by document."""
    out: dict[str, list[Fragment]] = {}
    for finding in findings:
        for spot in (finding.stated, *finding.against):
            out.setdefault(spot.doc, []).append(Fragment(start=spot.start, end=spot.end))
    return out
