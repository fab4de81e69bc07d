"""Whether two contents can be of one occasion, and whether they say at all that something is so."""

from __future__ import annotations

import re

from rashomon.link.positions.act_words import stem, words_of
from rashomon.link.positions.blame import Blame
from rashomon.link.positions.figures import WIDE, other_time
from rashomon.link.positions.units import Unit

_UNREAL = re.compile(
    r"\b(?:if|unless|would|could|might|may|should|whether|hope[sd]?|hoping|supposed|plans?|planned|planning)\b|\b[Mm]ay\s+[Hh]ave\b|[?]\W*$"
)
_ASKS = re.compile(r"\W*(?:how|why|when|where|whether|what|who|if|can|should|would|could)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\s(?:who|whom|whose|which|what|where|when|while|after|before|because|since|as|if)\b", re.IGNORECASE
)
_FINITE = re.compile(
    r"(?<!-)\b(?:is|are|was|were|has|have|had|does|do|did|will|cannot|can|would|could|may|might|must|won|lost|fell"
    r"|rose|broke|struck|hit|shot|began|stood|lay|left|came|went|gave|took|made|saw|knew|kept|held|ran|led|sank|fled|died"
    r"|killed|sold|paid|told|found|put|set|burst|carries|does|works|\w{2,}ed(?!-)|[\w]+n[’']t)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"^\W*(?:(?:the|any|all|these|those|an?|its|his|her|their|such)\s+)?(?:\w+\s+)?"
    r"(?:accusations?|allegations?|claims?|reports?|suggestions?|notion|idea|charges?|rumou?rs?|assertions?|stor(?:y|ies)"
    r"|statements?|theor(?:y|ies)|version|view)\s+(?:that|of|about)\s+",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"^\W*(?:any|all|having|being|\w+ing\b|involvement|responsibility|knowledge|(?:its|his|her|their)\s+(?:role|part|guilt))",
    re.IGNORECASE,
)
_CONTEST = re.compile(
    r"\b(primar(?:y|ies)|caucus(?:es)?|elections?|referendum|run-?off|vote|race|final|match|game|cup|title|prize|award"
    r"|war|battle|seat|presidency)\b",
    re.IGNORECASE,
)
_CONTRASTS = (
    {"democratic": 0, "democrat": 0, "democrats": 0, "republican": 1, "republicans": 1, "gop": 1},
    {"north": 0, "northern": 0, "south": 1, "southern": 1, "east": 2, "eastern": 2, "west": 3, "western": 3},
    {"men": 0, "male": 0, "boys": 0, "women": 1, "female": 1, "girls": 1, "children": 2, "adults": 3},
    {"daily": 0, "weekly": 1, "monthly": 2, "annually": 3, "yearly": 3, "hourly": 4},
    {"morning": 0, "afternoon": 1, "evening": 2},
    {
        m: i
        for i, m in enumerate(
            "january february march april may june july august september october november december".split()
        )
        if m not in ("may", "march")
    },
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
WEEKDAYS = frozenset(
    stem(w) for w in "monday tuesday wednesday thursday friday saturday sunday today yesterday".split()
)
"""Stems of days, which say nothing of whether two clauses are on one subject."""
_SEVERAL = 3
"""So many places at the tops of two documents that a single one in common is chance."""
_APART = 10
"""Days between two documents beyond which what they tell in passing need not be of one occasion."""


def is_unreal(text: str) -> bool:
    """Whether a content asks, supposes or plans, rather than says that something is or was so."""
    return bool(_UNREAL.search(text) or _ASKS.match(text))


def is_clause(text: str) -> bool:
    """Whether a content says something: a finite verb stands outside its relative clauses."""
    text = re.sub(r"^\W*that\s+", "", text)
    return not _TOLD.match(text) and bool(_FINITE.search(_RELATIVE.split(text)[0]))


def deniable(text: str) -> str:
    """What is denied, without "the report that" before it; empty for a thing, of which nothing is said."""
    told = _TOLD.match(text)
    if told:
        return text[told.end() :]
    return text if is_clause(text) or _EVENT.match(text) else ""


def contrasted(one: str, other: str, *, strictly: bool = False) -> bool:
    """Whether two texts have words that set what they speak of apart: of two parties, months, years, directions.

    `strictly` also where a party is named by one of them alone.
    """
    a, b = set(words_of(one)), set(words_of(other))
    for number, values in enumerate(_CONTRASTS):
        mine, theirs = {values[w] for w in a & values.keys()}, {values[w] for w in b & values.keys()}
        if mine and theirs and mine.isdisjoint(theirs):
            return True
        if strictly and number == 0 and bool(mine) != bool(theirs):
            return True
    years = set(_YEAR.findall(one)), set(_YEAR.findall(other))
    return all(years) and years[0].isdisjoint(years[1])


def plain_stems(unit: Unit) -> frozenset[str]:
    """The stems of a content but those of the names in it."""
    return unit.stems - {stem(w) for n in unit.names for w in words_of(unit.text[n.start : n.end])}


def same_setting(one: Unit, other: Unit) -> bool:
    """Whether two contents are told of one place, or of names at the top of both documents that few places share."""
    if one.doc == other.doc:
        return True
    for u, v in ((one, other), (other, one)):
        if (u.where - u.setting) & (v.where | v.setting) - WIDE:
            return True
    first, second = one.setting - WIDE, other.setting - WIDE
    if first & second and (len(first & second) > 1 or min(len(first), len(second)) < _SEVERAL):
        return True
    shared = (one.top & other.top) - WIDE - one.people - other.people
    return len(shared) > 1 or (bool(shared) and not (one.setting and other.setting))


def far_apart(one: Unit, other: Unit) -> bool:
    """Whether two documents are of days so far apart that only a date or a rare name in both makes one occasion."""
    from datetime import date

    if not (one.published and other.published) or one.doc == other.doc:
        return False
    try:
        days = abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days)
    except ValueError:
        return False
    shared = one.keys & other.keys - one.people - other.people - WIDE
    return days > _APART and len(shared) < 2


def same_occasion(one: Unit, other: Unit, *, anywhere: bool = False) -> bool:
    """Whether two contents can be of one occasion: times that go together, a place in common, days not far apart.

    What is true of somebody `anywhere` needs no place.
    """
    return not (
        other_time(one, other)
        or contrasted(one.text, other.text)
        or far_apart(one, other)
        or not (anywhere or same_setting(one, other))
    )


def same_deed(one: Unit, other: Unit, x: Blame, y: Blame) -> bool:
    """Whether two that say who did something can mean one deed; a contest is named by its kind and place."""
    if not same_occasion(one, other):
        return False
    if x.acts & y.acts == {"win"}:
        return same_contest(one, other)
    return True


def same_contest(one: Unit, other: Unit) -> bool:
    """Whether two contents name one contest: of a kind, of a party, of a place or a name."""
    kinds = [{stem(m.lower()) for m in _CONTEST.findall(u.text)} for u in (one, other)]
    if not kinds[0] & kinds[1] or contrasted(one.text, other.text, strictly=True):
        return False
    places = [frozenset(n.key for n in u.names if n.kind in ("place", "facility")) for u in (one, other)]
    if all(places):
        return bool(places[0] & places[1])
    if any(places):
        sure, loose = (places[0], other) if places[0] else (places[1], one)
        return bool(sure & (loose.where | loose.setting) - WIDE)
    return one.doc == other.doc or bool(one.where & other.where - WIDE)


def subjects(unit: Unit, at: int | None = None) -> frozenset[str]:
    """Who or what is named before a place of a content, or else before its first verb."""
    if at is None:
        verb = _FINITE.search(unit.text)
        at = verb.start() if verb else 0
    return frozenset(n.key for n in unit.names if n.start < at)


def clause_at(text: str, word: str) -> tuple[int, str]:
    """The clause of a text in which a word stands, and where it begins."""
    found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    if found is None:
        return 0, text
    begin = 0
    for m in re.finditer(r"[,;:.“”\"]\s|\s(?:and|but|who|which|while|when|where|after|before)\s", text):
        if m.end() <= found.start():
            begin = m.end()
        elif m.start() >= found.end():
            return begin, text[begin : m.start()]
    return begin, text[begin:]


def main_denial(text: str) -> bool:
    """Whether the one negation of a content is of its main verb, not of a part of it."""
    head = _RELATIVE.split(text)[0]
    found = list(
        re.finditer(
            r"\b(?:not|no|none|never|nobody|nothing|cannot|nor|neither|without)\b|n[’']t\b", text, re.IGNORECASE
        )
    )
    return (
        len(found) == 1 and found[0].start() < len(head) and not re.match(r"\W*(?:that\s+)?not\b", text, re.IGNORECASE)
    )
