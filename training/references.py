"""Train the model of references: which phrases a text has, and what a pronoun or a description stands for.

usage: python -m training.references --data DATA [--out FOLDER] [--checkpoint RUN] [--states CACHE]

The states are those of the packaged encoder, or of a training run with --checkpoint; they are not changed here. Printed
are the figures of folds of the train part, which the thresholds are chosen by, and those of the dev part by a model of
the train part alone. With --out the model of both parts is written to FOLDER/references.npz, its card to references.json.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import pickle
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from rashomon.read.coreference import cast_of, resolve_with
from rashomon.read.naming import PHRASE_TAGS
from rashomon.read.phrases import VECTOR, Phrase, phrases_in, rows_of
from rashomon.read.referring import FEATURES, features_of, pairs_of, table_of
from rashomon.read.states import States, see
from rashomon.read.tagging import encode, words_between
from rashomon.read.wordpieces import packaged
from rashomon.records import Document, Mention, Zone
from training.entities import GUM_KINDS, base_phrases, joined

HIDDEN, MIDDLE = 48, 24
PASSES, RATE, DECAY, DROP, BATCH = 8, 3e-3, 1e-2, 0.3, 4
FOLDS = 5
SEEDS = 3
"""Networks whose scores are averaged in the figures of folds and in what ships."""


@dataclass
class Text:
    """A GUM document with its states, and what is asked of it."""

    row: dict
    document: Document
    zones: tuple[Zone, ...]
    states: States
    mentions: list[Mention]
    phrases: list[Phrase]
    rows: torch.Tensor
    features: torch.Tensor
    left: torch.Tensor
    right: torch.Tensor
    table: torch.Tensor
    right_ones: torch.Tensor
    weights: torch.Tensor


def evaluation(name: str = "coreference"):
    """The task of evals/, which knows the gold."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent.parent / "evals" / f"{name}.py")
    import sys

    sys.path.insert(0, str(Path(__file__).parent.parent / "evals"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


EVAL = evaluation()


def seen(gold, reader, kept: dict | None) -> States:
    """The states of a document, from the cache when they lie there."""
    encoded = encode(gold.text, packaged())
    if kept is not None and gold.id in kept:
        tags, hidden = kept[gold.id]
        stops = np.append(encoded.piece[1:], len(encoded.ids)) - 1
        return States(0, gold.text, encoded, [], tags.astype(np.float32), hidden.astype(np.float32), stops)
    return see(gold.text, encoded, reader)


def phrase_labels(row: dict, states: States) -> np.ndarray:
    """The tag number of every word."""
    labels, number = np.zeros(len(states.encoded.start), np.int64), {t: i for i, t in enumerate(PHRASE_TAGS)}
    for start, end, kind, _ in base_spans(row):
        words = words_between(states.encoded, start, end)
        if words:
            labels[words[0]] = number[f"B-{kind}"]
            labels[words[0] + 1 : words[1] + 1] = number[f"I-{kind}"]
    return labels


def base_spans(row: dict) -> list[tuple[int, int, str, int]]:
    """Base phrases as spans of characters, with kind and cluster."""
    text, places = "", []
    for tokens in row["sentences"]:
        line, at = joined(tokens, True)
        text += "\n" if text else ""
        places += [(len(text) + a, len(text) + b) for a, b in at]
        text += line
    tokens = [t for s in row["sentences"] for t in s]
    return [(places[a][0], places[b - 1][1], kind, c) for a, b, kind, c in base_phrases(tokens, row["mentions"])]


def fit_phrases(pairs: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """A linear layer from the state of a word to its phrase tag."""
    torch.manual_seed(0)
    x = torch.from_numpy(np.concatenate([a for a, _ in pairs]).astype(np.float32))
    y = torch.from_numpy(np.concatenate([b for _, b in pairs]))
    layer = nn.Linear(x.shape[1], len(PHRASE_TAGS))
    steps = 12 * (len(x) // 2048 + 1)
    optimiser = torch.optim.AdamW(layer.parameters(), lr=2e-3, weight_decay=1e-3)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: 1 - i / steps)
    for _ in range(steps):
        chosen = torch.randint(len(x), (2048,))
        loss = functional.cross_entropy(layer(x[chosen]), y[chosen])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rate.step()
    return layer.weight.detach().numpy().T.copy(), layer.bias.detach().numpy().copy()


def text_of(row: dict, states: States, phrase_head, names) -> Text:
    """A document with its items, the pairs asked for and which of them are right."""
    model = {"phrases": phrase_head[0], "phrases_bias": phrase_head[1]}
    document = Document(id="d", name=row["id"], sha256="", media_type="text/plain", encoding="utf8", text=states.text)
    zones = (Zone(start=0, end=len(states.text), kind="body"),)
    mentions, phrases = names(document, zones, states), phrases_in(states, model)
    cast, _ = cast_of(states.text, mentions, phrases)
    asked = cast.asked()
    left, right, begins = pairs_of(cast.items, asked)
    rows = np.zeros((len(cast.items), 2 * states.hidden.shape[1]), np.float32)
    whole = {(p.start, p.end) for p in phrases}
    places = [(i, states.words(x.phrase.start, x.phrase.end)) for i, x in enumerate(cast.items)]
    real = [(i, w) for i, w in places if w and (cast.items[i].phrase.start, cast.items[i].phrase.end) in whole]
    rows[[i for i, _ in real]] = rows_of(states, [w for _, w in real])
    spans = base_spans(row)
    clusters = [cluster_at(spans, item.start, item.end) for item in cast.items]
    groups = []
    for k, q in enumerate(asked):
        a, b = int(begins[k]), int(begins[k + 1])
        if clusters[q] is None:
            continue
        ones = [i - a for i in range(a + 1, b) if clusters[right[i]] == clusters[q]]
        groups.append((a, b, ones or [0], 1.0 if cast.items[q].pronoun else 0.5))
    f = features_of(table_of(cast.items), left, right) if asked else np.zeros((0, FEATURES), np.float32)
    width = max([b - a for a, b, _, _ in groups], default=1)
    table, good = np.full((len(groups), width), len(left)), np.zeros((len(groups), width), np.bool_)
    for g, (a, b, ones, _) in enumerate(groups):
        table[g, : b - a] = np.arange(a, b)
        good[g, ones] = True
    weights = np.array([w for *_, w in groups], np.float32)
    tensors = (torch.from_numpy(x) for x in (rows, f, left, right, table, good, weights))
    return Text(row, document, zones, states, mentions, phrases, *tensors)


def cluster_at(spans, start: int, end: int) -> int | None:
    """The cluster of the base phrase in which a phrase ends."""
    return next((c for a, b, _, c in spans if a < end <= b or (a < end and start < b and b <= end)), None)


class Scorer(nn.Module):
    """As rashomon.read.referring.scores_of, over rows of states."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.refer = nn.Linear(width, VECTOR)
        self.left = nn.Linear(VECTOR, HIDDEN, bias=False)
        self.right = nn.Linear(VECTOR, HIDDEN, bias=False)
        self.both = nn.Linear(VECTOR, HIDDEN, bias=False)
        self.features = nn.Linear(FEATURES, HIDDEN)
        self.middle = nn.Linear(HIDDEN, MIDDLE)
        self.score = nn.Linear(MIDDLE, 1, bias=False)
        self.drop = nn.Dropout(DROP)

    def forward(self, t: Text) -> torch.Tensor:
        some = (t.right >= 0)[:, None].float()
        known = (t.rows.abs().sum(1, keepdim=True) > 0).float()
        vectors = self.drop(self.refer(self.drop(t.rows)) * known)
        before = t.right.clamp(min=0)
        both = self.both(vectors[t.left] * (vectors[before] * some))
        x = self.left(vectors)[t.left] + self.right(vectors)[before] * some + both + self.features(t.features)
        return self.score(functional.relu(self.middle(self.drop(functional.relu(x)))))[:, 0]


def train(texts: list[Text], seed: int, passes: int = PASSES) -> Scorer:
    """A scorer of the pairs of these texts."""
    torch.manual_seed(seed)
    network = Scorer(texts[0].rows.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = passes * math.ceil(len(texts) / BATCH)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    for _ in range(passes):
        order = torch.randperm(len(texts)).tolist()
        for at in range(0, len(order), BATCH):
            batch = [texts[i] for i in order[at : at + BATCH] if len(texts[i].weights)]
            total, weight = torch.zeros(()), 0.0
            for t in batch:
                scores = functional.pad(network(t), (0, 1), value=-1e4)[t.table]
                misses = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~t.right_ones, -1e4), 1)
                total = total + (t.weights * misses).sum()
                weight += float(t.weights.sum())
            optimiser.zero_grad()
            (total / max(weight, 1)).backward()
            optimiser.step()
            rate.step()
    return network.eval()


def arrays_of(network: Scorer, phrase_head) -> dict[str, np.ndarray]:
    """The arrays of the packaged model."""
    own = {
        "phrases": phrase_head[0],
        "phrases_bias": phrase_head[1],
        "refer": network.refer.weight.T,
        "refer_bias": network.refer.bias,
        "pair_left": network.left.weight.T,
        "pair_right": network.right.weight.T,
        "pair_both": network.both.weight.T,
        "pair_features": network.features.weight.T,
        "pair_bias": network.features.bias,
        "pair_middle": network.middle.weight.T,
        "pair_middle_bias": network.middle.bias,
        "pair_score": network.score.weight.T,
    }
    return {k: np.ascontiguousarray(v.detach().numpy() if isinstance(v, torch.Tensor) else v) for k, v in own.items()}


def marks(texts: list[Text], model: dict[str, np.ndarray]) -> list:
    """Marks of all pronouns, read with a model end to end."""
    out = []
    for t in texts:
        phrases = phrases_in(t.states, model) if model else t.phrases
        resolution = resolve_with(t.document, t.mentions, phrases, model)
        gold = EVAL.gold_of(t.row)
        out += EVAL.marks_of(gold, lambda x, r=resolution: EVAL.places_of(r, x))
    return out
