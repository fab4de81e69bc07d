"""Signs of what one text says of another that need no reading: how numbers and dates fit, which words are not there.

`signs` counts them, by name; `sign_shares` gives what small trees, fitted on VitaminC's training pages
(training/pair_signs.py), make of them. They err elsewhere than the pair model, so that both together are right more
often than either; most of what they add are numbers, dates and names that the model takes for the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rashomon.figures import words_in
from rashomon.link.pairs.bounds import Answer, Fit, answered, closeness, told_in
from rashomon.link.pairs.excerpts import STOP
from rashomon.link.pairs.polarity import negations, opposed
from rashomon.models import arrays

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

FITS: tuple[Fit, ...] = ("same", "kept", "broken", "other", "open")
_SORTS = {"count": "count", "money": "count", "percent": "percent", "rank": "rank", "date": "date", "day": "date"}
_TELLING = "more less over under before after first some all most many least".split()
_PRONOUNS = frozenset("he she it they his her".split())
_PLANNED = re.compile(r"\b(?:will|scheduled|expected|planned)\b")
_STEM = 5
_LONGEST = 2_000  # characters of a text that are looked at
_MOST = (40, 120)  # words of both texts whose order is looked at
_NONE, _FAR = -1.0, 9.0


def sign_shares(claim: str, evidence: str) -> Floats:
    """How likely the evidence supports, contradicts, leaves open the claim by its signs alone: (3,), adds up to 1."""
    import numpy as np

    _, trees = arrays("pair-signs")
    row = np.array(list(signs(claim, evidence).values()))
    at = trees["root"]
    for _ in range(int(trees["depth"])):
        step = np.where(row[trees["feature"][at]] <= trees["threshold"][at], trees["left"][at], trees["right"][at])
        at = np.where(trees["leaf"][at], at, step)
    scores = trees["start"] + trees["value"][at].reshape(-1, 3).sum(0)
    risen = np.exp(scores - scores.max())
    shares: Floats = (risen / risen.sum()).astype(np.float32)
    return shares


def signs(claim: str, evidence: str) -> dict[str, float]:
    """The signs, by name, always in the same order; of long texts their beginnings are looked at."""
    claim, evidence = claim[:_LONGEST], evidence[:_LONGEST]
    answers, _ = answered(claim, evidence)
    return {**_of_numbers(answers, evidence), **_of_words(claim, evidence), **_of_order(claim, evidence)}


def _of_numbers(answers: Sequence[Answer], evidence: str) -> dict[str, float]:
    out: dict[str, float] = {}
    for sort in ("count", "percent", "rank", "date"):
        fits = [a.fit for a in answers if _SORTS[a.one.sort] == sort]
        out |= {f"{sort} {fit}": float(fits.count(fit)) for fit in FITS}

    def least(fit: Fit, of: Callable[[Answer], float], none: float) -> float:
        return min((of(a) for a in answers if a.two and a.fit == fit), default=none)

    out["unanswered"] = float(sum(a.two is None for a in answers))
    out["numbers"] = float(len(answers))
    out |= {f"closeness {fit}": least(fit, _close, 2.0) for fit in FITS if fit in ("kept", "broken", "other")}
    out |= {f"words by {fit}": least(fit, _shared, _NONE) for fit in FITS if fit != "open"}
    out["bound in claim"] = float(any(a.one.bound for a in answers))
    out["bound in evidence"] = float(any(a.two is not None and a.two.bound for a in answers))
    theirs = told_in(evidence)
    away = [
        min((_away(a.one.number, t.number) for t in theirs if _dated(t.sort) == _dated(a.one.sort)), default=_FAR)
        for a in answers
    ]
    out["farthest number"], out["nearest number"] = max(away, default=_NONE), min(away, default=_NONE)
    out["numbers in evidence"], out["numbers met"] = float(len(theirs)), float(away.count(0.0))
    return out


def _close(answer: Answer) -> float:
    return closeness(answer.one, answer.two) if answer.two else 0.0


def _shared(answer: Answer) -> float:
    if not answer.two:
        return 0.0
    return len(answer.one.words & answer.two.words) + 2.0 * (answer.one.head == answer.two.head != "")


def _dated(sort: str) -> bool:
    return _SORTS[sort] == "date"


def _away(one: float, two: float) -> float:
    return abs(math.log1p(abs(one)) - math.log1p(abs(two)))


def _of_words(claim: str, evidence: str) -> dict[str, float]:
    found, other = words_in(claim), words_in(evidence)
    ours, theirs = {w for _, _, w, _ in found}, {w for _, _, w, _ in other}
    content = [w for _, _, w, _ in found if w not in STOP and len(w) > 1 and not w[0].isdigit()]
    stems, matter = {w[:_STEM] for w in theirs}, theirs - STOP
    missing = [w for w in content if w not in theirs]
    foreign = [w for w in missing if w[:_STEM] not in stems]
    names = {w for at, (_, _, w, capital) in enumerate(found) if capital and at and w not in STOP}
    pairs = {(x[2], y[2]) for x, y in pairwise(found)}
    there = {(x[2], y[2]) for x, y in pairwise(other)}
    of = max(1, len(content))
    return {
        "share missing": len(missing) / of,
        "share foreign": len(foreign) / of,
        "missing": min(len(missing), 8.0),
        "foreign": min(len(foreign), 8.0),
        "names missing": float(len(names - theirs)),
        "names": float(len(names)),
        "pairs of words met": len(pairs & there) / max(1, len(pairs)),
        "words": float(len(content)),
        "words of evidence": min(len(matter), 80.0),
        "share of evidence met": len(set(content) & matter) / max(1, len(matter)),
        "claim negates": float(negations(claim) % 2),
        "evidence negates": float(negations(evidence) % 2),
        "opposite words": float(bool(opposed(claim, evidence))),
        "first word met": float(bool(found) and found[0][2] in theirs),
        "evidence opens with a pronoun": float(bool(other) and other[0][2] in _PRONOUNS),
        "only": float("only" in ours),
        **{f"says {w}": (w in ours) - 0.5 * (w in theirs) for w in _TELLING},
    }


def _of_order(claim: str, evidence: str) -> dict[str, float]:
    ours = [w for _, _, w, _ in words_in(claim)][: _MOST[0]]
    theirs = [w for _, _, w, _ in words_in(evidence)][: _MOST[1]]
    first: dict[str, int] = {}
    for j, word in enumerate(theirs):
        first.setdefault(word, j)
    at = [first[w] for w in ours if w in first and w not in STOP]
    half = len(ours) // 2

    def met(words: Sequence[str]) -> float:
        telling = [w for w in words if w not in STOP]
        return sum(w in first for w in telling) / len(telling) if telling else _NONE

    return {
        "in the same order": _common(ours, theirs) / max(1, len(ours)),
        "spread": min((max(at) - min(at) + 1) / len(at), 50.0) if at else 50.0,
        "first half met": met(ours[:half]),
        "second half met": met(ours[half:]),
        "last word met": float(bool(ours) and ours[-1] in first),
        "all words of evidence": float(len(theirs)),
        "long words met": met([w for w in ours if len(w) > 7]),
        "verbs met": met([w for w in ours if w.endswith(("ed", "ing"))]),
        "turns": float(any(w in first for w in ("but", "however", "although", "though"))),
        "planned": float(bool(_PLANNED.search(evidence))),
    }


def _common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """The length of the longest common run of words, others between them allowed."""
    row = [0] * (len(theirs) + 1)
    for word in ours:
        before = 0
        for j, other in enumerate(theirs):
            before, row[j + 1] = row[j + 1], before + 1 if word == other else max(row[j + 1], row[j])
    return row[-1]
