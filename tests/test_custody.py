"""The log of custody: what is written stays, and what is changed afterwards is found and named."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.custody import FIRST, Custody, Entry, log_of, whoever
from rashomon.errors import CaseError
from rashomon.replaying import replay


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.custody.jsonl"


def fill(path: Path, count: int = 9) -> list[bytes]:
    """A log of so many entries, and its lines."""
    with Custody.open(path, "anna") as log:
        for number in range(count):
            log.append("received", f"täxt-{number}.txt", "ab" * 32, number, {"place": "the quay"})
    return path.read_bytes().splitlines()


def found(path: Path) -> list[tuple[int, str]]:
    """The faults of a log, as line and kind."""
    return [(fault.line, fault.what) for fault in replay(path)]


def write(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def test_a_line_says_who_did_what_when(path: Path) -> None:
    """An entry has its keys in the order that is documented, and its own words come back."""
    with Custody.open(path, "anna") as log:
        entry = log.append("stored", "a.txt", "cd" * 32, 12, {"b": "2", "a": "1"})
    row = json.loads(path.read_bytes())
    assert list(row) == [
        *("n", "when", "who", "what", "name", "sha256", "bytes", "tool", "version", "detail", "previous", "hash")
    ]
    assert (row["n"], row["who"], row["what"], row["name"], row["bytes"]) == (1, "anna", "stored", "a.txt", 12)
    assert row["tool"] == "rashomon"
    assert row["previous"] == FIRST
    assert list(row["detail"]) == ["a", "b"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["when"])
    assert list(Custody.open(path).entries()) == [entry]
    assert Custody.open(path).head().hash == entry.hash == row["hash"]


def test_another_program_can_check_the_chain(path: Path) -> None:
    """With SHA-256 alone, from the bytes of the lines, every hash and every link can be worked out again."""
    previous = "0" * 64
    for line in fill(path):
        body, mine = line[:-75] + b"}", line[-66:-2].decode()
        assert line[-75:] == b',"hash":"' + mine.encode() + b'"}'
        assert hashlib.sha256(body).hexdigest() == mine
        assert json.loads(line)["previous"] == previous
        previous = hashlib.sha256(line).hexdigest()


def test_a_good_log_has_no_faults(path: Path) -> None:
    """Nothing is wrong with a log that was only appended to, nor with one that is empty or not there."""
    assert found(path) == []
    path.touch()
    assert found(path) == []
    assert Custody.open(path).head().n == 0
    fill(path)
    fill(path)
    assert found(path) == []
    assert Custody.open(path).head().n == 18


def test_changed_missing_moved_and_inserted_lines_are_named(path: Path) -> None:
    """Each kind of tampering is told from the others, with the line."""
    lines = fill(path)
    write(path, [*lines[:3], lines[3].replace(b"quay", b"pier"), *lines[4:]])
    assert found(path) == [(4, "changed")]
    write(path, [*lines[:3], *lines[5:]])
    assert found(path) == [(4, "missing")]
    assert "lines 4 to 5 are missing" in replay(path)[0].reason
    write(path, lines[1:])
    assert found(path) == [(1, "missing")]
    write(path, [*lines[:2], lines[5], *lines[2:5], *lines[6:]])
    assert found(path) == [(3, "reordered")]
    write(path, [*lines[:2], lines[3], lines[2], *lines[4:]])
    assert [kind for _, kind in found(path)] == ["reordered"]
    write(path, [*lines[:4], lines[1], *lines[4:]])
    assert found(path) == [(5, "inserted")]


def test_a_line_written_anew_is_named(path: Path) -> None:
    """A line that fits its own hash and not the line after it was put there by somebody who can hash."""
    lines = fill(path)
    other = fill(path.with_name("other"), 4)
    with Custody.open(path.with_name("third"), "eve") as log:
        for _ in range(4):
            log.append("stored")
    forged = path.with_name("third").read_bytes().splitlines()[3]
    write(path, [*lines[:3], forged, *lines[4:]])
    assert {line for line, kind in found(path) if kind in ("rewritten", "inserted")} & {4, 5}
    write(path, [*lines[:4], other[3], *lines[4:]])
    assert found(path)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_flipped_bit_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever single bit of a log is turned over, the replay names a line within one of it."""
    path = tmp_path_factory.mktemp("log") / "log"
    fill(path, 5)
    good = path.read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bad)
    line = good[:at].count(b"\n") + 1
    assert any(abs(fault.line - line) <= 1 for fault in replay(path))


def test_a_change_of_the_last_line_is_never_excused(path: Path) -> None:
    """A last line that was changed stays a fault after more was appended: only a broken-off one is taken as such."""
    good = fill(path, 3)
    size = path.stat().st_size
    for at in (size - 1, size - 2, size - 3, size - 40, size - 120):
        write(path, good)
        with path.open("r+b") as file:
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 1]))
        fill(path, 2)
        assert (3, "changed") in found(path), at


@given(st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_a_broken_write_is_kept_and_chained_over(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    """Wherever a write was broken off, what there is of the line stays, an entry says so, and the chain holds."""
    path = tmp_path_factory.mktemp("log") / "log"
    whole = fill(path, 3)
    cut = min(cut, len(whole[2]))
    path.write_bytes(path.read_bytes()[: -cut - 1])
    before = path.read_bytes()
    if cut < len(whole[2]):
        assert found(path) == [(3, "torn")]
    fill(path, 2)
    assert path.read_bytes().startswith(before)
    assert found(path) == []
    kinds = [entry.what for entry in Custody.open(path).entries()]
    assert kinds == ["received", "received", *(["torn"] if cut < len(whole[2]) else []), "received", "received"]


def test_zeros_at_the_end_are_a_broken_write(path: Path) -> None:
    """A power cut may leave zeros where the last line was to be."""
    fill(path, 2)
    with path.open("ab") as file:
        file.write(b'{"n":3,"wh' + bytes(100))
    fill(path, 1)
    assert found(path) == []
    assert [entry.n for entry in Custody.open(path).entries()] == [1, 2, 4, 5]


def test_a_missing_line_feed_alone_loses_nothing(path: Path) -> None:
    """A whole line whose line feed was not written any more is an entry like the others."""
    fill(path, 2)
    path.write_bytes(path.read_bytes()[:-1])
    fill(path, 1)
    assert found(path) == []
    assert len(list(Custody.open(path).entries())) == 3


def _append(path: str, count: int) -> None:
    with Custody.open(Path(path), str(os.getpid())) as log:
        for number in range(count):
            log.append("received", str(number))


def test_processes_that_append_at_once_make_one_chain(path: Path) -> None:
    """Three processes write to one log; every line is there and the chain holds."""
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_append, args=(str(path), 100)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert found(path) == []
    entries = list(Custody.open(path).entries())
    assert [entry.n for entry in entries] == list(range(1, 301))
    assert len({entry.who for entry in entries}) == 3


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL here")
def test_a_kill_loses_nothing_that_was_reported(path: Path) -> None:
    """After SIGKILL in the middle of appending, every entry that append gave back is in the log, and it goes on."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom rashomon.custody import Custody\n"
        "log = Custody.open(Path(sys.argv[1]), 'x')\n"
        "while True: print(log.append('received', 'y' * 3000).n, flush=True)\n"
    )
    most = 0
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(0.05 + random.random() / 20)  # noqa: S311 - any moment will do
            writer.send_signal(signal.SIGKILL)
            told = [int(n) for n in writer.stdout.read().split(b"\n")[:-1]]
        most = max([most, *told])
        assert Custody.open(path).head().n >= most
    fill(path, 1)
    assert found(path) == []


def test_a_long_log_is_appended_to_by_its_end_alone(path: Path) -> None:
    """Appending reads the last lines only, however long they are and however much stands before them."""
    with Custody.open(path) as log:
        log.append("received", "z" * 300_000)
    with Custody.open(path) as log:
        log.append("received", "ü" * 100_000)
    assert found(path) == []
    assert Custody.open(path).head().n == 2


def test_who_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """RASHOMON_WHO names the person; without it the account and the computer do."""
    monkeypatch.setenv("RASHOMON_WHO", " Ina Foss ")
    assert whoever() == "Ina Foss"
    monkeypatch.delenv("RASHOMON_WHO")
    assert "@" in whoever()


def test_words_that_utf8_cannot_carry_are_escaped(path: Path) -> None:
    """A file name with a lone surrogate is logged with an escape, and control characters cannot break the line."""
    with Custody.open(path) as log:
        entry = log.append("received", "a\ud800b\n\u2028c", detail={"k": "\udfff"})
    assert entry.name == "a\\ud800b\n\u2028c"
    assert found(path) == []


def test_a_log_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    """A folder in its place is no log."""
    with pytest.raises(CaseError, match="cannot be written"):
        Custody.open(tmp_path).append("created")


def test_the_log_stands_beside_the_case(tmp_path: Path) -> None:
    """Its name is that of the case file and an ending."""
    assert log_of(tmp_path / "quay.rashomon").name == "quay.rashomon.custody.jsonl"
    assert Custody.beside(tmp_path / "c").path == log_of(tmp_path / "c")


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=9)), st.text(max_size=30))
@settings(max_examples=50, deadline=None)
def test_every_entry_comes_back(tmp_path_factory: pytest.TempPathFactory, detail: dict[str, str], name: str) -> None:
    """Whatever the words, an entry reads back equal, and its line is one line."""
    path = tmp_path_factory.mktemp("log") / "log"
    with Custody.open(path) as log:
        entry: Entry = log.append("judged", name, detail=detail)
    assert list(Custody.open(path).entries()) == [entry]
    assert path.read_bytes().count(b"\n") == 1
