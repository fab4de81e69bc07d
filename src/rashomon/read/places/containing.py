"""In which area the text puts a name right after it ("Alexandria, La.", "Kirkuk (Iraq)"), and how firmly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.read.places.areas import abbreviations, area_names, place_of, table
from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import Known, places_called

CONTAINER = re.compile(
    r"['’]?s?(?P<comma>\s?[,(]\s?)?(?P<in>(?<=,\s)in (?:the )?|,? in (?:the )?)?"
    r"(?:(?:north|south|east|west)[a-z-]{0,12} |central )?(?=[A-Z])"
)
"""What stands between a name and the area in which it lies."""
WORD = re.compile(r"[^\W\d_](?:[\w'’‘`\-]|\.(?=\w))*\.?")
REACH = 4  # words of the longest name of a container
INSIDE = ("country", "state", "county", "region", "continent")
CLOSES = re.compile(
    r"\s?[.,;:!?)\]—–\"”]|\s?-|\s*\n|\s*\Z"
    r"| (?:on|in|at|for|to|after|before|when|where|who|during|while|since|by|[A-Z][a-z]+day|\d{4})\b"
)
"""What stands behind an area that closes it: in "In Kabul, Pakistan said" the two are none in the other."""
MORE = re.compile(r" [A-Z]")
"""A name that goes on: "in Kansas City" is not in Kansas."""
AND = re.compile(r",? (?:and|or|&) (?:the )?|, (?:the )?")
BEFORE = re.compile(r"([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,|,? and|,? or) $")
TOWN = 20_000
"""People of a town that is called like a state, from which on what stands behind it may be what it lies in."""
OFFICE = re.compile(
    r"(?:['’]s?)? (?:(?:state|former|first-term|junior|senior|Democratic|Republican|U\.S\.) ){0,2}"
    r"(?:senators?|sens?\.|governors?|gov\.|gubernatorial|lieutenant governors?|legislat(?:ure|ors?)|primar(?:y|ies)"
    r"|caucus(?:es)?|delegates?|attorneys? general|congress(?:m[ae]n|wom[ae]n)|electors|electoral votes?"
    r"|National Guard)\b(?! schools?)",
    re.IGNORECASE,
)
"""Offices and elections of states, not of the towns that share their names ("New York senator")."""


class Container(NamedTuple):
    """The areas that a name is said to lie in, their words, and how firmly: 2 leaves no doubt, 0 may be a list."""

    areas: tuple[Known, ...]
    said: str
    firm: int


NOWHERE = Container((), "", 0)


def contained(text: str, end: int) -> Container:
    """The areas that a name is said to lie in right after it."""
    match = CONTAINER.match(text, end)
    if not match or not (match["comma"] or match["in"]):
        return NOWHERE
    at = match.end()
    for stop in reversed([m.end() for m in _words(text, at)]):
        run = text[at:stop]
        whole = run if run in abbreviations() else run.removesuffix(".")
        for words in dict.fromkeys((whole, run.removesuffix("'s"), run.removesuffix("’s"))):
            if found := areas_called(words):
                inside = match["in"] is not None
                firm = _firm(text, at + len(words), inside) if found[0].kind in ("country", "state") else 0
                firm = 0 if folded(words) in former() else min(firm, 2 if "," in match[0] or "(" in match[0] else 1)
                return Container(found, words, firm)
    return NOWHERE


def _firm(text: str, end: int, inside: bool) -> int:
    """How firmly the words behind an area say that what stands before it lies in it."""
    if text[end : end + 2] in ("'s", "’s"):
        return 2 if inside else 0
    joined = AND.match(text, end)
    if joined and _next_area(text, joined.end()):
        return 0
    if text[end - 1] == ".":
        return 2
    closed = CLOSES.match(text, end)
    if not closed and MORE.match(text, end):
        return 0
    if not closed:
        return 1 if inside else 0
    return 1 if closed[0].strip().isalpha() else 2


def _next_area(text: str, at: int) -> bool:
    """Whether a country or state stands here that is not itself what another place is said to lie in."""
    for stop in reversed([m.end() for m in _words(text, at)]):
        words = text[at:stop]
        for name in (words, words.removesuffix("."), words.removesuffix("'s").removesuffix("’s")):
            if any(k.kind == "country" for k in areas_called(name)) or folded(name) in area_names():
                return True
    return False


def _words(text: str, at: int) -> Iterator[re.Match[str]]:
    """Capitalised words, one space apart."""
    for _ in range(REACH):
        match = WORD.match(text, at)
        if not match or not match[0][0].isupper():
            return
        yield match
        if text[match.end() : match.end() + 1] != " ":
            return
        at = match.end() + 1


def areas_called(words: str) -> tuple[Known, ...]:
    """The areas that words may stand for: abbreviations, countries, states, counties."""
    if areas := abbreviations().get(words):
        return tuple(k for a in areas if (k := place_of(a)))
    if len(folded(words)) < 3:
        return ()
    return tuple(k for k in places_called(words) if k.exact and k.kind in INSIDE)


def holds(area: Known, known: Known) -> bool:
    """Whether a place lies in an area."""
    if area.kind == "country":
        return known.country == area.country and known.kind != "country"
    if area.kind == "state":
        return (known.country, known.state) == (area.country, area.name) and known.kind not in ("country", "state")
    if area.kind == "county":
        same = (known.country, known.state, known.county) == (area.country, area.state, area.name)
        return same and known.kind not in ("country", "state", "county")
    return False


def claimed(area: Known, known: Known) -> bool:
    """Whether a place may be said to lie in an area although the lists have it elsewhere: disputed, or not known."""
    if known.kind in ("country", "continent", "region", "water", "mountain"):
        return True
    if area.kind == "state" and known.country == area.country and not known.state:
        return True
    held, holding = claims().get(area.country, ()), claims().get(known.country, ())
    return area.kind == "country" and (area.country in holding or known.country in held)


def doubtful(area: Known, said: str, found: Sequence[Known]) -> bool:
    """Whether the words for an area rather are a town's: of a street, of a place near by, of a town of the same name.

    Countries and states of area_names() may be meant where no town of their name shares a state with a candidate.
    """
    if said in abbreviations() or state_of(said):
        return False
    towns = [k for k in places_called(said) if k.exact and k.kind in ("settlement", "capital", "county")]
    if area.kind != "country" or not found:
        return bool(towns)
    return any((t.country, t.state) == (k.country, k.state) for t in towns for k in found)


@cache
def claims() -> dict[str, tuple[str, ...]]:
    """Countries to those that hold, claim or held some of them."""
    return {country: tuple(words.split()) for country, words in table()["claims"].items()}


@cache
def former() -> dict[str, str]:
    """Folded names of states that are no more, to how they are said."""
    return {folded(name): name for name in table()["former"]["names"].split("|")}


def state_of(name: str) -> bool:
    """Whether a name is that of a state that has an abbreviation, as New York is."""
    return any(area.state for area in area_names().get(folded(name), ()))


def among_areas(text: str, start: int, end: int) -> str:
    """The order of the areas in whose row a name of a state stands, or whose office stands behind it; or nothing."""
    name = text[start:end]
    if not state_of(name):
        return ""
    if OFFICE.match(text, end):
        return "states"
    before = BEFORE.search(text, max(0, start - 40), start)
    joined = AND.match(text, end)
    beside = [] if before is None else [before[1], before[1].rpartition(" ")[2]]
    if joined:
        beside += [text[joined.end() : m.end()].rstrip(".") for m in _words(text, joined.end())]
    doubled = ("new york", "washington")
    if any(state_of(words) and folded(words) not in doubled for words in beside):
        return "states"
    both = any(not area.state for area in area_names()[folded(name)])
    return "countries" if both and any(k.kind == "country" for w in beside for k in areas_called(w)[:1]) else ""


def next_of_a_list(text: str, name: str, container: Container, end: int) -> bool:
    """Whether a state behind the name of a state is the next of a list rather than what a town of that name lies in."""
    if not container.said or container.said in abbreviations() or not state_of(name) or not state_of(container.said):
        return False
    at = text.find(container.said, end, end + 40)
    joined = AND.match(text, at + len(container.said)) if at >= 0 else None
    if joined is None or not text[joined.end() : joined.end() + 1].isupper():
        return False
    towns = [k for k in places_called(name) if k.exact and any(holds(a, k) for a in container.areas)]
    return max((k.population for k in towns), default=0) < TOWN or _next_area(text, joined.end())
