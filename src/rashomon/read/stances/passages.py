"""A claim, or a sentence of the document's own voice, as a run of words: what the readers of its stance look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rashomon.read.states import States
from rashomon.read.tagging import Floats
from rashomon.records import Claim, Fragment

OUTSIDE, SOURCE, CUE, CONTENT = range(4)
BEFORE, AFTER = 10, 14  # words around a claim
GOES_ON = frozenset("it he she they".split())
"""Words that open a sentence about the speaker of the one before."""
OPENING, CLAUSE = 4, 16  # words of a content
BLOCKS = 6
LONGEST = {SOURCE: 16, CUE: 12, CONTENT: 48}
"""Words of a part that are looked at; of longer ones the rest says nothing new of the stance."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words around a claim, in text order: their numbers in the stretch, lower-case forms, and roles.

    A contracted negation is written out: "didn't" is "did", "", "not", word by word as the stretch has it. Numbers may
    leave out what is between two parts far from each other. `own` says that it is a sentence without a source.
    """

    numbers: tuple[int, ...]
    words: tuple[str, ...]
    roles: tuple[int, ...]
    own: bool = False

    def of(self, role: int) -> list[str]:
        """The words of one role."""
        return [word for word, is_ in zip(self.words, self.roles, strict=True) if is_ == role and word]


def passage_of(states: States, claim: Claim) -> Passage | None:
    """The words of a claim and its surroundings; none when its cue is not in this stretch."""
    roles: dict[int, int] = {}
    for role, fragments in ((CONTENT, claim.content), (SOURCE, claim.source), (CUE, claim.cue)):
        for number in _numbers(states, fragments, LONGEST[role]):
            roles[number] = role
    return _passage(states, roles, own=False) if CUE in roles.values() else None


def passage_between(states: States, start: int, end: int) -> Passage | None:
    """The words of a sentence that nobody but the document says."""
    numbers = _numbers(states, [Fragment(start=start, end=end)], LONGEST[CONTENT])
    return _passage(states, dict.fromkeys(numbers, CONTENT), own=True) if numbers else None


def _numbers(states: States, fragments: Iterable[Fragment], longest: int) -> list[int]:
    found: list[int] = []
    for fragment in fragments:
        run = states.words(fragment.start, fragment.end)
        if run and len(found) < longest:
            found += range(run[0], min(run[1] + 1, run[0] + longest - len(found)))
    return found


def _passage(states: States, roles: dict[int, int], own: bool) -> Passage:
    sentence = states.encoded.sentence
    first, last = min(roles), max(roles)
    before = range(max(0, first - BEFORE), first)
    around = [i for i in before if sentence[i] == sentence[first]] + _after(states, last)
    # Between the parts only what is near one of them: "said on Monday, without giving evidence, that".
    between = [i for i in range(first, min(last, first + 72)) if i not in roles]
    numbers = sorted({*around, *between, *roles})
    return Passage(
        numbers=tuple(numbers),
        words=tuple(_words(states, numbers)),
        roles=tuple(roles.get(i, OUTSIDE) for i in numbers),
        own=own,
    )


def _after(states: States, last: int) -> list[int]:
    """Words behind a claim in its sentence, and in the next one when that goes on about the same speaker."""
    sentence, start, end = states.encoded.sentence, states.encoded.start, states.encoded.end
    out = []
    number = sentence[last]
    for i in range(last + 1, min(len(sentence), last + 1 + AFTER)):
        if sentence[i] != number:
            word = states.text[start[i] : end[i]].lower()
            if not word[0].isalnum():
                continue  # a closing quotation mark
            if number != sentence[last] or word not in GOES_ON or states.encoded.line[i] != states.encoded.line[last]:
                break
            number = sentence[i]
        out.append(i)
    return out


def _words(states: States, numbers: Sequence[int]) -> list[str]:
    start, end = states.encoded.start, states.encoded.end
    words = [states.text[start[i] : end[i]].lower() for i in numbers]
    for i in range(2, len(words)):
        if words[i] == "t" and words[i - 1] in ("'", "’") and words[i - 2].endswith("n"):
            words[i - 2] = {"won": "will", "can": "can", "shan": "shall"}.get(words[i - 2], words[i - 2][:-1])
            words[i - 1], words[i] = "", "not"
        elif words[i] == "’":
            words[i] = "'"
    return words


def blocks_of(states: States, passage: Passage) -> Floats:
    """The states (BLOCKS, WIDTH) of a passage: means of its parts, peaks of its clause."""
    seen = word_states(states, passage)
    roles = np.array(passage.roles)
    content = np.flatnonzero(roles == CONTENT)
    chosen = [np.flatnonzero(roles == SOURCE), np.flatnonzero(roles == CUE), content]
    chosen += [content[:OPENING], content[OPENING:CLAUSE]]
    out = np.zeros((BLOCKS, seen.shape[1]), np.float32)
    for block, rows in enumerate(chosen):
        if len(rows):
            out[block] = seen[rows].mean(axis=0)
    if len(content):
        out[BLOCKS - 1] = seen[content[:CLAUSE]].max(axis=0)
    return out


def word_states(states: States, passage: Passage) -> Floats:
    """The states (words, WIDTH) of a passage: each word's first piece."""
    rows: Floats = states.hidden[states.encoded.piece[np.array(passage.numbers, np.int64)]]
    return rows
