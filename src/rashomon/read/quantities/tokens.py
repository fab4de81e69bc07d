"""Words, figures and marks of a sentence, each with where it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.read.quantities.lexicon import words

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[’'][^\W\d_]+)*|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
    r"|\d{1,3}(?: \d{3})* 000(?!\d)|\d{1,3}(?:, ?\d{3})*, 000(?!\d)"
    r"|\d+(?:[.,]\d+)*|[^\w\s]|_"
)


class Token(NamedTuple):
    """A word, a figure or a mark; `glued` where nothing stands between it and the one before."""

    text: str
    low: str
    start: int
    end: int
    glued: bool

    @property
    def is_figure(self) -> bool:
        """Whether it is made of digits."""
        return self.text[:1].isdecimal()

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[:1].isalpha()

    @property
    def is_stop(self) -> bool:
        """Whether it is a word that no noun phrase goes on with; "US" is none."""
        low, _, rest = self.low.partition("'")
        if rest and (rest in ("re", "ve", "ll", "d", "m", "t") or low in ("it", "he", "she", "that", "there", "who")):
            return True
        return self.low in words("function", "stop") and self.text not in ("US", "IT", "IS", "WHO")

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


_NOTHING = Token("", "", -1, -1, False)


class Tokens(list[Token]):
    """The tokens of a sentence; beyond its ends there is an empty one."""

    def at(self, index: int) -> Token:
        """The token at an index, an empty one where there is none."""
        return self[index] if 0 <= index < len(self) else _NOTHING

    def low(self, index: int) -> str:
        """The token's letters in lower case; nothing beyond the ends."""
        return self[index].low if 0 <= index < len(self) else ""

    def hyphened(self, index: int) -> bool:
        """Whether a hyphen at an index ties the words at its sides together."""
        return self.low(index) in HYPHENS and self.at(index).glued and self.at(index + 1).glued


HYPHENS = ("-", "‐", "‑")
DASHES = ("-", "‐", "‑", "–", "—", "−")


def tokens_of(text: str, start: int, end: int) -> Tokens:
    """The tokens of a run of a text, in order."""
    out = Tokens()
    last = -1
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        out.append(Token(word, word.lower().replace("’", "'"), match.start(), match.end(), match.start() == last))
        last = match.end()
    return out
