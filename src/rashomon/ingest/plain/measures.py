"""Counts of characters and words, for all lines of a text at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy import ndarray

    Array = ndarray[Any, Any]

LONGEST = 1200
"""Characters of a line that are measured; of a longer line the beginning and the last 200."""
BLOCK = 2_000_000
"""Characters measured at once: bounds the memory."""
LETTER, UPPER, DIGIT, SPACE, END, COMMA, QUOTE, DASH, BRACKET, BAR, SIGN, UNSPACED, MARK, PUNCT, SYMBOL = range(1, 16)
"""Classes of characters; 0 is for what is none of them. The table of all characters lies with the model's weights."""
WORDY = (LETTER, UPPER, DIGIT, UNSPACED, MARK)
"""Classes that words are made of."""
KEYS = 1 << 15
"""Words are told apart by so many values of a hash."""


class Measures(NamedTuple):
    """Of each line: `histogram` of the 16 classes, `first` and `last` class, `colon` at the end, `lengths`, `counts` of
    words and of words with a `capitals` letter first. Of each word: `keys` (its hash), `long` (over three letters, or
    beyond ASCII), `rows` (the number of its line).
    """

    histogram: Array
    first: Array
    last: Array
    colon: Array
    lengths: Array
    counts: Array
    capitals: Array
    keys: Array
    long: Array
    rows: Array


def clipped(text: str) -> str:
    """The line as it is measured."""
    return text if len(text) <= LONGEST else text[: LONGEST - 200] + text[-200:]


def measured(texts: Sequence[str], table: Array) -> Measures:
    """Counts for lines that are not empty; `table` gives the class of every character up to U+FFFF."""
    import numpy as np

    parts = []
    start = size = 0
    for i, text in enumerate(texts):
        size += min(len(text), LONGEST)
        if size > BLOCK or i == len(texts) - 1:
            parts.append(_measured([clipped(t) for t in texts[start : i + 1]], table, start))
            start, size = i + 1, 0
    if len(parts) == 1:
        return parts[0]
    return Measures(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _measured(texts: list[str], table: Array, offset: int) -> Measures:
    import numpy as np

    joined = "\n".join(texts) + "\n"
    codes = _codes(joined)
    classes = table.take(codes)
    count = len(texts)
    lengths = np.fromiter(map(len, texts), np.int64, count)
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    last = np.maximum(ends - 1, starts)
    line = np.repeat(np.arange(count), lengths + 1)
    histogram = np.bincount(line * 16 + classes, minlength=count * 16).reshape(count, 16)
    histogram[:, 0] -= 1  # the break
    wordy = _of_class(WORDY).take(classes)
    edges = np.flatnonzero(wordy[1:] != wordy[:-1]) + 1
    if wordy[0]:
        edges = np.concatenate([[0], edges])
    begin, finish = edges[0::2], edges[1::2]
    rows = line[begin]
    unspaced = histogram[:, UNSPACED]
    return Measures(
        histogram=histogram,
        first=classes[starts],
        last=_last(classes, ends, starts),
        colon=codes[last] == ord(":"),
        lengths=lengths,
        counts=np.bincount(rows, minlength=count) + unspaced // 2,
        capitals=np.bincount(rows[classes[begin] == UPPER], minlength=count),
        keys=_keys(_folded(joined), np.flatnonzero(wordy), begin, finish),
        long=(finish - begin > 3) | (codes[begin] > 0x7F),
        rows=rows + offset,
    )


def _last(classes: Array, ends: Array, starts: Array) -> Array:
    """The class of the last character; a mark that closes a quotation or a bracket gives way to the one before it."""
    import numpy as np

    found = np.maximum(ends - 1, starts)
    for _ in range(2):
        closing = _of_class((QUOTE, BRACKET))[classes[found]] & (classes[np.maximum(found - 1, 0)] == END)
        found = np.where(closing & (found > starts), found - 1, found)
    last: Array = classes[found]
    return last


def _codes(joined: str) -> Array:
    """Code points; those beyond U+FFFF are U+FFFF."""
    import numpy as np

    packed = joined.encode("utf-16-le", "surrogatepass")
    if len(packed) == 2 * len(joined):
        return np.frombuffer(packed, np.uint16)
    return np.minimum(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32), 0xFFFF).astype(np.uint16)


def _folded(joined: str) -> Array:
    """Code points without case, as many as there are characters."""
    low = joined.lower()
    return _codes(low if len(low) == len(joined) else "".join(c.lower() if len(c.lower()) == 1 else c for c in joined))


@cache
def _of_class(chosen: tuple[int, ...]) -> Array:
    """True for the classes chosen, by their numbers."""
    import numpy as np

    found = np.zeros(16, np.bool_)
    found[list(chosen)] = True
    return found


@cache
def _powers() -> Array:
    import numpy as np

    return np.cumprod(np.full(LONGEST + 1, 0x01000193, np.uint32), dtype=np.uint32)


def _keys(folded: Array, inside: Array, begin: Array, finish: Array) -> Array:
    """A key below `KEYS` for each word from its characters; `inside` are the places of all characters of words."""
    import numpy as np

    if not len(begin):
        return np.zeros(0, np.int64)
    sizes = finish - begin
    mixed = folded[inside].astype(np.uint32) * _powers()[inside - np.repeat(begin, sizes)]
    sums = np.add.reduceat(mixed, np.cumsum(sizes) - sizes, dtype=np.uint32)
    mixed = (sums ^ (sums >> np.uint32(15))) * np.uint32(0x9E3779B1)
    keys: Array = (mixed >> np.uint32(17)).astype(np.int64)
    return keys


def keys_of(words: Sequence[str]) -> list[int]:
    """The keys of single words."""
    import numpy as np

    return [int(_keys(_folded(w), np.arange(len(w)), np.array([0]), np.array([len(w)]))[0]) for w in words]
