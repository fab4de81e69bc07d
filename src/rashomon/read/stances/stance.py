"""What a source does by saying something, how certain it is, and what evidence it offers, each with its probability.

Words say a part of it (attitudes.py, certainty.py, evidence.py); a small network weighs them with the encoder's states.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import get_args

import msgspec
import numpy as np

from rashomon.models import arrays
from rashomon.read.stances.attitudes import ATTITUDES, attitude_of
from rashomon.read.stances.certainty import FLAGS, hedges_of, negates_no_verb, openly_negated, plainly
from rashomon.read.stances.evidence import KINDS, Found, evidence_in
from rashomon.read.stances.passages import (
    CONTENT,
    CUE,
    SOURCE,
    Passage,
    blocks_of,
    passage_between,
    passage_of,
)
from rashomon.read.states import States
from rashomon.read.tagging import Floats
from rashomon.records import Certainty, Claim, Evidence, Form, Fragment

FIELDS: dict[str, tuple[str, ...]] = {
    "attitude": ATTITUDES,
    "certainty": get_args(Certainty),
    "evidence": get_args(Evidence),
}
"""The values of each field, in the order of the network's outputs."""

_TURNING = frozenset("deny doubt dispute decline ask order".split())
"""Attitudes that turn round what the content says, or leave it open: no opening of a content decides there."""

_TELLING = re.compile(r"\b(?:tell|tells|told|telling|shout|shouts|shouted|shouting|yell|yells|yelled|yelling)\b")
_TO_DO = re.compile(
    r"(?:at )?(?:(?:him|her|them|us|me|you|people|everyone|(?:his|her|its|their|our|the) (?:[\w-]+ ){0,2}?[\w-]+) )?"
    r"(?:never |not )?to (?!(?:the|a|an|his|her|their|our|my|him|them|me|us|you|it|this|that|be)\b)[a-z]+"
)
_NOBODY = frozenset("nobody nothing no everyone everybody".split())

_FORMS: tuple[str, ...] = get_args(Form)


class Signals(msgspec.Struct, frozen=True):
    """What words alone say of a passage: the lexicon's values, and all of it as numbers for the network."""

    attitude: str
    certainty: str
    evidence: tuple[Found, ...]
    row: Floats
    plain: tuple[str, Certainty] | None = None
    """A rule that holds whatever the network says, and the certainty that it gives."""
    negation: str = ""
    """"open": the verb behind the subject is negated; "no verb": all that is negated is something else."""


def with_stances(states: States, claims: Sequence[Claim]) -> list[Claim]:
    """The claims with attitude, certainty, evidence and loaded words, and how sure each of the three values is."""
    return [_with_stance(states, claim) for claim in claims]


def certainty_of(states: States, start: int, end: int) -> tuple[Certainty, float]:
    """How certain the document itself is of what a sentence of its own voice says, and how sure that value is."""
    passage = passage_between(states, start, end)
    if passage is None:
        return "Uu", 0.0
    signals = signals_of(passage, "", "", "", "indirect")
    return _certain(passage, signals, _weighed(states, passage, signals)["certainty"])


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
    content_words = passage.of(CONTENT)
    plain = _commanded(cue, content) or (None if attitude in _TURNING else plainly(content_words))
    negation = "open" if openly_negated(content_words) else "no verb" if negates_no_verb(content_words) else ""
    if attitude in _TURNING:
        negation = ""
    return Signals(attitude, certainty, found, np.array(row, np.float32), plain, negation)


def _commanded(cue: str, content: str) -> tuple[str, Certainty] | None:
    """Whether somebody is told, or shouted at, to do something."""
    return ("order", "Uu") if _TELLING.search(cue.lower()) and _TO_DO.match(content.lower()) else None


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
    chances = _weighed(states, passage, signals)
    attitude, p_attitude = _done(signals, chances["attitude"], passage)
    certainty, p_certainty = _certain(passage, signals, chances["certainty"])
    if attitude == "claim_responsibility" and certainty == "Uu":
        # "Claimed responsibility for the blast": a noun phrase, and yet the source says that it was so.
        certainty, p_certainty = "CT+", p_attitude
    evidence = signals.evidence[0].kind if signals.evidence else "none"
    return msgspec.structs.replace(
        claim,
        attitude=attitude,
        certainty=certainty,
        evidence=evidence,
        evidence_at=tuple(_fragment(states, passage, f.first, f.last) for f in signals.evidence[:1]),
        loaded=_loaded(states, passage),
        sure={
            **claim.sure,
            "attitude": p_attitude,
            "certainty": p_certainty,
            "evidence": _told(evidence, chances["evidence"]),
        },
    )


def _done(signals: Signals, chances: Floats, passage: Passage) -> tuple[str, float]:
    """The attitude and how sure it is: orders and commands are plain; nobody denies for all; no vow under an "if"."""
    rule = signals.plain[0] if signals.plain else ""
    if rule == "order" or (rule == "command" and signals.attitude in ("", "assert")):
        return ("order" if rule == "order" else "ask"), _by_rule(rule)
    opening = [w for w in passage.of(CONTENT)[:8] if w.isalnum() and w != "that"][:1]
    of_others = signals.attitude == "assert" and bool(opening) and opening[0] in _NOBODY
    barred = {"deny"} if of_others else set()
    if not {"doubt", "doubts"}.isdisjoint(passage.of(CUE)):
        barred.add("ask")  # "raised doubts about who fired" asks nothing
    if rule == "condition":
        barred.add("promise")
        if signals.attitude == "promise":
            return "assert", _by_rule(rule)
    allowed = np.where([value in barred for value in FIELDS["attitude"]], 0, chances).astype(np.float32)
    return _decided("attitude", allowed, signals.attitude)


def _certain(passage: Passage, signals: Signals, chances: Floats) -> tuple[Certainty, float]:
    """The certainty and how sure it is: what words say plainly, or the network, whose negations words may mend."""
    if signals.plain:
        return signals.plain[1], _by_rule(signals.plain[0])
    value, p = _decided("certainty", chances, "", own=passage.own)
    if value == "CT-" and signals.negation == "no verb":
        return "CT+", _by_rule("no verb")
    if value == "CT+" and signals.negation == "open":
        return "CT-", _by_rule("open")
    return value, p  # type: ignore[return-value]


RULES: dict[str, Certainty] = {
    "order": "Uu", "command": "Uu", "condition": "Uu", "unlikely": "PR-", "likely": "PR+", "possible": "PS+",
    "no doubt": "CT+", "open": "CT-", "no verb": "CT+",
}  # fmt: skip
"""The rules and what each gives."""


def _by_rule(name: str) -> float:
    """How often a rule of certainty was right on labelled claims."""
    card, _ = arrays("stance")
    return float(card["by_words"]["certainty"][name])


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
    return FIELDS[field][best], _squashed(slope * _logit(float(chances[best])) + bias)


def _told(kind: str, chances: Floats) -> float:
    """How sure a kind of evidence is which words have told: by how often they were right, and what the network says.

    The words decide: what the network finds beyond them in the few examples is more often wrong than right.
    """
    card, _ = arrays("stance")
    network, words, bias = card["calibration"]["evidence"]
    p = float(chances[FIELDS["evidence"].index(kind)])
    return _squashed(network * _logit(p) + words * _logit(card["by_words"]["evidence"][kind]) + bias)


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _squashed(x: float) -> float:
    return round(1 / (1 + math.exp(-x)), 4)


def _weighed(states: States, passage: Passage, signals: Signals) -> dict[str, Floats]:
    """The probabilities of all values, by field."""
    kept = _layers()
    blocks = (blocks_of(states, passage) - kept["means"]).astype(np.float32)
    row = np.concatenate([np.einsum("bw,bwc->bc", blocks, kept["axes"]).ravel(), signals.row])
    inner = np.maximum(np.einsum("r,nri->ni", row, kept["inner"]) + kept["inner_bias"], 0)
    scores = np.einsum("ni,nio->no", inner, kept["out"]) + signals.row @ kept["direct"] + kept["out_bias"]
    chances, at = {}, 0
    for field, values in FIELDS.items():
        chances[field] = _softmax(scores[:, at : at + len(values)]).mean(axis=0)
        at += len(values)
    return chances


@cache
def _layers() -> dict[str, Floats]:
    """The arrays of the networks, the networks along the first axis."""
    _, kept = arrays("stance")
    return {name: array.astype(np.float32) for name, array in kept.items()}


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


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

    data = tomllib.loads(files("rashomon.read.stances").joinpath("stances.toml").read_text(encoding="utf-8"))
    return frozenset(data["loaded"]["words"].split())
