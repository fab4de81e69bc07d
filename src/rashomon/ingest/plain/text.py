"""Plain text to zones and signals."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right

from rashomon.errors import TooLarge
from rashomon.ingest.dates import date_in
from rashomon.ingest.items import shifted
from rashomon.ingest.outlets import outlet_of
from rashomon.ingest.plain.lines import AUTHORED, BYLINE, COPYRIGHT, LINE, dated_byline, is_date_line, unmarked
from rashomon.ingest.plain.parts import parts_of
from rashomon.ingest.plain.provenance import provenance_in, title_given
from rashomon.ingest.plain.zones import zones_of_text
from rashomon.records import Part, Provenance, Signal, Zone

APPEARED = re.compile(r"^the post (?P<title>.{3,200}) appeared first on (?P<outlet>.{2,80}?)\.?$", re.IGNORECASE)
REPRESENT = re.compile(
    r"not necessarily (?:represent|reflect)(?: (?:those|the (?:views|opinions?|position|stance)s?))? of "
    r"(?P<outlet>[A-Z][^.,;]{2,50})"
)
SUPPORT = re.compile(r"\bto support (?P<outlet>(?:The )?[A-Z][\w’' ]{2,40}?) on Patreon\b")
MAX_LINES = 500_000
"""Lines of a plain text, those of a book of ten thousand pages; each takes 2 KB of memory while it is looked at."""
UNHEARD = frozenset({"comment", "comment_header", "body", "list", "blockquote", "related"})
"""Zones whose words say nothing about the document."""
NEAR = 12
"""Lines at the top, or around the headline, within which a date line is taken for the document's date."""


def zoned(text: str) -> tuple[tuple[Zone, ...], tuple[Signal, ...], tuple[Provenance, ...], tuple[Part, ...]]:
    """The zones of a plain text, what its visible lines say about it, where it says that it comes from, and its parts
    when it holds several articles; a field that is in doubt stays empty. Raises `TooLarge` over `MAX_LINES`.
    """
    if max(text.count("\n"), text.count("\r")) > MAX_LINES:
        raise TooLarge(f"a text of more than {MAX_LINES:,} lines; split it, or give a table as CSV")
    zones = zones_of_text(text)
    provenance = provenance_in(text, zones)
    parts = parts_of(text, zones, provenance)
    if parts:  # each article is a page of its own, with its own head and its own end
        each = (shifted(zones_of_text(text[part.start : part.end]), part.start) for part in parts)
        zones = tuple(itertools.chain.from_iterable(each))
        provenance = provenance_in(text, zones)
    return zones, tuple(signals_of(text, zones)), provenance, parts


def read_text(text: str) -> tuple[tuple[Zone, ...], list[Signal]]:
    """The first half of `zoned`: zones and signals alone."""
    zones, signals, _, _ = zoned(text)
    return zones, list(signals)


def signals_of(text: str, zones: tuple[Zone, ...]) -> list[Signal]:
    """What lines outside comments and running text say, each reading once, the surest of a field first."""
    starts = [0, *itertools.accumulate(map(len, text.splitlines(keepends=True)))]
    found: list[Signal] = []
    titled = next((bisect_right(starts, zone.start) for zone in zones if zone.kind == "headline"), 0)
    for zone in zones:
        if zone.kind not in UNHEARD:
            for match in LINE.finditer(text, zone.start, zone.end):
                number = bisect_right(starts, match.start())
                top = number <= NEAR or (titled and abs(number - titled) <= NEAR)
                found += from_line(unmarked(match.group().strip()), zone, number, bool(top))
    if not any(signal.field == "title" for signal in found):
        given = title_given(text, zones)
        found += [Signal(field="title", value=given, where="line that says where it first stood")] if given else []
    order = {"title": ("feed footer", "headline"), "outlet": ("feed footer",), "author": ("authored-by",)}
    found.sort(key=lambda s: next((i for i, w in enumerate(order.get(s.field, ())) if s.where.startswith(w)), 9))
    unique = dict.fromkeys((s.field, s.value, s.where) for s in found)
    return [Signal(field=field, value=value, where=where) for field, value, where in unique]


def from_line(line: str, zone: Zone, number: int, top: bool) -> list[Signal]:
    """What one line says about the document; `top` near its start or its headline."""
    found: list[tuple[str, str, str]] = []
    appeared = APPEARED.match(line)
    authored = AUTHORED.match(line)
    byline = BYLINE.match(line) if zone.kind == "byline" else None
    if zone.kind == "headline":
        found.append(("title", line.strip('“”"«»„ ,'), f"headline, line {number}"))
    if appeared:
        found.append(("title", appeared.group("title"), f"feed footer, line {number}"))
        found.append(("outlet", appeared.group("outlet"), f"feed footer, line {number}"))
    if authored and zone.kind in {"byline", "provenance"}:
        found.append(("author", authored.group("name"), f"authored-by line {number}"))
        found.append(("via", (authored.group("via") or "").strip(), f"authored-by line {number}"))
    elif zone.kind == "byline" and (dated := dated_byline(line)):
        found += [("published", dated[0], f"byline, line {number}"), ("author", dated[1], f"byline, line {number}")]
    elif byline:
        found.append(("author", byline.group("name"), f"byline, line {number}"))
        for part in (byline.group("rest") or "").split("|"):
            field = "published" if date_in(part) else "outlet" if "|" in line and top else ""
            found.append((field, date_in(part) or part.strip(), f"byline, line {number}"))
    elif zone.kind == "byline" and top and zone.end - zone.start <= 60 and outlet_of(line) is None:
        found.append(("author", line, f"byline, line {number}"))
    if zone.kind == "dateline" and top and is_date_line(line) and date_in(line):
        found.append(("published", date_in(line), f"date line {number}"))
    owner = COPYRIGHT.search(line) if zone.kind == "navigation" else None
    if owner:
        found.append(("outlet", owner.group("outlet").strip(), f"copyright line {number}"))
    for pattern, where in ((REPRESENT, "disclaimer"), (SUPPORT, "support line")):
        match = pattern.search(line) if zone.kind in {"navigation", "support", "disclaimer"} else None
        if match and match.group("outlet").lower() not in {"the author", "the editors"}:
            found.append(("outlet", match.group("outlet").strip(), f"{where}, line {number}"))
    return [Signal(field=field, value=value, where=where) for field, value, where in found if field and value]
