"""Train the model of names over the states of the encoder: names, actors, and whether a text reports on conflict.

usage: python -m training.names --data DATA [--out FOLDER] [--weights runs/D.pt] [--cache FOLDER]

DATA holds entities/, coref/ and attribution/. The states are those of the encoder that ships (int8), or of a network in
training (--weights). First the model is trained without uner_ewt_dev and the last tenth of re3d_train and scored on
them; then, with --out, on everything, and written to FOLDER/names.npz with its card. Five minutes on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from rashomon.models import claim_model
from rashomon.read.names.mentions import find_mentions, settle
from rashomon.read.names.naming import FEATURES, NAME_TAGS, allowed, hashes, looks
from rashomon.read.states import States
from rashomon.read.tagging import Encoded, encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Document
from training.entities import IGNORE, bio_rows
from training.evaluate import TorchReader
from training.model import Network
from training.name_texts import SEED, WIDTH, Text, collect, with_states
from training.train import MISC, kept_of
from training.web_names import people, places

HIDDEN = {"names": 128, "actors": 96}
PASSES = {"names": 14, "actors": 30}
BATCH = {"names": 1024, "actors": 256}
DROP, RATE, DECAY = 0.3, 2e-3, 0.02
GATE_DECAY = 0.004


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
    total = PASSES[layer] * (len(spots) // BATCH[layer] + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: min(1.0, (i + 1) / 50) * max(0.0, 1 - i / total))
    average, step = {k: v.clone() for k, v in head.state_dict().items()}, 0
    for _ in range(PASSES[layer]):
        for chosen in torch.randperm(len(spots)).split(BATCH[layer]):
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
    """The logistic regression that tells sentences of reports of conflict."""
    rows, want = [], []
    for t in texts:
        if t.war is not None and len(t.hidden):
            found = looks(t.hidden.astype(np.float32), t.features.astype(np.float32), t.encoded.sentence)
            lengths = np.bincount(t.encoded.sentence)
            found = found[(lengths[lengths > 0] > 4)][:40]
            rows.append(found)
            want.append(np.full(len(found), t.war, np.float32))
    x, y = torch.from_numpy(np.concatenate(rows)), torch.from_numpy(np.concatenate(want))
    mean, spread = x.mean(0), x.std(0) + 1e-3
    x = (x - mean) / spread
    w, b = torch.zeros(x.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=150, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(x @ w + b, y) + GATE_DECAY * (w * w).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    slope = (w / spread).detach()
    return {
        "gate": slope.numpy().astype(np.float32),
        "gate_bias": (b.detach() - slope @ mean).numpy().astype(np.float32),
    }


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


def tables(gold: dict, arrays: dict[str, np.ndarray], data: Path) -> dict[str, dict]:
    """Figures of both sets as they are read, and if it were known which of them reports on conflict."""
    out = {name: score(*pair, arrays, data) for name, pair in gold.items()}
    for name, told, sign in (("ewt", "ewt, known to be no reports", -1), ("re3d", "re3d, known to be reports", 1)):
        sure = arrays | {"gate_bias": np.full(1, sign * 1e4, np.float32)}
        out[told] = score(*gold[name], sure, data)
    return out


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
    figures = tables(gold, arrays, o.data)
    print(f"unseen: {figures} ({time.time() - began:.0f} s)", flush=True)
    if o.out:
        with_states([t for t in texts if t.origin in ("ewt", "re3d kept")], reader, name, o.cache, lists)
        arrays = fitted(texts, lists)
        seen = tables(gold, arrays, o.data)
        print(f"trained on everything: {seen}")
        write(o.out, arrays, figures, seen)


def encoder_of(weights: Path | None):
    """The encoder whose states are learned from, and a name for it."""
    if weights is None:
        model = claim_model()
        return model, str(model.card["files"][0]["sha256"])
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
