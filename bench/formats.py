"""How fast each format is read, next to the library that one would take instead: every figure in one run.

    python bench/formats.py [--repeat 3] [--only WORD]

A row is made by a function in `ROWS`, which writes its sample into a folder and gives `Row`s. Both sides read it to the
same end and must find as many items. One process, one thread, CPU seconds, best of some runs, the two sides in turn.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib
import json
import mailbox
import random
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from documents import report

from rashomon.ingest.archives.packed import Tar, Zip
from rashomon.ingest.archives.warc import Warc, record
from rashomon.ingest.items import Captured, Container
from rashomon.ingest.mails.mail import Mail
from rashomon.ingest.mails.mbox import Mbox
from rashomon.ingest.pages.html import read_html
from rashomon.ingest.papers import pdfium
from rashomon.ingest.papers.docx import Reader, main_part
from rashomon.ingest.papers.markdown import Scanner
from rashomon.ingest.papers.office import Package
from rashomon.ingest.papers.pdf import content_of_frames, pieces_of, taken_from
from rashomon.ingest.tables.feeds import Feed
from rashomon.ingest.tables.rows import Lines
from rashomon.ingest.tables.table import Table

sys.path.append(str(Path(__file__).parents[1]))  # samples are made as in the tests
from tests.pdf_maker import Text, column, pdf

PAGES = 1_000
WORDS = 9_000  # with its markup a page of some 60 KB, as they are on the web


@dataclass(frozen=True)
class Row:
    """One comparison: megabytes are those of the unpacked sample; both callables return the number of items found."""

    format: str
    megabytes: float
    ours: Callable[[], int]
    library: str
    theirs: Callable[[], int] | None


def main() -> None:
    """Print a Markdown table: format, sample, our throughput, the library's, and how many times ours is of theirs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each side; the best counts")
    parser.add_argument("--only", default="", help="only rows whose format holds this word")
    options = parser.parse_args()
    print("| format | sample | Rashomon (MB/s) | library | its MB/s | ratio |\n| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for row in (row for make in ROWS for row in make(Path(folder))):
            if options.only.lower() in row.format.lower():
                print(f"| {' | '.join(cells(row, options.repeat))} |", flush=True)


def cells(row: Row, repeat: int) -> Iterator[str]:
    """The cells of one line."""
    sides = [row.ours, *([row.theirs] if row.theirs else [])]
    best, found = [float("inf")] * len(sides), [0] * len(sides)
    for _ in range(repeat):
        for side, read in enumerate(sides):
            began = time.process_time()
            found[side] = read()
            best[side] = min(best[side], time.process_time() - began)
    assert len(set(found)) == 1, f"{row.format}: {found} items"
    decimals = 0 if row.megabytes / max(best) >= 10 else 1
    yield row.format
    yield f"{row.megabytes:,.0f} MB, {found[0]:,} items"
    yield f"{row.megabytes / best[0]:,.{decimals}f}"
    yield row.library
    yield f"{row.megabytes / best[1]:,.{decimals}f}" if row.theirs else "not installed"
    yield f"{best[1] / best[0]:.2f}" if row.theirs else ""


def taken(container: Container, path: Path) -> Callable[[], int]:
    """Reads a file through one of our containers; counts the members that were captured."""
    return lambda: sum(isinstance(m, Captured) for m in container.members(Captured(name=path.name, path=path)))


def installed(module: str) -> Any:
    """A library, or nothing where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def pages() -> list[bytes]:
    """Pages of invented reports, the same every time."""
    chance = random.Random(1)  # noqa: S311 - documents, not secrets
    start, end = "<!DOCTYPE html><html><head><title>Report</title></head><body><p>", "</p></body></html>"
    texts = [report(chance, WORDS).replace("\n\n", "</p>\n<p>") for _ in range(100)]
    return [f"{start}{number} {texts[number % 100]}{end}".encode() for number in range(PAGES)]


def web_archives(folder: Path) -> Iterable[Row]:
    """WARC, plain and packed by record: ours checks every digest, the libraries with and without that."""
    head, began = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", datetime(2026, 3, 1, tzinfo=UTC)
    request = b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
    records = []
    for number, body in enumerate(pages()):
        url, moment = f"https://a.example/{number}", began + timedelta(seconds=number)
        both = record(url, moment, head, body, request=request)
        answer = record(url, moment, head, body)
        records += [answer, both[len(answer) :]]
    plain, packed = folder / "pages.warc", folder / "pages.warc.gz"
    plain.write_bytes(b"".join(records))
    packed.write_bytes(b"".join(gzip.compress(r, 6) for r in records))
    megabytes = plain.stat().st_size / 1e6
    for path in (packed, plain):
        name = path.suffixes[-1].replace(".gz", "WARC.gz").replace(".warc", "WARC")
        for library, read in (*warcio(path), *fastwarc(path)):
            yield Row(name, megabytes, taken(Warc(), path), library, read)


def warcio(path: Path) -> Iterator[tuple[str, Callable[[], int] | None]]:
    """What the best known Python library takes for the bodies of all responses."""
    module = installed("warcio.archiveiterator")

    def read(check: bool) -> int:
        found = 0
        with path.open("rb") as file:
            for item in module.ArchiveIterator(file, check_digests=check):
                if item.rec_type == "response":
                    item.content_stream().read()
                    found += 1
        return found

    yield "warcio, digests checked", (lambda: read(True)) if module else None
    yield "warcio", (lambda: read(False)) if module else None


def fastwarc(path: Path) -> Iterator[tuple[str, Callable[[], int] | None]]:
    """What the fastest library takes for the same; it is not written in Python."""
    module = installed("fastwarc.warc")

    def read(check: bool) -> int:
        found = 0
        with path.open("rb") as file:
            kinds = module.WarcRecordType.response
            for item in module.ArchiveIterator(file, record_types=kinds, verify_digests=check):
                item.reader.read()
                found += 1
        return found

    yield "fastwarc, digests checked", (lambda: read(True)) if module else None
    yield "fastwarc", (lambda: read(False)) if module else None


def archives(folder: Path) -> Iterable[Row]:
    """ZIP and TAR against the standard library; checksums are checked by both sides."""
    bodies = pages()
    megabytes = sum(map(len, bodies)) / 1e6
    zipped, tarred = folder / "pages.zip", folder / "pages.tar"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, body in enumerate(bodies):
            archive.writestr(f"pages/{number}.html", body)
    for path, mode in ((tarred, "w:"), (tarred.with_suffix(".tar.gz"), "w:gz")):
        with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
            for number, body in enumerate(bodies):
                file = folder / "page.html"
                file.write_bytes(body)
                tar.add(file, f"pages/{number}.html")

    def by_zipfile() -> int:
        with zipfile.ZipFile(zipped) as archive:
            return sum(bool(archive.read(info)) for info in archive.infolist())

    def by_tarfile(path: Path) -> int:
        with tarfile.open(path, "r|*") as tar:
            return sum(bool(file.read()) for info in tar if (file := tar.extractfile(info)))

    yield Row("ZIP", megabytes, taken(Zip(), zipped), "zipfile", by_zipfile)
    for path in (tarred, tarred.with_suffix(".tar.gz")):
        name = path.name.removeprefix("pages.").upper().replace(".GZ", ".gz")
        yield Row(name, megabytes, taken(Tar(), path), "tarfile", lambda path=path: by_tarfile(path))  # type: ignore[misc]


def texts(count: int) -> list[str]:
    """Invented reports of some 2 KB, the same every time."""
    chance = random.Random(2)  # noqa: S311 - documents, not secrets
    made = [report(chance, 300) for _ in range(100)]
    return [f"{number} {made[number % 100]}" for number in range(count)]


def feeds(folder: Path) -> Iterable[Row]:
    """RSS with the texts in it: ours streams and writes each entry out again, the libraries build the whole feed."""
    path = folder / "feed.xml"
    entries = (
        f"<item><title>Report {i}</title><link>https://a.example/{i}</link><guid>https://a.example/{i}</guid>"
        f"<pubDate>Fri, 07 Feb 2020 10:00:00 GMT</pubDate><description><![CDATA[<p>{text}</p>]]></description></item>"
        for i, text in enumerate(texts(4_000))
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Lantern</title>'
    path.write_text(f"{head}{''.join(entries)}</channel></rss>", "utf8")
    for library in ("feedparser", "fastfeedparser"):
        module = installed(library)
        theirs = (lambda module=module: len(module.parse(path.read_bytes()).entries)) if module else None
        yield Row("RSS", path.stat().st_size / 1e6, taken(Feed(), path), library, theirs)


def boxes(folder: Path) -> Iterable[Row]:
    """A box of mail against the standard library; neither side takes the messages apart."""
    path = folder / "box.mbox"
    head = "From a@a.example Fri Feb  7 10:00:00 2020\nFrom: a@a.example\nMessage-ID: <1@a.example>\nSubject: "
    path.write_text("".join(f"{head}{i}\n\n{text}\n\n" for i, text in enumerate(texts(40_000))), "utf8")

    def theirs() -> int:
        box = mailbox.mbox(path, create=False)
        found = sum(bool(box.get_bytes(key)) for key in box.keys())  # noqa: SIM118 - a box is walked by its messages
        box.close()
        return found

    yield Row("mbox", path.stat().st_size / 1e6, taken(Mbox(), path), "mailbox", theirs)


def tables(folder: Path) -> Iterable[Row]:
    """JSON Lines and CSV against the standard library; ours also finds the columns and writes rows out again."""
    rows = [{"title": f"Report {i}", "date": "2020-02-07", "text": text} for i, text in enumerate(texts(40_000))]
    lines, sheet = folder / "rows.jsonl", folder / "rows.csv"
    lines.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf8")
    with sheet.open("w", newline="", encoding="utf8") as file:
        writer = csv.DictWriter(file, ["title", "date", "text"])
        writer.writeheader()
        writer.writerows(rows)

    def by_json() -> int:
        with lines.open("rb") as file:
            return sum(bool(json.loads(line)) for line in file)

    def by_csv() -> int:
        with sheet.open(newline="", encoding="utf8") as file:
            return sum(bool(row) for row in csv.DictReader(file))

    yield Row("JSON Lines", lines.stat().st_size / 1e6, taken(Lines(), lines), "json", by_json)
    yield Row("CSV", sheet.stat().st_size / 1e6, taken(Table(), sheet), "csv", by_csv)


def printed(count: int) -> bytes:
    """A PDF of so many pages, each of two columns with a running head and a page number."""
    chance = random.Random(3)  # noqa: S311 - documents, not secrets
    pages = []
    for number in range(1, count + 1):
        page = [Text(60, 815, 8, "The Halyard Gazette"), Text(520, 815, 8, str(number))]
        for x in (60, 310):
            y = 780.0
            while y > 150:
                lines, y = column(x, y, 225, report(chance, 70).replace("\n", " "), 9)
                page += [line for line in lines if line.y > 45]
        pages.append(page)
    return pdf(pages)


def paged(folder: Path) -> Iterable[Row]:
    """PDF: ours gives columns in order, paragraphs, running heads and (second row) zones; the libraries give lines.

    PDFium runs in a process of its own otherwise; here it runs in this one, so that its seconds count.
    """
    path = folder / "pages.pdf"
    path.write_bytes(data := printed(200))
    pypdf, binding = installed("pypdf"), installed("pypdfium2")
    if binding is None:
        return

    def pieces() -> int:
        return len({piece.page for piece in pieces_of(taken_from(frames()).pages, {})})

    def frames() -> Iterator[dict[str, Any]]:
        return pdfium.texts({"data": data, "first": 0, "most": 5000})

    def by_pypdf() -> int:
        return sum(bool(page.extract_text()) for page in pypdf.PdfReader(path).pages)

    def by_pypdfium2() -> int:
        with binding.PdfDocument(data) as document:
            return sum(bool(document[i].get_textpage().get_text_range()) for i in range(len(document)))

    megabytes = sum(len(run.text) for frame in frames() for run in frame.get("runs", ())) / 1e6
    yield Row("PDF, paragraphs", megabytes, pieces, "pypdf", by_pypdf if pypdf else None)
    yield Row("PDF, paragraphs", megabytes, pieces, "pypdfium2", by_pypdfium2)
    whole = lambda: len(content_of_frames(data, frames()).pages)  # noqa: E731 - as short as it is
    yield Row("PDF, zones too", megabytes, whole, "pypdf", by_pypdf if pypdf else None)


def typed(folder: Path) -> Iterable[Row]:
    """DOCX: ours gives zones, notes, comments and changes too; the libraries give paragraphs."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lines = [line for text in texts(4_000) for line in text.split("\n\n")]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    content_types = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{content_types}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{kind}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    path = folder / "text.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    docx, docx2txt = installed("docx"), installed("docx2txt")

    def ours() -> int:
        package = Package(path.read_bytes())
        main = main_part(package)
        reader = Reader(package, main)
        for block in package.blocks(main, "body"):
            reader.block(block, 0)
        return len(reader.taken.pieces)

    def by_docx() -> int:
        return sum(bool(paragraph.text) for paragraph in docx.Document(str(path)).paragraphs)

    def by_docx2txt() -> int:
        return len([line for line in docx2txt.process(str(path)).split("\n\n") if line.strip()])

    megabytes = len(parts["word/document.xml"]) / 1e6
    yield Row("DOCX, paragraphs", megabytes, ours, "python-docx", by_docx if docx else None)
    yield Row("DOCX, paragraphs", megabytes, ours, "docx2txt", by_docx2txt if docx2txt else None)


def marked(folder: Path) -> Iterable[Row]:
    """Markdown with its zones; there is no library that gives them."""
    path = folder / "text.md"
    path.write_text(
        "".join(f"## Part {i}\n\n{text}\n\n> {text[:200]}\n\n" for i, text in enumerate(texts(2_000))), "utf8"
    )
    data = path.read_bytes()
    yield Row("Markdown", len(data) / 1e6, lambda: len(Scanner(data.decode()).zones()), "none", None)


def saved(folder: Path) -> Iterable[Row]:  # noqa: ARG001 - the pages need no file
    """Web pages against the extractor that most take; ours also keeps the rest of the page, its zones and metadata."""
    head = f"<!doctype html><html><body><nav>{'<a href=#>Home</a>' * 40}</nav><article><h1>Report"
    inner = ["".join(f"<p>{line}</p>" for line in text.splitlines() if line) for text in texts(40)]
    markup = [f"{head} {i}</h1>{text}</article></body></html>" for i, text in enumerate(inner)]
    size = sum(map(len, markup)) / 1e6
    trafilatura = installed("trafilatura")
    theirs = trafilatura and (lambda: sum(bool(trafilatura.extract(m, favor_precision=True)) for m in markup))
    yield Row("HTML, zones too", size, lambda: sum(bool(read_html(m).zones) for m in markup), "trafilatura", theirs)


def letters(folder: Path) -> Iterable[Row]:  # noqa: ARG001 - as above
    """Single mails against the standard library; ours also finds quotations, signatures and the zones of the body."""
    mails = [
        f"From: Mara <mara@a.example>\nDate: Fri, 7 Feb 2020 10:00:00 +0000\nSubject: Report {i}\n\n{text}\n".encode()
        for i, text in enumerate(texts(400))
    ]

    def theirs() -> int:
        return sum(bool(message_from_bytes(m, policy=policy.default).get_body().get_content()) for m in mails)

    yield Row(
        "EML, zones too",
        sum(map(len, mails)) / 1e6,
        lambda: sum(bool(Mail().read(m).text) for m in mails),
        "email",
        theirs,
    )


ROWS: tuple[Callable[[Path], Iterable[Row]], ...] = (
    web_archives,
    archives,
    *(feeds, boxes, letters, saved, tables, paged, typed, marked),
)

if __name__ == "__main__":
    main()
