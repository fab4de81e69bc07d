"""Names of one document that stand for the same: variants of spelling, short forms, acronyms, aliases.

A name is compared by the skeletons of its words, consonants as they sound: "Khataib" is "Kataib", "Suleimani" is
"Soleimani". Digits must match exactly, and a name that differs in a word such as Iraqi or Syrian is another one.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[.'’`ʿʾ&][^\W_]+)*")
_SOUNDS = (("kh", "k"), ("ck", "k"), ("gh", "g"), ("ph", "f"), ("dh", "d"), ("q", "k"), ("c", "k"), ("sch", "sh"))
_SMALL = frozenset("the of and for de la le du von van der al el bin ibn a an in on at to & et".split())
_SUFFIXES = frozenset("inc ltd co corp plc llc gmbh ag sa company corporation limited group".split())
_LONGEST = 12  # words of a name that are looked at


@cache
def words_of(section: str) -> dict[str, Any]:
    """A section of references.toml."""
    tables = _tables()[section]
    return tables if isinstance(tables, dict) else {}


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.read.cast") / "references.toml").read_text("utf8"))


@cache
def listed(section: str, key: str) -> frozenset[str]:
    """The words of an entry of references.toml."""
    value = _tables()[section][key]
    return frozenset(value.split() if isinstance(value, str) else value)


def plain(text: str) -> str:
    """Lower case, without accents and without marks that spellings of foreign names leave out."""
    folded = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in folded if unicodedata.category(c) != "Mn" and c not in "'’`ʿʾ.")


@cache
def titles() -> dict[str, str]:
    """Titles before a name, as plain words, with the role that they say."""
    pairs = (entry.split("=") for entry in _tables()["titles"]["roles"])
    said = dict(pairs)
    full = {role: role for role in said.values() if role}
    sexed = {word: "" for key in ("he", "she") for word in listed("titles", key)}
    kings = {w: w for w in ("king", "queen", "prince", "princess", "pope", "emperor", "president", "judge", "justice")}
    more = {w: w for w in "minister chancellor secretary mayor ambassador chairman chairwoman chief director".split()}
    return {**sexed, **full, **kings, **more, **said}


@dataclass(slots=True)
class Name:
    """A name as it is written, cut up for comparing: its words without titles, their skeletons, the role of its title.

    `sort` is person, body (whatever acts as one: organisations, groups, outlets), place or thing. `said` is he or she
    when title or given name says so.
    """

    text: str
    sort: str
    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    said: str = ""

    @property
    def person(self) -> bool:
        """Whether it names a person."""
        return self.sort == "person"


def name_of(text: str, sort: str) -> Name:
    """A name cut up; the words of a title before a person's name are its role."""
    written = [m[0] for m in _WORD.finditer(re.sub(r"(?:'s|’s|['’])$", "", text.strip())[:200])][:_LONGEST]
    written = _numbers_joined(written)
    words = [plain(w) for w in written]
    roles: list[str] = []
    known, person = titles(), sort == "person"
    said, past = "", False
    while person and len(words) > 1 and (words[0] in known or words[0] in listed("prefixes", "words")):
        word = words.pop(0)
        said = said or next((k for k in ("he", "she") if word in listed("titles", k)), "")
        role = known.get(word, "")
        past = past or word in ("former", "ex", "then")
        roles += [f"former {role}" if past else role] if role else []
    while len(words) > 1 and words[0] == "the":
        words.pop(0)
    if person and words:
        said = said or given(words[0])
    return Name(text, sort, tuple(words), tuple(skeleton(w) for w in words), tuple(roles), said)


def _numbers_joined(words: list[str]) -> list[str]:
    """Words in which "K-1" is "K1"."""
    out: list[str] = []
    for word in words:
        if out and word.isdigit() and len(out[-1]) <= 2 and out[-1].isalpha() and out[-1].isupper():
            out[-1] += word
        else:
            out.append(word)
    return out


@cache
def given(word: str) -> str:
    """What a given name says of its bearer: he, she, or nothing."""
    return next((k for k in ("he", "she") if word in listed("given", k)), "")


def skeleton(word: str) -> str:
    """How a word sounds without its vowels; a word with digits, or a short one, is its own skeleton."""
    if any(c.isdigit() for c in word) or len(word) < 5 or not word.isascii():
        return word
    for a, b in _SOUNDS:
        word = word.replace(a, b)
    first = "a" if word[0] in "aeiouy" else ""
    kept = re.sub(r"[aeiouyhw]", "", word)
    return first + re.sub(r"(.)\1+", r"\1", kept)


def alike(a: str, b: str, a_key: str, b_key: str) -> bool:
    """Whether two words of names are spellings of one."""
    if a == b:
        return True
    if a_key != b_key or len(a_key) < 3 or {a, b} & listed("contrasts", "words"):
        return False
    return _edits(a, b) <= max(1, min(len(a), len(b)) // 3)


def _edits(a: str, b: str) -> int:
    """Levenshtein distance of two short words."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


class Names:
    """The names of a document in groups; `why` says for each but a group's fullest what joined it.

    Names are found by the skeletons of their words, so that a thousand names cost a thousand look-ups.
    """

    def __init__(self, names: Sequence[Name], brackets: Sequence[tuple[int, int]] = ()) -> None:
        self.names = names
        self.parent = list(range(len(names)))
        self.why = [""] * len(names)
        self.unclear: dict[int, list[int]] = {}
        for long, short in brackets:
            self._join(long, short, "given in brackets")
        self._by_alias()
        self._whole()
        self._acronyms()
        order = sorted(range(len(names)), key=lambda i: -len(names[i].words))
        places = self._index()
        for i in order:
            self._short(i, places)

    def root(self, i: int) -> int:
        """The group of a name, by its first member."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def _join(self, long: int, short: int, why: str) -> None:
        a, b = self.root(long), self.root(short)
        if a != b:
            self.parent[max(a, b)] = min(a, b)
        if not self.why[short] and long != short:
            self.why[short] = f"{why}: {self.names[long].text}"

    def _by_alias(self) -> None:
        table = _alias_table()
        seen: dict[int, int] = {}
        for i, n in enumerate(self.names):
            number = None if n.person else table.get(" ".join(n.words))
            if number is not None and (len("".join(n.words)) > 2 or n.text.replace(".", "").isupper()):
                self._join(seen.setdefault(number, i), i, "another name of the same")

    def _whole(self) -> None:
        seen: dict[tuple[object, ...], list[int]] = {}
        for i, n in enumerate(self.names):
            key = tuple(k for k, w in zip(n.keys, n.words, strict=True) if w not in _SMALL and w not in _SUFFIXES)
            bucket = seen.setdefault((n.person, *(key or n.keys)), [])
            for j in bucket[:8]:
                if _same_words(self.names[j], n):
                    self._join(j, i, "another spelling of")
                    break
            bucket.append(i)

    def _acronyms(self) -> None:
        made: dict[str, list[int]] = {}
        for i, n in enumerate(self.names):
            if not n.person and len(n.words) > 2:
                for small in (False, True):
                    letters = "".join(w[0] for w in n.words if small or w not in _SMALL)
                    made.setdefault(letters, []).append(i)
        for i, n in enumerate(self.names):
            short = n.words[0] if len(n.words) == 1 else ""
            if len(short) >= 3 and n.text.replace(".", "").replace("the ", "").strip().isupper() and not n.person:
                roots = {self.root(j): j for j in made.get(short, [])}
                if len(roots) == 1:
                    self._join(next(iter(roots.values())), i, "the initials of")

    def _index(self) -> dict[tuple[str, str], list[int]]:
        """Names of several words by the skeletons of their first and last words."""
        places: dict[tuple[str, str], list[int]] = {}
        for i, n in enumerate(self.names):
            if len(n.words) > 1:
                for key in {n.keys[0], n.keys[-1]}:
                    places.setdefault((n.sort, key), []).append(i)
        return places

    def _short(self, i: int, places: dict[tuple[str, str], list[int]]) -> None:
        n = self.names[i]
        if not n.words or n.sort not in ("person", "body") or (not n.person and " ".join(n.words) in _alias_table()):
            return
        fits = [j for j in places.get((n.sort, n.keys[-1]), [])[:50] if j != i and _stands_for(n, self.names[j])]
        if not fits and len(n.words) >= 1 and n.keys[0] != n.keys[-1]:
            fits = [j for j in places.get((n.sort, n.keys[0]), [])[:50] if j != i and _stands_for(n, self.names[j])]
        roots = {self.root(j): j for j in fits} if self.root(i) == i or len(n.words) == 1 else {}
        roots.pop(self.root(i), None)
        if len(roots) == 1 and not self.why[i]:
            long = next(iter(roots.values()))
            self._join(long, i, "the short form of")
        elif len(roots) > 1:
            self.unclear[i] = sorted(roots.values())


def _same_words(a: Name, b: Name) -> bool:
    """Whether two names of equal skeleton are the same words, spelled one way or another."""
    mine, yours = ([(w, k) for w, k in zip(n.words, n.keys, strict=True) if w not in _SMALL] for n in (a, b))
    mine = [p for p in mine if p[0] not in _SUFFIXES] or mine
    yours = [p for p in yours if p[0] not in _SUFFIXES] or yours
    return len(mine) == len(yours) and all(alike(x, y, p, q) for (x, p), (y, q) in zip(mine, yours, strict=True))


def _stands_for(short: Name, long: Name) -> bool:
    """Whether a name may be the short form of a longer one, or of a fuller form of it."""
    if len(short.words) > len(long.words) or short.words == long.words:
        return False
    if short.person:
        return _person_stands_for(short, long)
    few, n = len(short.words), len(long.words)
    if few >= n or any(c.isdigit() for w in (*short.words, *long.words) for c in w if w not in short.words):
        return False
    if few == 1 and (short.words[0] in listed("contrasts", "words") or len(short.words[0]) < 3):
        return False
    pairs = list(zip(short.words, short.keys, strict=True))
    ends = list(zip(long.words, long.keys, strict=True))
    tail = all(alike(a, b, p, q) for (a, p), (b, q) in zip(pairs, ends[-few:], strict=True))
    head = all(alike(a, b, p, q) for (a, p), (b, q) in zip(pairs, ends[:few], strict=True))
    return tail or (head and short.words[0] not in listed("contrasts", "words"))


def _person_stands_for(short: Name, long: Name) -> bool:
    if short.said and long.said and short.said != long.said:
        return False
    last = alike(short.words[-1], long.words[-1], short.keys[-1], long.keys[-1])
    if len(short.words) == 1:
        return last or short.words[0] == long.words[0]
    if not last:
        return False
    first, other = short.words[0], long.words[0]
    if first == other or alike(first, other, short.keys[0], long.keys[0]):
        return True
    return first[0] == other[0] and (len(first) == 1 or len(other) == 1)


@cache
def _alias_table() -> dict[str, int]:
    sets: list[list[str]] = _tables()["aliases"]["sets"]
    return {" ".join(name_of(text, "body").words): i for i, entry in enumerate(sets) for text in entry}
