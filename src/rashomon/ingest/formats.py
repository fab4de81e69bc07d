"""Which format an item is of, by its content, and the way into containers of any depth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.ingest.items import Captured, Container, Format
from rashomon.plugins import formats as of_other_packages
from rashomon.records import Skip
from rashomon.text import encodable

MODULES = (
    "papers.pdf",
    "papers.ocr",
    "papers.docx",
    "archives.warc",
    "archives.packed",
    "mails.mhtml",
    "mails.mail",
    "tables.opml",
    "tables.feeds",
    "tables.annotations",
    "tables.ninjs",
    "tables.rows",
    "papers.markdown",
)
"""In the order in which they are asked: what is told by its first bytes, then what is told by its words."""


@cache
def all_formats() -> tuple[Any, ...]:
    """Formats of other packages by name, then those of this one in the order of MODULES."""
    own = (f for module in MODULES for f in import_module(f"rashomon.ingest.{module}").FORMATS)
    return (*of_other_packages(), *own)


def format_of(item: Captured) -> Format | None:
    """The first format that can read the item, or none: then it is a page or plain text, if it is a text at all."""
    return next((f for f in all_formats() if hasattr(f, "read") and f.recognises(item)), None)


def container_of(item: Captured) -> Container | None:
    """The first format that finds members in the item, or none."""
    return next((f for f in all_formats() if hasattr(f, "members") and f.recognises(item)), None)


def unpacked(
    items: Iterable[Captured | Skip], opened: Callable[[Captured, bool], None] | None = None
) -> Iterator[Captured | Skip]:
    """Every item with all that lies in it: containers are opened, to `settings.MAX_DEPTH` levels, one member at a time.

    A format that both reads and holds members, such as a mail with attachments, gives the item first. `opened` is told
    of each container, but not of those that are documents themselves, and whether it transcribes.
    """
    for item in items:
        yield from _Opening(opened).all_of(item)


class _Opening:
    """One thing that was given, while it is opened; counts the containers in it."""

    def __init__(self, opened: Callable[[Captured, bool], None] | None) -> None:
        self._opened = opened
        self._count = 0

    def all_of(self, item: Captured | Skip) -> Iterator[Captured | Skip]:
        """The item, or all that lies in it."""
        if isinstance(item, Skip) or item.final:
            yield item
        else:
            yield from self._members(item)

    def _members(self, item: Captured) -> Iterator[Captured | Skip]:
        try:
            container = container_of(item)
        except RashomonError as error:
            yield _skip(item, str(error))
            return
        if container is None:
            yield item
            return
        if hasattr(container, "read"):
            yield Captured(name=item.name, path=item.path, data=item.data, stream=item.stream, final=True)
        else:
            self._count += 1  # a mail is none of those that unpack to more than they are
        if item.depth >= settings.MAX_DEPTH or self._count > settings.MAX_CONTAINERS:
            deep = item.depth >= settings.MAX_DEPTH
            found = f"{settings.MAX_DEPTH} deep" if deep else f"more than {settings.MAX_CONTAINERS} of them"
            yield _skip(item, f"containers in containers, {found}; unpack it and add what is in it")
            return
        try:
            if self._opened and not hasattr(container, "read"):
                self._opened(item, getattr(container, "transcribes", False))
            for member in container.members(item):
                yield from self.all_of(member)
        except (RashomonError, OSError) as error:
            yield _skip(item, str(error))
        except Exception as error:
            yield _skip(item, f"our bug, please report it with the file: {type(error).__name__}: {error}")


def _skip(item: Captured, reason: str) -> Skip:
    return Skip(name=encodable(item.name), stage="ingest", reason=encodable(reason.removeprefix(f"{item.name}: ")))
