"""Feeds: RSS of every version, Atom, JSON Feed. Each entry becomes one row with named columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urljoin

from rashomon.errors import InputError
from rashomon.ingest.items import HEAD, Captured
from rashomon.ingest.tables.byte_lines import encoding_of, recoded
from rashomon.ingest.tables.objects import loads, raw_fields, raw_items, utf8, written
from rashomon.ingest.tables.references import References, escaped
from rashomon.records import Skip

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FEED = 1_000_000_000
"""Bytes of a feed; entries after that are left out, and a skip says so."""
MAX_BETWEEN = 64_000_000
"""Bytes between two entries; more is no feed."""
MAX_JSON_FEED = 200_000_000
MAX_FIELD = 2000
"""Characters of one value other than the text."""
PROLOGUE = re.compile(
    r"\ufeff?\s*+(?:<\?[^>]{0,1000}\?>\s*+|<!--(?:(?!-->).){0,4000}-->\s*+"
    r"|<!DOCTYPE[^\[>]{0,500}(?:\[(?:(?!\]\s*>).){0,60000}\]\s*)?>\s*+)*+"
    r"<(?:[A-Za-z][\w.-]{0,20}:)?(?P<root>rss|feed|RDF|opml)(?P<rest>[\s>][^>]{0,4000})",
    re.DOTALL,
)
ENTRIES = ("item", "entry")
JSON_FEED = re.compile(rb"\"version\"\s*:\s*\"(?:https?:)?[/\\]*jsonfeed\.org[/\\]+version")
XMLNS = re.compile(r" xmlns(?::[\w.-]{1,40})?=\"[^\"<>]{0,300}\"")
JSON_NAMES = {"id": "id", "url": "url", "date_published": "published", "date_modified": "updated"}
JSON_NAMES["external_url"] = "based_on"
ROOTS = frozenset({"channel", "rss", "feed", "RDF"})
LINKS = frozenset({"link", "origLink", "guid", "id"})


def root_of(head: bytes) -> tuple[str, str]:
    """The name of the first element (rss, feed, RDF, opml) and what stands behind it; empty for anything else."""
    start = head[:1000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        return "", ""
    text = head.decode(encoding_of(head) if b"\x00" in head[:100] else "latin-1", "replace").lstrip("ï»¿")
    match = PROLOGUE.match(text)
    return (match.group("root"), text[match.start("rest") :]) if match else ("", "")


def is_json_feed(head: bytes) -> bool:
    """Whether an object names the version of JSON Feed that it follows."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and JSON_FEED.search(head) is not None


class Feed:
    """RSS 0.9x, 1.0 and 2.0, and Atom 0.3 and 1.0, streamed."""

    name = "feed"
    transcribes = True

    def recognises(self, item: Captured) -> bool:
        """The first element is a feed's own, whatever was declared before it."""
        try:
            root, rest = root_of(item.head(HEAD))
        except (InputError, OSError, ValueError):
            return False
        if root == "RDF":
            return "rss/1.0" in rest or "rss/0.9" in rest or "rdf/simple/0.9" in rest or "<channel" in rest
        if root == "feed":
            return "Atom" in rest[:4000] or "purl.org/atom" in rest[:4000] or "<entry" in rest
        return root == "rss" and any(mark in rest for mark in ("<channel", "<item", "version="))

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """Each entry as a JSON object; a feed that breaks off gives the entries before the break and a skip."""
        number, said = 0, False
        try:
            with item.open() as file:
                for found in entries(file, item.head(HEAD)):
                    if isinstance(found, str):
                        said = True
                        yield skip(item, found)
                        continue
                    number += 1
                    if found:
                        yield entry(item, number, found)
                    else:
                        yield skip(item, f"entry {number} holds neither a title nor a text")
        except InputError as error:
            said = True
            yield skip(item, str(error).removeprefix(f"{item.name}: "))
        if not number and not said:
            yield skip(item, "a feed without entries; the address it came from may ask for a login")


def entries(file: BinaryIO, head: bytes) -> Iterator[dict[str, str] | str]:
    """The entries in order as columns and values; a reason where reading had to stop.

    No entity is resolved and nothing is fetched; what has been read is let go of, so memory is bounded by one entry.
    """
    from lxml import etree

    stream, recoder = recoded(file, head, MAX_FEED, References())
    channel: dict[str, str] = {}
    last = number = depth = inside = 0
    options: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        walk = etree.iterparse(stream, events=("start", "end"), recover=True, encoding="utf-8", **options)
        for event, element in walk:
            depth += 1 if event == "start" else -1
            name = local(element)
            if event == "start":
                inside += name in ENTRIES
                if depth == 1:
                    channel |= language_of(element)
                if recoder.taken - last > MAX_BETWEEN:
                    yield f"{MAX_BETWEEN // 1_000_000} MB without an entry; no feed is like that"
                    return
            elif name in ENTRIES:
                inside -= 1
                if not inside:
                    number, last = number + 1, recoder.taken
                    yield row_of(element, channel)
                    let_go(element)
            elif not inside and 0 < depth <= 2 and local_of_parent(element) in ROOTS:
                describe(channel, element, name)
                let_go(element)
    except (etree.XMLSyntaxError, etree.LxmlError, ValueError) as error:
        yield f"broken XML after entry {number}: {' '.join(str(error).split())[:200]}; save the feed again"
        return
    problem = broken(walk.error_log, number)
    if recoder.cut:
        yield f"more than {MAX_FEED // 1_000_000} MB; what stands after entry {number} is left out"
    elif problem:
        yield problem


def let_go(element: _Element) -> None:
    """Frees an element that has been read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def broken(log: Iterable[Any], number: int) -> str:
    """What the parser's log says is wrong with a feed of so many entries; nothing when all is well."""
    kinds = {entry.type_name for entry in log if entry.level_name == "FATAL"}
    if "ERR_RESOURCE_LIMIT" in kinds:
        return f"an element of more than 10 MB, or nested hundreds deep, after entry {number}; the rest is not read"
    if any(kind.endswith("NOT_FINISHED") for kind in kinds):
        return f"the feed breaks off after entry {number}; save it again"
    return "broken XML: entries may be missing or run into each other; save the feed again" if kinds else ""


def local_of_parent(element: _Element) -> str:
    """The name of the element around this one."""
    parent = element.getparent()
    return "" if parent is None else local(parent)


def local(element: _Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def space(element: _Element) -> str:
    """The element's namespace, lower case."""
    tag = element.tag
    return tag.rpartition("}")[0].lower() if isinstance(tag, str) else ""


def words(element: _Element | None) -> str:
    """All text in an element and its children."""
    return "" if element is None else "".join(str(part) for part in element.itertext())


def language_of(element: _Element) -> dict[str, str]:
    """The language that an attribute of the root declares."""
    code = next((value for name, value in element.attrib.items() if str(name).rpartition("}")[2] == "lang"), "")
    return {"language": str(code)} if code else {}


def describe(channel: dict[str, str], element: _Element, name: str) -> None:
    """Adds what a channel's own element says about the feed."""
    key = {"title": "outlet", "language": "language", "author": "author"}.get(name)
    if key and key not in channel:
        named = next((child for child in element if local(child) == "name"), None)
        value = clean(words(named if named is not None else element))
        if value:
            channel[key] = value
    elif name == "link" and "link" not in channel:
        address = element.get("href") or words(element).strip()
        if address and (element.get("rel") or "alternate") == "alternate":
            channel["link"] = address[:MAX_FIELD]


def clean(text: str) -> str:
    """A short value on one line."""
    return " ".join(text.split())[:MAX_FIELD]


def row_of(element: _Element, channel: dict[str, str]) -> dict[str, str]:
    """The columns of an entry; empty when it holds neither a title nor a text."""
    found: dict[str, str] = {}
    texts: dict[str, str] = {}
    for child in element:
        name, where = local(child), space(child)
        if name in {"encoded", "content", "description", "summary", "body", "xhtml_body"} and "media" not in where:
            text = markup_of(child)
            if text.strip():
                texts.setdefault("content" if name in {"encoded", "body"} else name, text)
        elif name == "title" and "media" not in where:
            found.setdefault("title", clean(markup_of(child)))
        elif name == "source":
            found |= source_of(child)
        elif name in LINKS:
            link(found, child, name)
        else:
            detail(found, child, name)
    text = next((texts[name] for name in ("content", "xhtml_body", "description", "summary") if name in texts), "")
    if not text and not found.get("title"):
        return {}
    base = channel.get("link", "")
    for key in ("url", "source_url"):
        if found.get(key):
            found[key] = absolute(base, found[key])
    if not found.get("author") and channel.get("author"):
        found["author"] = channel["author"]
    row = {key: found[key] for key in ("id", "title", "author", "published", "updated", "url") if found.get(key)}
    row |= {"outlet": channel["outlet"]} if channel.get("outlet") else {}
    row |= {"language": found.get("language") or channel["language"]} if {*found, *channel} & {"language"} else {}
    row |= {key: found[key] for key in ("source_name", "source_url") if found.get(key)}
    row["content_html"] = text
    if texts.get("description", text) != text and "summary" not in texts:
        texts["summary"] = texts["description"]
    return row | ({"summary": texts["summary"]} if texts.get("summary", text) != text else {})


def absolute(base: str, address: str) -> str:
    """An address made whole by the feed's own."""
    try:
        return urljoin(base, address)[:MAX_FIELD]
    except ValueError:
        return address


def detail(found: dict[str, str], child: _Element, name: str) -> None:
    """Who and when."""
    if name in {"creator", "author", "contributor"}:
        named = next((part for part in child if local(part) == "name"), child)
        author = person(clean(words(named)))
        if author and name == "contributor":
            found.setdefault("author", author)
        elif author and author not in found.get("author", "").split(", "):
            found["author"] = f"{found['author']}, {author}" if found.get("author") else author
    elif name in {"pubDate", "published", "issued", "date", "created"}:
        found.setdefault("published", clean(words(child)))
    elif name in {"updated", "modified"}:
        found.setdefault("updated", clean(words(child)))
    elif name in {"language", "lang"}:
        found.setdefault("language", clean(words(child)))


def person(text: str) -> str:
    """The name in RSS's "address (Name)", else all of it."""
    match = re.fullmatch(r"\S+@\S+\s+\(([^()]+)\)", text)
    return match.group(1) if match else text


def source_of(child: _Element) -> dict[str, str]:
    """The feed that an entry was taken over from: RSS's `<source url>`, Atom's source with its links."""
    address = child.get("url") or ""
    name = words(child) if not len(child) else ""
    for part in child:
        if local(part) == "title":
            name = words(part)
        elif local(part) in {"link", "id"} and not address:
            address = part.get("href") or words(part).strip()
    return {key: clean(value) for key, value in (("source_name", name), ("source_url", address)) if clean(value)}


def link(found: dict[str, str], child: _Element, name: str) -> None:
    """The entry's address and its own name; of Atom's many links the one for reading, and `via` as its origin."""
    relation = child.get("rel") or "alternate"
    address = clean(child.get("href") or words(child))
    if not address:
        return
    if name in {"guid", "id"}:
        found.setdefault("id", address)
        if name == "guid" and (child.get("isPermaLink") or "true").lower() == "true" and "://" in address:
            found.setdefault("url", address)
    elif name == "origLink" or (relation == "alternate" and "link" not in found):
        found["url"] = found["link"] = address
    elif relation in {"via", "related"}:
        found.setdefault("source_url", address)


def markup_of(child: _Element) -> str:
    """The markup or text in an element: escaped HTML as it is, elements of XHTML written out again."""
    from lxml import etree

    kind = (child.get("type") or "").lower()
    inner = [part for part in child if isinstance(part.tag, str)]
    if not inner:
        text = words(child)
        plain = kind in {"text", "text/plain"} and "<" in text
        return escaped(text) if plain else text
    parts = [child.text or "", *(etree.tostring(part, encoding="unicode", with_tail=True) for part in inner)]
    return re.sub(r"(?<=<)(/?)[A-Za-z][\w.-]*:(?=[A-Za-z])", r"\1", XMLNS.sub("", "".join(map(str, parts))))


class JsonFeed:
    """JSON Feed 1.0 and 1.1."""

    name = "json-feed"
    transcribes = True

    def recognises(self, item: Captured) -> bool:
        """An object that says which version of JSON Feed it follows."""
        try:
            head = utf8(item.head(HEAD), whole=False)
            return is_json_feed(head) and b'"items"' in (head if len(head) < HEAD else item.read(MAX_JSON_FEED))
        except (InputError, OSError, ValueError):
            return False

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """Each item with the feed's title, language and authors added."""
        try:
            data = utf8(item.read(MAX_JSON_FEED))
        except InputError as error:
            yield skip(item, str(error).removeprefix(f"{item.name}: "))
            return
        fields = raw_fields(data)
        elements = raw_items(fields.get("items", b"")) if fields is not None else None
        if fields is None or elements is None:
            yield skip(item, "a JSON feed that is no valid JSON, or has no list of items; save it again")
            return
        feed = {key: loads(raw) for key, raw in fields.items() if key in {"title", "language", "authors", "author"}}
        for number, element in enumerate(elements, 1):
            try:
                row = json_row(loads(element), feed)
            except InputError:
                row = {}
            if row:
                yield entry(item, number, row)
            else:
                yield skip(item, f"item {number} holds neither a title nor a text")


def json_row(value: Any, feed: dict[str, Any]) -> dict[str, Any]:
    """The columns of one item of a JSON Feed; empty when it holds neither a title nor a text."""
    if not isinstance(value, dict):
        return {}
    text = next((value[k] for k in ("content_html", "content_text", "summary") if isinstance(value.get(k), str)), "")
    title = value.get("title") if isinstance(value.get("title"), str) else ""
    if not text and not title:
        return {}
    row: dict[str, Any] = {new: value[old] for old, new in JSON_NAMES.items() if isinstance(value.get(old), str)}
    authors = value.get("authors") or value.get("author") or feed.get("authors") or feed.get("author")
    row |= {"author": authors} if authors else {}
    row |= {"outlet": feed["title"]} if isinstance(feed.get("title"), str) else {}
    language = value.get("language") or feed.get("language")
    row |= {"language": language} if isinstance(language, str) else {}
    column = "content_html" if value.get("content_html") else "content_text"
    return {**({"title": title} if title else {}), **row, column: text}


def entry(item: Captured, number: int, row: dict[str, Any]) -> Captured:
    """One entry as a member that is not looked into again."""
    return Captured(name=f"{item.name}/{number:04}", data=written(row), depth=item.depth + 1, final=True)


def skip(item: Captured, reason: str) -> Skip:
    """Something in this feed that could not be used."""
    return Skip(name=item.name, stage="ingest", reason=reason)


FORMATS = (Feed(), JsonFeed())
