"""Whom names, descriptions and pronouns of one document stand for, with the reason for each answer and for none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from rashomon.read.describing import Cast
from rashomon.read.items import items_of
from rashomon.read.phrases import Phrase, model_arrays, phrases_in
from rashomon.read.quoting import speakers_of_quotations
from rashomon.read.referring import by_hand, pairs_of, scores_of, shares_of, table_of
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
    del zones
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    items, named = items_of(document.text, ordered, sorted(phrases, key=lambda p: p.start))
    model = model_arrays()
    cast = Cast(document.text, items, named, [m.kind for m in ordered])
    asked = [i for i, item in enumerate(items) if item.pronoun or cast.asks(item)]
    left, right, begins = pairs_of(items, asked)
    if asked:
        table = table_of(items)
        scores = scores_of(table, left, right, model) if model else by_hand(table, left, right)
        shares = shares_of(scores, begins)
    else:
        shares = []
    near = {q: (right[begins[k] : begins[k + 1]], shares[k]) for k, q in enumerate(asked)}
    cast.settle(near, speakers_of_quotations(document.text, items))
    entities = cast.entities(document.id)
    filled = tuple(
        msgspec.structs.replace(m, entity=entities[item.entity].id) for m, item in zip(ordered, named, strict=True)
    )
    return Resolution(document.text, filled, entities, cast)
