"""Bytes to text: which encoding, and how that was decided."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from rashomon.errors import Unreadable

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9._:-]{2,40})"""
    rb"""|<\?xml[^>]{0,120}?encoding\s*=\s*["']([a-zA-Z0-9._:-]{2,40})""",
    re.IGNORECASE,
)
# An ISO-8859-1 label has meant windows-1252 on the web for as long as there have been browsers.
WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}
SEVEN_BIT = {"iso2022_jp", "iso2022_kr", "hz"}
REFUSED = {"utf-7", "idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "mbcs", "oem"}
SAMPLE = 256 * 1024
C1 = re.compile("[\x80-\x84\x86-\x9f]")
"""Control characters that no text holds; U+0085 is a line's end."""
HALF = re.compile("[\ud800-\udfff]")
BY_HEADER = "declared in the header"

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file; save its text as .txt or export it as HTML"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it, or save it as text or HTML"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"{\\rtf", "an RTF document; save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text or HTML"),
    (b"\x1f\x8b", "gzip data; unpack it first"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ\x00", "xz data; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"(\xb5/\xfd", "Zstandard data; unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "an image (PNG); Rashomon reads text: transcribe it first"),
    (b"\xff\xd8\xff", "an image (JPEG); Rashomon reads text: transcribe it first"),
    (b"GIF8", "an image (GIF); Rashomon reads text: transcribe it first"),
    (b"II*\x00", "an image (TIFF); Rashomon reads text: transcribe it first"),
    (b"MM\x00*", "an image (TIFF); Rashomon reads text: transcribe it first"),
    (b"RIFF", "an image, sound or video file (RIFF); transcribe it first"),
    (b"ID3", "a sound file (MP3); transcribe it first"),
    (b"OggS", "a sound or video file (Ogg); transcribe it first"),
    (b"\x1aE\xdf\xa3", "a video file (Matroska); transcribe it first"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database, perhaps a case file; add documents, not cases"),
)
CONTROLS = bytes(b for b in (*range(9), *range(14, 32), 127) if b != 0x1B)


class Decoded(NamedTuple):
    """Text, the codec's name, and in words how it was chosen (and what was dropped or replaced)."""

    text: str
    encoding: str
    how: str


def decode(data: bytes, *, charset: str = "") -> Decoded:
    """The text of `data`; valid UTF-8 comes back unchanged but for a byte order mark.

    `charset` is what a header of HTTP or of a mail said: a hint, taken where the bytes obey it and are no UTF-8, and
    said in `how` where they do not.
    Raises `Unreadable` for empty and binary data, naming what it looks like. The text holds no lone surrogates.
    """
    if not data:
        raise Unreadable("the file is empty")
    refuse_signature(data)
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return differing(whole(data[len(mark) :], name, "byte order mark, dropped"), charset)
    decoded = from_utf16_pattern(data) or from_header(data, charset) or from_declaration(data) or from_utf8(data)
    if decoded is None:
        refuse_controls(data, 0.02)
        decoded = from_broken_utf8(data) or from_guess(data)
    else:
        refuse_controls(data if decoded.encoding == "utf-8" else b"", 0.3)
    if not decoded.text.strip():
        raise Unreadable("the file holds nothing but white space")
    return differing(decoded, charset)


def differing(decoded: Decoded, charset: str) -> Decoded:
    """`decoded`, with a word on a header that says otherwise, or that names nothing known."""
    if not charset or decoded.how.startswith(BY_HEADER):
        return decoded
    said = charset[:40]
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return decoded._replace(how=f"{decoded.how}; the header says {said!r}, which is no encoding")
    plain = decoded.text.isascii() and name not in SEVEN_BIT
    if plain or WEB_NAMES.get(name, name) == WEB_NAMES.get(decoded.encoding, decoded.encoding):
        return decoded
    return decoded._replace(how=f"{decoded.how}; the header says {said}")


def from_header(data: bytes, charset: str) -> Decoded | None:
    """The text in the encoding that a header names, if the bytes obey it, give no C1 controls and are not UTF-8."""
    try:
        name = codecs.lookup(charset).name if charset else ""
        if not name or name in REFUSED or name.startswith("utf-8") or (name not in SEVEN_BIT and from_utf8(data)):
            return None
        name = WEB_NAMES.get(name, name)
        text = data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    if not isinstance(text, str) or C1.search(text) or HALF.search(text):
        return None
    return Decoded(text, name, f"{BY_HEADER} as {charset[:40]}")


def refuse_signature(data: bytes) -> None:
    """Raises `Unreadable`, with what to try, for data that starts as a known format does that is no text."""
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"not text: it looks like {what}")
    if data[4:8] == b"ftyp":
        raise Unreadable("not text: it looks like a video or image file (MP4 family); transcribe it first")


def refuse_controls(data: bytes, share: float) -> None:
    """Raises `Unreadable` when control characters are more than `share` (0 to 1) of the first 256 KiB."""
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if sample and controls > share * len(sample):
        raise Unreadable(
            f"not text: {round(100 * controls / len(sample))} % of its bytes are control characters, as in a program "
            "or a database; save what it holds as text or HTML"
        )


def whole(data: bytes, name: str, how: str) -> Decoded:
    """`data` in a known encoding; what does not fit is replaced by U+FFFD, and `how` says how often."""
    try:
        return Decoded(data.decode(name), name, how)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return Decoded(text, name, f"{how}; {text.count(chr(0xFFFD))} characters replaced")


def from_utf16_pattern(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: a NUL in every second byte of mostly Latin text."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2 or b"\x00" not in sample:
        return None
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    for name, zeros, others in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        if zeros > 0.4 * pairs and others < 0.05 * pairs:
            return whole(data, name, "NUL in every second byte")
    return None


def from_declaration(data: bytes) -> Decoded | None:
    """The encoding that a page declares, if its bytes obey it and are not plainly UTF-8."""
    head = data[:4096]
    match = DECLARED.search(head)
    if match is None or not head.lstrip().startswith(b"<"):
        return None
    label = (match.group(1) or match.group(2)).decode("ascii")
    try:
        name = codecs.lookup(label).name
        if name in REFUSED or name.startswith(("utf-8", "utf-16", "utf-32")):
            return None
        plain = data.isascii()
        if (plain and name not in SEVEN_BIT) or (not plain and from_utf8(data)):
            return None
        name = WEB_NAMES.get(name, name)
        return Decoded(data.decode(name), name, f"declared in the page as {label}")
    except (LookupError, UnicodeError, ValueError):
        return None


def from_utf8(data: bytes) -> Decoded | None:
    """The text of valid UTF-8, and of nothing else."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "strict UTF-8")
    except UnicodeDecodeError:
        return None


def from_broken_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes: at least as many good sequences, and no accident, as replacements."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    if good >= 3 and bad <= good:
        return Decoded(text, "utf-8", f"UTF-8 with {bad} characters replaced")
    return None


def from_guess(data: bytes) -> Decoded:
    """The text as windows-1252 where it reads well so, else in the encoding that its letters suggest.

    Never fails: in the end it is windows-1252 with U+FFFD for what does not fit.
    """
    western = data.decode("cp1252", "replace")
    if looks_western(western[:SAMPLE]):
        return Decoded(western, "cp1252", "not UTF-8; reads as Western European")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is not None and best.encoding not in REFUSED:
        decoded = whole(data, best.encoding, "guessed from its letters")
        if decoded.text.count("\ufffd") <= 0.01 * len(decoded.text) + 1:
            return decoded
    return Decoded(western, "cp1252", f"fallback; {western.count(chr(0xFFFD))} characters replaced")


def looks_western(text: str) -> bool:
    """Accented letters are few, stand alone among plain ones, and no symbol stands inside a word."""
    letters = len(re.findall(r"[A-Za-z]", text))
    accented = len(re.findall(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]", text))
    odd = len(re.findall(r"[À-ÿ]{3}|[A-Za-z][¡-³µ¶¸-¿ƒ†‡‰ˆ][A-Za-z]|\ufffd", text))
    return letters > 0 and accented <= 0.3 * letters and odd <= 0.05 * accented
