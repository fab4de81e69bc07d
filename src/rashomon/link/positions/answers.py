"""Denials of what was said right before: "she denied that", "the company disputes this", "he rejected the report"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.link.positions.act_words import says_no
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit
from rashomon.link.positions.wording import whether

_ALL_OF_IT = re.compile(
    r"\W*(?:that|this|it|(?:the|that|this|these|those|such)\s+(?:claims?|reports?|accusations?|allegations?|statements?"
    r"|suggestions?|charges?|accounts?|version|rumou?rs?|story))\W*",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"^\W*(?:\w+\s+){0,3}?(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|refut(?:e|es|ed)|reject(?:s|ed)?|dismiss(?:es|ed)?"
    r"|rebut(?:s|ted)?|contradict(?:s|ed)?)\W*$",
    re.IGNORECASE,
)
_SELF = re.compile(r"^\W*(?:i|we)\b", re.IGNORECASE)


def answered(unit: Unit, before: Sequence[Unit]) -> Unit | None:
    """The claim that a content denies by a pronoun or a word for it; `before` are those of the sentence before.

    It is found only where there is one claim of somebody else, or several of one.
    """
    if (
        not unit.denied
        or says_no(unit.cue)
        or not _DENIED.match(unit.cue)
        or not _ALL_OF_IT.fullmatch(unit.text)
        or not unit.speaker
    ):
        return None
    said = [u for u in before if u.cue and not u.is_open and not u.is_tiny and u.end <= unit.start]
    if not said or len({u.speaker for u in said}) > 1 or not said[-1].speaker:
        return None
    last = said[-1]
    one, other = set(last.speaker.split()), set(unit.speaker.split())
    if one <= other or other <= one or last.denied or _SELF.match(last.text) or last.certainty.startswith("PS"):
        return None
    return last


def answers(unit: Unit, last: Unit) -> Iterator[Point]:
    """The point of a denial, and the same of what it denies."""
    yield Point("answer", last.id, unit.whole, whether(last), not_=frozenset({last.id}))


def told(unit: Unit, denied: frozenset[str]) -> Iterator[Point]:
    """The point of a claim that is denied somewhere."""
    if unit.id in denied:
        yield Point("answer", unit.id, unit.text, whether(unit), frozenset({unit.id}))
