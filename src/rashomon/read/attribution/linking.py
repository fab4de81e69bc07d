"""What the linker sees of a pair of fragments: vectors from the encoder's states, and how the two stand in the text.

Numbers only, shared by training and reading.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np

from rashomon.read.tagging import Encoded, Floats, Fragment

PAIR_FEATURES = 15
VECTOR = 128  # the encoder gives three vectors a piece for a fragment's first word, last word and mean


def span_vectors(states: Floats, spans: list[tuple[int, int]]) -> Floats:
    """Vectors (spans, VECTOR) of runs of pieces (first, last included) from link states (pieces, 3 * VECTOR)."""
    if not spans:
        return np.zeros((0, VECTOR), np.float32)
    sums = np.concatenate([np.zeros((1, VECTOR)), np.cumsum(states[:, 2 * VECTOR :], axis=0, dtype=np.float64)])
    first, last = (np.array(x) for x in zip(*spans, strict=True))
    mean = (sums[last + 1] - sums[first]) / (last - first + 1)[:, None]
    vectors: Floats = (states[first, :VECTOR] + states[last, VECTOR : 2 * VECTOR] + mean).astype(np.float32)
    return vectors


class Crowd:
    """All fragments of one role in a window, to be counted between two places without walking over them."""

    def __init__(self, fragments: list[Fragment]) -> None:
        self._first = sorted(f.first for f in fragments)
        self._last = sorted(f.last for f in fragments)

    def between(self, low: int, high: int) -> int:
        """How many stand wholly between two words."""
        return max(0, bisect_left(self._last, high) - bisect_right(self._first, low))


def pair_features(text: Encoded, cue: Fragment, other: Fragment, cues: Crowd, alike: Crowd) -> Floats:
    """How a cue and a fragment stand to each other; `cues` and `alike` (the fragment's role) are all of the window."""
    before = other.last < cue.first
    low, high = (other.last, cue.first) if before else (cue.last, other.first)
    words = max(0, high - low - 1)
    lines = abs(int(text.line[high]) - int(text.line[low]))
    sentences = abs(int(text.sentence[high]) - int(text.sentence[low]))
    q_cue, q_other = int(text.quotation[cue.first]), int(text.quotation[other.first])
    return np.array(
        [
            0.0,
            before,
            not before,
            np.log1p(words) / 5,
            words == 0,
            min(cues.between(low, high), 3) / 3,
            min(alike.between(low, high), 3) / 3,
            lines == 0,
            min(lines, 3) / 3,
            min(sentences, 5) / 5,
            sentences == 0,
            q_other >= 0,
            q_cue >= 0,
            q_cue >= 0 and q_cue == q_other,
            other.first == 0 or text.line[other.first] != text.line[other.first - 1],
        ],
        np.float32,
    )


def no_link_features() -> Floats:
    """The features of the pair with nothing: a cue without a source, a content without a cue."""
    row = np.zeros(PAIR_FEATURES, np.float32)
    row[0] = 1.0
    return row
