"""Whether a bare "Friday" or "October" lies behind or ahead: read off the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.read.times.words import table

BEFORE = 110
AFTER = 100
"""So many characters around an expression are looked at, and none beyond its clause."""
CLAUSE = re.compile(
    r"\.\s(?<!\b[A-Z]\.\s)(?<!\b[A-Z][a-z]\.\s)(?<!\b[A-Z][a-z]{2}\.\s)(?<!\b(?:Sept|Corp|Capt|Prof|Mass|Conn|Tenn)\.\s)"
    r"(?<!\bv\.\s)(?<!\bvs\.\s)(?<!\b[ap]\.m\.\s)"
    r"|[;:!?]\s|\n|[“”\"]|``|''"
)
"""Where a clause ends; "Gov." and "Sept." end none."""
CONJUNCTION = re.compile(rf"{CLAUSE.pattern}|\s(?:and|but|which|who|that)\s")
"""Where a clause ends, or another one begins."""
DUE = re.compile(
    r"\b(?:by|through|until|till|effective|payable|starting|beginning)\s(?:about\s|at least\s)?$", re.IGNORECASE
)
RIGHT_BEFORE = re.compile(r"\b(?:is|are)\s(?:on\s)?$")
"""As in "the vote is on Tuesday"."""
PASSIVE = frozenset({"be", "is", "are", "being"})
"""With these a participle says nothing of the past: "the case is heard in May"."""
VERB_BEFORE = re.compile(r"\b([a-z]+)\s(?:(?:back\s)?(?:in|on)\s)?(?:the\s)?$")
WORD_BEFORE = re.compile(r"([A-Za-z]+)\s$")
WORD = re.compile(r"[A-Za-z]+")
PERFECT = re.compile(r"\b(?:had|was|were)\b", re.IGNORECASE)
AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|going to|is to|are to"
    r"|(?<!had been )(?<!was )(?<!were )(?:due|scheduled|slated|planned|expected|set to)"
    r"|would|upcoming|plans?|planning|expects?|hopes? to|intends?|(?-i:may)|should|must|wants? to"
    r"|no later than|as early as|as soon as|(?:is|are|been) set for"
    r"|begins|starts|opens|expires|lapses|resumes|premieres|arrives|travels|"
    r"(?<!\bto )meets?|(?<!\bthe )(?<!\bof )(?<!enough )votes|(?<!was )(?<!were )likely to|"
    r"takes (?:effect|place)|goes (?:into effect|on sale))\b"
    r"|['’]ll\b",
    re.IGNORECASE,
)


PLANNED = re.compile(
    r"\b(?:will|won['’]t|shall|would|(?:is|are)\s(?:to|going\sto|due\sto|set\sto|expected\sto|scheduled\sto)"
    r"|(?:plans?|intends?|hopes?|expects?|wants?)\sto)\b(?!\s(?:not\s)?have\b)|['’]ll\b",
    re.IGNORECASE,
)
"""What makes even the day of an event ("Tuesday's debate") one to come."""


@cache
def _words(title: str) -> frozenset[str]:
    return frozenset(str(table()["tense"][title]).split())


def _is_past(match: re.Match[str]) -> bool:
    """Whether a word is a past form: a listed one, or one in -ed that is no name ("United") and no "need"."""
    word = match.group()
    if word.lower() in _words("behind"):
        return True
    name = word[0].isupper() and match.start() > 1
    return len(word) > 3 and word.endswith("ed") and not name and word not in _words("no_past")


def _behind(words: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The first of some words that speaks of what was: a past form, but none as in "to be held", "an unnamed day"."""
    for match in words:
        if not _is_past(match):
            continue
        before = WORD_BEFORE.search(match.string, max(0, match.start() - 12), match.start())
        last = before[1].lower() if before else ""
        if last not in PASSIVE and not (last in _words("determiners") and match.group().endswith("ed")):
            return match
    return None


def is_right_behind_past(text: str, start: int) -> bool:
    """Whether a past form stands right before an expression: "began in May", "was dated 12 May"."""
    before = text[max(0, start - 40) : start]
    match = VERB_BEFORE.search(before)
    if not match or AHEAD.search(before):
        return False
    return _behind(list(WORD.finditer(before, match.start(1), match.end(1)))) is not None


def is_planned(text: str, start: int) -> bool:
    """Whether what will be is told before an expression, in its clause: "he will speak at Tuesday's debate"."""
    before = text[max(0, start - BEFORE) : start]
    breaks = [m.end() for m in CLAUSE.finditer(before)]
    before = before[breaks[-1] :] if breaks else before
    last = max((m.end() for m in PLANNED.finditer(before)), default=-1)
    return last >= 0 and _behind(list(WORD.finditer(before, last))) is None


def direction(text: str, start: int, end: int) -> int:
    """1 where the nearest words around an expression speak of what is to come, -1 of what was, 0 when neither.

    The words before it count more than those after it; "by February" is ahead where no past tense follows.
    """
    before = text[max(0, start - BEFORE) : start]
    breaks = [m.end() for m in CLAUSE.finditer(before)]
    before = before[breaks[-1] :] if breaks else before
    if DUE.search(before) and not PERFECT.search(before):
        return direction_after(text, end, CONJUNCTION) or 1
    first = WORD.match(text, end + 1, end + AFTER)
    if first and _behind([first]):
        return -1
    ahead = len(before) if RIGHT_BEFORE.search(before) else max((m.end() for m in AHEAD.finditer(before)), default=-1)
    last = _behind(list(WORD.finditer(before))[::-1])
    behind = last.end() if last else -1
    if ahead == behind == -1:
        return direction_after(text, end)
    # "scheduled" is of both kinds, and what it speaks of is ahead.
    return 1 if ahead >= behind else -1


def direction_after(text: str, end: int, stops: re.Pattern[str] = CLAUSE) -> int:
    """The same by the words after an expression only, up to what stops them."""
    after = text[end : end + AFTER]
    stop = stops.search(after)
    after = after[: stop.start()] if stop else after
    ahead, behind = AHEAD.search(after), _behind(list(WORD.finditer(after)))
    if ahead and not (behind and behind.start() < ahead.start()):
        return 1
    return -1 if behind else 0
