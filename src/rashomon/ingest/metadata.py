"""What a page says about itself: title, outlet, author, date and language, each reading kept as a signal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rashomon.records import Signal

if TYPE_CHECKING:
    from lxml.etree import _Element

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting)$")
ISO_START = re.compile(r"\s*(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9])[/-]?(0[1-9]|[12]\d|3[01]|[1-9])(?:[/.-]|$)")
WEB_ADDRESS = re.compile(r"^(?:https?:)?//|^www\.", re.IGNORECASE)
LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_].*)?$")
TITLE_TAIL = re.compile(r"\s+[|–—·»:-]+\s+")
META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "parsely-title", "sailthru.title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright-holder", "twitter:site"),
    "author": (
        "author",
        "article:author",
        "dc.creator",
        "byl",
        "parsely-author",
        "sailthru.author",
        "og:article:author",
    ),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "article.published",
        "ptime",
    ),
    "language": ("og:locale", "content-language", "dc.language", "language"),
}
JSON_LIMIT = 2_000_000
MAX_VALUE = 500


def metadata(tree: _Element) -> list[Signal]:
    """Every reading of the page's metadata, for each field the most trustworthy first."""
    found: list[Signal] = []
    found += from_json_ld(tree)
    found += from_metas(tree)
    found += from_elements(tree)
    found += from_address(tree)
    if not any(s.field == "published" for s in found):
        found += from_htmldate(tree)
    missing = {"title", "outlet", "author"} - {s.field for s in found}
    if missing:
        found += from_extractor(tree, missing)
    unique = dict.fromkeys((s.field, s.value, s.where) for s in found)
    return [Signal(field=field, value=value, where=where) for field, value, where in unique]


def signal(field: str, value: object, where: str) -> Iterator[Signal]:
    """A signal, when the value is of use: white space collapsed, dates as ISO, addresses never a name."""
    if not isinstance(value, str):
        return
    value = " ".join(value.replace("\x00", " ").split())
    if field == "published":
        match = ISO_START.match(value)
        value = real_day(*match.groups()) if match else written_date(value)
    elif field == "language":
        match = LANGUAGE.match(value)
        value = match.group(1).lower() if match else ""
    elif field in {"author", "outlet"}:
        value = "" if WEB_ADDRESS.match(value) else re.sub(r"^(?:by|von|par|por|di)\s+", "", value, flags=re.IGNORECASE)
        value = value.lstrip("@")
    if value and len(value) <= MAX_VALUE:
        yield Signal(field=field, value=value, where=where)


def real_day(year: str, month: str, day: str) -> str:
    """The day in three groups of digits as YYYY-MM-DD, or nothing when the calendar has none such."""
    from rashomon.ingest.dates import iso

    return iso({"y": year, "m": month, "d": day})


def written_date(value: str) -> str:
    """The first full date in the first 400 characters as YYYY-MM-DD, or nothing."""
    from rashomon.ingest.dates import date_in

    return date_in(value)


def from_json_ld(tree: _Element) -> Iterator[Signal]:
    """What JSON-LD says about articles; blocks that are no JSON or over 2 million characters are left out."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) > JSON_LIMIT:
            continue
        try:
            data = json.loads(text.strip().removeprefix("<![CDATA[").removesuffix("]]>"), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in items(data):
            kinds = item.get("@type")
            if any(
                isinstance(k, str) and ARTICLE_TYPES.search(k) for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield from from_article(item)


def items(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block: the top ones, and those under @graph and mainEntity."""
    queue = [data]
    for _ in range(1000):
        if not queue:
            return
        current = queue.pop(0)
        if isinstance(current, list):
            queue.extend(current[:200])
        elif isinstance(current, dict):
            yield current
            queue.extend(
                current[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart") if key in current
            )


def from_article(item: dict[str, Any]) -> Iterator[Signal]:
    """Signals of one JSON-LD article; the day of its creation only where no day of publication stands."""
    yield from signal("title", unescaped(item.get("headline")), "JSON-LD headline")
    yield from signal("published", item.get("datePublished"), "JSON-LD datePublished")
    yield from signal("language", item.get("inLanguage"), "JSON-LD inLanguage")
    yield from signal("author", ", ".join(names(item.get("author"))), "JSON-LD author")
    yield from signal("outlet", ", ".join(names(item.get("publisher"))), "JSON-LD publisher")
    if "datePublished" not in item:
        yield from signal("published", item.get("dateCreated"), "JSON-LD dateCreated")


def unescaped(value: object) -> object:
    """A string with its character references (`&amp;`) resolved; anything else as it is."""
    import html

    return html.unescape(value) if isinstance(value, str) else value


def names(value: object, depth: int = 4) -> list[str]:
    """Names in a string, in an object's `name`, or in the first 20 parts of a list, each once; none nested deeper."""
    if depth == 0:
        return []
    if isinstance(value, list):
        return list(dict.fromkeys(name for part in value[:20] for name in names(part, depth - 1)))
    if isinstance(value, dict):
        return names(value.get("name"), depth - 1)
    return [str(unescaped(value)).strip()] if isinstance(value, str) and value.strip() else []


def from_metas(tree: _Element) -> Iterator[Signal]:
    """Signals of meta elements, for each field in the order of `META`; all authors under one key are one signal."""
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or "").lower()
        content = meta.get("content") or meta.get("value")
        if key and content:
            values.setdefault(key, []).append(content)
    for field, keys in META.items():
        for key in keys:
            found = values.get(key, [])
            joined = found if field != "author" else [", ".join(v for v in found if not WEB_ADDRESS.match(v))]
            for value in joined[:1]:
                yield from signal(field, value, f"meta {key}")


def inner(element: _Element) -> str:
    """The text inside an element at any depth, white space as it stands."""
    return "".join(str(part) for part in element.itertext())


def from_elements(tree: _Element) -> Iterator[Signal]:
    """Signals of the elements html, title, h1 and time, and of elements marked as day or author."""
    for attribute in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        yield from signal("language", tree.get(attribute), "html lang")
    title = next(tree.iter("title"), None)
    if title is not None:
        text = " ".join(inner(title).split())
        yield from signal("title", text, "title element")
        yield from from_title_tail(text)
    for heading in tree.iter("h1"):
        yield from signal("title", inner(heading), "h1")
        break
    for time in list(tree.iter("time"))[:3]:
        if any("comment" in (a.get("class") or "").lower() for a in time.iterancestors()):
            continue
        yield from signal("published", time.get("datetime") or inner(time), "time element")
    for element in tree.iterfind(".//*[@itemprop]"):
        name = element.get("itemprop") or ""
        if name == "datePublished":
            yield from signal("published", element.get("content") or element.get("datetime"), "itemprop datePublished")
    for element in tree.iterfind(".//*[@rel='author']"):
        yield from signal("author", inner(element), "rel=author")
        break
    yield from from_classes(tree)


def from_classes(tree: _Element) -> Iterator[Signal]:
    """A short element whose class says byline or author: its first line without "By"."""
    for element in tree.iterfind(".//*[@class]"):
        if {"byline", "author", "author-name", "byline__name"} & set((element.get("class") or "").lower().split()):
            text = " ".join(inner(element).split())
            if 3 <= len(text) <= 80:
                yield from signal("author", text, f"class {element.get('class')}"[:80])
                return


def from_title_tail(text: str) -> Iterator[Signal]:
    """The outlet, where the title element ends in " | Outlet" or " - Outlet" with few words."""
    parts = TITLE_TAIL.split(text)
    if len(parts) > 1 and 0 < len(parts[-1].split()) <= 5 and len(parts[0].split()) >= 3:
        yield from signal("outlet", parts[-1], "end of the title element")


def from_address(tree: _Element) -> Iterator[Signal]:
    """The day and the host in the page's canonical address."""
    addresses = [
        link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    addresses += [m.get("content") for m in tree.iter("meta") if (m.get("property") or "").lower() == "og:url"]
    for address in addresses[:3]:
        match = URL_DATE.search(address or "")
        if match:
            year, month, day = (int(part) for part in match.groups())
            yield from signal("published", f"{year:04}-{month:02}-{day:02}", "date in the canonical address")
        host = re.match(r"https?://(?:www\.)?([^/:@\s]{3,80})", address or "")
        if host:
            yield from signal("outlet", host.group(1), "host of the canonical address")


def from_htmldate(tree: _Element) -> Iterator[Signal]:
    """The last resort for a date; fixed bounds, because the outside tool's own would ask the clock."""
    import copy
    import logging

    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)

    page: Any = copy.deepcopy(tree)  # an HtmlElement, as lxml.html's parser makes them
    try:
        day = find_date(
            page,
            extensive_search=False,
            original_date=True,
            min_date="1990-01-01",
            max_date="2099-12-31",
        )
    except Exception:  # a guess that fails, however it fails, is no guess
        return
    if day and stands_in(tree, day):
        yield from signal("published", day, "htmldate's reading of the page")


def stands_in(tree: _Element, day: str) -> bool:
    """True when the page itself writes this day: the outside tool fills in the first of a month for a missing day."""
    from lxml import etree

    year, month, number = day.split("-")
    forms = (
        day,
        f"{year}/{month}/{number}",
        year + month + number,
        f"{number}.{month}.{year}",
        f"{number}/{month}/{year}",
    )
    markup = etree.tostring(tree, encoding="unicode")
    if any(form in markup for form in (*forms, f"{month}/{number}/{year}")):
        return True
    return any(len(text) < 200 and written_date(str(text)) == day for text in tree.itertext())


def from_extractor(tree: _Element, missing: set[str]) -> Iterator[Signal]:
    """The outside extractor's reading of the fields in `missing`; none when it fails."""
    import copy
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from trafilatura.metadata import extract_metadata

    page: Any = copy.deepcopy(tree)
    try:
        found = extract_metadata(
            page,
            date_config={"extensive_search": False, "min_date": "1990-01-01", "max_date": "2099-12-31"},
            extensive=False,
        )
    except Exception:  # as above
        return
    pairs = (("title", found.title), ("outlet", found.sitename), ("author", found.author))
    for field, value in pairs:
        if field in missing:
            yield from signal(field, value, "trafilatura's reading of the page")
