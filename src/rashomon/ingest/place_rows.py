"""What a line of a place file gives before it is checked, and which column holds what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from rashomon.ingest.tables.columns import squeezed

COLUMNS = {
    "name": "name place place_name site title label toponym main_name name_en name:en ort ortsname nom nombre nome"
    " назва название الاسم 名称 names",
    "names": "names aliases alias aka also also_known_as other_names alternative_names alternate_names alt_names"
    " alt_name variants spellings name_local name_ar name_ru name_uk andere_namen autres_noms otros_nombres",
    "lat": "lat latitude lat_dd y y_coord ycoord breite breitengrad geographische_breite latitud latitudine широта"
    " 纬度 خط_العرض",
    "lon": "lon long lng longitude lon_dd long_dd x x_coord xcoord länge längengrad geographische_länge longitud"
    " longitudine долгота 经度 خط_الطول",
    "both": "coordinates coordinate coords coord latlon lat_lon lat_long latlng lat_lng location position point geo"
    " gps koordinaten coordonnées coordenadas координаты",
    "shape": "wkt geometry geom the_geom wkt_geom",
    "radius": "radius_km radius reach_km reach uncertainty_km uncertainty precision_km precision accuracy_km umkreis"
    " umkreis_km rayon rayon_km radio radio_km радиус",
    "radius_m": "radius_m radius_metres radius_meters uncertainty_m coordinate_uncertainty_in_meters accuracy_m",
    "kind": "kind type place_type category class feature_type fclass art typ tipo тип",
    "country": "country country_code iso iso2 country_iso cc land pays país paese страна",
    "region": "region admin1 admin state province governorate oblast county gebiet provinz région provincia область",
}
"""For each thing the names of its columns, the surest first; case, spaces, dashes and underscores do not count."""


class Row(NamedTuple):
    """One place as a file gives it, unchecked: where it stands, its names, its point, and what else was said.

    `radius` is as written, in kilometres where it has no unit; `reach` is that of a shape, in kilometres.
    """

    line: int
    names: tuple[str, ...]
    lat: float
    lon: float
    radius: str = ""
    reach: float = 0.0
    kind: str = ""
    country: str = ""
    region: str = ""


class Attempt(NamedTuple):
    """A row that may turn out wrong: where it stands, in words, and what makes it or raises `InputError`."""

    where: str
    make: Callable[[], Row]


@cache
def _ranks() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for field, words in COLUMNS.items():
        for rank, word in enumerate(words.split()):
            key = squeezed(word)
            found[key] = (*found.get(key, ()), (field, rank))
    return found


def columns_of(names: Iterable[str]) -> dict[str, list[str]]:
    """For each thing of a place the columns that hold it, the surest first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        for field, rank in _ranks().get(squeezed(name), ()):
            found.setdefault(field, []).append((rank, name))
    columns = {field: [name for _, name in sorted(held)] for field, held in found.items()}
    if "name" in columns and "names" in columns:  # a column "names" beside a "name" holds the others
        columns["names"] = [name for name in columns["names"] if name != columns["name"][0]]
    return columns
