"""PDF files: paragraphs in reading order, what repeats on pages, pages, properties, and what cannot be read."""

from __future__ import annotations

import os
import random
import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.papers import pdf as pdf_format
from rashomon.ingest.papers import pdf_process
from rashomon.ingest.papers.hyphens import Words
from rashomon.ingest.papers.pdf import Pdf, content_of_frames
from rashomon.ingest.papers.pdf_process import frames
from tests.pdf_maker import BLANK, Text, column, locked, pdf

pytest.importorskip("pypdfium2", reason="PDF files are read by pypdfium2, an extra")

FIRST = (
    "The harbour master said on Thursday that two shells had fallen on the quay before anybody could reach the boats. "
    "Nobody was hurt, he added, and the cranes were not touched by the blast at all."
)
SECOND = (
    "A spokeswoman of the brigade denied that its guns had fired that night. She said the shells came from the other "
    "bank of the river, where no soldier of hers had ever stood."
)
THIRD = (
    "The pilots were asked to stay away until the water was safe again. Their union called the order late and said "
    "that its members had been given no word of the danger for a whole day."
)


def read(data: bytes) -> Content:
    return Pdf().read(data)


def quoted(content: Content, kind: str) -> list[str]:
    """The texts of the zones of one kind."""
    return [content.text[zone.start : zone.end] for zone in content.zones if zone.kind == kind]


def two_columns() -> tuple[list[Text], list[Text]]:
    left, below = column(60, 700, 225, FIRST)
    more, _ = column(60, below, 225, SECOND)
    right, _ = column(310, 700, 225, THIRD)
    return left + more, right


def test_lines_are_joined_to_paragraphs() -> None:
    """Each paragraph is one line of text again, and a zone of the body."""
    lines, below = column(60, 700, 450, FIRST)
    more, _ = column(60, below, 450, SECOND)
    content = read(pdf([[*lines, *more]]))
    assert content.text == f"{FIRST}\n\n{SECOND}"
    assert quoted(content, "body") == [FIRST, SECOND]
    assert content.media_type == "application/pdf"


@pytest.mark.parametrize("order", ["columns", "rows", "mixed"])
def test_columns_are_read_one_after_the_other(order: str) -> None:
    """Whatever order the file draws its lines in, the left column comes before the right one."""
    left, right = two_columns()
    lines = left + right
    if order == "rows":
        lines.sort(key=lambda t: (-t.y, t.x))
    elif order == "mixed":
        random.Random(4).shuffle(lines)  # noqa: S311 - the same every time
    content = read(pdf([[Text(60, 760, 20, "Shells fall on Customs Quay"), *lines]]))
    assert content.text.split("\n\n") == ["Shells fall on Customs Quay", FIRST, SECOND, THIRD]


def test_the_headline_is_in_the_largest_type() -> None:
    """The largest line of the first page, when it is larger than the rest, is the headline and gives the title."""
    lines, _ = column(60, 700, 450, FIRST)
    content = read(pdf([[Text(60, 780, 9, "By Ida Quill"), Text(60, 740, 24, "Shells fall on the quay"), *lines]]))
    assert quoted(content, "headline") == ["Shells fall on the quay"]
    title = next(s for s in content.signals if s.field == "title")
    assert (title.value, title.where) == ("Shells fall on the quay", "largest type of the first page")


def test_type_of_one_size_makes_no_headline() -> None:
    """Where all type is alike the format names no headline."""
    content = read(pdf([column(60, 700, 450, FIRST)[0]]))
    assert [z for z in content.zones if z.made_by == "format" and z.kind == "headline"] == []


def gazette(count: int) -> list[list[Text]]:
    """Pages with a running head, a page number and a foot; one sentence runs over each page's end."""
    pages = []
    for number in range(1, count + 1):
        day = f"On day {number} of the siege nothing new was heard. "
        lines, below = column(60, 760, 450, day + (SECOND if number % 2 else FIRST))
        ending = "" if number == 1 else "the far end of page number " + "abcdefgh"[number - 2] + ". "
        start, below2 = column(60, below, 450, f"That was all of day {number}. {THIRD}")
        last, _ = column(60, below2, 450, "This sentence begins here and goes on until it has come to")
        first, below = column(60, 780, 450, ending) if ending else ([], 0)
        shifted = [t._replace(y=t.y - 20) for t in [*lines, *start, *last]]
        head = [Text(60, 815, 8, "The Halyard Gazette"), Text(500, 815, 8, str(number + 16))]
        pages.append([*head, *first, *shifted, Text(60, 30, 8, "Printed at Halyard")])
    return pages


def test_running_heads_and_feet_are_navigation() -> None:
    """What repeats at the edge of pages, and the number that counts them, are no part of the article."""
    content = read(pdf(gazette(4)))
    edges = [text for n in range(1, 5) for text in (f"The Halyard Gazette {n + 16}", "Printed at Halyard")]
    assert sorted(quoted(content, "navigation")) == sorted(edges)
    assert all(zone.made_by == "format" for zone in content.zones if zone.kind == "navigation")
    assert "Halyard" not in " ".join(quoted(content, "body"))


def test_a_sentence_goes_on_over_a_page_s_end() -> None:
    """Its two halves stand together, in one zone, and the pages meet between them."""
    content = read(pdf(gazette(3)))
    whole = "This sentence begins here and goes on until it has come to the far end of page number a."
    assert whole in quoted(content, "body")
    first, second = content.pages[:2]
    assert content.text[: first.end].endswith("until it has come to")
    assert content.text[second.start :].startswith("the far end of page number a.")


def test_every_page_has_a_record() -> None:
    """Pages are numbered from 1, do not overlap, and hold all of the text."""
    content = read(pdf(gazette(5)))
    assert [page.number for page in content.pages] == [1, 2, 3, 4, 5]
    held = "".join(content.text[page.start : page.end] for page in content.pages)
    assert "".join(held.split()) == "".join(content.text.split())
    assert all(a.end <= b.start for a, b in zip(content.pages, content.pages[1:], strict=False))


def test_a_number_that_counts_no_pages_stays() -> None:
    """The same line at the same place of two pages is furniture; two different ones are text."""
    pages = [
        [Text(60, 800, 10, f"{word} boats were lost at sea"), *column(60, 700, 450, f"{word}! {FIRST}")[0]]
        for word in ("Ten", "No")
    ]
    content = read(pdf(pages))
    assert quoted(content, "navigation") == []


def test_hyphens_go_only_where_that_is_sure() -> None:
    """A word that the document or the vocabulary knows is put together; another one keeps its hyphen."""
    words = (
        "Nobody had any information about the bombardment, the harbourmaster said, and the well-known pilot Ann "
        "Merrow-Tindall of the Halyard Zwickelboot club, who had seen it, kept silent about the Zwickelboot."
    )
    broken = ("infor-mation", "bombard-ment,", "har-bourmaster")
    lines, _ = column(60, 700, 180, words.replace("-", "-"), hyphens=broken)
    texts = " ".join(line.text for line in lines)
    assert "- " in texts
    content = read(pdf([lines]))
    assert "information about" in content.text
    assert "well-known" in content.text
    assert "Merrow-Tindall" in content.text


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("the infor-", "mation was", "the information was"),
        ("a well-", "known man", "a well-known man"),
        ("the zwickel-", "boot sank", "the zwickelboot sank"),
        ("the gurgel-", "ponk sank", "the gurgel-ponk sank"),
        ("the Anglo-", "Norse treaty", "the Anglo-Norse treaty"),
        ("he stayed -", "she went", "he stayed - she went"),
        ("soft\u00ad", "ware", "software"),
        ("港が", "閉鎖", "港が閉鎖"),
        ("한국", "정부", "한국 정부"),
        ("", "start", "start"),
    ],
)
def test_two_lines_are_joined(before: str, after: str, whole: str) -> None:
    """Latin lines with a space, Chinese and Japanese ones without, broken words by what the document knows."""
    assert Words(["a Zwickelboot, his zwickelboot", "it is well-known here"]).joined(before, after) == whole


def test_footnotes_are_kept_and_stand_outside_the_flow() -> None:
    """A footnote in small type is text of the document, after the page's own paragraphs."""
    lines, _ = column(60, 700, 450, f"{FIRST} {SECOND}")
    note = Text(60, 80, 7, "1 The port counts only shells that were found.")
    content = read(pdf([[*lines, note], column(60, 700, 450, THIRD)[0]]))
    assert note.text in quoted(content, "body")


def test_properties_are_signals() -> None:
    """Title, author and dates come from the file's properties, with little trust; names of files are no titles."""
    page = [column(60, 700, 450, FIRST)[0]]
    info = {
        "Title": "The quay",
        "Author": "Ida Quill",
        "CreationDate": "D:20260105120000Z",
        "ModDate": "D:20260231000000Z",
    }
    found = {s.field: s for s in read(pdf(page, info)).signals if s.where.startswith("PDF property")}
    assert {field: s.value for field, s in found.items()} == {
        "title": "The quay",
        "author": "Ida Quill",
        "published": "2026-01-05",
    }
    assert all(0 < s.p <= 0.5 for s in found.values())
    nameless = read(pdf(page, {"Title": "Microsoft Word - report_final.docx"}))
    assert [s for s in nameless.signals if s.where == "PDF property Title"] == []


def test_pages_without_text_are_named() -> None:
    """A scanned page among others is a skip with its number, and the others are read."""
    content = read(pdf([column(60, 700, 450, FIRST)[0]], pictures=[BLANK, BLANK]))
    assert content.text == FIRST
    (skip,) = content.skips
    assert skip.startswith("pages 2-3 are scanned")


def test_a_scan_is_unreadable() -> None:
    """A file of pictures says that it is scanned, and what to try."""
    with pytest.raises(Unreadable, match=r"scanned: 2 pages .*OCR"):
        read(pdf([], pictures=[BLANK, BLANK]))


def test_a_locked_file_needs_its_password() -> None:
    """An encrypted file is named as such."""
    with pytest.raises(Unreadable, match="password"):
        read(locked())


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [False, True])
def test_a_turned_page_is_held_the_right_way(rotate: int, turned: bool) -> None:
    """Text is read the way it runs, however the page is shown."""
    left, right = two_columns()
    lines = [Text(842 - t.y, t.x, t.size, t.text, True) if turned else t for t in left + right]
    content = read(pdf([lines], rotate=rotate))
    assert content.text.split("\n\n") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF-1.7\n" + b"1 0 obj << " * 5000, b"%PDF-1.4 trailer << /Root 1 0 R >>"],
)
def test_a_broken_file_is_unreadable(data: bytes) -> None:
    """A header with nothing behind it is refused with what to try."""
    with pytest.raises(Unreadable, match="PDF"):
        read(data)


def test_recognised_by_its_header() -> None:
    """A PDF header, also after odd bytes, is one; a text that speaks of it is none."""
    samples = {
        b"%PDF-1.4\n": True,
        b"\r\n\x00\x00%PDF-1.7\n": True,
        b"\xef\xbb\xbf%PDF-1.7\n": True,
        b"The header of such a file is %PDF-1.4": False,
        b"<html>%PDF-1.4": False,
        b"From: a@b.example\n\n%PDF-1.4": False,
        b"": False,
    }
    assert {data: Pdf().recognises(Captured(name="x", data=data)) for data in samples} == samples


SOUND = pdf(gazette(3), {"Title": "x"})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=40), st.integers(0, len(SOUND))
)
def test_a_damaged_file_gives_text_or_a_reason(changes: list[tuple[int, int]], length: int) -> None:
    """Whatever is changed or cut off, the answer is a text whose zones quote it, or `Unreadable`."""
    data = bytearray(SOUND)
    for at, byte in changes:
        data[at] = byte
    try:
        content = read(bytes(data[:length] if length % 3 == 0 else data))
    except (Unreadable, TooLarge):
        return
    content.text.encode("utf-8")
    ends = [0, *(end for zone in content.zones for end in (zone.start, zone.end)), len(content.text)]
    assert ends == sorted(ends)


def test_a_dead_process_is_replaced() -> None:
    """When the process that holds PDFium has been killed, the next file is read by a new one."""
    data = pdf([column(60, 700, 450, FIRST)[0]])
    assert read(data).text == FIRST
    ((_, process),) = pdf_process._kept
    os.kill(process._process.pid, signal.SIGKILL)
    process._process.wait()
    assert read(data).text == FIRST


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """A page that does not come in time ends with a reason, and the process with it."""
    data = pdf([column(60, 700, 450, FIRST)[0]])
    assert read(data).text == FIRST
    ((_, process),) = pdf_process._kept
    os.kill(process._process.pid, signal.SIGSTOP)
    with pytest.raises(Unreadable, match="took more than"):
        list(frames(data, 10, seconds=0.2))
    assert read(data).text == FIRST


def test_a_page_that_kills_the_process_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages behind it are read by a new process, and the skip names the page."""
    data = pdf(gazette(4))
    sound = pdf_process.PdfProcess.answer

    def answer(self: pdf_process.PdfProcess, seconds: float) -> dict[str, object]:
        frame = sound(self, seconds)
        if frame.get("page") == 1:
            raise pdf_process.Lost("PDFium crashed")
        return frame

    monkeypatch.setattr(pdf_process.PdfProcess, "answer", answer)
    content = read(data)
    assert [page.number for page in content.pages] == [1, 3, 4]
    assert "page 2 could not be read (PDFium crashed)" in content.skips


def test_more_characters_than_are_taken_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound on characters ends a file that never ends."""
    monkeypatch.setattr(pdf_format, "MOST_CHARACTERS", 1_000_000)
    run = [50.0, 50.0, 90.0, 60.0, 10.0, "x" * 300_000, False, False]
    pages = ({"page": n, "width": 595.0, "height": 842.0, "runs": [run], "full": True} for n in range(10))
    with pytest.raises(TooLarge, match="1 million characters"):
        content_of_frames(b"", iter([{"pages": 10, "metadata": {}, "attached": 0}, *pages]))


def test_pages_beyond_the_bound_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages after the last one that is read are a skip."""
    monkeypatch.setattr(pdf_format, "MOST_PAGES", 2)
    content = read(pdf(gazette(4)))
    assert [page.number for page in content.pages] == [1, 2]
    assert "the pages after 2 were not read; split the file" in content.skips


def test_the_same_file_gives_the_same_content() -> None:
    """Reading is pure, over one process and two."""
    data = pdf(gazette(3))
    first = read(data)
    pdf_process._stop_all()
    assert read(data) == first
