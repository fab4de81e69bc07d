"""How fast time expressions are found and bounded, in one run with what one would take instead, on this machine.

    python bench/times.py [--heideltime JAR] [FILE ...]

Without files, invented reports are read. All figures are CPU seconds of one process, the best of three runs.
HeidelTime's are those of its program and of the tagger that it calls, for a text less those for a tenth of it, so that
its start does not count. JAR is de.unihd.dbs.heideltime.standalone.jar, in a folder that holds its config.props.
dateparser is measured where it is installed, on part of the text.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents import write

from rashomon.ingest.inputs import expand
from rashomon.pipeline import read_input
from rashomon.read import reader

PARTS = ("times_in", "with_events")
ENOUGH = 40_000  # words that HeidelTime is given at most
FEW = 2_000  # words that dateparser is given at most
DAY = "2024-03-15"


def main() -> None:
    """Run all parts and print a Markdown table of figure, value and bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heideltime", type=Path, metavar="JAR")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        paths = options.files or write(Path(name), 40, 600)
        texts = [path.read_text("utf8", "replace") for path in paths]
        words = sum(len(text.split()) for text in texts)
        spent, whole, found = reading(paths)
        ours = sum(spent.values())
        rows = [
            ("words", f"{words:,}", ""),
            ("time expressions found", f"{found:,}", ""),
            ("words a second, expressions", f"{words / spent['times_in']:,.0f}", ""),
            ("words a second, events", f"{words / spent['with_events']:,.0f}", ""),
            ("words a second, both", f"{words / ours:,.0f}", ""),
            ("share of the whole reading", f"{100 * ours / whole:.1f} %", "at most 10 %"),
        ]
        if options.heideltime:
            rate = heideltime(options.heideltime.resolve(), " ".join(" ".join(texts).split()[:ENOUGH]), Path(name))
            rows.append(("words a second, HeidelTime, without its start", f"{rate:,.0f}", ""))
            rows.append(("times HeidelTime", f"{words / ours / rate:,.0f}", "at least 200"))
        if importlib.util.find_spec("dateparser"):
            rate = dateparser(" ".join(" ".join(texts).split()[:FEW]))
            rows.append(("words a second, dateparser.search", f"{rate:,.0f}", ""))
            rows.append(("times dateparser.search", f"{words / ours / rate:,.0f}", ""))
    print("| figure | value | bound |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def reading(paths: list[Path]) -> tuple[dict[str, float], float, int]:
    """CPU seconds of the parts and of the whole reading of some files, and the times found; the best of three runs."""
    spent: dict[str, float] = {}
    for part in PARTS:
        setattr(reader, part, timed(getattr(reader, part), part, spent))
    runs = []
    for _ in range(3):
        spent.update(dict.fromkeys(PARTS, 0.0))
        began, found = time.process_time(), 0
        for captured in expand([str(p) for p in paths], None):
            found += len(read_input(captured, DAY).times)
        runs.append((dict(spent), time.process_time() - began, found))
    return min(runs, key=lambda run: sum(run[0].values()))


def timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """A function with the CPU seconds of its calls added up under a name."""

    def noted(*given: Any) -> Any:
        began = time.process_time()
        result = function(*given)
        spent[name] += time.process_time() - began
        return result

    return noted


def heideltime(jar: Path, text: str, folder: Path) -> float:
    """Words a second of HeidelTime, its start left out."""
    words = text.split()
    costs = []
    for number, part in enumerate((words, words[: len(words) // 10])):
        path = folder / f"heideltime-{number}.txt"
        path.write_text(" ".join(part), "utf8")
        command = ["java", "-jar", jar, "-dct", DAY, "-t", "news", "-l", "english", path]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, check=True, cwd=jar.parent, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert b"<TIMEX3" in done.stdout, "HeidelTime found nothing: is config.props there, and does its tagger run?"
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return (len(words) - len(words) // 10) / (costs[0] - costs[1])


def dateparser(text: str) -> float:
    """Words a second of dateparser.search, which finds dates and no durations."""
    search_dates = importlib.import_module("dateparser.search").search_dates
    search_dates("on 3 March 2024", languages=["en"])
    began = time.process_time()
    search_dates(text, languages=["en"])
    return len(text.split()) / (time.process_time() - began)


if __name__ == "__main__":
    main()
