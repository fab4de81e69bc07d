"""Arithmetic within a sentence: sums, percentages, multiples, votes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.records import Finding, Sentence
from rashomon.weigh.article import Article
from rashomon.weigh.shares import shares
from rashomon.weigh.skeleton import Skeleton
from rashomon.weigh.stating import DIFFERS, FITS, Said, figure, finding, side
from rashomon.weigh.sums import sums

_VOTE = re.compile(r"\bof (?:the |all )?(?:votes?|ballots|valid votes|vote cast)\b", re.IGNORECASE)
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
