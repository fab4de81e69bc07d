"""Distances and directions in the text against the map."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from rashomon.geography import BEARINGS, kilometres
from rashomon.records import Finding, Outcome, Place, Quantity, Spot
from rashomon.units import converted, dimension
from rashomon.weigh.article import Article
from rashomon.weigh.ends import (
    AREAS,
    LIKELY,
    OWN,
    SITE,
    SIZE,
    End,
    bearing,
    end_at,
    ends_of,
    farthest,
    is_area,
    is_from,
    is_height,
    missing,
    place_at,
)
from rashomon.weigh.rounding import grain
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, count, figure, finding, quoted, side

DETOUR, ROAD = 1.35, 1.7
"""How much longer than the straight line a distance may be: on some way, and expressly by road."""
TOO_ROUGH = 0.5
"""A distance that is known only to more than this share of the stated one says nothing for it."""
UNSURE = 0.35
"""A place read less surely than this accuses nobody."""
_ROAD = re.compile(
    r"\b(?:by (?:road|car|bus|rail|train|land)|drives?|driving|route|journey|walk|on foot|road (?:distance|trip))\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\W{0,3}(?:to the |due |away,? (?:to the )?)?(north|south)?[ -]?(east|west)?\b",
    re.IGNORECASE,
)
_LONGER = 1.08
_TIMES = 1.95
_BOUNDS = frozenset({"more than", "at least", "less than", "at most", "between"})
_SPREAD = 70.0  # degrees; "north" is said of everything that is more north than anything else


def distances(article: Article) -> Iterator[Finding]:
    """A finding for each length between places that the text names."""
    for quantity in article.quantities:
        if dimension(quantity.unit) != "length" or not article.in_article(quantity):
            continue
        if not is_height(article, quantity):
            ends = ends_of(article, quantity)
            if ends and not SIZE.search(article.words(quantity)):
                yield _checked(article, quantity if ends == quantity.between else replace(quantity, between=ends))
            elif site := SITE.match(article.text, quantity.end):
                yield _open(article, quantity, [], f"{quoted(site.group(1))} is no place that is known")


def _checked(article: Article, quantity: Quantity) -> Finding:
    """The finding for one distance."""
    places = [place_at(article, at) for at in quantity.between]
    why = missing(article, quantity, places)
    if why:
        known = [p for p in places if p]
        far = _to_area(article, quantity, known)
        return far or _open(article, quantity, known, why)
    one, other = (end_at(p) for p in places if p)
    apart = kilometres(one.lat, one.lon, other.lat, other.lon)
    give = one.radius_km + other.radius_km
    low, high = _stated(article, quantity)
    rough = max(low or 0, high or 0, 0.001) * TOO_ROUGH < give and apart - give <= (high or apart)
    if rough and not (_placed_by_hand(one, other) and _outcome(apart, 0.0, low, high, DETOUR)):
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


def _placed_by_hand(one: End, other: End) -> bool:
    """Whether both places are of a user's own file, so that their points are where they are meant to be."""
    return one.place.gazetteer_id.startswith(OWN) and other.place.gazetteer_id.startswith(OWN)


def _to_area(article: Article, quantity: Quantity, places: list[Place]) -> Finding | None:
    """The finding for a distance to an area: when it is in reach of a region, or beyond the farthest point of any."""
    if len(places) != 2 or not any(map(is_area, places)) or any(p.lat is None or p.lon is None for p in places):
        return None
    one, other = (End(p, p.lat or 0.0, p.lon or 0.0, farthest(p)) for p in places)
    apart = kilometres(one.lat, one.lon, other.lat, other.lon)
    unsure = min(p.p for p in places) < UNSURE or (places[0].gazetteer_id or "?") == places[1].gazetteer_id
    if unsure or not is_from(article, quantity, places) or apart <= max(p.precision_km for p in places):
        return None
    low, high = _stated(article, quantity)
    longest = ROAD if _ROAD.search(article.text, *_around(article, quantity)) else DETOUR
    plain, give = sum(p.precision_km for p in places), one.radius_km + other.radius_km
    region = all(p.kind == "region" for p in places if is_area(p))
    if region and plain <= TOO_ROUGH * (low or 0) and _outcome(apart, plain, low, high, 1.0):
        return _of_area(article, quantity, places, (apart, plain, longest), FITS)
    if low is None or low <= (apart + give) * longest or _rival((one, other), (low, None, longest)):
        return None
    return _of_area(article, quantity, places, (apart, give, longest), DIFFERS)


def _of_area(
    article: Article, quantity: Quantity, places: list[Place], measured: tuple[float, float, float], outcome: Outcome
) -> Finding:
    """The finding for a distance to an area, taken from its middle."""
    apart, give, longest = measured
    names = [f"the middle of {p.name}" if is_area(p) else p.name for p in places]
    area = next(p.name for p in places if is_area(p))
    says = quoted(article.words(quantity))
    reason = f"On the map it is {_long(apart)} from {names[0]} to {names[1]}"
    if outcome == FITS:
        reason += f"; {says} is to somewhere in {area}, which agrees."
    else:
        reason += f", and at most {_long(apart + give)} from its farthest point; the text has {says}."
    said = Said(
        reason=reason,
        computed=f"{_long(apart)}, {names[0]} to {names[1]}",
        tolerance=f"{_long(give)} for how large the places are; {_way(longest)}",
        sides=_sides(article, quantity, places),
        p=quantity.p * places[0].p * places[1].p,
    )
    return finding("distance", outcome, _spots(article, quantity, places), said)


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


def _rough(one: End, other: End) -> str:
    worse = max(one, other, key=lambda e: e.radius_km)
    return f"the place {quoted(worse.place.name)} is known only to {_long(worse.radius_km)}"


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
    match = _HEADING.match(article.text, quantity.end)
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
        stated = converted(quantity.number or quantity.low or quantity.high or 0.0, quantity.unit, "kilometre")
        how = "" if quantity.comparator in _BOUNDS else _off(stated, apart, give, fits)
        here = f"On the map it is {_long(apart)}{_own(apart, quantity.unit)} from {one.name} to {other.name} "
        here += "as the crow flies"
        reason = f"{here}; the text's {says} {how or ('agrees' if fits else 'does not')}."
    tolerance = f"{_long(give)} for how large the places are; {_way(longest)}"
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


def _off(stated: float, apart: float, give: float, fits: bool) -> str:
    """How far a stated distance is from that on the map, in words."""
    ratio = stated / apart if apart > give else 1.0
    if fits and 1 / _LONGER <= ratio <= _LONGER:
        return "agrees"
    if ratio >= _TIMES:
        return f"is {figure(round(ratio, 1))} times as far"
    share = f"is {figure(round(100 * abs(ratio - 1)))} % {'more' if ratio > 1 else 'less'}"
    if not fits:
        return share if ratio != 1.0 else ""
    return f"{share}, as {'a road may be' if ratio > 1 else 'the size of the places allows'}"


def _way(longest: float) -> str:
    """How much longer than the straight line a way may be, in words."""
    return f"up to {figure(round(100 * (longest - 1)))} % more for a way that winds"


def _own(km: float, unit: str) -> str:
    """A distance in the unit that the text has it in, in brackets, where that is not the kilometre."""
    return "" if unit in ("kilometre", "metre") else f" ({count(converted(km, 'kilometre', unit), unit)})"


def _computed(apart: float, give: float, one: Place, other: Place, unit: str) -> str:
    """The distance on the map in words: "359 km (223 miles), Al-Qa'im to Kirkuk, give or take 12 km"."""
    return f"{_long(apart)}{_own(apart, unit)}, {one.name} to {other.name}, give or take {_long(give)}"


def _long(km: float) -> str:
    """A length in kilometres, or in metres below one."""
    return f"{figure(round(1000 * km, -1))} m" if km < 1 else f"{figure(round(km) if km >= 20 else round(km, 1))} km"


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
