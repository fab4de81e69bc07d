"""Feeds that are polled, from a server on this machine, with a clock that waits in no time."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rashomon.answers import Polled
from rashomon.errors import CaseError, InputError
from rashomon.ingest.archives.warc_records import first_record
from rashomon.ingest.items import Captured
from rashomon.ingest.web import watch as watching
from rashomon.ingest.web.fetch import Clock
from rashomon.ingest.web.watch import own_pace, stopping, watch
from rashomon.records import Skip
from tests.webserver import FakeClock, Request, Server, fetcher, page, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({f"/{n}": page(f"page {n}".encode()) for n in range(200)}) as running:
        yield running


def rss(server: Server, *numbers: int, head: str = "") -> bytes:
    """A feed whose entries lead to numbered pages."""
    items = "".join(
        f"<item><title>Entry {n}</title><link>{server.url(f'/{n}')}</link><guid>{server.url(f'/{n}')}</guid></item>"
        for n in numbers
    )
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>A feed</title>{head}{items}</channel></rss>".encode()
    )


class Desk:
    """Takes what a watch hands on, and counts."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.state, self.clock = server, folder / "feeds.json", FakeClock()
        self.batches: list[list[Captured | Skip]] = []

    def add(self, items: Iterable[Captured | Skip]) -> None:
        """Keep what came."""
        self.batches.append(list(items))

    @property
    def items(self) -> list[Captured | Skip]:
        """All that came."""
        return [item for batch in self.batches for item in batch]

    @property
    def pages(self) -> list[str]:
        """The paths of the pages that came."""
        return [i.name.removeprefix(self.server.url("")) for i in self.items if isinstance(i, Captured)]

    def once(self, *paths: str) -> list[Polled]:
        """Poll once, by a fetcher of its own, as a new run of the program would."""
        feeds = [(f"Feed {path}", self.server.url(path)) for path in paths or ("/feed",)]
        return list(watch(feeds, self.state, self.add, once=True, fetcher=fetcher(self.clock)))

    def feed(self, path: str = "/feed") -> dict[str, Any]:
        """What the state file knows of a feed."""
        feeds: dict[str, dict[str, Any]] = json.loads(self.state.read_text())["feeds"]
        return feeds[self.server.url(path)]


@pytest.fixture
def desk(server: Server, tmp_path: Path) -> Desk:
    return Desk(server, tmp_path)


def test_what_is_new_is_fetched_once(desk: Desk) -> None:
    """Each entry's page is handed on as a record, one at a time; the next poll brings only what is new since."""
    desk.server.replies["/feed"] = page(rss(desk.server, 2, 1))
    (polled,) = desk.once()
    assert (polled.title, polled.url, polled.new, polled.reason) == ("Feed /feed", desk.server.url("/feed"), 2, "")
    assert desk.pages == ["/2", "/1"]
    assert [len(batch) for batch in desk.batches] == [1, 1]
    (first, _) = desk.items
    assert isinstance(first, Captured)
    assert bytes(first_record(first.data or b"").block).endswith(b"page 2")
    desk.server.replies["/feed"] = page(rss(desk.server, 3, 2, 1))
    desk.clock.time += 3600
    (polled,) = desk.once()
    assert polled.new == 1
    assert desk.pages == ["/2", "/1", "/3"]
    assert desk.server.paths == ["/feed", "/2", "/1", "/feed", "/3"]


def test_nothing_new_costs_one_short_answer(desk: Desk) -> None:
    """A feed that has not changed answers 304 to the marks of its last answer."""

    def feed(request: Request) -> bytes:
        if request.headers.get("if-none-match") == '"7"' and request.headers.get("if-modified-since") == "yesterday":
            return b"HTTP/1.1 304 Same\r\n\r\n"
        return page(rss(desk.server, 1), "200 OK", 'ETag: "7"', "Last-Modified: yesterday")

    desk.server.replies["/feed"] = feed
    desk.once()
    desk.clock.time += 3600
    (polled,) = desk.once()
    assert (polled.new, polled.reason, desk.pages) == (0, "", ["/1"])
    assert "304" not in desk.state.read_text()


def test_a_feed_is_left_alone_for_five_minutes_or_as_long_as_it_wants(desk: Desk) -> None:
    """Polls of one feed are five minutes apart whoever starts them, and further if its ttl says so."""
    desk.server.replies["/feed"] = page(rss(desk.server))
    desk.server.replies["/slow"] = page(rss(desk.server, head="<ttl>120</ttl>"))
    assert len(desk.once("/feed", "/slow")) == 2
    desk.clock.time += 290
    assert desk.once("/feed", "/slow") == []
    desk.clock.time += 20
    assert [p.title for p in desk.once("/feed", "/slow")] == ["Feed /feed"]
    desk.clock.time += 6600
    assert len(desk.once("/feed", "/slow")) == 2
    desk.clock.time -= 10_000
    assert len(desk.once("/feed")) == 1, "a clock that was put back stops nothing"


def test_the_pace_of_a_running_watch(desk: Desk) -> None:
    """A watch asks each feed in its own time until it is stopped."""
    desk.server.replies["/feed"] = page(rss(desk.server))
    desk.server.replies["/slow"] = page(rss(desk.server, head="<ttl>60</ttl>"))
    feeds = [("F", desk.server.url("/feed")), ("S", desk.server.url("/slow")), ("again", desk.server.url("/feed"))]
    seen, times = [], []
    for polled in watch(feeds, desk.state, desk.add, every=1, fetcher=fetcher(desk.clock)):
        seen.append(polled.title)
        times.append(desk.clock.time)
        if len(seen) == 16:
            desk.clock.stop.set()
    assert seen[:3] == ["F", "S", "F"]
    assert seen.count("F") == 14
    assert all(300 <= b - a < 310 for a, b in pairwise(times[2:13]))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (page(b"", "500 Oops"), "answers 500"),
        (page(b"", "404 Not Found"), "answers 404"),
        (page(b"<html>no feed"), "no feed"),
        (page(b"{}"), "no feed"),
        (b"garbage", "does not speak HTTP"),
        (page(b"xx", "200 OK", "Content-Encoding: gzip").replace(b"\r\nxx", b"\r\n\x1f\x8b"), ""),
    ],
)
def test_a_feed_that_fails_is_asked_less_and_less(desk: Desk, reply: bytes, reason: str) -> None:
    """The first failure is a skip; each makes the wait longer, up to a day; success sets it back."""
    desk.server.replies["/feed"] = reply
    feeds = [("F", desk.server.url("/feed"))]
    times, reasons = [], []
    for polled in watch(feeds, desk.state, desk.add, every=300, fetcher=fetcher(desk.clock)):
        times.append(desk.clock.time)
        reasons.append(polled.reason)
        if len(times) == 12:
            desk.server.replies["/feed"] = page(rss(desk.server, 1))
        if len(times) == 14:
            desk.clock.stop.set()
    waits = [b - a for a, b in pairwise(times)]
    assert all(reason in said for said in reasons[:12])
    assert all(reasons[:12])
    assert reasons[12:] == ["", ""]
    for n, wait in enumerate(waits[:11], 1):
        assert min(86_400, 300 * 2**n) * 0.8 <= wait + 1 <= min(86_400, 300 * 2**n) + 62
    assert waits[-1] < 310
    (skip, *rest) = desk.items
    assert isinstance(skip, Skip)
    assert (skip.name, reason in skip.reason) == (desk.server.url("/feed"), True)
    assert len(rest) == 1


def test_failing_feeds_do_not_return_together(desk: Desk) -> None:
    """Feeds that fail at one time come back at different times, and the same ones in every run."""
    waits = {watching._chance(f"http://site.test/{n}", 3) for n in range(50)}
    assert len(waits) == 50
    assert all(0 <= wait < 1 for wait in waits)
    assert watching._chance("http://site.test/", 1) == watching._chance("http://site.test/", 1)


def test_a_busy_server_says_when_to_come_again(desk: Desk) -> None:
    """A long Retry-After is remembered over the end of the program."""
    desk.server.replies["/feed"] = page(b"", "429 Slow", "Retry-After: 9000")
    assert "429" in desk.once()[0].reason
    desk.clock.time += 7000
    assert desk.once() == []
    desk.clock.time += 12_000
    assert len(desk.once()) == 1


def test_a_feed_that_is_gone_is_not_asked_again(desk: Desk) -> None:
    """After 410 a feed is left for good, and a watch without feeds ends."""
    desk.server.replies["/feed"] = page(b"", "410 Gone")
    feeds = [("F", desk.server.url("/feed"))]
    (polled,) = watch(feeds, desk.state, desk.add, fetcher=fetcher(desk.clock))
    assert (polled.again, "410" in polled.reason) == ("", True)
    desk.clock.time += 1e9
    assert desk.once() == []
    assert list(watch([], desk.state, desk.add, fetcher=fetcher(desk.clock))) == []


def test_an_entry_whose_page_cannot_be_had_is_kept_itself(desk: Desk) -> None:
    """What the feed says stands in for a page that is missing, forbidden or no address, with a skip that says so."""
    entries = [
        {"id": "1", "url": desk.server.url("/missing"), "title": "One", "content_text": "first"},
        {"id": "2", "url": desk.server.url("/closed/x"), "title": "Two", "content_text": "second"},
        {"id": "3", "url": "http://127.0.0.2/", "title": "Three", "content_text": "third"},
        {"id": "4", "url": "mailto:me@site.test", "title": "Four", "content_text": "fourth"},
        {"id": "5", "title": "Five", "content_text": "fifth"},
        {"id": "6", "url": "/7", "title": "Six", "content_text": "sixth"},
        {"id": "7", "url": "http://[", "title": "Seven", "content_text": "seventh"},
        {"id": "8", "url": desk.server.url("/7"), "title": "Eight", "content_text": "the page of the sixth again"},
    ]
    version = "https://" + "jsonfeed.org/version/1.1"
    desk.server.replies["/feed"] = page(json.dumps({"version": version, "title": "J", "items": entries}).encode())
    desk.server.replies["/robots.txt"] = page(b"User-agent: *\nDisallow: /closed")
    (polled,) = desk.once()
    assert (polled.new, polled.skipped) == (8, 3)
    skips = [item for item in desk.items if isinstance(item, Skip)]
    assert [r for s, r in zip(skips, ("404", "robots.txt", "public"), strict=True) if r not in s.reason] == []
    assert desk.pages == [*(f"/feed#{n}" for n in range(1, 6)), "/7", "/feed#7", "/feed#8"]
    kept = [i for i in desk.items if isinstance(i, Captured) and "#" in i.name]
    assert all(i.final for i in kept)
    assert json.loads(kept[0].read(9999))["title"] == "One"
    desk.clock.time += 3600
    assert desk.once()[0].new == 0


@pytest.mark.parametrize(
    ("reply", "tries"),
    [
        (page(b"", "503 Busy"), 4),
        (page(b"", "429 Slow"), 4),
        (b"garbage", 4),
        (page(b"", "404 Not Found"), 1),
        ([page(b"", "500 Oops"), page(b"", "404 Not Found")], 2),
        (page(b"x").replace(b"Content-Length: 1", b"Content-Length: 999999999999"), 1),
    ],
)
def test_a_page_is_asked_for_again_when_the_reason_may_pass(desk: Desk, reply: Any, tries: int) -> None:
    """After an error that may pass the page is tried in three more polls, and after any other not at all."""
    desk.server.replies |= {"/feed": page(rss(desk.server, 1)), "/1": reply}
    for _ in range(6):
        desk.once()
        desk.clock.time += 4000
    assert desk.server.paths.count("/1") == tries
    assert [type(item).__name__ for item in desk.items] == ["Skip", "Captured"]
    assert desk.feed()["later"] == {}


def test_a_page_that_comes_late_is_handed_on(desk: Desk) -> None:
    """A page that can be had later follows the entry that stood for it, also when the feed does not change."""

    def feed(request: Request) -> bytes:
        same = "if-none-match" in request.headers
        return b"HTTP/1.1 304 Same\r\n\r\n" if same else page(rss(desk.server, 1), "200 OK", 'ETag: "7"')

    desk.server.replies |= {"/feed": feed, "/1": [page(b"", "500 Oops"), b"garbage", page(b"page 1")]}
    counts = []
    for _ in range(4):
        counts.append(desk.once()[0].new)
        desk.clock.time += 4000
    assert counts == [1, 0, 1, 0]
    assert desk.pages == [f"/feed#{desk.server.url('/1')}", "/1"]


def test_one_article_in_two_feeds_comes_once(desk: Desk) -> None:
    """An entry that another feed showed already is not handed on again; entries with bare numbers are told apart."""
    desk.server.replies |= {"/a": page(rss(desk.server, 1, 2)), "/b": page(rss(desk.server, 2, 3))}
    desk.once("/a", "/b")
    assert desk.pages == ["/1", "/2", "/3"]
    for path in ("/c", "/d"):
        entry = f"<item><guid isPermaLink='false'>9</guid><title>{path}</title></item>"
        desk.server.replies[path] = page(rss(desk.server, head=entry))
    desk.once("/c", "/d")
    assert desk.pages[3:] == ["/c#9", "/d#9"]


def test_what_cannot_be_read_in_a_feed_is_said_once(desk: Desk) -> None:
    """A feed with an empty entry gives the others and one skip, however often it is polled."""
    desk.server.replies["/feed"] = page(rss(desk.server, 1, head="<item></item>"))
    for _ in range(3):
        desk.once()
        desk.clock.time += 4000
    assert [type(item).__name__ for item in desk.items] == ["Skip", "Captured"]


def test_a_long_feed_is_taken_in_portions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many new entries a poll and the rest in the next, although the feed has not changed; its end is cut."""
    monkeypatch.setattr(watching, "NEW_ENTRIES", 3)
    monkeypatch.setattr(watching, "WATCHED", 7)

    def feed(request: Request) -> bytes:
        if "if-none-match" in request.headers:
            return b"HTTP/1.1 304 Same\r\n\r\n"
        return page(rss(desk.server, *range(10)), "200 OK", 'ETag: "7"')

    desk.server.replies["/feed"] = feed
    counts = []
    for _ in range(5):
        counts.append(desk.once()[0].new)
        desk.clock.time += 4000
    assert counts == [3, 3, 1, 0, 0]
    assert desk.feed()["etag"] == '"7"'
    assert [i.reason for i in desk.items if isinstance(i, Skip)] == ["only its first 7 entries are looked at"]


def test_whatever_ends_a_watch_nothing_is_lost_or_doubled(desk: Desk) -> None:
    """Where taking an entry fails the program ends, and the next run goes on with that very entry."""
    desk.server.replies["/feed"] = page(rss(desk.server, *range(5)), "200 OK", 'ETag: "1"')
    taken: list[str] = []

    def add(items: Iterable[Captured | Skip]) -> None:
        if len(taken) == 2:
            raise CaseError("the disk is full")
        taken.extend(item.name for item in items)

    feeds = [("F", desk.server.url("/feed"))]
    with pytest.raises(CaseError, match="disk"):
        list(watch(feeds, desk.state, add, once=True, fetcher=fetcher(desk.clock)))
    assert desk.feed()["etag"] == ""
    desk.clock.time += 1000
    desk.once()
    assert [name.rpartition("/")[2] for name in taken] == ["0", "1"]
    assert desk.pages == ["/2", "/3", "/4"]
    assert [p.name for p in desk.state.parent.iterdir()] == ["feeds.json"]


def test_a_stop_ends_between_two_requests(desk: Desk) -> None:
    """Once stop is set nothing more is asked, and the state says what was taken."""
    desk.server.replies["/feed"] = page(rss(desk.server, *range(5)))

    def add(items: Iterable[Captured | Skip]) -> None:
        desk.add(items)
        if len(desk.items) == 2:
            desk.clock.stop.set()

    feeds = [("F", desk.server.url("/feed"))]
    assert list(watch(feeds, desk.state, add, fetcher=fetcher(desk.clock))) == []
    assert desk.server.paths == ["/feed", "/0", "/1"]
    assert len(desk.feed()["seen"]) == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_a_watch_that_waits(desk: Desk, number: int) -> None:
    """SIGINT and SIGTERM end the real waiting at once, and the handlers of before are put back."""
    desk.server.replies["/feed"] = page(rss(desk.server))
    before = signal.getsignal(number)
    stop = threading.Event()
    timer = threading.Timer(0.3, os.kill, (os.getpid(), number))
    start = time.monotonic()
    with stopping(stop):
        timer.start()
        real = fetcher(Clock(stop), robots=False)
        polls = list(watch([("F", desk.server.url("/feed"))], desk.state, desk.add, fetcher=real))
    timer.join()
    assert len(polls) == 1
    assert time.monotonic() - start < 5
    assert signal.getsignal(number) == before


def test_a_second_signal_interrupts() -> None:
    """Who asks twice does not want to wait for the answer that is coming in."""
    with stopping(threading.Event()):
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    done: list[bool] = []

    def elsewhere() -> None:
        with stopping(threading.Event()):
            done.append(True)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert done == [True]


@pytest.mark.parametrize("content", [b"", b"my notes", b"[]", b'{"feeds": 3}', b'{"version": 2}', b"\xff"])
def test_a_state_file_that_is_none_is_not_touched(desk: Desk, content: bytes) -> None:
    """A file that holds something else stops the watch before anything is asked."""
    desk.state.write_bytes(content)
    with pytest.raises(InputError, match=r"feeds\.json: "):
        desk.once()
    assert desk.state.read_bytes() == content
    assert desk.server.asked == []


def test_a_state_that_cannot_be_written_stops_the_watch(desk: Desk) -> None:
    """Without a place to note what was seen, nothing is asked."""
    desk.state = desk.state.parent / "none" / "feeds.json"
    with pytest.raises(InputError, match="cannot be written"):
        desk.once()
    assert desk.server.asked == []


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("", 0),
        ("<ttl>60</ttl>", 3600),
        ("<TTL> 5 </TTL>", 300),
        ("<ttl>99999</ttl>", 86_400),
        ("<ttl>-5</ttl>", 0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        ("<sy:updatePeriod>\n daily </sy:updatePeriod>", 86_400),
        ("<sy:updatePeriod>weekly</sy:updatePeriod>", 86_400),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600),
        ("<ttl>10</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        ("<item><ttl>60</ttl></item>", 0),
    ],
)
def test_what_a_feed_says_of_its_pace(head: str, seconds: float) -> None:
    """A ttl counts minutes, an update period is divided by its frequency, the longer one wins, a day is the most."""
    assert own_pace(f"<rss><channel>{head}<item/></channel></rss>".encode()) == seconds


def test_the_state_file_can_be_read_by_a_person(desk: Desk) -> None:
    """The state is plain JSON, a line a value, the addresses of the feeds as they were given."""
    desk.server.replies["/feed"] = page(rss(desk.server, 1), "200 OK", 'ETag: "7"')
    desk.once()
    feed = desk.feed()
    assert (feed["etag"], feed["errors"], feed["gone"], len(feed["seen"])) == ('"7"', 0, False, 1)
    assert msgspec.json.decode(desk.state.read_bytes(), type=watching.State).version == 1
    assert desk.state.read_text().count("\n") > 8
