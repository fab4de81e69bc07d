"""Which two documents may tell the same text: they have sentences that are alike, or share what is rare."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from rashomon.link.copying.anchors import anchors_of
from rashomon.records import Reading

if TYPE_CHECKING:
    from rashomon.link.copying.aligning import Truths
    from rashomon.read.tagging import Floats
    from rashomon.read.wordpieces import Ints

COMPARED = 200_000
"""Sentences: of a case with fewer all are compared with one another (minutes); of larger ones rare anchors only."""
ALIKE, SAME = 0.58, 0.985
"""Likeness of sentences that may be a rewording; from the second one on they are the same words."""
MOST_ALIKE = 256
"""Sentences that each is alike to, of documents after its own: where all are alike there are not pairs without end."""
SENTENCES = 2
"""Sentences of either side that must be alike in so far."""
SHORTEST = 25
"""Code points: a shorter sentence ("He did not answer.") is like too many others."""
RARE = 12
"""Documents: what stands in more of them is not rare."""
SHARED_RARE = 3
"""Rare things that two documents must share."""
PARTNERS = 24
"""Documents that are looked at for each, the likeliest first."""
BLOCK = 512
"""Sentences multiplied with all others at a time."""
PER_SENTENCE = 6
"""Anchors of a sentence that count towards rare combinations."""


def likely_pairs(readings: Sequence[Reading], vectors: Mapping[str, Floats]) -> list[tuple[str, str]]:
    """Pairs of ids of documents worth aligning, in order; `readings` are in the order of their documents' ids."""
    docs = [r.document.id for r in readings if r.document]
    many = sum(len(vectors[doc]) for doc in docs) > COMPARED
    scores: Counter[tuple[int, int]] = Counter()
    if not many:
        scores.update(_alike(readings, vectors))
    for pair, count in _sharing(readings, pairs_only=many).items():
        scores[pair] += count
    best: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (x, y), score in scores.items():
        best[x].append((-score, y))
        best[y].append((-score, x))
    kept = {(min(x, y), max(x, y)) for x, others in best.items() for _, y in sorted(others)[:PARTNERS]}
    return [(docs[x], docs[y]) for x, y in sorted(kept)]


def _alike(readings: Sequence[Reading], vectors: Mapping[str, Floats]) -> dict[tuple[int, int], int]:
    """How many sentences two documents have that are alike, for those that have enough on either side."""
    import numpy as np

    rows, owner = [], []
    for n, r in enumerate(readings):
        if r.document is None or len(vectors[r.document.id]) != len(r.sentences):
            continue
        long = [i for i, s in enumerate(r.sentences) if s.end - s.start >= SHORTEST]
        rows.append(vectors[r.document.id][long])
        owner += [n] * len(long)
    if not owner:
        return {}
    stacked, owners = np.concatenate(rows), np.array(owner, np.int64)
    found: Counter[tuple[int, int]] = Counter()
    for first, end in _blocks(owners):
        likeness = stacked[first:end] @ stacked[first:].T
        near = (likeness >= ALIKE) & (likeness < SAME) & (owners[first:end, None] < owners[None, first:])
        _thin(near, likeness)
        x, y = near.nonzero()
        found.update(_counted(owners, x + first, y + first))
    return {pair: count for pair, count in found.items() if count >= SENTENCES}


def _thin(near: Truths, likeness: Floats) -> None:
    """Leave in each row of `near` the MOST_ALIKE likeliest, where there are more."""
    import numpy as np

    for row in np.flatnonzero(near.sum(axis=1) > MOST_ALIKE).tolist():
        columns = np.flatnonzero(near[row])
        order = np.argpartition(-likeness[row, columns], MOST_ALIKE)
        near[row, columns[order[MOST_ALIKE:]]] = False


def _blocks(owners: Ints) -> Iterator[tuple[int, int]]:
    """Runs of at most BLOCK sentences: of several whole documents, or of a part of one that is longer.

    What a document is cut into depends on itself alone, and so does what is counted of it.
    """
    import numpy as np

    edges = [0, *(np.flatnonzero(owners[1:] != owners[:-1]) + 1).tolist(), len(owners)]
    first = 0
    for start, end in pairwise(edges):
        if end - first > BLOCK and first < start:
            yield first, start
            first = start
        while end - first > BLOCK:
            yield first, first + BLOCK
            first += BLOCK
    if first < len(owners):
        yield first, len(owners)


def _counted(owners: Ints, x: Ints, y: Ints) -> dict[tuple[int, int], int]:
    """Of the two documents of each pair of sentences, the smaller number of their sentences that occur."""
    import numpy as np

    many = int(owners[-1]) + 1
    rows = np.unique(x * many + owners[y])
    columns = np.unique(y * many + owners[x])
    docs, by_row = np.unique(owners[rows // many] * many + rows % many, return_counts=True)
    _, by_column = np.unique(columns % many * many + owners[columns // many], return_counts=True)
    least = np.minimum(by_row, by_column)
    return {(d // many, d % many): n for d, n in zip(docs.tolist(), least.tolist(), strict=True)}


def _sharing(readings: Sequence[Reading], *, pairs_only: bool) -> dict[tuple[int, int], int]:
    """How many rare anchors, and rare pairs of anchors in a sentence, two documents share, for those with enough."""
    import numpy as np

    keys, owners = [], []
    for n, r in enumerate(readings):
        own = _rare_keys(r, pairs_only=pairs_only)
        keys.append(np.fromiter(own, np.int64, len(own)))
        owners.append(np.full(len(own), n, np.int64))
    if not keys:
        return {}
    key, owner = np.concatenate(keys), np.concatenate(owners)
    order = np.lexsort((owner, key))
    key, owner = key[order], owner[order]
    edges = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1], [True]])) if len(key) else np.zeros(1, int)
    found = []
    for size in range(2, RARE + 1):
        starts = edges[:-1][np.diff(edges) == size]
        for i, j in combinations(range(size), 2):
            found.append(owner[starts + i] * len(readings) + owner[starts + j])
    codes, counts = np.unique(np.concatenate(found), return_counts=True)
    enough = counts >= SHARED_RARE
    return {
        (int(c) // len(readings), int(c) % len(readings)): int(n)
        for c, n in zip(codes[enough].tolist(), counts[enough].tolist(), strict=True)
    }


def _rare_keys(reading: Reading, *, pairs_only: bool) -> set[int]:
    """Numbers for the anchors of a document and for pairs of them within a sentence."""
    found: set[str] = set()
    for anchors in anchors_of(reading):
        own = sorted(anchors)
        if not pairs_only:
            found.update(own)
        found.update(f"{a} {b}" for a, b in combinations(own[:PER_SENTENCE], 2))
    return {int.from_bytes(hashlib.blake2b(k.encode(), digest_size=8).digest(), "big", signed=True) for k in found}
