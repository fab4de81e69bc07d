"""Sentences of an article's zones, by rule: an end mark, then a break that no abbreviation or initial explains."""

from __future__ import annotations

import re

from rashomon.records import Sentence

_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]*(?=\s)|\n\s*\n|\n")
_LAST_WORD = re.compile(r"(\S+)$")
_TITLES = frozenset(
    "mr mrs ms dr prof rev hon st gen lt col sgt capt cmdr adm maj sen rep gov pres sec amb insp supt fr sr jr vs etc "
    "inc ltd co corp no nos vol pp fig approx ca cf al dept univ assn bros mt ft".split()
)
_MONTHS = frozenset(
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)


def split_sentences(text: str, start: int, end: int) -> list[Sentence]:
    """Sentences of `text[start:end]`, trimmed of white space, in order; a line break ends a sentence."""
    out: list[Sentence] = []
    at = start
    for match in _END.finditer(text, start, end):
        if text[match.start()] != "\n" and not _ends(text, at, match.start(), match.end(), end):
            continue
        _append(out, text, at, match.end())
        at = match.end()
    _append(out, text, at, end)
    return out


def _append(out: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        out.append(Sentence(start=start + lead, end=start + len(piece.rstrip())))


def _ends(text: str, start: int, mark: int, after: int, end: int) -> bool:
    """Whether the mark at `mark` ends a sentence that began at `start`."""
    following = text[after : min(end, after + 40)].lstrip().lstrip("\"'“‘«([")
    if following and following[0].islower():
        # "“Stop!” he said" goes on; "etc. and" goes on.
        return False
    if text[mark] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, mark - 30), mark)
    last = word.group(1).lstrip("\"'“‘«([").rstrip(".") if word else ""
    if last.lower() in _TITLES:
        return False
    if last.lower() in _MONTHS and following[:1].isdigit():
        return False
    # An initial ("J. Smith") or initials ("U.S. Senate"): the next capital proves nothing.
    return not (len(last) == 1 and last.isupper()) and not re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last)
