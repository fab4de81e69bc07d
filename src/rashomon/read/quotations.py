"""Where quotation marks of every kind enclose text: curly, straight, guillemets, low marks, doubled single marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚\u201b']|\n")
_CLOSERS = {"“": "”", "„": "“”‟", "‟": "”", "«": "»", "»": "«", "‹": "›"} | {
    "‘": "’",
    "‚": "‘’",
    "\u201b": "’",
    "``": "''",
}
_OPENERS_AFTER_BREAK = "\"“„«»‹‘'`"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted run, its marks included: `start` and `end` in code points; `balanced` unless a mark is missing."""

    start: int
    end: int
    balanced: bool


def find_quotations(text: str) -> list[Quotation]:
    """Find outermost quotations, in order and without overlap.

    A quotation ends at the end of its line unless the next line opens with a mark again (a quotation over several
    paragraphs) or the text is wrapped and the closing mark comes before any opening one. An apostrophe is no mark.
    """
    out: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if opened and not _goes_on(text, at, opened[1]):
                out.append(Quotation(opened[0], _trimmed(text, opened[0], at), _continued(text, at)))
                opened = None
        elif opened is None:
            if _opens(text, at, match.end(), mark):
                opened = (at, mark)
        elif _closes(text, at, match.end(), mark, opened[1]):
            out.append(Quotation(opened[0], match.end(), True))
            opened = None
        elif mark == opened[1] and _opens(text, at, match.end(), mark):
            # A second opening mark of the same kind: the first one was never closed.
            out.append(Quotation(opened[0], _trimmed(text, opened[0], at), False))
            opened = (at, mark)
    if opened:
        out.append(Quotation(opened[0], _trimmed(text, opened[0], len(text)), False))
    return [q for q in out if q.end - q.start > 1]


def _opens(text: str, start: int, end: int, mark: str) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if mark in ("”", "›", "’"):
        return False
    if mark == "''":
        return not before.isalnum() and after.isalnum()
    if mark in ("'", "‘", "‚", "\u201b", "`"):
        # Single marks double as apostrophes ('90s, ’tis): an opening one needs a closing one on its line.
        return not before.isalnum() and after.isalnum() and _single_closes(text, end, mark)
    if mark == '"':
        return bool(after.strip()) and not before.isalnum()
    return True


def _single_closes(text: str, start: int, mark: str) -> bool:
    stop = text.find("\n", start)
    closer = "'" if mark == "'" else "[’‘]"
    pattern = re.compile(rf"(?<=[\w.,!?…]){closer}(?!\w)")
    return pattern.search(text, start, stop if stop >= 0 else len(text)) is not None


def _closes(text: str, start: int, end: int, mark: str, opener: str) -> bool:
    if mark in ("'", "’", "‘") and opener in ("'", "‘", "‚", "\u201b"):
        return not text[end : end + 1].isalnum() and not text[start - 1 : start].isspace()
    if opener == '"':
        if mark == "”":
            return True
        return mark in '"“' and (not text[start - 1 : start].isspace() or not text[end : end + 1].strip())
    if opener == "“" and mark == '"':
        return not text[start - 1 : start].isspace()
    if opener == "''":
        return mark == "''"
    return mark in _CLOSERS.get(opener, "")


def _continued(text: str, at: int) -> bool:
    """Whether the line after the break opens with a quotation mark: the custom for a quotation over paragraphs."""
    rest = text[at : at + 200].lstrip()
    return bool(rest) and rest[0] in _OPENERS_AFTER_BREAK


def _goes_on(text: str, at: int, opener: str) -> bool:
    """Whether a single line break inside a quotation is only wrapping: the next line closes it first."""
    if opener in ("'", "‘") or text[at + 1 : at + 2].isspace():
        return False
    stop = text.find("\n", at + 1)
    for match in _MARK.finditer(text, at + 1, stop if stop >= 0 else len(text)):
        if match.group() in ("'", "’"):
            continue
        return _closes(text, match.start(), match.end(), match.group(), opener) and match.start() > at + 1
    return False


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
