"""The texts that the model of names learns from, with labels by word and the encoder's states."""

from __future__ import annotations

import hashlib
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from rashomon.read.names.naming import NAME_TAGS, features_of
from rashomon.read.states import see
from rashomon.read.tagging import WINDOW, Encoded, encode
from rashomon.read.wordpieces import packaged
from training.data import load
from training.entities import bio_rows, gum, joined, silver, word_labels
from training.train import SILVER, kept_of
from training.web_names import web_rows

WIDTH = 384
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
    return out + [
        Text(a.text, a.encoded, "silver", names=x, war=0.0) for a, x in chosen[: int(SILVER_ARTICLES * share)]
    ]


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
