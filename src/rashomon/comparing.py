"""Pairs of texts compared: what the second says of the first, read from a file with one pair a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from rashomon.answers import ComparedRow
from rashomon.errors import InputError, NotFound
from rashomon.link.pairs.bearing import bearing
from rashomon.link.pairs.comparing import Said, said
from rashomon.records import Document, Taken, Zone

_LONGEST = 5_000_000
"""Bytes of a line; a pair of that size is no pair of texts."""
_READ = 4_000
"""Characters of a text whose quantities are read in full."""


class _Pair(msgspec.Struct):
    a: str
    b: str


def compare_pairs(path: Path) -> list[ComparedRow]:
    """What the second text says of the first, for every line {"a": ..., "b": ...} of a file, in its order.

    Empty lines are left out. Raises `NotFound` without the file and `InputError` with the number of the line for one
    that is no such object.
    """
    return list(compared_rows(path))


def compared_rows(path: Path) -> Iterator[ComparedRow]:
    """The rows of `compare_pairs`, one by one; the whole file is looked at before the first."""
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder; give a file with one pair a line") from error
    except FileNotFoundError as error:
        raise NotFound(f"no such file: {path}") from error
    pairs = [_pair(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return (compare(pair.a, pair.b) for pair in pairs)


def compare(a: str, b: str) -> ComparedRow:
    """What the text `b` says of the claim `a`."""
    found = bearing(a, b, known)
    return ComparedRow(
        relation=found.compared.relation,
        p=found.compared.p,
        reasons=found.compared.reasons,
        stance=found.stance,
        sentences=found.sentences,
    )


def known(text: str) -> Said:
    """What the readers of quantities and times know of a raw text; of an overlong one, what its looks say."""
    from rashomon.read.quantities.quantities import quantities_in
    from rashomon.read.sentences import split_sentences
    from rashomon.read.times.times import times_in

    if len(text) > _READ or not any(c.isalnum() for c in text):
        return said(text)
    document = Document(id="d", name="", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    taken = Taken(document=document, zones=(Zone(start=0, end=len(text), kind="body"),))
    sentences = split_sentences(text, 0, len(text))
    times = times_in(taken, sentences)
    return said(text, quantities=quantities_in(taken, sentences, times, ()), times=times)


def _pair(path: Path, number: int, line: bytes) -> _Pair:
    if len(line) > _LONGEST:
        raise InputError(f"{path}, line {number}: longer than {_LONGEST:,} bytes")
    try:
        return msgspec.json.decode(line, type=_Pair)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f'{path}, line {number}: not an object with the texts "a" and "b": {error}'
        raise InputError(message) from error
