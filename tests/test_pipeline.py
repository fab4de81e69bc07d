"""The way of one input: whatever stands in the way becomes a skip with its stage and reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from rashomon import pipeline
from rashomon.errors import ModelError, TooLarge
from rashomon.ingest.items import Captured
from rashomon.records import Skip, Taken
from tests.factory import document, report


def fails(error: Exception) -> Any:
    """A stage that raises."""

    def stage(*_: object) -> None:
        raise error

    return stage


def test_an_input_becomes_a_reading() -> None:
    """Bytes give a document with zones, sentences, claims and the name of what made them."""
    reading = pipeline.read_input(Captured(name="a.txt", data=report(1).encode()), "2022-10-06")
    assert reading.document
    assert (reading.name, reading.document.published, reading.skips) == ("a.txt", "2022-10-06", ())
    assert reading.zones
    assert reading.sentences
    assert reading.claims
    assert {c.making for c in reading.claims} <= {m.id for m in reading.makings}


def test_a_skip_passes_through() -> None:
    """What could not be opened in the first place stays what it is."""
    skip = Skip(name="x", stage="ingest", reason="no such file")
    assert pipeline.read_input(skip).skips == (skip,)


@pytest.mark.parametrize(
    ("stage", "error", "reason"),
    [
        ("ingest", TooLarge("a.txt: over the limit; split it"), "over the limit; split it"),
        ("ingest", RuntimeError("odd page"), "our bug, please report it with the document: RuntimeError: odd page"),
        ("read", MemoryError("full"), "our bug, please report it with the document: MemoryError: full"),
        ("read", ValueError("\ud800"), "our bug, please report it with the document: ValueError: \\ud800"),
    ],
)
def test_failures_are_skips(monkeypatch: pytest.MonkeyPatch, stage: str, error: Exception, reason: str) -> None:
    """An error of any kind in a stage is a skip that names the stage and says what happened."""
    monkeypatch.setattr(pipeline, stage, fails(error))
    reading = pipeline.read_input(Captured(name="a.txt", data=b"He said so."))
    assert reading.document is None
    assert reading.skips == (Skip(name="a.txt", stage=stage, reason=reason),)


def test_a_missing_model_is_no_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is said once, not once a document."""
    monkeypatch.setattr(pipeline, "read", fails(ModelError("the model file is missing")))
    with pytest.raises(ModelError):
        pipeline.read_input(Captured(name="a.txt", data=b"He said so."))


def test_text_that_cannot_be_stored_is_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with a lone surrogate, which no file can carry, never gets further than intake."""
    broken = msgspec.structs.replace(document("x"), text="\ud800")
    monkeypatch.setattr(pipeline, "ingest", lambda *_: Taken(document=broken, zones=()))
    (skip,) = pipeline.read_input(Captured(name="a.txt", data=b"x")).skips
    assert skip.stage == "ingest"
    assert "surrogate" in skip.reason


def test_a_document_reads_the_same_alone_or_among_others(tmp_path: Path) -> None:
    """What was read before, and in which process, changes nothing in a document's reading."""
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(report(number) * (1 + number % 3))
    items = [Captured(name=p.name, path=p) for p in sorted(tmp_path.iterdir())]
    alone = [pipeline.read_input(item) for item in reversed(items)]
    assert list(pipeline.read_pile(items, jobs=2)) == alone[::-1]


def test_a_document_over_which_a_worker_dies_is_a_skip() -> None:
    """The input that killed its worker is named with what to try."""
    reading = pipeline._lost(Captured(name="a.txt", data=b""), "the process that read it died (exit code 9)")
    (skip,) = reading.skips
    assert (skip.name, skip.stage) == ("a.txt", "engine")
    assert "by itself" in skip.reason


def test_a_file_that_goes_away_is_a_skip(tmp_path: Path) -> None:
    """A file that is deleted between listing and reading is said to be gone, without its name twice."""
    (skip,) = pipeline.read_input(Captured(name="gone.txt", path=tmp_path / "gone.txt")).skips
    assert skip.name == "gone.txt"
    assert not skip.reason.startswith("gone.txt")
