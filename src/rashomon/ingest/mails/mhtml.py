"""Pages that a browser saved whole (MHTML): the page itself is read, its pictures and frames are not."""

from __future__ import annotations

import re

import msgspec

from rashomon.errors import InputError, Unreadable
from rashomon.ingest.items import HEAD, Captured, Content
from rashomon.ingest.mails.mail import is_saved_page
from rashomon.ingest.mails.mime import Entity, headers_of, parsed
from rashomon.ingest.tables.stamps import dated
from rashomon.records import Signal

PAGES = frozenset({"text/html", "application/xhtml+xml"})
OWN_TITLE = re.compile(r"(?:https?|file)://\S+$")


class Mhtml:
    """One saved page."""

    name = "mhtml"

    def recognises(self, item: Captured) -> bool:
        """Headers of MIME around a page that was never sent to anybody."""
        try:
            head = item.head(HEAD)
            if not re.match(rb"(?:\xef\xbb\xbf)?\s*[A-Za-z][\w-]{1,60}[ \t]*:", head[:200]):
                return False
            pairs, _, complete = headers_of(head)
            headers = dict(reversed(pairs))
            return complete and "content-type" in headers and is_saved_page(headers)
        except (InputError, OSError, ValueError):
            return False

    def read(self, data: bytes) -> Content:
        """The page's text and zones, with its address and the day on which it was saved."""
        whole = parsed(data)
        leaves = leaves_of(whole)
        address = whole.header("snapshot-content-location") or whole.header("content-location")
        main = main_page(whole, leaves, address)
        decoded = main.text()
        content = shown(main, decoded.text)
        address = address or main.header("content-location")
        signals = [Signal(field="encoding", value=decoded.encoding, where=decoded.how)]
        if address.startswith(("http:", "https:", "file:")):
            signals.append(Signal(field="url", value=address[:2000], where="mhtml Content-Location"))
        signals += dated("captured", whole.header("date"), "mhtml Date")
        subject = whole.header("subject")
        title = [] if not subject or OWN_TITLE.match(subject) else [subject]
        signals += [Signal(field="title", value=value[:500], where="mhtml Subject") for value in title]
        frames = sum(leaf.kind in PAGES and leaf is not main for leaf in leaves)
        skips = (f"{frames} frame{'s' if frames > 1 else ''} inside the page not read",) if frames else ()
        return msgspec.structs.replace(
            content,
            media_type="multipart/related",
            encoding=decoded.encoding,
            signals=(*signals, *content.signals),
            skips=(*content.skips, *skips),
        )


def shown(main: Entity, text: str) -> Content:
    """The content of the page, or of the text that stands in its place."""
    if main.kind in PAGES:
        from rashomon.ingest.pages.html import read_html

        return read_html(text)
    from rashomon.ingest.tables.composed import plain

    return plain(text)


def leaves_of(entity: Entity) -> list[Entity]:
    """All parts that hold no parts."""
    return [leaf for part in entity.parts for leaf in leaves_of(part)] if entity.parts else [entity]


def main_page(whole: Entity, leaves: list[Entity], address: str) -> Entity:
    """The page that was saved: the part named as the start, or that of the page's address, or the first page."""
    start = whole.parameters.get("start", "")
    texts = [leaf for leaf in leaves if leaf.kind in PAGES or leaf.kind == "text/plain"]
    for leaf in texts:
        if start and leaf.header("content-id").strip("<>") == start.strip("<>"):
            return leaf
    for leaf in texts:
        if address and leaf.kind in PAGES and leaf.header("content-location") == address:
            return leaf
    found = next((leaf for leaf in texts if leaf.kind in PAGES), texts[0] if texts else None)
    if found is None:
        raise Unreadable("a saved page without a page in it; save it again, as HTML")
    return found


FORMATS = (Mhtml(),)
