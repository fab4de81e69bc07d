"""The log of custody: who did what to the case, when, with which bytes; each line is chained to the one before it.

The log stands beside the case as `<case file>.custody.jsonl`. Nothing in it is ever changed or taken away. How another
program can check it, and what it proves, stands in docs/custody.md.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
from msgspec import Struct

from rashomon.errors import CaseError

What = Literal[
    "created",
    "received",
    "stored",
    "unpacked",
    "fetched",
    "skipped",
    "judged",
    "written",
    "verified",
    "migrated",
    "torn",
]
"""What was done; "torn" is written by the log itself, after a line that was broken off."""

FIRST = "0" * 64
"""What stands for the line before the first one."""

SYNC_EVERY = 256
"""Lines: so many may be with the operating system only, not yet on the disc. A kill loses none, a power cut may."""

TAIL = 65_536
"""Bytes read at a time from the end of the log, to find its last line."""

LINE = re.compile(rb'(\{"n":.*),"hash":"([0-9a-f]{64})"\}', re.DOTALL)


ENDING = re.compile(rb'"hash":"[^"]{64}"\}')
"""With this a line is whole, whatever comes after it."""


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the log; the fields stand in this order.

    `n` is the number of the line, from 1. `when` is UTC by this computer's clock. `sha256` and `bytes` are of the bytes
    that the entry is about, empty and 0 where there are none. `previous` is the SHA-256 of the line before, without its
    line feed; `hash` that of this line without `hash` itself.
    """

    n: int
    when: str
    who: str
    what: What
    name: str = ""
    sha256: str = ""
    bytes: int = 0
    tool: str = "rashomon"
    version: str = ""
    detail: dict[str, str] = {}
    previous: str = FIRST
    hash: str = ""


class Head(Struct, frozen=True, kw_only=True):
    """The last whole line of a log: its number and its hash, which stands for everything before it."""

    n: int = 0
    hash: str = FIRST


class Custody:
    """An open log of custody; use it as a context manager, or close it. Several processes may append to one log."""

    def __init__(self, path: Path, who: str = "") -> None:
        self.path = path
        self._who = _encodable(who or whoever())
        self._file: BinaryIO | None = None
        self._last: tuple[int, int, str] | None = None  # size of the file, number and digest of its last line
        self._unsynced = 0

    @classmethod
    def open(cls, path: Path, who: str = "") -> Custody:
        """The log at a path, made by the first append; `who` is `whoever()` unless given."""
        return cls(path, who)

    @classmethod
    def beside(cls, case: Path, who: str = "") -> Custody:
        """The log of a case file."""
        return cls(log_of(case), who)

    def close(self) -> None:
        """Bring all lines to the disc and close the file."""
        if self._file is not None:
            self.sync()
            self._file.close()
            self._file = None

    def __enter__(self) -> Custody:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(
        self, what: What, name: str = "", sha256: str = "", size: int = 0, detail: Mapping[str, str] | None = None
    ) -> Entry:
        """Write one entry at the end of the log and give it back; raises CaseError when that cannot be done.

        Once it returns, a kill of the process loses nothing. A line that was broken off stays, and an entry that says
        so follows it.
        """
        details = {_encodable(k): _encodable(v) for k, v in sorted((detail or {}).items())}
        try:
            with _locked(self._opened()) as file:
                n, previous = self._tail(file)
                entry = self._entry(n + 1, what, previous, (_encodable(name), sha256, size, details))
                self._write(file, entry)
        except OSError as error:
            raise CaseError(f"{self.path}: the log of custody cannot be written ({error.strerror or error})") from error
        if self._unsynced >= SYNC_EVERY:
            self.sync()
        return entry

    def sync(self) -> None:
        """Have the operating system bring what was written to the disc."""
        if self._file is not None and self._unsynced:
            os.fsync(self._file.fileno())
            self._unsynced = 0

    def entries(self) -> Iterator[Entry]:
        """The entries in order, as far as they can be read; `replay` says what cannot, and whether they are true."""
        for line in lines_of(self.path):
            entry = entry_of(line)
            if entry is not None:
                yield entry

    def head(self) -> Head:
        """The last whole line; of an empty log, or none, number 0."""
        if not self.path.exists():
            return Head()
        with self.path.open("rb") as file:
            for line in _lines_from_the_end(file):
                entry = entry_of(line)
                if entry is not None:
                    return Head(n=entry.n, hash=entry.hash)
        return Head()

    # ---- writing, under the lock

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = self.path.open("a+b", buffering=0)
        return self._file

    def _tail(self, file: BinaryIO) -> tuple[int, str]:
        """Number and digest of the last line, after mending a line that was broken off."""
        size = file.seek(0, os.SEEK_END)
        if self._last is not None and self._last[0] == size:
            return self._last[1:]
        if size == 0:
            return 0, FIRST
        file.seek(size - 1)
        whole = file.read(1) == b"\n"
        last = next(_lines_from_the_end(file))
        entry = entry_of(last)
        if entry is not None:
            if not whole:
                self._put(file, b"\n")
            return entry.n, _sha256(last)
        file.seek(0)
        number = sum(1 for _ in file)
        if whole or not could_be_torn(last):
            # Somebody changed it. It is chained over as it is and not excused: every replay will name it.
            if not whole:
                self._put(file, b"\n")
            return number, _sha256(last)
        self._put(file, b"\n")
        detail = {"line": str(number), "reason": "the line before this one was broken off; it is kept as it stands"}
        torn = self._entry(number + 1, "torn", _sha256(last), ("", _sha256(last), len(last), detail))
        self._write(file, torn)
        return torn.n, _sha256(line_of(torn))

    def _entry(self, n: int, what: What, previous: str, about: tuple[str, str, int, dict[str, str]]) -> Entry:
        name, sha256, size, detail = about
        entry = Entry(
            n=n,
            when=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            who=self._who,
            what=what,
            name=name,
            sha256=sha256,
            bytes=size,
            version=_version(),
            detail=detail,
            previous=previous,
        )
        return msgspec.structs.replace(entry, hash=hash_of(entry))

    def _write(self, file: BinaryIO, entry: Entry) -> None:
        line = line_of(entry)
        self._put(file, line + b"\n")
        self._last = (file.seek(0, os.SEEK_END), entry.n, _sha256(line))
        self._unsynced += 1

    def _put(self, file: BinaryIO, data: bytes) -> None:
        """Write all of it: a disc that is nearly full takes a part, and says why only when asked for the rest."""
        self._last = None
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]


def log_of(case: Path) -> Path:
    """Where the log of a case file stands."""
    return case.with_name(case.name + ".custody.jsonl")


def whoever() -> str:
    """Who works here: the environment's RASHOMON_WHO, or else the user's name at this computer's name."""
    given = os.environ.get("RASHOMON_WHO", "").strip()
    if given:
        return given
    import getpass
    import platform

    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name, as in some containers
        user = "unknown"
    return f"{user}@{platform.node() or 'unknown'}"


def line_of(entry: Entry) -> bytes:
    """An entry as it stands in the log, without the line feed: JSON in UTF-8, no white space, keys in their order."""
    return msgspec.json.encode(entry)


def hash_of(entry: Entry) -> str:
    """The SHA-256 of an entry's line without its last key, `hash`."""
    line = line_of(msgspec.structs.replace(entry, hash=""))
    return _sha256(line.removesuffix(b',"hash":""}') + b"}")


def entry_of(line: bytes) -> Entry | None:
    """The entry that a line holds; None when it is no entry or does not fit its own hash."""
    match = LINE.fullmatch(line)
    if match is None or _sha256(match.group(1) + b"}").encode() != match.group(2):
        return None
    try:
        return msgspec.json.decode(line, type=Entry)
    except (msgspec.DecodeError, RecursionError):
        return None


def could_be_torn(line: bytes) -> bool:
    """Whether a line can be what a broken write leaves: the beginning of an entry, or the zeros of a lost page."""
    begun = line.rstrip(b"\0")
    return ENDING.search(begun) is None and (begun.startswith(b'{"n":') or b'{"n":'.startswith(begun))


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a log without their line feeds, as many as it has when the reading begins; none without a log.

    The last line counts even when its line feed is missing.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        with _locked(file, shared=True):
            left = file.seek(0, os.SEEK_END)
        file.seek(0)
        while left > 0:
            line = file.readline(left)
            if not line:
                return
            left -= len(line)
            yield line.removesuffix(b"\n")


def _lines_from_the_end(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file that holds something, the last one first, without their line feeds."""
    at = file.seek(0, os.SEEK_END)
    rest, first = b"", True
    while at > 0:
        # A line longer than what is held doubles the step, so that a long one is not copied over and over.
        step = min(at, max(TAIL, len(rest)))
        at = file.seek(at - step)
        rest = file.read(step) + rest
        if first:
            rest, first = rest.removesuffix(b"\n"), False
        rest, *later = rest.split(b"\n")
        yield from reversed(later)
    yield rest


@contextmanager
def _locked(file: BinaryIO, shared: bool = False) -> Iterator[BinaryIO]:
    """The file while no other process writes to it; waits for its turn."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        try:
            yield file
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
    else:
        import msvcrt

        # One byte far behind the end: a lock on the bytes themselves would keep others from reading them.
        far = 2**40
        while True:
            file.seek(far)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # gives up after ten seconds
                break
            except OSError:
                continue
        try:
            yield file
        finally:
            file.seek(far)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _version() -> str:
    from rashomon import __version__

    return __version__
