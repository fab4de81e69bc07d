"""Reports of a number that somebody says to be wrong, against those who give the number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.link.positions.figures import Count, counts
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit
from rashomon.link.positions.wording import how_many

_WRONG = re.compile(
    r"\b(?:reports?|claims?|talk|rumou?rs?|accounts?|figures?|tolls?|counts?|stor(?:y|ies)|numbers?)\s+of\s+[^.;!?]{2,50}?\s+"
    r"(?:was|were|is|are|had\s+been)\s+(?:\w+ly\s+)?(?:wrong|false|untrue|mistaken|incorrect|invented|exaggerated|too\s+high)\b",
    re.IGNORECASE,
)


def reports(unit: Unit) -> Iterator[Point]:
    """The numbers of people that a content gives, or calls wrong."""
    wrong = _WRONG.search(unit.text)
    for count in counts(unit):
        if count.thing != "person" or not count.event or count.low <= 1:
            continue
        about = how_many(count.thing, count.event, count.words)
        subject = f"{count.thing} {count.event}"
        if wrong and count.words in wrong.group():
            yield Point("report", subject, wrong.group(), about, not_=_number(count), low=count.low)
        elif not wrong and not unit.negative:
            yield Point("report", subject, count.words, about, _number(count), low=count.low)


def _number(count: Count) -> frozenset[str]:
    return frozenset({f"{count.low:g}"})


def called_wrong(x: Point, y: Point) -> bool:
    """Whether one calls wrong the very number that another gives."""
    return x.subject == y.subject and bool(x.value & y.not_ or y.value & x.not_)
