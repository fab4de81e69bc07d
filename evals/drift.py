"""Headlines against the texts below them: invented pairs, half of which part ways.

python evals/drift.py [--data DATA]

Prints every finding that is missing or wrong. No data is needed. `caught` is the share of the drifts written down that
are found with their kind at their words; `clean` the share of pairs without drift that give no finding; `right` the
share of findings that were written down.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
from task import report

from rashomon.ingest.documents import ingest
from rashomon.read.reader import read
from rashomon.records import Drift, Taken, Zone

PAIRS = Path(__file__).with_name("drift") / "pairs.toml"


def main() -> None:
    """Read each pair as a text file and compare."""
    pairs = tomllib.loads(PAIRS.read_text("utf8"))["pair"]
    expected = caught = given = right = clean = 0
    for pair in pairs:
        text, found = drifts_of(pair)
        wanted = pair.get("drift", [])
        met = [any(fits(text, drift, kind, words) for drift in found) for kind, words in wanted]
        good = [any(fits(text, drift, kind, words) for kind, words in wanted) for drift in found]
        expected, caught = expected + len(wanted), caught + sum(met)
        given, right = given + len(found), right + sum(good)
        clean += not wanted and not found
        for (kind, words), hit in zip(wanted, met, strict=True):
            if not hit:
                print(f"{pair['name']:22} missed   {kind}: {words}")
        for drift, hit in zip(found, good, strict=True):
            if not hit:
                print(f"{pair['name']:22} not so   {drift.kind}: {text[drift.words.start : drift.words.end]}")
                print(f"{'':31} {drift.reason}")
    without = sum("drift" not in pair for pair in pairs)
    print(f"{len(pairs)} pairs, {without} without drift; {expected} drifts, {caught} caught; {given} findings")
    scores = {"caught": caught / expected, "clean": clean / without, "right": right / max(1, given)}
    report([PAIRS], {name: round(100 * value, 1) for name, value in scores.items()})


def drifts_of(pair: dict[str, Any]) -> tuple[str, tuple[Drift, ...]]:
    """The text as read, and what is found in it."""
    reading = read(taken(pair))
    return (reading.document.text if reading.document else ""), reading.drifts


def taken(pair: dict[str, Any]) -> Taken:
    """The pair as a document whose zones are given, so that drift is scored and not intake."""
    headline, body = pair["headline"], pair["text"].strip()
    got = ingest(pair["name"], f"{headline}\n\n{body}\n".encode())
    start = len(headline) + 2
    zones = (
        Zone(start=0, end=len(headline), kind="headline"),
        *(
            Zone(start=start + m.start(), end=start + m.end(), kind="body")
            for m in re.finditer(r"\S(?:.|\n(?!\n))*", body)
        ),
    )
    return msgspec.structs.replace(got, zones=zones)


def fits(text: str, drift: Drift, kind: str, words: str) -> bool:
    """Whether a finding is the one written down: its kind, at its words."""
    start = text.index(words)
    return drift.kind == kind and drift.words.start < start + len(words) and drift.words.end > start


if __name__ == "__main__":
    main()
