"""Distances and directions in the text against the map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

from msgspec.structs import replace

from rashomon.geography import BEARINGS, kilometres, moved
from rashomon.records import Finding, Fragment, Place, Quantity, Spot
from rashomon.units import converted, dimension, named
from rashomon.weigh.article import Article
from rashomon.weigh.rounding import grain
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, count, figure, finding, listed, quoted, side

AREAS = frozenset({"region", "country", "continent", "water", "mountain"})
"""Kinds of place that a distance is measured to the edge of, not to the middle."""
DETOUR, ROAD = 1.35, 1.7
"""How much longer than the straight line a distance may be: on some way, and expressly by road."""
TOO_ROUGH = 0.5
"""A distance that is known only to more than this share of the stated one says nothing for it."""
LIKELY = 0.03
"""The share of the candidates from which on another place of the name may be the one that is meant."""
UNSURE = 0.35
"""A place read less surely than this accuses nobody."""
_ROAD = re.compile(
    r"\b(?:by (?:road|car|bus|rail|train|land)|drives?|driving|route|journey|walk|on foot|road (?:distance|trip))\b",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"\b(?:border|frontier|coast|coastline|shore|front ?line|edge|outskirts|boundary|river|line)\b", re.IGNORECASE
)
_WAY = re.compile(
    r"\W{0,3}(?:to the |due |away,? (?:to the )?)?(north|south)?[ -]?(east|west)?\b",
    re.IGNORECASE,
)
_APART = re.compile(r"\bdistance (?:between|from)\b|\bseparat|\bapart\b|\bfrom\b[^,.;]{1,40}\bto\b", re.IGNORECASE)
_COMMA = re.compile(r",?\s(?:(?:which|that)\s)?(?:(?:is|lies|lay|was)\s)?(?:some\s|about\s|roughly\s)?", re.IGNORECASE)
_OF = re.compile(r"\s(?:away\s)?(?:to the\s)?(?:due\s)?(?:[a-z]+(?:[- ][a-z]+)?\s)?(?:of|from)\s", re.IGNORECASE)
_OFFSET = re.compile(
    r"\D{0,12}(\d[\d,]*(?:\.\d+)?)\s?([a-zA-Z ]+?)\s(?:to the\s|due\s)?((?:north|south)?[- ]?(?:east|west)?)(?:\sof)?"
)
_LONGER = 1.08
_STEPS = 5
_TOWN_KM = 12.0
_SIZE = re.compile(r"-(?:foot|feet|metre|meter|yard|inch)\b", re.IGNORECASE)
_SITE = re.compile(
    r"\s(?:away\s)?(?:[a-z]{4,9}(?:[- ][a-z]{4,5})?\s)?(?:of|from)\s((?:the|an?|its|his|her|their)\s[^.,;:()\n]{3,60})",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"\b(?:province|governorate|oblast|region|state|district|county|prefecture|department|canton)\b", re.IGNORECASE
)
_SPREAD = 70.0  # degrees; "north" is said of everything that is more north than anything else


@dataclass(frozen=True, slots=True)
class End:
    """One end of a distance: the place, and the circle it is in."""

    place: Place
    lat: float
    lon: float
    radius_km: float


def distances(article: Article) -> Iterator[Finding]:
    """A finding for each length between places that the text names."""
    for quantity in article.quantities:
        if dimension(quantity.unit) == "length" and article.in_article(quantity):
            ends = _ends(article, quantity)
            if ends and not _SIZE.search(article.words(quantity)):
                yield _checked(article, quantity if ends == quantity.between else replace(quantity, between=ends))
            elif site := _SITE.match(article.text, quantity.end):
                yield _open(article, quantity, [], f"{quoted(site.group(1))} is no place that is known")


def _ends(article: Article, quantity: Quantity) -> tuple[Fragment, ...]:
    """The two places of a distance, also where its own words name fewer ("the distance between A and B is 9 km")."""
    if len(quantity.between) > 1:
        return quantity.between
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
    return quantity.between


def _checked(article: Article, quantity: Quantity) -> Finding:
    """The finding for one distance."""
    places = [_place_at(article, at) for at in quantity.between]
    why = _missing(article, quantity, places)
    if why:
        return _open(article, quantity, [p for p in places if p], why)
    one, other = (_end(p) for p in places if p)
    apart = kilometres(one.lat, one.lon, other.lat, other.lon)
    give = one.radius_km + other.radius_km
    low, high = _stated(article, quantity)
    if max(low or 0, high or 0, 0.001) * TOO_ROUGH < give and apart - give <= (high or apart):
        return _open(article, quantity, [one.place, other.place], _rough(one, other), apart, give)
    longest = ROAD if _ROAD.search(article.text, *_around(article, quantity)) else DETOUR
    outcome = _outcome(apart, give, low, high, longest)
    turn = _turn(article, quantity, one, other) if apart > 2 * give else None
    fits = outcome and (turn is None or turn[2] <= _SPREAD)
    if not fits:
        rival = _rival((one, other), (low, high, longest))
        if rival or min(one.place.p, other.place.p) < UNSURE:
            why = rival or f"it is not sure enough which place {quoted(_unsure(one, other).name)} is"
            return _open(article, quantity, [one.place, other.place], why, apart, give)
    return _told(article, quantity, (one, other), bool(fits), (apart, give, longest, turn))


def _stated(article: Article, quantity: Quantity) -> tuple[float | None, float | None]:
    """The shortest and longest distance in kilometres that the words can mean, rounding included."""
    step = converted(grain(article, quantity), quantity.unit, "kilometre")
    ends = (quantity.low, quantity.high)
    if quantity.comparator == "about" and quantity.number is not None:
        ends = (quantity.number, quantity.number)
    low, high = (None if v is None else converted(v, quantity.unit, "kilometre") for v in ends)
    slack = 0.1 if quantity.comparator == "about" else 0.04
    low = None if low is None else low - step
    high = None if high is None else high + max(step, slack * high)
    return low, high


def _outcome(apart: float, give: float, low: float | None, high: float | None, longest: float) -> bool:
    """Whether a stated distance can be that between two circles, straight or by a way that is longer."""
    return (high is None or high >= apart - give) and (low is None or low <= apart * longest + give)


def _place_at(article: Article, at: Fragment) -> Place | None:
    """The place that a run of the text names."""
    near = article.within(article.places, max(0, at.start - 60), at.end)
    hits = [p for p in near if p.start < at.end and at.start < p.end]
    found = min(hits, key=lambda p: (abs(p.named_at.start - at.start), p.start), default=None)
    if found and found.part and found.gazetteer_id:  # of "15 km north of Kirkuk" it is Kirkuk itself
        plain = (p for p in article.places if p.gazetteer_id == found.gazetteer_id and not p.part)
        found = next(plain, None) or _unmoved(found)
    return _town(article, found) if found else None


def _end(place: Place) -> End:
    """The circle that a place is."""
    return End(place, place.lat or 0.0, place.lon or 0.0, max(place.precision_km, 1.0))


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


def _missing(article: Article, quantity: Quantity, places: list[Place | None]) -> str:
    """Why a distance cannot be measured: an end that is no known place, or one without a middle."""
    known = [p for p in places if p]
    unknown = next((p for p in known if p.lat is None or p.lon is None), None)
    lost = [quoted(article.words(at)) for at, place in zip(quantity.between, places, strict=True) if not place]
    area = next((p for p in known if p.kind in AREAS), None)
    why = ""
    if unknown:
        why = f"no place of the name {quoted(unknown.name)} is known"
    elif lost:
        why = f"{listed(lost)} {'was' if len(lost) == 1 else 'were'} not read as a known place"
    elif len(known) < 2:
        why = "only one of its ends is a place that the text names"
    elif known[0].gazetteer_id and known[0].gazetteer_id == known[1].gazetteer_id:
        why = "both its ends were read as the same place"
    elif area:
        why = f"{quoted(area.name)} is an area, and the text does not say to which point of it"
    elif _EDGE.search(article.text, quantity.end, _reach(quantity, known)):
        why = "it is measured to an edge or a line, which the map here does not have"
    return why


def _reach(quantity: Quantity, known: list[Place]) -> int:
    """Up to where the words after a distance say what it is measured to."""
    later = [p.named_at.start for p in known if p.named_at.start >= quantity.end]
    return min(later, default=quantity.end)


def _rough(one: End, other: End) -> str:
    worse = max(one, other, key=lambda e: e.radius_km)
    return f"the place {quoted(worse.place.name)} is known only to {figure(worse.radius_km)} km"


def _unsure(one: End, other: End) -> Place:
    return min(one.place, other.place, key=lambda p: p.p)


def _rival(ends: tuple[End, End], stated: tuple[float | None, float | None, float]) -> str:
    """Another place of one of the names from which the distance would fit, if there is a likely one."""
    low, high, longest = stated
    for this, that in (ends, ends[::-1]):
        for rival in this.place.others:
            apart = kilometres(rival.lat, rival.lon, that.lat, that.lon)
            if (
                rival.p >= LIKELY
                and rival.kind not in AREAS
                and _outcome(apart, rival.radius_km + that.radius_km, low, high, longest)
            ):
                where = ", ".join(filter(None, (rival.name, rival.region, rival.country)))
                return f"{quoted(this.place.name)} may be another place of that name ({where}), from which it would fit"
    return ""


def _around(article: Article, quantity: Quantity) -> tuple[int, int]:
    """The characters right around a distance, in its sentence."""
    sentence = article.sentence(quantity.start)
    return max(sentence.start, quantity.start - 40), min(sentence.end, quantity.end + 40)


def _turn(article: Article, quantity: Quantity, one: End, other: End) -> tuple[str, str, float] | None:
    """The direction in the words after a distance, that on the map, and the degrees between them.

    "A, 50 km north of B": from B, which stands after the direction, to A.
    """
    match = _WAY.match(article.text, quantity.end)
    words = "".join(filter(None, match.groups())).lower() if match else ""
    if match is None or not words or not re.match(r"\s{1,2}(?:of|from)\b", article.text[match.end() : match.end() + 8]):
        return None
    seen, origin = sorted((one, other), key=lambda e: e.place.named_at.start >= quantity.end)
    if origin.place.named_at.start < quantity.end or seen.place.named_at.start >= quantity.end:
        return None
    stated = BEARINGS.get(words)
    if stated is None:
        return None
    real = bearing(origin.lat, origin.lon, seen.lat, seen.lon)
    nearest = min(BEARINGS, key=lambda name: abs((real - BEARINGS[name] + 180) % 360 - 180))
    return words, nearest, abs((real - stated + 180) % 360 - 180)


def bearing(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The direction from one point to another at the start of the great circle, in degrees from north, clockwise."""
    a, b, turn = radians(lat), radians(other_lat), radians(other_lon - lon)
    return degrees(atan2(sin(turn) * cos(b), cos(a) * sin(b) - sin(a) * cos(b) * cos(turn))) % 360


def _told(
    article: Article,
    quantity: Quantity,
    ends: tuple[End, End],
    fits: bool,
    measured: tuple[float, float, float, tuple[str, str, float] | None],
) -> Finding:
    apart, give, longest, turn = measured
    one, other = (e.place for e in ends)
    computed = _computed(apart, give, one, other, quantity.unit)
    says = quoted(article.words(quantity))
    if turn and turn[2] > _SPREAD:
        reason = f"On the map the direction is {turn[1]} ({computed}); the text has {says} and {turn[0]}."
    else:
        verb = "which agrees with" if fits else "and the text has"
        reason = f"On the map it is {computed}, {verb} {says}."
        stated = converted(quantity.number or quantity.low or 0.0, quantity.unit, "kilometre")
        if fits and not quantity.comparator and stated > _LONGER * (apart + give):
            more = figure(round(100 * (stated / apart - 1)))
            reason = f"On the map it is {computed}; the text's {says} is {more} % more, as a winding way may be."
    detour = f"a way may be {figure(100 * (longest - 1))} % longer than the straight line"
    tolerance = f"±{figure(give)} km for how large the places are; {detour}"
    return finding(
        "distance",
        FITS if fits else DIFFERS,
        _spots(article, quantity, [one, other]),
        Said(
            reason=reason,
            computed=computed + (f"; direction {turn[1]}" if turn else ""),
            tolerance=tolerance,
            sides=_sides(article, quantity, [one, other]),
            p=quantity.p * one.p * other.p,
        ),
    )


def _computed(apart: float, give: float, one: Place, other: Place, unit: str) -> str:
    """The distance on the map in words: "359 km (223 miles), Al-Qa'im to Kirkuk, give or take 12 km"."""
    own = "" if unit in ("kilometre", "metre") else f" ({count(converted(apart, 'kilometre', unit), unit)})"
    return f"{figure(round(apart))} km{own}, {one.name} to {other.name}, give or take {figure(give)} km"


def _open(
    article: Article, quantity: Quantity, places: list[Place], why: str, apart: float = -1, give: float = 0
) -> Finding:
    computed = _computed(apart, give, places[0], places[1], quantity.unit) if apart >= 0 else ""
    p = quantity.p
    for place in places:
        p *= place.p
    sides = _sides(article, quantity, places)
    said = Said(reason=f"The distance cannot be measured on the map: {why}.", computed=computed, sides=sides, p=p)
    return finding("distance", OPEN, _spots(article, quantity, places), said)


def _spots(article: Article, quantity: Quantity, places: list[Place]) -> list[Spot]:
    return [article.spot(quantity), *(article.spot(p.named_at) for p in places)]


def _sides(article: Article, quantity: Quantity, places: list[Place]) -> tuple[str, ...]:
    low, high = (
        None if v is None else figure(converted(v, quantity.unit, "kilometre")) for v in (quantity.low, quantity.high)
    )
    reads = f"{low} km" if low == high else f"{low or 0} km or more" if high is None else f"{low or 0} to {high} km"
    sides = [side(article.words(quantity), reads, quantity.p)]
    return (*sides, *(side(article.words(p.named_at), _where(p), p.p) for p in places))


def _where(place: Place) -> str:
    if place.lat is None or place.lon is None:
        return "no known place"
    land = ", ".join(filter(None, (place.name, place.region, place.country)))
    return f"{land} at {place.lat:.2f}, {place.lon:.2f}"
