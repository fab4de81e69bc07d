"""Tables with named columns."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.items import Captured
from rashomon.ingest.tables import table
from rashomon.ingest.tables.rows import Row
from rashomon.ingest.tables.table import Table
from rashomon.records import Skip


def item(data: bytes) -> Captured:
    return Captured(name="t.csv", data=data)


def members(data: bytes) -> list[dict[str, str]]:
    assert Table().recognises(item(data))
    return [json.loads(m.data or b"") for m in Table().members(item(data)) if isinstance(m, Captured)]


def skips(data: bytes) -> list[str]:
    return [m.reason for m in Table().members(item(data)) if isinstance(m, Skip)]


ROWS = [{"title": "Ships", "text": "The mayor said “no”, he added."}, {"title": "Quay", "text": "b; c\td"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_tables_of_all_kinds(delimiter: str, encoding: str, end: str) -> None:
    """Commas, semicolons and tabs, any line end, any encoding that office programs write."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, ["title", "text"], delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(ROWS)
    assert members(out.getvalue().encode(encoding)) == ROWS


def test_rows_are_documents() -> None:
    """A row is read as the document that its columns describe."""
    data = "Titel;Autor;Datum;Inhalt\n\nÜber;Ann;7. März 2020;Der Bürgermeister sagte nein.\n".encode()
    (row,) = (m for m in Table().members(item(data)) if isinstance(m, Captured))
    assert (row.name, row.final, row.depth) == ("t.csv/0001", True, 1)
    assert Row().read(row.data or b"").text == "Über\n\nAnn\n7. März 2020\n\nDer Bürgermeister sagte nein."


def test_texts_of_many_lines() -> None:
    """A cell in quotation marks may run over lines."""
    assert members(b'title,text\r\na,"b\r\n\r\nc, d"\r\n') == [{"title": "a", "text": "b\r\n\r\nc, d"}]


def test_line_for_the_separator() -> None:
    """The line by which a spreadsheet says its separator is no header."""
    assert members(b"sep=;\ntitle;text\na;b, c\n") == [{"title": "a", "text": "b, c"}]


def test_broken_quotation_marks() -> None:
    """A mark that is never closed spoils its own row at the most; one inside a cell means nothing."""
    data = b'title,text\na,"said\nno"\nb,5" gun\nc,"never closed\nd,text\ne,"f ""g"" h"\ni,j'
    found = members(data)
    assert [row["title"] for row in found] == ["a", "b", "c", "d", "e", "i"]
    assert [row["text"] for row in found] == ["said\nno", '5" gun', '"never closed', "text", 'f "g" h', "j"]


def test_rows_that_do_not_fit() -> None:
    """A row with too many cells is named by its line; empty ones at its end, and missing ones, do no harm."""
    data = b"title,text,date\na,b,\na,b,2020-02-07,,\na,b, c, d\na,b\n\nq,,\n"
    assert members(data) == [
        {"title": "a", "text": "b"},
        {"title": "a", "text": "b", "date": "2020-02-07"},
        {"title": "a", "text": "b"},
        {"text": "", "title": "q"},
    ]
    assert skips(data) == ["line 4: 4 cells under 3 columns; quote the text"]


def test_rows_without_a_text() -> None:
    """Rows without a text are counted and named in one skip."""
    assert skips(b"id,text\n1,a\n2,\n3, \n") == ["2 rows without a text (line 3, 4)"]


def test_tables_without_a_text_column() -> None:
    """A table in which no column holds a text is one skip that names the columns."""
    (reason,) = skips(b"id,name,price\n1,a,2\n2,b,3\n3,c,4\n")
    assert "columns: id, name, price; wanted: one named text" in reason


def test_names_twice_and_none() -> None:
    """A column without a name is called by its number."""
    assert members(b"text,title,,id\na,b,c,d\n") == [{"text": "a", "title": "b", "column 3": "c", "id": "d"}]


def test_too_many_columns() -> None:
    """A hundred thousand columns are refused at once."""
    data = b"text," + b",".join(b"c%d" % i for i in range(100_000)) + b"\n" + b"," * 100_000 + b"\n"
    assert Table().recognises(item(data))
    assert skips(data) == ["a table of more than 2000 columns; keep those that hold text and metadata"]
    data = b"text," + b",".join(b"c%d" % i for i in range(3000)) + b"\n" + b"a" + b"," * 3000 + b"\n"
    assert skips(data) == ["a table of more than 2000 columns; keep those that hold text and metadata"]


def test_a_cell_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line, and a cell over many lines, that exceed the bounds are left out without being held; the rest is read."""
    monkeypatch.setattr(table, "MAX_LINE", 10_000)
    monkeypatch.setattr(table, "MAX_RECORD", 30_000)
    head = b"title,text\na,b\n"
    data = head + b"c," + b"x" * 50_000 + b"\nd,e\n"
    assert [row["title"] for row in members(data)] == ["a", "d"]
    assert "line 3: more than" in skips(data)[0]
    data = head + b'c,"' + b"x\n" * 40_000 + b"d,e\n"
    assert members(data)[-1] == {"title": "d", "text": "e"}
    assert members(data)[1] == {"title": "c", "text": '"x'}
    monkeypatch.setattr(table, "MAX_LINE", 4_000_000)


def test_marks_never_closed_on_every_line_end() -> None:
    """Ten thousand lines, each with a mark that is never closed, are given up in little time."""
    data = b"title,text\n" + b"a,b\n" * 100 + b'c,"x "y "\n' * 10_001
    began = time.process_time()
    assert list(Table().members(item(data)))
    assert time.process_time() - began < 20


def test_nul_and_bad_bytes() -> None:
    """NULs and bytes of another encoding spoil their own characters alone."""
    found = members(b"title,text\na,b\x00c\nd,\xe9t\xe9\ne,\xc3\xa9t\xc3\xa9\n")
    assert [row["title"] for row in found] == ["a", "d", "e"]
    assert Row().read(json.dumps(found[0]).encode()).text == "a\n\nb\ufffdc"


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(
    ['"', 'a"b', "a\nb", ",", ";"]
)


@settings(deadline=None)
@given(st.lists(st.tuples(cells, cells.filter(str.strip)), min_size=1, max_size=6))
def test_what_the_standard_library_writes_comes_back(data: list[tuple[str, str]]) -> None:
    """Any cells, as the standard library quotes them, are read back exactly."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("title", "text"), *data])
    raw = out.getvalue().encode()
    found = [json.loads(m.data or b"") for m in Table().members(item(raw)) if isinstance(m, Captured)]
    if Table().recognises(item(raw)):
        assert [(row.get("title", "").strip(), row["text"]) for row in found] == [(a.strip(), b) for a, b in data]


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 40))
def test_any_bytes_end(junk: bytes, at: int) -> None:
    """Whatever is put into a table, its members end and are rows or skips."""
    data = b'title,text\na,"b\nc"\nd,e\n' + b"f,g\n" * 3
    for damaged in (data[:at] + junk + data[at:], data + junk, junk):
        if Table().recognises(item(damaged)):
            assert all(isinstance(m, Captured | Skip) for m in Table().members(item(damaged)))
