"""What the JSON-LD of a page says: the articles it describes, each with its people, days, sources and text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

ARTICLE_TYPES = re.compile(
    r"(?:Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|ClaimReview|Review|PressRelease)$"
)
JSON_LIMIT = 2_000_000
"""Characters: a longer block is left out."""
OBJECTS = 1000
"""So many objects of a page are looked at."""
DEEP = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed", "review")
BASED_ON = ("isBasedOn", "isBasedOnUrl", "basedOn", "translationOfWork", "exampleOfWork", "isPartOfOriginal")


def objects(tree: _Element) -> list[dict[str, Any]]:
    """All objects in the page's blocks of JSON-LD; a block that is no JSON or too long is left out."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) <= JSON_LIMIT:
            found += within(parsed(text))
    return found[:OBJECTS]


def parsed(text: str) -> Any:
    """The value of a block of JSON, with the mistakes forgiven that pages make; none when there is no hope."""
    text = text.strip().removeprefix("<!--").removeprefix("//").strip().removeprefix("<![CDATA[")
    text = text.removesuffix("-->").strip().removesuffix("]]>").strip().removesuffix("//").strip().rstrip(";")
    for candidate in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def within(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a block: the top ones, and those in the places that hold the page's own."""
    queue = [data]
    for _ in range(OBJECTS):
        if not queue:
            return
        current = queue.pop(0)
        if isinstance(current, list):
            queue.extend(current[:200])
        elif isinstance(current, dict):
            yield current
            queue.extend(current[key] for key in DEEP if isinstance(current.get(key), dict | list))


def articles(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the objects that describe an article."""
    return [item for item in found if any(ARTICLE_TYPES.search(kind) for kind in kinds(item))]


def kinds(item: dict[str, Any]) -> list[str]:
    """The types of an object."""
    value = item.get("@type")
    return [k for k in (value if isinstance(value, list) else [value]) if isinstance(k, str)]


def readings(item: dict[str, Any], known: dict[str, dict[str, Any]]) -> Iterator[tuple[str, object, str]]:
    """Field, value and place of what an article says of itself; `known` are the page's objects by their @id."""
    yield "title", unescaped(item.get("headline") or item.get("name")), "JSON-LD headline"
    yield "published", item.get("datePublished"), "JSON-LD datePublished"
    if "datePublished" not in item:
        yield "published", item.get("dateCreated"), "JSON-LD dateCreated"
    yield "updated", item.get("dateModified"), "JSON-LD dateModified"
    yield "language", first_name(item.get("inLanguage")), "JSON-LD inLanguage"
    yield "author", ", ".join(names(item.get("author") or item.get("creator"), known)), "JSON-LD author"
    for key in ("publisher", "sourceOrganization"):
        yield "outlet", ", ".join(names(item.get(key), known)), f"JSON-LD {key}"
    for key in ("url", "mainEntityOfPage"):
        yield "url", address(item.get(key)), f"JSON-LD {key}"
    for key in BASED_ON:
        for value in several(item.get(key))[:20]:
            yield "based_on", address(value) or ", ".join(names(value, known)), f"JSON-LD {key}"


def by_id(found: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The objects that have a name of their own to refer to, by it: the one that says most."""
    known: dict[str, dict[str, Any]] = {}
    for item in found:
        name = item.get("@id")
        if isinstance(name, str) and len(item) > len(known.get(name, {})):
            known[name] = item
    return known


def bodies(items: Iterable[dict[str, Any]]) -> list[str]:
    """The texts that articles are declared to have, markup taken out."""
    found = (item.get("articleBody") for item in items)
    return [plain(body) for body in found if isinstance(body, str)]


def plain(body: str) -> str:
    """A declared text without tags and with its character references resolved."""
    text = html.unescape(body)
    return re.sub(r"</?[a-zA-Z][^<>]{0,500}>", "\n", text) if "<" in text else text


def unescaped(value: object) -> object:
    """A string with its character references (`&amp;`) resolved; anything else as it is."""
    return html.unescape(value) if isinstance(value, str) else value


def several(value: Any) -> list[Any]:
    """A value as a list, which it may be already."""
    return value if isinstance(value, list) else [] if value is None else [value]


def first_name(value: Any) -> object:
    """The first of several values, or the name of an object."""
    first = several(value)[0] if several(value) else None
    return (first.get("alternateName") or first.get("name")) if isinstance(first, dict) else first


def address(value: Any) -> str:
    """The web address in a value: a string, or an object's url or @id."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    return value if isinstance(value, str) and re.match(r"https?://", value) else ""


def names(value: Any, known: dict[str, dict[str, Any]], depth: int = 4) -> list[str]:
    """Names in a string, in an object's `name`, or in the first 20 parts of a list, each once; none nested deeper."""
    if depth == 0:
        return []
    if isinstance(value, list):
        return list(dict.fromkeys(name for part in value[:20] for name in names(part, known, depth - 1)))
    if isinstance(value, dict):
        other = known.get(str(value.get("@id"))) if "name" not in value and "@id" in value else None
        return names((other or value).get("name"), known, depth - 1)
    return [str(unescaped(value)).strip()] if isinstance(value, str) and value.strip() else []
