"""Joining: from a saying to what it is copied from, or cites, or announces; one hop nearer to the origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rashomon.link.ways.agreeing import Agreement
from rashomon.link.ways.counterparts import Passages, Taken, corresponding
from rashomon.link.ways.sayings import HEADS, Page, Range, Saying
from rashomon.link.ways.speaking_for import name_words
from rashomon.link.ways.tails import Base, Tails, cited_step, is_citation
from rashomon.records import Copy, Step
from rashomon.titles import shortened

ANNOUNCED = 0.5
"""Share of a headline's words that a sentence below it must have to be what it announces."""
SAME_TEXT = 0.7
"""Least probability of a citation for a line on the origin of a whole text to mean a document that is no copy of it."""
MOST = 20
"""Passages in which a content lies that are looked at for its original."""
MOST_OF = 0.25
"""Share of what a medium says that somebody else's claim inside it must make up to be what the medium hands on."""
LEAST = 3
"""Words that both must have."""


@dataclass(frozen=True, slots=True)
class Hop:
    """The way from a saying one hop nearer to the origin.

    `to` is the saying there; where none corresponds, `base` is the document that had it before, and the saying's own
    chain goes on behind its first `skip` links.
    """

    steps: tuple[Step, ...] = ()
    to: Saying | None = None
    base: Base | None = None
    skip: int = 0
    why: str = ""


@dataclass(slots=True)
class Hops:
    """The hops of a case, by the saying that they lead from."""

    of: dict[str, Hop] = field(default_factory=dict)

    def root(self, saying: Saying) -> Saying:
        """The saying at which the hops from one end."""
        while (hop := self.of.get(saying.id)) and hop.to is not None:
            saying = hop.to
        return saying

    def known(self, saying: Saying) -> bool:
        """Whether it is known from which document a saying comes."""
        hop = self.of.get(saying.id)
        return hop is not None and (hop.to is not None or any(step.how == "copy" for step in hop.steps))

    def announced(self, saying: Saying) -> str:
        """For a headline that stands for a sentence below it, the reason in words."""
        hop = self.of.get(saying.id)
        return hop.why if hop else ""


def by_copies(pages: Mapping[str, Page], copies: Sequence[Copy], agreement: Agreement) -> Hops:
    """The hops of all sayings whose passage is copied, without circles."""
    passages, hops = Passages(copies, pages), Hops()
    for page in pages.values():
        for saying in page.sayings:
            if hop := _copied(saying, pages, passages, agreement):
                hops.of[saying.id] = hop
    broken(hops, pages)
    return hops


def with_citations(hops: Hops, pages: Mapping[str, Page], tails: Tails, roots: Mapping[str, str]) -> None:
    """Add the hops of headlines to what they announce, and of sayings that name a medium to its document.

    `roots` gives for each saying the one that it is a copy of: copies of one document do not make a citation doubtful.
    """
    for page in pages.values():
        for saying in page.sayings:
            if saying.id not in hops.of and (
                hop := _announces(saying, page, tails) or _handed_on(saying, page, tails, roots)
            ):
                hops.of[saying.id] = hop
    broken(hops, pages)


def broken(hops: Hops, pages: Mapping[str, Page]) -> None:
    """Break every circle of hops at the saying of the document that was published first, or else sorts first."""
    done: set[str] = set()
    for page in pages.values():
        for saying in page.sayings:
            path: list[Saying] = []
            on: set[str] = set()
            at: Saying | None = saying
            while at is not None and at.id not in done and at.id not in on:
                path.append(at)
                on.add(at.id)
                hop = hops.of.get(at.id)
                at = hop.to if hop else None
            if at is not None and at.id in on:
                circle = path[next(i for i, s in enumerate(path) if s.id == at.id) :]
                first = min(circle, key=lambda s: (pages[s.doc].published or "9999", s.doc, s.start, s.id))
                del hops.of[first.id]
            done |= on


def _copied(saying: Saying, pages: Mapping[str, Page], passages: Passages, agreement: Agreement) -> Hop | None:
    """The hop along the passages in which a content lies, from document to document until one has the saying, too.

    A passage that gives it to another speaker than the saying's own page names is none of its way.
    """
    page = pages[saying.doc]
    ranges: tuple[Range, ...] = saying.ranges
    doc, seen, steps = page.id, {page.id}, list[Step]()
    while True:
        options = [t for t in passages.covering(passages.into, doc, ranges) if t.there.doc not in seen]
        found: list[tuple[Taken, tuple[Range, ...], Saying | None]] = []
        for option in options[:MOST]:
            spots, match = corresponding(saying, ranges, option, pages[option.there.doc], page)
            if not spots or (match is not None and not agreement.speakers(saying, match, option.here)):
                continue
            if match is not None and not agreement.content(saying, match, reworded=option.copy.kind == "reworded"):
                match = None
            found.append((option, spots, match))
            if match is not None:
                break
        if not found:
            return Hop(tuple(steps), None, (doc, ranges), 0) if steps else None
        taken, there, match = found[-1] if found[-1][2] is not None else found[0]
        steps.append(_copy_step(taken, pages[taken.there.doc]))
        if match is not None:
            return Hop(tuple(steps), match)
        doc, ranges = taken.there.doc, there
        seen.add(doc)


def _copy_step(taken: Taken, page: Page) -> Step:
    copy = taken.copy
    return Step(
        node=page.id,
        name=page.name,
        kind="document",
        identification="named",
        how="copy",
        at=taken.there,
        copy=copy.id,
        reason=f"copied from {page.title} ({_likeness(copy)})",
        p=copy.p,
    )


def _likeness(copy: Copy) -> str:
    """How alike the two sides of a copy are, in a few words; the row of the copy itself says more."""
    kind = "one passage" if copy.kind == "passage" else copy.kind
    if copy.kind == "reworded":
        return f"reworded: {len(copy.aligned)} sentences correspond" if len(copy.aligned) > 1 else "reworded"
    return f"{kind}, {min(100, round(100 * copy.identity))} % of the words"


def _announces(saying: Saying, page: Page, tails: Tails) -> Hop | None:
    """What a headline without a named source stands for: the sentence below it that has most of its words."""
    inner = tails.inner(saying)
    if saying.zone not in HEADS or (inner and inner[-1][1].identification == "named"):
        return None
    words = page.around(saying)
    best: tuple[float, int, Saying] | None = None
    below = [s for s in page.sayings if s.zone not in HEADS]
    for other in below:
        if saying.states_source and not other.states_source:
            continue
        shared = len(words & page.around(other))
        score = round(shared / max(1, len(words)), 6)
        claimed = 1 if other.states_source else 0
        if shared >= LEAST and score >= ANNOUNCED and (best is None or (score, claimed) > best[:2]):
            best = score, claimed, other
    found = best[2] if best else _same_speaker(inner[-1][1].name if inner else "", below)
    if found is None:
        return None
    a, b = page.sentence(found.start)
    quoted = shortened(page.text[a:b], 120)
    return Hop((), found, why=f"the {saying.zone} announces what stands below it: “{quoted}”")


def _same_speaker(name: str, below: Sequence[Saying]) -> Saying | None:
    """The first of what is said by the only ones whom a text describes with all words of a headline's source."""
    words = set(name_words(name))
    fits = [s for s in below if words and s.states_source and s.chain and words <= set(name_words(s.chain[-1].name))]
    return fits[0] if len({s.chain[-1].name.casefold() for s in fits}) == 1 else None


def _handed_on(saying: Saying, page: Page, tails: Tails, roots: Mapping[str, str]) -> Hop | None:
    """The hop to what a medium has said, or else to the claim inside, where a medium says that somebody says it."""
    cited = _citing(saying, page, tails, roots)
    last = saying.chain[-1] if saying.chain else None
    if (cited is not None and cited.to is not None) or last is None or saying.claim is None:
        return cited
    if last.kind != "outlet" and not tails.press.documents(last.name):
        return cited
    inside = [s for s in page.sayings if s.claim and s.claim.parent == saying.id and s.states_source]
    inside = [s for s in inside if len(s.chain) > len(saying.chain) and _size(s) >= MOST_OF * _size(saying)]
    if not inside:
        return cited
    return Hop((), inside[0], why=f"{last.name} has it from {inside[0].chain[-1].name}")


def _size(saying: Saying) -> int:
    return sum(b - a for a, b in saying.ranges)


def _citing(saying: Saying, page: Page, tails: Tails, roots: Mapping[str, str]) -> Hop | None:
    """The hop to the document that the innermost medium of a chain stands for, if it can be told."""
    found: Hop | None = None
    for index, relay in tails.inner(saying):
        if not is_citation(relay):
            continue
        cited = tails.press.cited(page, saying, relay.name, lambda s: roots[s.id])
        tails.remember(saying, index, cited)
        if cited is None or cited.page is None:
            continue
        if relay.how == "provenance" and (cited.saying is None or cited.p < SAME_TEXT):
            continue  # a text that is taken over whole has the same words: this document is another one
        steps = (*_between(saying, page, tails, found.skip if found else 0, index), cited_step(cited, relay, page))
        steps = (*(found.steps if found else ()), *steps)
        inward = index < len(saying.chain) - 1 and saying.states_source
        if cited.saying is not None and (cited.saying.states_source or not inward):
            return Hop(steps, cited.saying)
        found = Hop(steps, None, (cited.page.id, ()), index + 1)
    return found


def _between(saying: Saying, page: Page, tails: Tails, start: int, stop: int) -> tuple[Step, ...]:
    """The steps of the links between two that stand for documents."""
    cut = replace(saying, chain=saying.chain[:stop])
    return tuple(step for step, _ in tails.tail(cut, None, start) if step.node != page.id)
