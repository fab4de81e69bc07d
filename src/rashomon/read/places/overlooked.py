"""Places that the model of names did not mark, where the text says that a place stands: "near X", datelines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rashomon.read.places.areas import abbreviations, common, demonyms
from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import gazetteer
from rashomon.read.places.naming import WORD, contained, named

LEAD = re.compile(
    r"\b(?:in|near|outside|around|across|throughout|toward|towards|into|at|from|to|of|via|within|between|and|inside)"
    r"(?: the)?(?: (?:north|south|east|west|central)\w*| downtown)? (?=[A-Z])",
    re.I,
)
SURE = frozenset("in near outside across throughout toward towards into within inside".split())
"""Prepositions before places; the others stand before much else, and need words such as ", La." after the name."""
DATELINE = re.compile(r"(?:^|\n)\s{0,4}(?=[A-Z])")
AFTER_DATELINE = re.compile(r",? ?(?:[A-Z][\w.]{1,12} ?)?(?:\([A-Z][\w ]{1,20}\) ?)?(?:—|–|--|- )")
LONGEST = 4  # words of a name


def overlooked(text: str, runs: Iterable[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in the runs that stand where a place stands and that the gazetteer knows; none that overlaps those taken."""
    taken = sorted(taken)
    found: dict[int, int] = {}
    for start, end in runs:
        for match in LEAD.finditer(text, start, end):
            span = _name(text, match.end(), end)
            lead = match[0].split()[0].casefold()
            if span and _free(span, taken) and (lead in SURE or contained(text, span[1])[0]):
                found.setdefault(*span)
        for match in DATELINE.finditer(text, start, end):
            span = _name(text, match.end(), end)
            if span and AFTER_DATELINE.match(text, span[1]) and _free(span, taken):
                found.setdefault(*span)
    return sorted(found.items())


def _name(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The longest run of capitalised words from here that the gazetteer has, if it is the whole run."""
    stop, number = at, 0
    while number < LONGEST and (match := WORD.match(text, stop, end)) and match[0][0].isupper():
        stop, number = match.end(), number + 1
        if text[stop : stop + 1] != " ":
            break
        stop += 1
    stop = stop - 1 if text[stop - 1 : stop] == " " else stop
    name = text[at:stop]
    if number == LONGEST or not name:
        return None
    for words in dict.fromkeys((name, name.removesuffix("'s"), name.removesuffix("’s"), name.removesuffix("."))):
        if _known(words):
            return at, at + len(words)
    return None


def _known(name: str) -> bool:
    """Whether a name is one of places alone, as far as lists know."""
    fold = folded(name)
    if len(fold) < 3 or fold in demonyms() or fold in common():
        return False
    if name in abbreviations():
        return True
    return any(k.exact for k in gazetteer().bearing(named(name, 0, len(name)).name))


def _free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a span overlaps none of the sorted ones."""
    at = bisect_right(taken, (span[1], -1))
    return all(end <= span[0] for _, end in taken[max(0, at - 3) : at])
