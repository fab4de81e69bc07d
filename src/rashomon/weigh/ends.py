"""Which two places a distance in a text is between, and where they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

from msgspec.structs import replace

from rashomon.geography import BEARINGS, moved
from rashomon.records import Fragment, Place, Quantity
from rashomon.units import converted, dimension, named
from rashomon.weigh.article import Article
from rashomon.weigh.stating import listed, quoted

AREAS = frozenset({"region", "country", "continent", "water", "mountain"})
"""Kinds of place that a distance is measured to the edge of, not to the middle."""
OWN = "own:"
"""What the id of a place of a user's own file begins with."""
_WIDER = {"region": 2.0, "country": 4.0, "continent": 4.0, "water": 4.0, "mountain": 4.0}
LIKELY = 0.03
"""The share of the candidates from which on another place of the name may be the one that is meant."""
_EDGE = re.compile(
    r"\b(?:border|frontier|coast|coastline|shore|front ?line|edge|outskirts|boundary|river|line)\b", re.IGNORECASE
)
_APART = re.compile(r"\bdistance (?:between|from)\b|\bseparat|\bapart\b|\bfrom\b[^,.;]{1,40}\bto\b", re.IGNORECASE)
_COMMA = re.compile(r",?\s(?:(?:which|that)\s)?(?:(?:is|lies|lay|was)\s)?(?:some\s|about\s|roughly\s)?", re.IGNORECASE)
_OF = re.compile(
    r"\s(?:away\s)?(?:to the\s)?(?:due\s)?(?:[a-z]+(?:[- ][a-z]+)?\s)?(?:of|from)\s(?:the\s)?", re.IGNORECASE
)
SIZE = re.compile(r"-(?:foot|feet|metre|meter|yard|inch)\b", re.IGNORECASE)
SITE = re.compile(
    r"\s(?:away\s)?(?:[a-z]{4,9}(?:[- ][a-z]{4,5})?\s)?(?:of|from)\s"
    r"((?:the|an?|its|his|her|their)(?:\s(?!(?:in|at|on|as|to|and|but|with|who|that|which|when|where|after|before)\b)"
    r"[\w’'-]+){1,7})",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\D{0,12}(\d[\d,]*(?:\.\d+)?)\s?([a-zA-Z ]+?)\s(?:to the\s|due\s)?((?:north|south)?[- ]?(?:east|west)?)(?:\sof)?"
)
_REGION = re.compile(
    r"\b(?:province|governorate|oblast|region|state|district|county|prefecture|department|canton)\b", re.IGNORECASE
)
_HEIGHT = re.compile(r"\b(?:altitudes?|elevations?|above sea|sea level|heights?|high|tall|deep|depth)\b", re.IGNORECASE)
_SHORT_UNITS = frozenset({"foot", "yard", "inch"})
_HIGHEST = 2000  # feet; what is longer is told in miles, and so many feet are a height
_STEPS = 5
_LEAST_KM = 0.1
_TOWN_KM = 12.0


@dataclass(frozen=True, slots=True)
class End:
    """One end of a distance: the place, and the circle it is in."""

    place: Place
    lat: float
    lon: float
    radius_km: float


def ends_of(article: Article, quantity: Quantity) -> tuple[Fragment, ...]:
    """The two places of a distance, also where its own words name fewer ("the distance between A and B is 9 km")."""
    given = tuple(at for at in quantity.between if place_at(article, at) or not _is_somebody(article, at))
    if len(given) > 1:
        return given
    sentence = article.sentence(quantity.start)
    places = article.places_in(sentence)
    if len(places) == 2 and _APART.search(article.words(sentence)):
        return tuple(p.named_at for p in places)
    before = next((p for p in reversed(places) if p.named_at.end <= quantity.start), None)
    after = next((p for p in places if p.named_at.start >= quantity.end), None)
    if before and after and before.end <= quantity.start:
        comma = _COMMA.fullmatch(article.text[before.named_at.end : quantity.start])
        if comma and _OF.fullmatch(article.text[quantity.end : after.named_at.start]):
            return before.named_at, after.named_at
    return given


def is_height(article: Article, quantity: Quantity) -> bool:
    """Whether a length goes up or down: thousands of feet, or words that say so beside it."""
    if quantity.unit in _SHORT_UNITS and (quantity.number or quantity.low or 0) >= _HIGHEST:
        return True
    return bool(_HEIGHT.search(article.text, max(0, quantity.start - 30), quantity.end + 30))


def _is_somebody(article: Article, at: Fragment) -> bool:
    """Whether the words of an end are the name of somebody: a newspaper is no place."""
    mentions = article.reading.mentions
    return any(
        m.kind in ("organisation", "outlet", "person") and m.start < at.end and at.start < m.end for m in mentions
    )


def place_at(article: Article, at: Fragment) -> Place | None:
    """The place that a run of the text names."""
    near = article.within(article.places, max(0, at.start - 60), at.end)
    hits = [p for p in near if p.start < at.end and at.start < p.end]
    found = min(hits, key=lambda p: (abs(p.named_at.start - at.start), p.start), default=None)
    if found and found.part and found.gazetteer_id:  # of "15 km north of Kirkuk" it is Kirkuk itself
        found = article.plain_places.get(found.gazetteer_id) or _unmoved(found)
    return _town(article, found) if found else None


def end_at(place: Place) -> End:
    """The circle that a place is."""
    return End(place, place.lat or 0.0, place.lon or 0.0, max(place.precision_km, _LEAST_KM))


def _unmoved(place: Place) -> Place:
    """The named place of one that is given by its distance and direction from it ("50 km south of Kirkuk")."""
    match = _OFFSET.fullmatch(place.part.strip())
    if match is None or place.lat is None or place.lon is None:
        return place
    unit, turn = named(match.group(2)), BEARINGS.get(re.sub(r"[ -]", "", match.group(3).lower()))
    number = match.group(1).replace(",", "")
    if dimension(unit) != "length" or turn is None:
        return place
    km = converted(float(number), unit, "kilometre")
    lat, lon = moved(place.lat, place.lon, turn + 180, km)
    for _ in range(_STEPS):  # on a globe the way back is not the way turned round
        there = moved(lat, lon, turn, km)
        lat, lon = lat + place.lat - there[0], lon + place.lon - there[1]
    return replace(place, lat=lat, lon=lon, precision_km=_TOWN_KM, part="")


def _town(article: Article, place: Place) -> Place:
    """The town of the name where the name alone was read as its region: distances are given between towns."""
    if (
        place.kind != "region"
        or place.part
        or _REGION.search(article.text, place.named_at.start, place.named_at.end + 15)
    ):
        return place
    for other in place.others:
        if other.kind == "settlement" and other.p >= LIKELY / 3:
            return replace(
                place,
                name=other.name,
                kind="settlement",
                lat=other.lat,
                lon=other.lon,
                precision_km=other.radius_km,
                gazetteer_id=other.id,
                others=tuple(o for o in place.others if o.id != other.id),
            )
    return place


def missing(article: Article, quantity: Quantity, places: list[Place | None]) -> str:
    """Why a distance cannot be measured: an end that is no known place, or one without a middle."""
    known = [p for p in places if p]
    unknown = next((p for p in known if p.lat is None or p.lon is None), None)
    lost = [quoted(article.words(at)) for at, place in zip(quantity.between, places, strict=True) if not place]
    area = next((p for p in known if is_area(p)), None)
    why = ""
    if unknown:
        why = f"no place of the name {quoted(unknown.name)} is known"
    elif lost:
        why = f"{listed(lost)} {'was' if len(lost) == 1 else 'were'} not read as a known place"
    elif len(known) < 2:
        why = "the text names only one of the two places that it is between"
    elif known[0].gazetteer_id and known[0].gazetteer_id == known[1].gazetteer_id:
        why = "both its ends were read as the same place"
    elif area:
        why = f"{quoted(area.name)} is an area, and the text does not say to which point of it the distance goes"
    elif _EDGE.search(article.text, quantity.end, _reach(quantity, known)):
        why = "it is measured to an edge or a line, which the map here does not have"
    return why


def _reach(quantity: Quantity, known: list[Place]) -> int:
    """Up to where the words after a distance say what it is measured to."""
    later = [p.named_at.start for p in known if p.named_at.start >= quantity.end]
    return min(later, default=quantity.end)


def is_area(place: Place) -> bool:
    """Whether a place is so wide that a distance is measured to its edge, or to anywhere in it."""
    return place.kind in AREAS and not place.gazetteer_id.startswith(OWN)


def farthest(place: Place) -> float:
    """How far from its point an area may reach, in kilometres: no circle; countries may be long and narrow."""
    return place.precision_km * (_WIDER.get(place.kind, 1.0) if is_area(place) else 1.0)


def is_from(article: Article, quantity: Quantity, places: list[Place]) -> bool:
    """Whether the words right after a distance say that it is from one of two places apart: "900 km south of Kabul"."""
    later = [p.named_at.start for p in places if p.named_at.start >= quantity.end]
    return len(later) == 1 and bool(_OF.fullmatch(article.text, quantity.end, later[0]))


def bearing(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The direction from one point to another at the start of the great circle, in degrees from north, clockwise."""
    a, b, turn = radians(lat), radians(other_lat), radians(other_lon - lon)
    return degrees(atan2(sin(turn) * cos(b), cos(a) * sin(b) - sin(a) * cos(b) * cos(turn))) % 360
