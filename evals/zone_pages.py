"""The invented pages of evals/zones: what each says of itself, and the texts that scrapers make of it.

A page is HTML in which an attribute `z` gives the kind of all text in an element: `z="related"`, `z="byline|dateline"`
where either is right, `z="comment; by=Ann; to=Bob?; at=May 3, 2021"` for a comment (`a|b`: either; `?`: may stay
empty). A comment in front gives title, author, outlet, published, parts, origins. `plain` takes all that off again.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree, html

BLOCKS = frozenset(
    "p div h1 h2 h3 h4 ul ol li blockquote article section header footer nav main aside figure figcaption table tr td"
    " form dl dt dd body html amp-consent".split()
)
LINES_APART = frozenset("p h1 h2 h3 h4 li blockquote tr figcaption".split())
UNSEEN = frozenset("head script style".split())
EXPECTED = re.compile(r"\A<!--expect (.*?)-->\n", re.DOTALL)
MARK = re.compile(r' z="[^"]*"')


@dataclass
class Said:
    """One run of a page's text with what is right to say of it."""

    text: str
    kinds: tuple[str, ...]
    comment: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


@dataclass
class InventedPage:
    """A page as it would be served, with what a careful reader would say of it."""

    name: str
    markup: str
    runs: list[Said]
    expected: dict[str, Any]

    def forms(self) -> dict[str, str]:
        """The page as HTML and as the texts that a copy or a scraper makes of it; few pages exist as text alone."""
        made = {
            "html": self.markup,
            "visible": visible(self.markup),
            "dump": dump(self.markup),
            "nodes": nodes(self.markup),
            "glued": glued(self.markup),
        }
        wanted = self.expected.get("forms", list(made))
        return {name: text for name, text in made.items() if name in wanted}


def pages_in(folder: Path) -> list[InventedPage]:
    """The pages of a folder, by name."""
    return [page_of(path.stem, path.read_text("utf8")) for path in sorted(folder.glob("*.html"))]


def page_of(name: str, marked: str) -> InventedPage:
    """A page and what its marks say."""
    head = EXPECTED.match(marked)
    body = marked[head.end() :] if head else marked
    expected = json.loads(head[1]) if head else {}
    return InventedPage(name, MARK.sub("", body), list(runs_of(tree_of(body))), expected)


def tree_of(markup: str) -> etree._Element:
    return html.document_fromstring(markup.encode("utf8"), parser=html.HTMLParser(encoding="utf8"))


def texts_in(
    element: etree._Element, mark: str = "", tags: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every text of the visible page with its mark and the elements around it."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    mark, tags = element.get("z", mark), (*tags, element.tag)
    if element.text:
        yield element.text, mark, tags
    for child in element:
        yield from texts_in(child, mark, tags)
        if child.tail:
            yield child.tail, mark, tags


def runs_of(root: etree._Element) -> Iterator[Said]:
    """What the marks say, one run a text."""
    for text, mark, tags in texts_in(root):
        if mark and text.strip():
            kinds, *fields = (part.strip() for part in mark.split(";"))
            comment = dict(f.split("=", 1) for f in fields)
            yield Said(" ".join(text.split()), tuple(kinds.split("|")), comment, tags)


def visible(markup: str) -> str:
    """What a browser copies: a line a block, an empty line around paragraphs, inline texts as they touch."""
    return shut("".join(_flow(tree_of(markup), two=frozenset({"p"}))))


def shut(text: str) -> str:
    """The text with one break between two blocks, or two where one of them wants an empty line beside it."""
    return re.sub(r"\s*[\x01\x02][\s\x01\x02]*", lambda m: "\n\n" if "\x02" in m.group() else "\n", text).strip() + "\n"


def glued(markup: str) -> str:
    """What a careless scraper keeps: a line a paragraph, heading and item; all else stands glued together."""
    return shut("".join(_flow(tree_of(markup), two=frozenset(), ends=LINES_APART)))


def nodes(markup: str) -> str:
    """Each text of the tree on a line of its own, so that a link breaks a sentence."""
    return "\n".join(" ".join(t.split()) for t, _, _ in texts_in(tree_of(markup)) if t.strip()) + "\n"


def _flow(element: etree._Element, two: frozenset[str], ends: frozenset[str] = BLOCKS) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    gap = "\x02" if element.tag in two else "\x01" if element.tag in ends else ""
    yield gap
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _flow(child, two, ends)
        tail = re.sub(r"\s+", " ", child.tail or "")
        yield tail.lstrip() if child.tag in ends else tail
    yield gap


def dump(markup: str) -> str:
    """What a text browser prints: indented lines of at most 79 characters, numbered links, their list at the foot."""
    root, links = tree_of(markup), 0
    for element in list(root.iter("a", "button")):
        if element.tag == "a":
            links += 1
        element.text = (f"[{links}]" if element.tag == "a" else "(BUTTON) ") + (element.text or "")
    for item in root.iter("li"):
        item.text = "* " + (item.text or "").lstrip()
    text = "".join(_flow(root, two=frozenset({"p", "h1", "h2", "h3", "ul", "ol", "blockquote"})))
    lines = []
    for line in shut(text).strip().split("\n"):
        deep = "     " if line.startswith("* ") else "   "
        lines += textwrap.wrap(line.strip(), 79, initial_indent=deep, subsequent_indent=deep) or [""]
    if links:
        lines += ["", "References", ""] + [f"   {n}. https://site.example/{n}" for n in range(1, links + 1)]
    return "\n".join(lines) + "\n"
