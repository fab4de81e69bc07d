"""Documents taken out of a document: its readers' comments, and its text with garbled characters repaired."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from rashomon.ingest.dates import date_in
from rashomon.ingest.judged import BY_A_PERSON, in_force
from rashomon.ingest.language import language_signal
from rashomon.records import Document, DocumentKind, Judgement, Signal, Taken, Zone

LINE = re.compile(r"[^\r\n]*[^\s]")


def comments_of(document: Document, zones: Iterable[Zone], judgements: Iterable[Judgement]) -> tuple[Taken, ...]:
    """Each reader's comment as a document of its own, in order; its own offsets count from its first character.

    A comment is nobody's report: it has an author, but no outlet. A person may say that one is to count all the same.
    """
    counted = {j.doc for j in in_force(judgements) if j.field == "kind" and j.value == "article"}
    found: list[Taken] = []
    for zone in zones:
        if zone.kind == "comment" and zone.comment is not None:
            found.append(_comment(document, zone, len(found) + 1, counted))
    return tuple(found)


def _comment(article: Document, zone: Zone, number: int, counted: set[str]) -> Taken:
    text = article.text[zone.start : zone.end]
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    own = f"{article.id}.k{zone.start}"
    author, when = (zone.comment.author, zone.comment.when) if zone.comment else ("", "")
    zones = tuple(_line_zone(match) for match in LINE.finditer(text))
    signals = [Signal(field="author", value=author, where="comment")] if author else []
    if published := date_in(when):
        signals.append(Signal(field="published", value=published, where="comment"))
    signals += language_signal(text, zones)
    if own in counted:
        signals.append(Signal(field="kind", value="article", where=BY_A_PERSON, p=1.0))
    kind: DocumentKind = "article" if own in counted else "comment"
    document = Document(
        id=own,
        name=f"{article.name}/comment-{number:04}",
        sha256=digest,
        media_type="text/plain",
        encoding=article.encoding,
        text=text,
        author=author,
        published=published,
        language=next((s.value for s in signals if s.field == "language"), article.language),
        captured=article.captured,
        url=article.url,
        kind=kind,
        of=article.id,
        at=zone.start,
        signals=tuple(signals),
    )
    return Taken(document=document, zones=zones)


def _line_zone(match: re.Match[str]) -> Zone:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    quoted = match.group().lstrip().startswith(">")
    return Zone(start=start, end=match.end(), kind="blockquote" if quoted else "body", made_by="format")
