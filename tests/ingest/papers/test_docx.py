"""Word processor files: what is text, what stands around it, what was deleted, and what cannot be read."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.papers import office
from rashomon.ingest.papers.docx import OLE, Office
from rashomon.records import Comment

SAID = "The harbour master said on Monday that two rockets had hit the quay before dawn."
MORE = "A clerk of the port told reporters that nobody had been on the quay at that hour."
W = 'xmlns:w="urn:w" xmlns:r="urn:r" xmlns:mc="urn:mc"'
MAIN = '<Relationship Type="urn:x/officeDocument" Target="/word/document.xml"/>'
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="House head"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet"/><w:pPr><w:numPr/></w:pPr></w:style>
</w:styles>"""
CORE = """<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc" xmlns:dcterms="urn:dct">
<dc:title>The quay, a report</dc:title>
<dc:creator>Ida Quill</dc:creator><dcterms:created>2026-01-05T10:00:00Z</dcterms:created>
<dcterms:modified>2026-01-07T10:00:00Z</dcterms:modified></cp:coreProperties>"""


def paragraph(text: str, style: str = "", inner: str = "") -> str:
    """A paragraph, with a style and with more runs after its text."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r>{inner}</w:p>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """The parts as an office file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def docx(body: str, **more: str) -> bytes:
    """A DOCX file; more parts by their names, with _ for a full stop before the suffix."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types><Override ContentType="wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f"<Relationships>{MAIN}</Relationships>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "docProps/core.xml": CORE,
    }
    parts.update({f"word/{name}.xml": data for name, data in more.items()})
    return packed(parts)


def read(data: bytes) -> Content:
    return Office().read(data)


def zones(content: Content, *kinds: str) -> list[tuple[str, str]]:
    """Kind and text of the zones, of some kinds or of all."""
    return [(z.kind, content.text[z.start : z.end]) for z in content.zones if not kinds or z.kind in kinds]


def test_styles_say_what_a_paragraph_is() -> None:
    """Title, headings, quotation, caption, subtitle and contents are told by their styles, in any language."""
    body = (
        paragraph("Two rockets hit the quay", "Titel")
        + paragraph("What is known", "Sub")
        + paragraph("One .... 3", "TOC1")
        + paragraph(SAID)
        + paragraph("A second look", "Own")
        + paragraph(MORE, "Zitat")
        + paragraph("The quay on Monday", "Cap")
    )
    content = read(docx(body))
    assert zones(content) == [
        ("headline", "Two rockets hit the quay"),
        ("standfirst", "What is known"),
        ("navigation", "One .... 3"),
        ("body", SAID),
        ("body", "A second look"),
        ("blockquote", MORE),
        ("caption", "The quay on Monday"),
    ]
    first = next(s for s in content.signals if s.field == "title")
    assert (first.value, first.where) == ("Two rockets hit the quay", "first heading")


def test_the_first_heading_is_the_headline_where_there_is_no_title() -> None:
    """Of headings alike the first is the headline, the others are body."""
    content = read(docx(paragraph("One", "berschrift1") + paragraph(SAID) + paragraph("Two", "berschrift1")))
    assert zones(content, "headline") == [("headline", "One")]
    assert ("body", "Two") in zones(content)


def test_lists_and_tables_are_kept_row_by_row() -> None:
    """Items of a list are lines below one another; cells of a table are parted by tabs."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(
        f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in (("Ship", "Crew"), ("Ada", "12"), ("Bo", "7"))
    )
    content = read(docx(paragraph("first", "LB") + paragraph("second", "LB") + f"<w:tbl>{rows}</w:tbl>"))
    assert content.text == "first\nsecond\n\nShip\tCrew\nAda\t12\nBo\t7"
    assert {kind for kind, _ in zones(content)} == {"list"}


def test_a_table_that_lays_out_a_page_is_read_cell_by_cell() -> None:
    """Cells that hold whole stories are no rows of a table."""
    cells = f"<w:tc>{paragraph(SAID * 3)}{paragraph('Aside')}</w:tc><w:tc>{paragraph(MORE)}</w:tc>"
    content = read(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert content.text == f"{SAID * 3}\n\nAside\n\n{MORE}"


def test_footnotes_follow_the_text_with_their_marks() -> None:
    """A note stands at the end under the number that the text has."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> And so on.</w:t></w:r>'
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("By his own count.")}</w:footnote></w:footnotes>'
    content = read(docx(paragraph(SAID, inner=note), footnotes=notes))
    assert content.text == f"{SAID}¹ And so on.\n\n¹ By his own count."
    assert zones(content)[-1] == ("body", "¹ By his own count.")


def test_headers_and_footers_are_navigation() -> None:
    """Each wording once, before and after the text."""
    margins = {
        "header1": f"<w:hdr {W}>{paragraph('The Halyard Gazette')}</w:hdr>",
        "header2": f"<w:hdr {W}>{paragraph('The Halyard Gazette')}</w:hdr>",
        "footer1": f"<w:ftr {W}>{paragraph('Confidential')}</w:ftr>",
    }
    content = read(docx(paragraph(SAID), **margins))
    assert content.text == f"The Halyard Gazette\n\n{SAID}\n\nConfidential"
    assert [kind for kind, _ in zones(content)] == ["navigation", "body", "navigation"]


def test_remarks_in_the_margin_are_comments() -> None:
    """A remark is a comment with its author and date, apart from the text."""
    by = 'w:id="0" w:author="Ed" w:date="2026-01-06T09:00:00Z"'
    comments = f"<w:comments {W}><w:comment {by}>{paragraph('Is it?')}</w:comment></w:comments>"
    content = read(docx(paragraph(SAID), comments=comments))
    zone = content.zones[-1]
    assert (zone.kind, content.text[zone.start : zone.end]) == ("comment", "Is it?")
    assert zone.comment == Comment(author="Ed", when="2026-01-06T09:00:00Z")


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    """Inserted text is kept, deleted text is left out, and both are told of."""
    changes = (
        "<w:ins><w:r><w:t> He added this.</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> He took that back.</w:delText></w:r></w:del>"
    )
    content = read(docx(paragraph(SAID, inner=changes)))
    assert content.text == f"{SAID} He added this."
    assert "1 deletion left out (“He took that back.”)" in content.skips[0]
    assert "1 insertion kept" in content.skips[1]


def test_what_is_not_printed_is_left_out() -> None:
    """Hidden text is said; field codes and the second drawing of a text box are not text; breaks and tabs are."""
    inner = (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:tab/><w:t>then</w:t><w:br/><w:t>next</w:t><w:noBreakHyphen/><w:t>door</w:t></w:r>"
        f"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{paragraph(MORE)}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph(MORE)}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    content = read(docx(paragraph(SAID, inner=inner)))
    assert content.text == f"{SAID}\tthen\nnext\u2011door\n\n{MORE}"
    assert content.skips == ("6 characters of hidden text left out",)


def test_properties_are_signals() -> None:
    """Title, author and dates stand in the file's properties, with little trust."""
    content = read(docx(paragraph(SAID)))
    found = {s.field: (s.value, s.p) for s in content.signals if s.where.startswith("DOCX property")}
    assert found == {
        "title": ("The quay, a report", 0.6),
        "author": ("Ida Quill", 0.5),
        "published": ("2026-01-05", 0.3),
        "updated": ("2026-01-07", 0.3),
    }


def test_a_file_of_the_library_is_read() -> None:
    """What python-docx writes is read as it was meant."""
    library = pytest.importorskip("docx", reason="python-docx is not installed here; it only makes the sample")
    made = library.Document()
    made.add_heading("Two rockets hit the quay", 0)
    made.add_paragraph(SAID)
    made.add_paragraph("one", style="List Number")
    out = io.BytesIO()
    made.save(out)
    content = read(out.getvalue())
    assert zones(content) == [("headline", "Two rockets hit the quay"), ("body", SAID), ("list", "one")]


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = (
    " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "text", "table", "style", "meta"))
    + ' xmlns:dc="urn:dc"'
)


def odt(body: str) -> bytes:
    """An ODT file."""
    own = '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
    whole = f"<office:automatic-styles>{own}</office:automatic-styles>"
    whole += f"<office:body><office:text>{body}</office:text></office:body>"
    about = "<dc:title>The quay</dc:title><meta:creation-date>2026-01-05T09:00:00</meta:creation-date>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:c {NAMES}>{whole}</office:c>",
            "styles.xml": f"<office:s {NAMES}><style:header><text:p>The Gazette</text:p></style:header></office:s>",
            "meta.xml": f"<office:m {NAMES}>{about}</office:m>",
        }
    )


def test_odt_is_read_too() -> None:
    """Headings, lists, tables, notes, remarks, deletions, spaces and properties of OpenDocument."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Two rockets</text:h>'
        f"<text:p>{SAID}<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        '<text:p>His count.</text:p></text:note-body></text:note> a<text:s text:c="2"/>b<text:tab/>c'
        "<office:annotation><dc:creator>Ed</dc:creator><dc:date>2026-01-06</dc:date><text:p>Is it?</text:p>"
        "</office:annotation></text:p>"
        f'<text:p text:style-name="P1">{MORE}</text:p>'
        "<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p>"
        "</text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Ship</text:p></table:table-cell><table:table-cell>"
        "<text:p>12</text:p></table:table-cell></table:table-row></table:table>"
    )
    content = read(odt(body))
    assert zones(content) == [
        ("navigation", "The Gazette"),
        ("headline", "Two rockets"),
        ("body", f"{SAID}¹ a  b\tc"),
        ("blockquote", MORE),
        ("list", "one"),
        ("list", "two"),
        ("list", "Ship\t12"),
        ("body", "¹ His count."),
        ("comment", "Is it?"),
    ]
    assert content.skips == ("tracked changes: 1 deletion left out",)
    assert {"title", "published"} <= {s.field for s in content.signals}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed({"[Content_Types].xml": "<T a='spreadsheetml'/>", "xl/workbook.xml": "<x/>"}), "CSV"),
        (packed({"[Content_Types].xml": "<T a='presentationml'/>", "ppt/presentation.xml": "<x/>"}), "slides"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "CSV"),
        (b"{\\rtf1\\ansi Hello}", "RTF.*DOCX"),
        (OLE + bytes(600), "old kind"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (packed({"[Content_Types].xml": "<T/>", "other.xml": "<x/>"}), "no text document"),
        (docx(""), "without text"),
        (docx("<w:p>")[:200], "broken"),
        (docx("<w:p><w:r>"), "broken"),
        (docx("&bomb;"), "broken"),
    ],
)
def test_what_cannot_be_read_says_what_to_try(data: bytes, reason: str) -> None:
    """Other office files, locked ones and broken ones are refused with a way out."""
    assert Office().recognises(Captured(name="x", data=data))
    with pytest.raises(Unreadable, match=reason):
        read(data)


def test_entities_are_not_expanded() -> None:
    """A part that defines entities over entities gives none of them: it is refused, or they are left out."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    body = f"<w:body>{paragraph('a &e8; b')}{paragraph(SAID)}</w:body>"
    bomb = f'<!DOCTYPE w [<!ENTITY e0 "boom">{levels}]><w:document {W}>{body}</w:document>'
    text = ""
    with contextlib.suppress(Unreadable):
        text = read(packed({"[Content_Types].xml": "<T/>", "word/document.xml": bomb})).text
    assert "boom" not in text


def test_files_of_the_machine_are_not_read() -> None:
    """An external entity stays what it is."""
    outside = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = f"{outside}<w:document {W}><w:body>{paragraph('one &x; two')}</w:body></w:document>"
    content = read(packed({"[Content_Types].xml": "<T/>", "word/document.xml": body}))
    assert content.text.strip() == "one"


def test_a_part_that_unpacks_to_too_much_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a part unpacks to is bounded."""
    monkeypatch.setattr(office, "PART_BYTES", 100_000)
    with pytest.raises(TooLarge, match="split it"):
        read(docx(paragraph("x" * 200_000)))


def test_deep_nesting_is_refused() -> None:
    """Tables in tables without end give text or a reason, not a crash."""
    deep = "<w:tbl><w:tr><w:tc>" * 2000
    with pytest.raises(Unreadable):
        read(docx(deep))


def test_a_broken_side_part_is_a_skip() -> None:
    """The text is read when its styles or its notes cannot be."""
    content = read(docx(paragraph(SAID), styles="<broken", comments="<broken"))
    assert content.text == SAID
    assert len(content.skips) == 2


def test_archives_and_texts_are_not_recognised() -> None:
    """A ZIP of office files is an archive; plain text is text."""
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("one.docx", docx(paragraph(SAID)))
    for data in (inside.getvalue(), b"PK said on Monday", b"", packed({"mimetype": "application/epub+zip"})):
        assert not Office().recognises(Captured(name="x", data=data))


SOUND = docx(paragraph("One", "Titel") + paragraph(SAID))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=30), st.integers(0, len(SOUND))
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
    ends = [0, *(end for zone in content.zones for end in (zone.start, zone.end)), len(content.text)]
    assert ends == sorted(ends)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&\ufffe\uffff"), max_size=30)
TABLES = st.recursive(
    WORDS.map(paragraph),
    lambda inner: st.lists(inner, max_size=4).map(
        lambda cell: f"<w:tbl><w:tr><w:tc>{''.join(cell)}</w:tc></w:tr></w:tbl>"
    ),
    max_leaves=10,
)


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_any_body_is_read(body: str) -> None:
    """Paragraphs and tables in any order and depth are read, and no zone is empty."""
    content = read(docx(paragraph(SAID) + body))
    assert content.text.startswith(SAID)
    assert all(content.text[z.start : z.end].strip() for z in content.zones)
