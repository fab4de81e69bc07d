"""Patterns over classes of words: a small language, and the regular expressions that it is made into."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

PIECE = re.compile(
    r"\s*(?:(?P<name>[a-z_]+)(?P<label>:)?|\$(?P<macro>[a-z_]+)|(?P<mark>[(|)])|(?P<times>\?|\{\d,\d\}))"
)


class Pattern(NamedTuple):
    """A compiled pattern and the characters that it can begin with."""

    regex: re.Pattern[str]
    first: frozenset[str]


class _Part(NamedTuple):
    """A piece of a pattern: its regular expression, what it can begin with, and whether it can be empty."""

    regex: str
    first: frozenset[str]
    empty: bool


def compiled(source: str, members: Callable[[str], str], macros: Mapping[str, str]) -> Pattern:
    """A pattern in the language of grammar.toml as a regular expression over the characters of classes.

    `members` gives the characters of a class. KeyError for an unknown class or macro, ValueError for bad grammar.
    """
    reader = _Reader(_expanded(source, macros), members)
    part = reader.choice()
    if reader.at < len(reader.source.rstrip()) or part.empty:
        raise ValueError(f"the pattern {source!r} cannot be read, or matches nothing at all")
    return Pattern(re.compile(part.regex), part.first)


def _expanded(source: str, macros: Mapping[str, str]) -> str:
    for _ in range(6):
        source = re.sub(r"\$([a-z_]+)", lambda m: f"( {macros[m.group(1)]} )", source)
    return source


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, source: str, members: Callable[[str], str]) -> None:
        self.source, self.members, self.at = source, members, 0
        self.labels = 0

    def choice(self) -> _Part:
        """Alternatives, until a closing bracket or the end."""
        found = [self._sequence()]
        while self._next("|"):
            found.append(self._sequence())
        regex = "|".join(p.regex for p in found)
        first = frozenset[str]().union(*(p.first for p in found))
        return _Part(f"(?:{regex})" if len(found) > 1 else regex, first, any(p.empty for p in found))

    def _sequence(self) -> _Part:
        regex, first, empty = "", frozenset[str](), True
        while (part := self._item()) is not None:
            regex += part.regex
            first = first | part.first if empty else first
            empty = empty and part.empty
        return _Part(regex, first, empty)

    def _item(self) -> _Part | None:
        match = PIECE.match(self.source, self.at)
        if not match or match["mark"] in ("|", ")"):
            return None
        self.at = match.end()
        if match["mark"] == "(":
            part = self._bracket()
        elif match["label"]:
            inner = self._item()
            if inner is None:
                raise ValueError(f"nothing follows the label {match['name']!r}")
            # A label may stand in several places of a pattern; the name of a group may not.
            self.labels += 1
            part = inner._replace(regex=f"(?P<{match['name']}_{self.labels}>{inner.regex})")
        elif match["name"]:
            members = self.members(match["name"])
            part = _Part(f"[{members}]", frozenset(members), empty=False)
        else:
            raise ValueError(f"a repetition of nothing in {self.source!r}")
        return self._repeated(part)

    def _bracket(self) -> _Part:
        part = self.choice()
        if not self._next(")"):
            raise ValueError(f"a bracket is open in {self.source!r}")
        return part._replace(regex=f"(?:{part.regex})")

    def _repeated(self, part: _Part) -> _Part:
        match = PIECE.match(self.source, self.at)
        if not match or not match["times"]:
            return part
        self.at = match.end()
        times = match["times"]
        return _Part(f"(?:{part.regex}){times}", part.first, part.empty or times[:2] in ("?", "{0"))

    def _next(self, mark: str) -> bool:
        match = PIECE.match(self.source, self.at)
        if match and match["mark"] == mark:
            self.at = match.end()
            return True
        return False
