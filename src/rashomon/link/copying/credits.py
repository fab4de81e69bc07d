"""Whom a document credits: the outlets of the pile, and its authors, that it names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rashomon.records import Document, Reading
from rashomon.text import fold

How = Literal["source", "bracket", "mention"]
"""Named as where the text comes from; in brackets of its own, as agencies are; or named only."""

_SOURCE_ZONES = ("provenance", "byline", "dateline")
_GENERIC = frozenset("agency news newsroom online press service wire staff com org net website".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Credit(NamedTuple):
    """A place at which a document names the one that goes by `name`."""

    name: str
    start: int
    end: int
    how: How


class Names:
    """What the sources of a pile go by: `source` gives for a document the name of who publishes it."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in sorted({source(r.document) for r in readings if r.document} - {""}):
            for form in forms(name):
                words = tuple(w.group() for w in _WORD.finditer(form))
                if words:
                    self._forms.setdefault(words[0], []).append((words, name))

    def credits(self, reading: Reading) -> tuple[Credit, ...]:
        """The sources of the pile that a document names, its own left out."""
        document = reading.document
        if document is None:
            return ()
        own = {f.casefold() for f in forms(source(document))}
        out: list[Credit] = []
        words = list(_WORD.finditer(document.text))
        for n, word in enumerate(words):
            for form, name in self._forms.get(word.group(), ()):
                last = words[n + len(form) - 1] if n + len(form) <= len(words) else word
                there = tuple(w.group() for w in words[n : n + len(form)]) == form
                if there and not own & {f.casefold() for f in forms(name)}:
                    out.append(Credit(name, word.start(), last.end(), _how(reading, word.start(), last.end())))
        return (*_written_by(document, self._forms), *out)


def _written_by(document: Document, known: dict[str, list[tuple[tuple[str, ...], str]]]) -> list[Credit]:
    """Another source that stands as the author."""
    author = tuple(w.group() for w in _WORD.finditer(document.author))
    found = {name for first in author for form, name in known.get(first, ()) if form == author[-len(form) :]}
    own = fold(source(document))
    return [Credit(name, 0, 0, "source") for name in sorted(found) if document.outlet and fold(name) != own]


def _how(reading: Reading, start: int, end: int) -> How:
    text = document_of(reading).text
    if any(p.start <= start < max(p.end, p.start + 1) and p.relation != "cites" for p in reading.provenance):
        return "source"
    if any(z.start <= start < z.end and z.kind in _SOURCE_ZONES for z in reading.zones):
        return "source"
    return "bracket" if text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")" else "mention"


def document_of(reading: Reading) -> Document:
    """The document of a reading that has one. Raises ValueError for one that could not be read."""
    if reading.document is None:
        raise ValueError(f"{reading.name} was not read")
    return reading.document


def source(document: Document | None) -> str:
    """Who publishes a document: its outlet, or who is given as its author."""
    return (document.outlet or document.author).strip() if document else ""


def same_source(a: Document, b: Document) -> bool:
    """Whether two documents come from the same outlet or author."""
    return bool(source(a)) and fold(source(a)) == fold(source(b))


def forms(name: str) -> tuple[str, ...]:
    """The forms that a name is cited by: without article, without the words for what it is, its initials if long."""
    bare = re.sub(r"^(?:The|Der|Die|Das|Le|La|Les|El|Il)\s+", "", name)
    words = bare.split()
    while len(words) > 1 and words[-1].strip(".").casefold() in _GENERIC:
        words.pop()
    short = " ".join(words)
    initials = "".join(w[0] for w in bare.split() if w[:1].isupper())
    found = [name, bare, short, *([initials] if len(initials) >= 3 else [])]
    return tuple(dict.fromkeys(f for f in found if len(f) > 2 and not f.isdigit()))
