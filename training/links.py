"""The linker's training signal: candidate pairs of a batch, gold fragments mixed with the tagger's own mistakes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rashomon.read.attribution.linking import VECTOR, Crowd, no_link_features, pair_features
from rashomon.read.tagging import Fragment, fragments_of
from training.data import Window
from training.model import Network

NOTHING = -1


@dataclass(slots=True)
class Pairs:
    """Candidate pairs of one batch: rows into the span list (NOTHING for none), features, and groups to choose within.

    A group is (column, first pair, last pair excluded, the right one).
    """

    spans: list[tuple[int, int, int]] = field(default_factory=list)  # window, first piece, last piece
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    features: list[np.ndarray] = field(default_factory=list)
    groups: list[tuple[int, int, int, int]] = field(default_factory=list)


def add_window(pairs: Pairs, row: int, window: Window, guessed: list[int] | None, chance: random.Random) -> None:
    """Add the pairs of one window; `guessed` are the tagger's tags of its words."""
    article, (low, high) = window.article, window.words()
    encoded = article.encoded
    items: list[tuple[Fragment, int | None]] = []  # clipped fragment, gold number or None
    for number, f in enumerate(article.fragments):
        first, last = max(f.first, low), min(f.last, high - 1)
        if first <= last and (f.role == "content" or (first, last) == (f.first, f.last)):
            items.append((_jitter(Fragment(f.role, first, last), low, high, chance), number))
    gold = list(items)
    if guessed is not None:
        known = {f for f, _ in gold}
        for g in fragments_of(guessed):
            f = Fragment(g.role, g.first + low, g.last + low)
            touching = [n for k, n in gold if k.role == f.role and k.first <= f.last and f.first <= k.last]
            if f in known or (touching and f.role != "content"):
                continue
            items.append((f, touching[0] if touching else None))
    base = len(pairs.spans)
    ends = np.append(encoded.piece[1:], len(encoded.ids)) - 1
    for f, _ in items:
        pairs.spans.append((row, int(encoded.piece[f.first]) - window.start + 1, int(ends[f.last]) - window.start + 1))
    roles = {r: [i for i, (f, _) in enumerate(items) if f.role == r] for r in ("source", "cue", "content")}
    alike = {r: Crowd([items[i][0] for i in rows]) for r, rows in roles.items()}

    def pair(c: int, o: int, role: str) -> None:
        pairs.left.append(base + c if c >= 0 else NOTHING)
        pairs.right.append(base + o if o >= 0 else NOTHING)
        both = c >= 0 and o >= 0
        pairs.features.append(
            pair_features(encoded, items[c][0], items[o][0], alike["cue"], alike[role]) if both else no_link_features()
        )

    place = {number: i for i, (_, number) in reversed(list(enumerate(items))) if number is not None}
    for c in roles["cue"]:
        number = items[c][1]
        if number is None:
            continue
        want = article.source_of.get(number, -1)
        if want >= 0 and want not in place:
            continue  # the source stands outside the window
        at = len(pairs.left)
        options = [NOTHING, *roles["source"]]
        for o in options:
            pair(c, o, "source")
        pairs.groups.append((0, at, len(pairs.left), at + (options.index(place[want]) if want >= 0 else 0)))
    for o in roles["content"]:
        number = items[o][1]
        cue = article.cue_of.get(number, -1) if number is not None else -1
        if number is not None and (cue < 0 or cue not in place):
            continue
        at = len(pairs.left)
        options = [NOTHING, *roles["cue"]]
        for c in options:
            pair(c, o, "content")
        pairs.groups.append((1, at, len(pairs.left), at + (options.index(place[cue]) if number is not None else 0)))


def _jitter(f: Fragment, low: int, high: int, chance: random.Random) -> Fragment:
    if f.role != "content" or chance.random() > 0.2:
        return f
    first = min(max(low, f.first + chance.randint(-2, 2)), f.last)
    return Fragment(f.role, first, max(first, min(high - 1, f.last + chance.randint(-2, 2))))


def span_states(states: Tensor, spans: list[tuple[int, int, int]]) -> Tensor:
    """Vectors (spans + 1, VECTOR) of runs of pieces (window, first, last); the last row, or row -1, is nothing."""
    rows, first, last = (torch.tensor(x, device=states.device) for x in zip(*spans, strict=True))
    sums = functional.pad(states[..., 2 * VECTOR :].cumsum(1), (0, 0, 1, 0))
    mean = (sums[rows, last + 1] - sums[rows, first]) / (last - first + 1)[:, None]
    vectors = states[rows, first, :VECTOR] + states[rows, last, VECTOR : 2 * VECTOR] + mean
    return torch.cat([vectors, torch.zeros(1, VECTOR, device=states.device)])


def link_loss(network: Network, states: Tensor, pairs: Pairs) -> Tensor:
    """Mean cross entropy of the right choice in each group, sources and contents alike."""
    if not pairs.groups:
        return states.sum() * 0.0
    vectors = span_states(states.float(), pairs.spans)
    scores = network.linker(
        vectors[torch.tensor(pairs.left)],
        vectors[torch.tensor(pairs.right)],
        torch.tensor(np.stack(pairs.features), device=states.device),
    ).float()
    width = max(stop - at for _, at, stop, _ in pairs.groups)
    table = torch.full((len(pairs.groups), width), -1e4, device=states.device)
    index = [(g, i - at, i, column) for g, (column, at, stop, _) in enumerate(pairs.groups) for i in range(at, stop)]
    g, j, i, column = (torch.tensor(x, device=states.device) for x in zip(*index, strict=True))
    table = table.index_put((g, j), scores[i, column])
    want = torch.tensor([right - at for _, at, _, right in pairs.groups], device=states.device)
    return functional.cross_entropy(table, want)
