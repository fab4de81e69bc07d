"""Checks of what documents say: against the calendar, the map, arithmetic, one another. Questions, never verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashomon.records import Finding, Reading
from rashomon.weigh.ages import ages
from rashomon.weigh.arithmetic import arithmetic
from rashomon.weigh.article import Article
from rashomon.weigh.distance import distances
from rashomon.weigh.duration import durations
from rashomon.weigh.headline import headlines
from rashomon.weigh.order import orders
from rashomon.weigh.ranges import Ledger
from rashomon.weigh.weekday import weekdays

WITHIN = (weekdays, distances, durations, ages, orders, arithmetic, headlines)
"""What is checked within one document."""


def findings(readings: Iterable[Reading]) -> list[Finding]:
    """What came out of all checks, by document and place; the same whatever the order of the readings.

    The readings may be a stream: of each only its counts are kept, to hold them against those of the others.
    """
    found = dict[str, Finding]()
    ledger, seen = Ledger(), set[str]()
    for article in _articles(readings):
        if article.id in seen:
            continue
        seen.add(article.id)
        for check in WITHIN:
            for finding in check(article):
                found.setdefault(finding.id, finding)
        ledger.enter(article)
    for finding in ledger.findings():
        found.setdefault(finding.id, finding)
    return sorted(found.values(), key=lambda f: (f.stated, f.kind, f.against, f.id))


def _articles(readings: Iterable[Reading]) -> Iterator[Article]:
    """The documents that were read, with their repaired texts; readers' comments are nobody's account."""
    for reading in readings:
        if reading.document is not None and reading.document.kind != "comment":
            yield Article(reading)
        yield from _articles(reading.attached)
