"""A kind for each block of a page: of the article and of comments by their elements, of furniture by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.ingest.pages.blocks import Block, Page
from rashomon.ingest.pages.html_article import Article, letters
from rashomon.ingest.pages.html_comments import Thread, thread_of
from rashomon.ingest.pages.html_parts import Range
from rashomon.ingest.pages.html_strays import (
    SHORTCODE,
    about_author,
    head_role,
    is_name,
    loose,
    repeats,
    stub,
    surnames,
    teaser,
)
from rashomon.ingest.plain.grammar import MAX_LINE, grammar, label_of
from rashomon.ingest.plain.prose import count_words, ends_sentence
from rashomon.records import ARTICLE_ZONES, Comment, ZoneKind

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


class Head(NamedTuple):
    """What the page's head says: titles, descriptions (letters alone), authors, and outlets."""

    titles: Sequence[str] = ()
    described: frozenset[str] = frozenset()
    authors: Sequence[str] = ()
    outlets: Sequence[str] = ()


SURE: dict[str, float] = {
    "headline": 0.96,
    "standfirst": 0.8,
    "byline": 0.9,
    "dateline": 0.95,
    "body": 0.98,
    "blockquote": 0.96,
    "caption": 0.94,
    "list": 0.98,
    "comment": 0.97,
    "comment_header": 0.97,
}
"""How sure a kind is that an element or a class name gave.

Counted on the 79 pages of the article extraction benchmark, as (right + 1) / (all + 2). Right is for body (1482 of
1502), blockquote (31 of 31) and list (184 of 184) that the words stand in the benchmark's article; for caption (46 of
48), comment and its header (all 129), dateline (44 of 44) and byline (29 of 31) that they do not. Judged: headline and
standfirst, which the benchmark leaves out or keeps as its people liked.
"""
MASTHEAD = 0.6
"""What a heading loses that only names the outlet: more than an h1 is ahead of an h2 or of a plain line."""
STANDFIRST_SHARE = 0.4
"""Share of the article: a standfirst is no longer."""
HEAD_BLOCKS = 8
"""How many blocks below the headline a byline or a date is looked for, and above the headline."""
LONG_STANDFIRST = 400
"""Characters."""
STUBS = 4
"""How many headings and labels may stand at the end of an article before they are taken for the article's own."""
NOTES = 3
"""How many blocks from the end of the article a note about its author may stand."""
GUESSED = 0.7
BOXED = 0.97
NAMED = 0.9
LINKED = 0.9
UNKNOWN = 0.5
"""How sure a kind is by our own rule of prose, a class name of furniture (counted: 338 of 341), the grammar, links (374
of 409), and by nothing."""


class Frame(NamedTuple):
    """What the kinds of single blocks depend on."""

    page: Page
    article: set[int]
    boxes: dict[int, ZoneKind]
    headline: int
    first: int
    last: int
    guessed: bool
    repeated: set[int]
    authors: set[str]


def mark(page: Page, article: Article, head: Head, ranges: Sequence[Range] = ()) -> Marked:
    """A mark for each block; `ranges` are the articles of a page that holds several."""
    boxes = trusted_boxes(page, article.blocks)
    thread = thread_of(page, trusted_areas(page, article.blocks))
    inside = {i for i in article.blocks if i not in thread.blocks and page.blocks[i].context.boxed not in boxes}
    headline = find_headline(page, inside, head, boxes)
    frames = [
        frame_of(page, {i for i in inside if first <= i <= last}, boxes, article, head, at)
        for first, last, at in ranges
    ]
    rest = inside - {i for first, last, _ in ranges for i in range(first, last + 1)}
    outer = frame_of(page, rest, boxes, article, head, -1 if frames else headline)
    of = {i: frame for frame, part in zip(frames, ranges, strict=True) for i in range(part.first, part.last + 1)}
    marks = [mark_of(of.get(i, outer), thread, i) for i in range(len(page.blocks))]
    standfirsts(outer, marks, head.described)
    unsigned(outer, marks)
    return Marked(marks, thread.comments)


def frame_of(
    page: Page, inside: set[int], boxes: dict[int, ZoneKind], article: Article, head: Head, headline: int
) -> Frame:
    """What the kinds of the blocks of one article depend on; `inside` are its blocks."""
    body = trimmed(page, inside, headline)
    first, last = first_of(page, body, headline), max(body, default=-1)
    said, names = repeats(page, body, headline), surnames(head.authors)
    return Frame(page, body, boxes, headline, first, last, article.guessed, said, names)


def first_of(page: Page, body: set[int], headline: int) -> int:
    """The number of the first block below the headline that is neither standfirst, byline nor date; else the first.

    Where most of the article stands in an element whose name says standfirst, the name means something else. What
    stands above the byline is a standfirst, if it is one short paragraph.
    """
    below = sorted(i for i in body if i > headline)
    led = [i for i in below if page.blocks[i].context.role == "standfirst"]
    named = sum(map(page.size, led)) <= STANDFIRST_SHARE * sum(map(page.size, below))
    found, others = 0, 0
    for at, i in enumerate(below):
        if head_role(page, page.blocks[i]) or (named and page.blocks[i].context.role == "standfirst"):
            found = at + 1
        elif not is_name(page.text[page.blocks[i].start : page.blocks[i].end]):
            others += 1 if headline >= 0 and page.size(i) <= LONG_STANDFIRST else 2
        if others > 1 or at >= HEAD_BLOCKS:
            break
    return below[min(found, len(below) - 1)] if below else 0


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
        stray = stray_mark(frame, block, i)
        if stray:
            return stray
        kind = article_kind(page, block, i < frame.first, 0 <= frame.headline < i < frame.first)
        return Mark(kind, GUESSED if frame.guessed else SURE[kind], "lines" if frame.guessed else "markup")
    return around_mark(frame, block, i) or outer_mark(frame, block)


def stray_mark(frame: Frame, block: Block, i: int) -> Mark | None:
    """The mark of a block inside the article that is no part of it; none when it is one."""
    text = frame.page.text[block.start : block.end]
    label = label_in(frame.page, block)
    if label and not (label == "control" and ends_sentence(text)):
        return Mark(grammar().labels[label].kind, NAMED, "grammar")
    found: Mark | None = None
    if SHORTCODE.match(text):
        found = Mark("navigation", NAMED, "markup")
    elif teaser(frame.page, block) or (block.context.heading and heading_of_another(frame, i)):
        found = Mark("related", LINKED, "markup")
    elif i in frame.repeated or (i < frame.first and loose(frame.page, block)):
        found = Mark("unknown", UNKNOWN, "markup")
    elif i >= frame.last - NOTES and about_author(text, frame.authors):
        found = Mark("author_bio", NAMED, "markup")
    return found


def around_mark(frame: Frame, block: Block, i: int) -> Mark | None:
    """The mark of a block that the extractor left out and that belongs to the article's head or pictures."""
    top = frame.headline if frame.headline >= 0 else frame.first
    if not top - 3 <= i <= frame.last or block.context.aside or block.context.boxed in frame.boxes:
        return None
    kind = around_kind(frame.page, block, i < frame.first, 0 <= frame.headline < i)
    return Mark(kind, SURE[kind], "markup") if kind else None


def label_in(page: Page, block: Block) -> str:
    """The grammar's label of a block, or of its first line when that has one."""
    if block.end - block.start > MAX_LINE:
        return ""
    text = page.text[block.start : block.end]
    return label_of(text) or (label_of(text.split("\n", 1)[0]) if "\n" in text else "")


def heading_of_another(frame: Frame, i: int) -> bool:
    """Whether a heading is a link, and no prose of the article stands below it."""
    block = frame.page.blocks[i]
    if block.linked * 10 < 9 * (block.end - block.start) or block.outward:
        return False
    return i + 1 not in frame.article or bool(frame.page.blocks[i + 1].context.heading)


def article_kind(page: Page, block: Block, leading: bool, between: bool) -> ZoneKind:
    """The kind of a block inside the article, by its elements and class names; body in doubt.

    `leading` stands above the first paragraph, `between` below the headline as well.
    """
    context = block.context
    size = block.end - block.start
    if context.caption:
        return "caption"
    role = head_role(page, block) if leading else context.role if size < 120 else ""
    if role in {"byline", "dateline"}:
        return "byline" if role == "byline" else "dateline"
    if context.quote:
        return "blockquote"
    if context.item:
        return "list"
    return "standfirst" if between or (leading and context.role == "standfirst") else "body"


def around_kind(page: Page, block: Block, before: bool, below: bool) -> ZoneKind | None:
    """The kind of a block near the article that the extractor left out; none when it is no part of it."""
    context = block.context
    size = block.end - block.start
    if context.caption and size < 600 and block.linked * 2 < size:
        return "caption"
    role = (context.role if size < 160 and context.role else head_role(page, block)) if before else ""
    if role in {"byline", "dateline"}:
        return "byline" if role == "byline" else "dateline"
    if before and 30 < size < 600 and block.linked * 2 < size:
        heading = below and context.heading and count_words(page.text[block.start : block.end]) >= 8
        if context.role == "standfirst" or heading:
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
    for _ in range(STUBS):
        if not ordered or ordered[-1] == headline:
            break
        block = page.blocks[ordered[-1]]
        context = block.context
        text = page.text[block.start : block.end]
        if context.quote or context.caption or not (context.heading or (stub(text) and not context.item)):
            break
        ordered.pop()
    return set(ordered) or blocks


def standfirsts(frame: Frame, marks: list[Mark], described: frozenset[str]) -> None:
    """Blocks above the article, or its first, that say what the page's head says it is about; changes `marks`."""
    page = frame.page
    if not described:
        return
    first = min((i for i, m in enumerate(marks) if m.kind == "body"), default=-1)
    for i in range(first + 1):
        block = page.blocks[i]
        open_to_it = marks[i].kind in {"navigation", "related", "unknown", "body"} and block.end - block.start <= 1000
        if open_to_it and letters(page.text[block.start : block.end]) in described:
            marks[i] = Mark("standfirst", SURE["standfirst"], "markup")


def unsigned(frame: Frame, marks: list[Mark]) -> None:
    """A name alone between headline and article, beside one of these or a date, where no byline is; changes `marks`."""
    below = range(max(frame.headline, 0) + 1, frame.first + 1 if frame.headline >= 0 else 0)
    if len(below) > HEAD_BLOCKS or any(marks[i].kind == "byline" for i in below):
        return
    for i in below:
        block = frame.page.blocks[i]
        context = block.context
        near = {marks[k].kind for k in (i - 1, i + 1) if 0 <= k < len(marks)}
        open_to_it = marks[i].kind in {"unknown", "body"} and not (context.heading or context.quote or context.aside)
        if (
            open_to_it
            and near & {"headline", "standfirst", "dateline"}
            and is_name(frame.page.text[block.start : block.end])
        ):
            marks[i] = Mark("byline", GUESSED, "markup")
            return


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


def find_headline(page: Page, covered: set[int], head: Head, boxes: dict[int, ZoneKind]) -> int:
    """The number of the headline's block, or -1: the heading closest to what the head says, else the first h1.

    A heading that only names the outlet stands over all its pages and is taken when there is no other.
    """
    wanted = [set(words(title)) for title in head.titles if title.strip()]
    names = [set(words(outlet)) for outlet in head.outlets]
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
        score -= MASTHEAD if have in names else 0.0
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
