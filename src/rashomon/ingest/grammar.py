"""The grammar of furniture: which label, if any, a line bears. The rules and their test lines are in furniture.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from rashomon.ingest.prose import count_words
from rashomon.records import ZoneKind

MAX_LINE = 800
"""Characters: no rule looks at a longer line."""


class Label(NamedTuple):
    """What a label means: the zone of its line, and the price of reaching across it to more of the article."""

    kind: ZoneKind
    cost: float


class Rule(NamedTuple):
    """A rule of the grammar, compiled; `words` is the longest line it looks at."""

    label: str
    pattern: re.Pattern[str]
    words: int
    unless: re.Pattern[str] | None

    def matches(self, line: str) -> bool:
        """True when the pattern fits and the exception does not; `words` is for the caller to check."""
        return bool(self.pattern.match(line)) and not (self.unless and self.unless.search(line))


class Grammar(NamedTuple):
    """All labels, and all rules in the order in which they are tried."""

    labels: dict[str, Label]
    rules: tuple[Rule, ...]


def compiled(row: dict[str, Any]) -> Rule:
    """The rule in a row of the file: `line` is a whole line but for marks around it, `within` a part of one.

    Raises `KeyError` or `re.error` for a row that is wrong.
    """
    edge = r"[^\w@©(★☆⭐|×]*"
    source = rf"^{edge}\(?(?:{row['line']})[^\w★]*$" if "line" in row else rf"^.*?(?:{row['within']})"
    unless = re.compile(row["unless"]) if "unless" in row else None
    return Rule(row["label"], re.compile(source, re.IGNORECASE | re.DOTALL), row.get("words", 14), unless)


@cache
def grammar() -> Grammar:
    """The grammar in furniture.toml, compiled once a process."""
    import tomllib

    data = tomllib.loads(files("rashomon.ingest").joinpath("furniture.toml").read_text(encoding="utf-8"))
    labels = {name: Label(row["kind"], row["cost"]) for name, row in data["labels"].items()}
    return Grammar(labels, tuple(compiled(row) for row in data["rule"]))


def label_of(line: str) -> str:
    """The label of a line, or nothing."""
    return "" if len(line) > MAX_LINE else _label_of(line.strip())


@lru_cache(maxsize=4096)
def _label_of(line: str) -> str:
    count = count_words(line)
    for rule in grammar().rules:
        if count <= rule.words and rule.matches(line):
            return rule.label
    return ""
