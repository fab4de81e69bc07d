"""Pages of the web that the user named, as WARC records: polite to the servers, closed to private addresses.

from rashomon.ingest.web.fetch import to_warc

to_warc(["https://example.org/report"], Path("report.warc"))
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from rashomon.errors import FetchError, RashomonError
from rashomon.ingest.archives.warc_records import record
from rashomon.ingest.items import Captured
from rashomon.ingest.web.addresses import Gate, Target, shown
from rashomon.ingest.web.archive import Archive
from rashomon.ingest.web.exchange import AGENT, Answer, Limits, ask
from rashomon.ingest.web.robots import Rules, parse
from rashomon.records import Skip
from rashomon.text import encodable

if TYPE_CHECKING:
    import ssl

REDIRECTS = 5
"""Redirects that are followed for one page."""

PAUSE_SECONDS = 1.0
"""Seconds between the end of a request and the next one to the same host, at least."""

LONGEST_DELAY = 60.0
"""Seconds: a longer Crawl-delay is taken for this one."""

LONGEST_WAIT = 120.0
"""Seconds that are waited when a server says when to come again; if it says more, the page is left out."""

ROBOTS_BYTES = 5_000_000
"""Bytes of a robots.txt that are taken from a server; the first 500 KiB of them count."""

ROBOTS_SECONDS = 86_400.0
"""Seconds for which a robots.txt holds, as RFC 9309 has it."""

ROBOTS_FAILED_SECONDS = 600.0
"""Seconds until a robots.txt that could not be had is asked for again."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})


class Clock:
    """Time and waiting; what waits is woken by `stop`, and then nothing more is asked."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self.stop = stop or threading.Event()

    def seconds(self) -> float:
        """Seconds since some moment, never going back."""
        return time.monotonic()

    def now(self) -> datetime:
        """The time of day, in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> bool:
        """Let time pass; true when the wait was ended by `stop`."""
        return self.stop.wait(seconds) if seconds > 0 else self.stop.is_set()


class Stopped(Exception):
    """Nothing more is to be asked, because the clock's `stop` was set."""


class Fetched(Struct, frozen=True, kw_only=True):
    """A page that was fetched: what was asked for, where that led, and the answers on the way, the page's own last."""

    url: str
    hops: tuple[tuple[str, Answer], ...]

    @property
    def answer(self) -> Answer:
        """The last answer."""
        return self.hops[-1][1]

    @property
    def final_url(self) -> str:
        """Where the page was found in the end."""
        return self.hops[-1][0]

    @property
    def status(self) -> int:
        """The HTTP status of the last answer."""
        return self.answer.status

    @property
    def date(self) -> datetime:
        """When the last request was made, in UTC."""
        return self.answer.date

    @property
    def response(self) -> bytes:
        """The last answer as one WARC response record."""
        return record(self.final_url, self.date, self.answer.head, self.answer.wire, ip=self.answer.address)

    def records(self) -> Iterator[bytes]:
        """All answers as WARC records with the requests that led to them, in the order in which they came."""
        for url, answer in self.hops:
            yield record(url, answer.date, answer.head, answer.wire, ip=answer.address, request=answer.request)


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one address: `reason` says why there is no page, `bytes` is the length of the body as sent."""

    url: str
    final_url: str = ""
    status: int = 0
    bytes: int = 0
    date: str = ""
    address: str = ""
    reason: str = ""


class Fetcher:
    """Fetches one page at a time, and remembers what each host asks of it: robots.txt, pauses, times to stay away.

    `robots=False` leaves robots.txt unread: for a person who archives a page as evidence, never for a crawl. `gate` and
    `trust` (certificates) have other values than the defaults in tests only.
    """

    def __init__(
        self,
        *,
        robots: bool = True,
        clock: Clock | None = None,
        limits: Limits | None = None,
        gate: Gate | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self._robots, self._limits, self._gate, self._trust = robots, limits or Limits(), gate or Gate(), trust
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._away: dict[str, float] = {}
        self._rules: dict[str, tuple[float, Rules]] = {}

    def get(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """One page, whatever its status; raises `FetchError`, `TooLarge`, or `Stopped` when the clock was stopped.

        `etag` and `last_modified` are those of an earlier answer; the server may then say 304 and send nothing.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        sendable = {k: v for k, v in conditions.items() if re.fullmatch(r"[\x20-\x7e]{1,1000}", v)}
        with self._lock:
            target = self._gate.target(url)
            return Fetched(url=url, hops=tuple(self._followed(target, sendable, self._limits, self._robots)))

    def _followed(
        self, target: Target, more: Mapping[str, str], limits: Limits, robots: bool
    ) -> Iterator[tuple[str, Answer]]:
        """The answers on the way from an address to its page."""
        seen, left = {target.url}, REDIRECTS
        while True:
            if robots:
                self._check_robots(target)
            answer, spent = self._asked(target, more, limits)
            limits = msgspec.structs.replace(limits, total=limits.total - spent)
            yield target.url, answer
            place = answer.header("location")
            if answer.status not in _REDIRECTS or not place:
                return
            following = self._redirected(target, place)
            if following.url in seen or not left:
                way = "in a circle" if following.url in seen else f"more than {REDIRECTS} times"
                raise FetchError(f"{target.host} redirects {way}; it may want a login or cookies")
            seen.add(following.url)
            target, left = following, left - 1

    def _redirected(self, target: Target, place: str) -> Target:
        """Where an answer leads; a Location of raw octets is read as UTF-8, as browsers do."""
        with suppress(UnicodeError):
            place = place.encode("latin-1").decode("utf-8")
        try:
            following = self._gate.target(place, target)
        except FetchError as error:
            raise FetchError(f"it redirects to {shown(place)[:200]}: {error}") from error
        if target.scheme == "https" and following.scheme == "http":
            raise FetchError(f"it redirects from https to {following.url[:200]}, which anyone on the way could change")
        return following

    def _asked(self, target: Target, more: Mapping[str, str], limits: Limits) -> tuple[Answer, float]:
        """The answer of one server, asked once more where it says when to come again; and the seconds that took."""
        spent = 0.0
        for again in (True, False):
            addresses = self._gate.addresses(target)  # looked up and checked for each request, then connected to as is
            self._take_turn(target.host)
            start = self.clock.seconds()
            try:
                answer = ask(target, addresses, more, limits, self._trust)
            finally:
                self._last[target.host] = self.clock.seconds()
            spent += self._last[target.host] - start
            later = self.retry_after(answer)
            self._away[target.host] = self.clock.seconds() + later
            if not (again and 0 < later <= LONGEST_WAIT):
                break
        return answer, spent

    def _take_turn(self, host: str) -> None:
        """Wait until a host may be asked; one that wants us away for long is left alone."""
        now, pause = self.clock.seconds(), self._delays.get(host, PAUSE_SECONDS)
        away = self._away.get(host, now) - now
        if away > LONGEST_WAIT:
            raise FetchError(f"{host} asks to be left alone for {away:.0f} s; try again then")
        wait = max(away, self._last.get(host, now - pause) + pause - now)
        if self.clock.wait(wait):
            raise Stopped

    def retry_after(self, answer: Answer) -> float:
        """Seconds that a busy server asks to be left alone; 0 when it does not say."""
        value = answer.header("retry-after") if answer.status in _BUSY else ""
        if re.fullmatch(r"[0-9]{1,9}", value):
            return float(value)
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return 0.0
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self.clock.now()).total_seconds())

    def _check_robots(self, target: Target) -> None:
        until, rules = self._rules.get(target.site, (0.0, Rules()))
        if target.site not in self._rules or until <= self.clock.seconds():
            self._gate.addresses(target)  # where nothing may be asked, that is the reason, not robots.txt
            rules = self._robots_of(target)
            lasts = ROBOTS_FAILED_SECONDS if rules.reason else ROBOTS_SECONDS
            self._rules[target.site] = (self.clock.seconds() + lasts, rules)
        if rules.reason:
            raise FetchError(f"{target.site}/robots.txt cannot be had ({rules.reason}), so nothing is fetched there")
        self._delays[target.host] = max(PAUSE_SECONDS, min(rules.delay, LONGEST_DELAY))
        if not rules.allows(target.path):
            raise FetchError(f"{target.site}/robots.txt does not allow it; save the page and give the file")

    def _robots_of(self, target: Target) -> Rules:
        """A site's rules: none for an answer of the 4xx kind, everything closed when the site cannot say."""
        place = msgspec.structs.replace(target, path="/robots.txt")
        limits = msgspec.structs.replace(self._limits, body=min(ROBOTS_BYTES, self._limits.body))
        try:
            *_, (_, answer) = self._followed(place, {}, limits, robots=False)
            if 200 <= answer.status < 300:
                return parse(answer.payload(limits.body))
        except RashomonError as error:
            return Rules(reason=str(error))
        if 400 <= answer.status < 500 and answer.status != 429:
            return Rules()
        return Rules(reason=f"the server answers {answer.status}")


@cache
def everyday() -> Fetcher:
    """The fetcher of this process, so that all that asks keeps to one pace."""
    return Fetcher()


def get(url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
    """One page by the fetcher of this process; see `Fetcher.get`."""
    return everyday().get(url, etag=etag, last_modified=last_modified)


def captured(urls: Iterable[str], fetcher: Fetcher | None = None) -> Iterator[Captured | Skip]:
    """Each page as a WARC response record under the address that was asked for, or a skip with the reason.

    Fetched when it is asked for, one after the other; an address that is named twice is fetched once.
    """
    for url in _once(urls):
        name = encodable(shown(url))
        try:
            fetched = (fetcher or everyday()).get(url)
        except RashomonError as error:
            yield Skip(name=name, stage="ingest", reason=encodable(str(error)))
            continue
        if 200 <= fetched.status < 300:
            yield Captured(name=name, data=fetched.response)
        else:
            yield Skip(name=name, stage="ingest", reason=refusal(fetched.status))


def refusal(status: int) -> str:
    """What an HTTP status means for somebody who wanted the page, and what to try."""
    words = {s.value: s.phrase for s in HTTPStatus}.get(status, "")
    said = f"the server answers {status} {words}".rstrip()
    if status in (401, 402, 403, 407, 429, 451):
        return f"{said}; open it in a browser, save the page and give the file"
    return f"{said}; try again later" if status >= 500 else f"{said}; check the address, or look for an archived copy"


def to_warc(urls: Iterable[str], path: Path, fetcher: Fetcher | None = None) -> list[Outcome]:
    """Fetch pages and append the requests and answers to a WARC file; one row for each address, in their order.

    The file changes in one step at the end, also when that end is an interruption: it then holds what was finished. A
    name that ends in .gz gives a file of packed records. Raises `InputError` when what stands there is no WARC.
    """
    fetcher, outcomes = fetcher or everyday(), []
    with Archive(path, AGENT) as file:
        for url in _once(urls):
            try:
                fetched = fetcher.get(url)
            except RashomonError as error:
                outcomes.append(Outcome(url=encodable(shown(url)), reason=encodable(str(error))))
                continue
            file.add(fetched.date, fetched.records())
            outcomes.append(_outcome(fetched))
    return outcomes


def _once(urls: Iterable[str]) -> Iterator[str]:
    seen = set()
    for url in urls:
        if url not in seen:
            seen.add(url)
            yield url


def _outcome(fetched: Fetched) -> Outcome:
    return Outcome(
        url=encodable(shown(fetched.url)),
        final_url=fetched.final_url,
        status=fetched.status,
        bytes=len(fetched.answer.wire),
        date=fetched.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        address=fetched.answer.address,
        reason="" if 200 <= fetched.status < 300 else refusal(fetched.status),
    )
