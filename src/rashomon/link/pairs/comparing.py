"""What one text says of another: supports it, contradicts it, or leaves it open; a model's reading and plain rules.

How it is used: `said()` makes of a text, or of a claim's content, what is known of it; `compared(a, b)` tells what `b`,
as the evidence, says of `a`. It is not symmetric: "31 people" supports "more than 20 people", but not the other way
round. `quick(a, b)` decides without the model where the words alone do, and gives None where they do not; `compared`
asks it first. One call with the model takes some 6 ms for two sentences; small trees over signs are weighed with it.
Rows of one claim against the sentences of a long text: `rashomon.link.pairs.bearing`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from msgspec import Struct

from rashomon.figures import words_in
from rashomon.link.pairs.amounts import Amount, Met, amount_of, amount_of_time, amounts_in, meetings
from rashomon.link.pairs.bounds import answered
from rashomon.link.pairs.excerpts import STOP, content_words
from rashomon.link.pairs.polarity import Polarity, negations, opposed, polarity_of, without_negations
from rashomon.link.pairs.signs import sign_shares
from rashomon.models import pair_model
from rashomon.records import Attitude, Certainty, Comparison, Quantity, Time

RELATIONS: tuple[Comparison, ...] = ("supports", "contradicts", "neutral")
_DENYING = frozenset(("deny", "dispute"))
_SURE_OF = {"CT": "certain", "PR": "probable", "PS": "possible", "Uu": "not committed to", "CTu": "open"}
_FIGURE = re.compile(r"[$€£]?\d[\d.,]*")
_READ = "read side by side, "
_WORD = re.compile(r"\w+")
_LEAST_P = 1e-4

# What rules add to the logarithms of the model's shares, chosen on half of the pages kept apart (training/NOTES.md).
_APART_SURE, _APART, _FITS, _OPPOSED = 0.75, 0.25, 0.75, 0.75
_SIGNS = 0.3
"""What the logarithms of the shares by signs weigh beside the model's, chosen on half of the pages kept apart."""
_ALIKE = 0.6
"""The share of the other words of the first text that must stand in the second for opposite words to count."""


class Said(Struct, frozen=True, kw_only=True):
    """A text and what is known of it; made by `said`.

    `text` is what is asserted, without the words that deny it; `denied` says that its source holds it to be untrue.
    `negations` counts "not", "no", "never" and the like in it; `words` are those that carry its matter, loosened.
    """

    text: str
    amounts: tuple[Amount, ...] = ()
    denied: bool = False
    negations: int = 0
    words: frozenset[str] = frozenset()
    speaker: str = ""
    attitude: Attitude | None = None
    certainty: Certainty | None = None


class Compared(Struct, frozen=True, kw_only=True):
    """What the second text says of the first: the relation, how likely it is, and why, in phrases for a person."""

    relation: Comparison
    p: float
    reasons: tuple[str, ...]


def said(
    text: str,
    *,
    quantities: Sequence[Quantity] | None = None,
    times: Sequence[Time] = (),
    attitude: Attitude | None = None,
    certainty: Certainty | None = None,
    speaker: str = "",
) -> Said:
    """What is known of a text.

    Of a claim give its content as `text`, and the quantities and times that stand in it, with its attitude, certainty
    and speaker: whether it is denied comes from the attitude (deny, dispute) alone. Of a raw text give the text alone;
    then "X denied that ..." is taken apart here, and figures are found by their looks where no quantities are given.
    """
    whole = " ".join(text.split())
    found = polarity_of(whole) if attitude is None else Polarity(whole, attitude in _DENYING, "")
    if quantities is None:
        amounts = amounts_in(found.text)
    else:
        made = [amount_of(q) for q in quantities] + [amount_of_time(t) for t in times]
        amounts = tuple(a for a in made if a is not None)
    return Said(
        text=found.text,
        amounts=amounts,
        denied=found.denied,
        negations=negations(found.text),
        words=content_words(found.text),
        speaker=speaker or found.speaker,
        attitude=attitude,
        certainty=certainty,
    )


def compared(a: Said, b: Said) -> Compared:
    """What `b` says of `a`, with reasons; by the words alone where they decide, else by the model with the rules."""
    return quick(a, b) or _weighed(a, b)


def quick(a: Said, b: Said) -> Compared | None:
    """What `b` says of `a` where that needs no model: one is empty, or they differ in figures or a negation alone."""
    if not a.text.strip() or not b.text.strip():
        return Compared(relation="neutral", p=1.0, reasons=("one of the two texts is empty",))
    if not _WORD.search(a.text) or not _WORD.search(b.text):
        return Compared(relation="neutral", p=0.9, reasons=("one of the two texts has no words",))
    found = _alike(a, b)
    return _as_denied(a, b, *found) if found else None


def _alike(a: Said, b: Said) -> tuple[Comparison, float, tuple[str, ...]] | None:
    """What contents are to each other that have the same words, or the same but for one thing."""
    mine, theirs = _WORD.findall(a.text.lower()), _WORD.findall(b.text.lower())
    if mine == theirs:
        return "supports", 0.99, ("the same words",)
    if a.negations % 2 != b.negations % 2 and without_negations(a.text) == without_negations(b.text):
        which = "the first" if a.negations > b.negations else "the second"
        return "contradicts", 0.97, (f"the same words, which {which} negates",)
    pairs = opposed(a.text, b.text)
    if len(pairs) == 1 and [pairs[0][1] if w == pairs[0][0] else w for w in mine] == theirs:
        word, other = pairs[0]
        return "contradicts", 0.95, (f"\u201c{word}\u201d against \u201c{other}\u201d, else the same words",)
    if _FIGURE.sub("#", a.text.lower()) == _FIGURE.sub("#", b.text.lower()):
        apart = [m for m in meetings(a.amounts, b.amounts) if m.how == "apart"]
        if apart:
            return "contradicts", 0.97, tuple(f"{_against(m)}, else the same words" for m in apart)
    return None


def _weighed(a: Said, b: Said) -> Compared:
    """The model's shares with those by signs, moved by the rules."""
    shares = zip(pair_model().judge(a.text, b.text), sign_shares(a.text, b.text), strict=True)
    logs = [math.log(max(float(p), _LEAST_P)) + _SIGNS * math.log(max(float(q), _LEAST_P)) for p, q in shares]
    moved, reasons = _rules(a, b)
    risen = [math.exp(x + y) for x, y in zip(logs, moved, strict=True)]
    at = max(range(3), key=lambda i: risen[i])
    p = risen[at] / sum(risen)
    return _as_denied(a, b, RELATIONS[at], p, _why(RELATIONS[at], a, b, reasons))


def _rules(a: Said, b: Said) -> tuple[list[float], dict[Comparison, list[str]]]:
    """What the rules add to the logarithm of each relation's share, and what speaks for each relation, in words."""
    moved = [0.0, 0.0, 0.0]
    reasons: dict[Comparison, list[str]] = {"supports": [], "contradicts": [], "neutral": []}
    met = meetings(a.amounts, b.amounts)
    for one in met:
        if one.how == "apart":
            moved[1] += _APART_SURE if one.sure else _APART
            reasons["contradicts"].append(_against(one))
        elif one.how in ("equal", "within"):
            moved[0] += _FITS / len(met)
            fits = f"both say {one.one.words}" if one.how == "equal" else f"{one.two.words} lies within {one.one.words}"
            reasons["supports"].append(fits)
        else:
            reasons["neutral"].append(f"{one.two.words} leaves {one.one.words} open")
    pairs = opposed(a.text, b.text)[:2]
    rest = a.words - {word for word, _ in pairs}
    if pairs and len(rest & b.words) >= _ALIKE * len(rest):
        moved[1] += _OPPOSED
        reasons["contradicts"] += [f"\u201c{word}\u201d against \u201c{other}\u201d" for word, other in pairs]
    if a.negations % 2 != b.negations % 2:
        reasons["contradicts"].append("one of the two negates it")
    return moved, reasons


def _against(met: Met) -> str:
    return f"{met.one.words} against {met.two.words}"


def _why(relation: Comparison, a: Said, b: Said, reasons: dict[Comparison, list[str]]) -> tuple[str, ...]:
    """The reasons that speak for what came out; without one, the words that the two share and that they were read."""
    found = reasons[relation][:3] or _by_signs(relation, a.text, b.text)[:2]
    shared = sorted(a.words & b.words, key=lambda w: (a.text.lower().find(w), w))[:6]
    if relation == "neutral" and not shared:
        return (*found, "no telling word in common")
    read = {
        "supports": _READ + "the second says what the first says",
        "contradicts": _READ + "the two cannot both be so",
        "neutral": _READ + "the second leaves the first open",
    }[relation]
    return (*found, read, *((f"both speak of: {', '.join(shared)}",) if shared else ()))


def _by_signs(relation: Comparison, claim: str, evidence: str) -> list[str]:
    """What numbers, dates and names alone say for a relation."""
    if relation == "neutral":
        there = {w for _, _, w, _ in words_in(evidence)}
        names = [
            claim[s:e]
            for at, (s, e, w, capital) in enumerate(words_in(claim))
            if at and capital and w not in there and w not in STOP
        ]
        return [f"the second does not name {', '.join(dict.fromkeys(names[:3]))}"] if names else []
    fits, between = (("same", "kept"), "is met by") if relation == "supports" else (("broken", "other"), "against")
    return [
        f"{claim[one.start : one.end].strip()} {between} {evidence[two.bare : two.end].strip()}"
        for one, two, fit in answered(claim, evidence)[0]
        if two and fit in fits
    ]


def _as_denied(a: Said, b: Said, relation: Comparison, p: float, reasons: tuple[str, ...]) -> Compared:
    """The relation of the sources, from that of the contents: who denies what another says contradicts it."""
    if a.denied != b.denied and relation != "neutral":
        which = ("the first", "the second") if a.denied else ("the second", "the first")
        who = (b.speaker or which[0]) if b.denied else (a.speaker or which[0])
        says = "denies what" if relation == "supports" else "denies the contrary of what"
        other = (a.speaker or which[1]) if b.denied else (b.speaker or which[1])
        relation = "contradicts" if relation == "supports" else "supports"
        reasons = (f"{who} {says} {other} asserts", *(r for r in reasons if not r.startswith(_READ)))
    return Compared(relation=relation, p=round(min(p, 0.99), 4) if p < 1 else p, reasons=reasons + _certainties(a, b))


def _certainties(a: Said, b: Said) -> tuple[str, ...]:
    """How sure the two sources are, where that differs."""
    if a.certainty is None or b.certainty is None or a.certainty[:2] == b.certainty[:2]:
        return ()
    sure = [_SURE_OF.get(c, _SURE_OF.get(c[:2], c)) for c in (a.certainty, b.certainty)]
    who = [s.speaker or name for s, name in ((a, "the first"), (b, "the second"))]
    return (f"{who[0]} gives it as {sure[0]}, {who[1]} as {sure[1]}",)
