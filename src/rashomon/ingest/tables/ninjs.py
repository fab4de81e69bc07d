"""IPTC ninjs 1, 2 and 3: a news agency's item as one JSON object."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rashomon.errors import InputError, Unreadable
from rashomon.ingest.items import HEAD, Captured, Content
from rashomon.ingest.tables.columns import names_of, person, squeezed_text, without_tags
from rashomon.ingest.tables.composed import Composer, body_of
from rashomon.ingest.tables.objects import is_json, loads, utf8
from rashomon.ingest.tables.stamps import dated
from rashomon.records import Signal

MAX_WHOLE = 50_000_000
"""Bytes of one item."""
OWN: tuple[str, ...] = (
    "versioncreated",
    "pubstatus",
    "body_text",
    "body_xhtml",
    "bodies",
    "headlines",
    "copyrightnotice",
)
OWN += ("copyrightholder", "urgency", "infosources", "located", "byline", "renditions", "associations", "usageterms")
OWN += ("slugline", "firstcreated", "contentcreated", "description_text", "descriptions", "mimetype", "ednote")
SHOWN = ("picture", "graphic", "video", "audio")
KEY = re.compile(rb'"(' + b"|".join(name.encode() for name in OWN) + rb')"\s*:', re.IGNORECASE)
STANDARD = re.compile(rb'"\$?standard"\s*:\s*\{[^{}]{0,400}"ninjs"')
URI = re.compile(rb'"uri"\s*:\s*"')


def looks_so(head: bytes) -> bool:
    """Whether an object begins here that says it is ninjs, or has a `uri` and three of its own fields."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    return STANDARD.search(head) is not None or (
        URI.search(head) is not None and len(set(map(bytes.lower, KEY.findall(head)))) >= 3
    )


class Ninjs:
    """One item in ninjs."""

    name = "ninjs"

    def recognises(self, item: Captured) -> bool:
        """One JSON object with a `uri` and fields that only ninjs has."""
        try:
            head = utf8(item.head(HEAD), whole=False)
            return looks_so(head) and is_json(head if len(head) < HEAD else item.read(MAX_WHOLE))
        except (InputError, OSError, ValueError):
            return False

    def read(self, data: bytes) -> Content:
        """Headline, byline, place and day, text; raises `Unreadable` for an item without words."""
        value = loads(data)
        if not isinstance(value, dict):
            raise Unreadable("ninjs is one JSON object an item; split the list, or save it with one item a line")
        item = {name.lower(): field for name, field in value.items()}  # version 3 writes versionCreated
        author = names_of(item.get("byline") or item.get("by") or item.get("bylines"))
        headlines = list(values_of(item, "headline", "headlines")) or [*filter(None, [names_of(item.get("title"))])]
        composer = Composer()
        composer.add(without_tags(headlines[0]) if headlines else "", "headline")
        for other in headlines[1:4]:
            composer.add(without_tags(other), "standfirst")
        composer.add(author, "byline")
        composer.add(dateline_of(item), "dateline", "\n" if author else "\n\n")
        body = next(values_of(item, "body", "bodies"), "")
        for text in described(item, body):
            composer.add(
                text, "caption" if item.get("type") in ("picture", "graphic", "video", "audio") else "standfirst"
            )
        composer.add_content(body_of(body))
        for notice in dict.fromkeys(notices(item)):
            composer.add(notice, "navigation")
        if composer.empty or not (body.strip() or headlines or any(values_of(item, "description", "descriptions"))):
            raise Unreadable("a ninjs item without a headline or a text; it may describe a picture or a package alone")
        return composer.content("application/json", signals_of(item, headlines, author), left_out(item))


def values_of(item: Mapping[str, Any], single: str, several: str) -> Iterator[str]:
    """The texts of a field under its names of version 1 (`body_text`, `body_xhtml`) and later (`bodies`), once each."""
    found: list[str] = []
    entries = item.get(several)
    for entry in entries if isinstance(entries, list) else []:
        value = entry.get("value") if isinstance(entry, dict) else entry
        if isinstance(value, str):
            found.insert(0 if is_first(entry) else len(found), value)
    names = (single, f"{single}_xhtml", f"{single}_html", f"{single}_text")
    later = sorted(key for key in item if key.startswith(f"{single}_") and key not in names)
    found += [item[key] for key in (*names, *later) if isinstance(item.get(key), str)]
    yield from dict.fromkeys(text for text in found if text.strip())


def is_first(entry: Any) -> bool:
    """Whether a text goes before the others: the main headline, the body that keeps its paragraphs."""
    if not isinstance(entry, dict):
        return False
    kind = str(entry.get("contentType") or entry.get("contenttype") or "")
    role = str(entry.get("role", "")).rpartition(":")[2].lower()
    return "html" in kind or (role in {"main", "primary"} and "plain" not in kind)


def described(item: Mapping[str, Any], body: str) -> list[str]:
    """Short texts about the item that do not stand in its body."""
    inside = squeezed_text(body)
    texts = (without_tags(text) for text in values_of(item, "description", "descriptions"))
    return [text for text in texts if not body.strip() or (len(text) <= 600 and squeezed_text(text) not in inside)]


def dateline_of(item: Mapping[str, Any]) -> str:
    """Where and when, as an agency writes it."""
    place = names_of(item.get("located") or item.get("locations"))
    stamp = next((s for key in ("firstcreated", "versioncreated", "contentcreated") if (s := item.get(key))), "")
    days = dated("published", stamp, "")
    return ", ".join(part for part in (place, days[0].value if days else "") if part)


def notices(item: Mapping[str, Any]) -> Iterator[str]:
    """Who owns the text."""
    for key in ("copyrightnotice", "usageterms"):
        if isinstance(item.get(key), str):
            yield without_tags(item[key])


def signals_of(item: Mapping[str, Any], headlines: list[str], author: str) -> list[Signal]:
    """What the fields say, with the field as the place; the day of the first version comes before that of this one."""
    found = [Signal(field="title", value=without_tags(headlines[0])[:500], where="ninjs headline")] if headlines else []
    if author:
        found.append(Signal(field="author", value=person(author)[:500], where="ninjs byline"))
    owners = {key: names_of(item.get(key)) for key in ("copyrightholder", "infosources", "source")}
    found += [Signal(field="outlet", value=name[:500], where=f"ninjs {key}") for key, name in owners.items() if name]
    earlier = "firstcreated" in item or "contentcreated" in item
    for key in ("firstcreated", "contentcreated", "versioncreated"):
        field = "updated" if earlier and key == "versioncreated" else "published"
        found += dated(field, item.get(key), f"ninjs {key}")
    language = re.match(r"[a-zA-Z]{2,3}(?![a-zA-Z])", str(item.get("language") or ""))
    if language:
        found.append(Signal(field="language", value=language.group().lower(), where="ninjs language"))
    if isinstance(item.get("uri"), str):
        field = "url" if item["uri"].startswith(("http:", "https:")) else "canonical"
        found.append(Signal(field=field, value=item["uri"][:2000], where="ninjs uri"))
    return found


def left_out(item: Mapping[str, Any]) -> tuple[str, ...]:
    """What belongs to the item and is not read."""
    held = item.get("associations")
    count = len(held) if isinstance(held, (dict, list)) else 0
    return (f"{count} associated item{'s' if count > 1 else ''} (pictures, other texts) not read",) if count else ()


FORMATS = (Ninjs(),)
