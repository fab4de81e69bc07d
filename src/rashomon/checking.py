"""The checks of a case: every document that counts, weighed; made anew from its rows whenever somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashomon.records import Finding, Reading
from rashomon.store import Store


def checked(store: Store) -> list[Finding]:
    """What came out of all checks of a case."""
    from rashomon.weigh.checks import findings

    return findings(counting(store.readings()))


def counting(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings of documents that count as accounts: no comment, unless a person made it one, and no text twice.

    Of a garbled text only the repaired one counts.
    """
    for reading in readings:
        document = reading.document
        repaired = any(a.document is not None and a.document.kind == "repaired" for a in reading.attached)
        if document is not None and document.kind != "comment" and not repaired:
            yield reading
        yield from counting(reading.attached)
