"""Where a verb may write a file, and what is told of it afterwards."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from rashomon import settings
from rashomon.errors import InputError


def destination(out: str | os.PathLike[str], name: str) -> Path:
    """Where to write; never over a case, a database, or anything that is no plain file."""
    path = Path(out)
    path = path / name if path.is_dir() else path
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: this is no plain file; choose another name")
    if path.name.endswith(("-wal", "-shm")) or (path.exists() and _is_database(path)):
        raise InputError(f"{path}: writing here would destroy a case; choose another name")
    if not path.parent.is_dir():
        raise InputError(f"{path}: the folder {path.parent} is not there; make it first")
    return path


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(settings.BLOCK):
            digest.update(block)
    return digest.hexdigest()
