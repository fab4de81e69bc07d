"""What the linker sees of a pair of fragments: vectors from the encoder's states, and how the two stand in the text.

Numbers only, shared by training and reading.
"""

from __future__ import annotations

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


def pair_features(text: Encoded, cue: Fragment, other: Fragment, cues: list[Fragment], alike: list[Fragment]) -> Floats:
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
            min(_between(cues, low, high), 3) / 3,
            min(_between(alike, low, high), 3) / 3,
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


def _between(fragments: list[Fragment], low: int, high: int) -> int:
    return sum(low < f.first and f.last < high for f in fragments)
