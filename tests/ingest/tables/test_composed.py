"""Texts put together from pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.tables.composed import Composer, body_of, is_markup, one_line, whole_characters
from rashomon.records import Signal, Zone, ZoneKind

KINDS: tuple[ZoneKind, ...] = ("headline", "byline", "dateline", "navigation")


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.text(max_size=30)), max_size=6), st.text(max_size=80))
def test_zones_quote_the_pieces(pieces: list[tuple[ZoneKind, str]], body: str) -> None:
    """Each piece that holds something is one zone with its own words, in order, and the body's zones follow."""
    composer = Composer()
    for kind, text in pieces:
        composer.add(text, kind)
    composer.add_content(body_of(body))
    content = composer.content("text/plain", [Signal(field="title", value="a\ud800", where="x")])
    wanted = [(kind, one_line(text)) for kind, text in pieces if one_line(text)]
    found = [(z.kind, content.text[z.start : z.end]) for z in content.zones]
    assert found[: len(wanted)] == wanted
    last = 0
    for zone in content.zones:
        assert zone.start >= last
        assert content.text[zone.start : zone.end].strip() == content.text[zone.start : zone.end] != ""
        last = zone.end
    assert content.signals[0].value == "a\ufffd"
    content.text.encode()


def test_pieces_stand_apart() -> None:
    """Pieces are set apart by an empty line, unless a line's end is asked for."""
    composer = Composer()
    assert composer.empty
    composer.add(" The  quay\n", "headline")
    composer.add("", "byline")
    composer.add("Ann", "byline")
    composer.add("7 February 2020", "dateline", "\n")
    assert composer.content("text/plain", ()).text == "The quay\n\nAnn\n7 February 2020"
    assert composer.content("text/plain", ()).zones[0] == Zone(start=0, end=8, kind="headline", made_by="format")


@pytest.mark.parametrize(
    ("text", "markup"),
    [("<p>a", True), ("a<br/>b", True), ("a <b>b</b>", True), ("a < b > c", False), ("<3 and <p", False), ("", False)],
)
def test_markup_is_told_from_text(text: str, markup: bool) -> None:
    """A text is HTML when it closes an element or breaks a line; a sign for "less" is none."""
    assert is_markup(text) is markup


def test_half_characters_are_replaced() -> None:
    """Half an emoji and controls become the sign for what cannot be shown."""
    assert whole_characters("a\ud83d\x00\tb") == "a\ufffd\ufffd\tb"


def test_a_short_piece_of_html_is_an_article() -> None:
    """A post of one line is read as text, not as a menu; one that shows nothing is empty."""
    content = body_of("<p>The mayor said no.</p>")
    assert [(z.kind, content.text[z.start : z.end]) for z in content.zones] == [("body", "The mayor said no.")]
    assert body_of("<p><img src='x'></p>").text == ""
