"""Who holds that it is not known who did it, against those who name somebody."""

from __future__ import annotations

import re

from rashomon.link.positions.figures import WIDE, other_time
from rashomon.link.positions.occasions import same_setting
from rashomon.link.positions.points import around
from rashomon.link.positions.units import Unit

UNCLEAR = "Whether it is known who did it"
_UNCLEAR = re.compile(
    r"(?:\b(?:not|never|n[’']t)\s+(?:\w+ly\s+|yet\s+|at\s+all\s+)?(?:clear|known|certain|sure|established|determined)"
    r"|n[’']t\s+(?:clear|known|certain|sure)|\b(?:unclear|unknown|uncertain|a\s+mystery|disputed|anyone[’']s\s+guess)"
    r"|\bno\s+(?:evidence|proof|indication|sign|clue|idea)\s+(?:of|as\s+to|about)?)\s*"
    r"(?:exactly\s+|precisely\s+)?(?:who|whose|which\s+\w+)\s+(?:\w+\s+){0,3}?"
    r"(?:responsib\w+|behind|fired|launched|attacked|bombed|killed|shot|carried|did|planted|set|started|perpetrated|staged"
    r"|destroyed|ordered|caused|sank|to\s+blame)\b",
    re.IGNORECASE,
)


def is_unclear(unit: Unit) -> bool:
    """Whether a content says that it is not known who did something."""
    return not unit.denied and bool(_UNCLEAR.search(unit.text))


def one_attack(one: Unit, other: Unit) -> bool:
    """Whether two can speak of one act: of no other day, near a place or name that both have, not merely a country."""
    return not other_time(one, other) and bool((around(one) & around(other)) - WIDE) and same_setting(one, other)
