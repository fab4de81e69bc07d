"""Words of texts with their offsets, as arrays: hashes that case, accents, and the style of quotes do not change.

Scripts that put no space between words (Han, kana, Thai, Lao, Khmer, Burmese) give a word a character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Words = NDArray[np.uint32]
    Truths = NDArray[np.bool_]

_BREAK, _LETTER, _SILENT, _ALONE, _APOSTROPHE, _POINT, _UNSEEN = range(7)
_APOSTROPHES = frozenset("'’ʼ‘`′＇‛´")
_POINTS = frozenset(",.٫٬．，")
_TATWEEL = "\u0640"  # lengthens an Arabic word and means nothing
_NO_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x30FF),  # kana and iteration marks
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Cut:
    """Words of some texts: 64-bit hashes, first and last characters in the text; `alone` are words of one character.

    `counts` says how many words each text has.
    """

    hashes: Hashes
    starts: Whole
    ends: Whole
    alone: Truths
    counts: Whole


class _Characters:
    """What each code point is to a word: its class, and the code point that it counts as; filled as they are met."""

    def __init__(self) -> None:
        import numpy as np

        self.classes = np.full(0x110000, _UNSEEN, dtype=np.uint8)
        self.folded = np.zeros(0x110000, dtype=np.uint32)

    def learn(self, codes: NDArray[np.uint32]) -> None:
        """Classes of the code points that were not met before."""
        import numpy as np

        unseen = codes[self.classes[codes] == _UNSEEN]
        for code in np.unique(unseen).tolist():
            self.classes[code], self.folded[code] = _character(code)


@cache
def _characters() -> _Characters:
    return _Characters()


def _character(code: int) -> tuple[int, int]:
    char = chr(code)
    kind = unicodedata.category(char)
    if char in _APOSTROPHES:
        return _APOSTROPHE, 0
    if char in _POINTS:
        return _POINT, 0
    if kind in ("Mn", "Me", "Mc", "Cf") or char == _TATWEEL:
        return _SILENT, 0
    if not char.isalnum():
        return _BREAK, 0
    flat = next((c for c in unicodedata.normalize("NFKD", char.casefold()) if c.isalnum()), char)
    digit = unicodedata.decimal(flat, None)
    alone = any(low <= code <= high for low, high in _NO_SPACES)
    return _ALONE if alone else _LETTER, ord(flat) if digit is None else 0x30 + digit


def mixed(hashes: Hashes) -> Hashes:
    """Hashes whose bits all depend on one another (the finaliser of SplitMix64, Steele et al. 2014)."""
    import numpy as np

    out = hashes ^ (hashes >> np.uint64(30))
    out = out * np.uint64(0xBF58476D1CE4E5B9)
    out ^= out >> np.uint64(27)
    out = out * np.uint64(0x94D049BB133111EB)
    out ^= out >> np.uint64(31)
    return out


def powers(base: int, count: int) -> Hashes:
    """The powers of a base from 0, modulo 2**64."""
    import numpy as np

    out = np.full(count, base & _MASK, dtype=np.uint64)
    out[0] = 1
    return np.multiply.accumulate(out)


@cache
def _powers(size: int) -> tuple[Hashes, Hashes]:
    return powers(_BASE, size), powers(pow(_BASE, -1, 1 << 64), size)


def cut(texts: Sequence[str]) -> Cut:
    """The words of some texts, one text after the other; offsets are those in each text."""
    import numpy as np

    whole = "\n".join(texts) + "\n"
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    characters = _characters()
    characters.learn(codes)
    classes, folded = characters.classes[codes], characters.folded[codes]
    inside, sounding = _inside(classes, folded)
    starts, ends = _edges(classes, inside)
    before = np.cumsum(sounding)
    solid = before[ends - 1] - before[starts] + sounding[starts] > 0
    starts, ends = starts[solid], ends[solid]
    hashes = _hashes(np.where(sounding, folded, 0), before - sounding, starts, ends)
    firsts = np.cumsum([0] + [len(t) + 1 for t in texts])
    owner = np.searchsorted(firsts, starts, side="right") - 1
    counts = np.bincount(owner, minlength=len(texts)).astype(np.int64)
    return Cut(hashes, starts - firsts[owner], ends - firsts[owner], classes[starts] == _ALONE, counts)


def _inside(classes: NDArray[np.uint8], folded: NDArray[np.uint32]) -> tuple[Truths, Truths]:
    """Which characters stand in a word, and which of them count; every text ends in a break."""
    import numpy as np

    sounding = (classes == _LETTER) | (classes == _ALONE)
    inside = sounding | (classes == _SILENT)
    digit = sounding & (folded >= 0x30) & (folded <= 0x39)
    joins = np.zeros_like(inside)
    joins[1:-1] = (classes[1:-1] == _APOSTROPHE) & inside[:-2] & inside[2:]
    joins[1:-1] |= (classes[1:-1] == _POINT) & digit[:-2] & digit[2:]
    return inside | joins, sounding


def _edges(classes: NDArray[np.uint8], inside: Truths) -> tuple[Whole, Whole]:
    """Where words start and end."""
    import numpy as np

    before = np.concatenate(([False], inside[:-1]))
    alone = classes == _ALONE
    after_alone = np.concatenate(([False], alone[:-1])) & (classes == _LETTER)
    first = inside & (~before | alone | after_alone)
    edges = np.flatnonzero(first | (before & ~inside))
    at = np.flatnonzero(first[edges])
    return edges[at], edges[at + 1]


def _hashes(folded: NDArray[np.uint32], index: Whole, starts: Whole, ends: Whole) -> Hashes:
    """Hashes of words from a running sum: the same characters give the same hash wherever they stand."""
    import numpy as np

    size = 1 << (len(folded) + 1).bit_length()
    forth, back = _powers(max(size, 1 << 20))
    values = np.where(folded > 0, mixed(folded.astype(np.uint64)), np.uint64(0))
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(values * forth[index], dtype=np.uint64)))
    return mixed((sums[ends] - sums[starts]) * back[index[starts]])
