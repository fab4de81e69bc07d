"""Text that was UTF-8 and was read as something else on its way here, once or more often: “â€œ” for a quotation mark.

Only sequences that make UTF-8 again are touched, and none unless some of them can be nothing else: “CAFÉ»”, «СССР» and
“à «” are such sequences too.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

PASSES = 3
"""How often a text may have been read wrongly, one time after the other."""


def blocks(ranges: str) -> tuple[tuple[int, int], ...]:
    """Ranges of code points from words such as 80-17F."""
    pairs = (word.split("-") for word in ranges.split())
    return tuple((int(low, 16), int(high, 16)) for low, high in pairs)


BLOCKS = blocks(
    "80-17F 192-192 218-21B 2C6-2C6 2DC-2DC 384-3CE 400-491 5D0-5EA 60C-6D5 900-DFF E01-E5B 10D0-10FF 1EA0-1EF9 "
    "2010-2044 20A0-20BF 2100-2122 2190-2265 2500-27BF 3001-30FF 4E00-9FFF AC00-D7A3 FB00-FB04 FE0F-FE0F FEFF-FEFF "
    "FF01-FF5E FFFD-FFFD 1F300-1FAFF"
)
"""What a sequence may stand for: letters and signs of living scripts, and what those become when read wrongly twice."""
PLAIN = blocks("2010-2044 20AC-20AC 2122-2122 FB00-FB04 FEFF-FEFF FFFD-FFFD")
"""Signs that stand between letters of any script: three odd characters in a row for one of them are no accident."""
LATIN = (0xA0, 0x21B)
WESTERN_LEADS = frozenset("ÂÃÄÅÈ")
CLOSERS = frozenset("’”“»›«‹…–—·°²³¹ªº™®§‰†‡•‚„\u00a0")
"""Signs that may follow a letter in print."""

HALF_QUOTE = re.compile(r"(?<=[\w.,!?…])â€(?![^\W_])")
"""A closing quotation mark whose last byte stands for no character in windows-1252 and was dropped on the way."""


class Reading(Struct, frozen=True):
    """One encoding for which UTF-8 is mistaken: the byte of each character, and a pattern of UTF-8 sequences in it."""

    bytes_of: dict[int, int]
    sequences: re.Pattern[str]
    run: int


class Found(Struct, frozen=True):
    """One sequence: where it stands, what it is in truth, and whether it can be nothing else."""

    start: int
    end: int
    char: str
    strong: bool


def repaired(text: str) -> str | None:
    """`text` as it was before it was read wrongly; None when nothing, or nothing for certain, is wrong with it."""
    now = text
    for _ in range(PASSES):
        better = max((findings(now, reading) for reading in readings()), key=_strong, default=[])
        if not _strong(better):
            break
        now = replaced(now, better)
    return HALF_QUOTE.sub("”", now) if now != text else None


def _strong(found: list[Found]) -> int:
    return sum(one.strong for one in found)


@cache
def readings() -> tuple[Reading, ...]:
    """The encodings that UTF-8 is mistaken for: Western, Cyrillic, DOS."""
    western = {i: _undefined(i) for i in range(128, 256)}
    cyrillic = {i: bytes([i]).decode("cp1251", "replace") for i in range(128, 256)}
    dos = {i: bytes([i]).decode("cp437") for i in range(128, 256)}
    # In windows-1252 a C1 control stands for its own byte too, as in ISO-8859-1.
    extra = {i: chr(i) for i in range(0x80, 0xA0)}
    return (_reading(western, extra, 2), _reading(cyrillic, {0x98: "\x98"}, 3), _reading(dos, {}, 2))


def _undefined(i: int) -> str:
    try:
        return bytes([i]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(i)


def _reading(table: dict[int, str], extra: dict[int, str], run: int) -> Reading:
    def chars(low: int, high: int) -> str:
        return "".join(re.escape(t[i]) for t in (table, extra) for i in range(low, high + 1) if i in t)

    follow = f"[{chars(0x80, 0xBF)}]"
    pattern = f"[{chars(0xC2, 0xDF)}]{follow}|[{chars(0xE0, 0xEF)}]{follow}{{2}}|[{chars(0xF0, 0xF4)}]{follow}{{3}}"
    bytes_of = {ord(char): byte for t in (extra, table) for byte, char in t.items()}
    return Reading(bytes_of, re.compile(pattern), run)


def findings(text: str, reading: Reading) -> list[Found]:
    """The sequences of one reading that stand for a letter or sign, in order."""
    found: list[tuple[int, int, str]] = []
    for match in reading.sequences.finditer(text):
        raw = bytes(reading.bytes_of[ord(c)] for c in match.group())
        try:
            char = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if within(char, BLOCKS):
            found.append((match.start(), match.end(), char))
    together = beside(found)
    return [
        Found(start, end, char, count >= reading.run or certain(text, start, end, char))
        for (start, end, char), count in zip(found, together, strict=True)
    ]


def beside(found: list[tuple[int, int, str]]) -> list[int]:
    """For each sequence, how many of them stand together without anything between."""
    groups: list[list[int]] = []
    for i, (start, _, _) in enumerate(found):
        if i and found[i - 1][1] == start:
            groups.append(groups[-1])
            groups[-1][0] += 1
        else:
            groups.append([1])
    return [group[0] for group in groups]


def certain(text: str, start: int, end: int, char: str) -> bool:
    """Whether a sequence by itself can be nothing but a garbled character, judged by what stands around it."""
    if end - start > 3 or within(char, PLAIN) or "\x80" <= char <= "\x9f":
        return True
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if end - start == 3 or not LATIN[0] <= ord(char) <= LATIN[1]:
        return False
    lead, second = text[start], text[start + 1]
    if lead not in WESTERN_LEADS:
        return any(c.islower() and c.isascii() for c in (before, after))
    if before.islower():
        return True
    if second not in CLOSERS:
        return lead != "Â" or not before.isalpha()
    return after.islower() and not before.isalpha() and second != "\u00a0"


def replaced(text: str, found: list[Found]) -> str:
    """`text` with the certain sequences put right, and the others where the certain ones outnumber them."""
    strong = _strong(found)
    all_of_them = strong >= 2 and strong >= len(found) - strong
    bits, at = [], 0
    for one in found:
        if one.strong or all_of_them:
            bits += [text[at : one.start], one.char]
            at = one.end
    return "".join(bits) + text[at:]


def within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether a character is of one of the ranges."""
    return any(low <= ord(char) <= high for low, high in ranges)
