"""Boxes of mail (mbox), gigabytes of it, one message at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from rashomon.errors import InputError
from rashomon.ingest.items import Captured
from rashomon.records import Skip

MAX_MAIL = 100_000_000
"""Bytes of one message; a longer one is skipped, and the rest of the box is read."""
BLOCK = 1 << 20
AHEAD = 1200
"""Bytes behind a place that have to be there before it can be told whether a message begins."""
FROM = re.compile(
    rb"From (?:[^\r\n]{1,300}?[ \t])?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ \t]+"
    rb"(?:[A-Z][a-z]{2}[ \t]+\d{1,2}|\d{1,2}[ \t]+[A-Z][a-z]{2})"
    rb"[ \t,][^\r\n]{0,60}?(?:19|20)\d\d\b[^\r\n]{0,100}\r?\n(?=>?From |[!-9;-~]{1,76}:)"
)
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def messages(file: BinaryIO) -> Iterator[bytes | None]:
    """The messages in order, without the lines between them, escaped lines as they were; None for one that is too long.

    A message begins at a line "From ", a sender, a day, if a header follows: so a sentence that begins with "From" and
    was never escaped ends none.
    """
    buffer = b""
    before = b"\n"
    current: list[bytes] = []
    size = 0
    begun = False
    while True:
        block = file.read(BLOCK)
        buffer += block
        safe = max(0, len(buffer) - AHEAD) if block else len(buffer)
        at = 0
        for match in FROM.finditer(buffer):
            start = match.start()
            if start >= safe:
                break
            if start < at or (buffer[start - 1 : start] if start else before) != b"\n":
                continue
            if begun:
                yield whole([*current, buffer[at:start]], size + start - at)
            current, size, begun = [], 0, True
            at = match.end()
        if at < safe:
            size += safe - at
            current = [*current, buffer[at:safe]] if size <= MAX_MAIL and begun else []
            at = safe
        if at:
            before = buffer[at - 1 : at]
            buffer = buffer[at:]
        if not block:
            break
    if begun:
        yield whole(current, size)


def whole(pieces: list[bytes], size: int) -> bytes | None:
    """A message from its pieces, the empty line at its end dropped; None for one that is too long."""
    if size > MAX_MAIL:
        return None
    data = b"".join(pieces)
    if b">From " in data:
        data = ESCAPED.sub(rb"\1", data)
    return data[:-1] if data.endswith(b"\n\n") else data[:-2] if data.endswith(b"\r\n\r\n") else data


class Mbox:
    """A box of messages, in all its kinds (mboxo, mboxrd, with or without lengths)."""

    name = "mbox"

    def recognises(self, item: Captured) -> bool:
        """The first line is a box's own, with a day, and a header follows; a sentence that begins with From is none."""
        try:
            head = item.head(4096).lstrip(b"\xef\xbb\xbf\r\n")
            return FROM.match(head) is not None
        except (InputError, OSError, ValueError):
            return False

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """Each message as it was before it was put into the box."""
        number = 0
        with item.open() as file:
            for number, data in enumerate(messages(file), 1):
                name = f"{item.name}/{number:04}"
                if data is None:
                    size = MAX_MAIL // 1_000_000
                    yield Skip(name=name, stage="ingest", reason=f"a mail of more than {size} MB; save its text alone")
                else:
                    yield Captured(name=name, data=data, depth=item.depth + 1)


FORMATS = (Mbox(),)
