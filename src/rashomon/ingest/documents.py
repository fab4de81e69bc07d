"""Bytes to a document, the runs of its text, and what is taken out of it: the one door of intake."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import msgspec

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.archives.payloads import waste
from rashomon.ingest.attached import comments_of
from rashomon.ingest.dates import date_in
from rashomon.ingest.decoding import Decoded, decode
from rashomon.ingest.formats import format_of
from rashomon.ingest.items import HEAD, Captured, Content
from rashomon.ingest.judged import relabelled, signals_by_person, trimmed, without_repeated
from rashomon.ingest.language import language_signal
from rashomon.ingest.mojibake import repaired
from rashomon.ingest.signals import conflicts, settle
from rashomon.records import FIRST_COMMENT, Document, Judgement, Signal, Skip, Taken, Zone

HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?:(?!-->).){0,2000}-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|table|h[1-6]|p|link|script|style)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
XML_START = re.compile(
    r"\s*<\?xml\s|\s*<!doctype\s+[\w:]+\s*\[|\s*<(?:rss|feed|rdf:RDF|NewsML|nitf|TEI)[\s>]", re.IGNORECASE
)
CLOSING = re.compile(r"</(?:html|body|p|div|article|head|title|table|h[1-6]|section|main|ul|a)\s*>", re.IGNORECASE)
HALF = re.compile("[\ud800-\udfff]")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
GIVEN = "given"
"""Where a signal stands that came with the order to read."""
FIELDS = ("title", "outlet", "author", "url", "language")
DAYS = ("published", "updated", "captured")
BESIDE_A_PAGE = frozenset({"image", "video", "sound", "font", "program", "javascript", "stylesheet"})
"""What browsers save in a folder beside a page, and what holds no words."""
GARBLED = (
    "the characters are garbled (UTF-8 read as another encoding somewhere on the way); the text stays as it is, and"
    " claims are read in a repaired text beside it"
)


def media_type_of(text: str) -> str:
    """By content, never by suffix: a page has markup at its start and closes what it opens."""
    if XML_START.match(text[:8000]):
        return "text/html" if re.search(r"<html[\s>]|<!doctype html", text[:8000], re.IGNORECASE) else "application/xml"
    if HTML_START.match(text[:8000]) and (CLOSING.search(text) or re.match(r"\s*<(!doctype html|html)", text, re.I)):
        return "text/html"
    return "text/plain"


def content_of(data: bytes, charset: str = "") -> Content:
    """The content of bytes of any kind that can be read; `charset` is what a header said about a text.

    Raises `Unreadable` or `TooLarge` with the reason and what to try.
    """
    found = format_of(Captured(name="", data=data, final=True))
    if found:
        return found.read(data)
    kind = waste(data[:HEAD], "")
    if kind in BESIDE_A_PAGE:
        raise Unreadable(f"{kind}, which holds no report; leave it out, or give the page it belongs to")
    return _text_or_page(decode(data, charset=charset))


def _text_or_page(decoded: Decoded) -> Content:
    media_type = media_type_of(decoded.text)
    encoding = Signal(field="encoding", value=decoded.encoding, where=decoded.how)
    if media_type == "text/plain":
        from rashomon.ingest.plain.text import zoned

        zones, signals, provenance, parts = zoned(decoded.text)
        content = Content(
            text=decoded.text,
            media_type=media_type,
            zones=zones,
            signals=tuple(signals),
            provenance=tuple(provenance),
            parts=tuple(parts),
        )
    else:
        from rashomon.ingest.pages.html import read_html

        content = msgspec.structs.replace(read_html(decoded.text), media_type=media_type)
    return msgspec.structs.replace(content, encoding=decoded.encoding, signals=(encoding, *content.signals))


def ingest(
    name: str,
    data: bytes,
    published: str = "",
    judgements: Sequence[Judgement] = (),
    repeated: frozenset[str] = frozenset(),
) -> Taken:
    """The document in `data` with the runs of its text and what is taken out of it.

    `published` (YYYY-MM-DD), when given, overrules what the document says; `judgements` overrule everything; `repeated`
    are lines (`judged.line_key`) that stand in many documents of the outlet. Pure: the same bytes give the same,
    whatever the name. Raises `Unreadable` or `TooLarge` with the name, what was wrong and what to try.
    """
    if published and not ISO_DATE.fullmatch(published):
        raise Unreadable(f"{name}: the given date is {published!r}; write it as YYYY-MM-DD")
    try:
        return _taken(name, data, published, judgements, repeated)
    except (Unreadable, TooLarge) as error:
        raise type(error)(f"{name}: {error}") from error


def _taken(name: str, data: bytes, published: str, judgements: Sequence[Judgement], repeated: frozenset[str]) -> Taken:
    digest = hashlib.sha256(data).hexdigest()
    content = content_of(data)
    given = [Signal(field="published", value=published, where=GIVEN, p=1.0)] if published else []
    blank = Document(id="d" + digest[:12], name=name, sha256=digest, media_type="", encoding="", text="")
    taken = _made(blank, content, given, judgements, repeated)
    again = _repaired(content)
    if again is None:
        return taken
    skip = Skip(name=name, stage="ingest", reason=GARBLED)
    own = hashlib.sha256(again.text.encode("utf-8", "replace")).hexdigest()
    beside = Document(
        id=f"{blank.id}.r",
        name=f"{name}/repaired",
        sha256=own,
        media_type="",
        encoding="",
        text="",
        kind="repaired",
        of=blank.id,
    )
    better = _made(beside, again, given, judgements, repeated)
    return msgspec.structs.replace(taken, skips=(*taken.skips, skip), attached=(better,))


def _repaired(content: Content) -> Content | None:
    """The content as it would be without garbled characters; none when nothing is wrong with it."""
    from rashomon.ingest.plain.text import zoned

    text = repaired(content.text)
    if text is None:
        return None
    zones, _, provenance, parts = zoned(text)
    signals = (msgspec.structs.replace(s, value=repaired(s.value) or s.value) for s in content.signals)
    return msgspec.structs.replace(
        content, text=text, zones=zones, signals=tuple(signals), provenance=provenance, parts=parts, pages=(), skips=()
    )


def _conflicts(signals: Sequence[Signal], content: Content) -> tuple[str, ...]:
    """What the signals disagree about; articles on one page have titles and authors of their own."""
    own = ("title", "author") if content.parts else ()
    return conflicts([s for s in signals if s.field not in own])


def _first_comment(zones: Sequence[Zone]) -> list[Signal]:
    """The day of the earliest comment: an article is as old at least, and seldom much older."""
    days = sorted(day for zone in zones if zone.comment and (day := date_in(zone.comment.when)))
    return [Signal(field="published", value=days[0], where=FIRST_COMMENT, p=0.3)] if days else []


def _made(
    blank: Document,
    content: Content,
    given: Sequence[Signal],
    judgements: Sequence[Judgement],
    repeated: frozenset[str],
) -> Taken:
    text = content.text
    zones = without_repeated(text, content.zones, repeated) if repeated else content.zones
    zones = trimmed(text, relabelled(text, zones, judgements, blank.id))
    found = [*signals_by_person(judgements, blank.id), *given, *language_signal(text, zones), *content.signals]
    found += _first_comment(zones)
    # A headline cut through an emoji leaves half of it, which no file and no terminal can hold.
    signals = settle([msgspec.structs.replace(s, value=HALF.sub("\ufffd", s.value)) for s in found])
    chosen = {s.field: s.value for s in reversed(signals) if s.field in FIELDS}
    # A day that is written in a way that may be another one ("3/4/2020") stays among the signals.
    days = (s for s in reversed(signals) if s.field in DAYS and ISO_DATE.match(s.value))
    chosen |= {**dict.fromkeys(DAYS, ""), **{s.field: s.value[:10] for s in days}}
    chosen.setdefault("url", next((s.value for s in signals if s.field == "canonical"), ""))
    document = msgspec.structs.replace(
        blank,
        media_type=content.media_type,
        encoding=content.encoding,
        text=text,
        signals=signals,
        conflicts=_conflicts(signals, content),
        **chosen,
    )
    skips = tuple(Skip(name=blank.name, stage="ingest", reason=reason) for reason in content.skips)
    return Taken(
        document=document,
        zones=zones,
        parts=content.parts,
        provenance=content.provenance,
        pages=content.pages,
        skips=skips,
        attached=comments_of(document, zones, judgements),
    )
