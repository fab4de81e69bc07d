"""Readers' comments in plain text: where they start, and who wrote each one, when, in reply to whom."""

from __future__ import annotations

import re

from rashomon.ingest.lines import Line, is_date_line, title_like
from rashomon.records import Comment, Zone, ZoneKind

SAYS = re.compile(
    r"^(?P<name>\S.{0,50}?)\s+(?:says|said|writes|wrote|sagt|schreibt|dit|a écrit|dice|escribió|пишет|говорит)\s*:$"
)
INLINE = re.compile(
    r"^(?P<name>[^\s(\d][^(:]{0,40}?)\s*\((?P<when>[^()]{6,40})\)"
    r"(?:,?\s*(?i:reply|replying|in reply|in response) to\s+(?P<to>[^:]{1,40}))?:\s"
)
REPLY = re.compile(
    r"^\W*(?:in )?(?:repl(?:y|ying) to|antwort (?:an|auf)|en réponse à|en respuesta a|in risposta a"
    r"|ответ(?:ить)? (?:на|для))[\s\u00a0:]*@?(?P<name>[^,\n]{1,60}?)\s*(?:,\s*(?P<when>.*))?$",
    re.IGNORECASE,
)


def start_of_comments(lines: list[Line]) -> int:
    """The number of the line where the comments start, or the count of lines when there are none."""
    total = sum(line.words for line in lines if line.prose)
    before = 0
    for i, line in enumerate(lines):
        if before and line.label == "comments" and before >= 0.1 * total:
            return first_of_head(lines, i)
        if before and line.label == "comments_weak" and (before >= 0.5 * total or followed_by_heads(lines, i)):
            return i
        if before and (SAYS.match(line.text) or line.label == "comment_line") and near_date(lines, i):
            return name_above(lines, i)
        if before and inline_head(line):
            return i - 1 if lines[i - 1].words <= 5 and not lines[i - 1].closed else i
        before += line.words if line.prose else 0
    return len(lines)


def first_of_head(lines: list[Line], i: int) -> int:
    """Back over the controls that stand right above the line that gave the comments away."""
    while i > 0 and lines[i - 1].label in {"comments", "comments_weak", "comment_line"}:
        i -= 1
    return i


def near_date(lines: list[Line], i: int) -> bool:
    """True when one of the two lines after line `i` is a date or a reply's head, or `i` is such a head with a date."""
    return any(is_date_line(line.text) or REPLY.search(line.text) for line in lines[i + 1 : i + 3]) or bool(
        (match := REPLY.match(lines[i].text)) and match.group("when") and is_date_line(match.group("when"))
    )


def followed_by_heads(lines: list[Line], i: int) -> bool:
    """True when one of the eleven lines after line `i` says who speaks or who is answered."""
    return any(SAYS.match(line.text) or REPLY.match(line.text) for line in lines[i + 1 : i + 12])


def name_above(lines: list[Line], i: int) -> int:
    """The first line of the head that line `i` belongs to: names (written once or twice) right above it."""
    first = i
    while first > 0 and i - first < 2 and is_name(lines[first - 1]) and not lines[first].gap:
        first -= 1
    return first


def is_name(line: Line) -> bool:
    """True for what can be a name: up to 5 words and 50 characters, no label, no date, no end of a sentence."""
    return (
        not line.label and line.words <= 5 and not line.closed and len(line.text) <= 50 and not is_date_line(line.text)
    )


def inline_head(line: Line) -> re.Match[str] | None:
    """`NAME (date): what they wrote`, all in one line."""
    match = INLINE.match(line.text)
    return match if match and is_date_line(match.group("when")) else None


def is_head(line: Line) -> bool:
    """True for a line of a comment's head: who speaks, who is answered, or when."""
    return bool(inline_head(line) or SAYS.match(line.text) or REPLY.match(line.text) or is_date_line(line.text))


def comment_zones(lines: list[Line]) -> list[Zone]:
    """The zones of the lines from the start of the comments: controls, comments, and what follows them."""
    end = tail_of(lines)
    starts = heads(lines[:end])
    zones = [] if not starts or starts[0] == 0 else opening(lines[: starts[0]])
    for i, first in enumerate(starts):
        last = (starts[i + 1] if i + 1 < len(starts) else end) - 1
        zones.append(comment_zone(lines[first : last + 1]))
    if not starts:
        sure = any(line.label == "comments" for line in lines[:end])
        zones.extend(opening(lines[:end]) if sure else bare(lines[:end]))
    zones.extend(Zone(start=line.start, end=line.end, kind=tail_kind(line)) for line in lines[end:])
    return zones


def bare(lines: list[Line]) -> list[Zone]:
    """Lines after a mere mention of comments, none of which anyone signs: what surrounds a page."""
    return [Zone(start=line.start, end=line.end, kind=tail_kind(line)) for line in lines]


def tail_kind(line: Line) -> ZoneKind:
    """Footer for a line with that label, furniture for any other."""
    return "footer" if line.label == "footer" else "navigation"


def opening(lines: list[Line]) -> list[Zone]:
    """Lines above the first head: labelled ones and short ones are controls, others comments without a name."""
    zones = []
    for line in lines:
        if line.prose:
            zones.append(Zone(start=line.start, end=line.end, kind="comment", comment=Comment()))
        else:
            zones.append(Zone(start=line.start, end=line.end, kind="navigation"))
    return zones


def heads(lines: list[Line]) -> list[int]:
    """Numbers of the lines that start a comment."""
    found: list[int] = []
    i = 0
    while i < len(lines):
        if inline_head(lines[i]):
            found.append(i)
        elif is_head(lines[i]):
            first = name_above(lines, i)
            if first > (found[-1] if found else -1):
                found.append(first)
            while i + 1 < len(lines) and is_head(lines[i + 1]) and not lines[i + 1].gap:
                i += 1
        i += 1
    return found


def comment_zone(lines: list[Line]) -> Zone:
    """One zone over a comment's lines; author, time and reply are read from the first five."""
    author, reply, when = "", "", ""
    inline = inline_head(lines[0])
    if inline:
        author, when, reply = inline.group("name"), inline.group("when"), inline.group("to") or ""
    for line in [] if inline else lines[:5]:
        said, replied = SAYS.match(line.text), REPLY.match(line.text)
        if said:
            author = author or said.group("name")
        elif replied:
            reply = reply or replied.group("name").strip()
            when = when or (replied.group("when") or "")
        elif is_date_line(line.text):
            when = when or line.text
        elif not when and not reply and is_name(line) and author in {"", line.text}:
            author = line.text
        else:
            break
    comment = Comment(author=author, reply_to=reply, when=when)
    return Zone(start=lines[0].start, end=lines[-1].end, kind="comment", comment=comment)


def tail_of(lines: list[Line]) -> int:
    """Where the comments end: headlines of other articles, related matter and the footer at the end of the page."""
    for i, line in enumerate(lines):
        if i > 0 and line.label in {"related", "footer", "author_box"} and not any(map(is_head, lines[i:])):
            return i
    end = len(lines)
    while end > 1 and lines[end - 1].gap and title_like(lines[end - 1].text) and lines[end - 1].words >= 4:
        end -= 1
    return end
