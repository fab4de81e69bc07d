"""Sayings: claims and own-voice sentences as one kind of thing, and the pages that they stand on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rashomon.records import Account, Claim, Reading, Relay, Speaker
from rashomon.text import fold
from rashomon.titles import report_title

Range = tuple[int, int]
HEADS = ("headline", "standfirst")
"""Zones that only announce what the text below them has."""
WORD = re.compile(r"[^\W_]+")
EMPTY = frozenset(
    "the a an and or but of for to in on at by with from as that this these those it its is are was were be been being "
    "has have had not no he she they them his her their we our who which what when where how there here than then into "
    "over after before said says say told tells will would could should may might also about more one two some any all "
    "i you your do did does s t".split()
)
"""Words that tell no content from another one."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim or an own-voice sentence: where its content stands, and who hands it on, outermost first."""

    id: str
    doc: str
    ranges: tuple[Range, ...]
    zone: str
    chain: tuple[Relay, ...]
    claim: Claim | None = None
    account: Account | None = None

    @property
    def start(self) -> int:
        """The offset of the first character of the content."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """The offset behind the last character of the content."""
        return max(b for _, b in self.ranges)

    @property
    def speaker(self) -> Speaker | None:
        """Who speaks; nobody where the document speaks itself."""
        return self.claim.speaker if self.claim else None

    @property
    def states_source(self) -> bool:
        """Whether the text names anybody who says it."""
        return bool(self.claim and self.claim.source)


class Page:
    """A document of the case with what it says, in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        if reading.document is None:
            raise ValueError(f"{reading.name}: a page needs a document")
        self.reading, self.document = reading, reading.document
        self.id, self.text, self.published = self.document.id, self.document.text, self.document.published
        made = [*map(_of_claim, reading.claims), *map(_of_account, reading.accounts)]
        self.sayings: list[Saying] = sorted(made, key=lambda s: (s.start, s.id))
        self._starts = [s.start for s in self.sayings]
        self._longest = max((s.end - s.start for s in self.sayings), default=0)
        self._sentences = [s.start for s in reading.sentences]
        self._words: dict[str, frozenset[str]] = {}
        self._around: dict[str, frozenset[str]] = {}

    @cached_property
    def name(self) -> str:
        """The outlet by its fullest name, or who else prints it, or the name that the document was given."""
        printed = next((s.chain[0].name for s in self.sayings if s.chain and s.chain[0].how == "outlet"), "")
        known = printed if printed and printed != "this document" else ""
        return self.document.outlet or known or self.document.author or self.document.name

    @cached_property
    def title(self) -> str:
        """What a reader calls the document: whose report it is and of which day, else its title, else its file."""
        return report_title(self.reading)

    @cached_property
    def speakers(self) -> dict[Range, Speaker]:
        """Speakers by the run of characters in which they are spoken of."""
        found: dict[Range, Speaker] = {}
        for claim in self.reading.claims:
            if claim.source and claim.speaker:
                found.setdefault((claim.source[0].start, claim.source[-1].end), claim.speaker)
        return found

    def overlapping(self, ranges: Iterable[Range]) -> list[Saying]:
        """The sayings whose content shares characters with any of the ranges, in order."""
        found: dict[str, Saying] = {}
        for start, end in ranges:
            low = bisect_left(self._starts, start - self._longest)
            for saying in self.sayings[low : bisect_left(self._starts, end)]:
                if any(a < end and start < b for a, b in saying.ranges):
                    found[saying.id] = saying
        return sorted(found.values(), key=lambda s: (s.start, s.id))

    def sentence(self, at: int) -> Range:
        """The sentence around an offset; a line, where no sentence was found there."""
        i = bisect_right(self._sentences, at) - 1
        if i >= 0 and at < self.reading.sentences[i].end:
            return self.reading.sentences[i].start, self.reading.sentences[i].end
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return start, len(self.text) if end < 0 else end

    def words(self, saying: Saying) -> frozenset[str]:
        """The words of a saying's content that tell it from others."""
        if saying.id not in self._words:
            self._words[saying.id] = content_words(self.text[a:b] for a, b in saying.ranges)
        return self._words[saying.id]

    def around(self, saying: Saying) -> frozenset[str]:
        """The words of a saying's content, its source, and its cue."""
        if saying.id in self._around:
            return self._around[saying.id]
        claim = saying.claim
        parts = [self.text[a:b] for a, b in saying.ranges]
        if claim:
            parts += [self.text[f.start : f.end] for f in (*claim.source, *claim.cue)]
            parts += [claim.speaker.name] if claim.speaker else []
        self._around[saying.id] = content_words(parts)
        return self._around[saying.id]


def pages_of(readings: Sequence[Reading]) -> dict[str, Page]:
    """The pages of the readings that have a document, by its id, in the order of the ids."""
    found = {r.document.id: Page(r) for r in readings if r.document}
    return {key: found[key] for key in sorted(found)}


def content_words(parts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, folded and without endings, less those that say nothing."""
    return frozenset(_stem(word) for part in parts for word in _tokens(part))


@lru_cache(maxsize=100_000)
def described(name: str) -> frozenset[str]:
    """The words of a description that tell whom it describes."""
    return content_words([name])


def _tokens(part: str) -> Iterator[str]:
    return (word for word in WORD.findall(fold(part)) if word not in EMPTY)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _of_claim(claim: Claim) -> Saying:
    parts = claim.content or claim.cue or claim.source
    ranges = tuple((f.start, f.end) for f in sorted(parts)) or ((0, 0),)
    return Saying(claim.id, claim.doc, ranges, claim.zone, claim.chain, claim=claim)


def _of_account(account: Account) -> Saying:
    return Saying(
        account.id, account.doc, ((account.start, account.end),), account.zone, account.chain, account=account
    )
