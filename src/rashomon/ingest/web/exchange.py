"""One request and its answer over one connection, to an address that was checked; the only place that opens a socket.

The answer is kept as it came, octet by octet. Sizes and times are bounded, also against a server that sends one octet
at a time. Proxies of the environment are not used: a proxy would look the name up again.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache

from msgspec import Struct

from rashomon import __version__, settings
from rashomon.errors import FetchError, TooLarge
from rashomon.ingest.archives.warc_records import Message, fields_of, payload_of
from rashomon.ingest.items import over
from rashomon.ingest.web.addresses import Target

AGENT = f"Rashomon/{__version__}"
"""Who asks, as every request says."""

_STEP = 65_536
_ADDRESSES = 4  # tried in turn when a host has several
_INTERIM = 8  # answers of the "go on" kind before the real one
_CHUNK_LINE = 4096
_STATUS = re.compile(rb"HTTP/1\.[0-9] ([1-5][0-9]{2})(?:[ \t][^\r\n]*)?\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds of an answer: octets of body and head, seconds for all of it, for the connection, for each wait."""

    body: int = settings.MAX_BYTES
    head: int = 65_536
    total: float = 60.0
    connect: float = 10.0
    read: float = 10.0


class Answer(Struct, frozen=True, kw_only=True):
    """What a server sent: `head` up to and with the empty line, `wire` the body as it came, chunk marks and all.

    `request` is what it was asked, `date` when (UTC), `address` the one that was connected to.
    """

    status: int
    request: bytes
    head: bytes
    wire: bytes
    address: str
    date: datetime

    def header(self, name: str) -> str:
        """The value of a header, all of them joined by commas when it stands more than once; empty without one."""
        return ", ".join(value for key, value in headers(self.head) if key == name.lower())

    def payload(self, limit: int) -> bytes:
        """The body without chunk marks and unpacked; raises `TooLarge` over `limit` bytes, `Unreadable` if damaged."""
        return payload_of(Message(self.status, "", fields_of(self.head), memoryview(self.wire)), limit)


def ask(
    target: Target,
    addresses: tuple[str, ...],
    more: Mapping[str, str],
    limits: Limits,
    trust: ssl.SSLContext | None = None,
) -> Answer:
    """Send one GET and take the answer; raises `FetchError` or `TooLarge`.

    `addresses` are connected to as they are, nothing is looked up. `more` are further headers. `trust` replaces the
    system's certificates.
    """
    deadline = time.monotonic() + limits.total
    date = datetime.now(UTC).replace(microsecond=0)
    request = _request(target, more)
    try:
        connection, address = _connected(target, addresses, limits, deadline)
        with connection:
            plain = connection
            if target.scheme == "https":
                plain = _secured(connection, target.host, trust or everyday_trust())
            with plain:
                plain.settimeout(_left(deadline, limits.read))
                plain.sendall(request)
                head, wire = _Wire(plain, limits, deadline).answer()
    except TimeoutError as error:
        raise FetchError(f"{target.host} let {limits.read:g} s pass without an answer; try again later") from error
    except ssl.SSLCertVerificationError as error:
        why = f"it does not prove who it is: {error.verify_message}"
        raise FetchError(f"no safe connection to {target.host} ({why}); nothing was asked") from error
    except OSError as error:
        raise FetchError(f"the connection to {target.host} failed ({error.strerror or error}); try again") from error
    return Answer(status=_status(head), request=request, head=head, wire=wire, address=address, date=date)


@cache
def everyday_trust() -> ssl.SSLContext:
    """The system's certificates, names checked, nothing older than TLS 1.2."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def headers(head: bytes) -> Iterator[tuple[str, str]]:
    """The headers of a head, names in lower case; folded lines are joined, and a line that is no header is left out."""
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", head)
    for line in unfolded.splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon and re.fullmatch(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            yield name.decode("ascii").lower(), value.strip().decode("latin-1")


def _connected(
    target: Target, addresses: tuple[str, ...], limits: Limits, deadline: float
) -> tuple[socket.socket, str]:
    """A connection to the first address that answers, and that address."""
    problem: OSError | None = None
    for address in addresses[:_ADDRESSES]:
        seconds = _left(deadline, limits.connect)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(seconds)
            connection.connect((address, target.port))
        except OSError as error:
            connection.close()
            problem = error
        else:
            return connection, address
    why = "it does not answer" if isinstance(problem, TimeoutError) else problem and (problem.strerror or problem)
    raise FetchError(f"no connection to {target.place} ({why}); try again later")


def _secured(connection: socket.socket, host: str, trust: ssl.SSLContext) -> ssl.SSLSocket:
    return trust.wrap_socket(connection, server_hostname=host)


def _request(target: Target, more: Mapping[str, str]) -> bytes:
    lines = {
        "Host": target.place,
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "identity",  # the record can then be read with any tool
        "Connection": "close",
        **more,
    }
    for value in lines.values():
        if not re.fullmatch(r"[\x20-\x7e]*", value):
            raise FetchError("a header with characters that cannot be sent")
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"GET {target.path} HTTP/1.1\r\n{text}\r\n".encode("ascii")


def _left(deadline: float, most: float) -> float:
    """Seconds that the next wait may take."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError("the answer took too long; try again later")
    return min(left, most)


def _status(head: bytes) -> int:
    shape = _STATUS.match(head)
    if not shape:
        raise FetchError("what answers does not speak HTTP")
    return int(shape[1])


class _Wire:
    """What comes in over a connection: a buffer that grows as far as it is asked for, never over the limits."""

    def __init__(self, connection: socket.socket, limits: Limits, deadline: float) -> None:
        self._connection, self._limits, self._deadline = connection, limits, deadline
        self._buffer = bytearray()
        self._ended = False

    def answer(self) -> tuple[bytes, bytes]:
        """Head and body of the answer, as they came."""
        for _ in range(_INTERIM):
            head = self._head()
            status = _status(head)
            if status == 101:
                raise FetchError("the server wants to speak something other than HTTP")
            if status >= 200:
                return head, self._body(head, status)
        raise FetchError("the server announces an answer again and again and sends none")

    def _head(self) -> bytes:
        seen = 0
        while not (end := _HEAD_END.search(self._buffer, max(0, seen - 3))):
            seen = len(self._buffer)
            if seen > self._limits.head:
                raise FetchError(f"the headers of the answer are longer than {self._limits.head} bytes")
            if seen >= 5 and not self._buffer.startswith(b"HTTP/"):
                raise FetchError("what answers does not speak HTTP")
            if not self._more():
                raise FetchError("the connection ended before the answer's headers did; try again")
        if end.end() > self._limits.head:
            raise FetchError(f"the headers of the answer are longer than {self._limits.head} bytes")
        head = bytes(self._buffer[: end.end()])
        del self._buffer[: end.end()]
        return head

    def _body(self, head: bytes, status: int) -> bytes:
        given = list(headers(head))
        if status in (204, 304):
            return b""
        codings = ",".join(v for k, v in given if k == "transfer-encoding").lower().replace(" ", "")
        if codings == "chunked":
            end = self._chunked()
            return bytes(memoryview(self._buffer)[:end])
        if codings:
            raise FetchError(f"the answer is coded in a way that was not asked for ({codings[:40]})")
        lengths = {part.strip() for k, v in given if k == "content-length" for part in v.split(",")}
        if not lengths:
            while self._more():
                pass
            return bytes(self._buffer)
        (length, *others) = lengths
        if others or not re.fullmatch(r"[0-9]{1,15}", length, re.A):
            raise FetchError(f"the answer gives its length in a way that cannot be ({', '.join(sorted(lengths))[:40]})")
        if int(length) > self._limits.body:
            raise TooLarge(over("the answer", self._limits.body))
        self._need(int(length), f"{length} bytes were announced")
        return bytes(memoryview(self._buffer)[: int(length)])

    def _chunked(self) -> int:
        """Where the chunked body ends in the buffer, closing lines and all."""
        at = 0
        while True:
            end = self._line(at)
            shape = _SIZE.fullmatch(self._buffer, at, end)
            if not shape:
                raise FetchError("the answer comes in pieces whose lengths cannot be read")
            at = end
            size = int(shape[1], 16)
            if not size:
                break
            if at + size > self._limits.body + self._limits.head:
                raise TooLarge(over("the answer", self._limits.body))
            self._need(at + size + 2, "more was due")
            if self._buffer[at + size : at + size + 2] != b"\r\n":
                raise FetchError("the answer comes in pieces whose lengths are wrong")
            at += size + 2
        start = at
        while (end := self._line(at)) - at > 2 or self._buffer[at:end].strip():
            at = end
            if at - start > self._limits.head:
                raise FetchError(f"what follows the answer is longer than {self._limits.head} bytes")
        return end

    def _line(self, at: int) -> int:
        """The end of the line that begins at a place."""
        while (end := self._buffer.find(b"\n", at, at + _CHUNK_LINE)) < 0:
            if len(self._buffer) - at >= _CHUNK_LINE:
                raise FetchError("the answer comes in pieces whose lengths cannot be read")
            if not self._more():
                raise FetchError(f"the answer broke off after {len(self._buffer)} bytes, more was due; try again")
        return end + 1

    def _need(self, size: int, announced: str) -> None:
        while len(self._buffer) < size:
            if not self._more():
                raise FetchError(f"the answer broke off after {len(self._buffer)} bytes, {announced}; try again")

    def _more(self) -> bool:
        """Take what has come; false at the end of the connection."""
        if self._ended:
            return False
        if len(self._buffer) > self._limits.body + self._limits.head:
            raise TooLarge(over("the answer", self._limits.body))
        try:
            self._connection.settimeout(_left(self._deadline, self._limits.read))
            data = self._connection.recv(_STEP)
        except TimeoutError:
            _left(self._deadline, 1)  # says so when it was the whole that took too long
            raise
        self._buffer += data
        self._ended = not data
        return bool(data)
