"""Rows of a short text that are pieces of one paragraph.

Few rows show no column. What shows is a sentence that stops in the middle and goes on in the next row.
"""

from __future__ import annotations

import itertools
import re

from rashomon.ingest.plain.lines import (
    BYLINE,
    Line,
    between_labels,
    full,
    is_date_line,
    join_wrapped,
    joined,
    title_like,
)

SHORT_TEXT = 4000
"""Characters of a text that is pasted, not saved: a message, a note, a few paragraphs of a wire."""
SHORT_ROWS = 80
"""Lines of such a text at most."""
LEAST_ROW = 25
"""Characters: no paragraph is broken at a column before that."""
LEAST_OPEN_ROW = 40
"""Characters of a row that alone has to show the column."""
SLACK = 12
"""Characters that a row may stand out from the column: a long word or an address that was not broken."""
UNKNOWN = 1 << 30
"""The width of a text that was not broken at a column."""
LEAST_WORDS = 4
"""Words of a row that breaks off in mid-sentence; a menu's lines are shorter."""
INNER_STOP = re.compile(r"[^\W\d_A-Z]{3}[.!?]\s+\S")
"""The end of a sentence, not of an abbreviation, with more words after it."""


REST = 3
"""Words of the rest of a sentence that stands in a row of its own, though it begins with a capital."""
HANGING = re.compile(
    r"\s(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|that|near|between|der|die|das|den|dem|ein|eine|und|von|zu|mit|im|am"
    r"|de|du|des|la|le|les|un|une|et|à|el|los|las|del|en|y|con|por|que|di|il|и|в|на|по|с|что)$"
)
"""A last word after which neither a sentence nor a title ends."""


def is_short(lines: list[Line]) -> bool:
    """Whether a text is one of few lines and few words."""
    return len(lines) <= SHORT_ROWS and sum(len(line.text) for line in lines) <= SHORT_TEXT


def paragraphs_of(text: str, lines: list[Line]) -> list[Line]:
    """The lines of a text with the rows of its paragraphs joined."""
    if not is_short(lines):
        return join_wrapped(text, lines)
    width = column_of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and goes_on(groups[-1][-1], line, width) and not heads_the_text(groups, line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [joined(text, group) if len(group) > 1 else group[0] for group in groups]


def column_of(lines: list[Line]) -> int:
    """The column at which the rows of a short text were broken; `UNKNOWN` where some line is longer, or none shows it.

    Rows that stop in the middle of a sentence show it best, then such as end one and begin another; where blank lines
    part the paragraphs, any long row that is not the last of its own.
    """
    pairs = [(row, after) for row, after in itertools.pairwise(lines) if not begins_anew(after)]
    rows = [row for row, after in pairs if in_mid_sentence(row, after)] or [row for row, _ in pairs if holds_prose(row)]
    if not rows and any(line.gap for line in lines[1:]):
        rows = [
            row for row, after in pairs if not row.closed and len(row.text) >= LEAST_OPEN_ROW and not is_head(after)
        ]
    width = max((row.indent + len(row.text) for row in rows), default=UNKNOWN)
    return UNKNOWN if any(line.indent + len(line.text) > width + SLACK for line in lines) else width


def is_head(line: Line) -> bool:
    """Whether a line gives an author or a day, or is one of the page's own."""
    return bool(line.label) or BYLINE.match(line.text) is not None or is_date_line(line.text)


def in_mid_sentence(row: Line, after: Line) -> bool:
    """Whether a row breaks off, and the next goes on with a small letter or is the short rest of a sentence."""
    if row.closed or row.label or row.words < LEAST_WORDS or len(row.text) < LEAST_ROW or begins_anew(after):
        return False
    rest = after.closed and after.words <= REST and len(row.text) >= LEAST_OPEN_ROW and not title_like(row.text)
    return rest or after.text[0].islower()


def holds_prose(row: Line) -> bool:
    """Whether a row breaks off as no title and no menu does: after the end of a sentence in its middle, or after a word
    that asks for another.
    """
    if row.closed or row.label or len(row.text) < LEAST_OPEN_ROW:
        return False
    return INNER_STOP.search(row.text) is not None or HANGING.search(row.text) is not None


def goes_on(row: Line, after: Line, width: int) -> bool:
    """Whether the next row is more of the paragraph: it ends the sentence, or the row above fills the column."""
    if begins_anew(after):
        return False
    if in_mid_sentence(row, after) and (full(row, after, width) or not BYLINE.match(after.text)):
        return True
    if between_labels(row, after) or row.words < LEAST_WORDS or len(row.text) < LEAST_ROW:
        return False
    return full(row, after, width)


def begins_anew(line: Line) -> bool:
    """A line that goes on with nothing above it: after a blank one, an item of a list, a quoted line."""
    return line.gap or line.bullet or line.text[0] == ">"


def heads_the_text(groups: list[list[Line]], after: Line) -> bool:
    """Whether the text's first line may be its title, and the line right below begins the first paragraph."""
    first = groups[0][0]
    alone = len(groups) == 1 and len(groups[0]) == 1 and not first.closed
    broken = after.text[0].islower() or after.words <= REST or holds_prose(first)
    return alone and not broken and title_like(first.text)
