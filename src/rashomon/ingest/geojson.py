"""Places in GeoJSON (RFC 7946): points, lines and areas with properties, as one collection or one feature a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from rashomon.errors import InputError, Unreadable
from rashomon.ingest.coordinates import around, checked
from rashomon.ingest.place_rows import Attempt, Row, columns_of

SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
MAX_POINTS = 200_000
DEGREE_SYSTEMS = ("crs84", "4326", "wgs84", "wgs 84", "4979")


def looks_so(text: str) -> bool:
    """Whether a text starts as JSON does."""
    return text.lstrip("\ufeff\x1e \t\r\n")[:1] in ("{", "[")


def rows(text: str) -> Iterator[Attempt]:
    """The features in order, numbered from 1; raises `InputError` for what is no GeoJSON, with what to try."""
    for number, feature in enumerate(_features(text), 1):
        yield Attempt(_where(number, feature), partial(_row, number, feature))


def _where(number: int, feature: Any) -> str:
    """A feature's number and, where it has one, the name that a reader will look for."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    names = _names(properties) if isinstance(properties, dict) else ()
    return f"feature {number} ({names[0][:40]!r})" if names else f"feature {number}"


def _features(text: str) -> list[Any]:
    """The features of a collection, of an array, of one feature, or of lines with one each."""
    value = _value(text)
    if isinstance(value, list):
        return value
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "FeatureCollection":
        _in_degrees(value)
        features = value.get("features")
        if not isinstance(features, list):
            raise Unreadable("a FeatureCollection without a list of features; export it again")
        return features
    if kind == "Feature":
        return [value]
    if kind == "Topology":
        raise Unreadable("TopoJSON; convert it to GeoJSON, which has the coordinates themselves")
    if kind in SHAPES:
        raise Unreadable("a bare shape, which has no name; wrap it in a Feature with a name among its properties")
    raise Unreadable("JSON, but no GeoJSON; wanted: a FeatureCollection of Features, each with a name and a geometry")


def _value(text: str) -> Any:
    """The JSON value; where there is one a line, the list of them."""
    lines = [line.strip("\x1e \t\r") for line in text.removeprefix("\ufeff").split("\n")]
    written = [(number, line) for number, line in enumerate(lines, 1) if line]
    if len(written) > 1 and all(line.startswith("{") and line.endswith("}") for _, line in written[:2]):
        return [_loaded(line, number) for number, line in written]
    return _loaded(text.lstrip("\ufeff\x1e"), 1)


def _loaded(text: str, line: int) -> Any:
    """The JSON value of a text that begins on a line; raises `Unreadable` with the place where it is broken."""
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise Unreadable("JSON nested too deep to be places") from None
    except json.JSONDecodeError as error:
        at = f"line {line + error.lineno - 1}, column {error.colno}"
        raise Unreadable(f"no valid JSON: broken at {at}; mend it there, or export the places again") from None
    except ValueError:
        raise Unreadable("no valid JSON: it holds a number that is too long") from None


def _in_degrees(value: Mapping[str, Any]) -> None:
    """Raises `InputError` when an old-style note says that the coordinates are those of a projection."""
    named = json.dumps(value["crs"]).casefold() if value.get("crs") else ""
    if named and not any(system in named for system in DEGREE_SYSTEMS):
        raise InputError(f"the coordinates are not in degrees ({named[:80]}); export the file in WGS 84 (EPSG:4326)")


def _row(number: int, feature: Any) -> Row:
    """A feature as a place: its point, or the circle around its shape; raises `InputError` saying what is wrong."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise InputError("no Feature; wanted: an object with type, geometry and properties")
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        raise InputError("no properties; give it a name among them")
    names = _names(properties)
    if not names:
        listed = ", ".join(list(properties)[:12])[:200] or "none"
        raise InputError(f"no name (properties: {listed}; wanted: one called name)")
    geometry = feature.get("geometry")
    points = list(_points(geometry))
    circle = around(points)
    columns = columns_of(properties)

    def first(field: str) -> str:
        return next((said for key in columns.get(field, ()) if (said := _said(properties[key])).strip()), "")

    radius = first("radius") or (f"{first('radius_m').strip()} m" if first("radius_m").strip() else "")
    reach = circle.radius_km if len(points) > 1 else 0.0
    return Row(number, names, circle.lat, circle.lon, radius, reach, first("kind"), first("country"), first("region"))


def _names(properties: Mapping[str, Any]) -> tuple[str, ...]:
    """All names among the properties, the main one first."""
    columns = columns_of(properties)
    main = columns.get("name", [])[:1]
    found = [_said(properties[key]) for key in (*main, *columns.get("names", ()))]
    return tuple(said for said in found if said.strip()) if found and found[0].strip() else ()


def _said(value: Any) -> str:
    """A property as text; a list of names has bars between them."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "|".join(item for item in value if isinstance(item, str))
    return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15 else ""


def _points(geometry: Any) -> Iterator[tuple[float, float]]:
    """Every position of a geometry as latitude and longitude, checked; each ring and line is looked through."""
    if not isinstance(geometry, dict) or geometry.get("type") not in SHAPES:
        raise InputError(f"no geometry; wanted: one of {', '.join(SHAPES)}, with coordinates")
    # A stack of its own, because a hostile file nests deeper than calls can.
    pending: list[Any] = [geometry.get("geometries") or geometry.get("coordinates")]
    count = 0
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending.append(value.get("geometries") or value.get("coordinates"))
        elif isinstance(value, list) and value and all(_is_number(item) for item in value[:2]):
            count += 1
            if count > MAX_POINTS:
                raise InputError(f"a shape of more than {MAX_POINTS:,} points; simplify it")
            yield _position(value)
        elif isinstance(value, list):
            pending.extend(value)
        else:
            raise InputError("coordinates that are no lists of numbers; wanted: [longitude, latitude]")
    if not count:
        raise InputError("a geometry without coordinates")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _position(value: list[Any]) -> tuple[float, float]:
    """A position, longitude first, as latitude and longitude."""
    if len(value) < 2:
        raise InputError("a position with one number; wanted: [longitude, latitude]")
    try:
        lon, lat = float(value[0]), float(value[1])
    except OverflowError:
        raise InputError("a coordinate that is no number") from None
    return checked(lat, lon)
