"""How fast claims are read, and what it costs: every figure in one run, on this machine.

    python bench/reading.py [--full] [--reference-python PYTHON]

One process and one thread, timed in CPU seconds, so that a busy machine does not blur the comparison; only the last
part, documents into a case, uses all cores as the command line does and is timed by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents import write

from rashomon.ingest.inputs import expand
from rashomon.models import ClaimModel
from rashomon.pipeline import read_input

RASHOMON = Path(sys.executable).with_name("rashomon")
START = 8  # documents: enough that the command starts its worker processes
MEMORY = """
import sys
from pathlib import Path
from rashomon.ingest.inputs import expand
from rashomon.pipeline import read_input
for captured in expand(sys.argv[1:], None):
    read_input(captured)
print(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")).split()[1])
"""


def main() -> None:
    """Run all parts and print a Markdown table of figure, value and bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="10,000 documents instead of 1,000 at most")
    parser.add_argument("--reference-python", help="a Python with PyTorch; without one the comparison is left out")
    options = parser.parse_args()
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = folder_of(folder / "news", 12, 600)
        words, seconds, inside, windows = reading(paths)
        rows.append(("words a second of one core, file to records", f"{words / seconds:,.0f}", ""))
        rows.append(("time inside the encoder", f"{100 * inside / seconds:.0f} %", ""))
        if options.reference_python:
            other = reference(options.reference_python, windows)
            rows.append(("the same, BERT-base in fp32 PyTorch, tagging alone", f"{words / other:,.0f}", ""))
            rows.append(("times as fast", f"{other / seconds:.1f}", "at least 10"))
        rows.append(("memory of a worker", f"{memory([*paths, long_one(folder)]):.0f} MB", "under 400 MB"))
        rows += growth(folder, (100, 1_000, 10_000) if options.full else (100, 300, 1_000))
    print("| figure | value | bound |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def folder_of(folder: Path, number: int, words: int) -> list[Path]:
    """A new folder of invented reports; returns their paths."""
    folder.mkdir()
    return write(folder, number, words)


def long_one(folder: Path) -> Path:
    """One report of 30,000 words: memory must not grow with the length of a document."""
    return folder_of(folder / "long", 1, 30_000)[0]


def reading(paths: list[Path]) -> tuple[int, float, float, list[int]]:
    """Words, CPU seconds, those inside the encoder, and the lengths of the windows it was given; best of three."""
    words = sum(len(p.read_text("utf8").split()) for p in paths)
    inside: list[float] = []
    windows: list[int] = []
    ClaimModel.encode = timed(ClaimModel.encode, inside, windows)  # type: ignore[method-assign]
    names = [str(p) for p in paths]
    for captured in expand(names[:1], None):
        read_input(captured)
    runs = []
    for _ in range(3):
        inside.clear()
        windows.clear()
        began = time.process_time()
        for captured in expand(names, None):
            assert read_input(captured).document is not None
        runs.append((time.process_time() - began, sum(inside)))
    return words, *min(runs), windows


def timed(encode: Callable[..., Any], inside: list[float], windows: list[int]) -> Callable[..., Any]:
    """The encoder, with the CPU seconds and the pieces of every call noted."""

    def noted(self: object, ids: Any, features: Any) -> Any:
        began = time.process_time()
        result = encode(self, ids, features)
        inside.append(time.process_time() - began)
        windows.append(len(ids))
        return result

    return noted


def reference(python: str, windows: list[int]) -> float:
    """CPU seconds that a tagger of BERT-base's size takes over the same windows, one thread."""
    here = Path(__file__).resolve().parent
    command = [python, str(here / "reference.py")]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, check=True, input=json.dumps(windows), capture_output=True, text=True, env=environment
    )
    return float(done.stdout)


def memory(paths: list[Path]) -> float:
    """The most memory, in MB, of a fresh process that reads these documents."""
    command = [sys.executable, "-c", MEMORY, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) * 1024 / 1e6


def growth(folder: Path, sizes: tuple[int, ...]) -> list[tuple[str, str, str]]:
    """Cost of a document when many are added to a case, by the number of documents, start-up left out."""
    start = added(folder, START)
    costs = [(added(folder, START + size) - start) / size for size in sizes]
    rows = [
        (f"ms a document of 150 words, {size:,} documents into a case, all cores", f"{1000 * cost:.1f}", "")
        for size, cost in zip(sizes, costs, strict=True)
    ]
    return [
        *rows,
        (f"cost of a document, {sizes[-1]:,} against {sizes[0]:,}", f"{costs[-1] / costs[0]:.2f}", "about 1"),
    ]


def added(folder: Path, size: int) -> float:
    """Seconds of `rashomon add` for so many documents into a new case."""
    documents = folder / f"pile-{size}"
    folder_of(documents, size, 150)
    case = folder / f"case-{size}.rashomon"
    subprocess.run([RASHOMON, "new", case], check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    subprocess.run([RASHOMON, "add", case, documents], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
