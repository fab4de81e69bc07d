"""Bytes to a document and its zones: the one door of intake."""

from __future__ import annotations

import hashlib
import itertools
import re

import msgspec

from rashomon.errors import Unreadable
from rashomon.ingest.decoding import decode
from rashomon.ingest.language import language_signal
from rashomon.records import Document, Signal, Zone

HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?:(?!-->).){0,2000}-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|table|h[1-6]|p|link|script|style)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
XML_START = re.compile(
    r"\s*<\?xml\s|\s*<!doctype\s+[\w:]+\s*\[|\s*<(?:rss|feed|rdf:RDF|NewsML|nitf|TEI)[\s>]", re.IGNORECASE
)
CLOSING = re.compile(r"</(?:html|body|p|div|article|head|title|table|h[1-6]|section|main|ul|a)\s*>", re.IGNORECASE)
HALF = re.compile("[\ud800-\udfff]")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
JSON_START = re.compile(r"\s*([{\[])")
FULL_LINE = re.compile(r"[^\s][^\r\n]*")
JSON_LINES = 20
"""Lines that hold something: so many are looked at to tell one JSON object a line from a text."""


def media_type_of(text: str) -> str:
    """By content, never by suffix: a page has markup at its start and closes what it opens."""
    if XML_START.match(text[:8000]):
        return "text/html" if re.search(r"<html[\s>]|<!doctype html", text[:8000], re.IGNORECASE) else "application/xml"
    if HTML_START.match(text[:8000]) and (CLOSING.search(text) or re.match(r"\s*<(!doctype html|html)", text, re.I)):
        return "text/html"
    return "text/plain"


def refuse_json(text: str) -> None:
    """Raises `Unreadable`, with what to try, for one JSON object or array, or an object on each of the first lines.

    A text that only starts with a bracket ("[A]ny attack ...") passes: all of it has to be JSON.
    """
    start = JSON_START.match(text)
    if start is None:
        return
    lines = (match.group() for match in itertools.islice(FULL_LINE.finditer(text), JSON_LINES))
    if _is_json(text):
        what = "an object" if start.group(1) == "{" else "an array"
    elif start.group(1) == "{" and all(line.startswith("{") and _is_json(line) for line in lines):
        what = "one object a line"
    else:
        return
    raise Unreadable(f"JSON data, not a report: {what}; save each text in it as a .txt or HTML file of its own")


def _is_json(text: str) -> bool:
    """`Raw` is checked to the end but never built: 100 MB take a tenth of a second, so the length needs no bound."""
    try:
        msgspec.json.decode(text, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def ingest(name: str, data: bytes, published: str = "") -> tuple[Document, tuple[Zone, ...]]:
    """The document in `data` and its zones; `published` (YYYY-MM-DD), when given, overrules what the document says.

    Raises `Unreadable` (or `TooLarge`) with the name, what was wrong and what to try. The same bytes give the same
    document, whatever the name.
    """
    if published and not ISO_DATE.fullmatch(published):
        raise Unreadable(f"{name}: the given date is {published!r}; write it as YYYY-MM-DD")
    try:
        return _ingest(name, data, published)
    except Unreadable as error:
        raise type(error)(f"{name}: {error}") from error


def _ingest(name: str, data: bytes, published: str) -> tuple[Document, tuple[Zone, ...]]:
    decoded = decode(data)
    media_type = media_type_of(decoded.text)
    signals = [Signal(field="encoding", value=decoded.encoding, where=decoded.how)]
    if published:
        signals.insert(0, Signal(field="published", value=published, where="given"))
    if media_type == "text/plain":
        from rashomon.ingest.text import read_text

        text = decoded.text
        refuse_json(text)
        zones, found = read_text(text)
    else:
        from rashomon.ingest.html import parse, read_page
        from rashomon.ingest.metadata import metadata

        tree = parse(decoded.text)
        found = metadata(tree)
        text, zones = read_page(tree, [s.value for s in found if s.field == "title"])
    signals += [*language_signal(text, zones), *found]
    # A headline cut through an emoji leaves half of it, which no file and no terminal can hold.
    signals = [Signal(field=s.field, value=HALF.sub("\ufffd", s.value), where=s.where) for s in signals]
    digest = hashlib.sha256(data).hexdigest()
    chosen = {signal.field: signal.value for signal in reversed(signals)}
    document = Document(
        id="d" + digest[:12],
        name=name,
        sha256=digest,
        media_type=media_type,
        encoding=decoded.encoding,
        text=text,
        title=chosen.get("title", ""),
        outlet=chosen.get("outlet", ""),
        author=chosen.get("author", ""),
        published=chosen.get("published", ""),
        language=chosen.get("language", ""),
        signals=tuple(signals),
    )
    return document, zones
