"""How well a pronoun or a description fits what stands near it: features of pairs, and the small trained scorer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rashomon.read.cast.phrases import VECTOR, Phrase, Pronoun
from rashomon.read.cast.variants import listed
from rashomon.read.names.naming import PHRASES
from rashomon.read.tagging import Floats
from rashomon.read.wordpieces import Ints

NEAR = 30
"""Phrases before a pronoun that it may stand for; phrases behind it in its sentence: AHEAD."""
AHEAD = 3
CLASSES: tuple[str, ...] = ("name", "described", "he", "she", "they", "it", "i", "we", "you")
PERSONAL = frozenset({"he", "she", "i", "we", "you"})
PAST_WORDS = frozenset("former ex then onetime late ousted".split())
"""Before a role these say that it was held once."""
_PREPOSITIONS = frozenset(
    "of in on at to for from by with about against over under into between among after before".split()
)
SAYING = frozenset(
    """said says say saying adding told tells added adds wrote writes claimed claims insisted insists
    argued warned asked announced denied vowed explained noted tweeted reported replied continued
    concluded testified acknowledged confirmed""".split()
)


@dataclass(slots=True)
class Item:
    """A phrase or a name in the running text, as what a pronoun may stand for.

    `sort`: person, people, body (organisation, group, outlet), place, document, thing or empty. `said` is he or she,
    `number` 1 or 2 (several), 0 where nothing tells. `entity` is the number of what it stands for, -1 while not known.
    `count` says how often its name is written in the document, `once` that its role was held in the past.
    """

    start: int
    end: int
    phrase: Phrase
    name: bool = False
    sort: str = ""
    said: str = ""
    number: int = 0
    entity: int = -1
    count: int = 0
    opening: str = ""
    roles: tuple[str, ...] = ()
    modifies: bool = False
    once: bool = False
    shares: dict[int, float] = field(default_factory=dict)

    @property
    def pronoun(self) -> Pronoun:
        """The class of a pronoun; empty for a noun phrase."""
        return "" if self.name else self.phrase.pronoun

    @property
    def kind(self) -> str:
        """One of CLASSES."""
        return "name" if self.name else self.phrase.pronoun or "described"


@dataclass(frozen=True, slots=True)
class Table:
    """What the features read of items, as arrays, one row an item."""

    numbers: Ints  # word, sentence, line, quotation
    kinds: Ints
    flags: Floats
    shares: Floats
    vectors: Floats
    said: Ints
    number: Ints
    entity: Ints
    word: Ints


def table_of(items: Sequence[Item]) -> Table:
    """The rows of items."""
    heads: dict[str, int] = {}
    flags, numbers, kinds, said, number, word = [], [], [], [], [], []
    for i, item in enumerate(items):
        p = item.phrase
        first = i == 0 or items[i - 1].phrase.sentence != p.sentence
        flags.append(
            [
                first,
                p.before in _PREPOSITIONS,
                p.after in ("'", "’"),
                p.after in SAYING or p.before in SAYING,
                p.before in (",", "that", "and", "but", "“", '"', "") or first,
                item.opening in ("the", "this", "that", "these", "those"),
                item.opening in ("a", "an", "another", "some"),
                item.modifies,
                min(item.count, 20) ** 0.5 / 4,
                p.quotation >= 0,
                p.head in ("his", "its", "their", "my", "our", "your") or (p.head == "her" and p.after.isalpha()),
                p.line == items[0].phrase.line,
                item.sort == "person",
                item.sort == "people",
                item.sort == "body",
                item.sort == "place",
            ]
        )
        numbers.append((p.word, p.sentence, p.line, p.quotation))
        kinds.append(CLASSES.index(item.kind))
        said.append({"he": 1, "she": 2}.get(item.said, 0))
        number.append(item.number)
        word.append(heads.setdefault(p.head, len(heads)))
    n = len(items)
    return Table(
        np.array(numbers, np.int64).reshape(n, 4),
        np.array(kinds, np.int64),
        np.array(flags, np.float32).reshape(n, FLAGS),
        np.array([i.phrase.kinds for i in items], np.float32).reshape(n, len(PHRASES)),
        np.array([i.phrase.vector for i in items], np.float32).reshape(n, VECTOR),
        np.array(said, np.int64),
        np.array(number, np.int64),
        np.array([i.entity for i in items], np.int64),
        np.array(word, np.int64),
    )


FLAGS = 16
_AGREE = 6
_PLACE = 14
FEATURES = 2 + 2 * len(CLASSES) + 2 * FLAGS + 2 * len(PHRASES) + _AGREE + _PLACE


def features_of(t: Table, left: Ints, right: Ints) -> Floats:
    """Features (pairs, FEATURES) of items `left` and what they may stand for, `right` (-1: nothing before)."""
    some = right >= 0
    c = np.where(some, right, 0)
    gone = some[:, None].astype(np.float32)
    classes = np.eye(len(CLASSES), dtype=np.float32)
    away = t.numbers[left] - t.numbers[c]
    words, sentences = away[:, 0], away[:, 1]
    agree = _agreement(t, left, c)
    rank = (left - c).astype(np.float32)
    same_quote = (t.numbers[left, 3] == t.numbers[c, 3]) & (t.numbers[c, 3] >= 0)
    place = np.stack(
        [
            np.log1p(np.abs(words)) / 6,
            np.minimum(np.abs(rank), 40) / 40,
            1 / (1 + np.abs(rank)),
            sentences == 0,
            sentences == 1,
            sentences == 2,
            sentences >= 3,
            np.minimum(sentences, 12) / 12,
            away[:, 2] == 0,
            words < 0,
            same_quote,
            (t.numbers[left, 3] >= 0) & (t.numbers[c, 3] < 0),
            (t.numbers[left, 3] < 0) & (t.numbers[c, 3] >= 0),
            (t.kinds[left] == t.kinds[c]) & (t.kinds[c] > 1),
        ],
        axis=1,
    ).astype(np.float32)
    both = np.concatenate([classes[t.kinds[c]], t.flags[c], t.shares[c], agree, place], axis=1) * gone
    own = np.concatenate([classes[t.kinds[left]], t.flags[left], t.shares[left]], axis=1)
    out: Floats = np.concatenate([1 - gone, gone, own, both], axis=1).astype(np.float32)
    return out


def _agreement(t: Table, left: Ints, c: Ints) -> Floats:
    """Whether sex and number agree, disagree; whether heads are the same word."""
    he_or_she = np.where(t.kinds[left] == 2, 1, np.where(t.kinds[left] == 3, 2, t.said[left]))
    other = np.where(t.kinds[c] == 2, 1, np.where(t.kinds[c] == 3, 2, t.said[c]))
    known = (he_or_she > 0) & (other > 0)
    plural = np.where(t.kinds[left] == 4, 2, np.where(np.isin(t.kinds[left], (2, 3, 5, 6)), 1, t.number[left]))
    many = np.where(t.kinds[c] == 4, 2, np.where(np.isin(t.kinds[c], (2, 3, 5, 6)), 1, t.number[c]))
    counted = (plural > 0) & (many > 0)
    agreement: Floats = np.stack(
        [
            known & (he_or_she == other),
            known & (he_or_she != other),
            counted & (plural == many),
            counted & (plural != many),
            t.word[left] == t.word[c],
            (t.word[left] == t.word[c]) & (t.flags[left, 5] > 0),
        ],
        axis=1,
    ).astype(np.float32)
    return agreement


def pairs_of(items: Sequence[Item], asked: Sequence[int]) -> tuple[Ints, Ints, Ints]:
    """Pairs of the items asked for and what each may stand for; where each item's pairs begin, and their end.

    The first pair of each is with nothing. A personal pronoun may stand for what can be a person only.
    """
    personal = [i for i, item in enumerate(items) if may_be_person(item)]
    everything = list(range(len(items)))
    left: list[int] = []
    right: list[int] = []
    begins: list[int] = []
    for q in asked:
        pool = personal if items[q].kind in PERSONAL else everything
        at = int(np.searchsorted(pool, q))
        before = pool[max(0, at - NEAR) : at]
        after = [
            i for i in pool[at : at + AHEAD + 1] if i != q and items[i].phrase.sentence == items[q].phrase.sentence
        ]
        after = [i for i in after if items[i].name and items[i].start >= items[q].end]
        begins.append(len(left))
        left += [q] * (1 + len(before) + len(after))
        right += [-1, *before, *after]
    begins.append(len(left))
    return np.array(left, np.int64), np.array(right, np.int64), np.array(begins, np.int64)


def may_be_person(item: Item) -> bool:
    """Whether a personal pronoun may stand for an item."""
    if item.pronoun:
        return item.pronoun != "it"
    if item.sort:
        return item.sort in ("person", "people", "body")
    return item.phrase.kinds[0] > 0.2


def scores_of(t: Table, left: Ints, right: Ints, model: dict[str, Floats]) -> Floats:
    """Log scores of pairs: those by hand, and what a network of the vectors, their product and the features adds."""
    f = {k: v.astype(np.float32) for k, v in model.items() if k.startswith("pair_")}
    features = features_of(t, left, right)
    some = (right >= 0)[:, None].astype(np.float32)
    before = np.maximum(right, 0)
    x = (t.vectors @ f["pair_left"])[left] + (t.vectors @ f["pair_right"])[before] * some
    x = (
        x
        + (t.vectors[left] * t.vectors[before] * some) @ f["pair_both"]
        + features @ f["pair_features"]
        + f["pair_bias"]
    )
    x = np.maximum(np.maximum(x, 0) @ f["pair_middle"] + f["pair_middle_bias"], 0)
    scores: Floats = by_hand(t, left, right, features) + (x @ f["pair_score"])[:, 0]
    return scores


def by_hand(t: Table, left: Ints, right: Ints, features: Floats | None = None) -> Floats:
    """Scores of pairs without a trained model: near, of one sex and number, of a kind that fits, a sentence's first."""
    f = features_of(t, left, right) if features is None else features
    at = 2 + len(CLASSES) + FLAGS + len(PHRASES)
    theirs = f[:, at : at + len(CLASSES) + FLAGS + len(PHRASES)]
    agree = f[:, -_AGREE - _PLACE : -_PLACE]
    place = f[:, -_PLACE:]
    personal = np.isin(t.kinds[left], (2, 3, 5, 6))
    person = theirs[:, len(CLASSES) + 12] + theirs[:, 2] + theirs[:, 3]
    scores = 2.0 * person * personal - 1.0 * (1 - person) * personal + 1.5 * theirs[:, 0]
    scores += 0.8 * agree[:, 0] - 6.0 * agree[:, 1] + 0.5 * agree[:, 2] - 3.0 * agree[:, 3]
    scores += 0.7 * theirs[:, len(CLASSES)] + place[:, 3] + 0.5 * place[:, 4] - 3.0 * place[:, 7] + 2.0 * place[:, 13]
    scores -= 2.0 * place[:, 9]
    out: Floats = np.where(right < 0, 0.5, scores).astype(np.float32)
    return out


def shares_of(scores: Floats, begins: Ints) -> list[NDArray[np.float64]]:
    """For each item asked for, the shares of its pairs."""
    out = []
    for a, b in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        e = np.exp((scores[a:b] - scores[a:b].max()).astype(np.float64))
        out.append(e / e.sum())
    return out


def feminine(head: str) -> str:
    """He or she, where the word itself says so."""
    return next((k for k in ("he", "she") if head in listed("gender", k)), "")


def calibrated(share: float, bias: float, slope: float) -> float:
    """The probability that the likeliest is right, from its share."""
    held = min(max(share, 1e-4), 1 - 1e-4)
    return 1 / (1 + math.exp(-bias - slope * math.log(held / (1 - held))))
