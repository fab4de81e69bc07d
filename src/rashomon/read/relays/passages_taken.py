"""Passages that a document takes over whole: block quotes, and paragraphs after "The paper puts it this way:"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.read.relays.outlet_names import Outlets, is_name, key, looks_like_outlet, words_of
from rashomon.read.sentences import split_sentences
from rashomon.records import Claim, Fragment, Identification, Provenance, SpeakerKind, Taken, Zone

if TYPE_CHECKING:
    from rashomon.read.cast.coreference import Resolution

MARKS = '“"«„'
"""Marks that open a paragraph of a quotation: where the first one has it, all have."""
MOST = 6
"""Paragraphs that an introduction may hand over where no block quote marks them."""
NAME = re.compile(
    r"\b(?!(?:As|In|But|And|According|When|While|Here|This|That|For|From|Or|So|Now)\s)"
    r"(?:[Tt]he\s)?[A-Z][\w’&.-]*(?:\s(?:of\s(?:the\s)?)?[A-Z][\w’&.-]*)*"
)
MEDIUM = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts)\s(?:[\w’-]+\s){0,2}?(?P<noun>[a-z]+)\b")
OWN_VOICE = re.compile(r"\b(?:I|we|We|you|You|your|our|us|me)\b|^[^“\"]*!")
WORD = re.compile(r"\s(\w{2,20})\b")
Lead = tuple[str, SpeakerKind, Identification, Fragment]
"""Who is quoted: name, kind, identification, and where the text says so."""
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
INTRODUCES = re.compile(r":\W*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of the text that is somebody else's, whose it is, and where the text says so."""

    start: int
    end: int
    name: str
    kind: SpeakerKind
    identification: Identification
    at: Fragment
    reason: str
    p: float


def passages(taken: Taken, claims: Sequence[Claim], outlets: Outlets, resolution: Resolution) -> list[Passage]:
    """The passages of a document, in order; none overlaps another."""
    finder = _Finder(taken, claims, outlets, resolution)
    found = [finder.quoted(p) for p in taken.provenance if p.relation == "quoted"]
    zones = [z for z in taken.zones if z.end > z.start]
    i = 0
    while i < len(zones):
        stop = i + 1
        if zones[i].kind == "blockquote":
            while stop < len(zones) and zones[stop].kind == "blockquote":
                stop += 1
            found += finder.blockquote(zones[i - 1] if i else None, zones[i], zones[stop - 1])
        elif zones[i].kind == "body":
            found += finder.introduced(zones, i)
        i = stop
    out: list[Passage] = []
    for passage in sorted(found, key=lambda p: (p.start, -p.p)):
        if not out or passage.start >= out[-1].end:
            out.append(passage)
    return out


class _Finder:
    def __init__(self, taken: Taken, claims: Sequence[Claim], outlets: Outlets, resolution: Resolution) -> None:
        self._taken, self._text = taken, taken.document.text
        self._claims = sorted((c for c in claims if c.source), key=lambda c: c.cue[0].start)
        self._cites = sorted((p for p in taken.provenance if p.relation == "cites"), key=lambda p: p.end)
        self._outlets, self._resolution = outlets, resolution

    def quoted(self, line: Provenance) -> Passage:
        """A passage whose source intake has found."""
        name = self._outlets.full(line.name)
        lead = self._cited_before(line.start)
        at = Fragment(start=lead.start, end=lead.end) if lead else Fragment(start=line.start, end=line.start)
        reason = f"the passage is quoted from {name}, which is cited right before it"
        return Passage(line.start, line.end, name, "outlet", "named", at, reason, 0.85)

    def blockquote(self, before: Zone | None, first: Zone, last: Zone) -> list[Passage]:
        """A block quote that the paragraph before it introduces with a colon; others are the document's own words."""
        if before is None or before.kind not in ("body", "standfirst"):
            return []
        lead = self._lead(before)
        return [self._passage(first.start, last.end, lead, 0.85)] if lead else []

    def introduced(self, zones: Sequence[Zone], i: int) -> list[Passage]:
        """Paragraphs without a mark of their own after one that ends in a colon and names a medium."""
        if i + 1 >= len(zones) or zones[i + 1].kind not in ("body", "list"):
            return []
        lead = self._lead(zones[i])
        if lead is None or lead[1] != "outlet":
            return []
        marked = self._text[zones[i + 1].start] in MARKS
        end = 0
        for zone in zones[i + 1 : i + 1 + MOST]:
            said = self._text[zone.start : zone.end]
            goes_on = said[0] in MARKS if marked else not (end and self._is_own(said, lead[0]))
            if zone.kind not in ("body", "list") or not goes_on:
                break
            end = zone.end
        return [self._passage(zones[i + 1].start, end, lead, 0.85 if marked else 0.7)] if end else []

    def _is_own(self, text: str, name: str) -> bool:
        """Whether a paragraph is in the document's own voice again: it speaks of the one quoted, or to the reader."""
        bare = QUOTED.sub(" ", text)
        last = name.rsplit(maxsplit=1)[-1]
        return last in bare.split() or OWN_VOICE.search(bare) is not None

    def _lead(self, zone: Zone) -> Lead | None:
        """Who is quoted after a paragraph that ends in a colon, by its last sentence."""
        if not INTRODUCES.search(self._text[max(zone.start, zone.end - 10) : zone.end]):
            return None
        sentences = split_sentences(self._text, zone.start, zone.end)
        start, end = (sentences[-1].start, sentences[-1].end) if sentences else (zone.start, zone.end)
        return self._medium(start, end) or self._speaker(start, end)

    def _medium(self, start: int, end: int) -> Lead | None:
        """The first medium that a sentence names, or else describes."""
        names = (self._named(match, match.end()) for match in NAME.finditer(self._text, start, end))
        described = (self._described(match) for match in MEDIUM.finditer(self._text, start, end))
        return next(filter(None, (*names, *described)), None)

    def _named(self, match: re.Match[str], end: int) -> Lead | None:
        text, name = self._text, match.group()
        if not key(name):
            return None
        at = Fragment(start=match.start(), end=end)
        entity = self._resolution.of(at).entity
        if entity is not None and entity.kind == "outlet" and is_name(entity.name):
            return self._outlets.full(entity.name), "outlet", "named", at
        following = WORD.match(text, end)
        if following and following.group(1) in words_of("medium", "nouns"):
            at = Fragment(start=match.start(), end=following.end())
            return self._outlets.full(text[at.start : at.end]), "outlet", "named", at
        if self._outlets.has(name) or looks_like_outlet(name):
            return self._outlets.full(name), "outlet", "named", at
        return None

    def _described(self, match: re.Match[str]) -> Lead | None:
        if match.group("noun") not in words_of("medium", "nouns"):
            return None
        at = Fragment(start=match.start(), end=match.end())
        entity = self._resolution.of(at).entity
        if entity is not None and entity.kind == "outlet" and is_name(entity.name):
            return self._outlets.full(entity.name), "outlet", "named", at
        before = self._cited_before(match.start())
        if before:
            return self._outlets.full(before.name), "outlet", "named", at
        return match.group(), "outlet", "described", at

    def _cited_before(self, at: int) -> Provenance | None:
        """The citing of a medium that stands last before a place."""
        i = bisect_right(self._cites, at, key=lambda p: p.end) - 1
        return self._cites[i] if i >= 0 else None

    def _speaker(self, start: int, end: int) -> Lead | None:
        """The last one who says something in the sentence."""
        low = bisect_left(self._claims, start, key=lambda c: c.cue[0].start)
        high = bisect_left(self._claims, end, key=lambda c: c.cue[0].start)
        for claim in reversed(self._claims[low:high]):
            speaker, at = claim.speaker, claim.source[0]
            if speaker and speaker.name:
                kind = speaker.kind or "unknown"
                return speaker.name, kind, speaker.identification or "unspecified", at
        return None

    def _passage(self, start: int, end: int, lead: Lead, p: float) -> Passage:
        name, kind, identification, at = lead
        words = self._text[at.start : at.end]
        reason = f"the passage stands after a colon that hands over to “{words}”"
        return Passage(start, end, name, kind, identification, at, reason, p)
