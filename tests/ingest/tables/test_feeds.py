"""Feeds of every kind."""

from __future__ import annotations

import io
import json
import resource
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.items import Captured
from rashomon.ingest.tables import feeds
from rashomon.ingest.tables.feeds import Feed, JsonFeed
from rashomon.ingest.tables.rows import Row
from rashomon.records import Skip

BODY = "The mayor said that two ships had been seen off the quay before the first shell fell."
SPACES = (
    'xmlns:dc="urn:x/dc/elements/1.1/" xmlns:content="urn:x/rss/1.0/modules/content/" '
    'xmlns:media="urn:search.example/mrss/" xmlns:feedburner="urn:x"'
)
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" {SPACES}><channel><title>The Lantern</title><link>https://l.example/</link>
<language>en-GB</language><image><title>Logo</title><url>https://l.example/i.png</url></image>
<item><title>Ships &amp;amp; boats</title><link>/a?b=1&c=2</link><guid isPermaLink="false">17</guid>
<dc:creator>Ann</dc:creator><pubDate>Fri, 07 Feb 2020 23:00:00 -0500</pubDate>
<source url="https://post.example/feed">The Post</source><media:title>Picture</media:title>
<description>Officials differ.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>Q & A&nbsp;follow.</p>]]></content:encoded></item>
<item><title>No text</title><author>bob@example.org (Bob)</author></item>
<item><description>Only text&hellip; &copyright; by R&D</description><guid>https://l.example/c</guid></item>
<item><link>https://l.example/d</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="text">Die Laterne</title>
<link rel="self" href="https://l.example/feed"/><link href="https://l.example/"/><author><name>Redaktion</name></author>
<entry><id>urn:1</id><title type="html">Schiffe &lt;b&gt;hier&lt;/b&gt;</title><author><name>A</name></author>
<author><name>B</name></author><link rel="via" href="https://via.example/"/><link rel="enclosure" href="x.mp3"/>
<link href="b.html"/><updated>2020-02-08T10:00:00Z</updated><published>2020-02-07T10:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p>
<blockquote>Nobody knew about any ships.</blockquote></div></content>
<source><title>Die Post</title><link href="https://post.example/"/></source></entry>
<entry><title>Zwei</title><summary type="text">a &lt; b said</summary></entry></feed>"""


def item(data: str | bytes) -> Captured:
    return Captured(name="f.xml", data=data.encode() if isinstance(data, str) else data)


def rows(data: str | bytes, reader: Any = Feed()) -> list[dict[str, Any]]:  # noqa: B008 - has no state
    assert reader.recognises(item(data))
    return [json.loads(m.data or b"") for m in reader.members(item(data)) if isinstance(m, Captured)]


def skips(data: str | bytes) -> list[str]:
    return [m.reason for m in Feed().members(item(data)) if isinstance(m, Skip)]


def test_rss() -> None:
    """An entry of RSS becomes one row with named columns, and the feed says outlet and language."""
    first, second, third = rows(RSS)
    assert first == {
        "id": "17",
        "title": "Ships &amp; boats",
        "author": "Ann",
        "published": "Fri, 07 Feb 2020 23:00:00 -0500",
        "url": "https://l.example/a?b=1&c=2",
        "outlet": "The Lantern",
        "language": "en-GB",
        "source_name": "The Post",
        "source_url": "https://post.example/feed",
        "content_html": f"<p>{BODY}</p><p>Q & A&nbsp;follow.</p>",
        "summary": "Officials differ.",
    }
    assert (second["title"], second["author"], second["content_html"]) == ("No text", "Bob", "")
    assert (third["content_html"], third["url"]) == ("Only text… &copyright; by R&D", "https://l.example/c")
    assert skips(RSS) == ["entry 4 holds neither a title nor a text"]


def test_an_entry_is_a_document() -> None:
    """An entry's bytes alone give the document: headline, author, date, text, and where it was taken from."""
    (first, *_) = (m for m in Feed().members(item(RSS)) if isinstance(m, Captured))
    assert (first.name, first.final, first.depth) == ("f.xml/0001", True, 1)
    assert Row().recognises(first)
    content = Row().read(first.data or b"")
    assert [(z.kind, content.text[z.start : z.end]) for z in content.zones] == [
        ("headline", "Ships & boats"),
        ("byline", "Ann"),
        ("dateline", "Fri, 07 Feb 2020 23:00:00 -0500"),
        ("standfirst", "Officials differ."),
        ("body", BODY),
        ("body", "Q & A\xa0follow."),
    ]
    found = {s.field: s.value for s in reversed(content.signals)}
    assert (found["published"], found["outlet"], found["language"]) == ("2020-02-07", "The Lantern", "en")
    assert found["based_on"] == "https://post.example/feed"


def test_atom() -> None:
    """An entry of Atom: all authors, the link for reading, markup written out, the origin."""
    first, second = rows(ATOM)
    assert (first["author"], first["url"], first["outlet"]) == ("A, B", "https://l.example/b.html", "Die Laterne")
    assert (first["published"], first["updated"]) == ("2020-02-07T10:00:00Z", "2020-02-08T10:00:00Z")
    assert (first["source_name"], first["source_url"]) == ("Die Post", "https://post.example/")
    assert first["content_html"].startswith(f"<div><p>{BODY}</p>\n<blockquote>")
    assert second == {
        "title": "Zwei",
        "author": "Redaktion",
        "outlet": "Die Laterne",
        "language": "de",
        "content_html": "a &lt; b said",
    }
    assert Row().read(json.dumps(second).encode()).text.endswith("a < b said")


def test_rss_1() -> None:
    """In RSS 1.0 entries stand beside the channel."""
    data = (
        f'<rdf:RDF xmlns:rdf="urn:rdf" xmlns="urn:x/rss/1.0/" {SPACES}><channel><title>C</title></channel>'
        "<item><title>T</title><description>d</description><dc:date>2020-02-07</dc:date></item></rdf:RDF>"
    )
    assert rows(data) == [{"title": "T", "published": "2020-02-07", "outlet": "C", "content_html": "d"}]


@pytest.mark.parametrize(
    "data",
    [
        RSS.encode("utf-16"),
        b"\xef\xbb\xbf\n\n" + RSS.encode(),
        RSS.replace("utf-8", "iso-8859-1").encode("cp1252"),
        RSS.replace("utf-8", "windows-1251").encode(),
        b"<!-- cached --><!DOCTYPE rss [<!ENTITY x 'y'>]>" + RSS.partition("?>")[2].encode(),
        b"<?xml-stylesheet href='a.xsl'?>\n" + RSS.partition("?>")[2].encode(),
        RSS.replace("<item>", "<item>\x00\x08").encode(),
    ],
)
def test_feeds_as_they_come(data: bytes) -> None:
    """Other encodings, wrong declarations, controls, and what stands before the first element change nothing."""
    found = rows(data)
    assert [row.get("title", "") for row in found] == ["Ships &amp; boats", "No text", ""]
    assert BODY in found[0]["content_html"]


def test_json_feed() -> None:
    """An item of JSON Feed with the feed's own authors, title and language where it has none."""
    data = {
        "version": "https:" + "//jsonfeed.org/version/1.1",
        "title": "The Lantern",
        "language": "en",
        "authors": [{"name": "Desk"}],
        "items": [
            {"id": "1", "title": "T", "content_html": f"<p>{BODY}</p>", "date_published": "2020-02-07T01:00:00Z"},
            {"id": "2", "content_text": "a < b", "authors": [{"name": "Ann"}], "external_url": "https://o.example/"},
            {},
            "x",
        ],
    }
    first, second = rows(json.dumps(data).encode(), JsonFeed())
    assert (first["outlet"], first["author"], first["language"]) == ("The Lantern", [{"name": "Desk"}], "en")
    assert (second["content_text"], second["based_on"]) == ("a < b", "https://o.example/")
    assert Row().read(json.dumps(first).encode()).text == f"T\n\nDesk\n2020-02-07T01:00:00Z\n\n{BODY}"
    broken = json.dumps(data)[:200].encode() + b'"items"'
    assert [type(m) for m in JsonFeed().members(item(broken))] == [Skip]


BOMB = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))


def test_entities_are_never_expanded() -> None:
    """Nested, outer and unknown entities stay as they are written."""
    data = (
        f'<!DOCTYPE rss [<!ENTITY e0 "lol">{BOMB}<!ENTITY f SYSTEM "file:///dev/zero">'
        f'<!ENTITY % p SYSTEM "http://l.example/">%p;]>'
        "<rss><channel><item><title>&e11; &f;</title><description>a said &e11; b</description></item></channel></rss>"
    )
    assert rows(data) == [{"title": "&e11; &f;", "content_html": "a said &e11; b"}]


def test_broken_xml() -> None:
    """What stands before the break is kept, and the break is said."""
    cut = RSS[: RSS.index("Only text") + 4]
    assert [row["title"] for row in rows(cut)[:2]] == ["Ships &amp; boats", "No text"]
    assert "breaks off after entry 3" in skips(cut)[-1]
    assert rows("<rss><channel><item><title>A & B <C</title><description>x</descr></item></channel></rss>")
    assert "more than 10 MB" in skips("<rss><channel><item>" + "<a>" * 1000)[-1]
    assert "without entries" in skips("<rss version='2.0'><channel></channel></rss>")[0]


def test_a_text_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elements that never end an entry, and feeds over the limit, are given up with a reason."""
    monkeypatch.setattr(feeds, "MAX_BETWEEN", 300_000)
    data = "<rss><channel><item><title>A</title></item>" + "<x><y>text</y></x>" * 100_000
    assert any("without an entry" in reason for reason in skips(data))
    monkeypatch.setattr(feeds, "MAX_FEED", 200_000)
    data = "<rss><channel>" + "<item><title>A</title></item>" * 50_000
    assert any("left out" in reason for reason in skips(data))
    deep = "<rss><channel><item>" + "<a>" * 100_000
    assert skips(deep)


class Repeated(io.RawIOBase):
    """A feed of so many entries that is never in memory as a whole."""

    def __init__(self, entry: bytes, count: int) -> None:
        super().__init__()
        self.pieces = iter([b"<rss><channel><title>C</title>", *([entry] * count), b"</channel></rss>"])
        self.held = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        while len(self.held) < len(buffer) and (piece := next(self.pieces, b"")):
            self.held += piece
        size = min(len(buffer), len(self.held))
        buffer[:size] = self.held[:size]
        self.held = self.held[size:]
        return size


def stream_of(count: int) -> Callable[[], io.BufferedReader]:
    entry = b"<item><title>T</title><description>" + BODY.encode() * 20 + b"</description></item>"
    return lambda: io.BufferedReader(Repeated(entry, count))


def test_long_feeds_are_streamed() -> None:
    """Forty megabytes of entries are read in less memory than a tenth of them takes."""
    list(Feed().members(Captured(name="f", stream=stream_of(100))))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = sum(isinstance(m, Captured) for m in Feed().members(Captured(name="f", stream=stream_of(23_000))))
    assert count == 23_000
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) < 20_000


@settings(deadline=None)
@given(st.integers(0, len(RSS)), st.text(alphabet="<>&;/ a![]-\"'CDAT\x00é", max_size=30), st.integers(0, 60))
def test_any_damage_ends(at: int, junk: str, cut: int) -> None:
    """Whatever is put into a feed or taken out, its members end and are entries or skips."""
    for data in (RSS[:at] + junk + RSS[at + cut :], ATOM[: at % len(ATOM)] + junk + ATOM[(at + cut) % len(ATOM) :]):
        Feed().recognises(item(data))
        found = list(Feed().members(item(data)))
        assert found
        for member in found:
            if isinstance(member, Captured):
                json.loads(member.data or b"")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_end(data: bytes) -> None:
    """Bytes behind the beginning of a feed give members or skips."""
    for start in (b"<rss><channel>", b"<?xml version='1.0' encoding='x'?><feed>", b"\xff\xfe<\x00r\x00s\x00s\x00"):
        assert all(isinstance(m, Captured | Skip) for m in Feed().members(item(start + data)))
    assert all(isinstance(m, Captured | Skip) for m in JsonFeed().members(item(data)))


def test_bad_utf8_in_one_item_costs_no_other() -> None:
    """A byte that is no UTF-8 inside a string is replaced there, and the other items come as they are."""
    data = (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": '
        b'[{"id": "1", "content_text": "Nobody \x80was there."}, {"id": "2", "content_text": "Somebody was."}]}'
    )
    found = list(JsonFeed().members(Captured(name="f", data=data)))
    assert [f.name for f in found] == ["f/0001", "f/0002"]
