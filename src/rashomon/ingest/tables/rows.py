"""Rows with named columns: JSON objects, one a line or in an array, and a single object as a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rashomon.errors import InputError, TooLarge, Unreadable
from rashomon.ingest.items import HEAD, Captured, Content
from rashomon.ingest.tables.byte_lines import lines_of
from rashomon.ingest.tables.columns import read_row, readable, refusal
from rashomon.ingest.tables.objects import is_json, loads, raw_fields, raw_items, starts_as_json, utf8
from rashomon.ingest.tables.table import Table
from rashomon.records import Skip

MAX_ROW = 16_000_000
"""Bytes of one line of JSON; a longer one is skipped, and the rest goes on."""
MAX_WHOLE = 200_000_000
"""Bytes of a JSON file that is one value; a longer one has to be saved with one object a line."""
NAMED_LINES = 20
"""Numbers of lines that one skip names."""
ABOUT = frozenset({"description", "summary", "caption", "message", "title"})
"""Fields by which an object around a list of rows may say what the list is; they do not make it a document."""
ARRAY_START = re.compile(rb"\s*\[\s*\{\s*(?:\"(?:[^\"\\]|\\.){0,200}\"\s*:|\})")
OBJECT_START = re.compile(rb"\s*\{\s*\"(?:[^\"\\]|\\.){0,200}\"\s*:")


def head_of(item: Captured) -> bytes:
    """The start of an item as UTF-8; empty when it cannot be had."""
    try:
        return utf8(item.head(HEAD), whole=False)
    except (InputError, OSError):
        return b""


def whole_of(item: Captured) -> bytes:
    """All of an item as UTF-8; raises `Unreadable` or `TooLarge`."""
    return utf8(item.read(MAX_WHOLE))


def taken_elsewhere(head: bytes) -> bool:
    """Whether these are objects of a kind with a reader of its own."""
    from rashomon.ingest.tables import annotations, feeds, ninjs

    return annotations.looks_so(head) or feeds.is_json_feed(head) or ninjs.looks_so(head)


class Lines:
    """JSON Lines: one object a line, each a document of its own."""

    name = "jsonl"

    def recognises(self, item: Captured) -> bool:
        """Two complete lines at least that are objects, and, of the first ones, no line that is anything else."""
        try:
            head = head_of(item)
            if not OBJECT_START.match(head):
                return False
            if b"\n" not in head.rstrip():
                return len(head) > HEAD // 4 and self._long_lines(item)
            lines = [line for line in head.split(b"\n")[:NAMED_LINES] if line.strip()]
            if head.count(b"\n") < NAMED_LINES and len(lines) > 1 and len(head) >= HEAD // 4:
                lines.pop()  # cut where the head ends
            objects = sum(is_object(line) for line in lines)
            return len(lines) > 1 and is_object(lines[0]) and objects >= max(1, len(lines) - 1)
        except (InputError, OSError, ValueError):
            return False

    def _long_lines(self, item: Captured) -> bool:
        """Whether a first line that is longer than the head is an object, and another one follows."""
        with item.open() as file:
            first = next(lines_of(file, item.head(HEAD), MAX_ROW), (0, None))[1]
            return bool(first and first.endswith(b"\n") and is_object(first) and file.read(HEAD).strip())

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """Each line as it is written; lines that are no object or hold no text are named in skips."""
        textless: list[int] = []
        missing = 0
        names: dict[str, None] = {}
        count = 0
        with item.open() as file:
            for number, line in lines_of(file, item.head(HEAD), MAX_ROW):
                if line is None:
                    yield skip(item, f"line {number}: more than {MAX_ROW // 1_000_000} MB; split it")
                elif line.strip():
                    count += 1
                    row = object_in(line)
                    if row is None:
                        yield skip(item, f"line {number}: no JSON object; mend the line and add the file again")
                    elif readable(row) or taken_elsewhere(line[:HEAD]):
                        yield member(item, count, line.strip())
                    else:
                        missing += 1
                        textless = [*textless, number] if len(textless) < NAMED_LINES else textless
                        names.update(dict.fromkeys(list(row)[:100]) if len(names) < 200 else {})
        if missing:
            yield skip(item, f"{without_text(missing, textless)}: {refusal(names)}")


class Array:
    """One JSON array of objects, or an object around one: each a document of its own."""

    name = "json-array"
    transcribes = True

    def recognises(self, item: Captured) -> bool:
        """An array that starts with an object; or a whole object that holds such an array and no text of its own."""
        try:
            head = head_of(item)
            if ARRAY_START.match(head):
                return not taken_elsewhere(head) and (b"]" in head or len(head) > 4096)
            if not OBJECT_START.match(head) or Lines().recognises(item) or taken_elsewhere(head):
                return False
            return self._inner(whole_of(item)) is not None
        except (InputError, OSError, ValueError):
            return False

    def _inner(self, data: bytes) -> list[bytes] | None:
        """The first array in the object of which an element has a text, unless the object itself has one."""
        fields = raw_fields(data)
        if fields is None:
            return None
        row = {name: loads(raw) for name, raw in fields.items() if raw.startswith(b'"') and name not in ABOUT}
        if readable(row):
            return None
        for value in fields.values():
            if ARRAY_START.match(value[:4096]):
                elements = raw_items(value) or []
                if any(is_document(element) for element in elements[:50]):
                    return elements
        return None

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """Each object as it is written; of an array that breaks off, those before the break."""
        try:
            data = whole_of(item)
        except TooLarge:
            size = MAX_WHOLE // 1_000_000
            yield skip(item, f"one JSON array of more than {size} MB; save it as JSON Lines, one object a line")
            return
        except InputError as error:
            yield skip(item, str(error).removeprefix(f"{item.name}: "))
            return
        broken = False
        elements: Iterable[bytes] | None = raw_items(data) if ARRAY_START.match(data[:4096]) else self._inner(data)
        if elements is None:
            elements, broken = salvaged(data), True
        missing: list[int] = []
        names: dict[str, None] = {}
        number = 0
        for number, element in enumerate(elements, 1):
            row = object_in(element)
            if row is not None and (readable(row) or taken_elsewhere(element[:HEAD])):
                yield member(item, number, element)
            else:
                missing.append(number)
                names.update(dict.fromkeys(list(row or {})[:100]) if len(names) < 200 else {})
        if missing:
            yield skip(item, f"{without_text(len(missing), missing, 'element')}: {refusal(names)}")
        if broken:
            yield skip(item, f"the JSON breaks off or is broken after element {number}; export it again")


def salvaged(data: bytes) -> Iterator[bytes]:
    """The elements before the place where an array breaks."""
    text = data.decode("utf-8", "replace")
    decoder = json.JSONDecoder(strict=False)
    position = text.find("[") + 1
    while match := re.compile(r"[\s,]*(?=\{)").match(text, position):
        try:
            _, position = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            return
        yield text[match.end() : position].encode("utf-8", "replace")


class Row:
    """One JSON object with named columns, as a document. Any other JSON is refused here, with what to try."""

    name = "json"

    def recognises(self, item: Captured) -> bool:
        """All of it is one JSON object or array; a text that only starts with a bracket is none."""
        try:
            head = item.head(HEAD)
            if not starts_as_json(head) or taken_elsewhere(utf8(head, whole=False)):
                return False
            return is_json(head if len(head) < HEAD else item.read(MAX_WHOLE))
        except TooLarge:
            return True
        except (InputError, OSError, ValueError):
            return False

    def read(self, data: bytes) -> Content:
        """The row's title, author, date and body; raises `Unreadable` naming the columns when none holds a text."""
        value = loads(data)
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            value = value[0]
        if not isinstance(value, dict):
            kind = "an array" if isinstance(value, list) else "a single value"
            raise Unreadable(
                f"JSON data, not a report: {kind} without named columns; "
                "save each text in it as a .txt or HTML file of its own"
            )
        return read_row(value, "application/json")


def is_document(element: bytes) -> bool:
    """Whether an element of an array is an object that can be read."""
    row = object_in(element)
    return row is not None and (readable(row) or taken_elsewhere(element[:HEAD]))


def is_object(line: bytes) -> bool:
    """Whether a line is one JSON object."""
    line = line.strip()
    return line.startswith(b"{") and line.endswith(b"}") and is_json(line)


def object_in(line: bytes) -> dict[str, Any] | None:
    """The object on a line, or nothing."""
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        try:
            found = loads(line)
        except Unreadable:
            return None
    return found if isinstance(found, dict) else None


def member(item: Captured, number: int, data: bytes) -> Captured:
    """The row of this number, which is not looked into again."""
    return Captured(name=f"{item.name}/{number:04}", data=data, depth=item.depth + 1, final=True)


def without_text(count: int, numbers: list[int], what: str = "line") -> str:
    """How many rows hold no text, and the first of their numbers."""
    listed = ", ".join(map(str, numbers[:NAMED_LINES])) + (" ..." if count > NAMED_LINES else "")
    return f"{count} row{'s' if count > 1 else ''} without a text ({what} {listed})"


def skip(item: Captured, reason: str) -> Skip:
    """Something in this item that could not be used."""
    return Skip(name=item.name, stage="ingest", reason=reason)


FORMATS = (Lines(), Array(), Table(), Row())
