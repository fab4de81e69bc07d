"""The places that a distance is said of: where it is measured from, and what lies there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.records import Fragment, Place, Quantity

_LINK = re.compile(
    r"[\s,]*(?:(?:or so|away|apart|further|due|to the|just|directly|as the crow flies|in|inland|offshore|outside)\s+)*"
    r"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?(?:east|west)|south-?(?:east|west)|"
    r"upstream|downstream|off|inside|outside|beyond|past|away)(?:ern)?\s*)*(?:of|from|to|between|off|outside|inside|"
    r"beyond|past|separat\w+|and)?\s+(?:(?:the|a|an|central|downtown|city|town|village|capital|border|coast|of|nearest|"
    r"outskirts|site|cent(?:er|re)|main|old|US|U\.S\.|american|russian|british|port|iraqi|syrian|base|airport|embassy|"
    r"gate|army|range|military|compound|perimeter|edge|entrance|harbou?r|in|at|near)\s+){0,9}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+(?:and|to)\s+(?:the\s+)?")
_UNKNOWN = re.compile(
    r"\b(?:in|at|against|on|near|around|outside|of|hit|struck|from|to)\s+(?:the\s+)?"
    r"((?:(?:al|el|ash|ad|as|an|ar|at|az)[ -])?[A-Z]\w+(?:[ -][A-Z]\w+){0,4})"
    r"(?=\s*[,;(–—]|\s+(?:on|in|at|is|was|are|were|and|near|which|that|lies|by|some|about|around|nearly|roughly|\d))"
)
"""A name that no place is known for."""
_WIDE = ("country", "continent", "region")
_REACH = 200


class Named:
    """The places of a document in the order of their names, for asking which stand near a run of it."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = sorted(places, key=lambda place: (place.named_at.start, place.named_at.end))
        self.starts = [place.named_at.start for place in self.places]

    def from_(self, start: int, end: int) -> list[Place]:
        """The places whose names begin in a run of the text."""
        return self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def between(
    text: str, named: Named, span: tuple[int, int], sentence: tuple[int, int], done: Sequence[Quantity]
) -> tuple[Fragment, ...]:
    """The one or two places of a distance at `span`: that which it is from, and that which lies so far away.

    `done` are the quantities before it in the sentence: what one of them is measured from lies nowhere itself.
    """
    taken = {fragment for quantity in done[-4:] for fragment in quantity.between[-1:]}
    start, end = span
    link = _LINK.match(text, end, min(sentence[1], end + _REACH))
    from_ = [p for p in named.from_(end, min(sentence[1], end + _REACH)) if link and p.named_at.start <= link.end()]
    if not from_:
        return ()
    there = from_[0].named_at
    after = _BETWEEN.match(text, there.end, sentence[1])
    if after and "between" in text[end : there.start]:
        other = next((p for p in named.from_(after.end(), after.end() + 1)), None)
        return (there, other.named_at) if other else (there,)
    begin = max(sentence[0], start - _REACH)
    before = [p for p in named.from_(begin, start) if p.named_at.end <= start]
    own = [p.named_at for p in before if p.kind not in _WIDE and p.named_at not in taken]
    if not own:
        own = [Fragment(start=m.start(1), end=m.end(1)) for m in _UNKNOWN.finditer(text, begin, start)]
        own = [fragment for fragment in own if fragment not in taken]
    own = own or [p.named_at for p in before if p.named_at not in taken]
    return (own[-1], there) if own and text[own[-1].start : own[-1].end] != text[there.start : there.end] else (there,)
