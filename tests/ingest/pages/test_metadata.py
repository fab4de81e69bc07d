"""What a page says about itself."""

from __future__ import annotations

import json

import pytest

from rashomon.ingest.documents import ingest
from rashomon.ingest.pages.html import parse, read_html
from rashomon.ingest.pages.metadata import headed, metadata


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


def every(head: str, body: str = "<p>Text.</p>") -> set[tuple[str, str, str]]:
    """Field, value and place of every reading."""
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return {(s.field, s.value, s.where) for s in metadata(parse(page))}


def test_people_and_outlets_behind_references() -> None:
    """Objects that JSON-LD only names by their @id are looked up among the page's other objects."""
    data = {
        "@graph": [
            {"@type": "Article", "headline": "Ships", "author": {"@id": "#odd"}, "publisher": {"@id": "#lantern"}},
            {"@type": "Person", "@id": "#odd", "name": "Odd Marl"},
            {"@type": "Organization", "@id": "#lantern", "name": "The Lantern"},
        ]
    }
    found = every(f"<script type='application/ld+json'>{json.dumps(data)}</script>")
    assert ("author", "Odd Marl", "JSON-LD author") in found
    assert ("outlet", "The Lantern", "JSON-LD publisher") in found


def test_sources_addresses_and_updates() -> None:
    """What an article is based on, where it stands, and when it was changed are read from every place that says so."""
    data = {
        "@type": "NewsArticle",
        "headline": "Ships",
        "dateModified": "2020-02-09T08:00:00Z",
        "isBasedOn": ["https://packet.example/ships", {"@type": "NewsArticle", "url": "https://wire.example/1"}],
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://lantern.example/ships"},
    }
    head = (
        f"<script type='application/ld+json'>{json.dumps(data)}</script>"
        "<meta property='article:modified_time' content='2020-02-08'>"
        "<meta name='syndication-source' content='https://herald.example/a'>"
        "<link rel='canonical' href='/ships'><base href='https://lantern.example/'>"
        "<meta property='og:url' content='https://lantern.example/ships?x=1'>"
        "<meta name='citation_publication_date' content='2020/02/07'><meta name='dc.creator' content='Ina Foss'>"
    )
    found = every(head)
    assert {(f, v) for f, v, _ in found if f in {"based_on", "updated", "canonical", "url"}} == {
        ("based_on", "https://packet.example/ships"),
        ("based_on", "https://wire.example/1"),
        ("based_on", "https://herald.example/a"),
        ("updated", "2020-02-09"),
        ("updated", "2020-02-08"),
        ("canonical", "https://lantern.example/ships"),
        ("url", "https://lantern.example/ships?x=1"),
        ("url", "https://lantern.example/ships"),
    }
    assert ("author", "Ina Foss", "meta dc.creator") in found


def test_days_of_comments_and_updates_are_no_days_of_publication() -> None:
    """A time element inside a comment is left out, and one whose words say so is for an update."""
    body = (
        "<div class='comment'><time datetime='2020-03-01'>x</time></div>"
        "<p>Updated: <time class='updated' datetime='2020-02-09'>9 Feb</time></p>"
        "<p><time pubdate datetime='2020-02-07'>7 Feb</time></p>"
    )
    found = {(f, v) for f, v, w in every("", body) if w == "time element"}
    assert found == {("published", "2020-02-07"), ("updated", "2020-02-09")}


def test_microformats_and_itemprops() -> None:
    """The fields of an h-entry and of marked-up items are read."""
    body = (
        "<div class='h-entry'><a class='p-author h-card'>Odd Marl</a><time class='dt-published' datetime='2020-02-07'>"
        "</time><a class='u-repost-of' href='https://packet.example/ships'>there</a></div>"
        "<span itemprop='author' itemscope><meta itemprop='name' content='Ina Foss'></span>"
        "<meta itemprop='dateModified' content='2020-02-08'>"
    )
    found = {(f, v) for f, v, _ in every("", body)}
    assert {
        ("author", "Odd Marl"),
        ("published", "2020-02-07"),
        ("based_on", "https://packet.example/ships"),
        ("author", "Ina Foss"),
        ("updated", "2020-02-08"),
    } <= found


def test_json_with_the_mistakes_of_pages_is_read() -> None:
    """A comma too many, a comment around the block and raw line breaks in a string do not lose the block."""
    data = '<!-- {"@type": "Report", "headline": "Ships\nseen", "datePublished": "2020-02-07",} -->'
    found = every(f"<script type='application/ld+json'>{data}</script>")
    assert ("title", "Ships seen", "JSON-LD headline") in found
    assert ("published", "2020-02-07", "JSON-LD datePublished") in found


def test_what_the_page_shows_is_a_reading_of_its_own() -> None:
    """The date line and the byline that readers see stand beside what the head says."""
    prose = "<p>The harbour office said on Monday that two ships had been seen off the quay before dawn.</p>" * 3
    head = "<meta property='article:published_time' content='2020-02-07'>"
    body = f"<h1>Ships Seen</h1><p class='byline'>By Odd Marl</p><p class='date'>9 February 2020</p>{prose}"
    content = read_html(f"<html><head>{head}</head><body>{body}</body></html>")
    days = {(s.value, s.where) for s in content.signals if s.field == "published"}
    assert {("2020-02-07", "meta article:published_time"), ("2020-02-09", "date line of the page")} <= days
    assert "Odd Marl" in {s.value for s in content.signals if s.where == "byline of the page"}


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Ships seen - The Lantern", "Ships seen"),
        ("Ships seen | the lantern ", "Ships seen"),
        ("Ships seen by The Lantern", "Ships seen by The Lantern"),
        ("The Lantern", "The Lantern"),
    ],
)
def test_a_title_ends_before_the_name_of_the_site(title: str, bare: str) -> None:
    """The name of the site that is put behind a title is no part of it; one inside it is."""
    head = f"<meta property='og:site_name' content='The Lantern'><meta property='og:title' content='{title}'>"
    assert chosen(head)["title"] == (bare, "meta og:title")


@pytest.mark.parametrize(
    ("title", "heading", "chosen_title"),
    [
        ("Two ships seen off the quay – The Lantern", "Two ships seen off the quay", "Two ships seen off the quay"),
        (
            "The Lantern: Two ships seen off the quay",
            "Two ships seen off the quay",
            "Two ships seen off the quay",
        ),
        ("Ships seen live", "Ships seen live: harbour shelled", "Ships seen live: harbour shelled"),
        (
            "Two ships seen off the quay - The Daily Lantern",
            "The Daily Lantern",
            "Two ships seen off the quay - The Daily Lantern",
        ),
        ("Two ships seen off the quay at night", "Two ships seen off the quay", "Two ships seen off the quay at night"),
    ],
)
def test_title_element_is_read_beside_the_heading(title: str, heading: str, chosen_title: str) -> None:
    """What a site puts behind its heading is no title; a heading that only names the site is none either."""
    assert headed(title, heading) == chosen_title


def test_a_line_that_begins_with_by_names_the_author_and_the_day() -> None:
    """A line of "By" and a day gives both, and the outlet below a byline is no author."""
    prose = "".join(
        f"<p>The harbour office said on day {i} that ships had been seen off the quay.</p>" for i in range(9)
    )
    for line in (
        "<p class='date'>By Odd Marl on Friday, 7 February 2020</p>",
        "<p class='byline'>By Odd Marl<br>Reuters</p>",
    ):
        content = read_html(
            f"<html><head><title>Ships seen</title></head><body><h1>Ships seen</h1>{line}{prose}</body></html>"
        )
        assert "Odd Marl" in {s.value for s in content.signals if s.where == "byline of the page"}


def test_the_name_of_the_site_is_no_headline() -> None:
    """A heading that only names the outlet is passed over for the one that names the article."""
    prose = "".join(
        f"<p>The harbour office said on day {i} that ships had been seen off the quay.</p>" for i in range(9)
    )
    head = (
        "<meta property='og:site_name' content='The Lantern'><meta property='og:title' content='Ships seen off quay'>"
    )
    body = f"<h1>The Lantern</h1><article><h2>Ships seen off quay</h2>{prose}</article>"
    content = read_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert [content.text[z.start : z.end] for z in content.zones if z.kind == "headline"] == ["Ships seen off quay"]
