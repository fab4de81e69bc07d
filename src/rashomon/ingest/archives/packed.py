"""Archives of files: ZIP, TAR (plain, or packed by gzip, bzip2, xz or Zstandard), and a single file packed by these.

Members come one at a time and nothing is written to disk: links, devices and absolute names do no harm, and are told.
The bounds are those of `members` and `unpacking`; a header that holds a long name may have `LONG` bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple, cast

from rashomon import settings
from rashomon.errors import RashomonError, TooLarge, Unreadable
from rashomon.ingest.archives.members import (
    HELD,
    Late,
    Names,
    by_pieces,
    hidden,
    in_bounds,
    inner_name,
    is_container,
    opened,
    plain_head,
    skip,
    too_many,
)
from rashomon.ingest.archives.unpacking import PIECE, CutOff, packing_of, some
from rashomon.ingest.archives.zips import ZipMembers
from rashomon.ingest.items import Captured, over
from rashomon.records import Skip

BLOCK = 512
LONG = 1024 * 1024
"""Bytes: a TAR header for a long name or for named fields that is longer ends the archive."""

EMPTY = 20 * 1024
"""Bytes of zeros that are taken for an archive of no files; programs write ten thousand."""

PREFIX = 1024 * 1024
"""Bytes of a member that are at hand without opening it, to see what it is."""

KINDS = {"1": "a link", "2": "a link", "3": "a device", "4": "a device", "6": "a pipe", "S": "a file with holes"}
SUFFIX = re.compile(r"\.(?:gz|gzip|z|bz2|bz|xz|zst|zstd)$", re.IGNORECASE)
OFFICE = re.compile(
    rb"PK(?:\x03\x04.{26}|\x01\x02.{42})(?:\[Content_Types\]\.xml|_rels/\.rels|mimetypeapplication/vnd\.oasis)",
    re.DOTALL,
)

OFFICE_HEAD = 16 * 1024
"""Bytes at either end of a ZIP in which an office document shows itself."""


class Zip:
    """ZIP archives, but for the office documents that are made of one; an EPUB is read as the pages in it."""

    name = "zip"

    def recognises(self, item: Captured) -> bool:
        """By the mark of a file's header, or of the end of an empty archive."""
        try:
            head = item.head(OFFICE_HEAD)
            if not head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")) or OFFICE.search(head):
                return False
            with item.open() as file:
                if not file.seekable():
                    return True
                file.seek(max(0, file.seek(0, io.SEEK_END) - OFFICE_HEAD))
                return OFFICE.search(file.read(OFFICE_HEAD)) is None
        except (RashomonError, OSError):
            return False

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """The files in it, each checked against its size and checksum; longer archives in it are opened in place."""
        yield from in_bounds(item, self._members(item), "an empty ZIP archive, or one that holds only hidden files")

    def _members(self, item: Captured) -> Iterator[Captured | Skip]:
        with item.open() as file:
            if not file.seekable():
                raise Unreadable("a ZIP archive within packed data, too long to be held; unpack it first")
            yield from ZipMembers(item, file).all()


class Header(NamedTuple):
    """One entry of a TAR archive: its name, its kind ("0" for a file), the length of its data in bytes."""

    name: str
    kind: str
    size: int


def checked(block: bytes) -> bool:
    """Whether 512 bytes are a TAR header, by the sum that it states of itself."""
    if len(block) < BLOCK or not block[0]:
        return False
    stated = block[148:156].strip(b" \0")
    if not stated or not re.fullmatch(rb"[0-7]{1,7}", stated):
        return False
    total = sum(block) - sum(block[148:156]) + 8 * 0x20
    if int(stated, 8) == total:
        return True
    # Some old programs took the bytes for signed ones.
    high = sum(byte > 127 for byte in (*block[:148], *block[156:]))
    return bool(int(stated, 8) == total - 256 * high)


def _number(field: bytes) -> int:
    """A number in octal digits or, with the highest bit set, in bytes."""
    if field[0] & 0x80:
        number = int.from_bytes(bytes([field[0] & 0x7F]) + field[1:], "big")
        if number >= 1 << 62:
            raise Unreadable("a header in it is damaged")
        return number
    digits = field.strip(b" \0")
    if not re.fullmatch(rb"[0-7]*", digits):
        raise Unreadable("a header in it is damaged")
    return int(digits or b"0", 8)


def _text(raw: bytes) -> str:
    raw = raw.split(b"\0", 1)[0]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


class _TarReader:
    """A TAR archive read forward, entry after entry."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.at = 0
        self._seekable = file.seekable()
        self._entries = 0

    def header(self) -> Header | None:
        """The next entry, its long name and its named fields joined to it; none at the end."""
        fields: dict[str, str] = {}
        while (block := self.taken(BLOCK)) and block.count(0) < BLOCK:
            self._entries += 1
            too_many(self._entries)
            if len(block) < BLOCK:
                raise CutOff("the archive is cut off")
            if not checked(block):
                raise Unreadable("a header in it is damaged")
            kind, size = chr(block[156] or 0x30), _number(block[124:136])
            if kind == "S":
                self._pass_holes(block[482])
            if kind in "LKxgX":
                fields |= self._long(kind, size)
                continue
            name = _text(block[:100])
            if block[257:263] == b"ustar\0" and block[345]:
                name = f"{_text(block[345:500])}/{name}"
            if fields.get("size", "").isdecimal() and len(fields["size"]) < 19:
                size = int(fields["size"])
            if any(key.startswith("GNU.sparse") for key in fields):
                kind = "S"
            return Header(fields.get("path", name), "0" if kind == "7" else kind, size)
        if not block:
            raise CutOff("the archive is cut off" if self.at else "there is nothing in it")
        return None

    def _pass_holes(self, more: int) -> None:
        """Passes the blocks that list where a file with holes has them."""
        while more and (block := self.taken(BLOCK)):
            more = block[-8] if len(block) == BLOCK else 0

    def _long(self, kind: str, size: int) -> dict[str, str]:
        if size > LONG:
            raise TooLarge(f"a header in it is longer than {LONG // 1024 // 1024} MB")
        data = self.taken(size + -size % BLOCK)[:size]
        if kind == "L":
            return {"path": _text(data)}
        return _named(data) if kind in "xX" else {}

    def taken(self, size: int) -> bytes:
        """So many bytes, fewer only at the end of the file."""
        try:
            data = self.file.read(size)
        except CutOff:
            data = self.file.read(size)  # what there is
        self.at += len(data)
        return data

    def passed(self, size: int) -> None:
        """Goes on by so many bytes; raises `CutOff` where the file has fewer."""
        self.at += size
        if self._seekable:
            if size:
                self.file.seek(size - 1, io.SEEK_CUR)
                if not self.file.read(1):
                    raise CutOff("the archive is cut off")
            return
        while size:
            piece = self.file.read(min(size, PIECE))
            if not piece:
                raise CutOff("the archive is cut off")
            size -= len(piece)


def _named(data: bytes) -> dict[str, str]:
    """The named fields of a header of the newer kind: "<length> <name>=<value>" and a line's end each."""
    fields, at = {}, 0
    while (found := re.compile(rb"(\d{1,7}) ([^=\n]{1,200})=").match(data, at)) is not None:
        end = at + int(found.group(1))
        if end <= found.end() or end > len(data):
            break
        fields[found.group(2).decode("utf-8", "replace")] = _text(data[found.end() : end - 1])
        at = end
    return fields


class _Here:
    """A long member of a TAR archive: read where the archive stands once, opened anew after that."""

    def __init__(self, item: Captured, reader: _TarReader, size: int) -> None:
        self._item, self._reader, self._start = item, reader, reader.at
        self.head = reader.taken(min(size, PREFIX))
        self.left = size - len(self.head)
        self._live, self._over = False, False

    def begin(self) -> None:
        """The next opening reads where the archive stands."""
        self._live = True

    def over(self) -> None:
        """The archive moves on: from now on the member is opened anew."""
        self._over = True

    def open(self) -> BinaryIO:
        """The member from its start, forward only."""
        return by_pieces(Late(self.head, self._rest))

    def _rest(self) -> BinaryIO:
        if self._live and not self._over:
            self._live = False
            return cast(BinaryIO, _Rest(self))
        file, _ = opened(self._item)
        other = _TarReader(file)
        other.passed(self._start + len(self.head))
        return cast(BinaryIO, _Rest(self, other))

    def taken(self, size: int, reader: _TarReader | None, left: int) -> bytes:
        """The next bytes, of the archive itself or of `reader`."""
        if reader is None and self._over:
            raise Unreadable("the archive has moved on; open the member again")
        data = (reader or self._reader).taken(min(size, left))
        if not data and size and left:
            raise CutOff("the archive is cut off")
        return data


class _Rest(io.BufferedIOBase):
    """What follows the head of a long member."""

    def __init__(self, member: _Here, reader: _TarReader | None = None) -> None:
        self._member, self._reader, self._left = member, reader, member.left

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        data = self._member.taken(self._left if size is None or size < 0 else size, self._reader, self._left)
        self._left -= len(data)
        return data

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(PIECE if size < 0 else size)

    def close(self) -> None:
        if self._reader is not None:
            self._reader.file.close()
        super().close()


class Tar:
    """TAR archives of every dialect, plain or packed."""

    name = "tar"

    def recognises(self, item: Captured) -> bool:
        """By a first header whose sum is right, once unpacked; a few blocks of zeros alone are an empty one."""
        head = plain_head(item, EMPTY + 1)
        return checked(head[:BLOCK]) or (2 * BLOCK <= len(head) <= EMPTY and not any(head))

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """The files in it, in order; links, devices, pipes and files with holes are skips."""
        yield from in_bounds(item, self._members(item), "an empty TAR archive, zeros alone, or only hidden files")

    def _members(self, item: Captured) -> Iterator[Captured | Skip]:
        file, _ = opened(item)
        names = Names(item.name)
        with file:
            reader = _TarReader(file)
            while (header := reader.header()) is not None:
                rest = header.size + -header.size % BLOCK if header.kind not in "123456" else 0
                end = reader.at + rest
                path = header.name.removeprefix("./")
                if header.kind == "5" or path.endswith("/") or hidden(path) or header.kind in "VDM":
                    pass
                elif header.kind != "0":
                    what = KINDS.get(header.kind, f"an entry of the unknown kind {header.kind!r}")
                    yield skip(names.of(path), f"{what}, not a plain file: nothing to read")
                else:
                    yield from self._member(item, reader, header, names.of(path))
                reader.passed(end - reader.at)

    def _member(self, item: Captured, reader: _TarReader, header: Header, name: str) -> Iterator[Captured | Skip]:
        depth = item.depth + 1
        if header.size > min(HELD, settings.MAX_BYTES):
            here = _Here(item, reader, header.size)
            streamed = Captured(name=name, stream=here.open, depth=depth)
            if not here.head.startswith(b"PK") and is_container(streamed, alone=True):
                here.begin()
                yield streamed
                here.over()
                return
            if header.size > settings.MAX_BYTES:
                yield skip(name, over(name, settings.MAX_BYTES))
                return
            data = here.head + reader.taken(here.left)
        else:
            data = reader.taken(header.size)
        if len(data) < header.size:
            yield skip(name, f"cut off: {header.size:,} bytes are stated, and there are {len(data):,}")
            raise CutOff("the archive is cut off")
        yield Captured(name=name, data=data, depth=depth)


class Compressed:
    """A single file packed by gzip, bzip2, xz or Zstandard."""

    name = "compressed"

    def recognises(self, item: Captured) -> bool:
        """By the mark of the packing; what is a TAR or web archive once unpacked belongs to those."""
        try:
            if not packing_of(item.head(16)):
                return False
        except (RashomonError, OSError):
            return False
        head = plain_head(item, 2 * BLOCK)
        return not checked(head[:BLOCK]) and not head.startswith(b"WARC/")

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """The file; of one that is cut off what there is, and a skip that says so."""
        yield from in_bounds(item, self._members(item), "nothing is packed in it")

    def _members(self, item: Captured) -> Iterator[Captured | Skip]:
        name = inner_name(item.name, self._path(item))
        stream = partial(_unpacked_stream, item)
        streamed = Captured(name=name, stream=stream, depth=item.depth + 1)
        whole, damage = io.BytesIO(), None
        limit = settings.MAX_BYTES
        with stream() as file:
            try:
                while whole.tell() <= limit and (piece := some(file, PIECE)):
                    whole.write(piece)
                    if whole.tell() > HELD >= whole.tell() - len(piece) and self._opens(streamed):
                        yield streamed
                        return
            except CutOff as error:
                damage = error
        if whole.tell() > limit:
            yield skip(name, over(name, limit))
            return
        if whole.tell():
            yield Captured(name=name, data=whole.getvalue(), depth=item.depth + 1)
        if damage is not None:
            raise damage

    def _opens(self, streamed: Captured) -> bool:
        return not streamed.head(4).startswith(b"PK") and is_container(streamed, alone=True)

    def _path(self, item: Captured) -> str:
        """The name that gzip keeps, or the item's own without what the packing added."""
        head = item.head(1024)
        if packing_of(head) == "gzip" and head[3] & 0x08 and not head[3] & 0x04 and b"\0" in head[10:]:
            kept = head[10 : head.index(b"\0", 10)].decode("utf-8", "replace").strip()
            if kept:
                return kept
        own = item.name.rsplit("/", 1)[-1]
        return SUFFIX.sub("", own) or own


def _unpacked_stream(item: Captured) -> BinaryIO:
    file, packing = opened(item)
    return by_pieces(cast(io.BufferedIOBase, file)) if packing else file


FORMATS = (Zip(), Tar(), Compressed())
