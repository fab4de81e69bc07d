"""What the elements around a run of text say about it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rashomon.ingest.pages.html_words import NOTHING, said
from rashomon.records import ZoneKind

if TYPE_CHECKING:
    from lxml.etree import _Element

PARAGRAPHS = frozenset(
    {"p", "div", "section", "article", "main", "aside", "header", "footer", "nav", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "blockquote", "figure", "figcaption", "ul", "ol", "dl", "table", "form", "fieldset", "pre"}
    | {"address", "details", "hr", "body", "html", "center"}
)
LINES = frozenset(
    {"li", "dt", "dd", "tr", "caption", "legend", "summary", "thead", "tbody", "tfoot", "option", "button"}
    | {"td", "th", "label", "output", "dialog", "menu", "hgroup"}
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
ASIDE = frozenset({"nav", "footer", "aside", "form", "menu", "button", "dialog"})
ROOTS = frozenset({"body", "html", "main"})
CONTAINERS = frozenset(
    {
        "div",
        "section",
        "article",
        "main",
        "td",
        "th",
        "body",
        "html",
        "aside",
        "center",
        "form",
        "header",
        "footer",
        "nav",
    }
)
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "s",
        "small",
    }
    | {"span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "br", "img"}
)


class Context(NamedTuple):
    """What the elements around a run of text say about it.

    `area`, `comment`, `boxed` (what its words call furniture), `container` and `article` number the innermost elements
    that hold it, 0 for none. `link` is 1 inside a link, 2 when that leads to another site.
    """

    tag: str = "body"
    heading: int = 0
    quote: bool = False
    caption: bool = False
    item: bool = False
    aside: bool = False
    link: int = 0
    preformatted: bool = False
    area: int = 0
    comment: int = 0
    role: str = ""
    boxed: int = 0
    container: int = 0
    article: int = 0


class Item(NamedTuple):
    """An element that may hold one comment: the one around it, the digits of its id, its kind of element."""

    parent: int
    key: str
    signature: str


class Tree(NamedTuple):
    """What is known of elements by their numbers, and the page's host.

    Comments, the article and the container around each, furniture with the furniture around it, times in attributes.
    """

    items: dict[int, Item]
    articles: dict[int, int]
    containers: dict[int, int]
    boxes: dict[int, tuple[ZoneKind, int]]
    stamps: dict[int, str]
    host: str


def tokens(element: _Element) -> str:
    """The words of an element's class, id and itemprop, as far as they stand in the first 400 characters."""
    get = element.get
    kind, name, prop = get("class"), get("id"), get("itemprop")
    return f"{kind or ''} {name or ''} {prop or ''}"[:400] if kind or name or prop else ""


class Meaning(NamedTuple):
    """What all the words of an element say together."""

    area: bool = False
    item: bool = False
    inside: str = ""
    outside: str = ""
    box: ZoneKind | None = None
    caption: bool = False


SILENT = Meaning()


@lru_cache(maxsize=8192)
def meaning(words: str) -> Meaning:
    """The meaning of a class, an id and an itemprop written one after the other; the first word that says it counts."""
    parts = words.split()
    each = [s for s in map(said, parts) if s is not NOTHING]
    caption = "wp-caption-text" in parts
    if not each and not caption:
        return SILENT
    return Meaning(
        area=any(s.area for s in each),
        item=any(s.item for s in each),
        inside=next(
            (s.inside for s in each if s.inside and s.inside != "post"), "post" if any(s.inside for s in each) else ""
        ),
        outside=next((s.outside for s in each if s.outside), ""),
        box=next((s.box for s in each if s.box), None),
        caption=caption,
    )


def context_of(element: _Element, tag: str, outer: Context, number: int, tree: Tree) -> Context:
    """The context inside `element`, given the one around it; `number` is the element's own."""
    words = tokens(element)
    if not words and tag in INLINE:
        return outer._replace(link=link_of(element, tree.host)) if tag == "a" and not outer.link else outer
    says = meaning(words) if words else SILENT
    area, comment, boxed = outer.area, outer.comment, outer.boxed
    container, article = outer.container, outer.article
    if tag not in ROOTS:
        if not area and says.area:
            area = number
        if comment_here(element, tag, says, area):
            area = area or number
            tree.items[number] = Item(comment, digits(words), signature(tag, words))
            comment = number
        if says.box and not area:
            tree.boxes[number] = (says.box, boxed)
            boxed = number
    if tag in CONTAINERS:
        tree.containers[number] = container
        container = number
        if tag == "article" and not area:
            tree.articles[number] = article
            article = number
    role = role_of(says, tag, outer.role, area > 0)
    if role == "when" and comment and comment not in tree.stamps:
        note_stamp(element, comment, tree)
    return Context(
        tag if tag in PARAGRAPHS or tag in LINES else outer.tag,
        HEADINGS.get(tag, 0 if tag in PARAGRAPHS and tag != "div" else outer.heading),
        outer.quote or tag == "blockquote",
        outer.caption or tag == "figcaption" or says.caption,
        tag in {"li", "dd", "dt"} or (outer.item and tag not in {"article", "section"}),
        outer.aside or tag in ASIDE,
        outer.link or (link_of(element, tree.host) if tag == "a" else 0),
        outer.preformatted or tag == "pre",
        area,
        comment,
        role,
        boxed,
        container,
        article,
    )


def link_of(element: _Element, host: str) -> int:
    """1 for a link, 2 for one whose host is another site's than the page's own `host` (as far as that is known)."""
    found = HOST.match(element.get("href") or "") if host else None
    return 1 if found is None or site_of(found.group(1)) == site_of(host) else 2


HOST = re.compile(r"\s*(?:https?:)?//([^/?#\s:@]{3,100})", re.IGNORECASE)


@lru_cache(maxsize=1024)
def site_of(host: str) -> str:
    """The last two names of a host, or three where the last two are short, as in co.uk."""
    names = host.lower().split(".")
    return ".".join(names[-3:] if len(names) > 2 and len(names[-2]) <= 3 else names[-2:])


def comment_here(element: _Element, tag: str, says: Meaning, area: int) -> bool:
    """Whether an element holds one comment: by its type, or by its words in an area of comments."""
    if "schema.org/Comment" in (element.get("itemtype") or "") or (tag == "article" and says.item and says.area):
        return True
    if area and tag == "li" and not says.item:
        around = element.getparent()
        words = tokens(around) if around is not None and around.tag in {"ol", "ul"} else ""
        if words and (meaning(words).area or "children" in words.split()):
            return True
    return area > 0 and tag not in INLINE and (says.item or (says.inside == "post" and tag in {"li", "article"}))


def digits(words: str) -> str:
    """The first long number in an element's words, which names the comment."""
    found = NUMBER.search(words)
    return found.group() if found else ""


NUMBER = re.compile(r"(?<=[-_])\d{1,20}(?![^\s_])")


def signature(tag: str, words: str) -> str:
    """An element's tag and first class word without digits: the same for the comments of one page."""
    return f"{tag} {re.sub(r'[0-9]+', '', words.split(maxsplit=1)[0]) if words.strip() else ''}"


def note_stamp(element: _Element, comment: int, tree: Tree) -> None:
    """Keeps the full time that an element gives in an attribute, for where the text only says how long ago."""
    for name in ("datetime", "content", "title"):
        value = " ".join((element.get(name) or "")[:80].split())
        if any(c.isdigit() for c in value):
            tree.stamps[comment] = value
            return


def role_of(says: Meaning, tag: str, outer: str, commented: bool) -> str:
    """The role that class names give: who, when, reply, said, controls (in comments), byline, dateline, standfirst."""
    if commented:
        if says.inside and says.inside != "post" and not (says.item and says.inside == "who"):
            return says.inside
        return "when" if tag == "time" else "controls" if tag == "button" else outer
    if tag in {"article", "main", "section", "header", "body"}:
        return ""
    if says.outside:
        return says.outside
    return "dateline" if tag == "time" else outer
