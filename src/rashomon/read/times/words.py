"""The words of time in a text, as one character for each: what the grammar is matched against."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

TOKEN = re.compile(
    r"[oO]['’]clock\b|[aApP]\.\s?[mM]\b\.?|(?:Q[1-4]|H[12]|FY\s?(?:\d{4}|\d\d))\b|[^\W\d_]++"
    r"|\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:[Zz]\b|[+-]\d\d:?\d\d)?)?(?![\w-]|\.\d)"
    r"|\d{1,4}([/.-])\d{1,2}\1\d{2,4}(?![\w/]|[.:-]\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{1,3}(?:,\d{3})++|\d++\.\d++|\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b"
    r"|\d{3}0s\b|['’‘]?\d0s\b|\d++|½"
)
"""Words, and what digits can make of a time: dates, hours, numbers, ordinals, decades."""
GAPS = {"-": "hyphen", "‑": "hyphen", "–": "hyphen", "—": "dash", " - ": "dash", " – ": "dash", " — ": "dash"} | {
    ",": "comma", ", ": "comma", ",\n": "comma", "/": "slash", "'s ": "possessive", "’s ": "possessive",
    "' ": "possessive", "’ ": "possessive", " (": "open", ".": "stop", ". ": "stop", "., ": "comma", ".,": "comma",
}  # fmt: skip
MONEY = frozenset("$£€¥#@№")
"""What stands before a number that is no time."""
MARKS = "'’‘"
AMPM = re.compile(r"[ap]\.?\s?m\.?", re.IGNORECASE)
WIDEST = 8
"""Words farther from one another than this many characters stand apart."""
BREAK = "\0"
YEARS = range(1000, 2200)
FIRST_CHARACTER = 0xE000
CAPITAL_ONLY = frozenset(
    "may march sun sat mon wed sep mar dec jan feb apr jun jul aug oct nov thu thur fri tue tues".split()
)
"""Names that are common words, or too short, where they begin with a small letter."""
TABLES = {
    "months": "month", "month_abbreviations": "month", "weekdays": "weekday", "weekday_abbreviations": "shortday",
    "units": "unit", "seasons": "season", "parts_of_day": "part", "hours": "noon", "numbers": "number",
    "ordinals": "ordinal", "tens": "decade", "holidays": "holiday", "named_days": "named", "sets": "set",
    "references": "reference",
}  # fmt: skip
NUMERIC = tuple(
    "iso numeric clock big decimal nth decade year day hour short digits half qnum hnum fy military".split()
)


SHAPES = (
    ("decade", re.compile(r"['’‘]?\d+s")),
    ("nth", re.compile(r"\d+[a-zA-Z]{2}")),
    ("clock", re.compile(r"\d+(?::\d\d)+")),
    ("iso", re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ].+)?")),
    ("big", re.compile(r"[\d,]+")),
    ("numeric", re.compile(r"\d+([/.-])\d+\1\d+")),
)
"""What the other figures are, by their shape; the first that fits. Anything else is a decimal number."""


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
        self.gaps = {gap: self.character(frozenset({name})) for gap, name in GAPS.items()}
        self.ampm = self.character(frozenset({"ampm"}))
        self.words |= dict.fromkeys(("am", "pm", "AM", "PM", "Am", "Pm"), self.ampm)
        self.hyphen = self.character(frozenset({"hyphen"}))
        for written in (
            "5",
            "05",
            "0",
            "24",
            "28",
            "40",
            "123",
            "1990",
            "5000",
            "123456",
            "1234567890",
            "0600",
            "1015",
        ):
            self.number_class(written)

    def character(self, names: frozenset[str]) -> str:
        """The character of a set of classes; a new one when it has none yet."""
        return self._characters.setdefault(names, chr(FIRST_CHARACTER + len(self._characters)))

    def members(self, name: str) -> str:
        """The characters of all sets of classes that hold a class; KeyError when no word is in it."""
        found = "".join(c for names, c in self._characters.items() if name in names)
        if not found:
            raise KeyError(name)
        return found

    def number_class(self, written: str) -> str:
        """The character of figures; one for every set of classes that figures can have."""
        return self.character(frozenset(_numeric_classes(written)))


def _numeric_classes(written: str) -> set[str]:
    """The classes of what begins with a digit."""
    if written.isdecimal():
        return _whole_classes(written)
    for name, shape in SHAPES:
        if shape.fullmatch(written):
            return {name}
    return {"decimal"}


def _whole_classes(digits: str) -> set[str]:
    value = int(digits) if len(digits) <= 4 else 0
    holds = {
        "digits": len(digits) <= 9,
        "year": len(digits) == 4 and value in YEARS,
        "day": len(digits) <= 2 and 1 <= value <= 31,
        "hour": len(digits) <= 2 and value <= 24,
        "short": len(digits) == 2,
        "military": len(digits) == 4 and value <= 2400 and value % 100 < 60,
    }
    return {name for name, held in holds.items() if held}


@cache
def table() -> dict[str, dict[str, str | int]]:
    """dates.toml."""
    return tomllib.loads((files(__package__) / "dates.toml").read_text("utf-8"))


@cache
def vocabulary() -> Vocabulary:
    """The words of dates.toml."""
    return Vocabulary(table())


class Run(NamedTuple):
    """The words of time of a stretch of text: a character for each word and gap, and the word of each character.

    Words that stand apart have a `BREAK` between them; gaps have no word.
    """

    characters: str
    words: list[Word | None]


def words_of_time(text: str, start: int, end: int) -> Run:
    """The words of time in `text[start:end]`."""
    known = vocabulary()
    class_of = known.words.get
    characters: list[str] = []
    found: list[Word | None] = []
    last = -10
    for match in TOKEN.finditer(text, start, end):
        written = match.group()
        character = class_of(written)
        if character is None:
            # Most words of a text are of no interest; this is where the time goes.
            character = "" if written.isalpha() else _other(known, text, match)
            if not character:
                continue
        at = match.start()
        if character == known.ampm and not text[max(0, at - 2) : at].strip()[-1:].isdigit():
            continue
        between = _between(known, text, last, at)
        if between:
            characters.append(between)
            found.append(None)
        last = match.end()
        characters.append(character)
        found.append(Word(at, last, written.lower()))
    return Run("".join(characters), found)


def _other(known: Vocabulary, text: str, match: re.Match[str]) -> str:
    """The character of what is in no list: figures, a.m. and p.m.; empty for an unknown word."""
    written, start = match.group(), match.start()
    if written[0].isalpha() and written[-1].isdecimal() and written.isascii():
        return (
            known.character(frozenset({{"Q": "qnum", "H": "hnum"}.get(written[0], "fy")}))
            if written[0].isupper()
            else ""
        )
    if written[0].isalpha():
        return known.ampm if AMPM.fullmatch(written) else ""
    if not written[-1].isascii() or (written[0] in MARKS and not written[1:].isascii()):
        return known.character(frozenset({"half"})) if written == "½" else ""
    before, after = text[max(0, start - 2) : start], text[match.end() : match.end() + 1]
    if before[-1:] in MONEY or after in ("%", "$", "€", "£"):
        return ""
    if before[-1:].isalnum() or before[-1:] == "_" or (before[-1:] in (".", ",", ":") and before[:1].isdigit()):
        return ""
    return known.number_class(written)


def _between(known: Vocabulary, text: str, last: int, at: int) -> str:
    """The character of the gap between two words: none for white space, `BREAK` where they stand apart."""
    if last < 0 or at - last > WIDEST:
        return BREAK
    gap = text[last:at]
    character = known.gaps.get(gap)
    if character is not None:
        return character
    if not gap:
        # "9pm" is two words; "K1" and "5,000,00" are none.
        return "" if text[at].isalpha() or text[at] == "½" else BREAK
    if gap.isspace():
        return BREAK if gap.count("\n") > 1 else ""
    return known.gaps.get(" ".join(gap.split()) + " ", BREAK) if gap.count("\n") < 2 else BREAK
