"""A user's own places: tables and GeoJSON, and what is said of files that cannot be used."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError, TooLarge
from rashomon.geography import kilometres
from rashomon.ingest.coordinates import around, degrees_in
from rashomon.ingest.place_file import RADII, read_places
from rashomon.records import KnownPlace


def table(text: str) -> tuple[KnownPlace, ...]:
    """The places in a table."""
    return read_places("places.csv", text.encode())


def collection(*features: Any) -> bytes:
    """A GeoJSON file of features."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    """One GeoJSON feature."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(lon: float, lat: float) -> dict[str, Any]:
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": [lon, lat]}


def refusal(data: bytes | str) -> str:
    """What is said of a file that cannot be used."""
    with pytest.raises(InputError) as caught:
        read_places("places.csv", data.encode() if isinstance(data, str) else data)
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    """Commas, semicolons, tabs and bars are told apart; the encoding is found as for documents."""
    rows = [["Name", "Latitude", "Longitude", "Radius km"], ["Müllers Höhe", "12.5", "-33.25", "2"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    (place,) = read_places("places.csv", data)
    assert (place.line, place.names, place.lat, place.lon, place.radius_km) == (2, ("Müllers Höhe",), 12.5, -33.25, 2)


def test_all_columns() -> None:
    """Other names, kind, country and region are taken; names in one cell stand between semicolons or bars."""
    text = (
        "name,aliases,lat,lon,radius_km,type,country,admin1\n"
        '"Tarn Field; Tarn AB",Tarn-2|TF,1,2,3,Air Base,XN,Upper Tarn\n'
    )
    assert table(text) == (
        KnownPlace(
            line=2,
            names=("Tarn Field", "Tarn AB", "Tarn-2", "TF"),
            lat=1,
            lon=2,
            radius_km=3,
            kind="site",
            country="XN",
            region="Upper Tarn",
        ),
    )


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Ort;Breite;Länge", "Tarn;35,5;44,25"),
        ("site\ty\tx", "Tarn\t35.5\t44.25"),
        ("names,lat,lng", 'Tarn,"35,5","44,25"'),
        ("title,coordinates", 'Tarn,"35.5, 44.25"'),
        ("title,coordinates", "Tarn,(35.5 44.25)"),
        ("name,lat,lon", "Tarn,35°30′00″N,44°15′00″E"),
        ("name,lat,lon", "Tarn,N 35 30,E 44 15"),
        ("name,wkt", "Tarn,POINT (44.25 35.5)"),
        ("name,location", "Tarn,POINT(44.25 35.5)"),
        ("sep=;\nname;lat;lon", "Tarn;35.5;44.25"),
        ("\nname,lat,lon", "\nTarn,35.5,44.25\n\n"),
    ],
)
def test_ways_to_write_a_point(header: str, cells: str) -> None:
    """Column names in several languages, decimal commas, degrees with minutes, both in one cell, a shape as text."""
    (place,) = table(f"{header}\n{cells}")
    assert (place.names, place.lat, place.lon) == (("Tarn",), 35.5, 44.25)


def test_lines_are_those_of_the_file() -> None:
    """Empty lines, a spreadsheet's first line and cells with a break are counted, so that a number finds its row."""
    places = table('sep=,\n\nname,lat,lon\nA1,1,1\n\n"B1\nB2",2,2\nC1,3,3\n')
    assert [(place.line, place.names) for place in places] == [(4, ("A1",)), (6, ("B1", "B2")), (8, ("C1",))]


@pytest.mark.parametrize(
    ("written", "km"),
    [("1.5", 1.5), ("1,5", 1.5), ("800 m", 0.8), ("2 km", 2), ("0", 1), ("", 1), ("250 metres", 0.25)],
)
def test_radius(written: str, km: float) -> None:
    """A radius is in kilometres unless it says otherwise; one of nothing is that of its kind."""
    assert table(f"name;lat;lon;radius\nA1;1;1;{written}")[0].radius_km == km


def test_a_place_without_a_radius_has_that_of_its_kind() -> None:
    """A region without a radius is not as small as a base."""
    places = table("name,lat,lon,kind\nA1,1,1,\nB1,1,1,town\nC1,1,1,Province\nD1,1,1,checkpoint")
    assert [(place.kind, place.radius_km) for place in places] == [
        ("site", RADII["site"]),
        ("settlement", RADII["settlement"]),
        ("region", RADII["region"]),
        ("site", RADII["site"]),
    ]


def test_duplicates() -> None:
    """A place that stands there twice comes once, with the names of both; a namesake elsewhere is another place."""
    places = table("name,names,lat,lon\nK-1,,35,44\nk1,K-One,35.00001,44\nK-1,,36,44")
    assert [(place.line, place.names) for place in places] == [(2, ("K-1", "k1", "K-One")), (4, ("K-1",))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,lat,lon\nA1,95.2,35.1", "line 2: the latitude 95.2 is not between -90 and 90; are latitude and"),
        ("name,lat,lon\nA1,35 E,44 N", "line 2: '35 E' stands where the latitude should: are latitude and"),
        ("name,lat,lon\nA1,35,200", "line 2: the longitude 200 is not between -180 and 180"),
        ("name,lat,lon\nA1,35,x", "line 2: 'x' is no longitude; write decimal degrees"),
        ("name,lat,lon\nA1,35,", "line 2: no longitude"),
        ("name,lat,lon\nA1", "line 2: no latitude"),
        ("name,lat,lon\nA1,nan,inf", "line 2: 'nan' is no latitude"),
        ("name,lat,lon\nA1,0,0", "line 2: latitude and longitude are both 0"),
        ("name,lat,lon\nA1,4912345,3912345", "export the places in WGS 84"),
        ("name,lat,lon\n,1,1", "line 2: no name"),
        ("name,lat,lon\nA1,35,47,44,39", "line 2: 5 cells under 3 names; put what holds the separator"),
        ("name,lat,lon,radius\nA1,1,1,wide", "line 2: 'wide' is no radius"),
        ("name,lat,lon,radius\nA1,1,1,9000", "line 2: a radius of 9,000 km"),
        ("name,place\nA1,B1", "has no column for lat and lon (columns: name, place; wanted: name, lat, lon"),
        ("lat,lon\n1,1", "has no column for name"),
        ("A1,35.5,44.25", "has no column for name and lat and lon"),
        ("name,lat,lon\n", "no place in it"),
        ('name,lat,lon\n"A1,1,1\n' + "B1,1,1\n" * 40, "is a quotation mark opened and never closed?"),
        ('name,lat,lon\n"A1,1,1\n' + "B1,1,1\n" * 40_000, "is a quotation mark opened and never closed?"),
        ("<kml></kml>", "it looks like XML"),
        ("", "the file is empty"),
        (b"PK\x03\x04....", "save the sheet as CSV"),
        ("{'type': 1}", "no valid JSON: broken at line 1, column 2"),
        ('{"type": "FeatureCollection",\n "features": [}', "broken at line 2, column 15"),
        ("[" * 100_000, "JSON nested too deep"),
        ('{"type": "Topology"}', "TopoJSON"),
        ('{"type": "Point", "coordinates": [1, 2]}', "a bare shape"),
        ('{"rows": []}', "JSON, but no GeoJSON"),
        ('{"type": "FeatureCollection"}', "without a list of features"),
        (collection(1), "feature 1: no Feature"),
        (collection(feature(point(1, 2))), "feature 1: no name (properties: none; wanted: one called name)"),
        (collection(feature(point(44.4, 95.0), name="A1")), "feature 1 ('A1'): the latitude 95"),
        (collection(feature(None, name="A1")), "feature 1 ('A1'): no geometry"),
        (collection(feature({"type": "Point", "coordinates": []}, name="A1")), "a geometry without coordinates"),
        (collection(feature({"type": "Point", "coordinates": ["1", "2"]}, name="A1")), "no lists of numbers"),
        (collection(feature({"type": "Point", "coordinates": [10**400, 2]}, name="A1")), "no number"),
        (collection(feature({"type": "MultiPoint", "coordinates": [[0, 89], [0, -89]]}, name="A1")), "round the earth"),
        ('{"type": "FeatureCollection", "crs": {"name": "EPSG:3857"}, "features": []}', "not in degrees"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: bytes | str, said: str) -> None:
    """Each mistake names the file, its line or feature, and what to try."""
    message = refusal(text)
    assert message.startswith("places.csv: ")
    assert said in message


def test_several_mistakes_are_said_at_once() -> None:
    """The first five mistakes are named, and how many more there are."""
    message = refusal("name,lat,lon\n" + "A1,x,1\n" * 8)
    assert "line 6: 'x' is no latitude" in message
    assert "line 7" not in message
    assert message.endswith("; and 3 more")


def test_geojson_points_lines_and_areas() -> None:
    """A point has the radius that is given; a line or an area becomes a circle that holds all of it."""
    square: list[list[float]] = [[10, 50], [10.1, 50], [10.1, 50.1], [10, 50.1], [10, 50]]
    data = collection(
        feature(point(44.25, 35.5), name="Tarn", radius_km=3, kind="town"),
        feature({"type": "LineString", "coordinates": [[10, 50], [10.2, 50]]}, name="The road"),
        feature({"type": "Polygon", "coordinates": [square]}, title="The field", aliases=["F-1", "F-2"], radius_m=10),
    )
    town, road, field = read_places("x", data)
    assert (town.line, town.lat, town.lon, town.radius_km, town.kind) == (1, 35.5, 44.25, 3, "settlement")
    assert (round(road.lat, 2), round(road.lon, 2)) == (50, 10.1)
    assert road.radius_km == pytest.approx(kilometres(50, 10, 50, 10.2) / 2, rel=0.01)
    assert field.names == ("The field", "F-1", "F-2")
    for lon, lat in square:
        assert kilometres(field.lat, field.lon, lat, lon) <= field.radius_km + 0.01


def test_geojson_with_a_feature_a_line() -> None:
    """One feature a line is read too, with or without the marks before each; a broken line is named."""
    lines = [json.dumps(feature(point(n, n), name=f"P{n}")) for n in (1, 2)]
    for text in ("\n".join(lines), "".join(f"\x1e{line}\n" for line in lines)):
        assert [place.names[0] for place in read_places("x", text.encode())] == ["P1", "P2"]
    assert "broken at line 2" in refusal(f'{lines[0]}\n{{"type": }}\n')


def test_a_shape_over_the_date_line() -> None:
    """The circle around a strait at the date line is small, not half the world."""
    circle = around([(65.0, 179.0), (65.0, -179.0), (66.0, 180.0)])
    assert circle.radius_km < 150


def test_names_are_clean() -> None:
    """Half characters and breaks in a name do not go into records."""
    data = b'{"type": "Feature", "properties": {"name": "A\\ud800\\n1"}, "geometry": {"type": "Point",'
    (place,) = read_places("x", data + b'"coordinates": [1, 1]}}')
    place.names[0].encode("utf-8")
    assert "\n" not in place.names[0]


def test_limits() -> None:
    """Too large a file is refused before it is looked at; a megabyte takes about a second at most."""
    with pytest.raises(TooLarge, match="20 MB"):
        read_places("x", b" " * 20_000_001)
    text = "name,lat,lon,kind\n" + "".join(f"Place {n},{n % 80 + 0.5},{n % 170},town\n" for n in range(40_000))
    start = time.perf_counter()
    assert len(table(text)) == 40_000
    assert time.perf_counter() - start < 5


@given(st.floats(-89, 89), st.floats(-180, 180))
def test_degrees_come_back(lat: float, lon: float) -> None:
    """Numbers written with a point and with a comma are the same coordinates."""
    for value, which in ((lat, "latitude"), (lon, "longitude")):
        assert degrees_in(f"{value:.6f}", which) == pytest.approx(value, abs=1e-6)
        assert degrees_in(f"{value:.6f}".replace(".", ","), which) == pytest.approx(value, abs=1e-6)


@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(-50, 50)), min_size=1, max_size=20))
def test_a_circle_holds_its_points(points: list[tuple[float, float]]) -> None:
    """The circle around some points reaches each of them, and is at most half as wide again as it has to be."""
    circle = around(points)
    widest = max(kilometres(*a, *b) for a in points for b in points)
    assert all(kilometres(circle.lat, circle.lon, *p) <= circle.radius_km + 1e-6 for p in points)
    assert circle.radius_km <= 0.75 * widest + 1e-6


WORDS = ["name,lat,lon", "name;lat;lon", "A1", "35.5", "44,2", "N", "1e999", "null", "POINT (1 2)", "é", "😀"]
KEYS = ['"type":', '"Feature"', '"properties":', '"geometry":', '"coordinates":']
PIECES = st.sampled_from([*WORDS, *KEYS, *'\n\r\t,;|"-° {}[]'])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=60).map(lambda parts: "".join(parts).encode())))
def test_any_bytes_give_places_or_a_refusal(data: bytes) -> None:
    """Nothing but an InputError comes out of a bad file, and every place lies on the globe and has a circle."""
    try:
        places = read_places("x", data)
    except InputError:
        return
    for place in places:
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert place.radius_km > 0
        assert all(name.strip() for name in place.names)


@pytest.mark.parametrize("piece", [" ", "\t", '"', ",", "[", '{"a":', "(", "1 ", "POINT ", "\x00", "é"])
def test_a_megabyte_of_anything_is_quick(piece: str) -> None:
    """No run of one character makes reading slow, in the file or in a cell."""
    start = time.perf_counter()
    long = piece * (1_000_000 // len(piece))
    for text in (long, "name,lat,lon\nA1,1," + long, "name,coordinates\nA1," + long[:120_000], "name,wkt\nA1," + long):
        with pytest.raises(InputError):
            read_places("x", text.encode())
    assert time.perf_counter() - start < 10


def test_the_places_of_the_example_lie_as_its_reports_say() -> None:
    """The packaged places hold the distances and directions that the reports of the example case state."""
    from importlib.resources import files

    found = {p.names[0]: p for p in read_places("places.csv", (files("rashomon") / "example/places.csv").read_bytes())}

    def far(one: str, other: str) -> float:
        a, b = found[one], found[other]
        return kilometres(a.lat, a.lon, b.lat, b.lon)

    assert far("Grey Pans", "Customs Quay") == pytest.approx(6, abs=0.05)
    assert far("Grey Pans", "Marl Cross") == pytest.approx(12, abs=0.05)
    assert far("Customs Quay", "Marl Cross") == pytest.approx(18, abs=0.1)
    assert far("Customs Quay", "Long Mole") == pytest.approx(1, abs=0.05)
    assert far("Grey Pans", "Hob Point") < 0.4
    assert found["Grey Pans"].lat > found["Customs Quay"].lat
    assert found["Grey Pans"].lon > found["Customs Quay"].lon
    assert far("Customs Quay", "Ruvia") - found["Ruvia"].radius_km == pytest.approx(38, abs=0.5)
