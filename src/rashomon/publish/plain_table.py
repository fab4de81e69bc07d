"""The table of claims that stands in for the live one where scripts do not run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.publish.claim_data import weak_link
from rashomon.publish.markup import preview
from rashomon.publish.overview import unnamed, words
from rashomon.publish.pages import heading
from rashomon.publish.speaking import name_of
from rashomon.publish.wording import ATTITUDES, CERTAINTIES, EVIDENCE, likelihood, unsure, word
from rashomon.records import Claim, Document, Reading, Relay
from rashomon.text import fold


class Row(NamedTuple):
    """A claim in words; `written` is the source as written if the speaker has another name, `inside` a claim's number.

    A value that is more likely wrong than one would bear has "unsure" and its probability behind it.
    """

    id: str
    who: str
    written: str
    identified: str
    why: str
    cue: str
    attitude: str
    what: str
    inside: int
    certainty: str
    evidence: str
    chain: str
    p: str


class Table(NamedTuple):
    """The claims of one document."""

    document: Document
    heading: str
    rows: list[Row]


def table(reading: Reading) -> Table:
    """The claims of a reading that has a document."""
    document = reading.document
    assert document is not None  # noqa: S101 - the caller leaves out readings without a document
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
    rows = [_row(document.text, c, numbers.get(c.parent or "", 0)) for c in reading.claims]
    return Table(document, heading(document), rows)


def chain_words(chain: Sequence[Relay]) -> str:
    """A chain in a line, outermost first, with its weakest link said in brackets."""
    at, why = weak_link(chain)
    names = [" ".join(link.name.split()) for link in chain]
    return " > ".join(f"{name} ({why})" if why and i == at else name for i, name in enumerate(names))


def _row(text: str, claim: Claim, inside: int) -> Row:
    who, written = name_of(text, claim), words(text, claim.source)
    speaker = claim.speaker
    sure = claim.sure.get
    return Row(
        id=claim.id,
        who=who,
        written="" if fold(who).removeprefix("the ") in fold(written) else written,
        identified=(speaker.identification + unsure(speaker.p)) if speaker else "",
        why="" if who else unnamed(text, claim),
        cue=words(text, claim.cue),
        attitude=_value(word(ATTITUDES, claim.attitude), sure("attitude", 1)),
        what=preview(words(text, claim.content), 140),
        inside=inside,
        certainty=_value(word(CERTAINTIES, claim.certainty), sure("certainty", 1)),
        evidence=_value(word(EVIDENCE, claim.evidence), sure("evidence", 1)),
        chain=_value(chain_words(claim.chain), sure("chain", 1)),
        p=likelihood(claim.p),
    )


def _value(shown: str, p: float) -> str:
    return shown + unsure(p) if shown else ""
