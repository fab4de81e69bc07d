"""Which spans the model of names marks as places, and which of them are none: parties of cases, bodies, plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rashomon.read.places.areas import demonyms, generics, never, table
from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import Known, places_called
from rashomon.read.places.generics import sites
from rashomon.records import Entity, Mention

VERSUS = re.compile(r"\s(?:v|vs)\.?\s(?=[A-Z\"“‘'])")
PARTY_AFTER = re.compile(r"\s(?:v|vs)\.?\s(?:the\s)?(?:(?:City|State|County|Town|Village|University|Board) of )?$")
HYPHEN = re.compile(r"[-‐‑–—/]")
BORDERS = re.compile(r"\b([A-Z][a-z]+)(?:[-–]| and )([A-Z][a-z]+)(?= (?:borders?|frontiers?)\b)")
SIDE = re.compile(
    r"(?<!\w)((?:Inner|Outer|Upper|Lower|New|Central|Northern|Southern|Eastern|Western|North|South|East|West)\s)$"
)
TOWN = 20_000
"""People of a town that is one half of "Baghdad-Damascus", at the least."""
LAST = re.compile(r"[^\W\d_]+\W*\Z")


def marked(text: str, mentions: Sequence[Mention], entities: Sequence[Entity]) -> dict[tuple[int, int], str]:
    """The spans that mentions mark as names of places, with the ids of the mentions."""
    acting = {e.id for e in entities if e.stands_for}
    out: dict[tuple[int, int], str] = {}
    for m in sorted(mentions, key=lambda m: m.start):
        if m.kind not in ("place", "facility") and not area_of_an_office(m, text):
            continue
        if m.entity in acting or folded(text[m.start : m.end]) in demonyms() or party(text, m.start, m.end):
            continue
        start = whole(text, m.start, m.end)
        if start < m.start and out and (last := next(reversed(out)))[1] > start:
            del out[last]
        out |= dict.fromkeys(halves(text, start, m.end), m.id)
    return out


def whole(text: str, start: int, end: int) -> int:
    """Where the name of an area begins of which only the last words are marked: "Inner Mongolia"."""
    before = SIDE.search(text, max(0, start - 12), start)
    if before is None:
        return start
    areas = [
        k for k in places_called(text[before.start(1) : end]) if k.exact and k.kind in ("country", "state", "region")
    ]
    return before.start(1) if areas else start


def area_of_an_office(mention: Mention, text: str) -> bool:
    """Whether a mention of an organisation is the name of an area with its generic word ("Butler County officials")."""
    name = text[mention.start : mention.end]
    if mention.kind != "organisation" or generics().get(name.rpartition(" ")[2].casefold()) not in (
        "states",
        "counties",
    ):
        return False
    return any(k.exact and k.kind in ("state", "county") for k in places_called(name))


def party(text: str, start: int, end: int) -> bool:
    """Whether a name is that of a party to a case of law, or of a team: "Halden v. Texas"."""
    return VERSUS.match(text, end) is not None or PARTY_AFTER.search(text, max(0, start - 40), start) is not None


def halves(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the two names that a hyphen joins ("Baghdad-Damascus"), or the one span."""
    marks = list(HYPHEN.finditer(text, start, end))
    if len(marks) == 1 and not _known(text[start:end], 0):
        at = marks[0]
        if _known(text[start : at.start()], TOWN) and _known(text[at.end() : end], TOWN):
            yield start, at.start()
            yield at.end(), end
            return
    yield start, end


def borders(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans of the two adjectives of countries in "the Iraqi and Jordanian borders"."""
    for start, end in runs:
        for match in BORDERS.finditer(text, start, end):
            if all((area := demonyms().get(folded(match[i]))) and not area.state for i in (1, 2)):
                yield match.span(1)
                yield match.span(2)


def _known(name: str, least: int) -> bool:
    """Whether a name is exactly that of a place of so many people, or of an area."""
    return any(k.exact and _large(k, least) for k in places_called(name.strip()))


def _large(known: Known, least: int) -> bool:
    return known.kind != "settlement" or known.population >= least


def no_place(name: str) -> bool:
    """Whether a name in no list is that of a body ("Harbour Towns Project"), a direction, or in small letters."""
    if folded(name) in never() and folded(name) not in sites():
        return True
    last = LAST.search(name)
    word = last[0].strip(" .,'’\"”").casefold() if last else ""
    return word in table()["common"]["bodies"].split() or not any(c.isupper() or c.isdigit() for c in name)
