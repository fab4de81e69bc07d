"""WACZ: the web archives in it, and what is said of a part that was changed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.archives.wacz import Wacz
from rashomon.ingest.archives.warc import Warc, record
from rashomon.ingest.items import Captured
from rashomon.records import Skip

PAGE = record(
    "https://a.example/1",
    datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
    b"<!DOCTYPE html><html><body><p>The ferry left at dawn.</p></body></html>",
)


def wacz(parts: dict[str, bytes], **wrong: str) -> bytes:
    """A WACZ of these parts; `wrong` replaces digests by name."""
    stated = [
        {
            "name": path.rsplit("/", 1)[-1],
            "path": path,
            "hash": wrong.get(path, "sha256:" + hashlib.sha256(data).hexdigest()),
        }
        for path, data in parts.items()
    ]
    package = json.dumps({"profile": "data-package", "resources": stated}).encode()
    seal = {"path": "datapackage.json", "hash": wrong.get("seal", "sha256:" + hashlib.sha256(package).hexdigest())}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in parts.items():
            if wrong.get("missing") != path:
                archive.writestr(path, data)
        archive.writestr("datapackage.json", package)
        archive.writestr("datapackage-digest.json", json.dumps(seal))
    return buffer.getvalue()


PARTS = {
    "archive/data.warc.gz": gzip.compress(PAGE),
    "indexes/index.cdx": b"com,example)/ 2026",
    "pages/pages.jsonl": b'{"format": "json-pages-1.0"}',
}


def test_a_wacz_gives_its_web_archives() -> None:
    """The WARC files come as containers; lists and indexes pass in silence."""
    item = Captured(name="a.wacz", data=wacz(PARTS))
    assert Wacz().recognises(item)
    (found,) = Wacz().members(item)
    assert isinstance(found, Captured)
    assert (found.name, found.final, found.data) == (
        "a.wacz/archive/data.warc.gz",
        False,
        PARTS["archive/data.warc.gz"],
    )
    (inner,) = Warc().members(found)
    assert inner.name == "a.wacz/archive/data.warc.gz/20260301120000/https://a.example/1"


def test_a_wacz_with_a_part_that_was_changed() -> None:
    """A digest that does not fit makes a skip that names both, and the part is not read."""
    found = list(
        Wacz().members(Captured(name="a.wacz", data=wacz(PARTS, **{"archive/data.warc.gz": "sha256:" + "0" * 64})))
    )
    assert [type(f) for f in found] == [Skip]
    assert "states " + "0" * 64 in found[0].reason  # type: ignore[union-attr]
    found = list(Wacz().members(Captured(name="a.wacz", data=wacz(PARTS, seal="sha256:" + "1" * 64))))
    assert [f.name for f in found] == ["a.wacz/archive/data.warc.gz", "a.wacz/datapackage.json"]
    found = list(Wacz().members(Captured(name="a.wacz", data=wacz(PARTS, missing="pages/pages.jsonl"))))
    assert "it is missing" in found[1].reason  # type: ignore[union-attr]


def test_a_long_web_archive_in_a_wacz_is_opened_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never held whole, and every opening gives it from its start."""
    from rashomon.ingest.archives import zips

    monkeypatch.setattr(zips, "HELD", 10)
    (found,) = Wacz().members(Captured(name="a.wacz", data=wacz(PARTS)))
    assert isinstance(found, Captured)
    assert found.data is None
    assert found.read(10_000) == found.read(10_000) == PARTS["archive/data.warc.gz"]
    assert len(list(Warc().members(found))) == 1


@given(changes=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=8)), min_size=1, max_size=5))
def test_damaged_wacz_files_end(changes: list[tuple[int, bytes]]) -> None:
    """Items and skips come, nothing is raised."""
    data = bytearray(wacz(PARTS))
    for place, new in changes:
        at = place % len(data)
        data[at : at + len(new)] = new
    item = Captured(name="x", data=bytes(data))
    Wacz().recognises(item)
    assert all(isinstance(f, Captured | Skip) for f in Wacz().members(item))
