"""Which of two documents had a passage first: by what they say of their sources, by their days, by what was cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from rashomon.link.copying.credits import Credit, How, document_of, source
from rashomon.link.copying.passages import Passage
from rashomon.records import CopyKind, Direction, Reading
from rashomon.text import fold

BEFORE, AFTER = 320, 240
"""Characters before and after a passage in which a source named there is named for it."""
CUT = 0.1
"""Difference of the shares of two texts that are copied, from which on the one is the other cut short."""
OWN = 0.2
"""Share of the words of a text cut short that may be its own: slips, and words put for others."""
SLIP = 0.7
"""How alike two names are spelt (0 to 1) of which one may be the other with slips."""
_STRONG = 3
_WEIGHTS: dict[How, int] = {"source": 4, "bracket": 3, "mention": 1}


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?")
_INSIDE = re.compile(r"[\w,;:]['’”\"]*[^\S\n]+$")
"""What stands before a word that opens no sentence and no line."""


_UNTOLD: tuple[Direction, tuple[str, ...]] = ("unknown", ("nothing says which was first",))


class Side(NamedTuple):
    """One of the two documents: its reading, whom it credits, and the passage in it."""

    reading: Reading
    credits: Sequence[Credit]
    start: int
    end: int

    @property
    def source(self) -> str:
        """Who publishes it."""
        return source(self.reading.document)

    @property
    def published(self) -> str:
        """Its day of publication, or empty."""
        return self.reading.document.published[:10] if self.reading.document else ""

    @property
    def called(self) -> str:
        """What a reason calls it."""
        return self.source or self.reading.name


def direction(
    a: Side, b: Side, kind: CopyKind, passage: Passage, whole: tuple[float, float] = (0, 0)
) -> tuple[Direction, tuple[str, ...]]:
    """The direction, with the reasons in words; `whole` is the share of the words of each that the other has."""
    to_b, why_b = _taken(b, a)
    to_a, why_a = _taken(a, b)
    if to_b >= _STRONG and to_b > to_a:
        return "a to b", (why_b,)
    if to_a >= _STRONG and to_a > to_b:
        return "b to a", (why_a,)
    both = _both_credit(a, b)
    if both:
        return "unknown", (f"both credit {both}",)
    if to_b != to_a:
        return _named(a, b, "a to b", why_b) if to_b > to_a else _named(b, a, "b to a", why_a)
    if kind in ("shared quotation", "official statement"):
        return "unknown", ("both may have it from who said it",)
    return _by_day(a, b, kind, passage, whole)


def _named(first: Side, second: Side, way: Direction, why: str) -> tuple[Direction, tuple[str, ...]]:
    """What a mere mention of the first by the second says; nothing if the second was there before."""
    if first.published and second.published and second.published < first.published:
        return "unknown", (why, *_days(second, first))
    return way, (why, *_days(first, second))


def _by_day(
    a: Side, b: Side, kind: CopyKind, passage: Passage, whole: tuple[float, float]
) -> tuple[Direction, tuple[str, ...]]:
    if a.published and b.published and a.published != b.published:
        return ("a to b", _days(a, b)) if a.published < b.published else ("b to a", _days(b, a))
    return _by_length(a, b, passage, whole) if kind == "abridged" else _UNTOLD


def _by_length(a: Side, b: Side, passage: Passage, whole: tuple[float, float]) -> tuple[Direction, tuple[str, ...]]:
    """The direction that follows from one being the other cut short."""
    longer = abs(whole[0] - whole[1]) >= CUT
    if passage.lengths[0] != passage.lengths[1]:
        fuller = passage.lengths[0] > passage.lengths[1]
        why = "has the passage at greater length"
        if longer and fuller != (whole[0] < whole[1]):
            return "unknown", (f"the longer passage is in {(a if fuller else b).called}, the shorter text",)
    elif longer:
        fuller = whole[0] < whole[1]
        why = "goes on where the other ends"
    else:
        return _UNTOLD
    if (own := _own_words(*((b, a) if fuller else (a, b)))) is not None:
        return "unknown", (own,)
    return ("a to b" if fuller else "b to a"), (f"{(a if fuller else b).called} {why}",)


def _own_words(shorter: Side, fuller: Side) -> str | None:
    """Why the shorter passage is not cut from the fuller one: names, numbers or words of its own; nothing if it is."""
    text = document_of(fuller.reading).text[fuller.start : fuller.end]
    known = {_stem(word) for word in _WORD.findall(text)}
    named = sorted({_stem(w) for w in _WORD.findall(text) if w[:1].isupper()})
    text = document_of(shorter.reading).text[shorter.start : shorter.end]
    words = list(_WORD.finditer(text))
    missing = [w for w in words if _stem(w.group()) not in known]
    for word in missing:
        name = word.group()[:1].isupper() and _INSIDE.search(text[: word.start()]) is not None
        if word.group()[:1].isdigit() or (name and not get_close_matches(_stem(word.group()), named, 1, SLIP)):
            return f"only {shorter.called}, which is shorter, has “{word.group()}”"
    if len(missing) > OWN * len(words):
        return f"{shorter.called}, which is shorter, has words of its own"
    return None


def _stem(word: str) -> str:
    """What a word is compared by: folded, with the possessive off."""
    return re.sub(r"['’]s?$", "", fold(word))


def _days(first: Side, second: Side) -> tuple[str, ...]:
    if not first.published or not second.published or first.published == second.published:
        return ()
    return (f"{first.called} published it on {first.published}, {second.called} on {second.published}",)


def _taken(to: Side, of: Side) -> tuple[int, str]:
    """How surely the one document says that it has the passage from the other, and in which words."""
    best, why = 0, ""
    for credit in to.credits:
        if credit.name != of.source:
            continue
        near = to.start - BEFORE <= credit.start < to.end + AFTER
        weight = _WEIGHTS[credit.how] + (2 if near and credit.how == "mention" else 0)
        if weight > best:
            best, why = weight, _why(to, credit, near)
    return best, why


def _why(to: Side, credit: Credit, near: bool) -> str:
    text = document_of(to.reading).text
    if credit.end == 0:
        return f"{to.called} gives {credit.name} as the author"
    at = text.rfind("\n", 0, credit.start) + 1
    line = text[max(at, credit.start - 60) : credit.end + 40].split("\n")[0].strip()
    if credit.how == "source":
        return f"{to.called} gives {credit.name} as its source: “{line}”"
    if credit.how == "bracket":
        return f"{to.called} credits {credit.name}: “{line}”"
    if to.start <= credit.start < to.end:
        return f"the passage itself names {credit.name}: “{line}”"
    return f"{to.called} names {credit.name} {'beside the passage' if near else 'elsewhere'}: “{line}”"


def _both_credit(a: Side, b: Side) -> str:
    """A third source that both have it from."""
    one = {c.name for c in a.credits if _WEIGHTS[c.how] >= _STRONG}
    other = {c.name for c in b.credits if _WEIGHTS[c.how] >= _STRONG}
    return next(iter(sorted(one & other)), "")
