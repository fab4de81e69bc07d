"""Which web addresses may be asked: public ones, spelled plainly, each checked after the name was looked up."""

from __future__ import annotations

import re
import socket
import string
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin

from msgspec import Struct

from rashomon.errors import FetchError

IP = IPv4Address | IPv6Address

PORTS = frozenset({80, 443, 8080, 8443})
"""Ports that may be asked: those of web servers, so that no address of ours speaks to a mail server or a database."""

LONGEST = 8192
"""Characters of an address; servers refuse longer ones."""

LOOK_UP_SECONDS = 10.0
"""Seconds until the look-up of a name is given up; the system's own limit can be minutes."""

_DEFAULT = {"http": 80, "https": 443}
_SHAPE = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?:#.*)?", re.I | re.S
)
_PLACE = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>[0-9]{0,5}))?")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.A)
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")
_KEPT = string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/?%[]|"

_CLOSED_4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
        "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
        "168.63.129.16/32"  # a cloud's host as its guests see it: a public number that answers only inside
    ).split()
)
_OPEN_6 = IPv6Network("2000::/3")  # global unicast; loopback, link-local, unique local and multicast lie outside
_CLOSED_6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: IP) -> bool:
    """Whether an address belongs to the public internet; one that carries an IPv4 address is judged by that one."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in net for net in _CLOSED_4)
    carried = address.ipv4_mapped or address.sixtofour
    if address in _NAT64:
        carried = IPv4Address(int(address) & 0xFFFFFFFF)
    if carried is not None:
        return is_public(carried)
    return address.is_global and address in _OPEN_6 and not any(address in net for net in _CLOSED_6)


def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system's resolver gives them; raises `FetchError` when there are none."""
    found: list[str] = []
    problem: list[OSError] = []

    def ask() -> None:
        try:
            given = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(str(place[0]) for *_, place in given)
        except (OSError, UnicodeError) as error:
            problem.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=ask, daemon=True)  # the system's look-up knows no time limit
    thread.start()
    thread.join(LOOK_UP_SECONDS)
    if thread.is_alive():
        raise FetchError(f"the look-up of {host} took more than {LOOK_UP_SECONDS:.0f} s; try again")
    if problem or not found:
        why = problem[0].strerror or str(problem[0]) if problem else "no address"
        raise FetchError(f"{host} cannot be found ({why}); check the spelling and the connection")
    return list(dict.fromkeys(found))


class Target(Struct, frozen=True, kw_only=True):
    """A web address taken apart: `host` in ASCII without brackets, `path` with the query, percent-encoded."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt is for."""
        return f"{self.scheme}://{self.place}"

    @property
    def place(self) -> str:
        """Host and port as a request names them: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in one piece, without a fragment."""
        return f"{self.site}{self.path}"


class Gate(Struct, frozen=True, kw_only=True):
    """What may be asked: `allow` judges an address, `resolve` looks a name up, `ports` (None for all) may be named.

    The defaults are the rule; other values are for tests that run servers of their own.
    """

    allow: Callable[[IP], bool] = is_public
    resolve: Callable[[str, int], Sequence[str]] = looked_up
    ports: frozenset[int] | None = PORTS

    def target(self, url: str, base: Target | None = None) -> Target:
        """An address taken apart, read against `base` when it is relative; raises `FetchError` with the reason."""
        text = url.strip(" \t\r\n")
        if len(text) > LONGEST:
            raise FetchError(f"the address is longer than {LONGEST} characters")
        if re.search(r"[\x00-\x1f\x7f]", text):
            raise FetchError("the address has control characters in it")
        try:
            shape = _SHAPE.fullmatch(urljoin(base.url, text) if base else text)
        except ValueError as error:
            raise FetchError(f"this is no web address ({error})") from error
        if not shape or shape["scheme"].lower() not in _DEFAULT:
            raise FetchError("only http:// and https:// addresses can be fetched")
        host, port = _place(shape["authority"])
        scheme = shape["scheme"].lower()
        target = Target(
            scheme=scheme,
            host=host,
            port=int(port) if port else _DEFAULT[scheme],
            path=_encoded(_straight(shape["path"]) + (shape["query"] or "")),
        )
        if self.ports is not None and target.port not in self.ports:
            allowed = ", ".join(map(str, sorted(self.ports)))
            raise FetchError(f"port {target.port} is not asked, only {allowed}; save the page and give the file")
        return target

    def addresses(self, target: Target) -> tuple[str, ...]:
        """Every address of the target's host, all of them allowed; raises `FetchError` when only one is not."""
        number = _number(target.host)
        given = [str(number)] if number else self.resolve(target.host, target.port)
        if not given:
            raise FetchError(f"{target.host} cannot be found (no address)")
        for text in given:
            try:
                allowed = self.allow(ip_address(text))
            except ValueError:
                allowed = False
            if not allowed:
                at = "" if number else f", where {target.host} leads,"
                raise FetchError(f"{text}{at} is no public address; it is not asked")
        return tuple(dict.fromkeys(given))


def shown(url: str) -> str:
    """An address as it may be printed and stored: without the name and password that some carry."""
    return re.sub(r"(?<=://)[^/?#]*@", "***@", url.strip())


def is_web_address(text: str) -> bool:
    """Whether what a user gave is meant as a web address."""
    return re.match(r"https?://", text.strip(), re.I) is not None


def _place(authority: str) -> tuple[str, str]:
    """Host and port of the part between // and /."""
    if "@" in authority:
        raise FetchError("an address with a name or password in it is not fetched; leave out what stands before the @")
    shape = _PLACE.fullmatch(authority)
    if not shape or not shape["host"]:
        raise FetchError("the address has no host that can be understood")
    port = shape["port"] or ""
    if port and not 0 < int(port) < 65536:
        raise FetchError(f"port {port} cannot be")
    return _host(shape["host"]), port


def _host(given: str) -> str:
    if given.startswith("["):
        if "%" in given or not isinstance(_number(given[1:-1]), IPv6Address):
            raise FetchError(f"{given} is no address of the internet")
        return str(IPv6Address(given[1:-1]))
    host = given
    if len(given) > 254:  # before it is encoded, which is slow for long names
        raise FetchError(f"the name {given[:80]}... is too long")
    if not given.isascii():
        try:
            host = given.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise FetchError(f"the name {given[:80]} cannot be looked up") from error
    host = host.lower().removesuffix(".")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        if not _number(host):  # 127.1, 0x7f.1 and 2130706433 are all 127.0.0.1 to some systems
            raise FetchError(f"{given} is an address in an odd spelling; write it as four numbers")
        return host
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise FetchError(f"the name {given[:80]} cannot be looked up")
    if "." not in host or host.endswith(tuple(f".{name}" for name in _LOCAL_NAMES)):
        raise FetchError(f"{host} is a name of a local network, which is not asked")
    return host


def _number(host: str) -> IP | None:
    """The address that a host is in itself; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _straight(path: str) -> str:
    """A path without steps up and down, so that no detour leads around a rule of robots.txt."""
    out: list[str] = []
    steps = re.sub("%2e", ".", path, flags=re.I).split("/")[1:] if re.search(r"/(\.|%2e)", path, re.I) else None
    if steps is None:
        return path or "/"
    for step in steps:
        if step == "..":
            del out[-1:]
        elif step != ".":
            out.append(step)
    if steps[-1] in (".", ".."):
        out.append("")
    return "/" + "/".join(out)


def _encoded(path: str) -> str:
    """A path with query as a request may send it: what is encoded stays so, the rest is encoded as UTF-8."""
    path = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", path)
    try:
        return quote(path, safe=_KEPT)
    except UnicodeEncodeError as error:
        raise FetchError("the address has half a character in it") from error
