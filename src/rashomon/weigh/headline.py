"""Numbers of a headline against those of the text below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rashomon.records import ARTICLE_ZONES, Finding, Outcome, Quantity
from rashomon.weigh.article import Article
from rashomon.weigh.counting import Counts, counts_of
from rashomon.weigh.ranges import bounds, event_in, is_apart, is_rising, phrase
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, finding, listed, quoted, side

_MOST = 8


def headlines(article: Article) -> Iterator[Finding]:
    """A finding for each number of a headline whose thing the text below it counts, too."""
    end = len(article.text)
    found: list[list[Finding]] = []
    for zone in reversed(article.reading.zones):
        if zone.kind != "headline":
            continue
        counted = article.within(article.quantities, zone.start, zone.end)[:_MOST]
        body = article.within(article.quantities, zone.end, end) if counted else []
        body = [q for q in body if article.zone(q.start) in ARTICLE_ZONES and (q.low is not None or q.high is not None)]
        found.append([f for quantity in counted for f in _checked(article, quantity, body)])
        end = zone.start
    yield from (f for some in reversed(found) for f in some)


def _checked(article: Article, quantity: Quantity, body: list[Quantity]) -> Iterator[Finding]:
    what = _what(article, quantity)
    if (quantity.low is None and quantity.high is None) or not (what.thing or what.event):
        return
    alike = [q for q in body if q.unit == quantity.unit and _alike(what, _what(article, q))]
    fitting = [q for q in alike if _fits(quantity, q)]
    if fitting:
        yield _told(article, quantity, fitting[:1], FITS)
        return
    told = [q for q in alike if _of_one_occasion(article, q)]
    if _adds_up(quantity, alike):
        return
    same = [q for q in told if what.same(_what(article, q))]
    more = [q for q in told if _is_too_large(quantity, what, q, _what(article, q))]
    wholes = [q for q in told if what.people and what.event and what.within(_what(article, q))]
    if same or more:
        yield _told(article, quantity, (same or more)[:_MOST], DIFFERS)
    elif wholes:
        yield _told(article, quantity, wholes[:_MOST], OPEN)


def _what(article: Article, quantity: Quantity) -> Counts:
    return counts_of(quantity, event_in(article, quantity))


def _is_too_large(one: Quantity, what: Counts, other: Quantity, which: Counts) -> bool:
    """Whether one of two numbers is a part of the other, and more than it."""
    (low, high), (least, most) = bounds(one), bounds(other)
    return bool(what.event) and ((what.within(which) and low > most) or (which.within(what) and least > high))


def _of_one_occasion(article: Article, quantity: Quantity) -> bool:
    sentence = article.sentence(quantity.start)
    return not is_apart(article, quantity, sentence) and not is_rising(article, sentence)


def _alike(one: Counts, other: Counts) -> bool:
    """Whether two numbers can be of the same thing, one of them perhaps said in fewer words."""
    kinds, more = set(one.kinds), set(other.kinds)
    if one.thing == other.thing:
        return len({one.event, other.event} - {""}) <= 1 and (kinds <= more or more <= kinds)
    return bool(one.event) and (one.within(other) or other.within(one))


def _fits(one: Quantity, other: Quantity) -> bool:
    low, high = bounds(one)
    least, most = bounds(other)
    return low <= most and least <= high


def _adds_up(quantity: Quantity, body: list[Quantity]) -> bool:
    """Whether the headline's number is the sum of numbers of the text."""
    low, high = bounds(quantity)
    values = [q.low or 0 for q in body[:_MOST]]
    return any(low <= sum(some) <= high for size in (2, 3) for some in combinations(values, size))


def _told(article: Article, quantity: Quantity, body: list[Quantity], outcome: Outcome) -> Finding:
    said = listed([quoted(phrase(article, q)) for q in body[:3]])
    head = quoted(phrase(article, quantity))
    ending = {
        FITS: f"the text agrees: {said}",
        DIFFERS: f"the text below it has {said}",
        OPEN: f"the text below it has {said}, of whom these may be a part",
    }
    sides = tuple(side(phrase(article, q), _read(q), q.p) for q in (quantity, *body))
    told = Said(
        reason=f"The headline has {head}; {ending[outcome]}.",
        computed=_read(body[0]),
        tolerance="none",
        sides=sides,
        p=quantity.p * body[0].p,
    )
    spots = [article.spot(quantity), *(article.spot(q) for q in body)]
    return finding("headline", outcome, spots, told)


def _read(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low == high and low is not None:
        return f"{low:,g}"
    return f"{low:,g} or more" if high is None else f"{high:,g} or fewer" if low is None else f"{low:,g} to {high:,g}"
