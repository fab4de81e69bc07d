"""Where two contents say that the same thing was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rashomon.link.positions.act_words import alternatives, classes
from rashomon.link.positions.figures import Difference
from rashomon.link.positions.units import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a thing is said to be: its class of acts.toml, the noun, the place."""

    thing: str
    noun: str
    key: str
    place: str


@cache
def _things() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(classes('standing'))})\b", re.IGNORECASE)


_AT = re.compile(
    r"\b(?:at|near|in|outside|inside|beside|by|behind|to|village of|town of)\s+(?:the\s+)?$", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:that|which|who|whose|from|seized|stolen|hijacked|bought|registered|built|bound|heading|headed)\b",
    re.IGNORECASE,
)
"""Words between a thing and a place by which it was there at another time, or is bound for it."""
_LONGEST_WAY = 100


def standing(unit: Unit) -> tuple[Standing, ...]:
    """Where a content says a vehicle, a body, a wreck and the like to be: at the first place named after it."""
    for m in _things().finditer(unit.text):
        for name in unit.names:
            if (
                name.kind not in ("place", "facility", "organisation")
                or not m.end() <= name.start <= m.end() + _LONGEST_WAY
            ):
                continue
            if _ELSEWHERE.search(unit.text[m.end() : name.start]):
                break
            if _AT.search(unit.text[max(0, name.start - 24) : name.start]):
                thing = min(classes("standing")[" ".join(m.group().lower().split())])
                return (Standing(thing, m.group().lower(), name.key, name.name),)
            break
    return ()


def of_places(one: Unit, other: Unit, near: float) -> Iterator[Difference]:
    """What two contents say of where the same thing was."""
    for a in standing(one):
        for b in standing(other):
            apart = set(a.key.split()).isdisjoint(b.key.split())
            if a.thing == b.thing and apart and near >= 0.5 and one.top & other.top:
                yield Difference("contradicts", f"the {a.noun} at {a.place} against the {b.noun} at {b.place}", 0.5)
