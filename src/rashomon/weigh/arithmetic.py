"""Arithmetic within a sentence: sums, percentages, multiples, votes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.records import Finding, Sentence
from rashomon.weigh.article import Article
from rashomon.weigh.rounding import grain
from rashomon.weigh.shares import shares
from rashomon.weigh.skeleton import Skeleton
from rashomon.weigh.stating import DIFFERS, FITS, Said, figure, finding, quoted, side
from rashomon.weigh.sums import sums

_VOTE = re.compile(r"\bof (?:the |all )?(?:votes?|ballots|valid votes|vote cast)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"([\ue000-\uf8ff])(?:[^.;:\ue000-\uf8ff]{0,60})([\ue000-\uf8ff])[^.;:\ue000-\uf8ff]{0,40}?"
    r"\b(?:to|over|against|versus|vs\.?)\s[^.;:\ue000-\uf8ff]{0,30}([\ue000-\uf8ff])"
)
"""What is "up 9.2 percentage points at 49.2 percent to 40 percent"."""
_VOTERS = frozenset({"", "vote", "ballot", "poll"})
_WHOLE = 100.0


def arithmetic(article: Article) -> Iterator[Finding]:
    """A finding for each sum, percentage and multiple that the text itself lets one work out."""
    for passage in article.passages():
        if article.in_article(passage):
            skeleton = Skeleton(article, passage)
            if len(skeleton.quantities) > 1:
                yield from sums(skeleton)
                yield from shares(skeleton)
                yield from _votes(article, passage)
                yield from _points(skeleton)


def _votes(article: Article, passage: Sentence) -> Iterator[Finding]:
    """Shares of one vote, which cannot be more than all of it."""
    found = [q for q in article.quantities_in(passage) if q.unit == "percent" and q.low is not None]
    found = [q for q in found if q.head.lower() in _VOTERS]
    words = article.words(passage)
    if (
        len(found) < 2
        or len(_VOTE.findall(words)) != 1
        or re.search(r"\b(?:turnout|up|down|from|precincts|counted|reporting)\b", words)
    ):
        return
    made = sum(q.low or 0 for q in found)
    slack = 0.5 * len(found)
    computed = " + ".join(figure(q.low or 0) for q in found) + f" = {figure(made)} %"
    fits = made <= _WHOLE + slack
    reason = f"The shares of the vote make {computed}, {'no more' if fits else 'more'} than there can be."
    p = 1.0
    for quantity in found:
        p *= quantity.p
    sides = tuple(side(article.words(q), f"{figure(q.low or 0)} %", q.p) for q in found)
    told = Said(reason=reason, computed=computed, tolerance=f"{figure(slack)} % for rounding", sides=sides, p=p)
    yield finding("arithmetic", FITS if fits else DIFFERS, [article.spot(q) for q in found], told)


def _points(skeleton: Skeleton) -> Iterator[Finding]:
    """Percentage points between two percentages, one right after the other."""
    for match in _POINTS.finditer(skeleton.text):
        stated, first, second = (skeleton.quantity(mark) for mark in match.groups())
        if stated.unit != "percentage point" or {first.unit, second.unit} != {"percent"}:
            continue
        values = [q.number if q.number is not None else q.low for q in (stated, first, second)]
        said, one, other = (v for v in values if v is not None) if None not in values else (0.0, 0.0, 0.0)
        article, made = skeleton.article, abs(one - other)
        slack = round(sum(grain(article, q) for q in (stated, first, second)), 2)
        if not said or stated.comparator not in ("", "about"):
            continue
        fits = abs(made - said) <= slack + (0.1 * said if stated.comparator else 0.0) + 1e-9
        reason = f"Between {figure(one)} % and {figure(other)} % there are {figure(round(made, 2))} percentage points"
        words = quoted(article.words(stated))
        reason += f", which agrees with {words}." if fits else f"; the text has {words}."
        told = Said(
            reason=reason,
            computed=f"{figure(round(made, 2))} percentage points",
            tolerance=f"{figure(slack)} for rounding",
            sides=tuple(side(article.words(q), figure(q.low or 0), q.p) for q in (stated, first, second)),
            p=stated.p * first.p * second.p,
        )
        spots = [article.spot(q) for q in (stated, first, second)]
        yield finding("arithmetic", FITS if fits else DIFFERS, spots, told)
