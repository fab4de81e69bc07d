"""Whom or what a document speaks of: entities in the making, and answers that name one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rashomon.read.cast.phrases import head_sort
from rashomon.read.cast.variants import plain, titles
from rashomon.records import EntityKind, SpeakerKind


@dataclass(slots=True)
class Thing:
    """An entity in the making. `words` are how it is written, with counts; `first` is where it is first written."""

    first: int
    named: bool
    sort: str = ""
    kinds: Counter[EntityKind] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    said: str = ""
    heads: set[str] = field(default_factory=set)
    last: int = 0


@dataclass(slots=True)
class Answer:
    """Which thing an item stands for (-1 for none), why, and how sure."""

    thing: int
    how: str
    p: float


def fullest(text: str, thing: Thing) -> str:
    """What a thing is called: its longest name, which is no mere title, or its shortest description."""
    if not thing.words:
        return text[thing.first : thing.first + 40].split("\n", maxsplit=1)[0]
    long = len if thing.named else (lambda w: -len(w))
    return max(thing.words, key=lambda w: (plain(w) not in titles(), min(len(w.split()), 5), long(w), w))


def kind_of(thing: Thing) -> SpeakerKind:
    """The kind of a thing: what its names were mostly taken for, or what its descriptions say."""
    if thing.named:
        return "outlet" if thing.kinds["outlet"] else thing.kinds.most_common(1)[0][0]
    if thing.sort in ("person", "people", "document", "place"):
        return thing.sort  # type: ignore[return-value]
    sorts = {head_sort(h)[0] for h in thing.heads}
    return "outlet" if "outlet" in sorts else "group" if "group" in sorts else "organisation"
