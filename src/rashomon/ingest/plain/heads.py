"""What stands at the head of an article: headline, standfirst, byline, dateline; and captions, where a line says so."""

from __future__ import annotations

import re

from rashomon.ingest.plain.linemodel import ARTICLE, BYLINES, HEADLINE
from rashomon.ingest.plain.lines import (
    AUTHORED,
    BYLINE,
    LINK_MARK,
    Line,
    Verdict,
    dated_byline,
    is_caption,
    is_date_line,
    title_like,
)
from rashomon.ingest.plain.paragraphs import is_dateline
from rashomon.records import ARTICLE_ZONES, ZoneKind

LEAD_LINES = 24
"""How many lines above the article's first a headline is looked for."""
HEAD_LINES = 5
"""Lines below the first of the article in which author and date may stand."""
PARAGRAPH = 40
"""Words: so long a line between headline and article is a paragraph of it."""
LEAD_PARAGRAPHS = 60
LONG = 4000
"""So many paragraphs of the article, and so many characters of each, say what it speaks of."""
CLOCK_FIRST = re.compile(r"\d{1,2}[.:]\d\d(?![\d.:])")
"""What an entry of a live page begins with."""
UPPER = 0.6
"""Share of the best line's score with which the line above it is the headline."""
LONG_WORD = re.compile(r"\w{4,}|[^\W\x00-\x7f]+")
QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{15,200})[”\"»“]")


def role_of(line: Line, longest_byline: int) -> ZoneKind | None:
    """Byline, dateline or caption, where the line itself says so."""
    if line.words > 80:
        return None
    said = line.said
    if line.words <= 40 and (AUTHORED.match(said) or (line.words <= longest_byline and BYLINE.match(said))):
        return "byline"
    if dated_byline(said):
        return "byline"
    if is_date_line(said) or is_dateline(said):
        return "dateline"
    return "caption" if is_caption(said) else None


def head_kinds(lines: list[Line], verdicts: list[Verdict], scores: list[list[float]]) -> None:
    """Finds the headline above the article or as its first line, and tells what stands between it and the article."""
    bodies = [i for i, verdict in enumerate(verdicts) if verdict.kind in {"body", "list"}]
    if not bodies:
        return
    first = bodies[0]
    vocabulary = long_words("\n".join(lines[i].text[:LONG] for i in bodies[:LEAD_PARAGRAPHS] if lines[i].words > 7))
    best, sure = headline_of(lines, scores, first, vocabulary)
    if best < 0 and 0 < first <= 3 and title_with_a_stop(lines[0], vocabulary):
        best, sure = 0, 0.6
    if best >= 0:
        verdicts[best] = Verdict("headline", sure, "lines")
        if best == first:
            bodies = bodies[1:]
            first = bodies[0] if bodies else best
    for i in range(max(best + 1, first - 8), first):
        between(lines, verdicts, scores, i, best >= 0 and i - best <= 4, vocabulary)
    for i in range(first + 1, min(first + HEAD_LINES, len(lines)) if best >= 0 else 0):
        below(lines, verdicts, i)
    if best >= 0 and bodies:
        standfirst(lines, verdicts, best, bodies)


def headline_of(lines: list[Line], scores: list[list[float]], first: int, vocabulary: set[str]) -> tuple[int, float]:
    """The number of the headline and how sure it is; -1 when no line can be it."""
    best, best_score = -1, 0.0
    above = range(max(0, first - LEAD_LINES), min(first + 1, len(lines)))
    least = 0.1 * max(scores[i][HEADLINE] for i in above)
    for i in above:
        line = lines[i]
        if scores[i][HEADLINE] < least or (i == first and line.closed and line.words > 14):
            continue
        score = headline_score(line, vocabulary, first - i, i == 0)
        if score <= 0:
            continue
        score += 1.5 * scores[i][HEADLINE]
        if score > best_score:
            best, best_score = i, score
    best = upper(lines, scores, best, first, vocabulary) if best > 0 else best
    if best < 0 or (best == first and scores[best][HEADLINE] < 0.3 and not title_like(lines[best].text)):
        return -1, 0.0
    return best, min(0.97, 0.5 + 0.5 * scores[best][HEADLINE])


def upper(lines: list[Line], scores: list[list[float]], best: int, first: int, vocabulary: set[str]) -> int:
    """The line right above the best, where it can be the headline nearly as well: then the best is its standfirst."""
    own, above = (
        headline_score(lines[i], vocabulary, first - i, i == 0) + scores[i][HEADLINE] for i in (best, best - 1)
    )
    words = long_words(lines[best - 1].text)
    can = len(words & vocabulary) >= 0.3 * len(words) > 0
    can = can and headline_score(lines[best - 1], vocabulary, first - best + 1, best == 1) > 0
    return best - 1 if can and above >= UPPER * own and not title_like(lines[best].text) else best


def title_with_a_stop(line: Line, vocabulary: set[str]) -> bool:
    """Whether a text's first line, which ends like a sentence, can be its title all the same: agencies send it so."""
    if line.label or line.bullet or not 3 <= line.words <= 24 or role_of(line, 12):
        return False
    return title_like(line.text.rstrip(".;")) or related_to(line, vocabulary)


def headline_score(line: Line, vocabulary: set[str], distance: int, first_line: bool) -> float:
    """Positive for a line that may be the headline; the greater, the more of its words the article uses."""
    if line.label or line.bullet or not 3 <= line.words <= 30 or line.text.endswith((";", ",", ":")):
        return 0.0
    if CLOCK_FIRST.match(line.text) or len(LINK_MARK.findall(line.text)) > 1:
        return 0.0
    if line.closed and not line.text.endswith(("?", "!", "…", "”", '"', "’", "'")):
        return 0.0
    if role_of(line, 12):
        return 0.0
    own = long_words(line.text)
    known = len(own & vocabulary) / len(own) if own else 0.0
    if known < 0.3 and not title_like(line.text):
        return 0.0
    return known + min(line.words, 10) / 16 - 0.02 * distance + (0.3 if first_line else 0.0)


def between(
    lines: list[Line], verdicts: list[Verdict], scores: list[list[float]], i: int, titled: bool, vocabulary: set[str]
) -> None:
    """What a line above the article is that bears no label: byline, dateline, caption, standfirst, or what it was."""
    line = lines[i]
    if line.label or verdicts[i].kind in ARTICLE_ZONES:
        return
    role = role_of(line, 16)
    if role:
        verdicts[i] = Verdict(role, 0.9, "grammar")
    elif titled and name_like(line) and scores[i][BYLINES] > 0.2:
        verdicts[i] = Verdict("byline", scores[i][BYLINES], "lines")
    elif titled and line.closed and line.words >= PARAGRAPH and not line.bullet:
        verdicts[i] = Verdict("body", max(0.5, scores[i][ARTICLE]), "lines")
    elif titled and i == best_above(verdicts, i) + 1 and under_title(lines, i, vocabulary):
        verdicts[i] = Verdict("standfirst", max(0.5, scores[i][ARTICLE]), "lines")
    elif titled and not line.bullet and line.closed and 8 <= line.words <= 60 and related_to(line, vocabulary):
        first = not any(verdict.kind == "standfirst" for verdict in verdicts[max(0, i - 4) : i])
        verdicts[i] = Verdict("standfirst", max(0.5, scores[i][ARTICLE]), "lines") if first else verdicts[i]


def below(lines: list[Line], verdicts: list[Verdict], i: int) -> None:
    """Author and date may stand below a standfirst that reads like the article's first paragraph."""
    role = role_of(lines[i], 16) if not lines[i].label and verdicts[i].kind in {"navigation", "unknown"} else None
    if role in {"byline", "dateline"}:
        verdicts[i] = Verdict(role, 0.8, "grammar")


def best_above(verdicts: list[Verdict], i: int) -> int:
    """The number of the last headline above line `i`, or far from it when there is none."""
    return next((k for k in range(i - 1, max(-1, i - 3), -1) if verdicts[k].kind == "headline"), -9)


def under_title(lines: list[Line], i: int, vocabulary: set[str]) -> bool:
    """Whether the line right below the headline says in other words what the article says, though it ends no sentence.

    One that shares few words with it has to stand above a byline or a date: else it is a teaser's or a film's.
    """
    line = lines[i]
    if line.bullet or not 7 <= line.words <= 45 or line.text.endswith(":") or title_like(line.text):
        return False
    signed = any(role_of(near, 12) or name_like(near) for near in lines[i + 1 : i + 3])
    return bool(long_words(line.text) & vocabulary) and (signed or related_to(line, vocabulary))


def standfirst(lines: list[Line], verdicts: list[Verdict], headline: int, bodies: list[int]) -> None:
    """The line under the headline is no first paragraph if byline or date come after it, or if the article says the
    same words again.
    """
    i = headline + 1
    if i >= len(lines) or verdicts[i].kind != "body" or lines[i].words > 45 or len(bodies) < 2:
        return
    after = verdicts[i + 1].kind if i + 1 < len(lines) else "body"
    later = "\n".join(lines[k].text for k in bodies[1:40])
    again = any(match.group(1).rstrip(" .,!?") in later for match in QUOTED.finditer(lines[i].text))
    if after in {"byline", "dateline", "share"} or again or not lines[i].closed:
        verdicts[i] = Verdict("standfirst", verdicts[i].p, "lines")


def name_like(line: Line) -> bool:
    """A short line of names: an agency, an outlet, a reporter and their post."""
    words = re.findall(r"[^\W\d_][\w.’'-]*", line.text.split(",")[0])
    return (
        not line.bullet
        and not line.closed
        and ":" not in line.text
        and 1 < len(words) <= 5
        and line.words <= 8
        and all(w[0].isupper() or w in {"and", "of", "de", "von", "van", "der", "bin", "al"} for w in words)
    )


def long_words(text: str) -> set[str]:
    """Words of four characters or more, and shorter ones beyond ASCII, without case."""
    return set(LONG_WORD.findall(text.lower()))


def related_to(line: Line, vocabulary: set[str]) -> bool:
    """Shares at least two of its longer words, and a third of them, with the article."""
    own = long_words(line.text)
    return len(own & vocabulary) >= max(2, len(own) / 3)
