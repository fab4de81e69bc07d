"""A document's text as HTML with its claims marked, by cutting at every border of every span.

Overlapping, nested, shared and discontinuous spans need no nesting this way: each piece of text stands in at most one
mark, which names all the claims that cover it. What a page shows of a text is always the text: taking the marks away
gives `Document.text` back to the character, except for NUL and lone surrogates, which HTML cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from rashomon.records import Account, Claim, Comment, Fragment, Reading, Zone

Sign = Literal["source", "cue", "content", "evidence_at", "loaded"]
"""What a run of characters is to a claim: a part of it, its words on evidence, or a word that takes a side."""
SIGNS: tuple[Sign, ...] = ("source", "cue", "content", "evidence_at", "loaded")
CODES: dict[Sign, str] = {"source": "s", "cue": "k", "content": "c", "evidence_at": "e", "loaded": "l"}
FOLDS: dict[str, str] = {
    "comment": "comment",
    "comment_header": "comment",
    **dict.fromkeys(("rating", "support", "share", "related", "navigation"), "furniture"),
}
"""Zones that are folded away until opened, with the name of the fold."""
INLINE: frozenset[str] = frozenset({"byline", "dateline", "provenance"})
"""Zones that may stand inside a line, where they are marked as what they are."""
LINE_OF_PROSE = 100
"""A line longer than this was not broken by hand, so its end is the end of a paragraph."""

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that show nothing or reorder what is shown; the page names them where they stand."""


ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;", "\r": "&#13;"})


class Mark(NamedTuple):
    """One claim's part on a run of characters: `number` is its place in the document, from 1; 0 is the own voice."""

    start: int
    end: int
    sign: Sign
    number: int


class Piece(NamedTuple):
    """A run of characters without a border inside, and the marks that cover it."""

    start: int
    end: int
    marks: tuple[Mark, ...]


class Block(NamedTuple):
    """A paragraph: where it stands, the zones it has a share in, and the comment that begins with it.

    `whole`: all its words are in these zones.
    """

    start: int
    end: int
    zones: tuple[Zone, ...]
    whole: bool
    comment: Comment | None


class Run(NamedTuple):
    """A stretch of a document that is shown in one way: `kind` is article, headline, furniture or comment."""

    kind: str
    zones: list[Zone]
    start: int
    end: int


def escape(text: str) -> str:
    """Text as HTML text; a carriage return is written as a reference, as parsers would turn it into a line feed."""
    return text.translate(ESCAPES)


def visible(text: str) -> str:
    """Text as HTML in which characters that hide or reorder text are shut into boxes that name them."""
    return HIDDEN.sub(_boxed, escape(text))


def _boxed(found: re.Match[str]) -> str:
    code = ord(found[0])
    shown = "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF else found[0]
    return f"<span class=x data-x=U+{code:04X}>{shown}</span>"


def marks_of(claims: Sequence[Claim], length: int, accounts: Sequence[Account] = ()) -> list[Mark]:
    """Every fragment of every claim, inside the text, claims numbered from 1; loaded words of the own voice as 0."""
    out: list[Mark] = []
    for number, claim in enumerate(claims, 1):
        for sign in SIGNS:
            out.extend(_signed(getattr(claim, sign), sign, number, length))
    for account in accounts:
        out.extend(_signed(account.loaded, "loaded", 0, length))
    return out


def _signed(fragments: Sequence[Fragment], sign: Sign, number: int, length: int) -> Iterator[Mark]:
    for fragment in fragments:
        start, end = max(0, fragment.start), min(length, fragment.end)
        if start < end:
            yield Mark(start, end, sign, number)


def cut(length: int, marks: Sequence[Mark], borders: Iterable[int] = ()) -> Iterator[Piece]:
    """The text's pieces in order, without gap or overlap, cut at both ends of every mark and at `borders`."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    places = sorted({0, length, *opening, *closing, *(b for b in borders if 0 <= b <= length)})
    covering: dict[Mark, None] = {}
    for start, end in pairwise(places):
        for mark in closing.get(start, ()):
            covering.pop(mark, None)
        covering.update(dict.fromkeys(opening.get(start, ())))
        yield Piece(start, end, tuple(covering))


def anchor_of(claim: Claim) -> int:
    """Where a claim's anchor stands: at its first content, or its cue or source when it has none."""
    for fragments in (claim.content, claim.cue, claim.source):
        if fragments:
            return fragments[0].start
    return 0


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Blocks of a stretch: blank lines alone, a long line alone, short (hand-broken) lines together."""
    begun = start
    at = start
    while at < end:
        found = LINE.match(text, at, end)
        stop = found.end() if found else end
        line = text[at:stop].strip()
        blank_next = not text[stop : _line_end(text, stop, end)].strip()
        lone_return = text[stop - 1] == "\r"
        if not line or len(line) > LINE_OF_PROSE or blank_next or lone_return:
            yield begun, stop
            begun = stop
        at = stop
    if begun < end:
        yield begun, end


def _line_end(text: str, at: int, end: int) -> int:
    found = LINE.match(text, at, end)
    return found.end() if found else end


def runs(text: str, zones: Sequence[Zone]) -> list[Run]:
    """The document as stretches in order that cover it all; white space between two zones goes with the first."""
    out: list[Run] = []
    at = 0
    for zone in sorted(zones, key=lambda z: (z.start, z.end)):
        start, end = max(zone.start, at), min(zone.end, len(text))
        if start >= end:
            continue
        if text[at:start].strip() or (at < start and not out):
            _extend(out, "article", at, start)
        elif at < start:
            out[-1] = out[-1]._replace(end=start)
        kind = FOLDS.get(zone.kind, "headline" if zone.kind == "headline" else "article")
        _extend(out, kind, start, end).zones.append(zone)
        at = end
    if at < len(text) or not out:
        if out and not text[at:].strip():
            out[-1] = out[-1]._replace(end=len(text))
        else:
            _extend(out, "article", at, len(text))
    return out


def _extend(out: list[Run], kind: str, start: int, end: int) -> Run:
    """The last run made longer when it is of this kind, or a new one."""
    if out and out[-1].kind == kind:
        out[-1] = out[-1]._replace(end=end)
    else:
        out.append(Run(kind, [], start, end))
    return out[-1]


class Marked:
    """One document being written out: its pieces and anchors, taken in order, paragraph by paragraph."""

    def __init__(self, reading: Reading, spots: Sequence[Fragment] = ()) -> None:
        assert reading.document is not None  # noqa: S101 - the caller leaves out readings without a document
        self.text = reading.document.text
        self.claims = reading.claims
        self.runs = runs(self.text, reading.zones)
        length = len(self.text)
        self._inline = [z for z in reading.zones if z.kind in INLINE]
        self.anchors = sorted((min(max(anchor_of(c), 0), length), n) for n, c in enumerate(reading.claims, 1))
        self._anchored = {(number, at) for at, number in self.anchors}
        self.blocks = {run.start: self._blocks(run) for run in self.runs}
        self._places = _places(reading, spots)
        borders = [at for blocks in self.blocks.values() for block in blocks for at in (block.start, block.end)]
        borders.extend(at for at, _ in self.anchors + self._places)
        borders.extend(at for zone in self._inline for at in (zone.start, zone.end))
        self._pieces = list(cut(length, marks_of(reading.claims, length, reading.accounts), borders))
        self._next_piece = 0
        self._next_anchor = self._next_place = self._next_inline = 0

    def _blocks(self, run: Run) -> list[Block]:
        """Paragraphs of a run with their zones; a comment, and a line of another kind than the last, begin one."""
        out: list[Block] = []
        first = 0
        starts = [run.start, *_openings(self.text, run)]
        for begin, last in zip(starts, [*starts[1:], run.end], strict=True):
            for start, end in paragraphs(self.text, begin, last):
                lead = end - len(self.text[start:end].lstrip())
                stop = start + len(self.text[start:end].rstrip())
                while first < len(run.zones) and run.zones[first].end <= lead:
                    first += 1
                upto = first
                while upto < len(run.zones) and run.zones[upto].start < stop:
                    upto += 1
                zones = tuple(run.zones[first:upto]) if lead < stop else ()
                whole = bool(zones) and zones[0].start <= lead and stop <= zones[-1].end
                comment = zones[0].comment if zones and zones[0].start == start else None
                out.append(Block(start, end, zones, whole, comment))
        return out

    def block(self, end: int) -> str:
        """The HTML of the characters up to `end`, from where the last call stopped: one paragraph after another.

        Everything in it that is no text of the document has no text at all, so that its words stay the document's.
        """
        out = []
        while self._next_piece < len(self._pieces) and self._pieces[self._next_piece].end <= end:
            piece = self._pieces[self._next_piece]
            self._next_piece += 1
            out.append(self._anchors(piece.start))
            html = _marked(piece, visible(self.text[piece.start : piece.end]), self._anchored)
            out.append(self._in_zone(piece, html))
        if end == len(self.text):
            out.append(self._anchors(end))
        return "".join(out)

    def _in_zone(self, piece: Piece, html: str) -> str:
        """A piece as what it is where its zone is only a part of the line."""
        while self._next_inline < len(self._inline) and self._inline[self._next_inline].end <= piece.start:
            self._next_inline += 1
        zone = self._inline[self._next_inline] if self._next_inline < len(self._inline) else None
        inside = zone is not None and zone.start <= piece.start and piece.end <= zone.end
        return f"<span class={zone.kind}>{html}</span>" if zone and inside else html

    def _anchors(self, upto: int) -> str:
        out = []
        while self._next_place < len(self._places) and self._places[self._next_place][0] <= upto:
            out.append(self._places[self._next_place][1])
            self._next_place += 1
        while self._next_anchor < len(self.anchors) and self.anchors[self._next_anchor][0] <= upto:
            number = self.anchors[self._next_anchor][1]
            name = escape(self.claims[number - 1].id)
            out.append(f'<a class=n id="claim-{name}" href="#claim-{name}" data-n={number}></a>')
            self._next_anchor += 1
        return "".join(out)


def _openings(text: str, run: Run) -> list[int]:
    """Where in a run a comment begins, or a line with another kind of zone than the last."""
    found = []
    kind = ""
    for zone in run.zones:
        at = zone.start
        if zone.kind != "comment":
            while at > run.start and text[at - 1] in " \t\xa0":
                at -= 1
        if zone.kind == "comment" or (zone.kind != kind and text[at - 1 : at] in ("\r", "\n")):
            found.append(at)
        kind = zone.kind
    return [at for at in found if at > run.start]


def _places(reading: Reading, spots: Sequence[Fragment]) -> list[tuple[int, str]]:
    """Where pages begin, where the text speaks of its origin, and what lists link to, each with its element."""
    assert reading.document is not None  # noqa: S101 - as above
    own = escape(reading.document.id)
    out = [(p.start, f'<a class=pg id="page-{own}-{p.number}" data-page={p.number}></a>') for p in reading.pages]
    out += [(p.start, f'<a class=o id="origin-{own}-{n}"></a>') for n, p in enumerate(reading.provenance, 1)]
    spans = dict.fromkeys((a.start, a.end) for a in reading.accounts)
    spans.update(dict.fromkeys((f.start, f.end) for d in reading.drifts for f in (d.words, *d.body)))
    spans.update(dict.fromkeys((time.start, time.end) for time in reading.times))
    spans.update(dict.fromkeys((t.anchor_at.start, t.anchor_at.end) for t in reading.times if t.anchor_at))
    spans.update(dict.fromkeys((place.start, place.end) for place in reading.places))
    spans.update(dict.fromkeys((f.start, f.end) for f in spots))
    out += [(start, f'<a class=at id="at-{own}-{start}-{end}"></a>') for start, end in spans]
    return sorted((min(max(at, 0), len(reading.document.text)), html) for at, html in out)


def _marked(piece: Piece, html: str, anchored: set[tuple[int, int]]) -> str:
    """A piece in its mark.

    `data-n` names all parts that cover it, `data-l` the claims of which a part begins here away from their anchor
    (shown on paper), `data-m` those of which a further content begins here (shown always).
    """
    if not piece.marks:
        return html
    covering = {m.sign for m in piece.marks}
    depth = len({m.number for m in piece.marks if m.sign == "content"})
    classes = " ".join([CODES[r] for r in SIGNS if r in covering] + (["deep"] if depth > 1 else []))
    claimed = sorted((m for m in piece.marks if m.number), key=lambda m: m.number)
    numbers = " ".join(dict.fromkeys(f"{CODES[m.sign]}{m.number}" for m in claimed))
    begun = [
        m for m in claimed if m.sign != "loaded" and m.start == piece.start and (m.number, m.start) not in anchored
    ]
    label = _numbers("data-l", begun) + _numbers("data-m", [m for m in begun if m.sign == "content"])
    named = f" data-n={_attribute(numbers)}" if numbers else ""
    return f"<mark class={_attribute(classes)}{named}{label}>{html}</mark>"


def _numbers(name: str, marks: Sequence[Mark]) -> str:
    found = sorted({m.number for m in marks})
    return f" {name}={_attribute(' '.join(map(str, found)))}" if found else ""


def _attribute(value: str) -> str:
    """A value made by us, in quotation marks only where HTML needs them: ten thousand claims add up."""
    return f'"{value}"' if " " in value else value


def preview(text: str, length: int = 60) -> str:
    """The first words of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


_PAIRS = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'", "’": "’"}


def unquoted(text: str) -> str:
    """Words without quotation marks around them, nor one at an end that nothing closes: the page brings its own.

    Marks stay where they stand around a part only; an apostrophe at the end stays.
    """
    text = text.strip()
    opening, rest = text[:1], text[1:]
    if opening in _PAIRS:
        closing = _PAIRS[opening]
        ends = [at for at, c in enumerate(rest) if c in closing and not (c in "'’" and rest[at + 1 : at + 2].isalnum())]
        around = len(ends) == 1 and not any(c.isalnum() or c == "…" for c in rest[ends[0] + 1 :])
        if ends and not around:
            return text
        return (rest[: ends[0]] + rest[ends[0] + 1 :]).strip() if ends else rest.strip()
    lone = text[-1:] in ("”", "»") and not any(c in "“„«" for c in text)
    if lone or (text[-1:] == '"' and text.count('"') == 1):
        return text[:-1].strip()
    unclosed = (b for a, b in ("“”", "«»") if text.count(a) == text.count(b) + 1 and text.rfind(a) > text.rfind(b))
    return text + "".join(unclosed)
