"""The lines of a file of any size and encoding, one at a time, in bounded memory."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from rashomon.errors import Unreadable
from rashomon.ingest.decoding import BYTE_ORDER_MARKS, decode

BLOCK = 1 << 16
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def encoding_of(head: bytes) -> str:
    """The codec for a file that begins so; windows-1252 where nothing can be told.

    What stands after the last line's end is left out of a long head, because it may break off inside a character.
    """
    cut = head[: head.rfind(b"\n") + 1] if len(head) > 4096 and not mark_of(head) else head
    try:
        return decode(cut or head).encoding
    except Unreadable:
        return "cp1252"


def mark_of(head: bytes) -> bytes:
    """The byte order mark at the start, or nothing."""
    return next((mark for mark, _ in BYTE_ORDER_MARKS if head.startswith(mark)), b"")


class Recoded(io.RawIOBase):
    """A file as UTF-8, whatever it is written in: no byte order mark, and U+FFFD for controls and bad bytes.

    After `limit` bytes it seems to end, and `cut` is true; `taken` counts the bytes read so far. `mend`, when given,
    sees each piece of text and whether it is the last one, and gives what is to be read instead.
    """

    def __init__(
        self, file: BinaryIO, encoding: str, limit: int, mend: Callable[[str, bool], str] | None = None
    ) -> None:
        super().__init__()
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = limit
        self._mend = mend
        self._held = b""
        self._started = False
        self._done = False
        self.cut = False
        self.taken = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills a part of the buffer; 0 only at the end."""
        while not self._held and not self._done:
            self._held = self._block()
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        return size

    def _block(self) -> bytes:
        raw = self._file.read(min(BLOCK, self._left)) if self._left else b""
        self._left -= len(raw)
        self.taken += len(raw)
        if not raw:
            self._done = True
            self.cut = self._left == 0 and bool(self._file.read(1))
        text = self._decoder.decode(raw, self._done)
        if text and not self._started:
            self._started = True
            text = text.removeprefix("\ufeff")
        text = CONTROLS.sub("\ufffd", text)
        return (self._mend(text, self._done) if self._mend else text).encode("utf-8", "replace")


def recoded(
    file: BinaryIO, head: bytes, limit: int = 1 << 62, mend: Callable[[str, bool], str] | None = None
) -> tuple[io.BufferedReader, Recoded]:
    """The file as UTF-8 behind a buffer, and the recoder itself, which knows whether the limit cut it."""
    inner = Recoded(file, encoding_of(head), limit, mend)
    return io.BufferedReader(inner, BLOCK), inner


def lines_of(file: BinaryIO | io.BufferedReader, head: bytes, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The file's lines with their numbers from 1, line ends included; a line of more than `limit` bytes is None.

    UTF-16 and UTF-32 come as UTF-8, all else as it is written, without a byte order mark.
    """
    source: BinaryIO | io.BufferedReader = file
    if encoding_of(head).startswith(("utf-16", "utf-32")):
        source, _ = recoded(file, head)
    else:
        file.read(len(mark_of(head)))
    number = 0
    while line := source.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(BLOCK)
        yield number, None
