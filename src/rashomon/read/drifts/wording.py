"""Words of two texts made comparable: stems, words that stand for each other, numbers however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"\$?\d[\d,]*(?:\.\d+)?(?:%|[kmb]n?\b)?|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’-][^\W_]+)*", re.IGNORECASE)
_NUMBER = re.compile(r"\$?(\d[\d,]*(?:\.\d+)?)(%|k|mn?|bn?)?", re.IGNORECASE)
_SCALE = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALE |= {"trillion": 1e12, "hundred": 1e2, "mln": 1e6, "bln": 1e9}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMERALS = {word: float(i) for i, word in enumerate(_UNITS)} | {w: 10.0 * (i + 2) for i, w in enumerate(_TENS)}
ORDINALS = {
    word: float(i)
    for i, word in enumerate("fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=4)
}
"""Places in a row, which a headline may give as a figure ("Part 4")."""
LOOSE = 0.06  # a headline may round: "$1B" for 1.02 billion
SUFFIXES: tuple[str, ...] = tuple(
    "ization isation ations ation ingly ments ment ness edly ings ing ied ies ers ed es er ly s e y".split()
)
STEM = 3  # letters that a stem keeps


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands, in lower case, with its stem and, of a number, its value."""

    start: int
    end: int
    text: str
    stem: str
    number: float | None = None

    @property
    def keys(self) -> frozenset[str]:
        """Its stem, and the stems that bear it out."""
        return alike(self.stem)

    @property
    def empty(self) -> bool:
        """Whether it carries nothing of its own."""
        return (
            self.text in lists()["empty"] or self.text.endswith("n't") or (len(self.text) == 1 and self.number is None)
        )


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of a run of a text; a possessive ending is left off, hyphenated words are parted as well."""
    out: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        written = match.group()
        word = written.lower().replace("’", "'")
        word = word[:-2] if word.endswith("'s") else word.rstrip("'.")
        parts = word.split("-") if "-" in word and not written[0].isdigit() else []
        number = number_of(word)
        if number is None and len(parts) == 2 and all(p in NUMERALS for p in parts):
            number = sum(NUMERALS[p] for p in parts)
        if number is not None or not parts:
            out.append(Word(match.start(), match.end(), word, stem(word), number))
            continue
        at = match.start()
        for part in parts:
            out.append(Word(at, at + len(part), part, stem(part), number_of(part)))
            at += len(part) + 1
    return list(_scaled(out))


def _scaled(words: list[Word]) -> Iterator[Word]:
    """Numbers with the scale that follows them: "1.02 billion"."""
    for i, word in enumerate(words):
        after = words[i + 1].text if i + 1 < len(words) else ""
        if word.number is not None and after in _SCALE and word.text not in _SCALE:
            yield Word(word.start, word.end, word.text, word.stem, word.number * _SCALE[after])
        else:
            yield word


def number_of(word: str) -> float | None:
    """The value of a number in figures or in words, scale letters included."""
    if word in NUMERALS:
        return NUMERALS[word]
    match = _NUMBER.fullmatch(word)
    if match is None:
        return None
    return float(match[1].replace(",", "") or 0) * _SCALE.get((match[2] or "").lower(), 1)


def same_number(a: float, b: float) -> bool:
    """Whether two numbers are the same, or one is the other rounded."""
    return a == b or (abs(a - b) <= LOOSE * max(abs(a), abs(b)) and max(abs(a), abs(b)) >= 10)


@cache
def stem(word: str) -> str:
    """A word without its ending, enough to find "fired" under "firing"; not a linguist's stem."""
    return _bare(lists()["forms"].get(word, word))


def _bare(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= STEM:
            word = word[: -len(suffix)]
            break
    if len(word) > STEM and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if word[-1] in "ei" and len(word) > STEM else word


@cache
def alike(word_stem: str) -> frozenset[str]:
    """The stems that bear a word out: its own, and those of words that may stand for it."""
    found: frozenset[str] = lists()["alike"].get(word_stem, frozenset())
    return found | {word_stem}


@cache
def table() -> Mapping[str, Any]:
    """drift.toml as written."""
    import tomllib

    data: Mapping[str, Any] = tomllib.loads(
        files("rashomon.read.drifts").joinpath("drift.toml").read_text(encoding="utf-8")
    )
    return data


@cache
def lists() -> Mapping[str, Any]:
    """The lists of drift.toml: plain ones as sets of words, `forms` by form, `alike` by stem."""
    data = table()
    out: dict[str, Any] = {
        name: frozenset(data[name].split())
        for name in ("empty", "possible", "probable", "denying", "negating", "open", "labels")
    }
    out["forms"] = {row[0]: row[1] for row in _groups(data["forms"])}
    together: dict[str, set[str]] = {}
    for row in _groups(data["alike"]):
        stems = {_bare(out["forms"].get(word, word)) for word in row}
        for one in stems:
            together.setdefault(one, set()).update(stems)
    out["alike"] = {key: frozenset(value) for key, value in together.items()}
    return out


def _groups(text: str) -> Iterator[list[str]]:
    for row in re.split(r"[;\n]", text):
        if row.strip():
            yield row.split()
