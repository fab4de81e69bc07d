"""A value as a page writes it to a signal: days as ISO, languages as codes, names without "By" and never an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.ingest.dates import date_in, iso
from rashomon.records import Signal

ISO_START = re.compile(r"\s*(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
WEB_ADDRESS = re.compile(r"^(?:https?:)?//|^www\.", re.IGNORECASE)
LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_].*)?$")
BY = re.compile(
    r"^(?:(?:posted |written |published |submitted |reported |story )?by|von|par|por|di|автор|بقلم)\s*:?\s+",
    re.IGNORECASE,
)
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
    elif field in {"canonical", "url"}:
        value = value if value.startswith(("http://", "https://", "/")) else ""
    if value and len(value) <= MAX_VALUE:
        yield Signal(field=field, value=value, where=where)


def real_day(year: str, month: str, day: str) -> str:
    """The day in three groups of digits as YYYY-MM-DD, or nothing when the calendar has none such."""
    return iso({"y": year, "m": month, "d": day})


def written_date(value: str) -> str:
    """The first full date in the first 400 characters as YYYY-MM-DD, or nothing."""
    return date_in(value)
