"""Reworded copies: passages that another document tells again in other words, in the same order."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.link.copying.aligning import Run, runs, trimmed
from rashomon.link.copying.anchors import Told, name_key, parts, shared, told
from rashomon.link.copying.credits import Names
from rashomon.link.copying.directions import Side, direction
from rashomon.link.copying.passages import Passage
from rashomon.link.copying.retelling import anew, probability, signals
from rashomon.link.copying.retold_pairs import likely_pairs
from rashomon.records import Copy, Reading, Spot

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

SURE = 0.55
"""The probability from which on a run is reported."""
FEW, SURE_OF_FEW = 4, 0.9
"""Pairs up to which a run is short, and the probability from which on such a one is reported: reports of one event
have some sentences each that anybody would write of it."""
FEWEST_PAIRS = 2
"""Pairs of corresponding sentences under which nothing can be told from a coincidence."""
NAMED = 6
"""Names and numbers that a reason lists."""
PART = 2000
"""Sentences of either document that are aligned at a time."""
KEPT = 4096
"""Documents whose sentences are held at a time."""


def reworded(readings: Sequence[Reading], vectors: Mapping[str, Floats], found: Sequence[Copy]) -> tuple[Copy, ...]:
    """The passages that one document has in another one's words; `found` are the verbatim and edited ones.

    `vectors` has for each document a row of length 1 a sentence; documents without any are left out, and so are
    sentences that a copy in `found` covers for the same two documents.
    """
    by_id = {r.document.id: r for r in readings if r.document is not None and r.document.id in vectors}
    known = _known(found)

    @lru_cache(maxsize=KEPT)
    def sentences_of(doc: str) -> Told | None:
        return told(by_id[doc], vectors[doc])

    reported: list[Copy] = []
    for a, b in likely_pairs([by_id[doc] for doc in sorted(by_id)], vectors):
        one, other = sentences_of(a), sentences_of(b)
        if one is None or other is None or _own(by_id[a]) == _own(by_id[b]):
            continue
        for mine, theirs in product(parts(one, PART), parts(other, PART)):
            reported += _between(by_id[a], mine, theirs, known[a, b])
    return _directed(sorted(reported, key=lambda c: (c.a, c.b)), by_id)


def _own(reading: Reading) -> str:
    """The document itself, or the one whose repaired text it is."""
    document = reading.document
    return (document.of if document.kind == "repaired" else document.id) if document else ""


def _between(reading: Reading, one: Told, other: Told, known: Sequence[tuple[Spot, Spot]]) -> list[Copy]:
    """The reworded copies between two documents, or parts of them."""
    spent = _covered(one, [x for x, _ in known]), _covered(other, [y for _, y in known])
    found = [_reported(reading, one, other, run, spent) for run in runs(one, other, spent)]
    return [copy for copy in found if copy]


def _directed(reported: Sequence[Copy], by_id: Mapping[str, Reading]) -> tuple[Copy, ...]:
    """The copies with their directions, as the sources named and the days of publication have it."""
    documents = sorted({spot.doc for c in reported for spot in (c.a, c.b)})
    names = Names(by_id[doc] for doc in documents)
    credited = {doc: names.credits(by_id[doc]) for doc in documents}
    found = []
    for copy in reported:
        sides = [Side(by_id[x.doc], credited[x.doc], x.start, x.end) for x in (copy.a, copy.b)]
        way, why = direction(sides[0], sides[1], copy.kind, _passage(copy))
        found.append(replace(copy, direction=way, reasons=(*copy.reasons, *why)))
    return tuple(found)


def _passage(copy: Copy) -> Passage:
    """The copy as the passage that a direction is found for; it has no words of its own in common."""
    return Passage(
        a=copy.a.doc,
        b=copy.b.doc,
        a_start=copy.a.start,
        a_end=copy.a.end,
        b_start=copy.b.start,
        b_end=copy.b.end,
        words=max(1, copy.words),
        equal=0,
        kept=0,
        lengths=(copy.words, copy.words),
        parts=(),
    )


def _known(found: Sequence[Copy]) -> defaultdict[tuple[str, str], list[tuple[Spot, Spot]]]:
    """The spots of copies by their two documents, in the order of these."""
    known: defaultdict[tuple[str, str], list[tuple[Spot, Spot]]] = defaultdict(list)
    for copy in found:
        x, y = sorted((copy.a, copy.b))
        if copy.kind != "reworded":
            known[x.doc, y.doc].append((x, y))
    return known


def _covered(page: Told, spots: Sequence[Spot]) -> frozenset[int]:
    """The sentences of which at least half lies in one of the spots."""
    return frozenset(
        n
        for n, s in enumerate(page.sentences)
        if any(2 * (min(s.end, x.end) - max(s.start, x.start)) >= s.end - s.start for x in spots)
    )


def _reported(reading: Reading, one: Told, other: Told, run: Run, spent: tuple[Set[int], Set[int]]) -> Copy | None:
    """The copy that a run makes; none when it is too short, not surely one, or no rewording."""
    pairs = len(anew(one, other, run))
    if pairs < FEWEST_PAIRS or 2 * pairs < len(run.pairs):
        return None
    p = probability(signals(one, other, run, spent))
    if p < (SURE if pairs > FEW else SURE_OF_FEW):
        return None
    run = trimmed(run)
    a, b = _spot(one, *run.rows), _spot(other, *run.columns)
    return Copy(
        id="p" + hashlib.sha256(f"{a.doc}:{a.start}-{a.end} {b.doc}:{b.start}-{b.end}".encode()).hexdigest()[:12],
        a=a,
        b=b,
        kind="reworded",
        identity=round(sum(x.likeness for x in run.pairs) / len(run.pairs), 3),
        reasons=_reasons(reading, one, other, run),
        words=min(sum(one.lengths[slice(*run.rows)]), sum(other.lengths[slice(*run.columns)])),
        aligned=tuple((_spot(one, *x.rows), _spot(other, *x.columns)) for x in run.pairs),
        p=round(p, 3),
    )


def _spot(page: Told, first: int, end: int) -> Spot:
    return Spot(doc=page.doc, start=page.sentences[first].start, end=page.sentences[end - 1].end)


def _reasons(reading: Reading, one: Told, other: Told, run: Run) -> tuple[str, ...]:
    """How many sentences correspond and in which order; which numbers and names stand in both."""
    rows, columns = run.rows, run.columns
    taken = {i for p in run.pairs for i in range(*p.rows)}
    other_taken = {j for p in run.pairs for j in range(*p.columns)}
    count, of = min((len(taken), rows[1] - rows[0]), (len(other_taken), columns[1] - columns[0]))
    if all(p.columns < q.columns for p, q in pairwise(run.pairs)):
        order = "in the same order"
    else:
        order = "most of them in the same order" if run.in_order > 0.6 else "in another order"
    reasons = [f"{count} of {of} sentences correspond, {order}, in other words"]
    both: dict[str, str] = {}
    for p in run.pairs:
        both |= shared(one.anchors[slice(*p.rows)], other.anchors[slice(*p.columns)])
    figures = list(dict.fromkeys(words for key, words in both.items() if key[0] in "ncd"))
    figures.sort(key=str.isalpha)  # 41,000 says more than "two"
    names = _names(reading, one, run, {key for key in both if key[0] == "w"})
    for what, listed in (("number", figures), ("name", names)):
        if listed:
            plural = "s" if len(listed) > 1 else ""
            reasons.append(f"the {what}{plural} {_listed(listed)} stand{'' if plural else 's'} in both")
    return tuple(reasons)


def _names(reading: Reading, one: Told, run: Run, keys: set[str]) -> list[str]:
    """Names of the run in one document all of whose words stand in both; those of most words first, each once."""
    found: dict[frozenset[str], str] = {}
    spot = _spot(one, *run.rows)
    for m in sorted(reading.mentions, key=lambda m: (m.start, m.end)):
        name = " ".join(one.text[m.start : m.end].split())
        parts = frozenset(name_key(w) for w in name.split() if w[:1].isupper())
        if parts and parts <= keys and spot.start <= m.start and m.end <= spot.end:
            found.setdefault(parts, name)
    whole = [parts for parts in found if not any(parts < others for others in found)]
    return [found[parts] for parts in sorted(whole, key=lambda p: -len(p))]


def _listed(words: list[str]) -> str:
    more = len(words) - NAMED
    if more > 0:
        return ", ".join(words[:NAMED]) + f" and {more} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
