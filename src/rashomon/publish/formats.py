"""The export formats by name, those of plugins included."""

from __future__ import annotations

from rashomon import plugins
from rashomon.errors import BadQuery
from rashomon.publish import export_csv, export_json


def exporter(name: str) -> plugins.Exporter:
    """The exporter for a format; raises BadQuery with the formats that there are."""
    known: dict[str, plugins.Exporter] = {**plugins.exporters(), "json": export_json.write, "csv": export_csv.write}
    if name not in known:
        raise BadQuery(f"no export format {name!r}; there are {', '.join(sorted(known))}")
    return known[name]
