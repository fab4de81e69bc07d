"""Class Case: everything that a user can do with a case file, each verb typed and documented once.

The command line is made from the methods marked as operations: from their signatures and the lines below "Args:".
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from rashomon import __version__, settings
from rashomon.answers import Added, ClaimRow, DocumentRow, Hit, Passage, Shown, Status, Written
from rashomon.errors import BadQuery, InputError, NotFound
from rashomon.operations import operation
from rashomon.records import Attitude, Reading, Skip
from rashomon.store import Store
from rashomon.text import encodable

if TYPE_CHECKING:
    from rashomon.ingest.items import Captured
    from rashomon.pipeline import Watch

StrPath = str | os.PathLike[str]

_SPAN = re.compile(r"(?P<doc>.+):(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})", re.DOTALL)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Case:
    """An open case file; use it as a context manager, or close it.

    `watch`, when set, is told after each input of `add` how many are done, how many there are, how many were skipped.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.watch: Watch | None = None

    @classmethod
    def open(cls, path: StrPath) -> Case:
        """Open a case file; one that an older version wrote is brought up to date."""
        return cls(Store.open(Path(path)))

    @classmethod
    @operation("case")
    def new(cls, path: StrPath, title: str = "") -> Case:
        """Make an empty case file; what stands at the path is never written over.

        Args:
            path: Where the case file is to be, for example quay.rashomon.
            title: What the case is about; it heads the dossier.
        """
        return cls(Store.create(Path(path), encodable(title)))

    def close(self) -> None:
        """Close the case file."""
        self._store.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @operation("case")
    def add(self, inputs: Sequence[str], date: str = "", jobs: int = 0, strict: bool = False) -> Added:
        """Read documents into the case; bytes that it holds already are not read again, and are named.

        What cannot be used becomes a skip with its reason. Stopped at any point and started again, it goes on where it
        was.

        Args:
            inputs: Files, folders, patterns, - for standard input, @FILE or @- for a list of paths.
            date: When the documents were published (YYYY-MM-DD), over what they say themselves.
            jobs: Processes that read; 0 for one a core. The rows are the same whatever the number.
            strict: Stop at the first input that cannot be used; what came before it stays.
        """
        from rashomon.ingest.inputs import expand
        from rashomon.pipeline import Pile

        check_date(date)
        own = {str(self._store.path) + end for end in ("", "-wal", "-shm")}
        stdin = sys.stdin.buffer if sys.stdin and hasattr(sys.stdin, "buffer") else None
        given = (item for item in expand(inputs, stdin) if not _is_one_of(item, own))
        return Pile(self._store, given, self.watch).add(date, jobs, strict)

    @operation()
    def documents(self, name: str = "", title: str = "", outlet: str = "", limit: int = 0) -> list[DocumentRow]:
        """List the documents by name.

        Args:
            name: Only documents whose name has this in it; case and accents do not matter.
            title: Only documents whose title has this in it.
            outlet: Only documents whose outlet has this in it.
            limit: At most so many; 0 for all.
        """
        contains = {"d.name": name, "d.title": title, "d.outlet": outlet}
        return self._store.documents(contains, limit=_limit(limit))

    @operation()
    def claims(  # noqa: PLR0913 - a filter for each thing one can ask of a claim, always named
        self,
        *,
        source: str = "",
        outlet: str = "",
        text: str = "",
        attitude: Literal["", Attitude] = "",
        form: Literal["", "direct", "mixed", "indirect"] = "",
        document: str = "",
        limit: int = 0,
    ) -> list[ClaimRow]:
        """List the claims in the order of their documents: who says it, with which words, what.

        Args:
            source: Only claims whose source, as written, has this in it; case and accents do not matter.
            outlet: Only claims in documents of an outlet that has this in its name.
            text: Only claims whose content has this in it.
            attitude: Only claims whose cue expresses this attitude.
            form: Only direct, mixed or indirect speech.
            document: Only claims of the document with this id or name.
            limit: At most so many; 0 for all.
        """
        if form not in ("", "direct", "mixed", "indirect"):
            raise BadQuery(f"form is {form!r}; it can be direct, mixed or indirect")
        if attitude and attitude not in get_args(Attitude):
            raise BadQuery(f"attitude is {attitude!r}; it can be {', '.join(get_args(Attitude))}")
        if document:
            self._documents(document)
        contains = {"c.source": source, "d.outlet": outlet, "c.content": text}
        equal = {"attitude": attitude, "form": form}
        return list(self._store.claims(contains, equal, encodable(document), _limit(limit)))

    @operation()
    def show(self, id: str) -> Shown:  # noqa: A002 - the word that every list has for it
        """Show a claim, a document or a span (DOCUMENT:START-END) in its place, with the claims that touch it.

        Args:
            id: The id of a claim or a document, the name of a document, or a span such as d0123456789ab:120-180.
        """
        name = encodable(id)
        claim = self._store.claim(name)
        if claim is not None:
            return self._shown("claim", claim.doc, *self._store.extent(name))
        found = self._store.documents(doc=name) if name else []
        if len(found) == 1:
            return self._shown("document", found[0].id, 0, found[0].characters)
        span = _SPAN.fullmatch(name)
        if not found and span:
            return self._shown("span", self._documents(span["doc"])[0].id, int(span["start"]), int(span["end"]))
        self._documents(name)
        raise BadQuery(f"{len(found)} documents have the name {name!r}: {', '.join(d.id for d in found)}; give an id")

    @operation()
    def search(self, text: str, limit: int = settings.SEARCH_HITS) -> list[Hit]:
        """Search documents and claims for words, best hits first.

        Args:
            text: Plain words, all of which must occur; "a phrase"; -word for one that must not occur.
            limit: At most so many; 0 for all.
        """
        from rashomon.search import hit, match_expression

        expression, most = match_expression(text), _limit(limit)
        hits = [hit("document", row) for row in self._store.search("document", expression, most)]
        hits += [hit("claim", row) for row in self._store.search("claim", expression, most)]
        hits.sort(key=lambda h: (h.rank, h.kind, h.id))
        return hits[: most or None]

    @operation()
    def skips(self) -> list[Skip]:
        """List what could not be used, with the stage that gave up and the reason."""
        return self._store.skips()

    @operation()
    def status(self) -> Status:
        """Show what the case holds: counts, versions, and how its rows were made."""
        return self._store.status(__version__)

    @operation("file")
    def dossier(self, out: str) -> Written:
        """Write the dossier: one HTML file that needs no network.

        Args:
            out: The file to write, or a folder that is there, which gets dossier.html.
        """
        from rashomon.models import cards
        from rashomon.publish import dossier

        path, status = _destination(out, "dossier.html"), self.status()
        title = status.title or "Who says what"
        try:
            dossier.write(path, title, self._store.readings(), status, self.skips(), cards())
        except OSError as error:
            raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error
        return _written(path, status)

    @operation("file")
    def export(self, out: str, format: str = "json") -> Written:  # noqa: A002 - the word that users know
        """Write the case to a file that other programs read.

        Args:
            out: The file to write, or a folder that is there.
            format: json (everything), csv (a line a claim, safe to open in a spreadsheet), or one that a plugin adds.
        """
        from rashomon.publish.formats import exporter

        path, status = _destination(out, f"case.{format}"), self.status()
        exporter(format)(path, status, chain(self._store.readings(), self._unread()))
        return _written(path, status)

    def _unread(self) -> Iterator[Reading]:
        """The inputs that gave no document, each with its skips."""
        for name, skips in groupby(self._store.skips(unread_only=True), key=lambda s: s.name):
            yield Reading(name=name, skips=tuple(skips))

    def _documents(self, name: str) -> list[DocumentRow]:
        found = self._store.documents(doc=encodable(name)) if name else []
        if not found:
            raise NotFound(
                f"no document or claim {name!r} in {self._store.path}; `rashomon documents` lists what is there"
            )
        return found

    def _shown(self, kind: Literal["claim", "document", "span"], doc: str, start: int, end: int) -> Shown:
        text = self._store.text(doc)
        if not 0 <= start <= end <= len(text):
            raise NotFound(f"no span {start}-{end} in {doc}: its text has {len(text)} characters")
        context = settings.CONTEXT_CHARACTERS
        passage = Passage(
            doc=doc,
            start=start,
            end=end,
            before=text[max(0, start - context) : start],
            text=text[start:end],
            after=text[end : end + context],
        )
        (document,) = self._store.documents(doc=doc)
        return Shown(kind=kind, passage=passage, document=document, claims=tuple(self._store.touching(doc, start, end)))


def _is_one_of(item: Captured | Skip, files: set[str]) -> bool:
    """Whether an input is one of some files, by whatever path: a folder that is read may hold the case itself."""
    path = None if isinstance(item, Skip) else item.path
    return path is not None and any(Path(f).exists() and path.exists() and path.samefile(f) for f in files)


def check_date(date: str) -> None:
    """Raise InputError unless a date is empty or a day of the calendar, written as YYYY-MM-DD."""
    from datetime import date as day

    try:
        good = not date or (_DATE.fullmatch(date) is not None and bool(day.fromisoformat(date)))
    except ValueError:
        good = False
    if not good:
        raise InputError(f"{date!r} is no date: write a day as YYYY-MM-DD")


def _limit(limit: int) -> int:
    if limit < 0:
        raise BadQuery(f"a limit of {limit} cannot be: give 1 or more, or 0 for all")
    return min(limit, 2**63 - 1)  # the largest number that SQLite knows


def _destination(out: StrPath, name: str) -> Path:
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


def _written(path: Path, status: Status) -> Written:
    return Written(path=str(path), bytes=path.stat().st_size, documents=status.documents, claims=status.claims)
