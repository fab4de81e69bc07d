"""A sentence with one character in place of each number, so that what stands between numbers can be matched."""

from __future__ import annotations

import re

from rashomon.records import Quantity, Sentence
from rashomon.weigh.article import Article

FIRST, LAST = 0xE000, 0xF8FF
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPACE = re.compile(r"\s+")
MOST = 40
"""Numbers of a sentence beyond which it is a table."""


class Skeleton:
    """The text of a sentence with a character of the private use area for each of its quantities."""

    def __init__(self, article: Article, passage: Sentence) -> None:
        found = [q for q in article.quantities_in(passage) if q.end <= passage.end]
        self.quantities = found if len(found) <= MOST else []
        parts, at = [], passage.start
        for number, quantity in enumerate(self.quantities):
            if quantity.start < at:  # stands within the one before
                parts.append("")
                continue
            parts += [_plain(article.text[at : quantity.start]), chr(FIRST + number)]
            at = quantity.end
        self.text = "".join((*parts, _plain(article.text[at : passage.end])))
        self._article, self.passage = article, passage

    def quantity(self, character: str) -> Quantity:
        """The quantity that a character stands for."""
        return self.quantities[ord(character) - FIRST]

    def original(self, match: re.Match[str]) -> str:
        """The words of the text that a match begins and ends with a quantity of."""
        inner = [self.quantity(c) for c in match.group() if FIRST <= ord(c) <= LAST]
        return self._article.text[inner[0].start : inner[-1].end] if inner else ""


def _plain(text: str) -> str:
    """Text with single spaces and without characters that could be taken for a quantity."""
    return _SPACE.sub(" ", _PRIVATE.sub(" ", text))
