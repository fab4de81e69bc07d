"""Train the model of references: which phrases a text has, and what a pronoun or a description stands for.

usage: python -m training.references --data DATA [--out FOLDER] [--checkpoint RUN] [--states CACHE]

The states are those of the packaged encoder, or of a training run with --checkpoint; they are not changed here. Printed
are the figures of folds of the train part, which the thresholds are chosen by, and those of the dev part by a model of
the train part alone. With --out the model of both parts is written to FOLDER/references.npz, its card to
references.json.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import pickle  # of states that this script kept itself
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from rashomon.models import claim_model
from rashomon.read.cast.coreference import cast_of, resolve_with
from rashomon.read.cast.phrases import VECTOR, Phrase, phrases_in, rows_of
from rashomon.read.cast.referring import FEATURES, by_hand, features_of, pairs_of, table_of
from rashomon.read.names.mentions import find_mentions, settle
from rashomon.read.names.naming import NAME_TAGS, PHRASE_TAGS
from rashomon.read.states import States, see
from rashomon.read.tagging import encode, words_between
from rashomon.read.wordpieces import packaged
from rashomon.records import Document, Mention, Zone
from training.entities import base_phrases, joined
from training.evaluate import TorchReader
from training.model import Network

HIDDEN, MIDDLE = 48, 24
PASSES, RATE, DECAY, DROP, BATCH = 5, 2e-3, 1e-2, 0.3, 4
"""Few passes: the encoder itself learned from the train part, so that its states are better there than elsewhere."""
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
    given: torch.Tensor
    left: torch.Tensor
    right: torch.Tensor
    table: torch.Tensor
    right_ones: torch.Tensor
    weights: torch.Tensor


def evaluation(name: str = "coreference"):
    """The task of evals/, which knows the gold."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent.parent / "evals" / f"{name}.py")
    sys.path.insert(0, str(Path(__file__).parent.parent / "evals"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


EVAL = evaluation()
GOLD: dict[str, object] = {}
SPANS: dict[str, list] = {}


def gold_of(row: dict):
    """The gold of a document, made once."""
    if row["id"] not in GOLD:
        GOLD[row["id"]] = EVAL.gold_of(row)
    return GOLD[row["id"]]


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
    if row["id"] in SPANS:
        return SPANS[row["id"]]
    text, places = "", []
    for tokens in row["sentences"]:
        line, at = joined(tokens, True)
        text += "\n" if text else ""
        places += [(len(text) + a, len(text) + b) for a, b in at]
        text += line
    tokens = [t for s in row["sentences"] for t in s]
    found = [(places[a][0], places[b - 1][1], kind, c) for a, b, kind, c in base_phrases(tokens, row["mentions"])]
    SPANS[row["id"]] = found
    return found


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
    f, given = np.zeros((0, FEATURES), np.float32), np.zeros(0, np.float32)
    if asked:
        rows_table = table_of(cast.items)
        f = features_of(rows_table, left, right)
        given = by_hand(rows_table, left, right, f)
    width = max([b - a for a, b, _, _ in groups], default=1)
    table, good = np.full((len(groups), width), len(left)), np.zeros((len(groups), width), np.bool_)
    for g, (a, b, ones, _) in enumerate(groups):
        table[g, : b - a] = np.arange(a, b)
        good[g, ones] = True
    weights = np.array([w for *_, w in groups], np.float32)
    tensors = (torch.from_numpy(x) for x in (rows, f, given, left, right, table, good, weights))
    return Text(row, document, zones, states, mentions, phrases, *tensors)


def cluster_at(spans, start: int, end: int) -> int | None:
    """The cluster of the base phrase in which a phrase ends."""
    return next((c for a, b, _, c in spans if a < end <= b or (start < b <= end and a < end)), None)


class Scorer(nn.Module):
    """As rashomon.read.cast.referring.scores_of, over rows of states."""

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
        return t.given + self.score(functional.relu(self.middle(self.drop(functional.relu(x)))))[:, 0]


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


def arrays_of(network: Scorer, phrase_head, sure) -> dict[str, np.ndarray]:
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
        "sure": sure,
    }
    return {k: np.ascontiguousarray(v.detach().numpy() if isinstance(v, torch.Tensor) else v) for k, v in own.items()}


def marks(texts: list[Text], model: dict[str, np.ndarray]) -> list:
    """Marks of all pronouns, read with a model end to end."""
    out = []
    for t in texts:
        phrases = phrases_in(t.states, model) if model else t.phrases
        resolution = resolve_with(t.document, t.mentions, phrases, model)
        gold = gold_of(t.row)
        out += EVAL.marks_of(gold, lambda x, r=resolution: EVAL.places_of(r, x))
    return out


@dataclass
class Part:
    """Documents of a file with their states."""

    rows: list[dict]
    states: list[States]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--names", action="store_true", help="take names from the layer of the --checkpoint")
    parser.add_argument(
        "--states", type=Path, help="keep the states of both parts here, and take them from here the next time"
    )
    o = parser.parse_args()
    torch.set_num_threads(1)
    if o.names:
        kept = torch.load(o.checkpoint, map_location="cpu")["average"]
        globals()["HEADS"] = (kept["names.weight"].numpy().T, kept["names.bias"].numpy())
    began = time.time()
    parts = {name: part_of(o, name) for name in ("train", "dev")}
    print(f"states after {time.time() - began:.0f} s", flush=True)
    head = fit_phrases(phrase_pairs(parts["train"]))
    texts = {k: texts_of(p, head) for k, p in parts.items()}
    print(f"{sum(len(t.weights) for t in texts['train'])} questions of train, {time.time() - began:.0f} s", flush=True)
    held = []
    for fold in range(FOLDS):
        mine = [t for i, t in enumerate(texts["train"]) if i % FOLDS != fold]
        network = train(mine, fold)
        held += marks([t for i, t in enumerate(texts["train"]) if i % FOLDS == fold], arrays_of(network, head, OPEN))
    print(f"folds of train after {time.time() - began:.0f} s", flush=True)
    sure = sureness(held)
    print("thresholds, biases, slopes", sure.round(3).tolist())
    model = arrays_of(train(texts["train"], 0), head, sure)
    print("dev, by a model of train alone")
    scored = marks(texts["dev"], model)
    scores = EVAL.table(scored)
    reliability(scored)
    if o.out:
        everything = Part(parts["train"].rows + parts["dev"].rows, parts["train"].states + parts["dev"].states)
        head = fit_phrases(phrase_pairs(everything))
        final = arrays_of(train(texts_of(everything, head), 0), head, sure)
        write(o.out, final, scores)
    print(f"{time.time() - began:.0f} s")


OPEN = np.array([[0.0, 0.0, 1.0]] * 3, np.float32)
"""No threshold and no calibration, to find them by."""
GOAL = (0.85, 0.7, 0.7)
"""Of the answers of each group of pronouns, what the threshold is to keep right on folds."""


def sureness(held: list) -> np.ndarray:
    """For each group of pronouns the calibration of its answers and the least probability that keeps GOAL right."""
    out = []
    for kinds, goal in zip(EVAL.GROUPS, GOAL, strict=True):
        mine = [m for m in held if m.kind in kinds and m.answered]
        x = torch.tensor([min(max(m.p, 1e-4), 1 - 1e-4) for m in mine]).logit()
        y = torch.tensor([float(m.same) for m in mine])
        line = torch.tensor([0.0, 1.0], requires_grad=True)
        optimiser = torch.optim.LBFGS([line], max_iter=100)

        def closure(line=line, optimiser=optimiser, x=x, y=y):
            optimiser.zero_grad()
            loss = functional.binary_cross_entropy_with_logits(line[0] + line[1] * x, y)
            loss = loss + 0.01 * ((line - torch.tensor([0.0, 1.0])) ** 2).sum()
            loss.backward()
            return loss

        optimiser.step(closure)
        bias, slope = line.detach().tolist()
        p = torch.sigmoid(bias + slope * x)
        asked = [(float(q), m.same) for q, m in zip(p, mine, strict=True)]
        total = sum(m.somebody for m in held if m.kind in kinds)
        least = 0.5
        print(f"{'/'.join(kinds)}: {total} stand for somebody, {len(mine)} answered on folds of train")
        for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
            answered = [r for q, r in asked if q >= t]
            share, right = len(answered) / max(total, 1), sum(answered) / max(len(answered), 1)
            print(f"  p >= {t}: answered {share:.3f}, right {right:.3f}")
        for t in np.arange(0.3, 0.96, 0.01):
            answered = [r for q, r in asked if q >= t]
            if answered and sum(answered) / len(answered) >= goal:
                least = float(t)
                break
        else:
            least = 0.9
        out.append([least, bias, slope])
    return np.array(out, np.float32)


def reliability(scored: list) -> None:
    """Print how often answers of a probability are right."""
    mine = [m for m in scored if m.answered]
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9):
        some = [m for m in mine if low <= m.p < (low + 0.1 if low else 0.5) or (low == 0.9 and m.p >= 1)]
        if some:
            mean, right = np.mean([m.p for m in some]), np.mean([m.same for m in some])
            print(f"  p {low:.1f}: {len(some)} answers, mean p {mean:.2f}, right {right:.2f}")


def part_of(o: argparse.Namespace, name: str) -> Part:
    rows = [json.loads(x) for x in (o.data / "coref" / f"gum_{name}.jsonl").open(encoding="utf8")]
    kept = pickle.loads(o.states.read_bytes()) if o.states and o.states.is_file() else {}  # noqa: S301
    reader = reader_of(o.checkpoint) if any(r["id"] not in kept for r in rows) else None
    states = [seen(gold_of(r), reader, kept) for r in rows]
    if o.states and reader is not None:
        kept |= {
            r["id"]: (s.tags.astype(np.float16), s.hidden.astype(np.float16)) for r, s in zip(rows, states, strict=True)
        }
        o.states.write_bytes(pickle.dumps(kept))
    return Part(rows, states)


def reader_of(checkpoint: Path | None):
    """The packaged encoder, or that of a training run."""
    if checkpoint is None:
        return claim_model()
    network = Network(0.0)
    network.load_state_dict(torch.load(checkpoint, map_location="cpu")["average"])
    return TorchReader(network)


def phrase_pairs(part: Part):
    """States of words with their phrase tags."""
    return [(s.at_words, phrase_labels(r, s)) for r, s in zip(part.rows, part.states, strict=True)]


def texts_of(part: Part, head) -> list[Text]:
    return [text_of(r, s, head, names_of) for r, s in zip(part.rows, part.states, strict=True)]


def names_of(document: Document, zones: tuple[Zone, ...], states: States) -> list[Mention]:
    """The names as the product finds them."""
    if HEADS is not None:
        return names_by_head(states, *HEADS)
    return settle(document, zones, find_mentions(states))


HEADS: tuple[np.ndarray, np.ndarray] | None = None
"""The names' layer of a training run, instead of the packaged model of names."""


def names_by_head(states: States, weight: np.ndarray, bias: np.ndarray) -> list[Mention]:
    """Names by a layer over the states of words."""
    tags = [NAME_TAGS[i] for i in (states.at_words @ weight + bias).argmax(1)]
    kinds = {"PER": "person", "ORG": "organisation", "LOC": "place"}
    found: list[list] = []
    for i, tag in enumerate(tags):
        if tag[0] == "B" or (tag[0] == "I" and (not found or found[-1][1] != i - 1 or found[-1][2] != tag[2:])):
            found.append([i, i, tag[2:]])
        elif tag[0] == "I":
            found[-1][1] = i
    spans = [(*states.span(a, b), kinds[k]) for a, b, k in found if k in kinds]
    return [Mention(id=f"d.m{a}", start=a, end=b, kind=kind) for a, b, kind in spans]


def write(out: Path, model: dict[str, np.ndarray], scores: dict[str, float]) -> None:
    """The arrays, in half precision, and their card."""
    arrays = {k: v.astype(np.float32 if k == "sure" else np.float16) for k, v in sorted(model.items())}
    path = out / "references.npz"
    np.savez_compressed(path, **arrays)
    card = json.loads((Path(__file__).parent / "references_card.json").read_text("utf8"))
    data = path.read_bytes()
    card["files"] = [{"name": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}]
    card["scores"] = {"GUM dev, by a model of the train part alone, %": scores}
    (out / "references.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf8", newline="\n")


if __name__ == "__main__":
    main()
