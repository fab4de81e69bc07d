"""What a dossier says about itself before its first claim: its skips and its model cards, and words for both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rashomon.records import Claim, Fragment, Reading, Skip

PRONOUNS = frozenset("i you he she it we they who which that this these those him her them us me his its their".split())
"""Sources that stand for somebody whom the text names elsewhere; listed apart, for they would crowd the names out."""

CARD_HEAD = {"name", "version", "what", "licence", "data", "scores", "limits", "files", "sha256", "scored_on"}


class Measure(NamedTuple):
    """One line of a model's scores: per cent of what it marks that is right, of what is there that it finds, and F1."""

    name: str
    right: float
    found: float
    f1: float


class Bin(NamedTuple):
    """Claims of one band of p, on texts whose answers are known: how many, and the per cent that were right."""

    low: float
    high: float
    claims: int
    right: float


class Card(NamedTuple):
    """A model card, sorted for reading; `more` holds plain facts that have no place of their own."""

    name: str
    version: str
    what: str
    licence: str
    scored_on: str
    data: list[str]
    limits: list[str]
    files: list[tuple[str, str]]
    measures: list[Measure]
    linked: Measure | None
    bins: list[Bin]
    more: list[tuple[str, str]]


def words(text: str, fragments: Sequence[Fragment]) -> str:
    """The quoted characters on one line; " … " where something was left out between two fragments."""
    return " … ".join(" ".join(text[f.start : f.end].split()) for f in fragments)


def unnamed(text: str, claim: Claim) -> str:
    """Why a claim shows no speaker: what the reader looked for and did not find."""
    cue = words(text, claim.cue)
    return f"none is marked for “{cue}”" if cue else "no source and no cue are marked"


def all_skips(skips: Sequence[Skip], readings: Iterable[Reading]) -> list[Skip]:
    """The skips given and those of the readings, each once, in order."""
    found = dict.fromkeys(skips)
    for reading in readings:
        found.update(dict.fromkeys(reading.skips))
    return list(found)


def card_of(card: dict[str, Any]) -> Card:
    """A card for the page. Missing keys are empty; large arrays of numbers stay in the file they came from."""
    scores = card.get("scores") or {}
    measures = _measures(scores)
    linked = next((m for m in measures if m.name == "linked"), None)
    files = [(str(f.get("name", "")), str(f.get("sha256", ""))) for f in card.get("files", []) if isinstance(f, dict)]
    if card.get("sha256"):
        files.append(("model", str(card["sha256"])))
    return Card(
        name=str(card.get("name", "a model without a name")),
        version=str(card.get("version", "")),
        what=str(card.get("what", "")),
        licence=str(card.get("licence", "")),
        scored_on=str(card.get("scored_on", "")),
        data=[_line(d) for d in card.get("data", [])],
        limits=[str(limit) for limit in card.get("limits", [])],
        files=files,
        measures=[m for m in measures if not m.name.startswith("overlap")],
        linked=linked,
        bins=_bins(scores),
        more=[(k, _line(v)) for k, v in card.items() if k not in CARD_HEAD and _is_brief(v)] + _plain_scores(scores),
    )


def _measures(scores: Any) -> list[Measure]:
    """Every [precision, recall, F1] of the scores, wherever it stands, under the name it has there."""
    out = []
    for name, value in scores.items() if isinstance(scores, dict) else ():
        if isinstance(value, dict):
            out.extend(_measures(value))
        elif isinstance(value, list) and len(value) == 3 and all(isinstance(v, int | float) for v in value):
            out.append(Measure(str(name), *(v * 100 if max(value) <= 1 else v for v in value)))
    return out


def _bins(scores: Any) -> list[Bin]:
    rows = scores.get("reliability", []) if isinstance(scores, dict) else []
    rows = [r for r in rows if isinstance(r, dict) and {"from", "claims", "right"} <= r.keys()]
    highs = [*(r["from"] for r in rows), 1.0][1:]
    return [Bin(r["from"], high, r["claims"], 100 * r["right"]) for r, high in zip(rows, highs, strict=bool(rows))]


def _plain_scores(scores: Any) -> list[tuple[str, str]]:
    """Scores that are single numbers or words."""
    out = []
    for name, value in scores.items() if isinstance(scores, dict) else ():
        if isinstance(value, dict):
            out.extend([(f"{name}, {key}", text) for key, text in _plain_scores(value)])
        elif isinstance(value, int | float | str):
            out.append((str(name), str(value)))
    return out


def _is_brief(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(v, str | int | float | bool) for v in value.values())
    return isinstance(value, str | int | float | bool)


def _line(value: Any) -> str:
    """A card's entry on one line of words."""
    if isinstance(value, dict):
        name = str(value.get("name", ""))
        rest = [f"{k.replace('_', ' ')}: {_line(v)}" for k, v in value.items() if k != "name"]
        return "; ".join([name, *rest] if name else rest)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
