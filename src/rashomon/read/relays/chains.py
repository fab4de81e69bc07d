"""Chains: who hands on what to whom, from the outlet of the document to the origin of each claim.

Outermost come the outlet and what the text says of its own origin, then a passage taken over whole, then what the
sentence says ("told the Journal"), then the claims around this one, and last the claim's own speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from rashomon.read.relays.outlet_names import Outlets, key, same, words_of
from rashomon.read.relays.passages_taken import Passage, passages
from rashomon.read.relays.relaying import Link, Relays, belongs
from rashomon.read.relays.text_origins import Origins, names_in
from rashomon.read.sentences import split_sentences
from rashomon.read.speaking.outer_speakers import is_the_outer_one
from rashomon.records import (
    Account,
    Claim,
    Relay,
    Speaker,
    SpeakerKind,
    Taken,
    Zone,
)

if TYPE_CHECKING:
    from rashomon.read.cast.coreference import Resolution

NOBODY = "nobody named"
"""The name of a last link where the text names no source."""


def with_chains(
    taken: Taken, claims: Sequence[Claim], accounts: Sequence[Account], resolution: Resolution
) -> tuple[list[Claim], list[Account]]:
    """The claims and the sentences of the document's own voice, each with its chain, outermost link first.

    The product of the links' probabilities is kept in a claim's `sure["chain"]`.
    """
    maker = _Maker(taken, claims, resolution)
    by_id = {claim.id: claim for claim in claims}
    done: dict[str, tuple[Relay, ...]] = {}
    for claim in claims:
        _chain(claim, by_id, done, maker)
    out = [msgspec.structs.replace(c, chain=done[c.id], sure={**c.sure, "chain": _product(done[c.id])}) for c in claims]
    told = [msgspec.structs.replace(a, chain=tuple(maker.outer(a.start))) for a in accounts]
    return out, told


def _chain(claim: Claim, by_id: dict[str, Claim], done: dict[str, tuple[Relay, ...]], maker: _Maker) -> None:
    """Put the chain of a claim into `done`, those of the claims around it first."""
    waiting = [claim]
    while waiting:
        one = waiting[-1]
        parent = by_id.get(one.parent) if one.parent else None
        if one.id in done:
            waiting.pop()
        elif parent is not None and parent.id not in done and parent not in waiting:
            waiting.append(parent)
        else:
            above = done.get(parent.id) if parent else None
            done[one.id] = tuple(maker.chain(one, parent if above else None, above or ()))
            waiting.pop()


def _product(chain: Iterable[Relay]) -> float:
    p = 1.0
    for link in chain:
        p *= link.p
    return round(p, 4)


class _Maker:
    """Makes the chains of one document."""

    def __init__(self, taken: Taken, claims: Sequence[Claim], resolution: Resolution) -> None:
        self._taken, self._document, self._text = taken, taken.document, taken.document.text
        self._resolution = resolution
        self._outlets = Outlets(names_in(taken, resolution))
        self._origins = Origins(taken, self._outlets)
        self._relays = Relays(self._text, taken.provenance, self._outlets, resolution)
        self._passages = passages(taken, claims, self._outlets, resolution)
        self._outer: dict[int, tuple[Relay, ...]] = {}
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._in_conversation: dict[tuple[int, str], Link] = {}

    def chain(self, claim: Claim, parent: Claim | None, above: Sequence[Relay]) -> list[Relay]:
        """The chain of a claim; `above` is that of the claim around it."""
        at = claim.cue[0].start
        links = list(self.outer(at))
        if parent is not None:
            links = [*above[:-1], msgspec.structs.replace(above[-1], how="claim")] if above else links
        own = self._own(claim, parent, above)
        through = self._said_through(claim, parent, own)
        outward = [self._relay(link) for link in through if not link.inward]
        inward = [self._relay(link) for link in through if link.inward]
        return self._joined([*links, *outward, own, *inward])

    def outer(self, at: int) -> tuple[Relay, ...]:
        """Who hands on the text that stands at a place: the outlet, the lines on its origin, the passage it is in."""
        part = bisect_right(self._taken.parts, at, key=lambda p: p.start) - 1
        part = part if part >= 0 and at < self._taken.parts[part].end else -1
        if part not in self._outer:
            whose = self._taken.parts[part] if part >= 0 else None
            self._outer[part] = tuple(self._joined([*self._origins.printed(whose), *self._origins.origins(whose)]))
        i = bisect_right(self._passages, at, key=lambda p: p.start) - 1
        if i < 0 or at >= self._passages[i].end:
            return self._outer[part]
        return tuple(self._joined([*self._outer[part], _of_passage(self._passages[i])]))

    def _own(self, claim: Claim, parent: Claim | None, above: Sequence[Relay]) -> Relay:
        """The last link: the claim's own speaker."""
        speaker, where = claim.speaker, claim.source
        start, end = (where[0].start, where[-1].end) if where else (0, 0)
        words = self._text[start:end]
        if not where:
            reason = "the text names no source"
            at = claim.cue[0]
            return Relay(
                name=NOBODY, kind="unknown", identification="unspecified", start=at.start, end=at.end, reason=reason
            )
        pronoun = words.lower().strip()
        if parent is not None and above and is_the_outer_one(words, claim.speaker, above[-1].kind):
            reason = f"“{words}” in what {above[-1].name} says is taken for {above[-1].name}"
            return msgspec.structs.replace(above[-1], start=start, end=end, how="source", reason=reason, p=0.7)
        if parent is None and pronoun in words_of("pronouns", "first"):
            return self._the_author(claim, words)
        cited = self._cited_outlet(claim)
        if cited:
            name, p = cited
            reason = f"“{words}” is taken for {name} or what it prints"
            return Relay(name=name, kind="outlet", identification="named", start=start, end=end, reason=reason, p=p)
        if speaker is None:
            return Relay(name=words, kind="unknown", identification="unspecified", start=start, end=end, p=0.5)
        name, kind, p = speaker.name or words, speaker.kind or "unknown", speaker.p
        if parent is not None and above and key(name) == key(above[-1].name) and not self._may_be(pronoun, name):
            name, p = words, min(p, 0.6)  # nobody calls himself by another description
        elif self._is_medium(speaker, name) and not self._may_be(pronoun, name) and not self._relays.describes(pronoun):
            name, kind, p = words, "organisation", min(p, 0.6)  # "the ministry" is no medium, whatever it fits
        elif self._is_medium(speaker, name):
            kind = "outlet"
        return Relay(
            name=self._outlets.full(name) if kind == "outlet" else name,
            kind=kind,
            identification=speaker.identification or "unspecified",
            start=start,
            end=end,
            reason=speaker.how,
            p=round(p, 4),
        )

    def _is_medium(self, speaker: Speaker, name: str) -> bool:
        """Whether a speaker is a medium, by its kind or because the text names that as one."""
        body = speaker.kind in ("organisation", "group", "unknown", "") and any(c.isupper() for c in name)
        return speaker.kind == "outlet" or (body and self._origins.is_outlet(name))

    def _may_be(self, words: str, name: str) -> bool:
        """Whether words may stand for a name by themselves: a pronoun, or words that the name has, too."""
        pronouns = words_of("pronouns", "first") | words_of("pronouns", "third")
        own = set(key(words).split())
        initials = "".join(word[0] for word in key(name).split())
        return words in pronouns or not own.isdisjoint((*key(name).split(), initials))

    def _the_author(self, claim: Claim, words: str) -> Relay:
        """Who says "I" in running text: the author, or else the outlet."""
        at = claim.source[0]
        part = next((p for p in self._taken.parts if p.start <= at.start < p.end), None)
        author = (part.author if part else "") or self._document.author
        name = author or self._document.outlet or "this document"
        return Relay(
            name=name,
            kind="person" if author and not self._origins.is_outlet(author) else "outlet",
            identification="named",
            start=at.start,
            end=at.end,
            reason=f"“{words}” is whoever writes",
            p=0.85,
        )

    def _cited_outlet(self, claim: Claim) -> tuple[str, float] | None:
        """The medium that a source stands for: "A new Times report", "the paper"."""
        own = self.outer(claim.cue[0].start)[0].name
        return next(filter(None, (self._relays.prints(f.start, f.end, own) for f in claim.source)), None)

    def _said_through(self, claim: Claim, parent: Claim | None, own: Relay) -> list[Link]:
        """The relays of the claim's sentence; a speaker who told an outlet goes on telling it in that paragraph."""
        at = claim.cue[0].start
        start, end = self._sentence(at)
        found = [link for link in self._relays.of(start, end, at) if belongs(link, claim, parent)]
        found = [link for link in found if not link.inward or (own.kind == "outlet" and own.start < link.start)]
        line = self._text.rfind("\n", 0, at)
        for link in found:
            if not link.inward:
                self._in_conversation[line, key(own.name)] = link
        before = self._in_conversation.get((line, key(own.name)))
        if before and parent is None and not any(not link.inward for link in found) and before.start < at:
            reason = f"said beside words that were said to {before.name}"
            found.append(Link(before.start, before.end, before.name, before.identification, 0.6, reason))
        return found

    def _relay(self, link: Link) -> Relay:
        kind: SpeakerKind = "outlet" if not link.inward or self._origins.is_outlet(link.name) else "people"
        return Relay(
            name=link.name,
            kind=kind,
            identification=link.identification,
            start=link.start,
            end=link.end,
            how="relay",
            reason=link.reason,
            p=link.p,
        )

    def _sentence(self, at: int) -> tuple[int, int]:
        """The sentence around a place."""
        zone = self._zone(at)
        low, high = (zone.start, zone.end) if zone else (max(0, at - 500), min(len(self._text), at + 500))
        if low not in self._sentences:
            self._sentences[low] = [(s.start, s.end) for s in split_sentences(self._text, low, high)]
        return next(((a, b) for a, b in self._sentences[low] if a <= at < b), (low, high))

    def _zone(self, at: int) -> Zone | None:
        i = bisect_right(self._taken.zones, at, key=lambda z: z.start) - 1
        return self._taken.zones[i] if i >= 0 and at < self._taken.zones[i].end else None

    def _joined(self, links: Sequence[Relay]) -> list[Relay]:
        """The links without one that stands twice in a row; the one that says more stays."""
        out: list[Relay] = []
        for link in links:
            last = out[-1] if out else None
            if last is not None and self._one(last, link):
                out[-1] = _merged(last, link)
            elif link.how in ("source", "claim", "relay") or not self._is_among(link, out):
                out.append(link)
        return out

    def _is_among(self, link: Relay, links: Sequence[Relay]) -> bool:
        """Whether a line on the origin names an outlet that stands further out already."""
        return link.kind == "outlet" and any(self._one(other, link) for other in links)

    def _one(self, left: Relay, right: Relay) -> bool:
        if left.kind == right.kind == "outlet":
            return same(left.name, right.name)
        return key(left.name) == key(right.name) and left.identification not in ("unspecified", "anonymous")


def _merged(outer: Relay, inner: Relay) -> Relay:
    """Two links for the same one: the outer one's standing, the inner one's place in the text when it has one."""
    name = outer.name if len(outer.name) >= len(inner.name) else inner.name
    spanned = inner if inner.end else outer
    outermost = outer.how in ("outlet", "provenance", "blockquote")
    said = inner if outer.how == inner.how == "provenance" and not outer.end else outer
    return msgspec.structs.replace(
        outer,
        name=name,
        start=spanned.start,
        end=spanned.end,
        how=outer.how if outermost else inner.how,
        reason=said.reason,
        p=max(outer.p, inner.p),
    )


def _of_passage(passage: Passage) -> Relay:
    return Relay(
        name=passage.name,
        kind=passage.kind,
        identification=passage.identification,
        start=passage.at.start,
        end=passage.at.end,
        how="blockquote",
        reason=passage.reason,
        p=passage.p,
    )
