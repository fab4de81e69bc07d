"""Outlets that a text names as the place where it has something from, in its headline and its running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rashomon.records import Provenance, Zone

ASKED = frozenset({"headline", "standfirst", "body", "list"})
"""Zones in which an outlet that is named may be one that is cited."""
WINDOW = 90
"""Characters on either side of a name in which the words of citing are looked for."""
CAP = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][\w’'&-]*"
ADJECTIVES = (
    r"(?:\W?\b(?:new|lengthy|long|recent|exclusive|investigative|detailed|separate|special|brief|bombshell|\w+day|\d{4})"
    r"\b\W?\s*){0,4}"
)
ADVERBS = (
    r"(?:\s(?:has|had|have|also|further|later|first|earlier|now|then|itself|correctly|previously|recently|exclusively"
    r"|\w+ly)){0,3}"
)
LEAD = re.compile(rf"(?P<lead>\b(?:an?|the|this)\s+{ADJECTIVES})$", re.IGNORECASE)
HEADLINE = re.compile(
    r"^\W*(?P<before>.{2,40}?)\s?:\s|[,:–—-]\s?(?P<after>[^,:–—]{2,40}?)(?:\s(?:says|reports|reported|claims))?\W*$"
)
CLEAN = re.compile(r"^(?:the|The|THE)\s+")


class Cues(NamedTuple):
    """The patterns of citing: what stands before a name, what stands after it, and names that look like an outlet's."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    shape: re.Pattern[str]
    word: re.Pattern[str]


@cache
def cues() -> Cues:
    """The patterns made from provenance.toml, compiled once a process."""
    import tomllib

    path = files("rashomon.ingest.plain").joinpath("provenance.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))["cites"]
    report = ADJECTIVES + "(?:" + "|".join(data["reports"].split()) + ")s?"
    before = "|".join(sorted(data["before"], key=len, reverse=True)).replace("REPORT", report)
    between = rf"(?P<between>(?:(?:{'|'.join(data['articles'].split())}) )?{ADJECTIVES})"
    said = rf"{ADVERBS}\s(?:{'|'.join(data['verbs'])})\b"
    after = rf"(?:['’]s?)?\s+{report}\b(?:{said})?|{said}|,\s(?:which|who|quoting|citing)\b(?:{said})?"
    word = "(?:" + "|".join(data["outlets"].split()) + ")"
    shape = (
        rf"(?:[Tt]he )?(?:(?:{CAP} (?:(?:of|and|de|la|du|der) )?){{1,4}}?{word}(?: (?:of {CAP}|{word}))?"
        rf"|{word} (?:of|de|di|del|du|der) {CAP})\b"
    )
    return Cues(
        re.compile(rf"\b(?P<cue>{before})\s+{between}$", re.IGNORECASE),
        re.compile(after, re.IGNORECASE),
        re.compile(shape),
        re.compile(rf"\b{word}\b"),
    )


def cites_in(text: str, zones: Sequence[Zone]) -> Iterator[Provenance]:
    """Each place where the article's own words hand on what an outlet reports, in order of zones."""
    asked = [zone for zone in zones if zone.kind in ASKED]
    named = named_outlets(text) if asked else []
    at = 0
    for zone in asked:
        if zone.kind == "headline":
            yield from in_headline(text[zone.start : zone.end], zone.start)
        while at < len(named) and named[at][0] < zone.start:
            at += 1
        piece = text[zone.start : zone.end]
        for start, end in named[at:]:
            if end > zone.end:
                break
            span = cited(piece, start - zone.start, end - zone.start)
            if span:
                name = text[start:end].removeprefix("the ")
                yield Provenance(start=zone.start + span[0], end=zone.start + span[1], relation="cites", name=name)


def plausible(name: str) -> bool:
    """True for a name that the gazetteer of outlets has, or that has the shape of an outlet's name."""
    from rashomon.ingest.outlets import candidates

    return bool(candidates(name)) or cues().shape.fullmatch(name) is not None


def named_outlets(text: str) -> list[tuple[int, int]]:
    """Where outlets are named, known ones and those that look like one, without overlap, in order.

    The whole text is looked at: a short name ("the Times") stands for the outlet that was named in full before.
    """
    from rashomon.ingest.outlets import outlets_in

    known = [(start, end) for start, end, _ in outlets_in(text)]
    found = list(known)
    for word in cues().word.finditer(text):
        left = max(0, word.start() - 70)
        shapes = [m for m in cues().shape.finditer(text, left, word.end() + 40) if m.start() <= word.start() < m.end()]
        span = shapes[0].span() if shapes else None
        if span and not any(span[0] < end and start < span[1] for start, end in found):
            found.append(span)
    return sorted(found)


def cited(piece: str, start: int, end: int) -> tuple[int, int] | None:
    """The words that cite the outlet named from `start` to `end`, with its name; None where it is only mentioned."""
    left = max(0, start - WINDOW)
    before = cues().before.search(piece[left:start])
    after = cues().after.match(piece[end : end + WINDOW])
    if before and before.group("cue").lower() == "as" and not after:
        before = None
    if not before and not after:
        return None
    lead = None if before else LEAD.search(piece[left:start])
    first = left + (before.start("cue") if before else lead.start("lead") if lead else start - left)
    return first, end + len(after.group().rstrip()) if after else end


def in_headline(piece: str, start: int) -> Iterator[Provenance]:
    """`NYT: What happened`, `What happened – NYT`, `What happened, Reuters reports`."""
    for match in HEADLINE.finditer(piece):
        group = "before" if match.group("before") else "after"
        name = match.group(group)
        if plausible(name):
            yield Provenance(
                start=start + match.start(group),
                end=start + match.end(group),
                relation="cites",
                name=CLEAN.sub("", name),
            )
