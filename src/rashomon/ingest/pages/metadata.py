"""What a page says about itself: title, outlet, people, days, addresses and sources, each reading kept as a signal.

How far a place is to be trusted is the table's in `signals`, which fills in each `p` that is 0; only for fields that it
has nothing on is `p` set here, and those figures are judged, not counted.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from rashomon.ingest.pages.html_guesses import from_extractor, from_htmldate
from rashomon.ingest.pages.html_jsonld import articles, by_id, objects, readings
from rashomon.ingest.pages.html_readings import MAX_VALUE, UPDATED, WEB_ADDRESS, signal
from rashomon.records import Signal

if TYPE_CHECKING:
    from lxml.etree import _Element

URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9])[/-]?(0[1-9]|[12]\d|3[01]|[1-9])(?:[/.-]|$)")
TITLE_TAIL = re.compile(r"\s+[|–—·»:-]+\s+")
PARTING = "|–—·»«:•-"
SHORT_HEADING = 10
"""Characters: a shorter heading may be any word."""
TITLE_END = re.compile(r"\s+[|–—·»:-]+\s+$")
META = {
    "title": (
        "og:title",
        "twitter:title",
        "citation_title",
        "dc.title",
        "dcterms.title",
        "headline",
        "parsely-title",
        "sailthru.title",
    ),
    "outlet": (
        "og:site_name",
        "citation_journal_title",
        "citation_publisher",
        "application-name",
        "dc.publisher",
        "dcterms.publisher",
        "publisher",
        "article:publisher",
        "copyright-holder",
        "twitter:site",
    ),
    "author": (
        "author",
        "article:author",
        "citation_author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "parsely-author",
        "sailthru.author",
        "og:article:author",
    ),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "citation_publication_date",
        "citation_online_date",
        "citation_date",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "dc.date",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "article.published",
        "ptime",
    ),
    "updated": (
        "article:modified_time",
        "og:article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "last-modified",
        "lastmod",
        "revised",
        "article.updated",
    ),
    "language": ("og:locale", "content-language", "dc.language", "dcterms.language", "language", "citation_language"),
    "url": ("og:url", "twitter:url", "parsely-link", "citation_public_url", "dc.identifier"),
    "based_on": (
        "original-source",
        "syndication-source",
        "dc.source",
        "dcterms.source",
        "dcterms.isversionof",
        "dcterms.references",
        "article:source",
    ),
}
"""By field, the names of meta elements that hold it, the most trustworthy first."""
ITEMPROPS = {
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "updated",
    "isbasedon": "based_on",
    "isbasedonurl": "based_on",
    "inlanguage": "language",
}
LINKS = {
    "canonical": "canonical",
    "syndication-source": "based_on",
    "original-source": "based_on",
    "original": "based_on",
}
H_ENTRY = {"dt-published": "published", "dt-updated": "updated", "u-repost-of": "based_on", "p-author": "author"}
JUDGED = {"canonical": 0.95, "based_on": 0.9, "url": 0.85}
"""How far fields are trusted that the table of `signals` has no place for; nobody counted."""
GUESSED_ELEMENTS = 20_000
"""Of a page with more elements nothing is guessed: the outside tools walk it several times."""
MANY = 20
"""Readings of one kind of place that are kept."""


def metadata(tree: _Element, found: list[dict[str, Any]] | None = None) -> list[Signal]:
    """Every reading of the page's metadata, for each field the most trustworthy kinds of place first.

    `found` are the objects of its JSON-LD, when they have been read already.
    """
    base = address_of(tree)
    found = objects(tree) if found is None else found
    described = articles(found)
    known = by_id(found)
    signals = [
        s for item in described for field, value, where in readings(item, known) for s in signal(field, value, where)
    ]
    signals += from_metas(tree)
    signals += from_elements(tree)
    signals += from_links(tree)
    signals += from_classes(tree)
    signals += from_address(tree)
    missing = {"title", "outlet", "author", "published"} - {s.field for s in signals}
    if missing and small(tree):
        signals += from_htmldate(tree) if "published" in missing else ()
        signals += from_extractor(tree, missing) if missing != {"published"} else ()
    signals = [absolute(s, base) for s in signals]
    unique = dict.fromkeys((s.field, s.value, s.where) for s in signals)
    return [Signal(field=field, value=value, where=where, p=JUDGED.get(field, 0.0)) for field, value, where in unique]


def small(tree: _Element) -> bool:
    """Whether a page is of a size that outside tools get through."""
    return float(str(tree.xpath("count(//*)"))) <= GUESSED_ELEMENTS


def address_of(tree: _Element) -> str:
    """The address that relative ones on the page start from: its base element's, else its canonical one."""
    for element in tree.iter("base"):
        href = (element.get("href") or "").strip()
        if href.startswith(("http://", "https://")):
            return href
    for element in tree.iter("link"):
        href = (element.get("href") or "").strip()
        if "canonical" in (element.get("rel") or "").lower().split() and href.startswith(("http://", "https://")):
            return href
    return ""


def absolute(found: Signal, base: str) -> Signal:
    """A signal whose value is a relative address, with the address written out."""
    if found.field not in {"canonical", "url", "based_on"} or not base or not found.value.startswith("/"):
        return found
    try:
        return Signal(field=found.field, value=urljoin(base, found.value)[:MAX_VALUE], where=found.where)
    except ValueError:
        return found


def from_metas(tree: _Element) -> Iterator[Signal]:
    """Signals of meta elements, for each field in the order of `META`; all authors under one key are one signal."""
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or "").lower()
        content = meta.get("content") or meta.get("value")
        if key and content:
            values.setdefault(key, []).append(content)
    site = values.get("og:site_name", [""])[0]
    for field, keys in META.items():
        for key in keys:
            found = values.get(key, [])
            found = [without_tail(v, site) for v in found] if field == "title" else found
            joined = found if field != "author" else [", ".join(v for v in found if not WEB_ADDRESS.match(v))]
            for value in joined[: MANY if field == "based_on" else 1]:
                yield from signal(field, value, f"meta {key}")


def without_tail(title: str, site: str) -> str:
    """A title without the name of the site that is put behind it (`Ships seen - The Lantern`)."""
    bare = title.rstrip()
    if not site.strip() or not bare.casefold().endswith(site.strip().casefold()):
        return title
    match = TITLE_END.search(bare, 0, len(bare) - len(site.strip()))
    return bare[: match.start()] if match and match.start() else title


def headed(title: str, heading: str) -> str:
    """The title element without what a site puts before or behind the page's heading; one that was cut is made whole.

    A heading that is the lesser part of the title may name the site and is left alone.
    """
    if len(heading) < SHORT_HEADING:
        return title
    at = title.find(heading)
    if at >= 0 and 2 * len(heading) > len(title):
        around = title[:at].rstrip()[-1:] + title[at + len(heading) :].lstrip()[:1]
        return heading if not around.strip(PARTING) else title
    whole = len(title) >= SHORT_HEADING and heading.startswith(title.rstrip("…. "))
    return heading if whole else title


def inner(element: _Element) -> str:
    """The text inside an element at any depth, white space as it stands."""
    return "".join(str(part) for part in element.itertext())


def from_elements(tree: _Element) -> Iterator[Signal]:
    """Signals of the elements html, title, h1 and time, and of elements marked by itemprop."""
    for attribute in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        yield from signal("language", tree.get(attribute), "html lang")
    heading = next((" ".join(inner(element).split()) for element in tree.iter("h1")), "")
    title = next(tree.iter("title"), None)
    if title is not None:
        text = " ".join(inner(title).split())
        yield from signal("title", headed(text, heading), "title element")
        yield from from_title_tail(text)
    yield from signal("title", heading, "h1")
    yield from from_times(tree)
    for element in marked_by(tree, "itemprop")[:500]:
        for name in (element.get("itemprop") or "").lower().split():
            if name in ITEMPROPS and not of_comment(element):
                value = element.get("content") or element.get("datetime") or element.get("href")
                yield from signal(ITEMPROPS[name], value, f"itemprop {element.get('itemprop')}"[:80])
            elif name == "author" and not of_comment(element):
                yield from itemprop_author(element)


def marked_by(tree: _Element, attribute: str) -> list[_Element]:
    """All elements with an attribute, in order."""
    found: Any = tree.xpath(f"//*[@{attribute}]")
    return list(found)


def itemprop_author(element: _Element) -> Iterator[Signal]:
    """The name in an element marked as the author: of the element for the name inside it, or of its own text."""
    named = element.find(".//*[@itemprop='name']")
    text = element.get("content") or (inner(element) if named is None else (named.get("content") or inner(named)))
    if len(text) <= 200:
        yield from signal("author", text, "itemprop author")


def from_times(tree: _Element) -> Iterator[Signal]:
    """Signals of the first time elements outside comments; one whose words say so is for an update."""
    times = [t for t in itertools.islice(tree.iter("time"), 50) if not of_comment(t)]
    times.sort(key=lambda t: t.get("pubdate") is None)
    for time in times[:3]:
        words = f"{time.get('class') or ''} {time.get('itemprop') or ''} {inner(time)[:40]}".lower()
        field = "updated" if UPDATED.search(words) else "published"
        yield from signal(field, time.get("datetime") or inner(time)[:200], "time element")


def of_comment(element: _Element) -> bool:
    """Whether an element stands in a reader's comment."""
    return any(
        "comment" in (a.get("class") or "").lower() or "Comment" in (a.get("itemtype") or "") for a in above(element)
    )


def above(element: _Element) -> Iterator[_Element]:
    """The element and the first 40 around it, but for those that hold the whole page."""
    yield element
    for outer in itertools.islice(element.iterancestors(), 40):
        if outer.tag not in {"body", "html", "main"}:
            yield outer


def from_links(tree: _Element) -> Iterator[Signal]:
    """Signals of links to the page itself, to its source and to its author."""
    seen = 0
    for element in tree.iter("link", "a"):
        rel = element.get("rel")
        if not rel:
            continue
        seen += 1
        if seen > 2000:
            return
        for name in rel.lower().split():
            if name in LINKS:
                yield from signal(LINKS[name], element.get("href"), f"rel={name}")
            elif name == "author" and element.tag == "a" and not of_comment(element):
                yield from signal("author", inner(element)[:200], "rel=author")


def from_classes(tree: _Element) -> Iterator[Signal]:
    """Signals of elements whose class says so: a short byline without "By", and the fields of an h-entry."""
    bylines = 0
    entry = False
    for element in marked_by(tree, "class"):
        words = set((element.get("class") or "")[:400].lower().split())
        entry = entry or "h-entry" in words
        if entry and not words.isdisjoint(H_ENTRY) and not of_comment(element):
            for word in words & H_ENTRY.keys():
                value = element.get("datetime") or element.get("href") if word != "p-author" else None
                yield from signal(H_ENTRY[word], value or inner(element)[:200], f"h-entry {word}")
        if not bylines and not BYLINES.isdisjoint(words):
            text = " ".join(inner(element).split())
            if 3 <= len(text) <= 80:
                bylines += 1
                yield from signal("author", text, f"class {element.get('class')}"[:80])


BYLINES = frozenset({"byline", "author", "author-name", "byline__name"})


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
