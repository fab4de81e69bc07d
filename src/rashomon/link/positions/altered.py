"""What was altered in words that two documents otherwise share: who said it, a number, a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from rashomon.link.positions.act_words import words_of
from rashomon.link.positions.figures import other_time
from rashomon.link.positions.folding import Label
from rashomon.link.positions.relating import Relation
from rashomon.link.positions.units import Named, Unit
from rashomon.link.positions.wording import plain, short
from rashomon.records import Copy

_TOKEN = re.compile(
    r"\d{1,2}[:.]\d\d(?=\s*[ap]\.?m|\b(?!\d))|\d+(?:[.,]\d+)*(?:\s\d/\d|[½¼¾])?|(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'-][^\W_]+)*"
)
_NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
    if n > 1
}
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_QUOTE = re.compile('[“”"«»]')
_SENTENCE_END = re.compile(r"[.!?]+[”\"»’']*\s+|,?[”»]\s+(?=[“«])|\"\s+(?=\")")
_HEDGE = re.compile(
    r"\b(about|around|roughly|nearly|almost|some|approximately|more than|over|at least|less than|fewer than|under"
    r"|up to|at most|no more than|no fewer than)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_LEAST = frozenset(("more than", "over", "at least", "no fewer than"))
_MOST = frozenset(("less than", "fewer than", "under", "up to", "at most", "no more than"))
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?$", re.IGNORECASE)
_FEWEST = 6
"""Words that must be the same; of a quotation, those that it must have."""
_SAME = 0.75
_LONGEST_CHANGE = 3
_SPELLING = 0.75
"""How alike (of 1) two names are that are taken for spellings of one."""
_DAYS = 3
_MOST_SPEAKERS = 6
_P = {"speaker": 0.6, "number": 0.7, "name": 0.55}
_PLACES = frozenset({"place", "facility"})


@dataclass(frozen=True, slots=True)
class Change:
    """Two units, by their numbers, that share all words but one thing, and what is to be said of them."""

    a: int
    b: int
    relation: Relation


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


def altered(units: Sequence[Unit], copies: Sequence[Copy]) -> tuple[list[Change], dict[int, list[Label]]]:
    """The changes between units of several documents, and by number of a unit what it must be kept apart from."""
    named: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        named[unit.doc].update(unit.keys, (n.key for n in unit.near), unit.top, unit.people)
    changes: list[Change] = []
    labels: dict[int, list[Label]] = defaultdict(list)
    _speakers(units, named, changes, labels)
    for i, j in _held(units, copies):
        relation = _changed(units[i], units[j], named)
        if relation is not None:
            changes.append(Change(i, j, relation))
            labels[i].append(((i, j), 0))
            labels[j].append(((i, j), 1))
    return changes, labels


def _speakers(
    units: Sequence[Unit],
    named: Mapping[str, set[str]],
    changes: list[Change],
    labels: dict[int, list[Label]],
) -> None:
    """The same quotation put into the mouths of two persons."""
    said: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, unit in enumerate(units):
        if _is_quotation(unit):
            for words in dict.fromkeys(words_of(s) for s in _SENTENCE_END.split(unit.text)):
                if len(words) >= _FEWEST:
                    said[words][unit.speaker].append(i)
    told: set[tuple[int, int]] = set()
    for words, by in sorted(said.items(), key=lambda s: (-sum(map(len, s[1].values())), s[0])):
        for x, y in combinations(sorted(by)[:_MOST_SPEAKERS], 2):
            pairs = [
                (i, j)
                for i in by[x][:_MOST_SPEAKERS]
                for j in by[y][:_MOST_SPEAKERS]
                if _two_speakers(units[i], units[j], named)
            ]
            for i, j in pairs:
                if (i, j) not in told:
                    reason = f"{units[i].says} against {units[j].says}, for the same words"
                    relation = Relation("contradicts", _P["speaker"], reason, _who_said(units[by[x][0]], words))
                    changes.append(Change(i, j, relation))
            told.update(pairs)
            for i in (*by[x], *by[y]) if pairs else ():
                labels[i].append(((words, x, y), units[i].speaker))


def _who_said(unit: Unit, words: tuple[str, ...]) -> str:
    """The question whose words those are."""
    sentence = next(s for s in _SENTENCE_END.split(unit.text) if words_of(s) == words)
    return f"Who said “{short(plain(sentence)).strip(' ,.')}”"


def _is_quotation(unit: Unit) -> bool:
    """Whether a unit is quoted words of a person whom its sentence names."""
    surname = unit.speaker.rpartition(" ")[2]
    return (
        bool(unit.cue)
        and not unit.denied
        and unit.speaker in unit.people
        and bool(_QUOTE.search(unit.whole))
        and surname in words_of(unit.whole.replace(unit.text, " "))
    )


def _two_speakers(one: Unit, other: Unit, named: Mapping[str, set[str]]) -> bool:
    """Whether two documents name two persons of whom neither stands in the other; a short form is no second person."""
    first, second = set(one.speaker.split()), set(other.speaker.split())
    if first <= second or second <= first:
        return False
    apart = one.doc != other.doc and one.speaker not in named[other.doc] and other.speaker not in named[one.doc]
    return apart and not _spelt_alike(one.speaker.rpartition(" ")[2], other.speaker.rpartition(" ")[2])


def _spelt_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _SPELLING


def _held(units: Sequence[Unit], copies: Sequence[Copy]) -> list[tuple[int, int]]:
    """Pairs of units at which the sides of a copy meet and that are not word for word the same."""
    of: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, unit in enumerate(units):
        of[unit.doc].append((unit.start, i))
    pairs: set[tuple[int, int]] = set()
    for copy in copies:
        if copy.kind == "template" or copy.a.doc == copy.b.doc:
            continue
        sides = [list(_touched(of.get(s.doc, ()), units, s.start, s.end)) for s in (copy.a, copy.b)]
        words = [{words_of(units[i].text) for i in side} for side in sides]
        left, right = (
            [i for i in side if words_of(units[i].text) not in others]
            for side, others in zip(sides, (words[1], words[0]), strict=True)
        )
        pairs.update((min(i, j), max(i, j)) for i in left for j in right if _may_be_one(units[i], units[j]))
    return sorted(pairs)


def _touched(rows: Sequence[tuple[int, int]], units: Sequence[Unit], start: int, end: int) -> Iterator[int]:
    """The units of a document that have characters in common with a run."""
    for _, i in rows[bisect_left(rows, (start - 600, 0)) : bisect_left(rows, (end, 0))]:
        if units[i].end > start:
            yield i


def _may_be_one(one: Unit, other: Unit) -> bool:
    return len(one.stems & other.stems) * 2 >= max(len(one.stems), len(other.stems)) and one.negative == other.negative


@lru_cache(maxsize=4000)
def _tokens(text: str) -> tuple[_Token, ...]:
    return tuple(_Token(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text))


def _changed(one: Unit, other: Unit, named: Mapping[str, set[str]]) -> Relation | None:
    """The one number or name that is another in otherwise the same words; none where more than that differs."""
    if one.is_open or other.is_open or other_time(one, other) or _days_apart(one, other):
        return None
    a, b = _tokens(one.text), _tokens(other.text)
    matcher = SequenceMatcher(None, [t.word for t in a], [t.word for t in b], autojunk=False)
    codes = matcher.get_opcodes()
    same = sum(i2 - i1 for tag, i1, i2, _, _ in codes if tag == "equal")
    if same < _FEWEST or same < _SAME * max(len(a), len(b)):
        return None
    replaced = [(a[i1:i2], b[j1:j2]) for tag, i1, i2, j1, j2 in codes if tag == "replace"]
    found = []
    for x, y in replaced:
        if max(len(x), len(y)) > _LONGEST_CHANGE:
            return None
        found.append(_number(one, other, x, y) or _name(one, other, x, y, named))
    told = [r for r in found if r is not None]
    return told[0] if len(told) == 1 and len(found) <= 2 else None


def _days_apart(one: Unit, other: Unit) -> bool:
    """Whether two documents are of days so far apart that a number may have changed in between."""
    try:
        days = [date.fromisoformat(u.published) for u in (one, other)]
    except ValueError:
        return False
    return abs((days[0] - days[1]).days) > _DAYS


def _value(word: str) -> float | None:
    if word in _NUMBERS:
        return float(_NUMBERS[word])
    m = re.fullmatch(r"(\d+(?:[.,]\d+)*)(?:\s(\d)/(\d)|([½¼¾]))?", word)
    if m is None or m.group(3) == "0":
        return None
    whole = re.sub(r",(?=\d{3}\b)", "", m.group(1))
    if not re.fullmatch(r"\d+(?:\.\d+)?", whole):
        return None
    part = int(m.group(2)) / int(m.group(3)) if m.group(2) else _PARTS.get(m.group(4) or "", 0.0)
    return float(whole) + part


def _number(one: Unit, other: Unit, x: Sequence[_Token], y: Sequence[_Token]) -> Relation | None:
    """A number that is another one, where neither is the other told roughly."""
    if len(x) != 1 or len(y) != 1:
        return None
    low, high = _value(x[0].word), _value(y[0].word)
    if low is None or high is None or low == high or _include(one, x[0], low, other, y[0], high):
        return None
    noun = _after(one.text, x[0])
    if noun != _after(other.text, y[0]) or _MONTH.match(noun):
        return None
    words = [f"{u.text[t.start : t.end]} {noun}".strip() for u, t in ((one, x[0]), (other, y[0]))]
    reason = f"{words[0]} against {words[1]}, in otherwise the same words"
    return Relation("contradicts", _P["number"], reason, _how_many(one, other, x[0], y[0], noun))


def _how_many(one: Unit, other: Unit, x: _Token, y: _Token, noun: str) -> str:
    """The question that two numbers answer, with the words that both stand in; the same whichever comes first."""
    unit, token = min((one, x), (other, y), key=lambda p: p[0].text)
    money = re.search(r"[$€£¥]\s?$", unit.text[: token.start])
    asks = "How old" if re.match(r"[- ]years?[- ]old|years? old", unit.text[token.end :].lstrip(), re.I) else ""
    asks = asks or ("How much" if money or not noun else f"How many {noun}")
    before = unit.text[: token.start].rstrip(" $€£¥")
    return f"{asks}: “{short(plain(before[-60:].partition(' ')[2] if len(before) > 60 else before))} …”"


def _after(text: str, token: _Token) -> str:
    m = re.match(r"[\s-]*([^\W\d_]+)", text[token.end :])
    return m.group(1).lower() if m else ""


def _include(one: Unit, x: _Token, low: float, other: Unit, y: _Token, high: float) -> bool:
    """Whether one of two numbers is the other rounded, or hedged so that it covers it."""
    for unit, token, value, exact in ((one, x, low, high), (other, y, high, low)):
        hedge = _HEDGE.search(unit.text[: token.start])
        word = hedge.group(1).lower() if hedge else ""
        if (word in _LEAST and exact >= value) or (word in _MOST and exact <= value):
            return True
        if word and word not in _LEAST | _MOST and abs(exact - value) <= 0.15 * value:
            return True
        if value >= 10 and any(value % step == 0 and abs(exact - value) <= step / 2 for step in (10, 100, 1000)):
            return True
    return False


def _name(
    one: Unit, other: Unit, x: Sequence[_Token], y: Sequence[_Token], named: Mapping[str, set[str]]
) -> Relation | None:
    """A name that is another one, of the same kind, of whom or what neither document else speaks."""
    a, b = _named_at(one, x), _named_at(other, y)
    if a is None or b is None or not _two_names(a, b):
        return None
    if a.key in named[other.doc] or b.key in named[one.doc]:
        return None
    first, second = (u.text[n.start : n.end] for u, n in ((one, a), (other, b)))
    asks = "Who it was" if a.kind == "person" else "Where it was" if a.kind in _PLACES else "Which it was"
    told = min((one, a), (other, b), key=lambda p: p[0].text)
    words = short(plain(f"{told[0].text[max(0, told[1].start - 40) : told[1].start].partition(' ')[2]}…"))
    reason = f"{first} against {second}, in otherwise the same words"
    return Relation("contradicts", _P["name"], reason, f"{asks}: “{words}”")


def _named_at(unit: Unit, run: Sequence[_Token]) -> Named | None:
    """The name that all of a run of words belongs to."""
    found = [n for n in unit.names if n.start <= run[0].start and run[-1].end <= n.end]
    return found[0] if len(found) == 1 else None


def _two_names(a: Named, b: Named) -> bool:
    """Whether two names are not of one thing: of one kind, no part of one another, not one name spelt in two ways."""
    words, others = a.key.split(), b.key.split()
    if a.key == b.key or (a.kind != b.kind and not {a.kind, b.kind} <= _PLACES):
        return False
    if set(words) <= set(others) or set(others) <= set(words):
        return False
    if a.kind == "person":
        return not _spelt_alike(words[-1], others[-1])
    unlike = [(v, w) for v, w in zip(words, others, strict=False) if not _spelt_alike(v, w)]
    return len(words) != len(others) or bool(unlike)
