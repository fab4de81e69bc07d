"""What a source does by saying something, how certain it is, and what evidence it offers, each with its probability.

Words say a part of it (attitudes.py, certainty.py, evidence.py); a small network weighs them with the encoder's states.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import msgspec
import numpy as np

from rashomon.models import arrays
from rashomon.read.attitudes import ATTITUDES, attitude_of
from rashomon.read.certainty import FLAGS, hedges_of
from rashomon.read.evidence import KINDS, Found, evidence_in
from rashomon.read.passages import CONTENT, CUE, SOURCE, Passage, passage_between, passage_of, states_of
from rashomon.read.states import States
from rashomon.read.tagging import Floats
from rashomon.records import Certainty, Claim, Evidence, Form, Fragment

FIELDS: dict[str, tuple[str, ...]] = {
    "attitude": ATTITUDES,
    "certainty": get_args(Certainty),
    "evidence": get_args(Evidence),
}
"""The values of each field, in the order of the network's outputs."""

OPENING = 8  # words that open a content
_FORMS: tuple[str, ...] = get_args(Form)
_NEAR = 0.35  # of the strongest word's weight: words beside it that still belong to what says so


class Signals(msgspec.Struct, frozen=True):
    """What words alone say of a passage: the lexicon's values, and all of it as numbers for the network."""

    attitude: str
    certainty: str
    evidence: tuple[Found, ...]
    row: Floats


def with_stances(states: States, claims: Sequence[Claim]) -> list[Claim]:
    """The claims with attitude, certainty, evidence and loaded words, and how sure each of the three values is."""
    return [_with_stance(states, claim) for claim in claims]


def certainty_of(states: States, start: int, end: int) -> tuple[Certainty, float]:
    """How certain the document itself is of what a sentence of its own voice says, and how sure that value is."""
    passage = passage_between(states, start, end)
    if passage is None:
        return "Uu", 0.0
    signals = signals_of(passage, "", "", "", "indirect")
    value, p = _decided("certainty", _weighed(states, passage, signals)[0]["certainty"], "", own=True)
    return value, p  # type: ignore[return-value]


def signals_of(passage: Passage, cue: str, content: str, source: str, form: str) -> Signals:
    """What the words of a passage say; `cue`, `content` and `source` are the parts as written, empty for own voice."""
    attitude = "" if passage.own else attitude_of(cue, content, source)
    hedges = hedges_of(passage.of(CUE), passage.of(CONTENT))
    certainty = hedges.value("assert" if passage.own else attitude)
    found = tuple(evidence_in(passage))
    kinds = {f.kind for f in found}
    said = {f.kind for f in found if CONTENT in passage.roles[f.first : f.last + 1]}
    row = (
        [attitude == value for value in ("", *ATTITUDES)]
        + [certainty == value for value in FIELDS["certainty"]]
        + [kind in kinds for kind in KINDS]
        + [kind in said for kind in KINDS]
        + [hedges.flags[name] for name in FLAGS]
        + [form == value for value in _FORMS]
        + [passage.own, SOURCE in passage.roles, passage.roles.count(CONTENT) < 4]
    )
    return Signals(attitude, certainty, found, np.array(row, np.float32))


def claim_signals(states: States, claim: Claim, passage: Passage) -> Signals:
    """The signals of a claim."""
    cue, content, source = (_said(states, part) for part in (claim.cue, claim.content, claim.source))
    return signals_of(passage, cue, content, source, claim.form)


def _said(states: States, fragments: Sequence[Fragment]) -> str:
    return " ".join(states.text[max(0, f.start - states.at) : f.end - states.at] for f in fragments)[:400]


def _with_stance(states: States, claim: Claim) -> Claim:
    passage = passage_of(states, claim)
    if passage is None:
        return claim
    signals = claim_signals(states, claim, passage)
    chances, weights = _weighed(states, passage, signals)
    attitude, p_attitude = _decided("attitude", chances["attitude"], signals.attitude)
    certainty, p_certainty = _decided("certainty", chances["certainty"], signals.certainty)
    evidence, p_evidence = _decided("evidence", chances["evidence"], signals.evidence[0].kind if signals.evidence else "")
    return msgspec.structs.replace(
        claim,
        attitude=attitude,
        certainty=certainty,
        evidence=evidence,
        evidence_at=_where(states, passage, signals, evidence, weights),
        loaded=_loaded(states, passage),
        sure={**claim.sure, "attitude": p_attitude, "certainty": p_certainty, "evidence": p_evidence},
    )


def _decided(field: str, chances: Floats, lexicon: str, own: bool = False) -> tuple[str, float]:
    """The value of a field and its calibrated probability.

    Of values that are too rare to be learned from examples the lexicon alone decides.
    """
    card, _ = arrays("stance")
    rare: Mapping[str, float] = card["by_words"][field]
    if lexicon in rare:
        return lexicon, rare[lexicon]
    best = int(chances.argmax())
    slope, bias = card["calibration"]["own voice" if own else field]
    p = float(min(max(chances[best], 1e-4), 1 - 1e-4))
    return FIELDS[field][best], round(1 / (1 + math.exp(-(slope * math.log(p / (1 - p)) + bias))), 4)


def _weighed(states: States, passage: Passage, signals: Signals) -> tuple[dict[str, Floats], Floats]:
    """The probabilities of all values by field, and how much each word of the passage speaks of evidence."""
    _, kept = arrays("stance")
    seen = states_of(states, passage) - kept["mean"]
    roles = np.array(passage.roles)
    chances = {field: np.zeros(len(values), np.float32) for field, values in FIELDS.items()}
    weights = np.zeros(len(roles), np.float32)
    networks = int(kept["networks"])
    for number in range(networks):
        layer = _layers(number)
        words = np.tanh(seen @ layer["words"] + layer["roles"][roles])
        attended = _softmax(words @ layer["attend"], axis=0)
        parts = [_mean(words, roles == role) for role in (SOURCE, CUE, CONTENT)]
        parts.append(_mean(words, np.isin(np.arange(len(roles)), np.flatnonzero(roles == CONTENT)[:OPENING])))
        parts.append((attended.T @ words).ravel())
        inner = np.maximum(np.concatenate([*parts, signals.row]) @ layer["inner"] + layer["inner_bias"], 0)
        scores = np.concatenate([inner, signals.row]) @ layer["out"] + layer["out_bias"]
        at = 0
        for field, values in FIELDS.items():
            chances[field] += _softmax(scores[at : at + len(values)]) / networks
            at += len(values)
        weights += attended[:, 0] / networks
    return chances, weights


@cache
def _layers(number: int) -> dict[str, Floats]:
    _, kept = arrays("stance")
    names = ("words", "roles", "attend", "inner", "inner_bias", "out", "out_bias")
    return {name: kept[f"{name}{number}"].astype(np.float32) for name in names}


def _mean(rows: Floats, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> Floats:
    mean: Floats = rows[chosen].sum(axis=0) / max(int(chosen.sum()), 1)
    return mean


def _softmax(scores: Floats, axis: int = -1) -> Floats:
    raised = np.exp(scores - scores.max(axis=axis, keepdims=True))
    shares: Floats = raised / raised.sum(axis=axis, keepdims=True)
    return shares


def _where(states: States, passage: Passage, signals: Signals, value: str, weights: Floats) -> tuple[Fragment, ...]:
    """The words that speak of evidence of this kind: the lexicon's, or else those that weigh most, side by side."""
    if value == "none":
        return ()
    found = [f for f in signals.evidence if f.kind == value]
    if found:
        return (_fragment(states, passage, found[0].first, found[0].last),)
    usable = np.where(np.array(passage.roles) == SOURCE, 0, weights)
    best = int(usable.argmax())
    first = last = best
    while first > 0 and usable[first - 1] >= _NEAR * usable[best] and _beside(passage, first - 1):
        first -= 1
    while last + 1 < len(usable) and usable[last + 1] >= _NEAR * usable[best] and _beside(passage, last):
        last += 1
    return (_fragment(states, passage, first, last),)


def _beside(passage: Passage, at: int) -> bool:
    return passage.numbers[at + 1] == passage.numbers[at] + 1


def _fragment(states: States, passage: Passage, first: int, last: int) -> Fragment:
    start, end = states.span(passage.numbers[first], passage.numbers[last])
    return Fragment(start=start, end=end)


def _loaded(states: States, passage: Passage) -> tuple[Fragment, ...]:
    """Words of the cue, or beside it outside source and content, that vouch for what is said or cast doubt on it."""
    loaded = _loaded_words()
    out = []
    for at, (word, role) in enumerate(zip(passage.words, passage.roles, strict=True)):
        hyphened = word == "so" and passage.words[at + 1 : at + 3] == ("-", "called")
        if role == CUE and (word in loaded or hyphened):
            out.append(_fragment(states, passage, at, at + 2 if hyphened else at))
    return tuple(out)


@cache
def _loaded_words() -> frozenset[str]:
    import tomllib

    data = tomllib.loads(files("rashomon.read").joinpath("stances.toml").read_text(encoding="utf-8"))
    return frozenset(data["loaded"]["words"].split())
