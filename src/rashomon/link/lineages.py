"""Lineages: the chains inside documents joined, by copies and citations, into ways from page to origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from rashomon.link.ways.agreeing import Agreement
from rashomon.link.ways.hops import changes_between
from rashomon.link.ways.joining import Hops, by_copies, with_citations
from rashomon.link.ways.sayings import Page, Saying, pages_of
from rashomon.link.ways.tails import Tails
from rashomon.link.ways.unknown_first import Shared
from rashomon.records import Change, Copy, Identity, Lineage, Reading, Step

MOST = 60
"""Steps of a lineage; those between the first ones and the last ones are left out of a longer one."""


def lineages(
    readings: Sequence[Reading], who: Sequence[Identity], copies: Sequence[Copy]
) -> tuple[tuple[Lineage, ...], tuple[Change, ...]]:
    """A lineage for every claim and own-voice sentence, in their order, and what changed from hop to hop.

    The last step of a lineage is the origin. Where a document is the last one, its text names no source. Documents come
    in the order of their ids, what they say in that of the text.
    """
    pages = pages_of(readings)
    tails = Tails(pages, who)
    agreement = Agreement(pages, tails)
    hops = by_copies(pages, copies, agreement)
    twins = Shared(pages, copies, hops, agreement)
    roots = {s.id: twins.voice(hops.root(s)).id for page in pages.values() for s in page.sayings}
    with_citations(hops, pages, tails, roots)
    twins.lend(hops)
    shared = Shared(pages, copies, hops, agreement)
    ways = tuple(
        Lineage(claim=saying.id, steps=_way(saying, hops, tails, shared, pages))
        for page in pages.values()
        for saying in page.sayings
    )
    reworded = {copy.id for copy in copies if copy.kind == "reworded"}
    changes = [
        change
        for page in pages.values()
        for saying in page.sayings
        if (hop := hops.of.get(saying.id)) and hop.to is not None and hop.to.doc != saying.doc
        for change in changes_between(
            saying,
            hop.to,
            page,
            pages[hop.to.doc],
            _earlier(hop.to, hops, pages),
            any(step.copy in reworded for step in hop.steps),
        )
    ]
    return ways, tuple(changes)


def _way(saying: Saying, hops: Hops, tails: Tails, shared: Shared, pages: Mapping[str, Page]) -> tuple[Step, ...]:
    """The steps of a saying: the document, the hops to the first document that has it, and that one's own chain."""
    steps = [tails.page_step(pages[saying.doc], saying, hops.announced(saying))]
    at = saying
    while hop := hops.of.get(at.id):
        steps += hop.steps
        if hop.to is None:
            break
        at = hop.to
    first = shared.first_of(at)
    if first is not None:
        steps.append(first.step)
        at = first.saying
    own = hops.of.get(at.id)
    steps += shared.named(tails.tail(at, own.base if own else None, own.skip if own else 0))
    if len(steps) > MOST:
        steps = [*steps[: MOST // 2], *steps[-MOST // 2 :]]
    return _ended(steps, at)


def _ended(steps: list[Step], at: Saying) -> tuple[Step, ...]:
    """The steps without one that stands twice in a row; the last one says that no source is named, where none is."""
    out: list[Step] = []
    for step in steps:
        if not out or out[-1].node != step.node:
            out.append(step)
    last = out[-1]
    if not _states(at, last):
        words = "no source is stated"
        reason = f"{last.reason}; {words}" if last.reason else words
        out[-1] = _with(last, reason)
    return tuple(out)


def _states(at: Saying, last: Step) -> bool:
    if last.identification == "unspecified":
        return True
    return at.states_source and last.kind != "document"


def _with(step: Step, reason: str) -> Step:
    return msgspec.structs.replace(step, identification="unspecified", reason=reason)


def _earlier(saying: Saying, hops: Hops, pages: Mapping[str, Page]) -> list[Page]:
    """The documents along a lineage from a saying on."""
    found, at = [pages[saying.doc]], saying
    while (hop := hops.of.get(at.id)) and hop.to is not None and len(found) < MOST:
        at = hop.to
        found.append(pages[at.doc])
    return found
