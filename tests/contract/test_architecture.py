"""The shape of the source: sizes, names, and which part may import which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "rashomon"
FILES = sorted(SOURCE.rglob("*.py"))
FORBIDDEN_NAMES = {"utils.py", "util.py", "common.py", "base.py", "helpers.py", "helper.py", "misc.py", "shared.py"}
STAGES = ("ingest", "read", "link", "weigh", "publish")
PURE = ("read", "link", "weigh")
IMPURE = {"sqlite3", "socket", "time", "random", "secrets", "urllib", "http", "requests", "subprocess", "datetime.now"}

LAYERS = (
    {"records", "answers", "across", "errors", "settings", "chain", "geography", "titles", "units", ""},
    {"text", "figures", "migrations", "storing", "selects"},
    {"restoring", "connecting", "custody", "replaying", "sealing", "reindexing"},
    {"kept"},
    {"store", "plugins", "engines"},
    {"asking"},
    {"search", "crossing", "models", *STAGES},
    {
        "pipeline",
        "linking",
        "comparing",
        "operations",
        "showing",
        "checking",
        "judging",
        "watching",
        "writing",
        "verifying",
        "timestamping",
    },
    {"pile"},
    {"questions"},
    {"case"},
    {"screen"},
    {"cli", "web", "mcp", "testing"},
    {"__main__"},
)
"""From the ground up: a part imports from its own layer and from those above it in this list, never from one below."""


def named(file: Path) -> str:
    """A file's path in the source, for messages."""
    return file.relative_to(ROOT).as_posix()


def part_of(module: str) -> str:
    """The part of the package that a module belongs to: the folder or file right under `rashomon`."""
    return [*module.split("."), ""][1]


def imports(file: Path, typing_too: bool = False) -> Iterator[str]:
    """The modules that a file imports, wherever in it; what only the type checker sees is left out."""
    for node in _walk(ast.parse(file.read_text(encoding="utf-8")), typing_too):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(file)}: a relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" if module == "rashomon" else module for alias in node.names)


def _walk(node: ast.AST, typing_too: bool) -> Iterator[ast.AST]:
    if not typing_too and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, typing_too)


def layer_of(part: str) -> int:
    """The number of the layer that a part is in, from the ground up."""
    return next(number for number, layer in enumerate(LAYERS) if part in layer)


@pytest.mark.parametrize("file", FILES, ids=named)
def test_dependencies_point_one_way(file: Path) -> None:
    """A part imports only from its own layer and those beneath it, and a stage never from another stage."""
    own = file.relative_to(SOURCE).parts[0].removesuffix(".py")
    if own == "__init__":
        return  # the public names are loaded late
    for module in imports(file):
        if module.split(".")[0] != "rashomon":
            continue
        part = part_of(module)
        part = "" if part.startswith("__") else part
        assert layer_of(part) <= layer_of(own), f"{named(file)} imports {module}"
        if own in STAGES and part in STAGES:
            assert part == own, f"{named(file)} imports {module}: stages meet in records only"


@pytest.mark.parametrize("file", [f for f in FILES if f.relative_to(SOURCE).parts[0] in PURE], ids=named)
def test_reading_linking_and_weighing_are_pure(file: Path) -> None:
    """No clock, no network, no database, no chance in the stages that must give the same rows every time."""
    found = set(imports(file)) | {module.split(".")[0] for module in imports(file)}
    assert found & IMPURE == set()
    assert not any(module.startswith("rashomon.store") for module in found)


def test_training_is_never_imported() -> None:
    """What is shipped needs nothing of what makes the models."""
    for file in FILES:
        roots = {module.split(".")[0] for module in imports(file, typing_too=True)}
        assert roots & {"training", "tests", "torch", "transformers", "tokenizers"} == set(), named(file)


def test_no_unsafe_serialisation() -> None:
    """Nothing that is stored or read from outside is a pickle; only the engine talks to its own workers in it."""
    users = {named(f) for f in FILES for m in imports(f) if m in ("pickle", "shelve", "marshal", "dill", "joblib")}
    assert users <= {"src/rashomon/engines/local.py"}


@pytest.mark.parametrize("file", FILES, ids=named)
def test_sizes(file: Path) -> None:
    """A file has at most 400 lines, a function at most 60, and at most 6 arguments that are given by place."""
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{named(file)}: {node.name} has {length} lines"
            given = [a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in ("self", "cls")]
            assert len(given) <= 6, f"{named(file)}: {node.name} has {len(given)} arguments"


@pytest.mark.parametrize("folder", ["src", "tests", "bench", "evals", "training"])
def test_no_file_is_a_drawer(folder: str) -> None:
    """Every file is named for what is in it."""
    assert [f for f in (ROOT / folder).rglob("*.py") if f.name in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("file", FILES, ids=named)
def test_public_things_are_explained(file: Path) -> None:
    """Every module, public class and public function says what it is; methods of public classes too."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body, f"{named(file)} has no docstring"
    for node in _public(tree):
        assert ast.get_docstring(node), f"{named(file)}: {node.name} has no docstring"


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


@pytest.mark.parametrize("folder", ["src", "tests", "bench", "evals", "scripts", "docs"])
def test_nothing_is_left_open(folder: str) -> None:
    """No remark that something is still to be done, and nothing that is declared and not written."""
    marks = ("TODO", "FIXME", "XXX:", "NotImplementedError")
    for file in (ROOT / folder).rglob("*.py"):
        text = file.read_text(encoding="utf-8") if file != Path(__file__) else ""
        assert [m for m in marks if m in text] == [], named(file)


def test_the_face_is_small() -> None:
    """The package's own file has at most 40 lines and gives exactly the names that it says it does."""
    import rashomon

    assert len((SOURCE / "__init__.py").read_text(encoding="utf-8").splitlines()) <= 40
    assert all(getattr(rashomon, name) for name in rashomon.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = rashomon.nothing


def test_one_version() -> None:
    """The version is the same in the package and in its metadata."""
    import tomllib

    import rashomon

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert declared.get("version", rashomon.__version__) == rashomon.__version__
