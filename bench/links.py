"""What lining up the documents of a case costs beside reading them, as the case grows: one run, on this machine.

    python bench/links.py [--sizes 20,80] [--words 300] [--texts FOLDER]

Invented reports, or the text files of a folder in a shuffled order; all are read and lined up in this process, timed in
CPU seconds, so that a busy machine does not blur the comparison. Each stage beside the reading of the same documents,
and the power of the number of documents that it grows with from the smallest size to the largest. Invented reports
have the same few words and speakers throughout: they are the hard case, not the usual one.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from documents import write

from rashomon import linking
from rashomon.ingest.inputs import expand
from rashomon.pipeline import read_input
from rashomon.records import Reading

STAGES = ("identities", "copies", "statements", "lineages", "groups", "disputes")


def main() -> None:
    """Read and line up each size and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="20,80", help="numbers of documents, in ascending order")
    parser.add_argument("--words", type=int, default=300, help="words of an invented report")
    parser.add_argument("--texts", type=Path, help="a folder of text files instead of invented reports")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        paths = taken(options.texts) if options.texts else write(Path(name), sizes[-1], options.words)
        costs = {size: cost(paths[:size]) for size in sizes}
    print("| stage |" + "".join(f" {size:,} documents |" for size in sizes) + " grows with |")
    print("| --- |" + " --- |" * (len(sizes) + 1))
    for stage in ("reading", "vectors", *STAGES, "all but reading"):
        shares = "".join(f" {costs[size][stage] / costs[size]['reading']:.3f} |" for size in sizes)
        print(f"| {stage} |{shares} {power(costs, stage)} |")
    print("| reading, CPU seconds |" + "".join(f" {costs[size]['reading']:.1f} |" for size in sizes) + " |")
    print(f"\nthe most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def taken(folder: Path) -> list[Path]:
    """The text files of a folder, shuffled, the same way every time."""
    paths = sorted(folder.glob("*.txt"))
    random.Random(1).shuffle(paths)  # noqa: S311 - an order, no secret
    return paths


def cost(paths: Sequence[Path]) -> dict[str, float]:
    """CPU seconds of each stage for these files."""
    spent: dict[str, float] = {}
    began = time.process_time()
    readings: list[Reading] = [read_input(captured) for captured in expand([str(p) for p in paths], None)]
    spent["reading"] = time.process_time() - began
    began = time.process_time()
    vectors = {r.document.id: linking._unpacked(linking.packed_vectors(r)) for r in readings if r.document}
    spent["vectors"] = time.process_time() - began
    kept = {stage: getattr(linking, stage) for stage in STAGES}
    for stage, function in kept.items():
        setattr(linking, stage, timed(function, stage, spent))
    linking.linked(readings, vectors)
    for stage, function in kept.items():
        setattr(linking, stage, function)
    spent["all but reading"] = sum(spent[stage] for stage in ("vectors", *STAGES))
    return spent


def timed(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    """A stage that notes the CPU seconds it took."""

    def noted(*args: object) -> Any:
        began = time.process_time()
        found = function(*args)
        spent[stage] = time.process_time() - began
        return found

    return noted


def power(costs: dict[int, dict[str, float]], stage: str) -> str:
    """The power of the number of documents that the time of a stage grew with."""
    least, most = min(costs), max(costs)
    if least == most or min(costs[least][stage], costs[most][stage]) < 0.01:
        return ""
    return f"n^{math.log(costs[most][stage] / costs[least][stage]) / math.log(most / least):.2f}"


if __name__ == "__main__":
    main()
