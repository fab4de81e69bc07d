"""A user's own list of names of one thing: a line for each, its names with an equals sign between them.

    Free Harbour Front = FHF = the Front [group]
    Ministry of Defence = MoD

What stands in brackets at the end is the kind. Empty lines, and those that begin with a number sign, say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from rashomon.errors import InputError, TooLarge, Unreadable
from rashomon.ingest.decoding import decode
from rashomon.records import EntityKind, KnownAliases
from rashomon.text import fold

MAX_BYTES = 5_000_000
MAX_NAME = 200
SAID = 5
"""Mistakes that one message names."""

_KIND = re.compile(r"\s*\[\s*([^\[\]]*?)\s*\]\s*$")
_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)


def read_aliases(name: str, data: bytes) -> tuple[KnownAliases, ...]:
    """The rows of a file, in its order; raises InputError with the lines that cannot be used and what to try."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{name}: more than {MAX_BYTES // 1_000_000} MB of names; split the file")
    if b"\0" in data[:1000]:
        raise Unreadable(f"{name}: not text; save the list as plain text in UTF-8")
    rows: list[KnownAliases] = []
    wrong: list[str] = []
    for number, line in _lines(decode(data).text.removeprefix("\ufeff")):
        row = _row(number, line)
        if isinstance(row, str):
            wrong.append(f"line {number}: {row}")
        else:
            rows.append(row)
    if wrong:
        more = f"; and {len(wrong) - SAID} more" if len(wrong) > SAID else ""
        raise InputError(f"{name}: {'; '.join(wrong[:SAID])}{more}")
    if not rows:
        raise InputError(f"{name}: no names in it; give a line for each thing, such as: Daesh = ISIS [group]")
    return tuple(rows)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _row(number: int, line: str) -> KnownAliases | str:
    """A row, or what is wrong with its line."""
    kind = _KIND.search(line)
    names = list(dict.fromkeys(" ".join(n.split()) for n in (line[: kind.start()] if kind else line).split("=")))
    if kind and kind[1].lower() not in _KINDS:
        return f"[{kind[1]}] is no kind; use {', '.join(_KINDS[:-1])} or {_KINDS[-1]}"
    if "" in names or len({fold(n) for n in names}) < 2:
        return "two names or more are needed, with = between them"
    if any(len(n) > MAX_NAME for n in names):
        return f"a name of more than {MAX_NAME} characters"
    found = next((k for k in _KINDS if kind and k == kind[1].lower()), None)
    return KnownAliases(line=number, names=tuple(names), kind=found or "")
