"""Train the line model on saved pages and on pages put together from parts; or cross-validate it by site.

usage: python -m training.lines --data DATA [--out FOLDER] [--folds 8]

DATA holds pages/ and attribution/. With --folds each page is read by a model that saw no page of its site; the scores
by fold are printed, of the zones as the product makes them. With --out the model of all pages is written to
FOLDER/lines.npz, and its card with the scores of the folds to FOLDER/lines.json. A run takes some minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from rashomon.ingest.plain import linemodel
from rashomon.ingest.plain.linemodel import CLASSES, STEPS, features
from rashomon.ingest.plain.zones import zones_of_text
from rashomon.records import ARTICLE_ZONES
from training.lines_silver import Corpus, Page, articles_of, mixed_pages, pages_of
from training.lines_table import tables

HIDDEN = 32
MIXED = 240
"""Pages put together for a model."""
PASSES = 40
SHARE = 0.5
"""Of them seen in one pass, for each saved page."""
DROP, SMOOTH, DECAY, RATE = 0.2, 0.05, 0.02, 4e-3
"""Dropout; smoothing of the labels, which makes the probabilities honest; weight decay; highest learning rate."""

SEED = 1
"""Of the model that ships. Those of four seeds mark the pages they were trained on .963 to .966; folds have others."""


@dataclass
class Sample:
    rows: torch.Tensor
    labels: torch.Tensor
    words: torch.Tensor


def sample_of(page: Page, fixed: dict[str, Any]) -> Sample:
    words = [float(max(len(text.split()), 1)) for text in page.seen.texts]
    return Sample(torch.from_numpy(features(page.seen, fixed)), torch.tensor(page.labels), torch.tensor(words))


class Network(nn.Module):
    def __init__(self, width: int, hidden: int = HIDDEN, drop: float = DROP) -> None:
        super().__init__()
        self.first = nn.Linear(width, hidden)
        self.sides = nn.ModuleList([nn.Linear(7 * hidden, hidden) for _ in STEPS])
        self.last = nn.Linear(hidden, len(CLASSES))
        self.drop = nn.Dropout(drop)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        state = self.drop(torch.relu(self.first(self.drop(rows))))
        for (_, step), layer in zip(STEPS, self.sides, strict=True):
            margin = 3 * step
            padded = nn.functional.pad(state, (0, 0, margin, margin))
            wide = torch.cat([padded[k * step : k * step + len(state)] for k in range(7)], dim=1)
            state = state + self.drop(torch.relu(layer(wide)))
        return self.last(state)


def loss_of(scores: torch.Tensor, sample: Sample, weight: float) -> torch.Tensor:
    """Cross entropy of lines, of words (as the scorer counts), and the page's own mark (soft Dice)."""
    each = nn.functional.cross_entropy(scores, sample.labels, reduction="none", label_smoothing=SMOOTH)
    by_words = (each * sample.words).sum() / sample.words.sum()
    article = torch.softmax(scores, dim=1)[:, 1]
    gold = (sample.labels == 1).float()
    both = (article * gold * sample.words).sum()
    dice = 1 - 2 * both / ((article + gold) * sample.words).sum().clamp(min=1)
    return weight * (each.mean() + by_words + 0.5 * dice)


def fit(real: list[Sample], made: list[Sample], seed: int, share: float = SHARE) -> Network:
    """One network; in each pass all saved pages and, of those put together, `share` as many."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    everything = torch.cat([s.rows for s in real + made])
    mean, spread = everything.mean(0), everything.std(0).clamp(min=0.05)
    network = Network(everything.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=DECAY)
    take = int(share * len(real)) if made else 0
    batches = -(-(len(real) + take) // 8)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=PASSES * batches)
    network.train()
    for _ in range(PASSES):
        order = [(s, 1.0) for s in real] + [(s, 0.7) for s in chance.sample(made, take)]
        chance.shuffle(order)
        for start in range(0, len(order), 8):
            optimiser.zero_grad()
            batch = order[start : start + 8]
            torch.stack([loss_of(network((s.rows - mean) / spread), s, w) for s, w in batch]).sum().backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            schedule.step()
    with torch.no_grad():  # the scaling goes into the first layer
        network.first.bias -= network.first.weight @ (mean / spread)
        network.first.weight /= spread
    return network.eval()


def arrays_of(network: Network, fixed: dict[str, Any]) -> dict[str, Any]:
    found = dict(fixed)
    found["in_w"], found["in_b"] = network.first.weight.T, network.first.bias
    for (name, _), layer in zip(STEPS, network.sides, strict=True):
        found[f"{name}_w"], found[f"{name}_b"] = layer.weight.T.reshape(7, HIDDEN, HIDDEN), layer.bias
    found["out_w"], found["out_b"] = network.last.weight.T, network.last.bias
    return {
        name: a.detach().contiguous().numpy().astype(np.float16) if isinstance(a, torch.Tensor) else a
        for name, a in found.items()
    }


def trained(pages: list[Page], corpus: Corpus, fixed: dict[str, Any], seed: int) -> dict[str, Any]:
    real = [sample_of(page, fixed) for page in pages]
    made = [sample_of(page, fixed) for page in mixed_pages(pages, corpus, MIXED, seed)]
    return arrays_of(fit(real, made, seed), fixed)


def used(model: dict[str, Any]) -> None:
    """The model that the product reads with from now on."""
    packed = {name: a.astype(np.float32) if a.dtype == np.float16 else a for name, a in model.items()}
    linemodel.arrays = lambda: packed  # type: ignore[assignment]


def folds_of(pages: list[Page], count: int) -> list[set[str]]:
    sites = sorted({page.site for page in pages})
    random.Random(7).shuffle(sites)
    return [set(sites[fold::count]) for fold in range(count)]


def article(text: str) -> str:
    return "\n".join(text[z.start : z.end] for z in zones_of_text(text) if z.kind in ARTICLE_ZONES)


def scorer(data: Path) -> Any:
    spec = importlib.util.spec_from_file_location("pages_scorer", data.parent / "score" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cross_validated(data: Path, pages: list[Page], corpus: Corpus, fixed: dict[str, Any], count: int) -> dict[str, Any]:
    """Prints the scores fold by fold; gives the scores of all, and how often a probability is right."""
    gold = {g["id"]: g for g in map(json.loads, (data / "pages" / "gold.jsonl").read_text("utf8").splitlines())}
    score = scorer(data).score
    predicted: dict[str, str] = {}
    lines: list[tuple[float, bool, float]] = []
    print("fold  pages  precision  recall  F1")
    for number, sites in enumerate(folds_of(pages, count), 1):
        used(trained([p for p in pages if p.site not in sites], corpus, fixed, number))
        held = [p for p in pages if p.site in sites]
        for page in held:
            predicted[page.name] = article(gold[page.name]["page_text"])
            chances = linemodel.likelihoods(page.seen)[:, 1]
            rows = zip(chances.tolist(), page.labels, page.seen.kinds, page.seen.texts, strict=True)
            lines += [(p, label == 1, len(t)) for p, label, kind, t in rows if not kind]
        marks = score([gold[p.name] for p in held], predicted)
        print(f"{number:4}  {len(held):5}", "  {precision:9.3f}  {recall:6.3f}  {f1:.3f}".format(**marks), flush=True)
    marks = score(list(gold.values()), predicted)
    print(f" all  {len(gold):5}", "  {precision:9.3f}  {recall:6.3f}  {f1:.3f}".format(**marks))
    each = sorted((score([g], predicted)["f1"], g["url"]) for g in gold.values())
    for mark, url in each[:12]:
        print(f"      {mark:.3f}  {url[:100]}")
    return {"text, by site": marks, "reliability": reliability(lines)}


def reliability(lines: list[tuple[float, bool, float]]) -> list[dict[str, float]]:
    """Unlabelled lines by the probability that they are article: how many, the mean, and the share that is."""
    found = []
    for low in np.arange(0, 1, 0.1):
        rows = [(p, right) for p, right, _ in lines if low <= p < low + 0.1 or (low > 0.85 and p >= 0.9)]
        if rows:
            mean, right = round(sum(p for p, _ in rows) / len(rows), 3), round(sum(r for _, r in rows) / len(rows), 3)
            found.append({"from": round(float(low), 1), "lines": len(rows), "mean_p": mean, "right": right})
            print(f"p from {low:.1f}: {len(rows):5} lines, mean {mean:.3f}, article {right:.3f}")
    return found


def written(model: dict[str, Any], scores: dict[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "lines.npz"
    np.savez_compressed(path, **model)
    card = json.loads(Path(__file__).with_name("lines_card.json").read_text("utf8"))
    data = path.read_bytes()
    card["files"] = [{"name": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}]
    card["scores"] = scores
    (folder / "lines.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf8")
    print(f"{path}: {len(data)} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    began = time.monotonic()
    pages, corpus, fixed = pages_of(options.data), articles_of(options.data), tables()
    scores = cross_validated(options.data, pages, corpus, fixed, options.folds) if options.folds else {}
    if options.out:
        written(trained(pages, corpus, fixed, SEED), scores, options.out)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
