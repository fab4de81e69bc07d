"""Where names begin and end: what lists and spelling know better than the model, which sees words one by one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rashomon.read.names.naming import REACH, lexicon, words_of
from rashomon.read.tagging import Encoded


@dataclass(frozen=True, slots=True)
class Found:
    """A run of words, both ends included, with one of NAMES; `how` is that of a mention."""

    first: int
    last: int
    kind: str
    p: float
    how: str


HEADS = frozenset(
    "gulf bay strait sea university college department ministry city county bank court offices board".split()
)
"""Words that a name goes on behind with "of", whatever follows."""
PLACES = frozenset("gulf bay strait sea".split())
PARTICLES = frozenset("al el de del della di da du la le van von der den bin ibn abu ben st the of and".split())
SHORT = frozenset("inc corp ltd co jr sr bros ave st blvd rd".split())
"""Words that are cut short with a full stop at a name's end."""
STORMS = frozenset("hurricane typhoon cyclone".split())
ADDRESS = re.compile(r"https?:|www\.|@|\w\.(?:com|net|org|edu|gov|html?)\b", re.IGNORECASE)
OPEN = frozenset("of in at on for to from by with and or a an the , ; : ( -".split())
"""What no name and no description ends with."""
LISTED = 0.9
"""How sure a name is that stands whole in a list."""
LONGEST = 80  # characters looked at on either side of a name for the address that it may be part of


def mended(text: str, encoded: Encoded, found: Sequence[Found], towns: NDArray[np.uint32]) -> list[Found]:
    """Names with their ends mended; none where it is a piece of an address."""
    words = words_of(text, encoded)
    seen = _Words(text, encoded.start.tolist(), encoded.end.tolist(), words)
    out: list[Found] = []
    for f in _known(seen, _whole(seen, found)):
        if not seen.address(f):
            out += _cut(seen, _trimmed(seen, f), towns)
    return [f for f in out if seen.low[f.last] not in OPEN and not (f.kind != "PER" and seen.letter(f))]


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    start: Sequence[int]
    end: Sequence[int]
    low: Sequence[str]

    def capital(self, i: int) -> bool:
        """Whether a word begins with a capital or is no word of letters."""
        c = self.text[self.start[i]]
        return c.isupper() or not c.isalpha()

    def letter(self, f: Found) -> bool:
        """Whether a run is a single letter."""
        return f.first == f.last and len(self.low[f.first]) == 1

    def tied(self, i: int) -> bool:
        """Whether a word hangs on the one before it by a hyphen or an apostrophe."""
        return i > 0 and self.low[i - 1] in ("-", "'", "&", "/")

    def address(self, f: Found) -> bool:
        """Whether a run is a piece of the address of a page or of a mailbox."""
        low, high = self.start[f.first], self.end[f.last]
        left = self.text[max(0, low - LONGEST) : low]
        right = self.text[high : high + LONGEST]
        head = "" if not left or left[-1].isspace() else left.split()[-1]
        tail = "" if not right or right[0].isspace() else right.split()[0]
        token = head + self.text[low:high] + tail
        return bool((head or tail) and not token[0].isupper() and ADDRESS.search(token))


@cache
def _openings() -> dict[str, dict[str, str]]:
    """Listed names of several words, each with its kind, by their first word."""
    lists, out = lexicon(), defaultdict[str, dict[str, str]](dict)
    for name, kind in (("outlets", "ORG"), ("agencies", "ORG"), ("groups", "ORG"), ("countries", "LOC")):
        for entry in lists[name]:
            first, *rest = entry.split()
            if any(word.isalpha() for word in rest) and first != "the":
                out[first][entry] = kind
    return dict(out)


def _known(seen: _Words, found: Iterable[Found]) -> list[Found]:
    """Listed names of several words stand whole, in place of pieces of them."""
    out: dict[int, Found] = {f.first: f for f in found}
    cover = {i: f.first for f in out.values() for i in range(f.first, f.last + 1)}
    openings = _openings()
    for i, word in enumerate(seen.low):
        names = openings.get(word)
        last, kind = _listed_at(seen, i, names) if names and seen.capital(i) else (i, "")
        if not kind:
            continue
        near = {cover[k] for k in range(i, last + 1) if k in cover}
        if all(i <= k and out[k].last <= last for k in near):
            how = out[min(near)].how if near else "name"
            for k in near:
                del out[k]
            out[i] = Found(i, last, kind, LISTED, how)
            cover |= dict.fromkeys(range(i, last + 1), i)
    return [out[i] for i in sorted(out)]


def _listed_at(seen: _Words, i: int, names: Mapping[str, str]) -> tuple[int, str]:
    """Last word and kind of the longest listed name that begins with a word; no kind without one."""
    for last in range(min(i + REACH + 1, len(seen.low) - 1), i, -1):
        kind = names.get(" ".join(seen.low[i : last + 1]))
        if kind and seen.capital(last):
            return last, kind
    return i, ""


def _whole(seen: _Words, found: Iterable[Found]) -> Iterator[Found]:
    """Names that were cut in two at "of" put together: "Gulf of Mexico", "City of Orrin"."""
    last: Found | None = None
    for f in found:
        if last is not None and last.how == f.how and _goes_on(seen, last, f):
            of = seen.low[last.last] in HEADS or seen.low[last.last - 1] in HEADS
            kind = "LOC" if seen.low[last.first] in PLACES else "ORG" if of and last.kind == "LOC" else last.kind
            last = replace(last, last=f.last, kind=kind, p=min(last.p, f.p))
            continue
        if last is not None:
            yield last
        last = f
    if last is not None:
        yield last


def _goes_on(seen: _Words, a: Found, b: Found) -> bool:
    if b.first == a.last + 1:
        return seen.low[a.last] == "of" and a.last > a.first
    if a.how == "actor" and a.kind == b.kind == "LOC" and b.first == a.last + 2 and seen.low[a.last + 1] == ",":
        return " ".join(seen.low[b.first : b.last + 1]) in lexicon()["countries"]
    return b.first == a.last + 2 and seen.low[a.last + 1] == "of" and seen.low[a.last] in HEADS and seen.capital(a.last)


def _trimmed(seen: _Words, f: Found) -> Found:
    """A name without titles, and without small words at its ends where it has capitals."""
    first, last = f.first, f.last
    while last > first and seen.low[last] in OPEN:
        last -= 1
    if f.how == "name":
        titles = lexicon()["titles"]
        while f.kind == "PER" and first < last:
            length = next(
                (n for n in (3, 2, 1) if first + n <= last and " ".join(seen.low[first : first + n]) in titles), 0
            )
            if not length:
                break
            first += length
            while first < last and seen.low[first] == ".":
                first += 1
        if any(seen.capital(i) and seen.low[i][0].isalpha() for i in range(first, last + 1)):
            while last > first and not seen.capital(last) and not seen.tied(last) and seen.low[last - 1] != "s":
                last -= 1
            while first < last and not seen.capital(first) and seen.low[first] not in PARTICLES:
                first += 1
        while f.kind == "LOC" and first < last and seen.low[last] in lexicon()["demonyms"]:
            last -= 1
        if f.kind == "PER" and first > 0 and seen.low[first - 1] in STORMS:
            return replace(f, first=first - 1, last=last, kind="MISC")
    short = last + 1 < len(seen.low) and seen.low[last + 1] == "." and seen.low[last] in SHORT
    if short and seen.start[last + 1] == seen.end[last]:
        last += 1
    return replace(f, first=first, last=last)


def _cut(seen: _Words, f: Found, towns: NDArray[np.uint32]) -> list[Found]:
    """A place and the state or country right behind it are two names; a country is no organisation."""
    words = seen.low[f.first : f.last + 1]
    countries = lexicon()["countries"]
    if " ".join(words) in countries:
        return [replace(f, kind="LOC")] if f.kind == "ORG" else [f]
    if f.kind == "LOC" and f.how == "name":
        for i in range(1, min(len(words), 5)):
            if " ".join(words[i:]) in countries and _listed(" ".join(words[:i]), towns):
                return [replace(f, last=f.first + i - 1), replace(f, first=f.first + i)]
    return [f]


def _listed(name: str, table: NDArray[np.uint32]) -> bool:
    key = np.uint32(crc32(name.encode()))
    at = int(np.searchsorted(table, key))
    return at < len(table) and bool(table[at] == key)
