"""Passages that two documents share when it cannot be told which had them first: one voice, of unknown origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from rashomon.link.ways.agreeing import Agreement
from rashomon.link.ways.counterparts import Passages, Taken, corresponding
from rashomon.link.ways.joining import Hop, Hops, broken
from rashomon.link.ways.nodes import Local, hashed
from rashomon.link.ways.sayings import Page, Saying
from rashomon.records import Copy, Spot, Step

SPOKEN = ("shared quotation", "official statement", "press release")
"""Kinds of passages that two documents may have from the same speaker, and not from one another."""


@dataclass(frozen=True, slots=True)
class First:
    """What stands for the unknown first document of a passage, and the saying whose own chain goes on from there."""

    step: Step
    saying: Saying


class Shared:
    """The sayings of a case that are one because their passage is shared, by the saying at which their hops end."""

    def __init__(self, pages: Mapping[str, Page], copies: Sequence[Copy], hops: Hops, agreement: Agreement) -> None:
        self._pages, self._hops, self._agreement = pages, hops, agreement
        self._above: dict[str, Saying] = {}
        self._speakers: dict[Local, Local] = {}
        self._docs: dict[Local, set[str]] = {}
        self._copies: dict[str, set[str]] = defaultdict(set)
        self._within: dict[str, set[str]] = {}
        passages = Passages(copies, pages)
        pairs = [pair for page in pages.values() for saying in page.sayings for pair in self._shared(saying, passages)]
        for one, other, copy in pairs:
            self._join(one, other, copy)

    def first_of(self, root: Saying) -> First | None:
        """The unknown first document behind the saying at which hops end; nothing where that is no shared passage."""
        top = self.voice(root)
        docs = sorted(self._within.get(top.id, ()))
        if not docs:
            return None
        names = sorted(self._pages[doc].title for doc in docs)
        shown = " and ".join(names) if len(names) == 2 else f"{len(names)} documents"
        step = Step(
            node=hashed("passage", *docs),
            name=f"whichever of {shown} had it first",
            kind="document",
            identification="unspecified",
            how="copy",
            copy=min(self._copies.get(top.id, {""})),
            reason=f"the passage stands in {shown}; which of them had it first cannot be told",
        )
        return First(step, top)

    def voice(self, saying: Saying) -> Saying:
        """The saying that stands for all that share the passage of one: that of the document published first."""
        while saying.id in self._above:
            saying = self._above[saying.id]
        return saying

    def lend(self, hops: Hops) -> None:
        """Give the citation of a passage to those who have the passage, too, without the words that cite."""
        heard: dict[str, list[Saying]] = defaultdict(list)
        for page in self._pages.values():
            for saying in page.sayings:
                heard[self.voice(saying).id].append(saying)
        for top, sayings in heard.items():
            citing = [s for s in sayings if (h := hops.of.get(s.id)) and any(x.how == "citation" for x in h.steps)]
            first = min(citing, key=self._order, default=None)
            for saying in sayings if first else ():
                if first is not None and saying.id not in hops.of:
                    hops.of[saying.id] = Hop((self._lent(top, self._pages[first.doc], first),), first)
        broken(hops, self._pages)

    def _lent(self, top: str, page: Page, first: Saying) -> Step:
        return Step(
            node=page.id,
            name=page.name,
            kind="document",
            identification="named",
            how="copy",
            at=Spot(doc=page.id, start=first.start, end=first.end),
            copy=min(self._copies.get(top, {""})),
            reason=f"the same passage stands in {page.title}, which says where it has it from",
        )

    def named(self, tail: Sequence[tuple[Step, Local | None]]) -> list[Step]:
        """The steps of a tail, with one node for the unnamed who are one by a shared passage."""
        out = []
        for step, local in tail:
            first = self._one(local) if local else None
            out.append(msgspec.structs.replace(step, node=hashed("unnamed", *first)) if first else step)
        return out

    def _shared(self, saying: Saying, passages: Passages) -> list[tuple[Saying, Saying, Copy]]:
        """The roots of a saying and of what corresponds to it in documents that share its passage."""
        found = []
        page = self._pages[saying.doc]
        for taken in passages.covering(passages.shared, saying.doc, saying.ranges)[:50]:
            _, other = corresponding(saying, saying.ranges, taken, self._pages[taken.there.doc], page)
            if (
                other is None
                or not self._agree(saying, other, taken)
                or (self._hops.known(saying) and self._hops.known(other))
            ):
                continue  # something else, or another speaker, or it is known that both have it from elsewhere
            found.append((self._hops.root(saying), self._hops.root(other), taken.copy))
        return found

    def _agree(self, one: Saying, other: Saying, taken: Taken) -> bool:
        """Whether both have the same content and neither has another speaker than the other's page names."""
        reworded = taken.copy.kind == "reworded"
        return all(
            self._agreement.speakers(a, b, passage) and self._agreement.content(a, b, reworded=reworded)
            for a, b, passage in ((one, other, taken.here), (other, one, taken.there))
        )

    def _join(self, one: Saying, other: Saying, copy: Copy) -> None:
        """Make one voice of two, unless both have it from the same speaker anyway."""
        if one.doc == other.doc:
            return
        ends = [self._agreement.tails.tail(s, None, 0)[-1:] for s in (one, other)]
        nodes = {step.node for end in ends for step, local in end if local is None}
        if copy.kind in SPOKEN and len(nodes) == 1 and all(end and end[0][1] is None for end in ends):
            return
        low, high = sorted((self.voice(one), self.voice(other)), key=self._order)
        if not (self._agreement.speakers(low, high) and self._agreement.speakers(high, low)):
            return
        docs = [self._within.get(s.id, {s.doc}) for s in (low, high)]
        if docs[0].isdisjoint(docs[1]):  # two sayings of one document are never made one
            self._above[high.id] = low
            self._within[low.id] = docs[0] | docs[1]
            self._copies[low.id] |= self._copies.pop(high.id, set()) | {copy.id}
            locals_ = [local for end in ends for _, local in end if local]
            if len(locals_) == 2:
                self._join_speakers(locals_[0], locals_[1])

    def _join_speakers(self, one: Local, other: Local) -> None:
        """One node for two unnamed speakers, unless that would make one of two that a document tells apart."""
        low, high = sorted((self._one(one), self._one(other)), key=self._local_order)
        docs = [self._docs.get(local, {local[0]}) for local in (low, high)]
        if low != high and docs[0].isdisjoint(docs[1]):
            self._speakers[high] = low
            self._docs[low] = docs[0] | docs[1]

    def _one(self, local: Local) -> Local:
        while local in self._speakers:
            local = self._speakers[local]
        return local

    def _order(self, saying: Saying) -> tuple[str, int, str, int, str]:
        page = self._pages[saying.doc]
        return page.published or "9999", -len(page.text), page.id, saying.start, saying.id

    def _local_order(self, local: Local) -> tuple[str, int, str, str]:
        page = self._pages[local[0]]
        return page.published or "9999", -len(page.text), page.id, local[1]
