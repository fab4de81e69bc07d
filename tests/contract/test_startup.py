"""How long the command line takes to start."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

TIMES = 8
HEAVY = {"numpy", "onnxruntime", "lxml", "trafilatura", "pypdfium2", "jinja2", "charset_normalizer", "multiprocessing"}


def seconds(program: str) -> float:
    """Time of one run of a program in a fresh interpreter."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-P", "-c", program], check=True)
    return time.perf_counter() - start


def test_the_command_line_starts_fast() -> None:
    """Importing the command line takes at most eight times as long as starting the interpreter (medians of one run)."""
    ratios = []
    for _ in range(3):  # a busy machine may spoil one round
        bare, full = [], []
        for _ in range(9):
            bare.append(seconds("pass"))
            full.append(seconds("import rashomon.cli"))
        ratios.append(statistics.median(full) / statistics.median(bare))
        if ratios[-1] <= TIMES:
            return
    raise AssertionError(f"import rashomon.cli takes {ratios} times a bare interpreter")


def test_asking_loads_nothing_heavy(tmp_path: Path) -> None:
    """A verb that only asks opens the case without loading what reads documents."""
    program = (
        "import sys; from rashomon import Case; case = Case.new(sys.argv[1]); case.status(); case.claims();"
        "case.close(); print(*sorted({m.split('.')[0] for m in sys.modules}))"
    )
    command = [sys.executable, "-P", "-c", program, str(tmp_path / "case")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert set(done.stdout.split()) & HEAVY == set()


def test_starting_loads_nothing_heavy() -> None:
    """Neither the import of the command line nor that of `Case` loads a heavy library."""
    for module in ("rashomon.cli", "rashomon.case", "rashomon"):
        program = f"import {module}, sys; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
        done = subprocess.run([sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True)
        assert set(done.stdout.split()) & HEAVY == set()
