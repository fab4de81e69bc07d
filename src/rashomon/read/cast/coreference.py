"""Whom names, descriptions and pronouns of one document stand for, with the reason for each answer and for none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

import msgspec

from rashomon.read.cast.describing import Cast
from rashomon.read.cast.items import items_of
from rashomon.read.cast.phrases import Phrase, model_arrays, phrases_in
from rashomon.read.cast.quoting import speakers_of_quotations
from rashomon.read.cast.referring import Item, by_hand, pairs_of, scores_of, shares_of, table_of
from rashomon.read.cast.things import Answer
from rashomon.read.tagging import Floats
from rashomon.records import Document, Entity, Fragment, Mention, Zone

__all__ = ["Phrase", "Reference", "Resolution", "phrases_in", "resolve"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a run of the text stands for (none when not known), how that is known in words, and how sure it is."""

    entity: Entity | None
    how: str
    p: float


class Resolution:
    """The mentions of a document with their entities, the entities, and whom any run of the text stands for."""

    def __init__(self, text: str, mentions: tuple[Mention, ...], entities: tuple[Entity, ...], cast: Cast) -> None:
        self.mentions = mentions
        self.entities = entities
        self._text = text
        self._cast = cast
        self._starts = [i.start for i in cast.items]

    def of(self, fragment: Fragment) -> Reference:
        """Whom a run of the text stands for, by its head: the first item in it that owns or describes no other."""
        within = self._within(fragment)
        if not within:
            return Reference(None, "nothing in it names or describes anybody", 0.0)
        return self._answer(self._head(within))

    def places(self, entity: Entity) -> list[tuple[int, int]]:
        """Where the name of an entity is written as it is given; nowhere for one that has no name."""
        mine = (m for m in self.mentions if m.entity == entity.id)
        spans = [(m.start, m.end) for m in mine]
        return [(a, b) for a, b in spans if entity.name in self._text[a:b]]

    def written(self, entity: Entity) -> list[tuple[int, int]]:
        """Where an entity is named or described, pronouns aside, in order."""
        number = self.entities.index(entity)
        return [(i.start, i.end) for i in self._cast.items if i.entity == number and not i.pronoun]

    def told_apart(
        self, mentions: Sequence[Mention], entities: Sequence[Entity], moved: Mapping[str, str]
    ) -> Resolution:
        """The same with other mentions and entities, the first of them those of before in their order.

        `moved` gives, for entities that were two, the id of the one that the mentions that moved stand for now, and
        with them the pronouns.
        """
        number = {e.id: i for i, e in enumerate(entities)}
        new = {(m.start, m.end): number[m.entity] for m in mentions if m.entity in moved.values()}
        goes = {number[old]: number[to] for old, to in moved.items()}
        cast = copy(self._cast)
        cast.items, cast.answers = list(cast.items), dict(cast.answers)
        for i, item in enumerate(cast.items):
            answer = cast.answers.get(i)
            to = new.get((item.start, item.end)) if item.name else goes.get(item.entity) if item.pronoun else None
            if to is not None:
                cast.items[i] = replace(item, entity=to)
                cast.answers[i] = replace(answer, thing=to) if answer else Answer(to, "named", 0.6)
        return Resolution(self._text, tuple(mentions), tuple(entities), cast)

    def _answer(self, number: int) -> Reference:
        entity, how, p = self._cast.answer(number)
        return Reference(self.entities[entity] if entity >= 0 else None, how, round(p, 4))

    def _within(self, fragment: Fragment) -> list[int]:
        """Items that lie in a fragment, but for the marks at its ends; else one that the fragment lies in."""
        a = bisect_left(self._starts, fragment.start)
        b = bisect_left(self._starts, fragment.end)
        items = self._cast.items
        found = [i for i in range(a, b) if items[i].end <= fragment.end] or list(range(a, b))[:1]
        if not found or items[found[0]].start > fragment.start:
            for i in range(max(0, a - 3), a):
                if items[i].end > fragment.start and items[i].end >= min(fragment.end, items[i].end):
                    found.insert(0, i)
                    break
        return found

    def _head(self, within: list[int]) -> int:
        """The item that the whole run is about."""
        items, text = self._cast.items, self._text
        for k, i in enumerate(within):
            item = items[i]
            after = text[item.end : item.end + 2]
            owner = item.phrase.pronoun and i + 1 in within and text[item.end : items[i + 1].start].strip() == ""
            owns = item.modifies or (after[:1] in ("'", "’") and after[1:2] in ("s", " ")) or owner
            if not owns or k + 1 == len(within):
                return self._named_beside(within[k:])
        return within[0]

    def _named_beside(self, within: list[int]) -> int:
        """The name in apposition to a description ("a ministry spokeswoman, Reva Strand"), if one stands there."""
        items = self._cast.items
        first = items[within[0]]
        for i in within[1:3]:
            if items[i].name and not items[i].modifies and items[i].entity == first.entity:
                return i
        return within[0]


def resolve(
    document: Document, zones: Sequence[Zone], mentions: Sequence[Mention], phrases: Sequence[Phrase]
) -> Resolution:
    """Entities of a document's names, descriptions and pronouns; pure, and linear in their number."""
    del zones  # a headline is text like any other here
    return resolve_with(document, mentions, phrases, model_arrays())


def resolve_with(
    document: Document, mentions: Sequence[Mention], phrases: Sequence[Phrase], model: dict[str, Floats]
) -> Resolution:
    """As `resolve`, by a model; by hand where it is empty."""
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    cast, named = cast_of(document.text, ordered, phrases)
    asked = cast.asked()
    near = {}
    if asked:
        left, right, begins = pairs_of(cast.items, asked)
        table = table_of(cast.items)
        scores = scores_of(table, left, right, model) if "pair_score" in model else by_hand(table, left, right)
        shares = shares_of(scores, begins)
        near = {q: (right[begins[k] : begins[k + 1]], shares[k]) for k, q in enumerate(asked)}
    if "sure" in model:
        cast.sure = model["sure"].tolist()
    cast.settle(near, speakers_of_quotations(document.text, cast.items))
    entities = cast.entities(document.id)
    resolution = Resolution(document.text, (), entities, cast)
    filled = []
    for m, item in zip(ordered, named, strict=True):
        found = entities[item.entity] if item else resolution.of(Fragment(start=m.start, end=m.end)).entity
        filled.append(msgspec.structs.replace(m, entity=found.id if found else ""))
    resolution.mentions = tuple(filled)
    return resolution


def cast_of(text: str, mentions: Sequence[Mention], phrases: Sequence[Phrase]) -> tuple[Cast, list[Item | None]]:
    """The cast of a text before anybody is asked for, and the item of each mention that is a name."""
    items, named = items_of(text, mentions, sorted(phrases, key=lambda p: p.start))
    pairs = [(item, m.kind) for item, m in zip(named, mentions, strict=True) if item]
    return Cast(text, items, [i for i, _ in pairs], [k for _, k in pairs]), named
