"""Word processor files: DOCX here, ODT beside it; other office files are named, with what to try."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from rashomon.errors import Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.papers.office import (
    Package,
    Taken,
    attribute,
    child,
    counted,
    first_name,
    local,
    property_signals,
    text_of,
)
from rashomon.ingest.papers.pieces import Piece, assembled
from rashomon.records import Comment, Signal, ZoneKind

if TYPE_CHECKING:
    from lxml import etree

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODF = b"mimetypeapplication/vnd.oasis.opendocument."
FOLDERS = ("[Content_Types].xml", "_rels/", "docProps/", "customXml/", "word/", "xl/", "ppt/")
OTHERS = {
    "spreadsheetml": "a spreadsheet (XLSX); save the sheet as CSV with named columns",
    "presentationml": "slides (PPTX); save them as PDF",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROPERTIES = {
    "title": ("title", 0.6),
    "creator": ("author", 0.5),
    "created": ("published", 0.3),
    "modified": ("updated", 0.3),
}
STYLE_KINDS: tuple[tuple[re.Pattern[str], ZoneKind], ...] = (
    (re.compile(r"subtitle"), "standfirst"),
    (re.compile(r"toc\b|index\b|table of"), "navigation"),
    (re.compile(r"(?:intense )?quote|block text|quotations?"), "blockquote"),
    (re.compile(r"caption"), "caption"),
    (re.compile(r"list\b"), "list"),
)
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
DEEPEST = 30
"""Tables and text boxes within one another that are followed."""
CELL = 200
"""Characters: a table with a longer cell lays out a page, and its cells are read as paragraphs."""


class Office:
    """The format: an office file of any kind."""

    name = "office"

    def recognises(self, item: Captured) -> bool:
        """A ZIP archive that starts as office programs start theirs, an old office file, or RTF."""
        head = item.head(4096)
        if head.startswith((OLE, b"{\\rtf")):
            return True
        first = first_name(head)
        return first.startswith(FOLDERS) or head[30 : 30 + len(ODF)] == ODF

    def read(self, data: bytes) -> Content:
        """The content of DOCX and ODT; raises `Unreadable` for the others, with what to try."""
        if data.startswith(b"{\\rtf"):
            raise Unreadable("an RTF document; open it in an office program and save it as DOCX")
        if data.startswith(OLE):
            locked = "EncryptedPackage".encode("utf-16-le") in data
            way = "that needs its password; save it without one" if locked else "of an old kind; save it as DOCX"
            raise Unreadable(f"an office file {way}, and add that")
        package = Package(data)
        if data[30 : 30 + len(ODF)] == ODF or ("content.xml" in package.names and "mimetype" in package.names):
            from rashomon.ingest.papers.odt import read_odt

            return read_odt(package)
        return read_docx(package)


FORMATS = (Office(),)


class Style(Struct, frozen=True):
    """What a paragraph style says: its name in lower case, the level of a heading (0: none), whether it is a list's."""

    name: str
    level: int = 0
    listed: bool = False


def read_docx(package: Package) -> Content:
    """The content of a DOCX file."""
    main = main_part(package)
    reader = Reader(package, main)
    for block in package.blocks(main, "body"):
        reader.block(block, 0)
    return reader.content()


def main_part(package: Package) -> str:
    """The part with the text, by the file's own directory; raises `Unreadable` for what is no text document."""
    kinds = package.part("[Content_Types].xml").decode("utf-8", "replace")
    for word, what in OTHERS.items():
        if word in kinds and "wordprocessingml" not in kinds:
            raise Unreadable(what)
    relations = package.tree("_rels/.rels")
    for relation in relations if relations is not None else ():
        target = attribute(relation, "Target").lstrip("/")
        if attribute(relation, "Type").endswith("/officeDocument") and target in package.names:
            return target
    if "word/document.xml" in package.names:
        return "word/document.xml"
    raise Unreadable("a ZIP archive that looks like an office file but holds no text document; unpack it")


def styles_of(tree: etree._Element | None) -> dict[str, Style]:
    """Paragraph styles by their id, with what they inherit."""
    found: dict[str, Style] = {}
    for style in tree if tree is not None else ():
        if local(style) != "style" or attribute(style, "type") != "paragraph":
            continue
        named, based, properties = child(style, "name"), child(style, "basedOn"), child(style, "pPr")
        name = attribute(named, "val").lower() if named is not None else ""
        parent = found.get(attribute(based, "val")) if based is not None else None
        outline = child(properties, "outlineLvl") if properties is not None else None
        number = re.match(r"heading (\d)", name)
        level = int(number.group(1)) if number else parent.level if parent else 0
        if outline is not None and attribute(outline, "val").isdecimal():
            level = int(attribute(outline, "val")) + 1
        listed = (properties is not None and child(properties, "numPr") is not None and not level) or bool(
            parent and parent.listed
        )
        # A style of somebody's own is what it is based on.
        known = name == "title" or number or any(pattern.match(name) for pattern, _ in STYLE_KINDS)
        found[attribute(style, "styleId")] = Style(
            name if known or not parent or parent.name == "normal" else parent.name, level if level < 10 else 0, listed
        )
    return found


class Reader:
    """Takes the blocks of a DOCX file and makes pieces of them."""

    def __init__(self, package: Package, main: str) -> None:
        self.taken = Taken()
        self.deleted: list[str] = []
        self.inserted = 0
        self.hidden = 0
        self.notes: list[tuple[str, str]] = []
        self._package, self._folder = package, posixpath.dirname(main)
        self._styles = styles_of(self._optional("styles.xml"))

    def _optional(self, name: str) -> etree._Element | None:
        return self._package.optional(posixpath.join(self._folder, name), self.taken)

    def block(self, block: etree._Element, depth: int) -> None:
        """One child of the body, of a cell or of a text box."""
        name = local(block)
        if depth > DEEPEST:
            return
        if name == "p":
            self.paragraph(block, depth)
        elif name == "tbl":
            self.table(block, depth)
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}:
            for inner in block:
                self.block(inner, depth + 1)

    def paragraph(self, block: etree._Element, depth: int, kind: ZoneKind | None = None) -> None:
        """A paragraph, and after it the text boxes that hang on it."""
        boxes: list[etree._Element] = []
        text = self.text(block, boxes)
        style, listed = self.style(block)
        is_list = listed or style.listed
        own = next((kind for pattern, kind in STYLE_KINDS if pattern.match(style.name)), None)
        kind = kind or own or ("list" if is_list and not style.level else None)
        if style.name == "title" or style.level:
            kind = "headline" if not any(p.kind == "headline" for p in self.taken.pieces) else "body"
        before = self.taken.pieces[-1] if self.taken.pieces else None
        glue = "\n" if kind == "list" and before and before.kind == "list" else "\n\n"
        self.taken.add(Piece(text=text.strip("\n"), kind=kind, glue=glue))
        for box in boxes:
            for inner in box:
                self.block(inner, depth + 1)

    def style(self, block: etree._Element) -> tuple[Style, bool]:
        """A paragraph's style, and whether it is an item of a list by its own properties."""
        properties = child(block, "pPr")
        if properties is None:
            return Style(""), False
        named, numbered = child(properties, "pStyle"), child(properties, "numPr")
        identifier = child(numbered, "numId") if numbered is not None else None
        listed = identifier is not None and attribute(identifier, "val") != "0"
        key = attribute(named, "val") if named is not None else ""
        return self._styles.get(key, Style(key.lower())), listed

    def table(self, block: etree._Element, depth: int) -> None:
        """A table row by row, its cells parted by tabs; one that lays out a page, cell by cell."""
        rows = [[c for c in row.iter() if local(c) == "tc"] for row in block if local(row) == "tr"]
        simple = not any(local(e) == "tbl" for row in rows for cell in row for e in cell)
        if not simple or any(len(text_of(cell)) > CELL for row in rows for cell in row):
            for cell in (cell for row in block if local(row) == "tr" for cell in row if local(cell) == "tc"):
                for inner in cell:
                    self.block(inner, depth + 1)
            return
        for number, row in enumerate(rows):
            cells = [" ".join(self.text(p, []).strip() for p in cell if local(p) == "p") for cell in row]
            text = "\t".join(" ".join(cell.split()) for cell in cells).strip()
            self.taken.add(Piece(text=text, kind="list", glue="\n" if number else "\n\n"))

    def text(self, element: etree._Element, boxes: list[etree._Element]) -> str:
        """The text of a paragraph as it would be printed with all changes accepted."""
        bits: list[str] = []
        self._gather(element, bits, boxes)
        return "".join(bits)

    def _gather(self, element: etree._Element, bits: list[str], boxes: list[etree._Element]) -> None:
        for one in element:
            name = local(one)
            if name == "t":
                bits.append(one.text or "")
            elif name in SIGNS:
                bits.append(SIGNS[name])
            elif name in {"del", "moveFrom"}:
                self.deleted += [text_of(one)] if name == "del" and text_of(one) else []
            elif name in {"footnoteReference", "endnoteReference"}:
                self.notes.append((name.removesuffix("Reference"), attribute(one, "id")))
                bits.append(str(len(self.notes)).translate(SUPERSCRIPT))
            elif name == "txbxContent":
                boxes.append(one)
            elif name == "r" and is_hidden(one):
                self.hidden += len(text_of(one))
            elif name not in LEFT_OUT:
                self.inserted += name == "ins" and bool(text_of(one))
                self._gather(one, bits, boxes)

    def content(self) -> Content:
        """All that was taken, with notes, comments, headers and footers at their places."""
        own = self.taken.pieces
        self.taken.pieces = []
        self.margins("header")
        heads, self.taken.pieces = self.taken.pieces, []
        self.add_notes()
        self.add_comments()
        self.margins("footer")
        pieces = [*heads, *own, *self.taken.pieces]
        if not pieces:
            raise Unreadable("a text document (DOCX) without text; where it holds pictures of text, save it as PDF")
        whole = assembled(pieces)
        core = self._package.optional("docProps/core.xml", self.taken)
        signals = property_signals(core, PROPERTIES, "DOCX property")
        title = next((piece.text for piece in pieces if piece.kind == "headline"), "")
        heading = [Signal(field="title", value=title, where="first heading", p=0.85)] if title else []
        return Content(
            text=whole.text,
            media_type=DOCX,
            zones=whole.zones,
            signals=(*heading, *whole.signals, *signals),
            parts=whole.parts,
            provenance=whole.provenance,
            skips=(*self.taken.skips, *self.said()),
        )

    def margins(self, kind: str) -> None:
        """The headers or footers, each wording once."""
        seen: set[str] = set()
        pattern = re.compile(re.escape(posixpath.join(self._folder, kind)) + r"\d*\.xml")
        for name in self._package.names:
            tree = self._package.optional(name, self.taken) if pattern.fullmatch(name) else None
            paragraphs = (p for p in tree.iter() if local(p) == "p") if tree is not None else ()
            lines = [self.text(p, []).strip() for p in paragraphs]
            text = "\n".join(line for line in lines if line)
            if text and text not in seen:
                seen.add(text)
                self.taken.add(Piece(text=text, kind="navigation"))

    def add_notes(self) -> None:
        """Footnotes and endnotes, numbered as the text refers to them."""
        trees = {kind: self._optional(f"{kind}s.xml") for kind in {kind for kind, _ in self.notes}}
        for number, (kind, identifier) in enumerate(list(self.notes), 1):
            tree = trees[kind]
            notes = (n for n in tree if attribute(n, "id") == identifier) if tree is not None else ()
            for note in notes:
                text = " ".join(self.text(p, []).strip() for p in note.iter() if local(p) == "p")
                mark = str(number).translate(SUPERSCRIPT)
                self.taken.add(Piece(text=f"{mark} {text.strip()}" if text.strip() else "", kind="body", p=0.9))

    def add_comments(self) -> None:
        """Remarks in the margin as comments, with who made them when."""
        tree = self._optional("comments.xml")
        for one in tree if tree is not None else ():
            text = "\n".join(self.text(p, []).strip() for p in one.iter() if local(p) == "p")
            by = Comment(author=attribute(one, "author"), when=attribute(one, "date"))
            self.taken.add(Piece(text=text, kind="comment", comment=by))

    def said(self) -> list[str]:
        """What was left out of the text, in words."""
        found = []
        if self.deleted:
            shown = "; ".join(f"“{text[:60]}”" for text in self.deleted[:3])
            found.append(f"tracked changes: {counted(len(self.deleted), 'deletion')} left out ({shown})")
        if self.inserted:
            found.append(f"tracked changes: {counted(self.inserted, 'insertion')} kept as text")
        if self.hidden:
            found.append(f"{counted(self.hidden, 'character')} of hidden text left out")
        return found


SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
LEFT_OUT = {"pPr", "rPr", "instrText", "delText", "Fallback", "rt", "tblPr", "sdtPr", "fldChar", "delInstrText"}


def is_hidden(run: etree._Element) -> bool:
    """Whether a run is formatted as hidden text."""
    properties = child(run, "rPr")
    mark = child(properties, "vanish") if properties is not None else None
    return mark is not None and attribute(mark, "val") not in {"0", "false", "off"}
