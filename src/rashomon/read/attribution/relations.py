"""From role fragments to relations: which source and contents belong to which cue, as the learned linker scores it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from rashomon.read.attribution.linking import Crowd, no_link_features, pair_features, span_vectors
from rashomon.read.states import Encoder, States, Window
from rashomon.read.tagging import ROLES, TAGS, Encoded, Floats, Fragment, fragments_of, viterbi

INSIDE = np.array([i for i, tag in enumerate(TAGS) if tag[0] == "I"])
SOURCE = [i for i, tag in enumerate(TAGS) if tag.endswith("source")]
OVERLOOKED = 0.2
"""Probability over which an untagged word may be part of a source where a cue has none; half a point of linked F1."""


class Reader(Encoder, Protocol):
    """The encoder with the chain of tags and the linker."""

    transitions: Floats

    def link(self, cues: Floats, others: Floats, features: Floats) -> Floats:
        """Scores (pairs, 2) that a fragment is the cue's source, its content."""
        ...


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution relation in word numbers; `signals` are the probabilities that its parts are right."""

    source: Fragment | None
    cue: Fragment
    contents: tuple[Fragment, ...]
    signals: tuple[float, ...]


@dataclass(slots=True)
class _Scores:
    """Link scores of pairs summed over windows, each with the weight of the window for it: left > right > sums."""

    sums: dict[int, dict[int, tuple[float, float]]] = field(default_factory=dict)

    def add(self, left: int, right: int, score: float, weight: float) -> None:
        row = self.sums.setdefault(left, {})
        total, weights = row.get(right, (0.0, 0.0))
        row[right] = (total + score * weight, weights + weight)

    def choices(self, left: int) -> list[tuple[int, float]]:
        """All that `left` may be linked with, as (right, mean score); -1 stands for nothing."""
        return [(right, total / weight) for right, (total, weight) in self.sums.get(left, {}).items()]


def read_relations(states: States, reader: Reader) -> list[Relation]:
    """Relations of one text, in the order of their cues."""
    text, emissions = states.encoded, states.tags.copy()
    if not len(text.piece):
        return []
    # No fragment goes over a line break: what is said over several paragraphs is several fragments of one content.
    opens = np.flatnonzero(np.diff(text.line, prepend=text.line[:1]))
    emissions[np.ix_(opens, INSIDE)] = -1e4
    tags = viterbi(emissions, reader.transitions)
    fragments = fragments_of(tags)
    linker = _Linker(text, reader, fragments)
    for window in states.windows:
        linker.add(window)
    return _assemble(linker, _chances(emissions), tags)


def _chances(emissions: Floats) -> Floats:
    """Probability of every tag for each word (words, tags), by the scores of that word alone."""
    odds = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    chances: Floats = odds / odds.sum(axis=1, keepdims=True)
    return chances


class _Linker:
    """Collects link scores of a text's fragments over its windows: of cues with sources, of contents with cues."""

    def __init__(self, text: Encoded, reader: Reader, fragments: list[Fragment]) -> None:
        self.text, self.reader, self.fragments = text, reader, fragments
        self.sources, self.contents = _Scores(), _Scores()
        self._ends = np.append(text.piece[1:], len(text.ids)) - 1

    def add(self, window: Window) -> None:
        """Score all pairs of fragments that stand in the window; a content may reach over its border."""
        piece = self.text.piece
        low = int(np.searchsorted(piece, window.start))
        high = int(np.searchsorted(piece, window.stop)) - 1
        numbers, clipped, spans = [], [], []
        for number, f in enumerate(self.fragments):
            first, last = max(f.first, low), min(f.last, high)
            if first > last or (f.role != "content" and (first, last) != (f.first, f.last)):
                continue
            numbers.append(number)
            clipped.append(Fragment(f.role, first, last))
            # A window may end inside a word of many pieces.
            stop = min(int(self._ends[last]), window.stop - 1)
            spans.append((int(piece[first]) - window.start, stop - window.start))
        pairs, features = self._pairs(clipped)
        if not pairs:
            return
        vectors = span_vectors(window.links, spans)
        padded = np.concatenate([vectors, np.zeros((1, vectors.shape[1]), np.float32)])  # row -1: nothing
        scores = self.reader.link(padded[[c for _, c, _ in pairs]], padded[[o for _, _, o in pairs]], features)
        trust = [float(min(window.weights[a], window.weights[b])) for a, b in spans]
        for (column, c, o), row in zip(pairs, scores, strict=True):
            weight = min(trust[i] for i in (c, o) if i >= 0)
            cue, other = (numbers[i] if i >= 0 else -1 for i in (c, o))
            if column == 0:
                self.sources.add(cue, other, float(row[0]), weight)
            else:
                self.contents.add(other, cue, float(row[1]), weight)

    def _apart(self, cue: Fragment, source: Fragment) -> bool:
        """Whether a source stands on another line than the cue: in print it never does (1 of 1,800 in the corpus)."""
        return bool(self.text.line[cue.first] != self.text.line[source.first])

    def _pairs(self, fragments: list[Fragment]) -> tuple[list[tuple[int, int, int]], Floats]:
        """Candidate pairs (0 for a source and 1 for a content, cue, other; -1 for nothing) and their features."""
        by_role = {role: [i for i, f in enumerate(fragments) if f.role == role] for role in ROLES}
        alike = {role: Crowd([fragments[i] for i in rows]) for role, rows in by_role.items()}
        pairs: list[tuple[int, int, int]] = []
        features: list[Floats] = []
        for c in by_role["cue"]:
            pairs.append((0, c, -1))
            features.append(no_link_features())
            for column, role in enumerate(("source", "content")):
                for o in by_role[role]:
                    if role == "source" and self._apart(fragments[c], fragments[o]):
                        continue
                    pairs.append((column, c, o))
                    features.append(pair_features(self.text, fragments[c], fragments[o], alike["cue"], alike[role]))
        for o in by_role["content"]:
            pairs.append((1, -1, o))
            features.append(no_link_features())
        return pairs, np.stack(features) if features else np.zeros((0, 0), np.float32)


def _assemble(linker: _Linker, chances: Floats, tags: list[int]) -> list[Relation]:
    fragments = linker.fragments
    sure: Floats = chances[np.arange(len(tags)), tags]
    likely = np.where(np.array(tags) == 0, chances[:, SOURCE].sum(axis=1), 0.0)
    owned: dict[int, list[tuple[int, float]]] = {}
    for number, f in enumerate(fragments):
        if f.role == "content":
            cue, chance = _best(linker.contents.choices(number))
            if cue >= 0:
                owned.setdefault(cue, []).append((number, chance))
    out = []
    for number, f in enumerate(fragments):
        if f.role != "cue" or number not in owned:
            continue
        source, chance = _best(linker.sources.choices(number))
        parts = [fragments[i] for i, _ in owned[number]]
        said, certainty = (fragments[source], _mean(sure, [fragments[source]])) if source >= 0 else (None, 1.0)
        if said is None:
            said = _overlooked(linker.text, f, likely)
            if said:
                certainty = chance = _mean(likely, [said])
        signals = (
            _mean(sure, [f]),
            _mean(sure, parts),
            certainty,
            chance,
            min(c for _, c in owned[number]),
            float(said is not None),
        )
        out.append(Relation(said, f, tuple(_trimmed(linker.text, p) for p in parts), signals))
    return out


def _overlooked(text: Encoded, cue: Fragment, likely: Floats) -> Fragment | None:
    """A source that the best tags left out, for a cue without one: untagged words of its sentence that may be a source.

    `likely` is the probability of each untagged word to be part of a source. Of several runs, the one with the
    likeliest word is taken.
    """
    sentence = np.flatnonzero(text.sentence == text.sentence[cue.first])
    words = sentence[likely[sentence] > OVERLOOKED]
    if not len(words):
        return None
    runs = np.split(words, np.flatnonzero(np.diff(words) > 1) + 1)
    run = max(runs, key=lambda r: float(likely[r].max()))
    return Fragment("source", int(run[0]), int(run[-1]))


def _trimmed(text: Encoded, f: Fragment) -> Fragment:
    """A content without the comma, colon or dash at its border, unless that stands in quotation marks or alone."""
    first, last = f.first, f.last
    while last > first and text.joint[last] and text.quotation[last] < 0:
        last -= 1
    while first < last and text.joint[first] and text.quotation[first] < 0:
        first += 1
    return Fragment(f.role, first, last)


def _best(choices: list[tuple[int, float]]) -> tuple[int, float]:
    """The choice with the highest score and its probability among all."""
    if not choices:
        return -1, 1.0
    scores = np.array([s for _, s in choices])
    odds = np.exp(scores - scores.max())
    top = int(odds.argmax())
    return choices[top][0], float(odds[top] / odds.sum())


def _mean(sure: Floats, fragments: list[Fragment]) -> float:
    return float(np.mean(np.concatenate([sure[f.first : f.last + 1] for f in fragments])))
