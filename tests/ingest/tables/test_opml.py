"""Lists of feeds."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import Unreadable
from rashomon.ingest.items import Captured
from rashomon.ingest.tables.opml import Opml, feeds_of
from rashomon.records import Skip

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Papers"><outline text="The &amp; Lantern" title="Lantern" xmlUrl="https://l.example/feed?a=1&b=2"/>
<outline text="Quay &nbsp; Review" xmlurl=" https://q.example/rss "/></outline>
<outline text="Again" xmlUrl="https://q.example/rss"/><outline text="A page" htmlUrl="https://p.example/"/>
<outline text="Unclosed" xmlUrl="https://u.example/"></body></opml>"""


def test_feeds_with_their_titles() -> None:
    """Feeds come in order with their titles, whatever folder they lie in, each address once."""
    assert feeds_of(LIST.encode()) == [
        ("Lantern", "https://l.example/feed?a=1&b=2"),
        ("Quay Review", "https://q.example/rss"),
        ("Unclosed", "https://u.example/"),
    ]
    assert feeds_of(LIST.encode("utf-16")) == feeds_of(LIST.encode())


def test_a_list_holds_no_document() -> None:
    """A list of feeds is one skip that says what to do with it."""
    item = Captured(name="l.opml", data=LIST.encode())
    assert Opml().recognises(item)
    (skip,) = Opml().members(item)
    assert isinstance(skip, Skip)
    assert skip.reason == "a list of feeds (3), no document; follow them with `rashomon watch`"


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<rss><channel/></rss>", b"text"])
def test_other_files_are_no_lists(data: bytes) -> None:
    """What is no OPML is refused with what to try."""
    assert not Opml().recognises(Captured(name="x", data=data))
    with pytest.raises(Unreadable, match="export it"):
        feeds_of(data)


@settings(deadline=None)
@given(st.integers(0, len(LIST)), st.binary(max_size=30))
def test_any_damage_gives_a_list_or_a_reason(at: int, junk: bytes) -> None:
    """Whatever is put into a list or cut off, there is a list, or a reason."""
    for data in (LIST.encode()[:at] + junk + LIST.encode()[at:], LIST.encode()[:at] + junk):
        with contextlib.suppress(Unreadable):
            assert all(address for _, address in feeds_of(data))
