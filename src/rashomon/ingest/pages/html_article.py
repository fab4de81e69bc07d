"""Which blocks of a page are its article: by an outside extractor, by what the page declares, by what stands beside."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from rashomon.ingest.pages.blocks import Page
from rashomon.ingest.plain.prose import best_runs, weight

if TYPE_CHECKING:
    from lxml.etree import _Element

EXTRACTOR_ELEMENTS = 60_000
EXTRACTOR_DEPTH = 200
"""Above these the outside extractor is not asked: it copies trees several times and walks them recursively."""
OTHER = re.compile(r"[\W_]+")
NO_LETTERS = {n: None for n in range(128) if not chr(n).isalnum()}
DECLARED_LETTERS = 400
"""Letters: a shorter text that a page declares as its article's body is a teaser."""
FAST_SHARE = 0.7
"""Share of the page's run of prose: with less, the outside extractor is asked again, for its slower way."""
MAIN_SHARE = 0.2
"""Share of the article that a container holds when its other prose belongs to the article too."""


class Article(NamedTuple):
    """Numbers of the article's blocks, and of those among them for which no markup spoke but our own rule."""

    blocks: set[int]
    guessed: bool


def article_of(tree: _Element, page: Page, declared: Iterable[str]) -> Article:
    """The blocks that belong to the article; `declared` are texts that the page's head gives as the article's body."""
    found: set[int] = set()
    if page.elements <= EXTRACTOR_ELEMENTS and page.depth <= EXTRACTOR_DEPTH:
        found = outside(tree, page)
    for body in declared:
        if len(body) >= DECLARED_LETTERS:
            found |= prose_of(page, align(page, body.split("\n")))
    guessed = not found
    if guessed:
        found = dense(page, True) or dense(page, False)
    return Article(found | beside(page, found) if found else found, guessed)


def prose_of(page: Page, blocks: set[int]) -> set[int]:
    """Those of the blocks that read like prose and stand in no furniture."""
    return {i for i in blocks if is_prose(page, i)}


def within(page: Page, first: int, last: int) -> set[int]:
    """The blocks between two of an article that are its own: prose, and the lists, quotations and headings in it."""
    prose = [i for i in range(first, last + 1) if is_prose(page, i)]
    if not prose:
        return set()
    around = range(prose[0], prose[-1] + 1)
    return {*prose, *(i for i in around if quoted(page, i) or in_line(page, i))}


def in_line(page: Page, i: int) -> bool:
    """Whether a block is a heading or an item without a link, outside furniture."""
    context = page.blocks[i].context
    if context.area or context.aside or context.boxed or context.caption or page.blocks[i].linked:
        return False
    return context.item or context.heading > 0


def is_prose(page: Page, i: int) -> bool:
    """Whether a block is running text of the page's own: long enough, few links, no comment, no box at the side."""
    block = page.blocks[i]
    context = block.context
    if context.area or context.aside or context.boxed or context.caption or block.linked * 2 > block.end - block.start:
        return False
    return weight(page.text[block.start : block.end]) >= 3


def beside(page: Page, found: set[int]) -> set[int]:
    """Prose that the extractor left out, in the containers that hold much of the article."""
    held: dict[int, int] = {}
    for i in found:
        block = page.blocks[i]
        held[block.context.container] = held.get(block.context.container, 0) + block.end - block.start
    total = sum(held.values()) or 1
    main = {container for container, size in held.items() if size > MAIN_SHARE * total}
    prose = [i for i in found if is_prose(page, i)] or list(found)
    first, last = min(prose), max(prose)
    added = {i for i in range(first, last) if i not in found and (quoted(page, i) or beside_it(page, i, main))}
    taken = found | added
    added |= {i for i in range(first, last) if i not in taken and small_part(page, i, main, taken)}
    while first > 0 and beside_it(page, first - 1, main):
        first -= 1
        added.add(first)
    while last + 1 < len(page.blocks) and beside_it(page, last + 1, main):
        last += 1
        added.add(last)
    return added


def small_part(page: Page, i: int, main: set[int], found: set[int]) -> bool:
    """Whether a block in the main containers is an item of a list, or a heading right above a block of the article.

    What has its own element in a main container, without links and between two blocks of the article, is a heading too,
    and a paragraph that links to another site is one of the article's.
    """
    block = page.blocks[i]
    context = block.context
    around = page.tree.containers.get(context.container, 0)
    if context.area or context.aside or context.boxed or context.caption or context.role in {"byline", "dateline"}:
        return False
    if block.linked:
        return block.outward == block.linked and context.tag == "p" and context.container in main
    if context.container in main:
        return context.item or (context.heading > 0 and i + 1 in found)
    return (
        around in main
        and {i - 1, i + 1} <= found
        and page.size(i) < 160
        and (context.heading > 0 or context.role != "")
    )


def quoted(page: Page, i: int) -> bool:
    """Whether a block stands in a quotation of the page's own, such as a message of somebody that it shows."""
    context = page.blocks[i].context
    return context.quote and not (context.area or context.aside or context.boxed or context.caption)


def beside_it(page: Page, i: int, main: set[int]) -> bool:
    """Whether a block is prose in one of the main containers."""
    return page.blocks[i].context.container in main and is_prose(page, i)


def outside(tree: _Element, page: Page) -> set[int]:
    """The blocks that the outside extractor keeps; its slower way is taken where the fast one loses much prose."""
    found = align(page, extracted(tree, True))
    prose = sum(page.size(i) for i in dense(page, True))
    if sum(page.size(i) for i in found) >= FAST_SHARE * prose:
        return found
    slow = align(page, extracted(tree, False))
    return slow or found


def extracted(tree: _Element, fast: bool) -> list[str]:
    """The article's paragraphs as the outside extractor gives them; none when it fails."""
    import copy
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot do shows in what it gives
    page: Any = copy.deepcopy(tree)  # an HtmlElement, as lxml.html's parser makes them
    try:
        result: Any = trafilatura.bare_extraction(
            page, favor_precision=True, fast=fast, include_comments=False, with_metadata=False
        )
        body = None if result is None else result.body
        return [] if body is None else list(pieces(body))
    except Exception:  # an extractor that fails, however it fails, must not lose the page
        return []


def pieces(body: Any) -> Iterable[str]:
    """Runs of text of the extractor's tree, one for each element that holds text."""
    inline = {"hi", "ref", "del", "code", "span"}
    current: list[str] = []
    for event, element in iterate(body):
        if element.tag not in inline and current:
            yield "".join(current)
            current = []
        text = element.text if event == "start" else element.tail
        if text:
            current.append(text)
    if current:
        yield "".join(current)


def iterate(body: Any) -> Iterable[tuple[str, Any]]:
    """A walk through the tree: pairs of an event (`start` or `end`) and an element."""
    from lxml import etree

    return etree.iterwalk(body, events=("start", "end"))


def letters(text: str) -> str:
    """What is compared: letters and digits alone, compatibility forms folded, case dropped."""
    if text.isascii():
        return text.lower().translate(NO_LETTERS)
    return OTHER.sub("", unicodedata.normalize("NFKC", text).casefold())


def align(page: Page, paragraphs: list[str]) -> set[int]:
    """Blocks of which more than half stands in the extractor's paragraphs, found in order where possible."""
    streams = [letters(page.text[b.start : b.end]) for b in page.blocks]
    starts = [0]
    for stream in streams:
        starts.append(starts[-1] + len(stream))
    whole = "".join(streams)
    counts = [0] * len(streams)
    position = 0
    for paragraph in paragraphs:
        for piece in chunks(letters(paragraph)):
            at = whole.find(piece, position)
            if at < 0 or (len(piece) < 25 and at - position > 2000):
                at = near(whole, piece, position)
            if at < 0:
                continue
            mark(counts, starts, at, at + len(piece))
            position = at + len(piece)
    return {i for i, stream in enumerate(streams) if stream and counts[i] * 2 > len(stream)}


def near(whole: str, piece: str, position: int) -> int:
    """Where a piece stands that is not close ahead: behind, if it is long enough to be no accident."""
    return whole.rfind(piece, 0, position + len(piece)) if len(piece) >= 25 else -1


def chunks(stream: str, size: int = 80) -> Iterable[str]:
    """A paragraph in pieces, so that a small difference costs one piece and not the paragraph."""
    if len(stream) <= size:
        return [stream] if stream else []
    pieces = [stream[i : i + size] for i in range(0, len(stream), size)]
    if len(pieces[-1]) < size // 2:
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    return pieces


def mark(counts: list[int], starts: list[int], start: int, end: int) -> None:
    """Adds to each block's count the letters between `start` and `end` that are its own.

    `starts` has the offset of each block among all letters and, last, their number; `counts` is changed in place.
    """
    block = bisect_right(starts, start) - 1
    while start < end:
        upto = min(end, starts[block + 1])
        counts[block] += upto - start
        start = upto
        block += 1


def dense(page: Page, no_comments: bool) -> set[int]:
    """Our own rule: long blocks with few links and an end of sentence, and what stands between two of them."""
    weights = []
    for block in page.blocks:
        text = page.text[block.start : block.end]
        outside = block.context.aside or (no_comments and block.context.area) or block.linked * 2 > len(text)
        weights.append(-3.0 if outside else weight(text))
    return {i for first, last in best_runs(weights) for i in range(first, last + 1) if not page.blocks[i].context.aside}
