"""Counts of the same thing against one another, inside a document and across those of a case."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise

from msgspec import Struct

from rashomon.records import Finding, Outcome, Quantity, Sentence, Spot
from rashomon.weigh.article import Article, day_of
from rashomon.weigh.counting import Counts, counts_of, event_of, lexicon
from rashomon.weigh.occasions import Occasion, occasion
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, figure, finding, in_words, listed, quoted, side

_WORD = re.compile(r"[^\W\d_]+")
_OF_THOSE = re.compile(r"\bof (?:(?:those|these|them|whom)\b[^.;]{0,30}|the \w+,?\s{0,2})$", re.IGNORECASE)
_PART = re.compile(r"\s+(?:out\s+)?of\s+(?:the|them|whom|those|these|his|her|their|its)\b", re.IGNORECASE)
_DEAD = re.compile(r"(?:\s+(?:and\s+)?(?:dead|killed|to\s+death)\b)", re.IGNORECASE)
_SOME_OF_THEM = re.compile(
    r"\b(?:at the scene|on the spot|on the scene|instantly|in (?:the )?hospitals?|on the way|on arrival|"
    r"of (?:their|his|her) (?:wounds|injuries))\b",
    re.IGNORECASE,
)
"""Where or how somebody died, which tells only of some of the dead."""
_NEAR = 60
_NEXT_TO = 2  # sentences apart at most in which two speakers speak of the same thing when no day is said
_MOST = 8
"""Spots that a finding names; a case may hold thousands."""
_TRIED = 40
"""Counts of one day against which all others are held."""
_RISE = "the higher count was published later, and such counts often rise"
_CHANGED = "the text itself says that the count changed"
_OTHER = "they may be of different events, since the texts do not tell of the same cause"
_ELSEWHERE = "they may be of different events, since the texts do not name the same town or site"


class Counted(Struct, frozen=True):
    """A count of something on an occasion, and where it stands: all that is kept of a document."""

    spot: Spot
    sentence: int
    what: Counts
    low: float
    high: float
    when: Occasion
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
            if one.when.day:
                self._across[(one.what.family, one.when.day)].append(one)

    def findings(self) -> Iterator[Finding]:
        """What does not go together inside a document, and what does and does not across documents."""
        across = [f for group in self._across.values() for f in _across(_without_copies(sorted(group, key=_spot)))]
        told = {f.stated: {f.stated, *f.against} for f in across}
        for found in self._inside:
            if not {found.stated, *found.against} <= told.get(found.stated, set()):
                yield found
        yield from across


def counts(article: Article) -> Iterator[Counted]:
    """The counts of a document that are of one occasion: of something that happened to it, and not a part or a rate."""
    for quantity in article.quantities:
        if quantity.unit or (quantity.low is None and quantity.high is None) or not article.in_article(quantity):
            continue
        what = counts_of(quantity, event_in(article, quantity))
        sentence = article.sentence(quantity.start)
        if (
            not what.thing
            or not what.event
            or what.event in lexicon().light
            or article.zone(quantity.start) == "headline"
            or is_apart(article, quantity, sentence)
        ):
            continue
        low, high = bounds(quantity)
        yield Counted(
            spot=article.spot(quantity),
            sentence=article.number_of_sentence(quantity.start),
            what=what,
            low=low,
            high=high,
            when=occasion(article, quantity, sentence),
            words=phrase(article, quantity),
            said_by=article.speaker(quantity.start),
            published=article.published(quantity.start),
            same=_digest(article.words(sentence)),
            rising=is_rising(article, sentence),
            p=quantity.p,
        )


def event_in(article: Article, quantity: Quantity) -> str:
    """What happens to what is counted; whoever is shot dead or beaten to death is killed."""
    at = quantity.event_at
    if at and _DEAD.match(article.text, at.end):
        return "kill"
    return event_of(quantity)


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The least and most that a count can mean: a number in whole hundreds leaves a twentieth."""
    low = float("-inf") if quantity.low is None else quantity.low
    high = float("inf") if quantity.high is None else quantity.high
    number = quantity.number or quantity.low or quantity.high or 0
    slack = 0.05 if number >= 100 and number % 100 == 0 and quantity.comparator != "about" else 0.0
    return low - slack * number, high + slack * number


def phrase(article: Article, quantity: Quantity) -> str:
    """The number with what is counted, as written."""
    end = quantity.of_at.end if quantity.of_at and quantity.of_at.start >= quantity.start else quantity.end
    return article.text[quantity.start : max(quantity.end, min(end, quantity.end + _NEAR))]


def _whole(counted: list[Counted]) -> list[Counted]:
    """Those that stand alone in their sentence: of two of the same thing ("5 here and 3 there") each is a part."""
    alike = Counter((c.sentence, c.what) for c in counted)
    return [c for c in counted if alike[c.sentence, c.what] == 1]


def is_apart(article: Article, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether the words around a number make it a part, one more, a rate or a possibility; or tell of a long time."""
    before = article.text[max(sentence.start, quantity.start - _NEAR) : quantity.start]
    after = article.text[quantity.end : min(sentence.end, quantity.end + _NEAR)]
    ahead, behind = (
        {w.lower() for w in some if w != "May"} for some in (_WORD.findall(before)[-6:], _WORD.findall(after)[:5])
    )
    if not (ahead | behind).isdisjoint(lexicon().apart) or not ahead.isdisjoint(lexicon().apart_before):
        return True
    if _PART.match(after) or _OF_THOSE.search(before) or _SOME_OF_THEM.search(after):
        return True
    return any(
        t.type in ("DURATION", "SET") or t.precision in ("year", "decade", "century", "month") or not t.latest
        for t in article.times_in(sentence)
    )


def is_rising(article: Article, sentence: Sentence) -> bool:
    """Whether a sentence tells of a count that changed, or was put right."""
    return not {w.lower() for w in _WORD.findall(article.words(sentence))}.isdisjoint(lexicon().rising)


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
    groups = defaultdict[tuple[str, str], list[Counted]](list)
    for one in counted:
        groups[one.what.family].append(one)
    for group in groups.values():
        days = defaultdict[str, list[Counted]](list)
        for one in sorted(group, key=_spot):
            if one.when.own_day:
                days[one.when.day].append(one)
        done = set[Spot]()
        for same_day in days.values():
            chosen = _one_place(_without_copies(same_day))
            if len(chosen) > 1 and not any(c.rising for c in chosen):
                done |= {c.spot for c in chosen}
                yield from _of_one_day(chosen)
        rest = [c for c in sorted(group, key=_spot) if c.spot not in done]
        for one, other in pairwise(rest):
            if _two_voices(one, other):
                yield from _of_one_day([one, other])


def _spot(counted: Counted) -> Spot:
    return counted.spot


def _one_place(counted: list[Counted]) -> list[Counted]:
    """Those that can be of one place: of the first that names any, or of none."""
    place = next((c.when.place for c in counted if c.when.place), "")
    return [c for c in counted if c.when.place in ("", place)]


def _two_voices(one: Counted, other: Counted) -> bool:
    """Whether two speakers, one after the other, give a count of the same thing."""
    if other.sentence - one.sentence > _NEXT_TO or one.said_by == other.said_by or one.rising or other.rising:
        return False
    if one.when.day and other.when.day and one.when.day != other.when.day:
        return False
    return not (one.when.place and other.when.place) or one.when.place == other.when.place


def _across(counted: list[Counted]) -> Iterator[Finding]:
    """The findings for counts of one day in several documents: of one town or site, or perhaps of one."""
    if len({c.spot.doc for c in counted}) < 2:
        return
    places = defaultdict[str, list[Counted]](list)
    for one in counted:
        if one.when.place:
            places[one.when.place].append(one)
    met = set[Spot]()
    for group in places.values():
        if len({c.spot.doc for c in group}) > 1:
            for found in _of_one_day(group, across=True):
                met |= {found.stated, *found.against}
                yield found
    yield from _perhaps(counted, met)


def _perhaps(counted: list[Counted], met: set[Spot]) -> Iterator[Finding]:
    """Counts that do not go together and may be of one occasion, though no town or site says so; those met are done."""
    ordered = sorted(counted, key=lambda c: (c.high, c.spot))
    ordered = ordered if len(ordered) <= _TRIED else ordered[: _TRIED // 2] + ordered[-_TRIED // 2 :]
    for least in ordered:
        above = [
            c
            for c in ordered
            if c.spot.doc != least.spot.doc
            and _exceeds(c, least)
            and not c.when.is_at(least.when)
            and c.when.may_be(least.when)
            and not {c.spot, least.spot} <= met
        ]
        if above:
            met |= {least.spot, *(c.spot for c in above)}
            yield _told(OPEN, least, _highest(above), _ELSEWHERE)


def _exceeds(one: Counted, other: Counted) -> bool:
    """Whether a count is more than another that it is a part of, or the same as."""
    return one.low > other.high and one.what.within(other.what)


def _highest(counted: Iterable[Counted]) -> list[Counted]:
    return sorted(counted, key=lambda c: (-c.low, c.spot))[:_MOST]


def _of_one_day(counted: list[Counted], across: bool = False) -> Iterator[Finding]:
    """The findings for counts of one day and place: for each thing that is counted, what it must not be less than."""
    wholes = defaultdict[Counts, list[Counted]](list)
    for one in counted:
        wholes[one.what].append(one)
    for what, group in sorted(wholes.items(), key=lambda g: (-len(g[1]), g[0]))[:_TRIED]:
        parts = [c for c in counted if c.what != what and c.what.within(what)]
        found = _held_together(group, parts, across)
        if found:
            yield found


def _held_together(group: list[Counted], parts: list[Counted], across: bool) -> Finding | None:
    """The finding for counts of the same thing: the one that can be least, against those that must be more."""
    ordered = sorted(group, key=lambda c: (c.high, c.spot))[:_TRIED]
    open_: Finding | None = None
    for more in (group, parts):
        for least in ordered:
            above = [c for c in more if _exceeds(c, least) and not (across and c.spot.doc == least.spot.doc)]
            plain = [c for c in above if not (across and _is_excused(least, c))]
            if plain:
                return _told(DIFFERS, least, _highest(plain), "")
            if above and open_ is None:
                open_ = _told(OPEN, least, _highest(above), _why_open(least, above))
    if open_ or len(group) < 2 or (across and len({c.spot.doc for c in group}) < 2):
        return open_
    first, *rest = group
    return _told(FITS, first, rest[:_MOST], "")


def _is_excused(lower: Counted, higher: Counted) -> bool:
    """Whether a higher count may be the same one some time later, or one of something else."""
    return _later(lower, higher) or lower.rising or higher.rising or lower.when.is_unlike(higher.when)


def _why_open(least: Counted, above: Sequence[Counted]) -> str:
    if all(c.when.is_unlike(least.when) for c in above):
        return _OTHER
    return _RISE if any(_later(least, c) for c in above) else _CHANGED


def _later(lower: Counted, higher: Counted) -> bool:
    return bool(lower.published) and higher.published > lower.published


def _told(outcome: Outcome, stated: Counted, against: Sequence[Counted], why: str) -> Finding:
    everything = (stated, *against)
    names = list(dict.fromkeys(_who(c) for c in everything))[:4]
    who = listed(names) if len(names) > 1 else f"{names[0]}, {len(everything)} times,"
    day = day_of(stated.when.day) if all(c.when.day == stated.when.day for c in against) else None
    place = stated.when.named if stated.when.place and all(c.when.is_at(stated.when) for c in against) else ""
    where = (f" on {in_words(day)}" if day else "") + (f" in {place}" if place else "")
    part = stated.high > 0 and not all(c.what.same(stated.what) for c in against)
    if part:
        reason = f"{_who(against[0])} would be a part of {_who(stated)}, if both are of one event{where}"
    else:
        taken = "are taken as counts" if len(names) > 1 else "is taken as a count"
        reason = f"{who} {taken} of {stated.what.words}{where}"
    if why:
        reason += f"; whether they contradict one another is open: {why}."
    elif part:
        reason += "; a part cannot be larger than its whole."
    else:
        reason += "; they agree." if outcome == FITS else "; if they are of one event, they cannot all be right."
    p = stated.p
    for one in against[:1]:
        p *= one.p
    sides = tuple(side(c.words, f"{_span(c)}{_by(c)}", c.p) for c in everything)
    told = Said(reason=reason, computed=_span(stated), tolerance=_slack(stated), sides=sides, p=p)
    return finding("range", outcome, [c.spot for c in everything], told)


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
