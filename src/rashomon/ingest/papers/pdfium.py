"""The far side of a process of its own in which PDFium takes PDF files apart: C code on hostile input.

Frames of MessagePack, each after its length in four bytes, come in on standard input and go out on standard output. A
request is {"op": "text", "data": bytes, "first": int, "most": int} or {"op": "image", "data": bytes, "page": int}.
Pages are numbered from 0 here. The process is killed and started afresh when it dies or hangs.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import math
import re
import struct
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO, Any

import msgspec

MEMORY = 2_000_000_000
"""Bytes of address space that the process may take, where the system knows such a limit."""
PROCESSOR_SECONDS = 900
"""Seconds of processor time that one file may take."""
PAGE_CHARACTERS = 400_000
"""Characters of one page: more is no page that anybody reads."""
LONGEST_SIDE = 3500
"""Pixels: a page drawn for reading its picture is at most this long and this wide (300 dots an inch on A4)."""
GAP = 1.8
"""Heights of type: a space on a line as wide as this separates columns or cells, not words."""
SAMPLES = 80
"""Characters of a page whose angle is looked at to tell which way it is to be held."""
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
WORD = re.compile(r"[^\s\x00-\x1f\x7f]+|[\r\n]+")
LEFTWARD = re.compile(r"[^A-Za-z]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A word of a script that runs from right to left."""
LEFTWARD_LETTER = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIGIT = r"[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9]"
RIGHTWARD = re.compile(rf"{_DIGIT}+(?:[.,:/%-]+{_DIGIT}+)*")
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
    bound(memory=True)
    take_from, give_to = sys.stdin.buffer, sys.stdout.buffer
    while (request := take(take_from)) is not None:
        bound()
        answers = texts(request) if request["op"] == "text" else images(request)
        for answer in answers:
            give(give_to, answer)


def bound(memory: bool = False) -> None:
    """Limit this process where the system can: its memory once, and the processor's time anew for each request.

    The side that asks has a clock of its own; should it be killed, this keeps a loop without end from running on.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + PROCESSOR_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


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
    count = text.count_chars()
    letters = letters_of(text, min(count, PAGE_CHARACTERS))
    box_at = boxes(text, rotation, size)
    builder = RunBuilder()
    any_leftward = LEFTWARD_LETTER.search(letters) is not None
    for match in WORD.finditer(letters):
        start, end = match.span()
        if letters[start] in "\r\n":
            builder.close()
            continue
        first = box_at(start)
        last = box_at(end - 1) if end - start > 1 else first
        # Most words are of one size and stand on one line: their ends say where they are.
        even = 0.85 < (first[3] - first[1]) / max(0.1, last[3] - last[1]) < 1.18 and abs(first[1] - last[1]) < 1
        if any_leftward and LEFTWARD.match(letters, start, end):
            builder.close()
            places = [(box_at(i), letters[i]) for i in range(start, end)]
            builder.add(leftward(places), functools.reduce(outer, (box for box, _ in places)))
            builder.close()
            continue
        letter_by_letter = range(start, start if even else end)
        pieces = [(i, i + 1, box_at(i)) for i in letter_by_letter] or [(start, end, outer(first, last))]
        for i, j, box in pieces:
            if builder.add(letters[i:j], box):
                builder.turned = 8 < (angle_of(text, i) + rotation) % 360 < 352
        builder.space = True
    builder.close()
    return builder.runs, count <= PAGE_CHARACTERS


def leftward(places: list[tuple[Box, str]]) -> str:
    """A word that is read from right to left, in the order of reading; PDFium may give its letters in any order.

    Digits and Latin letters in it are read from left to right.
    """
    ordered = sorted(places, key=lambda place: -(place[0][0] + place[0][2]))
    return RIGHTWARD.sub(lambda m: m.group()[::-1], "".join(letter for _, letter in ordered))


def letters_of(text: Any, count: int) -> str:
    """The characters of a page, one for each that PDFium counts; those that stand for nothing are spaces."""
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text.raw, 0, count, buffer) - 1
    letters = bytes(buffer)[: 2 * max(0, written)].decode("utf-16-le", "replace")
    at = pdfium.FPDFText_GetUnicode
    # PDFium leaves some characters out of a text and writes others in two halves; then it has to be asked for each.
    same = len(letters) == written == count
    if not same or any(at(text.raw, i) != ord(letters[i]) and letters[i] != "-" for i in range(0, count, 37)):
        codes = (at(text.raw, i) for i in range(count))
        letters = "".join(chr(code) if 0 < code <= 0x10FFFF and not 0xFFFE <= code <= 0xFFFF else " " for code in codes)
    return letters.replace("\x02", "-")


def boxes(text: Any, rotation: int, size: tuple[float, float]) -> Callable[[int], Box]:
    """A function that gives the box of a character by its number."""
    import pypdfium2.raw as pdfium

    box, raw, ask = pdfium.FS_RECTF(), text.raw, pdfium.FPDFText_GetLooseCharBox
    where = ctypes.byref(box)

    def box_at(i: int) -> Box:
        ask(raw, i, where)
        if not rotation:
            return box.left, box.bottom, box.right, box.top
        return upright((box.left, box.bottom, box.right, box.top), rotation, size)

    return box_at


def outer(a: Box, b: Box) -> Box:
    """The box around two."""
    left, bottom, right, top = a
    # Written out, because it is done for every word of every page.
    return (
        left if left < b[0] else b[0],
        bottom if bottom < b[1] else b[1],
        right if right > b[2] else b[2],
        top if top > b[3] else b[3],
    )


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


def upright(box: Box, rotation: int, size: tuple[float, float]) -> Box:
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
    """Gathers words to runs."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.turned = False
        self.space = False
        self._bits: list[str] = []
        self._box: Box = (0.0, 0.0, 0.0, 0.0)

    def add(self, word: str, box: Box) -> bool:
        """Take one word or a part of one, and say whether a run has begun with it.

        A leap along the line or back, or another size of type, closes the run before it.
        """
        if self._bits and not self.turned:
            before = self._box
            height, tall = (box[3] - box[1]) or 1.0, (before[3] - before[1]) or 1.0
            leap = not -3 * height <= box[0] - before[2] <= GAP * height
            other = not 0.85 < height / tall < 1.18  # a footnote's mark, a drop cap
            if leap or other or abs(box[1] - before[1]) > 0.7 * tall:
                self.close()
        if not self._bits:
            self._box, self._bits, self.space = box, [word], False
            return True
        self._bits.append(f" {word}" if self.space else word)
        self._box = outer(self._box, box)
        self.space = False
        return False

    def close(self) -> None:
        """End the run."""
        if self._bits:
            # Characters beyond 16 bits may come in two halves.
            text = "".join(self._bits).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            b = self._box
            soft = text.endswith(("-", "\u00ad"))
            self.runs.append(Run(b[0], b[1], b[2], b[3], b[3] - b[1], text, soft, self.turned))
        self._bits, self.space, self.turned = [], False, False


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
