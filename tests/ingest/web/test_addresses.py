"""Which web addresses may be asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import FetchError
from rashomon.ingest.web import addresses
from rashomon.ingest.web.addresses import Gate, is_public, is_web_address, looked_up, shown

CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.0.1
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1
198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 fe80::1 fec0::1 fc00::1 fd00:ec2::254
fd20:ce::254 ff02::1 ff0e::1 100::1 2001::1 2001:db8::1 2001:2::1 2002:7f00:1:: 2002:a00:1:: 2002:a9fe:a9fe::
64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::1 3fff::1 4000::1 5f00::1
""".split()
OPEN = """
1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.1.1 223.255.255.254
2606:4700::1111 2a00:1450:4001::200e ::ffff:8.8.8.8 2002:808:808:: 64:ff9b::8.8.8.8 2001:4860:4860::8888
""".split()


def leads_to(*found: str) -> Callable[[str, int], Sequence[str]]:
    """A resolver that gives the same addresses for every name."""

    def resolve(host: str, port: int) -> Sequence[str]:
        return found

    return resolve


@pytest.mark.parametrize("text", CLOSED)
def test_what_is_not_public_is_closed(text: str) -> None:
    """Private, local, reserved, multicast and documentation addresses are closed, also inside another one."""
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", OPEN)
def test_public_addresses_are_open(text: str) -> None:
    """The neighbours of the closed ranges and the addresses of real servers are open."""
    assert is_public(ip_address(text))


@given(st.integers(0, 2**32 - 1))
def test_carried_addresses_are_judged_by_what_they_carry(number: int) -> None:
    """An IPv4 address in any IPv6 clothing is as open or closed as it is without."""
    plain = IPv4Address(number)
    for prefix, shift in ((0xFFFF << 32, 0), (0x64FF9B << 96, 0), (0x2002 << 112, 80)):
        assert is_public(IPv6Address(prefix | number << shift)) == is_public(plain)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("//127.0.0.1/", "no public address"),
        ("//127.0.0.1./", "no public address"),
        ("//[::1]/", "no public address"),
        ("//[::ffff:127.0.0.1]/", "no public address"),
        ("//[::ffff:7f00:1]/", "no public address"),
        ("//[fe80::1%25eth0]/", "no address of the internet"),
        ("//[fe80::1%eth0]/", "no address of the internet"),
        ("//[127.0.0.1]/", "no address of the internet"),
        ("//[v1.fe80]/", "no address of the internet"),
        ("//169.254.169.254/latest/meta-data/", "no public address"),
        ("//[fd00:ec2::254]/", "no public address"),
        ("//0x7f.1/", "odd spelling"),
        ("//0x7f000001/", "odd spelling"),
        ("//0X7F.0.0.1/", "odd spelling"),
        ("//2130706433/", "odd spelling"),
        ("//0177.0.0.1/", "odd spelling"),
        ("//127.1/", "odd spelling"),
        ("//127.0.0.1.1/", "odd spelling"),
        ("//1.2.3.256/", "odd spelling"),
        ("//example.0x/", "odd spelling"),
        ("//１２７.0.0.1/", "no public address"),
        ("//127。0。0。1/", "no public address"),
        ("//①②⑦.⓪.⓪.①/", "no public address"),
        ("//%31%32%37.0.0.1/", "odd spelling"),
        ("//%6c%6f%63al.org/", "cannot be looked up"),
        ("//localhost/", "local network"),
        ("//LOCALHOST./", "local network"),
        ("//ⓛocalhost/", "local network"),
        ("//a.localhost/", "local network"),
        ("//printer/", "local network"),
        ("//printer.local/", "local network"),
        ("//metadata.google.internal/", "local network"),
        ("//user:pass@example.org/", "password"),
        ("//user@example.org/", "password"),
        ("//example.org\\@127.0.0.1/", "password"),
        ("//example.org\\.evil.test/", "cannot be looked up"),
        ("//example.org:22/", "port 22"),
        ("//example.org:65536/", "port 65536"),
        ("//example.org:0/", "port 0"),
        ("//example.org:８０/", "no host"),
        ("//example.org:80:80/", "no host"),
        ("//example.org../", "cannot be looked up"),
        ("//.example.org/", "cannot be looked up"),
        ("//exa mple.org/", "cannot be looked up"),
        ("//" + "a" * 64 + ".org/", "cannot be looked up"),
        ("//" + "a." * 126 + "org/", "too long"),
        ("//" + "ü" * 64 + ".org/", "cannot be looked up"),
        ("//example.org/" + "a" * 9000, "longer than"),
        ("///path", "no host"),
        ("//[::1/", "no host"),
        ("http:example.org", "only http"),
        ("ftp://example.org/", "only http"),
        ("file:///etc/passwd", "only http"),
        ("gopher://example.org/", "only http"),
        ("javascript:alert(1)", "only http"),
        ("//example.org/\r\nHost: other", "control characters"),
        ("//exam\tple.org/", "control characters"),
        ("//example.org/\ud800", "half a character"),
        ("", "only http"),
    ],
)
def test_refused_addresses_say_why(url: str, reason: str) -> None:
    """What leads to a private place, in whatever spelling, or cannot be understood, is refused without a look-up."""

    def resolve(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host} was looked up")

    gate = Gate(resolve=resolve)
    with pytest.raises(FetchError, match=reason):
        gate.addresses(gate.target("http:" + url if url.startswith("//") else url))


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("  HTTP://Example.ORG ", "http://example.org/"),
        ("https://example.org:443/a?b#c", "https://example.org/a?b"),
        ("http://example.org:8080?q=1", "http://example.org:8080/?q=1"),
        ("http://example.org./", "http://example.org/"),
        ("http://example.org:/", "http://example.org/"),
        ("http://bücher.example/ä b?ü=%C3%BC&x=%zz", "http://xn--bcher-kva.example/%C3%A4%20b?%C3%BC=%C3%BC&x=%25zz"),
        ("http://example.org/a/../../b/./c/%2e%2E/d", "http://example.org/b/d"),
        ("http://example.org/a/..", "http://example.org/"),
        ("http://example.org//x/.well-known/y..z", "http://example.org//x/.well-known/y..z"),
        ("http://example.org/?next=/../x", "http://example.org/?next=/../x"),
        ("http://[2606:4700::1111]:8080/x", "http://[2606:4700::1111]:8080/x"),
        ("http:" + "//1.1.1.1", "http:" + "//1.1.1.1/"),
        ("http://a_b.example.org/\"<>'{}", "http://a_b.example.org/%22%3C%3E'%7B%7D"),
    ],
)
def test_addresses_are_spelled_in_one_way(url: str, plain: str) -> None:
    """What is asked for is ASCII without a fragment or steps up; spelling it again changes nothing."""
    gate = Gate()
    assert gate.target(url).url == plain
    assert gate.target(plain).url == plain


def test_relative_addresses_are_read_against_the_page() -> None:
    """A Location may be a path, a host without a scheme, or a whole address; each is checked like any other."""
    gate = Gate()
    base = gate.target("https://example.org/a/b?c")
    assert gate.target("../d", base).url == "https://example.org/d"
    assert gate.target("?e", base).url == "https://example.org/a/b?e"
    assert gate.target("//other.example/f", base).url == "https://other.example/f"
    for place in ("//user@other.example/", "//127.1/", "file:///etc/passwd", "http://[", "//example.org:22/"):
        with pytest.raises(FetchError):
            gate.target(place, base)


@given(st.text(max_size=60) | st.from_regex(r"https?://[^/]{1,20}(/.{0,10})?", fullmatch=True))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """No text breaks the reading of addresses; what passes can stand in a request line and names a sound host."""
    try:
        target = Gate().target(text)
    except FetchError:
        return
    assert target.url.isascii()
    assert target.url.isprintable()
    assert " " not in target.url
    assert target.path.startswith("/")
    assert "@" not in target.place


@pytest.mark.parametrize("bad", ["127.0.0.1", "::1", "10.0.0.1", "fe80::1%eth0", "no number"])
def test_one_private_address_among_many_refuses_the_name(bad: str) -> None:
    """A name is refused when any of its addresses is private, wherever it stands among them."""
    for given_ in ([bad, "1.1.1.1"], ["1.1.1.1", bad]):
        gate = Gate(resolve=leads_to(*given_))
        with pytest.raises(FetchError, match="no public address"):
            gate.addresses(gate.target("http://example.org/"))


def test_addresses_of_a_name_are_given_once_in_order() -> None:
    """What is connected to is what was checked, in the resolver's order."""
    gate = Gate(resolve=leads_to("1.1.1.1", "2606:4700::1111", "1.1.1.1"))
    assert gate.addresses(gate.target("http://example.org/")) == ("1.1.1.1", "2606:4700::1111")
    with pytest.raises(FetchError, match="cannot be found"):
        Gate(resolve=leads_to()).addresses(gate.target("http://example.org/"))


def test_the_look_up_is_bounded_and_says_what_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that does not exist and a resolver that does not answer both end in a reason."""
    answer = [(2, 1, 6, "", ("1.1.1.1", 80)), (10, 1, 6, "", ("2606:4700::1111", 80, 0, 0))] * 2
    release = threading.Event()

    def resolve(host: str, port: int, **more: object) -> object:
        if host == "missing.org":
            raise socket.gaierror(-2, "Name or service not known")
        if host == "slow.org":
            release.wait(10)
        return answer

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert looked_up("example.org", 80) == ["1.1.1.1", "2606:4700::1111"]
    with pytest.raises(FetchError, match="Name or service not known"):
        looked_up("missing.org", 80)
    monkeypatch.setattr(addresses, "LOOK_UP_SECONDS", 0.05)
    with pytest.raises(FetchError, match="took more than"):
        looked_up("slow.org", 80)
    release.set()


def test_passwords_are_never_shown() -> None:
    """What is printed and stored of an address leaves the name and password out."""
    assert shown("http://user:secret@example.org/a@b") == "http://***@example.org/a@b"
    assert shown("https://example.org/feed#http://u:p@b.test/") == "https://example.org/feed#http://***@b.test/"
    assert shown("https://example.org/?mail=a@b") == "https://example.org/?mail=a@b"


def test_web_addresses_are_told_from_names_of_files() -> None:
    """Only what begins with http:// or https:// is meant as a web address."""
    assert is_web_address("https://example.org/")
    assert is_web_address(" HTTP://example.org")
    assert not is_web_address("https.txt")
    assert not is_web_address("file:///x")
