"""Numbers of a headline against those of the text below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rashomon.records import ARTICLE_ZONES, Finding, Quantity
from rashomon.weigh.article import Article
from rashomon.weigh.counting import event_of, kinds_of, thing_of
from rashomon.weigh.ranges import bounds, is_apart, is_rising
from rashomon.weigh.stating import DIFFERS, FITS, Said, finding, listed, quoted, side

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
    if (quantity.low is None and quantity.high is None) or not (thing_of(quantity) or event_of(quantity)):
        return
    alike = [q for q in body if _alike(quantity, q)]
    fitting = [q for q in alike if _fits(quantity, q)]
    if fitting:
        yield _told(article, quantity, fitting[:1], True)
        return
    same = [q for q in alike if kinds_of(q) == kinds_of(quantity) and event_of(q) == event_of(quantity)]
    same = [q for q in same if _of_one_occasion(article, q)]
    if same and not _adds_up(quantity, alike):
        yield _told(article, quantity, same[:_MOST], False)


def _of_one_occasion(article: Article, quantity: Quantity) -> bool:
    sentence = article.sentence(quantity.start)
    return not is_apart(article, quantity, sentence) and not is_rising(article, sentence)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers can be of the same thing, one of them perhaps said in fewer words."""
    if one.unit != other.unit or thing_of(one) != thing_of(other):
        return False
    events, kinds, more = {event_of(one), event_of(other)} - {""}, kinds_of(one), kinds_of(other)
    return len(events) <= 1 and (kinds <= more or more <= kinds)


def _fits(one: Quantity, other: Quantity) -> bool:
    low, high = bounds(one)
    least, most = bounds(other)
    return low <= most and least <= high


def _adds_up(quantity: Quantity, body: list[Quantity]) -> bool:
    """Whether the headline's number is the sum of numbers of the text."""
    low, high = bounds(quantity)
    values = [q.low or 0 for q in body[:_MOST]]
    return any(low <= sum(some) <= high for size in (2, 3) for some in combinations(values, size))


def _told(article: Article, quantity: Quantity, body: list[Quantity], fits: bool) -> Finding:
    said = listed([quoted(_phrase(article, q)) for q in body[:3]])
    verb = "the text has the same" if fits else "the text below it has"
    reason = f"The headline has {quoted(_phrase(article, quantity))}; {verb}: {said}."
    sides = tuple(side(_phrase(article, q), _read(q), q.p) for q in (quantity, *body))
    told = Said(reason=reason, computed=_read(body[0]), tolerance="none", sides=sides, p=quantity.p * body[0].p)
    spots = [article.spot(quantity), *(article.spot(q) for q in body)]
    return finding("headline", FITS if fits else DIFFERS, spots, told)


def _phrase(article: Article, quantity: Quantity) -> str:
    end = quantity.of_at.end if quantity.of_at and quantity.of_at.start >= quantity.start else quantity.end
    return article.text[quantity.start : max(quantity.end, min(end, quantity.end + 60))]


def _read(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low == high and low is not None:
        return f"{low:,g}"
    return f"{low:,g} or more" if high is None else f"{high:,g} or fewer" if low is None else f"{low:,g} to {high:,g}"
