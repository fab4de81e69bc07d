"""How much a line reads like prose, and where the prose of a page runs."""

from __future__ import annotations

import re
from collections.abc import Sequence

TERMINAL = re.compile(r"""[.!?…:;。！？；：؟۔।]["'”’»)\]›」』*]*\s*(?:\[\d+\])*$""")
UNSPACED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef\u0e00-\u0e7f]")
WORD = re.compile(r"\w+")
MEASURED = 20_000
"""Characters of a line that are counted."""


def count_words(text: str) -> int:
    """Words; where a script leaves no space between them, two characters count as one. Of long lines an estimate."""
    if len(text) > MEASURED:
        return count_words(text[:MEASURED]) * len(text) // MEASURED
    if text.isascii():
        return len(WORD.findall(text))
    unspaced = len(UNSPACED.findall(text))
    return len(WORD.findall(UNSPACED.sub(" ", text) if unspaced else text)) + (unspaced + 1) // 2


def ends_sentence(text: str) -> bool:
    """True when the last mark ends a sentence or a clause, closing quotes and a note's number aside."""
    last = text[-1:]
    if last in ".!?":
        return last != ""
    return not last.isalnum() and TERMINAL.search(text[-40:]) is not None


def weight(text: str) -> float:
    """Positive for prose, negative for what reads like a menu, a label or a list of links."""
    count = count_words(text)
    if ends_sentence(text):
        return min(count, 60) / 2 if count >= 10 else (count - 4) / 2
    if count >= 22:
        return min(count, 60) / 4
    return -2.0 if count > 6 else -1.5


def best_runs(weights: Sequence[float]) -> list[tuple[int, int]]:
    """The run of blocks with the greatest sum, as (first, last); none when nothing reads like prose."""
    best, best_sum, start, total = None, 0.0, 0, 0.0
    for i, value in enumerate(weights):
        if total <= 0:
            start, total = i, 0.0
        total += value
        if total > best_sum:
            best, best_sum = (start, i), total
    return [] if best is None else [best]
