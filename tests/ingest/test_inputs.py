"""What the user named, as captured items."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from rashomon.errors import NotFound, TooLarge, Unreadable
from rashomon.ingest import inputs
from rashomon.ingest.inputs import expand
from rashomon.ingest.items import Captured
from rashomon.records import Skip


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with files, a folder inside, hidden things, a loop of links and a broken link."""
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / ".hidden").write_text("no")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.html").write_text("c")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x").write_text("no")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub" / "gone").symlink_to(tmp_path / "nothing")
    return tmp_path


def names(items: Iterable[Captured | Skip]) -> list[str]:
    return [Path(i.name).name for i in items if isinstance(i, Captured)]


def only_skip(*inputs: str) -> Skip:
    (item,) = expand(list(inputs), None)
    assert isinstance(item, Skip)
    assert item.stage == "ingest"
    return item


def test_folder_gives_its_files_sorted_without_hidden_ones(pile: Path) -> None:
    """A folder is read through, in order; hidden entries are left out and a loop of links ends."""
    items = list(expand([str(pile)], None))
    assert names(items) == ["a.txt", "b.txt", "c.html"]
    (broken,) = [i for i in items if isinstance(i, Skip)]
    assert "link to something that is not there" in broken.reason


def test_file_glob_and_list(pile: Path) -> None:
    """A file, a pattern and a list of paths each give what they name."""
    listing = pile / "list.lst"
    listing.write_bytes(
        b"\xef\xbb\xbf" + str(pile / "a.txt").encode() + b"\r\n\r\n" + str(pile / "sub").encode() + b"\n"
    )
    assert names(expand([str(pile / "b.txt")], None)) == ["b.txt"]
    assert names(expand([str(pile / "*.txt")], None)) == ["a.txt", "b.txt"]
    assert names(expand([f"@{listing}"], None))[:2] == ["a.txt", "c.html"]


def test_standard_input_is_one_document_once() -> None:
    """`-` is standard input; asked for twice, the second is a skip."""
    first, second = expand(["-", "-"], io.BytesIO(b"hello"))
    assert isinstance(first, Captured)
    assert (first.name, first.read(100)) == ("-", b"hello")
    assert isinstance(second, Skip)


def test_list_of_paths_from_standard_input(pile: Path) -> None:
    """`@-` reads paths from standard input."""
    assert names(expand(["@-"], io.BytesIO(os.fsencode(pile / "a.txt")))) == ["a.txt"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("no/such/file.txt", "no such file"),
        ("no/such/*.txt", "no file matches"),
        ("@no/such/list", "cannot be read"),
        ("http://127.0.0.1/page", "127.0.0.1"),
        ("", "empty name"),
        ("a\0b", "cannot be opened"),
        ("-", "no standard input"),
    ],
)
def test_what_is_missing_is_a_skip_with_its_reason(given: str, reason: str) -> None:
    """Every input that cannot be used says why."""
    assert reason in only_skip(given).reason


def test_empty_folder_and_empty_list_are_skips(tmp_path: Path) -> None:
    """A folder without files is said to be so, and a list without lines too."""
    assert "no files" in only_skip(str(tmp_path)).reason
    (tmp_path / "l").write_text("\n\n")
    assert "empty" in only_skip(f"@{tmp_path / 'l'}").reason


def test_limit_is_kept(tmp_path: Path) -> None:
    """Bytes over the limit are refused with the limit in words, whether from a file or not."""
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 11)
    for captured in (Captured(name="long", path=path), Captured(name="long", data=b"x" * 11)):
        assert captured.read(11) == b"x" * 11
        with pytest.raises(TooLarge, match="10 bytes"):
            captured.read(10)


def test_file_that_went_away(tmp_path: Path) -> None:
    """A file that is gone when it is read is reported as not found, and a folder as unreadable."""
    with pytest.raises(NotFound, match="gone"):
        Captured(name="gone", path=tmp_path / "gone").read(10)
    with pytest.raises(Unreadable):
        Captured(name="folder", path=tmp_path).read(10)


def test_pipe_in_a_folder_is_not_opened(tmp_path: Path) -> None:
    """A named pipe inside a folder is skipped: opening it would wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in only_skip(str(tmp_path)).reason


def test_name_that_is_no_utf8_can_be_stored(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 gets a name that is, and can still be read."""
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_bytes(b"ok")
    (item,) = expand([str(tmp_path)], None)
    assert isinstance(item, Captured)
    item.name.encode("utf-8")
    assert item.read(10) == b"ok"


def test_a_pattern_over_links_that_lead_round_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two links to the folder they lie in give a pattern with ** more paths than there are atoms: a skip says so."""
    (tmp_path / "a.txt").write_text("The mayor said no.")
    for name in ("one", "two"):
        (tmp_path / name).symlink_to(".")
    monkeypatch.setattr(inputs, "MOST_MATCHES", 500)
    (skip,) = expand([str(tmp_path / "**" / "*.txt")], None)
    assert isinstance(skip, Skip)
    assert "links lead round" in skip.reason


def test_a_list_under_a_name_that_no_file_can_have() -> None:
    """A name too long for any file system is a list that cannot be read."""
    (skip,) = expand(["@" + "n" * 5000], None)
    assert isinstance(skip, Skip)
    assert "cannot be read" in skip.reason
