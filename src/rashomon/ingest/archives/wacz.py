"""WACZ: a ZIP of web archives with lists of what is in it and the digests of its parts, which are checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from rashomon.errors import RashomonError, Unreadable
from rashomon.ingest.archives.members import in_bounds, inner_name, skip
from rashomon.ingest.archives.unpacking import PIECE
from rashomon.ingest.archives.zips import Entry, ZipMembers, directory_of, entries, packed_file
from rashomon.ingest.items import Captured
from rashomon.records import Skip

PACKAGE, SEAL = "datapackage.json", "datapackage-digest.json"
ARCHIVE = re.compile(r"(?:^|/)archive/[^/].*\.warc(?:\.gz|\.zst)?$", re.IGNORECASE)
OWN = re.compile(r"(?:indexes|pages|logs|fuzzy)/|(?:datapackage|datapackage-digest|fuzzy)\.json$")
LOOKED_AT = 100_000
"""Entries of a ZIP among which a web archive and its list have to stand."""

LIST = 32_000_000
"""Bytes that the list of parts may have."""


class Wacz:
    """Web archives packed for sharing: the WARC files in them, once their digests were found right."""

    name = "wacz"

    def recognises(self, item: Captured) -> bool:
        """By the names in the directory of a ZIP: the list of parts, and a web archive."""
        try:
            if not item.head(4).startswith(b"PK\x03\x04"):
                return False
            with item.open() as file:
                directory = directory_of(file) if file.seekable() else None
                names = [] if directory is None else [e.name for e in islice(entries(file, directory), LOOKED_AT)]
        except (RashomonError, OSError):
            return False
        return PACKAGE in names and any(map(ARCHIVE.search, names))

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """The WARC files as containers; a part that does not have the digest stated for it is a skip, and is not read.

        The lists and indexes of the format itself pass in silence; other files come as from any ZIP.
        """
        yield from in_bounds(item, self._members(item), "a WACZ that holds nothing to read")

    def _members(self, item: Captured) -> Iterator[Captured | Skip]:
        with item.open() as file:
            found = _Parts(item, file)
            yield from found.stated()
            yield from found.all()
            for path in sorted(found.digests.keys() - found.seen):
                yield skip(inner_name(item.name, path), f"the list of parts ({PACKAGE}) names it, and it is missing")


class _Parts(ZipMembers):
    """The members of a WACZ, each held against the list of parts."""

    digests: dict[str, str]
    seen: set[str]

    def stated(self) -> Iterator[Skip]:
        """Reads the list of parts and checks the list itself; what is wrong with it comes as skips."""
        self.digests, self.seen = {}, set()
        directory = directory_of(self._file)
        if directory is None:
            raise Unreadable("its directory, at the end, is missing or damaged: the archive is cut off")
        lists = {entry.name: entry for entry in entries(self._file, directory) if entry.name in (PACKAGE, SEAL)}
        try:
            seal = self._json(lists[SEAL]) if SEAL in lists else {}
            for part in self._json(lists[PACKAGE]).get("resources", ()) if PACKAGE in lists else ():
                if isinstance(part, dict) and isinstance(part.get("path"), str) and isinstance(part.get("hash"), str):
                    self.digests[part["path"]] = part["hash"]
            if isinstance(seal.get("hash"), str):
                self.digests[PACKAGE] = seal["hash"]
        except (RashomonError, OSError, TypeError) as error:
            yield skip(inner_name(self._item.name, PACKAGE), f"the list of parts cannot be read: {error}")

    def _json(self, entry: Entry) -> dict[str, Any]:
        if entry.size > LIST:
            raise Unreadable(f"it is longer than {LIST // 1_000_000} MB")
        self.refuse(entry)
        try:
            found = msgspec.json.decode(self.captured(entry.name, entry).read(LIST))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Unreadable(f"it is no JSON ({error})") from None
        return found if isinstance(found, dict) else {}

    def member(self, entry: Entry) -> Iterator[Captured | Skip]:
        """As of any ZIP, once the digest was found right."""
        self.seen.add(entry.name)
        problem = self._wrong(entry) if entry.name in self.digests else ""
        if problem:
            yield skip(inner_name(self._item.name, entry.name), problem)
        elif not OWN.match(entry.name):
            yield from super().member(entry)

    def _wrong(self, entry: Entry) -> str:
        kind, _, stated = self.digests[entry.name].partition(":")
        if kind not in {"sha256", "sha512", "sha1", "md5"}:
            return ""
        digest = hashlib.new(kind, usedforsecurity=False)
        try:
            self.refuse(entry)
            with packed_file(self._item, self.data_start(entry), entry) as file:
                while piece := file.read(PIECE):
                    digest.update(piece)
        except (RashomonError, OSError) as error:
            return str(error)
        if digest.hexdigest() == stated.strip().lower():
            return ""
        return (
            f"its {kind} is {digest.hexdigest()}, and {PACKAGE} states {stated[:128]}: changed or damaged after it was"
            " packed; to read it all the same, take it out and add it by itself"
        )
