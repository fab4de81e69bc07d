"""The index of passages: every run of words that stands in two documents, with its place in both.

Texts come one after the other; kept of them are numbers only, 16 bytes a word. What is found depends neither on the
order of the texts nor on other texts, but for a passage that stands in more documents than `fingerprints.TOGETHER`:
there each is compared with the document that ranks first and with the next ones, so that all hang together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rashomon.link.copying.chaining import Chain, Stretch, chains
from rashomon.link.copying.short_runs import short_runs

if TYPE_CHECKING:
    from rashomon.link.copying.extending import Stretches, Texts
    from rashomon.link.copying.words import Hashes, Whole, Words

LEAST = 12
"""Words of a passage on its shorter side; two characters of a script without spaces count as one word."""
ALIKE = 0.6
"""Equal words that a passage needs, of those of its shorter side."""
LEAST_EQUAL = 10
"""Equal words that a passage needs in any case."""
_BATCH = 1 << 20  # characters cut into words at a time

Runs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Passage:
    """Words that stand in the documents `a` and `b`, which sorts after it: their first and last characters in each.

    `words` are those of the shorter side, `equal` how many of them the other side has in the same order. `parts` are
    the stretches without words left out or put in, as (start, end) in `a` and in `b`, of `kept` words in all; `lengths`
    are the words of either side.
    """

    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int
    equal: int
    kept: int
    lengths: tuple[int, int]
    parts: tuple[tuple[int, int, int, int], ...]

    @property
    def identity(self) -> float:
        """Equal words of those of the shorter side, from 0 to 1."""
        return self.equal / self.words


class PassageIndex:
    """Collects texts, then gives the passages that they share."""

    def __init__(self) -> None:
        self._docs: list[str] = []
        self._ages: list[int] = []
        self._waiting: list[tuple[str, Runs]] = []
        self._size = 0
        self._words: list[Words] = []
        self._starts: list[Words] = []
        self._ends: list[Words] = []
        self._keys: list[Hashes] = []
        self._counts: list[Whole] = []
        self._total = 0

    def add(self, doc: str, text: str, runs: Runs | None = None, age: int = 0) -> None:
        """Take in a text, or some runs of it; each `doc` once. Of many copies, those of the least `age` rank first."""
        self._docs.append(doc)
        self._ages.append(age)
        runs = [(0, len(text))] if runs is None else runs
        self._waiting.append(("\n".join(text[start:end] for start, end in runs), runs))
        self._size += len(text)
        if self._size >= _BATCH:
            self._take()

    def _take(self) -> None:
        """The words and fingerprints of the texts that wait."""
        import numpy as np

        from rashomon.link.copying.fingerprints import keys
        from rashomon.link.copying.words import cut

        if not self._waiting:
            return
        found = cut([text for text, _ in self._waiting])
        shift = _shifts(found.starts, found.counts, [runs for _, runs in self._waiting])
        # The lowest bit says whether the word is one character of a script without spaces.
        short = (found.hashes >> np.uint64(32)).astype(np.uint32) & np.uint32(0xFFFFFFFE)
        self._words.append(short | found.alone.astype(np.uint32))
        self._starts.append((found.starts + shift).astype(np.uint32))
        self._ends.append((found.ends + shift).astype(np.uint32))
        self._keys.append(keys(found.hashes, found.counts, self._total))
        self._counts.append(found.counts)
        self._total += len(found.hashes)
        self._waiting, self._size = [], 0

    def lengths(self) -> dict[str, int]:
        """The words of each text."""
        import numpy as np

        self._take()
        counts = np.concatenate(self._counts).tolist() if self._counts else []
        return dict(zip(self._docs, counts, strict=True))

    def passages(self) -> Iterator[Passage]:
        """All passages, by document; after it no text can be added."""
        import numpy as np

        from rashomon.link.copying.extending import Texts, holding, stretches
        from rashomon.link.copying.fingerprints import seeds

        self._take()
        if not self._total:
            return
        counts = np.concatenate(self._counts)
        texts = Texts(np.concatenate(self._words), np.concatenate(([0], np.cumsum(counts))))
        self._words = [texts.words]
        order = np.empty(len(self._docs), dtype=np.int64)
        order[sorted(range(len(self._docs)), key=self._docs.__getitem__)] = np.arange(len(self._docs))
        rank = np.empty(len(self._docs), dtype=np.int64)
        rank[np.lexsort((order, -counts, np.array(self._ages)))] = np.arange(len(self._docs))
        sorted_keys = np.concatenate(self._keys)
        self._keys = []
        sorted_keys.sort()
        one, other = holding(texts, seeds(sorted_keys, texts.firsts[:-1], rank))
        del sorted_keys
        found = stretches(texts, one, other, order)
        del one, other
        starts, ends = np.concatenate(self._starts), np.concatenate(self._ends)
        self._starts, self._ends = [starts], [ends]
        yield from self._between(texts, found, starts, ends)

    def _between(self, texts: Texts, found: Stretches, starts: Words, ends: Words) -> Iterator[Passage]:
        for (a, b), parts in groupby(_listed(texts, found), key=lambda row: row[:2]):
            for chain in _chains(texts, a, b, [part for _, _, part in parts]):
                passage = _passage(self._docs[a], self._docs[b], chain, starts, ends)
                if passage.equal >= max(LEAST_EQUAL, ALIKE * passage.words) and _long(texts, chain):
                    yield passage


def _chains(texts: Texts, a: int, b: int, parts: list[Stretch]) -> list[Chain]:
    """The passages of two documents; short runs between them are looked for when there are any."""
    found = chains(parts, LEAST)
    more = short_runs(texts, a, b, found) if found else []
    return chains([*parts, *more], LEAST) if more else found


def _shifts(starts: Whole, counts: Whole, runs: list[Runs]) -> Whole:
    """What to add to offsets in the runs of each text, put one after the other, for those in the text."""
    import numpy as np

    if all(len(r) == 1 and r[0][0] == 0 for r in runs):
        return np.zeros(len(starts), dtype=np.int64)
    out = np.zeros(len(starts), dtype=np.int64)
    begin = 0
    for count, of in zip(counts.tolist(), runs, strict=True):
        if count:
            lengths = [end - start + 1 for start, end in of]
            glued = np.cumsum([0, *lengths[:-1]])
            shift = np.array([start for start, _ in of]) - glued
            at = np.searchsorted(glued, starts[begin : begin + count], side="right") - 1
            out[begin : begin + count] = shift[at]
        begin += count
    return out


def _listed(texts: Texts, found: Stretches) -> Iterator[tuple[int, int, Stretch]]:
    from rashomon.link.copying.extending import equal_words

    columns = (found.a, found.b, found.lows, found.highs, found.aways)
    for begin in range(0, len(found.a), 1 << 16):
        for a, b, low, high, away in zip(*(c[begin : begin + (1 << 16)].tolist() for c in columns), strict=True):
            yield a, b, Stretch(low, high, away, int(equal_words(texts.words, low, high, away).sum()))


def _passage(a: str, b: str, chain: Chain, starts: Words, ends: Words) -> Passage:
    first, last = chain.parts[0], chain.parts[-1]
    parts = tuple(
        (int(starts[p.low]), int(ends[p.high - 1]), int(starts[p.low + p.away]), int(ends[p.high + p.away - 1]))
        for p in chain.parts
    )
    return Passage(
        a=a,
        b=b,
        a_start=parts[0][0],
        a_end=parts[-1][1],
        b_start=parts[0][2],
        b_end=parts[-1][3],
        words=chain.shorter,
        equal=chain.equal,
        kept=sum(p.high - p.low for p in chain.parts),
        lengths=(last.high - first.low, last.high + last.away - first.low - first.away),
        parts=parts,
    )


def _long(texts: Texts, chain: Chain) -> bool:
    """Whether a passage is long enough where characters count for half a word."""
    first, last = chain.parts[0], chain.parts[-1]
    alone = int((texts.words[first.low : last.high] & 1).sum())
    return chain.shorter - alone / 2 >= LEAST
