"""JSON bytes to values, in whatever encoding and however carelessly written."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from rashomon.errors import Unreadable
from rashomon.ingest.decoding import decode

START = re.compile(rb"\s*+(?:\{\s*+(?:\"|\}|\Z)|\[\s*+(?:[\[{\"\d\-ntf]|\]|\Z))")
MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def starts_as_json(head: bytes) -> bool:
    """Whether an object or an array may begin here; prose in brackets ("{Editor's note}") does not look like it."""
    return START.match(utf8(head[:4096], whole=False)) is not None


def utf8(data: bytes, whole: bool = True) -> bytes:
    """The bytes as UTF-8, without a byte order mark; raises `Unreadable` for what is no text, when `whole`."""
    if not data.startswith(MARKS) and b"\x00" not in data[:64]:
        return data
    try:
        odd = len(data) % 2 == 1 and not whole and not data.startswith(MARKS[2])  # half a character at the end
        return decode(data[:-1] if odd else data).text.encode("utf-8", "replace")
    except Unreadable:
        if whole:
            raise
        return b""


def loads(data: bytes) -> Any:
    """The value in JSON bytes; half characters, controls in strings and bad UTF-8 pass. Raises `Unreadable`."""
    data = utf8(data)
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(data.decode("utf-8", "replace"), strict=False)
    except RecursionError:
        raise Unreadable("JSON nested too deep to be a document; save the texts in it as files of their own") from None
    except ValueError as error:
        place = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "a number"
        raise Unreadable(f"no valid JSON: broken at {place}; export it again, or save its text as a file") from None


def is_json(data: bytes) -> bool:
    """Whether all of it is one JSON value; nothing is built, so 100 MB take a tenth of a second."""
    try:
        msgspec.json.decode(utf8(data), type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, Unreadable):
        return False
    return True


def raw_items(data: bytes) -> list[bytes] | None:
    """The elements of a JSON array as they are written, or nothing when it is no valid array."""
    try:
        return [bytes(raw) for raw in msgspec.json.decode(data, type=list[msgspec.Raw])]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def raw_fields(data: bytes) -> dict[str, bytes] | None:
    """The values of a JSON object as they are written, or nothing when it is no valid object."""
    try:
        return {name: bytes(raw) for name, raw in msgspec.json.decode(data, type=dict[str, msgspec.Raw]).items()}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def written(value: Any) -> bytes:
    """A value as one line of UTF-8 JSON; half characters, which UTF-8 has no place for, are replaced."""
    try:
        return msgspec.json.encode(value)
    except (UnicodeEncodeError, msgspec.MsgspecError, RecursionError):
        return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace")
