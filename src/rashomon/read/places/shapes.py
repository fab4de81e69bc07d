"""What words make of a place: "eastern Aleppo", "15 km northwest of Kirkuk", "near Basra", "between Hama and Homs".

The span grows over the words, and the circle becomes one that holds what they mean; it is never more exact than the
text. A distance from one place that is said of another stays a statement about the two: neither is moved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Any

from msgspec.structs import replace

from rashomon.geography import BEARINGS, kilometres, moved
from rashomon.read.places.circles import SMALLEST_KM, Circle, around_both, circle_of, where_they_meet
from rashomon.read.places.gazetteer import lookup
from rashomon.read.places.generics import described, with_sites, with_whole_names
from rashomon.records import Place

BEFORE = 110
"""Characters before a name that are looked at, and behind it."""
SIDE, OF_SIDE = 0.5, 0.9
"""How far the middle of a side lies from that of the whole, and how far it reaches, as shares of the whole's radius."""
ROUGH = 0.3
"""How far off a point in a direction at a distance may be, as a share of the distance."""
FARTHEST_KM = 500.0
"""How far apart two places may be, halved, for a way between them to be one."""
RING_KM = 50.0
"""Kilometres up to which a distance without a direction makes a circle around a place; farther it says nothing."""
AT_SITE_KM = 10.0
"""The most that "near" and the like widen a site: it is small itself, however roughly it is known where."""
WIDE = ("country", "continent", "region", "water")
NEAR_AREA_KM = 250.0

_DIRECTION = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_NUMBER = (
    r"\d{1,4}(?:[.,]\d{1,3}){0,3}|half a|a few|a couple of|dozens of|hundreds of|a hundred|one hundred|a dozen"
    r"|several|some|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred"
)
_UNIT = r"kilomet(?:re|er)s?|kms?|nautical miles?|miles?|met(?:re|er)s?|m|feet|foot|ft|yards?"
_ABOUT = r"about|some|around|roughly|nearly|almost|just|only|over|more than|less than|at least|approximately|barely"
_DISTANCE = re.compile(
    rf"(?<!\w)(?:(?:{_ABOUT})\s){{0,2}}(?P<number>{_NUMBER})[\s-](?P<unit>{_UNIT})\s(?:\([^()\n]{{1,30}}\)\s)?"
    rf"(?:(?:to\sthe\s)?(?:due\s)?(?P<direction>{_DIRECTION})\s(?:of|from)|away\sfrom|from|outside(?:\sof)?|off)\s$",
    re.IGNORECASE,
)
_WITHIN = re.compile(rf"(?<!\w)within\s(?P<number>{_NUMBER})[\s-](?P<unit>{_UNIT})\sof\s$", re.IGNORECASE)
_BESIDE = re.compile(
    rf"(?<!\w)(?:just\s|due\s|further\s|far\s)?(?:to\sthe\s)?(?P<direction>{_DIRECTION})\s(?:of|from)\s$", re.IGNORECASE
)
_SIDE = re.compile(
    rf"(?<!\w)(?:(?:the\s)?(?:far\s)?(?P<adjective>{_DIRECTION})(?:ern)?\s?"
    r"(?:(?:part|side|half|section|end|edge|districts?|quarters?|neighbou?rhoods?|countryside|corner|flank)s?\sof\s)?"
    rf"|the\s(?:far\s)?(?P<noun>{_DIRECTION})\sof\s"
    r"|(?P<middle>central|downtown|inner|the\scent(?:re|er)\sof|the\sheart\sof)\s)$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?<!\w)the\s(?:(?:[\w-]{2,20}\s){0,2}(?:city|town|village|capital|port|district|suburb)\sof\s)?$",
    re.IGNORECASE,
)
_OWNED = re.compile(rf"['’]s\s(?:(?P<direction>{_DIRECTION})(?:ern)?\s)?(?P<what>[a-z]+(?:\sarea)?)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\s(?P<what>[a-z]+(?:\sarea)?)\b", re.IGNORECASE)
_WAY = re.compile(
    r"(?<!\w)(?:the\s)?(?:main\s|strategic\s)?(?P<way>roads?|highways?|motorway|route|railway|line|pipeline|border|frontier"
    r"|area|territory|land|halfway|midway|somewhere|located|lies|lying|town|village|corridor|strait|checkpoint|travelling"
    r"|traveling|driving|crossing)\s(?:\w+\s)?(?P<how>between|from)\s(?:the\s)?$",
    re.IGNORECASE,
)
_LINK = {"between": re.compile(r"\sand\s(?:the\s)?"), "from": re.compile(r"\sto\s(?:the\s)?")}
_EASTERN = re.compile(r"(?<!\w)(?:north|south|east|west)[- ]?(?:east|west)?ern\s$", re.IGNORECASE)
_AREAS = ("province", "governorate", "oblast", "prefecture", "canton", "department", "region")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_NOT = re.compile(r"(?:\bnowhere|\banywhere|\bnot|\bnor|\bnever|n['’]t)\s(?:even\s|anywhere\s)?$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][”\"’)]*\s|\n")
_HYPHEN = re.compile(r"\s?[-–—/]\s?|\sto\s")
_BOTH = re.compile(r"\s(?:borders?|frontiers?)\b")
_JOINED = re.compile(r"\s(?:\([\w-]{1,8}\)\s)?(?:road|highway|motorway|railway|pipeline|border|frontier|route)s?\b")
_BORDER = re.compile(r"['’]s\s(?:\w+\s)?border\swith\s(?:the\s)?")


@cache
def table() -> Mapping[str, Any]:
    """shapes.toml, read once."""
    import tomllib

    found: Mapping[str, Any] = tomllib.loads(
        files("rashomon.read.places").joinpath("shapes.toml").read_text(encoding="utf-8")
    )
    return found


@cache
def _leads() -> re.Pattern[str]:
    ordered = sorted(table()["around"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(w.replace(' ', chr(92) + 's') for w in ordered)})\s$", re.IGNORECASE)


def shaped(text: str, places: Sequence[Place]) -> list[Place]:
    """The places of a document with the shapes that the words around their names give them, in text order.

    Sites that only another place locates ("K-1 base near Kirkuk") are among them; linear in the number of places.
    """
    out: list[Place] = []
    ordered = with_whole_names(text, places)
    at = 0
    while at < len(ordered):
        place, following = ordered[at], ordered[at + 1] if at + 1 < len(ordered) else None
        floor = out[-1].end if out else 0
        joined = _between(text, place, following, floor) if following is not None else None
        if joined is not None:
            out.append(joined)
            at += 2
            continue
        ceiling = following.start if following is not None else len(text)
        out.append(_shaped(text, place, out[-1] if out else None, ceiling))
        at += 1
    sites = with_sites(text, out)
    for i, site in enumerate(sites):
        if site.near:
            ceiling = sites[i + 1].start if i + 1 < len(sites) else len(text)
            sites[i] = _shaped(text, site, sites[i - 1] if i else None, ceiling)
    return sites


def _placed(place: Place, circle: Circle, start: int, end: int, part: str) -> Place:
    """A place with another circle and the span of the whole expression."""
    return replace(
        place,
        id=f"{place.id.rpartition('.p')[0]}.p{start}",
        start=start,
        end=end,
        lat=round(circle.lat, 5),
        lon=round(circle.lon, 5),
        precision_km=round(circle.km, 2),
        part=" ".join(part.split()),
    )


def _shaped(text: str, place: Place, last: Place | None, ceiling: int) -> Place:
    """A place with the shape of the words before and behind its name."""
    circle = circle_of(place)
    if circle is None or not 0 <= place.start <= place.end <= len(text) or (place.near and not place.kind):
        return place  # of what is only known by the area around it no side can be told
    floor = last.end if last is not None else 0
    place, circle, end = _with_area(text, place, circle, ceiling)
    circle, end, behind = _behind(text, circle, end, ceiling, place)
    start, circle = (place.start, circle) if _is_area(text, place, end) else _side(text, place, circle, floor)
    led = _led(text, start, floor, last, circle, place)
    if led is not None:
        start, circle = led
    if start == place.start and end == place.end:
        return place
    part = _THE.sub("", text[start : place.start]).strip() or behind or place.part
    return _placed(place, circle, start, end, part)


def _with_area(text: str, place: Place, circle: Circle, ceiling: int) -> tuple[Place, Circle, int]:
    """The area that is called after a place ("Kirkuk province"), where the name is that of the town in it."""
    match = _BEHIND.match(text, place.end, min(ceiling, place.end + 30))
    least = table()["areas"].get(match["what"].lower()) if match else None
    if match is None or least is None or (match["what"] == "state" and place.kind != "region"):
        return place, circle, place.end
    if place.kind in ("region", "country"):
        return place, circle, match.end()
    found = [c for c in (*place.others, *lookup(place.name)) if c.kind == "region"]
    near = [c for c in found if kilometres(c.lat, c.lon, circle.lat, circle.lon) <= max(NEAR_AREA_KM, c.radius_km)]
    if near:
        area = near[0]
        how = f"{place.how}; the {match['what'].lower()} of that name"
        place = replace(place, name=area.name, kind="region", gazetteer_id=area.id, region=area.region, how=how)
        return place, Circle(area.lat, area.lon, max(area.radius_km, SMALLEST_KM)), match.end()
    place = replace(
        place, kind="region", how=f"{place.how}; the {match['what'].lower()} around it, its extent not known"
    )
    return place, circle._replace(km=max(circle.km, least)), match.end()


def _behind(text: str, circle: Circle, end: int, ceiling: int, place: Place) -> tuple[Circle, int, str]:
    """The circle of what stands behind a name: "Aleppo's eastern outskirts", "the Aleppo countryside"."""
    window = min(ceiling, end + 60)
    match = _OWNED.match(text, end, window)
    owned = match is not None
    match = match or _BEHIND.match(text, end, window)
    reach = table()["behind"].get(match["what"].lower()) if match else None
    if match is None or reach is None or (match["what"].lower() == "area" and place.kind in WIDE):
        return circle, end, ""
    words = text[end : match.end()].removeprefix("'s").removeprefix("’s").strip()
    if owned and match["direction"]:
        lat, lon = moved(circle.lat, circle.lon, _bearing(match["direction"]), circle.km)
        return Circle(lat, lon, _wider(circle.km, reach)), match.end(), words
    return circle._replace(km=_wider(circle.km, reach)), match.end(), words


def _wider(km: float, reach: Sequence[float]) -> float:
    least, most, share = reach
    return km + max(least, min(most, share * km))


def _bearing(written: str) -> float:
    return BEARINGS["".join(c for c in written.lower() if c.isalpha())]


def _side(text: str, place: Place, circle: Circle, floor: int) -> tuple[int, Circle]:
    """Where the words begin that name a side of a place ("eastern Aleppo", "the north of Iraq"), and its circle."""
    window = max(floor, place.start - 60)
    match = _SIDE.search(text, window, place.start)
    if match is None or _outside_of(text, match, floor):
        return place.start, circle
    written = match["adjective"] or match["noun"]
    if written and not match["noun"] and not text[match.start("adjective") :].lower().startswith(_adjectives(written)):
        return place.start, circle
    if not written:
        return match.start("middle"), circle._replace(km=max(SMALLEST_KM, SIDE * circle.km))
    lat, lon = moved(circle.lat, circle.lon, _bearing(written), SIDE * circle.km)
    return match.start(), Circle(lat, lon, max(SMALLEST_KM, OF_SIDE * circle.km))


def _is_area(text: str, place: Place, end: int) -> bool:
    """Whether a direction before a name only says where in its country that area is: "southern Helmand province"."""
    words = text[place.named_at.start : end].casefold().split()
    adjective = _EASTERN.search(text, max(0, place.start - 20), place.start)
    return place.kind == "region" and adjective is not None and len(words) > 1 and words[-1] in _AREAS


def _outside_of(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether "the north of" is rather "to the north of", which lies outside."""
    return match["noun"] is not None and text[max(floor, match.start() - 3) : match.start()].lower() == "to "


def _adjectives(written: str) -> tuple[str, ...]:
    """How a side is written before a name: "eastern Aleppo", "east Aleppo", "the east side of"; not "east of"."""
    low = written.lower()
    return (f"{low}ern ", f"{low} ")


def _led(
    text: str, start: int, floor: int, last: Place | None, circle: Circle, place: Place
) -> tuple[int, Circle] | None:
    """Where the words begin that say how something lies to a place, and the circle of what lies so."""
    low = max(floor, start - BEFORE)
    inner = _OF.search(text, max(low, start - 60), start)
    for end in dict.fromkeys((start, inner.start() if inner else start)):
        match = _DISTANCE.search(text, low, end)
        if match is not None:
            aside = _said_of(text, last, match.start())
            aside = aside or (match["direction"] is None and _of_another(text, last, match.start()))
            return None if aside else _at_distance(match, circle)
        match = _WITHIN.search(text, low, end)
        if match is not None:
            return match.start(), circle._replace(km=circle.km + _km(match))
        match = _BESIDE.search(text, low, end)
        if match is not None and not _said_of(text, last, match.start()):
            return match.start(), _beside(circle, match["direction"])
        match = _leads().search(text, low, end)
        if (
            match is not None
            and _NOT.search(text, max(floor, match.start() - 20), match.start()) is None
            and _leads_to(match.group(), place, text, match.start())
        ):
            return match.start(), circle._replace(km=_wider(circle.km, _reach(match.group(), place)))
    return None


def _reach(lead: str, place: Place) -> Sequence[float]:
    """The least and most kilometres, and the share of its radius, by which words widen a place."""
    least, most, share = table()["around"][" ".join(lead.lower().split())]
    return (least, min(most, AT_SITE_KM), share) if place.kind == "site" else (least, most, share)


def _leads_to(lead: str, place: Place, text: str, start: int) -> bool:
    """Whether words such as "outside" say where: "outside Europe" is anywhere else, and "off" goes with water."""
    word = " ".join(lead.lower().split())
    if word in ("off", "around") and place.kind in WIDE and word != "off":
        return False
    if word == "off":
        return place.kind in ("country", "water", "settlement") and text[max(0, start - 1) : start] in (" ", "")
    return not (word.startswith(("outside", "just outside", "around", "close to")) and place.kind in WIDE)


def _said_of(text: str, last: Place | None, start: int) -> bool:
    """Whether a distance or direction is said of a place that stands right before it, and that is on the map itself."""
    return last is not None and last.lat is not None and described(text, last, start)


def _of_another(text: str, last: Place | None, start: int) -> bool:
    """Whether a place stands before a distance in its sentence: then that is a statement about the two."""
    return last is not None and last.lat is not None and not _SENTENCE.search(text, last.end, start)


def _km(match: re.Match[str]) -> float:
    """Kilometres of a number with a unit."""
    written = " ".join(match["number"].lower().split())
    number = table()["numbers"].get(written)
    if number is None:
        digits = written.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written) else written
        number = float(digits.replace(",", ".")) if digits.count(".") + digits.count(",") <= 1 else 0.0
    unit: float = table()["units"][" ".join(match["unit"].lower().split())]
    km = float(number) * unit
    return km if isfinite(km) else 0.0


def _at_distance(match: re.Match[str], circle: Circle) -> tuple[int, Circle] | None:
    """The circle of what lies at a distance: moved where there is a direction, else around the place."""
    km = _km(match)
    if match["direction"]:
        if not 0 < km <= 5000:
            return None
        lat, lon = moved(circle.lat, circle.lon, _bearing(match["direction"]), km)
        return match.start(), Circle(lat, lon, circle.km + ROUGH * km)
    if not 0 < km <= RING_KM:
        return None
    return match.start(), circle._replace(km=circle.km + (1 + ROUGH) * km)


def _beside(circle: Circle, direction: str) -> Circle:
    """The circle of what lies to a side of a place at a distance that is not said."""
    size = max(circle.km, 5.0)
    lat, lon = moved(circle.lat, circle.lon, _bearing(direction), 1.5 * size)
    return Circle(lat, lon, 1.5 * size)


def _between(text: str, one: Place, other: Place, floor: int) -> Place | None:
    """One place for two: "the road from Hama to Homs", "the border between Iraq and Syria", "the Iraq-Syria border"."""
    a, b = circle_of(one), circle_of(other)
    if a is None or b is None or one.part or other.part or other.start - one.end > 20:
        return None
    gap, low = text[one.end : other.start], max(floor, one.start - 60)
    behind = _JOINED.match(text, other.end, other.end + 20)
    way = _WAY.search(text, low, one.start)
    start, end, border = one.start, other.end, False
    if way is not None and _LINK[way["how"].lower()].fullmatch(gap):
        start, border = way.start(), way["way"].lower() in ("border", "frontier")
    elif behind is not None and (_HYPHEN.fullmatch(gap) or (gap == " and " and _BOTH.match(text, other.end))):
        end, border = behind.end(), behind.group().strip() in ("border", "frontier", "borders", "frontiers")
    elif _BORDER.fullmatch(gap):
        border = True
    else:
        return None
    words = " ".join(text[start:end].split())
    circle = where_they_meet(a, b) if border else around_both(a, b)
    if circle.km > FARTHEST_KM + a.km + b.km:
        return None  # one of the two is another of its name
    how = f"{'the border of' if border else 'between'} {one.name} and {other.name}"
    country = one.country if one.country == other.country else ""
    place = replace(
        one, name=words, kind="region", gazetteer_id="", country=country, region="", others=(), how=how,
        p=round(one.p * other.p, 4),
    )  # fmt: skip
    return _placed(place, circle, start, end, text[start : one.start].strip() or text[other.end : end].strip())
