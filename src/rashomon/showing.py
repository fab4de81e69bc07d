"""A passage in its place: its words, its bytes in the raw file, its page, and all that touches it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from rashomon import settings
from rashomon.answers import DocumentRow, Passage, Shown
from rashomon.errors import NotFound
from rashomon.ingest.pages.offsets import source_span
from rashomon.records import Part, Place, Provenance, Quantity, Time, Zone
from rashomon.store import Store

R = TypeVar("R", Zone, Part, Provenance, Time, Place, Quantity)
Kind = Literal["claim", "time", "place", "quantity", "document", "span"]


def shown(store: Store, kind: Kind, doc: str, start: int, end: int) -> Shown:
    """A passage of a document with all that touches it; raises NotFound when the document has no such span."""
    text = store.text(doc)
    if not 0 <= start <= end <= len(text):
        raise NotFound(f"no span {start}-{end} in {doc}: its text has {len(text)} characters")
    context = settings.CONTEXT_CHARACTERS
    passage = Passage(
        doc=doc,
        start=start,
        end=end,
        before=text[max(0, start - context) : start],
        text=text[start:end],
        after=text[end : end + context],
    )
    (document,) = store.documents(doc=doc)
    reading = store.reading(doc)
    whole = reading.document
    return Shown(
        kind=kind,
        passage=passage,
        bytes=byte_span(store, document, text, start, end),
        page=next((p.number for p in reading.pages if p.start <= start < max(p.end, p.start + 1)), 0),
        document=document,
        zones=_touching(reading.zones, start, end),
        parts=_touching(reading.parts, start, end),
        provenance=_touching(reading.provenance, start, end),
        signals=whole.signals if whole else (),
        conflicts=whole.conflicts if whole else (),
        judgements=tuple(store.judgements(doc)),
        claims=tuple(store.touching(doc, start, end)),
        times=_touching(reading.times, start, end),
        places=_touching(reading.places, start, end),
        quantities=_touching(reading.quantities, start, end),
    )


def byte_span(store: Store, document: DocumentRow, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a span stands in the raw file, as far as that can be told."""
    if document.of:
        whole = store.reading(document.of).document
        if document.kind == "repaired" or whole is None:
            return None
        (row,), at = store.documents(doc=document.of), store.at(document.id)
        return byte_span(store, row, whole.text, start + at, end + at)
    data = store.blob(document.id)
    return source_span(data, text, document.media_type, document.encoding, start, end)


def _touching(records: Sequence[R], start: int, end: int) -> tuple[R, ...]:
    """Those that share a character with a span; an empty span counts as one character."""
    return tuple(r for r in records if r.start < max(end, start + 1) and r.end > start)
