"""A page's tree to its readable text, made once, and the blocks that the text is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

DROPPED = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "textarea",
        "datalist",
        "select",
        "frameset",
    }
)
PARAGRAPHS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "main",
        "aside",
        "header",
        "footer",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figure",
        "figcaption",
        "ul",
        "ol",
        "dl",
        "table",
        "form",
        "fieldset",
        "pre",
        "address",
        "details",
        "hr",
        "body",
        "html",
        "center",
    }
)
LINES = frozenset(
    {
        "li",
        "dt",
        "dd",
        "tr",
        "caption",
        "legend",
        "summary",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "button",
        "td",
        "th",
        "label",
        "output",
        "dialog",
        "menu",
        "hgroup",
    }
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
ASIDE = frozenset({"nav", "footer", "aside", "form", "menu", "button", "dialog"})
SPACE = re.compile(r"[ \t\n\r\f]+")
BREAKS = re.compile(r" *([\n\t])[ \t]*")

COMMENT_AREA = re.compile(
    r"^(comments?|commentlist|comment[-_]?(list|area|section|thread|wrapper|container|body|content|text|item)s?"
    r"|comments[-_]?(list|area|section|wrapper|container|thread|content|block)|disqus[-_]thread|dsq-.*|wpdcom|wpd-thread.*"
    r"|wpd-comment.*|wc-thread.*|fb-comments|respond|(reader|user)s?[-_]?comments?|kommentare?|commentaires?|comentarios?"
    r"|commenti|kommentarer|reacties|discussion-thread|livefyre.*|coral-?talk.*|hyvor-talk.*|isso-thread|remark42)$",
    re.IGNORECASE,
)
COMMENT_ITEM = re.compile(
    r"^(comment|comment[-_]?(item|wrap|body|entry|container|\d+)|(div|li|wpd)?-?comm(ent)?-?[\d_]+|wpd-comment|wc-comment"
    r"|post-message|kommentar|commentaire|comentario|dsq-comment|c-comment|reply|comment-reply|user-comment)$",
    re.IGNORECASE,
)
NOT_COMMENT = re.compile(r"(count|link|form|number|icon|toggle|button|open|closed|off|status)", re.IGNORECASE)
WHO = re.compile(
    r"^(who|author|vcard|fn|user(name)?|commenter|name|comment-?author.*|wpd-comment-author|publisher-anchor-color|nick(name)?)$",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"^(when|date|time|timestamp|posted|published|comment-?(date|meta|time).*|wpd-comment-date)$", re.IGNORECASE
)
BYLINE = re.compile(
    r"^(by-?line.*|.*[-_]byline.*|author([-_]?(name|s|line|info|link|meta))?|autor(en|es)?|auteurs?|verfasser|signature|credit|"
    r"entry-author|post-author|article-author|.*__byline|.*__author)$",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^(date|dateline|.*[-_]dateline|(post|entry|article|pub|publish(ed)?|published)[-_]?(date|time|on|at|meta)|timestamp|datum|"
    r"posted-on|meta|.*__(date|time|timestamp))$",
    re.IGNORECASE,
)
STANDFIRST = re.compile(
    r"^(standfirst|dek|deck|sub-?(title|head|headline|heading)|.*[-_](standfirst|dek|subtitle|subheadline|sub-headline|intro|"
    r"summary|lead|lede|chapo|vorspann|teaser-?text)|intro(text)?|summary|chapo|sapo|vorspann|entradilla|bajada|excerpt|kicker-?text)$",
    re.IGNORECASE,
)


class Context(NamedTuple):
    """What the elements around a run of text say about it. `comment` and `area` number the containers, 0 for none."""

    tag: str = "body"
    heading: int = 0
    quote: bool = False
    caption: bool = False
    item: bool = False
    aside: bool = False
    link: bool = False
    preformatted: bool = False
    area: int = 0
    comment: int = 0
    role: str = ""
    depth: int = 0


class Block(NamedTuple):
    """A run of the text with no block boundary inside; `linked` counts its characters inside links."""

    start: int
    end: int
    context: Context
    linked: int


class Page(NamedTuple):
    """The readable text, its blocks in order, and the tree's greatest depth and number of elements."""

    text: str
    blocks: list[Block]
    depth: int
    elements: int


def tokens(element: _Element) -> list[str]:
    """The words of an element's class and id, as far as they stand in the first 400 characters."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:400].split()


def context_of(element: _Element, tag: str, outer: Context, number: int) -> Context:
    """The context inside `element`, given the one around it; `number` is the element's own."""
    words = tokens(element)
    if element.get("itemprop"):
        words.append(str(element.get("itemprop")))
    area, comment = outer.area, outer.comment
    if tag not in {"body", "html", "main"}:
        if area == 0 and any(COMMENT_AREA.match(w) and not NOT_COMMENT.search(w) for w in words):
            area = number
        if area and (
            any(COMMENT_ITEM.match(w) for w in words) or "schema.org/Comment" in (element.get("itemtype") or "")
        ):
            comment = number
    return Context(
        tag=tag if tag in PARAGRAPHS or tag in LINES else outer.tag,
        heading=HEADINGS.get(tag, 0 if tag in PARAGRAPHS and tag != "div" else outer.heading),
        quote=outer.quote or tag == "blockquote",
        caption=outer.caption or tag == "figcaption" or "wp-caption-text" in words,
        item=tag in {"li", "dd", "dt"} or (outer.item and tag not in {"article", "section"}),
        aside=outer.aside or tag in ASIDE,
        link=outer.link or tag == "a",
        preformatted=outer.preformatted or tag == "pre",
        area=area,
        comment=comment,
        role=role_of(words, tag, outer.role, area > 0),
        depth=outer.depth + 1,
    )


def role_of(words: list[str], tag: str, outer: str, commented: bool) -> str:
    """The role that class names give: who, when (in comments), byline, dateline, standfirst."""
    pairs: tuple[tuple[str, re.Pattern[str]], ...]
    if commented:
        pairs = (("when", WHEN), ("who", WHO))
    elif tag in {"article", "main", "section", "header", "body"}:
        return ""
    else:
        pairs = (("byline", BYLINE), ("dateline", DATELINE), ("standfirst", STANDFIRST))
    for role, pattern in pairs:
        if any(pattern.match(word) for word in words):
            return role
    if tag == "time":
        return "when" if commented else "dateline"
    return outer


class Writer:
    """Collects the text of a page block by block."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.buffer: list[tuple[str, Context]] = []
        self.gap = ""

    def add(self, text: str, context: Context) -> None:
        """Collects a run of text; outside `pre` its spaces, tabs and line breaks are collapsed."""
        if not context.preformatted:
            text = SPACE.sub(" ", text)
        if text:
            self.buffer.append((text, context))

    def separate(self, gap: str) -> None:
        """A block boundary: what was collected becomes blocks, and `gap` stands before the next one."""
        if self.buffer:
            self.flush()
        if len(gap) > len(self.gap):
            self.gap = gap

    def flush(self) -> None:
        """Makes blocks of what was collected; two line breaks in a row outside `pre` end a block."""
        piece: list[tuple[str, Context]] = []
        for text, context in self.buffer:
            if text == "\n" and not context.preformatted and piece and double_break(piece):
                self.write(piece)
                self.gap, piece = "\n\n", []
            else:
                piece.append((text, context))
        self.write(piece)
        self.buffer = []

    def write(self, piece: list[tuple[str, Context]]) -> None:
        """Writes one block under the context of its longest run of text; nothing but white space is dropped.

        A name's or a date's role goes when half of the block, or more, has another one.
        """
        text = BREAKS.sub(r"\1", SPACE_RUNS.sub(" ", "".join(part for part, _ in piece))).strip(" \t\n\r\f")
        if not text.strip():
            return
        named = [(part.strip(), context) for part, context in piece if part.strip()]
        linked = sum(len(part) for part, context in named if context.link)
        roles = {context.role for _, context in named}
        context = max(named, key=lambda pair: len(pair[0]))[1]
        if len(roles) > 1 and context.role in {"who", "when", "byline", "dateline"}:
            share = sum(len(part) for part, other in named if other.role == context.role)
            context = context if share * 2 > sum(len(part) for part, _ in named) else context._replace(role="")
        if self.parts:
            self.parts.append(self.gap or "\n")
            self.length += len(self.gap or "\n")
        self.gap = ""
        self.blocks.append(Block(self.length, self.length + len(text), context, linked))
        self.parts.append(text)
        self.length += len(text)


SPACE_RUNS = re.compile(r" {2,}")


def double_break(piece: list[tuple[str, Context]]) -> bool:
    """True when the last thing collected, white space aside, is a line break: a second one makes a paragraph."""
    for text, _ in reversed(piece):
        if text == "\n":
            return True
        if text.strip():
            return False
    return False


def page_of(tree: _Element) -> Page:
    """The readable text of a parsed page: white space collapsed, paragraphs apart by a blank line."""
    writer = Writer()
    contexts = [Context()]
    deepest, elements, skipped = 0, 0, 0
    stack: list[tuple[_Element, bool]] = [(tree, True)]
    while stack:
        element, opening = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if opening:
            elements += 1
            if not tag or tag in DROPPED:
                skipped += 1
                add_tail(writer, element, contexts[-1])
                continue
            context = context_of(element, tag, contexts[-1], elements)
            deepest = max(deepest, context.depth)
            if context.area and context.role != contexts[-1].role:
                writer.separate("\n")
            open_element(writer, tag, context)
            contexts.append(context)
            if element.text:
                writer.add(element.text, context)
            stack.append((element, False))
            stack.extend((child, True) for child in element.iterchildren(reversed=True))
        else:
            inner = contexts.pop()
            close_element(writer, tag, inner)
            if inner.area and inner.role != contexts[-1].role:
                writer.separate("\n")
            add_tail(writer, element, contexts[-1])
    writer.separate("")
    return Page("".join(writer.parts), writer.blocks, deepest, elements)


def add_tail(writer: Writer, element: _Element, outer: Context) -> None:
    """Collects the text behind an element, which belongs to the element around it."""
    if element.tail:
        writer.add(element.tail, outer)


def open_element(writer: Writer, tag: str, context: Context) -> None:
    """What the start of an element puts into the text: a gap, a tab, a line break or a quotation mark."""
    if tag in PARAGRAPHS:
        writer.separate("\n\n" if tag not in {"div", "ul", "ol"} else "\n")
    elif tag in {"td", "th"}:
        if writer.buffer:
            writer.buffer.append(("\t", context))
    elif tag in LINES:
        writer.separate("\n")
    elif tag == "br":
        writer.buffer.append(("\n", context))
    elif tag == "q":
        writer.buffer.append(("“", context))


def close_element(writer: Writer, tag: str, context: Context) -> None:
    """What the end of an element puts into the text: a gap before the next block, or a quotation mark."""
    if tag in PARAGRAPHS:
        writer.separate("\n\n" if tag not in {"div", "ul", "ol"} else "\n")
    elif tag in LINES and tag not in {"td", "th"}:
        writer.separate("\n")
    elif tag == "q":
        writer.buffer.append(("”", context))
