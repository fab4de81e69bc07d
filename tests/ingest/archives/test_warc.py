"""Web archives: what is taken out of them, what is left out and why, and that no damage stops them."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import settings
from rashomon.errors import RashomonError, Unreadable
from rashomon.ingest.archives import warc_records
from rashomon.ingest.archives.warc import Warc, WarcRecord, record
from rashomon.ingest.items import Captured, Content
from rashomon.records import Skip

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PAGE = b"<!DOCTYPE html><html><head><title>Quay</title></head><body><p>The ferry left at dawn.</p></body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def page(url: str = "https://a.example/1", body: bytes = PAGE, head: bytes = HEAD) -> bytes:
    """A response record."""
    return record(url, NOON, head, body)


def plain(kind: str, block: bytes = b"", **fields: str) -> bytes:
    """A record of any kind, without digests."""
    lines = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Date: 2026-03-01T12:00:00Z"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    if "Content_Length" not in fields:
        lines.append(f"Content-Length: {len(block)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + block + b"\r\n\r\n"


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes that do not pack, the same every time."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - noise, not secrets


def changed(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    """The data with some of its bytes overwritten."""
    out = bytearray(data)
    for place, new in changes:
        at = place % len(out)
        out[at : at + len(new)] = new
    return bytes(out)


def members(data: bytes, name: str = "grab.warc") -> tuple[list[Captured], list[Skip]]:
    """All that comes out of a web archive, captured items and skips apart."""
    found = list(Warc().members(Captured(name=name, data=data)))
    return [f for f in found if isinstance(f, Captured)], [f for f in found if isinstance(f, Skip)]


def test_a_record_is_what_another_reader_takes_it_for() -> None:
    """Digests, lengths and ids are right by warcio's check, for a response and its request."""
    warcio = pytest.importorskip("warcio.archiveiterator", reason="warcio is not installed")
    request = b"GET /1 HTTP/1.1\r\nHost: a.example\r\n\r\n"
    data = record("https://a.example/1", NOON, HEAD, PAGE, ip="192.0.2.7", request=request)
    found = [
        (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.raw_stream.read(), r.digest_checker.passed)
        for r in warcio.ArchiveIterator(io.BytesIO(data), check_digests=True)
    ]
    assert found == [
        ("response", "https://a.example/1", PAGE, True),
        ("request", "https://a.example/1", b"", True),
    ]


def test_a_record_is_the_same_for_the_same_answer() -> None:
    """The id is made from what was captured, times are told in UTC, and a line break in an address is harmless."""
    east = NOON.astimezone(timezone(timedelta(hours=5)))
    assert record("https://a.example/", NOON, HEAD, PAGE) == record("https://a.example/", east, HEAD, PAGE)
    assert record("https://a.example/", NOON, HEAD, PAGE) != record("https://a.example/", NOON, HEAD, PAGE + b"!")
    odd = record("https://a.example/\r\nX: y", NOON, HEAD, PAGE)
    assert b"https://a.example/%0D%0AX:%20y\r\n" in odd


@given(body=st.binary(max_size=300), head=st.sampled_from([HEAD, HEAD.rstrip(), b"HTTP/1.1 200 OK"]))
def test_records_come_back_byte_for_byte(body: bytes, head: bytes) -> None:
    """What was written is what is taken apart, and the digests agree."""
    data = record("https://a.example/", NOON, head, body)
    found = warc_records.first_record(data)
    message = warc_records.message_of(found)
    assert (found.raw, bytes(message.body), message.status) == (data, body, 200)
    assert warc_records.wrong_digest(found, message) == ""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_each_response_is_an_item_of_its_own(pack: Any) -> None:
    """The raw bytes of one record, final, under the time and address of the capture; plain or packed."""
    one, two = page(), page("https://a.example/2")
    info = plain("warcinfo", b"software: x\r\n")
    captured, skips = members(pack(info) + pack(one) + pack(plain("request", b"GET / HTTP/1.1\r\n\r\n")) + pack(two))
    assert [c.name for c in captured] == [
        "grab.warc/20260301120000/https://a.example/1",
        "grab.warc/20260301120000/https://a.example/2",
    ]
    assert [c.data for c in captured] == [one, two]
    assert all(c.final and c.depth == 1 for c in captured)
    assert skips == []


def test_one_gzip_stream_over_all_records_is_read_too() -> None:
    """Records need not be packed one by one, and any packing of a whole file will do."""
    data = page() + page("https://a.example/2")
    assert len(members(gzip.compress(data))[0]) == 2
    import bz2
    import lzma

    assert len(members(bz2.compress(data))[0]) == 2
    assert len(members(lzma.compress(data))[0]) == 2
    assert Warc().recognises(Captured(name="", data=bz2.compress(data)))


def test_what_is_no_document_is_told() -> None:
    """Redirects, errors and repeats are skips with the reason; the crawler's own records pass in silence."""
    data = b"".join(
        [
            plain("dns", b"a.example"),
            plain("response", b"20260301 a.example", WARC_Target_URI="dns:a.example"),
            plain("metadata", b"x: y"),
            page("https://a.example/gone", b"<html>no</html>", b"HTTP/1.1 404 Not Found\r\n\r\n"),
            page("https://a.example/old", b"", b"HTTP/1.1 301 Moved\r\nLocation: https://a.example/new\r\n\r\n"),
            plain("revisit", b"", WARC_Target_URI="https://a.example/r", WARC_Refers_To_Date="2025-01-01T00:00:00Z"),
            plain("continuation", b"x", WARC_Target_URI="https://a.example/c"),
        ]
    )
    captured, skips = members(data)
    reasons = [s.reason for s in skips]
    assert captured == []
    assert "unknown kind 'dns'" in reasons[0]
    assert "(404 Not Found)" in reasons[1]
    assert reasons[2] == "a redirect (301 Moved) to https://a.example/new"
    assert "https://a.example/r of 2025-01-01T00:00:00Z" in reasons[3]
    assert "join" in reasons[4]


def test_things_without_a_report_are_counted_once() -> None:
    """By their bytes, not by what the server called them; one skip for all."""
    html_type, png = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"\x89PNG\r\n\x1a\n" + b"\0" * 40
    script = b"(function(){var a=document.getElementById('x');if(a){a.style.color='red';}})();"
    style = b"body{margin:0;padding:0} .quay > a{color:#fff;background:url(x.png)}"
    bodies = [png, png, script, style, b'{"a": [1, 2]}', b"wOF2" + b"\0" * 50, b"   "]
    data = b"".join(page(f"https://a.example/{i}", body, html_type) for i, body in enumerate(bodies))
    data += page("https://a.example/lie", PAGE, b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n")
    captured, skips = members(data)
    assert [c.name.rsplit("/", 1)[1] for c in captured] == ["lie"]
    assert [s.reason for s in skips] == [
        "7 records that hold no report: 2 image, 1 javascript, 1 stylesheet, 1 data, 1 font, 1 empty"
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"Reporters said (twice) that the ferry; the barge; and the tug = gone. function of the port was unclear." * 3,
        b"[A]ny attack will be answered, the ministry said.",
        "Порт закрыт, сообщил смотритель.".encode(),
        b"var is a French department. The quay is there.",
    ],
)
def test_prose_is_no_code(text: bytes) -> None:
    """Plain text is kept, whatever the server called it."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/javascript\r\n\r\n"
    assert len(members(page(body=text, head=head))[0]) == 1


def test_a_container_in_a_response_is_looked_into() -> None:
    """A ZIP that was captured comes as a ZIP, not as a final record."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "The ferry left.")
    captured, _ = members(page("https://a.example/all.zip", buffer.getvalue()))
    assert (captured[0].final, captured[0].data, captured[0].depth) == (False, buffer.getvalue(), 1)


def test_data_is_kept_where_a_text_is_in_it() -> None:
    """A feed, a list of texts, a news item; the rest of what pages fetch is counted."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "x",
        "items": [{"id": "1", "content_text": "Quay."}],
    }
    rows = [{"title": "Quay", "text": "The ferry left at dawn."}]
    other = [{"a": 1, "b": [1, 2]}, [1, 2, 3], [{"id": 1}, {"id": 2}], {"user": None}]
    bodies = [json.dumps(body).encode() for body in (feed, rows, *other)]
    captured, skips = members(b"".join(page(f"https://a.example/{i}", body) for i, body in enumerate(bodies)))
    assert [c.name.rsplit("/", 1)[1] for c in captured] == ["0", "1"]
    assert [s.reason for s in skips] == ["4 records that hold no report: 4 data"]


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "identity": bytes,
    "deflate ": lambda data: zlib.compress(data)[2:-4],
}


def chunked(data: bytes, size: int = 37) -> bytes:
    """A body as servers send it in chunks."""
    parts = [data[i : i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("coding", list(CODINGS))
@pytest.mark.parametrize("in_chunks", [True, False])
@pytest.mark.parametrize("stored_plain", [True, False])
def test_bodies_are_unpacked(coding: str, in_chunks: bool, stored_plain: bool, seen: list[bytes]) -> None:
    """Chunks and packing are undone, also where a crawler undid them already and kept the header that declares them."""
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n"
    body = PAGE if stored_plain and coding != "deflate " else CODINGS[coding](PAGE)
    if in_chunks:
        head += "Transfer-Encoding: chunked\r\n"
        body = body if stored_plain else chunked(body)
    if stored_plain and coding.startswith("deflate"):
        return
    captured, skips = members(page(body=body, head=head.encode()))
    assert skips == []
    content = WarcRecord().read(captured[0].data or b"")
    assert seen == [PAGE]
    assert content.text == PAGE.decode()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The payloads that were handed on to be read."""
    from rashomon.ingest import documents

    payloads: list[bytes] = []

    def content_of(data: bytes, charset: str = "") -> Content:
        payloads.append(data)
        return Content(text=data.decode(charset or "utf-8"), media_type="text/html")

    monkeypatch.setattr(documents, "content_of", content_of, raising=False)
    return payloads


def test_a_record_says_when_and_where_it_was_captured(seen: list[bytes]) -> None:
    """Address and time (in UTC) are signals, and the server's word on the encoding is used."""
    head = b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset="windows-1251"\r\n\r\n'
    data = page(body="<html>Порт".encode("cp1251"), head=head)
    content = WarcRecord().read(data)
    assert content.text == "<html>Порт"
    assert [(s.field, s.value) for s in content.signals] == [
        ("url", "https://a.example/1"),
        ("captured", "2026-03-01T12:00:00Z"),
    ]


def test_brotli(seen: list[bytes]) -> None:
    """With its package the body is unpacked; bounded."""
    brotli = pytest.importorskip("brotli", reason="brotli is not installed")
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n"
    captured, _ = members(page(body=brotli.compress(PAGE), head=head))
    assert WarcRecord().read(captured[0].data or b"").text == PAGE.decode()
    assert members(page(body=brotli.compress(b"\x89PNG\r\n\x1a\n" + b"\0" * 99), head=head))[1][0].reason.endswith(
        "1 image"
    )


def test_a_bomb_in_a_body_is_refused(seen: list[bytes]) -> None:
    """A body that unpacks to a thousand times its length is not unpacked to its end."""
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    data = page(body=gzip.compress(b"<html>" + b" " * 30_000_000), head=head)
    with pytest.raises(RashomonError, match="bomb"):
        WarcRecord().read(data)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
@pytest.mark.parametrize("encoded", ["hex", "base32", "base64"])
def test_digests_are_checked(algorithm: str, encoded: str) -> None:
    """In the ways in which digests are written; a wrong one makes a skip, one of an unknown kind says nothing."""
    raw = hashlib.new(algorithm, HEAD + PAGE).digest()
    value = {"hex": raw.hex(), "base32": base64.b32encode(raw).decode(), "base64": base64.b64encode(raw).decode()}
    fields = {"WARC_Target_URI": "https://a.example/", "WARC_Block_Digest": f"{algorithm}:{value[encoded]}"}
    assert len(members(plain("response", HEAD + PAGE, **fields))[0]) == 1
    captured, skips = members(plain("response", HEAD + PAGE + b"!", **fields))
    assert captured == []
    assert "changed or damaged" in skips[0].reason
    fields["WARC_Block_Digest"] = "xxh3:abc"
    assert len(members(plain("response", HEAD + PAGE, **fields))[0]) == 1


@pytest.mark.parametrize("of", ["stored", "without chunks", "unpacked"])
def test_payload_digests_as_writers_take_them(of: str) -> None:
    """Of the body as stored, without its chunks, or unpacked: all agree; any other is a skip."""
    packed = gzip.compress(PAGE, mtime=0)
    body = chunked(packed)
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    digest = hashlib.sha1({"stored": body, "without chunks": packed, "unpacked": PAGE}[of], usedforsecurity=False)
    fields = {"WARC_Payload_Digest": "sha1:" + base64.b32encode(digest.digest()).decode()}
    assert len(members(plain("response", head + body, **fields))[0]) == 1
    fields["WARC_Payload_Digest"] = "sha1:" + "A" * 32
    assert "payload" in members(plain("response", head + body, **fields))[1][0].reason


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (plain("response", HEAD + PAGE, Content_Length=str(len(HEAD + PAGE) - 9)), "too small"),
        (plain("response", HEAD + PAGE, Content_Length=str(len(HEAD + PAGE) + 99)), "too large"),
        (plain("response", HEAD + PAGE, Content_Length="many"), "does not state"),
        (plain("response", HEAD + PAGE, Content_Length="9" * 40), "does not state"),
        (b"WARC/1.0\r\n" + b"X-A: " + b"a" * 600_000 + b"\r\n\r\n", "does not end"),
        (b"some other bytes\r\n", "no record"),
    ],
)
def test_a_broken_record_costs_itself_alone(broken: bytes, said: str) -> None:
    """What stands before and after it is read."""
    captured, skips = members(page("https://a.example/before") + broken + page("https://a.example/after"))
    assert [c.name.rsplit("/", 1)[1] for c in captured] == ["before", "after"]
    assert captured[1].data == page("https://a.example/after")
    assert said in skips[0].reason
    assert len(skips) == 1


def test_missing_line_ends_do_no_harm() -> None:
    """Records that stand right after one another, or with bare line feeds in their headers, are read."""
    tight = page().removesuffix(b"\r\n\r\n") + page("https://a.example/2").removesuffix(b"\r\n\r\n")
    captured, skips = members(tight)
    assert (len(captured), skips) == (2, [])
    bare = b"WARC/1.0\nWARC-Type: response\nContent-Length: %d\n\n" % len(HEAD + PAGE) + HEAD + PAGE + b"\n\n"
    assert len(members(bare + bare)[0]) == 2


@pytest.mark.parametrize("keep", [0.2, 0.7, 0.99])
def test_a_file_that_is_cut_off_keeps_what_came_before(keep: float) -> None:
    """Packed or not: whole records stay, and one skip at the end says what is missing."""
    records = [page(f"https://a.example/{i}", PAGE + noise(3000, i)) for i in range(8)]
    for data in (b"".join(records), b"".join(map(gzip.compress, records)), gzip.compress(b"".join(records))):
        captured, skips = members(data[: int(keep * len(data))])
        assert [c.data for c in captured] == records[: len(captured)]
        assert len(captured) >= int(keep * 8) - 1
        assert 1 <= len(skips) <= 2
        assert "cut off" in skips[-1].reason


def test_a_record_too_long_to_hold_is_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a skip, and the next record is read."""
    monkeypatch.setattr(settings, "MAX_BYTES", 2000)
    captured, skips = members(page("https://a.example/long", PAGE * 30) + page())
    assert [c.name.rsplit("/", 1)[1] for c in captured] == ["1"]
    assert "more than 2000 bytes" in skips[0].reason


def test_long_records_are_taken_whole() -> None:
    """Records longer than the buffer come back byte for byte, also packed."""
    one = page(body=PAGE + noise(9_000_000))
    for data in (one + page(), gzip.compress(one + page(), 1)):
        captured, skips = members(data)
        assert [c.data for c in captured] == [one, page()]
        assert skips == []


def test_nothing_in_it_is_said() -> None:
    """A web archive without a document says so."""
    assert members(plain("warcinfo", b"x: y"))[1][0].reason == "a web archive that holds no captured document"


def test_skips_beyond_a_thousand_are_counted() -> None:
    """A crawl with many redirects does not fill the list."""
    data = page(body=b"", head=b"HTTP/1.1 302 Found\r\n\r\n") * 1500
    _, skips = members(data)
    assert len(skips) == 1001
    assert skips[-1].reason.startswith("500 more")


WHOLE = [
    page()
    + plain("warcinfo", b"x: y")
    + page("https://a.example/2", chunked(PAGE), HEAD[:-2] + b"Transfer-Encoding: chunked\r\n\r\n"),
    gzip.compress(page()) + gzip.compress(page("https://a.example/2")),
]


@given(
    start=st.sampled_from(WHOLE),
    changes=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=8)), min_size=1, max_size=6),
    cut=st.integers(0, 3000),
)
def test_damaged_archives_end(start: bytes, changes: list[tuple[int, bytes]], cut: int) -> None:
    """Whatever is changed in an archive: items and skips come, nothing else is raised, and it ends."""
    data = changed(start, changes)
    found = list(Warc().members(Captured(name="x", data=data[: len(data) - cut % len(data)])))
    assert all(isinstance(f, Captured | Skip) for f in found)
    for item in found:
        if isinstance(item, Captured) and item.final:
            with contextlib.suppress(RashomonError):
                message = warc_records.message_of(warc_records.first_record(item.data or b""))
                warc_records.payload_of(message, 10_000)


@given(data=st.binary(max_size=400))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    """Reading a record raises nothing but what it says."""
    assert not Warc().recognises(Captured(name="", data=data)) or data.startswith((b"WARC/", b"\x1f\x8b"))
    for start in (b"", b"WARC/1.0\r\n", page()[:300]):
        with contextlib.suppress(RashomonError):
            warc_records.payload_of(warc_records.message_of(warc_records.first_record(start + data)), 1000)
    list(Warc().members(Captured(name="", data=data)))


def test_a_record_in_a_record_is_refused(seen: list[bytes]) -> None:
    """Records do not nest without end."""
    with pytest.raises(Unreadable, match="within a record"):
        WarcRecord().read(page(body=page()))
