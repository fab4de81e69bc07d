"""A network in training behind the product's own reader, scored on gold articles with the product's own decoding."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import torch

from rashomon.read.attribution.relations import Relation, read_relations
from rashomon.read.states import see
from rashomon.read.wordpieces import packaged
from training.data import Article
from training.model import Network


class TorchReader:
    """The `Reader` protocol over a network in evaluation mode."""

    def __init__(self, network: Network) -> None:
        self.network = network.eval()
        self.transitions = network.transitions.detach().float().cpu().numpy()
        self.device = network.transitions.device

    @torch.no_grad()
    def encode(self, ids, features):
        t = packaged()
        full = torch.tensor(np.concatenate([[t.opening], ids, [t.closing]]))[None].to(self.device)
        near = torch.tensor(np.pad(features, ((1, 1), (0, 0))))[None].to(self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            tags, links, states = self.network(full, near)
        return tuple(x[0, 1:-1].float().cpu().numpy() for x in (tags, links, states))

    @torch.no_grad()
    def link(self, cues, others, features):
        given = (torch.tensor(x, dtype=torch.float32, device=self.device) for x in (cues, others, features))
        return self.network.linker(*given).float().cpu().numpy()


def as_claims(article: Article, relations: list[Relation]) -> list[dict]:
    """Relations as the interface's claims: spans of code points."""
    e = article.encoded

    def spans(fragments):
        return [[int(e.start[f.first]), int(e.end[f.last])] for f in fragments]

    return [
        {"source": spans([r.source] if r.source else []), "cue": spans([r.cue]), "content": spans(r.contents)}
        for r in relations
    ]


def scorer(data: Path):
    """The public scorer that lies beside the data."""
    spec = importlib.util.spec_from_file_location("attribution", data.parent / "score" / "attribution.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def evaluate(reader, articles: list[Article], gold: list[dict], data: Path) -> dict[str, list[float]]:
    """Scores of a reader on gold articles, by the public scorer."""
    predicted = {}
    for a in articles:
        found = read_relations(see(a.text, a.encoded, reader), reader)
        predicted[a.id] = {"text": a.text, "claims": as_claims(a, found)}
    return scorer(data).score(gold, predicted)


def gold_rows(path: Path) -> list[dict]:
    """The gold file as it is."""
    return [json.loads(line) for line in path.open(encoding="utf8")]


def brief(scores: dict[str, list[float]]) -> str:
    """The figures that are watched, on one line."""
    return (
        "  ".join(
            f"{k} " + " / ".join(str(scores[f"{k} {r}"][2]) for r in ("source", "cue", "content"))
            for k in ("token", "exact")
        )
        + f"  linked {scores['linked']}"
    )
