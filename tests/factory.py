"""Builders of records and of files to read, for tests that need one thing and do not care about the rest."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from itertools import pairwise
from pathlib import Path
from typing import Any

from rashomon.answers import Status
from rashomon.migrations import SCHEMA
from rashomon.records import (
    Claim,
    Document,
    Fragment,
    Making,
    Place,
    Quantity,
    Reading,
    Sentence,
    Signal,
    Time,
    Zone,
)

MAKING = Making(id="claims-1", plugin="claims", version="1", model="ab" * 32)


def document(text: str, name: str = "a.txt", **fields: Any) -> Document:
    """A plain-text document whose bytes are its text."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    given: dict[str, Any] = {"media_type": "text/plain", "encoding": "utf-8", **fields}
    return Document(id="d" + sha[:12], name=name, sha256=sha, text=text, **given)


def fragment(text: str, part: str, nth: int = 0) -> Fragment:
    """Where a part stands in a text (the nth time, from 0)."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(part, at + 1)
    return Fragment(start=at, end=at + len(part))


def claim(of: Document, source: str, cue: str, *content: str, **fields: Any) -> Claim:
    """A claim whose parts are given as words that stand in the document; an empty source is none."""
    at = fragment(of.text, cue)
    given: dict[str, Any] = {"form": "indirect", "p": 0.75, "zone": "body", "making": MAKING.id, **fields}
    return Claim(
        id=f"{of.id}.c{at.start}",
        doc=of.id,
        source=(fragment(of.text, source),) if source else (),
        cue=(at,),
        content=tuple(fragment(of.text, c) for c in content),
        **given,
    )


def reading(of: Document, *claims: Claim) -> Reading:
    """A reading of a document that is all body."""
    zones = (Zone(start=0, end=len(of.text), kind="body"),)
    return Reading(name=of.name, document=of, zones=zones, claims=claims, makings=(MAKING,))


def report(number: int, town: str = "Vardessa") -> str:
    """The text of a short report in which somebody says something; every number gives another text."""
    return (
        f"Quay {number} hit in {town}\n\n"
        f"Harbour master Anna Brandt said that {number} rockets had hit the quay before dawn.\n"
        f"“We saw {number} flashes over the strait,” a pilot told the newspaper on Monday.\n"
    )


def pile(folder: Path, count: int) -> Path:
    """A folder with so many reports."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"report-{number:03}.txt").write_text(report(number), encoding="utf-8")
    return folder


def rows(case: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a case file by table, in the file's own order; the index of the full-text search is left out."""
    with sqlite3.connect(case) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        found = {n: db.execute(f'SELECT * FROM "{n}"').fetchall() for n in names if "search" not in n}  # noqa: S608
    db.close()
    return found


def status_of(*readings: Reading) -> Status:
    """The status of a case that holds these readings."""
    read = [r.document for r in readings if r.document]
    claims = [c for r in readings for c in r.claims]
    return Status(
        title="A case",
        documents=len(read),
        comments=0,
        outlets=len({d.outlet for d in read if d.outlet}),
        claims=len(claims),
        speakers=len({c.source for c in claims}),
        skips=0,
        judgements=0,
        schema=SCHEMA,
        version="0.1.0",
        makings=(MAKING,),
    )


HOSTILE = (
    "<script>alert(1)</script> ]]> <!-- </script><img src=x onerror=alert(2)> said <b onclick='alert(3)'>“that”</b> "
    "&amp; &lt;i&gt; javascript:alert(4) </noscript></title></style>\r\nLine two\rline three \u202etxt.exe\u202c "
    "\u2066in\u2069 \u200b zero \x00 null \x1b[31m \u2028 sep \U0001f600 astral \U0001f3f4\u200d\u2620\ufe0f {{ 7*7 }} "
    "{% raw %}\r\n\r\n\tend"
)
"""A text that tries everything a page can be attacked or broken with."""


def hostile() -> Reading:
    """A reading whose text, names and metadata are all hostile, with one claim across markup and one astral content."""
    d = document(
        HOSTILE,
        name="<script>alert('name')</script>\u202egpj.exe",
        title="</title><script>alert('title')</script>",
        outlet="\"><script>alert('outlet')</script>",
        author="' onmouseover='alert(5)",
        language='en" onclick="alert(6)',
        signals=(Signal(field="title", value="<script>alert(7)</script>", where="</dd><script>"),),
    )
    return reading(d, claim(d, "<script>alert(1)</script>", "said", "<b onclick", "\U0001f600 astral", form="direct"))


def time(of: Document, words: str, earliest: str = "", latest: str = "", nth: int = 0, **fields: Any) -> Time:
    """A date that stands in the document; its last day is its first where none is given."""
    at = fragment(of.text, words, nth)
    given: dict[str, Any] = {"type": "DATE", "value": "" if latest else earliest, "precision": "day", **fields}
    return Time(
        id=f"{of.id}.t{at.start}", start=at.start, end=at.end, earliest=earliest, latest=latest or earliest, **given
    )


def place(of: Document, words: str, lat: float | None = None, lon: float | None = None, **fields: Any) -> Place:
    """A town that stands in the document, five kilometres wide."""
    at = fragment(of.text, words, fields.pop("nth", 0))
    given: dict[str, Any] = {"name": words, "kind": "settlement", "precision_km": 5.0, **fields}
    return Place(id=f"{of.id}.p{at.start}", start=at.start, end=at.end, named_at=at, lat=lat, lon=lon, **given)


def quantity(of: Document, /, words: str, low: float | None, high: float | None = None, **fields: Any) -> Quantity:
    """A number that stands in the document; it is exact unless `high` or `open_end` says otherwise."""
    at = fragment(of.text, words, fields.pop("nth", 0))
    top = None if fields.pop("open_end", False) else low if high is None else high
    return Quantity(id=f"{of.id}.q{at.start}", start=at.start, end=at.end, low=low, high=top, **fields)


def valued(
    of: Document, *values: Time | Place | Quantity, headline: str = "", claims: tuple[Claim, ...] = ()
) -> Reading:
    """A reading of a document with these values, its lines as sentences; all is body but for the headline."""
    end = of.text.index(headline) + len(headline) if headline else 0
    zones = (*([Zone(start=0, end=end, kind="headline")] if headline else []),)
    zones = (*zones, Zone(start=end, end=len(of.text), kind="body"))
    marks = [0, *(m.end() for m in re.finditer(r"(?<=[.!?])\s+|\n+", of.text)), len(of.text)]
    cut = [(a, b) for a, b in pairwise(marks) if of.text[a:b].strip()]
    return Reading(
        name=of.name,
        document=of,
        zones=zones,
        claims=claims,
        sentences=tuple(Sentence(start=a, end=a + len(of.text[a:b].rstrip())) for a, b in cut),
        times=tuple(v for v in values if isinstance(v, Time)),
        places=tuple(v for v in values if isinstance(v, Place)),
        quantities=tuple(v for v in values if isinstance(v, Quantity)),
    )
