"""What a site's robots.txt asks of us (RFC 9309): the longest rule that matches wins, and a tie goes to allow."""

from __future__ import annotations

import math
import re
from urllib.parse import quote

from msgspec import Struct

AGENT = "rashomon"
"""The name by which robots.txt speaks of us, in lower case."""

MOST_BYTES = 500 * 1024
"""Bytes of a robots.txt that count; what stands after them is left out, as RFC 9309 allows."""

_LINE = re.compile(r"\s*([^:#]+?)\s*:\s*([^#]*?)\s*(?:#.*)?", re.S)
_TOKEN = re.compile(r"[a-zA-Z_-]+|\*")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Rules(Struct, frozen=True, kw_only=True):
    """What holds for us at one site: patterns with whether they allow, and the seconds to leave between requests.

    `reason` says why nothing is allowed when the file could not be had.
    """

    patterns: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0
    reason: str = ""

    def allows(self, path: str) -> bool:
        """Whether a path (with its query) may be fetched; robots.txt itself always may."""
        if path == "/robots.txt":
            return True
        if self.reason:
            return False
        wanted = _normal(path).replace("*", "%2A").replace("$", "%24")
        matching = [(len(pattern), allow) for pattern, allow in self.patterns if _matches(pattern, wanted)]
        return max(matching, default=(0, True))[1]


def parse(data: bytes, agent: str = AGENT) -> Rules:
    """The rules for an agent: those of the groups that name it, merged, or else those of the groups for all."""
    text = data[:MOST_BYTES].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    groups = _groups(text)
    named = [g for g in groups if agent in g.agents] or [g for g in groups if "*" in g.agents]
    patterns = tuple(dict.fromkeys((pattern, allow) for group in named for pattern, allow in group.patterns))
    return Rules(patterns=patterns, delay=max((group.delay for group in named), default=0.0))


class _Group:
    """Agents and what is said to them; a new group begins where an agent is named after a rule."""

    def __init__(self) -> None:
        self.agents: set[str] = set()
        self.patterns: list[tuple[str, bool]] = []
        self.delay = 0.0
        self.closed = False


def _groups(text: str) -> list[_Group]:
    groups = [_Group()]
    for line in re.split(r"[\r\n]+", text):
        shape = _LINE.fullmatch(line)
        if not shape:
            continue
        key, value, group = shape[1].lower(), shape[2], groups[-1]
        if key == "user-agent":
            if group.closed:
                group = _Group()
                groups.append(group)
            token = _TOKEN.match(value)
            if token:
                group.agents.add(token[0].lower())
        elif key in ("allow", "disallow"):
            group.closed = True
            if value:
                group.patterns.append((_pattern(value), key == "allow"))
        elif key == "crawl-delay":
            group.delay = _seconds(value)
    return groups


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def _pattern(value: str) -> str:
    """A pattern in normal form; a $ that is not its last character stands for itself."""
    end = "$" if value.endswith("$") else ""
    return _normal(value.removesuffix("$").replace("$", "%24")) + end


def _normal(path: str) -> str:
    """A path in which every octet is spelled in one way, so that two spellings of one path are the same."""
    path = quote(path.encode("utf-8", "surrogateescape"), safe="".join(map(chr, range(33, 127))))

    def one(escape: re.Match[str]) -> str:
        character = chr(int(escape[0][1:], 16))
        return character if character in _PLAIN else escape[0].upper()

    return _ESCAPE.sub(one, path)


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches from the start of a path; each piece is sought once, so that no pattern is slow."""
    closed = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not pieces:
        return not closed or at == len(path)
    last = pieces.pop() if closed else ""
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not closed or (len(path) - len(last) >= at and path.endswith(last))
