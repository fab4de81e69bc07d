"""What a text says where it names a place: the name without its trimmings, of which order it is, in what it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rashomon.read.places.areas import Area, abbreviations, demonyms, generics, never, place_of
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
CONTAINER = re.compile(
    r"['’]?s?(?:\s?[,(]\s?|,? in (?:the )?(?:(?:north|south|east|west)[a-z-]{0,12} |central )?)(?=[A-Z])"
)
"""What stands between a name and the area in which it lies."""
WORD = re.compile(r"[^\W\d_](?:[\w'’‘`\-]|\.(?=\w))*\.?")
AFTER_DATELINE = re.compile(r",? ?(?:[A-Z][\w.]{1,12} ?)?(?:\([A-Z][\w ]{1,20}\) ?)?(?:—|–|--|- )")
VAGUE = 6.0  # what a place loses that is called by generic words alone ("Western District")
SEAT = 30_000  # people of a town after which an area is called
REACH = 4  # words of the longest name of a container
SHORT = 3  # letters of a word in capitals that is an abbreviation, and no town ("EU")
INSIDE = ("country", "state", "county", "region", "continent")


class Named(NamedTuple):
    """A name as it is looked up, the order it is said to be of ("states"), and the areas it is said to lie in."""

    start: int
    end: int
    name: str
    level: str
    inside: tuple[Known, ...]
    said: str  # the container's words


def named(text: str, start: int, end: int) -> Named:
    """What the text says of the name at a span."""
    words = text[start:end].strip()
    for ending in ("'s", "’s", "'", "’"):
        words = words.removesuffix(ending)
    if text[end : end + 1] == "." and f"{words}." in abbreviations():
        words += "."
    inside, said = contained(text, end)
    head, comma, rest = words.partition(",")
    if comma and rest.strip():
        within = areas_called(rest.strip())
        inside, said, words = (within, rest.strip(), head) if within else (inside, said, words)
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
    return Named(start, end, words, level or level_after(text, end), inside, said)


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


def contained(text: str, end: int) -> tuple[tuple[Known, ...], str]:
    """The areas that a name is said to lie in right after it ("Alexandria, La.", "Kirkuk (Iraq)"), and their words."""
    match = CONTAINER.match(text, end)
    if not match:
        return (), ""
    at = match.end()
    ends = [m.end() for m in _words(text, at)]
    for stop in reversed(ends):
        run = text[at:stop]
        for words in (run, run.removesuffix("."), run.removesuffix("'s"), run.removesuffix("’s")):
            if found := areas_called(words):
                return found, words
    return (), ""


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
    found = list(places_called(name))
    if all(word in never() for word in folded(name).split()):
        found = [k if k.kind in DRAWN else k._replace(odds=k.odds - VAGUE) for k in found]
    if name.isupper() and len(name) <= SHORT:
        found = [k for k in found if k.kind in DRAWN]
    return ordered(found, name, named.level)


def ordered(found: list[Known], name: str, level: str) -> list[Known]:
    """The candidates of the order that is said; where none has it, the area of that order around the likeliest."""
    if level == "counties":
        bare = name.rpartition(" ")[0] if name.rpartition(" ")[2].casefold() in generics() else name
        more = [k for word in ("County", "Parish", "Borough") for k in places_called(f"{bare} {word}")]
        own = [k for k in found if k.kind in ("county", "state")]
        return [k for k in more if k.exact] or own or found
    if level == "settlements":
        return [k for k in found if k.kind in ("settlement", "capital")] or found
    if level in ("states", "nations"):
        areas = [k for k in found if k.kind in ("state", "county", "region", "country")]
        if areas or level == "nations":
            return areas or found
        around = [place_of(Area(k.country, k.state)) for k in found if k.state and k.population >= SEAT]
        return [k for k in dict.fromkeys(around) if k] or found
    return found
