"""What each part of the reading costs beside the claims alone, in one run, on this machine.

    python bench/depth.py [FILE ...]

Without files, invented reports are read. One process and one thread, CPU seconds, the best of three runs. "Claims
alone" is all but the parts in the table: intake, sentences, the encoder's pass, outermost relations.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents import write

from rashomon.ingest.inputs import expand
from rashomon.pipeline import read_input
from rashomon.read import reader

PARTS = {
    "with_nested": "claims inside claims",
    "with_stances": "attitude, certainty, evidence",
    "find_mentions": "names",
    "settle": "names, over the document",
    "phrases_in": "phrases",
    "resolve": "who stands for whom",
    "speakers_of": "speakers",
    "accounts_in": "own voice",
    "with_chains": "chains",
    "drifts": "headline against text",
    "with_actors": "names of places that act",
    "times_in": "times",
    "with_events": "times that hang on events",
    "places_in": "places",
    "quantities_in": "quantities",
}


def main() -> None:
    """Read, and print a Markdown table of part, words a second without it, and its share of claims alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [Path(p) for p in sys.argv[1:]] or write(folder, 12, 600)
        words = sum(len(p.read_text("utf8", "replace").split()) for p in paths)
        spent: dict[str, float] = {}
        for part in PARTS:
            setattr(reader, part, timed(getattr(reader, part), part, spent))
        runs = []
        for _ in range(3):
            spent.update(dict.fromkeys(PARTS, 0.0))
            began = time.process_time()
            for captured in expand([str(p) for p in paths], None):
                read_input(captured)
            runs.append((time.process_time() - began, dict(spent)))
    total, parts = min(runs, key=lambda run: run[0])
    alone = total - sum(parts.values())
    print("| part | ms for 1,000 words | times claims alone |\n| --- | --- | --- |")
    rows = [("claims alone", alone), *((PARTS[part], seconds) for part, seconds in parts.items()), ("all", total)]
    for label, seconds in rows:
        print(f"| {label} | {1e6 * seconds / words:.1f} | {seconds / alone:.2f} |")
    print(f"\n{words / alone:,.0f} words a second for claims alone, {words / total:,.0f} for all (bound: 1.60 times)")


def timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """A function with the CPU seconds of its calls added up under a name."""

    def noted(*given: Any) -> Any:
        began = time.process_time()
        result = function(*given)
        spent[name] += time.process_time() - began
        return result

    return noted


if __name__ == "__main__":
    main()
