"""Who speaks in a case: speakers by how they are identified, and how many claims rest on whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.publish.overview import PRONOUNS, words
from rashomon.records import Claim, Identification, Reading
from rashomon.text import fold

SHOWN = {"named": 20}
SHOWN_OTHERS = 10
HANDING_ON = frozenset({"provenance", "blockquote", "relay", "claim"})
"""How a link stands in a chain that is neither the document's outlet nor the claim's own source."""


class Voice(NamedTuple):
    """A speaker by name or by the words that describe it, and how many claims are its."""

    name: str
    claims: int


class Voices(NamedTuple):
    """The speakers of one identification, most claims first; `claims` counts the claims of all of them."""

    identification: Identification
    voices: list[Voice]
    claims: int

    @property
    def shown(self) -> list[Voice]:
        """The first of them, as many as a page bears."""
        return self.voices[: SHOWN.get(self.identification, SHOWN_OTHERS)]


class Speaking(NamedTuple):
    """The speakers of a case, pronouns that nobody resolved, and what the claims rest on."""

    groups: list[Voices]
    pronouns: list[Voice]
    nameless: int
    anonymous: int
    relayed: int
    longest: int


def name_of(text: str, claim: Claim) -> str:
    """Whom a claim is given to: the speaker's name, or else the source's words; empty without a source."""
    if claim.speaker and claim.speaker.name:
        return " ".join(claim.speaker.name.split())
    return words(text, claim.source).rstrip(", ")


def speaking(readings: Iterable[Reading]) -> Speaking:
    """Who speaks in these readings.

    One name is one speaker wherever it stands: nobody has checked that it is the same person in every document. Letter
    case and accents make no other; the most frequent spelling stands for all.
    """
    spellings: dict[tuple[str, str], Counter[str]] = {}
    claims: list[Claim] = []
    for reading in readings:
        if reading.document is None:
            continue
        claims += reading.claims
        for claim in reading.claims:
            name = name_of(reading.document.text, claim)
            if name:
                spellings.setdefault((_group(claim, name), fold(name)), Counter())[name] += 1
    found: dict[str, list[Voice]] = {}
    for (group, _), names in spellings.items():
        found.setdefault(group, []).append(Voice(min(names, key=lambda n: (-names[n], n)), names.total()))
    order: tuple[Identification, ...] = ("named", "described", "anonymous", "unspecified")
    return Speaking(
        groups=[Voices(i, _sorted(found[i]), sum(v.claims for v in found[i])) for i in order if i in found],
        pronouns=_sorted(found.get("pronoun", [])),
        nameless=sum(not c.source for c in claims),
        anonymous=sum(rests_on_anonymous(c) for c in claims),
        relayed=sum(is_relayed(c) for c in claims),
        longest=max((len(c.chain) for c in claims), default=0),
    )


def _group(claim: Claim, name: str) -> str:
    """The list that a claim's speaker stands in; a source that nothing is known of counts as unspecified."""
    if fold(name) in PRONOUNS:
        return "pronoun"
    return (claim.speaker.identification if claim.speaker else "") or "unspecified"


def _sorted(voices: Sequence[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda v: (-v.claims, v.name))


def rests_on_anonymous(claim: Claim) -> bool:
    """Whether the source, or a link of the chain, is kept unnamed."""
    own = claim.speaker is not None and claim.speaker.identification == "anonymous"
    return own or any(link.identification == "anonymous" for link in claim.chain)


def is_relayed(claim: Claim) -> bool:
    """Whether somebody stands between the document's outlet and the claim's own source."""
    return any(link.how in HANDING_ON for link in claim.chain)
