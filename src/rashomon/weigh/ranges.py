"""Counts of the same thing against one another, inside a document and across those of a case."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise

from msgspec import Struct

from rashomon.records import Finding, Outcome, Place, Quantity, Sentence, Spot
from rashomon.weigh.article import Article, day_of, single_day
from rashomon.weigh.counting import event_of, kinds_of, lexicon, thing_of
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, figure, finding, in_words, listed, quoted, side

_BROAD = frozenset({"country", "continent"})
_WORD = re.compile(r"[^\W\d_]+")
_OF_THOSE = re.compile(r"\bof (?:(?:those|these|them|whom)\b[^.;]{0,30}|the \w+,?\s{0,2})$", re.IGNORECASE)
_PART = re.compile(r"\s+(?:out\s+)?of\s+(?:the|them|whom|those|these|his|her|their|its)\b", re.IGNORECASE)
_NEAR = 60
_BESIDE = 30  # characters from a number to the day that goes with it, when a sentence has several
_NEXT_TO = 2  # sentences apart at most in which two speakers speak of the same thing when no day is said
_MOST = 8
"""Spots that a finding names; a case may hold thousands."""


class Counted(Struct, frozen=True, order=True):
    """A count of something on an occasion, and where it stands: all that is kept of a document."""

    spot: Spot
    sentence: int
    key: tuple[str, str, tuple[str, ...]]
    low: float
    high: float
    day: str
    own_day: bool
    place: str
    words: str
    said_by: str
    published: str
    same: bytes
    rising: bool
    p: float


class Ledger:
    """The counts of a case, entered document by document in any order."""

    def __init__(self) -> None:
        self._inside: list[Finding] = []
        self._across: dict[tuple[object, ...], list[Counted]] = defaultdict(list)

    def enter(self, article: Article) -> None:
        """Take a document's counts in."""
        counted = _whole(list(counts(article)))
        self._inside += _inside(counted)
        for one in counted:
            if one.day and one.place:
                self._across[(one.key, one.day, one.place)].append(one)

    def findings(self) -> Iterator[Finding]:
        """What does not go together inside a document, and what does and does not across documents."""
        yield from self._inside
        for group in self._across.values():
            ordered = sorted(group)
            if len({c.spot.doc for c in ordered}) > 1:
                yield from _held_together(_without_copies(ordered), across=True)


def counts(article: Article) -> Iterator[Counted]:
    """The counts of a document that are of one occasion: of something that happened to it, and not a part or a rate."""
    for quantity in article.quantities:
        if quantity.unit or (quantity.low is None and quantity.high is None) or not article.in_article(quantity):
            continue
        key = (thing_of(quantity), event_of(quantity), tuple(sorted(kinds_of(quantity))))
        sentence = article.sentence(quantity.start)
        if (
            not key[0]
            or not key[1]
            or article.zone(quantity.start) == "headline"
            or is_apart(article, quantity, sentence)
        ):
            continue
        low, high = bounds(quantity)
        yield Counted(
            spot=article.spot(quantity),
            sentence=article.number_of_sentence(quantity.start),
            key=key,
            low=low,
            high=high,
            day=_day(article, quantity, sentence),
            own_day=bool(_day(article, quantity, sentence, alone=True)),
            place=_place(article, quantity, sentence),
            words=_phrase(article, quantity),
            said_by=article.speaker(quantity.start),
            published=article.published(quantity.start),
            same=_digest(article.words(sentence)),
            rising=is_rising(article, sentence),
            p=quantity.p,
        )


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The least and most that a count can mean: a number in whole hundreds leaves a twentieth."""
    low = float("-inf") if quantity.low is None else quantity.low
    high = float("inf") if quantity.high is None else quantity.high
    number = quantity.number or quantity.low or quantity.high or 0
    slack = 0.05 if number >= 100 and number % 100 == 0 and quantity.comparator != "about" else 0.0
    return low - slack * number, high + slack * number


def _phrase(article: Article, quantity: Quantity) -> str:
    """The number with what is counted, as written."""
    end = quantity.of_at.end if quantity.of_at and quantity.of_at.start >= quantity.start else quantity.end
    return article.text[quantity.start : max(quantity.end, min(end, quantity.end + _NEAR))]


def _whole(counted: list[Counted]) -> list[Counted]:
    """Those that stand alone in their sentence: of two of the same thing ("5 here and 3 there") each is a part."""
    alike = Counter((c.sentence, c.key) for c in counted)
    return [c for c in counted if alike[c.sentence, c.key] == 1]


def is_apart(article: Article, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether the words around a number make it a part, one more, a rate or a possibility; or tell of a long time."""
    before = article.text[max(sentence.start, quantity.start - _NEAR) : quantity.start]
    after = article.text[quantity.end : min(sentence.end, quantity.end + _NEAR)]
    near = {w.lower() for w in (*_WORD.findall(before)[-6:], *_WORD.findall(after)[:5]) if w != "May"}
    if not near.isdisjoint(lexicon().apart) or _PART.match(after) or _OF_THOSE.search(before):
        return True
    return any(
        t.type in ("DURATION", "SET") or t.precision in ("year", "decade", "century", "month") or not t.latest
        for t in article.times_in(sentence)
    )


def is_rising(article: Article, sentence: Sentence) -> bool:
    """Whether a sentence tells of a count that changed, or was put right."""
    return not {w.lower() for w in _WORD.findall(article.words(sentence))}.isdisjoint(lexicon().rising)


def _day(article: Article, quantity: Quantity, sentence: Sentence, alone: bool = False) -> str:
    """The one day that what is told gives, or the one right beside the number; or else that of the sentence before."""
    for run in _runs(article, quantity, sentence)[: 1 if alone else None]:
        days = [(t, d.isoformat()) for part in run for t in article.times_in(part) if (d := single_day(t))]
        beside = [d for t, d in days if 0 <= t.start - quantity.end <= _BESIDE]
        chosen = set(beside[:1]) or {d for _, d in days}
        if chosen:
            return next(iter(chosen)) if len(chosen) == 1 else ""
    return ""


def _place(article: Article, quantity: Quantity, sentence: Sentence) -> str:
    """The one town or site that is told, or else the one before it; none where there are two, or a country.

    A site that is known only by a town near it is of that town.
    """
    for run in _runs(article, quantity, sentence):
        named = [p for part in run for p in article.places_in(part)]
        if named:
            towns = {_named(article, p) for p in named if p.kind in ("settlement", "") or p.near}
            near = towns or {_named(article, p) for p in named if p.kind not in _BROAD}
            if near:
                return next(iter(near)) if len(near) == 1 else ""
    return ""


def _named(article: Article, place: Place) -> str:
    of = (article.place(place.near) if place.near else None) or place
    return of.gazetteer_id or of.name.casefold()


def _runs(article: Article, quantity: Quantity, sentence: Sentence) -> list[list[Sentence]]:
    """What is told around a number, and in the sentence before."""
    before = list(_run(article, sentence))[1:]
    return [article.told(sentence, quantity.start), *(article.told(run) for run in before)]


def _run(article: Article, sentence: Sentence) -> Iterator[Sentence]:
    yield sentence
    number = article.number_of_sentence(sentence.start)
    if number > 0 and sentence.start - article.sentences[number - 1].end <= 3:
        yield article.sentences[number - 1]


def _digest(words: str) -> bytes:
    """The same for the same sentence, however it is spaced and punctuated."""
    return blake2b(" ".join(re.findall(r"\w+", words.casefold())).encode(), digest_size=8).digest()


def _without_copies(counted: Sequence[Counted]) -> list[Counted]:
    """One of each sentence, however many documents have it."""
    kept = dict[tuple[bytes, float, float], Counted]()
    for one in counted:
        kept.setdefault((one.same, one.low, one.high), one)
    return list(kept.values())


def _inside(counted: Iterable[Counted]) -> Iterator[Finding]:
    """Counts of a document that are of the same thing: on the same day, or by two speakers in a row."""
    groups = defaultdict[tuple[object, ...], list[Counted]](list)
    for one in counted:
        groups[one.key].append(one)
    for group in groups.values():
        days = defaultdict[str, list[Counted]](list)
        for one in sorted(group):
            if one.own_day:
                days[one.day].append(one)
        done = set[Spot]()
        for same_day in days.values():
            chosen = _one_place(_without_copies(same_day))
            if len(chosen) > 1 and not any(c.rising for c in chosen):
                done |= {c.spot for c in chosen}
                yield from _held_together(chosen)
        rest = [c for c in sorted(group) if c.spot not in done]
        for one, other in pairwise(rest):
            if _two_voices(one, other):
                yield from _held_together([one, other])


def _one_place(counted: list[Counted]) -> list[Counted]:
    """Those that can be of one place: of the first that names any, or of none."""
    place = next((c.place for c in counted if c.place), "")
    return [c for c in counted if c.place in ("", place)]


def _two_voices(one: Counted, other: Counted) -> bool:
    """Whether two speakers, one after the other, give a count of the same thing."""
    if other.sentence - one.sentence > _NEXT_TO or one.said_by == other.said_by or one.rising or other.rising:
        return False
    if one.day and other.day and one.day != other.day:
        return False
    return not (one.place and other.place) or one.place == other.place


def _held_together(counted: list[Counted], across: bool = False) -> Iterator[Finding]:
    """The finding for counts of the same thing: the one that can be least, against those that must be more."""
    if len(counted) < 2 or (across and len({c.spot.doc for c in counted}) < 2):
        return
    least = min(counted, key=lambda c: (c.high, c.spot))
    above = [c for c in counted if c.low > least.high]
    if not above:
        first, *rest = counted
        yield _told(FITS, first, rest[:_MOST], "")
        return
    above = sorted(above, key=lambda c: (-c.low, c.spot))[:_MOST]
    outcome, why = DIFFERS, ""
    if across and all(c.published > least.published for c in above):
        outcome, why = OPEN, "the higher count was published later, and such counts often rise"
    yield _told(outcome, least, above, why)


def _told(outcome: Outcome, stated: Counted, against: Sequence[Counted], why: str) -> Finding:
    who = listed(list(dict.fromkeys(_who(c) for c in (stated, *against)))[:4])
    day = day_of(stated.day) if all(c.day == stated.day for c in against) else None
    reason = f"{who} are read as counts of the same thing" + (f" on {in_words(day)}" if day else "")
    if why:
        reason += f"; whether they agree is open, for {why}."
    else:
        reason += "; one number can fit them all." if outcome == FITS else "; no number fits them all."
    p = stated.p
    for one in against[:1]:
        p *= one.p
    sides = tuple(side(c.words, f"{_span(c)}{_by(c)}", c.p) for c in (stated, *against))
    told = Said(reason=reason, computed=_span(stated), tolerance=_slack(stated), sides=sides, p=p)
    return finding("range", outcome, [stated.spot, *(c.spot for c in against)], told)


def _who(counted: Counted) -> str:
    return f"{quoted(counted.words)}{_by(counted)}"


def _by(counted: Counted) -> str:
    return f" ({counted.said_by})" if counted.said_by else ""


def _span(counted: Counted) -> str:
    """The numbers that a count can mean, in words."""
    low, high = counted.low, counted.high
    if low == high:
        return figure(low)
    if high == float("inf"):
        return f"{figure(low)} or more"
    return f"{figure(high)} or fewer" if low == float("-inf") else f"{figure(low)} to {figure(high)}"


def _slack(counted: Counted) -> str:
    return "none" if counted.low == counted.high else f"as the words leave open: {_span(counted)}"
