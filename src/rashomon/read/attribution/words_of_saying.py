"""Words that make a claim: the lists of nested.toml, and whether a cue holds one of them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from rashomon.read.stances.attitudes import attitude_of

WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def lexicon(name: str) -> frozenset[str]:
    """A list of words of nested.toml."""
    import tomllib

    data = tomllib.loads(files("rashomon.read.attribution").joinpath("nested.toml").read_text(encoding="utf-8"))
    return frozenset(data[name].split())


def of_saying(cue: str, content: str) -> bool:
    """Whether a cue holds a word of saying, thinking or showing, or is a mark only."""
    words = WORD.findall(cue.lower())
    if not words or attitude_of(cue, content):
        return True
    return any(w in lexicon("words") or w in lexicon("nouns") or bool(attitude_of(w, "")) for w in words)
