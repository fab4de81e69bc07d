"""Tails: what a document itself says of who hands on a claim, from the document inward to the speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.link.ways.citations import Cited, Press
from rashomon.link.ways.nodes import Local, Node, Nodes, hashed
from rashomon.link.ways.sayings import WORD, Page, Range, Saying, content_words
from rashomon.records import Identity, Relay, Speaker, Spot, Step
from rashomon.text import fold

PARTS = frozenset(
    "they we he she it who none of the two three four five six both all some one them these those others other".split()
)
"""Words that name a part of those who were spoken of before."""
COUNTED = frozenset("none two three four five six both".split())
NEAR = 600
"""Characters before such words in which those stand who are meant."""
Base = tuple[str, tuple[Range, ...]]
"""A document of the case that is known to have had a content before, and the runs of it there, if they are known."""


class Tails:
    """Makes the steps that the chain of a saying gives inside its own document."""

    def __init__(self, pages: Mapping[str, Page], who: Sequence[Identity]) -> None:
        self.pages, self.press, self.nodes = pages, Press(pages, who), Nodes(pages, who)
        self._cited: dict[tuple[str, int], Cited | None] = {}
        self._locals: dict[str, dict[Local, frozenset[str]]] = {}
        self._behind = self._institutions()

    def page_step(self, page: Page, saying: Saying, announced: str = "") -> Step:
        """The first step of a lineage: the document that has it; `announced` says whose words a headline stands for."""
        relay = saying.chain[0] if saying.chain else None
        outlet = relay is not None and relay.how == "outlet"
        reason = announced or (relay.reason if relay and outlet else "")
        return Step(
            node=page.id,
            name=page.name,
            kind="document",
            identification="named",
            how="outlet",
            at=Spot(doc=page.id, start=saying.start, end=saying.end),
            reason=reason or "this document has it",
            p=relay.p if relay and outlet else 1.0,
        )

    def inner(self, saying: Saying) -> list[tuple[int, Relay]]:
        """The links of a chain from the document inward, without the document's own outlet and without "nobody"."""
        page = self.pages[saying.doc]
        found = list(enumerate(saying.chain))
        if found and found[0][1].how == "outlet":
            found = found[1:]
        kept = [(i, r) for i, r in found if not (r.kind == "unknown" and r.identification == "unspecified")]
        own = [i for i, r in kept if (_is_medium(r) or r.how == "provenance") and self.press.is_by(page, r.name)]
        return [(i, r) for i, r in kept if i not in own]

    def speaker_of(self, saying: Saying, index: int) -> Speaker | None:
        """Who stands behind a link of a chain: the speaker of the claim itself, or of the one around it."""
        if index == len(saying.chain) - 1 and saying.claim:
            return saying.claim.speaker
        relay = saying.chain[index]
        return self.pages[saying.doc].speakers.get((relay.start, relay.end))

    def tail(self, saying: Saying, base: Base | None, skip: int) -> list[tuple[Step, Local | None]]:
        """The steps behind the document, with whoever is unnamed by where he is first spoken of.

        `base` is a document that had it before, in which no saying corresponds: the unnamed are told apart by that one.
        The first `skip` links have been followed to it.
        """
        page, out = self.pages[saying.doc], list[tuple[Step, Local | None]]()
        links = [(i, r) for i, r in self.inner(saying) if i >= skip]
        if base is not None:
            there = self.pages[base[0]]
            links = [(i, r) for i, r in links if not (_is_medium(r) and self.press.is_by(there, r.name))]
        for i, relay in links:
            cited = self._cited.get((saying.id, i))
            if _is_medium(relay) and relay.identification == "named":
                node, reason = self.nodes.outlet(relay.name), cited.reason if cited else relay.reason
            else:
                whose, at = self.whose(saying, i)
                node = self.nodes.of(page, whose.chain[at], self.speaker_of(whose, at), whose)
                reason = relay.reason if whose is saying else f"“{relay.name}” are {node.name}, spoken of before"
            local = self._first_said(node, base) if node.local else None
            out.append((self._step(node, relay, page, reason, local), local))
        if links:
            out += self._institution(saying, *links[-1])
        return out

    def remember(self, saying: Saying, index: int, cited: Cited | None) -> None:
        """Keep what a citation came to, for the reason of its step."""
        self._cited[saying.id, index] = cited

    def _institution(self, saying: Saying, index: int, relay: Relay) -> list[tuple[Step, Local | None]]:
        """The institution for which the last one speaks: as it says here, or as all other documents say of him."""
        page, speaker = self.pages[saying.doc], self.speaker_of(saying, index)
        found = self.nodes.body_of(page, relay, speaker)
        if found is None and relay.identification == "named":
            known = self._behind.get(self.nodes.of(page, relay, speaker, saying).id, {})
            found = next(iter(known.values())) if len(known) == 1 else None
        if found is None:
            return []
        return [(self._step(found[0], relay, page, found[1], None), None)]

    def _institutions(self) -> dict[str, dict[str, tuple[Node, str]]]:
        """For each named person the institutions for which he speaks, with the reason where it is first said."""
        out: dict[str, dict[str, tuple[Node, str]]] = defaultdict(dict)
        for page in self.pages.values():
            for saying in page.sayings:
                for i, relay in self.inner(saying)[-1:]:
                    speaker = self.speaker_of(saying, i)
                    found = self.nodes.body_of(page, relay, speaker) if relay.identification == "named" else None
                    if found is not None:
                        out[self.nodes.of(page, relay, speaker, saying).id].setdefault(found[0].id, found)
        return out

    def whose(self, saying: Saying, index: int) -> tuple[Saying, int]:
        """The link of an earlier saying that a link stands for: "none of the three" are those spoken of before."""
        relay = saying.chain[index]
        words = set(WORD.findall(fold(relay.name)))
        if relay.identification == "named" or not words or not words <= PARTS or words.isdisjoint(COUNTED):
            return saying, index
        page = self.pages[saying.doc]
        before = [s for s in page.sayings if s.start < saying.start and saying.start - s.start <= NEAR]
        for other in reversed(before):
            for i, link in self.inner(other)[-1:]:
                several = link.kind == "people" and link.identification in ("described", "anonymous")
                if several and not set(WORD.findall(fold(link.name))) <= PARTS:
                    return other, i
        return saying, index

    def _first_said(self, node: Node, base: Base | None) -> Local | None:
        """Where somebody unnamed is first spoken of: in the document that had it before, if there is one."""
        if base is None or node.local is None:
            return node.local
        doc, ranges = base
        words = content_words([node.name])
        alike = [local for local, known in self._unnamed(doc).items() if words and (words <= known or known <= words)]
        if len(alike) == 1:
            return alike[0]
        if ranges:
            return doc, f"at {self.pages[doc].sentence(ranges[0][0])[0]}"
        return node.local  # that document is known to be meant, but not that it speaks of him

    def _unnamed(self, doc: str) -> dict[Local, frozenset[str]]:
        """The unnamed speakers of a document, with the words that describe them."""
        if doc not in self._locals:
            found: dict[Local, set[str]] = defaultdict(set)
            page = self.pages[doc]
            for saying in page.sayings:
                for i, relay in self.inner(saying)[-1:]:
                    node = self.nodes.of(page, relay, self.speaker_of(saying, i), saying)
                    if node.local and node.identification != "unspecified":
                        found[node.local] |= content_words([node.name])
            self._locals[doc] = {local: frozenset(words) for local, words in sorted(found.items())}
        return self._locals[doc]

    @staticmethod
    def _step(node: Node, relay: Relay, page: Page, reason: str, local: Local | None) -> Step:
        known = Spot(doc=page.id, start=relay.start, end=relay.end) if relay.end > relay.start else None
        return Step(
            node=node.id or hashed("unnamed", *(local or (page.id, node.name))),
            name=node.name,
            kind=node.kind,
            identification=node.identification,
            how=relay.how,
            at=known,
            reason=reason,
            p=relay.p,
        )


def cited_step(cited: Cited, relay: Relay, page: Page) -> Step:
    """The step to a document of the case that a link of a chain on a page means."""
    if cited.page is None:
        raise ValueError("a citation whose document is not known has no step to it")
    at = Spot(doc=page.id, start=relay.start, end=relay.end) if relay.end > relay.start else None
    p = round(min(1.0, cited.p * relay.p), 4)
    return Step(
        node=cited.page.id,
        name=cited.page.name,
        kind="document",
        identification="named",
        how="citation",
        at=at,
        reason=cited.reason,
        p=p,
    )


def _is_medium(relay: Relay) -> bool:
    return relay.kind == "outlet" or (relay.how in ("outlet", "relay", "blockquote") and relay.kind != "person")


def is_citation(relay: Relay) -> bool:
    """Whether a link may stand for a document of a medium."""
    return relay.identification == "named" and relay.kind != "place"
