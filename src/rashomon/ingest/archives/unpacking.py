"""Packed bytes made plain again, as a stream and within stated bounds.

A packed stream (a gzip member, a file in a ZIP) that unpacks to more than `RATIO_FROM` bytes and to more than `RATIO`
times its own length is refused where that shows; one file gives at most `TOTAL` bytes. Memory is a piece of 256 KB and
the packer's own window, at most `WINDOW` bytes. Nothing is written to disk.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import zlib
from typing import Any, BinaryIO, cast

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import over

RATIO = 200
"""Times its own length that a packed stream may unpack to, once past `RATIO_FROM`; text rarely gets beyond 30."""

RATIO_FROM = 10_000_000
"""Bytes unpacked before the ratio is looked at."""

TOTAL = 20_000_000_000
"""Bytes that one container may unpack to."""

WINDOW = 128 * 1024 * 1024
"""Bytes of memory that a packed stream may ask its unpacker for."""

PIECE = 256 * 1024
"""Bytes unpacked at a time."""

TAKEN = 32 * 1024
"""Bytes of a packed stream read at a time."""

MAGIC: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("gzip", re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")),
    ("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")),
    ("xz", re.compile(rb"\xfd7zXZ\x00")),
    ("zstd", re.compile(rb"\x28\xb5\x2f\xfd")),
)
DAMAGES = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError)


class CutOff(Unreadable):
    """A packed stream that stops too early or goes on as something else: what came before is whole and kept."""


def packing_of(head: bytes) -> str:
    """How the bytes are packed by their first ones: gzip, bzip2, xz, zstd, or empty for none of these."""
    return next((name for name, magic in MAGIC if magic.match(head)), "")


class _Inflate:
    """zlib's unpacker with the face that the other two have."""

    def __init__(self, window: int) -> None:
        self._unpacker = zlib.decompressobj(window)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._unpacker.eof

    @property
    def unused_data(self) -> bytes:
        return self._unpacker.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        tail = self._unpacker.unconsumed_tail
        out = self._unpacker.decompress(tail + data if tail else data, max_length)
        self.needs_input = not self._unpacker.unconsumed_tail and len(out) < max_length
        return out


class _Zstandard:
    """The package zstandard behind the same face: little is fed at a time, for a few bytes may stand for 128 KB."""

    def __init__(self) -> None:
        from importlib import import_module

        try:
            package = import_module("zstandard")
        except ImportError:
            reason = "Zstandard data, for which the package zstandard is missing; install it, or unpack the file first"
            raise Unreadable(reason) from None
        self._error = package.ZstdError
        self._unpacker = package.ZstdDecompressor(max_window_size=WINDOW).decompressobj()
        self._rest = b""
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return bool(self._unpacker.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._unpacker.unused_data) + self._rest

    def decompress(self, data: bytes, max_length: int) -> bytes:
        rest, step = self._rest + data, max(1, max_length // 256)
        self._rest = rest[step:]
        self.needs_input = not self._rest
        try:
            return bytes(self._unpacker.decompress(rest[:step]))
        except self._error as error:
            raise ValueError(str(error)) from None


def _unpacker(packing: str, options: bytes) -> Any:
    if packing == "bzip2":
        return bz2.BZ2Decompressor()
    if packing == "xz":
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=WINDOW)
    if packing == "zstd":
        return _Zstandard()
    if packing == "lzma":
        return _lzma_of_zip(options)
    return _Inflate({"gzip": 31, "zlib": 15, "deflate": -15}[packing])


def _lzma_of_zip(options: bytes) -> lzma.LZMADecompressor:
    """An unpacker for method 14 of ZIP, from the five bytes that state its parameters."""
    if len(options) != 5 or options[0] >= 225:
        raise Unreadable("LZMA data without its parameters")
    window = int.from_bytes(options[1:], "little")
    if window > WINDOW:
        raise TooLarge(f"LZMA data that asks for {window // 1_000_000} MB of memory; unpack it first")
    rest, lc = divmod(options[0], 9)
    pb, lp = divmod(rest, 5)
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": max(4096, window), "lc": lc, "lp": lp, "pb": pb}]
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
    except lzma.LZMAError:
        raise Unreadable("LZMA data whose parameters do not go together") from None


class Unpacked(io.BufferedIOBase):
    """What a packed file unpacks to, forward only; several gzip, bzip2, xz or zstd streams in a row are read as one.

    Raises `TooLarge` over the bounds of this module, `CutOff` where the file stops early or other bytes follow, and
    `Unreadable` where it is damaged. Closing closes the packed file.
    """

    def __init__(self, file: BinaryIO, packing: str, *, total: int = TOTAL, options: bytes = b"") -> None:
        self._file, self._packing, self._total = file, packing, total
        self._unpacker: Any = None
        self._options = options
        self._next = b""
        self._ready = b""
        self._failed: Unreadable | TooLarge | None = None
        self._streams = self._in = self._out = self._given = 0
        self.consumed = 0
        """Bytes of the packed file that the streams which ended so far took."""

    def readable(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """Closes the packed file too."""
        self._file.close()
        super().close()

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes, fewer only at the end; all of them for a negative size.

        Raises when there are fewer because the data is cut off or damaged; what there is comes when asked again.
        """
        wanted = TOTAL if size is None or size < 0 else size
        if len(self._ready) >= wanted or (self._failed is not None and self._ready):
            out, self._ready = self._ready[:wanted], self._ready[wanted:]
            return out
        pieces, length = [self._ready], len(self._ready)
        self._ready = b""
        try:
            while length < wanted and (piece := self._piece(PIECE)):
                pieces.append(piece)
                length += len(piece)
        except (Unreadable, TooLarge) as error:
            self._failed, self._ready = error, b"".join(pieces)
            raise
        data = b"".join(pieces) if len(pieces) < 64 else _joined(pieces)
        self._ready = data[wanted:]
        return data[:wanted] if self._ready else data

    def read1(self, size: int = -1, /) -> bytes:
        """The next piece, as long as it comes; empty only at the end."""
        if self._ready:
            size = len(self._ready) if size < 0 else size
            out, self._ready = self._ready[:size], self._ready[size:]
            return out
        return self._piece(PIECE if size < 0 else min(size, PIECE))

    def readinto(self, buffer: Any, /) -> int:
        """The next piece into a buffer, for readers by line."""
        data = self.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _piece(self, size: int) -> bytes:
        if self._failed is not None:
            raise self._failed
        while self._unpacker is not None or self._begun():
            if self._unpacker.needs_input and not self._next:
                self._next = self._file.read(TAKEN)
                self._in += len(self._next)
                if not self._next:
                    raise CutOff("the packed data is cut off")
            data, self._next = self._next if self._unpacker.needs_input else b"", b""
            try:
                out: bytes = self._unpacker.decompress(data, size)
            except DAMAGES as error:
                raise Unreadable(f"the packed data is damaged ({error or type(error).__name__})") from error
            self._count(len(out))
            if self._unpacker.eof:
                self._next = self._unpacker.unused_data
                self.consumed += self._in - len(self._next)
                self._unpacker = None
            if out:
                return out
        return b""

    def _begun(self) -> bool:
        """Whether another stream begins here; the packings that a ZIP or a server uses have but one."""
        single = self._packing in {"zlib", "deflate", "lzma"}
        if self._streams and single:
            return False
        while len(self._next) < 16 and (more := self._file.read(TAKEN)):
            self._next += more
        if self._streams:
            if not self._next.strip(b"\0"):
                return False  # padding of tapes and blocks
            if packing_of(self._next) != self._packing:
                raise CutOff("other bytes follow the packed data")
        elif not self._next:
            raise CutOff("the packed data is cut off")
        self._unpacker = _unpacker(self._packing, self._options)
        self._streams += 1
        self._in, self._out = len(self._next), 0
        return True

    def _count(self, length: int) -> None:
        self._out += length
        self._given += length
        if self._out > RATIO_FROM and self._out > RATIO * self._in:
            sizes = f"{self._in:,} bytes unpack to more than {self._out:,}"
            raise TooLarge(f"a decompression bomb: {sizes}; if it is none, unpack it first")
        if self._given > self._total:
            raise TooLarge(f"it unpacks to more than {self._total // 1_000_000:,} MB; unpack it and add it in parts")


def _joined(pieces: list[bytes]) -> bytes:
    """As join does, without holding everything twice."""
    buffer = io.BytesIO()
    pieces.reverse()
    while pieces:
        buffer.write(pieces.pop())
    return buffer.getvalue()


def some(file: BinaryIO, size: int) -> bytes:
    """The next bytes, up to `size`: those that are ready, so that nothing before damage is lost."""
    return cast(io.BufferedIOBase, file).read1(size)


def unpacked(data: bytes, packing: str, limit: int) -> bytes:
    """All that `data` unpacks to; raises `TooLarge` over `limit` bytes or the ratio, `Unreadable` if damaged."""
    out = Unpacked(io.BytesIO(data), packing).read(limit + 1)
    if len(out) > limit:
        raise TooLarge(over("its body", limit))
    return out
