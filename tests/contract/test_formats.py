"""What every format owes: each is told by its content, quotes its own text, and breaks over no bytes at all."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.archives.warc_records import record
from rashomon.ingest.documents import content_of, ingest
from rashomon.ingest.formats import all_formats, container_of, format_of, unpacked
from rashomon.ingest.items import Captured
from rashomon.records import Page, Part, Provenance, Skip, Zone

SAID = "The harbour master of Vardessa said on Monday that two rockets had hit the quay before dawn."
MORE = "A clerk of the port told reporters that nobody had been on the quay at that hour."
PAGE = (
    f"<!doctype html><html><head><title>Two rockets hit the quay</title></head><body><article>"
    f"<h1>Two rockets hit the quay</h1><p>{SAID}</p><p>{MORE}</p></article></body></html>"
).encode()
MAIL = (
    "From: Mara Lund <mara@packet.example>\r\nTo: desk@packet.example\r\nDate: Mon, 10 Oct 2022 09:00:00 +0000\r\n"
    f"Subject: The quay\r\nMessage-ID: <1@packet.example>\r\n\r\n{SAID}\r\n\r\n{MORE}\r\n"
).encode()
FEED = (
    f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Packet</title><item><title>The quay</title>"
    f"<link>https://packet.example/1</link><description>{SAID} {MORE}</description></item></channel></rss>"
).encode()


def zipped(**members: bytes) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def tarred(**members: bytes) -> bytes:
    """A TAR archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def document_xml() -> bytes:
    """The main part of a Word document."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("The quay", SAID, MORE))
    return f"<?xml version='1.0'?><w:document {space}><w:body>{lines}</w:body></w:document>".encode()


def docx() -> bytes:
    """A Word document of three paragraphs."""
    types = b"<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
    return zipped(**{"[Content_Types].xml": types, "word__document.xml": document_xml()})


def pdf() -> bytes:
    """A PDF of one page with two lines, as small as it can be written by hand."""
    stream = "".join(f"BT /F1 12 Tf 72 {700 - 20 * i} Td ({line}) Tj ET\n" for i, line in enumerate((SAID, MORE)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 700 792] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + end).encode()


def warc() -> bytes:
    """A WARC with one response that holds a page."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return record("https://packet.example/1", datetime(2022, 10, 10, 9, tzinfo=UTC), head, PAGE)


ANNOTATION = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://packet.example/a1",
    "type": "Annotation",
    "body": {"type": "TextualBody", "value": MORE},
    "target": {
        "source": "https://packet.example/1",
        "selector": {"type": "TextQuoteSelector", "exact": SAID},
    },
}
NINJS = {
    "uri": "https://packet.example/n1",
    "type": "text",
    "profile": "text",
    "urgency": 3,
    "versioncreated": "2022-10-10T09:00:00Z",
    "headline": "The quay",
    "body_text": f"{SAID}\n\n{MORE}",
}
MHTML = (
    b"From: <Saved by a browser>\r\nSubject: The quay\r\nDate: Mon, 10 Oct 2022 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/html\r\n'
    b"Content-Location: https://packet.example/1\r\n\r\n" + PAGE + b"\r\n--b1--\r\n"
)
ROW = json.dumps({"title": "The quay", "text": f"{SAID} {MORE}", "author": "Mara Lund", "date": "2022-10-10"}).encode()
LEAVES = {
    "pdf": pdf(),
    "office": docx(),
    "warc record": warc(),
    "mhtml": MHTML,
    "mail": MAIL,
    "annotation": json.dumps(ANNOTATION).encode(),
    "ninjs": json.dumps(NINJS).encode(),
    "json": ROW,
    "markdown": f"---\ntitle: The quay\n---\n\n# The quay\n\n{SAID}\n\n> {MORE}\n".encode(),
}
"""A small good item of each format that gives a text."""
CONTAINERS = {
    "warc": warc(),
    "wacz": zipped(
        **{"archive__data.warc": warc(), "datapackage.json": b'{"profile": "data-package", "resources": []}'}
    ),
    "zip": zipped(a=SAID.encode(), b=PAGE),
    "tar": tarred(a=SAID.encode(), b=PAGE),
    "compressed": gzip.compress(SAID.encode(), mtime=0),
    "mbox": b"From mara@packet.example Mon Oct 10 09:00:00 2022\n" + MAIL.replace(b"\r\n", b"\n") + b"\n",
    "mail": MAIL,
    "opml": b"<?xml version='1.0'?><opml version='2.0'><body><outline type='rss' xmlUrl='https://a.example/f'/></body></opml>",
    "feed": FEED,
    "json-feed": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": [{"id": "1", "content_text": SAID}]}
    ).encode(),
    "annotations": json.dumps(
        {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [ANNOTATION]}
    ).encode(),
    "jsonl": ROW + b"\n" + ROW.replace(b"Mara", b"Dara") + b"\n",
    "json-array": b"[" + ROW + b"]",
    "table": f'title,text,author\n"The quay","{SAID}",Mara\n"The port","{MORE}",Dara\n'.encode(),
}
"""A small good file of each format that holds items."""
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def test_every_format_has_a_sample() -> None:
    """No format is left out of what follows."""
    names = {
        "read": {*LEAVES, "picture"},
        "members": set(CONTAINERS),
    }  # pictures need a program: tests/ingest/papers/test_ocr.py
    for what, known in names.items():
        assert {f.name for f in all_formats() if hasattr(f, what)} == known


@pytest.mark.parametrize("name", LEAVES)
def test_a_format_that_reads(name: str) -> None:
    """It is told by its content among all others, and says the same every time, in zones that quote its own text."""
    item = Captured(name="x.bin", data=LEAVES[name], final=True)
    found = format_of(item)
    assert found is not None
    assert found.name == name
    content = content_of(LEAVES[name])
    assert content == content_of(LEAVES[name])
    assert "two rockets had hit the quay" in content.text
    assert all(a.end <= b.start for a, b in pairwise(content.zones))
    runs: list[Zone | Part | Provenance | Page] = [*content.zones, *content.parts, *content.provenance, *content.pages]
    assert all(0 <= run.start <= run.end <= len(content.text) for run in runs)
    for zone in content.zones:
        assert content.text[zone.start : zone.end] == content.text[zone.start : zone.end].strip() != ""
        assert 0 <= zone.p <= 1
        assert zone.made_by in {"markup", "grammar", "lines", "format"}
    said = content.text.index("two rockets")
    (zone,) = [z for z in content.zones if z.start <= said < z.end]
    assert zone.kind in {"body", "blockquote"}


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_format_that_holds_items(name: str) -> None:
    """It is told by its content; its members carry its name, and each is a document by its own bytes alone."""
    item = Captured(name="x.bin", data=CONTAINERS[name])
    found = container_of(item)
    assert found is not None
    assert found.name == name
    members = list(unpacked([item]))
    assert members == list(unpacked([item]))
    read = [m for m in members if isinstance(m, Captured)]
    assert read or name == "opml"
    for member in read:
        assert member.name == "x.bin" or member.name.startswith("x.bin/")
        assert member.data is not None or member.path is not None or name == "mail"
        assert "quay" in ingest(member.name, member.read(10**6)).document.text


@pytest.mark.parametrize("name", [*LEAVES, *CONTAINERS])
@QUICK
@given(st.data())
def test_damaged_bytes(name: str, data: st.DataObject) -> None:
    """Cut off or overwritten anywhere, a file gives items, texts or reasons, and never another error."""
    good = bytearray(LEAVES.get(name) or CONTAINERS[name])
    for _ in range(data.draw(st.integers(0, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    broken = bytes(good[: data.draw(st.integers(0, len(good)))])
    for item in unpacked([Captured(name="x", data=broken)]):
        if isinstance(item, Skip):
            assert item.reason
            assert "our bug" not in item.reason, item.reason
            continue
        with suppress(Unreadable, TooLarge):
            content = content_of(item.read(10**7))
            assert all(0 <= z.start <= z.end <= len(content.text) for z in content.zones)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Bytes of no format at all are a text or have a reason."""
    for item in unpacked([Captured(name="x", data=data)]):
        if isinstance(item, Captured):
            with suppress(Unreadable, TooLarge):
                content_of(item.read(10**7))
