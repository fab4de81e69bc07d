"""Words around a time expression, and which of them name the same happening."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
_INSIDE = frozenset(" \t\n\u00a0\u202f'’‘-/&")
"""Characters between two words that do not part them."""
_ENDINGS = tuple("ations ation itions ition ings ions ing ion ments ment als al ied ies ed es s e y".split())
_KEPT = 3  # letters that a stem keeps
LONGEST = 40  # characters of a word that is looked at


class Near(NamedTuple):
    """A word: where it stands, in small letters without a possessive ending, and what stands before it."""

    start: int
    end: int
    word: str
    capital: bool
    possessive: bool
    parted: bool

    @property
    def kind(self) -> str:
        """What it says that happened; the same for all forms of one happening."""
        return kind_of(self.word)


def words_near(text: str, start: int, end: int) -> list[Near]:
    """The words of `text[start:end]`; a word is parted from what stands before it by anything but spaces."""
    out: list[Near] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        gap = text[last : match.start()]
        short = bool(out) and gap[:1] == "." and (out[-1].word in lists()["titles"] or len(out[-1].word) == 1)
        parted = not _INSIDE.issuperset(gap[short:]) or "\n\n" in gap
        written = match.group()[:LONGEST]
        word = written.lower().replace("’", "'")
        own = word.endswith("'s")
        out.append(Near(match.start(), match.end(), word[:-2] if own else word, written[0].isupper(), own, parted))
        last = match.end()
    return out


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """The lists of events.toml, each as a set of words."""
    return {name: frozenset(words.split()) for name, words in _table()["words"].items()}


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, words in _table()["kinds"].items() for word in words.split()}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads((files(__package__) / "events.toml").read_text("utf-8"))
    return table


def kind_of(word: str) -> str:
    """What a word says that happened: the name of its line in events.toml, or the word without its ending."""
    return _kinds().get(word) or _stem(word)


@cache
def kinds_near(kind: str) -> tuple[str, ...]:
    """The kinds of happening that may stand for one of which the text dates none."""
    return tuple(_table()["near"].get(kind, "").split())


@cache
def beginnings(kind: str) -> tuple[str, ...]:
    """How the words for a happening and for those near it begin, one of which a text must have to speak of it."""
    return (_forms(kind) or (kind,)) + tuple(form for near in kinds_near(kind) for form in _forms(near))


def _forms(kind: str) -> tuple[str, ...]:
    return tuple(word for word, own in _kinds().items() if own == kind)


def is_happening(word: str) -> bool:
    """Whether a word is known to name a happening."""
    return word in _kinds()


def is_past(word: str) -> bool:
    """Whether a word may be the past form of a verb."""
    return word in lists()["past"] or (len(word) > _KEPT + 1 and word.endswith("ed"))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _KEPT:
            return word[: -len(ending)]
    return word


def folded(word: str) -> str:
    """A name made comparable: "K-1" is "K1"."""
    return "".join(c for c in word if c.isalnum())


def things_in(words: Iterable[Near]) -> frozenset[str]:
    """What some words speak of, made comparable."""
    return frozenset(w.kind for w in words if not is_plain(w.word) and w.word not in lists()["empty"])


def names_in(words: Sequence[Near]) -> frozenset[str]:
    """The names among some words, made comparable."""
    known = lists()["numbers"]
    return frozenset(folded(w.word) for w in words if w.capital and not (is_plain(w.word) or w.word in known))


@cache
def _plain() -> frozenset[str]:
    known = lists()
    return frozenset().union(*(known[n] for n in ("prepositions", "linking", "auxiliaries", "determiners", "pronouns")))


def is_plain(word: str) -> bool:
    """Whether a word only joins others: it ends a run of nouns."""
    return word in _plain()


def means_in(words: Sequence[Near]) -> frozenset[str]:
    """What an attack was made with, as far as some words say it."""
    return frozenset(w.word.rstrip("s") for w in words if w.word in lists()["means"])


def until_parted(words: Sequence[Near]) -> Iterator[Near]:
    """The words up to the first that is parted from the one before it; the first one's own gap does not count."""
    for i, word in enumerate(words):
        if i and word.parted:
            return
        yield word
