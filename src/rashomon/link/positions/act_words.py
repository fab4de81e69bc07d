"""Words as they are compared: stems, what says no, and the packaged lists of acts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NO = re.compile(
    r"\b(?:not|no|none|never|nobody|nothing|neither|nor|nowhere|cannot|without|cant|dont|didnt|isnt|wasnt|no one)\b"
    r"|n\s?[’']\s?t\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    "a an the of in on at to for from by with and or but that this these those it its he she they we i you his her "
    "their our my your him them us who which what whose whom is are was were be been being has have had having do does "
    "did will would shall should can could may might must as if than then there here so such not no none never nor "
    "neither about into over under after before during near more most less least some any all both each other another "
    "one s t also only very just said say says told when where while how why because up out off again been against "
    "between through until own same too now still even yet".split()
)
_ENDINGS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly")


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, apostrophes made plain and possessive endings dropped."""
    return tuple(_plain(m.group().lower().replace("’", "'")) for m in WORD.finditer(text))


def _plain(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending, crudely: enough to see that "shelled" and "shelling" share one."""
    if word.isdigit():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if (len(word) > 3 and word[-1] == word[-2]) or (len(word) > 4 and word[-1] in "ey") else word


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words that mean something by themselves."""
    return frozenset(stem(w) for w in words_of(text) if w not in _EMPTY)


def says_no(text: str) -> bool:
    """Whether a text has a word of negation."""
    return bool(_NO.search(text))


def negated_stems(text: str) -> frozenset[str]:
    """The stems of the first words after one of negation: what it says is not so."""
    found = _NO.search(text)
    clause = re.split(r"[,;:.]|\b(?:and|but)\b", text[found.end() :])[0] if found else ""
    words = [w for w in words_of(clause) if w not in _EMPTY]
    return frozenset(stem(w) for w in words[:4])


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the smaller of two sets that the other has, too; 0 when one is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


@cache
def _lists() -> dict[str, dict[str, tuple[str, ...]]]:
    table = tomllib.loads(resources.files(__package__).joinpath("acts.toml").read_text(encoding="utf-8"))
    return {name: {key: tuple(words) for key, words in lists.items()} for name, lists in table.items()}


def listed(name: str, key: str = "words") -> frozenset[str]:
    """A list of acts.toml."""
    return _turned(name, key)


@cache
def _turned(name: str, key: str) -> frozenset[str]:
    return frozenset(_lists()[name][key])


@cache
def classes(name: str) -> dict[str, frozenset[str]]:
    """For each word of a table of acts.toml the classes it is listed under."""
    found: dict[str, set[str]] = {}
    for key, words in _lists()[name].items():
        for word in words:
            found.setdefault(word, set()).add(key)
    return {word: frozenset(keys) for word, keys in found.items()}


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a regular expression, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in listed("opposites", "pairs"):
        one, other = pair.split(" ", 1)
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


def opposed(one: str, other: str) -> tuple[str, str] | None:
    """The first word of a text of which another text has the contrary, with that; none when each has both."""
    a, b = words_of(one), words_of(other)
    mine, theirs = set(a), set(b)
    for word in a:
        for against in sorted(_opposites().get(word, frozenset()) & theirs):
            if word not in theirs and against not in mine:
                return word, against
    return None
