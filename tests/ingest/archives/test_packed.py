"""TAR archives and single packed files: what comes out, in bounds, whatever was put in."""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import lzma
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import settings
from rashomon.ingest.archives import packed as archives
from rashomon.ingest.archives import unpacking
from rashomon.ingest.archives.packed import Compressed, Tar
from rashomon.ingest.items import Captured
from rashomon.records import Skip

TEXT = b"The ferry left at dawn, the harbour master said.\n" * 20
PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes that do not pack, the same every time."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - noise, not secrets


def tarred(files: dict[str, bytes], dialect: int = tarfile.PAX_FORMAT) -> bytes:
    """A TAR archive of these files, as the standard library writes it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=dialect) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def members(data: bytes | Path, name: str = "a.tar") -> tuple[list[Captured], list[Skip]]:
    """All that comes out of an archive, captured items and skips apart."""
    item = Captured(name=name, data=data) if isinstance(data, bytes) else Captured(name=name, path=data)
    found_by = next(f for f in (Tar(), Compressed()) if f.recognises(item))
    found = list(found_by.members(item))
    return [f for f in found if isinstance(f, Captured)], [f for f in found if isinstance(f, Skip)]


@pytest.mark.parametrize("dialect", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("pack", [bytes, *PACKERS.values()])
def test_every_dialect_plain_and_packed(dialect: int, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Short and long names, empty files, from memory and from disk."""
    files = {"a.txt": TEXT, "b/" + "long-" * 25 + "/c.txt": TEXT, "порт.txt": TEXT * 3, "empty": b"", "./d.txt": b"x"}
    data = pack(tarred(files, dialect))
    (tmp_path / "x").write_bytes(data)
    for given_as in (data, tmp_path / "x"):
        captured, skips = members(given_as)
        assert [(c.name, c.data) for c in captured] == [
            ("a.tar/" + name.removeprefix("./"), text) for name, text in files.items()
        ]
        assert skips == []


def test_links_and_devices_are_told() -> None:
    """They are skips; folders and hidden files pass in silence; names that climb are kept as names alone."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (
            ("folder", tarfile.DIRTYPE),
            ("soft", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("null", tarfile.CHRTYPE),
            ("pipe", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "/etc/passwd"
            archive.addfile(info)
        for name in ("../../up.txt", "/etc/abs.txt", ".hidden", "a.txt", "a.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            archive.addfile(info, io.BytesIO(TEXT))
    captured, skips = members(buffer.getvalue())
    assert [c.name.removeprefix("a.tar/") for c in captured] == ["../../up.txt", "/etc/abs.txt", "a.txt", "a.txt (2)"]
    assert [(s.name, s.reason.split(",")[0]) for s in skips] == [
        ("a.tar/soft", "a link"),
        ("a.tar/hard", "a link"),
        ("a.tar/null", "a device"),
        ("a.tar/pipe", "a pipe"),
    ]


def test_empty_archives_say_so() -> None:
    """An archive of no files, plain or packed, is one skip."""
    assert "empty TAR" in members(tarred({}))[1][0].reason
    assert "empty TAR" in members(gzip.compress(tarred({})))[1][0].reason
    assert "nothing is packed" in members(gzip.compress(b""), "a.gz")[1][0].reason


@pytest.mark.parametrize("pack", [bytes, *PACKERS.values()])
@pytest.mark.parametrize("keep", [0.3, 0.5, 0.8])
def test_an_archive_that_is_cut_off_keeps_what_came_before(keep: float, pack: Callable[[bytes], bytes]) -> None:
    """Whole files stay, and the last skip says that the archive is cut off."""
    files = {f"{i}.txt": noise(2000, i) for i in range(10)}
    data = pack(tarred(files))
    captured, skips = members(data[: int(len(data) * keep)])
    assert [c.data for c in captured] == list(files.values())[: len(captured)]
    assert pack is bz2.compress or len(captured) >= 10 * keep - 3
    assert "cut off" in skips[-1].reason


def test_a_damaged_header_ends_the_archive() -> None:
    """What came before it stays."""
    data = bytearray(tarred({"a.txt": TEXT, "b.txt": TEXT}))
    data[512 + 1024 + 20] ^= 1
    captured, skips = members(bytes(data))
    assert len(captured) == 1
    assert "damaged" in skips[0].reason


def test_a_header_without_end_is_refused() -> None:
    """A name of a gigabyte is not read."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 30
    _, skips = members(info.tobuf(tarfile.GNU_FORMAT) + b"a" * 4096)
    assert "longer than 1 MB" in skips[0].reason


@pytest.mark.parametrize("suffix", list(PACKERS))
def test_a_single_packed_file(suffix: str) -> None:
    """It is one member, under the name without what the packing added."""
    captured, skips = members(PACKERS[suffix](TEXT), f"folder/notes.txt.{suffix}")
    assert [(c.name, c.data, c.depth) for c in captured] == [(f"folder/notes.txt.{suffix}/notes.txt", TEXT, 1)]
    assert skips == []


def test_a_single_packed_file_under_the_name_that_it_keeps() -> None:
    """Gzip may keep the name of the file."""
    buffer = io.BytesIO()
    with gzip.GzipFile("quay.txt", "wb", fileobj=buffer) as file:
        file.write(TEXT)
    assert members(buffer.getvalue(), "x.gz")[0][0].name == "x.gz/quay.txt"


def test_streams_in_a_row_are_one_file() -> None:
    """With padding of zeros as on tapes; other bytes behind it are told, and the file is kept."""
    one = gzip.compress(TEXT)
    assert members(one + one, "x.gz")[0][0].data == TEXT * 2
    assert members(one + b"\0" * 100, "x.gz")[1] == []
    captured, skips = members(one + b"and more that is no gzip data", "x.gz")
    assert captured[0].data == TEXT
    assert "other bytes follow" in skips[0].reason


@pytest.mark.parametrize("suffix", ["gz", "xz"])
def test_a_single_packed_file_that_is_cut_off(suffix: str) -> None:
    """What there is comes as a member, and a skip says that there was more; a wrong checksum leaves nothing."""
    whole = noise(600_000)
    data = PACKERS[suffix](whole)
    captured, skips = members(data[:400_000], f"x.{suffix}")
    assert whole.startswith(captured[0].data or b"?")
    assert len(captured[0].data or b"") > 300_000
    assert "cut off" in skips[0].reason
    flipped = bytearray(data)
    flipped[-8 if suffix == "gz" else 300_000] ^= 1
    captured, skips = members(bytes(flipped), f"x.{suffix}")
    assert captured == []
    assert "damaged" in skips[0].reason


@pytest.mark.parametrize("suffix", list(PACKERS))
def test_bombs_are_refused(suffix: str) -> None:
    """A thousand times its length, alone or in a TAR, packed once or twice: refused after some megabytes."""
    zeros = b"\0" * 40_000_000
    for data in (PACKERS[suffix](b"x" + zeros), PACKERS[suffix](tarred({"zeros": zeros}))):
        captured, skips = members(data, "x")
        assert captured == []
        assert "bomb" in skips[0].reason
    captured, _ = members(gzip.compress(PACKERS[suffix](zeros)), "x")
    assert "bomb" in members(captured[0].data or b"", "y")[1][0].reason


def test_more_than_a_container_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small bombs in a row meet the bound of the whole."""
    monkeypatch.setattr(unpacking.Unpacked.__init__, "__kwdefaults__", {"total": 5_000_000, "options": b""})
    _, skips = members(gzip.compress(noise(100_000) * 9, 1) * 9, "x")
    assert "more than 5 MB" in skips[0].reason


def test_memory_asked_for_is_bounded() -> None:
    """An xz file that asks its reader for more than 128 MB is refused."""
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 256 * 1024 * 1024}]
    data = lzma.compress(TEXT, filters=filters)
    assert "damaged" in members(data, "x.xz")[1][0].reason


def test_zstandard() -> None:
    """With its package it is read as the others are; without it the skip says so."""
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError:
        data = b"\x28\xb5\x2f\xfd" + b"\0" * 50
        assert "zstandard" in members(data, "x.zst")[1][0].reason
        return
    pack = zstandard.ZstdCompressor().compress
    assert members(pack(TEXT) + pack(TEXT), "x.zst")[0][0].data == TEXT * 2
    assert members(pack(tarred({"a": TEXT})), "x.tar.zst")[0][0].data == TEXT
    assert "bomb" in members(pack(b"\0" * 50_000_000), "x.zst")[1][0].reason
    assert "cut off" in members(pack(noise(500_000))[:200_000], "x.zst")[1][0].reason


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_long_archive_in_an_archive_is_opened_in_place(
    pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read where the outer archive stands, as often as anybody likes, and the outer one goes on after it."""
    monkeypatch.setattr(archives, "HELD", 1000)
    monkeypatch.setattr(archives, "PREFIX", 2000)
    monkeypatch.setattr(settings, "MAX_BYTES", 9000)
    inner = tarred({"c.txt": noise(3000), "d.txt": noise(3000)})
    data = pack(tarred({"a.txt": noise(9500), "b.tar": inner, "e.txt": TEXT}))
    for times in (0, 1, 2):
        found = iter(Tar().members(Captured(name="a.tar", data=data)))
        assert "more than 9000 bytes" in next(found).reason  # type: ignore[union-attr]
        nested = next(found)
        assert isinstance(nested, Captured)
        assert nested.data is None
        for _ in range(times):
            deep = [m for m in Tar().members(nested) if isinstance(m, Captured)]
            assert [(m.name, m.data) for m in deep] == [
                ("a.tar/b.tar/c.txt", noise(3000)),
                ("a.tar/b.tar/d.txt", noise(3000)),
            ]
        half = iter(Tar().members(nested))
        next(half)
        (last,) = found
        assert (last.name, getattr(last, "data", None)) == ("a.tar/e.txt", TEXT)
        assert len([m for m in Tar().members(nested) if isinstance(m, Captured)]) == 2  # opened anew


def test_a_long_zip_in_packed_data_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ZIP is read from its end, so that one too long to hold has to be unpacked first."""
    monkeypatch.setattr(archives, "HELD", 1000)
    monkeypatch.setattr(settings, "MAX_BYTES", 3000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", noise(5000))
    assert "more than 3000 bytes" in members(gzip.compress(buffer.getvalue()), "x.gz")[1][0].reason
    assert "more than 3000 bytes" in members(tarred({"b.zip": buffer.getvalue()}))[1][0].reason


def test_sizes_of_the_later_kinds() -> None:
    """A size in bytes rather than octal digits, and one in a named field, are understood; an absurd one is damage."""
    header = bytearray(tarred({"a.txt": TEXT})[:512])
    header[124:136] = b"\x80" + len(TEXT).to_bytes(11, "big")
    assert members(_summed(header) + TEXT + b"\0" * 2000)[0][0].data == TEXT
    header[124:136] = b"\xff" * 12
    assert "damaged" in members(_summed(header) + TEXT)[1][0].reason
    header[124:136] = b"\x80" + (1 << 50).to_bytes(11, "big")
    assert "cut off" in members(_summed(header) + TEXT)[1][-1].reason


def _summed(header: bytearray) -> bytes:
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


WHOLE = [
    tarred({"a.txt": TEXT, "b" * 150: b"x" * 50}, dialect)
    for dialect in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)
    if dialect != tarfile.USTAR_FORMAT
]


@given(
    start=st.sampled_from(WHOLE),
    changes=st.lists(st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=12)), max_size=8),
    cut=st.integers(0, 4000),
    fix=st.booleans(),
    pack=st.sampled_from([bytes, gzip.compress, bz2.compress]),
)
def test_damaged_archives_end(
    start: bytes, changes: list[tuple[int, bytes]], cut: int, fix: bool, pack: Callable[[bytes], bytes]
) -> None:
    """Whatever is changed, with the sum put right or not: items and skips come, nothing is raised, and it ends."""
    data = bytearray(start)
    for place, new in changes:
        at = place % len(data)
        data[at : at + len(new)] = new
    for at in range(0, len(data) - 511, 512):
        if fix and data[at + 257 : at + 262] == b"ustar":
            data[at : at + 512] = _summed(data[at : at + 512])
    item = Captured(name="x", data=pack(bytes(data[: max(512, len(data) - cut)])))
    Tar().recognises(item)
    assert all(isinstance(f, Captured | Skip) for f in Tar().members(item))


@given(
    pack=st.sampled_from(sorted(PACKERS)),
    text=st.binary(max_size=2000),
    changes=st.lists(st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=4)), max_size=4),
    cut=st.integers(0, 60),
)
def test_damaged_packed_files_end(pack: str, text: bytes, changes: list[tuple[int, bytes]], cut: int) -> None:
    """Of single packed files the same."""
    data = bytearray(PACKERS[pack](text))
    for place, new in changes:
        at = place % len(data)
        data[at : at + len(new)] = new
    item = Captured(name="x", data=bytes(data[: max(1, len(data) - cut)]))
    Compressed().recognises(item)
    found = list(Compressed().members(item))
    assert all(isinstance(f, Captured | Skip) for f in found)
    if not changes and not cut:
        assert found == [Captured(name="x/x", data=text, depth=1)] or not text


def test_a_gzip_header_that_does_not_end() -> None:
    """A name of megabytes within the header of a packed file is passed without being kept."""
    header = struct.pack("<2sBBLBB", b"\x1f\x8b", 8, 8, 0, 0, 255)
    assert "cut off" in members(header + b"n" * 5_000_000, "x.gz")[1][0].reason
