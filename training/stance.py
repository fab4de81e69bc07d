"""Train the network that tells attitude, certainty and evidence of a claim, on states of the shipped encoder.

usage: python -m training.stance --data DATA --labels LABELS [--out FOLDER] [--states FOLDER] [--folds 5]

DATA holds attribution/train.jsonl; LABELS is stance_labels.tsv beside this file: article, spans, values, no text. Each
fold holds articles of its own; calibration comes from what the networks say of articles they never saw. With --out the
networks of all articles are written to FOLDER/stance.npz with their card. With --states the encoder's states are kept
in a folder, by the digest of the encoder, for the next run. Encoding takes some minutes on two cores, the rest one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from rashomon.models import claim_model
from rashomon.read.attribution.claims import form_of
from rashomon.read.quotations import find_quotations
from rashomon.read.stances.passages import BLOCKS, blocks_of, passage_between, passage_of
from rashomon.read.stances.stance import FIELDS, RULES, Signals, claim_signals, signals_of
from rashomon.read.states import States, see
from rashomon.read.tagging import encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Claim, Fragment

REDUCED, INNER = 96, 64
NETWORKS = 3
"""Whose probabilities are averaged."""

SOFTENED = 0.15
"""Share of the first component's spread that is added to each one's, so that small ones do not weigh like large."""

PASSES, BATCH, RATE, DECAY = 30, 64, 3e-3, 0.05
DROP_STATES, DROP_INNER, SMOOTH = 0.4, 0.4, 0.05
RARE = 0.35
"""The power by which values count more the rarer they are."""

BY_WORDS = {
    "attitude": ("claim_responsibility", "threaten", "deny"),
    "certainty": (),
    "evidence": FIELDS["evidence"],
}
"""Values with too few examples to be learned: the lexicon alone gives them, of evidence all."""


@dataclass
class Item:
    """One labelled claim or sentence; a target of -1 counts for nothing."""

    article: str
    own: bool
    signals: Signals
    blocks: Any
    targets: list[int]


def spans(text: str) -> tuple[Fragment, ...]:
    pairs = [part.split("-") for part in text.split()] if text != "-" else []
    return tuple(Fragment(start=int(a), end=int(b)) for a, b in pairs)


def target(field: str, value: str) -> int:
    return FIELDS[field].index(value) if value in FIELDS[field] else -1


def items_of(article: dict[str, Any], rows: list[list[str]], states: States) -> list[Item]:
    """The labelled items of one article, as the product would see them."""
    out = []
    quotations = find_quotations(article["text"])
    for row in rows:
        source, cue, content = (spans(text) for text in row[1:4])
        if cue:
            form = form_of(content, quotations)
            claim = Claim(
                id="", doc="", source=source, cue=cue, content=content, form=form, p=1, zone="body", making=""
            )
            passage = passage_of(states, claim)
            signals = claim_signals(states, claim, passage) if passage else None
        else:
            passage = passage_between(states, content[0].start, content[0].end)
            signals = signals_of(passage, "", "", "", "indirect") if passage else None
        if passage is None or signals is None:
            continue
        targets = [target(field, value) for field, value in zip(FIELDS, row[4:7], strict=True)]
        out.append(Item(row[0], not cue, signals, blocks_of(states, passage), targets))
    return out


def seen_by_encoder(article: dict[str, Any], folder: Path | None) -> States:
    """The states of an article; its hidden states are kept in the folder, if there is one."""
    text = article["text"]
    encoded = encode(text, packaged())
    path = folder / f"{article['id']}.npy" if folder else None
    if path and path.is_file():
        hidden = np.load(path).astype(np.float32)
        stops = np.append(encoded.piece[1:], len(encoded.ids)) - 1
        return States(0, text, encoded, [], np.zeros((0, 0), np.float32), hidden, stops)
    states = see(text, encoded, claim_model())
    if path:
        np.save(path, states.hidden.astype(np.float16))
    return states


def _work(job: tuple[dict[str, Any], list[list[str]], Path | None]) -> list[Item]:
    article, rows, folder = job
    return items_of(article, rows, seen_by_encoder(article, folder))


def all_items(data: Path, labels: Path, folder: Path | None, jobs: int) -> list[Item]:
    """Every labelled item, in the order of the labels."""
    by_article: dict[str, list[list[str]]] = {}
    for line in labels.read_text("utf8").splitlines()[1:]:
        row = line.split("\t")
        by_article.setdefault(row[0], []).append(row)
    if folder:
        digest = hashlib.sha256("".join(f["sha256"] for f in claim_model().card["files"]).encode()).hexdigest()[:8]
        folder = folder / digest
        folder.mkdir(parents=True, exist_ok=True)
    lines = (data / "attribution" / "train.jsonl").read_text("utf8").splitlines()
    articles = [a for a in map(json.loads, lines) if a["id"] in by_article]
    work = [(a, by_article[a["id"]], folder) for a in articles]
    with ProcessPoolExecutor(jobs) as pool:
        return [item for found in pool.map(_work, work, chunksize=8) for item in found]


class Network(nn.Module):
    """What `rashomon.read.stances.stance` computes, on blocks reduced to their main components."""

    def __init__(self, signals: int) -> None:
        super().__init__()
        outputs = sum(len(values) for values in FIELDS.values())
        self.inner = nn.Linear(BLOCKS * REDUCED + signals, INNER)
        self.out = nn.Linear(INNER, outputs)
        self.direct = nn.Linear(signals, outputs, bias=False)
        self._trust_the_words()
        self.drop_states, self.drop_inner = nn.Dropout(DROP_STATES), nn.Dropout(DROP_INNER)

    def _trust_the_words(self) -> None:
        """Begin with what the lexicons say; training takes back what does not hold."""
        attitudes, certainties = len(FIELDS["attitude"]), len(FIELDS["certainty"])
        with torch.no_grad():
            self.direct.weight.zero_()
            for k in range(attitudes):
                self.direct.weight[k, k + 1] = 2.0
            for k in range(certainties):
                self.direct.weight[attitudes + k, attitudes + 1 + k] = 1.0

    def forward(self, states: torch.Tensor, signals: torch.Tensor) -> torch.Tensor:
        inner = torch.relu(self.inner(torch.cat([self.drop_states(states), signals], dim=1)))
        return self.out(self.drop_inner(inner)) + self.direct(signals)


@dataclass
class Components:
    """For every block the mean of the states, and their main components (BLOCKS, WIDTH, REDUCED), of equal spread."""

    means: Any
    axes: Any


def components_of(items: list[Item]) -> Components:
    blocks = np.stack([i.blocks for i in items])
    means, axes = blocks.mean(0), []
    for block in range(BLOCKS):
        values, vectors = np.linalg.eigh(np.cov((blocks[:, block] - means[block]).T))
        main = vectors[:, ::-1][:, :REDUCED]
        # A component's sign is chance: the largest entry is made positive, so that every run has the same.
        main = main * np.sign(main[np.abs(main).argmax(0), np.arange(REDUCED)])
        spread = np.sqrt(np.maximum(values[::-1][:REDUCED], 0))
        axes.append(main / (spread + SOFTENED * spread[0]))
    return Components(means, np.stack(axes).astype(np.float32))


def tensors(items: list[Item], by: Components) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Reduced states, signals and targets of the items."""
    blocks = np.stack([i.blocks for i in items]) - by.means
    states = np.einsum("nbw,bwc->nbc", blocks, by.axes, optimize=True).reshape(len(items), -1)
    signals = np.stack([i.signals.row for i in items])
    targets = torch.tensor([i.targets for i in items])
    return torch.from_numpy(states.astype(np.float32)), torch.from_numpy(signals), targets


def by_field(scores: torch.Tensor) -> list[torch.Tensor]:
    return list(torch.split(scores, [len(values) for values in FIELDS.values()], dim=1))


def weights_of(targets: torch.Tensor) -> list[torch.Tensor]:
    """For each field the weights of its values: rare ones weigh more, by a power of their number."""
    out = []
    for number, values in enumerate(FIELDS.values()):
        counts = torch.bincount(targets[:, number][targets[:, number] >= 0], minlength=len(values)).float()
        weights = counts.clamp(min=20) ** -RARE
        out.append(weights * counts.sum() / (weights * counts).sum())
    return out


def loss_of(scores: torch.Tensor, targets: torch.Tensor, weights: list[torch.Tensor]) -> torch.Tensor:
    total = torch.zeros(())
    for number, part in enumerate(by_field(scores)):
        gold = targets[:, number]
        if bool((gold >= 0).any()):
            each = nn.functional.cross_entropy(
                part, gold, weights[number], ignore_index=-1, label_smoothing=SMOOTH, reduction="none"
            )
            total = total + each.sum() / (gold >= 0).sum()
    return total


def fit(items: list[Item], by: Components, seed: int) -> Network:
    torch.manual_seed(seed)
    states, signals, targets = tensors(items, by)
    network, weights = Network(signals.shape[1]), weights_of(targets)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    batches = -(-len(items) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=PASSES * batches)
    network.train()
    for _ in range(PASSES):
        for run in torch.split(torch.randperm(len(items)), BATCH):
            optimiser.zero_grad()
            loss_of(network(states[run], signals[run]), targets[run], weights).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            schedule.step()
    return network.eval()


def chances_of(networks: list[Network], items: list[Item], by: Components) -> list[np.ndarray[Any, Any]]:
    """For each field the mean probabilities (items, values)."""
    states, signals, _ = tensors(items, by)
    with torch.no_grad():
        found = [[torch.softmax(p, 1).numpy() for p in by_field(n(states, signals))] for n in networks]
    return [np.mean([each[number] for each in found], axis=0) for number in range(len(FIELDS))]


def folds_of(items: list[Item], count: int) -> list[set[str]]:
    articles = sorted({i.article for i in items})
    random.Random(11).shuffle(articles)
    return [set(articles[fold::count]) for fold in range(count)]


def cross_validated(items: list[Item], by: Components, count: int) -> list[np.ndarray[Any, Any]]:
    """For each item what networks say that saw nothing of its article."""
    out = [np.zeros((len(items), len(values)), np.float32) for values in FIELDS.values()]
    for number, held in enumerate(folds_of(items, count)):
        inside = [k for k, i in enumerate(items) if i.article in held]
        rest = [i for i in items if i.article not in held]
        networks = [fit(rest, by, 100 * number + seed) for seed in range(NETWORKS)]
        for found, all_of in zip(chances_of(networks, [items[k] for k in inside], by), out, strict=True):
            all_of[inside] = found
    return out


def lexicon_of(item: Item, field: str) -> str:
    """The value that the words alone give."""
    if field == "evidence":
        return item.signals.evidence[0].kind if item.signals.evidence else "none"
    return str(getattr(item.signals, field))


def logistic(columns: Sequence[np.ndarray[Any, Any]], right: np.ndarray[Any, Any]) -> list[float]:
    """A slope for the log odds of each column and a bias that make probabilities honest (Platt)."""
    p = np.clip(np.stack(columns, axis=1), 1e-4, 1 - 1e-4)
    x = torch.from_numpy(np.log(p / (1 - p)).astype(np.float64))
    y = torch.from_numpy(right.astype(np.float64))
    weights = torch.tensor([1.0] + [0.0] * len(columns), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def step() -> torch.Tensor:
        optimiser.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(x @ weights[:-1] + weights[-1], y)
        loss.backward()
        return loss

    optimiser.step(step)
    return [round(float(w), 4) for w in weights.detach()]


def scored(items: list[Item], chances: list[np.ndarray[Any, Any]]) -> dict[str, Any]:
    """Prints accuracy and F1 by field against the lexicon's and the commonest value; gives scores and calibration."""
    scores: dict[str, Any] = {}
    calibration: dict[str, list[float]] = {}
    rare: dict[str, dict[str, float]] = {}
    for number, (field, values) in enumerate(FIELDS.items()):
        for own in (False, True):
            chosen = [k for k, i in enumerate(items) if i.targets[number] >= 0 and i.own == own]
            if not chosen or (own and field != "certainty"):
                continue
            gold = [values[items[k].targets[number]] for k in chosen]
            words = [lexicon_of(items[k], field) for k in chosen]
            best = [values[int(chances[number][k].argmax())] for k in chosen]
            ruled = [w if w in BY_WORDS[field] else b for w, b in zip(words, best, strict=True)]
            name = "own voice" if own else field
            if not own:
                rare[field] = {v: precision(gold, words, v) for v in BY_WORDS[field]}
            if name == "certainty":
                rare[field] = of_rules([items[k] for k in chosen], gold)
            columns = [np.array([chances[number][k].max() for k in chosen])]
            given = best
            if field == "evidence":
                given = words
                columns = [np.array([chances[number][k][values.index(w)] for k, w in zip(chosen, words, strict=True)])]
                columns.append(np.array([rare[field][w] for w in words]))
            calibration[name] = logistic(columns, np.array([g == w for g, w in zip(gold, given, strict=True)]))
            scores[name] = {
                "items": len(chosen),
                "commonest": percent(Counter(gold).most_common(1)[0][1] / len(gold)),
                "words alone": percent(np.mean([g == w for g, w in zip(gold, words, strict=True)])),
                "right": percent(np.mean([g == r for g, r in zip(gold, ruled, strict=True)])),
                "macro F1": percent(np.mean(list(f1(gold, ruled).values()))),
                "macro F1 of words alone": percent(np.mean(list(f1(gold, words).values()))),
            }
            print(name, json.dumps(scores[name]))
            print("   ", {k: percent(v) for k, v in sorted(f1(gold, ruled).items())})
    return {"scores": scores, "calibration": calibration, "by_words": rare}


def of_rules(items: list[Item], gold: list[str]) -> dict[str, float]:
    """How often each rule of certainty is right where it holds."""
    out = {}
    for rule, value in RULES.items():
        holds = [rule in ((i.signals.plain or ("",))[0], i.signals.negation) for i in items]
        out[rule] = precision(gold, [value if h else "" for h in holds], value)
    return out


def precision(gold: list[str], given: list[str], value: str) -> float:
    """How often a value is right where it is given, with one right and one wrong added."""
    right = [g == value for g, w in zip(gold, given, strict=True) if w == value]
    return round((sum(right) + 1) / (len(right) + 2), 4)


def f1(gold: Sequence[str], given: Sequence[str]) -> dict[str, float]:
    """F1 of every value that the gold has."""
    out = {}
    for value in sorted(set(gold)):
        both = sum(g == value == w for g, w in zip(gold, given, strict=True))
        out[value] = 2 * both / (gold.count(value) + list(given).count(value)) if both else 0.0
    return out


def percent(share: Any) -> float:
    return round(100 * float(share), 1)


def arrays_of(networks: list[Network], by: Components) -> dict[str, Any]:
    layers = {
        "inner": [n.inner.weight.T for n in networks],
        "inner_bias": [n.inner.bias for n in networks],
        "out": [n.out.weight.T for n in networks],
        "direct": [n.direct.weight.T for n in networks],
        "out_bias": [n.out.bias for n in networks],
    }
    out = {name: torch.stack(of).detach().contiguous().numpy().astype(np.float16) for name, of in layers.items()}
    return out | {
        "means": by.means.astype(np.float16),
        "axes": by.axes.astype(np.float16),
    }


def written(packed: dict[str, Any], found: dict[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "stance.npz"
    np.savez_compressed(path, **packed)
    card = json.loads(Path(__file__).with_name("stance_card.json").read_text("utf8"))
    data = path.read_bytes()
    card["files"] = [{"name": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}]
    card |= found
    (folder / "stance.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf8")
    print(f"{path}: {len(data)} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=Path(__file__).with_name("stance_labels.tsv"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--states", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.jobs)
    began = time.monotonic()
    items = all_items(options.data, options.labels, options.states, options.jobs)
    print(f"{len(items)} items, {time.monotonic() - began:.0f} s")
    by = components_of(items)
    found = scored(items, cross_validated(items, by, options.folds))
    if options.out:
        networks = [fit(items, by, seed) for seed in range(NETWORKS)]
        written(arrays_of(networks, by), found, options.out)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
