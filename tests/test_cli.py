"""The command line, run as a person or a script runs it."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rashomon import cli
from rashomon.records import Fragment
from rashomon.text import one_line, quote
from tests.factory import pile, report

KEYS = {
    "accounts", "drifts", "id", "name", "title", "outlet", "author", "published", "language", "text", "sha256",
    "zones", "sentences", "mentions", "entities", "times", "places", "quantities", "claims", "skips", "kind",
    "of", "at", "updated", "captured", "url", "media_type", "encoding", "signals", "conflicts", "parts",
    "provenance", "pages", "judgements", "attached",
}  # fmt: skip
CLAIM_KEYS = {
    "id", "source", "cue", "content", "form", "attitude", "certainty", "evidence", "speaker", "parent", "chain", "p",
    "evidence_at", "loaded", "sure", "zone",
}  # fmt: skip


def rashomon(
    *arguments: str | Path, data: bytes | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "rashomon", *map(str, arguments)],
        input=data,
        stdin=subprocess.DEVNULL if data is None else None,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **(environment or {})},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pile(tmp_path_factory.mktemp("pile"), 4)


@pytest.fixture(scope="module")
def case(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with four documents; nobody writes to it."""
    path = tmp_path_factory.mktemp("case") / "quay.rashomon"
    assert rashomon("new", path).returncode == 0
    assert rashomon("add", path, folder).returncode == 0
    return path


def test_read_prints_one_object_a_line(folder: Path) -> None:
    """`read --json` prints an object for each document, in order, with exactly the promised keys, and needs no case."""
    names = sorted(map(str, folder.iterdir()))
    done = rashomon("read", *names, "--json", "--date", "2022-10-06")
    assert (done.returncode, done.stderr) == (0, b"")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f["name"] for f in found] == names
    for name, object_ in zip(names, found, strict=True):
        assert set(object_) == KEYS
        assert object_["published"] == "2022-10-06"
        assert object_["text"] == Path(name).read_text(encoding="utf-8")
        assert object_["claims"]
        for claim in object_["claims"]:
            assert set(claim) == CLAIM_KEYS
            assert claim["content"]
            for role in ("source", "cue", "content"):
                assert all(0 <= s < e <= len(object_["text"]) for s, e in claim[role])
        assert all(set(z) <= {"start", "end", "kind", "p", "made_by", "comment"} for z in object_["zones"])
    assert rashomon("read", *names, "--json", "--date", "2022-10-06", "--jobs", "1").stdout == done.stdout


def test_read_says_what_it_could_not_use(tmp_path: Path) -> None:
    """An input that gives no document still has its object, with all keys and the reason, and the exit code is 3."""
    (tmp_path / "empty.txt").write_bytes(b"")
    done = rashomon("read", tmp_path / "empty.txt", tmp_path / "none.txt", "--json")
    assert done.returncode == 3
    for line in done.stdout.splitlines():
        object_ = json.loads(line)
        assert set(object_) == KEYS
        (skip,) = object_["skips"]
        assert set(skip) == {"stage", "reason"}
    assert done.stderr.count(b"skipped") == 2
    assert b"Traceback" not in done.stderr


def test_read_takes_standard_input() -> None:
    """`-` is standard input; the text comes out unchanged, line ends of any kind included."""
    data = report(1).replace("\n", "\r\n").encode()
    done = rashomon("read", "-", "--json", data=data)
    object_ = json.loads(done.stdout)
    assert (object_["name"], object_["text"]) == ("-", data.decode())


def test_run_makes_case_and_dossier(folder: Path, tmp_path: Path) -> None:
    """`run` says how much it read and where the dossier is; run again, it goes on with the case."""
    done = rashomon("run", folder, "--out", tmp_path / "out", "--title", "Quay")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("4 documents of 0 outlets, ")
    dossier = tmp_path / "out" / "dossier.html"
    assert f"dossier: {dossier}\n" in done.stdout.decode()
    assert "<title>Quay" in dossier.read_text(encoding="utf-8")
    again = rashomon("run", folder, tmp_path / "none.txt", "--out", tmp_path / "out")
    assert again.returncode == 3
    assert again.stdout.decode().startswith("4 documents in the case before, 0 new\n4 documents of ")
    assert again.stderr.decode().count("the same bytes") == 4
    assert b"none.txt: no such file" in again.stderr


def test_help_says_what_may_be_set() -> None:
    """The list of commands has whole sentences, and a word that must be one of a few is listed."""
    assert "new, add and dossier in one." in " ".join(rashomon("--help").stdout.decode().split())
    assert "One of title, outlet, author," in " ".join(rashomon("correct", "--help").stdout.decode().split())
    assert "One of headline, standfirst," in " ".join(rashomon("relabel", "--help").stdout.decode().split())


def test_demo_needs_nothing(tmp_path: Path) -> None:
    """`demo` reads the packaged example, twelve documents without a skip, and starts afresh when run again."""
    rashomon("demo", "--out", tmp_path / "demo", "--jobs", "1")
    done = rashomon("demo", "--out", tmp_path / "demo")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "12 documents of " in done.stdout.decode()
    assert len(list((tmp_path / "demo" / "documents").iterdir())) == 12
    assert (tmp_path / "demo" / "dossier.html").stat().st_size > 50_000


def test_exit_codes(case: Path, folder: Path, tmp_path: Path) -> None:
    """0 done, 2 bad input, 3 done with skips; with --strict the first skip is 2. No message has a traceback."""
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    own = tmp_path / "case"
    expected: list[tuple[int, list[str | Path]]] = [
        (0, ["--help"]),
        (0, ["--version"]),
        (0, ["claims", "--help"]),
        (2, ["nonsense"]),
        (2, ["claims"]),
        (2, ["claims", case, "--form", "loud"]),
        (2, ["claims", tmp_path / "none"]),
        (2, ["claims", empty]),
        (2, ["show", case, "nothing"]),
        (2, ["search", case, "..."]),
        (2, ["new", case]),
        (0, ["new", own]),
        (3, ["add", own, empty]),
        (2, ["add", own, empty, "--strict"]),
        (2, ["add", own, folder, "--date", "yesterday"]),
        (2, ["add", own, folder, "--jobs", "-1"]),
        (0, ["add", own, folder]),
        (2, ["run", empty, "--strict", "--out", tmp_path / "out"]),
        (2, ["run", folder, "--out", empty]),
        (2, ["dossier", own, "--out", tmp_path / "no" / "folder"]),
        (2, ["read", folder, "--date", "1"]),
    ]
    for code, arguments in expected:
        done = rashomon(*arguments)
        assert done.returncode == code, (arguments, done.stdout, done.stderr)
        assert b"Traceback" not in done.stderr
        assert code != 2 or done.stderr.strip(), arguments


def test_our_bugs_say_so(case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An unexpected exception is called our bug, exit code 1, and shows its traceback only when asked."""

    def broken(*_: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("rashomon.store.Store.status", broken)
    assert cli.main(["status", str(case)]) == 1
    message = capsys.readouterr().err
    assert "our bug" in message
    assert "Traceback" not in message
    monkeypatch.setenv("RASHOMON_DEBUG", "1")
    with pytest.raises(KeyError):
        cli.main(["status", str(case)])


def test_lists_are_lines_in_a_pipe(case: Path) -> None:
    """In a pipe a list is a line of names and a line a row, with tabs between; with --json it is one array."""
    lines = rashomon("documents", case).stdout.decode().splitlines()
    array = json.loads(rashomon("documents", case, "--json").stdout)
    assert lines[0].split("\t") == list(array[0])
    assert [line.split("\t")[0] for line in lines[1:]] == [row["id"] for row in array]
    assert json.loads(rashomon("skips", case, "--json").stdout) == []


def test_lists_are_tables_on_a_terminal(case: Path) -> None:
    """On a terminal a list is an aligned table of the columns that have room."""
    printed = on_a_terminal("claims", str(case), "--limit", "3")
    assert "Anna Brandt" in printed
    assert "\t" not in printed
    assert "none" in on_a_terminal("skips", str(case))


def test_decisions_keep_their_times_whole_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    """In the table of decisions the document and the time stand on one line each, however long the reason is."""
    own = tmp_path / "case"
    assert rashomon("new", own).returncode == 0
    assert rashomon("add", own, folder).returncode == 0
    doc = json.loads(rashomon("documents", own, "--json").stdout)[0]["id"]
    made = json.loads(rashomon("correct", own, doc, "outlet", "The Lantern", "--why", "its foot says so " * 9).stdout)
    lines = on_a_terminal("judgements", str(own)).splitlines()
    assert sum(doc in line and made["when"] in line for line in lines) == 1
    assert made["id"] not in "".join(lines)


def test_progress_is_for_terminals(folder: Path, tmp_path: Path) -> None:
    """On a terminal reading shows how far it is; in a pipe it is silent."""
    rashomon("new", tmp_path / "case")
    assert "reading" in on_a_terminal("add", str(tmp_path / "case"), str(folder))
    rashomon("new", tmp_path / "other")
    assert rashomon("add", tmp_path / "other", folder).stderr == b""


def on_a_terminal(*arguments: str) -> str:
    """What a command prints when its output is a terminal of 120 columns."""
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "rashomon", *arguments],
        stdin=there,
        stdout=there,
        stderr=there,
        env={**os.environ, "COLUMNS": "120", "TERM": "xterm"},
    ) as process:
        os.close(there)
        printed = b""
        while True:
            try:
                piece = os.read(here, 65536)
            except OSError:  # the other end was closed
                break
            if not piece:
                break
            printed += piece
    os.close(here)
    assert process.returncode == 0, printed
    return printed.decode()


def test_a_closed_pipe_is_quiet(case: Path) -> None:
    """`| head` ends a long list without a word."""
    command = f"'{sys.executable}' -m rashomon claims '{case}' --json | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout[:3], done.stdout[10:], done.stderr) == ('[{"', "0\n", "")
    with subprocess.Popen(
        [sys.executable, "-m", "rashomon", "claims", str(case)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_is_utf8_everywhere(case: Path) -> None:
    """In a C locale, and with an encoding forced on Python, the output is the same UTF-8."""
    usual = rashomon("claims", case)
    assert "“".encode() in usual.stdout
    for environment in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0", "LC_ALL": "POSIX"}):
        assert rashomon("claims", case, environment=environment).stdout == usual.stdout


def test_odd_names_are_harmless(tmp_path: Path) -> None:
    """Names with line breaks, escape sequences and undecodable bytes are read, kept and printed on one line."""
    names = (b"two\nlines.txt", b"esc\x1b[31m.txt", b"bad\xff.txt", b"[bold]x.txt", "rtl\u202etxt.exe".encode())
    for number, name in enumerate(names):
        (tmp_path / os.fsdecode(name)).write_text(report(number), encoding="utf-8")
    done = rashomon("run", tmp_path, "--out", tmp_path / ".out")
    assert (done.returncode, done.stderr) == (0, b"")
    listed = rashomon("documents", tmp_path / ".out" / "case.rashomon").stdout
    assert len(listed.decode().splitlines()) == 6
    assert b"\x1b" not in listed
    assert "\u202e".encode() not in listed
    table = on_a_terminal("documents", str(tmp_path / ".out" / "case.rashomon"))
    assert "[bold]x" in table
    assert "\x1b[31m" not in table
    read = rashomon("read", tmp_path / os.fsdecode(b"bad\xff.txt"), "--json")
    assert read.returncode == 0
    json.loads(read.stdout)
    missing = rashomon("read", os.fsdecode(b"gone\xff\n\x1b[2J"))
    assert missing.returncode == 3
    assert b"\x1b" not in missing.stderr


def test_hostile_text_does_not_reach_the_terminal(tmp_path: Path) -> None:
    """Escape sequences in a document are shown as such in lists and tables."""
    text = (
        "Harbour master Anna Brandt said that \x1b[2J\x1b]0;gone\x07 rockets had hit the quay before dawn on Monday.\n"
    )
    (tmp_path / "a.txt").write_text(text)
    rashomon("run", tmp_path / "a.txt", "--out", tmp_path / "out")
    path = tmp_path / "out" / "case.rashomon"
    (row,) = json.loads(rashomon("claims", path, "--json").stdout)[:1]
    assert row["id"]
    for printed in (rashomon("claims", path).stdout.decode(), on_a_terminal("claims", str(path))):
        assert "\x1b[2J" not in printed
        assert "\x1b]0;" not in printed


def test_interrupting_keeps_what_is_finished(tmp_path: Path) -> None:
    """Ctrl-C ends a run with one line and no traceback, and the case can be gone on with."""
    folder = pile(tmp_path / "pile", 160)
    rashomon("new", tmp_path / "case")
    command = [sys.executable, "-m", "rashomon", "add", str(tmp_path / "case"), str(folder), "--jobs", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        while not (found := json.loads(rashomon("documents", tmp_path / "case", "--json").stdout)):
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, complaint = process.communicate(timeout=30)
    assert process.returncode == 130
    assert complaint.strip() == "rashomon: interrupted; what was finished is kept"
    assert 0 < len(found) < 160
    assert rashomon("add", tmp_path / "case", folder).returncode == 0
    assert json.loads(rashomon("status", tmp_path / "case").stdout)["documents"] == 160


def test_quoting_by_pairs(folder: Path) -> None:
    """The pairs of numbers in the JSON quote the words that the table shows."""
    name = str(sorted(folder.iterdir())[0])
    object_ = json.loads(rashomon("read", name, "--json").stdout)
    lines = rashomon("read", name).stdout.decode().splitlines()[1:]
    for claim, line in zip(object_["claims"], lines, strict=True):
        fragments = [Fragment(start=s, end=e) for s, e in claim["source"]]
        assert line.split("\t")[1] == one_line(quote(object_["text"], fragments))


def test_a_case_too_damaged_to_open_can_be_verified(case: Path, tmp_path: Path) -> None:
    """A file whose definitions no longer parse is named as damaged by `verify`, with exit code 2 and no traceback."""
    damaged = tmp_path / "case"
    damaged.write_bytes(case.read_bytes().replace(b"CREATE TABLE zones (", b"CREATE TABLE zones [", 1))
    shutil.copy(f"{case}.custody.jsonl", f"{damaged}.custody.jsonl")
    done = rashomon("verify", damaged)
    assert done.returncode == 2
    assert json.loads(done.stdout)["problems"]
    assert b"our bug" not in done.stderr
