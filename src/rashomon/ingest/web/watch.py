"""Feeds that are polled: what is new in them is fetched and handed on, once, at a pace that no server minds.

for polled in watch(feeds_of(Path("feeds.opml").read_bytes()), Path("feeds.json"), add):
    print(polled.title, polled.new)
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urljoin

import msgspec
from msgspec import Struct

from rashomon.answers import Polled
from rashomon.errors import InputError, RashomonError, TooLarge
from rashomon.ingest.items import Captured
from rashomon.ingest.web.addresses import is_web_address, shown
from rashomon.ingest.web.fetch import Fetched, Fetcher, Stopped, refusal
from rashomon.records import Skip
from rashomon.text import encodable

SHORTEST_SECONDS = 300.0
"""Seconds between two polls of a feed, at least."""

EVERY_SECONDS = 3600.0
"""Seconds between two polls of a feed that does not say how often it changes."""

LONGEST_SECONDS = 86_400.0
"""Seconds between two polls of a feed, at most: whatever it says of itself, and however often it failed."""

NEW_ENTRIES = 100
"""New entries of a feed that are fetched in one poll; the others wait for the next."""

WATCHED = 5_000
"""Entries of a feed that are looked at, the first ones; feeds show a few dozen, the newest first."""

TRIES = 3
"""Polls in which a page is asked for again that could not be had for a reason that may pass."""

REMEMBERED = 2 * WATCHED
"""Digests of entries and of their pages that are kept for a feed, the latest ones."""

FEED_BYTES = 20_000_000
"""Bytes of a feed, unpacked."""

Add = Callable[[Iterable[Captured | Skip]], object]

_TTL = re.compile(rb"<ttl>\s*([0-9]{1,6})\s*</ttl>", re.I)
_PERIOD = re.compile(rb"<\w{1,20}:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.I)
_FREQUENCY = re.compile(rb"<\w{1,20}:updateFrequency>\s*([0-9]{1,4})\s*<", re.I)
_PERIODS = {b"hourly": 3600, b"daily": 86_400, b"weekly": 604_800, b"monthly": 2_592_000, b"yearly": 31_536_000}
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")


class FeedState(Struct, kw_only=True):
    """What is known of a feed between two polls.

    `asked`: when it was last asked (seconds since 1970). `pace`: seconds that it wants between polls. `errors`: how
    many polls in a row failed. `gone`: the server said that it will not come back. `seen`: digests of entries, the
    latest last. `later`: pages that are to be asked for again, and how often they were.
    """

    etag: str = ""
    last_modified: str = ""
    asked: float = 0.0
    pace: float = 0.0
    errors: int = 0
    gone: bool = False
    seen: list[str] = msgspec.field(default_factory=list)
    later: dict[str, int] = msgspec.field(default_factory=dict)


class State(Struct, kw_only=True):
    """The state file: what is known of each feed, by its address."""

    version: int = 1
    feeds: dict[str, FeedState] = msgspec.field(default_factory=dict)


def watch(
    feeds: Sequence[tuple[str, str]],
    state: Path,
    add: Add,
    *,
    every: float = EVERY_SECONDS,
    once: bool = False,
    fetcher: Fetcher | None = None,
) -> Iterator[Polled]:
    """Poll feeds until the `stop` of the fetcher's clock is set, or once; a row after each poll.

    `feeds` are pairs of title and address. `add` is given what one entry brought, at once: the page it leads to, or a
    skip and the entry itself where the page cannot be had. What `add` took is noted in the file `state` before anything
    else is asked, so that no entry is handed on twice and none is lost, whenever this ends. A feed that was asked less
    than five minutes ago, or that wants more time, is not asked, also with `once`.
    """
    watching = _Watching(state, add, fetcher or Fetcher())
    addresses = {url: title for title, url in reversed(feeds)}
    order = list(dict.fromkeys(url for _, url in feeds))
    try:
        while order:
            for url in order:
                if watching.due(url, every, once) <= watching.now():
                    yield watching.poll(addresses[url], url, every)
            order = [url for url in order if not watching.feed(url).gone]
            if once or not order:
                return
            if watching.wait(min(watching.due(url, every) for url in order)):
                return
    except Stopped:
        return


@contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """While the block runs, the first SIGINT or SIGTERM sets `stop`, and a second one interrupts at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []

    def on_signal(number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        threading.Thread(target=stop.set).start()  # set here, it could wait for a lock that this very thread holds

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Watching:
    """The state of all feeds, kept in a file that is replaced in one step."""

    def __init__(self, path: Path, add: Add, fetcher: Fetcher) -> None:
        self._path, self._add, self._fetcher = path, add, fetcher
        self._state = _loaded(path)
        self._seen = {key for feed in self._state.feeds.values() for key in feed.seen}

    def now(self) -> float:
        """Seconds since 1970."""
        return self._fetcher.clock.now().timestamp()

    def wait(self, until: float) -> bool:
        """Let time pass; true when it was ended by a stop."""
        return self._fetcher.clock.wait(max(1.0, until - self.now()))

    def feed(self, url: str) -> FeedState:
        """What is known of a feed."""
        return self._state.feeds.setdefault(url, FeedState())

    def due(self, url: str, every: float, once: bool = False) -> float:
        """When a feed may next be asked; a poll by a timetable of the user's may come a little early."""
        feed = self.feed(url)
        if feed.gone:
            return float("inf")
        wait = max(SHORTEST_SECONDS, 0.9 * feed.pace) if once else max(SHORTEST_SECONDS, feed.pace, every)
        if feed.errors:
            longer = min(LONGEST_SECONDS, wait * 2.0 ** min(feed.errors, 20))
            wait = max(wait, longer * (1 - 0.2 * _chance(url, feed.errors)))
        return 0.0 if feed.asked > self.now() else feed.asked + wait  # a clock that went back must not stop the watch

    def poll(self, title: str, url: str, every: float) -> Polled:
        """Ask a feed, and hand on what is new in it."""
        feed, self._new, self._skipped = self.feed(url), 0, 0
        feed.asked = self.now()
        self._save()
        try:
            fetched = self._fetcher.get(url, etag=feed.etag, last_modified=feed.last_modified)
            data = fetched.answer.payload(FEED_BYTES) if 200 <= fetched.status < 300 else b""
        except RashomonError as error:
            reason = str(error)
        else:
            reason = self._taken(url, feed, fetched, data)
        if reason and not feed.errors:  # said once, not at every poll
            self._hand_on([Skip(name=_name(url), stage="ingest", reason=encodable(reason))])
        feed.errors = feed.errors + 1 if reason else 0
        self._save()
        next_time = "" if feed.gone else f"{datetime.fromtimestamp(self.due(url, every), UTC):%Y-%m-%dT%H:%M:%SZ}"
        return Polled(
            title=title,
            url=_name(url),
            new=self._new,
            skipped=self._skipped,
            reason=encodable(reason),
            again=next_time,
        )

    def _taken(self, url: str, feed: FeedState, fetched: Fetched, data: bytes) -> str:
        """Hand on what is new in an answer; the reason when it is no feed."""
        if fetched.status == 304 or 200 <= fetched.status < 300:
            self._try_again(feed)
        if fetched.status == 304:
            return ""
        if not 200 <= fetched.status < 300:
            feed.gone = fetched.status == 410
            feed.pace = min(LONGEST_SECONDS, max(feed.pace, self._fetcher.retry_after(fetched.answer)))
            return refusal(fetched.status)
        from rashomon.ingest.tables.feeds import FORMATS

        item = Captured(name=url, data=data)
        kind = next((f for f in FORMATS if f.recognises(item)), None)
        if kind is None:
            return "this is no feed; look in the page for the address of its feed"
        feed.pace = own_pace(data)
        feed.etag = feed.last_modified = ""  # if this ends half-way, the next poll must see the rest
        for number, member in enumerate(kind.members(item)):
            if number >= WATCHED:
                self._say_once(feed, url, f"only its first {WATCHED} entries are looked at")
                break
            if self._new >= NEW_ENTRIES:
                return ""
            if isinstance(member, Skip):
                self._say_once(feed, url, member.reason)
            else:
                self._entry(url, feed, member, fetched.final_url)
        feed.etag, feed.last_modified = fetched.answer.header("etag"), fetched.answer.header("last-modified")
        return ""

    def _entry(self, url: str, feed: FeedState, member: Captured, base: str) -> None:
        """Hand on the page that an entry leads to, or the entry where there is none, unless it was seen."""
        row: dict[str, Any] = msgspec.json.decode(member.data or b"{}")
        link = _joined(base, str(row.get("url") or ""))
        own = str(row.get("id") or link or hashlib.sha256(member.data or b"").hexdigest())
        own = own if ":" in own else f"{url} {own}"  # a bare number means something in its own feed only
        if _key(own) in self._seen:
            return
        entry = Captured(name=_name(f"{url}#{row.get('id') or link or _key(own)}"), data=member.data, final=True)
        if not is_web_address(link) or _key(link) in self._seen:
            self._once(feed, own, [entry])
        else:
            page = self._page(feed, link)
            self._once(feed, own, [page, entry] if isinstance(page, Skip) else [page], link)
        self._new += 1

    def _page(self, feed: FeedState, link: str) -> Captured | Skip:
        """The page, or a skip; noted as one to be asked for again when the reason may pass."""
        status, note = 0, ""
        try:
            fetched = self._fetcher.get(link)
            status = fetched.status
            if 200 <= status < 300:
                return Captured(name=_name(link), data=fetched.response)
            reason = refusal(status)
        except TooLarge as error:
            status, reason = 413, str(error)
        except RashomonError as error:
            reason = str(error)
        if not 400 <= status < 500 or status in (408, 425, 429):
            feed.later[link] = 0
            note = ", and the page is asked for again"
        return Skip(name=_name(link), stage="ingest", reason=encodable(f"{reason} (what the feed says is kept{note})"))

    def _try_again(self, feed: FeedState) -> None:
        """Hand on pages that can be had by now; the entries that stand for them were handed on long ago."""
        for link in list(feed.later):
            tries = feed.later.pop(link) + 1
            page = self._page(feed, link)
            if isinstance(page, Captured):
                self._hand_on([page])
                self._new += 1
            elif link in feed.later and tries < TRIES:
                feed.later[link] = tries
            else:
                feed.later.pop(link, None)
            self._save()

    def _say_once(self, feed: FeedState, url: str, reason: str) -> None:
        self._once(feed, f"{url} {reason}", [Skip(name=_name(url), stage="ingest", reason=encodable(reason))])

    def _once(self, feed: FeedState, what: str, items: list[Captured | Skip], also: str = "") -> None:
        """Hand something on and note that it was; what was seen is not handed on again."""
        if _key(what) in self._seen:
            return
        self._hand_on(items)
        keys = dict.fromkeys(_key(text) for text in (what, also) if text)
        self._seen.update(keys)
        feed.seen = [*feed.seen, *keys][-REMEMBERED:]
        self._save()

    def _hand_on(self, items: list[Captured | Skip]) -> None:
        self._skipped += sum(isinstance(item, Skip) for item in items)
        self._add(items)

    def _save(self) -> None:
        part = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(self._state), indent=1))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError as error:
            raise InputError(f"{self._path}: cannot be written ({error.strerror or error})") from error


def own_pace(data: bytes) -> float:
    """Seconds that a feed wants between two polls, by its ttl or update period, a day at most; 0 if it says nothing.

    Read off the bytes before the first entry: both elements are plain ASCII in every feed that has them.
    """
    entry = _ENTRY.search(data)
    head = data[: min(entry.start() if entry else len(data), 65_536)]
    ttl, period, frequency = _TTL.search(head), _PERIOD.search(head), _FREQUENCY.search(head)
    seconds = 60.0 * int(ttl[1]) if ttl else 0.0
    if period:
        seconds = max(seconds, _PERIODS[period[1].lower()] / max(1, int(frequency[1]) if frequency else 1))
    return min(seconds, LONGEST_SECONDS)


def _loaded(path: Path) -> State:
    try:
        state = msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: this is no file about feeds that were polled ({error}); choose another name"
        ) from error
    if state.version != 1:
        raise InputError(f"{path}: written by a later version of Rashomon")
    return state


def _chance(url: str, errors: int) -> float:
    """A number between 0 and 1, the same whenever it is asked for: so that failing feeds do not all return at once."""
    return int(_key(f"{url} {errors}"), 16) / 16**16


def _key(text: str) -> str:
    return hashlib.sha256(encodable(text).encode()).hexdigest()[:16]


def _name(url: str) -> str:
    return encodable(shown(url))


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""
