"""Words broken at line ends put together again, where that is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
TAIL = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
HYPHENS = ("-", "\u00ad", "\u2010")
HEAD = re.compile(r"[^\W\d_]+")
UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef\u0e00-\u0eff]")
ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "’s", "'s")


class Words:
    """The words that a document has inside its lines: the best judge of what a broken word was."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: list[str] = list(lines)
        self._whole: set[str] = set()
        self._compound: set[str] = set()

    def _look(self) -> None:
        """Take the lines apart, when it is first asked what they hold."""
        lines, self._lines = self._lines, []
        for line in lines:
            found = [match.group().casefold() for match in WORD.finditer(line.rstrip("-\u00ad\u2010"))]
            self._whole.update(word for word in found if "-" not in word)
            self._compound.update(word for word in found if "-" in word)

    def joined(self, text: str, line: str) -> str:
        """`text` with the next line behind it.

        A hyphen goes only when it is a soft one, or when the document or the English vocabulary knows the whole word
        and the document has it nowhere in two parts; else it stays, without a space.
        """
        if text.endswith("\u00ad"):
            return text[:-1] + line
        tail = TAIL.search(text[-80:]) if text.endswith(HYPHENS) else None
        if tail is None:
            spaced = not (UNSPACED.match(text[-1:]) and UNSPACED.match(line[:1]))
            return f"{text} {line}" if spaced and text and line else text + line
        head = HEAD.match(line)
        if head is None or not head.group().islower():
            return text + line
        self._look()
        first, second = tail.group(1).casefold(), head.group().casefold()
        if f"{first}-{second}" not in self._compound and self._known(first + second):
            return text[:-1] + line
        return text + line

    def _known(self, word: str) -> bool:
        if word in self._whole or word in english():
            return True
        stems = (word.removesuffix(end) for end in ENDINGS if word.endswith(end))
        return len(word) > 6 and any(stem in english() or stem + "e" in english() for stem in stems)


@cache
def english() -> frozenset[str]:
    """Whole words of the reader's vocabulary; none where the file is not there."""
    path = Path(__file__).parents[2] / "weights" / "vocabulary.txt"
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError:
        return frozenset()
    return frozenset(line for line in lines if len(line) > 3 and line.isalpha())
