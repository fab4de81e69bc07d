"""Several articles in one text, one after another, each under its own title and its author, or its place and wire.

In doubt a text is one article: a subhead, a second author or a teaser makes no part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from rashomon.ingest.dates import date_in
from rashomon.ingest.plain.grammar import label_of
from rashomon.ingest.plain.lines import AUTHORED, BREAK, BYLINE, LINE, is_date_line, title_like
from rashomon.ingest.plain.prose import count_words, ends_sentence
from rashomon.ingest.plain.provenance import title_given
from rashomon.records import Part, Provenance, Zone

PROSE = frozenset({"body", "standfirst", "list", "blockquote"})
"""Zones whose words count as an article's."""
OUTSIDE = frozenset({"comment", "comment_header", "share", "support", "rating", "author_bio", "disclaimer"})
"""Zones in which no article begins."""
HANDED_ON_AFTER = 20
"""Words of an article above a line like `“Title,” authored by NAME, via OUTLET`, which begins another one."""
AFTER = 60
"""Words of an article between two heads of any other kind, and below the last."""
HEAD_LINES = 5
"""Lines in which title, standfirst, author and date of an article stand."""
TOP = 30
"""Words above the first head at most, where all heads have to be of one kind."""
SEPARATOR = re.compile(r"^\s*(?:[*#•·~=_—–-]\s*){3,}$")
INITIAL = re.compile(r"(?<=\b[A-ZÀ-ÞА-ЯЁ])\.|(?<=\b[JSD]r)\.|(?<=\bSt)\.")
WIRE = re.compile(
    r"^(?P<place>[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.’'-]{2,}(?:[ ,/-]+[A-ZÀ-ÞА-ЯЁ][\w.’'-]*){0,4}(?:,? \d{1,2})?)"
    r"\s*(?:\([A-Z][\w /-]{1,30}\)\s*[-–—]*|[-–—]{1,2})\s+\S"
)


BEGINNING = re.compile(
    r"^[^\w\n]{0,4}(?:by|von|par|por|di|texte?|автор|بقلم|author|(?:written|posted|authored|submitted) by)\b"
    r"|^[ \t]*(?:[*#•~=_—–-][ \t]*){3,}$|^(?-i:[A-ZÀ-ÞА-ЯЁ]{3,})[^\n]{0,60}?[)–—-]",
    re.IGNORECASE | re.MULTILINE,
)


class Row(NamedTuple):
    """A line of the text: offset, text without white space around it, words, the kind of the zone it ends in, and
    whether a blank line stands above it.
    """

    start: int
    text: str
    words: int
    kind: str
    gap: bool


class Begins(NamedTuple):
    """Where an article seems to begin: the number of its first line, how that shows, and what its head says.

    `how`: handed on (title, author and outlet in one line), signed (title and author), sent (title, place and wire).
    """

    row: int
    how: str
    title: str
    author: str = ""
    outlet: str = ""
    published: str = ""


def parts_of(text: str, zones: Sequence[Zone], provenance: Sequence[Provenance]) -> tuple[Part, ...]:
    """The articles of a text, over all of it, in order and without overlap; none where it holds only one."""
    if not worth_a_look(text, provenance):
        return ()
    rows = rows_of(text, zones)
    begins = [one for one in heads(rows, provenance) if rows[one.row].kind not in OUTSIDE]
    chosen = chosen_of(rows, begins)
    if not chosen:
        return ()
    starts = [0, *(rows[one.row].start for one in chosen), len(text)]
    first = next((one for one in begins if one.row < chosen[0].row), None) or opening(
        text, zones, provenance, starts[1]
    )
    return tuple(
        Part(start=a, end=b, title=one.title, author=one.author, outlet=one.outlet, published=one.published)
        for (a, b), one in zip(pairwise(starts), [first, *chosen], strict=True)
    )


def worth_a_look(text: str, provenance: Sequence[Provenance]) -> bool:
    """A quick test: who wrote it, or a place in capitals, stands at the start of two lines, or once with a title."""
    handed = any(p.relation in {"authored", "via"} for p in provenance)
    return handed or sum(1 for _ in islice(BEGINNING.finditer(text), 2)) > 1


def rows_of(text: str, zones: Sequence[Zone]) -> list[Row]:
    """The lines that hold something."""
    starts = [zone.start for zone in zones]
    found: list[Row] = []
    for match in LINE.finditer(text):
        line = match.group().strip()
        if line:
            start = match.start() + match.group().index(line[0])
            last = start + len(line) - 1
            at = bisect_right(starts, last) - 1
            kind = zones[at].kind if at >= 0 and last < zones[at].end else ""
            above = text[found[-1].start + len(found[-1].text) : start] if found else "\n\n"
            found.append(Row(start, line, count_words(line), kind, len(BREAK.findall(above)) > 1))
    return found


def heads(rows: list[Row], provenance: Sequence[Provenance]) -> Iterator[Begins]:
    """All lines at which an article may begin."""
    via = {one.start: one.name for one in provenance if one.relation == "via"}
    for i, row in enumerate(rows):
        if row.words > 40:
            continue
        handed = AUTHORED.match(row.text)
        if handed and handed.group("title"):
            outlet = next((name for at, name in via.items() if row.start <= at < row.start + len(row.text)), "")
            title = handed.group("title").strip("“”\"«»„ ,.'")
            yield Begins(
                i, "handed on", title, handed.group("name").strip(), outlet or (handed.group("via") or "").strip()
            )
        elif i + 1 < len(rows) and (like_title(row) or plain_head(rows, i)):
            if WIRE.match(rows[i + 1].text) and rows[i + 1].words >= 12:
                yield Begins(i, "sent", row.text, published=dated(rows[i + 1 : i + 2]))
            else:
                author, outlet = signed(rows[i + 1 : i + HEAD_LINES])
                if author:
                    yield Begins(i, "signed", row.text, author, outlet, dated(rows[i + 1 : i + HEAD_LINES]))


def like_title(row: Row) -> bool:
    """A line that may be an article's title."""
    if row.words < 3 or row.words > 24 or byline(row.text) or is_date_line(row.text):
        return False
    return (row.kind == "headline" or title_like(row.text)) and not row.text.endswith((".", ":", ";", ","))


def byline(line: str) -> re.Match[str] | None:
    """The author's name in a line that gives it; the dots of initials in it stand as one-dot leaders."""
    return BYLINE.match(INITIAL.sub("\u2024", line) if "." in line else line)


def name_in(match: re.Match[str]) -> str:
    """The name as the line has it."""
    return re.sub(r"^(?:by|BY|By) ", "", match.group("name")).strip(" ,").replace("\u2024", ".")


def plain_head(rows: list[Row], i: int) -> bool:
    """A line in small letters right above an author, which is a title where a day follows, or where the line stands
    alone below the end of a paragraph.
    """
    line, below = rows[i], rows[i + 1]
    if not 4 <= line.words <= 24 or line.text[-1] in ".:;," or is_date_line(line.text) or not byline(below.text):
        return False
    if any(is_date_line(row.text) for row in rows[i + 2 : i + HEAD_LINES]):
        return True
    return line.gap and (i == 0 or ends_sentence(rows[i - 1].text) or SEPARATOR.match(rows[i - 1].text) is not None)


def signed(rows: list[Row]) -> tuple[str, str]:
    """Author and outlet in the lines below a title, before its article begins."""
    for row in rows:
        handed = AUTHORED.match(row.text)
        if handed and not handed.group("title"):
            return handed.group("name").strip(), (handed.group("via") or "").strip()
        match = byline(row.text) if row.words <= 14 and not row.text.endswith(".") else None
        if match and all(word[0].isupper() for word in re.findall(r"[^\W\d_]{4,}", match.group("name"))):
            return name_in(match), ""
        if row.words > 45 or (ends_sentence(row.text) and row.words > 30):
            break
    return "", ""


def dated(rows: list[Row]) -> str:
    """The date in the lines of a head, as an ISO day, or nothing."""
    for row in rows:
        if is_date_line(row.text) or byline(row.text) or WIRE.match(row.text):
            day = date_in(row.text[:80])
            if day:
                return day
    return ""


def chosen_of(rows: list[Row], begins: list[Begins]) -> list[Begins]:
    """The heads, but the first at the top of the text, that do begin another article."""
    words = list(accumulate((row.words if row.kind in PROSE else 0 for row in rows), initial=0))
    loose = list(accumulate((row.words if like_prose(row) else 0 for row in rows), initial=0))
    topped = {one.how for one in begins if words[one.row] <= TOP}
    found: list[Begins] = []
    for number, one in enumerate(begins):
        last = found[-1].row if found else 0
        ends = (other.row for other in begins[number + 1 :] if words[other.row] - words[one.row] >= AFTER)
        if words[next(ends, len(rows))] - words[one.row] < AFTER:
            continue
        parted = one.row > 0 and SEPARATOR.match(rows[one.row - 1].text) is not None
        if one.how == "handed on":
            enough = loose[one.row] - loose[last] >= HANDED_ON_AFTER
        else:
            enough = words[one.row] - words[last] >= AFTER and (one.how in topped or parted)
        if enough:
            found.append(one)
    return found


def like_prose(row: Row) -> bool:
    """A line of an article, or one that reads like it, such as an announcement above another's article."""
    return row.kind in PROSE or (
        row.kind in {"navigation", "unknown", ""}
        and row.words >= 20
        and ends_sentence(row.text)
        and not label_of(row.text)
    )


def opening(text: str, zones: Sequence[Zone], provenance: Sequence[Provenance], end: int) -> Begins:
    """What is known of the text's first article, which has no head: its headline, or the title that a feed gives it."""
    title = next((text[zone.start : zone.end] for zone in zones if zone.kind == "headline" and zone.start < end), "")
    given = title_given(text, zones)
    outlet = next((p.name for p in provenance if given and p.relation == "first_published" and p.start >= end), "")
    signature = next((text[zone.start : zone.end] for zone in zones if zone.kind == "byline" and zone.start < end), "")
    author = byline(signature)
    first = [Row(zone.start, text[zone.start : zone.end], 0, zone.kind, False) for zone in zones if zone.end <= end]
    dates = [row for row in first if row.kind in {"dateline", "byline"}]
    return Begins(0, "", title or given, name_in(author) if author else "", outlet, dated(dates))
