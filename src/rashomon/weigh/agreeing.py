"""Which statements of a dispute stand on one side of it: those that agree, or give the same value for what differs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from rashomon import units
from rashomon.records import Tie
from rashomon.text import fold

AGAINST = " against "
"""Stands between the two values of a contradiction; whose is first, the reason does not say."""
AT_MOST = 200
"""Statements of a dispute beyond which those of one value are not looked through pair by pair."""
_MARKS = re.compile(r"[\"“”„«»‘’…]|^(?:the|a|an) |[.,;:!?]+$")
_WORD = re.compile(r"\d+(?:[:.,]\d+)*|\w+")
_ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()
_TIMES = frozenset("second minute hour day night week month year".split())
_BOUNDS = {
    "at least": ">=",
    "no fewer than": ">=",
    "not fewer than": ">=",
    "no less than": ">=",
    "not less than": ">=",
    "a minimum of": ">=",
    "at most": "<=",
    "no more than": "<=",
    "not more than": "<=",
    "up to": "<=",
    "more than": ">",
    "over": ">",
    "fewer than": "<",
    "less than": "<",
    "about": "~",
    "around": "~",
    "some": "~",
    "nearly": "~",
    "almost": "~",
    "exactly": "",
    "only": "",
}
_NUMBER = re.compile(
    r"(?:(?P<bound>" + "|".join(sorted(_BOUNDS, key=len, reverse=True)) + r") )?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?|" + "|".join(_ONES) + r")(?P<noun>(?: [^\W\d]+){0,2})"
)


def together(
    sides: Mapping[str, str], ties: Iterable[Tie], agreed: Iterable[Tie], of: Mapping[str, str]
) -> list[list[str]]:
    """The sides in groups that agree and nowhere contradict one another, in their order.

    `sides` are their words by their ids, `ties` the dispute's contradictions, `agreed` what agrees; `of` gives the
    statement of a claim. Two statements
    that both contradict a third do not agree for that: they may say something else again.
    """
    up = {side: side for side in sides}
    against: dict[str, set[str]] = defaultdict(set)
    told: list[tuple[str, str, str]] = []
    for tie in ties:
        a, b = of[tie.a], of[tie.b]
        against[a].add(b)
        against[b].add(a)
        told += [(a, b, reason) for reason in tie.reasons if values_of(reason)]
    values = _by_value(told, sides)
    met = {_pair(of[t.a], of[t.b]) for t in agreed if t.a in of and t.b in of and of[t.a] != of[t.b]}
    met |= {_pair(a, b) for held in values.values() for a, b in combinations(sorted(held)[:AT_MOST], 2)}
    for a, b in sorted(pair for pair in met if pair[0] in up and pair[1] in up):
        one, other = _root(up, a), _root(up, b)
        if one == other:
            continue
        here, there = (_all(up, root) for root in (one, other))
        if not any(against[x] & there for x in here):
            up[max(one, other)] = min(one, other)
    found: dict[str, list[str]] = {}
    for side in sides:
        found.setdefault(_root(up, side), []).append(side)
    return list(found.values())


def _by_value(told: Sequence[tuple[str, str, str]], sides: Mapping[str, str]) -> dict[str, set[str]]:
    """The sides that give each value: the one whose words have it; where both or neither do, nobody is said to."""
    found: dict[str, set[str]] = defaultdict(set)
    words = {side: _words(text) for side, text in sides.items()}
    for a, b, reason in told:
        first, second = (_words(part) for part in reason.split(AGAINST))
        kept = _share(first, words[a]) + _share(second, words[b])
        turned = _share(second, words[a]) + _share(first, words[b])
        if kept != turned:
            one, other = values_of(reason)
            found[one].add(a if kept > turned else b)
            found[other].add(b if kept > turned else a)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def _share(value: frozenset[str], text: frozenset[str]) -> float:
    return len(value & text) / len(value) if value else 0.0


def values_of(reason: str) -> tuple[str, ...]:
    """The two values that a reason sets against one another, as what makes them equal; none where it has other words.

    Numbers are equal with the same bound and unit, whatever is counted: the dispute says what. Other words are equal
    but for case and marks.
    """
    one, found, other = reason.partition(AGAINST)
    return (_value(one), _value(other)) if found and AGAINST not in other else ()


def _value(words: str) -> str:
    plain = " ".join(fold(words).split())
    while (cut := _MARKS.sub("", plain).strip()) != plain:
        plain = cut
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return plain
    number = found["number"]
    value = float(_ONES.index(number) if number in _ONES else number.replace(",", ""))
    unit = next((unit for word in found["noun"].split() if (unit := _unit(word))), "")
    return f"{_BOUNDS.get(found['bound'] or '', '')}{value:g} {unit}".strip()


def _unit(word: str) -> str:
    return units.named(word) or (word.removesuffix("s") if word.removesuffix("s") in _TIMES else "")


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _root(up: dict[str, str], one: str) -> str:
    while up[one] != one:
        up[one] = up[up[one]]
        one = up[one]
    return one


def _all(up: dict[str, str], root: str) -> set[str]:
    return {one for one in up if _root(up, one) == root}
