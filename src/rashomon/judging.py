"""A person's decision, made now."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Literal

import msgspec

from rashomon.records import Judgement
from rashomon.text import encodable

JudgedField = Literal["title", "outlet", "author", "published", "language", "kind"]


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
