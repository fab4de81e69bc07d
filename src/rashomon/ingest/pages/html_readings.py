"""A value as a page writes it to a signal: days as ISO, languages as codes, names without "By" and never an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.ingest.dates import date_at, date_in, iso
from rashomon.records import Signal

ISO_START = re.compile(r"\s*(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
WEB_ADDRESS = re.compile(r"^(?:https?:)?//|^www\.", re.IGNORECASE)
LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_].*)?$")
BY = re.compile(
    r"^(?:(?:(?:posted|written|published|submitted|reported|story|analysis|commentary|opinion) )?by"
    r"|von|par|por|di|автор|بقلم)\s*:?\s+",
    re.IGNORECASE,
)
READING_TIME = re.compile(r"(?:^|[\s|·•,–—-]+)\d{1,3}[\s-]*min(?:ute)?s?\.?[\s-]+read\b.*", re.IGNORECASE)
DATED = (
    r"on|at|am|le|el|il|em|published|updated|posted|last|publiziert|veröffentlicht|publié|publicado|pubblicato"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
)
BEFORE_DATE = re.compile(rf"(?:^|[\s|·•,–—:/-]+)(?:(?:{DATED})\b[\s|·•,–—:/.-]*)*$", re.IGNORECASE)
"""What leads from a name to the day behind it."""
UPDATED = re.compile(r"updat|modif|aktualisier|mis(?:e)? à jour|actualiz|обновл|aggiornat")
MAX_VALUE = 500
DAYS = frozenset({"published", "updated"})


def signal(field: str, value: object, where: str) -> Iterator[Signal]:
    """A signal, when the value is of use: white space collapsed, dates as ISO, addresses never a name."""
    if not isinstance(value, str):
        return
    value = " ".join(value.replace("\x00", " ").split())
    if field in DAYS:
        match = ISO_START.match(value)
        value = real_day(*match.groups()) if match else written_date(value)
    elif field == "language":
        match = LANGUAGE.match(value)
        value = match.group(1).lower() if match else ""
    elif field in {"author", "outlet"}:
        value = "" if WEB_ADDRESS.match(value) else BY.sub("", value).lstrip("@")
        value = undated(value) if field == "author" else value
    elif field in {"canonical", "url"}:
        value = value if value.startswith(("http://", "https://", "/")) else ""
    if value and len(value) <= MAX_VALUE:
        yield Signal(field=field, value=value, where=where)


def undated(name: str) -> str:
    """A byline without the day and the time of reading that stand behind the name; empty when it is only these."""
    if len(name) > MAX_VALUE:
        return name
    name = READING_TIME.sub("", name)
    at, _ = date_at(name)
    lead = BEFORE_DATE.search(name, 0, at) if at >= 0 else None
    return (name[: lead.start()] if lead else name).rstrip(" |·•,–—:/-")


def real_day(year: str, month: str, day: str) -> str:
    """The day in three groups of digits as YYYY-MM-DD, or nothing when the calendar has none such."""
    return iso({"y": year, "m": month, "d": day})


def written_date(value: str) -> str:
    """The first full date in the first 400 characters as YYYY-MM-DD, or nothing."""
    return date_in(value)
