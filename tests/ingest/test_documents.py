"""Bytes to a document."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.documents import ingest
from rashomon.records import ARTICLE_ZONES

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("RASHOMON_DATA", ROOT.parent / "shared" / "data"))


def test_id_is_of_the_bytes_and_not_of_the_name() -> None:
    """The same bytes under two names are the same document but for the name."""
    data = b"The mayor said no."
    first, second = ingest("a", data).document, ingest("b", data).document
    digest = hashlib.sha256(data).hexdigest()
    assert first.id == second.id == "d" + digest[:12]
    assert (first.sha256, first.name, second.name) == (digest, "a", "b")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a b\n" * 500_001, "500,000 lines"),
        (b"a\r" * 500_001, "500,000 lines"),
        (b"<html>" + b"<b>" * 1_000_000, "tags"),
    ],
    ids=["lines", "lines of old Macs", "tags"],
)
def test_what_would_take_gigabytes_of_memory_is_refused(data: bytes, said: str) -> None:
    """A text of too many lines and a page of too many tags are refused before anything is made of them."""
    with pytest.raises(TooLarge, match=f"^long: .*{said}"):
        ingest("long", data)


def test_a_line_of_spaces_between_lines_of_a_menu() -> None:
    """Furniture of several lines may have a line of nothing but spaces in it."""
    menu = "Home\n   \nNews\n \t \nShare this\n   \nTweet\n"
    taken = ingest("a.txt", f"{menu}\nThe mayor said that no boat had left before dawn.\n\n{menu}".encode())
    assert taken.document.text.startswith(menu)


@pytest.mark.parametrize("rule", ["-", "—", "- ", "(Reuters) -", "A/", "A-", "A, "])
def test_a_line_drawn_behind_a_heading_takes_no_time(rule: str) -> None:
    """A rule of dashes behind capitals is looked at once, not once for each way to cut it into dashes."""
    began = perf_counter()
    ingest("a.txt", f"QUAY{rule * 200}\n\nThe mayor said that no boat had left the harbour before dawn.\n".encode())
    assert perf_counter() - began < 2


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_plain_text_is_the_text_of_the_file(text: str) -> None:
    """The text of a plain document is the file's own, and every zone quotes from it."""
    text = "Said: " + text
    taken = ingest("x", text.encode())
    document, zones = taken.document, taken.zones
    assert document.text == text
    assert document.media_type == "text/plain"
    assert all(text[z.start : z.end].strip() for z in zones)


def test_given_date_beats_the_page() -> None:
    """A date that the user gives is chosen and marked as given; the page's own stays among the signals."""
    page = b"<html><head><meta name='date' content='2020-02-07'></head><body><p>He said no.</p></body></html>"
    document = ingest("x", page, published="2019-01-02").document
    assert document.published == "2019-01-02"
    found = [(s.value, s.where) for s in document.signals if s.field == "published"]
    assert found == [("2019-01-02", "given"), ("2020-02-07", "meta date")]
    with pytest.raises(Unreadable, match="YYYY-MM-DD"):
        ingest("x", page, published="2.1.2019")


def test_a_signal_says_how_the_bytes_were_decoded() -> None:
    """The encoding is a signal, with a byte order mark that was dropped."""
    document = ingest("x", b"\xef\xbb\xbfHe said no.").document
    assert [(s.value, s.where) for s in document.signals if s.field == "encoding"] == [
        ("utf-8", "byte order mark, dropped")
    ]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"<!DOCTYPE html><p>x said y", "text/html"),
        (b"\n <!-- saved --> <html><body>x said y</body></html>", "text/html"),
        (b"<div><p>x said y</p></div>", "text/html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html><body>x said y</body></html>", "text/html"),
        (b"<?xml version='1.0'?><rss><item><title>x said y</title></item></rss>", "application/xml"),
        (b"<3 she said, and <p> is a tag", "text/plain"),
        (b"# Notes\n\nx said <b>y</b>.", "text/plain"),
    ],
)
def test_the_format_is_told_by_content(data: bytes, media_type: str) -> None:
    """Markup at the start that is closed again makes a page; a suffix is never asked."""
    assert ingest("x.pdf", data).document.media_type == media_type


def test_error_names_the_input() -> None:
    """A file that cannot be used is named in the reason."""
    with pytest.raises(Unreadable, match=r"old\.pdf: a PDF file too broken"):
        ingest("old.pdf", b"%PDF-1.4 ...")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'{"claims": [{"source": "the mayor", "content": "no"}]}', "no column holds a text"),
        ('["The mayor said no.", "Général"]'.encode(), "an array without named columns"),
        (b"[]", "an array"),
    ],
)
def test_json_without_texts_is_no_report(data: bytes, what: str) -> None:
    """JSON in which nothing is named as a text is refused with what it is and what to try."""
    with pytest.raises(Unreadable, match=rf"answers: JSON .*{what}"):
        ingest("answers", data)


def test_json_with_a_text_is_a_document() -> None:
    """One object whose columns say which is the text is a document, in whatever encoding."""
    post = '{"text": "Général Anders said no.", "author": "Mara", "date": "2020-02-07"}'
    taken = ingest("post", post.encode("utf-16"))
    assert "Général Anders said no." in taken.document.text
    assert (taken.document.author, taken.document.published) == ("Mara", "2020-02-07")


@pytest.mark.parametrize(
    "text",
    [
        "[A]ny attack will be answered, the minister said.",
        "[1] The mayor said no.",
        "{Editor's note: the mayor said no.}",
        '{"text": "The mayor said no."} was all that the file held, he said.',
        '{"text": "x said y"}\nThe mayor said no.\n',
        '["The mayor said no.',
        '"The mayor said no."',
        "[" * 20_000,
    ],
)
def test_a_text_that_starts_like_json_is_a_text(text: str) -> None:
    """A bracket at the start does not make JSON; a text that breaks off, or goes on in words, is read as it is."""
    assert ingest("x", text.encode()).document.text == text


def test_intake_is_the_same_every_time() -> None:
    """The same bytes give the same document and zones."""
    page = b"<html><body><h1>Ships seen</h1><p>The mayor said that two ships had been seen.</p></body></html>"
    assert ingest("x", page) == ingest("x", page)


@pytest.mark.skipif(
    not (DATA / "attribution" / "dev.jsonl").exists(), reason="needs the attribution data: set RASHOMON_DATA"
)
def test_articles_without_furniture_are_kept() -> None:
    """Of public articles that are nothing but article, less than half a percent of the characters is set aside."""
    kept = total = 0
    for line in (DATA / "attribution" / "dev.jsonl").read_text(encoding="utf8").splitlines():
        for zone in ingest("x", json.loads(line)["text"].encode()).zones:
            total += zone.end - zone.start
            kept += (zone.end - zone.start) * (zone.kind in ARTICLE_ZONES)
    assert kept > 0.995 * total


@pytest.mark.skipif(not (DATA / "pages" / "gold.jsonl").exists(), reason="needs the public pages: set RASHOMON_DATA")
def test_article_zones_of_public_pages() -> None:
    """On public pages the article is found as well as it was when this was written, as a page and as plain text."""
    run = subprocess.run(
        [sys.executable, ROOT / "evals" / "pages.py", DATA],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    scores = {row["input"]: row["f1"] for row in map(json.loads, run.stdout.splitlines()) if "input" in row}
    assert scores["html"] >= 0.95
    assert scores["text"] >= 0.91


def test_comments_without_end_do_not_stop_the_sniffing() -> None:
    """Sixty comments before something that is no page are told from a page at once."""
    document = ingest("x.html", b"<!-- a -->\n" * 60 + b"{{page}} The mayor said no.").document
    assert document.text


def test_half_an_emoji_in_the_metadata_is_replaced() -> None:
    """A headline cut in the middle of a character gives a title that can be stored and printed."""
    data = '{"@type": "NewsArticle", "headline": "Quay \\ud83d"}'
    script = f'<script type="application/ld+json">{data}</script>'
    document = ingest(
        "x.html", f"<!doctype html><html><head>{script}</head><body><p>Yes.</p></body></html>".encode()
    ).document
    assert document.title == "Quay \ufffd"
    for signal in document.signals:
        signal.value.encode()


def test_a_day_that_may_be_another_stays_a_signal() -> None:
    """A date that can be read in two ways is kept as it stands, and is no document's day."""
    taken = ingest("row", b'{"text": "The mayor of the town said no.", "date": "3/4/2020"}').document
    assert taken.published == ""
    assert "3/4/2020" in {s.value for s in taken.signals if s.field == "published"}


GARBLED = "The mayor said: “No cafe will close, and that’s final.”".encode().decode("cp1252", "ignore")


@pytest.mark.parametrize("data", [GARBLED.encode(), json.dumps({"text": GARBLED, "title": "No"}).encode()])
def test_garbled_characters_are_repaired_beside_the_text(data: bytes) -> None:
    """A garbled text stays as it is and says so; a repaired one stands beside it, and belongs to it."""
    taken = ingest("x", data)
    (beside,) = taken.attached
    assert "that\u2019s final" in beside.document.text
    assert "that\u2019s final" not in taken.document.text
    assert (beside.document.kind, beside.document.of) == ("repaired", taken.document.id)
    assert "garbled" in taken.skips[0].reason
    assert all(beside.document.text[z.start : z.end].strip() for z in beside.zones)


def test_the_earliest_comment_dates_an_article_that_does_not() -> None:
    """Where nothing else says when it was published, the day of the first comment stands in, and says what it is."""
    page = (
        "Two rockets hit the quay\n\nThe harbour master said that two rockets had hit the quay before dawn on "
        "Monday.\n\nNobody had been on the quay at that hour, a clerk of the port told reporters in the evening.\n\n"
        "2 Comments\n\nBob says:\nFebruary 8, 2020\n\nI saw it.\n\nAnn says:\nFebruary 7, 2020\n\nI did not.\n"
    )
    taken = ingest("x", page.encode())
    assert taken.document.published == "2020-02-07"
    assert [s.where for s in taken.document.signals if s.field == "published"] == ["earliest comment"]
