"""The scripts that developers and CI call, and how scores are held against their floors."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("demo", "test", "lint", "bench", "evals", "train")


def load(path: str) -> ModuleType:
    """A program of the repository as a module."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("script", [*(f"scripts/{name}" for name in SCRIPTS), "scripts/environment.sh", ".ci/run"])
def test_scripts_parse(script: str) -> None:
    """Every script is sound shell, and those that people call can be run."""
    done = subprocess.run(["bash", "-n", str(ROOT / script)], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert script.endswith(".sh") or os.access(ROOT / script, os.X_OK)


def test_ci_calls_what_developers_call() -> None:
    """CI decides by lint, test and evals, the scripts that a developer runs."""
    lines = (ROOT / ".ci/run").read_text("utf8").splitlines()
    assert [line.split()[1] for line in lines if line.startswith("step ")] == [
        "scripts/lint",
        "scripts/test",
        "scripts/evals",
    ]


def test_evals_without_data_say_so(tmp_path: Path) -> None:
    """Where the public data is not at hand, scores are skipped with the reason."""
    environment = os.environ | {"RASHOMON_DATA": str(tmp_path / "nowhere")}
    done = subprocess.run([ROOT / "scripts/evals"], check=True, capture_output=True, text=True, env=environment)
    assert done.stdout.startswith("evals: skipped, no data: set RASHOMON_DATA")


def test_floors_hold_scores() -> None:
    """A score under its floor is named, an error rate is held from above, a missing score is a worse one."""
    compare = load("evals/run.py").compare
    floor = {"data": "d1", "scores": {"linked": 74.0, "ECE": 3.0}}
    assert compare("t", {"data": "d1", "scores": {"linked": 74.0, "ECE": 3.0}}, floor) == []
    assert compare("t", {"data": "d1", "scores": {"linked": 73.9, "ECE": 2.0}}, floor) == [
        "t, linked: 73.9, floor 74.0"
    ]
    assert compare("t", {"data": "d1", "scores": {"ECE": 3.1}}, floor) == [
        "t, linked: None, floor 74.0",
        "t, ECE: 3.1, floor 3.0",
    ]


def test_floors_hold_for_their_data_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Scores on other data are printed and not compared, and so is a task without floors."""
    compare = load("evals/run.py").compare
    result = {"data": "d2", "scores": {"linked": 1.0}}
    assert compare("t", result, {"data": "d1", "scores": {"linked": 74.0}}) == []
    assert "not the data" in capsys.readouterr().out
    assert compare("t", result, None) == []


def test_pinned_floors_lie_just_below() -> None:
    """Pinning leaves room for the difference between processors and no more."""
    pinned = load("evals/run.py").pinned({"data": "d", "scores": {"linked": 74.5, "ECE": 2.5}})
    assert pinned == {"data": "d", "scores": {"linked": 74.2, "ECE": 2.8}}


def test_floors_file_is_sound() -> None:
    """Every task has floors, and every floor its task."""
    runner = load("evals/run.py")
    floors = json.loads((ROOT / "evals/floors.json").read_text("utf8"))
    assert sorted(floors) == runner.TASKS


def test_benchmark_documents_repeat(tmp_path: Path) -> None:
    """The invented documents of the benchmarks are the same every time, in any number, and about as long as asked."""
    command = "import sys; from pathlib import Path; import documents; documents.write(Path(sys.argv[1]), 3, 200)"
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
        subprocess.run([sys.executable, "-c", command, folder], check=True, cwd=ROOT / "bench")
    first, second = ([p.read_text("utf8") for p in sorted(f.iterdir())] for f in folders)
    assert first == second
    assert all(200 <= len(text.split()) < 300 for text in first)
    assert len(set(first)) == 3
