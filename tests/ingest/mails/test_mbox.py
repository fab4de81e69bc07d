"""Boxes of mail."""

from __future__ import annotations

import io
import mailbox
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.items import Captured
from rashomon.ingest.mails import mbox
from rashomon.ingest.mails.mail import Mail
from rashomon.ingest.mails.mbox import Mbox, messages
from rashomon.records import Skip

MAIL = b"From: a@example.org\nDate: Fri, 07 Feb 2020 10:00:00 +0000\nSubject: %d\n\nBody %d.\n"
FROM = b"From a@example.org Fri Feb  7 10:00:00 2020\n"


def box(count: int) -> bytes:
    return b"".join(FROM + MAIL % (i, i) + b"\n" for i in range(count))


def test_each_message_is_a_member() -> None:
    """Messages come in order under their numbers, without the box's own line, and are read as mail."""
    found = list(Mbox().members(Captured(name="b.mbox", data=box(3))))
    assert [(m.name, m.data) for m in found if isinstance(m, Captured)] == [
        (f"b.mbox/{i + 1:04}", MAIL % (i, i)) for i in range(3)
    ]
    assert all(isinstance(m, Captured) and Mail().recognises(m) and not m.final for m in found)


@pytest.mark.parametrize(
    "line",
    [
        b"From a@example.org Fri Feb  7 10:00:00 2020\n",
        b"From - Fri Feb 07 10:00:00 2020\r\n",
        b"From ann at example.org  Fri Feb  7 10:00:00 2020\n",
        b"From 1234567890@xxx Fri Feb 07 10:00:00 +0000 2020\n",
        b"From MAILER-DAEMON Fri Feb  7 10:00:00 2020\n",
        b"From a@example.org Fri Feb  7 10:00:00 2020 remote from x\n",
        b"From a@example.org Fri, 7 Feb 2020 10:00:00 +0100\n",
        b"From 0123456789abcdef Mon Sep 17 00:00:00 2001\n",
    ],
)
def test_lines_between_messages(line: bytes) -> None:
    """The lines that programs write between messages are known, also with spaces in the address and time zones."""
    data = (line + MAIL % (1, 1) + b"\n") * 2
    assert Mbox().recognises(Captured(name="x", data=data))
    assert len(list(messages(io.BytesIO(data)))) == 2


def test_escaped_lines_are_restored() -> None:
    """One mark is taken from lines that were escaped; sentences that were not escaped end no message."""
    body = b"\n>From the quay he ran.\n>>From twice.\nFrom the start it was.\n\nFrom Monday Feb 7 2020 on.\n> From x\n"
    (data,) = messages(io.BytesIO(FROM + b"Subject: x\n" + body))
    assert data == b"Subject: x\n" + body.replace(b">From the", b"From the").replace(b">>From", b">From")


@pytest.mark.parametrize(
    "text",
    [
        b"From the start: nobody knew.\n",
        b"From Monday Feb 7 2020 on, the port was closed.\nNobody: no one.",
        b"From Fri Feb  7 10:00:00 2020\nthe port was closed.",
        b"From ann@example.org\n\nText",
    ],
)
def test_prose_is_no_box(text: bytes) -> None:
    """A text that begins with the word From is a text."""
    assert not Mbox().recognises(Captured(name="x", data=text))


def test_a_long_message_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message over the limit is named in a skip, and the ones around it are read."""
    monkeypatch.setattr(mbox, "MAX_MAIL", 3_000_000)
    data = box(1) + FROM + b"Subject: long\n\n" + b"x" * 4_000_000 + b"\n\n" + box(1)
    found = list(Mbox().members(Captured(name="b", data=data)))
    assert [type(m) for m in found] == [Captured, Skip, Captured]
    assert [m.name for m in found] == ["b/0001", "b/0002", "b/0003"]


class Slow(io.BytesIO):
    """A file that gives few bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        super().__init__(data)
        self.step = step

    def read(self, size: int | None = -1) -> bytes:
        """At most `step` bytes."""
        return super().read(self.step if size is None or size < 0 else min(size, self.step))


@settings(deadline=None)
@given(st.integers(0, 6), st.integers(1, 3000))
def test_blocks_do_not_matter(count: int, step: int) -> None:
    """However the file comes in pieces, the messages are the same."""
    assert list(messages(Slow(box(count), step))) == [MAIL % (i, i) for i in range(count)]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([FROM, b"From x\n", b">From y\n", b"A: b\n", b"\n", b"text\r\n", b"\xff\x00"]), max_size=30
    )
)
def test_any_box_ends(lines: list[bytes]) -> None:
    """Whatever the lines, reading ends, and no message is longer than the box."""
    data = b"".join(lines)
    assert sum(len(m or b"") for m in messages(io.BytesIO(data))) <= len(data)


def test_agrees_with_the_standard_library(tmp_path: Path) -> None:
    """A box written by the standard library gives the messages that it gives back."""
    path = tmp_path / "box"
    written = mailbox.mbox(path)
    for i in range(5):
        written.add(MAIL % (i, i) + b"\nFrom here on nothing.\n")
    written.flush()
    own = [m.data for m in Mbox().members(Captured(name="b", path=path)) if isinstance(m, Captured)]
    theirs = [written.get_bytes(key).replace(b"\n>From", b"\nFrom") for key in written.keys()]  # noqa: SIM118 - a box is walked by its messages
    written.close()
    assert [(data or b"").rstrip() for data in own] == [data.rstrip() for data in theirs]
