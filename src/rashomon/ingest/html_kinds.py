"""A kind for each block of a page: the article's parts by their elements, comments by theirs, furniture by its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.ingest.blocks import Block, Page
from rashomon.ingest.dates import date_in
from rashomon.ingest.grammar import MAX_LINE, grammar, label_of
from rashomon.ingest.html_article import Article, letters
from rashomon.ingest.html_comments import Thread, thread_of
from rashomon.ingest.prose import count_words, ends_sentence
from rashomon.records import ARTICLE_ZONES, Comment, ZoneKind

NEVER_BODY = frozenset(
    {"comments", "comment_line", "donation", "disclaimer", "share", "subscribe", "cookie", "advertisement", "rating"}
    | {"promo", "origin", "signature", "footer", "author_box", "related", "more"}
)
SMALL_BOX = 0.4
"""Share of the article: furniture by its class name that holds more of it is no furniture."""
FURNITURE_TAGS = frozenset({"nav", "footer", "form", "button", "menu", "dialog", "label", "select"})


class Mark(NamedTuple):
    """The kind of a block, how sure that is, what said so, and the comment's number."""

    kind: ZoneKind
    p: float
    made_by: str
    comment: int = 0


class Marked(NamedTuple):
    """A mark for each block, and the comments by their numbers."""

    marks: list[Mark]
    comments: dict[int, Comment]
    headline: int


SURE: dict[str, float] = {
    "headline": 0.97,
    "standfirst": 0.7,
    "byline": 0.8,
    "dateline": 0.9,
    "body": 0.97,
    "blockquote": 0.9,
    "caption": 0.9,
    "list": 0.9,
    "comment": 0.95,
    "comment_header": 0.95,
}
GUESSED = 0.7
BOXED = 0.9
NAMED = 0.9
LINKED = 0.7
UNKNOWN = 0.5


class Frame(NamedTuple):
    """What the kinds of single blocks depend on."""

    page: Page
    article: set[int]
    boxes: dict[int, ZoneKind]
    headline: int
    first: int
    last: int
    guessed: bool


def mark(page: Page, article: Article, titles: list[str], described: set[str]) -> Marked:
    """A mark for each block; `titles` and `described` are what the page's head calls and says it."""
    boxes = trusted_boxes(page, article.blocks)
    thread = thread_of(page, trusted_areas(page, article.blocks))
    inside = {i for i in article.blocks if i not in thread.blocks}
    headline = find_headline(page, inside, titles, boxes)
    heads = {"standfirst", "byline", "dateline"}
    body = trimmed(page, {i for i in inside if page.blocks[i].context.boxed not in boxes}, headline)
    first = min((i for i in body if i > headline and page.blocks[i].context.role not in heads), default=0)
    frame = Frame(page, body, boxes, headline, first, max(body, default=-1), article.guessed)
    marks = [mark_of(frame, thread, i) for i in range(len(page.blocks))]
    standfirsts(frame, marks, described)
    return Marked(marks, thread.comments, headline)


def mark_of(frame: Frame, thread: Thread, i: int) -> Mark:
    """The mark of one block."""
    page = frame.page
    block = page.blocks[i]
    if i in thread.blocks:
        remark = thread.blocks[i]
        return Mark(remark.kind, SURE.get(remark.kind, NAMED), "markup", remark.comment)
    if i == frame.headline:
        return Mark("headline", SURE["headline"], "markup")
    if i in frame.article:
        label = label_in(page, block)
        if label in NEVER_BODY:
            return Mark(grammar().labels[label].kind, NAMED, "grammar")
        kind = article_kind(page, block, i < frame.first)
        return Mark(kind, GUESSED if frame.guessed else SURE[kind], "lines" if frame.guessed else "markup")
    top = frame.headline if frame.headline >= 0 else frame.first
    if top - 3 <= i <= frame.last and not block.context.aside and block.context.boxed not in frame.boxes:
        around = around_kind(page, block, i < frame.first)
        if around:
            return Mark(around, SURE[around], "markup")
    return outer_mark(frame, block)


def label_in(page: Page, block: Block) -> str:
    """The grammar's label of a block, or of its first line when that has one."""
    if block.end - block.start > MAX_LINE:
        return ""
    text = page.text[block.start : block.end]
    return label_of(text) or (label_of(text.split("\n", 1)[0]) if "\n" in text else "")


def article_kind(page: Page, block: Block, leading: bool) -> ZoneKind:
    """The kind of a block inside the article, by its elements and class names; body in doubt."""
    context = block.context
    size = block.end - block.start
    if context.caption:
        return "caption"
    if context.role in {"byline", "dateline"} and size < 120:
        return "byline" if context.role == "byline" else "dateline"
    if leading and size < 80 and is_date(page.text[block.start : block.end]):
        return "dateline"
    if context.quote:
        return "blockquote"
    if context.item:
        return "list"
    return "standfirst" if context.role == "standfirst" else "body"


def is_date(text: str) -> bool:
    """Whether a short text is a date and little else."""
    return bool(date_in(text)) and not ends_sentence(text) and count_words(text) <= 12


def around_kind(page: Page, block: Block, before: bool) -> ZoneKind | None:
    """The kind of a block near the article that the extractor left out; none when it is no part of it."""
    context = block.context
    size = block.end - block.start
    if context.caption and size < 600 and block.linked * 2 < size:
        return "caption"
    if before and size < 160 and context.role in {"byline", "dateline"}:
        return "byline" if context.role == "byline" else "dateline"
    if before and size < 80 and is_date(page.text[block.start : block.end]):
        return "dateline"
    if before and context.role == "standfirst" and 30 < size < 600 and block.linked * 2 < size:
        return "standfirst"
    return None


def outer_mark(frame: Frame, block: Block) -> Mark:
    """The mark of a block outside the article: its grammar's, its box's, its element's, or unknown."""
    page, context = frame.page, block.context
    text = page.text[block.start : block.end]
    box = frame.boxes.get(context.boxed)
    if box and box != "navigation":
        return Mark(box, BOXED, "markup")
    if context.tag in FURNITURE_TAGS or context.aside:
        return Mark("navigation", BOXED, "markup")
    label = label_in(page, block)
    if label:
        kind = grammar().labels[label].kind
        return Mark("navigation" if kind in ARTICLE_ZONES else kind, NAMED, "grammar")
    if box:
        return Mark(box, BOXED, "markup")
    linked = block.linked * 2 > block.end - block.start
    if linked:
        return Mark("related" if count_words(text) >= 5 else "navigation", LINKED, "markup")
    return Mark("unknown", UNKNOWN, "markup")


def trimmed(page: Page, blocks: set[int], headline: int) -> set[int]:
    """The article without the headings and labels at its end that nothing follows."""
    ordered = sorted(blocks)
    while ordered:
        block = page.blocks[ordered[-1]]
        text = page.text[block.start : block.end]
        if ordered[-1] == headline or not (block.context.heading or stub(text)) or block.context.quote:
            break
        ordered.pop()
    return set(ordered) or blocks


def stub(text: str) -> bool:
    """Whether a text is a few words without an end of sentence, as over a list that is not the article's."""
    return count_words(text) <= 5 and (text.endswith(":") or not ends_sentence(text))


def standfirsts(frame: Frame, marks: list[Mark], described: set[str]) -> None:
    """Blocks above the article, or its first, that say what the page's head says it is about; changes `marks`."""
    page = frame.page
    if not described:
        return
    first = min((i for i, m in enumerate(marks) if m.kind == "body"), default=-1)
    for i in range(first + 1):
        block = page.blocks[i]
        if marks[i].kind in {"navigation", "related", "unknown", "body"} and block.end - block.start <= 1000:
            if letters(page.text[block.start : block.end]) in described:
                marks[i] = Mark("standfirst", SURE["standfirst"], "markup")


def trusted_boxes(page: Page, covered: set[int]) -> dict[int, ZoneKind]:
    """Furniture by class names, each box's own kind; one around much of the article counts for nothing.

    A box in a box that counts for nothing still counts.
    """
    total = sum(page.blocks[i].end - page.blocks[i].start for i in covered) or 1
    held: dict[int, int] = {}
    for i in covered:
        block = page.blocks[i]
        box = block.context.boxed
        while box:
            held[box] = held.get(box, 0) + block.end - block.start
            box = page.tree.boxes[box][1]
    found: dict[int, ZoneKind] = {}
    for box, (kind, outer) in page.tree.boxes.items():
        if held.get(box, 0) <= SMALL_BOX * total:
            found[box] = kind
        elif outer in found:
            found[box] = found[outer]
    return found


def trusted_areas(page: Page, covered: set[int]) -> set[int]:
    """Comment containers, without one that holds most of the article: there the class name means something else."""
    total = sum(page.blocks[i].end - page.blocks[i].start for i in covered) or 1
    held: dict[int, int] = {}
    for i, block in enumerate(page.blocks):
        if block.context.area:
            held.setdefault(block.context.area, 0)
            if i in covered:
                held[block.context.area] += block.end - block.start
    return {area for area, size in held.items() if size * 2 < total}


def find_headline(page: Page, covered: set[int], titles: list[str], boxes: dict[int, ZoneKind]) -> int:
    """The number of the headline's block, or -1: the heading closest to what the head says, else the first h1."""
    wanted = [set(words(title)) for title in titles if title.strip()]
    best, best_score = -1, 0.0
    last = max(covered, default=len(page.blocks))
    for i, block in enumerate(page.blocks):
        context = block.context
        if block.end - block.start > 400 or context.area or i > last:
            continue
        level = context.heading
        if not level and (context.aside or not wanted or context.boxed in boxes):
            continue
        have = set(words(page.text[block.start : block.end]))
        likeness = max((overlap(have, want) for want in wanted), default=0.0)
        if not level and (likeness < 0.9 or len(have) < 4):
            continue
        score = likeness + {1: 0.5, 2: 0.2}.get(level, 0.0) - (0.3 if context.boxed in boxes else 0.0)
        if (likeness >= 0.5 or level == 1) and score > best_score:
            best, best_score = i, score
    return best


def words(text: str) -> list[str]:
    """Runs of letters, digits and underscores, case folded, in order."""
    return re.findall(r"\w+", text.casefold())


def overlap(have: set[str], want: set[str]) -> float:
    """Share of the heading's words that the title has, times the share of the title that the heading covers, rooted."""
    both = len(have & want)
    return (both / len(have) * both / len(want)) ** 0.5 if both else 0.0
