"""Feeds of a list that are polled for a case, until somebody asks for an end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from rashomon.answers import Polled
from rashomon.errors import InputError
from rashomon.ingest.inputs import is_address
from rashomon.ingest.items import Captured
from rashomon.ingest.tables.opml import feeds_of
from rashomon.ingest.web.fetch import Clock, Fetcher
from rashomon.ingest.web.watch import FEED_BYTES, SHORTEST_SECONDS, Add, stopping, watch


def watched(feeds: str, case: Path, add: Add, every: int, once: bool) -> Iterator[Polled]:
    """A row for each poll; what is known of the feeds is kept beside the case, as `<case file>.feeds.json`.

    `every` is in minutes. The first SIGINT or SIGTERM ends it between two requests.
    """
    if every * 60 < SHORTEST_SECONDS:
        raise InputError(f"every {every} minutes is too often: {SHORTEST_SECONDS / 60:.0f} or more")
    stop = threading.Event()
    state = case.with_name(f"{case.name}.feeds.json")
    with stopping(stop):
        fetcher = Fetcher(clock=Clock(stop))
        yield from watch(_listed(feeds), state, add, every=every * 60, once=once, fetcher=fetcher)


def _listed(feeds: str) -> list[tuple[str, str]]:
    """Titles and addresses of the feeds in an OPML file, or of the one feed at an address."""
    if is_address(feeds):
        return [("", feeds)]
    found = feeds_of(Captured(name=feeds, path=Path(feeds)).read(FEED_BYTES))
    if not found:
        raise InputError(f"{feeds}: no addresses of feeds in it; give an OPML file, or the address of a feed")
    return found
