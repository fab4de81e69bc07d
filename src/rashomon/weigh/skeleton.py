"""A sentence with one character in place of each number, so that what stands between numbers can be matched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.records import Quantity, Sentence
from rashomon.weigh.article import Article
from rashomon.weigh.stretches import COMPOUND, SMALL, value_of

FIRST, LAST = 0xE000, 0xF8FF
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NUMBER = re.compile(
    rf"(?<![\w.,$€£#/-])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{COMPOUND}|{SMALL})(?![\w%/-]|[.,:]\d)", re.I
)
_HINT = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl|halv)|\b(?:in all|in total|altogether)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?<![.!?] )\b[A-Z][\w-]*\s$")
_SPACE = re.compile(r"\s+")
MOST = 40
"""Numbers of a sentence beyond which it is a table."""


class Skeleton:
    """The text of a sentence with a character of the private use area for each of its quantities."""

    def __init__(self, article: Article, passage: Sentence) -> None:
        found = [q for q in article.quantities_in(passage) if q.end <= passage.end]
        if found or _HINT.search(article.text, passage.start, passage.end):
            found = sorted((*found, *_bare(article, passage, found)), key=lambda q: q.start)
        self.quantities = found if len(found) <= MOST else []
        parts, at = [], passage.start
        for number, quantity in enumerate(self.quantities):
            if quantity.start < at:  # stands within the one before
                parts.append("")
                continue
            parts += [_plain(article.text[at : quantity.start]), chr(FIRST + number)]
            at = quantity.end
        self.text = "".join((*parts, _plain(article.text[at : passage.end])))
        self.article, self.passage = article, passage

    def quantity(self, character: str) -> Quantity:
        """The quantity that a character stands for."""
        return self.quantities[ord(character) - FIRST]

    def original(self, match: re.Match[str]) -> str:
        """The words of the text that a match begins and ends with a quantity of."""
        inner = [self.quantity(c) for c in match.group() if FIRST <= ord(c) <= LAST]
        return self.article.text[inner[0].start : inner[-1].end] if inner else ""


def _bare(article: Article, passage: Sentence, known: list[Quantity]) -> Iterator[Quantity]:
    """Numbers that stand alone beside others ("five in A and three in B"): what they count is said once only."""
    taken = [(q.start, q.end) for q in known]
    taken += [(t.start, t.end) for t in article.times_in(passage)]
    taken += [(p.start, p.end) for p in article.places_in(passage)]
    for match in _NUMBER.finditer(article.text, passage.start, passage.end):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        value = value_of(match.group())
        if value is not None and not _NAMED.search(article.text, max(passage.start, match.start() - 20), match.start()):
            yield Quantity(id="", start=match.start(), end=match.end(), low=value, high=value, number=value, p=0.9)


def _plain(text: str) -> str:
    """Text with single spaces and without characters that could be taken for a quantity."""
    return _SPACE.sub(" ", _PRIVATE.sub(" ", text))
