"""What a page says about itself."""

from __future__ import annotations

import json

import pytest

from rashomon.ingest.documents import ingest
from rashomon.ingest.html import parse
from rashomon.ingest.metadata import metadata


def chosen(head: str, body: str = "<p>Text.</p>") -> dict[str, tuple[str, str]]:
    """For each field the chosen value and where it stood."""
    found = metadata(parse(f"<html><head>{head}</head><body>{body}</body></html>"))
    return {s.field: (s.value, s.where) for s in reversed(found)}


LD = {
    "@graph": [
        {"@type": "WebSite", "name": "no"},
        {
            "@type": ["NewsArticle"],
            "headline": "Ships &amp; shells",
            "datePublished": "2020-02-07T23:30:00+01:00",
            "author": [{"name": "Odd Marl"}, {"name": "Ina Foss"}],
            "publisher": {"name": "The Lantern"},
            "inLanguage": "en-GB",
        },
    ]
}


def test_json_ld_comes_first() -> None:
    """JSON-LD of an article is trusted before meta elements; the day is the one written, in its own zone."""
    head = f"<script type='application/ld+json'>{json.dumps(LD)}</script><meta property='og:title' content='Other'>"
    found = chosen(head)
    assert found["title"] == ("Ships & shells", "JSON-LD headline")
    assert found["author"][0] == "Odd Marl, Ina Foss"
    assert found["published"][0] == "2020-02-07"
    assert found["outlet"][0] == "The Lantern"
    assert found["language"][0] == "en"


def test_every_reading_is_kept() -> None:
    """All readings of a field are signals, the chosen one first."""
    head = "<title>Ships seen off the quay | The Lantern</title><meta property='og:title' content='Ships seen'>"
    titles = [
        s.value
        for s in metadata(parse(f"<html><head>{head}</head><body><h1>Ships</h1></body></html>"))
        if s.field == "title"
    ]
    assert titles == ["Ships seen", "Ships seen off the quay | The Lantern", "Ships"]
    assert chosen(head)["outlet"] == ("The Lantern", "end of the title element")


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("<meta property='article:published_time' content='2020-02-07T10:00:00Z'>", "", "2020-02-07"),
        ("<meta name='pubdate' content='20200207'>", "", "2020-02-07"),
        ("", "<time datetime='2020-02-07'>Friday</time>", "2020-02-07"),
        ("", "<time>7 février 2020</time>", "2020-02-07"),
        ("<link rel=canonical href='https://x.example/2020/02/07/ships'>", "", "2020-02-07"),
        ("<meta name='date' content='2020-02-31'>", "", ""),
        ("<meta name='date' content='soon'>", "", ""),
    ],
)
def test_dates_are_days_or_nothing(head: str, body: str, day: str) -> None:
    """A date is an ISO day from whichever place has it; one that does not exist is none."""
    assert chosen(head, body + "<p>Text.</p>").get("published", ("",))[0] == day


@pytest.mark.parametrize(
    "ld", ["{", "[" * 50_000, '{"@type": "NewsArticle", "headline": 7, "author": {"name": {"name": []}}}', "null"]
)
def test_broken_json_ld_is_ignored(ld: str) -> None:
    """JSON-LD that is broken, deep or of odd types costs nothing but itself."""
    head = f"<script type='application/ld+json'>{ld}</script><meta property='og:title' content='Ships'>"
    assert chosen(head)["title"][0] == "Ships"


def test_address_is_no_author() -> None:
    """A profile's address in the place of an author's name is not taken for a name."""
    assert "author" not in chosen("<meta property='article:author' content='https://social.example/odd'>")


def test_an_author_nested_without_end_loses_nothing_else() -> None:
    """Lists within lists where a name is expected give no name, and the page is read all the same."""
    data = '{"@type": "NewsArticle", "headline": "Quay closed", "author": ' + "[" * 600 + '"X"' + "]" * 600 + "}"
    script = f'<script type="application/ld+json">{data}</script>'
    page = f"<!doctype html><html><head>{script}</head><body><p>Yes.</p></body></html>"
    document = ingest("page.html", page.encode()).document
    assert document.title == "Quay closed"
    assert document.author == ""
