"""A web page to a document's text and zones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.blocks import Page, page_of
from rashomon.ingest.html_article import article_of, letters
from rashomon.ingest.html_kinds import Mark, Marked, mark
from rashomon.ingest.items import Content
from rashomon.records import ARTICLE_ZONES, Zone

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PAGE = 60 * 1000 * 1000
"""Characters of markup; a longer page is refused, for its tree would take some gigabytes."""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{20000,}")
"""A tag of thousands of attributes takes the parser minutes; of such a tag, or one with an image, the name is kept."""
WRAPPER = re.compile(
    r"</?(?:div|span|section|article|center|font|b|i|u|em|strong|small|big|a|ul|ol|li|dl|dd|blockquote|table|tbody|tr|td|form)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)


def read_html(markup: str) -> Content:
    """The whole text of a page, its zones, and what the page says about itself.

    Raises `TooLarge` or `Unreadable`; nothing is fetched, and no script is run.
    """
    from rashomon.ingest.metadata import metadata

    tree = parse(markup)
    signals = tuple(metadata(tree))
    text, zones = read_page(tree, [s.value for s in signals if s.field == "title"])
    return Content(text=text, media_type="text/html", zones=zones, signals=signals)


def parse(markup: str) -> _Element:
    """The page's tree; nothing is fetched, no entity of the page's own is expanded, broken markup is mended.

    Raises `TooLarge` or `Unreadable` when there is no hope.
    """
    if len(markup) > MAX_PAGE:
        raise TooLarge(f"a page of {len(markup) // 1000 // 1000} MB of markup; save its text alone and give that")
    markup = LONG_TAG.sub(r"<\1 ", FORBIDDEN.sub("\ufffd", markup))
    tree, complete = parsed(markup)
    if not complete:
        tree, _ = parsed(WRAPPER.sub("<br><br>", markup))
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


def read_page(tree: _Element, titles: Iterable[str], declared: Sequence[str] = ()) -> tuple[str, tuple[Zone, ...]]:
    """The text of a page and its zones; `titles` are what the head calls it, `declared` what it gives as its text."""
    page = page_of(tree)
    if not page.text.strip():
        raise Unreadable("the page shows no text; what it holds may be drawn by a script: save it from a browser")
    marked = mark(page, article_of(tree, page, declared), list(titles), descriptions(tree))
    return page.text, zones_of(page, marked)


def descriptions(tree: _Element) -> set[str]:
    """What the page's head says it is about, in the form in which blocks are compared."""
    names = {"description", "og:description", "twitter:description"}
    metas = [m for m in tree.iter("meta") if (m.get("property") or m.get("name") or "").lower() in names]
    return {letters(m.get("content") or "") for m in metas} - {""}


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
