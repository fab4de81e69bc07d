"""What was hit or aimed at, against what nothing fell on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.link.positions.act_words import stems_of, words_of
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import PLACES, Unit

_HIT = re.compile(
    r"\b(?P<what>(?:the|an?)\s+(?:(?!\b(?:and|that|which|but|when|while|as|after|before|where|who|she|he|it)\b)[^,;:.!?“”\"]){2,60}?|(?:[A-Z][\w’'-]+\s+){1,4}?)\s*\b(?:was|were|had\s+been|has\s+been|is|are)\s+"
    r"(?:\w+ly\s+)?(?:(?:hit|struck)(?=\s*(?:$|[,.;]|by|at|in|on|during|and|several|twice|\d))|(?:the\s+)?(?:\w+\s+)?target\b)"
)
_MISSED = re.compile(
    r"\b(?:nothing|none(?:\s+of\s+(?:them|the\s+\w+))?|(?:no|not\s+(?:one|a\s+single))\s+(?:rockets?|shells?|missiles?"
    r"|bombs?|projectiles?|shots?|mortars?))\s+(?:(?:had|has|have|ever)\s+)*(?:fell|fallen|landed|hit|struck|come\s+down"
    r"|came\s+down|exploded|reached)\s+(?P<what>[^,;:.!?“”\"]{2,60})",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"\b(?P<what>(?:the|an?)\s+[^,;:.!?“”\"]{2,60}?)\s+(?:(?:was|were)\s+(?:not|never)|had\s+(?:not|never)\s+been)\s+(?:hit|struck)\b",
    re.IGNORECASE,
)
_THESE = frozenset({"them", "it", "there", "either", "one"})


def targets(unit: Unit) -> Iterator[Point]:
    """What a content says to have been hit or aimed at, or spared."""
    if unit.denied:
        return
    for pattern, value in ((_SPARED, "spared"), (_MISSED, "spared"), (_HIT, "hit")):
        m = pattern.search(unit.text)
        if m is None:
            continue
        of = _named(unit, m)
        if not of and _THESE & set(words_of(m.group("what"))):
            of = _before(unit)
        name = max((n.name for n in (*unit.names, *unit.near) if n.key in of), key=len, default="")
        if of and not (value == "hit" and unit.negative):
            yield Point("target", "", m.group(), f"Whether {name} was hit or aimed at", frozenset({value}), of=of)
        return


def _named(unit: Unit, m: re.Match[str]) -> frozenset[str]:
    at, end = m.span("what")
    return frozenset(n.key for n in unit.names if at <= n.start < end and n.kind in PLACES)


def _before(unit: Unit) -> frozenset[str]:
    """The places that the sentence before names: what a pronoun of place can stand for; only where there is one."""
    names = {n.key for n in unit.near if n.start < unit.start and n.kind in PLACES and n.name in unit.previous}
    return frozenset(names) if len(names) == 1 and stems_of(unit.previous) else frozenset()


def spared(x: Point, y: Point) -> bool:
    """Whether one says to be hit or aimed at what another says nothing fell on."""
    return x.value != y.value and bool(x.of & y.of)
