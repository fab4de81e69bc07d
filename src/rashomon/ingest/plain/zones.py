"""Zones of a plain text: the grammar says what it knows of a line, the line model judges the rest, in a fixed order.

What surrounds a page may stand above, in and below its article; after the readers' comments no article comes again.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable

import msgspec

from rashomon.ingest.plain.grammar import grammar
from rashomon.ingest.plain.heads import head_kinds, role_of
from rashomon.ingest.plain.linemodel import ARTICLE, CAPTION, RELATED, Seen, likelihoods
from rashomon.ingest.plain.lines import AUTHORED, BYLINE, Line, Verdict, lines_of, split_glued
from rashomon.ingest.plain.paragraphs import blockquotes, split_dateline
from rashomon.ingest.plain.remarks import comment_zones, start_of_comments
from rashomon.ingest.plain.short_texts import kept_whole, whole_of
from rashomon.ingest.plain.wrapping import paragraphs_of
from rashomon.records import ARTICLE_ZONES, Zone, ZoneKind

MERGED: frozenset[ZoneKind] = frozenset({"navigation", "related", "share", "support", "rating", "unknown"})
SWITCH = 0.2
"""What it costs to step from article to something else between two lines, or back, in natural logarithms of odds."""
BIAS = 0.0
"""Added to the logarithm of the odds that a line is article: above 0 more lines are kept."""
FEW = 8
LEAST = 0.1
"""A page of so many lines, none of which is likely to be article, has for its article those that are least unlikely, if
there is prose among them.
"""
UNSURE = 0.45
"""A line outside the article whose likeliest kind is less likely than this is `unknown`."""
SURE_LABEL = 0.97
"""How often a line that bears a label of the grammar is no article, on saved pages."""


def zones_of_text(text: str) -> tuple[Zone, ...]:
    """Zones in order, without overlap, over every character that is no white space.

    Paragraphs of the article are a zone each; neighbouring lines of one kind of furniture are one zone.
    """
    lines = prepared(text)
    if not lines:
        return ()
    wall = start_of_comments(lines)
    zones = article_zones(lines[:wall], wall < len(lines))
    if wall < len(lines):
        zones += [msgspec.structs.replace(z, made_by=z.made_by or "grammar") for z in comment_zones(lines[wall:])]
    return tuple(merged(zones))


def prepared(text: str) -> list[Line]:
    """The lines of a text as they are judged: wrapped ones joined, glued ones split."""
    return split_glued(paragraphs_of(text, lines_of(text)))


def seen_of(lines: list[Line]) -> Seen:
    """What the line model is told of the lines."""
    labels = grammar().labels
    kinds = [labels[line.label].kind if line.label else "" for line in lines]
    costs = [labels[line.label].cost if line.label else 0.0 for line in lines]
    texts, gaps = [line.said for line in lines], [line.gap for line in lines]
    return Seen(texts, gaps, [line.indent for line in lines], kinds, costs)


def article_zones(lines: list[Line], paged: bool) -> list[Zone]:
    """The zones of the lines above the comments; `paged`: there are comments below, so that this is a page."""
    verdicts = verdicts_of(lines, paged)
    blockquotes(lines, verdicts)
    return [zone for line, verdict in zip(lines, verdicts, strict=True) for zone in zones_of_line(line, verdict)]


def zones_of_line(line: Line, verdict: Verdict) -> list[Zone]:
    """One zone, or more where a line holds a quoted title and the byline after it, or a dateline and a paragraph."""
    if verdict.kind in {"byline", "provenance"}:
        match = AUTHORED.match(line.text)
        if match and match.group("title"):
            cut = line.start + match.end("title")
            rest = line.start + len(line.text) - len(line.text[match.end("title") :].lstrip())
            return [zone(line.start, cut, verdict, "headline"), zone(rest, line.end, verdict)]
    if verdict.kind == "body":
        return [zone(a, b, verdict, kind) for a, b, kind in split_dateline(line)]
    return [zone(line.start, line.end, verdict)]


def zone(start: int, end: int, verdict: Verdict, kind: ZoneKind | None = None) -> Zone:
    """A zone by a verdict; `kind`, where given, was told by the grammar inside the line."""
    if kind is None or kind == verdict.kind:
        return Zone(start=start, end=end, kind=verdict.kind, p=round(verdict.p, 3), made_by=verdict.made_by)
    return Zone(start=start, end=end, kind=kind, p=SURE_LABEL, made_by="grammar")


def merged(zones: Iterable[Zone]) -> list[Zone]:
    """The zones, with neighbours of one kind of furniture made one, as sure as the least sure of them."""
    found: list[Zone] = []
    for one in zones:
        last = found[-1] if found else None
        if last and one.kind in MERGED and last.kind == one.kind and last.made_by == one.made_by:
            found[-1] = Zone(start=last.start, end=one.end, kind=one.kind, p=min(last.p, one.p), made_by=one.made_by)
        else:
            found.append(one)
    return found


def verdicts_of(lines: list[Line], paged: bool) -> list[Verdict]:
    """A verdict on each line above the comments; `paged` where more than a short text is there."""
    scores = likelihoods(seen_of(lines)).tolist()
    chances = [row[ARTICLE] for row in scores]
    labelled = [bool(line.label) for line in lines]
    inside = decoded(chances, labelled)
    if not any(inside):
        best = max((chance for chance, line in zip(chances, lines, strict=True) if line.prose), default=0.0)
        if len(lines) < FEW or best < LEAST:
            return no_prose(lines, scores)
        inside = [chance >= 0.6 * best and not label for chance, label in zip(chances, labelled, strict=True)]
    verdicts = [verdict(*each) for each in zip(lines, scores, inside, strict=True)]
    head_kinds(lines, verdicts, scores)
    kept_whole(lines[: 0 if paged else whole_of(lines)], verdicts, scores)
    drop_repeats(lines, verdicts)
    drop_captions(lines, verdicts)
    author_note(lines, verdicts)
    return verdicts


def decoded(chances: list[float], labelled: list[bool]) -> list[bool]:
    """Which lines are article: the likeliest course of a page on which stepping in and out has its price.

    Labelled lines are outside, at no price: an advertisement between two paragraphs does not end the article.
    """
    inner = outer = 0.0
    steps: list[tuple[bool, bool]] = []
    for chance, label in zip(chances, labelled, strict=True):
        if label:
            steps.append((True, False))
            continue
        odds = math.log((chance + 1e-4) / (1.0001 - chance)) + BIAS
        steps.append((inner >= outer - SWITCH, inner - SWITCH > outer))
        inner, outer = max(inner, outer - SWITCH) + odds / 2, max(outer, inner - SWITCH) - odds / 2
    state = inner > outer
    found = [False] * len(chances)
    for i in range(len(chances) - 1, -1, -1):
        if not labelled[i]:
            found[i] = state
            state = steps[i][0] if state else steps[i][1]
    return found


def verdict(line: Line, scores: list[float], inside: bool) -> Verdict:
    """What a line is, by its label, the model, and what the line itself says."""
    chance = scores[ARTICLE]
    if line.label and not (inside and line.label == "control"):
        return Verdict(grammar().labels[line.label].kind, max(SURE_LABEL, 1 - chance), "grammar")
    if inside:
        role = role_of(line, 12)
        if role:
            return Verdict(role, SURE_LABEL, "grammar")
        return Verdict("list" if line.bullet else "body", chance, "lines")
    if scores[RELATED] > max(0.4, scores[0]):
        return Verdict("related", scores[RELATED], "lines")
    if scores[CAPTION] > 0.5:
        return Verdict("caption", scores[CAPTION], "lines")
    best = max(scores[0], 1 - chance - scores[0])
    return Verdict("navigation" if best >= UNSURE else "unknown", 1 - chance, "lines")


def no_prose(lines: list[Line], scores: list[list[float]]) -> list[Verdict]:
    """A text without running prose: a menu when it is long and its lines are short, else all body."""
    menu = len(lines) >= 8 and sum(line.words for line in lines) <= 4 * len(lines)
    found = []
    for line, row in zip(lines, scores, strict=True):
        if line.label:
            found.append(Verdict(grammar().labels[line.label].kind, SURE_LABEL, "grammar"))
        elif menu:
            found.append(Verdict("navigation", 1 - row[ARTICLE], "lines"))
        else:
            found.append(Verdict("list" if line.bullet else "body", 0.5, "lines"))
    return found


def drop_repeats(lines: list[Line], verdicts: list[Verdict]) -> None:
    """A line that says what a line above it said, word for word, is a caption, a pull quote or a headline again."""
    seen: dict[str, int] = {}
    for i, line in enumerate(lines):
        if line.words < 5 or verdicts[i].kind not in ARTICLE_ZONES:
            continue
        key = line.text.casefold()
        if key in seen and (line.words <= 25 or i - seen[key] <= 8):
            verdicts[i] = Verdict("navigation", SURE_LABEL, "grammar")
        seen[key] = i


def drop_captions(lines: list[Line], verdicts: list[Verdict]) -> None:
    """A caption stays one beside the article; far from it, or in a row of three, it belongs to another page."""
    near = [False] * len(lines)
    for i, judged in enumerate(verdicts):
        if judged.kind in PARAGRAPHS:
            near[max(0, i - 3) : i + 4] = [True] * len(near[max(0, i - 3) : i + 4])
    captions = [i for i, judged in enumerate(verdicts) if judged.kind == "caption"]
    for i in captions:
        row = sum(1 for k in range(max(0, i - 2), min(len(lines), i + 3)) if verdicts[k].kind in {"caption", "related"})
        if not near[i] or row >= 3 or lines[i].words < 4 or OWNER.match(lines[i].text):
            verdicts[i] = Verdict("related" if row >= 3 else "navigation", verdicts[i].p, verdicts[i].made_by)


PARAGRAPHS = frozenset({"body", "list", "blockquote", "headline", "standfirst"})
OWNER = re.compile(r"^\W*(?:©|copyright|\(c\))", re.IGNORECASE)


def author_note(lines: list[Line], verdicts: list[Verdict]) -> None:
    """At the end of the article, a paragraph that starts with the author's name and says who that is."""
    names: set[str] = set()
    for line, judged in zip(lines, verdicts, strict=True):
        if judged.kind in {"byline", "provenance"}:
            match = AUTHORED.match(line.text) or BYLINE.match(line.text)
            name = match.group("name") if match else line.text.split(",")[0] if judged.kind == "byline" else ""
            parts = [part.split() for part in re.split(r"\s+and\s+|,", name)]
            names.update(" ".join(words[-2:]) for words in parts if len(words) > 1)
    ends = [i for i, judged in enumerate(verdicts) if judged.kind in ARTICLE_ZONES][-3:]
    for i, name in itertools.product(ends, sorted(names)):
        if re.match(rf"(?:\w+\.? )?{re.escape(name)}{NOTE}", lines[i].text):
            verdicts[i] = Verdict("author_bio", SURE_LABEL, "grammar")


NOTE = (
    r",?\s+(?:is|was|has (?:been|written|reported|covered|worked|served)"
    r"|writes|works|covers|teaches|reports|retired|lives|edits|served)\b"
)
