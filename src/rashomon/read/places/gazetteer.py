"""The gazetteer: which places a name may stand for, the likeliest first where nothing else is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, inf, log, sqrt
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from rashomon.read.places.folding import folded, keys_of, loosened, skeleton
from rashomon.records import Candidate, KnownPlace, PlaceKind

KINDS = ("continent", "country", "state", "county", "settlement", "region", "water", "mountain", "capital")
"""What the file tells apart; `state` and `county` are areas of the first and the second order, by whatever word."""
SHOWN: dict[str, PlaceKind] = {
    "continent": "continent",
    "country": "country",
    "state": "region",
    "county": "region",
    "settlement": "settlement",
    "region": "region",
    "water": "water",
    "mountain": "mountain",
    "capital": "settlement",
}
ODDS = {
    "continent": 6.0,
    "country": 4.0,
    "state": 2.0,
    "county": -4.0,
    "settlement": 0.0,
    "region": 8.0,
    "water": 8.0,
    "mountain": 6.0,
    "capital": 2.5,
}
"""What a kind adds to the logarithm of the number of its people: a country is named more often than its people say."""
FEW = 300  # people that a place has at least, for how likely it is: of many small ones the number is not known
LOOSE = 3.0  # what a name that only its loosened form matches loses
OTHER = 3.0  # what a name that is not the main one of a settlement or a state loses
ALIKE = 0.5  # what it loses where the main one has the same consonants
SEAT, CAPITAL = 4.0, 5.5  # what a state loses to its main town, to its country's capital, that bears its name
AFTER = 4.0  # what a town has less than the one of its state whose main name another name of it is
SHORT = 4  # letters of a loosened name that says too little by itself ("Senn")
MAIN = 0.1  # share of a state's people that a town of its name has at least, to be its main one
MOSTLY, CITY = 0.25, " city"  # the same for a town that is called "X City"
DRAWN = ("continent", "country", "region", "water", "mountain")
OWN = 60.0  # the odds of a place of the user's own file
MOST = 40  # candidates of one name that are weighed


class Known(NamedTuple):
    """A place of the gazetteer, as the resolver weighs it; `exact` says whether the name is its very name."""

    at: int
    name: str
    kind: str
    lat: float
    lon: float
    radius: float
    country: str
    state: str
    county: str
    population: int
    exact: bool
    odds: float


@dataclass(frozen=True)
class Gazetteer:
    """The arrays of the file: sorted hashes of names with the places that bear them, and the places."""

    keys: NDArray[np.uint32]
    of: NDArray[np.uint32]
    check: NDArray[np.uint8]
    names: bytes
    starts: NDArray[np.uint32]
    labels: tuple[str, ...]
    area: NDArray[np.uint16]
    kind: NDArray[np.uint8]
    number: NDArray[np.uint32]
    population: NDArray[np.uint32]
    lat: NDArray[np.float32]
    lon: NDArray[np.float32]
    radius: NDArray[np.uint16]

    def called(self, name: str) -> tuple[Known, ...]:
        """The places that bear a name, the likeliest first."""
        if not folded(name):
            return ()
        key, check = keys_of(name)
        first = int(np.searchsorted(self.keys, np.uint32(key), "left"))
        last = int(np.searchsorted(self.keys, np.uint32(key), "right"))
        found: dict[int, bool] = {}
        for at, exact in zip(self.of[first:last].tolist(), (self.check[first:last] == check).tolist(), strict=True):
            found[at] = found.get(at, False) or exact
        fold = folded(name)
        short = len(loosened(fold)) <= SHORT and loosened(fold) != fold
        out = [self._called(self.place(at, exact), fold) for at, exact in found.items() if exact or not short]
        towns = [k for k in out if k.kind in ("settlement", "capital")]
        out = [k._replace(odds=min(k.odds - _seated(k, towns), _namesake(k, towns, fold))) for k in out]
        out.sort(key=lambda k: (-k.odds, k.at))
        return tuple(out[:MOST])

    def _called(self, known: Known, fold: str) -> Known:
        """A place as less likely where the name is not its main one, nor a way of writing that."""
        main = folded(known.name).removesuffix(CITY)
        if not known.exact or known.kind in DRAWN or main == fold:
            return known
        return known._replace(odds=known.odds - (ALIKE if skeleton(main) == skeleton(fold) else OTHER))

    def countries(self) -> list[Known]:
        """All countries."""
        return [self.place(int(at)) for at in np.flatnonzero(self.kind[: len(self.radius)] == KINDS.index("country"))]

    def place(self, at: int, exact: bool = True) -> Known:
        """The place of a number in this file."""
        country, state, county = self.labels[self.area[at]].split("\t")
        kind, people = KINDS[self.kind[at]], int(self.population[at])
        radius = float(self.radius[at]) if at < len(self.radius) else max(1.0, 0.01 * sqrt(people))
        odds = (log(people + FEW) if people or ODDS[kind] < 6 else 8.0) + ODDS[kind] - (0.0 if exact else LOOSE)
        name = self.names[self.starts[at] : self.starts[at + 1] - 1].decode()
        lat, lon = round(float(self.lat[at]), 3), round(float(self.lon[at]), 3)
        return Known(at, name, kind, lat, lon, radius, country, state, county, people, exact, odds)

    def identity(self, known: Known) -> str:
        """The id of a place: its number at GeoNames, or its names from the country down where it has none."""
        if known.at < 0:
            return f"own:{-known.at}"
        number = int(self.number[known.at])
        if number:
            return f"geonames:{number}"
        return "area:" + "/".join(w for w in (known.country, known.state, known.name) if w)


def _seated(known: Known, towns: list[Known]) -> float:
    """What a state loses that shares its name with its main town, or with its country's capital."""
    mains = [
        town.kind
        for town in towns
        if known.kind == "state"
        and (town.kind == "capital" or town.state == known.name)
        and town.country == known.country
        and town.exact >= known.exact
        and town.population >= _least(town) * known.population
    ]
    return 0.0 if not mains else CAPITAL if "capital" in mains else SEAT


def _namesake(known: Known, towns: list[Known], fold: str) -> float:
    """The most that a town may have under a name that is the main one of another in its state."""
    if known.kind not in ("settlement", "capital") or not known.exact or folded(known.name).removesuffix(CITY) == fold:
        return inf
    where = known.country, known.state
    own = [t.odds for t in towns if t.exact and (t.country, t.state) == where and folded(t.name) == fold]
    return max(own, default=inf) - AFTER


def _least(town: Known) -> float:
    """The share of a state's people by which a town is its main one: few of Oklahoma's live in Oklahoma City."""
    return MOSTLY if town.kind != "capital" and folded(town.name).endswith(CITY) else MAIN


def own_place(place: KnownPlace) -> Known:
    """A place of the user's file; nothing outweighs it."""
    kind, where = str(place.kind), (place.country, place.region, "")
    return Known(-place.line, place.names[0], kind, place.lat, place.lon, place.radius_km, *where, 0, True, OWN)


def shown(known: Known) -> PlaceKind:
    """The kind of a place as records have it."""
    return SHOWN.get(known.kind, cast(PlaceKind, known.kind))


@cache
def gazetteer() -> Gazetteer:
    """The file of this package, read once."""
    with (files("rashomon") / "weights" / "gazetteer.npz").open("rb") as file, np.load(file) as arrays:
        names = arrays["names"]
        ends = np.flatnonzero(names == 10)
        return Gazetteer(
            keys=np.cumsum(_numbers(arrays["keys"]), dtype=np.uint32),
            of=_numbers(arrays["of"]),
            check=arrays["check"],
            names=names.tobytes(),
            starts=np.concatenate([[0], ends + 1, [len(names) + 1]]).astype(np.uint32),
            labels=tuple(arrays["labels"].tobytes().decode().split("\n")),
            area=_numbers(arrays["area"]).astype(np.uint16),
            kind=arrays["kind"],
            number=_numbers(arrays["id"]),
            population=_numbers(arrays["population"]),
            lat=_degrees(arrays["lat"], 90),
            lon=_degrees(arrays["lon"], 180),
            radius=arrays["radius"],
        )


def _numbers(planes: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Numbers from rows of their bytes, lowest first."""
    out: NDArray[np.uint32] = planes[0].astype(np.uint32)
    for i, plane in enumerate(planes[1:], 1):
        out |= plane.astype(np.uint32) << np.uint32(8 * i)
    return out


def _degrees(planes: NDArray[np.uint8], shift: int) -> NDArray[np.float32]:
    """Degrees from thousandths above the lowest."""
    return (_numbers(planes) / 1000.0 - shift).astype(np.float32)


@lru_cache(maxsize=512)
def places_called(name: str) -> tuple[Known, ...]:
    """The places that bear a name, the likeliest first; a text asks for the same names again and again."""
    return gazetteer().called(name)


def lookup(name: str, most: int = 10) -> list[Candidate]:
    """The places that a name may stand for, without any context: `p` follows from kind and number of people."""
    found = places_called(name)
    return candidates(found, [k.odds for k in found], most)


def candidates(found: Sequence[Known], scores: Sequence[float], most: int) -> list[Candidate]:
    """Places as candidates with their shares, the likeliest first."""
    if not found:
        return []
    top = max(scores)
    shares = [exp(s - top) for s in scores]
    total = sum(shares)
    ranked = sorted(zip(shares, found, strict=True), key=lambda row: (-row[0], row[1].at))
    return [candidate(k, share / total) for share, k in ranked[:most]]


def candidate(known: Known, p: float) -> Candidate:
    """A place as a candidate with its share."""
    return Candidate(
        id=gazetteer().identity(known),
        name=known.name,
        kind=shown(known),
        lat=known.lat,
        lon=known.lon,
        radius_km=round(known.radius, 1),
        country=known.country,
        region=known.state,
        population=known.population,
        p=round(p, 4),
    )
