"""Whether a bare "Friday" or "October" lies behind or ahead: read off the words around it."""

from __future__ import annotations

import re

BEFORE = 110
AFTER = 70
CLAUSE = re.compile(r"[.;:!?\n]\s|\n|[“”\"]|``|''")
AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|going to|is to|are to|was to|were to|set to|due|scheduled|slated|upcoming|plans?|planned"
    r"|planning|expects?|expected|hopes? to|intends?|would|may|might|could|should|must|wants? to|until|by|no later than)\b|['’]ll\b",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\b(?:was|were|had|did|has|have|said|says|told|since|ago|came|went|took|made|began|fell|rose|held|met|left|sent|killed|won"
    r"|lost|saw|got|gave|ran|led|wrote|spoke|died|became|paid|sold|bought|hit|cut|set|put|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)


def direction(text: str, start: int, end: int) -> int:
    """1 where the nearest words around an expression speak of what is to come, -1 of what was, 0 when neither."""
    before = text[max(0, start - BEFORE) : start]
    breaks = [m.end() for m in CLAUSE.finditer(before)]
    before = before[breaks[-1] :] if breaks else before
    after = text[end : end + AFTER]
    stop = CLAUSE.search(after)
    after = after[: stop.start()] if stop else after
    ahead = [len(before) - m.end() for m in AHEAD.finditer(before)]
    behind = [len(before) - m.end() for m in BEHIND.finditer(before)]
    if ahead or behind:
        return 1 if min(ahead, default=999) <= min(behind, default=999) else -1
    first_ahead, first_behind = AHEAD.search(after), BEHIND.search(after)
    if first_ahead and (not first_behind or first_ahead.start() <= first_behind.start()):
        return 1
    return -1 if first_behind else 0
