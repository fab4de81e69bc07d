"""Attribution articles as encoded texts with gold fragments and links, and the windows that training reads."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rashomon.read.tagging import ROLES, Encoded, Fragment, encode, tags_of, words_between
from rashomon.read.wordpieces import packaged
from training.entities import Sample


@dataclass(slots=True)
class Article:
    """One gold article: its fragments, and by fragment number each cue's source (or -1) and each content's cue."""

    id: str
    text: str
    encoded: Encoded
    fragments: list[Fragment]
    source_of: dict[int, int]
    cue_of: dict[int, int]
    names: np.ndarray | None = None  # machine labels of names, by word
    soft: bool = False
    actors: np.ndarray | None = None
    phrases: np.ndarray | None = None


def load(path: Path) -> list[Article]:
    """Read gold articles; fragments that touch no word are dropped."""
    return [from_row(json.loads(line)) for line in path.open(encoding="utf8")]


def from_row(row: dict) -> Article:
    encoded = encode(row["text"], packaged())
    numbers: dict[Fragment, int] = {}
    source_of: dict[int, int] = {}
    cue_of: dict[int, int] = {}
    for relation in row["attributions"]:
        parts = {role: [] for role in ROLES}
        for role in ROLES:
            for s, e in relation[role]:
                words = words_between(encoded, s, e)
                if words:
                    parts[role].append(numbers.setdefault(Fragment(role, *words), len(numbers)))
        for cue in parts["cue"][:1]:
            source_of[cue] = parts["source"][0] if parts["source"] else -1
            for content in parts["content"]:
                cue_of[content] = cue
    return Article(row["id"], row["text"], encoded, list(numbers), source_of, cue_of)


@dataclass(slots=True)
class Window:
    """Pieces `start` to `stop` of an article or another labelled text, which begin and end at word borders."""

    article: Article | Sample
    start: int
    stop: int

    def words(self) -> tuple[int, int]:
        piece = self.article.encoded.piece
        return int(np.searchsorted(piece, self.start)), int(np.searchsorted(piece, self.stop))


def epoch_windows(articles: list[Article | Sample], size: int, chance: random.Random) -> list[Window]:
    """Every article cut into runs of at most `size` pieces from a random phase, in random order."""
    out = []
    for a in articles:
        n, piece = len(a.encoded.ids), a.encoded.piece
        at, stop = 0, chance.randrange(size // 4, size + 1)
        while at < n:
            stop = min(n, stop)
            if stop < n:
                stop = int(piece[np.searchsorted(piece, stop, side="right") - 1])
            if stop <= at:
                stop = min(n, at + size)
            out.append(Window(a, at, stop))
            at, stop = stop, stop + size
    chance.shuffle(out)
    return out


def window_tags(window: Window) -> list[int]:
    """Gold tags of the window's words; a fragment cut by the window's start goes on with inside tags."""
    low, high = window.words()
    return tags_of(window.article.fragments, len(window.article.encoded.start))[low:high]
