"""What the grammar takes too much or too little of: two counts before one unit, a year in two digits behind a month."""

from __future__ import annotations

import re

from rashomon.read.times.counting import number_of
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import Setting
from rashomon.read.times.words import vocabulary

SHORT_YEAR = re.compile(
    r"\s['’]?(?P<year>\d\d)"
    r"(?=\s*\Z|\s*\n|[,;:.)\]”\"'’]+(?:\s|\Z)|\s(?:by|at|in|on|when|while|before|after|until|the|with|as|for)\s)"
)
"""Two digits behind a day and a month, with nothing behind them that they could count."""
PIVOT = 40
"""Without a date of publication two digits below it are a year from 2000 on."""
AND = re.compile(r"\b(?P<one>[\w,]+)\s+and\s+(?P<two>[a-z\d,-]+)", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
COUNTED = frozenset({"ago", "shift", "duration"})


def wholes(expression: Expression, setting: Setting) -> list[Expression]:
    """The expressions that one found by the grammar really is: one, or two."""
    if expression.kind == "date":
        return [_with_short_year(expression, setting)]
    return _two_counts(expression, setting) if expression.kind in COUNTED and expression.has("n") else [expression]


def _with_short_year(expression: Expression, setting: Setting) -> Expression:
    """As in "10 Nov 11": the day and the month with their year, which is at most the one after publication."""
    if expression.has("year") or not expression.has("day") or not expression.has("month") or expression.has("ref"):
        return expression
    if expression.has("short"):
        return expression._replace(parts=expression.parts | {"year": _year(expression.word("short"), setting)})
    match = SHORT_YEAR.match(setting.text, expression.end)
    if not match or not setting.words(expression).rstrip(".").endswith(expression.word("month").rstrip(".")):
        return expression
    return expression._replace(end=match.end(), parts=expression.parts | {"year": _year(match["year"], setting)})


def _year(digits: str, setting: Setting) -> tuple[str, ...]:
    """The year of two digits: the last such one up to the year after publication."""
    year = int(digits) + 2000
    last = setting.published.year + 1 if setting.published else 2000 + PIVOT - 1
    return (str(year - 100 if year > last else year),)


def _two_counts(expression: Expression, setting: Setting) -> list[Expression]:
    """As in "20 and 50 years ago": two times, of which the first has its number only."""
    text = setting.text[expression.start : expression.end]
    match = AND.search(text)
    if not match or not _is_whole(match["two"]):
        return [expression]
    if not _is_whole(match["one"]):
        more = expression.parts.get("m") if not setting.precedes(expression, BETWEEN) else None
        # "two hundred and five days" is one number.
        whole = {"n": (*expression.parts["n"], *more), "m": ()} if more and _is_round(match["one"]) else {}
        parts = {label: words for label, words in (expression.parts | whole).items() if words}
        return [expression._replace(parts=parts)]
    one, two = (match["one"].lower(),), (match["two"].lower(),)
    if setting.precedes(expression, BETWEEN):
        return [expression._replace(parts=expression.parts | {"n": one, "m": two})]
    parts = {label: words for label, words in expression.parts.items() if label != "m"}
    if text.lower().endswith("ago"):
        parts["ago"] = ("ago",)
    return [
        expression._replace(end=expression.start + match.end("one"), parts=parts | {"n": one}),
        expression._replace(start=expression.start + match.start("two"), parts=parts | {"n": two}),
    ]


def _is_whole(word: str) -> bool:
    """Whether a word is a number by itself: not the "hundred" of "two hundred and five"."""
    word = word.lower()
    number = vocabulary().values["number"].get(word)
    return (number is not None and 0 < int(number) < 100) or (word.isdecimal() and number_of((word,)) is not None)


def _is_round(word: str) -> bool:
    """Whether a word is a hundred or a thousand."""
    return int(vocabulary().values["number"].get(word.lower(), 0)) >= 100
