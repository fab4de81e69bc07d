"""The words of a source, each with its class as listed in speakers.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from rashomon.records import Fragment

LONGEST = 600  # characters of a source that are looked at

_WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*\.?%?")
_ABBREVIATED = re.compile(r"(?:[^\W\d_]|[^\W\d_]{1,5}|(?:[^\W\d_]\.)+[^\W\d_])\.")
_POSSESSIVE = re.compile(r"['’]s$")
_CLITIC = re.compile(r"['’](?:s|ve|re|ll|d|m)$")
_BREAK = re.compile(r"[,;:()\[\]—–\n]|\s--?\s")
PARTY = re.compile(r"[RDI]-[^\W\d_]+\.?")
"""A party and a place, as they stand behind the name of a member of parliament: R-Utah."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a source; `bare` in lower case and without the possessive; `broken`: behind a mark."""

    start: int
    end: int
    text: str
    bare: str
    broken: bool

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper() or (self.text[0].isdigit() and self.text[-1].isalpha() and self.text.isupper())

    @property
    def possessive(self) -> bool:
        """Whether something belongs to it."""
        return bool(_POSSESSIVE.search(self.text))


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """speakers.toml, ready to be looked up: nouns with class and singular, in both numbers; sets of words."""

    nouns: dict[str, tuple[str, str, bool]]
    words: dict[str, frozenset[str]]


@cache
def lexicon() -> _Lexicon:
    """The words, read once."""
    import tomllib

    data = tomllib.loads(files("rashomon.read.speaking").joinpath("speakers.toml").read_text(encoding="utf-8"))
    nouns: dict[str, tuple[str, str, bool]] = {}
    for kind in ("document", "organisation", "group", "outlet", "person", "office", "unnamed"):
        for word in data["nouns"][kind].split():
            nouns[_plural(word)] = (kind, word, True)
            nouns[word] = (kind, word, False)
    for row in re.split(r"[;\n]", data["nouns"]["irregular"].strip()):
        form, word = row.split()
        kind = nouns[word][0] if word in nouns else "person"
        nouns[form] = (kind, word, kind in ("person", "office", "organisation"))
    words = {name: frozenset(w.removesuffix(".") for w in text.split()) for name, text in data["words"].items()}
    for word in words["peoples"]:
        nouns[word] = ("person", word.removesuffix("s"), True)
        nouns.setdefault(word.removesuffix("s"), ("person", word.removesuffix("s"), False))
    return _Lexicon(nouns=nouns, words=words)


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


def words_in(text: str, fragments: Iterable[Fragment]) -> list[Word]:
    """The words of some runs of a text, as many as are looked at."""
    out: list[Word] = []
    left = LONGEST
    for fragment in fragments:
        end = min(fragment.end, fragment.start + left)
        left -= end - fragment.start
        at = fragment.start
        for found in _WORD.finditer(text, fragment.start, end):
            word, stop = found.group(), found.end()
            if word.endswith(".") and not _ABBREVIATED.fullmatch(word):
                word, stop = word[:-1], stop - 1
            gap = text[at : found.start()]
            broken = bool(out) and (at == fragment.start or bool(_BREAK.search(gap)))
            out.append(Word(found.start(), stop, word, _CLITIC.sub("", word.lower()).removesuffix("."), broken))
            at = stop
    return _joined(text, out)


def _joined(text: str, words: list[Word]) -> list[Word]:
    """Words with each office that is called so as one of them: "secretary of state", "chief of staff"."""
    out: list[Word] = []
    sets = lexicon().words
    for word in words:
        if len(out) > 1 and out[-1].bare == "of" and word.bare in sets["of_office"] and not word.possessive:
            office = out[-2]
            if office.bare in ("secretary", "secretaries", "chief", "chiefs", "undersecretary") and not word.broken:
                joined = text[office.start : word.end]
                out[-2:] = [Word(office.start, word.end, joined, office.bare, office.broken)]
                continue
        out.append(word)
    return out


def without_brackets(text: str, words: list[Word]) -> tuple[list[Word], Fragment | None]:
    """Words without those in brackets, "Maricopa County (Ariz.) Sheriff", and the party, if it stands there."""
    out: list[Word] = []
    party = None
    inside = joins = False
    for word in words:
        mark = text[max(0, word.start - 2) : word.start] if out else ""
        if "(" in mark:
            inside = True
            party = party or (Fragment(start=word.start, end=word.end) if PARTY.match(word.text) else None)
        elif ")" in mark:
            inside, joins = False, mark == ") "
        if not inside:
            out.append(replace(word, broken=False) if joins and out else word)
            joins = False
    return out, party
