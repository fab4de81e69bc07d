"""Winnowed fingerprints of runs of words (Schleimer, Wilkerson and Aiken 2003), and the places that share one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rashomon.link.copying.words import mixed

if TYPE_CHECKING:
    from rashomon.link.copying.words import Hashes, Truths, Whole

GRAM = 5
"""Words of a fingerprint."""
WINDOW = 3
"""Of so many runs in a row one is kept: whatever shares GRAM + WINDOW - 1 words shares a fingerprint."""
TOGETHER = 32
"""Places of a fingerprint that are all compared with one another; of more, each is with the first and the next ones."""
NEXT = 2
"""How many next ones."""
AGAIN = 3
"""Places of one fingerprint in one document that are looked at."""
_STEP = 0xD6E8FEB86659FD93
_HIGH = 32
_SLICE = 1 << 20  # fingerprints whose pairs are made at a time


def keys(hashes: Hashes, counts: Whole, first: int) -> Hashes:
    """Fingerprints of texts whose words have these hashes: the fingerprint in the upper half, the word in the lower.

    `counts` are the words of each text; `first` is the number of the first word among all.
    """
    import numpy as np

    grams = np.zeros_like(hashes)
    total = len(hashes)
    for ahead in range(min(GRAM, total)):
        grams[: total - ahead] += hashes[ahead:] * np.uint64(pow(_STEP, ahead, 1 << 64))
    grams = mixed(grams)
    last = np.repeat(np.cumsum(counts), counts)
    top = np.uint64(0xFFFFFFFFFFFFFFFF)
    grams[np.arange(total) + GRAM > last] = top
    kept = np.flatnonzero(_winnowed(grams) & (grams != top))
    return (grams[kept] >> np.uint64(_HIGH) << np.uint64(_HIGH)) | (kept + first).astype(np.uint64)


def _winnowed(grams: Hashes) -> Truths:
    """Which runs are the least of a window; one of every window is."""
    import numpy as np

    top = np.full(WINDOW - 1, 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
    padded = np.concatenate((grams, top))
    least = grams.copy()
    for ahead in range(1, WINDOW):
        np.minimum(least, padded[ahead : ahead + len(grams)], out=least)
    least[grams == top[0]] = top[0]  # a window starts in the text that it is of
    kept: Truths = grams == least
    for ahead in range(1, min(WINDOW, len(grams))):
        kept[ahead:] |= grams[ahead:] == least[:-ahead]
    return kept


def seeds(sorted_keys: Hashes, firsts: Whole, rank: Whole) -> Iterator[tuple[Whole, Whole]]:
    """Pairs of words at which different documents have the same fingerprint, some at a time.

    `firsts` are the first words of the documents, `rank` their order of age and length: of a fingerprint in many
    documents, the document that ranks first is compared with all.
    """
    import numpy as np

    total = len(sorted_keys)
    begin = 0
    while begin < total:
        end = min(total, begin + _SLICE)
        if end < total:  # no group is split
            same = sorted_keys[end - 1] >> np.uint64(_HIGH)
            end = int(np.searchsorted(sorted_keys, (same + np.uint64(1)) << np.uint64(_HIGH))) or total
        part = sorted_keys[begin:end]
        yield from _pairs(part >> np.uint64(_HIGH), (part & np.uint64(0xFFFFFFFF)).astype(np.int64), firsts, rank)
        begin = end


def _pairs(grams: Hashes, words: Whole, firsts: Whole, rank: Whole) -> Iterator[tuple[Whole, Whole]]:
    import numpy as np

    shared = np.zeros(len(grams), dtype=bool)
    equal = grams[1:] == grams[:-1]
    shared[1:] |= equal
    shared[:-1] |= equal
    grams, words = grams[shared], words[shared]
    docs = np.searchsorted(firsts, words, side="right") - 1
    new = np.ones(len(grams), dtype=bool)
    new[AGAIN:] = (grams[AGAIN:] != grams[:-AGAIN]) | (docs[AGAIN:] != docs[:-AGAIN])
    grams, words, docs = grams[new], words[new], docs[new]
    group = np.cumsum(np.concatenate(([0], grams[1:] != grams[:-1]))) if len(grams) else np.zeros(0, np.int64)
    large = np.bincount(group, minlength=1)[group] > TOGETHER
    few = np.flatnonzero(~large)
    yield from _within(group[few], words[few], docs[few], TOGETHER - 1)
    many = np.flatnonzero(large)
    many = many[np.lexsort((words[many], rank[docs[many]], group[many]))]
    group, words, docs = group[many], words[many], docs[many]
    yield from _within(group, words, docs, NEXT)
    if len(group):
        heads = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
        head = heads[np.cumsum(np.concatenate(([True], group[1:] != group[:-1]))) - 1]
        apart = docs[head] != docs
        yield words[head[apart]], words[apart]


def _within(group: Whole, words: Whole, docs: Whole, furthest: int) -> Iterator[tuple[Whole, Whole]]:
    """Pairs of a group that are at most so many places apart."""
    import numpy as np

    left = np.arange(len(group))
    for apart in range(1, furthest + 1):
        left = left[left + apart < len(group)]
        left = left[group[left + apart] == group[left]]
        if not len(left):
            return
        other = left + apart
        kept = docs[left] != docs[other]
        if kept.any():
            yield words[left[kept]], words[other[kept]]
