"""Whether a bare "Friday" or "October" lies behind or ahead: read off the words around it."""

from __future__ import annotations

import re

BEFORE = 110
AFTER = 70
CLAUSE = re.compile(r"[.;:!?\n]\s|\n|[“”\"]|``|''")
AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|going to|is to|are to|(?<!had been )(?<!was )(?<!were )(?:due|scheduled|slated|planned|expected|set to)"
    r"|upcoming|plans?|planning|expects?|hopes? to|intends?|(?-i:may)|might|could|should|must|wants? to|until|no later than"
    r"|as early as|as soon as)\b|['’]ll\b",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\b(?:was|were|had|did|has|have|said|says|since|ago|"
    + "became|began|blew|bought|broke|brought|built|came|caught|chose|cut|dealt|died|drew|drove|fell|felt|fled|flew|fought|found|"
    "froze|gave|got|grew|heard|held|hid|hit|kept|knew|led|left|lost|made|meant|met|paid|ran|rang|read|rode|rose|sang|sank|sat|saw|"
    "sent|set|shook|shot|sold|sought|spent|split|spoke|sprang|spread|stole|stood|struck|stuck|swept|swore|taught|thought|threw|"
    "told|took|tore|understood|went|withdrew|woke|won|wore|wrote" + r"|[a-z]{2,}ed)\b",
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
