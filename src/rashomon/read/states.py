"""A stretch of a document as the encoder sees it: its words, their states, and what every head makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from rashomon.read.tagging import Encoded, Floats, window_weights, windows, words_between
from rashomon.read.wordpieces import Ints


class Encoder(Protocol):
    """The trained encoder, however it is run (onnxruntime here, PyTorch while training)."""

    def encode(self, ids: Ints, features: Ints) -> tuple[Floats, Floats, Floats]:
        """Tag scores (pieces, tags), link states (pieces, 3 * VECTOR) and last states (pieces, WIDTH) of a window."""
        ...


@dataclass(frozen=True, slots=True)
class Window:
    """One encoded window: its pieces (from, to), their weights and link states."""

    start: int
    stop: int
    weights: Floats
    links: Floats


@dataclass(frozen=True, slots=True)
class States:
    """What one pass of the encoder gives for a text that begins at `at` in its document.

    `text` is as long as that stretch of the document, with all that is not the article blanked out. `tags` are scores
    (words, role tags); `hidden` (pieces, WIDTH) the last layer's states, each the mean over the windows it stood in,
    weighted by their trust. Offsets of the methods are those of the document.
    """

    at: int
    text: str
    encoded: Encoded
    windows: list[Window]
    tags: Floats
    hidden: Floats
    _stops: Ints = field(repr=False)

    def words(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last word that a span of the document touches; none when it touches no word of this stretch."""
        return words_between(self.encoded, start - self.at, end - self.at)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where a run of words, both ends included, stands in the document."""
        return self.at + int(self.encoded.start[first]), self.at + int(self.encoded.end[last])

    def pieces(self, first: int, last: int) -> tuple[int, int]:
        """First and last piece of a run of words."""
        return int(self.encoded.piece[first]), int(self._stops[last])

    def mean(self, first: int, last: int) -> Floats:
        """The mean state (WIDTH,) of a run of words, both ends included."""
        low, high = self.pieces(first, last)
        mean: Floats = self.hidden[low : high + 1].mean(axis=0)
        return mean

    @property
    def at_words(self) -> Floats:
        """The state (words, WIDTH) of the first piece of each word, which the heads for names were trained on."""
        rows: Floats = self.hidden[self.encoded.piece]
        return rows


def see(text: str, encoded: Encoded, reader: Encoder, at: int = 0) -> States:
    """One pass of the encoder over a text, in windows that overlap by half."""
    n = len(encoded.ids)
    weight = np.zeros((n, 1), np.float64)
    tags: Floats | None = None
    hidden: Floats | None = None
    seen = []
    for start, stop in windows(encoded):
        scores, links, states = reader.encode(encoded.ids[start:stop], encoded.features[start:stop])
        trust = window_weights(stop - start, start == 0, stop == n)
        if tags is None or hidden is None:
            tags, hidden = np.zeros((n, scores.shape[1]), np.float32), np.zeros((n, states.shape[1]), np.float32)
        tags[start:stop] += scores * trust[:, None]
        hidden[start:stop] += states * trust[:, None]
        weight[start:stop, 0] += trust
        seen.append(Window(start, stop, trust, links))
    if tags is None or hidden is None:
        tags, hidden = np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32)
    share = np.maximum(weight, 1e-9).astype(np.float32)
    stops = np.append(encoded.piece[1:], n) - 1
    return States(at, text, encoded, seen, (tags / share)[encoded.piece], hidden / share, stops)
