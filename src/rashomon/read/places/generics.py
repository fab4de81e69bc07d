"""Sites that no gazetteer has: "K-1 base near Kirkuk", "the US embassy in Baghdad", "Basra airport".

Such a place gets the circle of the one that the text says it is in or near, never a point of its own, and the same
circle wherever the document names it again. A site that the text puts nowhere keeps no point.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec.structs import replace

from rashomon.geography import BEARINGS, kilometres
from rashomon.read.places.circles import Circle, circle_of
from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import lookup
from rashomon.records import Fragment, Place

_ENDING = re.compile(r"(?:\sInternational|['’]s)$")
_DESIGNATION = re.compile(r"(?<![\w-])([A-Z]{1,3})[- ]?(\d{1,3})(?![\w%-])")
LINK = 90
"""Characters between a site and the place that it is in."""
SURE = 0.6
"""How likely a place must be that a site is called after, where the document does not name it."""
NAME_WORDS = 4
UNNAMED = "a site that no gazetteer has"
ROOM = 1.2
_HOW = re.compile(r" (?:in|at|near|of|outside|inside|on)(?: the)?$")
_WORD = re.compile(r"[\w.'’-]+")
_STOPS = re.compile(r"[.;:!?\n\"“”]\s|[;:!?\n\"“”()]")
_SIZED = ("settlement", "region", "quarter", "country", "site", "")


@cache
def table() -> Mapping[str, Any]:
    """generics.toml, read once."""
    import tomllib

    found: Mapping[str, Any] = tomllib.loads(
        files("rashomon.read.places").joinpath("generics.toml").read_text(encoding="utf-8")
    )
    return found


@cache
def sites() -> tuple[str, ...]:
    """Words for sites, the longest first."""
    words = " ".join(table()["sites"].split()).split("|")
    return tuple(sorted((w.strip() for w in words), key=lambda w: (-len(w), w)))


@cache
def _between() -> frozenset[str]:
    return frozenset(table()["words"]["between"].split()) | {w for s in sites() for w in s.split()}


@cache
def _site_before() -> re.Pattern[str]:
    """A site's words right before a place: "the US embassy in", "an Iraqi air base" before "near Kirkuk"."""
    words = sorted((w.strip() for w in " ".join(table()["told"].split()).split("|")), key=lambda w: (-len(w), w))
    any_site = "|".join(w.replace(" ", r"\s") for w in words)
    return re.compile(
        rf"(?<!\w)(?P<site>{any_site})s?\s(?P<in>(?:in|near|outside|inside|at)\s(?:the\s)?)?$", re.IGNORECASE
    )


@cache
def _site_behind() -> re.Pattern[str]:
    """A site that is called after the place before it: "Basra airport"."""
    any_site = "|".join(s.replace(" ", r"\s") for s in sites())
    return re.compile(
        rf"(?:['’]s)?\s(?:(?:international|military|central|main|old)\s)?(?P<site>{any_site})\b", re.IGNORECASE
    )


def with_whole_names(text: str, places: Sequence[Place]) -> list[Place]:
    """The places of a document, each with the words for its kind behind its name: "Basra airport", "K1 Iraqi base"."""
    again = _designated(text, places)
    ordered = sorted([*places, *again], key=lambda p: (p.start, p.end))
    return [_called_after(text, _whole(text, p, c), c) for p, c in zip(ordered, _ceilings(text, ordered), strict=True)]


def with_sites(text: str, places: Sequence[Place]) -> list[Place]:
    """The places with those sites located that the text puts in or near one of them, in text order."""
    found = sorted([*places, *_named_by_kind(text, places)], key=lambda p: (p.start, p.end))
    known: dict[str, Place] = {}
    for place in found:
        if place.lat is not None and not place.part:
            known.setdefault(folded(place.name), place)
    return _shared([_located(text, found, i, known) for i in range(len(found))])


def _designated(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """Where sites that go by a letter and a number ("K-1") are named again without being marked as names."""
    names = {m.groups(): p for p in places if p.lat is None and (m := _DESIGNATION.fullmatch(p.name))}
    if not names:
        return
    taken = sorted((p.start, p.end) for p in places)
    starts = [a for a, _ in taken]
    for match in _DESIGNATION.finditer(text, taken[0][0], min(len(text), taken[-1][1] + LINK)):
        known = names.get(match.groups())
        i = bisect_right(starts, match.start()) - 1
        covered = i >= 0 and taken[i][1] > match.start()
        if known is None or covered or (i + 1 < len(taken) and taken[i + 1][0] < match.end()):
            continue
        fragment = Fragment(start=match.start(), end=match.end())
        yield replace(
            known, id=f"{known.id.rpartition('.p')[0]}.p{match.start()}", start=match.start(), end=match.end(),
            named_at=fragment, mention="",
        )  # fmt: skip


def _ceilings(text: str, places: Sequence[Place]) -> list[int]:
    """For each place where the next one begins."""
    return [*(p.start for p in places[1:]), len(text)] if places else []


def _whole(text: str, place: Place, ceiling: int) -> Place:
    """A site, or a place that is not known, with the words for its kind behind its name: "K1 Iraqi base"."""
    site = place.lat is None or place.kind == "site"
    match = _kind_behind().match(text, place.end, min(ceiling, place.end + 40)) if site else None
    return replace(place, end=match.end(), kind=place.kind or "site") if match else place


@cache
def _kind_behind() -> re.Pattern[str]:
    """The words for a site's kind right behind its name, with an adjective of a people at most between."""
    any_site = "|".join(s.replace(" ", r"\s") for s in sites())
    return re.compile(rf"\s(?:[A-Z][a-z]{{2,20}}\s)?(?P<site>(?i:{any_site}))\b")


def _called_after(text: str, place: Place, ceiling: int) -> Place:
    """A place that is rather a site called after it: "Basra airport"; the embassy of a country is not in it."""
    match = _site_behind().match(text, place.end, min(ceiling, place.end + 40))
    if match is None or place.part or place.lat is None or place.kind in ("site", "water", "mountain"):
        return place
    site, end = match["site"].lower(), match.end()
    abroad = site in table()["abroad"].split()
    if place.kind in ("country", "continent"):
        if not abroad:
            return place
        return _unplaced(
            place, text[place.start : end], end, f"the {site} of {place.name}: where it stands is not said here"
        )
    if abroad or site in table()["words"]["apart"].split():
        return place
    circle = circle_of(place)
    if circle is None:
        return place
    reach = table()["beyond"].get(site, 0.0)
    how = f"{place.how}; the {site} called after it, somewhere in or near it"
    return replace(
        place, end=end, name=" ".join(text[place.start : end].split()), kind="site", part=site, how=how,
        precision_km=round(_room(circle.km, reach), 2),
    )  # fmt: skip


def _unplaced(place: Place, words: str, end: int, how: str) -> Place:
    """A place of which nothing is known but its words."""
    return replace(
        place, end=end, name=" ".join(words.split()), kind="site", lat=None, lon=None, precision_km=0.0,
        gazetteer_id="", country="", region="", part="", others=(), how=how,
    )  # fmt: skip


def _named_by_kind(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """Sites that are no place of the list yet: "an air base in Kirkuk Province", "the US embassy in Baghdad"."""
    last: Place | None = None
    for place in places:
        low = max(last.end if last else 0, place.start - LINK)
        match = _site_before().search(text, low, place.start) if place.lat is not None else None
        before, last = last, place
        if match is None or not (match["in"] or place.named_at.start > place.start):
            continue
        start, end = _name_start(text, match.start("site"), low), match.end("site")
        if before is not None and (before.lat is None or before.kind == "site") and described(text, before, start):
            continue
        yield Place(
            id=f"{place.id.rpartition('.p')[0]}.p{start}",
            start=start,
            end=end,
            named_at=Fragment(start=start, end=end),
            name=" ".join(text[start:end].split()),
            kind="site",
            how=UNNAMED,
        )


def described(text: str, place: Place, end: int) -> bool:
    """Whether only such words stand behind a name as describe it, and none that names another kind of site."""
    between = text[place.end : end]
    if len(between) > LINK or _STOPS.search(between):
        return False
    words = [w.lower() if w.lower() in _between() | _kept() else w for w in _WORD.findall(between)]
    own = _kind_of(text[place.start : place.end].lower())
    other = _kind_of(" ".join(words).lower())
    if own and other and own.split()[-1] != other.split()[-1]:
        return False
    return all(w in _between() | _kept() or w[0].isupper() for w in words)


def _kind_of(words: str) -> str:
    """The word for a kind of site that some words end with."""
    words = _HOW.sub("", words)
    return next((s for s in sites() if words == s or words.endswith(f" {s}")), "")


def _name_start(text: str, end: int, low: int) -> int:
    """Where the capitalised words before a site's kind begin: "US embassy", "Iraqi air base"."""
    start = end
    words = list(_WORD.finditer(text, low, end))
    for word in reversed(words[-NAME_WORDS:]):
        if text[word.end() : start].strip() or "\n" in text[word.end() : start] or not _is_proper(word):
            break
        start = word.start()
    return start


def _is_proper(word: re.Match[str]) -> bool:
    """Whether a word is part of a name: it begins with a capital or a digit and is no article."""
    written = word.group()
    return written.lower() not in ("the", "a", "an") and (written[0].isupper() or written[0].isdigit())


def _located(text: str, places: Sequence[Place], i: int, known: Mapping[str, Place]) -> Place:
    """A place without a point, with the circle of the one it is in or near, if the text says so beside it."""
    place = places[i]
    if place.lat is not None or not _is_site(place):
        return place
    for other in (*places[i + 1 : i + 3], *reversed(places[max(0, i - 1) : i])):
        circle = circle_of(other)
        if circle is None or other.kind == "continent":
            continue
        said = _said_in(text, place, other) if other.start >= place.end else _said_of(text, other, place)
        if said:
            return _at(place, other, _with_reach(text, place, other, circle), f"{said} {other.name}")
    return _by_its_name(text, place, known)


def _is_site(place: Place) -> bool:
    """Whether a name without a point may be one of a site: not a direction, nor a kind alone that the text names."""
    if place.how == UNNAMED:
        return True
    first = place.name[:1]
    return (first.isupper() or first.isdigit() or not first.isascii()) and bool(key_of(place.name))


def _with_reach(text: str, place: Place, other: Place, circle: Circle) -> Circle:
    """The circle of a place with room for a site such as a base, which may lie outside the town it is said to be in."""
    if other.kind != "settlement" or other.part:
        return circle
    words = text[place.start : other.start].lower()
    reach = max((km for site, km in table()["beyond"].items() if re.search(rf"\b{site}\b", words)), default=0.0)
    return circle._replace(km=_room(circle.km, reach))


def _room(km: float, reach: float) -> float:
    """The radius that holds a site of a town: the town and a little more, and as far out as such sites lie."""
    return max(ROOM * km, reach) if reach else km


def _at(place: Place, other: Place, circle: Circle, how: str) -> Place:
    return replace(
        place, lat=circle.lat, lon=circle.lon, precision_km=round(circle.km, 2),
        kind=place.kind or "site", country=other.country, region=other.region, near=other.id, gazetteer_id="", how=how,
        p=round(min(place.p, other.p), 4),
    )  # fmt: skip


def _said_in(text: str, place: Place, other: Place) -> str:
    """In words, how a site lies to a place behind it; empty where the text does not put it there."""
    if not described(text, place, other.start):
        return ""
    between = text[place.end : other.start]
    words = _WORD.findall(between)
    last = words[-2:] if words and words[-1].lower() == "the" else words[-1:]
    how = last[0].lower() if last else ""
    if how in _kept() and (how != "of" or _kind_of(" ".join(words).lower())):
        return f"the text puts it {how}"
    led = other.named_at.start > other.start  # its span begins with "near" or "15 km north of"
    bare = not between.strip(" ,(–—-")
    if led and (bare or (words and words[-1].lower() != "of")):
        return f"the text puts it {' '.join(text[other.start : other.named_at.start].split())}"
    return ""


@cache
def _kept() -> frozenset[str]:
    return frozenset(table()["words"]["kept"].split())


def _said_of(text: str, other: Place, place: Place) -> str:
    """In words, how a site lies to a place before it: "Kirkuk's K-1 base"."""
    between = text[other.end : place.start]
    return "the text names it as that of" if between in ("'s ", "’s ") and other.kind in _SIZED else ""


def _by_its_name(text: str, place: Place, known: Mapping[str, Place]) -> Place:
    """A site with a place's name in its own ("Baghdad Airport"), with that one's circle and room for its distance."""
    written = text[place.named_at.start : place.named_at.end]
    low = " ".join(written.lower().split())
    site = next((s for s in sites() if low.endswith(f" {s}")), "")
    bare = (
        written[: len(written) - len(site)].strip().removesuffix("International").removesuffix("’s").removesuffix("'s")
    )
    if not site or site in table()["abroad"].split() or not key_of(bare):
        return place
    reach = table()["beyond"].get(site, 5.0)
    same = known.get(folded(bare))
    circle = circle_of(same) if same is not None else None
    if same is not None and circle is not None:
        wider = circle._replace(km=_room(circle.km, reach))
        return _at(place, same, wider, f"called after {same.name}, somewhere near it")
    found = [c for c in lookup(bare.strip(), 3) if c.kind in ("settlement", "region")]
    if not found or found[0].p < SURE or found[0].population < 100_000:
        return place
    best = found[0]
    return replace(
        place, lat=best.lat, lon=best.lon, precision_km=round(_room(best.radius_km, reach), 2), kind="site",
        country=best.country, region=best.region, near=best.id, p=best.p,
        how=f"called after {best.name}, somewhere near it",
    )  # fmt: skip


def key_of(name: str) -> str:
    """What spellings of a site's name share: folded, without words for its kind and spaces; digits as they are.

    A missing kind does not part two, but an embassy is no consulate. Empty for a name that is only a kind.
    """
    words = folded(name).split()
    own = "".join(w for w in words if w not in _kinds())
    return own + next((w for w in words if w in _apart()), "") if len(own) > 1 else ""


@cache
def _apart() -> frozenset[str]:
    return frozenset(table()["abroad"].split()) | {"airport", "port"}


@cache
def _kinds() -> frozenset[str]:
    """Single words of kinds of sites, folded, and such as do not tell two sites apart."""
    plain = {folded(w) for s in sites() for w in s.split()}
    return frozenset(plain | {"the", "military", "international", "city", "street", *BEARINGS})


def _shared(places: Sequence[Place]) -> list[Place]:
    """Sites that the document names again, with the circle of where it says most exactly where they are."""
    best: dict[str, Place] = {}
    for place in places:
        key = key_of(place.name) if place.near and place.lat is not None else ""
        if key and (key not in best or place.precision_km < best[key].precision_km):
            best[key] = place
    return [_as_elsewhere(p, best.get(key_of(p.name))) if p.lat is None or p.near else p for p in places]


def _as_elsewhere(place: Place, known: Place | None) -> Place:
    """A site with the circle that the text gives it elsewhere, unless it is put apart from that here."""
    there, here = circle_of(known) if known is not None else None, circle_of(place)
    if known is None or known is place or there is None:
        return place
    if here is not None and kilometres(here.lat, here.lon, there.lat, there.lon) > here.km + there.km:
        return place
    return replace(
        place,
        lat=there.lat,
        lon=there.lon,
        precision_km=known.precision_km,
        kind=place.kind or known.kind,
        country=known.country,
        region=known.region,
        near=known.near,
        how=f"as where the text names {known.name}: {known.how}",
        p=round(min(place.p, known.p), 4),
    )
