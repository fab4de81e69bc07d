"""W3C Web Annotations: what somebody wrote about a passage, and the passage as it was quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rashomon.errors import InputError, Unreadable
from rashomon.ingest.items import HEAD, Captured, Content
from rashomon.ingest.tables.columns import names_of
from rashomon.ingest.tables.composed import Composer, body_of, one_line
from rashomon.ingest.tables.objects import is_json, loads, raw_fields, raw_items, utf8
from rashomon.ingest.tables.stamps import dated
from rashomon.records import Signal, Skip

MAX_WHOLE = 200_000_000
"""Bytes of a collection."""
MAX_PARTS = 50
"""Bodies and targets of one annotation."""
CONTEXT = re.compile(rb'"@context"\s*:\s*(?:\[[^\]]{0,400})?"(?:https?:)?//www\.w3\.org/ns/anno')
TYPE = re.compile(rb'"(?:@?type)"\s*:\s*(?:\[\s*)?"(?:oa:)?(Annotation(?:Page|Collection)?)"')
SINGLE = re.compile(rb'"target"\s*:')
QUOTING = frozenset({"quote", "oa:TextQuoteSelector", "TextQuoteSelector"})


def looks_so(head: bytes) -> bool:
    """Whether JSON begins here that names the vocabulary of annotations, or is one annotation with its target."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"{", b"[")):
        return False
    kind = TYPE.search(start)
    if kind is None:
        return False
    return CONTEXT.search(start) is not None or (kind.group(1) == b"Annotation" and SINGLE.search(start) is not None)


def looks_whole(item: Captured) -> bytes:
    """The bytes of an item that looks like annotations and is JSON to its end; else nothing."""
    head = utf8(item.head(HEAD), whole=False)
    if not looks_so(head):
        return b""
    data = utf8(item.read(MAX_WHOLE))
    return data if is_json(data) else b""


class Collection:
    """A page, a collection, or a list of annotations."""

    name = "annotations"
    transcribes = True

    def recognises(self, item: Captured) -> bool:
        """JSON of the annotation vocabulary that is not one annotation alone."""
        try:
            data = looks_whole(item)
            return bool(data) and (data.lstrip().startswith(b"[") or not is_single(raw_fields(data) or {}))
        except (InputError, OSError, ValueError):
            return False

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """Each annotation as it is written; pages that are elsewhere are named in a skip."""
        number = 0
        try:
            for found in annotations_in(utf8(item.read(MAX_WHOLE))):
                if isinstance(found, str):
                    yield skip(item, found)
                else:
                    number += 1
                    name = f"{item.name}/{number:04}"
                    yield Captured(name=name, data=found, depth=item.depth + 1, final=True)
        except InputError as error:
            yield skip(item, str(error).removeprefix(f"{item.name}: "))
        if not number:
            yield skip(item, "a collection of annotations without an annotation; export it with its items")


def is_single(fields: dict[str, Any]) -> bool:
    """Whether an object's type is Annotation."""
    for key in ("type", "@type"):
        if key in fields:
            value = loads(fields[key])
            return bool({"Annotation", "oa:Annotation"} & set(map(str, value if isinstance(value, list) else [value])))
    return False


def annotations_in(data: bytes, depth: int = 4) -> Iterator[bytes | str]:
    """The annotations in a list, a page or a collection; a reason for a page that is only linked to."""
    if data.lstrip().startswith(b"["):
        elements = raw_items(data)
    else:
        fields = raw_fields(data) or {}
        if is_single(fields):
            yield data
            return
        parts = [fields[key] for key in ("items", "first", "@graph") if key in fields]
        for part in parts:
            if part.startswith(b'"'):
                address = one_line(str(loads(part)))[:300]
                yield f"further annotations stand at {address}, which is not fetched; save it too"
            elif depth:
                yield from annotations_in(part, depth - 1)
        if "next" in fields and fields["next"].startswith(b'"'):
            address = one_line(str(loads(fields["next"])))[:300]
            yield f"the next page of annotations stands at {address}, which is not fetched; save it too"
        return
    for element in elements or []:
        if element.lstrip().startswith(b"{"):
            if is_single(raw_fields(element) or {}):
                yield element
            elif depth:
                yield from annotations_in(element, depth - 1)
        else:
            yield "an annotation that is only linked to; save it too"


class Annotation:
    """One annotation: the passage quoted, then what was written about it."""

    name = "annotation"

    def recognises(self, item: Captured) -> bool:
        """One JSON object whose type is Annotation, with a target."""
        try:
            data = looks_whole(item)
            return bool(data) and data.lstrip().startswith(b"{") and is_single(raw_fields(data) or {})
        except (InputError, OSError, ValueError):
            return False

    def read(self, data: bytes) -> Content:
        """The quoted text as a blockquote, then the bodies; raises `Unreadable` when there is neither."""
        value = loads(data)
        if not isinstance(value, dict):
            raise Unreadable("an annotation is one JSON object; save the list as an AnnotationCollection")
        targets = listed(value.get("target"))
        composer = Composer()
        for quote in dict.fromkeys(quote for target in targets for quote in quotes_of(target)):
            composer.add(quote, "blockquote")
        tags: list[str] = []
        bodies = [value["bodyValue"]] if isinstance(value.get("bodyValue"), str) else listed(value.get("body"))
        for body in bodies:
            for text, purpose in texts_of(body):
                if purpose == "tagging":
                    tags.append(one_line(text))
                else:
                    composer.add_content(body_of(text))
        if composer.empty:
            raise Unreadable("an annotation without words: no text in its body and no quotation of its target")
        composer.add(", ".join(dict.fromkeys(filter(None, tags))), "navigation")
        return composer.content("application/ld+json", signals_of(value, targets))


def listed(value: Any) -> list[Any]:
    """One value or several, as JSON-LD writes them."""
    return value[:MAX_PARTS] if isinstance(value, list) else [] if value is None else [value]


def texts_of(body: Any, depth: int = 4) -> Iterator[tuple[str, str]]:
    """The words of a body with their purpose; an address is no word."""
    if isinstance(body, str):
        if not re.match(r"[a-z][a-z0-9+.-]{1,20}:\S+$", body, re.IGNORECASE):
            yield body, ""
    elif isinstance(body, dict) and depth:
        purposes = listed(body.get("purpose") or body.get("motivation"))
        purpose = "tagging" if {"tagging", "oa:tagging"} & set(map(str, purposes)) else ""
        for key in ("value", "chars", "rdf:value", "cnt:chars"):
            if isinstance(body.get(key), str):
                yield body[key], purpose
                return
        for part in (*listed(body.get("items")), *listed(body.get("source"))):
            if isinstance(part, dict):
                yield from texts_of(part, depth - 1)


def quotes_of(target: Any, depth: int = 6) -> Iterator[str]:
    """The exact texts that the selectors of a target quote."""
    if not isinstance(target, dict) or not depth:
        return
    kinds = set(map(str, listed(target.get("type") or target.get("@type"))))
    if isinstance(target.get("exact"), str) and (QUOTING & kinds or not kinds):
        yield target["exact"]
    for key in ("selector", "refinedBy", "items", "source"):
        for part in listed(target.get(key)):
            yield from quotes_of(part, depth - 1)


def addresses_of(target: Any, depth: int = 4) -> Iterator[str]:
    """The addresses of what a target points at."""
    if isinstance(target, str):
        yield target
    elif isinstance(target, dict) and depth:
        before = False
        for part in (*listed(target.get("source")), *listed(target.get("items"))):
            before = True
            yield from addresses_of(part, depth - 1)
        name = target.get("id") or target.get("@id")
        if not before and isinstance(name, str):
            yield name


def signals_of(value: dict[str, Any], targets: list[Any]) -> list[Signal]:
    """Who, when, and about what."""
    found = [
        Signal(field="based_on", value=one_line(address)[:2000], where="annotation target")
        for target in targets
        for address in addresses_of(target)
        if address.strip()
    ]
    for key in ("creator", "dcterms:creator", "annotatedBy"):
        author = names_of([part for part in listed(value.get(key)) if isinstance(part, dict)] or value.get(key))
        if author and "://" not in author:
            found.append(Signal(field="author", value=author[:500], where=f"annotation {key}"))
            break
    for key in ("created", "dcterms:created", "annotatedAt"):
        found += dated("published", value.get(key), f"annotation {key}")
    found += dated("updated", value.get("modified"), "annotation modified")
    bodies = [body for body in listed(value.get("body")) if isinstance(body, dict)]
    language = next((str(body["language"]) for body in bodies if body.get("language")), "")
    if re.match(r"[a-zA-Z]{2,3}(?![a-zA-Z])", language):
        found.append(Signal(field="language", value=re.split("[-_]", language)[0].lower(), where="annotation language"))
    name = value.get("id") or value.get("@id")
    if isinstance(name, str):
        field = "url" if name.startswith(("http:", "https:")) else "canonical"
        found.append(Signal(field=field, value=one_line(name)[:2000], where="annotation id"))
    return found


def skip(item: Captured, reason: str) -> Skip:
    """Something in this collection that could not be used."""
    return Skip(name=item.name, stage="ingest", reason=reason)


FORMATS = (Collection(), Annotation())
