"""A person's decision, made now, and the days that a person writes."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from typing import Literal

import msgspec

from rashomon.errors import InputError
from rashomon.records import Judgement
from rashomon.text import encodable

JudgedField = Literal["title", "outlet", "author", "published", "language", "kind"]


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_date(day: str) -> None:
    """Raise InputError unless a date is empty or a day of the calendar, written as YYYY-MM-DD."""
    try:
        good = not day or (_DATE.fullmatch(day) is not None and bool(date.fromisoformat(day)))
    except ValueError:
        good = False
    if not good:
        raise InputError(f"{day!r} is no date: write a day as YYYY-MM-DD")


def judged(
    doc: str, field: Literal["zone"] | JudgedField, value: str, span: tuple[int, int], why: str, who: str
) -> Judgement:
    """The decision of a person, `who`, that a document's field or the zone of a span in it has a value."""
    blank = Judgement(
        id="",
        doc=doc,
        field=field,
        value=encodable(value),
        start=span[0],
        end=span[1],
        who=encodable(who),
        when=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        why=encodable(why),
    )
    digest = hashlib.sha256(msgspec.json.encode(blank)).hexdigest()
    return msgspec.structs.replace(blank, id=f"j{digest[:12]}")
