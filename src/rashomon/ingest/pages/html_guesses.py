"""The last resorts for a page's metadata: what outside tools make of it, where the page itself says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rashomon.ingest.pages.html_readings import signal, written_date
from rashomon.records import Signal

if TYPE_CHECKING:
    from lxml.etree import _Element


def from_htmldate(tree: _Element) -> Iterator[Signal]:
    """The last resort for a date; fixed bounds, because the outside tool's own would ask the clock."""
    import copy
    import logging

    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)

    page: Any = copy.deepcopy(tree)  # an HtmlElement, as lxml.html's parser makes them
    try:
        day = find_date(
            page,
            extensive_search=False,
            original_date=True,
            min_date="1990-01-01",
            max_date="2099-12-31",
        )
    except Exception:  # a guess that fails, however it fails, is no guess
        return
    if day and stands_in(tree, day):
        yield from signal("published", day, "htmldate's reading of the page")


def stands_in(tree: _Element, day: str) -> bool:
    """True when the page itself writes this day: the outside tool fills in the first of a month for a missing day."""
    from lxml import etree

    year, month, number = day.split("-")
    forms = (
        day,
        f"{year}/{month}/{number}",
        year + month + number,
        f"{number}.{month}.{year}",
        f"{number}/{month}/{year}",
    )
    markup = etree.tostring(tree, encoding="unicode")
    if any(form in markup for form in (*forms, f"{month}/{number}/{year}")):
        return True
    return any(len(text) < 200 and written_date(str(text)) == day for text in tree.itertext())


def from_extractor(tree: _Element, missing: set[str]) -> Iterator[Signal]:
    """The outside extractor's reading of the fields in `missing`; none when it fails."""
    import copy
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from trafilatura.metadata import extract_metadata

    page: Any = copy.deepcopy(tree)
    try:
        found = extract_metadata(
            page,
            date_config={"extensive_search": False, "min_date": "1990-01-01", "max_date": "2099-12-31"},
            extensive=False,
        )
    except Exception:  # as above
        return
    pairs = (("title", found.title), ("outlet", found.sitename), ("author", found.author))
    for field, value in pairs:
        if field in missing:
            yield from signal(field, value, "trafilatura's reading of the page")
