"""Fit how sure it is that a sentence without a claim is a document's own voice (`OWN` in the module voice).

    PYTHONPATH=src python training/voice.py DATA/attribution/dev.jsonl

Prints the weights, precision and recall of own-voice sentences against the gold (a sentence that no relation of the
gold touches), and how well the probabilities hold, with the articles split in five: each is judged by the other four.
The articles must be some that the encoder was not trained on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.ingest.documents import ingest
from rashomon.read.attribution.claims import log_odds, read_claims, stretches
from rashomon.read.attribution.nested import with_nested
from rashomon.read.own_voice import voice
from rashomon.read.quotations import find_quotations
from rashomon.read.sentences import split_sentences
from rashomon.records import ARTICLE_ZONES, Claim

FOLDS = 5
STEPS = 200


@dataclass
class Row:
    """A sentence: its article, what the gold says, whether a claim takes it, its features, whether it may assert."""

    article: str
    own: bool
    taken: bool
    features: list[float]
    asserts: bool
    part: bool


def main() -> None:
    """Read, fit, print."""
    articles = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf8").splitlines()]
    rows = [row for article in articles for row in rows_of(article)]
    free = [row for row in rows if not row.taken]
    x = np.array([[1.0, *row.features] for row in free])
    y = np.array([row.own for row in free], float)
    names = sorted({row.article for row in rows})
    fold = np.array([names.index(row.article) % FOLDS for row in free])
    p = np.zeros(len(free))
    for k in range(FOLDS):
        p[fold == k] = sure(x[fold == k], fitted(x[fold != k], y[fold != k]))
    report(rows, free, p, y)
    print("OWN =", tuple(round(float(w), 2) for w in fitted(x, y)))


def rows_of(article: dict[str, Any]) -> Iterator[Row]:
    """The sentences of one article but for its title."""
    taken = ingest(article["id"], article["text"].encode())
    document, zones = taken.document, taken.zones
    gold = np.zeros(len(document.text) + 1, bool)
    for relation in article["attributions"]:
        for start, end in (span for role in ("source", "cue", "content") for span in relation[role]):
            gold[start:end] = True
    title = article["text"].find("\n")
    sentences = [s for z in zones if z.kind in ARTICLE_ZONES for s in split_sentences(document.text, z.start, z.end)]
    for states in stretches(document, zones):
        claims: list[Claim] = with_nested(document, zones, read_claims(document, zones, states))
        page = voice._Page(document.text, states, find_quotations(states.text))
        lookup = voice._Taken(claims)
        for s in (s for s in sentences if s.start > title and states.at <= s.start < states.at + len(states.text)):
            claimed = lookup.within(s)
            most, mean = page.content(s.start, s.end)
            yield Row(
                article=article["id"],
                own=not gold[s.start : s.end].any(),
                taken=bool(claimed.contents or claimed.cues),
                features=[log_odds(most), log_odds(mean), page.quoted(s.start, s.end)],
                asserts=voice.asserts(document.text[s.start : s.end]),
                part=bool(claimed.contents or claimed.cues) and voice._rest(document.text, s, claimed) is not None,
            )


def fitted(x: Any, y: Any) -> Any:
    """Logistic regression by Newton's method, with a little ridge."""
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = sure(x, w)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(len(w))
        w = w - np.linalg.solve(hessian, x.T @ (p - y) + 0.1 * w)
    return w


def sure(x: Any, w: Any) -> Any:
    """The probability of own voice."""
    return 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))


def report(rows: list[Row], free: list[Row], p: Any, y: Any) -> None:
    """Precision, recall and calibration."""
    own = sum(row.own for row in rows)
    stating = sum(row.own and row.asserts for row in rows)
    print(f"{len(rows)} sentences, {own} own voice by the gold, {stating} of these statements; {len(free)} unclaimed")
    for least in (0.0, voice.LEAST, 0.5, 0.7, 0.9):
        kept = np.array([row.asserts for row in free]) & (p >= least)
        right = (y[kept] > 0).sum()
        precision, recall = 100 * right / kept.sum(), 100 * right / stating
        print(f"  p >= {least:.1f}: P {precision:.1f} R {recall:.1f} ({kept.sum()} sentences)")
    parts = [row for row in rows if row.part]
    print(f"{len(parts)} sentences that a claim takes in part give an account of what remains")
    bins = np.clip((p * 10).astype(int), 0, 9)
    error = sum((bins == b).mean() * abs(p[bins == b].mean() - y[bins == b].mean()) for b in np.unique(bins))
    print(f"expected calibration error {100 * error:.1f}")


if __name__ == "__main__":
    main()
