"""What a server sent, by its bytes: a report perhaps, or one of the many things of a page that hold none."""

from __future__ import annotations

import io
import re
from itertools import islice

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.archives.unpacking import Unpacked
from rashomon.ingest.archives.warc_records import Message, pieces_of

LOOK = 32 * 1024
"""Bytes of a body that are looked at."""

CODE = 0.01
"""Calls, braces and operators for each byte of a text, from which on it is code; prose has hardly any."""

STARTS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("image", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0", b"\0\0\2\0", b"8BPS")),
    ("image", (b"\xff\x0a", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  ")),
    ("font", (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0\0", b"true\0", b"ttcf")),
    ("video", (b"\x1aE\xdf\xa3", b"FLV\1", b"\0\0\1\xba", b"\0\0\1\xb3", b"#EXTM3U", b"\x30\x26\xb2\x75\x8e\x66\xcf")),
    ("sound", (b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"MThd", b".snd")),
    ("program", (b"\0asm", b"\x7fELF", b"MZ\x90", b"FWS", b"CWS", b"ZWS", b"\xca\xfe\xba\xbe", b"dex\n")),
)
RIFF = {b"WEBP": "image", b"WAVE": "sound", b"AVI ": "video"}
BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")
PROLOGUE = rb"(?:<[?!](?!--)[^>]{0,400}+>|<!--(?:(?!-->).){0,2000}+-->|\s++)*+"
SVG = re.compile(PROLOGUE + rb"<svg[\s>]", re.IGNORECASE | re.DOTALL)
SITEMAP = re.compile(PROLOGUE + rb"<(?:urlset|sitemapindex)[\s>]", re.DOTALL)
JSON = re.compile(rb"\s*(?:\)\]\}'[,\n]\s*)?(?:\{\s*(?:\"|\}\s*$)|\[\s*(?:[\[{\"\]\d-]|null|true|false))")
RULE = re.compile(
    rb"[.#@*:\w\]>)-]\s{0,9}\{\s{0,40}(?:--)?[\w-]{1,60}\s?:[^{}]{0,300}[;}]|@(?:import|charset|font-face)\b"
)
SCRIPT = re.compile(
    rb"\b(?:function|var|const|let|return|typeof|window|document|null|import|export|require|define)\b|=>|\(\{|JSON\."
)
STRUCTURE = re.compile(rb"\w\(|\);|[{}]|=>|[!=]==?|;\r?\n|;[-.\w]|\+=|&&|\|\|")
ASSIGNMENT = re.compile(
    rb"[\"']use strict[\"']|(?:var|let|const|window\.\w{1,80}|self\.\w{1,80}|export|import)\b[^\n]{0,200}?[={(]"
)
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
DECLARED = (
    ("image", re.compile(r"image/")),
    ("font", re.compile(r"font")),
    ("video", re.compile(r"video/")),
    ("sound", re.compile(r"audio/")),
    ("javascript", re.compile(r"(?:java|ecma)script")),
    ("stylesheet", re.compile(r"text/css")),
    ("data", re.compile(r"json(?!\+?feed)")),
)


def head_of(message: Message) -> bytes | None:
    """The first bytes of the body, unpacked; none when they cannot be had, as for Brotli without its package."""
    head = b"".join(bytes(piece[:LOOK]) for piece in islice(pieces_of(message), 64))[: 2 * LOOK]
    for coding in reversed(message.fields.get("content-encoding", "").lower().replace(",", " ").split()[:3]):
        if not head:
            break
        unpacked = _unpacked_head(head, coding)
        if unpacked is None:
            return None
        head = unpacked
    return head[:LOOK]


def _unpacked_head(head: bytes, coding: str) -> bytes | None:
    if coding == "br":
        return _unbrotlied_head(head)
    packing = {"x-gzip": "gzip"}.get(coding, coding)
    if packing not in {"gzip", "deflate", "zstd"}:
        return head
    if packing == "deflate" and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0:
        packing = "zlib"
    if (packing == "gzip" and not head.startswith(b"\x1f\x8b")) or (packing == "zstd" and head[:1] != b"\x28"):
        return head  # stored taken apart, the header kept
    file, out = Unpacked(io.BytesIO(head), packing), b""
    try:
        while len(out) < LOOK and (piece := file.read1(LOOK)):
            out += piece
    except (Unreadable, TooLarge):
        return out or None
    return out


def _unbrotlied_head(head: bytes) -> bytes | None:
    from importlib import import_module

    try:
        brotli = import_module("brotli")
    except ImportError:
        return None
    try:
        return bytes(brotli.Decompressor().process(head, output_buffer_limit=LOOK))
    except brotli.error:
        return head if MARKUP.search(head[:1024]) else None


def waste(head: bytes | None, declared: str) -> str:
    """What kind of thing without a report begins so: image, font, javascript and so on; empty for all else.

    Told by the bytes; `declared` (the server's Content-Type) counts only where they cannot be had.
    """
    if head is None:
        return next((kind for kind, pattern in DECLARED if pattern.search(declared.lower())), "")
    if not head.strip():
        return "empty"
    return _by_first_bytes(head) or _by_words(head)


def _by_first_bytes(head: bytes) -> str:
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12], "video")
    if head[4:8] == b"ftyp":
        return "image" if head[8:12] in BRANDS else "video"
    kind = next((kind for kind, starts in STARTS if head.startswith(starts)), "")
    by_letters_alone = head.startswith((b"BM", b"FWS", b"CWS", b"ZWS", b"ID3"))
    return "" if by_letters_alone and b"\0" not in head[:64] else kind


def _by_words(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        kinds = (("image", SVG), ("list of addresses", SITEMAP))
        return next((kind for kind, pattern in kinds if pattern.match(text)), "")
    if JSON.match(text):
        return "data"
    if b"\0" in text[:256] or MARKUP.search(text[:2048]):
        return ""
    return _code(text)


def _code(text: bytes) -> str:
    """Which language of pages a text is in; empty for prose."""
    if ASSIGNMENT.match(text):
        return "javascript"
    if len(STRUCTURE.findall(text)) < CODE * len(text):
        return ""
    rules, script = len(RULE.findall(text)), len(SCRIPT.findall(text))
    if not rules and not script:
        return ""
    return "stylesheet" if rules > script else "javascript"


def plainly_a_page(head: bytes | None) -> bool:
    """Whether the bytes are those of a page, so that nobody needs to ask for archives and feeds."""
    return head is not None and MARKUP.search(head[:1024]) is not None
