"""The places that a distance is said of: where it is measured from, and what lies there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.records import Fragment, Place

_LINK = re.compile(
    r"[\s,]*(?:(?:or so|away|apart|further|due|to the|just|directly|as the crow flies|in|inland|offshore|outside)\s+)*"
    r"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?(?:east|west)|south-?(?:east|west)|"
    r"upstream|downstream|off|inside|outside|beyond|past|away)(?:ern)?\s*)*(?:of|from|to|between|off|outside|inside|"
    r"beyond|past|separat\w+|and)?\s+(?:(?:the|a|an|central|downtown|city|town|village|capital|border|coast|of|nearest|"
    r"outskirts|site|cent(?:er|re)|main|old|US|U\.S\.|american|russian|british|port|iraqi|syrian|base|airport|embassy|"
    r"in|at|near)\s+){0,6}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+(?:and|to)\s+(?:the\s+)?")
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


def between(text: str, named: Named, span: tuple[int, int], sentence: tuple[int, int]) -> tuple[Fragment, ...]:
    """The one or two places of a distance at `span`: that which it is from, and that which lies so far away."""
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
    before = named.from_(max(sentence[0], start - _REACH), start)
    own = [p for p in before if p.kind not in _WIDE and p.named_at.end <= start] or before[-1:]
    return (own[-1].named_at, there) if own and own[-1].named_at != there else (there,)
