"""Character references of XML, made harmless before a parser sees them."""

from __future__ import annotations

import re

REFERENCE = re.compile(
    r"&(?:#(?P<decimal>\d{1,9});|#[xX](?P<hex>[0-9a-fA-F]{1,8});|(?P<name>[A-Za-z][A-Za-z0-9]{0,31});)?"
)
BUILT_IN = frozenset({"amp", "lt", "gt", "quot", "apos"})
OPENS = "<![CDATA["
HELD = 48
"""Characters at the end of a piece that may hold the beginning of a reference or of a section."""


class References:
    """Mends the references of XML that comes in pieces.

    A bare ampersand is text, a name that HTML knows is its character, one that the file itself declares stays as it is
    written: nothing is ever expanded. What stands in CDATA is left alone.
    """

    def __init__(self) -> None:
        self._held = ""
        self._inside = self._started = False

    def __call__(self, text: str, last: bool) -> str:
        """What of the text so far may go on to the parser."""
        text = self._held + text
        self._held = ""
        if not self._started:
            text = text.lstrip()  # a declaration that is not at the very start upsets parsers
            self._started = bool(text)
        if not last:
            tail = max(0, len(text) - HELD)
            cut = next((i for i in range(tail, len(text)) if text[i] in "&<]"), len(text))
            text, self._held = text[:cut], text[cut:]
        found: list[str] = []
        at = 0
        while at < len(text):
            end = text.find("]]>" if self._inside else OPENS, at)
            stop = len(text) if end < 0 else end
            piece = text[at:stop]
            found.append(piece if self._inside else REFERENCE.sub(mended, piece))
            if end >= 0:
                mark = "]]>" if self._inside else OPENS
                found.append(mark)
                stop += len(mark)
                self._inside = not self._inside
            at = stop
        return "".join(found)


def mended(match: re.Match[str]) -> str:
    """A reference as any parser may have it."""
    from html.entities import html5

    name = match.group("name")
    if name in BUILT_IN:
        return match.group()
    if name:
        known = html5.get(f"{name};")
        return escaped(known) if known else f"&amp;{name};"
    digits, base = (match.group("decimal"), 10) if match.group("decimal") else (match.group("hex"), 16)
    if not digits:
        return "&amp;"
    number = int(digits, base)
    plain = number in {9, 10, 13} or 32 <= number < 0xD800
    allowed = plain or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    return match.group() if allowed else "\ufffd"


def escaped(text: str) -> str:
    """Text as XML has to write it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
