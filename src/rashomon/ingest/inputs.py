"""What the user named, as a stream of captured items: files, folders, globs, standard input, lists of paths."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO

from rashomon.errors import NotFound, TooLarge, Unreadable
from rashomon.ingest.items import Captured
from rashomon.records import Skip

STDIN_LIMIT = 200 * 1000 * 1000
LIST_LIMIT = 64 * 1000 * 1000
MOST_MATCHES = 100_000
"""Paths that one pattern may give; `**` goes through every link to a folder, and so round and round."""


def expand(inputs: Sequence[str], stdin: IO[bytes] | None) -> Iterator[Captured | Skip]:
    """The items behind `inputs`, in order; what cannot be used comes as a `Skip` with the reason.

    A folder gives its files, sorted, hidden ones left out, links to folders followed once. `-` is standard input, once;
    `@FILE` and `@-` are lists of paths, one a line.
    """
    used = False
    for given in inputs:
        if given in {"-", "@-"}:
            if used or stdin is None:
                yield skip(given, "standard input was read already" if used else "there is no standard input")
                continue
            used = True
            data = stdin.read(STDIN_LIMIT + 1)
            yield from [Captured(name="-", data=data)] if given == "-" else listed(given, data)
        elif is_address(given):
            yield from fetched(given)
        elif given.startswith("@") and not os.path.lexists(given):  # false, too, of a name that no file can have
            yield from from_list(given)
        else:
            yield from from_path(given)


def fetched(given: str) -> Iterator[Captured | Skip]:
    """The page at a web address, as the answer came with its headers, or a skip with the reason."""
    from rashomon.ingest.web.fetch import captured

    yield from captured([given])


def is_address(given: str) -> bool:
    """Whether something given is a web address."""
    return given.lower().startswith(("http://", "https://"))


def skip(given: str | Path, reason: str) -> Skip:
    """A skip at the stage of intake, under a name that can be stored."""
    return Skip(name=shown(given), stage="ingest", reason=reason)


def shown(path: str | Path) -> str:
    """A path as text that can be stored and printed: bytes of a name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def from_list(given: str) -> Iterator[Captured | Skip]:
    """The items behind `@FILE`, or a skip when the list cannot be read or is longer than 64 MB."""
    try:
        data = Captured(name=given, path=Path(given[1:])).read(LIST_LIMIT)
    except (NotFound, Unreadable, TooLarge) as error:
        yield skip(given, f"the list of paths cannot be read: {error}")
        return
    yield from listed(given, data)


def listed(given: str, data: bytes) -> Iterator[Captured | Skip]:
    """The items behind the paths in `data`, one a line; `given` is what a skip calls the list."""
    paths = [os.fsdecode(line) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    if not paths:
        yield skip(given, "the list of paths is empty")
    for path in paths:
        yield from fetched(path) if is_address(path) else from_path(path)


def from_path(given: str) -> Iterator[Captured | Skip]:
    """The items behind one path: a file, a folder or, when there is neither, a pattern."""
    try:
        mode = os.stat(given).st_mode  # noqa: PTH116 - a name with a NUL must give a reason, not a traceback
    except FileNotFoundError:
        yield from from_glob(given)
    except (OSError, ValueError) as error:
        yield skip(given, f"cannot be opened ({getattr(error, 'strerror', None) or error})")
    else:
        if stat.S_ISDIR(mode):
            yield from from_folder(given)
        else:
            yield Captured(name=shown(given), path=Path(given))


def from_glob(given: str) -> Iterator[Captured | Skip]:
    """The items behind a pattern, sorted, or a skip that says why there are none."""
    matches = glob.iglob(given, recursive=True) if glob.has_magic(given) else iter(())  # noqa: PTH207 - as the user wrote it
    found = sorted(islice(matches, MOST_MATCHES + 1))
    if len(found) > MOST_MATCHES:
        yield skip(given, f"more than {MOST_MATCHES:,} paths, as where links lead round in a circle; give the folder")
    elif found:
        for path in found:
            yield from from_path(path)
    elif glob.has_magic(given):
        yield skip(given, "no file matches this pattern")
    elif not given:
        yield skip(given, "an empty name; give a file, a folder, a pattern, or - for standard input")
    else:
        link = "a link to something that is not there" if Path(given).is_symlink() else "no such file or folder"
        yield skip(given, link)


def from_folder(given: str) -> Iterator[Captured | Skip]:
    """The files under a folder, sorted in each, hidden ones left out; no folder is entered twice.

    Folders that cannot be read, and one without a file, come as skips.
    """
    problems: list[OSError] = []
    seen: set[tuple[int, int]] = set()
    empty = True
    for folder, folders, files in os.walk(given, followlinks=True, onerror=problems.append):
        here = os.stat(folder)  # noqa: PTH116 - the pair of numbers that names a folder
        if (here.st_dev, here.st_ino) in seen:
            folders.clear()
            continue
        seen.add((here.st_dev, here.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                empty = False
                yield from_folder_entry(os.path.join(folder, name))  # noqa: PTH118 - keeps the folder as it was given
        while problems:
            empty = False
            problem = problems.pop()
            yield skip(str(problem.filename), f"the folder cannot be read ({problem.strerror})")
    if problems:
        yield skip(given, f"the folder cannot be read ({problems[0].strerror})")
    elif empty:
        yield skip(given, "the folder holds no files")


def from_folder_entry(path: str) -> Captured | Skip:
    """The file at `path`, or a skip when it is a link to nothing, a pipe, a socket or a device."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - follows links, as opening will
    except OSError as error:
        broken = "a link to something that is not there"
        return skip(path, broken if isinstance(error, FileNotFoundError) else f"cannot be opened ({error.strerror})")
    if not stat.S_ISREG(mode):
        return skip(path, "not a regular file (a pipe, a socket or a device)")
    return Captured(name=shown(path), path=Path(path))
