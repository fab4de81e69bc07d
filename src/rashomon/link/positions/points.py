"""Points: single things that a content says of a subject, of a kind whose values can exclude each other."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.link.positions.figures import WIDE, other_time
from rashomon.link.positions.units import Unit

_NAMES = 3
"""Names that two documents must have in common where those beside the contents do not tell."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a content says of one subject: `kind` is the sort of value, `subject` what must be the same in another.

    `value` are the classes of the value, `not_` those that are ruled out; `words` stand in the text or a sentence
    beside it. `of` are stems or names that narrow the subject down, `setting` the keys of all that the document names.
    `about` is the same for all that can be at odds.
    """

    kind: str
    subject: str
    words: str
    about: str
    value: frozenset[str] = frozenset()
    not_: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    low: float = 0.0
    high: float = 0.0
    setting: frozenset[str] = frozenset()


def one_setting(one: Unit, other: Unit, x: Point, y: Point) -> bool:
    """Whether two contents can be of one matter: much the same is named around them, and no other day."""
    if other_time(one, other):
        return False
    if one.doc == other.doc or (around(one) & around(other)) - WIDE - one.people - other.people:
        return True
    return len(x.setting & y.setting) >= max(_NAMES, min(len(x.setting), len(y.setting)) // 3)


def around(unit: Unit) -> frozenset[str]:
    """Keys of who and what is named in a content, beside it, or at the top of its document."""
    return frozenset(n.key for n in unit.near) | unit.top | unit.keys


def quoted(words: str, most: int = 90) -> str:
    """Words of a document in quotation marks, shortened."""
    text = " ".join(words.replace("“", "").replace("”", "").split()).strip(" ,;:‘’\"'")
    return f"“{text if len(text) <= most else text[:most].rsplit(' ', 1)[0] + ' …'}”"
