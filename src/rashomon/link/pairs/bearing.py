"""What a long text says of a short claim: the sentences that bear on it, read one by one and together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from rashomon.link.pairs.comparing import Compared, Said, compared
from rashomon.link.pairs.excerpts import excerpt
from rashomon.link.pairs.headlines import STANCES, Stance, shares_of
from rashomon.models import pair_model
from rashomon.records import Comparison

LONG = 100
"""Words from which on a text is read by its sentences."""
_MOST_READ = 3
_LEAST = 0.5
"""A side that is taken less surely than this is none."""
_SHOWN = 240  # characters of a sentence in a reason


class Bearing(Struct, frozen=True, kw_only=True):
    """What a text says of a claim as a whole, its stance as an article under it, and the sentences it rests on."""

    compared: Compared
    stance: Stance | Literal[""]
    sentences: tuple[str, ...] = ()


def bearing(claim: str, text: str, of: Callable[[str], Said]) -> Bearing:
    """What a text of any length says of a claim; `of` makes of a sentence what is known of it."""
    known = of(claim)
    if not claim.strip() or not text.strip():
        return Bearing(compared=compared(known, of(text[:100])), stance="")
    stance, shares = stance_of(claim, text)
    if len(text[: 20 * LONG].split()) <= LONG:
        return Bearing(compared=compared(known, of(text)), stance=stance)
    if stance == "unrelated":
        reasons = ("the text is about something else",)
        return Bearing(compared=Compared(relation="neutral", p=shares["unrelated"], reasons=reasons), stance=stance)
    best = [" ".join(text[s:e].split()) for s, e in excerpt(claim, text, _MOST_READ)]
    told = [(compared(known, of(sentence)), sentence) for sentence in best]
    return _together(told, stance, shares)


def stance_of(claim: str, text: str) -> tuple[Stance, dict[Stance, float]]:
    """What a text does as an article under a headline, with the shares of all four."""
    shares = shares_of(pair_model(), claim, text)
    found = dict(zip(STANCES, (round(float(p), 4) for p in shares), strict=True))
    return max(found, key=lambda s: found[s]), found


def _together(told: list[tuple[Compared, str]], stance: Stance, shares: dict[Stance, float]) -> Bearing:
    """One answer for the text: that of the sentence that takes a side most surely, sides as the whole leans first."""
    lean: Comparison = "contradicts" if shares["disagree"] > shares["agree"] + shares["discuss"] else "supports"
    taken = [row for row in told if row[0].relation != "neutral"]
    best = max(taken, key=lambda row: row[0].p * (1.2 if row[0].relation == lean else 1.0), default=None)
    about = 1 - shares["unrelated"]
    if best is None or best[0].p * about < _LEAST:
        p = max((c.p for c, _ in told if c.relation == "neutral"), default=0.5)
        return Bearing(
            compared=Compared(relation="neutral", p=p, reasons=("no sentence of it takes a side",)), stance=stance
        )
    answer, sentence = best
    shown = sentence if len(sentence) <= _SHOWN else sentence[: _SHOWN - 1] + "\u2026"
    reasons = (f"it says: \u201c{shown}\u201d", *answer.reasons)
    found = Compared(relation=answer.relation, p=round(answer.p * about, 4), reasons=reasons)
    return Bearing(compared=found, stance=stance, sentences=(sentence,))
