"""Names of media in one document: which words are one, which short form stands for which, and when two are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
GENERIC = frozenset(
    "the a an of and for in on to by new agency news newspaper one world service online com www".split()
)
"""Words that make no name by themselves."""


@cache
def words_of(section: str, name: str) -> frozenset[str]:
    """A list of words of relays.toml."""
    return frozenset(table()[section][name].split())


@cache
def table() -> dict[str, Any]:
    """relays.toml, read once."""
    import tomllib

    data: dict[str, Any] = tomllib.loads(
        files("rashomon.read.relays").joinpath("relays.toml").read_text(encoding="utf-8")
    )
    return data


def looks_like_outlet(name: str) -> bool:
    """Whether a name is that of a medium by its form: its last word, or a name that everybody knows."""
    words = WORD.findall(name)
    if not words or not words[-1][0].isupper():
        return False
    known, shapes = words_of("names", "known"), words_of("names", "words")
    proper = [w for w in words if w.lower() not in ("the", "a", "an")]
    return any(w in known for w in proper) or (
        words[-1] in shapes and (len(proper) > 1 or words[0] == "The" or "the" in words)
    )


def is_name(name: str) -> bool:
    """Whether words are a name, and not a description such as "the paper"."""
    return any(
        word[0].isupper() for word in WORD.findall(name) if word.lower() not in ("the", "a", "an", "this", "that")
    )


OPENING = re.compile(r"^(?:According to|As|But|And|In|On|At|To|During|When|While|For|From)\s(?=[A-Z])")
"""Words that open a sentence, whose capital is no part of a name."""


def proper(name: str) -> bool:
    """Whether a name begins with a capital behind its article and ends like a name: "the top journal" does not."""
    words = [word for word in WORD.findall(name) if word.lower() not in ("the", "a", "an")]
    if not words:
        return True
    return not words[0].islower() and (not words[-1].islower() or words[-1] in words_of("medium", "nouns"))


MOST = 400
"""Names of media that are told apart in one document."""


class Outlets:
    """The media that a document names, each under its fullest name there."""

    def __init__(self, names: Iterable[str]) -> None:
        tidy = (OPENING.sub("", name.strip(" .,;:")) for name in names)
        self.names = list(dict.fromkeys(name for name in tidy if name and ". " not in name and proper(name)))[:MOST]
        self._full: dict[str, str] = {}

    def full(self, name: str) -> str:
        """The fullest name in the document for what a name stands for; the name itself where it is the only one."""
        if name not in self._full:
            self._full[name] = self._fullest(OPENING.sub("", name.strip(" .,;:")))
        return self._full[name]

    def _fullest(self, name: str) -> str:
        found = [other for other in self.names if same(name, other)]
        exact = [other for other in found if key(other) == key(name)]
        fullest = max((*found, name), key=lambda n: (len(key(n)), len(n)))
        unlike = {key(other) for other in found} - {k for k in map(key, found) if same(k, fullest)}
        return (exact or [name])[0] if unlike else fullest

    def has(self, name: str) -> bool:
        """Whether a name is, or stands for, a medium that the document names."""
        return any(same(name, other) for other in self.names)


def key(name: str) -> str:
    """What makes two spellings one name."""
    words = [w.lower() for w in WORD.findall(name)]
    words = [w.removesuffix("’s").removesuffix("'s") for w in words]
    return " ".join(words[1:] if words and words[0] in ("the", "a", "an", "this", "that") else words)


def same(one: str, other: str) -> bool:
    """Whether two names of media may be one: alike, one the end or the beginning of the other, or its initials."""
    a, b = sorted((key(one).split(), key(other).split()), key=len)
    if not a or a == b:
        return bool(a)
    if len(a) == 1 and len(b) > 1 and a[0] == "".join(w[0] for w in b):
        return True
    if set(a) <= GENERIC:
        return False
    return b[: len(a)] == a or b[-len(a) :] == a
