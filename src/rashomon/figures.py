"""Figures in a raw text, with what the words make of them ("more than 30"), and how those of two texts stand.

Quick and shallow on purpose: it runs for every pair of texts that is compared, and marks pieces for the pair model.
What a number counts, and in which unit, `rashomon.read.quantities` knows better.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Sort = Literal["count", "percent", "money", "year", "day", "rank"]
Meeting = Literal["equal", "within", "apart", "overlap"]
Mark = tuple[int, int, int]
"""From and to where in the text, and the mark."""

SAME_WORD, OWN_NAME, LONE = 1, 7, 6
_MARK_OF: dict[Meeting, int] = {"equal": 2, "within": 3, "apart": 4, "overlap": 5}

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {w: i for i, w in enumerate(_ONES)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "dozen": 12.0, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9,
}  # fmt: skip
_RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_MONTHS = {
    name: i + 1
    for i, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|"
        "october oct|november nov|december dec".split("|")
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORDS = "|".join([*_TENS, *reversed(_ONES)])
_SCALE = "hundred|thousand|million|billion|trillion|lakh|crore|dozen"
_FIGURE = re.compile(
    r"(?<![\w.,])(?P<money>[$€£¥]\s?|us\$\s?)?"
    r"(?:(?P<digits>\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<rank>st|nd|rd|th)?(?![\d])"
    rf"|(?P<words>(?:{_WORDS})(?:[ -](?:{_WORDS}))?)(?![\w])|(?P<alone>a|an|one)(?=\s(?:{_SCALE})\b))"
    rf"(?P<scale>(?:\s?-?(?:{_SCALE})s?\b)+|(?:k|m|mn|bn)\b)?"
    r"(?P<percent>\s?%|\s(?:percent|per cent|percentage)\b)?"
    r"|(?<!\w)(?P<ordinal>" + "|".join(_RANKS) + r")\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?P<least>at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum of|upwards? of|"
    r"from|since)"
    r"|\b(?P<more>(?:more|greater|higher|larger|longer|later|better) than|over|above|exceed(?:s|ed|ing)?|"
    r"surpass(?:es|ed|ing)?|after|past|beyond|top(?:s|ped))"
    r"|\b(?P<most>at most|up to|no (?:more|later|greater) than|not more than|a maximum of|maximum of|until|by|"
    r"as many as)"
    r"|\b(?P<less>(?:less|fewer|lower|smaller|shorter|earlier|worse) than|under|below|before|short of|nearly|almost|"
    r"just under|prior to)"
    r"|\b(?P<about>about|around|approximately|roughly|some|circa|an estimated|estimated|close to|near|or so))"
    r"\s+(?:the\s|a\s|an\s|total\sof\s|of\s|about\s|around\s|approximately\s|in\s|the\syear\s)*[$€£]?\s?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s?(?:\+|(?P<least>or (?:more|above|higher|over))\b|(?P<most>or (?:fewer|less|below|under))\b)")
_TO = re.compile(r"\s?(?:to|and|-|\u2013|\u2014|or)\s?")
_DAY = re.compile(rf"^\s?(?:of\s)?(?P<after>{_MONTH})\b\.?", re.IGNORECASE)
_OF_MONTH = re.compile(rf"\b(?P<before>{_MONTH})\.?\s(?:the\s)?$", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['\u2019]\w+)?")


class Figure(Struct, frozen=True):
    """A number as written from `start` to `end`: at least `low`, at most `high`; a day is month * 100 + day.

    An open end ("more than 30") starts at the next number that a float can hold.
    """

    start: int
    end: int
    low: float
    high: float
    sort: Sort = "count"
    number: float = 0.0
    compared: bool = False


@lru_cache(maxsize=4096)
def figures_in(text: str) -> tuple[Figure, ...]:
    """The figures of a text, in order."""
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        figure = _figure(text, match)
        if figure is None:
            continue
        before = found[-1] if found else None
        if before and _is_range(text, before, figure):
            found[-1] = Figure(before.start, figure.end, before.number, figure.number, figure.sort, before.number, True)
        else:
            found.append(figure)
    return tuple(found)


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    start, end = match.span()
    if match["ordinal"]:
        rank = float(_RANKS.index(match["ordinal"].lower()) + 1)
        return Figure(start, end, rank, rank, "rank", rank)
    number = _number(match)
    if number is None:
        return None
    sort: Sort = "rank" if match["rank"] else "percent" if match["percent"] else "money" if match["money"] else "count"
    whole = number == int(number) and not match["scale"] and match["digits"] is not None and "," not in match["digits"]
    day = _day(text, start, end, number) if whole and 1 <= number <= 31 and sort in ("count", "rank") else 0.0
    if day:
        number, sort = day, "day"
    elif whole and sort == "count" and len(match["digits"]) == 4 and 1000 <= number <= 2100:
        sort = "year"
    return _bounded(text, start, end, number, sort)


def _number(match: re.Match[str]) -> float | None:
    if match["digits"]:
        number = float(re.sub(r"[^\d.]", "", match["digits"]))
    elif match["alone"]:
        number = 1.0
    else:
        parts = [_SMALL[w] for w in re.split(r"[ -]", match["words"].lower())]
        if len(parts) == 2 and not (parts[0] >= 20 and 0 < parts[1] < 10):
            return None
        number = float(sum(parts))
    for word in re.findall(r"[a-z]+", (match["scale"] or "").lower()):
        number *= _SCALES.get(word, _SCALES.get(word.removesuffix("s"), 1.0))
    return number if math.isfinite(number) else None


def _day(text: str, start: int, end: int, number: float) -> float:
    month = _DAY.match(text[end : end + 20])
    if month:
        return 100 * _MONTHS[month["after"].lower()] + number
    of = _OF_MONTH.search(text[max(0, start - 20) : start])
    return 100 * _MONTHS[of["before"].lower()] + number if of else 0.0


def _bounded(text: str, start: int, end: int, number: float, sort: Sort) -> Figure:
    """The figure with the ends that the words around it leave open."""
    low, high = number, number
    before = _BEFORE.search(text[max(0, start - 40) : start])
    kind = next((k for k, v in before.groupdict().items() if v), "") if before else ""
    after = _AFTER.match(text[end : end + 12])
    if after:
        kind = "most" if after["most"] else "least"
    if kind in ("more", "least"):
        low, high = (math.nextafter(number, math.inf) if kind == "more" else number), math.inf
    elif kind in ("less", "most"):
        low, high = -math.inf, (math.nextafter(number, -math.inf) if kind == "less" else number)
    elif kind == "about" and sort not in ("day", "rank"):
        low, high = (number - 3, number + 3) if sort == "year" else (0.9 * number, 1.1 * number)
    return Figure(start, end, low, high, sort, number, bool(kind))


def compared_from(text: str, figure: Figure) -> int:
    """Where the words that compare a figure begin ("more than 30"); its own start where none do."""
    at = max(0, figure.start - 40)
    before = _BEFORE.search(text[at : figure.start])
    return at + before.start() if before else figure.start


def _is_range(text: str, one: Figure, two: Figure) -> bool:
    between = text[one.end : two.start]
    if len(between) > 6 or not _TO.fullmatch(between) or one.number >= two.number or two.compared:
        return False
    word = between.strip().lower()
    ahead = text[max(0, one.start - 12) : one.start].lower()
    return (word not in ("and", "or") or (word == "and" and "between" in ahead)) and one.sort == two.sort


def meet(a: Figure, b: Figure) -> Meeting:
    """How what `b` says a number is stands to what `a` says: the same, within it, apart from it, or neither."""
    if (a.low, a.high) == (b.low, b.high):
        return "equal"
    if a.low > b.high or b.low > a.high:
        return "apart"
    return "within" if a.low <= b.low and b.high <= a.high else "overlap"


def partner(figure: Figure, others: Iterable[Figure]) -> Figure | None:
    """The figure of the same sort that is nearest in value, by ratio; of two as near the first."""
    near = [o for o in others if _alike(figure, o)]
    return min(near, key=lambda o: _far(figure.number, o.number), default=None)


def _alike(one: Figure, two: Figure) -> bool:
    return one.sort == two.sort or {one.sort, two.sort} == {"count", "money"}


def _far(one: float, two: float) -> float:
    return abs(math.log1p(abs(one)) - math.log1p(abs(two)))


def marks_of(claim: str, evidence: str) -> tuple[list[Mark], list[Mark]]:
    """The marks of both texts: words that stand in the other one, names that do not, and how the figures meet."""
    ours, theirs = figures_in(claim), figures_in(evidence)
    a, b = words_in(claim), words_in(evidence)
    mine = _word_marks(a, {w for _, _, w, _ in b})
    other = _word_marks(b, {w for _, _, w, _ in a})
    for figure in ours:
        near = partner(figure, theirs)
        mine.append((figure.start, figure.end, _MARK_OF[meet(figure, near)] if near else LONE))
    for figure in theirs:
        near = partner(figure, ours)
        other.append((figure.start, figure.end, _MARK_OF[meet(near, figure)] if near else LONE))
    return mine, other


def words_in(text: str) -> list[tuple[int, int, str, bool]]:
    """Words with their places, loosened (lower case, no plural), and whether one has the look of a name."""
    out = []
    for match in _WORD.finditer(text):
        word = match.group()
        lower = re.sub(r"['\u2019]s$", "", word.lower())
        out.append((*match.span(), lower.removesuffix("s") if len(lower) > 3 else lower, word[:1].isupper()))
    return out


def _word_marks(words: Sequence[tuple[int, int, str, bool]], there: set[str]) -> list[Mark]:
    out = []
    for at, (start, end, word, capital) in enumerate(words):
        if word in there:
            out.append((start, end, SAME_WORD))
        elif capital and at:
            out.append((start, end, OWN_NAME))
    return out


def marks_at(marks: Sequence[Mark], start: Ints, end: Ints) -> Ints:
    """The mark of every piece, by the pieces' places; a later mark covers an earlier one."""
    import numpy as np

    row = np.zeros(len(start), np.int64)
    for first, last, mark in marks:
        low, high = np.searchsorted(end, first, "right"), np.searchsorted(start, last, "left")
        row[low:high] = mark
    return row
