"""Phrases that may stand for somebody: pronouns by word, others by the model of references or by their last word."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import numpy as np

from rashomon.errors import ModelError
from rashomon.read.cast.variants import listed, words_of
from rashomon.read.names.naming import PHRASE_TAGS, PHRASES
from rashomon.read.sentences import split_sentences
from rashomon.read.states import States
from rashomon.read.tagging import Floats

Pronoun = Literal["", "he", "she", "they", "it", "i", "we", "you"]
HeadSort = Literal["", "person", "people", "organisation", "group", "outlet", "document"]
VECTOR = 32
_NO_NOUN = frozenset(
    """s t the a an this that these those of in on at to for from by with and or but as that which who is are was
    were be been has have had said says say told tells not he she it they we i you his her its their our my your
    when where while after before if because than then there here so no all any will would could should may might
    can do does did""".split()
)
_ARTICLES = frozenset(
    "the a an this that these those another some several many other his her its their our my your".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of the text that may stand for somebody or something, with all that resolving it needs.

    `start` and `end` are offsets of the document; `sentence`, `line` and `word` running numbers, `quotation` the number
    of the quotation around it or -1. `head` is its last word in lower case; `pronoun` its class, empty for others.
    `kinds` are probabilities of PHRASES, `before` and `after` the words around it, `vector` what the model makes of it.
    """

    start: int
    end: int
    text: str
    head: str
    pronoun: Pronoun = ""
    kinds: tuple[float, ...] = (0.2,) * len(PHRASES)
    sentence: int = 0
    line: int = 0
    word: int = 0
    quotation: int = -1
    before: str = ""
    after: str = ""
    vector: Floats = field(default_factory=lambda: np.zeros(VECTOR, np.float32))


@cache
def pronouns() -> dict[str, Pronoun]:
    """Pronouns and possessives with their class."""
    kinds: tuple[Pronoun, ...] = ("he", "she", "they", "it", "i", "we", "you")
    return {word: kind for kind in kinds for word in words_of("pronouns")[kind]}


@cache
def _heads() -> dict[str, HeadSort]:
    sorts: tuple[HeadSort, ...] = ("document", "organisation", "outlet", "group", "person", "people")
    return {word: sort for sort in sorts for word in listed("heads", sort)}


@cache
def head_sort(head: str) -> tuple[HeadSort, bool]:
    """What the last word of a noun phrase makes of it, and whether it is plural."""
    known = _heads()
    if head in known:
        return known[head], known[head] == "people" or head in ("rebels",)
    for ending, instead in (("ies", "y"), ("men", "man"), ("wives", "wife"), ("es", ""), ("s", "")):
        if head.endswith(ending) and head[: -len(ending)] + instead in known:
            sort = known[head[: -len(ending)] + instead]
            return ("people" if sort == "person" else sort), True
    return "", head.endswith("s") and not head.endswith(("ss", "us", "is"))


def phrases_in(states: States, model: dict[str, Floats] | None = None) -> list[Phrase]:
    """The phrases of a stretch of a document, in order and without overlap; by the packaged model without another."""
    words = [states.text[s:e] for s, e in zip(states.encoded.start.tolist(), states.encoded.end.tolist(), strict=True)]
    if not words:
        return []
    heads = model_arrays() if model is None else model
    kinds, spans = _tagged(states, heads) if heads else (None, [])
    known = pronouns()
    singles = {i for i, w in enumerate(words) if w.lower() in known and _is_pronoun(w)}
    spans = _trimmed(words, _without(_owner_cut(words, spans), singles)) + [(i, i) for i in singles]
    taken = {i for a, b in spans for i in range(a, b + 1)}
    spans += [s for s in _by_heads(words) if not taken & set(range(s[0], s[1] + 1))]
    return _made(states, words, sorted(spans), kinds, heads)


def _is_pronoun(word: str) -> bool:
    """Not "US", "IT" or "i"."""
    return word == "I" or (word.lower() != "i" and not (len(word) > 1 and word.isupper() and len(word) < 3))


def _owner_cut(words: list[str], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without the ending of a possessive."""
    out = []
    for a, b in spans:
        if b > a + 1 and words[b] == "s" and words[b - 1] in ("'", "’"):
            out.append((a, b - 2))
        else:
            out.append((a, b - 1 if b > a and words[b] in ("'", "’") else b))
    return out


def _trimmed(words: list[str], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without words at their ends that are no part of a noun phrase; none that has no other."""
    out = []
    for a, b in spans:
        first, last = a, b
        while last >= first and (words[last].lower() in _NO_NOUN or not words[last][:1].isalnum()):
            last -= 1
        while first <= last and not words[first][:1].isalnum():
            first += 1
        if first <= last:
            out.append((first, last))
    return out


def _without(spans: list[tuple[int, int]], singles: set[int]) -> list[tuple[int, int]]:
    """Spans cut where a pronoun stands in them."""
    out = []
    for a, b in spans:
        at = a
        for i in range(a, b + 2):
            if i > b or i in singles:
                if at < i:
                    out.append((at, i - 1))
                at = i + 1
    return out


def _by_heads(words: list[str]) -> list[tuple[int, int]]:
    """Noun phrases by rule: a word for a person, a body or a text, and up to five words before it."""
    out: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        lower = word.lower()
        if not head_sort(lower)[0] or not word.islower():
            continue
        at = i
        while at > 0 and i - at < 5 and words[at - 1].isalpha() and words[at - 1].lower() not in _NO_NOUN:
            at -= 1
        opened = at > 0 and words[at - 1].lower() in _ARTICLES
        if out and at <= out[-1][1]:
            out.pop()
        out.append((at - 1, i) if opened else (at if i - at < 3 else i, i))
    return out


def model_arrays() -> dict[str, Floats]:
    """The arrays of the model of references; empty where it is not there."""
    from rashomon.models import arrays

    try:
        return arrays("references")[1]
    except ModelError:
        return {}


def _tagged(states: States, heads: dict[str, Floats]) -> tuple[Floats, list[tuple[int, int]]]:
    """Probabilities (words, PHRASES) of the kinds, and the phrases as runs of words, both ends included."""
    scores = states.at_words @ heads["phrases"].astype(np.float32) + heads["phrases_bias"].astype(np.float32)
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    kinds = np.stack([shares[:, 1 + 2 * k : 3 + 2 * k].sum(axis=1) for k in range(len(PHRASES))], axis=1)
    spans: list[tuple[int, int]] = []
    inside = False
    for i, tag in enumerate(scores.argmax(axis=1).tolist()):
        name = PHRASE_TAGS[tag]
        if name[0] == "I" and inside:
            spans[-1] = (spans[-1][0], i)
        elif name[0] != "O":
            spans.append((i, i))
        inside = name[0] != "O"
    shared: Floats = (kinds / np.maximum(kinds.sum(axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return shared, spans


def _made(
    states: States, words: list[str], spans: list[tuple[int, int]], kinds: Floats | None, heads: dict[str, Floats]
) -> list[Phrase]:
    encoded, known = states.encoded, pronouns()
    starts = [s.start for s in split_sentences(states.text, 0, len(states.text))]
    sentences = np.maximum(np.searchsorted(starts, encoded.start, side="right"), 1) - 1 if starts else encoded.sentence
    vectors = _vectors(states, spans, heads) if heads else np.zeros((len(spans), VECTOR), np.float32)
    out = []
    for (a, b), vector in zip(spans, vectors, strict=True):
        start, end = states.span(a, b)
        head = words[b].lower()
        quotation = int(encoded.quotation[a])
        out.append(
            Phrase(
                start,
                end,
                states.text[start - states.at : end - states.at],
                head,
                known.get(head, "") if a == b and _is_pronoun(words[b]) else "",
                tuple(kinds[a : b + 1].mean(axis=0).tolist()) if kinds is not None else (0.2,) * len(PHRASES),
                states.at + int(sentences[a]),
                states.at + int(encoded.line[a]),
                states.at + a,
                states.at + quotation if quotation >= 0 else -1,
                words[a - 1].lower() if a else "",
                words[b + 1].lower() if b + 1 < len(words) else "",
                vector,
            )
        )
    return out


def _vectors(states: States, spans: list[tuple[int, int]], heads: dict[str, Floats]) -> Floats:
    """What the model makes of runs of words, both ends included."""
    if not spans or "refer" not in heads:
        return np.zeros((len(spans), VECTOR), np.float32)
    vectors: Floats = rows_of(states, spans) @ heads["refer"].astype(np.float32) + heads["refer_bias"].astype(
        np.float32
    )
    return vectors


def rows_of(states: States, spans: list[tuple[int, int]]) -> Floats:
    """The state of the first piece of the last word, and the mean state, of runs of words."""
    ends = np.array([states.pieces(a, b) for a, b in spans], np.int64).reshape(-1, 2)
    sums = np.concatenate(
        [np.zeros((1, states.hidden.shape[1]), np.float64), states.hidden.cumsum(axis=0, dtype=np.float64)]
    )
    means = (sums[ends[:, 1] + 1] - sums[ends[:, 0]]) / (ends[:, 1] - ends[:, 0] + 1)[:, None]
    last = states.encoded.piece[[b for _, b in spans]]
    rows: Floats = np.concatenate([states.hidden[last], means.astype(np.float32)], axis=1)
    return rows
