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
from rashomon.read.passages import SOURCE, passage_between, passage_of, states_of
from rashomon.read.quotations import find_quotations
from rashomon.read.claims import form_of
from rashomon.read.stance import FIELDS, OPENING, Signals, claim_signals, signals_of
from rashomon.read.states import States, see
from rashomon.read.tagging import encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Claim, Fragment

REDUCED, WIDTH, INNER, HEADS = 128, 48, 64, 6
NETWORKS, IN_FOLDS = 3, 1
"""Networks whose probabilities are averaged: in what ships, and in each fold."""

PASSES, BATCH, RATE, DECAY = 24, 32, 3e-3, 0.02
DROP_STATES, DROP_PARTS, SMOOTH = 0.2, 0.5, 0.05
WORDS_WEIGHT = 0.3
"""Of the loss that teaches the first head of attention to look at the words that speak of evidence."""

BY_WORDS = {
    "attitude": ("claim_responsibility", "threaten"),
    "certainty": (),
    "evidence": ("withheld", "requested", "circumstantial", "shown"),
}
"""Values with too few examples to be learned: the lexicon alone gives them."""


@dataclass
class Item:
    """One labelled claim or sentence; a target of -1 counts for nothing."""

    article: str
    own: bool
    signals: Signals
    states: Any
    roles: Any
    targets: list[int]
    marked: Any


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
            claim = Claim(id="", doc="", source=source, cue=cue, content=content, form=form, p=1, zone="body", making="")
            passage = passage_of(states, claim)
            signals = claim_signals(states, claim, passage) if passage else None
        else:
            passage = passage_between(states, content[0].start, content[0].end)
            signals = signals_of(passage, "", "", "", "indirect") if passage else None
        if passage is None or signals is None:
            continue
        marked = np.zeros(len(passage.words), np.float32)
        for fragment in spans(row[9]) if len(row) > 9 else ():
            run = states.words(fragment.start, fragment.end)
            if run:
                marked[[run[0] <= n <= run[1] for n in passage.numbers]] = 1
        targets = [target(field, value) for field, value in zip(FIELDS, row[4:7], strict=True)]
        seen = states_of(states, passage).astype(np.float16)
        out.append(Item(row[0], not cue, signals, seen, np.array(passage.roles), targets, marked))
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
    """What `rashomon.read.stance` computes, on states reduced to their main components; the same names."""

    def __init__(self, signals: int) -> None:
        super().__init__()
        outputs = sum(len(values) for values in FIELDS.values())
        self.words = nn.Linear(REDUCED, WIDTH, bias=False)
        self.roles = nn.Embedding(4, WIDTH)
        nn.init.normal_(self.roles.weight, std=0.2)
        self.attend = nn.Linear(WIDTH, HEADS, bias=False)
        self.inner = nn.Linear((4 + HEADS) * WIDTH + signals, INNER)
        self.out = nn.Linear(INNER + signals, outputs)
        self._trust_the_words()
        self.drop_states, self.drop_parts = nn.Dropout(DROP_STATES), nn.Dropout(DROP_PARTS)

    def _trust_the_words(self) -> None:
        """Begin with what the lexicons say; training takes back what does not hold."""
        with torch.no_grad():
            direct = self.out.weight[:, INNER:]
            direct.zero_()
            values = len(FIELDS["attitude"])
            for k in range(values):
                direct[k, k + 1] = 2.0
            for k in range(len(FIELDS["certainty"])):
                direct[values + k, values + 1 + k] = 1.0

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        roles, masks = batch["roles"], batch["masks"]
        rows = self.drop_states(batch["states"])
        words = torch.tanh(self.words(rows) + self.roles(roles.clamp(min=0)))
        scores = self.attend(words).masked_fill((roles < 0)[..., None], -1e9)
        attended = torch.softmax(scores, dim=1)
        means = torch.einsum("bkn,bnd->bkd", masks, words) / masks.sum(-1, keepdim=True).clamp(min=1)
        pooled = torch.einsum("bnh,bnd->bhd", attended, words)
        parts = self.drop_parts(torch.cat([means.flatten(1), pooled.flatten(1)], dim=1))
        inner = torch.relu(self.inner(torch.cat([parts, batch["signals"]], dim=1)))
        return self.out(torch.cat([self.drop_parts(inner), batch["signals"]], dim=1)), attended[..., 0]


def batch_of(items: Sequence[Item]) -> dict[str, torch.Tensor]:
    longest = max(len(i.roles) for i in items)
    count, width = len(items), items[0].states.shape[1]
    states = np.zeros((count, longest, width), np.float32)
    roles = np.full((count, longest), -1, np.int64)
    masks = np.zeros((count, 4, longest), np.float32)
    marked = np.zeros((count, longest), np.float32)
    for k, item in enumerate(items):
        n = len(item.roles)
        states[k, :n], roles[k, :n], marked[k, :n] = item.states, item.roles, item.marked
        for role in range(3):
            masks[k, role, :n] = item.roles == SOURCE + role
        masks[k, 3, np.flatnonzero(item.roles == SOURCE + 2)[:OPENING]] = 1
    return {
        "states": torch.from_numpy(states),
        "roles": torch.from_numpy(roles),
        "masks": torch.from_numpy(masks),
        "marked": torch.from_numpy(marked),
        "signals": torch.from_numpy(np.stack([i.signals.row for i in items])),
        "targets": torch.tensor([i.targets for i in items]),
    }


def by_field(scores: torch.Tensor) -> list[torch.Tensor]:
    return list(torch.split(scores, [len(values) for values in FIELDS.values()], dim=1))


def loss_of(network: Network, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    scores, looked = network(batch)
    total = torch.zeros(())
    for number, part in enumerate(by_field(scores)):
        gold = batch["targets"][:, number]
        if bool((gold >= 0).any()):
            total = total + nn.functional.cross_entropy(part, gold, ignore_index=-1, label_smoothing=SMOOTH)
    has = batch["marked"].sum(1) > 0
    if bool(has.any()):
        there = (looked * batch["marked"]).sum(1)[has].clamp(min=1e-6)
        total = total - WORDS_WEIGHT * there.log().sum() / len(has)
    return total


@dataclass
class Components:
    """The mean of the states, and their main components (WIDTH, REDUCED), each scaled to spread by one."""

    mean: Any
    axes: Any


def components_of(items: list[Item]) -> Components:
    rows = np.concatenate([i.states[::3] for i in items]).astype(np.float32)
    mean = rows.mean(0)
    values, vectors = np.linalg.eigh(np.cov((rows - mean).T))
    axes = vectors[:, ::-1][:, :REDUCED] / np.sqrt(values[::-1][:REDUCED])
    # A component's sign is chance: the largest entry is made positive, so that every run has the same.
    signs = np.sign(axes[np.abs(axes).argmax(0), np.arange(REDUCED)])
    return Components(mean, (axes * signs).astype(np.float32))


def reduced(items: list[Item], by: Components) -> None:
    """Replaces the states of the items by their components."""
    for item in items:
        item.states = (item.states.astype(np.float32) - by.mean) @ by.axes


def fit(items: list[Item], seed: int) -> Network:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = Network(len(items[0].signals.row))
    # Passages of like length go together.
    order = sorted(items, key=lambda i: len(i.roles) + chance.random() * 20)
    batches = [batch_of(order[k : k + BATCH]) for k in range(0, len(order), BATCH)]
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=PASSES * len(batches))
    network.train()
    for _ in range(PASSES):
        chance.shuffle(batches)
        for batch in batches:
            optimiser.zero_grad()
            loss_of(network, batch).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            schedule.step()
    return network.eval()


def chances_of(networks: list[Network], items: list[Item]) -> list[np.ndarray[Any, Any]]:
    """For each field the mean probabilities (items, values)."""
    out: list[list[np.ndarray[Any, Any]]] = [[] for _ in FIELDS]
    with torch.no_grad():
        for k in range(0, len(items), 64):
            batch = batch_of(items[k : k + 64])
            found = [[torch.softmax(p, 1).numpy() for p in by_field(network(batch)[0])] for network in networks]
            for number in range(len(FIELDS)):
                out[number].append(np.mean([each[number] for each in found], axis=0))
    return [np.concatenate(parts) for parts in out]


def folds_of(items: list[Item], count: int) -> list[set[str]]:
    articles = sorted({i.article for i in items})
    random.Random(11).shuffle(articles)
    return [set(articles[fold::count]) for fold in range(count)]


def cross_validated(items: list[Item], count: int) -> list[np.ndarray[Any, Any]]:
    """For each item what networks say that saw nothing of its article."""
    out = [np.zeros((len(items), len(values)), np.float32) for values in FIELDS.values()]
    for number, held in enumerate(folds_of(items, count)):
        inside = [k for k, i in enumerate(items) if i.article in held]
        rest = [i for i in items if i.article not in held]
        networks = [fit(rest, 100 * number + seed) for seed in range(IN_FOLDS)]
        for found, all_of in zip(chances_of(networks, [items[k] for k in inside]), out, strict=True):
            all_of[inside] = found
        print(f"fold {number + 1} of {count}: {len(inside)} items", flush=True)
    return out


def lexicon_of(item: Item, field: str) -> str:
    """The value that the words alone give."""
    if field == "evidence":
        return item.signals.evidence[0].kind if item.signals.evidence else "none"
    return str(getattr(item.signals, field))


def logistic(p: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> list[float]:
    """Slope and bias that make the probability of the best value honest (Platt), the slope at least a little."""
    x = torch.from_numpy(np.log(p / (1 - p)).astype(np.float64))
    y = torch.from_numpy(right.astype(np.float64))
    weights = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def step() -> torch.Tensor:
        optimiser.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(x * weights[0] + weights[1], y)
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
            if not chosen or own and field != "certainty":
                continue
            gold = [values[items[k].targets[number]] for k in chosen]
            words = [lexicon_of(items[k], field) for k in chosen]
            best = [values[int(chances[number][k].argmax())] for k in chosen]
            ruled = [w if w in BY_WORDS[field] else b for w, b in zip(words, best, strict=True)]
            p = np.clip([chances[number][k].max() for k in chosen], 1e-4, 1 - 1e-4)
            right = np.array([g == b for g, b in zip(gold, best, strict=True)])
            name = "own voice" if own else field
            calibration[name] = logistic(p, right)
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
            if not own:
                rare[field] = {v: precision(gold, words, v) for v in BY_WORDS[field]}
    return {"scores": scores, "calibration": calibration, "by_words": rare}


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
    out: dict[str, Any] = {"networks": np.array(len(networks)), "mean": by.mean}
    for number, network in enumerate(networks):
        layers = {
            "words": torch.from_numpy(by.axes) @ network.words.weight.T,
            "roles": network.roles.weight,
            "attend": network.attend.weight.T,
            "inner": network.inner.weight.T,
            "inner_bias": network.inner.bias,
            "out": network.out.weight.T,
            "out_bias": network.out.bias,
        }
        for name, tensor in layers.items():
            out[f"{name}{number}"] = tensor.detach().contiguous().numpy().astype(np.float16)
    return out


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
    reduced(items, by)
    found = scored(items, cross_validated(items, options.folds))
    if options.out:
        written(arrays_of([fit(items, seed) for seed in range(NETWORKS)], by), found, options.out)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
