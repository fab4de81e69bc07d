"""Which words make a time expression together: found, not yet understood."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rashomon.read.times.patterns import Pattern, compiled
from rashomon.read.times.words import BREAK, Run, Word, vocabulary, words_of_time

ARTICLES = frozenset({"the", "a", "an", "that", "this"})
LONGEST = 40
"""So many words and gaps can make one expression."""


class Expression(NamedTuple):
    """A time expression as it stands in the text: the kind of its rule, and the words that the rule has labels for."""

    start: int
    end: int
    kind: str
    parts: dict[str, tuple[str, ...]]

    def has(self, label: str) -> bool:
        """Whether the expression has words with a label."""
        return label in self.parts

    def word(self, label: str) -> str:
        """The first word with a label, in small letters; empty without one."""
        return self.parts.get(label, ("",))[0]


class Grammar(NamedTuple):
    """All rules by the character that they can begin with, in the order of grammar.toml."""

    rules: dict[str, list[tuple[str, Pattern]]]


@cache
def grammar() -> Grammar:
    """The rules of grammar.toml."""
    table = tomllib.loads((files(__package__) / "grammar.toml").read_text("utf-8"))
    rules: dict[str, list[tuple[str, Pattern]]] = {}
    for kind, sources in table["kinds"].items():
        for source in sources:
            pattern = compiled(source, vocabulary().members, table["macros"])
            for character in pattern.first:
                rules.setdefault(character, []).append((kind, pattern))
    return Grammar(rules)


@cache
def _triggers() -> re.Pattern[str]:
    """Characters one of which every expression has."""
    members = vocabulary().members
    names = (
        "month weekday shortday unit season part noon decade set reference iso numeric clock year ampm today tomorrow"
        " yesterday tonight overnight weekend current recent future past term period gmt year_word holiday othermonth"
        " era qnum hnum fy"
    )
    single = "".join(members(n) for n in names.split())
    # Years in words ("nineteen ninety-six", "two thousand") have nothing else to be known by than two numbers in a row.
    year = f"[{members('centennial')}][{members('number')}]|[{members('number')}][{members('thousand')}]"
    then = f"[{members('up_to')}][{members('then')}]"
    return re.compile(f"[{single}]|{year}|{then}")


def expressions(text: str, start: int, end: int) -> Iterator[Expression]:
    """The time expressions of `text[start:end]`, in order; they do not overlap."""
    run = words_of_time(text, start, end)
    rules = grammar().rules
    done = 0
    for trigger in _triggers().finditer(run.characters):
        if trigger.start() < done:
            continue
        back = max(done, trigger.start() - LONGEST)
        at = max(back, run.characters.rfind(BREAK, back, trigger.start()) + 1)
        while at <= trigger.start():
            best = _longest(run, at, rules)
            if best is None:
                at += 1
                continue
            yield best[1]
            at = best[0]
        # What began nowhere up to here need not be tried from the next one on.
        done = at


def _longest(run: Run, at: int, rules: dict[str, list[tuple[str, Pattern]]]) -> tuple[int, Expression] | None:
    """The longest expression that begins at a character, and where it ends among the characters."""
    best: re.Match[str] | None = None
    kind = ""
    for name, pattern in rules.get(run.characters[at], ()):
        match = pattern.regex.match(run.characters, at, at + LONGEST)
        if match and (best is None or match.end() > best.end()):
            best, kind = match, name
    return None if best is None else (best.end(), _expression(run, best, kind))


def _expression(run: Run, match: re.Match[str], kind: str) -> Expression:
    inside = [w for w in run.words[match.start() : match.end()] if w is not None]
    parts = {
        label.rpartition("_")[0]: _named(run.words[match.start(label) : match.end(label)])
        for label in match.groupdict()
        if match.end(label) > match.start(label)
    }
    start = inside[1].start if "lead" in parts else _first(inside, run, match, kind)
    return Expression(start, inside[-1].end, kind, parts)


def _named(words: list[Word | None]) -> tuple[str, ...]:
    """The words under a label, without an article before them ("the following")."""
    found = tuple(w.word for w in words if w is not None)
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def _first(inside: list[Word], run: Run, match: re.Match[str], kind: str) -> int:
    """Where an expression begins: in "the two-week crisis", "a five year low" the article is the noun's."""
    if inside[0].word not in ARTICLES or len(inside) < 2:
        return inside[0].start
    hyphen = vocabulary().hyphen in match.group()
    if kind == "quarter":
        noun = inside[-1].word in ("quarter", "period") and run.characters[match.end() - 2] != vocabulary().hyphen
        adjective = hyphen and not noun
    elif kind == "duration":
        adjective = hyphen or (len(inside) > 2 and not inside[-1].word.endswith("s") and inside[1].word in _singular())
    else:
        adjective = hyphen and kind == "unit"
    return inside[1].start if adjective else inside[0].start


@cache
def _singular() -> frozenset[str]:
    """Numbers whose noun stands in the plural, unless it is an adjective itself."""
    return frozenset(w for w, value in vocabulary().values["number"].items() if 1 < int(value) < 100)
