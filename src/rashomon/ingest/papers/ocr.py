"""Pictures read by the program `tesseract`, where it is installed and asked for (`RASHOMON_OCR=1`)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache

from msgspec import Struct

from rashomon.errors import Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.papers.hyphens import Words
from rashomon.ingest.papers.pieces import Piece, assembled
from rashomon.records import Signal

SECONDS = 120.0
"""Seconds of wall clock that one picture may take."""
LEAST_CONFIDENCE = 20.0
"""Words that tesseract is less sure of (0 to 100) are no words: specks and lines of a picture."""
PICTURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG", "image/png"),
    (b"\xff\xd8\xff", "JPEG", "image/jpeg"),
    (b"II*\x00", "TIFF", "image/tiff"),
    (b"MM\x00*", "TIFF", "image/tiff"),
    (b"GIF8", "GIF", "image/gif"),
    (b"BM", "BMP", "image/bmp"),
)
NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")
LANGUAGES = re.compile(r"[a-zA-Z_]{3,20}(?:\+[a-zA-Z_]{3,20}){0,9}")


class Recognised(Struct, frozen=True, kw_only=True):
    """The text of a picture: paragraphs, how sure the words are on the average (0 to 1), and what read them."""

    paragraphs: tuple[str, ...]
    confidence: float
    engine: str


def wanted() -> bool:
    """Whether the user has asked for OCR; that the program is there is another question."""
    return os.environ.get("RASHOMON_OCR", "").strip().lower() in {"1", "true", "yes", "on"}


def languages() -> str:
    """Tesseract's names of the languages to read, joined by +, from `RASHOMON_OCR_LANGUAGES`; English unless given."""
    given = os.environ.get("RASHOMON_OCR_LANGUAGES", "").strip()
    return given if LANGUAGES.fullmatch(given) else "eng"


@cache
def engine() -> str:
    """The program with its version, such as "tesseract 5.3.0"; empty when it cannot be run."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = (done.stdout or done.stderr).decode("utf-8", "replace").splitlines()
    return lines[0].strip()[:60] if done.returncode == 0 and lines else ""


def recognised(image: bytes, seconds: float = SECONDS) -> Recognised:
    """The text in a picture of any kind that tesseract reads; raises `Unreadable` with the reason."""
    if not engine():
        raise Unreadable("the program tesseract is not there to read it: install tesseract-ocr")
    command = [shutil.which("tesseract") or "tesseract", "stdin", "stdout", "-l", languages(), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the picture goes in by standard input
            command, input=image, capture_output=True, timeout=seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(f"tesseract took more than {seconds:g} seconds") from None
    except OSError as error:
        raise Unreadable(f"tesseract cannot be started ({error.strerror or error})") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Unreadable(f"tesseract gave up ({said[-1][:120] if said else f'exit code {done.returncode}'})")
    return from_table(done.stdout.decode("utf-8", "replace"))


def from_table(table: str) -> Recognised:
    """Tesseract's table of words (TSV) as paragraphs."""
    lines: dict[tuple[str, ...], dict[str, list[str]]] = {}
    sure: list[float] = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip() or not NUMBER.fullmatch(cells[10]):
            continue
        confidence = min(100.0, float(cells[10]))
        if confidence < LEAST_CONFIDENCE:
            continue
        sure.append(confidence)
        lines.setdefault(tuple(cells[1:4]), {}).setdefault(cells[4], []).append(cells[11])
    groups = [[" ".join(words) for words in group.values()] for group in lines.values()]
    known = Words(line for group in groups for line in group)
    paragraphs = []
    for group in groups:
        text = group[0]
        for line in group[1:]:
            text = known.joined(text, line)
        paragraphs.append(text)
    confidence = sum(sure) / len(sure) / 100 if sure else 0.0
    return Recognised(paragraphs=tuple(paragraphs), confidence=confidence, engine=f"{engine()}, {languages()}")


def text_signal(done: Recognised, where: str) -> Signal:
    """That a text, or a page of it, was read from a picture, by what, and how sure its words are."""
    return Signal(field="text", value=done.engine, where=f"OCR {where}", p=round(done.confidence, 3))


class Picture:
    """A picture as an input: its text where OCR is asked for, else what to do."""

    name = "picture"

    def recognises(self, item: Captured) -> bool:
        """One of the kinds of picture that tesseract reads."""
        return kind_of(item.head(16)) is not None

    def read(self, data: bytes) -> Content:
        """The text in the picture."""
        kind = kind_of(data)
        name, media_type = kind or ("picture", "application/octet-stream")
        if not wanted():
            raise Unreadable(f"an image ({name}); transcribe it, or let tesseract read it: RASHOMON_OCR=1")
        try:
            done = recognised(data)
        except Unreadable as error:
            raise Unreadable(f"an image ({name}): {error}") from error
        if not done.paragraphs:
            raise Unreadable(f"an image ({name}) in which OCR finds no text")
        whole = assembled([Piece(text=paragraph) for paragraph in done.paragraphs])
        return Content(
            text=whole.text,
            media_type=media_type,
            zones=whole.zones,
            signals=(text_signal(done, "of the picture"), *whole.signals),
            provenance=whole.provenance,
            parts=whole.parts,
        )


def kind_of(head: bytes) -> tuple[str, str] | None:
    """Name and media type of a picture by its first bytes."""
    if head[:2] == b"BM" and head[6:10] != b"\0\0\0\0":
        return None
    return next(((name, media) for start, name, media in PICTURES if head.startswith(start)), None)


FORMATS = (Picture(),)
