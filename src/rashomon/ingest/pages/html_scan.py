"""Where the characters of a page's text stand in its markup: a linear scan, and an alignment in order."""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right
from typing import NamedTuple

SPECIAL = re.compile(r"<(?=[!?/a-zA-Z])|&")
WORD = re.compile(r"\S+")
REFERENCE = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,9};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>\x00]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>][^\s>]*+|))*+>", re.DOTALL
)
COMMENT_END = re.compile(r"--!?>")
SCRIPT_PART = re.compile(r"<!--|-->|<(/?)script(?=[\s/>])", re.IGNORECASE)
RAW_KEPT = frozenset({"xmp", "noembed", "noframes", "plaintext"})
RAW_DROPPED = frozenset({"style", "iframe", "textarea", "title"})
DROPPED = frozenset(
    {"noscript", "object", "applet", "svg", "math", "canvas", "audio", "video", "map", "datalist", "select", "template"}
    | {"frameset"}
)
NEEDLES = ((200, 8, 8), (200, 12, 400), (4_000, 16, 8), (400_000, 24, 8), (100_000_000, 40, 8))
"""Where alignment is lost: how far ahead so many characters are looked for, and how many may be passed over for them.

The near and short come first. Passed over is such as a quotation mark that no markup holds.
"""
STRIDES = 8
"""Places in the text from which one search looks."""
EFFORT = 40
"""Alignment gives up after looking through so many times the markup."""
OWN_MARKS = frozenset("“”")
"""Characters that the text has of its own: the marks of a q element."""


class Stream:
    """The characters of a text that are no white space, and where each of them stands.

    They lie in runs: `at` has the index of each run's first character, `start` and `size` say where it stands. A run as
    long as its place is plain; another one is a character reference, all of which stands for each of its characters.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.at = array("q")
        self.start = array("q")
        self.size = array("q")

    def add(self, characters: str, start: int, size: int) -> None:
        """Appends a run, which holds no white space."""
        self.parts.append(characters)
        self.at.append(self.length)
        self.start.append(start)
        self.size.append(size)
        self.length += len(characters)

    def words(self, text: str, start: int, end: int) -> None:
        """Appends the words between two places as runs."""
        for match in WORD.finditer(text, start, end):
            self.add(match.group(), match.start(), match.end() - match.start())

    def cut(self, runs: int) -> None:
        """Drops all but the first runs."""
        del self.parts[runs:], self.at[runs:], self.start[runs:], self.size[runs:]
        self.length = self.at[-1] + len(self.parts[-1]) if runs else 0

    def place(self, index: int) -> tuple[int, int]:
        """Where the character of this index stands: start and end."""
        run = bisect_right(self.at, index) - 1
        start, size = self.start[run], self.size[run]
        if size == len(self.parts[run]):
            return start + index - self.at[run], start + index - self.at[run] + 1
        return start, start + size

    def index(self, place: int) -> int:
        """How many of the characters stand before a place; for streams of plain words."""
        run = bisect_right(self.start, place) - 1
        if run < 0:
            return 0
        return self.at[run] + min(place - self.start[run], self.size[run])


def words_of(text: str) -> Stream:
    """The stream of a plain text."""
    stream = Stream()
    stream.words(text, 0, len(text))
    return stream


class Scanner:
    """One pass over markup that collects its character data outside what no reader sees.

    A page's title is left out unless `titled`. The time is linear: every construct without an end ends the scan, and an
    element that is never closed is taken back once for each name.
    """

    def __init__(self, markup: str, titled: bool = False) -> None:
        self.markup = markup
        self.titled = titled
        self.stream = Stream()
        self.never: set[str] = set()
        self.dropping = ""
        self.depth = 0
        self.mark = (0, 0)

    def scan(self) -> Stream:
        """The stream of the markup."""
        position = 0
        while True:
            position = self.step(position)
            if position < len(self.markup):
                continue
            if not self.dropping:
                return self.stream
            self.never.add(self.dropping)
            self.dropping = ""
            position = self.mark[0]
            self.stream.cut(self.mark[1])

    def step(self, position: int) -> int:
        """Takes the text up to the next tag, comment or reference, and that; gives the place behind it."""
        found = SPECIAL.search(self.markup, position)
        at = found.start() if found else len(self.markup)
        self.keep(position, at)
        if found is None:
            return at
        if self.markup[at] == "&":
            return self.reference(at)
        follower = self.markup[at + 1]
        if self.markup.startswith("<!--", at):
            end = COMMENT_END.search(self.markup, at + 2)
            return end.end() if end else len(self.markup)
        if follower in "!?" or (follower == "/" and not self.markup[at + 2 : at + 3].isalpha()):
            end_of_it = self.markup.find(">", at)
            return end_of_it + 1 if end_of_it >= 0 else len(self.markup)
        return self.tag(at)

    def keep(self, start: int, end: int) -> None:
        """Takes the words between two places, unless they stand in an element that is not shown."""
        if start < end and not self.dropping:
            self.stream.words(self.markup, start, end)

    def reference(self, at: int) -> int:
        """Takes a character reference, or an ampersand that is none."""
        found = REFERENCE.match(self.markup, at)
        end = found.end() if found else at + 1
        value = html.unescape(self.markup[at:end])
        characters = "".join(value.split())
        if characters and not self.dropping:
            if value == self.markup[at:end]:
                self.stream.words(self.markup, at, end)
            else:
                self.stream.add(characters, at, end - at)
        return end

    def tag(self, at: int) -> int:
        """Passes over a tag, and over the content of elements whose content is no text."""
        found = TAG.match(self.markup, at)
        if found is None:
            return len(self.markup)
        name, closing = found.group(2).lower(), found.group(1) == "/"
        end = found.end()
        if self.dropping:
            if name == self.dropping:
                self.depth += -1 if closing else 1
                if self.depth == 0:
                    self.dropping = ""
        elif not closing and name in DROPPED and name not in self.never and self.markup[end - 2] != "/":
            self.dropping, self.depth, self.mark = name, 1, (end, len(self.stream.parts))
        return end if closing else self.raw(name, end)

    def raw(self, name: str, start: int) -> int:
        """Passes over the content of an element that holds no markup; where such content is shown it is taken."""
        if name == "script":
            return self.script(start)
        if (name not in RAW_KEPT and name not in RAW_DROPPED) or (name == "title" and self.titled):
            return start
        closing = None if name == "plaintext" else re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
        found = closing.search(self.markup, start) if closing else None
        end = found.start() if found else len(self.markup)
        if name in RAW_KEPT:
            self.keep(start, end)
        return end

    def script(self, start: int) -> int:
        """The place behind a script's text; inside a comment in it, a script within may be closed as well."""
        commented = nested = False
        for found in SCRIPT_PART.finditer(self.markup, start):
            what = found.group().lower()
            if what in {"<!--", "-->"}:
                commented = what == "<!--"
                nested = nested and commented
            elif what == "</script" and not nested:
                return found.start()
            elif commented:
                nested = what == "<script"
        return len(self.markup)


class Segment(NamedTuple):
    """A run of characters that stand in both streams in the same order."""

    text: int
    markup: int
    length: int


def aligned(text: str, markup: str) -> list[Segment]:
    """The runs that two streams share, in order: what one of them lacks is passed over."""
    segments: list[Segment] = []
    i = j = 0
    effort = EFFORT * len(markup) + 10_000_000
    while i < len(text) and j < len(markup) and effort > 0:
        length = common(text, i, markup, j)
        if length:
            segments.append(Segment(i, j, length))
            i, j = i + length, j + length
            continue
        i, j, cost = again(text, i, markup, j)
        effort -= cost
    return segments


def common(one: str, i: int, other: str, j: int) -> int:
    """How many characters from `i` and from `j` are the same."""
    step, length = 1024, 0
    while step:
        piece = one[i + length : i + length + step]
        if piece and len(piece) == step and piece == other[j + length : j + length + step]:
            length += step
        else:
            step //= 2
    return length


def again(text: str, i: int, markup: str, j: int) -> tuple[int, int, int]:
    """The next places where the streams agree, and how many characters were looked through for them."""
    cost = 0
    for window, size, skips in NEEDLES:
        end = min(len(markup), j + window)
        best = (end, skips)
        for skip in range(0, skips, max(1, skips // STRIDES // 4)):
            needle = text[i + skip : i + skip + size]
            if not needle or (len(needle) < size and window > NEEDLES[0][0]):
                break
            at = markup.find(needle, j, end)
            cost += (at if at >= 0 else end) - j + 1
            if at >= 0 and at + skip < sum(best):
                best = (at, skip)
        if best[0] < end:
            return i + best[1], best[0], cost
    return i + STRIDES, j, cost
