"""Fit how surely a run of corresponding sentences is a reworded copy, and say what the kept half of the pairs gives.

usage: python -m training.reworded --pairs FOLDER

FOLDER holds texts.jsonl, lines {"id", "text"}, and pairs.jsonl, lines {"a", "b", "copy": true or false, "half": 0 or 1,
"way": how it was reworded, "start", "end": the passage of `a` that `b` rewords}. Pairs of half 0 are fitted, those of
half 1 scored; all texts of an article or event belong into one half. Printed are the numbers for
src/rashomon/link/copying/retelling.py. Reading some 1,000 texts takes a few minutes on two cores, the fit a second.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.ingest.items import Captured
from rashomon.link.copying.aligning import runs
from rashomon.link.copying.anchors import Told, told
from rashomon.link.copying.retelling import NAMES, anew, probability, signals
from rashomon.link.copying.reworded import FEWEST_PAIRS, SURE
from rashomon.link.pairs.vectors import sentence_vectors
from rashomon.pipeline import read_input

RIDGE = 1.0
STEPS = 50

Floats = NDArray[np.float64]


@dataclass
class Found:
    """A pair as given, and the signals of its runs; of a copy only of those that meet the reworded passage."""

    pair: dict[str, Any]
    signals: list[Any]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def texts(folder: Path) -> dict[str, Told | None]:
    """The texts as the product reads them."""
    found = {}
    for row in rows(folder / "texts.jsonl"):
        reading = read_input(Captured(name=row["id"] + ".txt", data=row["text"].encode()), "")
        found[row["id"]] = told(reading, sentence_vectors(reading))
    return found


def compared(folder: Path) -> list[Found]:
    """The pairs with the signals of their runs; in a run are two pairs of sentences or more, as in the product."""
    pages = texts(folder)
    found = []
    for pair in rows(folder / "pairs.jsonl"):
        first, second = sorted((pages[pair["a"]], pages[pair["b"]]), key=lambda t: t.doc if t else "")
        if first is None or second is None:
            found.append(Found(pair, []))
            continue
        swapped = second is pages[pair["a"]]
        usable = [r for r in runs(first, second) if len(anew(first, second, r)) >= FEWEST_PAIRS]
        page = second if swapped else first
        met = [r for r in usable if not pair["copy"] or meets(page, r.columns if swapped else r.rows, pair)]
        found.append(Found(pair, [signals(first, second, r) for r in met]))
    return found


def meets(page: Told, sentences: tuple[int, int], pair: dict[str, Any]) -> bool:
    first, last = page.sentences[sentences[0]], page.sentences[sentences[1] - 1]
    return bool(first.start < pair["end"] and last.end > pair["start"])


def fitted(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Weights and intercept of a logistic regression, by Newton's method; the ridge is on standardised signals."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    ridge = np.diag([RIDGE] * x.shape[1] + [0.0])
    w = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - y) + ridge @ w)
    weights = w[:-1] / spread
    return weights, float(w[-1] - weights @ mean)


def scored(found: list[Found], what: str) -> None:
    """Recall and precision of pairs by the numbers that ship, and recall by way."""
    ways: defaultdict[str, list[bool]] = defaultdict(list)
    false = 0
    for one in found:
        reported = any(probability(s) >= SURE for s in one.signals)
        if one.pair["copy"]:
            ways[one.pair["way"]].append(reported)
        else:
            false += reported
    hits, copies = sum(sum(w) for w in ways.values()), sum(len(w) for w in ways.values())
    print(f"{what}: recall {hits / max(1, copies):.3f} of {copies}, precision {hits / max(1, hits + false):.3f}, "
          f"{false} of {len(found) - copies} others reported")  # fmt: skip
    for way, which in sorted(ways.items()):
        print(f"  {way:24} {sum(which):4} of {len(which)}")


def main() -> None:
    """Score the numbers that ship, then fit anew and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=Path, required=True)
    found = compared(parser.parse_args().pairs)
    halves = [[f for f in found if f.pair["half"] == half] for half in (0, 1)]
    for half, what in zip(halves, ("fitted half", "kept half"), strict=True):
        scored(half, what)
    for half, what in zip(halves, ("half 0", "half 1"), strict=True):
        x = np.array([astuple(s) for f in half for s in f.signals])
        y = np.array([float(f.pair["copy"]) for f in half for _ in f.signals])
        weights, intercept = fitted(x, y)
        named = ", ".join(f"{n}={w:.2f}" for n, w in zip(NAMES, weights, strict=True))
        print(f"{what} would give: intercept {intercept:.2f}, {named}")


if __name__ == "__main__":
    main()
