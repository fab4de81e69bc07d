"""How surely a run of corresponding sentences is one text in other words, and not a second report of the same event."""

from __future__ import annotations

import math
import re
from collections.abc import Set
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from rashomon.link.copying.aligning import Pair, Run
from rashomon.link.copying.anchors import Told, numbers

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats


SAME_WORDS = 0.6
"""Share of words in common from which on two sentences are the same, perhaps edited; they are no sign of rewording."""

FEW = 2
"""Names and numbers, so that one of one in both says less than ten of ten."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells a reworded copy from an independent report; most are shares, or differences of cosines.

    All but filled and order look only at pairs that have other words in the two documents.

    likeness  mean likeness of the pairs, long ones counting more
    filled    sentences of the run that have a counterpart: the share of the emptier side
    volume    logarithm (base 2) of the words of the pairs' shorter sides
    order     pairs of pairs in the same order in both
    lead      by how much a pair is liker than its sentences are to the next best ones
    anchors   names and numbers of the poorer sentence that the other has, over all pairs
    overlap   the same of all names and numbers of both, FEW more counted as not shared
    clash     pairs in which both have numbers and none is shared
    """

    likeness: float
    filled: float
    volume: float
    order: float
    lead: float
    anchors: float
    overlap: float
    clash: float


NAMES = tuple(f.name for f in fields(Signals))

INTERCEPT = -28.97
WEIGHTS = Signals(
    likeness=3.18, filled=5.41, volume=1.44, order=1.48, lead=11.66, anchors=5.29, overlap=11.65, clash=-4.51
)  # fmt: skip
"""Logistic regression (ridge 1 on standardised signals) by training/reworded.py: runs between news articles and 70
rewordings of passages of theirs (paraphrased, translated, condensed, restructured; alone and inside other articles)
against runs between independent reports of one event. evals/README.md has what the other half of the texts gave."""


def anew(one: Told, other: Told, run: Run) -> tuple[Pair, ...]:
    """The pairs of a run that say it in other words."""
    return tuple(p for p in run.pairs if not _same_words(one, other, p))


def _same_words(one: Told, other: Told, pair: Pair) -> bool:
    mine, theirs = _words(one, pair.rows), _words(other, pair.columns)
    return len(mine & theirs) >= SAME_WORDS * max(1, len(mine | theirs))


def _words(page: Told, rows: tuple[int, int]) -> frozenset[str]:
    text = page.text[page.sentences[rows[0]].start : page.sentences[rows[1] - 1].end]
    return frozenset(re.findall(r"\w+", text.casefold()))


def signals(one: Told, other: Told, run: Run, spent: tuple[Set[int], Set[int]] = (frozenset(), frozenset())) -> Signals:
    """The signals of a run with at least one pair in other words; sentences in `spent` are not missed in it."""
    pairs = anew(one, other, run)
    compared = [_compared(one, other, p) for p in pairs]
    rows = {i for p in run.pairs for i in range(*p.rows)}
    columns = {j for p in run.pairs for j in range(*p.columns)}
    wanted = rows | (set(range(*run.rows)) - spent[0] - one.slight)
    wanted_other = columns | (set(range(*run.columns)) - spent[1] - other.slight)
    lead = _lead(one.vectors @ other.vectors.T, pairs)
    length = [sum(one.lengths[slice(*p.rows)]) for p in pairs], [sum(other.lengths[slice(*p.columns)]) for p in pairs]
    shorter = [max(1, min(x, y)) for x, y in zip(*length, strict=True)]
    shared = sum(c.both for c in compared)
    poorer, all_of_both = sum(c.poorer for c in compared), sum(c.either for c in compared)
    return Signals(
        likeness=sum(p.likeness * n for p, n in zip(pairs, shorter, strict=True)) / sum(shorter),
        filled=min(len(rows) / len(wanted), len(columns) / len(wanted_other)),
        volume=math.log2(sum(shorter)),
        order=run.in_order,
        lead=lead,
        anchors=shared / poorer if poorer else 0.5,
        overlap=shared / (all_of_both + FEW),
        clash=sum(c.clash for c in compared) / len(pairs),
    )


def _lead(likeness: Floats, pairs: tuple[Pair, ...]) -> float:
    """The mean lead of pairs over what else their sentences are like."""
    lead = 0.0
    for pair in pairs:
        row, column = likeness[slice(*pair.rows), :].copy(), likeness[:, slice(*pair.columns)].copy()
        row[:, slice(*pair.columns)] = 0.0
        column[slice(*pair.rows), :] = 0.0
        lead += pair.likeness - max(float(row.max()), float(column.max()))
    return lead / len(pairs)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Of a pair: anchors in both, how many the poorer side and both together have, and whether numbers clash."""

    both: int
    poorer: int
    either: int
    clash: bool


def _compared(one: Told, other: Told, pair: Pair) -> _Compared:
    mine = {key for i in range(*pair.rows) for key in one.anchors[i]}
    theirs = {key for j in range(*pair.columns) for key in other.anchors[j]}
    ours, others = numbers(mine), numbers(theirs)
    return _Compared(
        both=len(mine & theirs),
        poorer=min(len(mine), len(theirs)),
        either=len(mine | theirs),
        clash=bool(ours and others and not ours & others),
    )


def probability(found: Signals) -> float:
    """How surely a run with these signals is a reworded copy (0 to 1)."""
    score = INTERCEPT + sum(w * x for w, x in zip(astuple(WEIGHTS), astuple(found), strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))
