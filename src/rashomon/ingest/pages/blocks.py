"""A page's tree to its readable text, made once, and the blocks that the text is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rashomon.ingest.pages.html_context import LINES, PARAGRAPHS, Context, Tree, context_of

if TYPE_CHECKING:
    from lxml.etree import _Element

DROPPED = frozenset(
    {"script", "style", "template", "noscript", "head", "iframe", "object", "embed", "applet", "svg"}
    | {"math", "canvas", "audio", "video", "map", "textarea", "datalist", "select", "frameset"}
)
SPACE = re.compile(r"[ \t\n\r\f]+")
BREAKS = re.compile(r" *([\n\t])[ \t]*")


class Block(NamedTuple):
    """A run of the text with no block boundary inside.

    `linked` counts its characters inside links, `outward` those inside links to other sites.
    """

    start: int
    end: int
    context: Context
    linked: int
    outward: int = 0


class Page(NamedTuple):
    """The readable text, its blocks in order, the tree's greatest depth and number of elements, and their nesting."""

    text: str
    blocks: list[Block]
    depth: int
    elements: int
    tree: Tree

    def size(self, i: int) -> int:
        """The length of block `i` in characters."""
        return self.blocks[i].end - self.blocks[i].start


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
        outward = sum(len(part) for part, context in named if context.link == 2) if linked else 0
        roles = {context.role for _, context in named}
        context = max(named, key=lambda pair: len(pair[0]))[1]
        if len(roles) > 1 and context.role in NAMING:
            share = sum(len(part) for part, other in named if other.role == context.role)
            context = context if share * 2 > sum(len(part) for part, _ in named) else context._replace(role="")
        if self.parts:
            self.parts.append(self.gap or "\n")
            self.length += len(self.gap or "\n")
        self.gap = ""
        self.blocks.append(Block(self.length, self.length + len(text), context, linked, outward))
        self.parts.append(text)
        self.length += len(text)


NAMING = frozenset({"who", "when", "reply", "said", "controls", "byline", "dateline"})
SPACE_RUNS = re.compile(r" {2,}")


def double_break(piece: list[tuple[str, Context]]) -> bool:
    """True when the last thing collected, white space aside, is a line break: a second one makes a paragraph."""
    for text, _ in reversed(piece):
        if text == "\n":
            return True
        if text.strip():
            return False
    return False


def page_of(tree: _Element, host: str = "") -> Page:
    """The readable text of a parsed page of a host: white space collapsed, paragraphs apart by a blank line."""
    writer = Writer()
    contexts = [Context()]
    nesting = Tree({}, {}, {}, {}, {}, host)
    deepest, elements = 0, 0
    stack: list[tuple[_Element, bool]] = [(tree, True)]
    while stack:
        element, opening = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        outer = contexts[-1]
        if not opening:
            inner = contexts.pop()
            outer = contexts[-1]
            close_element(writer, tag, inner)
            if inner.area and inner.role != outer.role:
                writer.separate("\n")
            add_tail(writer, element, outer)
            continue
        elements += 1
        if not tag or tag in DROPPED:
            add_tail(writer, element, outer)
            continue
        context = context_of(element, tag, outer, elements, nesting)
        if context.area and context.role != outer.role:
            writer.separate("\n")
        open_element(writer, tag, context)
        contexts.append(context)
        deepest = max(deepest, len(contexts))
        if element.text:
            writer.add(element.text, context)
        stack.append((element, False))
        if len(element):
            stack.extend((child, True) for child in reversed(element))
    writer.separate("")
    return Page("".join(writer.parts), writer.blocks, deepest, elements, nesting)


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
