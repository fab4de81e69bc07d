"""ZIP archives: every file in them, whoever wrote them, and every trick that they are known for."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import settings
from rashomon.ingest.archives import zips
from rashomon.ingest.archives.packed import Zip
from rashomon.ingest.items import Captured
from rashomon.records import Skip

TEXT = b"The ferry left at dawn, the harbour master said.\n" * 20


class Forward(io.RawIOBase):
    """A file that can only be written forward, as a pipe."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self.data += bytes(data)
        return len(bytes(data))


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, into: Any = None) -> bytes:
    """A ZIP archive of these files, as the standard library writes it."""
    buffer = into or io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 12, 0, 0)), data, method)
    data = into.data if into else buffer.getvalue()
    return bytes(data)


def members(data: bytes | Path) -> tuple[list[Captured], list[Skip]]:
    """All that comes out of an archive, captured items and skips apart."""
    item = Captured(name="a.zip", data=data) if isinstance(data, bytes) else Captured(name="a.zip", path=data)
    assert Zip().recognises(item)
    found = list(Zip().members(item))
    return [f for f in found if isinstance(f, Captured)], [f for f in found if isinstance(f, Skip)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("forward", [False, True])
def test_every_way_of_packing(method: int, forward: bool) -> None:
    """Also with the sizes behind the data, as programs write that cannot go back."""
    data = packed({"a.txt": TEXT, "b/c.txt": b"", "d.txt": TEXT * 2}, method, Forward() if forward else None)
    captured, skips = members(data)
    assert [(c.name, c.data, c.depth, c.final) for c in captured] == [
        ("a.zip/a.txt", TEXT, 1, False),
        ("a.zip/b/c.txt", b"", 1, False),
        ("a.zip/d.txt", TEXT * 2, 1, False),
    ]
    assert skips == []


def test_from_a_path(tmp_path: Path) -> None:
    """A file on disk is read where it lies."""
    (tmp_path / "x.zip").write_bytes(packed({"a.txt": TEXT}))
    assert members(tmp_path / "x.zip")[0][0].data == TEXT


def test_folders_and_hidden_files_pass_in_silence() -> None:
    """As they do in folders; an archive of nothing else says so."""
    data = packed({"a/": b"", ".DS_Store": b"x", "__MACOSX/._a.txt": b"x", "b/.git/c": b"x", "../a.txt": TEXT})
    captured, skips = members(data)
    assert [c.name for c in captured] == ["a.zip/../a.txt"]
    assert skips == []
    assert "empty ZIP" in members(packed({".x": b""}))[1][0].reason
    assert "empty ZIP" in members(packed({}))[1][0].reason


def test_names_are_shown_as_they_are_meant() -> None:
    """UTF-8 with and without its mark, the code page of the first PCs, back slashes, the same name twice, controls."""
    data = packed({"порт.txt": TEXT, "bcgvk.txt": TEXT, "x\\y.txt": TEXT})
    data = data.replace(b"bcgvk.txt", "Söhn.tx".encode() + b"t")  # UTF-8 without its mark
    assert [c.name for c in members(data)[0]] == ["a.zip/порт.txt", "a.zip/Söhn.txt", "a.zip/x/y.txt"]
    old = packed({"caf_.txt": TEXT}).replace(b"caf_", b"caf\x82")
    assert members(old)[0][0].name == "a.zip/café.txt"
    twice = packed({"a.txt": TEXT, "b.txt": TEXT}).replace(b"b.txt", b"a.txt")
    assert [c.name for c in members(twice)[0]] == ["a.zip/a.txt", "a.zip/a.txt (2)"]
    odd = packed({"evil_gpj.txt": TEXT}).replace(b"_", b"\x1b")
    assert members(odd)[0][0].name == "a.zip/evil\ufffdgpj.txt"
    assert members(packed({"/etc/x" + "y" * 3000: TEXT}))[0][0].name.startswith("a.zip//etc/xyyy")


def test_a_password_is_asked_for() -> None:
    """Encrypted files are skips that say what to do."""
    data = bytearray(packed({"a.txt": TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "needs its password" in members(bytes(data))[1][0].reason


def test_links_are_not_followed() -> None:
    """A link is a skip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", TEXT)
    captured, skips = members(buffer.getvalue())
    assert len(captured) == 1
    assert "a link" in skips[0].reason


def test_unknown_methods_are_named() -> None:
    """Deflate64 and others are told by name."""
    data = packed({"a.txt": TEXT})
    place = data.index(b"PK\x01\x02") + 10
    assert "Deflate64" in members(data[:place] + b"\x09\x00" + data[place + 2 :])[1][0].reason


@pytest.mark.parametrize("size", [0, 1, 10, len(TEXT) + 1, 4_000_000])
def test_a_directory_that_lies_about_sizes(size: int) -> None:
    """A file of another length than stated is a skip, and the others come."""
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, size)
    captured, skips = members(bytes(data))
    assert [c.name for c in captured] == ["a.zip/b.txt"]
    assert len(skips) == 1


def test_a_wrong_checksum_is_found() -> None:
    """Damage within the data shows."""
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    data[60] ^= 1
    captured, skips = members(bytes(data))
    assert len(captured) == 1
    assert "checksum" in skips[0].reason


def test_a_bomb_is_not_unpacked() -> None:
    """By what the directory says and, where that lies, by what comes."""
    data = packed({"zeros": b"\0" * 50_000_000, "a.txt": TEXT})
    captured, skips = members(data)
    assert len(captured) == 1
    assert "bomb" in skips[0].reason
    lie = bytearray(data)
    struct.pack_into("<L", lie, data.index(b"PK\x01\x02") + 24, 9_000_000)
    captured, skips = members(bytes(lie))
    assert len(captured) == 1
    assert "states 9,000,000 bytes, and there are more" in skips[0].reason


def test_entries_over_each_other_are_refused() -> None:
    """Many entries for the same bytes give them once."""
    data = packed({"a.txt": TEXT})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    many = data[:start] + data[start:end] * 50
    count = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 50, 50, 50 * (end - start), start, 0)
    captured, skips = members(many + count)
    assert (len(captured), len(skips)) == (1, 49)
    assert "another entry" in skips[0].reason


def test_an_entry_that_contains_another_is_refused() -> None:
    """Data that runs on over the next file's header is a bomb's way to be small."""
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<LL", data, place + 20, len(TEXT) + 60, len(TEXT) + 60)
    captured, skips = members(bytes(data))
    assert [c.name for c in captured] == ["a.zip/b.txt"]
    assert "another entry" in skips[0].reason


def test_long_archives_of_the_later_kind() -> None:
    """ZIP64 fields for sizes, places and the directory are understood."""
    name, crc, size = b"a.txt", zlib.crc32(TEXT), len(TEXT)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 45, 0, 0, 0, 0, crc, 0xFFFFFFFF, 0xFFFFFFFF, 5, 20)
    body = local + name + struct.pack("<HHQQ", 1, 16, size, size) + TEXT
    extra = struct.pack("<HHQQQ", 1, 24, size, size, 0)
    central = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 45, 45, 0, 0, 0, 0, crc, *[0xFFFFFFFF] * 2, 5, len(extra), 0, 0, 0, 0, 0xFFFFFFFF
    )
    directory = central + name + extra
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(directory), len(body))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(body) + len(directory), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    data = body + directory + record + locator + end
    assert zipfile.ZipFile(io.BytesIO(data)).read("a.txt") == TEXT
    assert members(data)[0][0].data == TEXT


@pytest.mark.parametrize("forward", [False, True])
@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_an_archive_that_is_cut_off_keeps_what_came_before(keep: float, forward: bool) -> None:
    """Without its directory, files are found by the header before each, and one skip at the end says what is wrong."""
    files = {f"{i}.txt": random.Random(i).randbytes(500) for i in range(10)}  # noqa: S311 - noise, not secrets
    data = packed(files, into=Forward() if forward else None)
    captured, skips = members(data[: int(len(data) * keep)])
    assert [c.data for c in captured] == list(files.values())[: len(captured)]
    assert len(captured) >= 10 * keep - 3
    assert "cut off" in skips[-1].reason
    assert len(skips) <= 2


def test_a_file_too_long_to_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a skip, unless it is an archive: then it is opened where it lies."""
    monkeypatch.setattr(settings, "MAX_BYTES", 1000)
    monkeypatch.setattr(zips, "HELD", 100)
    noise = random.Random(1).randbytes(2000)  # noqa: S311 - noise, not secrets
    inner = packed({"c.txt": noise[:900]}, zipfile.ZIP_STORED)
    captured, skips = members(packed({"a.txt": noise, "b.zip": inner}, zipfile.ZIP_STORED))
    assert [s.name for s in skips] == ["a.zip/a.txt"]
    assert (captured[0].name, captured[0].data) == ("a.zip/b.zip", None)
    (deep,) = Zip().members(captured[0])
    assert isinstance(deep, Captured)
    assert (deep.name, deep.data, deep.depth) == ("a.zip/b.zip/c.txt", noise[:900], 2)


def test_office_documents_are_not_taken_apart() -> None:
    """They are one document each, for a format of their own; a book of pages (EPUB) is an archive of pages."""
    assert not Zip().recognises(Captured(name="", data=packed({"[Content_Types].xml": b"<x/>", "word/a.xml": b""})))
    odt = packed({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED)
    assert not Zip().recognises(Captured(name="", data=odt))
    epub = packed({"mimetype": b"application/epub+zip", "a.xhtml": b"<p>"}, zipfile.ZIP_STORED)
    assert Zip().recognises(Captured(name="", data=epub))


def test_too_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound one skip says so."""
    from rashomon.ingest.archives import members as shared

    monkeypatch.setattr(shared, "MEMBERS", 5)
    _, skips = members(packed({f"{i}.txt": TEXT for i in range(9)}))
    assert "more than 5 entries" in skips[0].reason


def test_parameters_that_do_not_go_together() -> None:
    """LZMA data that asks for what cannot be is damage, not an error of ours; found by the test below."""
    data = packed({"a.txt": TEXT}, zipfile.ZIP_LZMA)
    at = data.index(b"\x09\x04\x05\x00\x5d") + 4
    assert "do not go together" in members(data[:at] + b"\x2c" + data[at + 1 :])[1][0].reason


WHOLE = [
    packed({"a.txt": TEXT, "b/c.txt": b"x" * 50}),
    packed({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED),
    packed({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_BZIP2, Forward()),
    packed({"a.txt": TEXT}, zipfile.ZIP_LZMA),
]


@given(
    start=st.sampled_from(WHOLE),
    changes=st.lists(st.tuples(st.integers(0, 3000), st.binary(min_size=1, max_size=8)), max_size=8),
    cut=st.integers(0, 600),
)
def test_damaged_archives_end(start: bytes, changes: list[tuple[int, bytes]], cut: int) -> None:
    """Whatever is changed: items and skips come, nothing is raised, and it ends."""
    data = bytearray(start)
    for place, new in changes:
        at = place % len(data)
        data[at : at + len(new)] = new
    item = Captured(name="x", data=bytes(data[: max(4, len(data) - cut)]))
    Zip().recognises(item)
    assert all(isinstance(f, Captured | Skip) for f in Zip().members(item))


@given(data=st.binary(max_size=300))
def test_any_bytes_end(data: bytes) -> None:
    """No bytes make it raise."""
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06"):
        item = Captured(name="x", data=start + data)
        Zip().recognises(item)
        assert all(isinstance(f, Captured | Skip) for f in Zip().members(item))
