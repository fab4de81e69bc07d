"""Formats of other packages, installed as they would be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon import Case, plugins
from rashomon.errors import RashomonError
from rashomon.ingest.formats import all_formats

MODULE = """
import json
from rashomon.ingest.items import Captured, Content
from rashomon.records import Zone

class Shout:
    name = "shout"

    def recognises(self, item):
        return item.head(6) == b"SHOUT\\n"

    def read(self, data):
        text = data.decode().removeprefix("SHOUT\\n")
        return Content(text=text, media_type="text/x-shout", zones=(Zone(start=0, end=len(text), kind="body"),))

class Bag:
    name = "bag"

    def recognises(self, item):
        return item.head(4) == b"BAG\\n"

    def members(self, item):
        for number, line in enumerate(item.read(1000).splitlines()[1:], 1):
            yield Captured(name=f"{item.name}/{number}", data=line, final=True)

def names(path, status, readings, links):
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
        "[rashomon.formats]\nbag = shouting:Bag\nshout = shouting:Shout\n[rashomon.exporters]\nnames = shouting:names\n"
    )
    monkeypatch.syspath_prepend(site)
    plugins.formats.cache_clear()
    all_formats.cache_clear()
    plugins.exporters.cache_clear()
    yield site
    plugins.formats.cache_clear()
    all_formats.cache_clear()
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


@pytest.mark.usefixtures("installed")
def test_an_installed_container_gives_its_members(tmp_path: Path) -> None:
    """A container of another package is opened, and each thing in it is a document under its name."""
    (tmp_path / "bag").write_text("BAG\nThe mayor said that it was late.\nThe clerk said no.\n")
    with Case.new(tmp_path / "case") as case:
        case.add([str(tmp_path / "bag")])
        assert [d.name for d in case.documents()] == [f"{tmp_path / 'bag'}/{n}" for n in (1, 2)]


def test_a_broken_plugin_says_which(installed: Path) -> None:
    """A plugin that cannot be loaded is named, with what to do."""
    entry_points = installed / "shouting-1.dist-info" / "entry_points.txt"
    entry_points.write_text("[rashomon.formats]\nshout = shouting:Whisper\n")
    with pytest.raises(RashomonError, match=r"shout \(shouting:Whisper\).*uninstall"):
        plugins.formats()
