"""A replay of the log of custody: every line hashed again, what does not fit named by its line; and what it says."""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from rashomon.custody import FIRST, could_be_torn, entry_of, lines_of
from rashomon.sealing import DOCUMENT, SCHEMA, SEAL, TABLE


class Fault(Struct, frozen=True, kw_only=True):
    """Something wrong with the log: the number of the line, what kind of thing, and a sentence for a person.

    `line` counts the lines of the file from 1; for lines that are gone it is the place where they would stand.
    """

    line: int
    what: Literal["changed", "missing", "reordered", "inserted", "rewritten", "torn"]
    reason: str


class LogIndex:
    """What a log says of its case, gathered in one pass over those of its lines that are whole.

    `stored` has the line of each stored document by its hash, `names` all names under which bytes came, `skipped` what
    could not be used, `kept` the hashes of files that documents were written out from, `seals` those of each document
    in their order, `others` the last one of everything else, `hashes` the line of each hash.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.count = path, 0
        self.stored: dict[str, int] = {}  # sha256 -> line
        self.names: set[tuple[str, str]] = set()
        self.skipped: set[tuple[str, str, str]] = set()
        self.kept: set[str] = set()
        self.seals: dict[str, list[str]] = {}
        self.others: dict[str, str] = {}
        self.hashes: dict[str, int] = {}
        self.title: str | None = None
        for number, line in enumerate(lines_of(path), 1):
            self.count = number
            self._take(number, line)

    def _take(self, number: int, line: bytes) -> None:
        entry = entry_of(line)
        if entry is None:
            return
        self.hashes[entry.hash] = number
        if entry.sha256:
            self.names.add((entry.sha256, entry.name))
        if entry.what == "stored" and entry.sha256:
            self.stored.setdefault(entry.sha256, number)
        elif entry.what == "skipped":
            self.skipped.add((entry.name, entry.detail.get("stage", ""), entry.detail.get("reason", "")))
        elif entry.what == "unpacked" and "kept" in entry.detail:
            self.kept.add(entry.sha256)
        elif entry.what == "created":
            self.title = entry.detail.get("title", "")
        if SEAL in entry.detail:
            self.seals.setdefault(entry.detail.get(DOCUMENT, ""), []).append(entry.detail[SEAL])
        self.others.update((k, v) for k, v in entry.detail.items() if k == SCHEMA or k.startswith(TABLE))


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
        self._bad: set[int] = set()
        self._torn = ""  # digest of the line before, when it is the beginning of an entry

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
            follows = line > 1 and self._numbers[line - 1] == self._numbers[line - 2] + 1
            if (follows or self._numbers[line - 1] == line == 1) and not {line, line - 1} & known:
                reason = f"line {line} does not follow from line {line - 1}: one of them was written anew"
                found.append(Fault(line=line, what="rewritten", reason=reason))
        if not found:
            line = self._breaks[0] if self._breaks else 1
            found.append(
                Fault(line=line, what="rewritten", reason=f"line {line} is not the one that was written there")
            )
        return tuple(sorted(found, key=lambda fault: (fault.line, fault.what)))

    def _read(self) -> None:
        digest = FIRST
        for line, data in enumerate(lines_of(self._path), 1):
            entry = entry_of(data)
            if entry is None:
                self._bad.add(line)
                self._numbers.append(0)
            else:
                if entry.previous != digest:
                    self._breaks.append(line)
                elif entry.what == "torn" and self._torn == entry.sha256:
                    self._bad.discard(line - 1)  # broken off, and said to be so: as good as any other line
                    self._numbers[-1] = line - 1
                self._numbers.append(entry.n)
            digest = hashlib.sha256(data).hexdigest()
            self._torn = digest if entry is None and could_be_torn(data) else ""

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
