"""Formats of other packages, installed as they would be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon import Case, plugins
from rashomon.errors import RashomonError

MODULE = """
import hashlib, json
from rashomon.records import Document, Zone

class Shout:
    def recognises(self, data):
        return data.startswith(b"SHOUT\\n")

    def ingest(self, name, data, published):
        sha256 = hashlib.sha256(data).hexdigest()
        text = data.decode().removeprefix("SHOUT\\n")
        document = Document(id="d" + sha256[:12], name=name, sha256=sha256, media_type="text/x-shout",
                            encoding="utf-8", text=text, published=published)
        return document, (Zone(start=0, end=len(text), kind="body"),)

def names(path, status, readings):
    path.write_text(json.dumps([status.title, *(r.name for r in readings)]))
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path with a package that brings a format and an exporter."""
    site = tmp_path / "site"
    info = site / "shouting-1.dist-info"
    info.mkdir(parents=True)
    (site / "shouting.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[rashomon.formats]\nshout = shouting:Shout\n[rashomon.exporters]\nnames = shouting:names\n"
    )
    monkeypatch.syspath_prepend(site)
    plugins.formats.cache_clear()
    plugins.exporters.cache_clear()
    yield site
    plugins.formats.cache_clear()
    plugins.exporters.cache_clear()


@pytest.mark.usefixtures("installed")
def test_an_installed_format_reads_its_documents(tmp_path: Path) -> None:
    """A format of another package reads what it recognises, and leaves the rest to the formats that come with us."""
    (tmp_path / "a.shout").write_text("SHOUT\nAnna Brandt said that the quay had been hit by two rockets on Monday.\n")
    (tmp_path / "b.txt").write_text("Anna Brandt said that the quay had been hit by two rockets on Monday.\n")
    with Case.new(tmp_path / "case", title="Quay") as case:
        case.add([str(tmp_path / "a.shout"), str(tmp_path / "b.txt")])
        assert [d.media_type for d in case.documents()] == ["text/x-shout", "text/plain"]
        case.export(str(tmp_path / "out"), format="names")
    assert json.loads((tmp_path / "out").read_text())[0] == "Quay"


def test_a_broken_plugin_says_which(installed: Path) -> None:
    """A plugin that cannot be loaded is named, with what to do."""
    entry_points = installed / "shouting-1.dist-info" / "entry_points.txt"
    entry_points.write_text("[rashomon.formats]\nshout = shouting:Whisper\n")
    with pytest.raises(RashomonError, match=r"shout \(shouting:Whisper\).*uninstall"):
        plugins.formats()
