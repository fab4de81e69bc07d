"""The way of a document: bytes, document and zones, records; and the way of a pile into a case."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from rashomon import settings
from rashomon.answers import Added
from rashomon.engines import local
from rashomon.errors import InputError, ModelError, RashomonError, Unreadable
from rashomon.ingest.documents import ingest
from rashomon.ingest.items import Captured
from rashomon.plugins import formats
from rashomon.read.reader import read
from rashomon.records import Document, Reading, Skip, Zone
from rashomon.store import Store
from rashomon.text import encodable

_DOSSIER = re.compile(rb'<meta name="generator" content="Rashomon [^"]*">')

Watch = Callable[[int, int, int], None]
"""Told after each input: how many are done, how many there are, how many were skipped."""


def read_input(captured: Captured | Skip, published: str = "") -> Reading:
    """All that can be made of one input; whatever stands in the way of a document becomes a skip of that document.

    A missing or damaged model is no document's fault and raises ModelError.
    """
    if isinstance(captured, Skip):
        return Reading(name=captured.name, skips=(captured,))
    name, stage = encodable(captured.name), "ingest"
    try:
        data = captured.read(settings.MAX_BYTES)
        document, zones = _ingest(name, data, published)
        document.text.encode()  # a lone surrogate could be neither stored nor printed
        stage = "read"
        return read(document, zones)
    except ModelError:
        raise
    except RashomonError as error:
        return _skipped(name, stage, str(error).removeprefix(f"{name}: "))
    except Exception as error:
        return _skipped(name, stage, f"our bug, please report it with the document: {type(error).__name__}: {error}")


def read_pile(inputs: Iterable[Captured | Skip], published: str = "", jobs: int = 0) -> Iterator[Reading]:
    """A reading for each input, in their order, read by several processes."""
    return local.run(partial(read_input, published=published), inputs, jobs, lost=_lost)


class Pile:
    """Inputs on their way into a case: each is read once, unless the case holds its bytes already."""

    def __init__(self, store: Store, inputs: Iterable[Captured | Skip], watch: Watch | None = None) -> None:
        self._store, self._inputs, self._watch = store, list(inputs), watch
        self._under_way: deque[bytes | Captured] = deque()
        self._read: set[str] = set()
        self._repeats: list[tuple[str, str]] = []
        self._documents = self._claims = self._done = 0
        self._skips: list[Skip] = []

    def add(self, published: str, jobs: int, strict: bool) -> Added:
        """Read and store all; with `strict`, the first skip raises InputError, and what came before it stays."""
        for reading in read_pile(self._new(), published, jobs):
            self._keep(reading)
            if strict and self._skips:
                raise InputError(f"{self._skips[0].name}: {self._skips[0].reason} (stopped: --strict)")
        repeated = tuple(name for name, sha256 in self._repeats if self._repeat(name, sha256))
        return Added(documents=self._documents, claims=self._claims, repeated=repeated, skips=tuple(self._skips))

    def _new(self) -> Iterator[Captured | Skip]:
        """The inputs that are to be read, with their bytes, which are hashed and kept until they are stored."""
        for item in self._inputs:
            data = _bytes_of(item)
            if isinstance(data, Skip) or isinstance(item, Skip):
                self._under_way.append(b"")
                yield data if isinstance(data, Skip) else item
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 in self._read or self._store.is_done("read", sha256):
                self._repeats.append((encodable(item.name), sha256))
                self._tell()
                continue
            self._read.add(sha256)
            long = len(data) > settings.HELD_BYTES and item.path is not None
            self._under_way.append(item if long else data)
            yield item if long else Captured(name=item.name, data=data)

    def _keep(self, reading: Reading) -> None:
        held = self._under_way.popleft()  # readings come in the order in which their inputs went
        try:
            data = held if isinstance(held, bytes) else _same_bytes(held, reading)
            if self._store.add(reading, data):
                self._documents += 1
                self._claims += len(reading.claims)
        except Unreadable as error:
            reading = _skipped(reading.name, "store", str(error))
            self._store.add(reading, b"")
        except ValueError as error:
            reading = _skipped(reading.name, "store", f"our bug, please report it: its records contradict: {error}")
            self._store.add(reading, b"")
        self._skips.extend(reading.skips)
        self._tell()

    def _repeat(self, name: str, sha256: str) -> bool:
        """Note one more name of bytes that were read; false, and a skip, when they gave no document."""
        doc = self._store.doc_of(sha256)
        if doc is None:
            self._under_way.append(b"")
            self._keep(_skipped(name, "ingest", "the same bytes as another input that could not be used"))
            return False
        self._store.add_capture(doc, name)
        return True

    def _tell(self) -> None:
        self._done += 1
        if self._watch:
            self._watch(self._done, len(self._inputs), len(self._skips))


def _bytes_of(item: Captured | Skip) -> bytes | Skip:
    if isinstance(item, Skip):
        return item
    try:
        return item.read(settings.MAX_BYTES)
    except RashomonError as error:
        name = encodable(item.name)
        return _skipped(name, "ingest", str(error).removeprefix(f"{name}: ")).skips[0]


def _same_bytes(item: Captured, reading: Reading) -> bytes:
    """A long file's bytes once more, for the case; raises Unreadable when they are not those that were read."""
    if reading.document is None:
        return b""
    data = _bytes_of(item)
    if isinstance(data, Skip) or hashlib.sha256(data).hexdigest() != reading.document.sha256:
        raise Unreadable("the file changed while it was read; add it again")
    return data


def _ingest(name: str, data: bytes, published: str) -> tuple[Document, tuple[Zone, ...]]:
    if _DOSSIER.search(data[:4000]):
        raise Unreadable("a dossier that Rashomon wrote; what it shows stands in its documents, so add those")
    for plugin in formats():
        if plugin.recognises(data):
            return plugin.ingest(name, data, published)
    return ingest(name, data, published)


def _skipped(name: str, stage: str, reason: str) -> Reading:
    return Reading(name=name, skips=(Skip(name=name, stage=stage, reason=encodable(reason)),))


def _lost(item: Captured | Skip, reason: str) -> Reading:
    return _skipped(encodable(item.name), "engine", f"{reason}; add it again by itself to see whether it was the cause")
