"""Parts and totals: "31 killed: 20 soldiers and 11 civilians"; "five in A and three in B, eight in all"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rashomon.records import Finding, Outcome, Quantity
from rashomon.weigh.article import Article
from rashomon.weigh.counting import is_people, may_be_people, thing_of
from rashomon.weigh.ranges import phrase
from rashomon.weigh.skeleton import FIRST, LAST, Skeleton
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, count, figure, finding, quoted, side

_Q = "[\ue000-\uf8ff]"
_OPENS = re.compile(rf"(?::|[ ]?—|[ ]–|[ ]-|[ ]\()[ ]?(?=(?:about[ ]|some[ ]|a[ ]|an[ ]|one[ ])?{_Q})")
_INCLUDES = re.compile(rf",?[ ](?:including|among[ ]them|of[ ]them|of[ ]whom|of[ ]which)[ ](?=(?:at[ ]least[ ])?{_Q})")
_IN_ALL = re.compile(
    rf"({_Q})[^,.;:\ue000-\uf8ff]{{0,40}}[ ](?:in[ ]all|in[ ]total|altogether|all[ ]told|overall|combined)\b"
    rf"|\b(?:in[ ]all|in[ ]total|altogether|all[ ]told|a[ ](?:combined[ ])?total[ ]of|making|totall?ing),?[ ]({_Q})"
)
_OF_THE = re.compile(rf"\b[Oo]f[ ](?:the|those|all|its|their|these)[ ]({_Q})([^.;:\ue000-\uf8ff]{{0,60}}?),[ ]")
_OF_THEM = re.compile(
    rf"({_Q})[^.;:\ue000-\uf8ff]{{0,40}},[ ]({_Q})[ ]of[ ](?:them|whom|these|which)\b[^.;:\ue000-\uf8ff]{{0,40}}"
    rf"[ ]and[ ]the[ ](?:other|remaining|rest,?)[ ]({_Q})"
)
_SPLIT = re.compile(r",?[ ]and[ ]|,[ ]|;[ ]|[ ]plus[ ]")
_STOP = re.compile(r"[.!?)—–]|[ ]-[ ]|;(?![ ](?:and[ ])?[\ue000-\uf8ff])")
_ITEM = re.compile(rf"(?:the[ ](?:other|remaining|rest,?)[ ]|another[ ]|about[ ]|some[ ])?({_Q}|an?[ ](?=[^\W\d_]))")
_REST = re.compile(r"\b(?:other|others|remaining|rest|remainder)\b")
_MOST_PARTS = 8
_ONE = Quantity(id="", start=0, end=0, low=1, high=1)


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts; `whole` says whether the parts must make all of it."""

    total: Quantity
    parts: tuple[Quantity, ...]
    whole: bool


def sums(skeleton: Skeleton) -> Iterator[Finding]:
    """A finding for each total whose parts stand in the same sentence."""
    seen = set[str]()
    for reader in (_of_the, _of_them, _in_all, _opened, _included):
        for total in reader(skeleton):
            if total.total.id not in seen and len({q.unit for q in (total.total, *total.parts)}) == 1:
                seen.add(total.total.id)
                yield _checked(skeleton.article, total)


def _items(skeleton: Skeleton, start: int) -> tuple[list[Quantity], str, bool]:
    """The numbers of a list that begins there, its text, and whether it closes with "and" or one item only."""
    stop = _STOP.search(skeleton.text, start)
    words = skeleton.text[start : stop.start() if stop else len(skeleton.text)]
    parts, end, closed, at = list[Quantity](), 0, False, 0
    for piece in [*_SPLIT.finditer(words), None]:
        item = _ITEM.match(words, at)
        if item is None or len(parts) >= _MOST_PARTS:
            closed = False
            break
        mark = item.group(1)
        parts.append(skeleton.quantity(mark) if FIRST <= ord(mark[0]) <= LAST else _ONE)
        end = piece.start() if piece else len(words)
        if closed:
            break
        if piece is None:
            break
        closed, at = "and" in piece.group(), piece.end()
    return parts, words[:end], closed and len(parts) > 1


def _numbers(quantities: Sequence[Quantity]) -> bool:
    """Whether all are plain numbers that can be added up."""
    return all(q.low is not None and q.low == q.high and q.unit != "percent" for q in quantities)


def _before(skeleton: Skeleton, end: int) -> list[Quantity]:
    return [skeleton.quantity(c) for c in skeleton.text[:end] if FIRST <= ord(c) <= LAST]


def _opened(skeleton: Skeleton) -> Iterator[Sum]:
    """What is "31 killed: 20 soldiers and 11 civilians", with a colon, a dash or a bracket."""
    for match in _OPENS.finditer(skeleton.text):
        parts, _, closed = _items(skeleton, match.end())
        totals = [q for q in _before(skeleton, match.start()) if _numbers([q])]
        if not closed or not totals or not _numbers(parts):
            continue
        made = sum(p.low or 0 for p in parts)
        right = [t for t in totals if t.low in (made, len(parts))]
        if right:
            yield Sum(right[-1], tuple(parts), True)
        elif len(totals) == 1 and _same(totals[0], parts):
            yield Sum(totals[0], tuple(parts), True)


def _same(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts can be parts of the total: people of people, or the same thing, or nothing said of them."""
    whole = thing_of(total)
    return all(not thing_of(p) or thing_of(p) == whole or (may_be_people(p) and is_people(total)) for p in parts)


def _in_all(skeleton: Skeleton) -> Iterator[Sum]:
    """What is "Five in A and three in B, eight in all"."""
    for match in _IN_ALL.finditer(skeleton.text):
        total = skeleton.quantity(match.group(1) or match.group(2))
        before = _before(skeleton, match.start(1) if match.group(1) else match.start(2))[-_MOST_PARTS:]
        if len(before) < 2 or not _numbers([total, *before]):
            continue
        for made, number in zip(
            accumulate(q.low or 0 for q in reversed(before)), range(1, len(before) + 1), strict=True
        ):
            if number > 1 and made == total.low:
                yield Sum(total, tuple(before[-number:]), True)
                break
        else:
            if len(before) <= 4 and len({thing_of(q) for q in (total, *before) if thing_of(q)}) <= 1:
                yield Sum(total, tuple(before), True)


def _of_the(skeleton: Skeleton) -> Iterator[Sum]:
    """What is "Of the 31 dead, 20 were soldiers and 11 civilians"."""
    for match in _OF_THE.finditer(skeleton.text):
        total = skeleton.quantity(match.group(1))
        parts, words, closed = _items(skeleton, match.end())
        if not parts or not _numbers([total, *parts]) or not _same(total, parts):
            continue
        made = sum(p.low or 0 for p in parts)
        if made >= (total.low or 0) or _REST.search(words) or closed:
            yield Sum(total, tuple(parts), bool(_REST.search(words)))


def _of_them(skeleton: Skeleton) -> Iterator[Sum]:
    """What is "28 dead, 14 of them women and the remaining 14 men"."""
    for match in _OF_THEM.finditer(skeleton.text):
        total, *parts = (skeleton.quantity(mark) for mark in match.groups())
        if _numbers([total, *parts]):
            yield Sum(total, tuple(parts), True)


def _included(skeleton: Skeleton) -> Iterator[Sum]:
    """What is "31 people, including 20 soldiers": a part, which may not be more than the whole."""
    for match in _INCLUDES.finditer(skeleton.text):
        at = match.end() + (len("at least ") if skeleton.text.startswith("at least ", match.end()) else 0)
        parts, _, closed = _items(skeleton, at)
        totals = [q for q in _before(skeleton, match.start()) if _numbers([q]) and q.low and _same(q, parts[:1])]
        parts = parts if closed else parts[:1]
        if totals and parts and _numbers(parts):
            yield Sum(max(totals, key=lambda q: q.low or 0), tuple(parts), False)


def _outcome(found: Sum, made: float) -> Outcome:
    """Parts that need not be all, nor apart from one another, are too many only where one of them alone is."""
    low, high = found.total.low or 0, found.total.high or 0
    if made == low or (found.whole and low == len(found.parts)):
        return FITS
    if found.whole or max(p.low or 0 for p in found.parts) > high:
        return DIFFERS
    return FITS if len(found.parts) == 1 else OPEN


def _checked(article: Article, found: Sum) -> Finding:
    total, parts = found.total, found.parts
    made = sum(p.low or 0 for p in parts)
    counted = len(parts) if found.whole and total.low == len(parts) else 0
    outcome = _outcome(found, made)
    adds = " + ".join(figure(p.low or 0) for p in parts)
    computed = figure(counted or made) if len(parts) == 1 or counted else f"{adds} = {figure(made)}"
    said = quoted(article.words(total))
    if outcome == OPEN:
        reason = (
            f"The parts make {computed} of {said}; whether they are all, and none in two parts, the text does not say."
        )
    elif found.whole:
        reason = f"The parts make {computed}; the text's total is {said}."
    else:
        largest = quoted(phrase(article, max(parts, key=lambda q: q.low or 0)) or "one")
        over = "but a part cannot be larger than its whole" if outcome == DIFFERS else "no larger than the whole"
        reason = f"{largest} {'are' if made > 1 else 'is'} given as a part of {quoted(phrase(article, total))}, {over}."
    real = [p for p in parts if p.end]
    p = total.p
    for part in real:
        p *= part.p
    sides = tuple(side(article.words(q), count(q.low or 0, q.unit), q.p) for q in (total, *real))
    told = Said(reason=reason, computed=computed, tolerance="none", sides=sides, p=p)
    return finding("arithmetic", outcome, [article.spot(q) for q in (total, *real)], told)
