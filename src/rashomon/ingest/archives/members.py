"""What all archives share: members' names, windows onto a file, and the bounds of one container.

One container gives at most `MEMBERS` entries, and one member at most `settings.MAX_BYTES` bytes in memory; an archive
in an archive is opened where it lies. Nothing is ever written to disk.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, cast

from rashomon.errors import RashomonError, TooLarge
from rashomon.ingest.archives.unpacking import PIECE, Unpacked, packing_of
from rashomon.ingest.items import Captured
from rashomon.records import Skip

MEMBERS = 1_000_000
"""Entries of one container that are looked at."""

SKIPS = 1_000
"""Members of one container whose skip is told one by one; the rest are counted."""

NAME = 1_000
"""Characters of a member's name that are kept."""

HELD = 32_000_000
"""Bytes: an archive in an archive that is longer is opened where it lies rather than held in memory."""

HIDING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Window(io.BufferedIOBase):
    """A run of bytes of a seekable file as a file of its own; closing it closes the file only if it `owns` it."""

    def __init__(self, file: BinaryIO, start: int, length: int, *, owns: bool = False) -> None:
        self._owns = owns
        self._file, self._start, self._length, self._at = file, start, length, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The place in the window."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Places before the start are taken for the start."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """As of any file; what lies beyond the end of the file itself is missing."""
        left = max(0, self._length - self._at)
        self._file.seek(self._start + self._at)
        data = self._file.read(left if size is None or size < 0 else min(size, left))
        self._at += len(data)
        return data

    def read1(self, size: int = -1, /) -> bytes:
        """As `read`."""
        return self.read(size)

    def close(self) -> None:
        """Closes the file too, if it is this window's own."""
        if self._owns:
            self._file.close()
        super().close()


class Late(io.BufferedIOBase):
    """A file whose first bytes are known and that is opened only when more are read; forward only."""

    def __init__(self, head: bytes, rest: Callable[[], BinaryIO]) -> None:
        self._head, self._rest, self._at = head, rest, 0
        self._file: BinaryIO | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes, fewer only at the end."""
        data = self._head[self._at :] if size is None or size < 0 else self._head[self._at : self._at + size]
        self._at += len(data)
        if size is not None and len(data) == size:
            return data
        if self._file is None:
            self._file = self._rest()
        return data + self._file.read(-1 if size is None or size < 0 else size - len(data))

    def read1(self, size: int = -1, /) -> bytes:
        """What is left of the head, then as `read`."""
        left = len(self._head) - self._at
        return self.read(min(size, left) if size >= 0 and left else size if size >= 0 else max(left, PIECE))

    def close(self) -> None:
        """Closes what was opened."""
        if self._file is not None:
            self._file.close()
        super().close()


def opened(item: Captured) -> tuple[BinaryIO, str]:
    """The item as a file, unpacked if it is packed, and how it was packed (empty for not at all)."""
    packing = packing_of(item.head(16))
    file = item.open()
    return (cast(BinaryIO, Unpacked(file, packing)) if packing else file), packing


def plain_head(item: Captured, size: int = 4096) -> bytes:
    """The first bytes of the item once unpacked, fewer when it is damaged; never raises."""
    out = b""
    try:
        packing = packing_of(item.head(16))
        if not packing:
            return item.head(size)
        file = item.open() if packing == "bzip2" else io.BytesIO(item.head())
        with Unpacked(file, packing) as stream:
            while len(out) < size and (piece := stream.read1(size)):
                out += piece
    except (RashomonError, OSError):
        pass  # the reader will say what is wrong; what came before it may do to tell the kind
    return out[:size]


def inner_name(container: str, path: str) -> str:
    """`<container>/<path>` to show: what steers a terminal or turns the reading direction is replaced by U+FFFD.

    Nothing is ever written under such a name, so that `..` and absolute paths are only odd, and kept.
    """
    return f"{container}/{HIDING.sub(chr(0xFFFD), path[:NAME])}"


def hidden(path: str) -> bool:
    """Whether a member is a file that folders hide, or a Macintosh's side notes: left out as in folders."""
    parts = path.replace("\\", "/").split("/")
    return any(part.startswith(".") and part.strip(".") for part in parts) or parts[0] == "__MACOSX"


class Names:
    """Names of one container's members, told apart where the same name comes again."""

    def __init__(self, container: str) -> None:
        self._container = container
        self._seen: Counter[int] = Counter()

    def of(self, path: str) -> str:
        """The name to show; from the second time on with its number."""
        key = hash(path)
        self._seen[key] += 1
        number = self._seen[key]
        return inner_name(self._container, path) + (f" ({number})" if number > 1 else "")


def skip(name: str, reason: str) -> Skip:
    """A skip at the stage of intake, its reason without the name in front."""
    return Skip(name=name, stage="ingest", reason=reason.removeprefix(f"{name}: "))


def in_bounds(item: Captured, found: Iterable[Captured | Skip], nothing: str) -> Iterator[Captured | Skip]:
    """The members as they come; what breaks off becomes one skip at the end, and so does finding `nothing`.

    Beyond `SKIPS` skips the rest of them is counted.
    """
    skips = members = 0
    try:
        for one in found:
            if isinstance(one, Skip):
                skips += 1
                if skips > SKIPS:
                    continue
            else:
                members += 1
            yield one
    except (RashomonError, OSError) as error:
        reason = str(error).removeprefix(f"{item.name}: ")
        before = " (what came before it is kept)" if members else ""
        skips += 1
        yield skip(item.name, f"cannot be read further: {reason}{before}" if members else f"cannot be read: {reason}")
    if skips > SKIPS:
        yield skip(item.name, f"{skips - SKIPS:,} more of its members cannot be used, for reasons like those before")
    if not members and not skips:
        yield skip(item.name, nothing)


def too_many(number: int) -> None:
    """Raises `TooLarge` once a container has shown more than `MEMBERS` entries."""
    if number > MEMBERS:
        raise TooLarge(f"more than {MEMBERS:,} entries; unpack it and add it in parts")


def is_container(item: Captured, *, alone: bool = False) -> bool:
    """Whether a format finds members in the item; `alone`, whether it is nothing else, and need never be held whole."""
    from rashomon.ingest.formats import container_of

    try:
        found = container_of(item)
    except RashomonError:
        return False
    return found is not None and not (alone and hasattr(found, "read"))


def by_pieces(file: io.BufferedIOBase) -> BinaryIO:
    """A file of this module or of `unpacking` as any other: it can be read by line, fast."""
    return io.BufferedReader(cast(io.RawIOBase, file), PIECE)
