"""ZIP archives, member by member, by their directory or, where that is lost, by the headers in between.

The directory is read in pieces, so that its length costs time and not memory; per entry 8 bytes are kept, which tell
entries that lie over each other. What the directory says about sizes is held against what comes.
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple, cast

from rashomon import settings
from rashomon.errors import RashomonError, TooLarge, Unreadable
from rashomon.ingest.archives.members import HELD, Names, Window, by_pieces, hidden, is_container, skip, too_many
from rashomon.ingest.archives.unpacking import RATIO, RATIO_FROM, TOTAL, Unpacked
from rashomon.ingest.items import Captured, over
from rashomon.records import Skip

LOCAL, CENTRAL, END, END64, LOCATOR64 = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
CENTRAL_HEADER = struct.Struct("<4s6H3L5H2L")
END_RECORD = struct.Struct("<4s4H2LH")
PACKINGS = {8: "deflate", 12: "bzip2", 14: "lzma"}
METHODS = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 97: "WavPack", 98: "PPMd"}
ENCRYPTED, DESCRIBED_LATER, UTF8 = 0x1, 0x8, 0x800
DIRECTORY_PIECE = 256 * 1024


class Entry(NamedTuple):
    """One file as the directory (or its own header) describes it; `at` is where its header lies in the archive."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    mode: int = 0


class Directory(NamedTuple):
    """Where the list of entries lies, and how many bytes stand before the archive proper."""

    start: int
    length: int
    shift: int


def name_of(raw: bytes, flags: int, extra: bytes) -> str:
    """An entry's name: as UTF-8 where it is that (many tools do not say so), else in the code page of the first PCs."""
    for number, value in _extra_fields(extra):
        if number == 0x7075 and value[:1] == b"\1" and value[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return value[5:].decode("utf-8", "replace").replace("\\", "/")
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("utf-8", "replace") if flags & UTF8 else raw.decode("cp437")
    return name.replace("\\", "/")


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        number, length = struct.unpack_from("<HH", extra, at)
        yield number, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _long_sizes(extra: bytes, short: tuple[int, int, int]) -> tuple[int, int, int]:
    """Size, packed size and place, those that do not fit into 32 bits taken from the extra field made for them."""
    if 0xFFFFFFFF not in short:
        return short
    field = next((value for number, value in _extra_fields(extra) if number == 1), b"")
    longs = iter(struct.unpack_from(f"<{len(field) // 8}Q", field))
    size, packed, at = (next(longs, value) if value == 0xFFFFFFFF else value for value in short)
    return size, packed, at


def directory_of(file: BinaryIO) -> Directory | None:
    """Where the directory lies, or none when the archive's end is missing or points nowhere."""
    length = file.seek(0, io.SEEK_END)
    base = max(0, length - 65_536 - END_RECORD.size)
    file.seek(base)
    tail = file.read(65_536 + END_RECORD.size)
    found = tail.rfind(END)
    while found >= 0 and found + END_RECORD.size > len(tail):
        found = tail.rfind(END, 0, found)
    if found < 0:
        return None
    at = base + found
    *_, size, start, _ = END_RECORD.unpack_from(tail, found)
    if found >= 20 and tail[found - 20 : found - 16] == LOCATOR64:
        file.seek(max(0, struct.unpack_from("<Q", tail, found - 12)[0]))
        record = file.read(56)
        if not record.startswith(END64):
            file.seek(max(0, at - 20 - 56))
            record = file.read(56)
        if len(record) == 56 and record.startswith(END64):
            size, start = struct.unpack_from("<QQ", record, 40)
            return Directory(start, size, 0) if start + size <= at else None
    shift = at - size - start
    if size > at or start + size > at or shift < 0:
        return None
    return Directory(start + shift, size, shift)


def entries(file: BinaryIO, directory: Directory) -> Iterator[Entry]:
    """The entries in the directory's order; raises `Unreadable` where it is damaged, `TooLarge` beyond the bound."""
    at, end, number = directory.start, directory.start + directory.length, 0
    buffer, place = b"", 0
    while at + place < end:
        if len(buffer) - place < CENTRAL_HEADER.size + 3 * 65_535:
            at, place = at + place, 0
            file.seek(at)
            buffer = file.read(min(DIRECTORY_PIECE, end - at))
        if len(buffer) - place < CENTRAL_HEADER.size or buffer[place : place + 4] != CENTRAL:
            raise Unreadable(f"its directory is damaged after {number:,} entries")
        header = CENTRAL_HEADER.unpack_from(buffer, place)
        place += CENTRAL_HEADER.size
        names, extras, comments = header[10:13]
        raw, extra = buffer[place : place + names], buffer[place + names : place + names + extras]
        place += names + extras + comments
        number += 1
        too_many(number)
        size, packed, start = _long_sizes(extra, (header[9], header[8], header[16]))
        name, mode = name_of(raw, header[3], extra), header[15] >> 16
        yield Entry(name, header[3], header[4], header[7], packed, size, start + directory.shift, mode)


class ZipMembers:
    """The members of one ZIP archive that can be sought in."""

    def __init__(self, item: Captured, file: BinaryIO) -> None:
        self._item, self._file = item, file
        self._names = Names(item.name)
        self._given = 0
        self._starts: array[int] = array("Q")
        self._twice: set[int] = set()

    def all(self) -> Iterator[Captured | Skip]:
        """Captured members and skips in the directory's order, or in the bytes' where it is lost."""
        directory = directory_of(self._file)
        if directory is None:
            yield from self._without_directory()
            return
        damage = None
        starts = array("Q", [directory.start])
        try:
            starts.extend(entry.at for entry in entries(self._file, directory) if entry.at < 1 << 63)
        except Unreadable as error:
            damage = error
        self._starts = array("Q", sorted(starts))
        if damage is not None and len(starts) == 1:
            yield from self._without_directory()
            return
        for entry in entries(self._file, directory):
            yield from self.member(entry)

    def member(self, entry: Entry) -> Iterator[Captured | Skip]:
        """The member or the skip for one entry; nothing for a folder or a hidden file."""
        if entry.name.endswith("/") or not entry.name or hidden(entry.name):
            return
        name = self._names.of(entry.name)
        try:
            self.refuse(entry)
            yield self.captured(name, entry)
        except TooLarge as error:
            if self._given > TOTAL:
                raise
            yield skip(name, str(error))
        except (RashomonError, OSError) as error:
            yield skip(name, str(error))

    def refuse(self, entry: Entry) -> None:
        """Raises `Unreadable` or `TooLarge` for an entry that cannot be read, by what is said about it."""
        if entry.flags & ENCRYPTED or entry.method == 99:
            raise Unreadable("it needs its password: unpack the archive with it and add the files")
        if stat.S_IFMT(entry.mode) == stat.S_IFLNK:
            raise Unreadable("a link to another file, which is not followed")
        if entry.method and entry.method not in PACKINGS:
            method = METHODS.get(entry.method, f"method {entry.method}")
            raise Unreadable(f"packed in a way that is not read here ({method}): unpack the archive first")
        if entry.size > RATIO_FROM and entry.size > RATIO * entry.packed:
            sizes = f"{entry.packed:,} bytes unpack to {entry.size:,}"
            raise TooLarge(f"a decompression bomb: {sizes}; if it is none, unpack it first")
        self._given += min(entry.size, settings.MAX_BYTES)
        if self._given > TOTAL:
            raise TooLarge(f"it unpacks to more than {TOTAL // 1_000_000:,} MB; unpack it and add it in parts")

    def data_start(self, entry: Entry) -> int:
        """Where the packed bytes begin; raises `Unreadable` over another entry's, and without a header."""
        if entry.at >= 1 << 62:
            raise Unreadable("its place in the archive is beyond any file: the directory is wrong")
        self._file.seek(entry.at)
        header = self._file.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL):
            raise Unreadable("its place in the archive holds no file: cut off, or the directory is wrong")
        names, extras = LOCAL_HEADER.unpack(header)[9:11]
        start = entry.at + LOCAL_HEADER.size + names + extras
        after = bisect_right(self._starts, entry.at)
        overlap = after < len(self._starts) and start + entry.packed > self._starts[after]
        if after - bisect_left(self._starts, entry.at) > 1:
            overlap = overlap or entry.at in self._twice
            self._twice.add(entry.at)
        if overlap:
            raise Unreadable("its bytes are those of another entry too, as in a bomb; unpack the archive with care")
        return int(start)

    def captured(self, name: str, entry: Entry) -> Captured:
        """The member, its size and checksum found right; a long archive in it is opened in place, and says itself."""
        start, depth = self.data_start(entry), self._item.depth + 1
        if entry.size > min(HELD, settings.MAX_BYTES):
            stream = partial(packed_file, self._item, start, entry)
            streamed = Captured(name=name, stream=stream, depth=depth)
            seekable = entry.method == 0  # a ZIP is read from its end
            if (seekable or not streamed.head(4).startswith(b"PK")) and is_container(streamed, alone=True):
                self._given += max(0, entry.size - settings.MAX_BYTES)
                return streamed
        if entry.size > settings.MAX_BYTES:
            raise TooLarge(over(name, settings.MAX_BYTES))
        window = Window(self._file, start, entry.packed)
        file = _plain(window, entry)
        data = file.read(entry.size)
        if len(data) != entry.size or (entry.method != 14 and file.read(1)):
            more = "more" if len(data) == entry.size else f"{len(data):,}"
            raise Unreadable(f"damaged: its directory states {entry.size:,} bytes, and there are {more}")
        if zlib.crc32(data) != entry.crc:
            raise Unreadable("damaged: its checksum (CRC) is wrong")
        return Captured(name=name, data=data, depth=depth)

    def _without_directory(self) -> Iterator[Captured | Skip]:
        """The members that lie before the place where the archive breaks off, by the header before each."""
        at = number = 0
        while True:
            self._file.seek(at)
            header = self._file.read(LOCAL_HEADER.size)
            if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL):
                break
            _, _, flags, method, _, _, crc, packed, size, names, extras = LOCAL_HEADER.unpack(header)
            raw, extra = self._file.read(names), self._file.read(extras)
            size, packed, _ = _long_sizes(extra, (size, packed, 0))
            entry = Entry(name_of(raw, flags, extra), flags, method, crc, packed, size, at)
            start = at + LOCAL_HEADER.size + names + extras
            if flags & DESCRIBED_LATER and not packed:
                described = self._described_later(start, entry)
                if described is None:
                    break
                entry, at = described
                self._given += min(entry.size, settings.MAX_BYTES)
            else:
                at = start + packed
            number += 1
            too_many(number)
            yield from self.member(entry)
        raise Unreadable("its directory, at the end, is missing or damaged: the archive is cut off")

    def _described_later(self, start: int, entry: Entry) -> tuple[Entry, int] | None:
        """The entry with the sizes that stand behind its data, and where the next one begins; none if not to be had."""
        length = self._file.seek(0, io.SEEK_END)
        window = cast(BinaryIO, Window(self._file, start, length - start))
        if entry.method not in PACKINGS or entry.flags & ENCRYPTED:
            return None
        unpacked, size, crc = Unpacked(window, PACKINGS[entry.method]), 0, 0
        try:
            while piece := unpacked.read1():
                size, crc = size + len(piece), zlib.crc32(piece, crc)
        except RashomonError:
            return None
        end = start + unpacked.consumed
        self._file.seek(end)
        after = self._file.read(28)
        places = [at for at in (12, 16, 20, 24) if after[at : at + 2] == b"PK"]
        stated = int.from_bytes(after[4:8] if after.startswith(b"PK\x07\x08") else after[:4], "little")
        if not places or stated != crc:
            return None
        return entry._replace(size=size, packed=unpacked.consumed, crc=crc), end + places[0]


def _plain(window: Window, entry: Entry) -> Window | Unpacked:
    """The unpacked bytes of an entry as a file."""
    if entry.method == 0:
        return window
    options = window.read(9)[4:] if entry.method == 14 else b""
    return Unpacked(cast(BinaryIO, window), PACKINGS[entry.method], options=options)


def packed_file(item: Captured, start: int, entry: Entry) -> BinaryIO:
    """An entry of the archive `item`, opened anew."""
    return by_pieces(_plain(Window(item.open(), start, entry.packed, owns=True), entry))
