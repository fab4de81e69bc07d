"""Names of places, folded so that ways of writing one name meet: marks, case, articles, doubled letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from zlib import crc32

LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "a",
        "&": " and ",
        "-": " ",
        "‐": " ",
        "‑": " ",
        "–": " ",
        "/": " ",
        ",": " ",
        ".": " ",
        "_": " ",
        "(": " ",
        ")": " ",
    }
)
"""Letters that have no decomposition, and marks that part words; all other marks are dropped (apostrophes, ayn)."""
WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "mts": "mountains", "mtn": "mountain"}
"""Abbreviations that begin names of places, without their full stop."""
ARTICLES = frozenset(
    "al el as es ash esh ad ed ar er at et an en az ez ath eth adh ud ul ur us".split()
)  # el- and al- before a sun letter
LONGEST = 80  # characters of the longest name that is looked up

_JOINED = re.compile(r"^[ae]([dnrstz])(?=\1)")
_SOFT = str.maketrans("", "", "aeiouywhj")
_DOUBLED = re.compile(r"([^\W\d_])\1+")


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name in lower-case letters and digits, one space between words, "the" and apostrophes left out."""
    plain = unicodedata.normalize("NFKD", name[:LONGEST].casefold()).translate(LETTERS)
    words = "".join(c for c in plain if c.isalnum() or c.isspace()).split()
    if len(words) > 1:
        words[0] = WORDS.get(words[0], words[0])
        if words[0] == "the":
            del words[0]
    return " ".join(words)


def loosened(fold: str) -> str:
    """A folded name without Arabic articles, spaces and doubled letters; what stays is at least three letters."""
    words = fold.split()
    kept = [w for w in words if w not in ARTICLES] or words
    # an article that is written with its word goes from later words only ("Deir Ezzor"): "Albany" and "Essen" are none
    kept = [*kept[:1], *(_JOINED.sub("", w) for w in kept[1:])]
    loose = _DOUBLED.sub(r"\1", "".join(kept))
    return loose if len(loose) > 2 else "".join(words)


def skeleton(fold: str) -> str:
    """The consonants of a folded name without its articles: what ways of writing an Arabic or Slavic name share."""
    return loosened(fold).translate(_SOFT)


def keys_of(name: str) -> tuple[int, int]:
    """The number that ways of writing a name share, and a smaller one that is the same for the same folded name."""
    fold = folded(name)
    return crc32(loosened(fold).encode()), crc32(b"exact " + fold.encode()) >> 24
