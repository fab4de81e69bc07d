"""Items of news agencies."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.tables.ninjs import Ninjs
from rashomon.ingest.tables.rows import Array, Row

BODY = "The mayor said that two ships had been seen off the quay before the first shell fell."
FIRST: dict[str, Any] = {
    "uri": "https://agency.example/1",
    "type": "text",
    "versioncreated": "2020-02-08T10:00:00Z",
    "firstcreated": "2020-02-07T10:00:00Z",
    "headline": "Ships seen",
    "byline": "By Ann Example",
    "body_xhtml": f"<p>{BODY}</p><p>Nobody was hurt, it said.</p>",
    "located": "Orrin",
    "copyrightholder": "Agency",
    "copyrightnotice": "(c) Agency 2020",
    "language": "en-GB",
    "associations": {"main": {"type": "picture"}, "second": {"type": "text"}},
}
SECOND: dict[str, Any] = {
    "$standard": {"name": "ninjs", "version": "2.1"},
    "uri": "urn:agency:2",
    "headlines": [{"role": "short", "value": "Ships"}, {"role": "main", "value": "Ships seen"}],
    "bodies": [{"role": "main", "contenttype": "text/plain", "value": BODY}],
    "by": "Ann",
    "versioncreated": "2020-02-07T10:00:00Z",
    "infosources": [{"name": "Agency"}],
    "associations": [{"name": "main"}],
}


def item(value: Any) -> Captured:
    return Captured(name="n.json", data=json.dumps(value).encode())


def zones(content: Content) -> list[tuple[str, str]]:
    return [(z.kind, content.text[z.start : z.end]) for z in content.zones]


def test_version_1() -> None:
    """Headline, byline, place and day, text; owner, days, language and address are signals."""
    content = Ninjs().read(item(FIRST).data or b"")
    assert zones(content) == [
        ("headline", "Ships seen"),
        ("byline", "By Ann Example"),
        ("dateline", "Orrin, 2020-02-07"),
        ("body", BODY),
        ("body", "Nobody was hurt, it said."),
        ("navigation", "(c) Agency 2020"),
    ]
    found = {s.field: s.value for s in reversed(content.signals)}
    assert found == {
        "title": "Ships seen",
        "author": "Ann Example",
        "outlet": "Agency",
        "published": "2020-02-07",
        "updated": "2020-02-08",
        "language": "en",
        "url": "https://agency.example/1",
    }
    assert content.skips == ("2 associated items (pictures, other texts) not read",)


def test_later_versions() -> None:
    """Of several headlines and bodies the main one is taken; the others stand below the headline."""
    content = Ninjs().read(item(SECOND).data or b"")
    assert zones(content)[:3] == [("headline", "Ships seen"), ("standfirst", "Ships"), ("byline", "Ann")]
    assert zones(content)[-1] == ("body", BODY)
    found = {s.field: s.value for s in reversed(content.signals)}
    assert (found["outlet"], found["canonical"]) == ("Agency", "urn:agency:2")


def test_version_3() -> None:
    """Fields in mixed case are known; of several bodies the one with paragraphs is taken; a summary stands above it."""
    item_3 = {
        "uri": "https://agency.example/3",
        "versionCreated": "2020-02-07T10:00:00Z",
        "copyrightNotice": "(c) Agency",
        "headlines": [{"role": "main", "value": "Ships seen"}],
        "descriptions": [{"role": "text", "value": "Officials differ."}, {"value": BODY[:40]}],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "value": f"{BODY} Nobody was hurt."},
            {
                "role": "richtext",
                "contentType": "application/xhtml+xml",
                "value": f"<p>{BODY}</p><p>Nobody was hurt.</p>",
            },
        ],
    }
    assert Ninjs().recognises(item(item_3))
    content = Ninjs().read(item(item_3).data or b"")
    assert zones(content)[:3] == [
        ("headline", "Ships seen"), ("dateline", "2020-02-07"), ("standfirst", "Officials differ."),
    ]  # fmt: skip
    assert zones(content)[3][0] == zones(content)[4][0] == "body"
    (first, second) = (m for m in Array().members(item([item_3, FIRST])) if isinstance(m, Captured))
    assert Ninjs().recognises(first)
    assert Ninjs().recognises(second)


def test_pictures_have_captions() -> None:
    """The description of a picture is a caption."""
    picture = {k: v for k, v in FIRST.items() if k != "body_xhtml"} | {"type": "picture", "description_text": BODY}
    assert ("caption", BODY) in zones(Ninjs().read(item(picture).data or b""))


def test_items_without_words() -> None:
    """An item that holds no text is refused with a reason."""
    for value in ({"uri": "urn:x", "byline": "A", "type": "composite"}, [FIRST], {}):
        with pytest.raises(Unreadable):
            Ninjs().read(json.dumps(value).encode())


def test_recognition() -> None:
    """Both versions are known; a row that happens to have a headline and an address is a row."""
    assert Ninjs().recognises(item(FIRST))
    assert Ninjs().recognises(item(SECOND))
    assert not Row().recognises(item(FIRST))
    row = {"uri": "https://l.example/a", "headline": "Ships", "body_text": BODY, "byline": "Ann"}
    assert not Ninjs().recognises(item({"headline": "Ships", "text": BODY, "uri": "https://l.example/a"}))
    assert not Ninjs().recognises(item([row]))
    assert not Ninjs().recognises(Captured(name="x", data=(item(FIRST).data or b"") + b" and more"))


objects = st.dictionaries(st.sampled_from(["role", "value", "name"]), st.text(max_size=5))
values = st.none() | st.integers() | st.text(max_size=10) | st.lists(st.text(max_size=5) | objects, max_size=3)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*FIRST, *SECOND, "body_text", "description_text", "body_x"]), values))
def test_any_fields_are_read_or_refused(changed: dict[str, Any]) -> None:
    """Whatever stands in the fields, the item is a document whose zones quote back, or is refused."""
    for value in (FIRST | changed, changed):
        Ninjs().recognises(item(value))
        with contextlib.suppress(Unreadable, TooLarge):
            content = Ninjs().read(item(value).data or b"")
            assert all(content.text[z.start : z.end].strip() for z in content.zones)
