"""Time stamps as machines write them (ISO, mail and feed headers, epoch seconds and milliseconds) to ISO days."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate

from rashomon.ingest.dates import date_in, iso
from rashomon.records import Signal

ISO_DAY = re.compile(r"\s*((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
EPOCH = re.compile(r"\s*(\d{9,10})(\d{3})?(?:\.\d+)?\s*")
TWITTER = re.compile(r"\s*[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d?) \d\d:\d\d:\d\d [+-]\d{4} (\d{4})\s*")
EARLIEST_EPOCH = 631_152_000
"""Seconds: 1990-01-01; a smaller number is a count of something, not a moment."""
LONGEST = 120
UNSURE = 0.1
"""How far a date that could be two days is trusted."""


def day_of(value: object) -> str:
    """The day as YYYY-MM-DD in the stamp's own time zone (UTC for epochs), or nothing when it could be two days."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    text = str(value)[:LONGEST].strip()
    compact = re.fullmatch(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", text)
    match = compact or ISO_DAY.match(text)
    if match and (compact or not text.isdecimal()):
        year, month, day = match.groups()
        return iso({"y": year, "m": month, "d": day})
    return _epoch(text) or _twitter(text) or _mail(text) or date_in(text)


def _epoch(text: str) -> str:
    match = EPOCH.fullmatch(text)
    if match is None or int(match.group(1)) < EARLIEST_EPOCH:
        return ""
    return datetime.datetime.fromtimestamp(int(match.group(1)), datetime.UTC).date().isoformat()


def _twitter(text: str) -> str:
    match = TWITTER.fullmatch(text)
    if match is None:
        return ""
    month, day, year = match.groups()
    try:
        return iso({"y": year, "m": month, "d": day})
    except ValueError:
        return ""


def _mail(text: str) -> str:
    """The day of a mail's or a feed's header; the standard library is asked only where a month stands as a word."""
    if not re.search(r"\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}", text):
        return ""
    try:
        found = parsedate(text)
        return datetime.date(*found[:3]).isoformat() if found and 1970 <= found[0] < 2100 else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def dated(field: str, value: object, where: str) -> tuple[Signal, ...]:
    """The signal for a stamp: its day, or, with a low p, what is written there when that is no day for certain."""
    day = day_of(value)
    if day:
        return (Signal(field=field, value=day, where=where),)
    text = " ".join(str(value).split())[:LONGEST] if isinstance(value, (str, int, float)) else ""
    datelike = 4 < len(text) <= 60 and sum(c.isdigit() for c in text) >= 3 and not isinstance(value, (int, float))
    return (Signal(field=field, value=text, where=f"{where}, as written", p=UNSURE),) if datelike else ()
