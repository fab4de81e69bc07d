"""Words that stand for an area: abbreviations of states, demonyms, generic words; the table is places.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import Known, gazetteer, places_called


class Area(NamedTuple):
    """A country (ISO 3166 code), or a state of it; or, without a country, an area of the gazetteer by its name."""

    country: str
    state: str = ""


@cache
def table() -> dict[str, dict[str, str]]:
    """places.toml."""
    found: dict[str, dict[str, str]] = tomllib.loads((files("rashomon.read.places") / "places.toml").read_text("utf8"))
    return found


def _area(code: str) -> Area:
    country, _, state = code.partition("/")
    return Area(country, state)


@cache
def abbreviations() -> dict[str, tuple[Area, ...]]:
    """Abbreviations as the text has them ("La.", "LA", "W. Va.") to what they may stand for."""
    out: dict[str, list[Area]] = {}
    for code, words in table()["abbreviations"].items():
        for word in words.replace("W. Va.", "W._Va.").replace("N. Ireland", "N._Ireland").split():
            out.setdefault(word.replace("_", " "), []).append(_area(code))
    return {word: tuple(areas) for word, areas in out.items()}


@cache
def demonyms() -> dict[str, Area]:
    """Folded demonyms to their areas."""
    out: dict[str, Area] = {}
    for code, words in table()["demonyms"].items():
        out |= {folded(w.replace("_", " ")): _area(code) for w in words.split()}
    for name, words in table()["demonyms_of_areas"].items():
        out |= {folded(w.replace("_", " ")): Area("", name) for w in words.split()}
    return out


@cache
def generics() -> dict[str, str]:
    """Generic words to the order they say a name is of; nations are called after no town, states are."""
    return {word: level for level, words in table()["generics"].items() for word in words.split()}


@cache
def cues() -> dict[str, str]:
    """Words of local news to the country in which they are at home."""
    return {word: country for country, words in table()["cues"].items() for word in words.split()}


@cache
def common() -> frozenset[str]:
    """Words with a capital that name towns as well: months, days, what is capitalised without being a place."""
    return frozenset(table()["common"]["words"].split())


@cache
def never() -> frozenset[str]:
    """Words that are no name by themselves, whatever village is called so: directions, generic words."""
    return frozenset(table()["common"]["never"].split())


@cache
def known_as() -> dict[str, Area]:
    """Folded names to the country and the main name under which lists have their places."""
    return {folded(name): _area(code) for name, code in table()["known_as"].items()}


@cache
def place_of(area: Area) -> Known | None:
    """The gazetteer's place for an area."""
    if not area.state:
        return next((k for k in gazetteer().countries() if k.country == area.country), None)
    found = places_called(area.state)
    if not area.country:
        return next((k for k in found if k.kind in ("region", "continent")), None)
    return next((k for k in found if k.kind == "state" and k.country == area.country), None)


@cache
def area_names() -> dict[str, tuple[Area, ...]]:
    """Folded names of countries, and of states that have an abbreviation."""
    out: dict[str, list[Area]] = {}
    for known in gazetteer().countries():
        out.setdefault(folded(known.name), []).append(Area(known.country))
    for code in table()["abbreviations"]:
        area = _area(code)
        if area.state:
            first = places_called(area.state)[0]
            capital = (
                first.kind == "capital" and first.country == area.country
            )  # Washington is rather the one than the other
            out.setdefault(folded(area.state), []).append(Area(first.country, first.state) if capital else area)
    return {name: tuple(areas) for name, areas in out.items()}
