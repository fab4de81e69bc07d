"""The far side of a process of its own in which PDFium takes PDF files apart: C code on hostile input.

Frames of MessagePack, each after its length in four bytes, come in on standard input and go out on standard output. A
request is {"op": "text", "data": bytes, "first": int, "most": int} or {"op": "image", "data": bytes, "page": int}.
Pages are numbered from 0 here. The process is killed and started afresh when it dies or hangs.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

import msgspec

MEMORY = 3_000_000_000
"""Bytes of address space that the process may take, where the system knows such a limit."""
PAGE_CHARACTERS = 400_000
"""Characters of one page: more is no page that anybody reads."""
LONGEST_SIDE = 3500
"""Pixels: a page drawn for reading its picture is at most this long and this wide (300 dots an inch on A4)."""
GAP = 1.8
"""Heights of type: a space on a line as wide as this separates columns or cells, not words."""
SAMPLES = 80
"""Characters of a page whose angle is looked at to tell which way it is to be held."""
LENGTH = struct.Struct("<I")


class Run(msgspec.Struct, frozen=True, array_like=True):
    """Characters that stand on one line of a page, from left to right: a box in points, y upwards, and the text.

    `size` is the height of the type. `soft` says that the last character is a hyphen at a line end. `turned` is true
    for text that stands at an angle to the page.
    """

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str
    soft: bool = False
    turned: bool = False


def take(stream: IO[bytes] | None) -> Any:
    """The next frame; None at the end of the stream, also in the midst of a frame."""
    if stream is None:
        return None
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    body = stream.read(size)
    return msgspec.msgpack.decode(body) if len(body) == size else None


def give(stream: IO[bytes] | None, frame: Any) -> None:
    """Write one frame."""
    if stream is None:
        return
    body = msgspec.msgpack.encode(frame)
    stream.write(LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def serve() -> None:
    """The life of the process: answer request after request until standard input ends."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    take_from, give_to = sys.stdin.buffer, sys.stdout.buffer
    while (request := take(take_from)) is not None:
        answers = texts(request) if request["op"] == "text" else images(request)
        for answer in answers:
            give(give_to, answer)


def texts(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a document says of itself, then its pages one by one, then an end; or one frame with the error."""
    document = opened(request["data"])
    if isinstance(document, dict):
        yield document
        return
    with document:
        yield {"pages": len(document), "metadata": metadata(document), "attached": attached(document)}
        for number in range(request["first"], min(len(document), request["most"])):
            yield page_frame(document, number)
        yield {"end": True}


def opened(data: bytes) -> Any:
    """The document, or a frame with the reason why there is none."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", 0)
        locked = code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        return {"error": "locked" if locked else "broken"}


def metadata(document: Any) -> dict[str, str]:
    """The document's information dictionary, as far as it can be had."""
    try:
        found = document.get_metadata_dict(skip_empty=True)
    except Exception:  # whatever a broken dictionary makes of the binding
        return {}
    return {name: value[:2000] for name, value in found.items()}


def attached(document: Any) -> int:
    """How many files are attached."""
    try:
        return int(document.count_attachments())
    except Exception:  # see metadata
        return 0


def page_frame(document: Any, number: int) -> dict[str, Any]:
    """One page as a frame: its size and its runs in the order in which the file draws them."""
    try:
        page = document[number]
        try:
            text = page.get_textpage()
            try:
                width, height = page.get_size()
                if page.get_rotation() in {90, 270}:
                    width, height = height, width
                turn = direction(text)
                if turn in {90, 270}:
                    width, height = height, width
                runs, full = runs_of(text, turn, (width, height))
            finally:
                text.close()
        finally:
            page.close()
    except Exception as error:  # one broken page does not take the others with it
        return {"page": number, "error": str(error)[:200] or type(error).__name__}
    return {"page": number, "width": width, "height": height, "runs": runs, "full": full}


def runs_of(text: Any, rotation: int, size: tuple[float, float]) -> tuple[list[Run], bool]:
    """The runs of a page, turned upright by `rotation`, and whether all of its characters are in them."""
    import pypdfium2.raw as pdfium

    count = text.count_chars()
    raw, box = text.raw, pdfium.FS_RECTF()
    where = ctypes.byref(box)
    unicode_at, box_at, made = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_IsGenerated
    builder = RunBuilder()
    for i in range(min(count, PAGE_CHARACTERS)):
        code = unicode_at(raw, i)
        if code in {10, 13}:
            builder.close()
        elif code in {9, 32, 160} or (code < 32 and code != 2):
            builder.space = True
        elif code and not (code in {0xFFFE, 0xFFFF} and made(raw, i) == 1):
            box_at(raw, i, where)
            corners = upright((box.left, box.bottom, box.right, box.top), rotation, size)
            builder.add(code, corners, pdfium.FPDFText_IsHyphen(raw, i) == 1 if code in {2, 0x2D, 0xAD} else False)
            if builder.fresh:
                builder.turned = 8 < (angle_of(text, i) + rotation) % 360 < 352
    builder.close()
    return builder.runs, count <= PAGE_CHARACTERS


def angle_of(text: Any, i: int) -> float:
    """The angle of a character in degrees from 0 to 360, with the clock."""
    import pypdfium2.raw as pdfium

    angle = pdfium.FPDFText_GetCharAngle(text.raw, i)
    return math.degrees(angle) % 360 if angle >= 0 else 0.0


def direction(text: Any) -> int:
    """The turn with the clock (0, 90, 180, 270) that sets most of a page's text upright, however the page is shown."""
    count = min(text.count_chars(), PAGE_CHARACTERS)
    angles = (angle_of(text, i) for i in range(0, count, count // SAMPLES + 1))
    found = Counter(round(-angle / 90) * 90 % 360 for angle in angles)
    return found.most_common(1)[0][0] if found else 0


def upright(box: tuple[float, float, float, float], rotation: int, size: tuple[float, float]) -> tuple[float, ...]:
    """A box of the page as it stands when the page is turned with the clock (`size`: width and height after that)."""
    left, bottom, right, top = box
    if rotation == 90:
        return bottom, size[1] - right, top, size[1] - left
    if rotation == 180:
        return size[0] - right, size[1] - top, size[0] - left, size[1] - bottom
    if rotation == 270:
        return size[0] - top, left, size[0] - bottom, right
    return box


class RunBuilder:
    """Gathers characters to runs."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.turned = False
        self.space = False
        self._letters: list[str] = []
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._soft = False

    @property
    def fresh(self) -> bool:
        """Whether a run has begun with the last character."""
        return len(self._letters) == 1

    def add(self, code: int, box: tuple[float, ...], soft: bool) -> None:
        """Take one character; a leap along the line or back closes the run before it."""
        left, bottom, right, top = box
        height = top - bottom
        if self._letters and not self.turned:
            before = self._box
            gap = left - before[2]
            tall = before[3] - before[1]
            leap = not -3 * max(height, 1.0) <= gap <= GAP * max(height, 1.0)
            aside = min(top, before[3]) - max(bottom, before[1]) < 0.2 * min(height, tall)
            other = not 0.85 < height / max(0.1, tall) < 1.18  # a footnote's mark, a drop cap
            if leap or aside or other:
                self.close()
        if self._letters and self.space:
            self._letters.append(" ")
        self.space = False
        # PDFium gives U+0002 for a hyphen at the end of a line.
        letter = "-" if code == 2 else chr(code) if code <= 0x10FFFF else "\ufffd"
        if not self._letters:
            self._box = (left, bottom, right, top)
        else:
            b = self._box
            self._box = (min(b[0], left), min(b[1], bottom), max(b[2], right), max(b[3], top))
        self._letters.append(letter)
        self._soft = soft or code == 2

    def close(self) -> None:
        """End the run."""
        if self._letters:
            text = "".join(self._letters)
            # PDFium hands characters beyond 16 bits over in halves where the font's own table does so.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            b = self._box
            size = b[3] - b[1]
            self.runs.append(Run(b[0], b[1], b[2], b[3], size, text, self._soft, self.turned))
        self._letters, self._soft, self.space, self.turned = [], False, False, False


def images(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A page as a grey picture in the PGM format."""
    document = opened(request["data"])
    if isinstance(document, dict):
        yield document
        return
    with document:
        try:
            page = document[request["page"]]
            scale = min(300 / 72, LONGEST_SIDE / max(1.0, *page.get_size()))
            bitmap = page.render(scale=scale, grayscale=True)
            rows, stride = bytes(bitmap.buffer), bitmap.stride
            width, height = bitmap.width, bitmap.height
        except Exception as error:  # see page_frame
            yield {"error": str(error)[:200] or type(error).__name__}
            return
        packed = rows if stride == width else b"".join(rows[y * stride : y * stride + width] for y in range(height))
        yield {"image": b"P5 %d %d 255\n" % (width, height) + packed}
