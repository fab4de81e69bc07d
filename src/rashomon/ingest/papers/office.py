"""Office files as the ZIP archives that they are: their parts, read within bounds and without following anything."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.papers.pieces import Piece
from rashomon.records import Signal

if TYPE_CHECKING:
    from lxml import etree

PART_BYTES = 100_000_000
"""Bytes that one part of an office file may unpack to."""
CHARACTERS = 20_000_000
"""Characters of text that are taken from one office file."""
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
)
BROKEN = "an office file too broken to open; open it in an office program and save it again"
ISO = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


class Taken(Struct):
    """What comes out of an office file, on its way to a content."""

    pieces: list[Piece] = []
    signals: list[Signal] = []
    skips: list[str] = []
    characters: int = 0

    def add(self, piece: Piece) -> None:
        """Take a piece with something in it; raises `TooLarge` when it is one too many."""
        if piece.text.strip():
            self.characters += len(piece.text)
            if self.characters > CHARACTERS:
                raise TooLarge(f"an office file with more than {CHARACTERS // 1_000_000} million characters; split it")
            self.pieces.append(piece)


class Package:
    """The parts of an office file by their names."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        except BROKEN_ZIP as error:
            raise Unreadable(f"{BROKEN} ({error})") from error

    @property
    def names(self) -> list[str]:
        """All parts' names, sorted."""
        return sorted(self._infos)

    def part(self, name: str) -> bytes:
        """A part's bytes; none for a part that is not there. Raises `Unreadable` or `TooLarge`."""
        info = self._infos.get(name.lstrip("/"))
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise Unreadable("an office file that needs its password; save it without one and add that")
        try:
            with self._zip.open(info) as file:
                data = file.read(PART_BYTES + 1)
        except BROKEN_ZIP as error:
            raise Unreadable(f"{BROKEN} ({name}: {error})") from error
        if len(data) > PART_BYTES:
            raise TooLarge(f"an office file whose {name} is more than {PART_BYTES // 1_000_000} MB; split it")
        return data

    def tree(self, name: str) -> etree._Element | None:
        """A part as a tree; None for one that is not there."""
        from lxml import etree

        data = self.part(name)
        if not data:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(f"{BROKEN} ({name}: {str(error)[:120]})") from error

    def optional(self, name: str, taken: Taken) -> etree._Element | None:
        """A part that the text can do without: where it cannot be read, that is a skip."""
        try:
            return self.tree(name)
        except Unreadable as error:
            taken.skips.append(f"{name} was left out: {error}")
            return None

    def blocks(self, name: str, body: str) -> Iterator[etree._Element]:
        """The children of the first element named `body`, one at a time; each is forgotten before the next one."""
        from lxml import etree

        source = io.BytesIO(self.part(name))
        both: tuple[Literal["start"], Literal["end"]] = ("start", "end")
        events = etree.iterparse(
            source, events=both, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        inside: etree._Element | None = None
        try:
            for event, element in events:
                if event == "start":
                    inside = element if inside is None and local(element) == body else inside
                elif inside is not None and element.getparent() is inside:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del inside[0]
                elif element is inside:
                    return
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(f"{BROKEN} ({name}: {str(error)[:120]})") from error


def local(element: etree._Element) -> str:
    """An element's name without its namespace; nothing for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of a name."""
    return next((one for one in element if local(one) == name), None)


def text_of(element: etree._Element | None) -> str:
    """All text in an element, with single spaces."""
    return " ".join("".join(str(t) for t in element.itertext()).split()) if element is not None else ""


def first_name(head: bytes) -> str:
    """The name of the first member of a ZIP archive, from its first bytes; nothing where they are no archive's."""
    if not head.startswith(b"PK\x03\x04") or len(head) < 31:
        return ""
    return head[30 : 30 + int.from_bytes(head[26:28], "little")].decode("utf-8", "replace")


def counted(number: int, thing: str) -> str:
    """1 deletion, 2 deletions."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def property_signals(tree: etree._Element | None, fields: dict[str, tuple[str, float]], where: str) -> list[Signal]:
    """Signals from the properties of a file: `fields` says which element stands for what, and how far it is trusted."""
    found: dict[str, Signal] = {}
    for element in tree.iter() if tree is not None else ():
        field, p = fields.get(local(element), ("", 0.0))
        value = text_of(element)[:500]
        if field in {"published", "updated"}:
            date = ISO.match(value)
            value = date.group() if date else ""
        if field and value and field not in found:
            found[field] = Signal(field=field, value=value, where=f"{where} {local(element)}", p=p)
    return list(found.values())
