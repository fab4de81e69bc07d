"""What the command line prints: rows as a table for people, as tab-separated lines for a pipe, as JSON; and progress.

Documents are hostile: no control character of theirs reaches a terminal as one.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any
from unicodedata import combining, east_asian_width

import msgspec
from msgspec import Struct

from rashomon.across import PassageRow, SaidRow, StatementRow, Suggested, TieRow
from rashomon.answers import Side
from rashomon.records import Candidate, Change, Origins, Reading
from rashomon.text import one_line, quote


class ReadClaim(Struct, frozen=True, kw_only=True):
    """A claim of a document that stands in no case, in words."""

    name: str
    source: str
    speaker: str
    cue: str
    content: str
    form: str
    attitude: str
    certainty: str
    evidence: str
    chain: str
    parent: str
    p: float


_FOR_PEOPLE = {
    "DocumentRow": ("id", "name", "title", "outlet", "published", "claims"),
    "ClaimRow": ("id", "speaker", "cue", "content", "attitude", "certainty", "p"),
    "DriftRow": ("doc", "kind", "words", "reason", "p"),
    "ReadClaim": ("speaker", "cue", "content", "attitude", "certainty", "p"),
    "TimeRow": ("name", "words", "earliest", "latest", "hangs_on", "how"),
    "PlaceRow": ("name", "words", "place", "country", "lat", "lon", "precision_km", "p"),
    "QuantityRow": ("name", "words", "low", "high", "unit", "of", "event", "speaker"),
    "FindingRow": ("outcome", "kind", "stated", "against", "computed", "reason", "p"),
    "IdentityRow": ("id", "name", "kind", "documents", "names", "reasons", "suggested"),
    "CopyRow": ("kind", "a", "b", "words", "identity", "direction", "reasons"),
    "StatementRow": ("id", "text", "origins", "documents", "first_seen", "members"),
    "DisputeRow": ("about", "sides", "reasons"),
    "LineageRow": ("claim", "words", "path", "changes"),
    "KnownPlace": ("line", "names", "lat", "lon", "radius_km", "kind"),
    "Judgement": ("doc", "field", "value", "start", "end", "who", "when", "why"),
    "Hit": ("kind", "id", "start", "excerpt"),
}
"""The columns that a terminal has room for; a pipe and JSON get all."""

_WHOLE = {"id", "kind", "form", "p", "start", "end", "published", "claims", "stage", "doc", "field", "when"} | {
    "attitude",
    "certainty",
    "evidence",
    "outcome",
    "earliest",
    "latest",
    "lat",
    "lon",
    "precision_km",
    "low",
    "high",
    "unit",
    "country",
    "origins",
    "documents",
    "identity",
    "direction",
    "first_seen",
}
"""Columns that are never broken over lines."""

_SHARES = {
    "sides": 8,
    "members": 4,
    "text": 4,
    "path": 4,
    "words": 4,
    "a": 5,
    "b": 5,
    "reasons": 4,
    "content": 6,
    "chain": 3,
    "excerpt": 6,
    "name": 4,
    "title": 4,
    "reason": 4,
}
"""How the other columns share the room that is left; 2 unless told here."""


def print_rows(rows: Sequence[Any], row: type, as_json: bool) -> None:
    """Print a list of records of one type."""
    if as_json:
        print("[" + ",\n ".join(msgspec.json.encode(r).decode() for r in rows) + "]")
    elif sys.stdout.isatty():
        _print_table(rows, row)
    else:
        columns = [field.name for field in msgspec.structs.fields(row)]
        print("\t".join(columns))
        for record in rows:
            print("\t".join(_cell(getattr(record, column), column) for column in columns))


def print_record(record: Any) -> None:
    """Print one record as a JSON object."""
    print(msgspec.json.format(msgspec.json.encode(record), indent=2).decode())


def print_line(value: Any) -> None:
    """Print one value as JSON on a line of its own, at once, so that a pipe can work on it."""
    print(msgspec.json.encode(value).decode(), flush=True)


def print_claims(reading: Reading) -> None:
    """Print the claims of one document for people, or as tab-separated lines in a pipe."""
    d = reading.document
    if d is None:
        return
    if sys.stdout.isatty():
        print(f"{one_line(reading.name)}: {len(reading.claims)} claims")
    rows = [
        ReadClaim(
            name=reading.name,
            source=quote(d.text, c.source),
            cue=quote(d.text, c.cue),
            content=quote(d.text, c.content),
            form=c.form,
            speaker=c.speaker.name if c.speaker else "",
            attitude=c.attitude,
            certainty=c.certainty,
            evidence=c.evidence,
            chain=" > ".join(link.name for link in c.chain),
            parent=c.parent or "",
            p=c.p,
        )
        for c in reading.claims
    ]
    print_rows(rows, ReadClaim, as_json=False)


def say(text: str) -> None:
    """Print a message for people beside the output."""
    print(one_line(text), file=sys.stderr)


@contextmanager
def progress() -> Iterator[Callable[[int, int, int], None] | None]:
    """A watcher of `Case.add` that keeps a line on a terminal: done, rate, time left, skips; none in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    began, last = time.monotonic(), [0.0]

    def watch(done: int, total: int, skips: int) -> None:
        now = time.monotonic()
        if now - last[0] < 0.1 and done != total:
            return
        last[0], rate = now, done / max(now - began, 1e-3)
        left = f", {(total - done) / rate:.0f} s left" if total > done else ""
        shown = f"reading {done}{f' of {total}' if total else ''}, {rate:.1f}/s{left}, {skips} skipped"
        sys.stderr.write(f"\r\x1b[K{shown[: shutil.get_terminal_size().columns - 1]}")
        sys.stderr.flush()

    try:
        yield watch
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _print_table(rows: Sequence[Any], row: type) -> None:
    if not rows:
        say("none")
        return
    fields = [field.name for field in msgspec.structs.fields(row)]
    columns = _FOR_PEOPLE.get(row.__name__, tuple(fields))
    cells = [[_cell(getattr(record, column), column) for column in columns] for record in rows]
    widths = _widths(columns, cells, shutil.get_terminal_size().columns)
    print("\x1b[1m" + "  ".join(_padded(c, w) for c, w in zip(columns, widths, strict=True)).rstrip() + "\x1b[0m")
    for line in cells:
        broken = [_broken(cell, width) for cell, width in zip(line, widths, strict=True)]
        for parts in zip_longest(*broken, fillvalue=""):
            print("  ".join(_padded(p, w) for p, w in zip(parts, widths, strict=True)).rstrip())


def _widths(columns: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column: those that are never broken get what they need, the others share what is left."""
    needed = [max(map(_width, [column, *(line[i] for line in cells)])) for i, column in enumerate(columns)]
    broken = [i for i, column in enumerate(columns) if column not in _WHOLE]
    left = room - 2 * (len(columns) - 1) - sum(needed[i] for i in range(len(columns)) if i not in broken)
    widths = list(needed)
    # Columns that need less than their share leave the rest to the others.
    for i in sorted(broken, key=lambda i: needed[i] / _SHARES.get(columns[i], 2)):
        others = [k for k in broken if widths[k] == needed[k] and k != i and needed[k] >= needed[i]]
        share = _SHARES.get(columns[i], 2)
        part = left * share // (share + sum(_SHARES.get(columns[k], 2) for k in others))
        widths[i] = max(8, min(needed[i], part))
        left -= widths[i]
        broken = [k for k in broken if k != i]
    return widths


def _width(text: str) -> int:
    """Columns of a terminal: wide characters take two, marks that combine none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _broken(text: str, width: int) -> list[str]:
    """A cell's lines: at spaces where there are some, else where the column ends."""
    lines, line = [], ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if _width(joined) <= width:
            line = joined
            continue
        lines += [line] if line else []
        line = word
        while _width(line) > width:
            cut = next(n for n in range(len(line), 0, -1) if n == 1 or _width(line[:n]) <= width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _cell(value: Any, column: str = "") -> str:
    if isinstance(value, float):
        return f"{value:.2f}" if column in ("p", "rank") else f"{value:.10g}"
    if isinstance(value, tuple):
        records = any(isinstance(one, Struct) for one in value)
        return ("; " if records else " > ").join(map(_cell, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {share:.2f}" for key, share in value.items())
    if isinstance(value, Struct):
        value = _in_words(value)
    return "" if value is None else one_line(str(value))


def _in_words(value: Struct) -> str:  # noqa: PLR0911 - one for each kind of record that stands in a row
    match value:
        case Side() | SaidRow():
            return f"{value.words} ({value.speaker or value.outlet or value.name})"
        case Candidate():
            return f"{value.name}, {value.region or value.country} {value.p:.2f}"
        case PassageRow():
            return f"{value.text} ({value.outlet or value.name})"
        case Origins():
            return f"{value.low}" if value.low == value.high else f"{value.low} to {value.high}"
        case StatementRow():
            return f"{value.text} ({_in_words(value.origins)} of {len(value.members)})"
        case TieRow():
            return f"{value.kind} {value.to}: {', '.join(value.reasons)}"
        case Suggested():
            return f"{value.name} {value.p:.2f}"
        case Change():
            return f"{value.before} > {value.after}"
    return str(getattr(value, "name", "") or value)
