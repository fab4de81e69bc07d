"""A web page to a document's text and zones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Content
from rashomon.ingest.outlets import outlet_of
from rashomon.ingest.pages.blocks import Block, Page, page_of
from rashomon.ingest.pages.html_article import article_of, letters, within
from rashomon.ingest.pages.html_context import HOST
from rashomon.ingest.pages.html_kinds import Head, Mark, Marked, mark
from rashomon.ingest.pages.html_parts import parts_of_page, ranges_of
from rashomon.ingest.plain.grammar import label_of
from rashomon.records import ARTICLE_ZONES, Signal, Zone

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PAGE = 60 * 1000 * 1000
"""Characters of markup; a longer page is refused, for its tree would take some gigabytes."""
MAX_TAGS = 1_000_000
"""Tags, and `<` that open none; an element takes half a KB of memory, and five times that at worst."""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{20000,}")
"""A tag of thousands of attributes takes the parser minutes; of such a tag, or one with an image, the name is kept."""
FULL_LINE = re.compile(r"\S(?:[^\n]*\S)?")
MANY_LINES = 60
"""A block of more lines is not looked through for furniture."""
ENDS = re.compile(r"</(?:body|html)\s*+>", re.IGNORECASE)
"""What stands behind the end of a page is shown by browsers, but the parser would drop it."""
WRAPPERS = re.compile(
    r"(?:</?(?:div|span|section|article|center|font|b|i|u|em|strong|small|big|a|ul|ol|li|dl|dd|blockquote|table|tbody|tr|td|form)"
    r"\b[^<>]*+>\s*+)++",
    re.IGNORECASE,
)


def read_html(markup: str) -> Content:
    """The whole text of a page, its zones, and what the page says about itself.

    Raises `TooLarge` or `Unreadable`; nothing is fetched, and no script is run.
    """
    from rashomon.ingest.pages.html_jsonld import articles, bodies, objects
    from rashomon.ingest.pages.metadata import metadata
    from rashomon.ingest.plain.parts import parts_of
    from rashomon.ingest.plain.provenance import provenance_in

    tree = parse(markup)
    described = objects(tree)
    signals = metadata(tree, described)
    page = split(page_of(tree, host_of(tree)))
    if not page.text.strip():
        raise Unreadable("the page shows no text; what it holds may be drawn by a script: save it from a browser")
    titles = [s.value for s in signals if s.field == "title"]
    authors = [s.value for s in signals if s.field == "author"]
    outlets = [s.value for s in signals if s.field == "outlet" and s.where.startswith(("meta", "JSON-LD"))]
    article = article_of(tree, page, bodies(articles(described)))
    ranges = ranges_of(page)
    if ranges:
        article.blocks.update(i for first, last, _ in ranges for i in within(page, first, last))
    marked = mark(page, article, Head(titles, descriptions(tree), authors, outlets), ranges)
    zones = with_plain_comments(page.text, zones_of(page, marked))
    signals += visible(page.text, zones)
    provenance = tuple(provenance_in(page.text, zones))
    parts = parts_of_page(page, ranges, zones) if ranges else tuple(parts_of(page.text, zones, provenance))
    return Content(
        text=page.text,
        media_type="text/html",
        zones=zones,
        signals=tuple(signals),
        parts=parts,
        provenance=provenance,
    )


def with_plain_comments(text: str, zones: tuple[Zone, ...]) -> tuple[Zone, ...]:
    """The zones, with comments as the reading of plain text finds them where no element holds any.

    That is asked only where at least two lines stand as above comments: of pages that lost their elements on the way.
    """
    heads = [z.start for z in zones if z.kind == "comment_header"]
    if len(heads) < 2 or any(z.kind == "comment" for z in zones):
        return zones
    from rashomon.ingest.plain.text import zoned

    plain = zoned(text)[0]
    first = min((z.start for z in plain if z.kind == "comment" and z.comment is not None), default=-1)
    first = max((z.start for z in plain if z.kind == "comment_header" and z.end <= first), default=first)
    start = next((z.start for z in reversed(zones) if z.start <= first), -1)
    if first < 0 or start != first or not any(z.kind in ARTICLE_ZONES and z.end <= first for z in zones):
        return zones
    return (*(z for z in zones if z.end <= first), *(z for z in plain if z.start >= first))


def visible(text: str, zones: Iterable[Zone]) -> Iterator[Signal]:
    """What the page shows its readers: the first line with an author, and the first days of printing and of change."""
    from rashomon.ingest.pages.html_readings import BY, UPDATED, signal

    seen: set[str] = set()
    for zone in zones:
        line = text[zone.start : zone.end]
        asked: list[tuple[str, str, str]] = []
        if zone.kind == "dateline":
            asked = [("updated" if UPDATED.search(line.lower()) else "published", line, "date line of the page")]
        if zone.kind == "byline" or (zone.kind == "dateline" and BY.match(line)):
            asked.append(("author", without_outlets(line), "byline of the page"))
        for field, words, where in asked:
            if field not in seen:
                found = list(signal(field, words[:200], where))
                seen.update(s.field for s in found)
                yield from found


def without_outlets(byline: str) -> str:
    """A byline without the lines below the first that name the outlet its people work for."""
    first, *below = byline.split("\n")
    return "\n".join([first, *(line for line in below if line.strip() and outlet_of(line.strip()) is None)])


def parse(markup: str) -> _Element:
    """The page's tree; nothing is fetched, no entity of the page's own is expanded, broken markup is mended.

    Raises `TooLarge` or `Unreadable` when there is no hope.
    """
    if len(markup) > MAX_PAGE:
        raise TooLarge(f"a page of {len(markup) // 1000 // 1000} MB of markup; save its text alone and give that")
    if markup.count("<") > MAX_TAGS:
        raise TooLarge(f"a page of more than {MAX_TAGS:,} tags; save its text alone and give that")
    markup = LONG_TAG.sub(r"<\1 ", FORBIDDEN.sub("\ufffd", ENDS.sub("", markup)))
    tree, complete = parsed(markup)
    if not complete:
        tree, _ = parsed(WRAPPERS.sub("<br><br>", markup))
    if tree is None:
        raise Unreadable("the page has no elements; save its text alone and give that")
    return tree


def parsed(markup: str) -> tuple[_Element | None, bool]:
    """The tree of some markup, and whether it is all there: the parser drops what is nested too deep."""
    from lxml import etree, html

    pages: Any = html
    parser = pages.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    try:
        tree: _Element | None = etree.fromstring(markup.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"the page cannot be parsed: {error}; save its text alone and give that") from error
    return tree, not any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log)


def host_of(tree: _Element) -> str:
    """The host of the page's own address, as far as its head gives one."""
    addresses = [e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    addresses += [e.get("content") for e in tree.iter("meta") if (e.get("property") or "").lower() == "og:url"]
    found = (HOST.match(address or "") for address in addresses)
    return next((match.group(1) for match in found if match), "")


def split(page: Page) -> Page:
    """The page with blocks of several lines cut where a line is plainly furniture, so that it can be marked alone."""
    blocks: list[Block] = []
    for block in page.blocks:
        blocks += cut(page.text, block) if page.text.find("\n", block.start, block.end) >= 0 else [block]
    return page._replace(blocks=blocks)


def cut(text: str, block: Block) -> list[Block]:
    """A block of several lines, or the runs of lines with and without a label that it is made of."""
    lines = [m.span() for m in FULL_LINE.finditer(text, block.start, block.end)]
    if len(lines) > MANY_LINES or block.context.preformatted or block.context.area:
        return [block]
    labels = [bool(label_of(text[start:end])) for start, end in lines]
    if not any(labels) or all(labels):
        return [block]
    share = block.linked / max(1, block.end - block.start)
    runs: list[Block] = []
    for labelled, group in itertools.groupby(zip(lines, labels, strict=True), key=lambda pair: pair[1]):
        spans = [span for span, _ in group]
        for start, end in spans if labelled else [(spans[0][0], spans[-1][1])]:
            runs.append(Block(start, end, block.context, round(share * (end - start)), block.outward))
    return runs


def descriptions(tree: _Element) -> frozenset[str]:
    """What the page's head says it is about, in the form in which blocks are compared."""
    names = {"description", "og:description", "twitter:description"}
    metas = [m for m in tree.iter("meta") if (m.get("property") or m.get("name") or "").lower() in names]
    return frozenset(letters(m.get("content") or "") for m in metas) - {""}


def zones_of(page: Page, marked: Marked) -> tuple[Zone, ...]:
    """One zone a block in the article, one for each run of furniture of a kind, one for each run of a comment."""
    zones: list[Zone] = []
    marks = marked.marks
    i = 0
    while i < len(marks):
        j = i + 1
        if marks[i].kind not in ARTICLE_ZONES:
            while j < len(marks) and alike(marks[i], marks[j]):
                j += 1
        comment = marked.comments.get(marks[i].comment) if marks[i].kind == "comment" else None
        zones.append(
            Zone(
                start=page.blocks[i].start,
                end=page.blocks[j - 1].end,
                kind=marks[i].kind,
                p=min(m.p for m in marks[i:j]),
                made_by=marks[i].made_by,
                comment=comment,
            )
        )
        i = j
    return tuple(zones)


def alike(one: Mark, other: Mark) -> bool:
    """Whether neighbouring blocks outside the article make one zone."""
    return one.kind == other.kind and one.made_by == other.made_by and one.comment == other.comment
