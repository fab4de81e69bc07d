"""What the tasks share: reading texts with the installed command, the public scorers, the report for run.py."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

SKIPPED = 3
"""Exit code of a task whose data is not at hand."""

RASHOMON = Path(sys.executable).with_name("rashomon")


def data_folder() -> Path:
    """The folder with the public data sets: the option --data."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds attribution/, pages/")
    folder: Path = parser.parse_args().data
    return folder


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file; without the file the task says so and is skipped."""
    if not path.is_file():
        print(f"skipped: {path} is not there")
        sys.exit(SKIPPED)
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def read(files: Mapping[str, bytes], *options: str) -> list[dict[str, Any]]:
    """What `rashomon read --json` prints of these files (by file name), one row a document, in order."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
        listed = "".join(f"{path}\n" for path in paths)
        command = [str(RASHOMON), "read", "@-", "--json", *options]
        done = subprocess.run(command, check=False, input=listed.encode(), stdout=subprocess.PIPE)
    if done.returncode not in (0, 3):
        sys.exit(f"rashomon read failed with {done.returncode}")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    for row in rows:
        row["name"] = Path(row["name"]).name
    return rows


def scorer(data: Path, name: str) -> ModuleType:
    """A public scorer: the folder score/ lies beside the data."""
    path = data.parent / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"score_{name}", path)
    if spec is None or spec.loader is None or not path.is_file():
        sys.exit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(data: Iterable[Path], scores: Mapping[str, float]) -> None:
    """Print the line that run.py takes: the scores, and the digest of the data that they hold for."""
    digest = hashlib.sha256(b"".join(hashlib.sha256(p.read_bytes()).digest() for p in data)).hexdigest()
    print(json.dumps({"data": digest, "scores": dict(scores)}))
