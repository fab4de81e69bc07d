"""JSON objects as documents: one, one a line, or in an array."""

from __future__ import annotations

import contextlib
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.tables import rows
from rashomon.ingest.tables.rows import Array, Lines, Row
from rashomon.records import Skip

BODY = "The mayor said that two ships had been seen off the quay before the first shell fell."


def item(data: bytes) -> Captured:
    return Captured(name="x", data=data)


def kind(data: bytes) -> list[str]:
    return [f.name for f in rows.FORMATS if f.recognises(item(data))]


def zones(content: Content) -> list[tuple[str, str]]:
    return [(z.kind, content.text[z.start : z.end]) for z in content.zones]


def signals(content: Content) -> dict[str, str]:
    return {s.field: s.value for s in reversed(content.signals)}


def test_a_row_is_a_document() -> None:
    """Title, author and date stand above the body, each a zone of its own; the columns are signals."""
    row = {"headline": "Ships seen", "byline": "Ann", "pubDate": "Fri, 07 Feb 2020 10:00:00 GMT", "story": BODY}
    content = Row().read(
        json.dumps(row | {"site": "The Lantern", "link": "https://l.example/a", "lang": "en-GB"}).encode()
    )
    assert zones(content) == [
        ("headline", "Ships seen"),
        ("byline", "Ann"),
        ("dateline", "Fri, 07 Feb 2020 10:00:00 GMT"),
        ("body", BODY),
    ]
    assert content.text == f"Ships seen\n\nAnn\nFri, 07 Feb 2020 10:00:00 GMT\n\n{BODY}"
    assert signals(content) == {
        "title": "Ships seen",
        "author": "Ann",
        "published": "2020-02-07",
        "outlet": "The Lantern",
        "url": "https://l.example/a",
        "language": "en",
    }


def test_a_post_is_its_body() -> None:
    """A row without a title is its text alone; who and when are signals."""
    row = {"full_text": BODY, "created_at": "Wed Oct 10 20:19:24 +0000 2018", "user": {"screen_name": "ann"}}
    content = Row().read(json.dumps(row).encode())
    assert content.text == BODY
    assert signals(content) == {"author": "ann", "published": "2018-10-10"}


@pytest.mark.parametrize(
    "row",
    [
        {"Überschrift": "T", "Verfasser": "Ann", "Datum": "7. Februar 2020", "Volltext": BODY},
        {"titre": "T", "auteur": "Ann", "date": "7 février 2020", "texte": BODY},
        {"Título": "T", "autor": "Ann", "fecha": "7 de febrero de 2020", "contenido": BODY},
        {"заголовок": "T", "автор": "Ann", "дата": "7 февраля 2020", "текст": BODY},
        {"العنوان": "T", "الكاتب": "Ann", "التاريخ": "7 فبراير 2020", "النص": BODY},
        {"标题": "T", "作者": "Ann", "日期": "2020年2月7日", "正文": BODY},
        {"@type": "NewsArticle", "headline": "T", "author": [{"name": "Ann"}], "datePublished": "2020-02-07",
         "articleBody": BODY},
        {"title": {"rendered": "T"}, "author": "Ann", "date": "2020-02-07T10:00:00",
         "content": {"rendered": f"<p>{BODY}</p>"}},
        {"TITLE": "T", "User Name": "Ann", "created-utc": 1581033600, "self_text": BODY},
        {"title": "T", "from": "Ann", "date": 1581033600000, "text": [BODY[:20], {"type": "link", "text": BODY[20:]}]},
    ],
)  # fmt: skip
def test_names_of_columns(row: dict[str, Any]) -> None:
    """Columns are known by their names in many languages and spellings, and by the shapes that exports give them."""
    content = Row().read(json.dumps(row).encode())
    assert zones(content)[0] == ("headline", "T")
    assert zones(content)[-1] == ("body", BODY)
    assert (signals(content)["author"], signals(content)["published"]) == ("Ann", "2020-02-07")


def test_html_in_a_column_is_read_as_html() -> None:
    """A body of markup gives the zones of its elements; references alone are resolved where the column says HTML."""
    markup = f"<p>{BODY}</p><blockquote>Nobody was seen, the board answered in a statement.</blockquote>"
    content = Row().read(json.dumps({"title": "A &amp; B <b>now</b>", "content_html": markup}).encode())
    assert zones(content)[0] == ("headline", "A & B now")
    assert zones(content)[-1] == ("blockquote", "Nobody was seen, the board answered in a statement.")
    assert Row().read(b'{"content_html": "a said &quot;b&quot;"}').text == 'a said "b"'
    assert Row().read(b'{"content_text": "a said <p> is a tag</p>"}').text == "a said <p> is a tag</p>"


def test_a_short_text_beside_the_body_is_a_standfirst() -> None:
    """A teaser is kept, unless it is only the body's beginning."""
    row = {"title": "T", "text": BODY, "summary": "Officials differ on what was seen."}
    assert ("standfirst", row["summary"]) in zones(Row().read(json.dumps(row).encode()))
    assert not [k for k, _ in zones(Row().read(json.dumps(row | {"summary": BODY[:50]}).encode())) if k == "standfirst"]


def test_a_day_that_could_be_two_is_left_as_written() -> None:
    """A date of two readings stays as it is, with little trust, behind one that is certain."""
    content = Row().read(json.dumps({"text": BODY, "date": "3/4/2020", "created": "2020-04-03"}).encode())
    found = [(s.value, s.p > 0) for s in content.signals if s.field == "published"]
    assert found == [("2020-04-03", False), ("3/4/2020", True)]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'{"claims": [{"source": "the mayor"}], "n": 1}', "columns: claims, n; wanted: one named text"),
        (b"{}", "columns: none"),
        (b'["The mayor said no."]', "an array without named columns"),
        (b"[1, 2]", "an array without named columns"),
        ('{"n": "Général"}'.encode("utf-16"), "columns: n"),
        (b'{"text": ""}', "no column holds a text"),
        (b'{"text": "<p></p>"}', "shows nothing"),
    ],
)
def test_json_that_is_no_document(data: bytes, what: str) -> None:
    """JSON in which nothing is a text is refused with what was found and what to try."""
    assert Row().recognises(item(data))
    with pytest.raises(Unreadable, match=what):
        Row().read(data)


def test_lines_are_members_as_they_are_written() -> None:
    """Each line is a member with exactly its bytes; what is no object, or holds no text, is named by its number."""
    good = b'{"text":  "a said b" , "id":1}'
    data = b"\xef\xbb\xbf" + good + b"\r\n\n" + good + b"\nno json\n" + b'{"n": 1}\n{"m": 1}\n' + good
    assert kind(data) == ["jsonl"]
    found = list(Lines().members(item(data)))
    assert [m.data for m in found if isinstance(m, Captured)] == [good] * 3
    assert [m.name for m in found if isinstance(m, Captured)] == ["x/0001", "x/0002", "x/0006"]
    reasons = [m.reason for m in found if isinstance(m, Skip)]
    assert reasons[0].startswith("line 4: no JSON object")
    assert reasons[1].startswith("2 rows without a text (line 5, 6): ")
    assert "columns: n, m" in reasons[1]


def test_lines_in_other_encodings() -> None:
    """Lines that a shell wrote as UTF-16 are read, and a line with bad bytes does not lose the others."""
    data = '{"text": "é said"}\r\n{"text": "b"}\r\n'.encode("utf-16")
    assert kind(data) == ["jsonl"]
    assert [Row().read(m.data or b"").text for m in Lines().members(item(data)) if isinstance(m, Captured)] == [
        "é said",
        "b",
    ]
    data = b'{"text": "b"}\n{"text": "\xe9 said"}\n{"text": "\\ud800 x"}\n'
    texts = [Row().read(m.data or b"").text for m in Lines().members(item(data)) if isinstance(m, Captured)]
    assert texts == ["b", "\ufffd said", "\ufffd x"]


def test_a_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line over the limit is skipped without being held, and the next one is read."""
    monkeypatch.setattr(rows, "MAX_ROW", 100_000)
    data = b'{"text": "a"}\n{"text": "' + b"x" * 300_000 + b'"}\n{"text": "b"}\n'
    found = list(Lines().members(item(data)))
    assert [type(m) for m in found] == [Captured, Skip, Captured]
    assert "line 2" in found[1].reason if isinstance(found[1], Skip) else False


def test_first_lines_longer_than_what_is_looked_at() -> None:
    """A first line that does not fit into the head is looked at as a whole."""
    line = json.dumps({"text": "The mayor said no. " * 10_000}).encode()
    assert kind(line + b"\n" + line + b"\n")[0] == "jsonl"
    assert kind(line) == ["json"]


def test_arrays_are_members() -> None:
    """The objects of an array come as they are written; so do those of an array inside an object without a text."""
    data = b'[ {"text": "a"} , {"n": 1},\n{"title": "T", "body": "b"}]'
    found = list(Array().members(item(data)))
    assert [m.data for m in found if isinstance(m, Captured)] == [b'{"text": "a"}', b'{"title": "T", "body": "b"}']
    assert "1 row without a text (element 2)" in next(m.reason for m in found if isinstance(m, Skip))
    inside = b'{"status": "ok", "total": 2, "articles": ' + data + b"}"
    assert kind(inside)[0] == "json-array"
    assert len([m for m in Array().members(item(inside)) if isinstance(m, Captured)]) == 2
    own = b'{"text": "I said so.", "comments": [{"text": "a"}]}'
    assert kind(own) == ["json"]


def test_an_array_that_breaks_off() -> None:
    """What stands before the break is kept, and the break is said."""
    found = list(Array().members(item(b'[{"text": "a"}, {"text": "b"}, {"text": "c')))
    assert [type(m) for m in found] == [Captured, Captured, Skip]
    assert "element 2" in found[2].reason if isinstance(found[2], Skip) else False


def test_an_array_without_texts_is_one_skip() -> None:
    """A thousand rows without a text make one skip that names their columns."""
    (skip,) = Array().members(item(json.dumps([{"n": i} for i in range(1000)]).encode()))
    assert isinstance(skip, Skip)
    assert "1000 rows without a text (element 1, 2, " in skip.reason


def test_an_array_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """An array over the limit is refused with what to try."""
    monkeypatch.setattr(rows, "MAX_WHOLE", 100)
    (skip,) = Array().members(item(json.dumps([{"text": "a" * 200}]).encode()))
    assert isinstance(skip, Skip)
    assert "JSON Lines" in skip.reason


def test_members_are_read_late() -> None:
    """Lines of a file without end are given one at a time."""

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = b'{"text": "a"}\n'
            size = min(len(buffer), len(line) * 100)
            buffer[:size] = (line * 100)[:size]
            return size

    endless = Captured(name="x", stream=lambda: io.BufferedReader(Endless()))
    members = Lines().members(endless)
    assert [getattr(next(members), "name", "") for _ in range(3)] == ["x/0001", "x/0002", "x/0003"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(["text", "title", "date", "x"]), part),
    max_leaves=8,
)  # fmt: skip


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["text", "title", "date", "user", "source", "url", "lang", "items"]), values))
def test_any_object_is_read_or_refused(row: dict[str, Any]) -> None:
    """Whatever stands in the columns, the row is a document whose zones quote back, or is refused."""
    data = json.dumps(row).encode()
    for reader in rows.FORMATS:
        reader.recognises(item(data))
    assert all(isinstance(m, Captured | Skip) for m in Array().members(item(b"[" + data + b"]")))
    try:
        content = Row().read(data)
    except (Unreadable, TooLarge):
        return
    content.text.encode()
    assert all(content.text[z.start : z.end].strip() for z in content.zones)
    assert all(s.value.encode() for s in content.signals)


@settings(deadline=None)
@given(st.binary(max_size=100), st.integers(0, 60))
def test_any_damage_ends(junk: bytes, at: int) -> None:
    """Bytes put anywhere into rows give members and skips, never an error."""
    data = b'{"text": "a said"}\n{"text": "b said"}\n[{"text": "c"}]\n'
    for damaged in (data[:at] + junk + data[at:], b"[" + data[:at] + junk):
        assert all(
            isinstance(m, Captured | Skip) for m in [*Lines().members(item(damaged)), *Array().members(item(damaged))]
        )
        with contextlib.suppress(Unreadable, TooLarge):
            Row().read(damaged)


def test_deep_nesting_is_refused() -> None:
    """Brackets without end are no document and no crash."""
    data = b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    for reader in rows.FORMATS:
        reader.recognises(item(data))
    with pytest.raises(Unreadable, match="nested too deep"):
        Row().read(data)
