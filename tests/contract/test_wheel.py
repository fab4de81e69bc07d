"""What ships: the wheel's size and contents, and that the tests run against it."""

from __future__ import annotations

import hashlib
import json
import os
import sysconfig
import zipfile
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

import pytest

import rashomon

MOST_BYTES = 60_000_000


@pytest.fixture
def wheel() -> Iterator[zipfile.ZipFile]:
    """The wheel that scripts/test built and installed."""
    path = os.environ.get("RASHOMON_WHEEL")
    if not path:
        pytest.skip("RASHOMON_WHEEL names no wheel: scripts/test builds one")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_the_wheel_is_what_is_tested(wheel: zipfile.ZipFile) -> None:
    """The package under test is the installed one, byte for byte the wheel's."""
    installed = Path(rashomon.__file__).parent
    assert installed.is_relative_to(sysconfig.get_path("purelib"))
    names = [n for n in wheel.namelist() if n.startswith("rashomon/")]
    assert [n for n in names if (installed.parent / n).read_bytes() != wheel.read(n)] == []


def test_the_wheel_is_small(wheel: zipfile.ZipFile) -> None:
    """The wheel stays under 60 MB."""
    assert wheel.filename is not None
    assert Path(wheel.filename).stat().st_size < MOST_BYTES


def test_the_wheel_is_typed_and_licensed(wheel: zipfile.ZipFile) -> None:
    """Type checkers may read the package, and the licence travels with it."""
    names = wheel.namelist()
    assert "rashomon/py.typed" in names
    assert any(n.endswith("/licenses/LICENSE") for n in names)
    assert metadata("rashomon")["License-Expression"] == "Apache-2.0"


def test_the_wheel_holds_the_product_alone(wheel: zipfile.ZipFile) -> None:
    """No tests, training code or caches are shipped."""
    tops = {n.split("/")[0] for n in wheel.namelist()}
    assert {t for t in tops if not t.endswith(".dist-info")} == {"rashomon"}
    assert [n for n in wheel.namelist() if "__pycache__" in n or n.endswith((".pyc", ".pt"))] == []


def test_every_model_has_its_card(wheel: zipfile.ZipFile) -> None:
    """Every model file is named on a card with its sha256, and every card says where the model comes from."""
    names = wheel.namelist()
    cards = [json.loads(wheel.read(n)) for n in names if n.startswith("rashomon/weights/") and n.endswith(".json")]
    stated = {f"rashomon/weights/{f['name']}": f["sha256"] for card in cards for f in card["files"]}
    models = {n: hashlib.sha256(wheel.read(n)).hexdigest() for n in names if n.endswith((".onnx", ".npz"))}
    assert models == stated
    assert models
    assert [
        c["name"] for c in cards if not all(c.get(k) for k in ("version", "licence", "data", "scores", "limits"))
    ] == []
