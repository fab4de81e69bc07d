"""What robots.txt asks of us, against the cases of RFC 9309 and of those who wrote it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.web.robots import MOST_BYTES, Rules, parse


def allows(text: str, path: str) -> bool:
    """Whether a robots.txt lets us have a path."""
    return parse(text.encode()).allows(path)


def rules(*lines: str) -> str:
    """A robots.txt with rules for everybody."""
    return "\n".join(("User-agent: *", *lines))


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("/", "/ /a /a/b", ""),
        (
            "/fish",
            "/fish /fish.html /fish/salmon /fishheads /fish.php?id=a",
            "/Fish.asp /catfish /?id=fish /desert/fish",
        ),
        ("/fish*", "/fish /fishheads/yummy", "/Fish.asp /catfish"),
        ("/fish/", "/fish/ /fish/?id=a /fish/salmon", "/fish /fish.html"),
        ("/*.php", "/index.php /a/b.php?c /filename.php/ /a.php5", "/ /windows.PHP"),
        ("/*.php$", "/a.php /a/b.php /a.php.php", "/a.php?b /a.php/ /a.php5"),
        ("/fish*.php", "/fish.php /fishheads/a.php?b", "/Fish.PHP"),
        ("/a$", "/a", "/ /ab /a/"),
        ("/a$b", "/a$b /a%24b", "/a /ab"),
        ("/a*b*c$", "/abc /a1b2c /abcbc", "/abcd /acb"),
        ("/a*$", "/a /ab", "/b"),
        ("*b", "/ab /b", "/a"),
        ("/a%2Ab", "/a*b /a%2ab", "/acb"),
        ("/a%3cd", "/a%3cd /a%3Cd", "/a<"),
        ("/%7ejoe", "/~joe /%7Ejoe", "/joe"),
        ("/a/b%2Fc", "/a/b%2fc", "/a/b/c"),
        ("/ツ", "/ツ /%E3%83%84 /%e3%83%84", "/x"),
        ("/%E3%83%84", "/ツ", "/x"),
    ],
)
def test_patterns(pattern: str, matching: str, other: str) -> None:
    """A pattern matches from the start of the path, * stands for anything, $ for the end, octets for themselves."""
    for path in matching.split():
        assert not allows(rules(f"Disallow: {pattern}"), path), path
    for path in other.split():
        assert allows(rules(f"Disallow: {pattern}"), path), path


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        (rules("Allow: /p", "Disallow: /"), "/page", True),
        (rules("Disallow: /", "Allow: /p"), "/page", True),
        (rules("Allow: /folder", "Disallow: /folder"), "/folder/page", True),
        (rules("Disallow: /folder", "Allow: /folder"), "/folder/page", True),
        (rules("Allow: /page", "Disallow: /*.htm"), "/page.htm", False),
        (rules("Allow: /$", "Disallow: /"), "/", True),
        (rules("Allow: /$", "Disallow: /"), "/page.html", False),
        (rules("Allow: /example/page/", "Disallow: /example/page/disallowed.gif"), "/example/page/", True),
        (
            rules("Allow: /example/page/", "Disallow: /example/page/disallowed.gif"),
            "/example/page/disallowed.gif",
            False,
        ),
        (rules("Disallow:"), "/a", True),
        (rules("Disallow: /"), "/robots.txt", True),
        ("", "/a", True),
        ("Disallow: /", "/a", True),
        ("<html><body>Not found</body></html>", "/a", True),
    ],
)
def test_the_longest_rule_wins(text: str, path: str, allowed: bool) -> None:
    """The longest matching pattern decides, allow wins a tie, and rules that belong to nobody bind nobody."""
    assert allows(text, path) is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: rashomon\nDisallow: /\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: RASHOMON\nAllow: /", True),
        ("User-agent: Rashomon/2.0\nDisallow: /", False),
        ("User-agent: rashomonbot\nDisallow: /", True),
        ("User-agent: other\nUser-agent: rashomon\nDisallow: /", False),
        ("User-agent: rashomon\nUser-agent: other\n\n\nDisallow: /", False),
        ("User-agent: other\nDisallow: /\nUser-agent: *\nDisallow: /b", True),
        ("User-agent: rashomon\nDisallow: /b\nUser-agent: x\nDisallow: /\nUser-agent: rashomon\nDisallow: /a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: rashomon\n", True),
        ("User-agent: *\nSitemap: https://example.org/s.xml\nDisallow: /", False),
        ("User-agent: other\nCrawl-delay: 5\nUser-agent: rashomon\nDisallow: /", False),
        ("\ufeffUser-Agent : * # all\r\rDISALLOW :/ # everything", False),
        ("user-agent: *\r\n disallow: /a#b", False),
        ("User-agent: *\nDisalow: /", True),
        ("User-agent:\nDisallow: /", True),
    ],
)
def test_groups(text: str, allowed: bool) -> None:
    """Our own groups count, merged, before those for all; names are compared without case or version."""
    assert allows(text, "/a") is allowed


def test_delay() -> None:
    """A Crawl-delay counts where it is for us and a sound number."""
    assert parse(b"User-agent: *\nCrawl-delay: 2.5\nDisallow: /x").delay == 2.5
    assert parse(b"User-agent: *\nCrawl-delay: 9\nUser-agent: rashomon\nDisallow: /x").delay == 9
    assert parse(b"User-agent: *\nCrawl-delay: 9\nDisallow: /\nUser-agent: rashomon\nDisallow: /x").delay == 0
    for bad in (b"-1", b"nan", b"inf", b"soon", b"1e999", b""):
        assert parse(b"User-agent: *\nCrawl-delay: " + bad).delay == 0


def test_only_the_first_500_kib_count() -> None:
    """What stands beyond the limit is left out."""
    filler = b"# " + b"x" * MOST_BYTES + b"\n"
    assert parse(b"User-agent: *\n" + filler + b"Disallow: /").allows("/a")
    assert not parse(b"User-agent: *\nDisallow: /\n" + filler).allows("/a")


def test_what_cannot_be_had_closes_the_site() -> None:
    """With a reason instead of rules nothing but robots.txt itself is open."""
    closed = Rules(reason="the server answers 503")
    assert not closed.allows("/a")
    assert closed.allows("/robots.txt")


@pytest.mark.parametrize(
    "line",
    [b"Disallow: /" + b"*a" * 250_000, b"Disallow: /a*a*a*a*a*a*a*a*b$\n" * 17_000, b"Disallow: " + b"%" * 500_000],
    ids=["stars", "many", "escapes"],
)
def test_hostile_files_are_read_in_no_time(line: bytes) -> None:
    """A file made to be slow takes less than two seconds, parsed and asked once."""
    start = time.process_time()
    parse(b"User-agent: *\n" + line).allows("/" + "a" * 4000)
    assert time.process_time() - start < 2


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_are_rules(data: bytes, path: str) -> None:
    """No file breaks the parser, and no path breaks the rules."""
    assert parse(b"User-agent: *\nDisallow: " + data).allows("/" + path.encode("utf8", "replace").decode()) in (
        True,
        False,
    )


@given(st.from_regex(r"/[a-c/*$]{0,8}", fullmatch=True), st.from_regex(r"/[a-c/]{0,10}", fullmatch=True))
def test_matching_is_what_the_words_say(pattern: str, path: str) -> None:
    """The search by pieces says the same as trying every way to fill the stars."""

    def slow(pattern: str, path: str) -> bool:
        if not pattern:
            return True
        if pattern == "$":
            return not path
        if pattern[0] == "*":
            return any(slow(pattern[1:], path[i:]) for i in range(len(path) + 1))
        return bool(path) and pattern[0] == path[0] and slow(pattern[1:], path[1:])

    literal = pattern[:-1].replace("$", "%24") + pattern[-1:]
    assert parse(f"User-agent: *\nDisallow: {pattern}".encode()).allows(path) is not slow(literal, path)
