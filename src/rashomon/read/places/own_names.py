"""Where a text names places of the user's own file, whether or not the model of names saw them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rashomon.read.places.actors import ACTS, acts_at
from rashomon.read.places.folding import ARTICLES, folded, loosened
from rashomon.read.places.generics import key_of
from rashomon.records import KnownPlace, Mention

MAX_WORDS = 8
"""Words of the longest name that is looked for."""
PLACES = ("place", "facility")
WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"(?:[ \u00a0]?[-'’‐‑.,]?[ \u00a0]?)?")

SMALL = (ARTICLES - {"al", "el"}) | {"the", "a"}
"""Words that fold away and are words of English too."""
HYPHENS = ("-", "‐", "‑")

Span = tuple[int, int]


def with_own(
    text: str, runs: Iterable[Span], mentions: Sequence[Mention], spans: Iterable[Span], own: Sequence[KnownPlace]
) -> list[Span]:
    """The spans of places in a text, with those where it names a place of the user's; none overlaps another.

    A name is matched without case, accents, articles, hyphens and doubled letters; digits count. One that is written
    small throughout is one only where the file has it so. A longer name of somebody or something else that holds one
    ("The Tarn Courier") stays what it is, and so does a country that acts.
    """
    kept = sorted(spans)
    if not own:
        return kept
    names = _names(tuple(own))
    found = list(_named(text, runs, names))
    ordered = sorted(mentions, key=lambda m: m.start)
    starts = [m.start for m in ordered]
    mine = [s for s in found if not _taken(text, s, ordered, starts, names.countries)]
    begins = [a for a, _ in mine]
    return sorted([*(s for s in kept if not _meets(s, mine, begins)), *mine])


class Names(NamedTuple):
    """The names of a user's places: by what their spellings share, their most words and first letters; countries'."""

    spelt: Mapping[str, Sequence[str]]
    most: int
    firsts: frozenset[str]
    countries: frozenset[str]


@lru_cache(maxsize=2)
def _names(own: tuple[KnownPlace, ...]) -> Names:
    """The names of these places; kept, for all documents of a case have the same."""
    index: dict[str, list[str]] = {}
    for place in own:
        for name in place.names:
            if len(WORD.findall(name)) <= MAX_WORDS and (key := loosened(folded(name))):
                index.setdefault(key, []).append(" ".join(name.split()))
    written = [n for names in index.values() for n in names]
    return Names(
        spelt=index,
        most=max((len(WORD.findall(n)) for n in written), default=0) + 1,
        firsts=frozenset({folded(n)[:1] for n in written} | {key[:1] for key in index}),
        countries=frozenset(loosened(folded(n)) for p in own if p.kind == "country" for n in p.names),
    )


def _named(text: str, runs: Iterable[Span], names: Names) -> Iterable[Span]:
    """Runs of words that are one of the names, the longest at each place, from left to right."""
    for start, end in runs:
        words = [(m.start(), m.end()) for m in WORD.finditer(text, start, end)]
        at = 0
        while at < len(words):
            stop = _longest(text, words, at, names.most, names.spelt) if _begins(text, words[at], names.firsts) else -1
            if stop < 0:
                at += 1
                continue
            yield words[at][0], words[stop][1]
            at = stop + 1


def _longest(text: str, words: Sequence[Span], at: int, most: int, index: Mapping[str, Sequence[str]]) -> int:
    """The number of the last word of the longest name that begins with a word; -1 without one."""
    best, key = -1, ""
    for i in range(at, min(len(words), at + most)):
        if i > at and GAP.fullmatch(text, words[i - 1][1], words[i][0]) is None:
            break
        written = text[words[at][0] : words[i][1]]
        longer = loosened(folded(written))
        names = index.get(longer) if longer != key else None  # "Tarn at" is no longer a name than "Tarn"
        if names and (not written.islower() or any(written == n.removeprefix("the ") for n in names)):
            best, key = i, longer
    return best


def _begins(text: str, word: Span, firsts: frozenset[str]) -> bool:
    """Whether a name may begin with a word: it has its first letter, and is no word such as "the" or "at"."""
    written = text[slice(*word)]
    if written.lower() in SMALL and text[word[1] : word[1] + 1] not in HYPHENS:
        return False
    return folded(written)[:1] in firsts


def _taken(
    text: str, span: Span, mentions: Sequence[Mention], starts: Sequence[int], countries: frozenset[str]
) -> bool:
    """Whether a name is part of another one, or of a country that acts there."""
    if loosened(folded(text[span[0] : span[1]])) in countries and acts_at(text, *span):
        return True
    for m in mentions[max(0, bisect_left(starts, span[0]) - 2) : bisect_left(starts, span[1])]:
        if m.end <= span[0]:
            continue
        if m.how == ACTS:
            return True
        inside = span[0] <= m.start and m.end <= span[1]
        same = m.kind in PLACES and key_of(text[m.start : m.end]) == key_of(text[span[0] : span[1]])
        if not inside and not same:
            return True
    return False


def _meets(span: Span, others: Sequence[Span], begins: Sequence[int]) -> bool:
    """Whether a span overlaps one of the others, which are in order and apart."""
    at = bisect_right(begins, span[0])
    before = at > 0 and others[at - 1][1] > span[0]
    return before or (at < len(others) and others[at][0] < span[1])
