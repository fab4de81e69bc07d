"""One record of a web archive: how it is built, taken apart, and checked against its own digests."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from rashomon.errors import TooLarge, Unreadable

HEADER_BYTES = 256 * 1024
"""Bytes: a header of a record, or of the HTTP message in it, that is longer is refused."""

VERSION_LINE = re.compile(rb"WARC/[01]\.[0-9]{1,2}[ \t]{0,8}\r?\n")
HEADER_END = re.compile(rb"\n\r?\n")
FOLDED = re.compile(rb"\r?\n[ \t]+")
STATUS_LINE = re.compile(rb"(?:HTTP/[0-9](?:\.[0-9])?|ICY)[ \t]+([0-9]{3})[ \t]*([^\r\n]*)")
CHUNK_LINE = re.compile(rb"\r?\n?([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4000})?\r?\n")
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
UNSAFE = re.compile(r"[\x00-\x20\x7f]")
DIGESTS = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}
CHUNKS = 1_000_000
"""Pieces of one chunked body; a server that sends so many is playing."""

FIELDS = 2_000
"""Lines of a header; what comes after that many is left unread."""


class Record(NamedTuple):
    """A record taken apart: fields (names in small letters), all its bytes, and where in them its block lies."""

    fields: dict[str, str]
    raw: bytes
    start: int
    end: int

    @property
    def block(self) -> memoryview:
        """The bytes of the block, not copied."""
        return memoryview(self.raw)[self.start : self.end]


class Message(NamedTuple):
    """The HTTP message of a response, or the block of a resource with status 0: fields in small letters, the body."""

    status: int
    reason: str
    fields: dict[str, str]
    body: memoryview


def record(url: str, date: datetime, head: bytes, body: bytes, *, ip: str = "", request: bytes = b"") -> bytes:
    """The bytes of a WARC/1.1 response record for one answer of a server, followed by a request record if one is given.

    `date` is when the answer came, with a time zone (taken as UTC without one). `head` is the HTTP header as it came,
    status line first; `body` follows it unchanged; `request` is the whole request as it was sent. The same arguments
    give the same bytes: the record's id is made from its digest. Records one after the other make a WARC file.
    """
    moment = (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    when = moment.strftime("%Y-%m-%dT%H:%M:%S") + (f".{moment.microsecond:06}Z" if moment.microsecond else "Z")
    target = UNSAFE.sub(lambda match: f"%{ord(match.group()):02X}", url)
    block = _closed(head) + body
    payload = "sha256:" + hashlib.sha256(body).hexdigest()
    name = _name("response", target, when, block)
    shared = [("WARC-Target-URI", target), ("WARC-Date", when), *([("WARC-IP-Address", ip)] if ip else [])]
    out = _record("response", name, [*shared, ("WARC-Payload-Digest", payload)], block)
    if request:
        sent = _closed(request) if b"\r\n\r\n" not in request else request
        own = _name("request", target, when, sent)
        out += _record("request", own, [*shared, ("WARC-Concurrent-To", name)], sent)
    return out


def _closed(head: bytes) -> bytes:
    return head.rstrip(b"\r\n") + b"\r\n\r\n"


def _name(kind: str, target: str, when: str, block: bytes) -> str:
    seed = f"{kind} {when} {target} {hashlib.sha256(block).hexdigest()}"
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}>"


def _record(kind: str, name: str, fields: Iterable[tuple[str, str]], block: bytes) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: {name}",
        *(f"{field}: {value}" for field, value in fields),
        f"Content-Type: application/http;msgtype={kind}",
        f"WARC-Block-Digest: sha256:{hashlib.sha256(block).hexdigest()}",
        f"Content-Length: {len(block)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace") + block + b"\r\n\r\n"


def fields_of(header: bytes) -> dict[str, str]:
    """The named fields of a header, names in small letters, the first of a name kept; never fails."""
    text = (FOLDED.sub(b" ", header) if b"\n " in header or b"\n\t" in header else header).decode("utf-8", "replace")
    parted = [line.partition(":") for line in text.split("\n", FIELDS)[FIELDS - 1 : 0 : -1]]
    return {name.strip().lower(): value.strip() for name, colon, value in parted if colon}


def first_record(data: bytes) -> Record:
    """The first record in `data`; raises `Unreadable` without a whole header or the whole block."""
    end = HEADER_END.search(data, 0, HEADER_BYTES)
    if VERSION_LINE.match(data) is None or end is None:
        raise Unreadable("not a WARC record: its header does not end")
    fields = fields_of(data[: end.end()])
    length = length_of(fields)
    if length is None or end.end() + length > len(data):
        raise Unreadable("a WARC record that is cut off, or whose Content-Length is wrong")
    return Record(fields, data, end.end(), end.end() + length)


def length_of(fields: dict[str, str]) -> int | None:
    """The length of a block in bytes as its header states it; None where it states no number."""
    stated = fields.get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 19 else None


def message_of(record: Record) -> Message:
    """The HTTP message in a response; the whole block as body, with status 0, where the record holds none."""
    block = record.block
    first = STATUS_LINE.match(block[:4096])
    if record.fields.get("warc-type", "").lower() != "response" or first is None:
        return Message(0, "", {"content-type": record.fields.get("content-type", "")}, block)
    end = HEADER_END.search(record.raw, record.start, min(record.end, record.start + HEADER_BYTES))
    if end is None:
        raise Unreadable("the header of the HTTP message in it does not end")
    fields = fields_of(record.raw[record.start : end.end()])
    reason = first.group(2).decode("latin-1").strip()[:80]
    return Message(int(first.group(1)), reason, fields, memoryview(record.raw)[end.end() : record.end])


def charset_of(message: Message) -> str:
    """The encoding that the server declared, as it wrote it; empty where it declared none."""
    found = CHARSET.search(message.fields.get("content-type", ""))
    return found.group(1) if found else ""


def pieces_of(message: Message) -> Iterator[memoryview]:
    """The body without its transfer encoding, not copied.

    A body that is declared chunked and is not (crawlers store it taken apart and keep the header) comes whole; one
    that stops within a chunk gives what is there.
    """
    body = message.body
    if "chunked" not in message.fields.get("transfer-encoding", "").lower() or CHUNK_LINE.match(body[:4200]) is None:
        yield body
        return
    at = number = 0
    while (line := CHUNK_LINE.match(body[at : at + 4200])) is not None:
        at += line.end()
        size = int(line.group(1), 16)
        number += 1
        if number > CHUNKS:
            raise Unreadable(f"its body is cut into more than {CHUNKS:,} chunks")
        if size == 0:
            return
        yield body[at : at + size]
        at += size


def payload_of(message: Message, limit: int) -> bytes:
    """The body without transfer and content encoding; raises `TooLarge` over `limit` bytes, `Unreadable` if damaged."""
    whole = io.BytesIO()
    for piece in pieces_of(message):
        whole.write(piece)
    data = whole.getvalue()
    for coding in reversed(message.fields.get("content-encoding", "").lower().replace(",", " ").split()[:3]):
        data = _decoded(data, coding, limit)
    return data


def _decoded(data: bytes, coding: str, limit: int) -> bytes:
    from rashomon.ingest.archives.unpacking import unpacked

    if coding in {"gzip", "x-gzip"}:
        return unpacked(data, "gzip", limit) if data.startswith(b"\x1f\x8b") else data
    if coding == "deflate":
        zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
        return unpacked(data, "zlib" if zlib_header else "deflate", limit) if data else data
    if coding == "zstd":
        return unpacked(data, "zstd", limit) if data.startswith(b"\x28\xb5\x2f\xfd") else data
    if coding == "br":
        return _unbrotlied(data, limit)
    return data


def _unbrotlied(data: bytes, limit: int) -> bytes:
    from importlib import import_module

    try:
        brotli = import_module("brotli")
    except ImportError:
        reason = "its body is packed with Brotli, for which the package brotli is missing; install it, or save the page"
        raise Unreadable(reason) from None
    unpacker, out, size, rest = brotli.Decompressor(), [], 0, data
    try:
        while not unpacker.is_finished() and (rest or not unpacker.can_accept_more_data()):
            piece = unpacker.process(rest, output_buffer_limit=1 << 20)
            rest = b""
            size += len(piece)
            if size > limit:
                raise TooLarge(f"its body unpacks to more than {limit // 1_000_000} MB")
            out.append(piece)
    except brotli.error:
        if not out and data[:256].lstrip()[:1] == b"<":
            return data  # stored taken apart, the header kept
        raise Unreadable("its body is declared as Brotli and cannot be unpacked") from None
    return b"".join(out)


def wrong_digest(record: Record, message: Message) -> str:
    """What the record's own digests say against its bytes, empty where they agree or none can be checked.

    The digest of the block is that of every byte in it; only without one is that of the payload looked at. Writers
    differ in what they take for the payload, so the body passes as stored, without its chunks, or unpacked.
    """
    stated = record.fields.get("warc-block-digest", "")
    if stated and _kind(stated):
        if _matches(stated, (record.block,)):
            return ""
        return f"its block does not have the digest that its header states ({stated[:100]}): changed or damaged"
    stated = record.fields.get("warc-payload-digest", "")
    if not stated or "warc-truncated" in record.fields or "warc-segment-number" in record.fields:
        return ""
    if _matches(stated, (message.body,)) or _matches(stated, pieces_of(message)) or _matches(stated, (record.block,)):
        return ""
    try:
        if _matches(stated, (payload_of(message, 10 * len(record.raw) + 1_000_000),)):
            return ""
    except (Unreadable, TooLarge):
        pass
    return f"its payload does not have the digest that its header states ({stated[:100]}): changed or damaged"


def _kind(stated: str) -> str:
    """The name of a digest that can be checked here, else nothing."""
    name = stated.partition(":")[0].strip().lower().replace("-", "")
    return name if name in DIGESTS and ":" in stated else ""


def _matches(stated: str, parts: Iterable[bytes | memoryview]) -> bool:
    """True as well for a digest of a kind that is not known here: there is nothing to say against it."""
    value = stated.partition(":")[2]
    if not _kind(stated):
        return True
    digest = hashlib.new(_kind(stated), usedforsecurity=False)
    for part in parts:
        digest.update(part)
    value, raw = value.strip(), digest.digest()
    if value.lower() == raw.hex() or value.rstrip("=").upper() == base64.b32encode(raw).decode().rstrip("="):
        return True
    return value.rstrip("=").translate({45: "+", 95: "/"}) == base64.b64encode(raw).decode().rstrip("=")
