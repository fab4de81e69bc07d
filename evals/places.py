"""Which place a name means: names of places in local news (LGL), within 161 kilometres.

python evals/places.py --data DATA

Given: the names are given, and their places are asked for; beside it the median error, and what always taking the place
with the most people gives. End to end: the names are found by `rashomon read` as well; a place counts as found when any
of its characters are the name's and it lies within 161 kilometres. The set counts adjectives of countries ("Iraqi") as
names of places and the reader does not: they stay in, and what they cost in recall is printed.

The set is for scoring only: nothing was trained on it. A name without coordinates is neither right nor wrong.
"""

from __future__ import annotations

import statistics
from typing import Any

from task import data_folder, read, report, rows_of

from rashomon.geography import kilometres
from rashomon.read.places.areas import demonyms
from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import Known
from rashomon.read.places.naming import meant
from rashomon.read.places.resolving import resolve_names

NEAR = 161.0  # kilometres: a hundred miles
NOWHERE = 20000.0


def main() -> None:
    """Score both ways and print the figures."""
    path = data_folder() / "places" / "lgl.jsonl"
    rows = rows_of(path)
    report([path], given(rows) | end_to_end(rows))


def given(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Names given: share within 161 km."""
    errors, plain = [], []
    for row in rows:
        spans = [(p["start"], p["end"]) for p in row["places"]]
        resolved, _ = resolve_names(row["text"], spans)
        for name, place in zip(resolved, row["places"], strict=True):
            if place["lat"] is not None:
                errors.append(off(name.shares[0].known if name.shares else None, place))
                known = meant(name.named)
                plain.append(off(max(known, key=lambda k: (k.population, -k.at), default=None), place))
    right, most = (round(100 * sum(e <= NEAR for e in x) / len(x), 1) for x in (errors, plain))
    print(f"given {len(errors)} names: {right} % within 161 km, median error {statistics.median(errors):.1f} km")
    print(f"the place with the most people: {most} % within 161 km, median error {statistics.median(plain):.1f} km")
    return {"given, within 161 km": right}


def off(known: Known | None, place: dict[str, Any]) -> float:
    """Kilometres from where a name is."""
    return kilometres(known.lat, known.lon, place["lat"], place["lon"]) if known else NOWHERE


def end_to_end(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Names found and resolved: precision, recall, F1."""
    found = {row["name"]: row["places"] for row in read({f"{row['id']}.txt": row["text"].encode() for row in rows})}
    right = wrong = known = missed = adjectives = 0
    for row in rows:
        places = [p for p in found[f"{row['id']}.txt"] if p["lat"] is not None]
        gold = [g for g in row["places"] if g["lat"] is not None]
        known += len(gold)
        for g in gold:
            if not any(overlap(p, g) and near(p, g) for p in places):
                missed += 1
                adjectives += folded(row["text"][g["start"] : g["end"]]) in demonyms()
        for p in places:
            hit = [g for g in row["places"] if overlap(p, g)]
            good = any(g["lat"] is not None and near(p, g) for g in hit)
            right += good
            wrong += not good and (not hit or any(g["lat"] is not None for g in hit))
    precision, recall = right / max(1, right + wrong), (known - missed) / known
    scores = {"precision": precision, "recall": recall, "F1": 2 * precision * recall / max(1e-9, precision + recall)}
    shown = {f"end to end, {name}": round(100 * value, 1) for name, value in scores.items()}
    print(f"{known} names with coordinates: {shown}; {adjectives} of {missed} missed are adjectives")
    return shown


def overlap(place: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether two spans share a character."""
    return bool(place["start"] < gold["end"] and place["end"] > gold["start"])


def near(place: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether two places lie within 161 kilometres."""
    return kilometres(place["lat"], place["lon"], gold["lat"], gold["lon"]) <= NEAR


if __name__ == "__main__":
    main()
