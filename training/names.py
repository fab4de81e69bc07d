"""Train the model of names over the states of the encoder: names, actors, and whether a text reports on conflict.

usage: python -m training.names --data DATA [--out FOLDER] [--weights runs/D.pt] [--cache FOLDER]

DATA holds entities/, coref/ and attribution/. The states are those of the encoder that ships (int8), or of a network in
training (--weights). First the model is trained without uner_ewt_dev and the last tenth of re3d_train and scored on
them; then, with --out, on everything, and written to FOLDER/names.npz with its card. Ten minutes on two cores.
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
from torch.nn import functional

from rashomon.read.mentions import find_mentions, settle
from rashomon.read.naming import FEATURES, NAME_TAGS, allowed, features_of, hashes
from rashomon.read.states import States, see
from rashomon.read.tagging import WINDOW, Encoded, encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Document
from training.data import load
from training.entities import IGNORE, bio_rows, gum, joined, silver, word_labels
from training.train import MISC, SILVER, kept_of
from training.web_names import people, places, web_rows

WIDTH = 384
HIDDEN = {"names": 128, "actors": 96}
PASSES = {"names": 8, "actors": 14}
DROP, RATE, DECAY, BATCH = 0.3, 2e-3, 0.02, 1024
SEED = 7
SILVER_ARTICLES = 100
WEB = 8
"""How often each invented sentence is filled."""


@dataclass
class Text:
    """A text to learn from: labels by word, IGNORE where nothing is known, and what the encoder and the lists say."""

    text: str
    encoded: Encoded
    origin: str
    names: np.ndarray | None = None
    actors: np.ndarray | None = None
    soft: bool = False
    war: float | None = None
    hidden: np.ndarray | None = None
    features: np.ndarray | None = None


@dataclass(frozen=True)
class Origin:
    """Where texts come from and what their labels mean: a layer, whether "outside" may be MISC, reports of conflict or
    not; how many sentences make a text, how often tokens stand a space apart and capitals are lost."""

    name: str
    layer: str = "names"
    soft: bool = False
    war: float = 0.0
    sizes: tuple[int, ...] = (1, 1, 1, 2, 4)
    spaced: float = 0.5
    lower: float = 0.06


def text_of(rows: list[dict], origin: Origin, chance: random.Random) -> Text:
    """Sentences as one text, set as print or with spaces between all tokens, now and then without capitals."""
    natural, gap = chance.random() >= origin.spaced, chance.choice((" ", "\n", "\n\n"))
    text, spots, labels = "", [], []
    for row in rows:
        line, at = joined(row["tokens"], natural)
        text += gap if text else ""
        spots += [(len(text) + a, len(text) + b) for a, b in at]
        labels += row["labels"]
        text += line
    if chance.random() < origin.lower and len(text.lower()) == len(text):
        text = text.lower()
    encoded = encode(text, packaged())
    found = {origin.layer: word_labels(encoded, spots, labels, NAME_TAGS)}
    return Text(text, encoded, origin.name, soft=origin.soft, war=origin.war, **found)


def texts_of(rows: list[dict], origin: Origin, chance: random.Random) -> list[Text]:
    """A set's sentences in texts of one or some."""
    out, at = [], 0
    while at < len(rows):
        n = chance.choice(origin.sizes)
        out.append(text_of(rows[at : at + n], origin, chance))
        at += n
    return out


def collect(data: Path, share: float) -> list[Text]:
    """All texts, those kept for scoring among them, by origin; of the large sets only a share."""
    folder = data / "entities"
    re3d = bio_rows(folder / "re3d_train.jsonl")
    kept = kept_of(re3d)
    reports = {"layer": "actors", "war": 1.0, "sizes": (1, 1, 2, 6), "lower": 0.0}
    wnut = bio_rows(folder / "wnut17.jsonl")
    sets = [
        (web_rows(WEB, random.Random(SEED)), Origin("web", soft=True, sizes=(1, 1, 1, 2, 3), spaced=0.6)),
        (bio_rows(folder / "uner_pud.jsonl"), Origin("uner_pud", soft=True)),
        (re3d[:kept], Origin("re3d", **reports)),
        (bio_rows(folder / "wikigold.jsonl"), Origin("wikigold")),
        (wnut[: int(len(wnut) * share)], Origin("wnut17")),
        (bio_rows(folder / "uner_ewt_dev.jsonl"), Origin("ewt", soft=True)),
        (re3d[kept:], Origin("re3d kept", **reports)),
    ]
    out = [t for rows, origin in sets for t in texts_of(rows, origin, random.Random(SEED))]
    gum_ = gum_texts(data / "coref" / "gum_train.jsonl") + gum_texts(data / "coref" / "gum_dev.jsonl")
    articles = load(data / "attribution" / "train.jsonl")
    labels = silver(articles, bio_rows(data / SILVER))
    chosen = [(a, x) for a, x in zip(articles, labels, strict=True) if x is not None]
    for some in (gum_, chosen):
        random.Random(SEED).shuffle(some)
    out += gum_[: int(len(gum_) * share)]
    return out + [Text(a.text, a.encoded, "silver", names=x) for a, x in chosen[: int(SILVER_ARTICLES * share)]]


def gum_texts(path: Path) -> list[Text]:
    rows = [json.loads(line) for line in path.open(encoding="utf8")]
    texts = ["\n".join(joined(s, True)[0] for s in row["sentences"]) for row in rows]
    return [Text(t, s.encoded, "gum", names=s.names, soft=True, war=0.0) for t, s in zip(texts, gum(path), strict=True)]


def with_states(texts: list[Text], reader: Any, name: str, cache: Path | None, lists: dict[str, np.ndarray]) -> None:
    """Fill in states and features; states are kept on disk, a file for 500 texts."""
    for low in range(0, len(texts), 500):
        some = texts[low : low + 500]
        digest = hashlib.sha256("\0".join([name, *(t.text for t in some)]).encode()).hexdigest()[:16]
        path = cache / f"names-{digest}.npy" if cache else None
        if path and path.is_file():
            kept = np.load(path)
        else:
            began = time.time()
            kept = states_of(some, reader)
            print(f"states of {len(kept)} words in {time.time() - began:.0f} s", flush=True)
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                np.save(path, kept)
        at = 0
        for t in some:
            n = len(t.encoded.start)
            t.hidden = kept[at : at + n]
            at += n
            t.features = features_of(t.text, t.encoded, lists).astype(np.float16)


def states_of(texts: list[Text], reader: Any) -> np.ndarray:
    """States of the words of texts, one after another."""
    rows: dict[int, np.ndarray] = {}
    if hasattr(reader, "network"):
        short = sorted(
            (i for i, t in enumerate(texts) if 0 < len(t.encoded.ids) <= WINDOW),
            key=lambda i: len(texts[i].encoded.ids),
        )
        for low in range(0, len(short), 48):
            rows |= batch_of({i: texts[i].encoded for i in short[low : low + 48]}, reader)
    for i, t in enumerate(texts):
        if i not in rows:
            rows[i] = see(t.text, t.encoded, reader).at_words.astype(np.float16).reshape(-1, WIDTH)
    return np.concatenate([rows[i] for i in range(len(texts))])


@torch.no_grad()
def batch_of(some: dict[int, Encoded], reader: Any) -> dict[int, np.ndarray]:
    """States of short texts by a network in training, all at once; the encoder that ships takes one at a time."""
    pieces, width = packaged(), max(len(e.ids) for e in some.values()) + 2
    ids = torch.zeros(len(some), width, dtype=torch.long)
    features = torch.zeros(len(some), width, 3, dtype=torch.long)
    bias = torch.zeros(len(some), 1, 1, width, dtype=torch.bool)
    for row, e in enumerate(some.values()):
        n = len(e.ids)
        ids[row, 0], ids[row, n + 1] = pieces.opening, pieces.closing
        ids[row, 1 : n + 1], features[row, 1 : n + 1] = torch.from_numpy(e.ids), torch.from_numpy(e.features)
        bias[row, ..., : n + 2] = True
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = reader.network(ids, features, bias)[2].float().numpy().astype(np.float16)
    return {i: states[row, e.piece + 1] for row, (i, e) in enumerate(some.items())}


class Head(nn.Module):
    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.first = nn.Linear(3 * (WIDTH + FEATURES), hidden)
        self.out = nn.Linear(hidden, len(NAME_TAGS))
        self.drop = nn.Dropout(DROP)

    def forward(self, x):
        if self.training:  # one mask for all words of a batch: drawing one for each takes most of the time
            x = x * ((torch.rand(x.shape[1]) >= DROP) / (1 - DROP))
        return self.out(self.drop(torch.relu(self.first(x))))


def table_of(texts: list[Text], layer: str, weights: dict[str, float]):
    """All labelled words of a layer: rows of state and features, a blank one between texts, and where labels are."""
    rows, places_, labels, soft, weight = [np.zeros((1, WIDTH + FEATURES), np.float16)], [], [], [], []
    at = 1
    for t in texts:
        want = getattr(t, layer)
        if want is None or not len(want):
            continue
        rows += [np.concatenate([t.hidden, t.features], 1), rows[0]]
        known = np.flatnonzero(want != IGNORE)
        places_.append(at + known)
        labels.append(want[known])
        soft.append(np.full(len(known), t.soft))
        weight.append(np.full(len(known), weights.get(t.origin, 1.0), np.float32))
        at += len(want) + 1
    return [torch.from_numpy(np.concatenate(x)) for x in (rows, places_, labels, soft, weight)]


def fit(texts: list[Text], layer: str, weights: dict[str, float], seed: int = 0) -> dict[str, np.ndarray]:
    """A head's arrays."""
    torch.manual_seed(SEED + seed)
    rows, spots, labels, soft, weight = table_of(texts, layer, weights)
    head = Head(HIDDEN[layer])
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    total = PASSES[layer] * (len(spots) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: min(1.0, (i + 1) / 50) * max(0.0, 1 - i / total))
    average, step = {k: v.clone() for k, v in head.state_dict().items()}, 0
    for _ in range(PASSES[layer]):
        for chosen in torch.randperm(len(spots)).split(BATCH):
            at = spots[chosen]
            x = torch.cat([rows[at - 1], rows[at], rows[at + 1]], 1).float()
            scores = torch.log_softmax(head(x), -1)
            want = labels[chosen]
            loss = -scores.gather(1, want[:, None])[:, 0]
            if layer == "names":
                loss = torch.where(soft[chosen] & (want == 0), -torch.logsumexp(scores[:, [0, *MISC]], 1), loss)
            loss = (loss * weight[chosen]).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            rate.step()
            step += 1
            keep = min(0.995, step / (step + 9))
            with torch.no_grad():
                for k, v in head.state_dict().items():
                    average[k].mul_(keep).add_(v, alpha=1 - keep)
    first = average["first.weight"].T.numpy()
    left, own, right = np.split(first, 3)
    found = {"left": left, "own": own, "right": right, "bias": average["first.bias"], "out": average["out.weight"].T}
    found["out_bias"] = average["out.bias"]
    return {f"{layer}_{k}": np.ascontiguousarray(np.asarray(v), np.float16) for k, v in found.items()}


def fit_gate(texts: list[Text]) -> dict[str, np.ndarray]:
    """The logistic regression that tells reports of conflict."""
    chosen = [t for t in texts if t.war is not None and len(t.hidden)]
    x = torch.tensor(np.stack([t.hidden.astype(np.float32).mean(0) for t in chosen]))
    y = torch.tensor([t.war for t in chosen])
    w, b = torch.zeros(WIDTH, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(x @ w + b, y) + 2e-4 * (w * w).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return {"gate": w.detach().numpy().astype(np.float32), "gate_bias": b.detach().numpy().astype(np.float32)}


WEIGHTS = {"silver": 0.5, "wikigold": 0.7, "uner_pud": 1.0, "ewt": 1.5, "wnut17": 0.7, "gum": 0.7}


def fitted(texts: list[Text], lists: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """All arrays of the model."""
    out = {**lists, **fit(texts, "names", WEIGHTS), **fit(texts, "actors", {}), **fit_gate(texts)}
    out["names_transitions"] = out["actors_transitions"] = allowed()
    return out


def name_lists() -> dict[str, np.ndarray]:
    """Hashes of towns and people's names."""
    given, family = people()
    return {"list_towns": hashes(places()[0]), "list_given": hashes(given), "list_family": hashes(family)}


def scorer(data: Path):
    spec = importlib.util.spec_from_file_location("entities", data.parent / "score" / "entities.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_texts(rows: list[dict], origin: str) -> list[Text]:
    """Sentences as the scorer gives them: tokens one space apart, each a document."""
    texts = [" ".join(r["tokens"]) for r in rows]
    return [Text(t, encode(t, packaged()), origin) for t in texts]


def score(texts: list[Text], rows: list[dict], arrays: dict[str, np.ndarray], data: Path) -> dict[str, float]:
    """The public scorer's figures of find_mentions and settle over gold sentences."""
    arrays = {k: v if k.startswith("list_") else v.astype(np.float32) for k, v in arrays.items()}
    predicted = {}
    for i, t in enumerate(texts):
        n = len(t.encoded.start)
        seen = States(
            0,
            t.text,
            words_only(t.encoded),
            [],
            np.zeros((n, 0), np.float32),
            t.hidden.astype(np.float32),
            np.arange(n),
        )
        found = settle(blank(t.text), (), find_mentions(seen, arrays))
        predicted[str(i)] = {"mentions": [{"start": m.start, "end": m.end, "kind": m.kind} for m in found]}
    return scorer(data).score(rows, predicted)


def words_only(e: Encoded) -> Encoded:
    """An encoding whose pieces are its words, to stand with states of words alone."""
    return Encoded(
        e.ids[e.piece],
        e.features[e.piece],
        np.arange(len(e.piece)),
        e.start,
        e.end,
        e.line,
        e.sentence,
        e.quotation,
        e.joint,
    )


def blank(text: str) -> Document:
    return Document(id="d", name="", sha256="", media_type="text/plain", encoding="utf-8", text=text)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path)
    p.add_argument("--weights", type=Path)
    p.add_argument("--cache", type=Path)
    p.add_argument("--share", type=float, default=1.0, help="of the large sets, to try something in less time")
    p.add_argument("--threads", type=int, default=2)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    reader, name = encoder_of(o.weights)
    lists = name_lists()
    texts = collect(o.data, o.share)
    ewt = bio_rows(o.data / "entities" / "uner_ewt_dev.jsonl")
    re3d = bio_rows(o.data / "entities" / "re3d_train.jsonl")
    re3d = re3d[kept_of(re3d) :]
    gold = {"ewt": (gold_texts(ewt, "gold"), ewt), "re3d": (gold_texts(re3d, "gold"), re3d)}
    learned = [t for t in texts if t.origin not in ("ewt", "re3d kept")]
    with_states(gold["ewt"][0] + gold["re3d"][0] + learned, reader, name, o.cache, lists)
    began = time.time()
    arrays = fitted(learned, lists)
    figures = {k: score(*v, arrays, o.data) for k, v in gold.items()}
    print(f"unseen: {figures} ({time.time() - began:.0f} s)", flush=True)
    if o.out:
        with_states([t for t in texts if t.origin in ("ewt", "re3d kept")], reader, name, o.cache, lists)
        arrays = fitted(texts, lists)
        seen = {k: score(*v, arrays, o.data) for k, v in gold.items()}
        print(f"trained on everything: {seen}")
        write(o.out, arrays, figures, seen)


def encoder_of(weights: Path | None):
    """The encoder whose states are learned from, and a name for it."""
    if weights is None:
        from rashomon.models import claim_model

        model = claim_model()
        return model, str(model.card["files"][0]["sha256"])
    from training.evaluate import TorchReader
    from training.model import Network

    network = Network(0.0)
    network.load_state_dict(torch.load(weights, map_location="cpu")["average"])
    return TorchReader(network), hashlib.sha256(weights.read_bytes()).hexdigest()


def write(folder: Path, arrays: dict[str, np.ndarray], figures: dict, seen: dict) -> None:
    """The arrays and their card."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "names.npz"
    np.savez_compressed(path, **arrays)
    data = path.read_bytes()
    card = json.loads((Path(__file__).parent / "names_card.json").read_text("utf8"))
    card["scores"] = {"not trained on what is scored": figures, "as it ships, which has learned from both": seen}
    card["files"] = [{"name": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}]
    (folder / "names.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf8", newline="\n")
    print(f"{path}: {len(data)} bytes")


if __name__ == "__main__":
    main()
