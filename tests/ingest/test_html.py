"""A web page to text and zones."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest import html as pages
from rashomon.ingest.documents import ingest
from rashomon.ingest.html import parse, read_page
from rashomon.records import Document, Zone

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


def made(inner: str, head: str = "") -> tuple[Document, tuple[Zone, ...]]:
    return ingest("page", f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>".encode())


def quoted(inner: str, head: str = "") -> list[tuple[str, str]]:
    """Kind and text of every zone of a page."""
    document, zones = made(inner, head)
    return [(z.kind, document.text[z.start : z.end]) for z in zones]


@settings(deadline=None, max_examples=60)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_zones_are_ordered_apart_and_cover_the_text(inner: str) -> None:
    """Whatever the markup, zones stand in order, do not overlap and leave out nothing but white space."""
    try:
        document, zones = made(inner)
    except Unreadable:
        return
    position = 0
    for zone in zones:
        assert position <= zone.start < zone.end <= len(document.text)
        assert not document.text[position : zone.start].strip()
        position = zone.end
    assert not document.text[position:].strip()
    document.text.encode("utf-8")


def test_text_of_a_page_is_its_blocks() -> None:
    """White space is collapsed, paragraphs stand apart by a blank line, entities are decoded, breaks are kept."""
    document, _ = made(
        "<h1>A &amp; B</h1>\n<p>One\n  <b>two</b> three.</p><p>Line<br>next<br><br>new</p><ul><li>x<li>y</ul>"
    )
    assert document.text == "A & B\n\nOne two three.\n\nLine\nnext\n\nnew\n\nx\ny"


def test_what_is_not_shown_is_no_text() -> None:
    """Scripts, styles, templates, comments and what stands in noscript are dropped."""
    hidden = "<script>said()</script><style>p{}</style><template>no</template><noscript>no</noscript><!-- no -->"
    assert made(f"{hidden}<p>Shown text, he said.</p>{hidden}")[0].text == "Shown text, he said."


def test_quotation_elements_get_their_marks() -> None:
    """A q element shows quotation marks in a browser, and does so in the text."""
    assert made("<p>She said <q>no</q> twice.</p>")[0].text == "She said “no” twice."


def test_cells_of_a_row_stand_in_one_line() -> None:
    """A table's row is a line, its cells a tab apart."""
    assert (
        made("<table><tr><td>Dead</td><td>5</td></tr><tr><td>Hurt</td><td>12</td></tr></table>")[0].text
        == "Dead\t5\nHurt\t12"
    )


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
    assert [kind for kind, text in zones if "Patreon" in text or "Home" in text or "©" in text] == ["furniture"] * 3


def test_comments_of_a_page() -> None:
    """Each comment is one zone with author, date and whom it answers, and none of it is article."""
    document, zones = made(ARTICLE)
    said = [z for z in zones if z.kind == "comment"]
    assert [(c.comment.author, c.comment.reply_to, c.comment.when) for c in said if c.comment] == [
        ("Lampman", "", "February 8, 2020"),
        ("Sally", "Lampman", "February 9, 2020"),
    ]
    assert "It was the ministry" in document.text[said[0].start : said[0].end]


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
    assert found[0][0] == found[-1][0] == "furniture"


def test_entities_of_the_page_itself_are_not_expanded() -> None:
    """Neither an entity bomb nor a file of this machine gets into the text."""
    bomb = '<!DOCTYPE x [<!ENTITY a "lollollol"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hosts">]>'
    document, _ = ingest("x", f"{bomb}<html><body><p>&b; &c; it said.</p></body></html>".encode())
    assert "lol" not in document.text
    assert "localhost" not in document.text


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 30_000 + PROSE[0] + "</div>" * 30_000,
        "<b><i>" * 3_000 + PROSE[0],
        "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + f">x</p><p>{PROSE[0]}</p>",
        f"<p class='{'comment-' * 20_000}'>{PROSE[0]}</p>",
        "<table>" * 500 + PROSE[0],
        f"<p>{PROSE[0]}<p" + "<" * 1000,
    ],
    ids=["deep", "unclosed", "attributes", "class", "tables", "angles"],
)
def test_hostile_markup_is_bounded_and_keeps_its_text(markup: str) -> None:
    """Deep, broken and bloated markup is read in seconds, and the sentence inside it is there."""
    began = time.process_time()
    document, _ = made(markup)
    assert PROSE[0] in document.text
    assert time.process_time() - began < 20


def test_page_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """More markup than the limit is refused with what to try."""
    monkeypatch.setattr(pages, "MAX_PAGE", 1000)
    with pytest.raises(TooLarge, match="save its text"):
        made("<p>word</p>" * 500)


def test_page_that_only_a_script_would_fill() -> None:
    """A page without text says that it may need a browser."""
    with pytest.raises(Unreadable, match="browser"):
        made("<script>document.write('news')</script>")


def test_long_page_is_read_without_the_extractor() -> None:
    """A page of very many elements is read by our own rule: the outside extractor is not asked."""
    tree = parse("<html><body>" + BODY * 25_000 + "</body></html>")
    text, zones = read_page(tree, [])
    assert text.startswith(PROSE[0])
    assert len(zones) > 70_000
    assert sys.getrecursionlimit() < 70_000
