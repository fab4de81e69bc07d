"""Pronouns inside what somebody says that stand for who says it: "the officials said they believed"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from rashomon.read.relays.outlet_names import words_of
from rashomon.records import Claim, Speaker

RESOLVED = 0.7
"""How sure the reference of a pronoun must be to stand against the speaker of the content that it is in."""
TAKEN = 0.7
"""How often such a pronoun stands for that speaker."""
_SEVERAL = ("people", "organisation", "group", "outlet")


def is_the_outer_one(words: str, speaker: Speaker | None, outer_kind: str) -> bool:
    """Whether a pronoun inside a content stands for who says that content: "I", or "they" that nothing resolves."""
    pronoun = words.lower().strip()
    if pronoun in words_of("pronouns", "first"):
        return True
    resolved = speaker is not None and speaker.entity and speaker.p >= RESOLVED
    fits = pronoun in (("they", "it") if outer_kind in _SEVERAL else ("he", "she")) and outer_kind != "unknown"
    return fits and not resolved


def with_outer(text: str, claims: Sequence[Claim], speakers: Sequence[Speaker | None]) -> list[Speaker | None]:
    """The speakers of all claims, a pronoun inside another claim's content as the speaker of that where it fits."""
    places = {claim.id: i for i, claim in enumerate(claims)}
    out = list(speakers)
    for i in sorted(range(len(claims)), key=lambda i: _depth(claims[i], claims, places)):
        around = places.get(claims[i].parent or "")
        outer = out[around] if around is not None else None
        if outer is None or not claims[i].source or not outer.name or _is_pronoun(outer.name):
            continue
        source = claims[i].source
        words = text[source[0].start : source[-1].end]
        if is_the_outer_one(words, out[i], outer.kind):
            how = f"“{words}” in what {outer.name} says is taken for {outer.name}"
            out[i] = replace(outer, how=how, p=round(outer.p * TAKEN, 4))
    return out


def _depth(claim: Claim, claims: Sequence[Claim], places: Mapping[str, int]) -> int:
    """In how many claims a claim stands."""
    depth = 0
    while (around := places.get(claim.parent or "")) is not None and depth < len(claims):
        claim, depth = claims[around], depth + 1
    return depth


def _is_pronoun(name: str) -> bool:
    """Whether all that a speaker is called is a pronoun that nothing resolved."""
    return name.lower() in words_of("pronouns", "first") | words_of("pronouns", "third")
