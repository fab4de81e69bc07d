"""PDF: the text of its pages as paragraphs, with running heads, footnotes and the pages kept."""

from __future__ import annotations

import datetime
import importlib.util
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.papers.hyphens import Words
from rashomon.ingest.papers.ocr import Recognised, recognised, text_signal, wanted
from rashomon.ingest.papers.pdf_layout import PageRuns, Paragraph, body_size, paragraphs
from rashomon.ingest.papers.pdf_process import frames, picture
from rashomon.ingest.papers.pdfium import Run
from rashomon.ingest.papers.pieces import Piece, assembled
from rashomon.records import Signal, ZoneKind

MOST_PAGES = 5000
"""Pages of one file that are read."""
MOST_CHARACTERS = 20_000_000
"""Characters of one file that are read."""
OCR_PAGES = 300
"""Pages of one file whose pictures are read by OCR."""
HEADLINE = 1.15
"""How many times the usual type a headline is at least."""
START = re.compile(rb"%PDF-\d")
DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
CAPTION = re.compile(r"(?:Figure|Fig\.|Photo(?:graph)?|Image|Map|Table|Chart|Abb\.|Abbildung|Foto)\s*\d+", re.I)
FILE_NAME = re.compile(r"(?:Microsoft \w+ - )?\S+\.(?:docx?|odt|rtf|indd|qxd|tex|dvi|pdf|txt|html?|xlsx?|pptx?)", re.I)
UNTITLED = re.compile(r"(?:untitled|document\d*|no(?:ne| title)|slide \d+|\W*)", re.IGNORECASE)
ABSENT = "a PDF file, and pypdfium2 is not there to read it: pip install 'rashomon[pdf]'"
LOCKED = "a PDF file that needs its password; save it without one and add that"
BROKEN = "a PDF file too broken to open; print it to a new PDF and add that"


class Pdf:
    """The format."""

    name = "pdf"

    def recognises(self, item: Captured) -> bool:
        """A PDF header at the start, or after the few odd bytes that some servers and scanners put before it."""
        head = item.head(1024)
        found = START.search(head)
        return found is not None and (not found.start() or not re.match(rb"[\w\s<>:/.,;!-]{4}", head))

    def read(self, data: bytes) -> Content:
        """The content; pages that give no text are skips by their number."""
        if importlib.util.find_spec("pypdfium2") is None:
            raise Unreadable(ABSENT)
        return content_of_frames(data, frames(data, MOST_PAGES))


FORMATS = (Pdf(),)


class Taken(msgspec.Struct):
    """What the frames of one file add up to: pages with text, the numbers of those without, what is to be said."""

    pages: list[PageRuns] = []
    empty: list[int] = []
    skips: list[str] = []
    metadata: dict[str, str] = {}
    count: int = 0
    characters: int = 0


def content_of_frames(data: bytes, stream: Iterator[dict[str, Any]]) -> Content:
    """The content of a file, from what PDFium says of it; raises `Unreadable` or `TooLarge`."""
    taken = taken_from(stream)
    scans = read_scans(data, taken) if taken.empty and wanted() else {}
    scanned = [number for number in taken.empty if number not in scans]
    if not taken.pages and not scans:
        raise Unreadable(nothing_in(taken, scanned))
    if scanned:
        advice = "" if wanted() else "; with tesseract installed, RASHOMON_OCR=1 reads it"
        taken.skips.append(f"{numbered(scanned)} scanned: a picture, or blank, without text{advice}")
    pieces = pieces_of(taken.pages, scans)
    whole = assembled(pieces)
    headline = next((piece for piece in pieces if piece.kind == "headline"), None)
    largest = "largest type of the first page"
    titles = [Signal(field="title", value=headline.text, where=largest, p=0.8)] if headline else []
    scans_said = [text_signal(done, f"of page {number}") for number, done in sorted(scans.items())]
    return Content(
        text=whole.text,
        media_type="application/pdf",
        zones=whole.zones,
        signals=(*titles, *whole.signals, *signals_of(taken.metadata), *scans_said),
        parts=whole.parts,
        provenance=whole.provenance,
        pages=whole.pages,
        skips=tuple(taken.skips),
    )


def taken_from(stream: Iterator[dict[str, Any]]) -> Taken:
    """All frames, within the bounds; raises `Unreadable` for a file that is locked or broken."""
    taken = Taken()
    for frame in stream:
        if "runs" in frame:
            take_page(taken, frame)
        elif "pages" in frame:
            taken.count, taken.metadata = frame["pages"], frame["metadata"]
            if frame["attached"]:
                taken.skips.append(f"{frame['attached']} attached files were not read; save and add them")
        elif "page" in frame:
            taken.skips.append(f"page {frame['page'] + 1} could not be read ({frame['error']})")
        elif "error" in frame:
            raise Unreadable(LOCKED if frame["error"] == "locked" else BROKEN)
        elif frame.get("gave_up", taken.count) < taken.count:
            taken.skips.append(f"the pages from {frame['gave_up'] + 1} on were given up; print them to a new PDF")
    if taken.count > MOST_PAGES:
        taken.skips.append(f"the pages after {MOST_PAGES} were not read; split the file")
    return taken


def take_page(taken: Taken, frame: dict[str, Any]) -> None:
    """Put one page to the others; raises `TooLarge` when they are too many characters."""
    runs = tuple(run for run in msgspec.convert(frame["runs"], list[Run]) if run.text.strip())
    page = PageRuns(frame["page"] + 1, frame["width"], frame["height"], runs)
    taken.characters += sum(len(run.text) for run in runs)
    if taken.characters > MOST_CHARACTERS:
        raise TooLarge(f"a PDF file with more than {MOST_CHARACTERS // 1_000_000} million characters; split it")
    if not frame["full"]:
        taken.skips.append(f"page {page.number} holds more characters than a page can; the rest was left out")
    if runs:
        taken.pages.append(page)
    else:
        taken.empty.append(page.number)


def nothing_in(taken: Taken, scanned: list[int]) -> str:
    """Why a file gives no text at all, and what to try."""
    if not taken.count:
        return "a PDF file without pages"
    if not scanned:
        return f"a PDF file of which no page could be read ({taken.skips[0]}); print it to a new PDF and add that"
    if wanted():
        why = f" ({taken.skips[0]})" if taken.skips else ""
        return f"scanned: {taken.count} pages without text, and OCR finds none{why}"
    return f"scanned: {taken.count} pages without text; OCR with rashomon[ocr]: install tesseract, set RASHOMON_OCR=1"


def numbered(numbers: list[int]) -> str:
    """The pages and their verb: page 3 is; pages 1-4, 7 are."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    named = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans[:20]) + (" ..." if len(spans) > 20 else "")
    return f"page {named} is" if len(numbers) == 1 else f"pages {named} are"


def read_scans(data: bytes, taken: Taken) -> dict[int, Recognised]:
    """The text of pages that are pictures, by page number; what OCR cannot do is said in the skips."""
    found: dict[int, Recognised] = {}
    for number in taken.empty[:OCR_PAGES]:
        try:
            done = recognised(picture(data, number - 1))
        except Unreadable as error:
            taken.skips.append(f"page {number}: {error}")
            if "not there" in str(error):
                break
            continue
        if done.paragraphs:
            found[number] = done
    return found


def pieces_of(pages: list[PageRuns], scans: dict[int, Recognised]) -> list[Piece]:
    """The paragraphs as pieces of one text, those of scanned pages at their places."""
    found = paragraphs(pages)
    known = Words(line.text for paragraph in found for line in paragraph.lines)
    heading = headline_of(found, pages)
    pieces: list[Piece] = []
    for paragraph in found:
        text = paragraph.lines[0].text
        for line in paragraph.lines[1:]:
            text = known.joined(text, line.text)
        pieces.append(piece_of(paragraph, text, paragraph is heading))
        if paragraph.continues:
            pieces[-2:] = spliced(known, *pieces[-2:])
    for number, done in sorted(scans.items()):
        at = next((i for i, piece in enumerate(pieces) if piece.page > number), len(pieces))
        pieces[at:at] = [Piece(text=text, page=number) for text in done.paragraphs]
    return pieces


def piece_of(paragraph: Paragraph, text: str, heading: bool) -> Piece:
    """A paragraph as a piece, with the kind that its place on the page gives it."""
    kinds: dict[str, tuple[ZoneKind | None, float]] = {
        "furniture": ("navigation", 0.95),
        "note": ("body", 0.9),
        "turned": ("unknown", 0.9),
        "text": (None, 1.0),
    }
    kind, p = kinds[paragraph.role]
    if heading:
        kind, p = "headline", 0.8
    elif kind is None and CAPTION.match(text) and len(text) < 600:
        kind, p = "caption", 0.8
    return Piece(text=text, kind=kind, page=paragraph.page, p=p)


def spliced(known: Words, before: Piece, after: Piece) -> list[Piece]:
    """Two halves of a paragraph on either side of a page's end: what parts them is a space, or nothing."""
    whole = known.joined(before.text, after.text)
    first = whole[: len(whole) - len(after.text)]
    glue = " " if first.endswith(" ") else ""
    return [
        msgspec.structs.replace(before, text=first.rstrip(" ")),
        msgspec.structs.replace(after, glue=glue, kind=before.kind),
    ]


def headline_of(found: Iterable[Paragraph], pages: list[PageRuns]) -> Paragraph | None:
    """The paragraph in the largest type on the first page, when that is larger than the usual and reads as a title."""
    usual = body_size(pages)
    first = [p for p in found if p.page == 1 and p.role == "text"]
    titles = [p for p in first if p.size >= HEADLINE * usual and title_like(" ".join(line.text for line in p.lines))]
    return max(titles, key=lambda p: p.size) if titles and len(first) > 1 else None


def title_like(text: str) -> bool:
    """Two to forty words, most of them of letters."""
    words = text.split()
    letters = sum(c.isalpha() for c in text)
    short = 2 <= len(words) <= 40 or (len(words) == 1 and not text.isascii() and len(text) >= 6)
    return short and letters >= 0.6 * sum(not c.isspace() for c in text)


def signals_of(metadata: dict[str, str]) -> list[Signal]:
    """What the file's own properties say: set by programs and seldom looked at by anybody."""
    found = []
    title, author = (" ".join(metadata.get(name, "").split())[:500] for name in ("Title", "Author"))
    if title and not FILE_NAME.fullmatch(title) and not UNTITLED.fullmatch(title):
        found.append(Signal(field="title", value=title, where="PDF property Title", p=0.5))
    if author and not UNTITLED.fullmatch(author):
        found.append(Signal(field="author", value=author, where="PDF property Author", p=0.4))
    for name, field, p in (("CreationDate", "published", 0.3), ("ModDate", "updated", 0.3)):
        date = date_of(metadata.get(name, ""))
        found += [Signal(field=field, value=date, where=f"PDF property {name}", p=p)] if date else []
    return found


def date_of(value: str) -> str:
    """The day in a date as PDF writes it (D:YYYYMMDD...), as YYYY-MM-DD; nothing for a day that never was."""
    match = DATE.match(value)
    if match is None:
        return ""
    try:
        return datetime.date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return ""
