"""The places of a case: each once, with circle, passages, runners-up; and which part of the earth to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import pi
from typing import NamedTuple

from rashomon.chain import SURE
from rashomon.geography import EARTH_KM, kilometres
from rashomon.publish.borders import country_names
from rashomon.publish.quoting import Quoted, quoted
from rashomon.publish.value_words import candidate_words, place_words, point_words, radius_words
from rashomon.publish.wording import likelihood, unsure
from rashomon.records import Candidate, Document, Fragment, Place, Reading
from rashomon.text import fold

WIDE = {"country", "continent", "water"}
"""Kinds of places that are no point on a map: they do not decide which part of the earth is shown."""
WEIGHED = 150
"""At most so many places, those of the most passages, decide where the middle of the map lies."""
MOST = 0.75
"""This share of the passages lies in the part of the earth that is shown first."""
LEAST_KM = 60.0
"""The part of the earth that is shown reaches at least so far from its middle."""
MOST_REACH = 30.0
"""So much of a place's own radius, in kilometres, is to be seen at first."""


class Site(NamedTuple):
    """A place of the case; `number` is its number on the page. Without `lat` and `lon` it is not on the map.

    `inside` is region and country in words, `why` how the place was chosen, `others` the runners-up in words with their
    shares, `own` whether it comes from a file of the user's, `unsure` whether no passage is read as it with a p that
    one would bear, `documents` how many name it.
    """

    number: int
    label: str
    kind: str
    inside: str
    country: str
    lat: float | None
    lon: float | None
    km: float
    point: str
    radius: str
    own: bool
    unsure: bool
    passages: list[tuple[Quoted, str]]
    whys: list[str]
    others: list[tuple[str, str]]
    documents: int


class View(NamedTuple):
    """A part of the earth: the middle, and how far it reaches, in kilometres."""

    lat: float
    lon: float
    km: float


class Where(NamedTuple):
    """The places of a case, on the map and not; `near` is the part of the earth that holds most, `whole` all."""

    sites: list[Site]
    lost: list[Site]
    near: View | None
    whole: View | None
    rows: dict[str, int]

    @property
    def passages(self) -> int:
        """How many passages name a place."""
        return sum(len(site.passages) for site in (*self.sites, *self.lost))

    @property
    def own(self) -> int:
        """How many places come from a file of the user's."""
        return sum(site.own for site in self.sites)


Said = list[tuple[Document, Place]]


def where(readings: Sequence[Reading]) -> Where:
    """All places of these readings, those of the most passages first; `rows`: the number of its place for each id."""
    found: dict[tuple[object, ...], Said] = {}
    lost: dict[tuple[object, ...], Said] = {}
    for reading in readings:
        for place in reading.places:
            assert reading.document is not None  # noqa: S101 - the caller leaves out readings without a document
            if not is_on_earth(place):
                lost.setdefault((fold(place_words(place)),), []).append((reading.document, place))
            else:
                assert place.lat is not None  # noqa: S101 - it is on earth
                assert place.lon is not None  # noqa: S101 - as above
                at = (round(place.lat, 4), round(place.lon, 4), round(place.precision_km, 2))
                found.setdefault((*at, fold(place_words(place))), []).append((reading.document, place))
    groups = [_ordered(found.values()), _ordered(lost.values())]
    sites = [_site(number, said) for number, said in enumerate(groups[0], 1)]
    rest = [_site(number, said) for number, said in enumerate(groups[1], len(sites) + 1)]
    rows = {place.id: number for number, said in enumerate((*groups[0], *groups[1]), 1) for _, place in said}
    near, whole = _views(sites)
    return Where(sites, rest, near, whole, rows)


def is_on_earth(place: Place) -> bool:
    """Whether a place has a point and a radius that a map can show."""
    if place.lat is None or place.lon is None:
        return False
    return -90 <= place.lat <= 90 and -180 <= place.lon <= 180 and 0 <= place.precision_km <= EARTH_KM * pi


def _ordered(groups: Iterable[Said]) -> list[Said]:
    return sorted(groups, key=lambda said: (-len(said), fold(place_words(said[0][1]))))


def _site(number: int, said: Said) -> Site:
    place = said[0][1]
    names = Counter(place_words(one) for _, one in said)
    country = country_names().get(place.country, place.country)
    around = (place.region, "" if place.kind == "country" else country)
    inside = ", ".join(dict.fromkeys(part for part in around if part and part != place.name))
    others: dict[str, Candidate] = {}
    for _, one in said:
        for other in one.others:
            others.setdefault(other.id, other)
    return Site(
        number=number,
        label=min(names, key=lambda name: (-names[name], name)),
        kind=place.kind,
        inside=inside,
        country=place.country,
        lat=place.lat if is_on_earth(place) else None,
        lon=place.lon if is_on_earth(place) else None,
        km=place.precision_km,
        point=point_words(place.lat or 0, place.lon or 0) if is_on_earth(place) else "",
        radius=radius_words(place.precision_km),
        own=place.gazetteer_id.startswith("own:"),
        unsure=max(one.p for _, one in said) < SURE,
        passages=[(_quoted(document, one), unsure(one.p)) for document, one in said],
        whys=list(dict.fromkeys(one.how for _, one in said if one.how)),
        others=[
            (candidate_words(o, country_names().get(o.country, o.country)), likelihood(o.p)) for o in others.values()
        ],
        documents=len({document.id for document, _ in said}),
    )


def _quoted(document: Document, place: Place) -> Quoted:
    return quoted(document, [Fragment(start=place.start, end=place.end)])


def _views(sites: Sequence[Site]) -> tuple[View | None, View | None]:
    """The part of the earth around the place that is nearest to all, as far as most passages reach; and all of it."""
    points = [
        _Point(s.lat, s.lon, s.km, len(s.passages), s.kind in WIDE, s.unsure)
        for s in sites
        if s.lat is not None and s.lon is not None
    ]
    if not points:
        return None, None
    # a country counts only where nothing smaller is named, a place that is more doubtful than not only beside no other
    small = [p for p in points if not (p.wide or p.unsure)] or [p for p in points if not p.unsure] or points
    heavy = small[:WEIGHED]
    middle = min(heavy, key=lambda point: sum(other.passages * point.km_to(other) for other in heavy))
    reach = sorted((middle.km_to(point) + min(point.km, MOST_REACH), point.passages) for point in small)
    sums = list(accumulate(passages for _, passages in reach))
    near = next(km for (km, _), upto in zip(reach, sums, strict=True) if upto >= MOST * sums[-1])
    near = max(km for km, _ in reach if km <= max(2.5 * near, LEAST_KM) or km == near)
    whole = max(middle.km_to(point) + min(point.km, 1000) for point in points)
    return (
        View(middle.lat, middle.lon, max(near * 1.15, LEAST_KM)),
        View(middle.lat, middle.lon, min(max(whole * 1.05, LEAST_KM), EARTH_KM * pi)),
    )


class _Point(NamedTuple):
    lat: float
    lon: float
    km: float
    passages: int
    wide: bool
    unsure: bool

    def km_to(self, other: _Point) -> float:
        return kilometres(self.lat, self.lon, other.lat, other.lon)
