"""Puts a file in place only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rashomon.errors import InputError


@contextmanager
def placing(path: Path, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """A file to write text to; it takes the place of `path` at the end, and is thrown away if anything fails."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("w", encoding=encoding, newline="") as file:
            yield file
        draft.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        draft.unlink(missing_ok=True)
