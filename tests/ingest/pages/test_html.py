"""A web page to text and zones."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Content
from rashomon.ingest.pages import html as pages
from rashomon.ingest.pages import html_article
from rashomon.ingest.pages.html import read_html
from rashomon.records import ARTICLE_ZONES

PROSE = (
    "The harbour office said on Monday that two ships had been seen off the quay before the first shell fell.",
    "Nobody in the ministry would say who had given the order, and the mayor declined to speculate about it.",
    "A clerk at the customs house, who was there, told reporters that the ships carried no lights at all.",
)
BODY = "".join(f"<p>{p}</p>" for p in PROSE)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='comments'>",
        "</div>",
        "<b>",
        "<ul><li>",
        "<br>",
        "<table><tr><td>",
        "<h1>",
        "</h1>",
        "<!--",
        "&amp;",
        "<blockquote>",
        "<figcaption>",
        "<script>",
        "</script>",
        "<p class=byline>",
        "said the man.",
        PROSE[0],
        "<a href=x>",
        "\x00",
        "🙂",
    ]
)


def made(inner: str, head: str = "") -> Content:
    return read_html(f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>")


def quoted(inner: str, head: str = "") -> list[tuple[str, str]]:
    """Kind and text of every zone of a page."""
    content = made(inner, head)
    return [(z.kind, content.text[z.start : z.end]) for z in content.zones]


@settings(deadline=None, max_examples=60)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_zones_are_ordered_apart_and_cover_the_text(inner: str) -> None:
    """Whatever the markup, zones stand in order, do not overlap and leave out nothing but white space."""
    try:
        content = made(inner)
    except Unreadable:
        return
    position = 0
    for zone in content.zones:
        assert position <= zone.start < zone.end <= len(content.text)
        assert not content.text[position : zone.start].strip()
        assert content.text[zone.start : zone.end].strip() == content.text[zone.start : zone.end]
        assert 0 < zone.p <= 1
        assert zone.made_by in {"markup", "grammar", "lines"}
        position = zone.end
    assert not content.text[position:].strip()
    content.text.encode("utf-8")


ARTICLE = f"""
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Ships Seen Before Harbour Was Shelled</h1>
<p class="standfirst">Two vessels lay off the quay, the harbour office says, and nobody asked them why.</p>
<p class="byline">By Odd Marl</p><time datetime="2020-02-07">7 February 2020</time>
<p>{PROSE[0]}</p><p>{PROSE[1]}</p>
<figure><img src="x.jpg"><figcaption>The quay on Monday morning, seen from the breakwater.</figcaption></figure>
<blockquote><p>“They carried no lights, and that is all I shall say about them,” the clerk wrote later that day.</p>
</blockquote>
<p>{PROSE[2]}</p><ul><li>One ship was grey and had a tall mast.</li>
<li>The other ship was not seen again that night.</li></ul>
<p>{PROSE[0].replace("Monday", "Tuesday")}</p>
<p>Liked it? Take a second to support The Lantern on Patreon!</p></article>
<div id="comments"><h3>2 Comments</h3><ol class="commentlist">
<li class="comment" id="comment-1"><cite class="fn">Lampman</cite><time>February 8, 2020</time>
<p>It was the ministry, said everybody in the harbour who has ever seen one of those ships at night.</p>
<a>Reply</a></li>
<li class="comment" id="comment-2"><cite class="fn">Sally</cite><span class="date">February 9, 2020</span>
<p>Reply to Lampman</p><p>It was not, and you know it.</p></li></ol></div>
<footer>© 2020 The Lantern</footer>"""


def test_zones_of_an_article() -> None:
    """Headline, standfirst, byline, date, paragraphs, caption, quotation, list and furniture are told apart."""
    zones = quoted(ARTICLE, "<title>Ships Seen Before Harbour Was Shelled | The Lantern</title>")
    kinds = {text.splitlines()[0]: kind for kind, text in zones}
    assert kinds["Ships Seen Before Harbour Was Shelled"] == "headline"
    assert kinds["By Odd Marl"] == "byline"
    assert kinds["7 February 2020"] == "dateline"
    assert [kinds[p] for p in PROSE] == ["body"] * 3
    assert kinds["The quay on Monday morning, seen from the breakwater."] == "caption"
    assert kinds["One ship was grey and had a tall mast."] == "list"
    assert [kind for kind, text in zones if text.startswith("“They carried")] == ["blockquote"]
    assert [kind for kind, text in zones if text.startswith("Two vessels")] == ["standfirst"]
    assert [kind for kind, text in zones if "Patreon" in text] == ["support"]
    assert [kind for kind, text in zones if "Home" in text or "©" in text] == ["navigation"] * 2


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<div class='sharedaddy'>Tell the others</div>", "share"),
        ("<div class='kk-star-ratings'>4.2 of 5</div>", "rating"),
        ("<div class='related-posts'><a href='/x'>Another thing that happened at sea</a></div>", "related"),
        ("<div id='RelatedArticles'><h4>An older thing that happened at sea</h4></div>", "related"),
        ("<div class='donate-box'>Give what you can to keep this lamp lit.</div>", "support"),
        ("<div class='author-bio'>Odd Marl has covered the harbour since it was dug.</div>", "author_bio"),
        ("<p class='disclaimer'>What columnists write is theirs to defend.</p>", "disclaimer"),
        ("<form><label>Street</label></form>", "navigation"),
        ("<div class='newsletter-signup'>Letters by pigeon</div>", "navigation"),
        ("<ul><li><a href='/1'>What the pilots saw that evening, in five maps</a></li></ul>", "related"),
    ],
)
def test_furniture_is_told_by_its_words(markup: str, kind: str) -> None:
    """Class names and elements say what kind of furniture stands after an article, and inside it."""
    needle = made(markup).text.splitlines()[0]
    after = quoted(f"<article><h1>Ships Seen</h1>{BODY}</article>{markup}")
    assert [k for k, text in after if needle in text] == [kind]
    inside = quoted(f"<article><h1>Ships Seen</h1>{BODY}{markup}{BODY.replace('Monday', 'Friday')}</article>")
    assert next(k for k, text in inside if needle in text) not in ARTICLE_ZONES


def test_a_line_that_only_links_elsewhere_is_no_body() -> None:
    """A teaser between two paragraphs is related matter; a link to the source on another site stays."""
    head = "<link rel=canonical href='https://lantern.example/ships'>"
    teaser = "<p>READ ALSO: <a href='https://www.lantern.example/old'>What the pilots saw in the bay last year</a></p>"
    source = "<p><a href='https://ministry.example/letter'>The letter of the ministry to the harbour office</a></p>"
    inner = f"<h1>Ships</h1>{BODY}{teaser}{source}<p>{PROSE[0].replace('Monday', 'Friday')}</p>"
    zones = {text: kind for kind, text in quoted(inner, head)}
    assert zones["READ ALSO: What the pilots saw in the bay last year"] == "related"
    assert zones["The letter of the ministry to the harbour office"] in ARTICLE_ZONES


def test_what_is_said_twice_is_article_once() -> None:
    """A pull quote and repeated paragraphs are not the article's a second time."""
    pulled = "<blockquote>Nobody in the ministry would say who had given the order</blockquote>"
    content = made(f"<h1>Ships</h1>{BODY}{pulled}{BODY}")
    article = [content.text[z.start : z.end] for z in content.zones if z.kind in ARTICLE_ZONES]
    assert article == ["Ships", *PROSE]


def test_what_stands_behind_the_end_of_a_page_is_kept() -> None:
    """Text after the closing tags of the body and the page is not lost."""
    assert made(f"<p>One.</p></body></html>{BODY}").text.endswith(PROSE[2])


def test_lines_of_furniture_in_a_block_are_cut_out() -> None:
    """A line of support between line breaks is a zone of its own."""
    inner = f"<h1>Ships</h1><p>{PROSE[0]}<br>Support us on Patreon<br>{PROSE[1]}</p><p>{PROSE[2]}</p>"
    zones = {text: kind for kind, text in quoted(inner)}
    assert zones["Support us on Patreon"] == "support"
    assert zones[PROSE[0]] == zones[PROSE[1]] == "body"


def test_a_note_about_the_author_is_no_claim() -> None:
    """A last paragraph that starts with the author's name and says who that is, is a note about the author."""
    head = "<meta name=author content='Odd Marl'>"
    zones = quoted(f"<h1>Ships</h1>{BODY}<p>Odd Marl is a reporter for The Lantern and lives by the sea.</p>", head)
    assert [kind for kind, text in zones if text.startswith("Odd Marl")] == ["author_bio"]


def test_articles_of_equal_standing_are_parts() -> None:
    """Two article elements with heading and prose are two parts with their own headline, author and day."""
    second = BODY.replace("harbour", "airport").replace("ships", "planes").replace("Monday", "Tuesday")
    more = [
        f"<p>And more was said {what} that day by those who had seen it. {what * 40}.</p>"
        for what in ("here ", "there ")
    ]
    content = made(
        f"<article><h2>Ships Seen</h2><p class=byline>By Odd Marl</p><time>7 February 2020</time>"
        f"{BODY}{more[0]}</article>"
        f"<article><h2>Planes Heard</h2><p class=byline>By Ina Foss</p><time>9 February 2020</time>{second}{more[1]}"
        "</article><article><h2>A card</h2><p>Only a line about a thing elsewhere, nothing more.</p></article>"
    )
    assert [(p.title, p.author, p.published) for p in content.parts] == [
        ("Ships Seen", "Odd Marl", "2020-02-07"),
        ("Planes Heard", "Ina Foss", "2020-02-09"),
    ]
    heads = [content.text[z.start : z.end] for z in content.zones if z.kind == "headline"]
    assert heads == ["Ships Seen", "Planes Heard"]
    assert content.parts[0].end <= content.parts[1].start


def test_origin_is_read_from_the_page() -> None:
    """What a page says of where its text comes from is kept with its place."""
    content = made(f"<h1>Ships</h1>{BODY}<p>This article was originally published by The Lantern.</p>")
    assert ("first_published", "The Lantern") in [(p.relation, p.name) for p in content.provenance]


def test_container_that_only_sounds_like_comments_keeps_its_article() -> None:
    """A class name of comments around the whole article does not make it one."""
    assert [kind for kind, text in quoted(f"<div class='comment-content'>{BODY}</div>") if text in PROSE] == [
        "body"
    ] * 3


@pytest.mark.filterwarnings("ignore")
def test_page_survives_an_extractor_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the outside extractor raises, our own rule still finds the paragraphs."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    import trafilatura

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    found = quoted(f"<nav>Home World Sport</nav><h1>Ships Seen</h1>{BODY}<footer>All of it is ours.</footer>")
    assert [kind for kind, text in found if text in PROSE] == ["body"] * 3
    assert found[0][0] not in ARTICLE_ZONES
    assert found[-1][0] not in ARTICLE_ZONES


def test_entities_of_the_page_itself_are_not_expanded() -> None:
    """Neither an entity bomb nor a file of this machine gets into the text."""
    bomb = '<!DOCTYPE x [<!ENTITY a "lollollol"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hosts">]>'
    document = read_html(f"{bomb}<html><body><p>&b; &c; it said.</p></body></html>")
    assert "lol" not in document.text
    assert "localhost" not in document.text


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 450_000 + PROSE[0] + "</div>" * 450_000,
        "<b><i>" * 300_000 + PROSE[0],
        "<div class='comment'><ul><li>" * 100_000 + PROSE[0],
        "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + f">x</p><p>{PROSE[0]}</p>",
        f"<p class='{'comment-' * 20_000}'>{PROSE[0]}</p>",
        "<table><tr><td>" * 50_000 + PROSE[0],
        f"<p>{PROSE[0]}<p" + "<" * 1000,
        "<div class=related>" * 20_000 + PROSE[0],
        "<article><h2>x</h2>" * 20_000 + PROSE[0],
        "<div id=comments>" + "<ol class=children><li class=comment><cite class=fn>A</cite>Yes." * 10_000 + PROSE[0],
        "<p>" + "&amp;" * 300_000 + PROSE[0],
        "<script type='application/ld+json'>" + "[" * 300_000 + f"</script><p>{PROSE[0]}",
        "<span itemprop=author class=author>x</span>" * 30_000 + f"<p>{PROSE[0]}",
        "<time datetime=2020-01-01>x</time>" * 30_000 + f"<p>{PROSE[0]}",
        "<p>\x00" * 20_000 + PROSE[0],
        f"<p>\ud800{PROSE[0]}\udfff</p>",
        f"<p>x</p><plaintext>{PROSE[0]}",
        f"<svg><p>no</p></svg><math><mi>no</mi></math><template><p>no</p></template><p>{PROSE[0]}",
    ],
    ids=[
        *("deep", "unclosed", "lists", "attributes", "class", "tables", "angles", "boxes", "articles", "thread"),
        *("entities", "brackets", "itemprops", "times", "nul", "surrogates", "plaintext", "foreign"),
    ],
)
def test_hostile_markup_is_bounded_and_keeps_its_text(markup: str) -> None:
    """Deep, broken and bloated markup is read in seconds, and the sentence inside it is there."""
    began = time.process_time()
    text = read_html(markup).text
    assert PROSE[0] in text
    text.encode("utf-8")
    assert time.process_time() - began < 20


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from("<>/!-=\"'&;ab pdivscrtyle\x00\ud800\n"), max_size=200))
def test_any_characters_are_read_or_refused(markup: str) -> None:
    """No string of markup does anything but give a content or a reason."""
    try:
        content = read_html(markup)
    except Unreadable:
        return
    content.text.encode("utf-8")


LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from rashomon.ingest.pages.html import read_html
body = "".join(f"<div class=c{n % 50}><p>{n} ships lay off the quay, said the clerk.</p></div>" for n in range(40_000))
print(len(read_html("<div>" * 200_000 + body).text))
print(len(read_html(body + "<b>" * 500_000).text))
"""


def test_memory_is_bounded() -> None:
    """A page of 3 MB, deep or wide, is read in a process that may not have more than 1.5 GB of addresses."""
    found = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, check=False, timeout=300)
    assert found.returncode == 0, found.stderr[-2000:]
    assert all(int(size) > 1_500_000 for size in found.stdout.split())


def test_page_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """More markup than the limit is refused with what to try."""
    monkeypatch.setattr(pages, "MAX_PAGE", 1000)
    with pytest.raises(TooLarge, match="save its text"):
        made("<p>word</p>" * 500)


def test_page_that_only_a_script_would_fill() -> None:
    """A page without text says that it may need a browser."""
    with pytest.raises(Unreadable, match="browser"):
        made("<script>document.write('news')</script>")


def test_long_page_is_read_without_the_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of very many elements is read by our own rule: the outside extractor is not asked."""
    monkeypatch.setattr(html_article, "EXTRACTOR_ELEMENTS", 1000)
    monkeypatch.setattr(html_article, "extracted", lambda *_: pytest.fail("asked"))
    body = "".join(f"<p>{n}. {PROSE[n % 3]}</p>" for n in range(1500))
    content = read_html(f"<html><body>{body}</body></html>")
    assert content.text.startswith("0. ")
    assert len([z for z in content.zones if z.kind == "body"]) == 1500
    assert {z.made_by for z in content.zones} == {"lines"}


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        ("<p>By Petra Quill</p><p>7 February 2020</p>", ["byline", "dateline"]),
        ("<p>The office told the ministry.</p><p>Von Petra Quill</p>", ["standfirst", "byline"]),
        ("<div>Petra Quill</div><div>7 February 2020</div>", ["byline", "dateline"]),
        ("<p>By noon the quay was empty and the clerks had gone home.</p>", ["body"]),
    ],
)
def test_lines_below_the_headline_are_told_by_their_words(lines: str, kinds: list[str]) -> None:
    """Author and day need no class name, and a paragraph above them is the standfirst."""
    title = "Two ships seen off the quay before shelling"
    content = read_html(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{lines}{BODY}</body></html>")
    assert [zone.kind for zone in content.zones] == ["headline", *kinds, *["body"] * len(PROSE)]
