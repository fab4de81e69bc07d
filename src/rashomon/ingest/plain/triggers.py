"""The words without which a rule of the grammar cannot match, read off its pattern.

A line is compared with the patterns whose words it holds, and with no other; that most lines hold none makes the
grammar fast. What a pattern needs is found by walking its syntax tree: the tokens that can stand at one place of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

SYMBOLS = "@★☆⭐|×"
"""Marks that a line may begin with and that count as its first token."""
NUMBER = "0"
"""What stands for any token that begins with a digit."""
STEM = 4
"""Characters of a first token that are looked up where a pattern leaves its end open."""
COMMON = frozenset(
    "a all an and are at by do does for from get in is it may more not of on one or our that the this to us was we"
    " with you your"
    " die der das le la les el los de il في من на в по".split()
)
"""Words that most lines hold: a place where one of them may stand is taken only where the pattern has no other."""
MOST = 100
"""Beginnings of tokens that are followed further; of more than these, the end is taken to be open."""

_parser: Any = import_module("re._parser")


class Unbounded(Exception):
    """A place of a pattern where any token may stand."""


class Tokens(NamedTuple):
    """What may stand at one place: whole tokens (a number is "0") and the beginnings of tokens whose end is open."""

    whole: frozenset[str]
    stems: frozenset[str]


class _Walk:
    """The tokens found so far while all strings that a pattern allows are followed to the end of their first token."""

    def __init__(self) -> None:
        self.whole: set[str] = set()
        self.stems: set[str] = set()

    def items(self, items: Iterable[tuple[Any, Any]], partial: set[str]) -> set[str]:
        """The beginnings of tokens that are still open after these items, having been `partial` before."""
        for op, value in items:
            if not partial:
                break
            partial = self.item(str(op), value, partial)
            if len(partial) > MOST:
                partial = self.anything(partial)
        return partial

    def item(self, op: str, value: Any, partial: set[str]) -> set[str]:
        """The same for one item of a syntax tree."""
        found = partial
        if op == "LITERAL":
            found = self.character(chr(value), partial)
        elif op == "IN":
            found = self.one_of(value, partial)
        elif op == "SUBPATTERN":
            found = self.items(value[3], partial)
        elif op == "BRANCH":
            found = set().union(*(self.items(branch, set(partial)) for branch in value[1]))
        elif op in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            found = self.repeated(value, partial)
        elif op == "AT" and str(value) == "AT_BOUNDARY":
            found = self.boundary(partial)
        elif op not in {"AT", "ASSERT", "ASSERT_NOT"}:
            found = self.anything(partial)
        return found

    def character(self, char: str, partial: set[str]) -> set[str]:
        """A character goes on with a token, ends it, or stands before it."""
        if char.isalnum() or char == "_":
            if char.isdecimal() and "" in partial:
                self.whole.add(NUMBER)
                partial = partial - {""}
            return {begun + char for begun in partial}
        kept = self.boundary(partial)
        if char in SYMBOLS and "" in kept:
            self.whole.add(char)
            kept = set()
        return kept

    def boundary(self, partial: set[str]) -> set[str]:
        """Tokens end here; what has none yet goes on."""
        self.whole |= partial - {""}
        return partial & {""}

    def one_of(self, choices: Sequence[tuple[Any, Any]], partial: set[str]) -> set[str]:
        """A set of characters."""
        found: set[str] = set()
        for op, value in choices:
            if str(op) == "LITERAL":
                found |= self.character(chr(value), partial)
            elif str(op) == "RANGE" and value[1] - value[0] < 40:
                for code in range(value[0], value[1] + 1):
                    found |= self.character(chr(code), partial)
            elif str(op) == "CATEGORY":
                found |= self.category(str(value), partial)
            else:
                return self.anything(partial)
        return found

    def category(self, name: str, partial: set[str]) -> set[str]:
        """A class of characters such as white space."""
        if name == "CATEGORY_DIGIT":
            self.stems |= partial - {""}
            if "" in partial:
                self.whole.add(NUMBER)
            return set()
        if name in {"CATEGORY_SPACE", "CATEGORY_NOT_WORD"}:
            kept = self.boundary(partial)
            if kept and name == "CATEGORY_NOT_WORD":
                self.whole |= set(SYMBOLS)
            return kept
        return self.anything(partial)

    def anything(self, partial: set[str]) -> set[str]:
        """Any character at all: begun tokens have an open end, and there must be no other."""
        if "" in partial:
            raise Unbounded
        self.stems |= partial
        return set()

    def repeated(self, value: tuple[int, Any, Any], partial: set[str]) -> set[str]:
        """Something that may be left out, or may come again."""
        least, most, items = value
        found = set(partial) if least == 0 else set()
        now = partial
        for _ in range(min(int(most), 3)):
            now = self.items(items, now)
            if not now - found:
                return found
            found |= now
        if int(most) > 3:
            self.stems |= now - {""}
        return found


def parsed(source: str) -> list[tuple[Any, Any]]:
    """The items of a pattern's syntax tree."""
    return list(_parser.parse(source))


def tokens_at(items: Sequence[tuple[Any, Any]]) -> Tokens:
    """The tokens, one of which stands first in whatever these items match; raises `Unbounded` where any can."""
    walk = _Walk()
    if "" in walk.boundary(walk.items(items, {""})):
        raise Unbounded
    return Tokens(frozenset(walk.whole), frozenset(stem[:STEM] for stem in walk.stems))


def first_tokens(source: str) -> Tokens:
    """The tokens with which every match of a pattern begins; raises `Unbounded` where there is no such set."""
    return tokens_at(parsed(source))


def needed_tokens(source: str) -> frozenset[str]:
    """Whole tokens, one of which stands in every match of a pattern: the set whose shortest token is longest.

    The pattern's match must begin and end at the edge of a word. Raises `Unbounded` where there is no such set.
    """
    items = parsed(source)
    best: frozenset[str] = frozenset()
    for i in range(len(items)):
        if i and not begins_token(items[i - 1]):
            continue
        try:
            found = tokens_at(items[i:])
        except Unbounded:
            continue
        words = not found.stems and not any(token in SYMBOLS or token == NUMBER for token in found.whole)
        if words and rarity(found.whole) > rarity(best):
            best = found.whole
    if not best:
        raise Unbounded
    return best


def rarity(tokens: frozenset[str]) -> int:
    """The greater, the fewer lines hold one of the tokens: the length of the shortest, and 1 for a common one."""
    return min((1 if token in COMMON else 1 + len(token) for token in tokens), default=0)


def begins_token(item: tuple[Any, Any]) -> bool:
    """True when a token that follows this item begins there, whatever the item matched."""
    op, value = str(item[0]), item[1]
    if op == "LITERAL":
        char = chr(value)
        return not (char.isalnum() or char == "_")
    return op == "AT" and str(value) == "AT_BOUNDARY"
