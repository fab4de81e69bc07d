"""A text put together from named pieces, such as a mail's subject and body: the characters, the zones, the signals."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from rashomon.errors import Unreadable
from rashomon.ingest.items import Content, shifted
from rashomon.records import ARTICLE_ZONES, Part, Provenance, Signal, Zone, ZoneKind

HALF = re.compile("[\ud800-\udfff]")
MARKUP = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|h[1-6]|ul|ol|li|blockquote|table|article|body|html)\s*>|<br\s*/?>|<p[\s>]|<img\s"
)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def whole_characters(text: str) -> str:
    """The text without half characters and controls, which no file holds well: U+FFFD stands for each."""
    return FORBIDDEN.sub("\ufffd", HALF.sub("\ufffd", text))


def is_markup(text: str) -> bool:
    """Whether a value is HTML: it closes an element of running text, or breaks a line."""
    return "<" in text and MARKUP.search(text[:100_000]) is not None


def one_line(text: str) -> str:
    """White space collapsed, half characters replaced."""
    return " ".join(whole_characters(text).split())


def plain(text: str) -> Content:
    """A plain text's zones and what its lines say."""
    from rashomon.ingest.plain.text import zoned

    zones, signals, provenance, parts = zoned(text)
    return Content(
        text=text,
        media_type="text/plain",
        zones=tuple(zones),
        signals=tuple(signals),
        provenance=tuple(provenance),
        parts=tuple(parts),
    )


def page(markup: str) -> Content:
    """A piece of HTML as text with its zones; raises `Unreadable` when it shows none.

    What a piece says about itself is left out: a heading in it is not the title of what it stands in.
    """
    from rashomon.ingest.pages.html import read_html

    return msgspec.structs.replace(read_html(markup), signals=())


def body_of(value: str) -> Content:
    """The content of a value that is a plain text or HTML, by what stands in it; empty when there is nothing."""
    if not is_markup(value):
        return plain(whole_characters(value).strip())
    try:
        found = page(value)
    except Unreadable:
        return Content(text="", media_type="text/html")
    if any(zone.kind in ARTICLE_ZONES for zone in found.zones) or not found.text.strip():
        return found
    again = plain(found.text)  # a piece as short as a post looks like a menu when it is read as a page
    return msgspec.structs.replace(found, zones=again.zones)


class Composer:
    """Collects pieces, a blank line between any two, and the zones that each brings along."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._zones: list[Zone] = []
        self._signals: list[Signal] = []
        self._provenance: list[Provenance] = []
        self._parts: list[Part] = []

    def add(self, text: str, kind: ZoneKind, gap: str = "\n\n") -> None:
        """One piece that is one zone by the format's own word; an empty one leaves no trace."""
        text = one_line(text)
        if text:
            start = self._place(text, gap)
            self._zones.append(Zone(start=start, end=start + len(text), kind=kind, made_by="format"))

    def add_content(self, content: Content) -> None:
        """A piece with zones of its own; its white space stays as it is."""
        if not content.text.strip():
            return
        start = self._place(content.text, "\n\n")
        self._zones += shifted(content.zones, start)
        self._signals += content.signals
        for item in content.provenance:
            self._provenance.append(msgspec.structs.replace(item, start=item.start + start, end=item.end + start))
        for part in content.parts:
            self._parts.append(msgspec.structs.replace(part, start=part.start + start, end=part.end + start))

    def _place(self, text: str, gap: str) -> int:
        if self._pieces:
            self._pieces.append(gap)
            self._length += len(gap)
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start

    @property
    def empty(self) -> bool:
        """Whether nothing has been added."""
        return not self._pieces

    def content(self, media_type: str, signals: Iterable[Signal], skips: tuple[str, ...] = ()) -> Content:
        """All of it; the given signals stand before those of the pieces, each reading once."""
        mended = [
            msgspec.structs.replace(signal, value=whole_characters(signal.value))
            for signal in (*signals, *self._signals)
        ]
        return Content(
            text="".join(self._pieces),
            media_type=media_type,
            zones=tuple(self._zones),
            signals=tuple(dict.fromkeys(mended)),
            parts=tuple(self._parts),
            provenance=tuple(self._provenance),
            skips=skips,
        )
