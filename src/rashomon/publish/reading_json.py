"""The JSON object of one document, as `rashomon read` prints it; its keys are the same in every version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from rashomon.records import Account, Claim, Drift, Fragment, Place, Quantity, Reading, Speaker, Time, Zone

_EMPTY_DOCUMENT = ("title", "outlet", "author", "published", "language", "text", "sha256")
_MORE = ("kind", "of", "at", "updated", "captured", "url", "media_type", "encoding")


def reading_json(reading: Reading) -> dict[str, Any]:
    """One document with all its records, in plain values; offsets are code points into "text".

    The keys of parts that are not built are empty lists; a document that could not be read has its skips only.
    "attached" holds the objects of readers' comments and of a repaired text, with offsets into their own "text".
    """
    document = reading.document
    return {
        "id": document.id if document else "",
        "name": reading.name,
        **{field: getattr(document, field) if document else "" for field in _EMPTY_DOCUMENT},
        **{field: getattr(document, field) if document else "" for field in _MORE},
        "signals": [msgspec.to_builtins(signal) for signal in document.signals] if document else [],
        "conflicts": list(document.conflicts) if document else [],
        "zones": [_zone(zone) for zone in reading.zones],
        "parts": msgspec.to_builtins(reading.parts),
        "provenance": msgspec.to_builtins(reading.provenance),
        "pages": msgspec.to_builtins(reading.pages),
        "sentences": [{"start": s.start, "end": s.end} for s in reading.sentences],
        "mentions": msgspec.to_builtins(reading.mentions),
        "entities": msgspec.to_builtins(reading.entities),
        "times": [_value(time) for time in reading.times],
        "places": [_value(place) for place in reading.places],
        "quantities": [_value(quantity) for quantity in reading.quantities],
        "claims": [_claim(claim) for claim in reading.claims],
        "accounts": [_account(account) for account in reading.accounts],
        "drifts": [_drift(drift) for drift in reading.drifts],
        "judgements": msgspec.to_builtins(reading.judgements),
        "attached": [reading_json(attached) for attached in reading.attached],
        "skips": [{"stage": skip.stage, "reason": skip.reason} for skip in reading.skips],
    }


def _zone(zone: Zone) -> dict[str, Any]:
    plain: dict[str, Any] = {"start": zone.start, "end": zone.end, "kind": zone.kind, "p": zone.p}
    plain["made_by"] = zone.made_by
    if zone.comment is not None:
        plain["comment"] = msgspec.to_builtins(zone.comment)
    return plain


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "source": _pairs(claim.source),
        "cue": _pairs(claim.cue),
        "content": _pairs(claim.content),
        "form": claim.form,
        "zone": claim.zone,
        "attitude": claim.attitude,
        "certainty": claim.certainty,
        "evidence": claim.evidence,
        "evidence_at": _pairs(claim.evidence_at),
        "loaded": _pairs(claim.loaded),
        "speaker": _speaker(claim.speaker),
        "parent": claim.parent,
        "chain": msgspec.to_builtins(claim.chain),
        "p": claim.p,
        "sure": dict(sorted(claim.sure.items())),
    }


def _speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    """A speaker's facts; where the text says one of them is a pair of offsets, or null."""
    if speaker is None:
        return None
    places = {key: _pair(getattr(speaker, key)) for key in ("role_at", "affiliation_at", "ground_rules_at")}
    return {**msgspec.to_builtins(speaker), **places}


def _value(value: Time | Place | Quantity) -> dict[str, Any]:
    """A time, a place or a quantity; each run of characters in it is a pair of offsets, or null."""
    found = msgspec.structs.asdict(value)
    for name, part in found.items():
        if isinstance(part, Fragment):
            found[name] = _pair(part)
        elif isinstance(part, tuple):
            found[name] = [_pair(one) if isinstance(one, Fragment) else msgspec.to_builtins(one) for one in part]
    return found


def _account(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "start": account.start,
        "end": account.end,
        "zone": account.zone,
        "certainty": account.certainty,
        "loaded": _pairs(account.loaded),
        "chain": msgspec.to_builtins(account.chain),
        "p": account.p,
    }


def _drift(drift: Drift) -> dict[str, Any]:
    return {
        "kind": drift.kind,
        "headline": _pair(drift.headline),
        "words": _pair(drift.words),
        "body": _pairs(drift.body),
        "reason": drift.reason,
        "p": drift.p,
    }


def _pairs(fragments: Sequence[Fragment]) -> list[list[int]]:
    return [[f.start, f.end] for f in fragments]


def _pair(fragment: Fragment | None) -> list[int] | None:
    return [fragment.start, fragment.end] if fragment else None
