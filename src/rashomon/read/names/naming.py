"""The tags of names and phrases that the encoder's further heads give each word, and how tags become spans.

Numbers only, shared by training and reading. Three heads read the same states: `names` marks proper names alone, as
Universal NER does; `actors` marks whoever acts in a report of conflict, named or described, pronouns and titles
included, as re3d does; `phrases` marks the shortest noun phrases for persons, organisations, places and events, as cut
from GUM, which is what a pronoun may stand for.

What ships for names and actors are small networks over the states of a word and its two neighbours and over what
lists and spelling say of the word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rashomon.read.tagging import Encoded, Floats
from rashomon.read.wordpieces import Ints

NAMES = ("PER", "ORG", "LOC", "MISC")
PHRASES = ("person", "organisation", "place", "event", "other")


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Outside, then a tag that begins and one that continues each kind."""
    return ("O", *(f"{x}-{k}" for k in kinds for x in "BI"))


NAME_TAGS, PHRASE_TAGS = bio(NAMES), bio(PHRASES)

LISTS = (
    "towns",
    "given",
    "family",
    "countries",
    "outlets",
    "groups",
    "agencies",
    "suffixes",
    "titles",
    "facilities",
    "demonyms",
)
"""Lists that a word is looked up in: the first three lie in the arrays as hashes, the others in mentions.toml."""
REACH = 4  # words of the longest entry of a list that is looked for
LOUDEST = 2.0
"""What one sentence may say at most for or against a report of conflict, as a logarithm of odds."""
DOUBT = 1.0
"""What must be said for it before a text is one."""
FEATURES = 2 * len(LISTS) + 6 + 4 + 3


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """mentions.toml, its lists in lower case, as words of a text are cut, one space apart."""
    table = tomllib.loads((files("rashomon.read.names") / "mentions.toml").read_text("utf8"))
    return {key: frozenset(_entries(text)) for key, text in table["lists"].items()}


def _entries(text: str) -> Iterable[str]:
    return (squeezed(line) for line in text.splitlines() if line.strip())


def squeezed(name: str) -> str:
    """A name in lower case with one space between its words and marks, as the encoder cuts them."""
    out = [c if c.isalnum() or c == " " else f" {c} " for c in name.casefold().replace("’", "'")]
    return " ".join("".join(out).split())


def hashes(names: Iterable[str]) -> NDArray[np.uint32]:
    """Sorted numbers that stand for names."""
    return np.unique(np.array([crc32(squeezed(n).encode()) for n in names], np.uint32))


@cache
def _listed() -> tuple[NDArray[np.uint32], ...]:
    return tuple(hashes(lexicon()[name]) for name in LISTS[3:])


def words_of(text: str, encoded: Encoded) -> list[str]:
    """The words of a text in lower case."""
    return [
        text[s:e].casefold().replace("’", "'")
        for s, e in zip(encoded.start.tolist(), encoded.end.tolist(), strict=True)
    ]


def features_of(text: str, encoded: Encoded, lists: Mapping[str, NDArray[np.uint32]]) -> Floats:
    """What lists and spelling say of each word (words, FEATURES)."""
    n = len(encoded.start)
    out = np.zeros((n, FEATURES), np.float32)
    if not n:
        return out
    tables = [*(lists[f"list_{name}"] for name in LISTS[:3]), *_listed()]
    words = words_of(text, encoded)
    keys = np.array([crc32(w.encode()) for w in words], np.uint32)
    runs = words
    for length in range(1, REACH + 1):
        if length > 1:
            runs = [f"{a} {b}" for a, b in zip(runs, words[length - 1 :], strict=False)]
            keys = np.array([crc32(w.encode()) for w in runs], np.uint32)
        for k, table in enumerate(tables):
            hits = np.flatnonzero(_inside(keys, table))
            for shift in range(length):
                out[hits + shift, 2 * k + (length > 1)] = 1.0
    at = 2 * len(LISTS)
    shape, gap = encoded.features[encoded.piece, 0], encoded.features[encoded.piece, 1]
    rows = np.arange(n)
    out[rows, at + shape] = 1.0
    out[rows, at + 6 + gap] = 1.0
    out[:, -3] = np.diff(encoded.sentence, prepend=-1) > 0
    out[:, -2] = _share(encoded.line, (shape == 3) | (shape == 0) | (shape == 5))
    out[:, -1] = _share(encoded.line, shape == 1)
    return out


def _inside(keys: NDArray[np.uint32], table: NDArray[np.uint32]) -> NDArray[np.bool_]:
    if not len(table):
        return np.zeros(len(keys), np.bool_)
    found: NDArray[np.bool_] = table[np.minimum(np.searchsorted(table, keys), len(table) - 1)] == keys
    return found


def _share(line: Ints, what: NDArray[np.bool_]) -> Floats:
    """For each word, the share of the words on its line of which something is true."""
    line = line - line[0]
    counts = np.bincount(line)
    share: Floats = (np.bincount(line, what) / np.maximum(counts, 1))[line].astype(np.float32)
    return share


def scores_of(hidden: Floats, features: Floats, weights: Mapping[str, Floats], head: str) -> Floats:
    """Log probabilities (words, tags) that a head gives, from each word's state and features and its neighbours'."""
    own = np.concatenate([hidden, features], axis=1)
    middle = own @ weights[f"{head}_own"] + weights[f"{head}_bias"]
    if len(own) > 1:
        middle[1:] += own[:-1] @ weights[f"{head}_left"]
        middle[:-1] += own[1:] @ weights[f"{head}_right"]
    scores = np.maximum(middle, 0.0) @ weights[f"{head}_out"] + weights[f"{head}_out_bias"]
    scores -= scores.max(axis=1, keepdims=True)
    logs: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return logs


def conflict(states: Floats, features: Floats, sentence: Ints, weights: Mapping[str, Floats]) -> float:
    """How probable it is that a text reports on armed conflict: each sentence speaks for it or against it."""
    if not len(states):
        return 0.0
    scores = looks(states, features, sentence) @ weights["gate"] + weights["gate_bias"][0]
    score = float(np.clip(scores, -LOUDEST, LOUDEST).sum()) - DOUBT
    return float(1.0 / (1.0 + np.exp(-np.clip(score, -30.0, 30.0))))


def looks(states: Floats, features: Floats, sentence: Ints) -> Floats:
    """For each sentence mean, highest and lowest of its words' states, and the mean of what lists and spelling say."""
    at = np.flatnonzero(np.diff(sentence, prepend=-1))
    length = np.diff(np.append(at, len(states)))[:, None]
    means = [np.add.reduceat(x, at, axis=0) / length for x in (states, features)]
    ends = [f.reduceat(states, at, axis=0) for f in (np.maximum, np.minimum)]
    found: Floats = np.concatenate([means[0], *ends, means[1]], axis=1).astype(np.float32)
    return found


def best_path(scores: Floats, transitions: Floats) -> list[int]:
    """The best tags for log scores (words, tags) and transitions (from, to)."""
    n, tags = scores.shape
    if not n:
        return []
    best = scores[0] + transitions[0]
    back = np.zeros((n, tags), np.int64)
    for i in range(1, n):
        table = best[:, None] + transitions
        back[i] = table.argmax(axis=0)
        best = table.max(axis=0) + scores[i]
    tag = int(best.argmax())
    path = [tag]
    for i in range(n - 1, 0, -1):
        tag = int(back[i, tag])
        path.append(tag)
    return path[::-1]


def spans_of(path: Sequence[int], tags: Sequence[str] = NAME_TAGS) -> list[tuple[int, int, str]]:
    """Tags to spans (first word, last word, kind)."""
    out: list[tuple[int, int, str]] = []
    kind, first = "", 0
    for i, tag in enumerate([*path, 0]):
        name = tags[tag]
        if kind and name != f"I-{kind}":
            out.append((first, i - 1, kind))
            kind = ""
        if name[0] == "B" or (name[0] == "I" and not kind):
            kind, first = name[2:], i
    return out


def allowed(tags: Sequence[str] = NAME_TAGS) -> Floats:
    """Transitions (from, to): a tag that continues a kind follows that kind alone."""
    table = np.zeros((len(tags), len(tags)), np.float32)
    for i, before in enumerate(tags):
        for j, after in enumerate(tags):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = -1e4
    return table
