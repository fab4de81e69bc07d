"""What a text says where it names a place: the name without its trimmings, of which order it is, in what it lies."""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.read.places.areas import Area, abbreviations, demonyms, generics, known_as, never, place_of
from rashomon.read.places.containing import (
    INSIDE,
    NOWHERE,
    WORD,
    Container,
    among_areas,
    areas_called,
    contained,
    next_of_a_list,
)
from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import DRAWN, Known, places_called

BEFORE = re.compile(
    r"(?:the )?(?:(?:(?:north|south|east|west)(?:ern|[- ]?(?:east|west)(?:ern)?)?|upper|lower|central|downtown|greater"
    r"|mid|rural|inner|metropolitan|occupied|mainland|war-torn|neighboring|neighbouring|nearby) )",
    re.I,
)
"""What a mention may hold before its name and a gazetteer has not."""
OF = re.compile(r"(?:the )?(\w{4,14}) of (?=[A-Z])")
AFTER = re.compile(r"['’]s?\s?|[”\")\]]?,?\s")
AFTER_DATELINE = re.compile(r",? ?(?:[A-Z][\w.]{1,12} ?)?(?:\([A-Z][\w ]{1,20}\) ?)?(?:—|–|--|- )")
VAGUE = 6.0  # what a place loses that is called by generic words alone ("Western District")
KNOWN_AS = 4.0  # what a place has more than others of a name by which English knows it
TOWNS = ("settlement", "capital")
SEAT = 30_000  # people of a town after which an area is called
SHORT = 3  # letters of a word in capitals that is an abbreviation, and no town ("EU")


class Named(NamedTuple):
    """A name as it is looked up, the order it is said to be of ("states"), and the areas it is said to lie in."""

    start: int
    end: int
    name: str
    level: str
    inside: tuple[Known, ...]
    said: str  # the container's words
    firm: int = 0  # how firmly they say it


def named(text: str, start: int, end: int) -> Named:
    """What the text says of the name at a span."""
    words = text[start:end].strip()
    for ending in ("'s", "’s", "'", "’"):
        words = words.removesuffix(ending)
    if text[end : end + 1] == "." and f"{words}." in abbreviations():
        words += "."
    container = contained(text, end)
    head, comma, rest = words.partition(",")
    if comma and rest.strip() and (within := areas_called(rest.strip())):
        container, words = Container(within, rest.strip(), 0), head
    if next_of_a_list(text, words, container, end):
        container = NOWHERE
    level = ""
    if words not in abbreviations() and not places_called(words):
        words, level = trimmed(words)
    else:
        last = words.rpartition(" ")[2].casefold()
        level = generics().get(last, "") if " " in words else ""
        if level in ("states", "nations") and not any(k.kind in INSIDE for k in places_called(words)):
            words, level = trimmed(words)
    if not level and dateline(text, start, end):
        level = "settlements"
    level = level or level_after(text, end)
    if not level and not container.areas:
        level = among_areas(text, start, end)
    return Named(start, end, words, level, *container)


def dateline(text: str, start: int, end: int) -> bool:
    """Whether a name begins a line and is parted from its text as in "BAGHDAD (AP) —"."""
    line = text[max(0, start - 4) : start].rpartition("\n")
    first = start < 4 or bool(line[1])
    return first and not line[2].strip() and AFTER_DATELINE.match(text, end) is not None


def trimmed(words: str) -> tuple[str, str]:
    """A name without generic words and directions around it, and the order that they say it is of."""
    level = ""
    if (match := OF.match(words)) and match[1].casefold() in generics():
        level, words = generics()[match[1].casefold()], words[match.end() :]
    while (match := BEFORE.match(words)) and match.end() < len(words):
        words = words[match.end() :]
    parts = words.split()
    if len(parts) > 1 and parts[-1].casefold() in generics():
        level, words = generics()[parts[-1].casefold()], " ".join(parts[:-1])
    elif len(parts) > 1 and parts[0].casefold() in generics():
        level, words = generics()[parts[0].casefold()], " ".join(parts[1:])
    return words.removeprefix("the ").removeprefix("The "), level


def level_after(text: str, end: int) -> str:
    """The order that a generic word after a name says it is of, in a list as well ("Sarpy and Douglas counties")."""
    at = end
    for _ in range(6):
        match = WORD.search(text, at, at + 40)
        if not match or text[at : match.start()].strip(" ,"):
            return ""
        word = match[0]
        level = generics().get(word.casefold().rstrip("."), "")
        if level and at == end and text[at : match.start()] == " ":
            return level if word[0].isupper() or level != "settlements" else ""
        if level:
            return level if word.endswith(("s", "ies")) else ""
        if not word[0].isupper() and word != "and":
            return ""
        at = match.end()
    return ""


def meant(named: Named) -> list[Known]:
    """The places that a name may stand for, with what is said of its order."""
    name = named.name
    if folded(name) in never():
        return []
    if areas := abbreviations().get(name):
        found = [k for a in areas if (k := place_of(a))]
        if found:
            return found
    if (area := demonyms().get(folded(name))) and not named.inside and (known := place_of(area)):
        return [known]
    found = with_known_as(name, list(places_called(name)))
    if all(word in never() for word in folded(name).split()):
        found = [k if k.kind in DRAWN else k._replace(odds=k.odds - VAGUE) for k in found]
    if name.isupper() and len(name) <= SHORT:
        found = [k for k in found if k.kind in DRAWN]
    return ordered(found, name, named.level)


def with_known_as(name: str, found: list[Known]) -> list[Known]:
    """The candidates, with the place first that goes by this name in English, whatever lists call it."""
    area = known_as().get(folded(name))
    if area is None:
        return found
    meant = [k for k in places_called(area.state) if k.exact and k.country == area.country and k.kind in TOWNS][:1]
    first = max((k.odds for k in found), default=0.0)
    ahead = [k._replace(odds=max(k.odds, first) + KNOWN_AS) for k in meant]
    return [*ahead, *(k for k in found if k.at not in {a.at for a in ahead})]


def ordered(found: list[Known], name: str, level: str) -> list[Known]:
    """The candidates of the order that is said; where none has it, the area of that order around the likeliest."""
    if level == "counties":
        bare = name.rpartition(" ")[0] if name.rpartition(" ")[2].casefold() in generics() else name
        more = [k for word in ("County", "Parish", "Borough") for k in places_called(f"{bare} {word}")]
        own = [k for k in found if k.kind in ("county", "state")]
        return [k for k in more if k.exact] or own or found
    if level == "settlements":
        return [k for k in found if k.kind in ("settlement", "capital")] or found
    if level == "countries":
        return [k for k in found if k.kind == "country"] or found
    if level in ("states", "nations"):
        areas = [k for k in found if k.kind in ("state", "county", "region", "country")]
        if areas or level == "nations":
            return areas or found
        around = [place_of(Area(k.country, k.state)) for k in found if k.state and k.population >= SEAT]
        return [k for k in dict.fromkeys(around) if k] or found
    return found
