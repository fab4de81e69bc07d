"""The country shapes that the dossier's map is drawn from: Natural Earth, cut down to what a page needs.

    python -m training.map.shapes world_map.gpkg src/rashomon/publish/map/borders.json.gz

`world_map.gpkg` comes with QGIS (Debian package `qgis-common`, usr/share/qgis/resources/data): countries and disputed
borders of Natural Earth 1:10m, public domain. Needs Node and what `package.json` beside this file names
(`npm install` in this folder).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sqlite3
import struct
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
AREA = 6e-9
"""The smallest triangle that is kept, in steradians: about a quarter of a square kilometre."""
GRID = 1e5
"""Steps of the grid on which corners come to lie, around the earth and from pole to pole: about 400 and 200 m."""
NAMES = {
    "Macedonia": "North Macedonia",
    "W. Sahara": "Western Sahara",
    "S. Sudan": "South Sudan",
    "eSwatini": "Eswatini",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "DR Congo",
    "Eq. Guinea": "Equatorial Guinea",
    "Dominican Rep.": "Dominican Republic",
}
"""Names in full where the file has them short, and as they are now where it is old."""
CONTESTED = {"XK", "PS", "EH"}
"""Whose statehood or extent is contested (Kosovo, Palestine, Western Sahara): all their borders are disputed."""


def geometry(blob: bytes) -> dict[str, Any]:
    """A GeoPackage geometry as GeoJSON."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7]
    return _wkb(blob, 8 + envelope)[0]


def _wkb(blob: bytes, at: int) -> tuple[dict[str, Any], int]:
    order = "<" if blob[at] else ">"
    kind = struct.unpack_from(order + "I", blob, at + 1)[0] % 1000
    at += 5

    def many(at: int, read: Any) -> tuple[list[Any], int]:
        out, (count,) = [], struct.unpack_from(order + "I", blob, at)
        at += 4
        for _ in range(count):
            item, at = read(at)
            out.append(item)
        return out, at

    def points(at: int) -> tuple[list[Any], int]:
        (count,) = struct.unpack_from(order + "I", blob, at)
        flat = struct.unpack_from(f"{order}{2 * count}d", blob, at + 4)
        return [list(pair) for pair in zip(flat[::2], flat[1::2], strict=True)], at + 4 + 16 * count

    if kind == 2:
        found, at = points(at)
        return {"type": "LineString", "coordinates": found}, at
    if kind == 3:
        found, at = many(at, points)
        return {"type": "Polygon", "coordinates": [wound(ring, n) for n, ring in enumerate(found)]}, at
    found, at = many(at, lambda at: _wkb(blob, at))
    name = {5: "MultiLineString", 6: "MultiPolygon"}[kind]
    return {"type": name, "coordinates": [part["coordinates"] for part in found]}, at


def wound(ring: list[Any], number: int) -> list[Any]:
    """A ring in the direction that d3-geo wants: the outer one clockwise as seen from above, holes the other way."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if (area < 0) == (number == 0) else ring[::-1]


def features(path: Path) -> dict[str, Any]:
    """Countries with code and name, and disputed lines with whose claim they are."""
    with sqlite3.connect(path) as file:
        countries = [
            _feature(geom, {"code": code, "name": NAMES.get(name, name)})
            for code, name, geom in file.execute("SELECT iso_a2, NAME, geom FROM countries ORDER BY iso_a2")
            if name
        ]
        lines = [
            _feature(geom, {"name": name})
            for name, geom in file.execute("SELECT name, geom FROM disputed_borders ORDER BY name, fid")
        ]
    return {"countries": _collection(countries), "disputed": _collection(lines)}


def _feature(geom: bytes, properties: dict[str, str]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry(geom)}


def _collection(found: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": found}


def packed(topology: dict[str, Any]) -> bytes:
    """A topology as it stands in the package: countries and lines as code, name and arcs, and the arcs as they are."""
    for country in topology["objects"]["countries"]["geometries"]:
        if country["properties"]["code"] in CONTESTED:
            country["properties"]["contested"] = 1
    text = json.dumps(topology, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), 9, mtime=0)


def main() -> None:
    """Read, simplify, pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--area", type=float, default=AREA)
    options = parser.parse_args()
    command = ["node", str(HERE / "simplify.js"), str(options.area), str(GRID)]
    given = json.dumps(features(options.world)).encode()
    made = json.loads(subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout)  # noqa: S603
    options.out.write_bytes(packed(made))
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {len(made['arcs']):,} arcs")


if __name__ == "__main__":
    main()
