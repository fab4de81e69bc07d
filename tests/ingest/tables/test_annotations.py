"""Web annotations."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Captured
from rashomon.ingest.tables.annotations import Annotation, Collection
from rashomon.ingest.tables.rows import Row
from rashomon.records import Skip

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ONE: dict[str, Any] = {
    "@context": CONTEXT,
    "id": "https://notes.example/1",
    "type": "Annotation",
    "creator": {"type": "Person", "name": "Ann"},
    "created": "2020-02-07T10:00:00Z",
    "body": [
        {"type": "TextualBody", "value": "The board denied this the same evening.", "language": "en"},
        {"type": "TextualBody", "value": "ships", "purpose": "tagging"},
    ],
    "target": {
        "source": "https://lantern.example/a",
        "selector": [
            {"type": "TextPositionSelector", "start": 3, "end": 9},
            {"type": "TextQuoteSelector", "prefix": "said that ", "exact": "two ships had been seen", "suffix": " off"},
        ],
    },
}  # fmt: skip


def item(value: Any) -> Captured:
    return Captured(name="a.jsonld", data=json.dumps(value).encode())


def test_an_annotation_is_a_document() -> None:
    """The passage stands as a quotation, then what was written about it; the page it is about is a signal."""
    assert Annotation().recognises(item(ONE))
    assert not Collection().recognises(item(ONE))
    assert not Row().recognises(item(ONE))
    content = Annotation().read(item(ONE).data or b"")
    assert [(z.kind, content.text[z.start : z.end]) for z in content.zones] == [
        ("blockquote", "two ships had been seen"),
        ("body", "The board denied this the same evening."),
        ("navigation", "ships"),
    ]
    found = {s.field: s.value for s in reversed(content.signals)}
    assert found == {
        "based_on": "https://lantern.example/a",
        "author": "Ann",
        "published": "2020-02-07",
        "language": "en",
        "url": "https://notes.example/1",
    }


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@context": CONTEXT, "type": "AnnotationPage", "items": [ONE, ONE]},
        {"@context": CONTEXT, "type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [ONE, ONE]}},
        [ONE, ONE],
    ],
)
def test_collections(wrapped: Any) -> None:
    """Pages, collections and plain lists give each annotation as it is written."""
    assert Collection().recognises(item(wrapped))
    found = list(Collection().members(item(wrapped)))
    assert [m.name for m in found] == ["a.jsonld/0001", "a.jsonld/0002"]
    for member in found:
        assert isinstance(member, Captured)
        assert json.loads(member.data or b"") == ONE
        assert Annotation().recognises(member)


def test_pages_that_are_elsewhere() -> None:
    """A page that is only linked to is named in a skip, and nothing is fetched."""
    linked = {"@context": CONTEXT, "type": "AnnotationCollection", "first": "https://notes.example/p1"}
    reasons = [m.reason for m in Collection().members(item(linked)) if isinstance(m, Skip)]
    assert "https://notes.example/p1" in reasons[0]
    page = {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        "items": [ONE, "https://notes.example/2"],
        "next": "https://n.example/",
    }
    found = list(Collection().members(item(page)))
    assert [type(m) for m in found] == [Captured, Skip, Skip]


def test_bodies_of_all_shapes() -> None:
    """A body is a string of its own, or HTML; a link is no text."""
    value = {"type": "Annotation", "bodyValue": "He said no.", "target": "https://l.example/"}
    assert Annotation().read(json.dumps(value).encode()).text == "He said no."
    html = ONE | {"body": {"type": "TextualBody", "value": "<p>He said <b>no</b>.</p>", "format": "text/html"}}
    assert Annotation().read(json.dumps(html).encode()).text.endswith("\n\nHe said no.")
    empty = {"type": "Annotation", "body": "https://l.example/video", "target": "https://l.example/"}
    with pytest.raises(Unreadable, match="without words"):
        Annotation().read(json.dumps(empty).encode())
    with pytest.raises(Unreadable, match="one JSON object"):
        Annotation().read(b"[]")


KEYS = [*ONE, "items", "first", "next", "selector", "exact", "source", "value"]
parts = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.just(CONTEXT),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(KEYS), part, max_size=4),
    max_leaves=10,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*ONE, "items", "first", "next", "@graph", "bodyValue"]), parts))
def test_any_shape_is_read_or_refused(changed: dict[str, Any]) -> None:
    """Whatever stands where, annotations are read or refused, and collections end."""
    for value in (ONE | changed, changed, [changed], {"type": "AnnotationPage", "items": [changed]}):
        for reader in (Annotation(), Collection()):
            reader.recognises(item(value))
        assert all(isinstance(m, Captured | Skip) for m in Collection().members(item(value)))
        with contextlib.suppress(Unreadable, TooLarge):
            content = Annotation().read(item(value).data or b"")
            assert all(content.text[z.start : z.end].strip() for z in content.zones)
