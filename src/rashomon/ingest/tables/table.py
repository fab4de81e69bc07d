"""Tables of comma, semicolon or tab separated values, with a line of named columns: one document a row."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO, NamedTuple

from rashomon.errors import InputError
from rashomon.ingest.items import HEAD, Captured
from rashomon.ingest.tables.byte_lines import encoding_of, lines_of, recoded
from rashomon.ingest.tables.columns import fields_of, has_text_column, refusal
from rashomon.ingest.tables.objects import written
from rashomon.records import Skip

MAX_LINE = 4_000_000
"""Bytes of one line of a table; a longer one is skipped, and the rest goes on."""
MAX_RECORD = 8_000_000
"""Characters of one row over all its lines; a longer one has a quotation mark that is never closed."""
MAX_COLUMNS = 2000
MAX_MENDED = 50
"""Rows with a broken quotation mark that are mended before the table is given up."""
NAMED_LINES = 20
DELIMITERS = (",", ";", "\t")
SEPARATOR = re.compile(r"sep=(.)\s*")
COLUMN = re.compile(r"[^\W\d_][\w .#/()%:&'-]{0,60}", re.UNICODE)
STRAY = re.compile(r"\r(?!\r*\n|\Z)")
SAMPLE_ROWS = 50


class Layout(NamedTuple):
    """How a table is written: its delimiter, its columns, and the number of the line that names them."""

    delimiter: str
    columns: tuple[str, ...]
    line: int


class Row(NamedTuple):
    """One row, the line it begins on, and whether its quotation marks had to be taken as they stand."""

    line: int
    cells: list[str]
    mended: bool = False


def layout_of(text: str, complete: bool) -> Layout | None:
    """The layout, when `text` starts as a table does: names in one line, and rows of as many cells beneath.

    `complete` says that the text is the whole file. Lists of names and verses with commas are no tables: there have to
    be a column for a text, or three columns one of which has a known name.
    """
    first = 1
    text = text.removeprefix("\ufeff")
    given = SEPARATOR.fullmatch(text.split("\n", 1)[0])
    if given:
        first, text = 2, text.partition("\n")[2]
    blank = re.match(r"(?:[ \r]*\n)*", text)
    first, text = first + (blank.group().count("\n") if blank else 0), text[blank.end() if blank else 0 :]
    line = text.partition("\n")[0].rstrip("\r")
    for delimiter in (given.group(1),) if given else DELIMITERS:
        if line.count(delimiter) == 0 or len(delimiter.encode()) != 1 or delimiter in '"\r\n ':
            continue
        columns = cells_of(line, delimiter)
        if line.count(delimiter) > MAX_COLUMNS and "\n" not in text:
            return Layout(delimiter, columns, first) if are_names(columns[: MAX_COLUMNS // 2]) else None
        if are_names(columns) and rows_fit(text, delimiter, columns, complete):
            return Layout(delimiter, columns, first)
    return None


def old_lines(head: bytes) -> bool:
    """Whether lines end in a carriage return alone, as some spreadsheets still write them."""
    return b"\r" in head and b"\n" not in head


def modern(text: str, _: bool) -> str:
    """Carriage returns as line ends."""
    return text.replace("\r", "\n")


def may_be_table(head: bytes) -> bool:
    """Whether the first line that is not empty could name columns, as far as its bytes tell at a glance."""
    start = head.replace(b"\x00", b"") if b"\x00" in head[:100] else head
    line = start.lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ")[:HEAD]
    line = line.partition(b"\r" if old_lines(line) else b"\n")[0].rstrip(b"\r")
    if line.startswith(b"sep="):
        return True
    if line[:1] in b"<{[|" or line.endswith((b".", b"!", b"?")):
        return False
    return any(line.count(mark.encode()) * 90 + 90 >= len(line) and mark.encode() in line for mark in DELIMITERS)


def cells_of(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of one line, without white space around them."""
    return tuple(cell.strip() for row in csv.reader([line], delimiter=delimiter) for cell in row)


def are_names(columns: tuple[str, ...]) -> bool:
    """Whether the cells of a line name columns: short, no sentence, no name twice, few empty."""
    named = [c for c in columns if c]
    if len(named) < 2 or len(named) < 0.7 * len(columns) or len({c.casefold() for c in named}) < len(named):
        return False
    known = [c for c in named if fields_of(c)]
    if any(len(c) > 60 or c.endswith((".", "!", "?", ",", ";", "…")) for c in named):
        return False
    if has_text_column(named):
        return True
    return len(named) >= 3 and bool(known) and all(COLUMN.fullmatch(c) and len(c.split()) <= 4 for c in named)


def rows_fit(text: str, delimiter: str, columns: tuple[str, ...], complete: bool) -> bool:
    """Whether the rows under the names have as many cells: one row for a known text column, else three."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    whole = complete or len(rows) > SAMPLE_ROWS
    data = [row for row in rows[1 : None if whole else -1] if any(cell.strip() for cell in row)]
    texts = has_text_column(columns)
    fitting = sum(len(row) == len(columns) for row in data)
    ragged = sum(1 < filled(row) <= len(columns) for row in data) if texts and fitting else 0
    if not data and not complete and texts:
        return text.count('"') > 0  # one row as long as the head, its text quoted over many lines
    return fitting >= (1 if texts else 3) and max(fitting, ragged) >= (0.5 if texts else 0.9) * len(data)


def filled(row: list[str]) -> int:
    """The number of cells up to the last one that is not empty."""
    return max((i for i, cell in enumerate(row, 1) if cell.strip()), default=0)


class Table:
    """CSV, TSV, or semicolons, in any encoding, with a header line."""

    name = "table"
    transcribes = True

    def recognises(self, item: Captured) -> bool:
        """Named columns in the first line and rows that fit them; prose with commas is no table."""
        try:
            head = item.head(HEAD)
            return may_be_table(head) and self._layout(head) is not None
        except (InputError, OSError, ValueError, csv.Error):
            return False

    def _layout(self, head: bytes) -> Layout | None:
        text = head.decode(encoding_of(head), "replace")
        return layout_of(text.replace("\r", "\n") if old_lines(head) else text, len(head) < HEAD)

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """Each row as a JSON object with the table's column names; rows that do not fit are named in skips."""
        head = item.head(HEAD)
        layout = self._layout(head)
        if layout is None or len(layout.columns) > MAX_COLUMNS:
            yield skip(item, f"a table of more than {MAX_COLUMNS} columns; keep those that hold text and metadata")
            return
        if not has_text_column(layout.columns):
            yield skip(item, refusal(layout.columns))
            return
        names = distinct(layout.columns)
        texts = [name for name in names if "text" in fields_of(name)]
        wanted = [*texts, *(name for name in names if "title" in fields_of(name))]
        missing: list[int] = []
        without = count = 0
        with item.open() as file:
            source = recoded(file, head, mend=modern)[0] if old_lines(head) else file
            for row in rows_of(source, head, layout):
                if isinstance(row, str):
                    yield skip(item, row)
                    continue
                count += 1
                cells = row.cells
                while len(cells) > len(names) and not cells[-1].strip():
                    cells.pop()
                if len(cells) > len(names):
                    yield skip(item, f"line {row.line}: {len(cells)} cells under {len(names)} columns; quote the text")
                    continue
                values = {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}
                if any(name in values for name in wanted):
                    data = written(values if any(name in values for name in texts) else {texts[0]: "", **values})
                    yield Captured(name=f"{item.name}/{count:04}", data=data, depth=item.depth + 1, final=True)
                else:
                    without += 1
                    missing += [row.line] if len(missing) < NAMED_LINES else []
        if without:
            lines = ", ".join(map(str, missing)) + (" ..." if without > NAMED_LINES else "")
            yield skip(item, f"{without} row{'s' if without > 1 else ''} without a text (line {lines})")


def distinct(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Names for all columns, none twice: a nameless one is called by its number."""
    found: dict[str, None] = {}
    for number, column in enumerate(columns, 1):
        name = column or f"column {number}"
        found[name if name not in found else f"{name} ({number})"] = None
    return tuple(found)


def rows_of(file: BinaryIO | BufferedReader, head: bytes, layout: Layout) -> Iterator[Row | str]:
    """The rows under the header; what is too long or too broken comes as a reason.

    A quotation mark that is never closed would swallow the rest: the line that it stands on is then read as if it meant
    nothing, and reading goes on with the next line.
    """
    csv.field_size_limit(MAX_RECORD)
    encoding = "utf-8" if isinstance(file, BufferedReader) and old_lines(head) else encoding_of(head)
    lines = lines_of(file, b"" if old_lines(head) else head, MAX_LINE)
    waiting: deque[tuple[int, str]] = deque()
    mended = 0
    header = True
    while True:
        taken, outcome = record(lines, waiting, encoding, layout.delimiter)
        if not taken:
            return
        if outcome == "long":
            yield f"line {taken[-1][0]}: more than {MAX_LINE // 1_000_000} MB; split it"
            taken.pop()
            outcome = "open" if taken else "skip"
        number, text = taken[0] if taken else (0, "")
        if outcome == "open":
            mended += 1
            if mended > MAX_MENDED:
                yield f"line {number}: too many quotation marks that are never closed; export the table again"
                return
            waiting.extendleft(reversed(taken[1:]))
        if outcome == "skip" or number < layout.line or not text.strip():
            continue
        if header:
            header = False
            continue
        quoting: dict[str, int] = {"quoting": csv.QUOTE_NONE} if outcome == "open" else {}
        whole = [text] if outcome == "open" else [line for _, line in taken]
        try:
            cells = next(csv.reader(whole, delimiter=layout.delimiter, **quoting), [])  # type: ignore[arg-type]
        except csv.Error as error:
            yield f"line {number}: {error}"
            continue
        if any(cell.strip() for cell in cells):
            yield Row(number, cells, outcome == "open")


def record(
    lines: Iterator[tuple[int, bytes | None]], waiting: deque[tuple[int, str]], encoding: str, delimiter: str
) -> tuple[list[tuple[int, str]], str]:
    """The lines of the next row, those put back in `waiting` first, and how it ended: done, open, or long.

    A row is done where the number of quotation marks is even, as it is in every row that is written correctly.
    """
    taken: list[tuple[int, str]] = []
    marks = size = 0
    while True:
        if waiting:
            number, text = waiting.popleft()
        else:
            number, raw = next(lines, (0, b""))
            if raw is None:
                return [*taken, (number, "")], "long"
            text = decoded(raw, encoding)
        if not text:
            return taken, "open" if taken else "done"
        taken.append((number, text))
        size += len(text)
        marks += quotes(text, delimiter) if not marks % 2 else text.count('"')
        if marks % 2 == 0:
            return taken, "done"
        if size > MAX_RECORD:
            return taken, "open"


def quotes(line: str, delimiter: str) -> int:
    """Quotation marks of a line that begins outside of any; 0 when none stands where a cell begins."""
    return line.count('"') if line.startswith('"') or f'{delimiter}"' in line else 0


def decoded(raw: bytes, encoding: str) -> str:
    """A line's characters; a line that is no UTF-8 in a file that is, is windows-1252; a stray line end is a space."""
    if encoding.startswith(("utf-16", "utf-32")):
        encoding = "utf-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return STRAY.sub(" ", text) if "\r" in text else text


def skip(item: Captured, reason: str) -> Skip:
    """Something in this item that could not be used."""
    return Skip(name=item.name, stage="ingest", reason=reason)


FORMATS = (Table(),)
