"""Pictures of text read by tesseract, where it is asked for and there."""

from __future__ import annotations

import importlib.util
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import Unreadable
from rashomon.ingest.items import Captured
from rashomon.ingest.papers import ocr
from rashomon.ingest.papers.ocr import Picture as PictureFormat
from rashomon.ingest.papers.ocr import from_table, kind_of, recognised
from tests.pdf_maker import BLANK, Picture, Text, column, pdf

STORY = (
    "The harbour master said on Thursday that two shells had fallen on the quay before anybody could reach the boats. "
    "Nobody was hurt, he added, and the cranes were not touched by the blast at all."
)
needs_tesseract = pytest.mark.skipif(not ocr.engine(), reason="the program tesseract is not installed here")
needs_pdfium = pytest.mark.skipif(
    importlib.util.find_spec("pypdfium2") is None, reason="pages are drawn by pypdfium2, an extra"
)


def drawn(page: list[Text]) -> Picture:
    """A page as a picture of itself."""
    from rashomon.ingest.papers.pdf_process import picture

    head, _, rows = picture(pdf([page]), 0).partition(b" 255\n")
    width, height = (int(part) for part in head.split()[1:3])
    return Picture(width, height, rows)


def png(image: Picture) -> bytes:
    """A PNG file of a grey picture."""
    rows = b"".join(b"\0" + image.grey[y * image.width : (y + 1) * image.width] for y in range(image.height))
    header = struct.pack(">IIBBBBB", image.width, image.height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


@needs_tesseract
@needs_pdfium
def test_a_scanned_page_is_read_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of the picture stands on its page, and a signal says that OCR read it and how surely."""
    from rashomon.ingest.papers.pdf import Pdf

    scan = drawn([Text(60, 760, 24, "Shells fall on the quay"), *column(60, 700, 450, STORY, size=12)[0]])
    data = pdf([column(60, 700, 450, "This page was never scanned, she said.")[0]], pictures=[scan, BLANK])
    monkeypatch.setenv("RASHOMON_OCR", "1")
    content = Pdf().read(data)
    assert STORY in content.text
    page = content.pages[1]
    assert (page.number, STORY in content.text[page.start : page.end]) == (2, True)
    (signal,) = [s for s in content.signals if s.field == "text"]
    assert signal.value.startswith("tesseract")
    assert signal.where == "OCR of page 2"
    assert signal.p > 0.8
    assert content.skips == ("page 3 is scanned: a picture, or blank, without text",)


@needs_tesseract
@needs_pdfium
def test_a_picture_is_read_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PNG of a page gives its text."""
    monkeypatch.setenv("RASHOMON_OCR", "1")
    content = PictureFormat().read(png(drawn(column(60, 700, 450, STORY, size=12)[0])))
    assert content.text == STORY
    assert content.media_type == "image/png"
    assert next(s for s in content.signals if s.field == "text").where == "OCR of the picture"


@needs_tesseract
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 no JPEG", b"P5 3 3 255\n"])
def test_a_broken_picture_is_unreadable(data: bytes) -> None:
    """What tesseract cannot take is refused with its own word for it."""
    with pytest.raises(Unreadable, match="tesseract"):
        recognised(data)


@needs_tesseract
def test_a_picture_that_takes_too_long_is_given_up() -> None:
    """The time for one picture is bounded."""
    with pytest.raises(Unreadable, match="took more than"):
        recognised(b"P5 2000 2000 255\n" + bytes(4_000_000), seconds=0.001)


def test_without_the_program_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where tesseract is missing the reason names it."""
    monkeypatch.setattr(ocr, "engine", lambda: "")
    with pytest.raises(Unreadable, match="install tesseract-ocr"):
        recognised(b"P5 1 1 255\n\x00")


@pytest.mark.parametrize(("value", "asked"), [("", False), ("0", False), ("no", False), ("1", True), ("Yes", True)])
def test_nothing_is_read_unless_asked_for(monkeypatch: pytest.MonkeyPatch, value: str, asked: bool) -> None:
    """OCR waits for the user's word."""
    monkeypatch.setenv("RASHOMON_OCR", value)
    assert ocr.wanted() is asked
    if not asked:
        with pytest.raises(Unreadable, match=r"an image \(PNG\).*RASHOMON_OCR=1"):
            PictureFormat().read(png(BLANK))


@pytest.mark.parametrize(
    ("given_", "used"),
    [("", "eng"), ("deu", "deu"), ("eng+chi_sim", "eng+chi_sim"), ("--help", "eng"), ("eng;ls", "eng")],
)
def test_languages_are_names_and_nothing_else(monkeypatch: pytest.MonkeyPatch, given_: str, used: str) -> None:
    """What is no name of a language never reaches the program."""
    monkeypatch.setenv("RASHOMON_OCR_LANGUAGES", given_)
    assert ocr.languages() == used


def test_pictures_are_told_by_their_first_bytes() -> None:
    """Kinds that tesseract reads are recognised, and nothing else."""
    samples = {
        b"\x89PNG\r\n\x1a\n....": "PNG",
        b"\xff\xd8\xff\xe0": "JPEG",
        b"II*\x00....": "TIFF",
        b"GIF89a": "GIF",
        b"BM\x36\x10\x0e\x00\x00\x00\x00\x00\x36\x00": "BMP",
        b"BMW said on Thursday that": "",
        b"plain": "",
        b"": "",
    }
    assert {data: (kind_of(data) or ("",))[0] for data in samples} == samples
    assert PictureFormat().recognises(Captured(name="x", data=b"\xff\xd8\xff\xe0"))


@given(
    st.lists(st.lists(st.sampled_from(["5", "1", "", "99", "x", "-1", "nan", "1e9", "wórd"]), max_size=14), max_size=9)
)
def test_any_table_gives_paragraphs(rows: list[list[str]]) -> None:
    """Whatever stands in the table, it is read without harm."""
    done = from_table("head\n" + "\n".join("\t".join(row) for row in rows))
    assert 0.0 <= done.confidence <= 1.0


def test_the_table_is_joined_to_paragraphs() -> None:
    """Lines of a paragraph are joined, broken words put together, doubtful specks left out."""
    rows = [
        ("1", "1", "1", "96", "The"),
        ("1", "1", "1", "90", "infor-"),
        ("1", "1", "2", "92", "mation"),
        ("1", "1", "2", "5", "|;"),
        ("1", "2", "1", "88", "Ends."),
    ]
    table = "head\n" + "\n".join(f"5\t1\t{b}\t{p}\t{n}\t1\t0\t0\t9\t9\t{c}\t{t}" for b, p, n, c, t in rows)
    done = from_table(table)
    assert done.paragraphs == ("The information", "Ends.")
    assert round(done.confidence, 3) == 0.915
