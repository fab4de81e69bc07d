"""Headlines with the text below them: what each states, who says so there, and the sentences that may bear it out."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from rashomon.read.drifts.wording import Word, lists, same_number, words_of
from rashomon.read.quotations import Quotation, find_quotations
from rashomon.read.sentences import split_sentences
from rashomon.records import ARTICLE_ZONES, Claim, Document, Fragment, Zone

LEAST_WORDS = 40
"""A text below a headline that has fewer words is a teaser, and nothing can be missed in it."""
LONGEST = 250  # characters of a headline
SOURCE_WORDS = 7  # words before a colon that may be who says what follows
SHORT = 1
SAYS = "say says said warn warns warned claim claims claimed report reports reported find finds found suggest suggests"
SAYS += " show shows tell tells argue argues insist insists fear fears think thinks believe believes admit admits"
SAYS += " confirm confirms allege alleges predict predicts announce announces"

_SAYS = frozenset(SAYS.split())
_COLON = re.compile(r"\s*([^:“\"‘]{2,70}):\s+(?=\S)")
_AFTER = re.compile(rf",\s+([^,]{{2,60}}?)\s+(?:{'|'.join(SAYS.split())})[.”’\"']?\s*$", re.IGNORECASE)
_TITLED = re.compile(r"\s+\|\s+[^|]{2,40}$|\s+\([A-Za-z ]{3,12}\)$")
_ANSWERS = re.compile(r"[\"'“‘]*(?:Why|How|What|Who|Where|When|Whose|Which|Inside|Meet)\b", re.IGNORECASE)
_FIRST = re.compile(r"\s*([^\n]{15,160})\n\s*\n")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence below a headline; `standfirst` says that it stands between headline and text."""

    start: int
    end: int
    words: tuple[Word, ...]
    standfirst: bool


@dataclass(slots=True)
class Section:
    """A headline and the text below it, up to the next headline.

    `source` is who says it in the headline, none when the headline says it by itself; `words` are those of the
    statement, `stated` the ones among them that carry something. `units` are the sentences of the text; `found` gives,
    by the start of a word that carries something, the units that hold it or a word that bears it out.
    """

    text: str
    headline: Fragment
    statement: Fragment
    source: Fragment | None
    claim: Claim | None
    words: list[Word]
    stated: list[Word]
    units: list[Unit]
    found: dict[int, list[int]] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether the headline is a question, or announces an answer to one."""
        said = self.text[self.headline.start : self.headline.end]
        return said.rstrip("\"'”’ ").endswith("?") or bool(_ANSWERS.match(self.text, self.statement.start))

    @property
    def denies(self) -> bool:
        """Whether the headline itself denies or negates."""
        words = {w.text for w in words_of(self.text, self.headline.start, self.headline.end)}
        return bool(words & (lists()["denying"] | lists()["negating"]))

    def weight(self, word: Word) -> float:
        """How much a word of the statement counts: little when every other sentence has it."""
        return 1 / (1 + math.log1p(len(self.found[word.start])) / 2)

    def scores(self) -> list[tuple[float, int]]:
        """The share of the statement that each sentence holds, with its place, best first."""
        total = sum(self.weight(w) for w in self.stated) or 1.0
        held: dict[int, float] = {}
        for word in self.stated:
            for i in self.found[word.start]:
                held[i] = held.get(i, 0.0) + self.weight(word)
        return sorted(((value / total, i) for i, value in held.items()), key=lambda row: (-row[0], row[1]))

    def held(self, i: int) -> list[Word]:
        """The words of the statement that a sentence holds."""
        return [w for w in self.stated if i in self.found[w.start]]

    def keys(self, i: int) -> frozenset[str]:
        """The stems by which a sentence may hold those words."""
        return frozenset[str]().union(*(w.keys for w in self.held(i)))

    def where(self, i: int) -> Fragment:
        """Where a sentence holds the statement: from the first to the last of those words."""
        unit, held, keys = self.units[i], self.held(i), self.keys(i)
        at = [u for u in unit.words if u.stem in keys or any(_number(u, w) for w in held)]
        return Fragment(start=at[0].start, end=at[-1].end) if at else Fragment(start=unit.start, end=unit.end)


def sections(document: Document, zones: Sequence[Zone], claims: Sequence[Claim]) -> Iterator[Section]:
    """Every headline that has a text below it, with that text."""
    starts = [c.cue[0].start for c in claims]
    speakers = {w.stem for c in claims for f in c.source for w in words_of(document.text, f.start, f.end)}
    for headline, body in _parted(document, zones):
        if headline.end - headline.start > LONGEST:
            continue
        units = [u for zone in body for u in _units(document.text, zone, headline)]
        if sum(len(u.words) for u in units) >= LEAST_WORDS:
            inside = claims[bisect_left(starts, headline.start) : bisect_right(starts, headline.end)]
            yield _section(document.text, headline, inside, units, speakers)


def _parted(document: Document, zones: Sequence[Zone]) -> Iterator[tuple[Fragment, list[Zone]]]:
    """Headlines with the zones below each; headlines that follow one another share what is below the last."""
    heads: list[Fragment] = []
    body: list[Zone] = []
    for zone in zones:
        if zone.kind == "headline":
            if body:
                yield from ((head, body) for head in heads)
                heads, body = [], []
            heads.append(Fragment(start=zone.start, end=zone.end))
        elif zone.kind in ARTICLE_ZONES:
            body.append(zone)
    if heads:
        yield from ((head, body) for head in heads)
    elif body and (head := _unmarked(document, body[0])):
        yield head, body


def _unmarked(document: Document, first: Zone) -> Fragment | None:
    """The headline of a document without such a zone: its title in the text, or a first line that looks like one."""
    at = document.text.find(document.title) if document.title else -1
    if 0 <= at <= first.start + LONGEST:
        return Fragment(start=at, end=at + len(document.title))
    match = _FIRST.match(document.text, first.start)
    if match is None:
        return None
    if match[1].rstrip("\"'”’ ")[-1:] not in ".!?:;,…":
        return Fragment(start=match.start(1), end=match.end(1))
    long = re.findall(r"[^\W\d_][\w'’-]{3,}", match[1])
    capitals = sum(w[0].isupper() for w in long)
    return Fragment(start=match.start(1), end=match.end(1)) if capitals * 5 >= len(long) * 4 else None


def _units(text: str, zone: Zone, headline: Fragment) -> Iterator[Unit]:
    for s in split_sentences(
        text, max(zone.start, headline.end) if zone.start <= headline.start else zone.start, zone.end
    ):
        yield Unit(
            s.start, s.end, tuple(words_of(text, s.start, s.end)), zone.kind == "standfirst" and zone.made_by != "lines"
        )


def _section(text: str, headline: Fragment, claims: Sequence[Claim], units: list[Unit], speakers: Set[str]) -> Section:
    statement, source, claim = _said(text, headline, claims, speakers)
    words = words_of(text, statement.start, statement.end)
    stated = [w for w in words if not w.empty and w.text not in lists()["possible"] | lists()["probable"]]
    section = Section(text, headline, statement, source, claim, words, stated, units)
    wanted: dict[str, list[Word]] = {}
    for word in stated:
        section.found[word.start] = []
        for key in word.keys:
            wanted.setdefault(key, []).append(word)
    numbers = [w for w in stated if w.number is not None]
    for i, unit in enumerate(units):
        for found in unit.words:
            matching = [*wanted.get(found.stem, ()), *(n for n in numbers if _number(found, n))]
            for word in matching:
                if not section.found[word.start] or section.found[word.start][-1] != i:
                    section.found[word.start].append(i)
    return section


def _number(a: Word, b: Word) -> bool:
    return a.number is not None and b.number is not None and same_number(a.number, b.number)


def _said(
    text: str, headline: Fragment, claims: Sequence[Claim], speakers: Set[str]
) -> tuple[Fragment, Fragment | None, Claim | None]:
    """What a headline states, who says so in it, and the claim that says so, if the reader found one.

    What stands before a colon is a source when it is short, or when somebody of that name speaks in the text.
    """
    end = headline.end
    tail = _TITLED.search(text, headline.start, headline.end)
    end = tail.start() if tail else end
    whole = Fragment(start=headline.start, end=end)
    claim = max((c for c in claims if c.source and c.content and c.parent is None), key=lambda c: c.p, default=None)
    colon = _COLON.match(text, headline.start, end)
    if colon and len(colon[1].split()) <= SOURCE_WORDS:
        rest = Fragment(start=colon.end(), end=end)
        first = {w.lower().strip(".,") for w in colon[1].split()}
        if first & lists()["labels"]:
            return rest, None, claim if claim and claim.source[0].start >= rest.start else None
        names = {w.stem for w in words_of(text, colon.start(1), colon.end(1)) if not w.empty}
        if len(names) <= SHORT or names & speakers:
            return rest, Fragment(start=colon.start(1), end=colon.end(1)), claim
    after = _AFTER.search(text, headline.start, end)
    if after:
        return (
            Fragment(start=headline.start, end=after.start()),
            Fragment(start=after.start(1), end=after.end(1)),
            claim,
        )
    if claim and _cued(text, claim):
        content = Fragment(start=claim.content[0].start, end=min(end, claim.content[-1].end))
        return content, Fragment(start=claim.source[0].start, end=claim.source[-1].end), claim
    return whole, None, claim


def _cued(text: str, claim: Claim) -> bool:
    """Whether the cue is a verb of saying, so that what the headline states is the content alone."""
    return any(w.text in _SAYS for f in claim.cue for w in words_of(text, f.start, f.end))


def quoted(section: Section) -> list[Fragment]:
    """The words that the headline has in quotation marks, without these and the stop before them."""
    text, head = section.text, section.headline
    runs = [(head.start + q.start + 1, head.start + q.end - 1) for q in _quotations(section) if q.balanced]
    return [Fragment(start=start, end=start + len(text[start:end].rstrip(",.;:!?"))) for start, end in runs]


def _quotations(section: Section) -> list[Quotation]:
    return find_quotations(section.text[section.headline.start : section.headline.end])
