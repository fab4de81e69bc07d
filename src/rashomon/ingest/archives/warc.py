"""Web archives: WARC files, plain or packed, of any length, one record at a time.

Memory is one record of at most `settings.MAX_BYTES`, whatever the length of the file; a packed file has the bounds of
`unpacking`, a header those of `warc_records`. A record whose stated length is wrong costs itself alone: reading goes on
at the next record's first line.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import BinaryIO

import msgspec

from rashomon import settings
from rashomon.errors import RashomonError, TooLarge, Unreadable
from rashomon.ingest.archives.members import in_bounds, inner_name, is_container, opened, plain_head, skip, too_many
from rashomon.ingest.archives.payloads import head_of, plainly_a_page, waste
from rashomon.ingest.archives.unpacking import PIECE, some
from rashomon.ingest.archives.wacz import Wacz
from rashomon.ingest.archives.warc_records import (
    HEADER_BYTES,
    HEADER_END,
    VERSION_LINE,
    Message,
    Record,
    charset_of,
    fields_of,
    first_record,
    length_of,
    message_of,
    payload_of,
    record,
    wrong_digest,
)
from rashomon.ingest.items import Captured, Content, over
from rashomon.records import Signal, Skip

__all__ = ["FORMATS", "Warc", "WarcRecord", "record"]

START = re.compile(rb"WARC/[01]\.[0-9]")
BEGINNING = re.compile(rb"WARC/[01]\.[0-9]{1,2}[ \t]{0,8}\r?\n[A-Za-z-]{2,40}:")
LONG = 8_000_000
"""Bytes: a record that is longer is read past the buffer, so that it is never in memory twice."""

CAPTURES = {"response", "resource", "conversion"}
FIRST = 5
"""Members of a container of data that are tried."""

BLANK = re.compile(rb"[\r\n \t\0]*+")
SHORT_HEADER = 8 * 1024
AGAIN = 2_000_000_000
"""Bytes that are read again, in all, behind records whose stated length is too large."""

WORDED = {"", "data", "list of addresses"}
"""Kinds that are told by words: among them may be a feed, an archive, a news item."""

SILENT = {"request", "metadata", "warcinfo"}
OF_THE_CRAWLER = re.compile(r"(?:dns|whois|metadata|urn):", re.IGNORECASE)
NOT_DIGIT = re.compile(r"\D")


def beginning(data: bytes | bytearray, at: int) -> int:
    """Where the next record begins, at the start of a line; -1 where none does."""
    while (at := data.find(b"\nWARC/", at) + 1) > 0:
        if BEGINNING.match(data, at):
            return at
    return -1


class _Feed:
    """A WARC file as its records, those that cannot be used as the reason why."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._buffer = bytearray()
        self._at = 0
        self._ended = False
        self._again = 0

    def records(self) -> Iterator[Record | str]:
        """Record after record; what cannot be read of the file itself is raised as `Unreadable` or `TooLarge`."""
        number = 0
        while self._past_blank():
            number += 1
            too_many(number)
            start = VERSION_LINE.match(self._buffer, self._at)
            if start is None:
                yield "bytes that belong to no record"
                self._at += 1
                self._resync()
                continue
            length = self._header_length()
            if not length:
                yield f"a record whose header does not end within {HEADER_BYTES // 1024} KB"
                # No header ends in between, so that no whole one begins there but at the very end.
                self._at = min(len(self._buffer), self._at + HEADER_BYTES - SHORT_HEADER)
                self._resync()
                continue
            fields = fields_of(bytes(self._buffer[self._at : self._at + length]))
            size = length_of(fields)
            if size is None:
                yield "a record that does not state its length"
                self._at += length - 1
                self._resync()
            elif size > settings.MAX_BYTES:
                yield self._passed(length + size, fields)
            else:
                yield self._record(fields, length, size)

    def _more(self, size: int) -> bool:
        """Whether so many bytes are at hand, after reading on if need be."""
        while len(self._buffer) - self._at < size and not self._ended:
            piece = some(self._file, PIECE)
            self._ended = not piece
            if self._at:
                del self._buffer[: self._at]
                self._at = 0
            self._buffer += piece
        return len(self._buffer) - self._at >= size

    def _past_blank(self) -> bool:
        """Goes to the next byte that is no white space; false at the end."""
        while self._more(1):
            blank = BLANK.match(self._buffer, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._buffer):
                self._more(64)
                return True
        return False

    def _header_length(self) -> int:
        looked = 0
        while True:
            found = HEADER_END.search(self._buffer, self._at + max(0, looked - 4))
            if found is not None:
                length = found.end() - self._at
                return length if length <= HEADER_BYTES else 0
            looked = len(self._buffer) - self._at
            if looked > HEADER_BYTES or not self._more(looked + 1):
                return 0

    def _resync(self) -> None:
        """Goes to the first line of the next record, or to the end."""
        while True:
            found = beginning(self._buffer, self._at)
            if found >= 0:
                self._at = found
                return
            self._at = max(self._at, len(self._buffer) - 256)
            if not self._more(len(self._buffer) - self._at + 1):
                self._at = len(self._buffer)
                return

    def _record(self, fields: dict[str, str], header: int, size: int) -> Record | str:
        raw, ended_well = self._taken(header + size)
        if ended_well:
            return Record(fields, raw, header, header + size)
        found = beginning(raw, header)
        what = f"a record ({fields.get('warc-target-uri', 'no address')[:200]})"
        if found >= 0:
            self._again += len(raw) - found
            if self._again > AGAIN:
                raise TooLarge("too many records whose Content-Length is too large; repair the file first")
            self._buffer[: self._at] = raw[found:]
            self._at = 0
            return f"{what} whose Content-Length is too large"
        if len(raw) < header + size:
            return f"{what} that is cut off: {size:,} bytes are stated, and there are {len(raw) - header:,}"
        self._resync()
        return f"{what} whose Content-Length is too small"

    def _taken(self, size: int) -> tuple[bytes, bool]:
        """So many bytes with the two empty lines after them, and whether a record, or the end, follows."""
        if size > LONG:
            whole = io.BytesIO()
            while size and self._more(1):
                step = min(size, len(self._buffer) - self._at)
                whole.write(memoryview(self._buffer)[self._at : self._at + step])
                self._at += step
                size -= step
            tail, fits = self._after(0)
            whole.write(self._buffer[self._at : self._at + tail])
            self._at += tail
            return whole.getvalue(), fits and not size
        whole_there = self._more(size)
        tail, fits = self._after(size)
        end = min(self._at + size + tail, len(self._buffer))
        raw = bytes(memoryview(self._buffer)[self._at : end])
        self._at = end
        return raw, fits and whole_there

    def _after(self, size: int) -> tuple[int, bool]:
        """How many line ends, at most two empty lines, follow so many bytes; whether then comes a record or the end."""
        self._more(size + 16)
        after = bytes(self._buffer[self._at + size : self._at + size + 16])
        rest = after.lstrip(b"\r\n")
        fits = not rest or rest[:5] == b"WARC/"[: len(rest)] or after.startswith(b"\r\n\r\n")
        return min(len(after) - len(rest), 4), fits

    def _passed(self, size: int, fields: dict[str, str]) -> str:
        """Goes past a record that is too long to be held."""
        left = size
        while left and self._more(1):
            step = min(left, len(self._buffer) - self._at)
            self._at += step
            left -= step
        name = fields.get("warc-target-uri", "a record")[:200]
        return over(name, settings.MAX_BYTES) + (f" ({left:,} of its bytes are missing)" if left else "")


class Warc:
    """WARC files: the captured pages in them, each as the bytes of its record."""

    name = "warc"

    def recognises(self, item: Captured) -> bool:
        """By the first line of the first record, once unpacked."""
        return START.match(plain_head(item, 16)) is not None

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """One final item a response, resource or conversion; the payload, not final, where it is a container.

        Requests, metadata and the crawler's own records pass in silence. Redirects, errors, repeats (revisits) and
        records against their own digests are skips; images, scripts and the like are counted into one at the end.
        """
        yield from in_bounds(item, self._members(item), "a web archive that holds no captured document")

    def _members(self, item: Captured) -> Iterator[Captured | Skip]:
        wasted: Counter[str] = Counter()
        damage: RashomonError | OSError | None = None
        file, _ = opened(item)
        try:
            with file:
                for number, found in enumerate(_Feed(file).records(), 1):
                    if isinstance(found, str):
                        yield skip(f"{item.name}/{number:07}", found)
                    else:
                        yield from self._member(item, found, number, wasted)
        except (RashomonError, OSError) as error:
            damage = error
        yield from told(item.name, wasted)
        if damage is not None:
            raise damage

    def _member(self, item: Captured, found: Record, number: int, wasted: Counter[str]) -> Iterator[Captured | Skip]:
        kind = found.fields.get("warc-type", "").lower()
        url = target_of(found)
        if kind in SILENT or (OF_THE_CRAWLER.match(url) and kind in CAPTURES | {"revisit"}):
            return
        stamp = NOT_DIGIT.sub("", found.fields.get("warc-date", ""))[:14] or f"{number:07}"
        name = inner_name(item.name, f"{stamp}/{url}")
        if kind not in CAPTURES:
            yield skip(name, _why_not(kind, found))
            return
        try:
            message = message_of(found)
            problem = wrong_digest(found, message) or _refused(message)
            if problem:
                yield skip(name, problem)
                return
            head = head_of(message)
            page = Captured(name=name, data=found.raw, depth=item.depth + 1, final=True)
            if plainly_a_page(head):
                yield page
                return
            what = waste(head, message.fields.get("content-type", ""))
            if head and what in WORDED:
                page, what = _looked_into(page, head, message, what)
            if what:
                wasted[what] += 1
            else:
                yield page
        except RashomonError as error:
            yield skip(name, str(error))


def target_of(found: Record) -> str:
    """The address that was captured; older writers put it into pointed brackets."""
    return found.fields.get("warc-target-uri", "").strip("<>")


def _why_not(kind: str, found: Record) -> str:
    if kind == "revisit":
        other = found.fields.get("warc-refers-to-target-uri", "").strip("<>") or target_of(found)
        when = found.fields.get("warc-refers-to-date", "")
        return f"the same as was captured before, and not stored again: {other}" + (f" of {when}" if when else "")
    if kind == "continuation":
        return "a later piece of a record that is spread over several files; join them first"
    return f"a record of the unknown kind {kind[:40]!r}"


def _refused(message: Message) -> str:
    """Why the answer of a server is no document; empty where it may be one."""
    status = f"{message.status} {message.reason}".strip()
    if 300 <= message.status < 400:
        where = message.fields.get("location", "")[:500]
        return f"a redirect ({status})" + (f" to {where}" if where else "")
    if message.status >= 400:
        return f"the server answered with an error ({status}), not with the document"
    return ""


def _looked_into(page: Captured, head: bytes, message: Message, what: str) -> tuple[Captured, str]:
    """The payload as an item of its own, where it is an archive, a feed or another container; else the record.

    Of data (JSON) all is looked at, and whether a text can be had from it: pages fetch much that is no report.
    """
    if what != "data" and not is_container(Captured(name=page.name, data=head)):
        return page, what
    payload = Captured(name=page.name, data=payload_of(message, settings.MAX_BYTES), depth=page.depth)
    if is_container(payload) and (what != "data" or _first_has_text(payload)):
        return payload, ""
    return page, "" if what == "data" and _has_text(payload) else what


def _first_has_text(payload: Captured) -> bool:
    """Whether one of the first members of a container of data gives a text."""
    from rashomon.ingest.formats import container_of

    container = container_of(payload)
    first = islice(container.members(payload), FIRST) if container else ()
    return any(isinstance(member, Captured) and _has_text(member) for member in first)


def _has_text(item: Captured) -> bool:
    """Whether a format reads the item as something else than plain text, and finds a text in it."""
    from rashomon.ingest.formats import format_of

    found = format_of(item)
    try:
        return found is not None and bool(found.read(item.read(settings.MAX_BYTES)).text.strip())
    except RashomonError:
        return False


def told(name: str, wasted: Counter[str]) -> Iterator[Skip]:
    """One skip for all records that hold no report, by what they hold."""
    if wasted:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in wasted.most_common())
        total = wasted.total()
        records = "record that holds" if total == 1 else "records that hold"
        yield skip(name, f"{total:,} {records} no report: {kinds}")


class WarcRecord:
    """One record of a web archive: the document that its payload is, with the address and the time of its capture."""

    name = "warc record"

    def recognises(self, item: Captured) -> bool:
        """By the first line."""
        try:
            return VERSION_LINE.match(item.head(32)) is not None
        except (RashomonError, OSError):
            return False

    def read(self, data: bytes) -> Content:
        """The payload's content, unpacked to at most `settings.MAX_BYTES`; its date and address as signals.

        What follows the first record, such as its request, is not looked at.
        """
        from rashomon.ingest.documents import content_of

        found = first_record(data)
        message = message_of(found)
        payload = payload_of(message, settings.MAX_BYTES)
        if START.match(payload):
            raise Unreadable("a web archive within a record of another; take it out and add it by itself")
        content = content_of(payload, charset=charset_of(message))
        return msgspec.structs.replace(content, signals=(*signals_of(found), *content.signals))


def signals_of(found: Record) -> Iterator[Signal]:
    """What the record says of its capture: the address, and the time in UTC."""
    if url := target_of(found):
        yield Signal(field="url", value=url, where="WARC-Target-URI")
    try:
        moment = datetime.fromisoformat(found.fields.get("warc-date", ""))
    except ValueError:
        return
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    yield Signal(field="captured", value=moment.strftime("%Y-%m-%dT%H:%M:%SZ"), where="WARC-Date")


FORMATS = (Warc(), WarcRecord(), Wacz())
