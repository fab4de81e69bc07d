"""What goes through intake: a captured item on the way in, the content that a format makes of it on the way out."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec
from msgspec import Struct

from rashomon.errors import NotFound, TooLarge, Unreadable
from rashomon.records import Page, Part, Provenance, Signal, Skip, Zone

HEAD = 65_536
"""Bytes at the start of an item that a format is decided from."""


class Captured(Struct, frozen=True, kw_only=True):
    """One item to read: its name as given, and a path (read late), its bytes, or a way to open a member of a container.

    `depth` counts the containers around it; a `final` item is read as it is and never looked into.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    stream: Callable[[], BinaryIO] | None = None
    depth: int = 0
    final: bool = False

    def open(self) -> BinaryIO:
        """The item's bytes as a file, which the caller closes; raises `NotFound` or `Unreadable`."""
        try:
            if self.path is not None:
                return self.path.open("rb")
            if self.stream is not None:
                return self.stream()
        except FileNotFoundError as error:
            raise NotFound(f"{self.name}: there is no such file") from error
        except OSError as error:
            raise Unreadable(f"{self.name}: cannot be read ({error.strerror or error})") from error
        if self.data is None:
            raise Unreadable(f"{self.name}: neither a path nor bytes")
        return io.BytesIO(self.data)

    def head(self, size: int = HEAD) -> bytes:
        """The first bytes; raises `NotFound` or `Unreadable`."""
        if self.data is not None:
            return self.data[:size]
        return self._taken(size)

    def read(self, limit: int) -> bytes:
        """All bytes; raises `TooLarge` over `limit`, `NotFound` or `Unreadable` when they cannot be had."""
        data = self.data if self.data is not None else self._taken(limit + 1, limit)
        if len(data) > limit:
            raise TooLarge(over(self.name, limit))
        return data

    def _taken(self, size: int, limit: int | None = None) -> bytes:
        with self.open() as file:
            try:
                if self.path is not None and limit is not None and os.fstat(file.fileno()).st_size > limit:
                    raise TooLarge(over(self.name, limit))
                return file.read(size)
            except OSError as error:
                raise Unreadable(f"{self.name}: cannot be read ({error.strerror or error})") from error


def over(name: str, limit: int) -> str:
    """The reason for refusing what is longer than `limit` bytes, and what to try."""
    size = f"{limit // 1000 // 1000} MB" if limit >= 1000 * 1000 else f"{limit} bytes"
    return f"{name}: more than {size}; split it, or leave out what is not text"


class Content(Struct, frozen=True, kw_only=True):
    """What a format makes of bytes: the text with its zones, and what the bytes say about themselves.

    `encoding` is what the text was decoded with, empty where the format knows no such thing. `skips` are for parts that
    could not be used while the rest could, such as a scanned page.
    """

    text: str
    media_type: str
    zones: tuple[Zone, ...] = ()
    encoding: str = ""
    signals: tuple[Signal, ...] = ()
    parts: tuple[Part, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    pages: tuple[Page, ...] = ()
    skips: tuple[str, ...] = ()


class _Recognising(Protocol):
    name: str

    def recognises(self, item: Captured) -> bool:
        """Whether the item's bytes are of this format; decided from the bytes, never from a name."""
        ...


class Format(_Recognising, Protocol):
    """A way to get a text out of bytes."""

    def read(self, data: bytes) -> Content:
        """The content; raises Unreadable with the reason and what to try. Pure: the same bytes, the same content."""
        ...


class Container(_Recognising, Protocol):
    """A way to get at the items that lie in a file, one at a time, in bounded memory.

    One whose members are no bytes of the file itself, but written out from it, has a true `transcribes`: a case then
    keeps the file, too.
    """

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """The members in order; what cannot be used comes as a `Skip`, and the rest goes on."""
        ...


def shifted(zones: Iterable[Zone], by: int) -> tuple[Zone, ...]:
    """Zones of a text that stands `by` code points further on in another one."""
    return tuple(msgspec.structs.replace(zone, start=zone.start + by, end=zone.end + by) for zone in zones)
