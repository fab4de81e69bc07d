"""Zones of a plain text by rules: article, furniture, comments, what follows. In doubt a line stays in the body."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from rashomon.ingest.grammar import grammar
from rashomon.ingest.lines import AUTHORED, BYLINE, PICTURE, Line, cost_of, is_date_line, line_of, lines_of, title_like
from rashomon.ingest.prose import best_runs, weight
from rashomon.ingest.remarks import comment_zones, start_of_comments
from rashomon.records import ARTICLE_ZONES, Zone, ZoneKind

GLUE = re.compile(
    r"(?:(?<=[a-zà-ÿ]{3})|(?<=[”’\"'?!)]))(?=(?:The|A|An|In|On|At|It|He|She|They|We|This|That|These|When|While|After|Before|As|For|From|But"
    r"|There|By|With|Der|Die|Das|Le|La|Les|El|Los|Il)[\s’'])"
)
MERGED: frozenset[ZoneKind] = frozenset({"navigation", "related", "share"})
LEAD_LINES = 14
"""How many lines above the first prose a headline is looked for."""


def zones_of_text(text: str) -> tuple[Zone, ...]:
    """Zones in order, without overlap, over every character that is no white space.

    Paragraphs of the article are a zone each; neighbouring lines of furniture are one zone; a comment is one zone.
    """
    lines = split_glued(join_wrapped(text, lines_of(text)))
    wall = start_of_comments(lines)
    kinds = article_kinds(lines[:wall])
    zones = [zone for line, kind in zip(lines, kinds, strict=False) for zone in zones_of_line(line, kind)]
    zones += comment_zones(lines[wall:]) if wall < len(lines) else []
    return tuple(merged(zones))


def zones_of_line(line: Line, kind: ZoneKind) -> list[Zone]:
    """One zone, or two where a line holds a quoted title and the byline after it."""
    if kind == "byline":
        match = AUTHORED.match(line.text)
        if match and match.group("title"):
            cut = line.start + match.end("title")
            rest = line.start + len(line.text) - len(line.text[match.end("title") :].lstrip())
            return [Zone(start=line.start, end=cut, kind="headline"), Zone(start=rest, end=line.end, kind="byline")]
    return [Zone(start=line.start, end=line.end, kind=kind)]


def merged(zones: Iterable[Zone]) -> list[Zone]:
    """The zones, with neighbours that are both furniture or both footer made one."""
    found: list[Zone] = []
    for zone in zones:
        if found and zone.kind in MERGED and found[-1].kind == zone.kind:
            found[-1] = Zone(start=found[-1].start, end=zone.end, kind=zone.kind)
        else:
            found.append(zone)
    return found


def join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """Lines of a text that was broken at a column become paragraphs again; other texts stay as they are."""
    inner = [line for line, after in itertools.pairwise(lines) if not after.gap]
    if len(inner) < 4 or sum(45 <= len(line.text) <= 100 for line in inner) < 0.75 * len(inner):
        return lines
    if sum(line.closed for line in inner) > 0.4 * len(inner):
        return lines
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and not line.gap and not line.label and not before.label and not line.bullet and before.words > 4:
            joined[-1] = line_of(before.start, text[before.start : line.end], before.gap)
        else:
            joined.append(line)
    return joined


def split_glued(lines: list[Line]) -> list[Line]:
    """A headline that lost its line break before a paragraph gets a line of its own."""
    found: list[Line] = []
    for line in lines:
        cut = glued_at(line.text)
        if cut:
            head = line_of(line.start, line.text[:cut], line.gap)
            found += [head, line_of(line.start + cut, line.text[cut:], False)]
        else:
            found.append(line)
    return found


def glued_at(text: str) -> int:
    """Where the paragraph begins that a headline runs into without a line break; 0 when there is none."""
    for match in GLUE.finditer(text[:200]):
        head, rest = text[: match.start()], text[match.start() :]
        if title_like(head) and len(rest.split()) >= 10:
            return match.start()
    return 0


def article_kinds(lines: list[Line]) -> list[ZoneKind]:
    """A kind for each line above the comments."""
    weights = weights_of(lines)
    runs = article_runs(weights)
    if not runs:
        return no_prose(lines)
    first, last = runs[0][0], runs[-1][1]
    inside = [False] * len(lines)
    for start, end in runs:
        inside[start : end + 1] = [True] * (end + 1 - start)
    menus = menu_runs(lines)
    kinds: list[ZoneKind] = [
        kind_inside(line, menus[i]) if inside[i] else outer_kind(line) for i, line in enumerate(lines)
    ]
    vocabulary = {w for line in lines[first : last + 1] if line.prose for w in long_words(line.text)}
    head_kinds(lines, kinds, first, vocabulary)
    tail_kinds(lines, kinds, last, vocabulary)
    drop_repeats(lines, kinds)
    author_note(lines, kinds)
    end_block(lines, kinds)
    return kinds


def end_block(lines: list[Line], kinds: list[ZoneKind]) -> None:
    """A line among labelled ones in the block that ends the page belongs to the page, not to the article."""
    for i in range(len(lines) - 1, 0, -1):
        below = i + 1 < len(lines) and lines[i + 1].label and not lines[i + 1].gap
        between = below and lines[i - 1].label and not lines[i].gap
        if not lines[i].label and between and kinds[i] in ARTICLE_ZONES:
            kinds[i] = "navigation"
        if lines[i].gap:
            break


def drop_repeats(lines: list[Line], kinds: list[ZoneKind]) -> None:
    """A line that says what a line above it said, word for word, is a caption, a pull quote or a headline again."""
    seen: dict[str, int] = {}
    for i, line in enumerate(lines):
        if line.words < 5 or kinds[i] not in ARTICLE_ZONES:
            continue
        key = line.text.casefold()
        if key in seen and (line.words <= 25 or i - seen[key] <= 8):
            kinds[i] = "navigation"
        seen[key] = i


def author_note(lines: list[Line], kinds: list[ZoneKind]) -> None:
    """At the end of the article, a paragraph that starts with the author's name and says who that is."""
    surnames: set[str] = set()
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "byline":
            match = AUTHORED.match(line.text) or BYLINE.match(line.text)
            name = match.group("name") if match else line.text.split(",")[0]
            surnames.update(
                " ".join(part.split()[-2:]) for part in re.split(r"\s+and\s+|,", name) if len(part.split()) > 1
            )
    ends = [i for i, kind in enumerate(kinds) if kind in ARTICLE_ZONES][-3:]
    for i in ends:
        if any(re.match(rf"(?:\w+\.? )?{re.escape(name)}{NOTE}", lines[i].text) for name in surnames):
            kinds[i] = "author_bio"


NOTE = (
    r",?\s+(?:is|was|has (?:been|written|reported|covered|worked|served)"
    r"|writes|works|covers|teaches|reports|retired|lives|edits|served)\b"
)


def weights_of(lines: list[Line]) -> list[float]:
    """The worth of each line for the article.

    Prose that stands alone among short lines may be the teaser of another article: it counts if it speaks of what the
    prose that stands together speaks of.
    """
    weights = [-cost_of(line) if line.label else weight(line.text) for line in lines]
    alone = [i for i, line in enumerate(lines) if weights[i] > 0 and line.words < 90 and is_alone(lines, i)]
    core = weights.copy()
    for i in alone:
        core[i] = 0.0
    runs = best_runs(core)
    first, last = runs[0] if runs else (0, -1)
    enough = sum(core[first : last + 1]) >= max(30.0, 0.5 * sum(weights[i] for i in alone))
    vocabulary = {w for line in lines[first : last + 1] if line.prose for w in long_words(line.text)}
    for i in alone:
        if not enough:
            weights[i] *= 0.25
        elif not related_to(lines[i], vocabulary):
            weights[i] = -2.0
    return weights


def is_alone(lines: list[Line], i: int) -> bool:
    """True when at least three lines stand within two of line `i` and none of them is prose."""
    near = lines[max(0, i - 2) : i] + lines[i + 1 : i + 3]
    return len(near) > 2 and not any(other.prose for other in near)


def article_runs(weights: list[float]) -> list[tuple[int, int]]:
    """The best run, and others on either side that hold at least a third as much, in order."""
    runs = best_runs(weights)
    if not runs:
        return []
    first, last = runs[0]
    worth = sum(weights[first : last + 1])
    found = [(first, last)]
    for offset, part in ((0, weights[:first]), (last + 1, weights[last + 1 :])):
        for start, end in best_runs(part):
            if sum(part[start : end + 1]) >= 0.35 * worth:
                found.append((start + offset, end + offset))
    return sorted(found)


def no_prose(lines: list[Line]) -> list[ZoneKind]:
    """A text without running prose: a menu when it is long and its lines are short, else all body."""
    menu = len(lines) >= 8 and sum(line.words for line in lines) <= 4 * len(lines)
    return [outer_kind(line) if line.label or menu else "body" for line in lines]


def outer_kind(line: Line) -> ZoneKind:
    """The kind of a line outside the article: its label's, or furniture."""
    return grammar().labels[line.label].kind if line.label else "navigation"


def kind_inside(line: Line, menu: int) -> ZoneKind:
    """Inside the article: labelled lines and long runs of short ones are furniture, all else stays."""
    if line.label and not (line.label == "control" and line.closed):
        return grammar().labels[line.label].kind
    if line.short and line.words <= 6 and not line.text[0].islower() and menu >= 6:
        return "navigation"
    return role_of(line, 12) or ("list" if line.bullet else "body")


def role_of(line: Line, longest_byline: int) -> ZoneKind | None:
    """Byline, dateline or caption, where the line itself says so."""
    if line.words <= 40 and (AUTHORED.match(line.text) or (line.words <= longest_byline and BYLINE.match(line.text))):
        return "byline"
    if is_date_line(line.text):
        return "dateline"
    return "caption" if line.words <= 80 and PICTURE.search(line.text) else None


def menu_runs(lines: list[Line]) -> list[int]:
    """For each line, how many short ones stand together around it; 0 for a line that is not short."""
    counts = [0] * len(lines)
    for short, group in itertools.groupby(range(len(lines)), lambda i: lines[i].words <= 6 and not lines[i].closed):
        numbers = list(group)
        if short:
            counts[numbers[0] : numbers[-1] + 1] = [len(numbers)] * len(numbers)
    return counts


def head_kinds(lines: list[Line], kinds: list[ZoneKind], first: int, vocabulary: set[str]) -> None:
    """Headline, byline and dateline above the article, or as its first lines."""
    top = max(0, first - LEAD_LINES)
    best, best_score = -1, 0.0
    for i in range(top, min(first + 1, len(lines))):
        score = headline_score(lines[i], vocabulary, first - i, i == 0)
        if score > best_score and (i < first or not lines[i].closed or lines[i].words <= 14):
            best, best_score = i, score
    if best >= 0:
        kinds[best] = "headline"
    for i in range(best + 1 if best >= 0 else top, first):
        line = lines[i]
        if line.label:
            continue
        role = role_of(line, 16)
        if role:
            kinds[i] = role
        elif line.prose and related_to(line, vocabulary):
            kinds[i] = "body"
        elif best >= 0 and not line.bullet and 8 <= line.words <= 60 and related_to(line, vocabulary):
            kinds[i] = "standfirst"
        elif best >= 0 and name_like(line):
            kinds[i] = "byline"
        elif first <= 5 and not line.bullet and line.words >= 3:
            kinds[i] = "body"


def name_like(line: Line) -> bool:
    """A short line of names between headline and article: an agency, an outlet, a reporter and their post."""
    words = re.findall(r"[^\W\d_][\w.’'-]*", line.text.split(",")[0])
    return (
        not line.bullet
        and not line.closed
        and ":" not in line.text
        and 1 < len(words) <= 5
        and line.words <= 8
        and all(w[0].isupper() or w in {"and", "of", "de", "von", "van", "der", "bin", "al"} for w in words)
    )


def long_words(text: str) -> list[str]:
    """Words of four characters or more, and shorter ones beyond ASCII, case folded, in order."""
    return [w for w in re.findall(r"\w+", text.casefold()) if len(w) > 3 or not w.isascii()]


def headline_score(line: Line, vocabulary: set[str], distance: int, first_line: bool) -> float:
    """Positive for a line that may be the headline; the greater, the more of its words the article uses."""
    if line.label or line.bullet or not 3 <= line.words <= 24 or line.text.endswith((";", ",", ":")):
        return 0.0
    if line.closed and not line.text.endswith(("?", "!", "…", "”", '"')):
        return 0.0
    if role_of(line, 12):
        return 0.0
    own = set(long_words(line.text))
    known = len(own & vocabulary) / len(own) if own else 0.0
    if known < 0.3 and not title_like(line.text):
        return 0.0
    return known + min(line.words, 10) / 16 - 0.02 * distance + (0.3 if first_line else 0.0)


def related_to(line: Line, vocabulary: set[str]) -> bool:
    """Shares at least two of its longer words, and a third of them, with the article."""
    own = set(long_words(line.text))
    return len(own & vocabulary) >= max(2, len(own) / 3)


def tail_kinds(lines: list[Line], kinds: list[ZoneKind], last: int, vocabulary: set[str]) -> None:
    """After the article: up to two plain lines with nothing behind them stay; the rest is what surrounds a page."""
    rest = range(last + 1, len(lines))
    for i in rest:
        if cost_of(lines[i]) >= 10:
            break
        if lines[i].prose and not lines[i].bullet and related_to(lines[i], vocabulary):
            kinds[i] = "body"
    plain = [i for i in rest if lines[i].short and not lines[i].label]
    if len(plain) <= 2 and len(plain) == len(rest):
        for i in plain:
            if not (title_like(lines[i].text) and len(plain) == 2):
                kinds[i] = "body"
