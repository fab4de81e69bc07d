"""What a report is called where a reader is told of it: whose it is and of which day, or else by its headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from rashomon.records import FIRST_COMMENT, Document, Reading

MONTHS = "January February March April May June July August September October November December".split()
LONGEST = 80
"""Characters of a headline that stands for a report."""


def report_title(reading: Reading) -> str:
    """Whose report it is and of which day, else its title or headline, else its file's name without folders."""
    document = reading.document
    if document is None:
        return file_name(reading.name)
    by = document.outlet or _printed_by(reading) or document.author
    day = shown_day(document.published)
    if by and day:
        # "by": a first comment only tells that it was not later
        when = f"(by {day})" if is_latest(document) else f"of {day}"
        return f"the {_without_article(by)} report {when}"
    headline = next((document.text[z.start : z.end] for z in reading.zones if z.kind == "headline"), "")
    title = shortened(document.title or headline, LONGEST)
    named = f"“{title}”" if title else file_name(document.name)
    return f"{named} ({by})" if by else named


def is_latest(document: Document) -> bool:
    """Whether a document's day of publication is only one by which it was out: that of its first comment."""
    return next((s.where for s in document.signals if s.field == "published"), "") == FIRST_COMMENT


def file_name(name: str) -> str:
    """The last part of a path; an address on the web stays whole."""
    return name if _is_address(name) else re.split(r"[\\/]", name.rstrip("\\/"))[-1]


def file_names(names: Iterable[str]) -> dict[str, str]:
    """For each path the name of its file, with its folder's last part where another file has the same name."""
    every = list(dict.fromkeys(names))
    short = {name: file_name(name) for name in every}
    count = Counter(short.values())
    return {
        name: last if count[last] == 1 or _is_address(name) else "/".join(re.split(r"[\\/]", name)[-2:])
        for name, last in short.items()
    }


def _is_address(name: str) -> bool:
    return "://" in name and not name.startswith("file:")


def _printed_by(reading: Reading) -> str:
    """The outlet that the chains begin with, where the document has none by itself."""
    chains = [*(account.chain for account in reading.accounts), *(claim.chain for claim in reading.claims)]
    name = next((chain[0].name for chain in chains if chain and chain[0].how == "outlet"), "")
    return "" if name == "this document" else name


def shown_day(published: str) -> str:
    """A day of publication as it is written out: "6 October 2022"; empty where it is no full date."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return ""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def shortened(text: str, most: int) -> str:
    """A text on one line, and cut where it has more characters than that."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _without_article(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " and len(name) > 4 else name
