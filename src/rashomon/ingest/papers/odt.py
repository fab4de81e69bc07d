"""ODT: the text documents of OpenDocument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.errors import Unreadable
from rashomon.ingest.items import Content
from rashomon.ingest.papers.office import Package, Taken, attribute, child, counted, local, property_signals, text_of
from rashomon.ingest.papers.pieces import Piece, assembled
from rashomon.records import Comment, Signal, ZoneKind

if TYPE_CHECKING:
    from lxml import etree

ODT = "application/vnd.oasis.opendocument.text"
OTHERS = {
    "spreadsheet": "a spreadsheet (ODS); save the sheet as CSV with named columns",
    "presentation": "slides (ODP); save them as PDF",
    "graphics": "a drawing (ODG); save it as PDF",
}
PROPERTIES = {
    "title": ("title", 0.6),
    "initial-creator": ("author", 0.5),
    "creator": ("author", 0.5),
    "creation-date": ("published", 0.3),
    "date": ("updated", 0.3),
}
KINDS: dict[str, ZoneKind] = {
    "Subtitle": "standfirst",
    "Quotations": "blockquote",
    "Illustration": "caption",
    "Figure": "caption",
    "Table": "caption",
    "Caption": "caption",
}
SPACES = 100
"""Spaces in a row that are taken at their word."""
DEEPEST = 60
"""Lists, tables and frames within one another that are followed."""


def read_odt(package: Package) -> Content:
    """The content of an ODT file; raises `Unreadable` for OpenDocument files of other kinds, with what to try."""
    kind = package.part("mimetype").decode("ascii", "replace").strip()
    for word, what in OTHERS.items():
        if kind.endswith(f"opendocument.{word}"):
            raise Unreadable(what)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Unreadable("an office file that needs its password; save it without one and add that")
    tree = package.tree("content.xml")
    if tree is None:
        raise Unreadable("an office file (OpenDocument) without a text part")
    reader = Reader(tree)
    body = next((e for e in tree.iter() if local(e) == "text" and local(parent_of(e)) == "body"), None)
    for block in body if body is not None else ():
        reader.block(block, 0, None)
    return reader.content(package)


def parent_of(element: etree._Element) -> etree._Element:
    """An element's parent, or itself at the root."""
    above = element.getparent()
    return element if above is None else above


def closest_table(row: etree._Element) -> etree._Element | None:
    """The table that a row belongs to."""
    return next((above for above in row.iterancestors() if local(above) == "table"), None)


class Reader:
    """Takes the blocks of an ODT file and makes pieces of them."""

    def __init__(self, tree: etree._Element) -> None:
        self.taken = Taken()
        self.deleted: list[str] = []
        self._notes: list[str] = []
        self._comments: list[Piece] = []
        self._parents = {
            attribute(style, "name"): attribute(style, "parent-style-name")
            for style in tree.iter()
            if local(style) == "style"
        }

    def block(self, block: etree._Element, depth: int, kind: ZoneKind | None) -> None:
        """One child of the text, of a list, a section, a cell or a frame."""
        name = local(block)
        if depth > DEEPEST:
            return
        if name in {"p", "h"}:
            self.paragraph(block, depth, kind, heading=name == "h")
        elif name == "list":
            kind = kind or "list"
        elif name == "table":
            self.table(block, depth)
            return
        elif name == "tracked-changes":
            self.deleted += [text_of(d) for d in block.iter() if local(d) == "deletion" and text_of(d)]
            return
        elif name in {"table-of-content", "alphabetical-index", "bibliography"}:
            kind = "navigation"
        if name not in {"p", "h"} and name not in LEFT_OUT:
            for inner in block:
                self.block(inner, depth + 1, kind)

    def paragraph(self, block: etree._Element, depth: int, kind: ZoneKind | None, heading: bool) -> None:
        """A paragraph or heading, and after it the text boxes that hang on it."""
        boxes: list[etree._Element] = []
        text = self.text(block, boxes).strip("\n")
        style = attribute(block, "style-name")
        style = self._parents.get(style) or style
        if heading or style == "Title":
            kind = "body" if any(p.kind == "headline" for p in self.taken.pieces) else "headline"
        kind = kind or KINDS.get(style)
        before = self.taken.pieces[-1] if self.taken.pieces else None
        glue = "\n" if kind == "list" and before and before.kind == "list" else "\n\n"
        self.taken.add(Piece(text=text, kind=kind, glue=glue))
        for box in boxes:
            self.block(box, depth + 1, None)

    def table(self, block: etree._Element, depth: int) -> None:
        """A table row by row, its cells parted by tabs; one that lays out a page, cell by cell."""
        rows = [row for row in block.iter() if local(row) == "table-row"]
        cells = [[cell for cell in row if local(cell) == "table-cell"] for row in rows]
        nested = any(local(e) == "table" for e in block.iter() if e is not block)
        if nested or any(len(text_of(cell)) > 200 for rowful in cells for cell in rowful):
            own = (row for row in rows if closest_table(row) is block)
            for inner in (inner for row in own for cell in row for inner in cell):
                self.block(inner, depth + 1, None)
            return
        for number, full in enumerate(cells):
            texts = [" ".join(" ".join(self.text(p, []).split()) for p in cell if local(p) == "p") for cell in full]
            self.taken.add(Piece(text="\t".join(texts).strip(), kind="list", glue="\n" if number else "\n\n"))

    def text(self, element: etree._Element, boxes: list[etree._Element]) -> str:
        """The text of a paragraph."""
        bits = [element.text or ""]
        for one in element:
            name = local(one)
            if name == "s":
                count = attribute(one, "c")
                bits.append(" " * min(SPACES, int(count) if count.isdecimal() else 1))
            elif name in {"tab", "line-break"}:
                bits.append("\t" if name == "tab" else "\n")
            elif name == "note":
                bits.append(self.note(one))
            elif name == "annotation":
                self.comment(one)
            elif name == "text-box":
                boxes.append(one)
            elif name not in LEFT_OUT:
                bits.append(self.text(one, boxes))
            bits.append(one.tail or "")
        return "".join(bits)

    def note(self, element: etree._Element) -> str:
        """Take a footnote aside; what stands in the text is its mark."""
        mark = text_of(child(element, "note-citation")).translate(SUPERSCRIPT)
        self._notes.append(f"{mark} {text_of(child(element, 'note-body'))}")
        return mark

    def comment(self, element: etree._Element) -> None:
        """Take a remark in the margin aside."""
        by = Comment(author=text_of(child(element, "creator")), when=text_of(child(element, "date")))
        text = "\n".join(text_of(p) for p in element.iter() if local(p) == "p")
        self._comments.append(Piece(text=text, kind="comment", comment=by))

    def content(self, package: Package) -> Content:
        """All that was taken, with notes, comments, headers and footers at their places."""
        own, self.taken.pieces = self.taken.pieces, []
        styles = package.optional("styles.xml", self.taken)
        margins: dict[str, list[Piece]] = {"header": [], "footer": []}
        for element in styles.iter() if styles is not None else ():
            if local(element) in margins and text_of(element):
                piece = Piece(text=text_of(element), kind="navigation")
                margins[local(element)] += [piece] if piece not in margins[local(element)] else []
        for text in self._notes:
            self.taken.add(Piece(text=text, kind="body", p=0.9))
        pieces = [*margins["header"], *own, *self.taken.pieces, *self._comments, *margins["footer"]]
        if not pieces:
            raise Unreadable("a text document (ODT) without text; where it holds pictures of text, save it as PDF")
        whole = assembled(pieces)
        title = next((piece.text for piece in pieces if piece.kind == "headline"), "")
        heading = [Signal(field="title", value=title, where="first heading", p=0.85)] if title else []
        meta = package.optional("meta.xml", self.taken)
        if self.deleted:
            self.taken.skips.append(f"tracked changes: {counted(len(self.deleted), 'deletion')} left out")
        return Content(
            text=whole.text,
            media_type=ODT,
            zones=whole.zones,
            signals=(*heading, *whole.signals, *property_signals(meta, PROPERTIES, "ODT property")),
            parts=whole.parts,
            provenance=whole.provenance,
            skips=tuple(self.taken.skips),
        )


SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LEFT_OUT = {"bookmark", "desc", "title", "script", "sequence-decls", "forms", "annotation-end", "ruby-text"}
