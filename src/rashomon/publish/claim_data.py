"""What the page's script needs beyond the page: numbers, not words, for the words stand in the documents.

Rows are lists, cut off behind their last value that is not empty; a value of a vocabulary is its place there from 1, a
word that stands in no document (a speaker's full name, a reason) its place in `strings`, so that ten thousand claims
stay small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rashomon.chain import SURE, weakest
from rashomon.publish.origins import day_of
from rashomon.publish.pages import heading
from rashomon.publish.wording import VOCABULARIES
from rashomon.records import Account, Claim, Document, Fragment, Reading, Relay, Speaker

FORMS = ("direct", "mixed", "indirect")
SURES = ("attitude", "certainty", "evidence", "chain", "parent")
"""The fields whose probability a claim's row holds, in this order; that of its speaker comes last."""
_PLACES: dict[str, dict[str, int]] = {
    name: {code: place for place, code in enumerate(values, 1)} for name, values in VOCABULARIES.items()
}


def page_data(readings: Iterable[Reading]) -> dict[str, Any]:
    """All documents with their claims, speakers, chains and own sentences, and the vocabularies that they count in."""
    strings = Numbered()
    documents = [_document(reading, strings) for reading in readings if reading.document]
    words = {name: [list(value) for value in values.values()] for name, values in VOCABULARIES.items()}
    return {"words": words, "sure": SURE, "strings": list(strings.found), "documents": documents}


class Numbered:
    """Things given numbers in the order in which they first come, from 0."""

    def __init__(self) -> None:
        self.found: dict[Any, int] = {}

    def __call__(self, thing: Any) -> int:
        return self.found.setdefault(thing, len(self.found))


def _document(reading: Reading, strings: Numbered) -> dict[str, Any]:
    """A document: id, name and the like, its claims, and tables of the speakers and links that these count in."""
    document = reading.document
    assert document is not None  # noqa: S101 - the caller leaves out readings without a document
    speakers, relays = Numbered(), Numbered()
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
    facts = {
        "claims": [
            _claim(document, claim, numbers)
            | {"speaker": _speaker(claim.speaker, speakers, strings), "chain": _chain(claim.chain, relays, strings)}
            for claim in reading.claims
        ],
        "voice": [
            _account(account) | {"chain": _chain(account.chain, relays, strings)} for account in reading.accounts
        ],
    }
    out: dict[str, Any] = {
        "id": document.id,
        "name": document.name,
        "title": heading(document),
        "outlet": document.outlet,
        "published": day_of(document),
        "sha256": document.sha256,
        "claims": [_row(fact) for fact in facts["claims"]],
    }
    extra = {
        "parts": [[part.start, part.title, part.outlet] for part in reading.parts],
        "speakers": [list(row) for row in speakers.found],
        "relays": [list(row) for row in relays.found],
        "voice": [_row(fact) for fact in facts["voice"]],
    }
    return out | {key: value for key, value in extra.items() if value}


def _row(fact: Mapping[str, Any]) -> list[Any]:
    """The values in their order, without the empty ones at the end; the first six stand in any case."""
    values = list(fact.values())
    while len(values) > 6 and (values[-1] in (0, "") or values[-1] == []):
        values.pop()
    return values


def _claim(document: Document, claim: Claim, numbers: Mapping[str, int]) -> dict[str, Any]:
    """A claim's row as far as it needs no table; `parent` is a number among the document's claims."""
    sure = [*(claim.sure.get(field, 1) for field in SURES), claim.speaker.p if claim.speaker else 1]
    return {
        "id": claim.id.removeprefix(document.id),
        "form": FORMS.index(claim.form),
        "p": round(claim.p, 3),
        "source": _flat(claim.source),
        "cue": _flat(claim.cue),
        "content": _flat(claim.content),
        "attitude": _PLACES["attitude"].get(claim.attitude, 0),
        "certainty": _PLACES["certainty"].get(claim.certainty, 0),
        "evidence": _PLACES["evidence"].get(claim.evidence, 0),
        "speaker": 0,
        "chain": [],
        "sure": [round(p, 2) for p in sure] if min(sure) < 1 else [],
        "parent": numbers.get(claim.parent or "", 0),
        "evidence_at": _flat(claim.evidence_at),
        "loaded": _flat(claim.loaded),
        "zone": "" if claim.zone == "body" else claim.zone,
    }


def _account(account: Account) -> dict[str, Any]:
    return {
        "start": account.start,
        "end": account.end,
        "certainty": _PLACES["certainty"].get(account.certainty, 0),
        "p": round(account.p, 2),
        "loaded": _flat(account.loaded),
        "chain": [],
        "zone": "" if account.zone == "body" else account.zone,
    }


def _speaker(speaker: Speaker | None, speakers: Numbered, strings: Numbered) -> int:
    """The number of a speaker's row from 1, or 0: name, kind, identification, how, three facts with their places."""
    if speaker is None:
        return 0
    row: list[Any] = [
        strings(speaker.name),
        _PLACES["kind"].get(speaker.kind, 0),
        _PLACES["identified"].get(speaker.identification, 0),
        strings(speaker.how),
    ]
    for name in ("role", "affiliation", "ground_rules"):
        at: Fragment | None = getattr(speaker, f"{name}_at")
        row += [strings(getattr(speaker, name)), *((at.start, at.end) if at else (0, 0))]
    return speakers(tuple(row)) + 1


def _chain(chain: Sequence[Relay], relays: Numbered, strings: Numbered) -> list[Any]:
    """The numbers of a chain's links, and after them the place of the weakest from 1 and why, where one is weak."""
    if not chain:
        return []
    links = [
        relays(
            (
                strings(link.name),
                _PLACES["kind"].get(link.kind, 0),
                _PLACES["identified"].get(link.identification, 0),
                link.start,
                link.end,
                _PLACES["how"].get(link.how, 0),
                strings(link.reason),
                round(link.p, 2),
            )
        )
        for link in chain
    ]
    at, why = weak_link(chain)
    return [links, at + 1, strings(why)] if why else [links]


def weak_link(chain: Sequence[Relay]) -> tuple[int, str]:
    """The index of the weakest link and why; no reason where every link is named and stated."""
    if not chain:
        return 0, ""
    at, why = weakest(chain)
    return at, "" if chain[at].identification == "named" and chain[at].p >= SURE else why


def _flat(fragments: Sequence[Fragment]) -> list[int]:
    return [at for f in fragments for at in (f.start, f.end)]
