"""Fit what weighs the pair model's stances, score the graph on what was kept apart, and write both on its card.

python -m training.pair_card --data DATA --folder FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from rashomon.link.pairs.headlines import FEATURES, STANCES, features
from rashomon.models import PairModel
from training.pair_data import LABELS, bodies, fitted_on, kept_apart, rows, vitaminc

PRIOR = 0.5
"""The power of a stance's number that its weight falls with: rare stances count more than their share."""


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--folder", type=Path, required=True, help="with pairs.onnx and pairs.json")
    p.add_argument("--most", type=int, default=2000, help="headlines and bodies to fit with")
    o = p.parse_args()
    path = o.folder / "pairs.json"
    card = json.loads(path.read_text("utf8"))
    model = PairModel(card, (o.folder / "pairs.onnx").read_bytes())
    shares, gold = relations(model, o.data)
    card["sharpness"] = round(sharpness(shares, gold), 3)
    x, y = stances(model, o.data, o.most, fitted_on)
    weights = fitted(x, y)
    card["stance"] = np.round(weights, 4).tolist()
    x, y = stances(model, o.data, o.most, lambda body: kept_apart(body) and not fitted_on(body))
    told = (with_one(x) @ weights.T).argmax(1)
    f = {s: round(f1(told, y, k), 3) for k, s in enumerate(STANCES)}
    by_label = {s: round(float((shares.argmax(1) == k)[gold == k].mean()), 3) for k, s in enumerate(LABELS)}
    card["scores"] = {
        "VitaminC, pages kept apart, without rules": {
            "right": round(float((shares.argmax(1) == gold).mean()), 3),
            **by_label,
            "pairs": len(gold),
        },
        "FNC-1, bodies neither learned from nor fitted on": {
            "F1m": round(sum(f.values()) / 4, 3),
            **f,
            "pairs": len(y),
        },
        "by": "python -m training.pair_card",
    }
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf8")
    print(json.dumps(card["scores"], indent=1), card["sharpness"])


def relations(model: PairModel, data: Path) -> tuple[np.ndarray, np.ndarray]:
    """The model's shares and the gold relation of every pair of the pages kept apart."""
    card, model.card = model.card, {}
    pairs = vitaminc(data, kept=True)
    shares = np.array([model.judge(p.a, p.b) for p in pairs])
    model.card = card
    return shares, np.array([p.relation for p in pairs])


def sharpness(shares: np.ndarray, gold: np.ndarray) -> float:
    """By what the scores are to be multiplied that the shares come true as often as they say."""
    logs = np.log(np.maximum(shares, 1e-6))

    def loss(by: float) -> float:
        z = logs * by
        z = z - np.log(np.exp(z).sum(1, keepdims=True))
        return float(-z[np.arange(len(gold)), gold].mean())

    return float(min(np.arange(0.5, 2.01, 0.05), key=loss))


def stances(model: PairModel, data: Path, most: int, wanted: Callable[[str], bool]) -> tuple[np.ndarray, np.ndarray]:
    """Features and gold stances of a fixed sample of pairs with the bodies wanted, of both parts of FNC-1."""
    found = [r for n in ("train", "dev") for r in rows(data / "statements" / f"fnc1_{n}.jsonl") if wanted(r["body"])]
    found.sort(key=lambda r: hashlib.sha256(f"{r['headline']}\n{r['body']}".encode()).hexdigest())
    found = sorted(found[:most], key=lambda r: r["body"])
    texts = bodies(data)
    x = np.array([features(model, r["headline"], texts[r["body"]]) for r in found])
    return x, np.array([STANCES.index(r["stance"]) for r in found])


def with_one(x: np.ndarray) -> np.ndarray:
    return np.concatenate([x, np.ones((len(x), 1))], 1)


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A logistic regression, (4, FEATURES + 1), that starts from the model's own shares and is held near them."""
    start = torch.eye(4, FEATURES + 1, dtype=torch.float64)
    w = start.clone().requires_grad_()
    rows, gold = torch.tensor(with_one(x)), torch.tensor(y)
    number = torch.bincount(gold, minlength=4).clamp(min=1).double()
    weight = (len(y) / number) ** PRIOR
    optimiser = torch.optim.LBFGS([w], max_iter=200)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = functional.cross_entropy(rows @ w.T, gold, weight) + 0.003 * ((w - start) ** 2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return w.detach().numpy()


def f1(told: np.ndarray, gold: np.ndarray, label: int) -> float:
    both = ((told == label) & (gold == label)).sum()
    return float(2 * both / max(1, (told == label).sum() + (gold == label).sum()))


if __name__ == "__main__":
    main()
