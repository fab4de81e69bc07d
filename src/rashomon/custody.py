"""The log of custody: who did what to the case, when, with which bytes; each line is chained to the one before it.

The log stands beside the case as `<case file>.custody.jsonl`. Nothing in it is ever changed or taken away. How another
program can check it, and what it proves, stands in docs/custody.md.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal, get_args

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
    detail: dict[str, str] = {}  # noqa: RUF012 - msgspec copies an empty default for every struct
    previous: str = FIRST
    hash: str = ""


class Head(Struct, frozen=True, kw_only=True):
    """The last whole line of a log: its number and its hash, which stands for everything before it."""

    n: int = 0
    hash: str = FIRST


class Fault(Struct, frozen=True, kw_only=True):
    """Something wrong with the log: the number of the line, what kind of thing, and a sentence for a person.

    `line` counts the lines of the file from 1; for lines that are gone it is the place where they would stand.
    """

    line: int
    what: Literal["changed", "missing", "reordered", "inserted", "rewritten", "torn"]
    reason: str


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
        number = sum(1 for _ in lines_of(self.path))
        if not whole:
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


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a log without their line feeds, as many as it has when the reading begins; none without a log.

    The last line counts even when its line feed is missing.
    """
    if not path.exists():
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


def replay(path: Path) -> tuple[Fault, ...]:
    """Every fault of a log, by line: an empty tuple says that no line was changed, moved, put in or taken out.

    Lines that are gone from the end leave no trace in the log itself; compare its head with one that was kept
    elsewhere, or with the documents of the case.
    """
    return _Replay(path).faults()


class _Replay:
    """One pass over a log; of the good lines only the numbers are kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._numbers: list[int] = []  # by line; 0 where the line is bad
        self._breaks: list[int] = []  # lines that are good and do not follow from the line before
        self._bad: dict[int, str] = {}
        self._linked: set[str] = set()
        self._digests: dict[int, str] = {}

    def faults(self) -> tuple[Fault, ...]:
        self._read()
        if not self._bad and not self._breaks and self._whole():
            return ()
        found = [self._changed(line) for line in self._bad]
        counts = Counter(n for n in self._numbers if n)
        inserted = {line for line in self._breaks if counts[self._numbers[line - 1]] > 1}
        inserted |= {n for n in self._doubles(counts) if n not in inserted}
        found += [Fault(line=i, what="inserted", reason=f"line {i} has the number of another line") for i in inserted]
        moved = self._moved(inserted)
        found += [
            Fault(line=i, what="reordered", reason=f"line {i} stood at line {self._numbers[i - 1]}") for i in moved
        ]
        found += self._missing(counts, inserted | moved)
        known = inserted | moved | {fault.line for fault in found}
        for line in self._breaks:
            explained = line - 1 in self._bad or {line, line - 1} & known
            if not explained:
                reason = f"line {line} does not follow from line {line - 1}: one of them was written anew"
                found.append(Fault(line=line, what="rewritten", reason=reason))
        return tuple(sorted(found, key=lambda fault: (fault.line, fault.what)))

    def _read(self) -> None:
        digest = FIRST
        for line, data in enumerate(lines_of(self._path), 1):
            entry = entry_of(data)
            if entry is None:
                self._bad[line] = _sha256(data)
                self._numbers.append(0)
            else:
                if entry.previous != digest:
                    self._breaks.append(line)
                elif entry.what == "torn" and self._bad.get(line - 1) == entry.sha256:
                    del self._bad[line - 1]  # broken off, and said to be so: as good as any other line
                    self._numbers[-1] = entry.n - 1
                self._numbers.append(entry.n)
            digest = _sha256(data)

    def _whole(self) -> bool:
        return all(number == line for line, number in enumerate(self._numbers, 1))

    def _changed(self, line: int) -> Fault:
        if line == len(self._numbers) and not _ends_whole(self._path):
            reason = f"line {line}, the last one, is not whole: a write was broken off, or its end was changed"
            return Fault(line=line, what="torn", reason=reason)
        return Fault(line=line, what="changed", reason=f"line {line} was changed: it does not fit its own hash")

    def _doubles(self, counts: Counter[int]) -> set[int]:
        """Lines whose number stands twice: of each pair, the one out of the row."""
        found = set()
        for number in (n for n, count in counts.items() if count > 1):
            lines = [line for line, n in enumerate(self._numbers, 1) if n == number]
            breaking = [line for line in lines if line in self._breaks]
            found |= set(breaking) or set(lines[1:])
        return found

    def _moved(self, inserted: set[int]) -> set[int]:
        """The fewest lines that have to be taken out for the numbers to rise."""
        from bisect import bisect_left

        lines = [line for line, n in enumerate(self._numbers, 1) if n and line not in inserted]
        tails: list[int] = []
        ends: list[int] = []
        before: dict[int, int] = {}
        for line in lines:
            at = bisect_left(tails, self._numbers[line - 1])
            tails[at : at + 1] = [self._numbers[line - 1]]
            ends[at : at + 1] = [line]
            before[line] = ends[at - 1] if at else 0
        kept, line = set(), ends[-1] if ends else 0
        while line:
            kept.add(line)
            line = before[line]
        return set(lines) - kept

    def _missing(self, counts: Counter[int], out: set[int]) -> Iterator[Fault]:
        """Runs of numbers that no line has; a changed line is taken to have the number that is due."""
        due = 1
        for line, number in enumerate(self._numbers, 1):
            if line in out:
                continue
            if number:
                gone = [n for n in range(due, number) if not counts[n]] if number - due < 10**7 else [due, number - 1]
                if gone:
                    which = f"line {gone[0]} is" if len(gone) == 1 else f"lines {gone[0]} to {gone[-1]} are"
                    reason = f"{which} missing before what is now line {line}"
                    yield Fault(line=line, what="missing", reason=reason)
            due = (number or due) + 1


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


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
        *_, tail = parts = rest.split(b"\n")
        if len(parts) > 1:
            yield from reversed(parts[1:])
            rest = parts[0]
        del tail
    yield rest


@contextmanager
def _locked(file: BinaryIO, shared: bool = False) -> Iterator[BinaryIO]:
    """The file while no other process writes to it; waits for its turn."""
    if os.name == "nt":
        with _locked_on_windows(file):
            yield file
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    try:
        yield file
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def _locked_on_windows(file: BinaryIO) -> Iterator[None]:
    """A lock on one byte far behind the end: one on the bytes themselves would keep others from reading them."""
    import msvcrt
    import sys

    assert sys.platform == "win32"  # noqa: S101 - tells the type checker which functions there are
    far = 2**40
    while True:
        file.seek(far)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # gives up after ten seconds
            break
        except OSError:
            continue
    try:
        yield
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


WHATS: tuple[str, ...] = get_args(What)
"""All kinds of entry."""
