"""The words that quantities are read by, from lexicon.toml; and what a word's form says of it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

_Table = dict[str, dict[str, object]]


@cache
def _file() -> _Table:
    text = resources.files("rashomon.read.quantities").joinpath("lexicon.toml").read_text(encoding="utf-8")
    table: _Table = tomllib.loads(text)
    return table


@cache
def words(part: str, name: str) -> frozenset[str]:
    """A list of words of the file."""
    entry = _file()[part][name]
    return frozenset(entry.split() if isinstance(entry, str) else map(str, entry if isinstance(entry, list) else ()))


@cache
def values(part: str, name: str) -> dict[str, float]:
    """A table of words that stand for numbers."""
    entry = _file()[part][name]
    return {key: float(value) for key, value in entry.items()} if isinstance(entry, dict) else {}


@cache
def phrases(part: str, *names: str) -> dict[tuple[str, ...], str]:
    """The name of the list for each of the phrases in some lists of a part, by its words."""
    return {tuple(phrase.split()): name for name in names or _file()[part] for phrase in _listed(part, name)}


def _listed(part: str, name: str) -> list[str]:
    entry = _file()[part][name]
    return [str(item) for item in entry] if isinstance(entry, list) else []


@cache
def table(part: str, name: str) -> dict[str, str]:
    """A table of words that stand for others."""
    entry = _file()[part][name]
    return {key: str(value) for key, value in entry.items()} if isinstance(entry, dict) else {}


class Verb(NamedTuple):
    """A form of a verb: its lemma, and which it is: past, done (a participle only), ing, or present."""

    lemma: str
    form: str


@cache
def verbs() -> dict[str, Verb]:
    """Every form of the verbs that are known, in lower case; a form that is both past and present counts as past."""
    out: dict[str, Verb] = {}
    for lemma in words("verbs", "regular"):
        for form, kind in _regular(lemma):
            out.setdefault(form, Verb(lemma, kind))
    for row in _listed("verbs", "irregular"):
        lemma, past, done, doing, does = row.split()
        out |= {lemma: Verb(lemma, "present"), does: Verb(lemma, "present"), doing: Verb(lemma, "ing")}
        out |= {done: Verb(lemma, "done"), past: Verb(lemma, "past")}
    return out


def _regular(lemma: str) -> list[tuple[str, str]]:
    stem, last = lemma, lemma[-1]
    vowels = "aeiou"
    if last == "e":
        past, doing, does = lemma + "d", lemma[:-1] + "ing", lemma + "s"
    elif last == "y" and lemma[-2] not in vowels:
        past, doing, does = lemma[:-1] + "ied", lemma + "ing", lemma[:-1] + "ies"
    else:
        if last not in "wxy" + vowels and lemma[-2] in vowels and lemma[-3:-2] not in (*vowels, "") and _short(lemma):
            stem = lemma + last
        does = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
        past, doing = stem + "ed", stem + "ing"
    return [(lemma, "present"), (does, "present"), (past, "past"), (doing, "ing")]


_STRESSED = ("admit", "deport", "abet", "expel", "repel", "compel", "kidnap", "cancel", "impel", "level", "transfer")


def _short(lemma: str) -> bool:
    """Whether the last consonant is doubled before an ending: in words of one syllable and a few others."""
    syllables = sum(1 for a, b in zip(" " + lemma, lemma, strict=False) if b in "aeiou" and a not in "aeiou")
    return syllables == 1 or (lemma in _STRESSED and lemma != "deport")


@cache
def singular(word: str) -> str:
    """A noun in lower case without its plural ending: "missiles" is "missile", "people" is "person"."""
    word = word.lower().removesuffix("'s") or word
    irregular = _file()["nouns"]["irregular"]
    if len(word) < 3:
        return word
    if isinstance(irregular, dict) and word in irregular:
        return str(irregular[word])
    if word.endswith(("men", "women")) and len(word) > 4:
        return word[:-2] + "an"
    if (
        word in words("nouns", "singular")
        or not word.endswith("s")
        or (word.endswith(("ss", "us", "is")) and word not in words("nouns", "plural"))
    ):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zzes")) else word[:-1]


def is_plural(word: str) -> bool:
    """Whether a noun in lower case looks like a plural."""
    if word in words("nouns", "plural"):
        return True
    if word in words("nouns", "singular") or word in words("function", "stop"):
        return False
    if len(word) < 4 or not word.endswith("s"):
        return word.endswith(("men", "children")) and len(word) > 4
    return not word.endswith(("ss", "us", "is", "'s", "’s"))


def is_time(word: str) -> bool:
    """Whether a noun in lower case measures or names a time."""
    return word in words("nouns", "time") or word in words("nouns", "months")


def states() -> dict[str, str]:
    """The lemma of what has happened to the "dead", the "wounded"."""
    return table("verbs", "states")


def acts() -> dict[str, str]:
    """The lemma of what is done in "the death of", "the arrest of"."""
    return table("verbs", "acts")


def is_nounlike(form: str) -> bool:
    """Whether a form of a verb, in lower case, is a noun as often: "attacks", "hosts"."""
    known = words("verbs", "nounlike")
    return form in known or (form.endswith("s") and (form[:-1] in known or form.removesuffix("es") in known))
