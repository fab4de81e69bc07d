"""Which of many places of one name is meant: by what the text says of countries, states and places around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.geography import EARTH_KM
from rashomon.read.places.areas import Area, never
from rashomon.read.places.containing import claimed, doubtful, holds
from rashomon.read.places.evidence import Evidence, evidence
from rashomon.read.places.folding import folded, loosened
from rashomon.read.places.gazetteer import Known, own_place
from rashomon.read.places.naming import Named, meant, named
from rashomon.records import KnownPlace

COUNTRY, STATE, NEAR = 2.2, 2.6, 2.2
"""What a country or state that the text names and places close by add to the logarithm of the odds."""
INSIDE, LISTED = 14.0, 7.0
"""What ", La." after a name adds; ", Iraq" adds less, as countries stand in lists."""
UNKNOWN = 8.2
"""The score of a place that no gazetteer has: that of a settlement of three thousand of which nothing else is said."""
STRANGE = 1.5  # what names in no list add to it: a text with many plays where lists do not reach
ENOUGH = 6.0  # times that an area is named, beyond which more tell nothing
PART = 3.0  # what it adds that a name is a word of a longer one in no list
TOWNS = "settlements"
CLOSE = 120.0  # kilometres over which closeness wanes
WEIGHED = 14  # candidates of one name that are weighed
WIDE = 1000.0  # kilometres of the radius of a country or state that seas are near to, at most
ANCHORS = 60  # names whose places others are measured against
LARGE = frozenset(("US", "RU", "CN", "CA", "BR", "AU", "IN"))
SMALL = 10_000
LITTLE = 0.7  # what of a state and of places close by is too little to speak for a small place of a large country
FIRM = 2
FAMOUS = 500_000
"""People of a town that is taken for itself unless the text puts it elsewhere firmly."""
HEATS = (3.0, 2.0, 1.0, 1.5)
"""By what scores are divided in each round: early ones leave the unlikely in play, so that two such can join."""
Floats = NDArray[np.float64]


class Share(NamedTuple):
    """A candidate, its share, and what speaks for it."""

    known: Known
    p: float
    inside: float
    country: float
    state: float
    near: float


class Resolved(NamedTuple):
    """A name and its candidates, the likeliest first; what their shares lack of one is that of a place not known.

    `area` is where the text puts it, if no list has it there; there are no candidates then.
    """

    named: Named
    shares: tuple[Share, ...]
    area: Known | None = None


class Group:
    """All mentions of one name that stand for one place."""

    def __init__(self, names: list[Named]) -> None:
        self.names = names
        self.inside = tuple(dict.fromkeys(k for n in names for k in n.inside))
        self.firm = max((n.firm for n in names), default=0)
        self.area: Known | None = None
        self.known: list[Known] = []
        self.unknown = UNKNOWN
        self.p: list[float] = []
        self.parts: list[tuple[float, float, float, float]] = []


def resolve_names(
    text: str, spans: Sequence[tuple[int, int]], own: Sequence[KnownPlace] = ()
) -> tuple[list[Resolved], Evidence]:
    """What each of these spans names, in their order, and what else the text says of areas.

    A name that stands there several times stands for one place, unless the text puts it into two areas.
    """
    names = [named(text, start, end) for start, end in spans]
    groups = grouped(names)
    said = evidence(text, spans)
    mine = _of_user(tuple(own))
    for group in groups.values():
        _begin(group, mine)
    _doubt(list(groups.values()))
    for heat in HEATS:
        _weigh(list(groups.values()), said, heat)
    out = []
    for name, key in zip(names, keys(names), strict=True):
        group = groups[key]
        ranked = sorted(
            (Share(k, p, *parts) for k, p, parts in zip(group.known, group.p, group.parts, strict=True)),
            key=lambda s: (-s.p, s.known.at),
        )
        out.append(Resolved(name, tuple(ranked), group.area))
    return out, said


@lru_cache(maxsize=2)
def _of_user(own: tuple[KnownPlace, ...]) -> Mapping[str, Known]:
    """A user's places by what spellings of their names share; kept, for all documents of a case have the same."""
    return {loosened(folded(name)): own_place(place) for place in reversed(own) for name in place.names}


def keys(names: Sequence[Named]) -> list[tuple[str, str, str]]:
    """Which names are one: the same words of the same order; parted where the text puts them into two areas."""
    said: dict[tuple[str, str], dict[str, None]] = {}
    for n in names:
        if n.inside:
            said.setdefault(_key(n), {})[n.inside[0].name] = None
    out = []
    last: dict[tuple[str, str], str] = {}
    for n in names:
        key = _key(n)
        areas = said.get(key, {"": None})
        if n.inside or key not in last:
            last[key] = n.inside[0].name if n.inside else next(iter(areas))
        out.append((*key, last[key] if len(areas) > 1 else ""))
    return out


def _key(name: Named) -> tuple[str, str]:
    """What mentions of one name share; that it is called a town once holds for all."""
    return folded(name.name), name.level.removeprefix(TOWNS)


def grouped(names: Sequence[Named]) -> dict[tuple[str, str, str], Group]:
    """Names that are one, in the order of their first mention."""
    found: dict[tuple[str, str, str], list[Named]] = {}
    for name, key in zip(names, keys(names), strict=True):
        found.setdefault(key, []).append(name)
    return {key: Group(sorted(members, key=lambda n: n.level != TOWNS)) for key, members in found.items()}


def _begin(group: Group, own: Mapping[str, Known]) -> None:
    """The candidates, and their shares from what is said of the name itself."""
    mine = next((own[n] for n in (loosened(folded(g.name)) for g in group.names) if n in own), None)
    found = [mine] if mine else next((known for n in group.names if (known := meant(n))), [])
    if not mine and (area := _elsewhere(group, found)):
        group.area, found = area, []
    scores = [k.odds + _inside(group, k) for k in found]
    best = sorted(range(len(found)), key=lambda i: (-scores[i], found[i].at))[:WEIGHED]
    group.known = [found[i] for i in best]
    group.p = _shares([scores[i] for i in best], HEATS[0], UNKNOWN)
    group.parts = [(0.0, 0.0, 0.0, 0.0)] * len(best)


def _elsewhere(group: Group, found: Sequence[Known]) -> Known | None:
    """The country or state that the text puts a name in, if no place of that name lies there."""
    areas = [a for a in group.inside if a.kind in ("country", "state")]
    if not group.firm or not areas or len(areas) < len(group.inside):
        return None
    if any(holds(a, k) or claimed(a, k) for a in areas for k in found):
        return None
    if doubtful(areas[0], next(n.said for n in group.names if n.inside), found):
        return None
    known = any(k.kind == "capital" or k.population >= FAMOUS for k in found if k.exact)
    return areas[0] if group.firm == FIRM or not known else None


def _doubt(groups: list[Group]) -> None:
    """How likely a place in no list is: the likelier the more names of the text are in none, and for a part of one."""
    strangers = [g for g in groups if not g.known and not g.area]
    parts = {word for g in strangers for word in _parts(folded(g.names[0].name))}
    for group in groups:
        group.unknown = UNKNOWN + STRANGE * log1p(len(strangers))
        group.unknown += PART * (folded(group.names[0].name) in parts)


def _parts(fold: str) -> list[str]:
    """The words of a name, if it is no place's with a generic word ("Marl Cross", not "Marl base")."""
    words = fold.split()
    return words if len(words) > 1 and not any(w in never() for w in words) else []


def _inside(group: Group, known: Known) -> float:
    """What the areas that a name is said to lie in add."""
    sure = {a for n in group.names if n.firm == FIRM for a in n.inside}
    return max(
        (INSIDE if a.kind != "country" or a in sure else LISTED for a in group.inside if holds(a, known)), default=0.0
    )


def _shares(scores: Sequence[float], heat: float, unknown: float) -> list[float]:
    """Shares of candidates, with that of a place not known left out."""
    if not scores:
        return []
    top = max(*scores, unknown)
    powers = [exp((s - top) / heat) for s in scores]
    total = sum(powers) + exp((unknown - top) / heat)
    return [p / total for p in powers]


def _weigh(groups: list[Group], said: Evidence, heat: float) -> None:
    """One round: each candidate against the areas and places that the other names stand for as it looks now."""
    weight = said.weight.copy()
    own: list[defaultdict[Area, float]] = []
    for group in groups:
        mine: defaultdict[Area, float] = defaultdict(float)
        size = 1.0 + 0.5 * log1p(len(group.names) - 1)
        for known, p in zip(group.known, group.p, strict=True):
            if known.country and known.kind not in ("region", "water"):
                mine[Area(known.country)] += p * size
                if _state(known):
                    mine[Area(known.country, _state(known))] += p * size
        own.append(mine)
        for area, share in mine.items():
            weight[area] += share
    near = _closeness(groups)
    for group, mine, close in zip(groups, own, near, strict=True):
        scores, parts = [], []
        for known, closest in zip(group.known, close, strict=True):
            land, state = Area(known.country), Area(known.country, _state(known))
            by_country = COUNTRY * _telling(weight[land] - mine[land]) if known.country else 0.0
            by_state = STATE * _telling(weight[state] - mine[state]) if state.state else 0.0
            if _obscure(known) and max(by_state, closest) < LITTLE:
                by_country = min(by_country, LITTLE)
            part = (_inside(group, known), by_country, by_state, NEAR * log1p(closest))
            parts.append(part)
            scores.append(known.odds + sum(part))
        group.p, group.parts = _shares(scores, heat, group.unknown), parts


def _obscure(known: Known) -> bool:
    """Whether a place is so small, in so large a country, that it tells nothing that the text names that country."""
    return known.kind == "settlement" and known.population < SMALL and known.country in LARGE


def _telling(times: float) -> float:
    """How much it tells that an area is named so often: that a text is full of one says little of another name."""
    return log1p(min(max(0.0, times), ENOUGH))


def _state(known: Known) -> str:
    """The state that a place is or lies in."""
    return known.name if known.kind == "state" else known.state


def _closeness(groups: list[Group]) -> list[list[float]]:
    """For each candidate how close the likely places of other names are: their shares, waning with distance.

    A sea or region is measured from its edge, and countries of which it may be a neighbour count as well.
    """
    most = sorted(range(len(groups)), key=lambda i: (-len(groups[i].names), i))[:ANCHORS]
    rows = [
        (i, k.lat, k.lon, p, _pointlike(k))
        for i in most
        for k, p in zip(groups[i].known, groups[i].p, strict=True)
        if p > 0.02 and (_pointlike(k) or (k.kind in ("country", "state") and k.radius < WIDE))
    ]
    if not rows:
        return [[0.0] * len(g.known) for g in groups]
    table: Floats = np.array(rows)
    out = []
    for i, group in enumerate(groups):
        others = table[table[:, 0] != i]
        points = np.array([(k.lat, k.lon) for k in group.known]).reshape(-1, 2)
        wide = np.array([k.kind in ("region", "water", "mountain") for k in group.known], np.bool_)
        reach = np.array([k.radius for k in group.known]) * wide
        away = np.maximum(0.0, _distances(points, others[:, 1:3]) - reach[:, None])
        counted = others[:, 3] * np.maximum(others[:, 4], wide[:, None])
        close = (np.exp(-away / CLOSE) * counted).sum(axis=1)
        out.append([float(c) if w or _pointlike(k) else 0.0 for c, w, k in zip(close, wide, group.known, strict=True)])
    return out


def _pointlike(known: Known) -> bool:
    """Whether a place is small enough to be near another."""
    return known.kind in ("settlement", "capital", "county") or known.radius < 100


def _distances(points: Floats, others: Floats) -> Floats:
    """Kilometres between each of some points and each of others, (latitude, longitude)."""
    a, b = np.radians(points), np.radians(others)
    lat, lon = a[:, 0, None], a[:, 1, None]
    half = np.sin((b[:, 0] - lat) / 2) ** 2 + np.cos(lat) * np.cos(b[:, 0]) * np.sin((b[:, 1] - lon) / 2) ** 2
    found: Floats = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return found
