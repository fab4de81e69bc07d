"""Pages fetched from servers on this machine, which say whatever a hostile server might."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import FetchError, InputError, TooLarge
from rashomon.ingest.archives.warc_records import first_record, message_of, payload_of, wrong_digest
from rashomon.ingest.documents import content_of
from rashomon.ingest.items import Captured
from rashomon.ingest.web import fetch
from rashomon.ingest.web.addresses import Gate
from rashomon.ingest.web.exchange import AGENT, Answer, Limits
from rashomon.ingest.web.fetch import Stopped, captured, to_warc
from rashomon.records import Skip
from tests.webserver import FakeClock, Request, Server, fetcher, page, redirect, serving

FAST = Limits(total=1.0, connect=0.5, read=0.3, body=100_000, head=4000)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({}) as running:
        yield running


def refused(server: Server, reply: Any, reason: str, limits: Limits = FAST) -> None:
    """Fetching an answer fails with a reason."""
    server.replies["/x"] = reply
    with pytest.raises((FetchError, TooLarge), match=reason):
        fetcher(limits=limits, robots=False).get(server.url("/x"))


def test_a_page_is_kept_as_it_came(server: Server) -> None:
    """The record holds the answer octet by octet, whence and when, and passes its own digests."""
    body = b"<p>It\xe9 was\r\n\r\nthere\0"
    server.replies["/a?b=1"] = page(body, "200 OK", "Content-Type: text/html", "X-Odd:  two  spaces ")
    fetched = fetcher().get(server.url("/a?b=1#part"))
    record = first_record(fetched.response)
    assert bytes(record.block) == server.replies["/a?b=1"]
    assert record.fields["warc-target-uri"] == fetched.final_url == server.url("/a?b=1")
    assert record.fields["warc-ip-address"] == fetched.answer.address == "127.0.0.1"
    assert record.fields["warc-date"] == f"{fetched.date:%Y-%m-%dT%H:%M:%SZ}"
    assert wrong_digest(record, message_of(record)) == ""
    assert (fetched.status, fetched.answer.wire, fetched.url) == (200, body, server.url("/a?b=1#part"))


def test_what_is_sent(server: Server) -> None:
    """A request says who asks, wants the page unpacked, names conditions that can be sent, and nothing else."""
    server.replies["/"] = page()
    fetched = fetcher().get(server.url(), etag='"1"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT")
    assert server.asked[-1].headers[""].encode() == fetched.answer.request
    lines = fetched.answer.request.decode().split("\r\n")
    assert lines[:3] == ["GET / HTTP/1.1", f"Host: site.test:{server.port}", f"User-Agent: {AGENT}"]
    assert lines[4:] == [
        "Accept-Encoding: identity",
        "Connection: close",
        'If-None-Match: "1"',
        "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT",
        "",
        "",
    ]
    fetcher().get(server.url(), etag='"1"\r\nX: y', last_modified="ü")
    assert not {"if-none-match", "x", "if-modified-since"} & set(server.asked[-1].headers)


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says of proxies changes nothing."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.replies["/"] = page()
    assert fetcher().get(server.url()).status == 200


# ---- private places


def test_loopback_is_refused_unless_a_test_allows_it(server: Server) -> None:
    """The fetcher that users get asks no address of this machine, by number or by name, on any port."""
    server.replies["/"] = page()
    for gate in (Gate(ports=None), Gate(ports=None, resolve=lambda _host, _port: ["127.0.0.1"])):
        for url in (f"http://127.0.0.1:{server.port}/", server.url(), f"http://[::ffff:127.0.0.1]:{server.port}/"):
            with pytest.raises(FetchError, match=r"no public address|cannot be found"):
                fetcher(gate=gate).get(url)
    with pytest.raises(FetchError, match="port"):
        fetch.Fetcher().get(server.url())
    with pytest.raises(FetchError, match="no public address"):
        fetch.get("http://127.0.0.1/")
    assert server.asked == []


@pytest.mark.parametrize(
    "place",
    ["http://127.0.0.2/", "http://[::1]/", "//localhost/", "//0x7f.1/", "//2130706433/", "//10.0.0.1/",
     "//169.254.169.254/latest/", "http://u:p@site.test/", "file:///etc/passwd", "http://inside.example/"],
)  # fmt: skip
def test_redirects_to_private_places_are_refused(server: Server, place: str) -> None:
    """A redirect is checked like an address that the user gave."""
    server.replies["/"] = redirect(place)
    with pytest.raises(FetchError):
        fetcher().get(server.url())
    assert server.paths == ["/"]


def test_a_name_that_changes_its_address_is_refused(server: Server) -> None:
    """A resolver that gives a public address first and a private one later reaches nothing with the later one."""
    answers = [["127.0.0.1"], ["127.0.0.9"]]

    def resolve(host: str, port: int) -> list[str]:
        return answers.pop(0)

    gate = Gate(allow=lambda a: str(a) == "127.0.0.1", resolve=resolve, ports=None)
    server.replies |= {"/": redirect("/b"), "/b": page()}
    with pytest.raises(FetchError, match=r"127\.0\.0\.9, where site\.test leads"):
        fetcher(gate=gate, robots=False).get(server.url())
    assert server.paths == ["/"]


def test_nothing_is_looked_up_between_check_and_connection(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the address that was checked, as a number; no second look-up could give another one."""
    looked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"]

    def never(*args: object, **more: object) -> None:
        raise AssertionError(args)

    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setattr(socket, "gethostbyname", never)
    server.replies["/"] = page()
    gate = Gate(allow=lambda a: str(a) == "127.0.0.1", resolve=resolve, ports=None)
    assert fetcher(gate=gate, robots=False).get(server.url()).answer.address == "127.0.0.1"
    assert looked == ["site.test"]


# ---- redirects


def test_redirects_are_followed_and_kept(server: Server) -> None:
    """Up to five redirects are followed, each with its own record, and the page is named by where it was found."""
    for n, status in enumerate(("301 A", "302 B", "303 C", "307 D", "308 E")):
        server.replies[f"/{n}"] = redirect(f"/{n + 1}", status)
    server.replies["/5"] = page(b"end")
    fetched = fetcher().get(server.url("/0"))
    assert fetched.final_url == server.url("/5")
    assert [u for u, _ in fetched.hops] == [server.url(f"/{n}") for n in range(6)]
    assert b"".join(fetched.records()).count(b"WARC-Type: response") == 6
    server.replies["/5"] = redirect("/6")
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher().get(server.url("/0"))


def test_circles_end(server: Server) -> None:
    """Addresses that lead to each other end with a reason, not with the fifth request."""
    server.replies |= {"/a": redirect("/b"), "/b": redirect("/a#x")}
    with pytest.raises(FetchError, match="in a circle"):
        fetcher().get(server.url("/a"))
    assert server.paths == ["/a", "/b"]


def test_where_redirects_lead(server: Server) -> None:
    """A Location may be relative or hold raw UTF-8; without one the answer itself is the page."""
    server.replies["/a/b"] = page(b"", "302 Found", "Location: ../ü?x=ö")
    server.replies["/%C3%BC?x=%C3%B6"] = page()
    assert fetcher().get(server.url("/a/b")).final_url == server.url("/%C3%BC?x=%C3%B6")
    server.replies["/c"] = page(b"", "302 Found")
    assert fetcher().get(server.url("/c")).status == 302


# ---- answers that are wrong, endless or slow


def drip(server_part: bytes, pause: float = 0.05) -> Any:
    """An answer of one octet at a time that never ends."""

    def parts(request: Request) -> Iterator[bytes]:
        yield server_part
        while True:
            time.sleep(pause)
            yield b"x"

    return parts


def endless(head: bytes, part: bytes) -> Any:
    """An answer that goes on as fast as it is taken."""

    def parts(request: Request) -> Iterator[bytes]:
        yield head
        while True:
            yield part

    return parts


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (b"", "ended before"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "ended before"),
        (b"<p>hello, no headers</p>", "does not speak HTTP"),
        (b"SSH-2.0-OpenSSH_9.9\r\n", "does not speak HTTP"),
        (b"HTTP/2 200\r\n\r\n", "does not speak HTTP"),
        (b"HTTP/1.1 999 No\r\n\r\n", "does not speak HTTP"),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", "other than HTTP"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 20, "again and again"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "broke off after 5 bytes"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx", "in a way that cannot be"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "in a way that cannot be"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx", "in a way that cannot be"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\nx", "more than 100000 bytes"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\nx", "was not asked for"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n", "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"0" * 9999, "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n", "lengths are wrong"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffff\r\nabc\r\n0\r\n", "more than"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"A: b\r\n" * 9999, "what follows"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 9999, "headers of the answer are longer"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_999, "headers of the answer are longer"),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096), "more than 100000 bytes"),
        (endless(CHUNKED, b"1\r\nx\r\n" * 99), "more than 100000 bytes"),
        (endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 99), "again and again"),
        (endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 99), "headers of the answer are longer"),
        (drip(b""), "does not speak HTTP"),
        (drip(b"HTTP/1.1 200 OK\r\nX: "), "took too long"),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n"), "took too long"),
        (drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"), "took too long"),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n", pause=0.5), "0.3 s pass without"),
    ],
)  # fmt: skip
def test_bad_answers_end_with_a_reason(server: Server, reply: Any, reason: str) -> None:
    """Whatever a server says or fails to say, fetching ends in bounded time and space, with the reason."""
    start = time.monotonic()
    refused(server, reply, reason)
    assert time.monotonic() - start < 3


class RealSeconds(fetch.Clock):
    """A clock that does not wait, because the pauses between requests are not the servers' time."""

    def wait(self, seconds: float) -> bool:
        """Go on at once."""
        return seconds < 0


def test_redirects_share_the_time_of_one_page(server: Server) -> None:
    """A row of slow servers gets no more time than one."""

    def slow(to: str) -> Any:
        def parts(request: Request) -> Iterator[bytes]:
            time.sleep(0.25)
            yield redirect(to)

        return parts

    server.replies |= {f"/{n}": slow(f"/{n + 1}") for n in range(6)}
    clock = RealSeconds()
    with pytest.raises(FetchError, match=r"took too long|pass without"):
        fetcher(clock, limits=Limits(total=0.6, connect=0.5, read=0.5), robots=False).get(server.url("/0"))
    assert len(server.paths) == 3


@pytest.mark.parametrize(
    ("head", "wire"),
    [
        (CHUNKED, b"5;x=y\r\nhello\r\n0001\r\n!\r\n0\r\nX: y\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nTE : x\r\nTRANSFER-ENCODING:\tChunked\r\n\r\n", b"6\r\nhello!\r\n0\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n", b"6\r\nhello!\r\n0\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6, 6\r\n\r\n", b"hello!"),
        (b"HTTP/1.0 200\r\n\r\n", b"hello!"),
        (b"HTTP/1.1 200 OK\n\n", b"hello!"),
    ],
)  # fmt: skip
def test_ways_to_end_an_answer(server: Server, head: bytes, wire: bytes) -> None:
    """Pieces, a length, or the end of the connection: the body is what was meant, the record holds what was sent."""
    server.replies["/"] = head + wire + (b"JUNK" if b":" in head else b"")
    answer = fetcher().get(server.url()).answer
    assert (answer.head, answer.wire) == (head, wire)
    assert answer.payload(100) == b"hello!"


def test_interim_answers_are_passed_over(server: Server) -> None:
    """What a server says before its answer is not the answer."""
    server.replies["/"] = b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + page(b"real")
    assert fetcher().get(server.url()).answer.wire == b"real"


def test_packed_answers_stay_packed(server: Server) -> None:
    """A body that a server packs unasked is kept as sent; it is unpacked where it is read, within a limit."""
    packed = gzip.compress(b"a" * 50_000)
    server.replies["/"] = page(packed, "200 OK", "Content-Encoding: gzip")
    fetched = fetcher().get(server.url())
    assert fetched.answer.wire == packed
    assert bytes(first_record(fetched.response).block).endswith(packed)
    assert fetched.answer.payload(50_000) == b"a" * 50_000
    assert payload_of(message_of(first_record(fetched.response)), 50_000) == b"a" * 50_000
    with pytest.raises(TooLarge):
        fetched.answer.payload(49_999)


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=200), start=st.sampled_from([b"", b"HTTP/1.1 ", b"HTTP/1.1 200 OK\r\n", CHUNKED]))
def test_any_octets_are_an_answer_or_a_reason(data: bytes, start: bytes) -> None:
    """No answer breaks the reading of answers."""
    here, there = socket.socketpair()
    with here, there:
        there.sendall(start + data)
        there.close()
        from rashomon.ingest.web.exchange import _Wire

        try:
            head, wire = _Wire(here, FAST, time.monotonic() + 1).answer()
        except (FetchError, TooLarge):
            return
        assert (start + data).find(head + wire) >= 0


def test_no_server_no_page() -> None:
    """A port where nobody listens, and a name that leads nowhere, say so."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match=rf"no connection to site.test:{port} \(Connection refused\)"):
        fetcher(robots=False).get(f"http://site.test:{port}/")
    with pytest.raises(FetchError, match="cannot be found"):
        fetcher().get("http://nowhere.example/")


def test_the_next_address_is_tried_when_one_does_not_answer(server: Server) -> None:
    """A host with several addresses is reached by the first that answers."""
    server.replies["/"] = page()
    gate = Gate(allow=lambda _: True, resolve=lambda _host, _port: ["127.0.0.7", "127.0.0.1"], ports=None)
    assert fetcher(gate=gate).get(server.url()).answer.address == "127.0.0.1"


def test_a_server_with_a_new_kind_of_address() -> None:
    """IPv6 is spoken, by name and by number; the record names the address without brackets, the request with them."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 on this machine")
    gate = Gate(allow=lambda a: str(a) == "::1", resolve=lambda _host, _port: ["::1"], ports=None)
    with serving({"/": page()}, address="::1") as server:
        for host in ("site.test", "[::1]", "[0:0::1]"):
            answer = fetcher(gate=gate, robots=False).get(server.url(host=host)).answer
            assert answer.address == "::1"
    assert [r.headers["host"] for r in server.asked] == [f"{h}:{server.port}" for h in ("site.test", "[::1]", "[::1]")]


# ---- encryption


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for site.test with its key, made for this run."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl at hand to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=site.test -addext subjectAltName=DNS:site.test"
    )
    done = subprocess.run([*command.split(), "-keyout", "-", "-out", "-"], check=True, capture_output=True)
    path.write_bytes(done.stdout)
    return path


@pytest.fixture
def safe_server(certificate: Path) -> Iterator[Server]:
    """A server that speaks TLS as site.test."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate)
    with serving({"/": page(b"safe")}, trust) as running:
        yield running


def test_a_safe_page_is_fetched_by_name(safe_server: Server, certificate: Path) -> None:
    """The certificate is checked against the host's name although the connection goes to a number."""
    trust = ssl.create_default_context(cafile=str(certificate))
    assert fetcher(trust=trust).get(safe_server.url()).answer.wire == b"safe"
    with pytest.raises(FetchError, match=r"does not prove who it is: Hostname mismatch"):
        fetcher(trust=trust, robots=False).get(safe_server.url(host="other.test"))
    with pytest.raises(FetchError, match=r"does not prove who it is: self.signed certificate"):
        fetcher(robots=False).get(safe_server.url())
    assert safe_server.paths == ["/"]


def test_no_way_back_from_safe_to_open(safe_server: Server, certificate: Path, server: Server) -> None:
    """A redirect from https to http is refused; the other way round is followed."""
    trust = ssl.create_default_context(cafile=str(certificate))
    server.replies["/"] = redirect(safe_server.url())
    assert fetcher(trust=trust).get(server.url()).answer.wire == b"safe"
    safe_server.replies["/down"] = redirect(server.url())
    with pytest.raises(FetchError, match="from https to http"):
        fetcher(trust=trust).get(safe_server.url("/down"))


def test_plain_text_where_tls_was_due(server: Server) -> None:
    """An open server asked for a safe page ends with a reason."""
    with pytest.raises(FetchError, match=r"connection to site\.test failed|let .* pass"):
        fetcher(robots=False, limits=FAST).get(server.url().replace("http:", "https:"))


# ---- manners


def test_robots_is_asked_once_and_kept_to(server: Server) -> None:
    """robots.txt comes before the first page of a site, holds for a day, and closes what it names."""
    server.replies |= {
        "/robots.txt": page(b"User-agent: *\nDisallow: /no\nAllow: /no/but"),
        "/a": page(),
        "/no/but": page(),
    }
    clock = FakeClock()
    ours = fetcher(clock)
    ours.get(server.url("/a"))
    ours.get(server.url("/no/but"))
    with pytest.raises(FetchError, match=r"robots\.txt does not allow it"):
        ours.get(server.url("/no/x"))
    assert [r.path for r in server.asked] == ["/robots.txt", "/a", "/no/but"]
    clock.time += 86_401
    ours.get(server.url("/a"))
    assert [r.path for r in server.asked][3:] == ["/robots.txt", "/a"]
    fetcher(robots=False).get(server.url("/no/x"))
    assert server.asked[-1].path == "/no/x"


def test_robots_counts_for_each_step_of_the_way(server: Server) -> None:
    """A page that another host redirects to is asked for only if that host's robots.txt allows it."""
    server.replies |= {"/": redirect(server.url("/no", "other.test")), "/no": page()}
    server.replies["/robots.txt"] = lambda r: page(
        b"User-agent: *\nDisallow: /no" if "other" in r.headers["host"] else b""
    )
    with pytest.raises(FetchError, match=r"other\.test:\d+/robots\.txt does not allow"):
        fetcher().get(server.url())
    assert server.paths == ["/"]


@pytest.mark.parametrize(
    ("reply", "open_"),
    [
        (page(b"", "404 Not Found"), True),
        (page(b"", "401 No"), True),
        (page(b"", "403 No"), True),
        (page(b"", "410 Gone"), True),
        (page(b"", "204 Nothing"), True),
        (page(b"", "429 Slow down"), False),
        (page(b"", "500 Oops"), False),
        (page(b"", "503 Busy"), False),
        (page(b"", "302 Where"), False),
        (redirect("/rules"), False),
        (redirect("//10.0.0.1/robots.txt"), False),
        (page(b"User-agent: *\nDisallow: /", "200 OK", "Content-Encoding: gzip"), False),
        (page(gzip.compress(b"User-agent: *\nDisallow: /"), "200 OK", "Content-Encoding: gzip"), False),
        (page(gzip.compress(b"User-agent: *\nDisallow: /x"), "200 OK", "Content-Encoding: gzip"), True),
        (b"garbage", False),
        (page(b"# " + b"x" * 600_000 + b"\nUser-agent: *\nDisallow: /"), True),
        (page(b"x" * 5_000_001), False),
    ],
)  # fmt: skip
def test_what_robots_answers_mean(server: Server, reply: bytes, open_: bool) -> None:
    """No robots.txt leaves all open; one that cannot be had closes all, and is asked for again after ten minutes."""
    server.replies |= {"/robots.txt": reply, "/": page(), "/rules": page(b"User-agent: *\nDisallow: /")}
    clock = FakeClock()
    ours = fetcher(clock)
    if open_:
        assert ours.get(server.url()).status == 200
        return
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots\.txt"):
            ours.get(server.url())
    assert [r.path for r in server.asked].count("/robots.txt") == 1
    server.replies["/robots.txt"] = page(b"")
    clock.time += 90_000
    assert ours.get(server.url()).status == 200


def test_a_host_is_asked_once_a_second(server: Server) -> None:
    """There is a pause between two requests to one host, and none between hosts."""
    server.replies |= {"/": page(), "/a": page()}
    clock = FakeClock()
    ours = fetcher(clock, robots=False)
    ours.get(server.url())
    ours.get(server.url(host="other.test"))
    assert clock.waits == []
    ours.get(server.url())
    clock.time += 0.75
    ours.get(server.url("/a"))
    assert clock.waits == [1.0, 0.25]


@pytest.mark.parametrize(("delay", "wait"), [(b"7", 7.0), (b"0.1", 1.0), (b"3600", 60.0)])
def test_the_pause_that_a_site_asks_for(server: Server, delay: bytes, wait: float) -> None:
    """Crawl-delay makes the pause longer, up to a minute, from the first page on."""
    server.replies |= {"/robots.txt": page(b"User-agent: *\nCrawl-delay: " + delay), "/": page()}
    clock = FakeClock()
    ours = fetcher(clock)
    ours.get(server.url())
    ours.get(server.url())
    assert clock.waits == [wait, wait]


@pytest.mark.parametrize("status", ["429 Slow down", "503 Busy"])
@pytest.mark.parametrize("as_date", [False, True])
def test_a_busy_server_is_asked_once_more(server: Server, status: str, as_date: bool) -> None:
    """Retry-After is kept to once; if the server is still busy, that is the answer."""
    clock = FakeClock()

    def busy(request: Request) -> bytes:
        when = format_datetime(clock.now() + timedelta(seconds=30), usegmt=True) if as_date else "30"
        return page(b"", status, f"Retry-After: {when}")

    server.replies |= {"/a": [busy, page(b"ready")], "/b": busy}
    assert fetcher(clock, robots=False).get(server.url("/a")).answer.wire == b"ready"
    assert clock.waits == [30.0]
    assert fetcher(clock, robots=False).get(server.url("/b")).status == int(status[:3])
    assert server.paths == ["/a", "/a", "/b", "/b"]


@pytest.mark.parametrize("value", ["soon", "-5", "", "Thu, 01 Jan 1970 00:00:00 GMT", "99999999999999", "\xff"])
def test_a_busy_server_that_does_not_say_when_is_left(server: Server, value: str) -> None:
    """Without a time that can be kept to, a busy server is not asked again."""
    server.replies["/"] = page(b"", "503 Busy").replace(
        b"\r\n\r\n", f"\r\nRetry-After: {value}\r\n\r\n".encode("latin-1")
    )
    assert fetcher(robots=False).get(server.url()).status == 503
    assert server.paths == ["/"]


def test_a_server_that_wants_us_away_for_long_is_left_alone(server: Server) -> None:
    """A wait beyond the limit is not waited, and no other page of the host is asked for in that time."""
    server.replies |= {"/": page(b"", "429 Slow", "Retry-After: 3600"), "/other": page()}
    clock = FakeClock()
    ours = fetcher(clock, robots=False)
    assert ours.get(server.url()).status == 429
    with pytest.raises(FetchError, match="left alone for 3600 s"):
        ours.get(server.url("/other"))
    assert (server.paths, clock.waits) == (["/"], [])
    clock.time += 3600
    assert ours.get(server.url("/other")).status == 200


def test_conditions_and_nothing_new(server: Server) -> None:
    """A server that has nothing new says 304, and that is an answer without a body."""
    server.replies["/"] = lambda r: (
        b'HTTP/1.1 304 Same\r\nETag: "1"\r\nContent-Length: 7\r\n\r\n'
        if r.headers.get("if-none-match") == '"1"'
        else page(b"content", "200 OK", 'ETag: "1"')
    )
    first = fetcher().get(server.url())
    second = fetcher().get(server.url(), etag=first.answer.header("etag"))
    assert (first.status, second.status, second.answer.wire) == (200, 304, b"")


def test_a_stop_ends_the_waiting(server: Server) -> None:
    """Who sets the clock's stop gets no further request, also when one was being waited for."""
    server.replies["/"] = page()
    clock = fetch.Clock()
    ours = fetcher(clock, robots=False)
    ours.get(server.url())
    threading.Timer(0.1, clock.stop.set).start()
    start = time.monotonic()
    with pytest.raises(Stopped):
        ours.get(server.url())
    assert time.monotonic() - start < 0.9
    assert len(server.paths) == 1


# ---- pages and files


def test_captured_pages_are_records_and_failures_skips(server: Server) -> None:
    """Each page is the record of its answer under the name that was given; each failure a skip that says why."""
    server.replies |= {"/a": page(b"one"), "/r": redirect("/a")}
    urls = [server.url("/a"), server.url("/r"), server.url("/gone"), "http://u:secret@site.test/", server.url("/a")]
    one, led, gone, bad = captured(urls, fetcher())
    assert isinstance(one, Captured)
    assert isinstance(led, Captured)
    assert (one.name, one.final) == (server.url("/a"), False)
    assert first_record(one.read(9999)).fields["warc-target-uri"] == server.url("/a")
    assert led.name == server.url("/r")
    assert one.read(9999).count(b"WARC/1.1") == led.read(9999).count(b"WARC/1.1") == 1
    assert isinstance(gone, Skip)
    assert isinstance(bad, Skip)
    assert "404 Not Found" in gone.reason
    assert (bad.name, "password" in bad.reason) == ("http://***@site.test/", True)
    assert server.paths == ["/a", "/r", "/a", "/gone"]


def test_a_fetched_page_is_a_document(server: Server) -> None:
    """However a server packs and cuts up a page, the record gives the page's text."""
    markup = b"<html><title>Quay</title><body><article><h1>Quay hit</h1><p>It was hit at dawn.</article></body></html>"
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(markup[i : i + 7]), markup[i : i + 7]) for i in range(0, len(markup), 7))
    kind = "Content-Type: text/html"
    server.replies |= {
        "/plain": page(markup, "200 OK", kind),
        "/pieces": CHUNKED + pieces + b"0\r\n\r\n",
        "/packed": page(gzip.compress(markup), "200 OK", kind, "Content-Encoding: gzip"),
    }
    texts = set()
    for item in captured([server.url(path) for path in server.replies], fetcher(robots=False)):
        assert isinstance(item, Captured)
        texts.add(content_of(item.read(9999)).text)
    (text,) = texts
    assert "It was hit at dawn." in text


def test_a_full_disk_leaves_the_file_as_it_was(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails the old file stays, nothing is left beside it, and the reason is given."""
    server.replies["/"] = page()
    path = tmp_path / "a.warc"
    to_warc([server.url()], path, fetcher())
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("shutil.copyfileobj", "os.fsync"):
        with monkeypatch.context() as patched:
            patched.setattr(name, full)
            with pytest.raises(InputError, match="No space left"):
                to_warc([server.url()], path, fetcher())
        assert path.read_bytes() == before
        assert [p.name for p in tmp_path.iterdir()] == ["a.warc"]


def records(data: bytes) -> list[tuple[str, str]]:
    """Kind and address of all records of a WARC file."""
    found = []
    while data:
        record = first_record(data)
        assert wrong_digest(record, message_of(record)) == ""
        found.append((record.fields["warc-type"], record.fields.get("warc-target-uri", "")))
        assert data[record.end : record.end + 4] == b"\r\n\r\n"
        data = data[record.end + 4 :]
    return found


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_file_grows_by_whole_pages(server: Server, tmp_path: Path, name: str) -> None:
    """Requests, redirects and answers are appended after what is there; failures are rows with a reason."""
    path = tmp_path / name
    server.replies |= {"/a": page(b"one"), "/r": redirect("/a")}
    rows = to_warc([server.url("/r"), "http://127.0.0.1/", server.url("/gone")], path, fetcher())
    assert [(r.status, bool(r.reason)) for r in rows] == [(200, False), (0, True), (404, True)]
    assert (rows[0].url, rows[0].final_url, rows[0].bytes) == (server.url("/r"), server.url("/a"), 3)
    first = path.read_bytes()
    to_warc([server.url("/a")], path, fetcher())
    assert path.read_bytes().startswith(first)
    data = gzip.decompress(path.read_bytes()) if name.endswith("gz") else path.read_bytes()
    both = ["response", "request"]
    assert [kind for kind, _ in records(data)] == ["warcinfo", *both * 3, "warcinfo", *both]
    assert f"software: {AGENT}".encode() in data
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_a_file_that_is_no_archive_is_not_touched(server: Server, tmp_path: Path) -> None:
    """Nothing is written over another file, and nothing is made when nothing was fetched."""
    server.replies["/"] = page()
    for content in (b"my notes", gzip.compress(b"my notes"), b"\x1f\x8bdamaged"):
        (tmp_path / "notes").write_bytes(content)
        with pytest.raises(InputError, match="no WARC file"):
            to_warc([server.url()], tmp_path / "notes", fetcher())
        assert (tmp_path / "notes").read_bytes() == content
    with pytest.raises(InputError, match="cannot be written"):
        to_warc([server.url()], tmp_path / "none" / "a.warc", fetcher())
    assert server.asked == []
    assert to_warc(["http:" + "//10.0.0.1/"], tmp_path / "b.warc", fetcher())[0].reason
    assert [p.name for p in tmp_path.iterdir()] == ["notes"]


def test_an_interruption_keeps_what_was_finished(server: Server, tmp_path: Path) -> None:
    """Who interrupts a long list has the pages so far, whole."""

    def interrupted() -> Iterator[str]:
        yield server.url("/a")
        yield server.url("/b")
        raise KeyboardInterrupt

    server.replies |= {"/a": page(), "/b": page()}
    ours = fetcher()
    with pytest.raises(KeyboardInterrupt):
        to_warc(interrupted(), tmp_path / "a.warc", ours)
    assert [u for _, u in records((tmp_path / "a.warc").read_bytes())][1::2] == [server.url("/a"), server.url("/b")]
    assert len(list(tmp_path.iterdir())) == 1


def test_headers_are_read_without_trust() -> None:
    """Names without case, folded lines joined, repeated ones listed, lines that are no headers left out."""
    head = b"HTTP/1.1 200 OK\r\nA: 1\r\na:2\r\nB: x\r\n\ty\r\nno header\r\nBad name: z\r\n: w\r\nC:\xe9\r\n\r\n"
    answer = fetcher_answer(head)
    assert (answer.header("A"), answer.header("b"), answer.header("C"), answer.header("Bad name")) == (
        "1, 2",
        "x y",
        "é",
        "",
    )


def fetcher_answer(head: bytes) -> Answer:
    """An answer with nothing but a head."""
    return Answer(status=200, request=b"", head=head, wire=b"", address="", date=FakeClock().now())
