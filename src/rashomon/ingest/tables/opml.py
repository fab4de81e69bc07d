"""OPML: a list of feeds. It holds no document; what it lists is for watching."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from rashomon.errors import InputError, Unreadable
from rashomon.ingest.items import HEAD, Captured
from rashomon.ingest.tables.byte_lines import recoded
from rashomon.ingest.tables.feeds import root_of
from rashomon.ingest.tables.references import References
from rashomon.records import Skip

MAX_LIST = 20_000_000
"""Bytes of a list of feeds."""
MAX_FEEDS = 100_000


def feeds_of(data: bytes) -> list[tuple[str, str]]:
    """The title and the address of each feed that the list names, in order, each address once.

    Raises `Unreadable` when the bytes are no list of feeds. Nothing is fetched.
    """
    from lxml import etree

    head = data[:HEAD]
    if root_of(head)[0] != "opml":
        raise Unreadable("no OPML: a list of feeds begins with an <opml> element; export it from your feed reader")
    stream, _ = recoded(BytesIO(data), head, MAX_LIST, References())
    options: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    found: dict[str, str] = {}
    try:
        for _, element in etree.iterparse(stream, events=("start",), recover=True, encoding="utf-8", **options):
            if not isinstance(element.tag, str) or element.tag.rpartition("}")[2].lower() != "outline":
                continue
            values = {str(name).lower(): str(value) for name, value in element.attrib.items()}
            address = values.get("xmlurl", "").strip()
            if address and len(found) < MAX_FEEDS:
                found.setdefault(address, " ".join((values.get("title") or values.get("text") or "").split()))
    except (etree.LxmlError, ValueError) as error:
        if not found:
            raise Unreadable(f"an OPML file that cannot be parsed ({error}); export it again") from error
    return [(title, address) for address, title in found.items()]


class Opml:
    """A list of feeds, which holds no document of its own."""

    name = "opml"

    def recognises(self, item: Captured) -> bool:
        """The first element is `opml`."""
        try:
            return root_of(item.head(HEAD))[0] == "opml"
        except (InputError, OSError, ValueError):
            return False

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """One skip that says what to do with the list."""
        try:
            count = len(feeds_of(item.read(MAX_LIST)))
            reason = f"a list of feeds ({count}), no document; follow them with `rashomon watch`"
        except InputError as error:
            reason = str(error).removeprefix(f"{item.name}: ")
        yield Skip(name=item.name, stage="ingest", reason=reason)


FORMATS = (Opml(),)
