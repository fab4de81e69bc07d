"""The words of time in a text, as one character for each: what the grammar is matched against."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

TOKEN = re.compile(
    r"[ap]\.\s?m\b\.?|[^\W\d_]+(?:['’]clock\b)?"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z\b|[+-]\d\d:?\d\d)?)?(?![\w-]|\.\d)"
    r"|\d{1,4}([/.-])\d{1,2}\1\d{2,4}(?![\w/]|[.:-]\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{1,3}(?:,\d{3})+|\d+\.\d+|\d{1,2}(?:st|nd|rd|th)\b|\d{3}0s\b|['’‘]?\d0s\b|\d+|½",
    re.IGNORECASE,
)
"""Words, and what digits can make of a time: dates, hours, numbers, ordinals, decades."""
GAPS = {"-": "hyphen", "‑": "hyphen", "–": "hyphen", "—": "dash", " - ": "dash", " – ": "dash", " — ": "dash"} | {
    ",": "comma", ", ": "comma", ",\n": "comma", "/": "slash", "'s ": "possessive", "’s ": "possessive",
    "' ": "possessive", "’ ": "possessive", " (": "open", ".": "stop", ". ": "stop", "., ": "comma", ".,": "comma",
}  # fmt: skip
MONEY = frozenset("$£€¥#@№")
BREAK = "\0"
YEARS = range(1000, 2200)
FIRST_CHARACTER = 0xE000
CAPITAL_ONLY = frozenset(
    "may march sun sat mon wed sep mar dec jan feb apr jun jul aug oct nov thu thur fri tue tues".split()
)
"""Names that are common words, or too short, where they begin with a small letter."""
NAMED = ("months", "month_abbreviations", "weekdays", "weekday_abbreviations")
TABLES = {
    "months": "month", "month_abbreviations": "month", "weekdays": "weekday", "weekday_abbreviations": "shortday",
    "units": "unit", "seasons": "season", "parts_of_day": "part", "hours": "noon", "numbers": "number",
    "ordinals": "ordinal", "tens": "decade", "holidays": "holiday", "sets": "set", "references": "reference",
}  # fmt: skip
NUMERIC = (
    "iso",
    "numeric",
    "clock",
    "big",
    "decimal",
    "nth",
    "decade",
    "year",
    "day",
    "hour",
    "short",
    "digits",
    "half",
)


class Word(NamedTuple):
    """A word of time in a text: where it stands, and the word in small letters."""

    start: int
    end: int
    word: str


class Vocabulary:
    """Which words stand in which classes, and the characters that say so: one for every set of classes."""

    def __init__(self, table: Mapping[str, Mapping[str, str | int]]) -> None:
        classes: dict[str, set[str]] = {}
        for name, words in table["classes"].items():
            for word in str(words).split():
                classes.setdefault(word, set()).add(name)
        self.values: dict[str, dict[str, str | int]] = {}
        for title, name in TABLES.items():
            kept = self.values.setdefault(name, {})
            for word, value in table[title].items():
                classes.setdefault(word, set()).add(name)
                kept[word] = value
                if name == "unit" and word.endswith(("s", "a", "ies")) and word not in ("hours",):
                    classes[word].add("units")
        classes.setdefault("hours", set()).add("units")
        for name, key in (("othermonth", "months"), ("era", "eras")):
            for word in str(table["other_calendars"][key]).split():
                classes.setdefault(word, set()).add(name)
        self._characters: dict[frozenset[str], str] = {}
        self.words: dict[str, str] = {}
        for word, names in classes.items():
            character = self.character(frozenset(names))
            small = {word} if word in CAPITAL_ONLY or names & {"othermonth", "era", "gmt"} else set()
            for form in {word, word.capitalize(), word.upper()} - small:
                self.words[form] = character
        for name in (*NUMERIC, "comma", "hyphen", "dash", "slash", "possessive", "open", "stop", "ampm"):
            self.character(frozenset({name}))
        self.hyphen = self.character(frozenset({"hyphen"}))
        for token in ("5", "05", "0", "24", "28", "40", "123", "1990", "5000", "123456", "1234567890"):
            self.number_class(token)

    def character(self, names: frozenset[str]) -> str:
        """The character of a set of classes; a new one when it has none yet."""
        return self._characters.setdefault(names, chr(FIRST_CHARACTER + len(self._characters)))

    def members(self, name: str) -> str:
        """The characters of all sets of classes that hold a class; KeyError when no word is in it."""
        found = "".join(c for names, c in self._characters.items() if name in names)
        if not found:
            raise KeyError(name)
        return found

    def number_class(self, token: str) -> str:
        """The character of a token that begins with a digit."""
        return self.character(frozenset(_numeric_classes(token)))


def _numeric_classes(token: str) -> set[str]:
    if token.isdecimal():
        value = int(token) if len(token) <= 4 else 0
        return {
            name
            for name, holds in (
                ("digits", len(token) <= 9),
                ("year", len(token) == 4 and value in YEARS),
                ("day", len(token) <= 2 and 1 <= value <= 31),
                ("hour", len(token) <= 2 and value <= 24),
                ("short", len(token) == 2),
            )
            if holds
        }
    if token[-1] == "s":
        return {"decade"}
    if token[-1].isalpha() and token[-2].isalpha():
        return {"nth"}
    if ":" in token and len(token) <= 8:
        return {"clock"}
    if len(token) >= 10 and token[4] == "-":
        return {"iso"}
    if "," in token:
        return {"big"}
    return {"numeric"} if len(re.findall(r"\d+", token)) == 3 else {"decimal"}


@cache
def vocabulary() -> Vocabulary:
    """The words of dates.toml."""
    return Vocabulary(tomllib.loads((files(__package__) / "dates.toml").read_text("utf-8")))


class Run(NamedTuple):
    """The words of time of a stretch of text: a character for each word and gap, and the word of each character.

    Words that stand apart have a `BREAK` between them; gaps have no word.
    """

    characters: str
    words: list[Word | None]


def words_of_time(text: str, start: int, end: int) -> Run:
    """The words of time in `text[start:end]`."""
    known = vocabulary()
    words, gap_class = known.words, {g: known.character(frozenset({name})) for g, name in GAPS.items()}
    characters: list[str] = []
    found: list[Word | None] = []
    last = -10
    for match in TOKEN.finditer(text, start, end):
        token = match.group()
        character = words.get(token)
        if character is None:
            character = _other(known, text, match)
            if not character:
                continue
        at = match.start()
        between = _between(text[last:at], gap_class) if at - last <= 8 and last >= 0 else BREAK
        if between == "" and at == last and not token[:1].isalpha():
            between = BREAK
        if between:
            characters.append(between)
            found.append(None)
        last = match.end()
        characters.append(character)
        found.append(Word(at, last, token.lower()))
    return Run("".join(characters), found)


def _other(known: Vocabulary, text: str, match: re.Match[str]) -> str:
    """The character of a token that is in no list: digits, a.m. and p.m.; empty for an unknown word."""
    token = match.group()
    first = token[0]
    if first.isalpha():
        return known.character(frozenset({"ampm"})) if _is_ampm(token, text, match.start()) else ""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end() : match.end() + 1]
    if before in MONEY or after in ("%", "$", "€", "£") or not token.isascii():
        return (
            known.character(frozenset({"half"}))
            if token == "½"
            else known.number_class(token)
            if token[0] in "’‘"
            else ""
        )
    if (before.isalnum() or before == "_") or (before in ".,:" and text[max(0, match.start() - 2)].isdigit()):
        return ""
    return known.number_class(token)


def _is_ampm(token: str, text: str, start: int) -> bool:
    """Whether a token is "a.m." or "p.m." in one of its forms, after a digit."""
    return (
        token[0] in "aApP"
        and token.lower().replace(" ", "") in ("am", "pm", "a.m", "a.m.", "p.m", "p.m.")
        and (text[max(0, start - 2) : start].strip()[-1:].isdigit())
    )


def _between(gap: str, gap_class: Mapping[str, str]) -> str:
    """The character of a gap between two words: none for white space, `BREAK` where they stand apart."""
    known = gap_class.get(gap)
    if known is not None:
        return known
    if not gap.strip():
        return BREAK if gap.count("\n") > 1 else ""
    return gap_class.get(" ".join(gap.split()) + " ", BREAK) if gap.count("\n") < 2 else BREAK
