"""Word pieces with character offsets, for the uncased vocabulary of the BERT family.

Source: the WordPiece algorithm of Devlin et al. 2018 (greedy longest match first after basic tokenisation: lower
case, accents stripped, punctuation and CJK split). Our own because the usual library brings network code into a tool
that works offline.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_CHUNK = re.compile(r"\S+")
_LONGEST_WORD = 100  # characters; the reference implementation gives up on longer words as well
_CACHE_LIMIT = 200_000

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text: parallel arrays, one row a piece.

    `start` and `end` are code points into the text; `first` marks the piece that opens a word (a word is a run that
    basic tokenisation does not split: letters and digits, or one punctuation mark).
    """

    ids: Ints
    start: Ints
    end: Ints
    first: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


_Chunk = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[bool, ...]]


class WordPieces:
    """A tokenizer over one vocabulary; `tokenize` is pure and gives the same pieces for the same text."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._rank = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.opening, self.closing = (self._rank[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self._longest = max(map(len, vocabulary))
        self._cache: dict[str, _Chunk] = {}

    def tokenize(self, text: str) -> Pieces:
        """Split a text into word pieces; white space and control characters belong to none."""
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        firsts: list[bool] = []
        cache = self._cache
        for match in _CHUNK.finditer(text):
            chunk = match.group()
            found = cache.get(chunk)
            if found is None:
                if len(cache) >= _CACHE_LIMIT:
                    cache.clear()
                found = cache[chunk] = self._split(chunk)
            at = match.start()
            ids.extend(found[0])
            starts.extend([at + s for s in found[1]])
            ends.extend([at + e for e in found[2]])
            firsts.extend(found[3])
        return Pieces(
            np.array(ids, np.int64), np.array(starts, np.int64), np.array(ends, np.int64), np.array(firsts, np.bool_)
        )

    def _split(self, chunk: str) -> _Chunk:
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        firsts: list[bool] = []
        for word, origins in _words(chunk):
            for rank, a, b in self._match(word):
                firsts.append(a == 0)
                ids.append(rank)
                starts.append(origins[a])
                ends.append(origins[b - 1] + 1)
        return tuple(ids), tuple(starts), tuple(ends), tuple(firsts)

    def _match(self, word: str) -> list[tuple[int, int, int]]:
        if len(word) > _LONGEST_WORD:
            return [(self.unknown, 0, len(word))]
        out: list[tuple[int, int, int]] = []
        at = 0
        while at < len(word):
            prefix = "##" if at else ""
            for end in range(min(len(word), at + self._longest), at, -1):
                rank = self._rank.get(prefix + word[at:end])
                if rank is not None:
                    out.append((rank, at, end))
                    at = end
                    break
            else:
                return [(self.unknown, 0, len(word))]
        return out


def _words(chunk: str) -> list[tuple[str, list[int]]]:
    """Basic tokenisation of a run without white space: folded words, each with the origin of every character."""
    words: list[tuple[str, list[int]]] = []
    word, origins = "", list[int]()

    def flush() -> None:
        nonlocal word, origins
        if word:
            words.append((word, origins))
        word, origins = "", []

    for at, char in enumerate(chunk):
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cf", "Cn", "Co", "Cs") or char == "\ufffd":
            continue
        if _is_punctuation(char, kind) or _is_cjk(ord(char)):
            flush()
            words.append((char, [at]))
            continue
        for folded in unicodedata.normalize("NFD", char.lower()):
            if unicodedata.category(folded) != "Mn":
                word += folded
                origins.append(at)
    flush()
    return words


def _is_punctuation(char: str, category: str) -> bool:
    # The reference counts every ASCII mark ("$", "+", "^") as punctuation, whatever its Unicode category.
    return category[0] == "P" or (char < "\x7f" and not char.isalnum())


def _is_cjk(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )


@lru_cache(maxsize=1)
def packaged() -> WordPieces:
    """The tokenizer over the vocabulary that ships with the weights."""
    vocabulary = (files("rashomon") / "weights" / "vocabulary.txt").read_text("utf8")
    return WordPieces(vocabulary.rstrip("\n").split("\n"))
