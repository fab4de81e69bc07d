"""Text as people and programs may safely see it: quoted spans, folding for comparison, names and lines to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rashomon.records import Fragment

GAP = " … "
"""Stands between the fragments of a discontinuous span."""

_SPACES = {ord(c): " " for c in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"}


def quote(text: str, fragments: Iterable[Fragment]) -> str:
    """The words of some fragments, joined by GAP."""
    return GAP.join(text[f.start : f.end] for f in fragments)


def fold(text: str) -> str:
    """Text for comparison: compatibility forms unified, case and accents dropped ("Émile" is found by "emile")."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in flat if not unicodedata.combining(c))


def encodable(text: str) -> str:
    """Text without lone surrogates, which UTF-8 cannot carry; they show as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def one_line(text: str) -> str:
    """Text for one line of a terminal: breaks become spaces; control and direction characters show as escapes.

    A document may hold escape sequences that move the cursor or turn the writing round; none of them acts here.
    """
    flat = text.translate(_SPACES)
    if flat.isprintable():
        return flat
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else _escape(c) for c in flat)


def _escape(char: str) -> str:
    # A joiner inside an emoji or a Persian word is harmless; the marks that turn text round are not.
    return char if char in "\u200c\u200d" else char.encode("unicode_escape").decode("ascii")
