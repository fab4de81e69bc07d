"""Names cut up for comparing across documents: words as they sound, titles, numbers, what is generic in them.

Consonants as they sound make the key of a word: "Khataib" is "Kataib", "Suleimani" is "Soleimani".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

LONGEST = 200  # characters of a name that are looked at
MOST_WORDS = 12

_WORD = re.compile(r"[^\W_]+(?:[.'’`ʿʾ&][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"(?:'s|’s|['’])$")
_SOUNDS = (
    ("sch", "sh"),
    ("x", "ks"),
    ("kh", "k"),
    ("ck", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("dh", "d"),
    ("q", "k"),
    ("c", "k"),
)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"})
_SPELLINGS = (("isation", "ization"), ("defence", "defense"), ("centre", "center"), ("theatre", "theater"))
_SPELT = {"labour": "labor", "harbour": "harbor", "programme": "program", "defence": "defense", "licence": "license"}
_DEMONYM = re.compile(r"(?:ians?|eans?|ans?|ese|ish|is?)$")
_SOFT = re.compile(r"[aeiouyhw]")


@cache
def table() -> dict[str, Any]:
    """The tables of names.toml."""
    return tomllib.loads((files("rashomon.link.who") / "names.toml").read_text("utf8"))


@cache
def listed(key: str) -> frozenset[str]:
    """The words of an entry of names.toml."""
    value: str = table()[key]
    return frozenset(value.split())


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name cut up: all its plain words, those that tell it from others, how these sound.

    `core` leaves out articles, titles and words such as "Inc"; `special` are those that few others have; `numbers` are
    digits and numerals; `generation` is "jr", "iii" and the like; `capital` says that it is written like a name.
    """

    text: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    sounds: tuple[str, ...]
    titles: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    generation: str = ""
    capital: bool = True
    special: tuple[str, ...] = ()

    @property
    def generic(self) -> bool:
        """Whether nothing in it tells it from others of its sort ("Foreign Ministry")."""
        return bool(self.core) and not self.special


@lru_cache(maxsize=200_000)
def name_key(text: str, person: bool) -> NameKey:
    """A name cut up; titles are looked for in names of persons only, endings such as "Inc" in all others."""
    shown = " ".join(text[:LONGEST].split())
    written = _WORD.findall(_POSSESSIVE.sub("", shown))[:MOST_WORDS]
    if not person:
        written = [_POSSESSIVE.sub("", w) for w in written]  # "Ruvia's Foreign Ministry"
    words = [plain(w) for w in written]
    words = _joined([w for w in words if w], written)
    capital = any(c.isupper() for c in shown) or not any(c.islower() for c in shown)
    titles: list[str] = []
    generation = ""
    if person:
        while len(words) > 1 and (words[0] in listed("titles") or words[0] == "the"):
            titles.append(words.pop(0))
        if len(words) > 1 and words[-1] in listed("generations"):
            generation = _one_generation(words.pop())
    else:
        words = [spelt(w) for w in words]
    core = [w for w in words if w not in listed("person_small" if person else "small")] or words
    while not person and len(core) > 1 and core[-1] in listed("suffixes") and not _only_generic(core[:-1]):
        core.pop()
    return NameKey(
        text=shown,
        words=tuple(words),
        core=tuple(core),
        sounds=tuple(sound(w) for w in core),
        titles=tuple(titles),
        numbers=frozenset(w for w in core if any(c.isdigit() for c in w) or (not person and w in listed("numbers"))),
        generation=generation,
        capital=capital,
        special=tuple(w for w in core if w not in listed("generic")),
    )


def _only_generic(words: list[str]) -> bool:
    return all(w in listed("generic") for w in words)


def _one_generation(word: str) -> str:
    return {"junior": "jr", "senior": "sr"}.get(word, word)


def _joined(words: list[str], written: list[str]) -> list[str]:
    """Words in which "K-1" and "K 1" are "k1"."""
    out: list[str] = []
    for word in words:
        letter = bool(out) and len(out[-1]) <= 2 and out[-1].isascii() and out[-1].isalpha()
        if word.isdigit() and letter and any(w.isupper() and plain(w) == out[-1] for w in written):
            out[-1] += word
        else:
            out.append(word)
    return out


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """Lower case, without accents and without marks that spellings of foreign names leave out."""
    flat = unicodedata.normalize("NFKD", word.casefold()).translate(_LETTERS)
    return "".join(c for c in flat if not unicodedata.combining(c) and c not in "'’`ʿʾ.ʼ‘")


def spelt(word: str) -> str:
    """A word of a body's name in American spelling."""
    for a, b in _SPELLINGS:
        if word.endswith(a):
            return word[: -len(a)] + b
    return _SPELT.get(word, word)


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """How a word sounds without its vowels; one with digits, or in another script, is its own key."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    for a, b in _SOUNDS:
        word = word.replace(a, b)
    first = "a" if word[0] in "aeiouy" else ""
    return first + re.sub(r"(.)\1+", r"\1", _SOFT.sub("", word))


@lru_cache(maxsize=100_000)
def alike(a: str, b: str) -> bool:
    """Whether two words of names are spellings of one: the same consonants, and vowels that spellings vary in.

    "Suleimani" and "Soleimani", "Zubeir" and "Zubayr" are; "Berg" and "Borg", "Eric" and "Erica" are not.
    """
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or a in listed("contrasts") or b in listed("contrasts"):
        return False
    if not (a.isascii() and b.isascii() and a.isalpha() and b.isalpha()):
        return False
    guttural = any("q" in w or "gh" in w for w in (a, b))
    one, two = (_syllables(w, guttural) for w in (a, b))
    if len(one) != len(two) or len(one) < 2 or any(x[0] != y[0] for x, y in zip(one, two, strict=True)):
        return False
    last = len(one) - 1
    return all(_vowels_alike(x[1], y[1], i == last) for i, (x, y) in enumerate(zip(one, two, strict=True)))


def _syllables(word: str, guttural: bool) -> list[tuple[str, str]]:
    """A word as consonants, each with the vowels behind it; vowels before the first one have an empty one."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    if guttural:
        word = word.replace("g", "k")
    word = re.sub(r"([^aeiouyhw])\1+", r"\1", word)
    return [(m[1], m[2]) for m in re.finditer(r"([^aeiouyhw]?)([aeiouyhw]*)", word) if m[0]]


_FRONT = frozenset("i e y ee ie ii iy yi ei ey ai ay eye aye ia".split())
_BACK = frozenset("o u oo ou ow uw w".split())
_OPEN = frozenset("a e aa ae".split())


def _vowels_alike(a: str, b: str, last: bool) -> bool:
    """Whether spellings of one name may have these vowels at the same place; at its end few vary."""
    a, b = a.replace("h", ""), b.replace("h", "")
    if a == b:
        return True
    if not a or not b:
        return (a or b) == "e" or (not last and (a or b) == "i")
    if last and {a, b} & {"a", "o"} and not {a, b} & {"aa"}:
        return False  # "Daria" and "Dario"
    return any(a in kin and b in kin for kin in (_FRONT, _BACK, _OPEN))


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(table()["nicknames"]):
        for word in row.split():
            rows.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in rows.items()}


def nicknamed(a: str, b: str) -> bool:
    """Whether one given name is short for the other, or both for a third."""
    known = _nicknames()
    return bool(known.get(a, frozenset()) & known.get(b, frozenset()))


@cache
def _demonyms() -> dict[str, str]:
    return {word: row.split()[0] for row in table()["demonyms"] for word in row.split()}


@lru_cache(maxsize=100_000)
def land(word: str) -> str:
    """What an adjective of a place and the place's name share: "Ruvian" and "Ruvia" give the same."""
    flat = plain(word)
    known = _demonyms().get(flat)
    if known:
        return known
    stem = _DEMONYM.sub("", flat)
    stem = re.sub(r"[aeiouy]+$", "", stem if len(stem) >= 3 else flat)
    return stem if len(stem) >= 3 else flat


@lru_cache(maxsize=100_000)
def demonym(word: str) -> bool:
    """Whether a word may be the adjective of a place."""
    flat = plain(word)
    return flat in _demonyms() or (len(flat) > 5 and bool(re.search(r"(?:ian|ean|an|ese|ish|i)$", flat)))


def initials(key: NameKey) -> frozenset[str]:
    """The acronyms that a name of several words may have, without and with its small words."""
    if len(key.core) < 2:
        return frozenset()
    full = [w for w in key.words if w != "the"]
    return frozenset(("".join(w[0] for w in key.core), "".join(w[0] for w in full)))


def addressed(key: NameKey) -> str:
    """He or she, where title or given name says it, or nothing."""
    said = {k for k in ("he", "she") if any(t in listed(f"title_{k}") for t in key.titles)}
    if not said and len(key.core) > 1:
        said = {k for k in ("he", "she") if key.core[0] in listed(f"given_{k}")}
    return said.pop() if len(said) == 1 else ""


def is_acronym(key: NameKey) -> bool:
    """Whether a name is three letters or more, all of them capitals ("IRGC", "I.R.G.C.")."""
    bare = key.text.removeprefix("the ").replace(".", "")
    return len(key.core) == 1 and 3 <= len(bare) <= 8 and bare.isupper() and bare.isalpha()
