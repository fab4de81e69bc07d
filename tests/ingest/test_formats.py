"""Containers in containers."""

from __future__ import annotations

import io
import zipfile

import pytest

from rashomon import settings
from rashomon.ingest import formats
from rashomon.ingest.formats import unpacked
from rashomon.ingest.items import Captured
from rashomon.records import Skip


def zipped(**members: bytes) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_text_is_its_own_only_item() -> None:
    """What is no container comes through as it is."""
    item = Captured(name="a", data=b"The mayor said no.")
    assert list(unpacked([item])) == [item]


def test_archives_in_archives() -> None:
    """What lies in an archive in an archive comes under both names; each archive is told of once, outer first."""
    told: list[str] = []
    inner = zipped(a=b"The mayor said no.", b=b"The clerk said yes.")
    items = list(unpacked([Captured(name="o.zip", data=zipped(i=inner))], lambda c, _: told.append(c.name)))
    assert [i.name for i in items] == ["o.zip/i/a", "o.zip/i/b"]
    assert told == ["o.zip", "o.zip/i"]


def test_depth_is_bounded() -> None:
    """Archives nested deeper than the bound give a skip with the reason, whatever they hold."""
    data = b"The mayor said no."
    for _ in range(settings.MAX_DEPTH + 2):
        data = zipped(x=data)
    (skip,) = unpacked([Captured(name="z", data=data)])
    assert isinstance(skip, Skip)
    assert "deep" in skip.reason


def test_the_number_of_archives_is_bounded_and_that_of_mails_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """More archives in one thing than the bound give skips; a mailbox may hold any number of mails."""
    monkeypatch.setattr(settings, "MAX_CONTAINERS", 3)
    inner = zipped(a=b"The mayor said no.")
    items = list(unpacked([Captured(name="z", data=zipped(a=inner, b=inner, c=inner, d=inner))]))
    assert [isinstance(item, Skip) for item in items] == [False, False, True, True]
    mail = (
        "From a@b.example Mon Oct 10 09:00:00 2022\nFrom: a@b.example\nSubject: x\nDate: Mon, 10 Oct 2022 09:00:00\n\n"
    )
    mails = "".join(f"{mail}The mayor said no to {number}.\n\n" for number in range(9))
    assert [isinstance(item, Skip) for item in unpacked([Captured(name="m", data=mails.encode())])] == [False] * 9


def test_a_final_item_is_not_opened() -> None:
    """An item that was taken out of a container as it is stays closed."""
    item = Captured(name="a.zip", data=zipped(a=b"x"), final=True)
    assert list(unpacked([item])) == [item]


def test_a_failing_container_is_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error inside a container's reader ends that container with a skip, and the next item is read."""

    class Broken:
        name = "broken"

        def recognises(self, item: Captured) -> bool:
            return item.name == "bad"

        def members(self, item: Captured) -> object:
            yield Captured(name=f"{item.name}/1", data=b"x", final=True)
            raise RuntimeError("odd")

    monkeypatch.setattr(formats, "all_formats", lambda: (Broken(),))
    first, skip, last = unpacked([Captured(name="bad", data=b"x"), Captured(name="good", data=b"y")])
    assert (first.name, last.name) == ("bad/1", "good")
    assert isinstance(skip, Skip)
    assert "our bug" in skip.reason


def test_a_container_that_cannot_be_noted_is_a_skip() -> None:
    """What goes wrong while a container is noted costs that container, and no other item."""

    def told(item: Captured, _: bool) -> None:
        if item.name == "bad":
            raise OSError("the disc is gone")

    items = [Captured(name=n, data=zipped(a=b"The mayor said no.")) for n in ("bad", "good")]
    skip, member = unpacked(items, told)
    assert isinstance(skip, Skip)
    assert "disc is gone" in skip.reason
    assert member.name == "good/a"
