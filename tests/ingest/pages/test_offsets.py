"""The bytes behind a span of text."""

from __future__ import annotations

import codecs
import html
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import Unreadable
from rashomon.ingest.pages.html import read_html
from rashomon.ingest.pages.html_scan import Scanner
from rashomon.ingest.pages.offsets import source_span

SENTENCE = "The harbour office said on Monday that two ships had been seen off the quay before the first shell fell."
PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=x data-y='a>b'>",
        "</div>",
        "<b>",
        "</b>",
        "<br>",
        "<ul><li>",
        "</ul>",
        "<table><tr><td>",
        "</table>",
        "<!-- no -->",
        "<!-->",
        "<!--->",
        "<?php no ?>",
        "<![CDATA[ no ]]>",
        "<script>var a = '<p>no</p>'; <!-- <script> no </script> --></script>",
        "<style>p > b { no }</style>",
        "<noscript><p>no</p></noscript>",
        "<svg><text>no</text></svg>",
        "<svg/>",
        "<select><option>no</select>",
        "<textarea><b>no</textarea>",
        "<xmp>yes</xmp>",
        "<q>",
        "</q>",
        "&amp;",
        "&eacute;t&eacute",
        "&#8220;quoted&#x201D;",
        "&#150;",
        "&nbsp;",
        "&nosuch; & alone",
        "a < b > c",
        "«İstanbul»",
        "🙂 emoji",
        "日本語の文",
        "\n\t ",
        "\x00",
        " said the man ",
        "word",
    ]
)
DROPPED = re.compile(r"<(script|style|noscript|svg|select|textarea)\b(?:[^>]*/>|.*?</\1\s*>)", re.DOTALL)
TAG = re.compile(r"<!--(?:>|->|.*?-->)|<[?!/][^>]*>|<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)


def characters(markup: str) -> str:
    """What a reader sees of some markup, without white space."""
    bare = TAG.sub("", DROPPED.sub("", re.sub(r"<script>.*?--></script>", "", markup, flags=re.DOTALL)))
    return "".join(html.unescape(bare).replace("\x00", "\ufffd").split())


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.data())
def test_bytes_of_a_page_give_back_the_words(inner: str, data: st.DataObject) -> None:
    """For any page, the bytes behind a span are its words once tags are gone and entities are resolved."""
    head = "<!doctype html><html><head><title>t</title></head>"
    raw = f"{head}<body><p>Start.</p>{inner}<p>End.</p></body></html>".encode()
    try:
        text = read_html(raw.decode()).text
    except Unreadable:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = source_span(raw, text, "text/html", "utf-8", start, end)
    if span is None:
        return
    wanted = "".join(text[start:end].split()).strip("“”")
    got = characters(raw[span[0] : span[1]].decode())
    assert got.strip("“”") == wanted or got.replace("”", "").replace("“", "") == wanted.replace("”", "").replace(
        "“", ""
    )


WORDS = st.lists(st.sampled_from(["harbour", "said", "café", "“no”", "A&B", "x<y", "日本", "🙂", "1,000"]), min_size=1)
INLINE = st.sampled_from(
    ["{}", "<b>{}</b>", "<a href='?a=1&b=2'>{}</a>", "<!-- c -->{}", "{}<br>", '<i class="x>y">{}']
)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(WORDS, INLINE), min_size=1, max_size=12))
def test_every_paragraph_of_a_plain_page_is_found(parts: list[tuple[list[str], str]]) -> None:
    """On a page of ordinary markup every zone maps back, and no two zones to the same bytes."""
    body = "".join(f"<p>{n} {wrap.format(html.escape(' '.join(words)))}</p>" for n, (words, wrap) in enumerate(parts))
    raw = f"<html><body>{body}</body></html>".encode()
    content = read_html(raw.decode())
    last = 0
    for zone in content.zones:
        span = source_span(raw, content.text, "text/html", "utf-8", zone.start, zone.end)
        assert span is not None
        assert span[0] >= last
        last = span[1]
        wanted = "".join(content.text[zone.start : zone.end].split())
        assert characters(raw[span[0] : span[1]].decode()) == wanted


@settings(deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"]),
    st.booleans(),
    st.data(),
)
def test_bytes_of_a_text_decode_to_the_span(text: str, encoding: str, marked: bool, data: st.DataObject) -> None:
    """In the encodings of Unicode, with a byte order mark or without, the bytes decode to the very span."""
    if text.startswith("\ufeff"):
        text = "x" + text
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    raw = (marks.get(encoding, b"") if marked else b"") + text.encode(encoding)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = source_span(raw, text, "text/plain", encoding, start, end)
    if not text[start:end].strip():
        assert span is None
    else:
        assert span is not None
        assert raw[span[0] : span[1]].decode(encoding) == text[start:end].strip()


@pytest.mark.parametrize("encoding", ["cp1252", "gb18030", "shift_jis", "euc_jp", "big5", "koi8_r", "cp1254"])
def test_other_encodings(encoding: str) -> None:
    """Single bytes and pairs of bytes are counted as the encoding has them."""
    words = {"koi8_r": "Москва сказала", "cp1252": "café – naïve", "cp1254": "İstanbul"}.get(encoding, "日本 中")
    text = f"Start. {words} end.\n" * 3000
    raw = text.encode(encoding)
    for start in (0, 7, len(text) // 2, len(text) - 30):
        span = source_span(raw, text, "text/plain", encoding, start, start + 25)
        assert span is not None
        assert raw[span[0] : span[1]].decode(encoding) == text[start : start + 25].strip()


def test_broken_bytes_leave_the_rest_to_be_found() -> None:
    """Where bytes were replaced, what stands before and after them still has its place."""
    raw = b"Caf\xc3\xa9 one. Bad \xff here. Then \xe2\x82 cut. " + "Café last.".encode() * 2000
    text = raw.decode("utf-8", "replace")
    at = text.rindex("Café last")
    span = source_span(raw, text, "text/plain", "utf-8", at, at + 9)
    assert span is not None
    assert raw[span[0] : span[1]].decode() == "Café last"
    whole = source_span(raw, text, "text/plain", "utf-8", text.index("Bad"), text.index("Then"))
    assert whole is not None
    assert raw[whole[0] : whole[1]] == b"Bad \xff here."


def test_what_cannot_be_told_is_none() -> None:
    """Another text, an unknown encoding, an empty span and one outside the text have no bytes."""
    raw = b"One two three."
    assert source_span(raw, "Another text here.", "text/plain", "utf-8", 0, 5) is None
    assert source_span(raw, "One two three.", "text/plain", "no-such", 0, 5) is None
    assert source_span(raw, "One two three.", "text/plain", "utf-8", 3, 3) is None
    assert source_span(raw, "One two three.", "text/plain", "utf-8", 5, 99) is None
    assert source_span(raw, "One two three.", "text/plain", "utf-8", -5, 4) is None
    assert source_span(b"<p>One</p>", "Other words", "text/html", "utf-8", 0, 5) is None


def test_a_title_does_not_stand_for_the_headline() -> None:
    """The bytes of a headline are those of the heading, although the page's title says the same before it."""
    raw = b"<html><head><title>Ships seen</title></head><body><h1>Ships <i>seen</i></h1><p>Text.</p></body></html>"
    span = source_span(raw, "Ships seen\n\nText.", "text/html", "utf-8", 0, 10)
    assert span is not None
    assert raw[span[0] : span[1]] == b"Ships <i>seen"


def test_a_repeated_sentence_has_its_own_bytes() -> None:
    """The second of two equal paragraphs leads to the second place."""
    raw = b"<p>Same words here.</p>\n<p>Same words here.</p>"
    content = read_html(raw.decode())
    spans = [source_span(raw, content.text, "text/html", "utf-8", z.start, z.end) for z in content.zones]
    assert len(set(spans)) == len(spans) == 2


def test_marks_of_a_quotation_element_are_the_texts_own() -> None:
    """The marks that the text has for a q element have no bytes, but the words around them do."""
    raw = b"<p>She said <q>no &amp; never</q> twice.</p>"
    content = read_html(raw.decode())
    span = source_span(raw, content.text, "text/html", "utf-8", 0, len(content.text))
    assert span is not None
    assert raw[span[0] : span[1]] == b"She said <q>no &amp; never</q> twice."


@pytest.mark.parametrize(
    "markup",
    [
        '<a b="' * 200_000,
        "<a " * 300_000,
        "<!--" * 200_000,
        "&" * 1_000_000,
        "&a" * 500_000,
        "<noscript>" * 100_000 + SENTENCE,
        "".join(f"<{name}>" for name in ("svg", "math", "select", "object", "video")) * 20_000,
        "<script><!--<script>" * 50_000,
        "<p>" + "ab " * 400_000,
        "</" * 500_000,
        "<title>" * 100_000,
    ],
    ids=["quotes", "tags", "comments", "ands", "names", "noscript", "mixed", "scripts", "words", "ends", "titles"],
)
def test_scanning_hostile_markup_is_linear(markup: str) -> None:
    """A megabyte of constructs without an end is scanned in seconds."""
    began = time.process_time()
    Scanner(markup).scan()
    assert time.process_time() - began < 10


def test_a_text_that_is_not_of_this_page_is_given_up() -> None:
    """Aligning a text with the markup of quite another page ends, and finds nothing."""
    raw = ("<p>" + " ".join(f"word{n}" for n in range(60_000)) + "</p>").encode()
    text = " ".join(f"other{n * 7}" for n in range(60_000))
    began = time.process_time()
    assert source_span(raw, text, "text/html", "utf-8", 1000, 1400) is None
    assert time.process_time() - began < 20
