"""Relays that a sentence names: "told the Journal", "as quoted by Tasnim", "Reuters, citing security sources, said".

The words are in relays.toml. A relay is found once a sentence, whatever number of claims stands in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rashomon.read.attribution.noun_claims import WHEN
from rashomon.read.relays.outlet_names import Outlets, is_name, looks_like_outlet, table, words_of
from rashomon.records import Claim, Fragment, Identification, Provenance

if TYPE_CHECKING:
    from rashomon.read.cast.coreference import Resolution

NEAR = 600
"""Code points behind a medium that was cited within which "the paper" stands for it, and on either side of a cue within
which relays of its sentence are its own."""
MOST = 20
"""Relays that are looked at for one claim."""
REACH = 90
"""Code points after words of relaying in which the medium is named."""
TOLD = re.compile(r"\b(?:told|tells?|telling|informed|leaked\s(?:it\s|word\s)?to)\s+", re.IGNORECASE)
CAP = r"[A-Z][\w’'&.-]*"
NAME = re.compile(
    rf"(?:(?:the|a|an)\s)?(?:[a-z-]+\s){{0,3}}?(?P<name>(?:The\s)?{CAP}(?:[’']s)?(?:\s(?:of\s(?:the\s)?)?{CAP})*(?:\s{CAP})*)"
)
DESCRIBED = re.compile(
    r"(?:the|a|an|that|this|one)\s(?:[\w’-]+\s){0,4}?(?P<noun>[a-z]+)\b"
    r"|(?:[a-z-]+\s){0,3}?(?P<many>outlets|newspapers|magazines|broadcasters|tabloids)\b"
)
HEADING = re.compile(rf"[“\"‘']?(?P<name>{CAP}(?:\s{CAP}){{0,4}})\s?:\s")
NAMED = re.compile(rf"{CAP}(?:\s{CAP})*")
STOPS = re.compile(r"[,.;:()“”\"\n]|\b(?:that|which|who|whom|he|she|they|it|and|but|how|why|what|if|whether)\b")
DEFINITE = re.compile(r"(?:the|that|this)\s", re.IGNORECASE)
CITED = re.compile(
    r"\s*(?P<who>[^,;:()“”\"\n]{3,120}?)(?=\s*(?:[,;:()“”\"\n]|\bthat\b|\bas saying\b|\bsaid\b|\breported\b|\.\s|\.?$))"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A relay in a sentence: where the words stand, who hands on, and how sure that is.

    `inward` is set for somebody that a medium cites: that link comes after the medium.
    """

    start: int
    end: int
    name: str
    identification: Identification
    p: float
    reason: str
    inward: bool = False
    told: bool = False


@cache
def _patterns(section: str) -> re.Pattern[str]:
    rows = [row for row in table()[section]["patterns"].strip().splitlines() if row]
    return re.compile(r"(?<![\w-])(?:" + "|".join(rows) + r")\s+", re.IGNORECASE)


@cache
def _report_on_word() -> re.Pattern[str]:
    """What a medium prints, with the words that say on whose word: "report from", "story citing"."""
    nouns = "|".join(sorted(words_of("printed", "nouns")))
    return re.compile(rf"\b(?:{nouns})\s(?:from|citing|quoting)\s{WHEN}")


class Relays:
    """The relays of a document's sentences, looked up by the sentence; made once a document."""

    def __init__(self, text: str, cites: Sequence[Provenance], outlets: Outlets, resolution: Resolution) -> None:
        self._text, self._outlets, self._resolution = text, outlets, resolution
        self._cites = sorted((p for p in cites if p.relation == "cites"), key=lambda p: p.start)
        self._cited_to = [p.end for p in self._cites]
        self._found: dict[tuple[int, int], list[Link]] = {}

    def of(self, start: int, end: int, at: int) -> list[Link]:
        """The relays of a sentence that stand near a place in it, in order."""
        if (start, end) not in self._found:
            self._found[start, end] = sorted(self._links(start, end), key=lambda link: link.start)
        links = self._found[start, end]
        low = bisect_left(links, at - NEAR, key=lambda link: link.start)
        return links[low : bisect_right(links, at + NEAR, key=lambda link: link.start)][:MOST]

    def _links(self, start: int, end: int) -> Iterator[Link]:
        text = self._text
        for match in TOLD.finditer(text, start, end):
            found = self.medium(match.end(), end)
            if found:
                yield self._link(match.start(), found, "the words were said to {}", told=True)
        for section, reason in (
            ("spoken", "the words were given to {}"),
            ("handed_on", "the text says that {} has it"),
        ):
            for match in _patterns(section).finditer(text, start, end):
                found = self.medium(match.end(), end)
                if found:
                    yield self._link(match.start(), found, reason)
        yield from self._heading(start, end)
        for match in _report_on_word().finditer(text, start, end):
            for named in NAMED.finditer(text, max(start, match.start() - REACH), match.start()):
                found = self._named(*named.span())
                if found and match.start() - found[0] < 40:
                    reason = "a report of {}, which has it from others"
                    yield Link(named.start(), found[0], found[1], found[2], 0.9, reason.format(found[1]))
        for match in _patterns("citing").finditer(text, start, end):
            who = CITED.match(text, match.end(), min(end, match.end() + REACH * 2))
            if who:
                yield self._cited(match, who)

    def _heading(self, start: int, end: int) -> Iterator[Link]:
        """A medium before a colon at the start: `NYT: What happened`."""
        match = HEADING.match(self._text, start, end)
        found = self._named(*match.span("name")) if match else None
        if match and found:
            yield Link(
                start, match.end(), found[1], found[2], 0.85, f"it stands after the name of {found[1]} and a colon"
            )

    def _link(self, at: int, found: tuple[int, str, Identification, float], reason: str, told: bool = False) -> Link:
        end, name, identification, p = found
        return Link(at, end, name, identification, p, reason.format(name), told=told)

    def _cited(self, match: re.Match[str], who: re.Match[str]) -> Link:
        start, end = who.span("who")
        words = self._text[start:end].strip()
        reference = self._resolution.of(Fragment(start=start, end=end))
        name = reference.entity.name if reference.entity else words
        medium = self.medium(start, end)
        if medium:
            name = medium[1]
        named = bool(medium) or (reference.entity is not None and any(c.isupper() for c in words))
        unnamed = bool(re.search(r"\b(?:sources?|people familiar|insiders?|anonymous|unnamed)\b", words))
        kind: Identification = "anonymous" if unnamed and not medium else "named" if named else "described"
        return Link(match.start(), end, name, kind, 0.8, "the medium before it cites this", inward=True)

    def medium(self, start: int, end: int) -> tuple[int, str, Identification, float] | None:
        """The medium that is named or described right at a place: where it ends, its name, how it is identified, p."""
        stop = min(end, start + REACH)
        named = NAME.match(self._text, start, stop)
        found = self._named(*named.span("name")) if named else None
        if named and not found:
            phrase = STOPS.search(self._text, named.end("name"), stop)
            further = NAMED.finditer(self._text, named.end("name"), phrase.start() if phrase else stop)
            found = next(filter(None, (self._named(*m.span()) for m in further)), None)
        if found:
            return found
        described = DESCRIBED.match(self._text, start, stop)
        noun = described and (described.group("noun") or described.group("many"))
        if described and noun in words_of("medium", "nouns"):
            return self._described(start, described.end(), noun)
        return None

    def _named(self, start: int, end: int) -> tuple[int, str, Identification, float] | None:
        """A run of capitals as a medium, by the citing that intake found, the entity it stands for, or its form."""
        text = self._text
        owner = re.search(r"[’']s\b", text[start:end])
        if owner:
            end = start + owner.start()
        name = text[start:end].rstrip(" .,&")
        at = bisect_right(self._cited_to, start)
        for one in self._cites[at : at + 2]:
            if one.start < start + len(name) and one.name and name.startswith(one.name[:3]):
                return start + len(name), self._outlets.full(one.name), "named", 0.95
        entity = self._resolution.of(Fragment(start=start, end=start + len(name))).entity
        if entity is not None and entity.kind == "outlet":
            return start + len(name), self._outlets.full(entity.name), "named", 0.9
        if self._outlets.has(name) or looks_like_outlet(_with_article(text, start, name)):
            return start + len(name), self._outlets.full(name), "named", 0.85
        return None

    def prints(self, start: int, end: int, own: str) -> tuple[str, float] | None:
        """The medium that a source stands for, by what it prints or by its description, and p; None for other sources.

        `own` is the outlet of the text, which "our report" and "this newspaper" stand for.
        """
        words = self._text[start:end].strip(" ,")
        parts = words.lower().split() or [""]
        first, last = parts[0], parts[-1]
        printed, medium = last in words_of("printed", "nouns"), last in words_of("medium", "nouns")
        if first in words_of("itself", "words") and any(self._prints_itself(noun) for noun in (last, *parts[1:2])):
            return own, 0.9
        if not printed and not medium:
            return None
        for match in NAMED.finditer(self._text, start, end):
            found = self._named(*match.span())
            if found:
                return found[1], 0.9
        described = self._described(start, end, last) if DEFINITE.match(words) else None
        return (described[1], described[3]) if described and described[2] == "named" else None

    def describes(self, words: str) -> bool:
        """Whether words end in a noun for a medium or for what it prints: "the paper", "a report"."""
        last = (words.split() or [""])[-1].lower()
        return self._prints_itself(last)

    def _prints_itself(self, noun: str) -> bool:
        """Whether a noun after "our" stands for the outlet: "our headline", "our newspaper"."""
        return any(
            noun in words_of(*which) for which in (("printed", "nouns"), ("medium", "nouns"), ("itself", "also"))
        )

    def _described(self, start: int, end: int, noun: str) -> tuple[int, str, Identification, float] | None:
        """A medium that is described: whom the words stand for, or whoever was cited last before them."""
        reference = self._resolution.of(Fragment(start=start, end=end))
        entity = reference.entity
        if entity is not None and entity.kind == "outlet" and is_name(entity.name):
            return end, self._outlets.full(entity.name), "named", min(0.8, reference.p)
        if noun not in words_of("medium", "sure"):
            return None
        before = bisect_right(self._cited_to, start) - 1
        definite = DEFINITE.match(self._text, start, end) is not None
        if definite and before >= 0 and start - self._cited_to[before] < NEAR:
            return end, self._outlets.full(self._cites[before].name), "named", 0.55
        return end, self._text[start:end], "described", 0.7


def _with_article(text: str, start: int, name: str) -> str:
    return f"The {name}" if text[max(0, start - 4) : start].lower() == "the " else name


def belongs(link: Link, claim: Claim, parent: Claim | None) -> bool:
    """Whether a relay of the sentence hands on this claim.

    It does not when it is part of what is said, or of the source itself; for a claim inside another it must stand in
    the outer one's content. "Told X" counts for the claim whose cue it is.
    """
    if any(f.start <= link.start < f.end for f in claim.content):
        return False
    if parent is not None and not any(f.start <= link.start < f.end for f in parent.content):
        return False
    if link.told:
        return any(f.start - 1 <= link.start < f.end + 1 for f in claim.cue)
    return not any(link.start <= f.start < link.end for f in claim.source)
