"""The whole case as one JSON object, written a document at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from rashomon.answers import Status
from rashomon.publish.placing import placing
from rashomon.publish.reading_json import reading_json
from rashomon.records import Links, Reading


def write(path: Path, status: Status, readings: Iterable[Reading], links: Links) -> None:
    """Write `status`, `links`, and under "documents" the objects that `rashomon read` prints, with their signals."""
    with placing(path) as file:
        file.write(f'{{"status": {_json(status)},\n"documents": [')
        for number, reading in enumerate(readings):
            document = reading.document
            extra = {}
            if document is not None:
                extra = {
                    "media_type": document.media_type,
                    "encoding": document.encoding,
                    "signals": msgspec.to_builtins(document.signals),
                }
            extra["makings"] = msgspec.to_builtins(reading.makings)
            file.write(f"{',' if number else ''}\n{_json({**reading_json(reading), **extra})}")
        file.write(f'\n],\n"links": {_json(links)}}}\n')


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
