"""Runs of a document quoted for a list: the words, some of what stands around them, who says them, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.publish.markup import preview
from rashomon.publish.pages import heading
from rashomon.publish.speaking import name_of
from rashomon.records import Claim, Document, Fragment, Reading, Spot

AROUND = 70
"""At most so many characters are quoted on either side of a run."""
LONG = 160
NEAR = 200
"""Runs of one line that lie at most so far apart are quoted together."""


class Piece(NamedTuple):
    """Words of a quotation; with `end` they are a run that the list is about, at these offsets."""

    words: str
    start: int = 0
    end: int = 0


class Quoted(NamedTuple):
    """Runs of a document on the page with the words around them.

    `who` is the speaker of the innermost claim that they stand in, or empty; `title` and `outlet` name the document.
    """

    doc: str
    pieces: list[Piece]
    who: str
    title: str
    outlet: str

    @property
    def first(self) -> str:
        """The words of the first run."""
        return self._first.words

    @property
    def start(self) -> int:
        """Where the first run begins."""
        return self._first.start

    @property
    def end(self) -> int:
        """Where the first run ends."""
        return self._first.end

    @property
    def _first(self) -> Piece:
        return next((piece for piece in self.pieces if piece.end), Piece(""))


class Quoting:
    """The documents of a case, to quote from by id; a comment or a part is quoted where it stands in its page."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings: dict[str, tuple[Reading, int]] = {}
        for reading in readings:
            if reading.document is None:
                continue
            self._readings.setdefault(reading.document.id, (reading, 0))
            for attached in reading.attached:
                if attached.document and attached.document.kind != "repaired":
                    self._readings.setdefault(attached.document.id, (reading, attached.document.at))

    def __call__(self, spots: Sequence[Spot]) -> Quoted | None:
        """Runs of one document quoted, or none where it is not on the page."""
        if spots[0].doc not in self._readings:
            return None
        reading, shift = self._readings[spots[0].doc]
        assert reading.document is not None  # noqa: S101 - only those with one are kept
        runs = [Fragment(start=spot.start + shift, end=spot.end + shift) for spot in spots]
        return quoted(reading.document, runs, reading.claims)

    def together(self, one: Spot, other: Spot) -> bool:
        """Whether two runs stand so near each other, in one line, that one quotation holds both."""
        first, last = sorted((one, other))
        if one.doc != other.doc or one.doc not in self._readings or last.start - first.end > NEAR:
            return False
        reading, shift = self._readings[one.doc]
        assert reading.document is not None  # noqa: S101 - only those with one are kept
        return "\n" not in reading.document.text[first.end + shift : last.start + shift]


def quoted(document: Document, runs: Sequence[Fragment], claims: Sequence[Claim] = ()) -> Quoted:
    """Runs of a document with the words around and between them, as far as their line goes; overlaps are joined."""
    text = document.text
    inside = sorted((min(max(0, run.start), len(text)), min(max(0, run.end), len(text))) for run in runs)
    start, end = inside[0][0], max(stop for _, stop in inside)
    pieces = [Piece(_before(text, start))]
    at = start
    for begin, stop in inside:
        if begin < at or stop <= begin:
            continue
        pieces += [Piece(" ".join(text[at:begin].split()) and _spaced(text[at:begin])), _piece(text, begin, stop)]
        at = stop
    pieces.append(Piece(_after(text, at)))
    who = _speaker(text, start, end, claims)
    return Quoted(document.id, [p for p in pieces if p.words], who, heading(document), document.outlet)


def _piece(text: str, start: int, end: int) -> Piece:
    return Piece(preview(text[start:end], LONG), start, end)


def _spaced(text: str) -> str:
    """White space as single spaces, also at the ends."""
    return f"{' ' if text[:1].isspace() else ''}{' '.join(text.split())}{' ' if text[-1:].isspace() else ''}"


def _before(text: str, start: int) -> str:
    """The words in front of a run, from the beginning of its line or of a word."""
    found = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    first = start - len(found)
    if first == 0 or text[first - 1] == "\n":
        return found.lstrip()
    return "… " + (found.partition(" ")[2] if " " in found.rstrip() else found)


def _after(text: str, end: int) -> str:
    """The words behind a run, up to the end of its line or of a word."""
    found = text[end : end + AROUND].partition("\n")[0]
    last = end + len(found)
    if last == len(text) or text[last] == "\n":
        return found.rstrip()
    return (found.rpartition(" ")[0] if " " in found.lstrip() else found) + " …"


def _speaker(text: str, start: int, end: int, claims: Sequence[Claim]) -> str:
    """Who says a run: the source of the shortest content that it lies in."""
    found = [
        (sum(f.end - f.start for f in claim.content), at)
        for at, claim in enumerate(claims)
        if any(f.start <= start and end <= f.end for f in claim.content)
    ]
    return name_of(text, claims[min(found)[1]]) if found else ""
