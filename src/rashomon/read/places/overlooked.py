"""Places that the model of names did not mark as such, where the text says that a place stands: "near X", datelines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rashomon.read.places.areas import abbreviations, common, demonyms
from rashomon.read.places.containing import WORD, contained
from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import places_called
from rashomon.read.places.naming import AFTER_DATELINE, named
from rashomon.records import Entity, Mention

_NAME = r"(?=(?:[ae][ldnrstz][ -])?[A-Z])"
LEAD = re.compile(
    r"(?i:\b(?P<word>in|near|outside|around|across|throughout|towards?|into|at|from|to|of|via|within|between|and|inside"
    r"|against)(?: the)?(?: (?:north|south|east|west|central)[a-z]*| downtown)? )" + _NAME
)
"""What stands before places."""
SURE = frozenset("in near outside across throughout toward towards into within inside".split())
"""Prepositions before places alone; after others the place must be said to lie in another."""
DATELINE = re.compile(r"(?:^|\n)\s{0,4}(?=[A-Z])")
BEHIND = re.compile(
    r",?\s(?:(?:on|near|along|at|by) (?:the|its) (?:[\w-]{1,20} ){0,3}(?:border|frontier|coast|river|outskirts)\b"
    r"|(?:about |some |roughly |around |just )?\d[\d,.]{0,6} ?(?:kilomet|km\b|miles?\b)"
    r"|(?:city|town|village|district|province|governorate|airport|air base|airbase)\b)"
)
"""What stands behind places."""
AGAIN, MOST, NAMES = 4, 40, 200
"""The least and most characters of a name that is looked for again, and how many such names."""
LONGEST = 4  # words of a name
WEAK = 0.6  # share that a mention of another kind has at most for its name to be tried as a place's
ARTICLE = re.compile(r"[ae][ldnrstz][ -]")


def overlooked(
    text: str, runs: Iterable[tuple[int, int]], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> list[tuple[int, int]]:
    """Spans in the runs that stand where a place stands and that the gazetteer knows, in text order.

    None overlaps a mention, save those that are weakly held for a person's or an organisation's.
    """
    weak = doubtful(text, mentions, entities)
    taken = sorted((m.start, m.end) for m in mentions if (m.start, m.end) not in weak)
    found: dict[int, int] = {}
    for start, end in runs:
        for match in LEAD.finditer(text, start, end):
            span = _name(text, match.end(), end)
            if span and free(span, taken) and _stands(text, match["word"], span[1]):
                found.setdefault(*span)
        for match in DATELINE.finditer(text, start, end):
            span = _name(text, match.end(), end)
            if span and AFTER_DATELINE.match(text, span[1]) and free(span, taken):
                found.setdefault(*span)
    return sorted(found.items())


def named_again(
    text: str, runs: Iterable[tuple[int, int]], mentions: Sequence[Mention], named: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where names that are marked as places' stand again without a mark, or weakly held for another kind."""
    places = {m.entity for m in mentions if m.kind in ("place", "facility")}
    others = {text[m.start : m.end] for m in mentions if m.kind == "person"}
    names = {text[a:b] for a, b in named if AGAIN <= b - a <= MOST and any(c.isupper() for c in text[a:b])}
    names = {n for n in names - others if folded(n) not in common()}
    if not names:
        return []
    weak = {(m.start, m.end) for m in mentions if m.kind == "organisation" and m.p < WEAK and m.entity in places}
    taken = sorted({(m.start, m.end) for m in mentions} - weak)
    longest = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))[:NAMES])
    pattern = re.compile(rf"(?<![\w-])(?:{longest})(?![\w-]|['’][st]?\w)")
    spans = (match.span() for start, end in runs for match in pattern.finditer(text, start, end))
    return [span for span in spans if free(span, taken)]


def _stands(text: str, lead: str, end: int) -> bool:
    """Whether the words around a name say that it is a place's."""
    return lead.casefold() in SURE or bool(contained(text, end).areas) or BEHIND.match(text, end) is not None


def doubtful(text: str, mentions: Iterable[Mention], entities: Iterable[Entity]) -> set[tuple[int, int]]:
    """Spans of mentions that are held for no place, weakly, and whose entity has no fuller name."""
    names = {e.id: e.name for e in entities}
    return {
        (m.start, m.end)
        for m in mentions
        if m.p < WEAK
        and m.kind in ("person", "organisation", "group", "event")
        and len(names.get(m.entity, "")) <= m.end - m.start
        and _known(text[m.start : m.end])
    }


def _name(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The run of capitalised words from here, if the gazetteer has it."""
    article = ARTICLE.match(text, at, end)
    stop, number = article.end() if article else at, 0
    while number < LONGEST and (match := WORD.match(text, stop, end)) and match[0][0].isupper():
        stop, number = match.end(), number + 1
        if text[stop : stop + 1] != " ":
            break
        stop += 1
    name = text[at:stop].rstrip()
    if number in (0, LONGEST):
        return None
    name = name if name in abbreviations() else name.removesuffix(".")
    for words in dict.fromkeys((name, name.removesuffix("'s"), name.removesuffix("’s"))):
        if _known(words):
            return at, at + len(words)
    return None


def _known(name: str) -> bool:
    """Whether a name is one of places, and no word that mostly is something else."""
    fold = folded(name)
    if len(fold) < 3 or fold in demonyms() or fold in common():
        return False
    if name in abbreviations():
        return True
    return any(k.exact for k in places_called(named(name, 0, len(name)).name))


def apart(spans: Sequence[tuple[int, int]], more: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans with those of more that overlap none of them, in text order."""
    return sorted([*spans, *(s for s in more if free(s, spans))])


def free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a span overlaps none of the sorted ones."""
    at = bisect_right(taken, (span[1], -1))
    return all(end <= span[0] for _, end in taken[max(0, at - 3) : at])
