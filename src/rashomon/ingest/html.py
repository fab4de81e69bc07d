"""A web page to a document's text and zones."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.blocks import Block, Page, page_of
from rashomon.ingest.grammar import MAX_LINE, grammar, label_of
from rashomon.ingest.prose import best_runs, weight
from rashomon.records import Comment, Zone, ZoneKind

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PAGE = 60 * 1000 * 1000
"""Characters of markup; a longer page is refused, for its tree would take some gigabytes."""
EXTRACTOR_ELEMENTS = 60_000
EXTRACTOR_DEPTH = 200
"""Above these the outside extractor is not asked: it copies trees several times and walks them recursively."""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{20000,}")
"""A tag of thousands of attributes takes the parser minutes; of such a tag, or one with an image, the name is kept."""
WRAPPER = re.compile(
    r"</?(?:div|span|section|article|center|font|b|i|u|em|strong|small|big|a|ul|ol|li|dl|dd|blockquote|table|tbody|tr|td|form)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)


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


def read_page(tree: _Element, titles: Iterable[str]) -> tuple[str, tuple[Zone, ...]]:
    """The text of a page and its zones; `titles` are what the page's head calls it."""
    page = page_of(tree)
    described = descriptions(tree)
    if not page.text.strip():
        raise Unreadable("the page shows no text; what it holds may be drawn by a script: save it from a browser")
    covered = article_blocks(tree, page)
    kinds = label(page, covered, list(titles))
    first = min((i for i, kind in enumerate(kinds) if kind == "body"), default=len(kinds))
    for i in range(first + 1 if first < len(kinds) else 0):
        block = page.blocks[i]
        if kinds[i] in {"navigation", "body"} and letters(page.text[block.start : block.end]) in described:
            kinds[i] = "standfirst"
    return page.text, zones_of(page, kinds)


def descriptions(tree: _Element) -> set[str]:
    """What the page's head says it is about, in the form in which blocks are compared."""
    names = {"description", "og:description", "twitter:description"}
    metas = [m for m in tree.iter("meta") if (m.get("property") or m.get("name") or "").lower() in names]
    return {letters(m.get("content") or "") for m in metas} - {""}


def article_blocks(tree: _Element, page: Page) -> set[int]:
    """Numbers of the blocks that belong to the article, by the outside extractor or, failing that, by density."""
    found: set[int] = set()
    if page.elements <= EXTRACTOR_ELEMENTS and page.depth <= EXTRACTOR_DEPTH:
        found = align(page, extracted(tree))
    return found or dense(page, True) or dense(page, False)


def extracted(tree: _Element) -> list[str]:
    """The article's paragraphs as the outside extractor gives them; none when it fails."""
    import copy
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot do shows in what it gives
    page: Any = copy.deepcopy(tree)  # an HtmlElement, as lxml.html's parser makes them
    try:
        result: Any = trafilatura.bare_extraction(
            page, favor_precision=True, include_comments=False, with_metadata=False
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
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


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


def label(page: Page, covered: set[int], titles: list[str]) -> list[ZoneKind]:
    """A kind for each block."""
    comments = trusted_areas(page, covered)
    headline = find_headline(page, covered, titles)
    heads = {"standfirst", "byline", "dateline"}
    first = min((i for i in covered if i > headline and page.blocks[i].context.role not in heads), default=0)
    last = max(covered, default=-1)
    kinds: list[ZoneKind] = []
    for i, block in enumerate(page.blocks):
        context = block.context
        if context.area in comments:
            kinds.append("comment")
        elif i == headline:
            kinds.append("headline")
        elif i in covered:
            kinds.append(labelled(page, block) or article_kind(block))
        elif (headline if headline >= 0 else first) - 3 <= i <= last and not context.aside:
            kinds.append(around_kind(block, i < first))
        else:
            kinds.append("navigation")
    return kinds


NEVER_BODY = frozenset(
    {"comments", "comment_line", "donation", "disclaimer", "share", "subscribe", "cookie", "advertisement", "rating"}
    | {"promo", "origin", "signature", "footer", "author_box"}
)


def labelled(page: Page, block: Block) -> ZoneKind | None:
    """The zone that the grammar of furniture gives a block of the article, for lines that are never its body."""
    if block.end - block.start > MAX_LINE:
        return None
    label = label_of(page.text[block.start : block.end])
    return grammar().labels[label].kind if label in NEVER_BODY else None


def article_kind(block: Block) -> ZoneKind:
    """The kind of a block inside the article, by its elements and class names; body in doubt."""
    context = block.context
    if context.caption:
        return "caption"
    if context.role in {"byline", "dateline"} and block.end - block.start < 120:
        return "byline" if context.role == "byline" else "dateline"
    if context.quote:
        return "blockquote"
    if context.item:
        return "list"
    return "standfirst" if context.role == "standfirst" else "body"


def around_kind(block: Block, before: bool) -> ZoneKind:
    """The kind of a block near the article that the extractor left out."""
    context = block.context
    size = block.end - block.start
    if context.caption and size < 600 and block.linked * 2 < size:
        return "caption"
    if before and size < 160 and context.role in {"byline", "dateline"}:
        return "byline" if context.role == "byline" else "dateline"
    if before and context.role == "standfirst" and 30 < size < 600 and block.linked * 2 < size:
        return "standfirst"
    return "navigation"


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


def find_headline(page: Page, covered: set[int], titles: list[str]) -> int:
    """The number of the headline's block, or -1: the heading closest to what the head says, else the first h1."""
    wanted = [set(words(title)) for title in titles if title.strip()]
    best, best_score = -1, 0.0
    last = max(covered, default=len(page.blocks))
    for i, block in enumerate(page.blocks):
        if block.end - block.start > 400 or block.context.area or i > last:
            continue
        level = block.context.heading
        have = set(words(page.text[block.start : block.end]))
        likeness = max((overlap(have, want) for want in wanted), default=0.0)
        if not level and (likeness < 0.9 or len(have) < 4 or block.context.aside):
            continue
        score = likeness + {1: 0.5, 2: 0.2}.get(level, 0.0)
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


def zones_of(page: Page, kinds: list[ZoneKind]) -> tuple[Zone, ...]:
    """One zone a block in the article, one for each run of furniture, one for each comment."""
    zones: list[Zone] = []
    i = 0
    while i < len(kinds):
        j = i + 1
        if kinds[i] == "navigation":
            while j < len(kinds) and kinds[j] == "navigation":
                j += 1
        elif kinds[i] == "comment":
            key = page.blocks[i].context.comment
            while j < len(kinds) and kinds[j] == "comment" and page.blocks[j].context.comment == key:
                j += 1
        zones.append(zone_of(page, kinds[i], page.blocks[i:j]))
        i = j
    return tuple(zones)


def zone_of(page: Page, kind: ZoneKind, blocks: list[Block]) -> Zone:
    """One zone over neighbouring blocks; in a comment area, what is in no comment's own container is furniture."""
    start, end = blocks[0].start, blocks[-1].end
    if kind != "comment":
        return Zone(start=start, end=end, kind=kind)
    if not blocks[0].context.comment:
        return Zone(start=start, end=end, kind="navigation")
    return Zone(start=start, end=end, kind=kind, comment=comment_of(page, blocks))


REPLY = re.compile(
    r"\b(?:in )?(?:reply to|antwort (?:an|auf)|en réponse à|en respuesta a|in risposta a|ответ(?:ить)?)"
    r"\s*:?\s*@?([^,\n]{1,60})",
    re.IGNORECASE,
)


def comment_of(page: Page, blocks: list[Block]) -> Comment:
    """Author, time and reply of a comment, as its short blocks give them; empty where they do not."""
    found = {"who": "", "when": "", "reply": ""}
    for block in blocks:
        text = page.text[block.start : block.end]
        reply = REPLY.search(text) if len(text) < 120 else None
        if reply and not found["reply"]:
            found["reply"] = reply.group(1).strip()
            text = (text[: reply.start()] + text[reply.end() :]).strip(" ,-–—|·")
        role = block.context.role
        if role in {"who", "when"} and not found[role] and len(text) < 80:
            found[role] = text
    return Comment(author=found["who"], reply_to=found["reply"], when=found["when"])
