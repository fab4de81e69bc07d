"""That there was nobody of a sort, against some of that sort who were killed or hurt there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.link.positions.act_words import stem
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit

_SORT = (
    r"(?:civilian|villager|child|soldier|woman|journalist|foreigner|worker|prisoner|fighter|resident|refugee|patient"
    r"|policeman|officer|tourist|passenger|pupil|nurse|doctor|sailor|aid worker)"
)
_PLURAL = {"children": "child", "women": "woman", "policemen": "policeman", "people": "person"}
_SORTS = rf"(?P<sort>{_SORT}|children|women|policemen)(?:s)?"
_NOBODY = re.compile(
    rf"\b(?:no|not\s+(?:one|a\s+single)|never\s+any)\s+(?:\w+\s+)?{_SORTS}\s+(?:was|were|is|are|had\s+been|has\s+been|have\s+been"
    r"|lived|stayed|remained)\s+(?:\w+\s+)?(?P<how>within|inside|in|at|near|anywhere|close|around|present|there|killed|hurt"
    r"|injured|wounded|harmed|hit|among)\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens\s+of|many|some)"
_SOME = re.compile(
    rf"(?<![\w,.-]){_NUMBER}\s+(?:\w+\s+)?(?P<sort>(?:{_SORT}(?=s)|children|women|policemen))s?\b", re.IGNORECASE
)
"""Several of a sort, less than a thousand: of more than that a whole war is told."""
_DEAD = re.compile(
    r"\b(?:killed|dead|died|deaths?|loss(?:es)?|bodies|lost\s+their\s+lives|massacred|murdered|slain)\b", re.IGNORECASE
)
_HURT = re.compile(r"\b(?:wounded|injured|hurt|maimed)\b", re.IGNORECASE)
_HARM = {"killed": {"killed"}, "hurt": {"hurt"}, "injured": {"hurt"}, "wounded": {"hurt"}, "harmed": {"killed", "hurt"},
         "hit": {"killed", "hurt"}}  # fmt: skip


def absences(unit: Unit) -> Iterator[Point]:
    """Sorts of people of whom a content says that none was there or came to harm, or that some did."""
    if unit.denied or unit.attitude in ("warn", "predict") or unit.certainty.startswith("PS"):
        return
    m = _NOBODY.search(unit.text)
    if m:
        how = _HARM.get(m.group("how").lower(), {"killed", "hurt"})
        yield _point(m, frozenset(), frozenset(how))
        return
    if unit.negative:
        return
    for m in _SOME.finditer(unit.text):
        value = {"killed"} if _DEAD.search(unit.text) else {"hurt"} if _HURT.search(unit.text) else set[str]()
        if value:
            yield _point(m, frozenset(value), frozenset())
            return


def _point(m: re.Match[str], value: frozenset[str], not_: frozenset[str]) -> Point:
    sort = m.group("sort").lower()
    sort = _PLURAL.get(sort, sort)
    return Point("absence", stem(sort), m.group(), f"Whether any {sort} was there or came to harm", value, not_)


def present(x: Point, y: Point, one: Unit, other: Unit) -> bool:
    """Whether one has some come to harm of a sort of whom another has none there, at a place of both."""
    if x.subject != y.subject or not (x.value & y.not_ or y.value & x.not_):
        return False
    first, second = (frozenset(n.key for n in u.near if n.kind != "person") | u.where for u in (one, other))
    return bool(first & second) or (
        len(one.top & other.top) >= 2 and bool(one.where & other.top | other.where & one.top)
    )
