"""The parts of a mail or a saved page (MIME), read forgivingly: nothing in it can be so broken that it raises."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from rashomon.errors import Unreadable
from rashomon.ingest.decoding import REFUSED, Decoded, decode, looks_western

MAX_HEADER = 1_000_000
"""Bytes of headers that are looked at."""
MAX_PARTS = 1000
"""Parts of one mail; what follows is not looked at."""
MAX_DEPTH = 20
"""Parts within parts."""
HEADER = re.compile(rb"([!-9;-~]{1,76})[ \t]*:((?:[^\n]*+)(?:\n[ \t]++(?=\S)[^\n]*+)*+)(?:\n|\Z)")
ENVELOPE = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n){0,20}(?:>?From [^\r\n]{0,1000}\r?\n)?")
BLANK = re.compile(rb"[ \t]*(?:\r?\n|\Z)")
WORD = re.compile(rb"=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?\r\n]*)\?=")
BETWEEN = re.compile(rb"(\?=)[ \t\r\n]+(?==\?[\w.:*+-]{1,60}\?[bBqQ]\?)")
PARAMETER = re.compile(rb";\s*([\w!#$&+.^`|~*'-]{1,60})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)", re.DOTALL)
SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
UNFOLD = re.compile(rb"\r?\n[ \t]*")


class Entity(NamedTuple):
    """A mail, or a part of one: its headers by name in lower case as they came, its type, and its body as sent.

    `cut` says of a whole mail that it has more parts than are looked at.
    """

    headers: tuple[tuple[str, bytes], ...]
    kind: str
    parameters: dict[str, str]
    body: bytes
    parts: tuple[Entity, ...] = ()
    cut: bool = False

    def raw(self, name: str) -> bytes:
        """The first header of a name, on one line; empty without one."""
        return next((value for key, value in self.headers if key == name), b"")

    def header(self, name: str) -> str:
        """The first header of a name, in characters."""
        return characters(self.raw(name))

    @property
    def content(self) -> bytes:
        """The body without its transfer encoding, as far as that can be undone."""
        return unwrapped(self.body, self.header("content-transfer-encoding").strip().lower())

    @property
    def disposition(self) -> str:
        """Whether the part asks to be shown (`inline`) or kept aside (`attachment`); empty when it says nothing."""
        return parameters(self.raw("content-disposition"))[0]

    @property
    def filename(self) -> str:
        """The name that the part gives itself, without any path."""
        name = parameters(self.raw("content-disposition"))[1].get("filename") or self.parameters.get("name", "")
        return re.split(r"[/\\]", "".join(c for c in name if c.isprintable()))[-1].strip(" .")[:120]

    def text(self) -> Decoded:
        """The part's characters; raises `Unreadable` when it holds none."""
        return decode(self.content, charset=self.parameters.get("charset", ""))


def headers_of(data: bytes, whole: bool = True) -> tuple[list[tuple[str, bytes]], int, bool]:
    """The headers at the start, where the body begins, and whether the headers end as they should.

    In a `whole` mail the line of an mbox, and empty lines, that stand before them are passed over; a part that begins
    with an empty line has no headers.
    """
    found: list[tuple[str, bytes]] = []
    envelope = ENVELOPE.match(data) if whole else None
    at = envelope.end() if envelope else 0
    while at < min(len(data), MAX_HEADER):
        match = HEADER.match(data, at, MAX_HEADER)
        if match is None:
            blank = BLANK.match(data, at)
            return found, blank.end() if blank else at, blank is not None
        value = UNFOLD.sub(b" ", match.group(2)).strip()
        found.append((match.group(1).decode("ascii").lower(), value))
        at = match.end()
    return found, at, at >= len(data)


def parsed(data: bytes, default: str = "text/plain") -> Entity:
    """The tree of parts."""
    left = [MAX_PARTS]
    found = _parsed(data, default, 0, left)
    return found._replace(cut=left[0] < 0)


def _parsed(data: bytes, default: str, depth: int, left: list[int]) -> Entity:
    headers, start, _ = headers_of(data, depth == 0)
    body = data[start:]
    declared = next((value for key, value in headers if key == "content-type"), b"")
    kind, given = parameters(declared)
    kind = kind if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind) else default
    entity = Entity(tuple(headers), kind, given, body)
    if not kind.startswith("multipart/") or depth >= MAX_DEPTH:
        return entity
    inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    parts = []
    for piece in split(body, given.get("boundary", "")):
        left[0] -= 1
        if left[0] < 0:
            break
        parts.append(_parsed(piece, inner, depth + 1, left))
    return entity._replace(parts=tuple(parts)) if parts else entity._replace(kind="text/plain")


def split(body: bytes, boundary: str) -> Iterator[bytes]:
    """The bodies between the boundaries; the last may run to the end, and an undeclared boundary is guessed."""
    mark = boundary.encode("utf-8", "replace")
    if not mark or b"--" + mark not in body:
        guess = re.search(rb"(?:\A|\n)--([^\s\"]{1,200})[ \t]*\r?\n(?=[!-9;-~]{1,76}:)", body)
        if guess is None:
            return
        mark = guess.group(1)
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(mark) + rb"(--)?[ \t]*(?:(?=\r?\n)|\Z)")
    start = -1
    for match in line.finditer(body):
        if start >= 0:
            yield body[start : match.start()]
        start = match.end()
        if match.group(1):
            return
        newline = body.find(b"\n", start)
        start = newline + 1 if newline >= 0 else len(body)
    if start >= 0:
        yield body[start:]


def unwrapped(body: bytes, encoding: str) -> bytes:
    """A body without base64 or quoted-printable; what is broken is left out, the rest is kept."""
    if encoding == "base64":
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return binascii.a2b_base64(clean[: len(clean) - (len(clean) % 4 == 1)] + b"=" * (-len(clean) % 4 % 3))
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return body


def characters(raw: bytes) -> str:
    """A header in characters: encoded words decoded, raw bytes read as UTF-8 or, failing that, as Western European."""
    raw = BETWEEN.sub(rb"\1", raw)
    found: list[str] = []
    held: tuple[str, bytes] = ("", b"")
    at = 0
    for match in WORD.finditer(raw):
        charset = match.group(1).decode("ascii").lower()
        data = match.group(3)
        data = unwrapped(data, "base64") if match.group(2) in b"bB" else binascii.a2b_qp(data, header=True)
        if match.start() == at and held[0] == charset:
            held = (charset, held[1] + data)  # a character may be split between two words
        else:
            found += [in_charset(held[1], held[0]), in_charset(raw[at : match.start()], "")]
            held = (charset, data)
        at = match.end()
    found += [in_charset(held[1], held[0]), in_charset(raw[at:], "")]
    return " ".join("".join(found).replace("\x00", " ").split())


def in_charset(data: bytes, charset: str) -> str:
    """Bytes in the named encoding, or in the one that they obey."""
    if charset:
        try:
            name = codecs.lookup(charset).name
            if name not in REFUSED:
                return str(data.decode(name))
        except (LookupError, UnicodeError, ValueError, TypeError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        western = data.decode("cp1252", "replace")
        if len(data) < 12 or looks_western(western):
            return western
        try:
            return decode(data, charset=charset).text
        except Unreadable:
            return western


def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """The main value of a header in lower case, and its parameters, those in pieces or in a charset put together."""
    main, _, _ = raw.partition(b";")
    pieces: dict[str, list[tuple[int, str, bool]]] = {}
    for match in list(PARAMETER.finditer(raw))[:200]:
        section = SECTION.fullmatch(match.group(1).decode("ascii", "replace").lower())
        value = match.group(2).strip()
        if value.startswith(b'"'):
            value = re.sub(rb"\\(.)", rb"\1", value[1:].removesuffix(b'"'))
        if section:
            entry = (int(section.group(2) or 0), value.decode("latin-1"), bool(section.group(3)))
            pieces.setdefault(section.group(1), []).append(entry)
    return characters(main).strip().lower(), {name: joined(sorted(found)) for name, found in pieces.items()}


def joined(pieces: list[tuple[int, str, bool]]) -> str:
    """A parameter's value from its pieces; those marked so are percent-encoded, the first with its charset."""
    charset, data = "", b""
    for number, value, encoded in pieces:
        if encoded and number == pieces[0][0] and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)  # noqa: PLW2901
        data += unquote_to_bytes(value.encode("latin-1")) if encoded else value.encode("latin-1")
    return in_charset(data, charset) if charset else characters(data)
