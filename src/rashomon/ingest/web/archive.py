"""A WARC file that is written: records are added to what is there, and the file changes in one step."""

from __future__ import annotations

import gzip
import os
import shutil
import uuid
import zlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from rashomon.errors import InputError


class Archive:
    """A WARC file that grows beside the one that is there, and takes its place when the `with` block ends.

    That holds for an end by an error as well: what was added whole is kept. A name that ends in .gz gives a file in
    which each record is packed by itself. Raises `InputError` when what stands there is no WARC.
    """

    def __init__(self, path: Path, software: str) -> None:
        self._path, self._software = path.resolve(), software
        self._part = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        self._good = self._start = 0

    def __enter__(self) -> Self:
        try:
            self._packed = _is_packed(self._path)
            self._part.unlink(missing_ok=True)
            self._file = self._part.open("xb")
        except OSError as error:
            raise self._failed(error) from error
        try:
            if self._path.exists():
                with self._path.open("rb") as old:
                    shutil.copyfileobj(old, self._file, 1 << 20)
            self._good = self._start = self._file.tell()
        except OSError as error:
            self._drop()
            raise self._failed(error) from error
        return self

    def add(self, date: datetime, records: Iterable[bytes]) -> None:
        """Write records that belong together; all of them count, or none. The first come after one about the writer."""
        try:
            if self._good == self._start:
                self._write(self._about(date))
            for record in records:
                self._write(record)
            self._file.flush()
        except OSError as error:
            raise self._failed(error) from error
        self._good = self._file.tell()

    def _write(self, record: bytes) -> None:
        self._file.write(gzip.compress(record, mtime=0) if self._packed else record)

    def _about(self, date: datetime) -> bytes:
        """The record that says who wrote what follows it."""
        about = f"software: {self._software}\r\nformat: WARC File Format 1.1\r\n".encode()
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"warcinfo {date} {self._start} {self._software}")
        lines = [
            "WARC/1.1",
            "WARC-Type: warcinfo",
            f"WARC-Record-ID: <urn:uuid:{name}>",
            f"WARC-Date: {date:%Y-%m-%dT%H:%M:%SZ}",
            "Content-Type: application/warc-fields",
            f"Content-Length: {len(about)}",
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + about + b"\r\n\r\n"

    def __exit__(self, *_: object) -> None:
        try:
            with self._file:
                self._file.truncate(self._good)
                os.fsync(self._file.fileno())
            if self._good > self._start:
                self._part.replace(self._path)
        except OSError as error:
            raise self._failed(error) from error
        finally:
            self._drop()

    def _drop(self) -> None:
        """Leave nothing beside the file; what is closed twice or not there any more is no matter."""
        with suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)

    def _failed(self, error: OSError) -> InputError:
        return InputError(f"{self._path}: cannot be written ({error.strerror or error})")


def _is_packed(path: Path) -> bool:
    """Whether records are to be packed: as in the file that is there, or as the name says."""
    if not path.exists() or not path.stat().st_size:
        return path.name.endswith(".gz")
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            if file.read(5) == b"WARC/":
                return packed
    except (EOFError, zlib.error, gzip.BadGzipFile):
        pass
    raise InputError(f"{path}: this is no WARC file, and nothing is written over it; choose another name")
