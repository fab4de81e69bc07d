"""What a claim offers for itself, from words alone, and the words that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from rashomon.read.stances.passages import CONTENT, CUE, SOURCE, Passage
from rashomon.records import Evidence

KINDS: tuple[str, ...] = tuple(kind for kind in get_args(Evidence) if kind != "none")

_DENYING = frozenset("no any not without never cannot hardly".split())


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a passage, by their place in it (`first` to `last`, both included), that speak of evidence."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    triggers: frozenset[str]
    pattern: re.Pattern[str]


def evidence_in(passage: Passage) -> list[Found]:
    """Everything that speaks of evidence, the kinds in the order of the lexicon: the first is the one that counts.

    A report that is itself the source, or stands inside it, is no evidence: it speaks.
    """
    present = set(passage.words)
    entries = [entry for entry in _lexicon() if not entry.triggers.isdisjoint(present)]
    if not entries:
        return []
    starts, text, at = [], [], 0
    for word in passage.words:
        starts.append(at)
        text.append(word)
        at += len(word) + 1 if word else 0
    joined = " ".join(word for word in text if word)
    out = []
    for entry in entries:
        for match in entry.pattern.finditer(joined):
            first, last = _place(starts, match.start()), _place(starts, match.end() - 1)
            if _counts(passage, entry.kind, first, last):
                out.append(Found(entry.kind, first, last))
                break
    return out


def _counts(passage: Passage, kind: str, first: int, last: int) -> bool:
    """Whether a match is about evidence rather than about the source itself."""
    roles = passage.roles[first : last + 1]
    if kind in ("cited", "described", "asserted"):
        opens = passage.roles[first]
        # "The report said" speaks; "citing documents" rests on something.
        speaks = SOURCE in roles or (
            opens == CUE and not passage.words[first].startswith(("cit", "quot", "link", "point"))
        )
        return not speaks and (kind != "asserted" or _affirmed(passage, first, last))
    return True


def _affirmed(passage: Passage, first: int, last: int) -> bool:
    """Whether the source says that there is evidence, and not that there is none."""
    said = not {CUE, CONTENT}.isdisjoint(passage.roles[first : last + 1])
    return said and _DENYING.isdisjoint(passage.words[max(0, first - 2) : last + 1])


def _place(starts: list[int], at: int) -> int:
    """The word at a character of the joined words."""
    from bisect import bisect_right

    i = bisect_right(starts, at) - 1
    return max(i, 0)


@cache
def _lexicon() -> tuple[_Entry, ...]:
    import tomllib

    data: dict[str, Any] = tomllib.loads(
        files("rashomon.read.stances").joinpath("stances.toml").read_text(encoding="utf-8")
    )
    return tuple(
        _Entry(row["value"], frozenset(row["triggers"].split()), re.compile(_joined(row["pattern"])))
        for row in data["evidence"]
    )


def _joined(pattern: str) -> str:
    """A pattern of the lexicon: alternatives on lines of their own, each at the start of a word."""
    lines = (line.strip().removeprefix("|").strip() for line in pattern.splitlines())
    return r"\b(?:" + "|".join(line for line in lines if line) + ")"
