"""How two names stand to each other: one name, a variant, a short form, or two that are not one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rashomon.link.who.name_keys import (
    NameKey,
    addressed,
    alike,
    demonym,
    initials,
    is_acronym,
    land,
    listed,
    nicknamed,
)

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What one name is to another: `how` is empty when nothing speaks for one; `why` says it in words.

    same, variant, close, middle, nickname, reordered, initial, generation, part, family, bare, given, generic, acronym,
    head, short, adjective, feature, other.
    """

    how: str
    why: str = ""


NOTHING = Likeness("")


@lru_cache(maxsize=100_000)
def likeness(a: NameKey, b: NameKey, sort: str) -> Likeness:
    """How two names of one sort (person, body, place, thing) stand to each other, whichever comes first."""
    if (b.text, b.core) < (a.text, a.core):
        a, b = b, a
    if not a.core or not b.core:
        return NOTHING
    if sort == "person":
        return _persons(a, b)
    if a.numbers != b.numbers:
        return Likeness(OTHER, f"the numbers of “{a.text}” and “{b.text}” differ")
    return _places(a, b) if sort == "place" else _bodies(a, b)


def _persons(a: NameKey, b: NameKey) -> Likeness:  # noqa: PLR0911 - a case for each way to be called
    """Persons are told by family name and given name."""
    if a.generation and b.generation and a.generation != b.generation:
        return Likeness(OTHER, f"{a.generation} and {b.generation}")
    if a.numbers != b.numbers:
        return Likeness(OTHER, f"the numbers of “{a.text}” and “{b.text}” differ")
    if {addressed(a), addressed(b)} == {"he", "she"}:
        return Likeness(OTHER, f"of {a.text} and {b.text} one is a man, the other a woman")
    if bool(a.generation) != bool(b.generation) and a.core == b.core:
        return Likeness("generation", f"only one of them is {a.generation or b.generation}")
    if a.core == b.core:
        return Likeness("same" if len(a.core) > 1 else "bare", f"both are called {_shorter(a, b)}")
    if len(a.core) == 1 and len(b.core) == 1:
        return (
            Likeness("bare variant", f"“{a.text}” and “{b.text}” sound alike") if alike(*a.core, *b.core) else NOTHING
        )
    short, long = sorted((a, b), key=lambda k: (len(k.core), k.core))
    if len(short.core) == 1:
        return _bare(short, long)
    return _full(short, long)


def _bare(short: NameKey, long: NameKey) -> Likeness:
    """One name against a full one."""
    word = short.core[0]
    if alike(word, long.core[-1]):
        return Likeness("family", f"{short.text} is the family name of {long.text}")
    if alike(word, long.core[0]) or nicknamed(word, long.core[0]):
        return Likeness("given", f"{short.text} is the given name of {long.text}")
    if any(alike(word, w) for w in long.core[1:-1]):
        return Likeness("given", f"{short.text} is one of the names of {long.text}")
    return NOTHING


def _full(short: NameKey, long: NameKey) -> Likeness:
    """Two full names: the family name decides first, then the given names."""
    if sorted(short.core) == sorted(long.core):
        return Likeness("reordered", f"“{short.text}” and “{long.text}” have the same words in another order")
    run = len(short.core)
    for at in range(len(long.core) - run + 1):
        if run < len(long.core) and all(map(alike, short.core, long.core[at : at + run])):
            return Likeness("part", f"“{short.text}” is part of “{long.text}”")
    if "".join(short.core) == "".join(long.core):
        return Likeness("variant", f"“{short.text}” and “{long.text}” are spellings of one name")
    if not alike(short.core[-1], long.core[-1]):
        return NOTHING
    return _given_names(short, long)


def _given_names(short: NameKey, long: NameKey) -> Likeness:  # noqa: PLR0911 - a case for each way to be called
    """Two full names of one family name."""
    one, two = short.core[0], long.core[0]
    spelt = short.core[-1] == long.core[-1]
    if len(one) == 1 or len(two) == 1:
        if one[0] != two[0]:
            return Likeness(OTHER, f"{short.text} and {long.text} have different given names")
        return Likeness("initial", f"{one.upper()}. in “{short.text}” may be {two.title()} of “{long.text}”")
    if not alike(one, two) and not nicknamed(one, two):
        return Likeness(OTHER, f"{short.text} and {long.text} have different given names")
    middle = (short.core[1:-1], long.core[1:-1])
    if all(middle) and not (alike(middle[0][0], middle[1][0]) or _initial(middle[0][0], middle[1][0])):
        return Likeness(OTHER, f"{short.text} and {long.text} have different middle names")
    if one == two and spelt:
        return Likeness("middle", f"“{short.text}” and “{long.text}” differ in a middle name only")
    if spelt and nicknamed(one, two) and not alike(one, two):
        return Likeness(
            "nickname",
            f"{one.title()} and {two.title()} are forms of one name, both are called {short.core[-1].title()}",
        )
    if one != two and one.endswith("e") != two.endswith("e") and not nicknamed(one, two):
        return Likeness("close", f"“{one.title()}” and “{two.title()}” may be spellings of one given name")
    return Likeness("variant", f"“{short.text}” and “{long.text}” are spellings of one name")


def _initial(a: str, b: str) -> bool:
    return a[0] == b[0] and 1 in (len(a), len(b))


def _bodies(a: NameKey, b: NameKey) -> Likeness:
    """Bodies are told by the words that are not generic, wherever they stand."""
    if sorted(a.core) == sorted(b.core):
        how = "generic" if a.generic else "same"
        return Likeness(how, f"both are called {_shorter(a, b)}")
    for short, long in ((a, b), (b, a)):
        if is_acronym(short) and short.core[0] in initials(long):
            return Likeness("acronym", f"{short.text} are the first letters of {long.text}")
    left, right = _unmatched(a, b)
    if not left and not right:
        return Likeness("generic" if a.generic else "variant", f"“{a.text}” and “{b.text}” are spellings of one name")
    if left and right:
        if len(left) == len(right) == 1 and land(left[0]) == land(right[0]):
            return Likeness("same", f"“{a.text}” and “{b.text}” say the same of {left[0].title()}")
        parted = len(left) + len(right) < len(a.core) + len(b.core)
        return Likeness(OTHER, f"{left[0]} and {right[0]}") if parted or _contrast(left, right) else NOTHING
    return _shortened(*((a, b, right) if right else (b, a, left)))


def _contrast(left: list[str], right: list[str]) -> bool:
    return any(w in listed("contrasts") for w in left) and any(w in listed("contrasts") for w in right)


def _shortened(short: NameKey, long: NameKey, rest: list[str]) -> Likeness:
    """One name has all words of the other and more: a short form, unless the rest makes it another."""
    lands = [w for w in rest if demonym(w)]
    if len(lands) < len(rest) and any(w in listed("contrasts") for w in rest if w not in lands) and not short.generic:
        return Likeness(OTHER, f"only one of them is {' '.join(rest)}")
    if short.generic:
        if _head(long) not in short.core:
            return NOTHING
        if all(w in listed("national") for w in short.core) and any(not demonym(w) for w in rest):
            return Likeness("short", f"“{short.text}” may be short for “{long.text}”")
        return Likeness("head", f"“{short.text}” may be short for “{long.text}”")
    if long.core[0] not in short.core and long.core[-1] not in short.core:
        return NOTHING
    how = "of a land" if len(lands) == len(rest) else "short"
    return Likeness(how, f"“{short.text}” may be short for “{long.text}”")


def _head(key: NameKey) -> str:
    """The word that says what sort of body it is: the last one, or the last before "of" or "for"."""
    cut = next((i for i, w in enumerate(key.words) if w in ("of", "for")), len(key.words))
    before = [w for w in key.words[:cut] if w in key.core]
    return before[-1] if before else key.core[-1]


def _unmatched(a: NameKey, b: NameKey) -> tuple[list[str], list[str]]:
    """The words of each that no word of the other is a spelling of."""
    left, right = list(a.core), list(b.core)
    for word in a.core:
        found = next((w for w in right if w == word), None) or next((w for w in right if alike(word, w)), None)
        if found:
            right.remove(found)
            left.remove(word)
    return left, right


def _places(a: NameKey, b: NameKey) -> Likeness:  # noqa: PLR0911 - a case for each way to be called
    """Places are one by their whole name."""
    if a.core == b.core:
        return Likeness("same", f"both are called {_shorter(a, b)}")
    left, right = _unmatched(a, b)
    if not left and not right:
        return Likeness("variant", f"“{a.text}” and “{b.text}” are spellings of one name")
    if len(a.core) == len(b.core) == 1 and demonym(a.text) != demonym(b.text) and land(a.text) == land(b.text):
        return Likeness("adjective", f"“{a.text}” and “{b.text}” are adjective and name")
    extra = left or right
    if bool(left) != bool(right):
        if any(w in listed("contrasts") for w in extra):
            return Likeness(OTHER, f"only one of them is {' '.join(extra)}")
        if all(w in listed("features") for w in extra):
            return Likeness("feature", f"“{a.text}” and “{b.text}” differ in “{' '.join(extra)}”")
        return Likeness("short", f"one of “{a.text}” and “{b.text}” may be short for the other")
    return Likeness(OTHER, "the names differ") if _contrast(left, right) else NOTHING


def _shorter(a: NameKey, b: NameKey) -> str:
    return min((a.text, b.text), key=lambda t: (len(t), t))
