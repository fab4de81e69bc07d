"""Whether the main predicates of two contents correspond, and the numbers of what both count."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from rashomon.link.positions.act_words import stem, stems_of

_BE = r"(?:is|are|was|were|be|been|being|remained|remains|stayed)"
_ADVERB = r"(?:(?:also|still|not|never|now|then|already|currently|just|only|\w+ly)\s+)*"
_IN = r"(?:on|under|in|at|behind|out\s+of|without|a|an|the|his|her|their|its)"
_BEING = re.compile(rf"\b{_BE}\s+{_ADVERB}(?:{_IN}\s+)*(?P<verb>[^\W\d_]+(?:-\w+)?)", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?!(?:indeed|need|hundred|red|bed|shed|speed|seed|united|armed|so-called)\b)(?P<verb>[^\W\d_]{2,}ed"
    r"|won|lost|fell|rose|broke|struck|hit|shot|left|came|went|gave|took|made|saw|kept|held|led|fled|sold|paid|told|found|sank)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r",?\s(?:when|after|before|while|because|since|as|if|until|although|who|whom|whose|which|where)\b", re.IGNORECASE
)
_ASIDE = re.compile(r",\s(?:who|whom|whose|which|where)\b[^,;]{2,80},", re.IGNORECASE)
_COUNTED = re.compile(r"(?<![\w.,:-])(\d+(?:[.,]\d+)*)(?:[\s-](\d)/([1-9]))?[\s-]+([^\W\d_]{3,})")
_DULL = frozenset("the and for from with who were was have had per cent day".split())
_ROUGHLY = 0.15


@lru_cache(maxsize=20_000)
def predicate(text: str) -> str:
    """The stem of what the first clause says of its subject: its verb, or the noun after "was on"; empty if unknown."""
    clause = _BELOW.split(_ASIDE.sub(" ", " ".join(text.split())), maxsplit=1)[0]
    found = [m for m in (_BEING.search(clause), _PAST.search(clause)) if m]
    return stem(min(found, key=lambda m: m.start()).group("verb").lower()) if found else ""


def other_predicate(one: str, other: str) -> bool:
    """Whether two contents say two things, though they share words: the main predicate of one is no word of the other.

    That of the other stands in the one, too, but as an aside: "was on probation when he was arrested" against "was
    arrested". Where neither has that of the other, they may be two words for one thing.
    """
    first, second = predicate(one), predicate(other)
    if not first or not second or first == second:
        return False
    mine, theirs = stems_of(one), stems_of(other)
    return (first not in theirs and second in mine) or (second not in mine and first in theirs)


def other_numbers(one: str, other: str) -> bool:
    """Whether two contents count the same thing and have no number of it in common, not even roughly."""
    mine, theirs = _numbers(one), _numbers(other)
    return any(
        all(abs(x - y) > _ROUGHLY * max(x, y) for x in mine[noun] for y in theirs[noun])
        for noun in mine.keys() & theirs.keys()
    )


@lru_cache(maxsize=20_000)
def _numbers(text: str) -> dict[str, frozenset[float]]:
    found: dict[str, set[float]] = defaultdict(set)
    for m in _COUNTED.finditer(text):
        digits = re.sub(r",(?=\d{3}(?:\D|$))", "", m.group(1))
        if re.fullmatch(r"\d+(?:\.\d+)?", digits) and m.group(4).lower() not in _DULL:
            part = int(m.group(2)) / int(m.group(3)) if m.group(2) else 0.0
            found[stem(m.group(4).lower())].add(float(digits) + part)
    return {noun: frozenset(values) for noun, values in found.items()}
