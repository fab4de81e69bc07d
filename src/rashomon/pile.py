"""The way of a pile into a case: each input is read once, and what the pile as a whole shows is applied."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from pathlib import Path

from rashomon import settings
from rashomon.answers import Added
from rashomon.errors import InputError, Unreadable
from rashomon.ingest.documents import GIVEN, ingest
from rashomon.ingest.formats import unpacked
from rashomon.ingest.inputs import is_address
from rashomon.ingest.items import Captured
from rashomon.ingest.judged import line_key
from rashomon.pipeline import bytes_of, own_aliases, own_places, placed_again, read_pile, read_taken, skipped, whole
from rashomon.records import ARTICLE_ZONES, Reading, Skip, Zone
from rashomon.store import Store
from rashomon.text import encodable

Progress = Callable[[int, int, int], None]
"""Told after each input: how many are done, how many are known of (0 when nobody counted), how many were skipped."""


MOST_RIVALS = 100
"""Documents with a line that are looked at as versions of one more that has it."""

OWN_FILES = ("", "-wal", "-shm", ".custody.jsonl", ".feeds.json")
"""What the names of the files that make up a case end in."""


def without_own_files(case: Path, items: Iterable[Captured | Skip]) -> Iterator[Captured | Skip]:
    """The items but for the case's own files, by whatever path: a folder that is read may hold the case itself."""
    own = {f"{case}{end}" for end in OWN_FILES}
    return (item for item in items if isinstance(item, Skip) or not _is_one_of(item.path, own))


def _is_one_of(path: Path | None, files: set[str]) -> bool:
    return path is not None and any(Path(f).exists() and path.exists() and path.samefile(f) for f in files)


class Pile:
    """Inputs on their way into a case: each is read once, unless the case holds its bytes already.

    Containers are opened as they come, so that the number of items is known only at the end.
    """

    def __init__(self, store: Store, inputs: Iterable[Captured | Skip], told: Progress | None = None) -> None:
        self._store, self._inputs, self._log, self._told = store, inputs, store.log, told
        self._known = len(inputs) if isinstance(inputs, Sized) else 0
        self._under_way: deque[bytes | Captured] = deque()
        self._read: set[str] = set()
        self._repeats: list[tuple[str, str]] = []
        self._outlets: set[str] = set()
        self._documents = self._comments = self._claims = self._done = 0
        self._skips: list[Skip] = []

    def add(self, published: str, jobs: int, strict: bool) -> Added:
        """Read and store all; with `strict`, the first skip raises InputError, and what came before it stays."""
        for reading in read_pile(self._new(), published, jobs, self._store.known_places()):
            self._keep(reading)
            if strict and self._skips:
                raise InputError(f"{self._skips[0].name}: {self._skips[0].reason} (stopped: --strict)")
        repeated = tuple(name for name, sha256 in self._repeats if self._repeat(name, sha256))
        settle_outlets(self._store, self._outlets)
        return Added(
            documents=self._documents,
            comments=self._comments,
            claims=self._claims,
            repeated=repeated,
            skips=tuple(self._skips),
        )

    def _new(self) -> Iterator[Captured | Skip]:
        """The inputs that are to be read, with their bytes, which are hashed and kept until they are stored."""
        for item in unpacked(self._inputs, self._opened):
            data = bytes_of(item)
            if isinstance(data, Skip) or isinstance(item, Skip):
                self._under_way.append(b"")
                yield data if isinstance(data, Skip) else item
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            self._log.append("fetched" if is_address(item.name) else "received", item.name, sha256, len(data))
            if sha256 in self._read or self._store.is_done("read", sha256):
                self._repeats.append((encodable(item.name), sha256))
                self._tell()
                continue
            self._read.add(sha256)
            long = len(data) > settings.HELD_BYTES and item.path is not None
            self._under_way.append(item if long else data)
            yield Captured(name=item.name, path=item.path if long else None, data=None if long else data, final=True)

    def _opened(self, item: Captured, transcribes: bool) -> None:
        """Note a container: its members are kept; where they are written out from it, its bytes too unless too long."""
        digest, size, held = hashlib.sha256(), 0, bytearray()
        with item.open() as file:
            while block := file.read(settings.BLOCK):
                digest.update(block)
                size += len(block)
                if transcribes and size <= settings.MAX_BYTES:
                    held += block
        kept = transcribes and size == len(held)
        self._log.append("unpacked", item.name, digest.hexdigest(), size, {"kept": "yes"} if kept else None)
        if kept:
            self._store.keep(digest.hexdigest(), bytes(held))

    def _keep(self, reading: Reading) -> None:
        held = self._under_way.popleft()  # readings come in the order in which their inputs went
        try:
            data = held if isinstance(held, bytes) else _same_bytes(held, reading)
            if self._store.add(reading, data):
                self._count(reading)
        except Unreadable as error:
            reading = skipped(reading.name, "store", str(error))
            self._store.add(reading, b"")
        except ValueError as error:
            reading = skipped(reading.name, "store", f"our bug, please report it: its records contradict: {error}")
            self._store.add(reading, b"")
        for skip in (skip for r in whole(reading) for skip in r.skips):
            self._skips.append(skip)
        self._tell()

    def _count(self, reading: Reading) -> None:
        document = reading.document
        if document is None:
            return
        self._documents += 1
        for each in whole(reading):
            comment = each.document is not None and each.document.kind == "comment"
            self._comments += comment
            self._claims += 0 if comment else len(each.claims)
        self._outlets.add(document.outlet)

    def _repeat(self, name: str, sha256: str) -> bool:
        """Note one more name of bytes that were read; false, and a skip, when they gave no document."""
        doc = self._store.doc_of(sha256)
        if doc is None:
            self._under_way.append(b"")
            self._keep(skipped(name, "ingest", "the same bytes as another input that could not be used"))
            return False
        self._store.add_capture(doc, name)
        # A run that was stopped before its end has not looked at what its outlets repeat.
        self._outlets.add(self._store.documents(doc=doc)[0].outlet)
        return True

    def _tell(self) -> None:
        self._done += 1
        if self._told:
            known = max(self._done, self._known) if self._known else 0
            self._told(self._done, known, len(self._skips))


def _same_bytes(item: Captured, reading: Reading) -> bytes:
    """A long file's bytes once more, for the case; raises Unreadable when they are not those that were read."""
    if reading.document is None:
        return b""
    data = bytes_of(item)
    if isinstance(data, Skip) or hashlib.sha256(data).hexdigest() != reading.document.sha256:
        raise Unreadable("the file changed while it was read; add it again")
    return data


def read_again(store: Store, doc: str) -> Reading:
    """A document of a case read from its raw bytes once more, under the judgements that stand now, and stored."""
    old = store.reading(doc)
    if old.document is None:
        raise ValueError(doc)
    given = next((s.value for s in old.document.signals if s.field == "published" and s.where == GIVEN), "")
    outlet = old.document.outlet
    taken = ingest(old.name, store.blob(doc), given, store.judgements(doc), store.repeated(outlet))
    if taken.document.outlet != outlet:  # a person named another outlet: its repeated lines are others
        taken = ingest(old.name, store.blob(doc), given, store.judgements(doc), store.repeated(taken.document.outlet))
    reading = read_taken(taken, store.known_places())
    store.replace(reading)
    return reading


def with_places(store: Store, path: Path | None) -> None:
    """Take the places of a user's file into the case (or none), and find the places of every document again."""
    own = own_places(path) if path else ()
    _received(store, path)
    store.set_known_places(own)
    for reading in list(store.readings()):
        found = placed_again(reading, own)
        if found != reading:
            store.replace(found)


def with_aliases(store: Store, path: Path | None) -> None:
    """Take the names of a user's file into the case, or none."""
    own = own_aliases(path) if path else ()
    _received(store, path)
    store.set_known_aliases(own)


def _received(store: Store, path: Path | None) -> None:
    """Note a file of the user's own that the case was given."""
    if path:
        data = path.read_bytes()
        store.log.append("received", str(path), hashlib.sha256(data).hexdigest(), len(data))


def settle_outlets(store: Store, outlets: Iterable[str]) -> int:
    """Find the lines that stand in many documents of an outlet, and read again those documents that hold new ones.

    A line counts in documents that are no versions of one another, at least `settings.REPEATED_IN` of them and a tenth
    of the outlet's. Gives the number of documents read again. The result depends on the documents, not on their order.
    """
    changed = 0
    for outlet in sorted(set(outlets) - {""}):
        holding = _lines_of_outlet(store, outlet)
        lines = _repeated({doc: article | left_out for doc, (article, left_out) in holding.items()})
        if lines != store.repeated(outlet):
            store.set_repeated(outlet, lines)
        for doc, (article, left_out) in holding.items():
            if article & lines or left_out - lines:
                read_again(store, doc)
                changed += 1
    return changed


def _lines_of_outlet(store: Store, outlet: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each document of an outlet, its article's lines, and those that were left out of it as repeated ones."""
    found = {}
    for doc in store.ids(outlet):
        text, zones = store.text(doc), store.zones(doc)
        article = (z for z in zones if z.kind in ARTICLE_ZONES - {"headline"} and z.made_by != "person")
        left_out = (z for z in zones if z.made_by == "pile")
        found[doc] = _keys(text, article), _keys(text, left_out)
    return found


def _keys(text: str, zones: Iterable[Zone]) -> frozenset[str]:
    return frozenset(line_key(text[z.start : z.end]) for z in zones) - {""}


def _repeated(holding: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Lines of enough documents; of documents that share half their lines (versions, reprints) only one counts."""
    counts: Counter[str] = Counter()
    with_line: dict[str, list[frozenset[str]]] = {}
    for doc in sorted(holding):
        own = holding[doc]
        # Who shares more than half of the lines shares one of any half of them: the rarest lead to the fewest rivals.
        rarest = sorted(own, key=lambda line: (len(with_line.get(line, ())), line))[: len(own) // 2 + 1]
        rivals = (other for line in rarest for other in with_line.get(line, ())[:MOST_RIVALS])
        if any(len(own & other) > len(own) / 2 for other in rivals):
            continue
        for line in own:
            counts[line] += 1
            with_line.setdefault(line, []).append(own)
    enough = max(settings.REPEATED_IN, len(holding) / 10)
    return frozenset(line for line, count in counts.items() if count >= enough)
