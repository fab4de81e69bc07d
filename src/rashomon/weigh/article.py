"""One document laid out for checking: its values in the order of the text, and what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from rashomon.records import ARTICLE_ZONES, FIRST_COMMENT, Claim, Place, Quantity, Reading, Sentence, Spot, Time

_PRONOUN = 4  # characters of "they"; a longer source that shares no word with its name keeps its own words
LONGEST = 1500
"""Characters of a sentence that are looked through for what hangs together; no sentence of prose is longer."""

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_FULL = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
_YEAR = re.compile(r"(?<![\d,.])(?:1[0-9]|20)\d\d(?!\d|,\d)")
_DAY = re.compile(
    rf"\b(?:{MONTHS})[a-z]*\.?\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s{{1,3}}(?:of\s{{1,3}})?(?:{MONTHS})"
    r"|(?<!\d)\d{4}-\d\d-\d\d|(?<!\d)\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
    re.IGNORECASE,
)


class Spanned(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character after its last."""


S = TypeVar("S", bound=Spanned)


def day_of(value: str) -> date | None:
    """The day at the start of a bound of a time, none where it is open or no day of the calendar."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def single_day(time: Time) -> date | None:
    """The one day that a time can be, if it is one; a day that begins or ends a run is itself."""
    if _FULL.match(time.value) and time.type in ("DATE", "TIME"):
        return day_of(time.value)
    if not time.earliest or time.earliest[:10] != time.latest[:10]:
        return None
    return day_of(time.earliest)


class Article:
    """A reading with a document, and quick ways to its values by where they stand."""

    def __init__(self, reading: Reading) -> None:
        if reading.document is None:
            raise ValueError(f"{reading.name}: nothing was read")
        self.reading = reading
        self.document = reading.document
        self.id = reading.document.id
        self.text = reading.document.text
        self.sentences = sorted(reading.sentences, key=_start)
        self.times = sorted(reading.times, key=_start)
        self.places = sorted(reading.places, key=_start)
        self.quantities = sorted(reading.quantities, key=_start)
        self._starts = {id(v): [one.start for one in v] for v in (self.times, self.places, self.quantities)}
        self._sentence_starts = [s.start for s in self.sentences]

    def words(self, at: Spanned) -> str:
        """The text of a run."""
        return self.text[at.start : at.end]

    def spot(self, at: Spanned) -> Spot:
        """A run of this document as a spot of the case."""
        return Spot(doc=self.id, start=at.start, end=at.end)

    def number_of_sentence(self, offset: int) -> int:
        """Which sentence holds a character, from 0; -1 when it stands before all of them."""
        return bisect_right(self._sentence_starts, offset) - 1

    def sentence(self, offset: int) -> Sentence:
        """The sentence that holds a character, no longer than is looked through; an empty one where there is none."""
        number = self.number_of_sentence(offset)
        if number < 0 or offset >= self.sentences[number].end:
            return Sentence(start=offset, end=offset)
        found = self.sentences[number]
        if found.end - found.start <= LONGEST:
            return found
        return Sentence(
            start=max(found.start, offset - LONGEST // 2),
            end=min(found.end, offset + LONGEST // 2),
        )

    def passages(self) -> Iterator[Sentence]:
        """The sentences in order, each cut where it is longer than any prose."""
        for sentence in self.sentences:
            yield Sentence(start=sentence.start, end=min(sentence.end, sentence.start + LONGEST))

    @cached_property
    def _zones(self) -> tuple[list[int], list[str]]:
        return [z.start for z in self.reading.zones], [z.kind for z in self.reading.zones]

    def zone(self, offset: int) -> str:
        """The kind of the zone that holds a character."""
        starts, kinds = self._zones
        at = bisect_right(starts, offset) - 1
        return kinds[at] if at >= 0 else "unknown"

    def in_article(self, at: Spanned) -> bool:
        """Whether a run stands in the article itself, not in comments or furniture."""
        return self.zone(at.start) in ARTICLE_ZONES

    def published(self, offset: int) -> str:
        """The day of publication that holds for a character: that of its part, or else the document's.

        Empty when the day is only known not to be later.
        """
        for part in self.reading.parts:
            if part.start <= offset < part.end and part.published:
                return part.published[:10]
        where = next((s.where for s in self.document.signals if s.field == "published"), "")
        return "" if where == FIRST_COMMENT else self.document.published[:10]

    def within(self, values: Sequence[S], start: int, end: int) -> list[S]:
        """Those of the article's own times, places or quantities that begin in a run of the text."""
        starts = self._starts[id(values)]
        return list(values[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)])

    def times_in(self, at: Spanned) -> list[Time]:
        """The times that begin in a run."""
        return self.within(self.times, at.start, at.end)

    def places_in(self, at: Spanned) -> list[Place]:
        """The places that begin in a run."""
        return self.within(self.places, at.start, at.end)

    def quantities_in(self, at: Spanned) -> list[Quantity]:
        """The quantities that begin in a run."""
        return self.within(self.quantities, at.start, at.end)

    @cached_property
    def plain_places(self) -> dict[str, Place]:
        """The first place of each gazetteer number that is named without a part or a direction."""
        return {p.gazetteer_id: p for p in reversed(self.places) if p.gazetteer_id and not p.part}

    @cached_property
    def _places_by_id(self) -> dict[str, Place]:
        return {p.id: p for p in self.places}

    def place(self, name: str) -> Place | None:
        """The place with an id, when it is one of this document."""
        return self._places_by_id.get(name)

    def says_year(self, time: Time) -> bool:
        """Whether the words of a time give its year."""
        return bool(_YEAR.search(self.words(time)))

    def says_day(self, time: Time) -> bool:
        """Whether the words of a time give a day of a month, so that it need not be worked out from anything."""
        return bool(_DAY.search(self.words(time)))

    @cached_property
    def _contents(self) -> list[tuple[int, int, Claim]]:
        parts = [(f.start, f.end, c) for c in self.reading.claims for f in c.content]
        return sorted(parts, key=lambda p: (p[0], -p[1], p[2].id))

    @cached_property
    def _content_starts(self) -> list[int]:
        return [start for start, _, _ in self._contents]

    def claim(self, offset: int) -> Claim | None:
        """The innermost claim whose content holds a character."""
        at = bisect_right(self._content_starts, offset)
        for start, end, claim in reversed(self._contents[max(0, at - 12) : at]):
            if start <= offset < end:
                return claim
        return None

    def told(self, run: Sentence, offset: int = -1) -> list[Sentence]:
        """The parts of a run that tell of what happened: what is said there, without who says it and when.

        With an offset, the outermost content that holds it alone; all of the run where nothing is said.
        """
        at = bisect_right(self._content_starts, max(run.end - 1, 0))
        parts = [
            (max(a, run.start), min(b, run.end)) for a, b, _ in self._contents[max(0, at - 24) : at] if b > run.start
        ]
        if offset >= 0:
            parts = [max((p for p in parts if p[0] <= offset < p[1]), key=lambda p: p[1] - p[0], default=(0, 0))]
        return [Sentence(start=a, end=b) for a, b in sorted(set(parts)) if a < b] or [run]

    def speaker(self, offset: int) -> str:
        """Who says what stands at a character, as the text has it; empty where that is the text itself."""
        claim = self.claim(offset)
        if claim is None or (self.zone(offset) == "headline" and self._is_said_below(claim)):
            return ""
        words = " ".join(self.words(f) for f in claim.source)
        name = claim.speaker.name if claim.speaker else ""
        shared = set(name.lower().split()) & set(words.lower().split()) - {"the", "a", "an", "of"}
        return name if name and (shared or not words or len(words) <= _PRONOUN) else words or "somebody unnamed"

    def _is_said_below(self, claim: Claim) -> bool:
        """Whether whoever says something stands outside the headline that has it: the headline itself says it."""
        return bool(claim.source) and self.zone(claim.source[0].start) != "headline"


def _start(value: Spanned) -> int:
    return value.start
