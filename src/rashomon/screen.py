"""What the command line prints: rows as a table for people, as tab-separated lines for a pipe, as JSON; and progress.

Documents are hostile: no control character of theirs reaches a terminal as one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.records import Reading
from rashomon.text import one_line, quote


class ReadClaim(Struct, frozen=True, kw_only=True):
    """A claim of a document that stands in no case, in words."""

    name: str
    source: str
    cue: str
    content: str
    form: str
    p: float


_FOR_PEOPLE = {
    "DocumentRow": ("id", "name", "title", "outlet", "published", "claims"),
    "ClaimRow": ("id", "source", "cue", "content", "form", "p"),
    "ReadClaim": ("source", "cue", "content", "form", "p"),
    "Hit": ("kind", "id", "start", "excerpt"),
}
"""The columns that a terminal has room for; a pipe and JSON get all."""

_WHOLE = {"id", "kind", "form", "p", "start", "published", "claims", "stage"}
"""Columns that are never broken over lines."""

_SHARES = {"content": 6, "excerpt": 6, "name": 4, "title": 4, "reason": 4}
"""How the other columns share the room that is left; 2 unless told here."""


def print_rows(rows: Sequence[Any], row: type, as_json: bool) -> None:
    """Print a list of records of one type."""
    if as_json:
        print("[" + ",\n ".join(msgspec.json.encode(r).decode() for r in rows) + "]")
    elif sys.stdout.isatty():
        _print_table(rows, row)
    else:
        columns = [field.name for field in msgspec.structs.fields(row)]
        print("\t".join(columns))
        for record in rows:
            print("\t".join(_cell(getattr(record, column)) for column in columns))


def print_record(record: Any) -> None:
    """Print one record as a JSON object."""
    print(msgspec.json.format(msgspec.json.encode(record), indent=2).decode())


def print_line(value: Any) -> None:
    """Print one value as JSON on a line of its own, at once, so that a pipe can work on it."""
    print(msgspec.json.encode(value).decode(), flush=True)


def print_claims(reading: Reading) -> None:
    """Print the claims of one document for people, or as tab-separated lines in a pipe."""
    d = reading.document
    if d is None:
        return
    if sys.stdout.isatty():
        print(f"{one_line(reading.name)}: {len(reading.claims)} claims")
    rows = [
        ReadClaim(
            name=reading.name,
            source=quote(d.text, c.source),
            cue=quote(d.text, c.cue),
            content=quote(d.text, c.content),
            form=c.form,
            p=c.p,
        )
        for c in reading.claims
    ]
    print_rows(rows, ReadClaim, as_json=False)


def say(text: str) -> None:
    """Print a message for people beside the output."""
    print(one_line(text), file=sys.stderr)


@contextmanager
def progress() -> Iterator[Callable[[int, int, int], None] | None]:
    """A watcher of `Case.add` that draws a bar on a terminal: done, rate, time left, skips; none in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[skips]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="", skips="")

        def watch(done: int, total: int, skips: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f}/s" if speed else ""
            bar.update(task, completed=done, total=total or None, rate=rate, skips=f"{skips} skipped" if skips else "")

        yield watch


def _print_table(rows: Sequence[Any], row: type) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        say("none")
        return
    fields = [field.name for field in msgspec.structs.fields(row)]
    columns = _FOR_PEOPLE.get(row.__name__, tuple(fields))
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for column in columns:
        share = None if column in _WHOLE else _SHARES.get(column, 2)
        table.add_column(column, no_wrap=column in _WHOLE, overflow="fold", ratio=share)
    for record in rows:
        table.add_row(*(Text(_cell(getattr(record, column))) for column in columns))
    Console().print(table)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return one_line(str(value))
