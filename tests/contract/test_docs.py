"""The documents tell the truth: what they show is run, what they name exists, what is made from the source is new."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
RUN = {"console", "python"}  # blocks of these kinds are run, in order, in one folder a page
SHOWN = {"sh", "json", "text", "toml", ""}  # `sh` is for what needs a clone or the network: its scripts must exist


@dataclass(frozen=True, slots=True)
class Step:
    """A command or a Python program of a page, and what the page says it prints (`...` stands for anything)."""

    line: int
    program: list[str]
    printed: str


def name_of(page: Path) -> str:
    """A page's name in the list of tests."""
    return page.relative_to(ROOT).as_posix()


def steps(text: str) -> list[Step]:
    """All that a page shows running, in order; in a `console` block `$ ` opens a command, over what it prints."""
    out = []
    for block in FENCE.finditer(text):
        kind, body = block.group(1), block.group(2)
        line = text.count("\n", 0, block.start()) + 2
        if kind == "python":
            out.append(Step(line, [sys.executable, "-P", "-W", "error", "-c", body], "..."))
        elif kind == "console":
            for part in re.finditer(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", body, re.M):
                at = line + body.count("\n", 0, part.start())
                out.append(Step(at, ["bash", "-euo", "pipefail", "-c", part.group(1)], part.group(2)))
    return out


def matches(printed: str, shown: str) -> bool:
    """Whether what was printed is what a page shows; an empty showing allows anything."""
    if not shown.strip():
        return True
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("..."))
    return re.fullmatch(pattern, printed.strip(), re.S) is not None


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a clone has it, with the example case, and the installed commands first on the path."""
    shutil.copytree(ROOT / "src/rashomon/example", tmp_path / "src/rashomon/example")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


@pytest.mark.parametrize("page", [p for p in PAGES if steps(p.read_text("utf8"))], ids=name_of)
def test_commands_run(page: Path, desk: Path) -> None:
    """Every command and program of a page runs, in order, and prints what the page says."""
    for step in steps(page.read_text("utf8")):
        where = f"{name_of(page)}:{step.line}"
        done = subprocess.run(
            step.program,
            check=False,
            cwd=desk,
            capture_output=True,
            text=True,
            encoding="utf8",
            stdin=subprocess.DEVNULL,
            timeout=300,
        )
        assert done.returncode == 0, f"{where} failed with {done.returncode}:\n{done.stdout}{done.stderr}"
        assert matches(done.stdout, step.printed), f"{where} printed:\n{done.stdout}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_blocks_have_a_known_kind(page: Path) -> None:
    """A fenced block says what it is, so that none escapes being run by a slip of the pen."""
    kinds = {match.group(1) for match in FENCE.finditer(page.read_text("utf8"))}
    assert kinds <= RUN | SHOWN
    assert page.read_text("utf8").count("\n```") % 2 == 0


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of the repository finds it."""
    targets = [t for t in LINK.findall(page.read_text("utf8")) if "://" not in t]
    assert [t for t in targets if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_scripts_exist(page: Path) -> None:
    """A script that a page names is there and can be run."""
    named = set(re.findall(r"\bscripts/[a-z]+\b(?![./])", page.read_text("utf8")))
    assert [name for name in sorted(named) if not os.access(ROOT / name, os.X_OK)] == []


def test_made_pages_are_current() -> None:
    """What is made from the source was made from this source."""
    command = [sys.executable, "-P", str(ROOT / "docs/generate.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_steps_are_found() -> None:
    """The reader of pages takes a command over several lines as one, and what stands below it as its output."""
    page = "```console\n$ one \\\n  two\nsaid ... so\n$ three\n```\n```sh\nscripts/demo\n```\n```python\nx = 1\n```\n"
    first, second, third = steps(page)
    assert (first.line, first.program[-1], first.printed) == (2, "one \\\n  two", "said ... so\n")
    assert (second.line, second.program[-1], second.printed) == (5, "three", "")
    assert (third.line, third.program[-1]) == (11, "x = 1\n")
    assert matches("said it\nwas so\n", first.printed)
    assert not matches("said", first.printed)
