"""Class Case: everything that a user can do with a case file, each verb typed and documented once.

The command line is made from the methods marked as operations: from their signatures and the lines below "Args:".
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rashomon import asking
from rashomon.answers import Added, Polled, Stamped, Status, Verified, Written
from rashomon.checking import checked
from rashomon.custody import whoever
from rashomon.errors import BadQuery, InputError
from rashomon.judging import (
    JudgedField,
    called_judged,
    field_judged,
    other_judged,
    same_judged,
    zone_judged,
)
from rashomon.operations import operation
from rashomon.questions import Questions
from rashomon.records import Judgement, KnownAliases, KnownPlace, Reading, Skip, ZoneKind
from rashomon.store import Store
from rashomon.text import encodable
from rashomon.writing import destination, digest_of

if TYPE_CHECKING:
    from rashomon.ingest.items import Captured
    from rashomon.pile import Progress

StrPath = str | os.PathLike[str]


class Case(Questions):
    """An open case file with its log of custody; use it as a context manager, or close it.

    `progress`, when set, is told after each input of `add` how many are done, how many are known of, how many were
    skipped; `heard`, of each poll of `watch`. `who` is the person that the log and judgements name: unless it is set,
    the environment's RASHOMON_WHO or the account.
    """

    def __init__(self, store: Store, who: str = "") -> None:
        self._store = store
        self._log = store.log
        self._who = who
        self.progress: Progress | None = None
        self.heard: Callable[[Polled], None] | None = None

    @classmethod
    def open(cls, path: StrPath, who: str = "") -> Case:
        """Open a case file; one that an older version wrote is brought up to date."""
        return cls(Store.open(Path(path), who), who)

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
        """Close the case file and its log."""
        self._store.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @operation("case")
    def add(self, inputs: Sequence[str], date: str = "", jobs: int = 0, strict: bool = False) -> Added:
        """Read documents into the case; bytes that it holds already are not read again, and are named.

        Archives, mailboxes, feeds and tables give a document for each thing in them. What cannot be used becomes a skip
        with its reason. Stopped at any point and started again, it goes on where it was.

        Args:
            inputs: Files, folders, patterns, web addresses, - for standard input, @FILE or @- for a list of them.
            date: When the documents were published (YYYY-MM-DD), over what they say themselves.
            jobs: Processes that read; 0 for one a core. The rows are the same whatever the number.
            strict: Stop at the first input that cannot be used; what came before it stays.
        """
        from rashomon.ingest.inputs import expand, is_address
        from rashomon.pile import Pile, without_own_files

        day = asking.day_of(date)
        stdin = sys.stdin.buffer if sys.stdin and hasattr(sys.stdin, "buffer") else None
        given = without_own_files(self._store.path, expand(inputs, stdin))
        # Files are counted first, for the progress; pages are fetched one at a time, as they are read.
        counted = given if any(map(is_address, inputs)) else list(given)
        return Pile(self._store, counted, self.progress).add(day, jobs, strict)

    @operation("case")
    def watch(self, feeds: str, every: int = 60, once: bool = False, jobs: int = 1) -> list[Polled]:
        """Poll feeds, politely, and add what is new, until it is stopped (Ctrl-C); one row for each poll.

        Feeds are asked only for what changed; the page that a new entry leads to is fetched, or else the entry is kept.

        Args:
            feeds: An OPML file with the addresses of feeds, or the address of one feed.
            every: Minutes between two polls of a feed that does not say how often it changes; 5 or more.
            once: Poll every feed that is due once, and end.
            jobs: Processes that read; 0 for one a core.
        """
        from rashomon.pile import Pile
        from rashomon.watching import watched

        def add(items: Iterable[Captured | Skip]) -> None:
            Pile(self._store, items).add("", jobs, strict=False)

        found = []
        for polled in watched(feeds, self._store.path, add, every, once):
            found.append(polled)
            if self.heard:
                self.heard(polled)
        return found

    @operation("case")
    def gazetteer(self, file: str = "", none: bool = False) -> list[KnownPlace]:
        """Take the places of a file into the case, or list those it has; they go before those of the gazetteer.

        The file's places take the stead of those that were there, and the places of every document are found again.

        Args:
            file: A table (CSV) with names, lat and lon, or GeoJSON.
            none: Have no places of your own from now on.
        """
        from rashomon.pile import with_places

        if file and none:
            raise BadQuery("give a file of places, or none; not both")
        if file or none:
            with_places(self._store, Path(file) if file else None)
        return list(self._store.known_places())

    @operation("case")
    def relabel(self, span: str, kind: Literal["", ZoneKind], why: str = "", who: str = "") -> Judgement:
        """Say what a run of a document is; its claims are read again, and the decision stays for good.

        Args:
            span: The run, as DOCUMENT:START-END, for example d0123456789ab:120-180.
            kind: The zone it is; an empty word ("") takes back what was said before about this run.
            why: The reason, for those who read it later.
            who: Who decides; the account's name unless given.
        """
        from rashomon.pile import read_again

        judgement = self._judge(zone_judged(self._store, span, kind, why, who or self._who or whoever()))
        read_again(self._store, judgement.doc)
        return judgement

    @operation("case")
    def correct(self, id: str, field: JudgedField, value: str, why: str = "", who: str = "") -> Judgement:  # noqa: A002 - each named on every surface
        """Say what is true of a document, over what the machine found; the decision stays for good.

        Of a reader's comment only `kind` can be set: "article" makes it count as a source, "comment" takes that back.

        Args:
            id: The id or the name of the document.
            field: What to set.
            value: What it is; for published a day as YYYY-MM-DD. An empty word ("") takes back what was said before.
            why: The reason, for those who read it later.
            who: Who decides; the account's name unless given.
        """
        from rashomon.pile import read_again, settle_outlets

        document = asking.document(self._store, id)
        whole = document.of or document.id
        judgement = self._judge(field_judged(document, field, value, why, who or self._who or whoever()))
        read_again(self._store, whole)
        if field == "outlet":
            settle_outlets(self._store, {document.outlet, asking.documents(self._store, whole)[0].outlet})
        return judgement

    @operation("case")
    def merge(self, a: str, b: str, why: str = "", who: str = "") -> list[Judgement]:
        """Say that two entities are one, whatever their names; the decision stays for good.

        Args:
            a: The id of an entity, of the case or in a document, as `entities` lists them.
            b: The id of the other one.
            why: The reason, for those who read it later.
            who: Who decides; the account's name unless given.
        """
        from rashomon.linking import links

        return self._judged(same_judged(self._store, links(self._store), (a, b), why, who or self._who or whoever()))

    @operation("case")
    def split(self, id: str, other: str = "", why: str = "", who: str = "") -> list[Judgement]:  # noqa: A002 - as below
        """Say that an entity in a document is another one than it is taken for; the decision stays for good.

        Args:
            id: The id that the entity has in its document, as `entities` lists the members.
            other: The id of the one that it is not; unless given, all that it is taken for one with.
            why: The reason, for those who read it later.
            who: Who decides; the account's name unless given.
        """
        from rashomon.linking import links

        ids = (id, other)
        return self._judged(other_judged(self._store, links(self._store), ids, why, who or self._who or whoever()))

    @operation("case")
    def rename(self, id: str, name: str, why: str = "", who: str = "") -> list[Judgement]:  # noqa: A002 - as below
        """Say by which name an entity goes in the case; the decision stays for good.

        Args:
            id: The id of the entity, as `entities` lists it.
            name: The name. An empty word ("") takes back what was said before.
            why: The reason, for those who read it later.
            who: Who decides; the account's name unless given.
        """
        from rashomon.linking import links

        who = who or self._who or whoever()
        return self._judged(called_judged(self._store, links(self._store), id, name, why, who))

    @operation("case")
    def aliases(self, file: str = "", none: bool = False) -> list[KnownAliases]:
        """Take a list of names of one thing into the case, or list those it has; they come on top of the shipped ones.

        The file's names take the stead of those that were there. It has a line for each thing, for example:
        Free Harbour Front = FHF = the Front [group]

        Args:
            file: The list.
            none: Have no names of your own from now on.
        """
        from rashomon.pile import with_aliases

        if file and none:
            raise BadQuery("give a file of names, or none; not both")
        if file or none:
            with_aliases(self._store, Path(file) if file else None)
        return list(self._store.known_aliases())

    @operation("case")
    def reread(self) -> Status:
        """Read every document again from its raw bytes, with the versions of now; judgements stand."""
        from rashomon.pile import read_again, settle_outlets

        for doc in self._store.ids():
            read_again(self._store, doc)
        settle_outlets(self._store, {row.outlet for row in self._store.documents()})
        return self.status()

    @operation()
    def verify(self, deep: bool = False, head: str = "") -> Verified:
        """Check the case against itself and its log of custody: bytes, rows, spans, lines; name what differs.

        Args:
            deep: Make the text of every document again from its bytes, too.
            head: The hash of a line of the log that was kept elsewhere; the log must still hold it.
        """
        from rashomon.verifying import verify

        return verify(self._store.path, deep=deep, head=head)

    @operation("file")
    def timestamp(self, token: str = "") -> Stamped:
        """Ask for a time stamp (RFC 3161) over the log of custody, or keep the one that came back.

        Without a token, a request is written beside the log: send it to an authority of your choice, which answers with
        the token. Nothing is sent by itself.

        Args:
            token: The file with the authority's answer.
        """
        from rashomon.timestamping import accept, write_request

        if not token:
            return Stamped(path=str(write_request(self._log.path)), when="")
        path, stamp = accept(self._log.path, Path(token))
        return Stamped(path=str(path), when=stamp.when)

    @operation("file")
    def dossier(self, out: str) -> Written:
        """Write the dossier: one HTML file that needs no network.

        Args:
            out: The file to write, or a folder that is there, which gets dossier.html.
        """
        from rashomon.linking import links
        from rashomon.models import cards
        from rashomon.publish import dossier

        path, status = destination(out, "dossier.html"), self.status()
        title = status.title or "Who says what"
        try:
            readings, findings, found = self._store.readings(), checked(self._store), links(self._store)
            dossier.write(path, title, readings, status, self.skips(), cards(), findings=findings, links=found)
        except OSError as error:
            raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error
        return self._written(path, status)

    @operation("file")
    def export(self, out: str, format: str = "json") -> Written:  # noqa: A002 - the word that users know
        """Write the case to a file that other programs read.

        Args:
            out: The file to write, or a folder that is there.
            format: json (everything), csv (a line a claim, safe to open in a spreadsheet), or one that a plugin adds.
        """
        from rashomon.linking import links
        from rashomon.publish.formats import exporter

        path, status, write = destination(out, f"case.{format}"), self.status(), exporter(format)
        write(path, status, chain(self._store.readings(), self._unread()), links(self._store))
        return self._written(path, status)

    def _judged(self, judgements: list[Judgement]) -> list[Judgement]:
        return [self._judge(each) for each in judgements]

    def _judge(self, judgement: Judgement) -> Judgement:
        """Keep a decision in the case and in its log."""
        self._store.judge(judgement)
        about = {name: str(getattr(judgement, name)) for name in ("id", "field", "value", "start", "end", "why")}
        self._log.append("judged", judgement.doc, detail=about)
        return judgement

    def _written(self, path: Path, status: Status) -> Written:
        size = path.stat().st_size
        self._log.append("written", str(path), digest_of(path), size)
        return Written(path=str(path), bytes=size, documents=status.documents, claims=status.claims)

    def _unread(self) -> Iterator[Reading]:
        """The inputs that gave no document, each with its skips."""
        for name, skips in groupby(self._store.skips(unread_only=True), key=lambda s: s.name):
            yield Reading(name=name, skips=tuple(skips))
