"""Input formats and export formats from other packages, found by entry points; there is no list to keep.

    [project.entry-points."rashomon.formats"]
    docx = "rashomon_docx:Word"          # a Format or a Container (rashomon.ingest.items), or a class that makes one

    [project.entry-points."rashomon.exporters"]
    atom = "rashomon_atom:write"         # an Exporter: a function

A format is asked before the formats that come with Rashomon, in the order of names; the first that recognises the bytes
reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from rashomon.answers import Status
from rashomon.errors import RashomonError
from rashomon.records import Links, Reading


class Exporter(Protocol):
    """A way to write a case to a file."""

    def __call__(self, path: Path, status: Status, readings: Iterable[Reading], links: Links) -> None:
        """Write all readings (one is held in memory at a time), and what was found between them, to `path`."""
        ...


@lru_cache(maxsize=1)
def formats() -> tuple[Any, ...]:
    """Input formats of installed packages, by name."""
    return tuple(made() if isinstance(made, type) else made for made in _loaded("rashomon.formats").values())


@lru_cache(maxsize=1)
def exporters() -> dict[str, Exporter]:
    """Export formats of installed packages, by name."""
    return _loaded("rashomon.exporters")


def _loaded(group: str) -> dict[str, Any]:
    from importlib.metadata import entry_points

    found = {}
    for point in sorted(entry_points(group=group), key=lambda p: p.name):
        try:
            found[point.name] = point.load()
        except Exception as error:
            raise RashomonError(
                f"the plugin {point.name} ({point.value}) cannot be loaded: {error!r}; update or uninstall it"
            ) from error
    return found
