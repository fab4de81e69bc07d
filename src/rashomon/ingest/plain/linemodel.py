"""The line model: how likely each line of a page is the article, a headline, a byline, a comment, or none of it.

A small network over what a line looks like and what stands around it. Its weights are arrays in weights/lines.npz; what
they were made from stands in weights/lines.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from rashomon.ingest.plain.measures import KEYS, Measures, measured

if TYPE_CHECKING:
    from numpy import ndarray

    Array = ndarray[Any, Any]

CLASSES = ("other", "article", "headline", "byline", "caption", "related", "comment")
"""What the network tells apart, in the order of its outputs; `byline` stands for datelines as well."""
ROWS = 20_000
"""Lines that the network sees at once; bounds the memory."""
OTHER, ARTICLE, HEADLINE, BYLINES, CAPTION, RELATED = range(6)
"""Numbers of those outputs."""
STEPS = (("near", 1), ("far", 5))
"""The layers that look at neighbours: three on either side, so many lines apart."""
REACH = 18
"""Lines on either side of a line that its scores depend on, by way of those layers."""
ALONE = 1 << 18
"""Multiplications up to which a matrix product stays on one thread (in OpenBLAS)."""
KINDS = (
    *("headline", "byline", "dateline", "caption", "list", "provenance", "disclaimer", "rating", "support", "share"),
    *("related", "navigation", "comment_header", "comment", "author_bio"),
)
"""Kinds that a label of the grammar can give a line, in the order of the network's inputs."""


class Seen(NamedTuple):
    """What the rules know of each line: its text, whether a blank line stands before it, how far it is set in, the kind
    that its label gives it (empty without one), and the price of that label.
    """

    texts: Sequence[str]
    gaps: Sequence[bool]
    indents: Sequence[int]
    kinds: Sequence[str]
    costs: Sequence[float]


@cache
def arrays() -> dict[str, Array]:
    """The model's arrays by name, read once a process."""
    import io

    import numpy as np

    data = files("rashomon").joinpath("weights", "lines.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as packed:
        found = {name: packed[name] for name in packed.files}
    return {name: a.astype(np.float32) if a.dtype == np.float16 else a for name, a in found.items()}


def likelihoods(seen: Seen) -> Array:
    """For each line the probabilities of `CLASSES`, one row a line."""
    import numpy as np

    if not seen.texts:
        return np.zeros((0, len(CLASSES)), np.float32)
    model = arrays()
    rows = features(seen, model)
    count = len(rows)
    blocks = []
    for start in range(0, count, ROWS):
        before, after = max(0, start - REACH), min(count, start + ROWS + REACH)
        block = scores(rows[before:after], model)
        blocks.append(block[start - before : start - before + ROWS])
    found = np.concatenate(blocks) if len(blocks) > 1 else blocks[0]
    found = np.exp(found - found.max(axis=1, keepdims=True))
    chances: Array = found / found.sum(axis=1, keepdims=True)
    return chances


def scores(rows: Array, model: dict[str, Array]) -> Array:
    """The network: a layer on each line, two that look at the neighbours, and the scores."""
    import numpy as np

    state = np.maximum(product(rows, model["in_w"]) + model["in_b"], 0)
    for name, step in STEPS:
        state = state + np.maximum(around(state, model[f"{name}_w"], step) + model[f"{name}_b"], 0)
    found: Array = product(state, model["out_w"]) + model["out_b"]
    return found


def around(state: Array, weights: Array, step: int) -> Array:
    """For each row the sum of itself and its neighbours, `step` apart, each by its weights; 0 beyond the ends."""
    import numpy as np

    count, width = state.shape
    margin = len(weights) // 2 * step
    padded = np.zeros((count + 2 * margin, width), np.float32)
    padded[margin : margin + count] = state
    found = product(padded[:count], weights[0])
    for k in range(1, len(weights)):
        found += product(padded[k * step : k * step + count], weights[k])
    return found


def product(rows: Array, weights: Array) -> Array:
    """The matrix product, in pieces so small that the library starts no threads: their waiting costs more."""
    import numpy as np

    size = max(1, ALONE // weights.size)
    if len(rows) <= size:
        found: Array = rows @ weights
        return found
    return np.concatenate([rows[i : i + size] @ weights for i in range(0, len(rows), size)])


def features(seen: Seen, model: dict[str, Array]) -> Array:
    """One row a line: its look, its label, its place, and how it relates to the prose of the page."""
    import numpy as np

    m = measured(seen.texts, model["characters"])
    gaps = np.array(seen.gaps, np.float32)
    after = np.append(gaps[1:], np.float32(1))
    labels = label_features(seen)
    closed = (model["closes"][m.last] > 0) | m.colon
    look = look_features(m, closed, model)
    prose = prose_weights(m.counts, closed, labels[:, 0])
    place = place_features(prose, m.counts, labels[:, 0])
    shared = shared_features(m, prose, seen.texts)
    indents = np.minimum(np.array(seen.indents, np.float32), 16) / 8
    own = np.column_stack([gaps, after, indents])
    return np.concatenate([look, own, labels, place, shared], axis=1, dtype=np.float32)


def label_features(seen: Seen) -> Array:
    """Whether the grammar labels the line, the price of the label, and the kind that it gives, one column a kind."""
    import numpy as np

    found = np.zeros((len(seen.texts), 2 + len(KINDS)), np.float32)
    for i, kind in enumerate(seen.kinds):
        if kind:
            found[i, 0] = 1
            found[i, 1] = seen.costs[i] / 20
            if kind in KIND_NUMBERS:
                found[i, KIND_NUMBERS[kind]] = 1
    return found


KIND_NUMBERS = {kind: i for i, kind in enumerate(KINDS, 2)}


def look_features(m: Measures, closed: Array, model: dict[str, Array]) -> Array:
    """Length, shares of classes of characters, first and last character, capitals and function words."""
    import numpy as np

    length = np.maximum(m.lengths, 1).astype(np.float32)
    count = np.maximum(m.counts, 1).astype(np.float32)
    total = np.maximum(m.histogram.sum(axis=1), 1).astype(np.float32)[:, None]
    shares = m.histogram / total
    known = np.bincount(m.rows, model["function_words"][m.keys], len(length)) / count
    long = np.bincount(m.rows, m.long, len(length)) / count
    plain = [
        np.log1p(length) / 4,
        np.log1p(m.counts) / 3,
        m.counts <= 2,
        m.counts <= 6,
        m.counts >= 10,
        m.counts >= 20,
        closed,
        closed & (m.counts >= 8),
        m.colon,
        m.capitals / count,
        (m.capitals >= 0.7 * count) & (m.counts >= 3),
        known,
        known > 0.2,
        long,
        np.minimum(length / count, 12) / 6,
    ]
    eye = np.eye(16, dtype=np.float32)
    return np.concatenate([np.column_stack(plain), shares, eye[m.first], eye[m.last]], axis=1)


def prose_weights(counts: Array, closed: Array, labelled: Array) -> Array:
    """How much each line speaks for an article, in half words: positive for prose, negative for menus and labels."""
    import numpy as np

    ended = np.where(counts >= 10, np.minimum(counts, 60) / 2, (counts - 4) / 2)
    open_ = np.where(counts >= 22, np.minimum(counts, 60) / 4, np.where(counts > 6, -2.0, -1.5))
    weights = np.where(closed, ended, open_)
    return np.where(labelled > 0, np.minimum(weights, -2.0), weights)


def densest(weights: Array) -> tuple[int, int]:
    """The run of lines with the greatest sum of weights, its end excluded."""
    import numpy as np

    sums = np.concatenate([[0.0], np.cumsum(weights)])
    low = np.minimum.accumulate(sums)
    gains = sums - low
    last = int(np.argmax(gains))
    first = int(np.flatnonzero(sums[:last] == low[last])[-1]) if gains[last] > 0 else last
    return first, last


def place_features(weights: Array, counts: Array, labelled: Array) -> Array:
    """Where the line stands on the page, in the prose, and to the densest run of prose; how dense it is around."""
    import numpy as np

    count = len(weights)
    number = np.arange(count, dtype=np.float32)
    prose = np.where((weights > 3) & (labelled == 0), counts, 0).astype(np.float32)
    total = max(float(prose.sum()), 1.0)
    first, last = densest(weights)
    inside = (number >= first) & (number < last)
    before = np.log1p(np.maximum(first - number, 0)) / 3
    behind = np.log1p(np.maximum(number - last + 1, 0)) / 3
    above = np.cumsum(prose) - prose
    core = float(prose[first:last].sum())
    columns = [
        *(number / count, np.log1p(number) / 4, np.log1p(count - 1 - number) / 4),
        *(inside, before, behind, above / total, (total - above - prose) / total),
        *(np.full(count, v, np.float32) for v in page_features(core, total, count, counts)),
    ]
    columns += [windowed(prose, reach) for reach in (1, 3, 8)]
    columns += [windowed(labelled.astype(np.float32) * 20, reach) for reach in (2, 8)]
    return np.column_stack(columns)


def page_features(core: float, total: float, lines: int, counts: Array) -> tuple[float, ...]:
    """What the whole page looks like: share of prose in the densest run and in all words, size."""
    import math

    words = max(float(counts.sum()), 1.0)
    return core / total, total / words, math.log1p(lines) / 6, math.log1p(words / lines) / 3, math.log1p(core) / 6


def windowed(values: Array, reach: int) -> Array:
    """The mean of the values from `reach` rows above to `reach` rows below, on a log scale."""
    import numpy as np

    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    number = np.arange(len(values))
    low, high = np.maximum(number - reach, 0), np.minimum(number + reach + 1, len(values))
    found: Array = (np.log1p((sums[high] - sums[low]) / (2 * reach + 1)) / 4).astype(np.float32)
    return found


def shared_features(m: Measures, weights: Array, texts: Sequence[str]) -> Array:
    """How many of the line's longer words the page's prose uses elsewhere, and whether the line stands there twice."""
    import numpy as np

    count = len(weights)
    first, last = densest(weights)
    number = np.arange(count)
    prose = weights > 3
    core = prose & (number >= first) & (number < last)
    keep = np.flatnonzero(m.long)
    rows, keys = m.rows[keep], m.keys[keep]
    own = np.maximum(np.bincount(rows, minlength=count), 1).astype(np.float32)
    columns = []
    for where in (core, prose):
        used = where[rows]
        rows_used, keys_used = rows[used], keys[used]
        top, end = np.full(KEYS, -1, np.int32), np.full(KEYS, -1, np.int32)
        top[keys_used[::-1]] = rows_used[::-1]
        end[keys_used] = rows_used
        elsewhere = (end[keys] >= 0) & ((top[keys] != rows) | (end[keys] != rows))
        hits = np.bincount(rows[elsewhere], minlength=count)
        columns += [hits / own, np.log1p(hits) / 3]
    seen: dict[str, int] = {}
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
    repeats = np.array([seen[text] for text in texts], np.float32)
    columns += [np.minimum(repeats - 1, 3) / 2, np.log1p(own) / 3]
    return np.column_stack(columns)
