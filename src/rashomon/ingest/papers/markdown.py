"""Markdown: the file's own text, unchanged, with zones from its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from rashomon.ingest.decoding import decode
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.papers.front_matter import front_matter, front_matter_signals
from rashomon.ingest.papers.markdown_marks import (
    ATX,
    BULLET,
    DEFINITION,
    FENCE,
    FOOTNOTE,
    IMAGE,
    RULE,
    SETEXT,
    TABLE,
    is_markdown,
)
from rashomon.ingest.papers.pieces import overlaid, read_rest, trimmed
from rashomon.records import Signal, Zone, ZoneKind

LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|$)")
QUOTED = re.compile(r" {0,3}>[ \t]?")
MARKUP = re.compile(r"\s*(?:</?[a-zA-Z][^<>]{0,500}>\s*)+")
COMMENT_OPEN = re.compile(r" {0,3}<!--")
EMPHASIS = re.compile(r"(?P<mark>\*\*?|__?)(?=\S)(?P<text>.+?)(?<=\S)(?P=mark)", re.DOTALL)
LINK = re.compile(r"!?\[(?P<text>[^\[\]]{0,300})\]\([^()\s]{0,500}(?:\s+\"[^\"]{0,200}\")?\)")


class Line(Struct, frozen=True):
    """One line: where it stands, without its end, and its text."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text.strip()


class Markdown:
    """The format."""

    name = "markdown"

    def recognises(self, item: Captured) -> bool:
        """Marks of several kinds, or many of one: a few asterisks are no Markdown."""
        return is_markdown(item.head())

    def read(self, data: bytes) -> Content:
        """The content; marks stay in the text, those at the start of a line and around pictures as unknown."""
        decoded = decode(data)
        text = decoded.text
        scanner = Scanner(text)
        own = scanner.zones()
        zones, found, provenance, parts = read_rest(text, own)
        title = next((plain(text[zone.start : zone.end]) for zone in own if zone.kind == "headline"), "")
        signals = [Signal(field="encoding", value=decoded.encoding, where=decoded.how), *scanner.signals]
        signals += [Signal(field="title", value=title, where="first heading", p=0.85)] if title else []
        return Content(
            text=text,
            media_type="text/markdown",
            encoding=decoded.encoding,
            zones=tuple(overlaid(text, own, zones)),
            signals=(*signals, *found),
            provenance=provenance,
            parts=parts,
        )


FORMATS = (Markdown(),)


def plain(text: str) -> str:
    """Text without the marks for emphasis, links and code."""
    text = LINK.sub(lambda m: m.group("text"), text)
    for _ in range(2):
        text = EMPHASIS.sub(lambda m: m.group("text"), text)
    return " ".join(text.replace("`", "").split())


class Scanner:
    """Goes through the lines of a Markdown text once and gives the zones that its marks make."""

    def __init__(self, text: str) -> None:
        self.signals: list[Signal] = []
        self._text = text
        self._lines = list(lines_of(text))
        self._zones: list[Zone] = []
        self._at = 0
        self._titled = False
        self._after_image = False

    def zones(self) -> list[Zone]:
        """The zones of everything but paragraphs of one line, which are left to be judged by their words."""
        matter = front_matter(self._text)
        if matter is not None:
            self.signals = front_matter_signals(matter.fields)
            self._zone(matter.start, matter.end, "navigation")
            while self._at < len(self._lines) and self._lines[self._at].start < matter.end:
                self._at += 1
        while self._at < len(self._lines):
            if self._lines[self._at].blank:
                self._at += 1
            else:
                first, before = self._lines[self._at], len(self._zones)
                self._block(first)
                if len(self._zones) > before or not re.search(r"\w", first.text):
                    self._fill(before, first.start, self._lines[self._at - 1].end)
        return self._zones

    def _fill(self, before: int, start: int, end: int) -> None:
        """Make zones of the marks that lie around the zones of one block, from number `before` on."""
        made, self._zones[before:] = self._zones[before:], []
        for zone in made:
            self._zone(start, zone.start, "unknown")
            self._zones.append(zone)
            start = zone.end
        self._zone(start, end, "unknown")

    def _zone(self, start: int, end: int, kind: ZoneKind, p: float = 1.0) -> None:
        span = trimmed(self._text, start, end)
        if span:
            self._zones.append(Zone(start=span[0], end=span[1], kind=kind, p=p, made_by="format"))

    def _block(self, line: Line) -> None:
        heading = ATX.match(line.text)
        after_image, self._after_image = self._after_image, False
        if FENCE.match(line.text):
            self._fenced(line)
        elif heading:
            self._heading(line.start + heading.start("text"), line.start + heading.end("text"))
            self._at += 1
        elif COMMENT_OPEN.match(line.text):
            self._html_comment(line)
        elif RULE.fullmatch(line.text) or DEFINITION.match(line.text):
            self._zone(line.start, line.end, "unknown")
            self._at += 1
        elif QUOTED.match(line.text):
            self._quotation()
        elif BULLET.match(line.text):
            self._item()
        elif line.text.count("|") >= 2 and self._in_table():
            self._table()
        else:
            self._paragraph(after_image)

    def _heading(self, start: int, end: int) -> None:
        self._zone(start, end, "body" if self._titled else "headline")
        self._titled = True

    def _fenced(self, line: Line) -> None:
        mark = FENCE.match(line.text)
        fence = mark.group(1) if mark else "```"
        last = self._at
        for i in range(self._at + 1, len(self._lines)):
            last = i
            stripped = self._lines[i].text.strip()
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                break
        self._zone(line.start, self._lines[last].end, "unknown")
        self._at = last + 1

    def _html_comment(self, line: Line) -> None:
        close = self._text.find("-->", line.start)
        end = close + 3 if close >= 0 else line.end
        self._zone(line.start, end, "unknown")
        while self._at < len(self._lines) and self._lines[self._at].end <= end:
            self._at += 1
        if self._at < len(self._lines) and self._lines[self._at].start < end:
            rest = self._lines[self._at]
            self._lines[self._at] = Line(end, rest.end, self._text[end : rest.end])

    def _quotation(self) -> None:
        start, last = -1, -1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            mark = QUOTED.match(line.text)
            if line.blank or (mark is None and starts_block(line.text)):
                break
            inner = line.text[mark.end() :] if mark else line.text
            if inner.strip(" \t>"):
                start = line.end - len(inner) if start < 0 else start
                last = line.end
            elif start >= 0:
                self._zone(start, last, "blockquote")
                start = -1
            self._at += 1
        if start >= 0:
            self._zone(start, last, "blockquote")

    def _item(self) -> None:
        first = self._lines[self._at]
        mark = BULLET.match(first.text)
        start, last = first.start + (mark.end() if mark else 0), first.end
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.blank or starts_block(line.text):
                break
            last = line.end
            self._at += 1
        self._zone(start, last, "list")

    def _in_table(self) -> bool:
        near = self._lines[self._at : self._at + 2]
        behind = self._zones[-1] if self._zones else None
        inside = behind is not None and TABLE.fullmatch(self._text[behind.start : behind.end].strip()) is not None
        return inside or any(TABLE.fullmatch(line.text.strip()) for line in near)

    def _table(self) -> None:
        while self._at < len(self._lines) and "|" in self._lines[self._at].text:
            line = self._lines[self._at]
            empty = TABLE.fullmatch(line.text.strip()) or not re.search(r"\w", line.text)
            self._zone(line.start, line.end, "unknown" if empty else "list")
            self._at += 1

    def _paragraph(self, after_image: bool) -> None:
        first, lines = self._at, 0
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.blank or (lines and starts_block(line.text)):
                break
            lines += 1
            self._at += 1
            if lines == 1 and self._at < len(self._lines) and SETEXT.fullmatch(self._lines[self._at].text):
                self._heading(line.start, line.end)
                mark = self._lines[self._at]
                self._zone(mark.start, mark.end, "unknown")
                self._at += 1
                return
        start, end = self._lines[first].start, self._lines[self._at - 1].end
        body = self._text[start:end]
        note = FOOTNOTE.match(body)
        emphasised = EMPHASIS.fullmatch(body.strip())
        if note:
            self._zone(start + note.end(), end, "body")
        elif MARKUP.fullmatch(body):
            self._zone(start, end, "unknown")
        elif after_image and emphasised and "*" not in emphasised.group("text"):
            self._zone(start, end, "caption", 0.9)
        elif IMAGE.search(body):
            self._pictures(start, end)
        elif lines > 1:
            self._zone(start, end, "body", 0.9)

    def _pictures(self, start: int, end: int) -> None:
        at = start
        for image in IMAGE.finditer(self._text, start, end):
            self._zone(at, image.start(), "body", 0.9)
            self._zone(image.start("alt"), image.end("alt"), "caption", 0.9)
            at = image.end()
        self._after_image = not self._text[at:end].strip()
        self._zone(at, end, "body", 0.9)


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text, without their ends."""
    for match in LINE.finditer(text):
        if match.group() or match.start() < len(text):
            line = match.group().rstrip("\r\n\u2028\u2029")
            yield Line(match.start(), match.start() + len(line), line)


def starts_block(line: str) -> bool:
    """Whether a line ends the paragraph above it by what it starts with."""
    return bool(
        FENCE.match(line)
        or ATX.match(line)
        or QUOTED.match(line)
        or BULLET.match(line)
        or RULE.fullmatch(line)
        or FOOTNOTE.match(line)
        or COMMENT_OPEN.match(line)
    )
