"""Run the tasks of this folder and hold their scores against the floors.

    python evals/run.py --data DATA [--pin] [TASK ...]

A task is a script here that takes --data and prints, last, a JSON line {"data": digest, "scores": {name: number}}; one
that exits with 3 has no data and is skipped. Exit code 1 says that a score is worse than its floor; --pin writes the
scores of this run as the new floors.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
TASKS = sorted(p.stem for p in HERE.glob("*.py") if p.stem not in ("run", "task", "zone_pages"))
SKIPPED = 3
SMALL_IS_GOOD = ("ECE",)
SLACK = 0.3  # points; int8 kernels of two kinds of processor may part ways by about this much


def main() -> int:
    """Run, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"of {', '.join(TASKS)}; all without one")
    options = parser.parse_args()
    if unknown := set(options.tasks) - set(TASKS):
        parser.error(f"no such task: {', '.join(sorted(unknown))}")
    floors: dict[str, Any] = json.loads(FLOORS.read_text("utf8")) if FLOORS.is_file() else {}
    worse = []
    for task in options.tasks or TASKS:
        result = run(task, options.data)
        if result is None:
            continue
        if options.pin:
            floors[task] = pinned(result)
        worse += compare(task, result, floors.get(task))
    if options.pin:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf8", newline="\n")
    print("evals: " + (f"{len(worse)} below the floor\n" + "\n".join(worse) if worse else "no score below its floor"))
    return int(bool(worse))


def run(task: str, data: Path) -> dict[str, Any] | None:
    """Run a task in a process of its own, show what it prints, and return its last line; none when it has no data."""
    print(f"\n-- {task}", flush=True)
    began = time.monotonic()
    command = [sys.executable, str(HERE / f"{task}.py"), "--data", str(data)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, encoding="utf8")
    if done.returncode == SKIPPED:
        print(done.stdout.strip())
        return None
    *shown, last = done.stdout.splitlines() or [""]
    print("\n".join(shown))
    if done.returncode or not last.startswith("{"):
        sys.exit(f"evals: {task} failed with {done.returncode}: {last}")
    print(f"({time.monotonic() - began:.0f} s)")
    result: dict[str, Any] = json.loads(last)
    return result


def compare(task: str, result: dict[str, Any], floor: dict[str, Any] | None) -> list[str]:
    """A line for each score that is worse than its floor; floors hold for the data they were pinned on alone."""
    if floor is None:
        print("no floors are pinned for this task")
        return []
    if floor["data"] != result["data"]:
        print("not compared: this is not the data that the floors were pinned on")
        return []
    out = []
    for name, bound in floor["scores"].items():
        value = result["scores"].get(name)
        if value is None or (value > bound if name in SMALL_IS_GOOD else value < bound):
            out.append(f"{task}, {name}: {value}, floor {bound}")
    return out


def pinned(result: dict[str, Any]) -> dict[str, Any]:
    """Floors a little below what was reached."""
    scores = {
        name: round(value + SLACK if name in SMALL_IS_GOOD else value - SLACK, 3)
        for name, value in result["scores"].items()
    }
    return {"data": result["data"], "scores": scores}


if __name__ == "__main__":
    sys.exit(main())
