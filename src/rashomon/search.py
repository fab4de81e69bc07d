"""A search as people type it, turned into an expression of SQLite's full-text index that can never be malformed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Literal

from rashomon.answers import Hit
from rashomon.errors import BadQuery
from rashomon.kept import MARK
from rashomon.settings import EXCERPT_CHARACTERS, SEARCH_WORDS
from rashomon.text import encodable

_PART = re.compile(r'(?P<no>(?<!\S)-)?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))')


def match_expression(query: str) -> str:
    """An FTS5 expression for plain words (all must occur), "phrases" and -words that must not occur.

    Raises BadQuery when nothing is left to look for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for part in _PART.finditer(encodable(query)):
        words = _words(part["phrase"] if part["phrase"] is not None else part["word"])
        if words:
            # Inside FTS5 quotation marks only another quotation mark means anything, and `_words` leaves none.
            (unwanted if part["no"] else wanted).append(f'"{words}"')
    if not wanted:
        raise BadQuery(f"nothing to look for in {query!r}: give at least one word that must occur")
    if len(wanted) + len(unwanted) > SEARCH_WORDS:
        raise BadQuery(f"the search has {len(wanted) + len(unwanted)} words; {SEARCH_WORDS} are the most it can have")
    found = " AND ".join(wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def _words(part: str) -> str:
    """The letters and digits of a part; the index holds nothing else, so that "K-1" is the phrase "K 1" in it too."""
    return " ".join("".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in part).split())


def hit(kind: Literal["document", "claim"], row: Mapping[str, Any]) -> Hit:
    """A row of the index as a hit; `start` is the first word found in a document, the content of a claim."""
    title, body = ("title", "text") if kind == "document" else ("source", "content")
    at = _first_mark(row[body], row[f"marked_{body}"])
    found, start = row[body], row["start"]
    if at is None:
        found, at = row[title], _first_mark(row[title], row[f"marked_{title}"]) or 0
    elif kind == "document":
        start = at
    low, high = max(0, at - EXCERPT_CHARACTERS), at + EXCERPT_CHARACTERS
    excerpt = f"{'…' if low else ''}{found[low:high]}{'…' if high < len(found) else ''}"
    return Hit(kind=kind, id=row["id"], doc=row["doc"], start=start, excerpt=excerpt, rank=round(row["rank"], 6))


def _first_mark(plain: str, marked: str) -> int | None:
    """Where the first mark was put in; a mark that is a character of the text itself is passed over."""
    at = marked.find(MARK)
    while at >= 0 and plain[at : at + 1] == MARK:
        at = marked.find(MARK, at + 1)
    return at if at >= 0 else None
