"""The way of a document: bytes, document and zones, records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from rashomon import settings
from rashomon.connecting import reason
from rashomon.engines import local
from rashomon.errors import InputError, ModelError, RashomonError, Unreadable
from rashomon.ingest.documents import ingest
from rashomon.ingest.formats import unpacked
from rashomon.ingest.items import Captured
from rashomon.read.reader import located, read
from rashomon.records import KnownAliases, KnownPlace, Reading, Skip, Taken
from rashomon.text import encodable

_DOSSIER = re.compile(rb'<meta name="generator" content="Rashomon [^"]*">')


def read_input(captured: Captured | Skip, published: str = "", own: Sequence[KnownPlace] = ()) -> Reading:
    """All that can be made of one input; whatever stands in the way of a document becomes a skip of that document.

    A missing or damaged model is no document's fault and raises ModelError.
    """
    if isinstance(captured, Skip):
        return Reading(name=captured.name, skips=(captured,))
    name, stage = encodable(captured.name), "ingest"
    try:
        data = captured.read(settings.MAX_BYTES)
        if _DOSSIER.search(data[:4000]):
            raise Unreadable("a dossier that Rashomon wrote; what it shows stands in its documents, so add those")
        taken = ingest(name, data, published)
        taken.document.text.encode()  # a lone surrogate could be neither stored nor printed
        stage = "read"
        return read_taken(taken, own)
    except ModelError:
        raise
    except RashomonError as error:
        return skipped(name, stage, str(error).removeprefix(f"{name}: "))
    except Exception as error:
        return skipped(name, stage, f"our bug, please report it with the document: {type(error).__name__}: {error}")


def read_taken(taken: Taken, own: Sequence[KnownPlace] = ()) -> Reading:
    """The records of a document and of those taken out of it; claims of a garbled text are read in the repaired one."""
    garbled = any(a.document.kind == "repaired" for a in taken.attached)
    reading = read(msgspec.structs.replace(taken, zones=()) if garbled else taken, own)
    return msgspec.structs.replace(
        reading,
        zones=taken.zones,
        parts=taken.parts,
        provenance=taken.provenance,
        pages=taken.pages,
        skips=(*taken.skips, *(() if taken.document.kind == "comment" else reading.skips)),
        attached=tuple(read_taken(a, own) for a in taken.attached),
    )


def whole(reading: Reading) -> Iterator[Reading]:
    """A reading and all that are attached to it, at any depth."""
    yield reading
    for attached in reading.attached:
        yield from whole(attached)


def own_places(path: Path) -> tuple[KnownPlace, ...]:
    """The places of a user's file; raises InputError."""
    from rashomon.ingest.place_file import read_places

    return read_places(str(path), _own_file(path, "places"))


def own_aliases(path: Path) -> tuple[KnownAliases, ...]:
    """The names of a user's file; raises InputError."""
    from rashomon.ingest.alias_file import read_aliases

    return read_aliases(str(path), _own_file(path, "names"))


def _own_file(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: the file of {what} cannot be read ({reason(error)})") from error


def placed_again(reading: Reading, own: Sequence[KnownPlace]) -> Reading:
    """A reading with its places, and what depends on them, found again under the user's places of now."""
    attached = tuple(placed_again(a, own) for a in reading.attached)
    if reading.document is None or not reading.sentences:
        return msgspec.structs.replace(reading, attached=attached)
    taken = Taken(document=reading.document, zones=reading.zones, parts=reading.parts, provenance=reading.provenance)
    return msgspec.structs.replace(located(taken, reading, own), attached=attached)


def read_pile(
    inputs: Iterable[Captured | Skip], published: str = "", jobs: int = 0, own: Sequence[KnownPlace] = ()
) -> Iterator[Reading]:
    """A reading for each input and each member of a container, in their order, read by several processes."""
    held = (_held(item) for item in unpacked(inputs))
    return local.run(partial(read_input, published=published, own=own), held, jobs, lost=_lost)


def _held(item: Captured | Skip) -> Captured | Skip:
    """An item that can go to another process: a member that is still in its container comes with its bytes."""
    if isinstance(item, Skip) or item.stream is None:
        return item
    data = bytes_of(item)
    return data if isinstance(data, Skip) else Captured(name=item.name, data=data, final=True)


def bytes_of(item: Captured | Skip) -> bytes | Skip:
    """An item's bytes, or the skip that says why they cannot be had."""
    if isinstance(item, Skip):
        return item
    try:
        return item.read(settings.MAX_BYTES)
    except RashomonError as error:
        name = encodable(item.name)
        return skipped(name, "ingest", str(error).removeprefix(f"{name}: ")).skips[0]


def skipped(name: str, stage: str, reason: str) -> Reading:
    """The reading of an input that gave no document."""
    return Reading(name=name, skips=(Skip(name=name, stage=stage, reason=encodable(reason)),))


def _lost(item: Captured | Skip, reason: str) -> Reading:
    return skipped(encodable(item.name), "engine", f"{reason}; add it again by itself to see whether it was the cause")
