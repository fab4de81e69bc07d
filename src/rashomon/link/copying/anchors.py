"""Anchors of a sentence: the names, numbers and times that a retelling of it keeps, whatever words it changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.records import Reading, Sentence
from rashomon.text import fold

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

_STEM = 5
"""Letters that are compared of a word: "Norvane" and "Norvanian", "shelled" and "shelling"."""

FEWEST_WORDS = 3
"""Words under which a sentence is passed over."""

_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"(?<![\d.,:])([0-2]?\d)[:.]([0-5]\d)(?!\d|[.,]\d)")
_DIGITS = re.compile(r"(?<![\w.,:])\d[\d,]*(?:\.\d+)?")
_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"  # noqa: E501
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS: dict[str, float] = {
    **{word: float(n) for n, word in enumerate(_SMALL.split(), 2)},
    **{word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)},
}
COMMON = frozenset(
    "a about above after again against all also although am among an and another any are as at back be became because "
    "been before being between both but by can could did do does down during each even every few first for from had "
    "has have having he her here hers him himself his how however i if in into is it its itself just last least less "
    "like made many may me might more most much must my no nor not now of off on once one only or other our out over "
    "own per said same say says she should since so some still such than that the their them then there these they "
    "this those though through to told too under until up upon us very was we were what when where whether which while "
    "who whom whose why will with within without would yet you your mr mrs ms dr".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A document as its sentences: their vectors (sentences, width), anchors and lengths.

    `anchors` have for each sentence the anchor's key ("n" numbers, "c" times of day, "d" days, "w" names) and the words
    it stands in; `lengths` are in words. `slight` are sentences of too few words to say anything ("2 p.m.", "___").
    """

    doc: str
    text: str
    sentences: tuple[Sentence, ...]
    vectors: Floats
    anchors: tuple[Mapping[str, str], ...]
    lengths: tuple[int, ...]
    slight: frozenset[int]


def parts(page: Told, sentences: int) -> tuple[Told, ...]:
    """A document in parts of at most so many sentences each, so that no two make a table too large."""
    if len(page.sentences) <= sentences:
        return (page,)
    found = []
    for n in range(0, len(page.sentences), sentences):
        at = slice(n, n + sentences)
        found.append(
            replace(
                page,
                sentences=page.sentences[at],
                vectors=page.vectors[at],
                anchors=page.anchors[at],
                lengths=page.lengths[at],
                slight=frozenset(i - n for i in page.slight if n <= i < n + sentences),
            )
        )
    return tuple(found)


def told(reading: Reading, vectors: Floats) -> Told | None:
    """The sentences of a reading with their anchors; none when it has no text, or no vectors of its sentences."""
    document = reading.document
    if document is None or not reading.sentences or len(vectors) != len(reading.sentences):
        return None
    texts = [document.text[s.start : s.end] for s in reading.sentences]
    return Told(
        doc=document.id,
        text=document.text,
        sentences=reading.sentences,
        vectors=vectors,
        anchors=anchors_of(reading),
        lengths=tuple(len(text.split()) for text in texts),
        slight=frozenset(n for n, text in enumerate(texts) if len(_WORD.findall(text)) < FEWEST_WORDS),
    )


def anchors_of(reading: Reading) -> tuple[Mapping[str, str], ...]:
    """The anchors of each sentence: its own, and those that the reading knows."""
    text = reading.document.text if reading.document else ""
    anchors = [_own_anchors(text[s.start : s.end]) for s in reading.sentences]
    _add_values(reading, anchors)
    return tuple(anchors)


def name_key(word: str) -> str:
    """What a word of a name is compared by."""
    return "w" + fold(word)[:_STEM]


def _own_anchors(text: str) -> dict[str, str]:
    """Names (capitals that do not open the sentence), figures, number words and times of day of a sentence."""
    found: dict[str, str] = {}
    for clock in _CLOCK.finditer(text):
        found[f"c{int(clock[1])}:{clock[2]}"] = clock[0]
    for digits in _DIGITS.finditer(_CLOCK.sub(" ", text)):
        found.setdefault(_number(digits[0]), digits[0].rstrip(","))
    opening = True
    for word in _WORD.finditer(text):
        key = fold(word[0])
        if key in NUMBER_WORDS:
            found.setdefault(f"n{NUMBER_WORDS[key]:g}", word[0])
        elif not opening and word[0][0].isupper() and len(key) > 1 and key not in COMMON:
            found.setdefault(name_key(word[0]), word[0])
        opening = False
    return found


def _number(digits: str) -> str:
    try:
        return f"n{float(digits.replace(',', '')):g}"
    except ValueError:
        return "n" + digits


def _add_values(reading: Reading, anchors: list[dict[str, str]]) -> None:
    """Add what the reading knows: names that open a sentence, numbers as they were read, days."""
    text = reading.document.text if reading.document else ""
    values: list[tuple[int, str, str]] = []
    for m in reading.mentions:
        values += [
            (m.start, name_key(w[0]), w[0])
            for w in _WORD.finditer(text[m.start : m.end])
            if w[0][0].isupper() and len(w[0]) > 1 and fold(w[0]) not in COMMON
        ]
    for q in reading.quantities:
        if q.number is not None and not 0 <= q.number <= 1:
            values.append((q.start, f"n{q.number:g}", text[q.start : q.end]))
    for t in reading.times:
        if t.precision == "day" and t.type == "DATE":
            values.append((t.start, "d" + t.value, text[t.start : t.end]))
    values.sort()
    at = 0
    for start, key, words in values:
        while at + 1 < len(anchors) and reading.sentences[at].end <= start:
            at += 1
        if reading.sentences[at].start <= start < reading.sentences[at].end:
            anchors[at].setdefault(key, words)


def numbers(anchors: Iterable[str]) -> frozenset[str]:
    """The keys of numbers and times of day among anchors."""
    return frozenset(key for key in anchors if key[0] in "nc")


def shared(one: Sequence[Mapping[str, str]], other: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The anchors that stand in both of two runs of sentences, with the words of the first."""
    theirs = {key for anchors in other for key in anchors}
    return {key: words for anchors in one for key, words in anchors.items() if key in theirs}
