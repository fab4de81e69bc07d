"""What a long text says of a short claim: the sentences that bear on it, read one by one and together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from rashomon.link.comparing import Compared, Said, compared
from rashomon.link.excerpts import excerpt
from rashomon.link.headlines import STANCES, Stance, shares_of
from rashomon.models import pair_model
from rashomon.records import Comparison

LONG = 100
"""Words from which on a text is read by its sentences."""
_MOST_READ = 3
_SHOWN = 240  # characters of a sentence in a reason


class Bearing(Struct, frozen=True, kw_only=True):
    """What a text says of a claim as a whole, its stance as an article under it, and the sentences it rests on."""

    compared: Compared
    stance: Stance | Literal[""]
    sentences: tuple[str, ...] = ()


def bearing(claim: Said, text: str, of: Callable[[str], Said]) -> Bearing:
    """What a text of any length says of a claim; `of` makes of a sentence what is known of it."""
    if not claim.text.strip() or not text.strip():
        return Bearing(compared=compared(claim, of(text[:100])), stance="")
    stance, shares = stance_of(claim.text, text)
    if len(text[: 20 * LONG].split()) <= LONG:
        return Bearing(compared=compared(claim, of(text)), stance=stance)
    best = [" ".join(text[s:e].split()) for s, e in excerpt(claim.text, text, _MOST_READ)]
    told = [(compared(claim, of(sentence)), sentence) for sentence in best]
    return _together(told, stance, shares)


def stance_of(claim: str, text: str) -> tuple[Stance, dict[Stance, float]]:
    """What a text does as an article under a headline, with the shares of all four."""
    shares = shares_of(pair_model(), claim, text)
    found = dict(zip(STANCES, (round(float(p), 4) for p in shares), strict=True))
    return max(found, key=lambda s: found[s]), found


def _together(told: list[tuple[Compared, str]], stance: Stance, shares: dict[Stance, float]) -> Bearing:
    """One answer for the text: the sentence that takes a side most surely, unless the whole is about something else."""
    taken = [(c, s) for c, s in told if c.relation != "neutral"]
    about = 1 - shares["unrelated"]
    lean: Comparison = "supports" if shares["agree"] + shares["discuss"] >= shares["disagree"] else "contradicts"
    best = max(taken, key=lambda row: row[0].p * (1.2 if row[0].relation == lean else 1.0), default=None)
    if stance == "unrelated" or best is None or best[0].p * about < 0.5:
        why = "none of its sentences takes a side on it" if stance != "unrelated" else "it is about something else"
        return Bearing(
            compared=Compared(relation="neutral", p=round(max(1 - about, 0.5), 4), reasons=(why,)), stance=stance
        )
    answer, sentence = best
    shown = sentence if len(sentence) <= _SHOWN else sentence[: _SHOWN - 1] + "\u2026"
    reasons = (f"it says: \u201c{shown}\u201d", *answer.reasons)
    found = Compared(relation=answer.relation, p=round(answer.p * about, 4), reasons=reasons)
    return Bearing(compared=found, stance=stance, sentences=(sentence,))
