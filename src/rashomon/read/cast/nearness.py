"""Whom a pronoun rather stands for than the likeliest: the subject of the last clause, somebody described nearer by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from rashomon.read.cast.phrases import head_sort
from rashomon.read.cast.referring import Item

FAR = 3
"""Sentences after which a name no longer stands against somebody described nearer by."""
_CLAUSE = re.compile(r"(?:[,;–—] ?(?:but|while|whereas|although|though|yet|and)|[;–—]) (?:then |later |now )?$")
_VERB = re.compile(r" (?!(?:and|or|of|in|at|on|for|from|to|with|by|as|who|whom|whose|which|that)\b)[a-z]")


def last_subject(text: str, items: Sequence[Item], i: int, best: int) -> int:
    """The subject of the last clause of the sentence before: Brandt, of "Weller left, but Brandt stayed. Later he".

    It counts against a name that stands before it in that sentence, for a pronoun before which its own sentence names
    nobody; an entity, or -1.
    """
    item, found = items[i], -1
    stood = False
    for other in reversed(items[max(0, i - 40) : i]):
        away = item.phrase.sentence - other.phrase.sentence
        if away > 1:
            break
        if not other.name or other.sort != "person" or other.modifies:
            continue
        if away < 1:
            return -1
        if found >= 0:
            stood = stood or other.entity == best
        elif other.entity == best:
            return -1
        elif _opens_clause(text, other) and fits(item, other):
            found = other.entity
    return found if stood else -1


def _opens_clause(text: str, item: Item) -> bool:
    """Whether a name is the subject of a clause that is joined to the one before."""
    before = text[max(0, item.start - 16) : item.start]
    return bool(_CLAUSE.search(before)) and bool(_VERB.match(text, item.end))


def described_nearer(items: Sequence[Item], i: int, answers: Mapping[int, int], named: Callable[[int], bool]) -> int:
    """Somebody described, not named, in the same sentence or the one before: an entity, or -1.

    `answers` say what pronouns were taken for, `named` which entities have a name.
    """
    item = items[i]
    for k in range(i - 1, max(-1, i - 40), -1):
        other = items[k]
        if item.phrase.sentence - other.phrase.sentence > 1:
            break
        entity = answers.get(k, -1) if other.pronoun == item.pronoun else other.entity
        if entity < 0 or other.name or named(entity):
            continue
        sort, plural = head_sort(other.phrase.head)
        if other.pronoun or (sort == "person" and not plural and other.sort == "person" and fits(item, other)):
            return entity
    return -1


def fits(item: Item, other: Item) -> bool:
    """Whether "he" or "she" does not stand against what is known of somebody."""
    return not other.said or other.said == item.pronoun
