"""Percentages, growth and multiples against the numbers they are of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite

from rashomon.records import Finding, Quantity
from rashomon.weigh.article import Article
from rashomon.weigh.rounding import grain
from rashomon.weigh.skeleton import Skeleton
from rashomon.weigh.stating import DIFFERS, FITS, Said, count, figure, finding, quoted, side

Q = "([\ue000-\uf8ff])"
W = r"(?:[ ](?!from\b|to\b|and\b|but\b|while\b|or\b|up\b|down\b|by\b)[^\W\d_][\w'’-]*){0,5}?"
OF = r"(?:[ ]out)?[ ]of[ ](?:(?:the|its|their|his|her|all|some|about|those|a[ ]total[ ]of)[ ])*"
UP = "rose rises rise rising risen climbed climbs increased increases grew grows grown gained jumped surged soared"
UP = (UP + " advanced swelled expanded went[ ]up").replace(" ", "|")
DOWN = "fell falls fallen falling dropped drops declined declines decreased decreases sank slipped plunged tumbled"
DOWN = (DOWN + " shrank slid dipped went[ ]down").replace(" ", "|")
MOVED = "went|moved|changed|passed|swung"
MORE = "increase|rise|gain|growth|jump|surge|climb|advance"
LESS = "decrease|drop|fall|decline|slump|plunge|loss|cut|reduction"
UNIT_PRICE = "[\ue000-\uf8ff][ ]a[ ](?:diluted[ ]|common[ ])?(?:share|unit)"
TIMES = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}
SOME = r"(?:(?:by|about|around|roughly|some|nearly|almost|or|an?|just|more[ ]than|less[ ]than|over|under)[ ])*"
_MAGNITUDE = 20
"""Times by which two numbers may differ to be of the same thing; $280 million and $2.62 a share are not."""
_ROUNDED = 1000
"""Numbers below this are taken as they stand, to the last digit."""
_LOSS = re.compile(r"\b(?:loss|losses|deficit|lost)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage (or a multiple) and the two numbers it comes from: so much of so much, or from one to the other."""

    stated: Quantity | None
    factor: float
    first: Quantity
    second: Quantity
    words: str
    change: int = 0


def shares(skeleton: Skeleton) -> Iterator[Finding]:
    """A finding for each percentage and multiple whose two numbers stand with it."""
    seen = set[int]()
    for pattern, reader in _PATTERNS:
        for match in pattern.finditer(skeleton.text):
            share = reader(skeleton, match)
            if share is None or match.start() in seen or not _sound(skeleton, share, match):
                continue
            seen.add(match.start())
            yield _checked(skeleton.article, share)


def _sound(skeleton: Skeleton, share: Share, match: re.Match[str]) -> bool:
    """Whether the numbers can be what the words around them suggest."""
    numbers = (share.first.low, share.first.high, share.second.low, share.second.high)
    if None in numbers or not share.first.low or not _one_unit(share):
        return False
    if share.change and not 1 / _MAGNITUDE < (share.second.low or 0) / share.first.low < _MAGNITUDE:
        return False
    return not (share.change and _LOSS.search(skeleton.text, max(0, match.start() - 60), match.end() + 20))


def _one_unit(share: Share) -> bool:
    """Whether both numbers are in one unit; it need be said once only."""
    units = {share.first.unit, share.second.unit}
    return len(units) == 1 or ("" in units and not (share.first.id and share.second.id))


def _part_of(skeleton: Skeleton, match: re.Match[str]) -> Share | None:
    """What is "40 of the 200 houses, or 20 percent"."""
    part, whole, percent = (skeleton.quantity(match.group(n)) for n in (1, 2, 3))
    return _of(skeleton, match, percent, whole, part)


def _whole_first(skeleton: Skeleton, match: re.Match[str]) -> Share | None:
    """What is "of 200 houses, 40, or 20 percent"."""
    whole, part, percent = (skeleton.quantity(match.group(n)) for n in (1, 2, 3))
    return _of(skeleton, match, percent, whole, part)


def _percent_of(skeleton: Skeleton, match: re.Match[str]) -> Share | None:
    """What is "20 percent of the 200 houses, or 40"."""
    percent, whole, part = (skeleton.quantity(match.group(n)) for n in (1, 2, 3))
    return _of(skeleton, match, percent, whole, part)


def _of(skeleton: Skeleton, match: re.Match[str], percent: Quantity, whole: Quantity, part: Quantity) -> Share | None:
    if percent.unit != "percent" or "percent" in (whole.unit, part.unit) or percent.low is None:
        return None
    return Share(percent, 1, whole, part, skeleton.original(match))


def _changed(order: str) -> Callable[[Skeleton, re.Match[str]], Share | None]:
    """A reader of "rose 10 percent to 110 from 100" in one of its orders: % of change, f for from, t for to."""

    def reader(skeleton: Skeleton, match: re.Match[str]) -> Share | None:
        groups = [g for g in match.groups() if g and len(g) == 1 and "\ue000" <= g <= "\uf8ff"]
        named = dict(zip(order, map(skeleton.quantity, groups), strict=True))
        percent, first, second = named["%"], named["f"], named["t"]
        if percent.unit != "percent" or "percent" in (first.unit, second.unit) or percent.low is None:
            return None
        words = match.group(0).lower()
        down = re.search(rf"\b(?:{DOWN}|{LESS}|down)\b", words)
        up = re.search(rf"\b(?:{UP}|{MORE}|up)\b", words)
        if bool(down) == bool(up):
            return None
        return Share(percent, 1, first, second, skeleton.original(match), change=-1 if down else 1)

    return reader


def _multiple(order: str) -> Callable[[Skeleton, re.Match[str]], Share | None]:
    """A reader of "doubled from 20 to 40"."""

    def reader(skeleton: Skeleton, match: re.Match[str]) -> Share | None:
        named = dict(zip(order, map(skeleton.quantity, match.groups()[2:]), strict=True))
        factor = next(f for stem, f in TIMES.items() if match.group(2).lower().startswith(stem))
        return Share(None, factor, named["f"], named["t"], (match.group(1) or "").strip().lower())

    return reader


_VERB = rf"\b(?:{UP}|{DOWN})[ ]{SOME}"
_NOUN = rf"(?:{MORE}|{LESS})"
_BREAK = r"(?:,[ ]or|[ ]or|,|[ ]?\(|[ ]?—|[ ]?–)[ ]?"
_THEN = rf"(?:,|[ ]\(|[ ]—|[ ]–)?(?:[ ]?(?:or|up|down|an?[ ]{_NOUN}(?:[ ]of)?|an?))?[ ]?{SOME}{Q}(?:[ ]{_NOUN})?"
_HOW = r"\b(more[ ]than[ ]|nearly[ ]|almost[ ]|about[ ]|roughly[ ]|over[ ])?((?:doubl|tripl|trebl|quadrupl|halv)\w+)\b"
_TO, _FROM = rf"[ ]to[ ]{SOME}{Q}", rf"[ ]from[ ]{SOME}{Q}"
_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"{Q}{W}{OF}{Q}{W}{_BREAK}{SOME}{Q}", _part_of),
        (rf"\bof[ ](?:(?:the|its|their|all|those|some)[ ])*{Q}{W},[ ]{Q}{W}{_BREAK}{SOME}{Q}", _whole_first),
        (rf"{Q}{OF}{Q}{W},?[ ](?:or|that[ ]is|i\.e\.,?|namely)[ ]{SOME}{Q}", _percent_of),
        (rf"{_VERB}{Q},?{W}{_TO}{W},?{_FROM}", _changed("%tf")),
        (rf"{_VERB}{Q},?{W}{_FROM}{W},?{_TO}", _changed("%ft")),
        (rf"\b(?:{UP}|{DOWN}|{MOVED})\b{W}{_FROM}{W}{_TO}{W}{_THEN}", _changed("ft%")),
        (rf"\b(?:{UP}|{DOWN})\b{W}{_TO}{W}{_FROM}{W}{_THEN}", _changed("tf%")),
        (rf"{Q}{W}(?:,[ ]or[ ]{UNIT_PRICE},?)?,?[ ](?:up|down)[ ]{SOME}{Q}{W}{_FROM}", _changed("t%f")),
        (rf"{_HOW}{W},?{_FROM}{W}{_TO}", _multiple("ft")),
        (rf"{_HOW}{W}{_TO}{W},?{_FROM}", _multiple("tf")),
    )
)


def _checked(article: Article, share: Share) -> Finding:
    first, second = (_range(article, q) for q in (share.first, share.second))
    ratios = [b / a for a in first for b in second if a]
    if share.stated is None:
        return _multiplied(article, share, ratios)
    scaled = [100 * share.change * (r - 1) if share.change else 100 * r for r in ratios]
    least, most = min(scaled), max(scaled)
    low, high = _stated(article, share.stated)
    fits = least <= high and low <= most
    middle = 100 * (share.second.low or 0) / (share.first.low or 1)
    middle = share.change * (middle - 100) if share.change else middle
    rise = f"{figure(abs(middle))} %"
    if share.change:
        rise += " less" if (middle < 0) != (share.change < 0) else " more"
    first_, second_ = _number(share.first), _number(share.second)
    what = f"From {first_} to {second_} it is {rise}" if share.change else f"{second_} of {first_} is {rise}"
    said = quoted(article.words(share.stated))
    reason = f"{what}, which {'agrees with' if fits else 'is not'} {said}."
    upto = f"to {figure(round(high, 2))} %" if isfinite(high) else "% or more"
    tolerance = f"{figure(round(low, 2))} {upto} for rounding"
    return _told(article, share, fits, reason, (f"{figure(middle)} %", tolerance))


def _stated(article: Article, percent: Quantity) -> tuple[float, float]:
    low, high = _plain(percent)
    step = max(grain(article, percent), 0.5 if "." not in article.words(percent) else 0.0) * 1.2
    about = 0.1 * (percent.number or low or high or 0) if percent.comparator == "about" else 0.0
    return (
        float("-inf") if low is None else low - step - about,
        float("inf") if high is None else high + step + about,
    )


def _plain(quantity: Quantity) -> tuple[float | None, float | None]:
    """The least and most that the words give; "about" is left to be widened here."""
    if quantity.comparator == "about" and quantity.number is not None:
        return quantity.number, quantity.number
    return quantity.low, quantity.high


def _range(article: Article, quantity: Quantity) -> tuple[float, float]:
    """The least and most that a number may have been before it was rounded."""
    least, most = _plain(quantity)
    low, high = least or 0.0, most or 0.0
    scale = grain(article, quantity) if quantity.unit or high >= _ROUNDED else 0.0
    scale = scale if high >= _ROUNDED else min(scale, 0.5)
    about = 0.1 * high if quantity.comparator == "about" else 0.0
    return low - scale - about, high + scale + about


def _multiplied(article: Article, share: Share, ratios: list[float]) -> Finding:
    least, most = min(ratios), max(ratios)
    factor = share.factor
    over = share.words in ("more than", "over")
    near = share.words in ("nearly", "almost")
    low = factor * (1.0 if over else 0.8 if near else 0.9)
    high = factor * (1.5 if over else 1.0 if near else 1.1)
    if factor < 1 and (over or near):
        low, high = (factor * 0.6, factor) if over else (factor, factor * 1.25)
    fits = least <= high and low <= most
    middle = (share.second.low or 0) / (share.first.low or 1)
    reason = f"{_number(share.second)} is {figure(middle)} times {_number(share.first)}; "
    reason += f"the text's words mean {figure(factor)} times."
    return _told(article, share, fits, reason, (f"{figure(middle)} times", f"{figure(low)} to {figure(high)} times"))


def _number(quantity: Quantity) -> str:
    return count(quantity.low or 0, quantity.unit)


def _told(article: Article, share: Share, fits: bool, reason: str, measured: tuple[str, str]) -> Finding:
    computed, tolerance = measured
    parts = sorted((q for q in (share.stated, share.first, share.second) if q), key=lambda q: q is not share.stated)
    p = 1.0
    for part in parts:
        p *= part.p
    sides = tuple(side(article.words(q), _number(q), q.p) for q in parts)
    said = Said(reason=reason, computed=computed, tolerance=tolerance, sides=sides, p=p)
    return finding("arithmetic", FITS if fits else DIFFERS, [article.spot(q) for q in parts], said)
