"""Small PDF files, written by hand: text at places on pages, pictures, properties, and what makes a file unreadable."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

A4 = (595, 842)
WRAP = 0.5
"""The average width of a letter of Helvetica, in sizes: enough to break lines by."""


class Text(NamedTuple):
    """A string at a place in points from the page's lower left corner."""

    x: float
    y: float
    size: float
    text: str
    turned: bool = False
    """Set from the foot of the page to its head, a quarter turn against the clock."""


class Picture(NamedTuple):
    """A picture in shades of grey, a byte a dot."""

    width: int
    height: int
    grey: bytes


BLANK = Picture(100, 100, bytes([200]) * 10_000)


def column(
    x: float, top: float, width: float, words: str, size: float = 10, hyphens: Sequence[str] = ()
) -> tuple[list[Text], float]:
    """A paragraph set into a column, and where the next one may begin; `hyphens` says how to break words: ship-yard."""
    breaks = dict(zip((word.replace("-", "") for word in hyphens), hyphens, strict=True))
    most = int(width / (WRAP * size))
    lines: list[str] = []
    line = ""
    for word in words.split():
        if len(line) + 1 + len(word) <= most:
            line = f"{line} {word}".strip()
            continue
        first, _, rest = breaks.get(word, word).partition("-")
        if rest and len(line) + 2 + len(first) <= most:
            lines.append(f"{line} {first}-".strip())
            line = rest
        else:
            lines.append(line)
            line = word
    lines.append(line)
    made = [Text(x, top - i * 1.2 * size, size, line) for i, line in enumerate(lines)]
    return made, top - len(lines) * 1.2 * size - 0.8 * size


def pdf(
    pages: Sequence[Sequence[Text]],
    info: dict[str, str] | None = None,
    extra: str = "",
    rotate: int = 0,
    pictures: Sequence[Picture] = (),
) -> bytes:
    """A PDF file with a text on each page; `pictures` fill pages of their own."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font]
    kids = []
    contents: list[tuple[bytes, str]] = [(_operators(page), "/Font << /F1 3 0 R >>") for page in pages]
    streams: dict[int, bytes] = {}
    for picture in pictures:
        size = f"/Width {picture.width} /Height {picture.height}"
        grey = "/ColorSpace /DeviceGray /BitsPerComponent 8"
        objects.append(f"<< /Type /XObject /Subtype /Image {size} {grey} ")
        streams[len(objects)] = picture.grey
        contents.append((b"q 595 0 0 842 0 0 cm /I Do Q", f"/XObject << /I {len(objects)} 0 R >>"))
    for content, resources in contents:
        objects.append("<< ")
        streams[len(objects)] = content
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Rotate {rotate} "
            f"/Contents {len(objects)} 0 R /Resources << {resources} >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    trailer = extra
    if info:
        objects.append("<< " + " ".join(f"/{k} ({_escaped(v)})" for k, v in info.items()) + " >>")
        trailer += f" /Info {len(objects)} 0 R"
    return _file(objects, streams, trailer)


def locked() -> bytes:
    """A file that asks for a password."""
    key = "(" + "x" * 32 + ")"
    identifier = "/ID [(abcdefghijklmnop) (abcdefghijklmnop)]"
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> {identifier}"
    return pdf([[Text(72, 700, 12, "Nobody may read this.")]], extra=encrypt)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _operators(page: Sequence[Text]) -> bytes:
    ways = {False: "1 0 0 1", True: "0 1 -1 0"}
    lines = [f"BT /F1 {t.size} Tf {ways[t.turned]} {t.x:.2f} {t.y:.2f} Tm ({_escaped(t.text)}) Tj ET" for t in page]
    return "\n".join(lines).encode("cp1252", "replace")


def _file(objects: list[str], streams: dict[int, bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        body = text.encode("cp1252", "replace")
        if number in streams:
            packed = zlib.compress(streams[number])
            head = b"/Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
            body += head + packed + b"\nendstream"
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode(
        "cp1252"
    )
    return bytes(out)
