"""From text to role tags and back: what the encoder is fed, how windows are cut, and how tags become fragments.

Numbers only: no model is loaded here, so that training and reading share every line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.read.quotations import find_quotations
from rashomon.read.wordpieces import Ints, WordPieces

Floats = NDArray[np.float32]

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SHAPES = 6  # none, lower, Title, UPPER, mixed, digits
GAPS = 4  # nothing, space, line break, blank line before the piece
QUOTES = 3  # outside, inside, a mark at the border of a quotation
WINDOW = 254  # word pieces; two more for the opening and closing piece
STRIDE = 127


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as the encoder reads it. Arrays over pieces: `ids`, `features` (n, 3: shape, gap, quote).

    Arrays over words (a word is what basic tokenisation does not split): `piece` (its first piece), `start` and `end`
    (code points), `line` and `sentence` (running numbers), `quotation` (number of the quotation around it, -1 outside),
    `joint` (a comma, semicolon, colon or dash: what joins parts of a sentence and belongs to none).
    """

    ids: Ints
    features: Ints
    piece: Ints
    start: Ints
    end: Ints
    line: Ints
    sentence: Ints
    quotation: Ints
    joint: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of words with one role: word numbers `first` and `last`, both included."""

    role: str
    first: int
    last: int


def encode(text: str, tokenizer: WordPieces) -> Encoded:
    """Cut a text into pieces and words and describe each."""
    pieces = tokenizer.tokenize(text)
    n = len(pieces)
    piece = np.flatnonzero(pieces.first)
    start = pieces.start[piece]
    stops = np.append(piece[1:], n) - 1
    end = pieces.end[stops] if n else np.zeros(0, np.int64)
    features = np.zeros((n, 3), np.int64)
    features[:, 0] = np.repeat([_shape(text[s:e]) for s, e in zip(start, end, strict=True)], stops - piece + 1)
    gaps, sentence, endings = np.zeros(len(piece), np.int64), np.zeros(len(piece), np.int64), 0
    joint = np.zeros(len(piece), np.bool_)
    before = 0
    for i, (s, e) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        gap = text[before:s]
        lines = gap.count("\n")
        gaps[i] = 3 if lines > 1 or not i else 2 if lines else 1 if gap else 0
        endings += lines > 0
        sentence[i] = endings
        endings += e - s == 1 and text[s] in ".!?…"
        joint[i] = e - s == 1 and text[s] in ",;:—–-"
        before = e
    features[piece, 1] = gaps
    quotation = np.full(len(piece), -1, np.int64)
    border = _mark_quotations(text, start, quotation)
    features[:, 2] = np.repeat(np.where(border, 2, quotation >= 0), stops - piece + 1)
    return Encoded(pieces.ids, features, piece, start, end, np.cumsum(gaps >= 2), sentence, quotation, joint)


def _mark_quotations(text: str, start: Ints, quotation: Ints) -> NDArray[np.bool_]:
    border = np.zeros(len(start), np.bool_)
    for number, q in enumerate(find_quotations(text)):
        if not q.balanced:
            continue  # a mark that is never closed says nothing about what follows it
        a, b = int(np.searchsorted(start, q.start)), int(np.searchsorted(start, q.end))
        quotation[a:b] = number
        if a < b:
            border[a] = True
            border[b - 1] = True
    return border


def _shape(word: str) -> int:
    if word.isdigit():
        return 5
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 0
    if word.islower():
        return 1
    if len(letters) > 1 and word.isupper():
        return 3
    return 2 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 4


def windows(encoded: Encoded, size: int = WINDOW, stride: int = STRIDE) -> list[tuple[int, int]]:
    """Overlapping runs of pieces (from, to) that cover the text; each starts where a word starts."""
    n = len(encoded.ids)
    out: list[tuple[int, int]] = []
    at = 0
    while n:
        stop = min(n, at + size)
        out.append((at, stop))
        if stop == n:
            break
        after = int(np.searchsorted(encoded.piece, at + stride))
        at = int(encoded.piece[after]) if after < len(encoded.piece) and encoded.piece[after] < stop else stop
    return out


def window_weights(length: int, opens: bool, closes: bool) -> Floats:
    """How far to trust each piece of a window: little near an edge that cuts the text, fully elsewhere."""
    ramp = np.minimum(np.arange(1, length + 1) / 64.0, 1.0).astype(np.float32)
    left = np.ones(length, np.float32) if opens else ramp
    right = np.ones(length, np.float32) if closes else ramp[::-1]
    weights: Floats = np.maximum(left * right, np.float32(1e-4))
    return weights


def viterbi(emissions: Floats, transitions: Floats) -> list[int]:
    """The best tags for log scores `emissions` (words, tags) and `transitions` (from, to); inside never opens."""
    n = len(emissions)
    if not n:
        return []
    allowed = transitions + FORBIDDEN
    best = emissions[0] + FORBIDDEN[0]
    back = np.zeros((n, len(TAGS)), np.int64)
    for i in range(1, n):
        scores = best[:, None] + allowed
        back[i] = scores.argmax(axis=0)
        best = scores.max(axis=0) + emissions[i]
    tag = int(best.argmax())
    path = [tag]
    for i in range(n - 1, 0, -1):
        tag = int(back[i, tag])
        path.append(tag)
    return path[::-1]


def _forbidden() -> Floats:
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = -1e4
    return table


FORBIDDEN = _forbidden()


def fragments_of(tags: list[int]) -> list[Fragment]:
    """Tags to fragments, in order; the inverse of `tags_of` on any sequence in which no inside tag opens a run."""
    out: list[Fragment] = []
    role, first = "", 0
    for i, tag in enumerate([*tags, 0]):
        name = TAGS[tag]
        if role and (name[0] != "I" or name[2:] != role):
            out.append(Fragment(role, first, i - 1))
            role = ""
        if name[0] == "B" or (name[0] == "I" and not role):
            role, first = name[2:], i
    return out


def tags_of(fragments: list[Fragment], words: int) -> list[int]:
    """Fragments to tags for a text of so many words; where two overlap, the later one in the list wins."""
    tags = [0] * words
    for f in fragments:
        opening = 1 + 2 * ROLES.index(f.role)
        tags[f.first : f.last + 1] = [opening] + [opening + 1] * (f.last - f.first)
    return tags


def words_between(encoded: Encoded, start: int, end: int) -> tuple[int, int] | None:
    """First and last word that a span of code points touches; none when it touches no word."""
    first = int(np.searchsorted(encoded.end, start, side="right"))
    last = int(np.searchsorted(encoded.start, end, side="left")) - 1
    return (first, last) if first <= last else None
