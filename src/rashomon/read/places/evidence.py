"""What a whole text says of where it plays: countries and states by name, demonym, abbreviation and local words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from rashomon.read.places.areas import Area, abbreviations, area_names, cues, demonyms
from rashomon.read.places.folding import folded

WORDS = re.compile(r"[^\W\d_]+")
RUN = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}")
SHORT = re.compile(r"(?<=, )(?:[A-Z]\.[A-Z]\.|[A-Z][a-z]{1,4}\.|[A-Z]{2}\b|W\. ?Va\.)")
CUE = 0.1  # what one word of local news is worth, against the name of a country
MOST_CUES = 15
DEMONYM = 0.7


class Evidence:
    """How often areas are named in a text, by what, outside the names that are to be resolved."""

    def __init__(self) -> None:
        self.count: Counter[Area] = Counter()
        self.weight: defaultdict[Area, float] = defaultdict(float)

    def add(self, area: Area, weight: float) -> None:
        """One more time that an area is named."""
        self.count[area] += 1
        self.weight[area] += weight


def evidence(text: str, spans: Iterable[tuple[int, int]]) -> Evidence:
    """What a text says outside some spans."""
    out = Evidence()
    taken = sorted(spans)
    _short(text, taken, out)
    _names(text, taken, out)
    counts = Counter(cues().get(m[0].casefold(), "") for m in WORDS.finditer(text))
    for country, number in counts.items():
        if country:
            out.weight[Area(country)] += CUE * min(number, MOST_CUES)
    return out


def _short(text: str, taken: list[tuple[int, int]], out: Evidence) -> None:
    """Abbreviations of states after a comma."""
    for match in SHORT.finditer(text):
        areas = abbreviations().get(match[0], ())
        if not _covered(match.start(), taken):
            for area in areas:
                out.add(area, 1.0 / len(areas))


def _names(text: str, taken: list[tuple[int, int]], out: Evidence) -> None:
    """Names of countries and states, and demonyms, in runs of capitalised words ("Louisiana State Police")."""
    for match in RUN.finditer(text):
        words = match[0].split(" ")
        at = 0
        while at < len(words):
            at += _named(words, at, _covered(match.start(), taken), out)


def _named(words: list[str], at: int, covered: bool, out: Evidence) -> int:
    """How many words from `at` on were used."""
    for length in range(len(words) - at, 0, -1):
        name = folded(" ".join(words[at : at + length]).removesuffix("'s").removesuffix("’s"))
        if name in demonyms():
            out.add(demonyms()[name], DEMONYM)
            return length
        if areas := area_names().get(name):
            for area in areas if not covered else ():
                out.add(area, 1.0 / len(areas))
            return length
    return 1


def _covered(at: int, taken: list[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of the sorted spans."""
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle][0] <= at:
            low = middle + 1
        else:
            high = middle
    return low > 0 and taken[low - 1][1] > at
