"""The bytes of a raw file behind a span of its text: exact where the file tells, none where it does not."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from functools import lru_cache

from rashomon.ingest.pages.html_scan import OWN_MARKS, Scanner, Segment, Stream, aligned, words_of

MARKS: dict[str, bytes] = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
MARKUP = frozenset({"text/html", "application/xhtml+xml", "application/xml"})
STEP = 4096
"""Characters, or bytes, between two places that are remembered."""
HELD = 0.995
"""Share of a page's characters found in its markup: with less, it is tried whether the title's are among them."""
MAX_MARKUP = 60_000_000
"""Characters: longer markup is not aligned."""


def source_span(
    data: bytes, content_text: str, media_type: str, encoding: str, start: int, end: int
) -> tuple[int, int] | None:
    """The bytes of `data` that `content_text[start:end]` was made of, as (start, end); none where that cannot be told.

    White space at the edges of the span is left out. For a page the bytes run from the span's first character to its
    last, tags between them included. `encoding` is what the bytes were decoded with.
    """
    if not 0 <= start < end <= len(content_text):
        return None
    while start < end and content_text[start].isspace():
        start += 1
    while start < end and content_text[end - 1].isspace():
        end -= 1
    source = _source(data, encoding)
    place: tuple[int, int] | None = None
    if source is None or start == end:
        pass
    elif media_type in MARKUP:
        if len(source.text) <= MAX_MARKUP:
            place = _page(source, content_text).place(start, end)
    elif _same(source, content_text):
        place = (start, end)
    if source is None or place is None:
        return None
    first, last = source.byte_at(place[0]), source.byte_at(place[1])
    return None if first is None or last is None else (first, last)


class Reversible:
    """A text that its encoding turns into the very same bytes again."""

    def __init__(self, text: str, encoding: str, mark: int) -> None:
        self.text = text
        self.encoding = encoding
        self.bytes = [mark]
        for at in range(0, len(text), STEP):
            self.bytes.append(self.bytes[-1] + len(text[at : at + STEP].encode(encoding)))

    def byte_at(self, character: int) -> int | None:
        """The byte where this character starts, or where the text ends."""
        step = character // STEP
        return self.bytes[step] + len(self.text[step * STEP : character].encode(self.encoding))


class Replayed:
    """A text whose bytes have to be decoded again, a few at a time, to see where each character comes from."""

    def __init__(self, data: bytes, encoding: str, mark: int) -> None:
        self.data = data
        self.encoding = encoding
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        self.states = [decoder.getstate()]
        self.characters = [0]
        self.bytes = [mark]
        parts: list[str] = []
        for at in range(mark, len(data), STEP):
            parts.append(decoder.decode(data[at : at + STEP], at + STEP >= len(data)))
            self.states.append(decoder.getstate())
            self.characters.append(self.characters[-1] + len(parts[-1]))
            self.bytes.append(min(at + STEP, len(data)))
        self.text = "".join(parts)

    def byte_at(self, character: int) -> int | None:
        """The byte where this character starts; none where several come out of the decoder at once."""
        step = max(0, bisect_right(self.characters, character) - 1)
        count, at = self.characters[step], self.bytes[step]
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        decoder.setstate(self.states[step])
        if step == 0 and character == 0:
            return at
        if self.characters[step] == character and self.states[step][0] == b"":
            return at
        while count < character and at < len(self.data):
            count += len(decoder.decode(self.data[at : at + 1], at + 1 >= len(self.data)))
            at += 1
        return at if count == character and decoder.getstate()[0] == b"" else None


@lru_cache(maxsize=2)
def _source(data: bytes, encoding: str) -> Reversible | Replayed | None:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return None
    bom = MARKS.get(name, b"")
    mark = len(bom) if bom and data.startswith(bom) else 0
    try:
        text = data[mark:].decode(name)
        if text.encode(name) == data[mark:]:
            return Reversible(text, name, mark)
    except UnicodeError:
        pass
    try:
        replayed = Replayed(data, name, mark)
        return replayed if replayed.text == data[mark:].decode(name, "replace") else None
    except (UnicodeError, LookupError):
        return None


@lru_cache(maxsize=2)
def _same(source: Reversible | Replayed, text: str) -> bool:
    return source.text == text


class Aligned:
    """A page's text and its markup, character by character."""

    def __init__(self, markup: str, text: str) -> None:
        self.text: Stream = words_of(text)
        self.characters = "".join(self.text.parts)
        self.markup, self.segments = self.read(markup, False)
        if self.held(self.segments) < HELD * len(self.characters):
            other, segments = self.read(markup, True)
            if self.held(segments) > self.held(self.segments):
                self.markup, self.segments = other, segments
        self.starts = [segment.text for segment in self.segments]

    def read(self, markup: str, titled: bool) -> tuple[Stream, list[Segment]]:
        """The markup's characters, with the title's or without, and the runs that the text shares with them."""
        stream = Scanner(markup, titled).scan()
        return stream, aligned(self.characters, "".join(stream.parts))

    def held(self, segments: list[Segment]) -> int:
        """How many characters of the text stand in the segments."""
        return sum(segment.length for segment in segments)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a span of the text stands in the markup: none when one of its characters is not found in its order."""
        first, last = self.text.index(start), self.text.index(end)
        while first < last and self.own(first):
            first += 1
        while first < last and self.own(last - 1):
            last -= 1
        if first >= last or not self.whole(first, last):
            return None
        return self.markup.place(self.found(first))[0], self.markup.place(self.found(last - 1))[1]

    def segment(self, index: int) -> Segment | None:
        """The segment that holds a character of the text."""
        number = bisect_right(self.starts, index) - 1
        if number < 0:
            return None
        segment = self.segments[number]
        return segment if index < segment.text + segment.length else None

    def own(self, index: int) -> bool:
        """Whether a character is a mark that the text has of its own."""
        return self.characters[index] in OWN_MARKS and self.segment(index) is None

    def found(self, index: int) -> int:
        """The index in the markup's stream of a character that is in a segment."""
        segment = self.segment(index)
        return index - segment.text + segment.markup if segment else -1

    def whole(self, first: int, last: int) -> bool:
        """Whether all characters of a span stand in the markup one after the other."""
        expected = -1
        while first < last:
            segment = self.segment(first)
            if segment is None:
                if self.characters[first] not in OWN_MARKS:
                    return False
                first += 1
                continue
            at = first - segment.text + segment.markup
            if expected not in {-1, at}:
                return False
            length = min(last, segment.text + segment.length) - first
            first, expected = first + length, at + length
        return True


@lru_cache(maxsize=2)
def _page(source: Reversible | Replayed, text: str) -> Aligned:
    from rashomon.ingest.pages.html import FORBIDDEN

    return Aligned(FORBIDDEN.sub("\ufffd", source.text), text)
