"""Numbers of two contents against one another: of the same thing and occasion, or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rashomon.link.positions.act_words import alternatives, classes, listed, share, stem, stems_of, words_of
from rashomon.link.positions.units import Unit
from rashomon.records import Quantity, Time

_APART = re.compile(rf"\b(?:{alternatives(listed('apart'))})\b", re.IGNORECASE)
_OF_KIN = re.compile(
    r"\b(?:(?:mother|father|parent|grand\w+|survivor)s?\s+of|aged?|No\.|number|page|chapter|section)\s*$", re.IGNORECASE
)
"""What makes a number that of children, an age or a place in a row."""
_SPANS = {
    "since": re.compile(r"\bsince\b", re.IGNORECASE),
    "alone": re.compile(r"\balone\b", re.IGNORECASE),
    "rate": re.compile(
        r"\b(?:annually|a year|per year|each year|a day|a month|per \w+|yearly|daily|weekly|monthly)\b", re.I
    ),
    "that": re.compile(
        r"\b(?:that|this|last|next|the first|the second)\s+(?:day|week|month|quarter|season|year|half)\b", re.I
    ),
    "area": re.compile(
        r"\b(?:(?:nation|country|state|county|city|world)-?wide|nationally|globally|regionally|locally)\b", re.I
    ),
    "part": re.compile(
        r"\b(?:in the (?:first|second|last|third|fourth)|so far|of the total|overall|in all|in total)\b", re.I
    ),
}
_SCORED = frozenset(stem(w) for w in "point rebound assist goal yard shot run hit catch touchdown home game".split())
"""What a player has other numbers of in every match."""
_BOUND = re.compile(r"\b(?:until|till|since|from|before|after|by)\s+(?:the\s+)?$", re.IGNORECASE)
_SIDE = 26
_MONTH = re.compile(r"[\dX]{4}(?:-\d\d)?$")
_BEINGS = frozenset({"person", "fighter", "soldier", "policeman"})
_UNSAID = re.compile(r"\W*(?:\w+ing|to\s+\w+)\b")
"""What begins a content whose subject is whoever says it: "spending two million"."""
_OWN = 0.85
"""How alike two sentences in their documents' own voice are for their numbers to be of one thing."""
WIDE = frozenset(
    "united states of america|united states|america|us|u s|usa|europe|european union|washington|world|russia"
    "|china".split("|")
)
"""Names of places that stand in articles on anything."""
_FAR = 20
"""How many times larger one toll may be than another of the same event."""
_PEOPLES = frozenset({"kill", "wound", "arrest", "displace", "miss"})
"""What happens to people."""
_FIRED = frozenset(
    ("", *(stem(w) for w in "fire launch shoot land fall hit strike explode rain hear count describe use".split()))
)
"""Stems of what rockets and shells do when they are counted as fired."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what, to what it happened: `thing` and `event` are classes of acts.toml or stems.

    `words` are the number with its noun as written, `kinds` the stems that narrow the noun down.
    """

    low: float
    high: float
    thing: str
    event: str
    unit: str
    words: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What two contents say of one thing: whether it goes together, one narrower than the other, or not at all."""

    kind: str
    reason: str
    p: float


def counts(unit: Unit) -> tuple[Count, ...]:
    """The numbers of things in a content; parts, rates and further ones are left out."""
    found = [c for q in unit.quantities[:12] if (c := _count(unit, q)) is not None]
    alike = Counter((c.thing, c.event, c.unit) for c in found)
    return tuple(c for c in found if alike[c.thing, c.event, c.unit] == 1)


def _count(unit: Unit, q: Quantity) -> Count | None:
    if (q.low is None and q.high is None) or q.unit in ("percent",):
        return None
    at = _offset(unit, q.start)
    words = unit.text[at : at + q.end - q.start]
    before, after = unit.text[max(0, at - _SIDE) : at], unit.text[at + len(words) : at + len(words) + _SIDE]
    if _APART.search(before) or re.match(r"\s+(?:more\b|of\s+(?:them|those|the|his|their|whom)\b)", after):
        return None
    if words.lower() in ("a", "an", "one") or _OF_KIN.search(before) or re.search(r"\bother\b", words):
        return None
    head = q.head.lower()
    things, events = classes("counted"), classes("happened")
    event = next(iter(events.get(q.event.lower(), ())), "") or next(iter(events.get(head, ())), "")
    event = event or (stem(q.event.lower()) if q.event else "")
    thing = next(iter(things.get(head, ())), stem(head) if head else "")
    if not event and not set(words_of(unit.text)).isdisjoint(listed("apart", "losses")):
        event = "kill"
    if not thing and event in _PEOPLES:
        thing = "person"
    if (not thing and not q.unit) or (thing in _SCORED and not q.unit):
        return None
    low = float("-inf") if q.low is None else q.low
    high = float("inf") if q.high is None else q.high
    if q.comparator == "about":
        low, high = low * 0.85, high * 1.15
    elif q.number and q.number >= 100 and q.number % 100 == 0:
        low, high = low - 0.05 * q.number, high + 0.05 * q.number
    end = q.of_at.end if q.of_at and q.of_at.start >= q.start and q.of_at.end - q.end < 60 else q.end
    told = unit.text[at : at + max(q.end, end) - q.start]
    kinds = stems_of(q.of) - {stem(head)} if q.of else frozenset()
    return Count(low, high, thing, event, q.unit, " ".join(told.split()), kinds)


def _offset(unit: Unit, start: int) -> int:
    """Where a character of the document stands in the joined text of a content."""
    length = 0
    for f in unit.fragments:
        if f.start <= start < f.end:
            return length + start - f.start
        length += min(f.end - f.start, 600) + 1
    return 0


def same_place(one: Unit, other: Unit) -> bool:
    """Whether two contents can be of one place, as far as names tell."""
    a, b = places_of(one), places_of(other)
    if a and b:
        return bool(a & b) or bool(a & _around(other)) or bool(b & _around(one))
    if a or b:
        sure, loose = (one, other) if a else (other, one)
        return bool(places_of(sure) & _around(loose))
    return bool(_around(one) & _around(other))


def places_of(unit: Unit) -> frozenset[str]:
    """The places that a content names."""
    return frozenset(n.key for n in unit.names if n.kind in ("place", "facility"))


def _around(unit: Unit) -> frozenset[str]:
    return frozenset(n.key for n in unit.near) | unit.top | unit.keys


def of_counts(
    one: Unit, other: Unit, first: tuple[Count, ...], second: tuple[Count, ...], near: float
) -> Iterator[Difference]:
    """What the numbers of the same thing say of one another; `near` is how alike the contents are (cosine)."""
    if _other_day(one, other):
        return
    here, close = same_place(one, other), near >= 0.6 and bool(one.top & other.top)
    for a in first:
        for b in second:
            fired = a.thing == "projectile" and bool(one.top & other.top)
            if a.thing in _BEINGS and not _one_occasion(one, other, a, b):
                continue
            if (here or close or fired) and _same_thing(a, b) and _same_matter(one, other, a, b, near):
                found = _held(a, b)
                if found:
                    yield found


def _one_occasion(one: Unit, other: Unit, a: Count, b: Count) -> bool:
    """Whether two tolls can be of one event: of a place in common, none of another month or year, none far larger."""
    here = (one.where - WIDE) & (other.where | other.top) and (other.where - WIDE) & (one.where | one.top)
    if not here or _elsewhere(one, other) or other_time(one, other) or _long_ago(one) != _long_ago(other):
        return False
    least, most = sorted((_figure(a), _figure(b)))
    return most <= _FAR * max(least, 1)


def _elsewhere(one: Unit, other: Unit) -> bool:
    """Whether two places are known by the tops of the documents alone, and most of these differ."""
    if not (one.where <= one.setting or other.where <= other.setting):
        return False
    first, second = (u.where - WIDE for u in (one, other))
    return len(first & second) < 2 <= min(len(first), len(second))


def _figure(count: Count) -> float:
    return count.low if count.low > float("-inf") else count.high


def _long_ago(unit: Unit) -> bool:
    """Whether a content gives no day, but a month or a year: the way an earlier event is recalled."""
    dates = [t for t in unit.times if t.type in ("DATE", "TIME")]
    if any(t.precision in ("day", "part of day", "minute", "hour") or t.weekday >= 0 for t in dates):
        return False
    return any(t.precision in ("month", "season", "year") or _MONTH.match(t.value) for t in dates)


def _same_thing(a: Count, b: Count) -> bool:
    if a.unit != b.unit or a.thing != b.thing:
        return False
    if a.thing == "person":
        return bool(a.event) and a.event == b.event
    if a.unit:
        return bool(a.event) and a.event == b.event
    if a.thing == "projectile":
        return {a.event, b.event} <= _FIRED and min(a.high, b.high) > 0
    if a.event and b.event and a.event != b.event:
        return False
    return not (a.kinds and b.kinds) or bool(a.kinds & b.kinds)


def _same_matter(one: Unit, other: Unit, a: Count, b: Count, near: float) -> bool:
    """Whether two counts are of one occasion, going by all else that is said."""
    if a.thing in (*_BEINGS, "projectile") and (a.event == b.event != "" or a.thing == "projectile"):
        return near >= 0.3 or len(one.stems & other.stems) >= 2
    if _other_span(one, other) or _other_figures(one, other, a, b) or _other_subject(one, other):
        return False
    if (one.doc == other.doc or near < _OWN) and not one.cue and not other.cue:
        return False
    dull = stems_of(f"{a.words} {b.words}") - {a.thing}
    least = 0.75 if a.unit else 0.65 if a.event and a.event == b.event else 0.78
    if one.where and other.where and not one.where & other.where:
        return False
    return near >= least and len((one.stems & other.stems) - dull) >= 2


def _other_span(one: Unit, other: Unit) -> bool:
    """Whether one tells of a longer time or a wider area than the other, of a rate, or of what is only supposed."""
    for unit in (one, other):
        if re.search(r"\b(?:would|could|might|if|need(?:s|ed)?|takes?|at stake|up for grabs)\b", unit.text):
            return True
    first, second = (u.whole or u.text for u in (one, other))
    return any(_last_words(p, first) != _last_words(p, second) for p in _SPANS.values())


@lru_cache(maxsize=1 << 15)
def _last_words(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    """The last words of what a pattern finds: "that day" and "last month" are two spans."""
    return frozenset(m.group().lower().split()[-1] for m in pattern.finditer(text))


def _other_figures(one: Unit, other: Unit, a: Count, b: Count) -> bool:
    """Whether the two have further numbers of one thing and agree in none: of two sums or occasions."""
    first, second = (
        {(stem(q.head.lower()), q.number) for q in u.quantities if q.head and q.number is not None}
        for u in (one, other)
    )
    heads = {h for h, _ in first} & {h for h, _ in second} - {
        a.thing,
        b.thing,
        stem(a.words.rpartition(" ")[2].lower()),
    }
    return any(h in heads for h, _ in first) and not {x for x in first if x[0] in heads} & second


def _other_subject(one: Unit, other: Unit) -> bool:
    """Whether both name persons or bodies, and none in common."""
    if one.speaker != other.speaker and any(_UNSAID.match(u.text) for u in (one, other)):
        return True
    first, second = ({n.key for n in u.names if n.kind not in ("place", "facility")} for u in (one, other))
    return bool(first) and bool(second) and first.isdisjoint(second)


def _held(a: Count, b: Count) -> Difference | None:
    reason = f"{a.words} against {b.words}"
    if a.low > b.high or b.low > a.high:
        return Difference("contradicts", reason, 0.75 if a.thing != "projectile" else 0.65)
    if (a.low, a.high) == (b.low, b.high):
        return Difference("agrees", f"both have {a.words}", 0.6)
    narrower = a.low >= b.low and a.high <= b.high
    return Difference("qualifies" if narrower else "qualified", reason, 0.6)


def _other_day(one: Unit, other: Unit) -> bool:
    """Whether both name days and have none in common."""
    a, b = days_of(one), days_of(other)
    weekdays = [{t.weekday for t in u.times if t.weekday >= 0} for u in (one, other)]
    if all(weekdays) and weekdays[0].isdisjoint(weekdays[1]) and not (a and b):
        return True
    return bool(a) and bool(b) and not any(x[0] <= y[1] and y[0] <= x[1] for x in a for y in b)


def days_of(unit: Unit) -> set[tuple[str, str]]:
    """The first and last days of the dates in a content that are no wider than a month."""
    return {
        (t.earliest[:10], t.latest[:10])
        for t in unit.times
        if t.type in ("DATE", "TIME")
        and t.earliest
        and t.latest
        and t.precision in ("day", "part of day", "weekend", "week", "month")
    }


def other_time(one: Unit, other: Unit) -> bool:
    """Whether both name days, months or years and have none in common; from when or until when is no such day."""
    if one.years and other.years and one.years.isdisjoint(other.years):
        return True
    a, b = (
        [
            (t.earliest[:10], t.latest[:10])
            for t in u.times
            if t.type in ("DATE", "TIME") and t.earliest and t.latest and not _is_bound(u, t)
        ]
        for u in (one, other)
    )
    return bool(a) and bool(b) and not any(x[0] <= y[1] and y[0] <= x[1] for x in a for y in b)


def _is_bound(unit: Unit, time: Time) -> bool:
    at = _offset(unit, time.start)
    return bool(_BOUND.search(unit.text[max(0, at - 12) : at]))


def likeness(one: Unit, other: Unit) -> float:
    """The part of the words of the shorter content that the longer one has, too."""
    return share(one.stems, other.stems)
