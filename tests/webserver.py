"""A server on this machine that says exactly the octets a test wants, and a fetcher that may ask it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from rashomon.ingest.web.addresses import IP, Gate
from rashomon.ingest.web.exchange import Limits
from rashomon.ingest.web.fetch import Clock, Fetcher


@dataclass(frozen=True)
class Request:
    """What a server was asked."""

    path: str
    headers: Mapping[str, str]


@dataclass
class Server:
    """Replies by path (a list gives one after the other, the last again and again), and all that was asked."""

    port: int
    replies: dict[str, Any] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    scheme: str = "http"

    def url(self, path: str = "/", host: str = "site.test") -> str:
        """An address that leads here."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, but for robots.txt."""
        return [r.path for r in self.asked if r.path != "/robots.txt"]


def page(body: bytes = b"<p>Hello", status: str = "200 OK", *lines: str) -> bytes:
    """A plain answer with its length."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *lines))
    return head.encode() + b"\r\n" + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    """An answer that leads elsewhere."""
    return page(b"", status, f"Location: {to}")


class FakeClock(Clock):
    """A clock that waits in no time and keeps a list of the waits."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 1000.0
        self.waits: list[float] = []

    def seconds(self) -> float:
        """Seconds since the clock was made, and a thousand."""
        return self.time

    def now(self) -> datetime:
        """A time of day that goes with the seconds."""
        return datetime(2026, 1, 2, tzinfo=UTC) + timedelta(seconds=self.time)

    def wait(self, seconds: float) -> bool:
        """Let time pass at once."""
        if seconds > 0:
            self.waits.append(round(seconds, 3))
            self.time += seconds
        return self.stop.is_set()


def fetcher(clock: Clock | None = None, *, limits: Limits | None = None, **more: Any) -> Fetcher:
    """A fetcher that may ask servers on this machine, by names that end in .test."""

    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host.endswith(".test") else []

    def allow(address: IP) -> bool:
        return str(address) == "127.0.0.1"

    gate = more.pop("gate", Gate(allow=allow, resolve=resolve, ports=None))
    return Fetcher(clock=clock or FakeClock(), limits=limits or Limits(total=5, connect=2, read=2), gate=gate, **more)


@contextmanager
def serving(
    replies: Mapping[str, Any], trust: ssl.SSLContext | None = None, address: str = "127.0.0.1"
) -> Iterator[Server]:
    """A server until the block ends; paths without a reply get 404."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, 0), family=family) as listener:
        listener.settimeout(0.05)
        server = Server(listener.getsockname()[1], dict(replies), scheme="https" if trust else "http")
        ended = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, server, ended, trust))
        thread.start()
        try:
            yield server
        finally:
            ended.set()
            thread.join()


def _accept(listener: socket.socket, server: Server, ended: threading.Event, trust: ssl.SSLContext | None) -> None:
    threads = []
    while not ended.is_set():
        with suppress(TimeoutError):
            connection, _ = listener.accept()
            thread = threading.Thread(target=_answer, args=(connection, server, trust))
            thread.start()
            threads.append(thread)
    for thread in threads:
        thread.join()


def _answer(connection: socket.socket, server: Server, trust: ssl.SSLContext | None) -> None:
    with suppress(OSError), connection:
        connection.settimeout(5)
        speaking = trust.wrap_socket(connection, server_side=True) if trust else connection
        with speaking:
            data = b""
            while b"\r\n\r\n" not in data:
                more = speaking.recv(4096)
                if not more:
                    return
                data += more
            lines = data.decode().split("\r\n\r\n")[0].split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines[1:])
            request = Request(lines[0].split(" ")[1], {**headers, "": data.decode()})
            server.asked.append(request)
            _say(speaking, server, request)


def _say(connection: socket.socket, server: Server, request: Request) -> None:
    reply = server.replies.get(request.path, page(b"none", "404 Not Found"))
    if isinstance(reply, list):
        reply = reply.pop(0) if len(reply) > 1 else reply[0]
    if callable(reply):
        reply = reply(request)
    if isinstance(reply, bytes):
        connection.sendall(reply)
        return
    for part in reply:
        connection.sendall(part)
