"""What a document says of its origin, what its metadata says, and where they disagree, put in order for reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.records import FIRST_COMMENT, Document, Provenance, Signal
from rashomon.text import fold

RELATIONS = {
    "authored": "written by",
    "via": "via",
    "first_published": "first published by",
    "republished": "taken over from",
    "wire": "sent by",
    "translated": "translated from",
    "quoted": "quotes",
    "cites": "cites",
}
"""How the page words what a text says of its origin: no more than the text says of itself."""

BRIEF = 200
"""Disagreements of at most so many characters are shown at once; longer ones are opened."""
AN_ASIDE = re.compile(r" \([^()]*\)")
A_DAY = re.compile(r"(?:^|but |and )(\d{4}(?:-\d\d)*)(?= \()")


class Origin(NamedTuple):
    """One name that a text gives for its origin: the fullest spelling, other names of it, and where else it stands.

    `place` and the numbers of the others count the places where the text speaks of its origin, from 1.
    """

    name: str
    place: int
    others: list[tuple[str, int]]
    again: list[int]


class Relation(NamedTuple):
    """All names to which a text says that it stands in one relation, in the order of the text."""

    words: str
    origins: list[Origin]


class Signals(NamedTuple):
    """The readings of one field of metadata: each value once, with the places where it was found; the chosen first."""

    field: str
    values: list[tuple[str, list[str]]]


def relations(provenance: Sequence[Provenance]) -> list[Relation]:
    """What a text says of its origin, each relation and each name once.

    Names are one when they differ in case, punctuation or article, or when one is the initials of the other. Spelling
    can tell no more: "the Times" stays a name of its own.
    """
    found: dict[str, list[tuple[int, Provenance]]] = {}
    for place, said in enumerate(provenance, 1):
        found.setdefault(RELATIONS[said.relation], []).append((place, said))
    return [Relation(words, _origins(said)) for words, said in found.items()]


def _origins(said: Sequence[tuple[int, Provenance]]) -> list[Origin]:
    full = {initials: _key(one.name) for _, one in reversed(said) if (initials := _initials(one.name))}
    groups: dict[str, list[tuple[int, str]]] = {}
    for place, one in said:
        key = _key(one.name)
        meant = full.get(key, key) if one.name.removeprefix("The ").isupper() else key
        groups.setdefault(meant, []).append((place, one.name))
    return [_origin(key, places) for key, places in groups.items()]


def _origin(key: str, places: Sequence[tuple[int, str]]) -> Origin:
    place, name = next(((p, n) for p, n in places if _key(n) == key), places[0])
    others: dict[str, tuple[str, int]] = {}
    again = []
    for at, spelled in places:
        if at == place:
            continue
        if _key(spelled) != key and _key(spelled) not in others:
            others[_key(spelled)] = (spelled, at)
        else:
            again.append(at)
    return Origin(name, place, list(others.values()), again)


def _key(name: str) -> str:
    flat = fold(name).strip().removeprefix("the ")
    return "".join(filter(str.isalnum, flat)) or flat


def _initials(name: str) -> str:
    words = fold(name).removeprefix("the ").split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def day_of(document: Document) -> str:
    """The day of publication in words: "by" where it is only known not to be later; empty without one."""
    chosen = next((s for s in document.signals if s.field == "published"), None)
    late = chosen is not None and chosen.where == FIRST_COMMENT
    return f"by {document.published}" if late and document.published else document.published


def signals_by_field(signals: Iterable[Signal]) -> list[Signals]:
    """Readings of metadata put together by field and value, in their own order."""
    found: dict[str, dict[str, list[str]]] = {}
    for signal in signals:
        found.setdefault(signal.field, {}).setdefault(signal.value, []).append(signal.where)
    return [Signals(field, list(values.items())) for field, values in found.items()]


def disagreement(conflicts: Sequence[str]) -> str:
    """What a document disagrees with itself on, in few words: fields by name, days in full."""
    out = []
    for conflict in conflicts:
        field, colon, rest = conflict.partition(": ")
        days = A_DAY.findall(rest)
        if not colon or not field.isalpha():
            out.append(AN_ASIDE.sub("", conflict))
        else:
            out.append(f"{field} ({' or '.join(days)})" if len(days) > 1 else field)
    return ", ".join(out)
