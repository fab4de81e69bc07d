"""Readers' comments in the markup of the systems that print them."""

from __future__ import annotations

import pytest

from rashomon.ingest.pages.html import read_html
from rashomon.records import ARTICLE_ZONES

BODY = (
    "<article><h1>Ships Seen</h1><p>The harbour office said on Monday that two ships had been seen off the quay.</p>"
    "<p>Nobody in the ministry would say who had given the order, and the mayor declined to speculate about it.</p>"
    "<p>A clerk at the customs house, who was there, told reporters that the ships carried no lights.</p></article>"
)
WORDPRESS = """<div id="comments" class="comments-area"><h2>2 thoughts on “Ships”</h2><ol class="comment-list">
<li id="comment-11" class="comment even depth-1 parent"><article id="div-comment-11" class="comment-body"><footer
 class="comment-meta"><div class="comment-author vcard"><b class="fn"><a href="http://x.example">Lampman</a></b>
<span class="says">says:</span></div><div class="comment-metadata"><a href="#c"><time datetime="2020-02-08T10:00:00">
February 8, 2020 at 10:00 am</time></a><span class="edit-link"><a>Edit</a></span></div></footer>
<div class="comment-content"><p>It was the ministry.</p><p>Everybody knows.</p></div><div class="reply"><a>Reply
</a></div>
</article><ol class="children"><li id="comment-12" class="comment odd depth-2"><article id="div-comment-12"
 class="comment-body"><div class="comment-author vcard"><b class="fn">Sally</b><span class="says">says:</span></div>
<div class="comment-metadata"><time>February 9, 2020</time></div><div class="comment-content"><p>It was not.</p></div>
</article></li></ol></li></ol><div id="respond" class="comment-respond"><h3>Leave a Reply</h3></div></div>"""
WPDISCUZ = """<div id="wpdcom"><div class="wpd-form-head">Subscribe</div><div class="wpd-thread-list">
<div id="wpd-comm-501_0" class="comment even wpd-comment wpd_comment_level-1"><div class="wpd-comment-wrap">
<div id="comment-501" class="wpd-comment-right"><div class="wpd-comment-header">
<div class="wpd-comment-author">Lampman
</div><div class="wpd-comment-date" title="October 7, 2019 6:58 am">3 years ago</div></div>
<div class="wpd-comment-text">
<p>It was the ministry.</p><p>Everybody knows.</p></div><div class="wpd-comment-footer">
<div class="wpd-vote-result">7</div>
<div class="wpd-reply-button">Reply</div></div></div></div>
<div id="wpd-comm-502_501" class="comment wpd-reply wpd-comment">
<div class="wpd-comment-wrap"><div id="comment-502" class="wpd-comment-right"><div class="wpd-comment-header">
<div class="wpd-comment-author">Sally</div><div class="wpd-comment-date" title="October 8, 2019">3 years ago</div>
</div>
<div class="wpd-reply-to">Reply to <a href="#comment-501">Lampman</a></div><div class="wpd-comment-text">
<p>It was not.</p>
</div></div></div></div></div></div></div>"""
DISQUS = """<div id="disqus_thread"><ul id="post-list" class="post-list"><li class="post" id="post-4741"><div
 class="post-content"><div class="post-body"><header><span class="post-byline">
<span class="author publisher-anchor-color">
<a href="#">Lampman</a></span></span><span class="post-meta">
<a class="time-ago" title="Tuesday, January 7, 2020 5:00 PM">2
 years ago</a></span></header><div class="post-message"><p>It was the ministry.</p><p>Everybody knows.</p></div>
<footer>
<menu><li class="voting"><a>3</a></li><li class="reply"><a>Reply</a></li></menu></footer></div></div>
<ul class="children">
<li class="post" id="post-4742"><div class="post-content"><div class="post-body"><header><span class="post-byline">
<span
 class="author publisher-anchor-color"><a>Sally</a></span><span><a class="parent-link">Lampman</a></span></span>
<a class="time-ago" title="Tuesday, January 7, 2020 6:00 PM">2 years ago</a></header><div class="post-message">
<p>It was not.</p></div></div></div></li></ul></li></ul></div>"""
CORAL = """<div id="coral_thread"><div class="coral coral-stream"><div class="coral coral-comment"><div
 class="coral-comment-topBar"><span class="coral coral-username coral-comment-username">Lampman</span>
<time class="coral
 coral-timestamp coral-comment-timestamp" datetime="2020-03-01T00:00:00Z">1 March 2020</time></div><div class="coral
 coral-content coral-comment-content"><p>It was the ministry.</p><p>Everybody knows.</p></div><div
 class="coral-comment-actionBar"><button>Respect</button><button>Reply</button></div></div>
<div class="coral-indent-1">
<div class="coral coral-comment"><span class="coral-comment-username">Sally</span>
<time class="coral-comment-timestamp">
2 March 2020</time><div class="coral-comment-inReplyTo">In reply to Lampman</div>
<div class="coral-comment-content">It was
 not.</div></div></div></div></div>"""
SCHEMA = """<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author"><span
 itemprop="name">Lampman</span></span><span itemprop="datePublished">1 Jan 2020</span><div itemprop="text">
<p>It was the
 ministry.</p><p>Everybody knows.</p></div><div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<span
 itemprop="author"><span itemprop="name">Sally</span></span><span itemprop="datePublished">2 Jan 2020</span>
<div itemprop="text">It was not.</div></div></div>"""
PLAIN = """<h2>Comments</h2><ol class="commentlist"><li><p class="comment-author">By <cite>Lampman
</cite> on 3 May 2020</p>
<p>It was the ministry.</p><p>Everybody knows.</p><ul class="children"><li><p class="comment-author">By <cite>Sally
</cite>
 on 4 May 2020</p><p>It was not.</p></li></ul></li></ol>"""
ARTICLES = """<section class="comments"><article class="comment"><h4 class="comment-author">Lampman</h4><p
 class="comment-date">3 May 2020</p><p>It was the ministry.</p><p>Everybody knows.</p><article class="comment"><h4
 class="comment-author">Sally</h4><p class="comment-date">4 May 2020</p><p>It was not.</p></article></article>
</section>"""


@pytest.mark.parametrize(
    ("markup", "first", "second"),
    [
        (WORDPRESS, "February 8, 2020 at 10:00 am", "February 9, 2020"),
        (WPDISCUZ, "October 7, 2019 6:58 am", "October 8, 2019"),
        (DISQUS, "Tuesday, January 7, 2020 5:00 PM", "Tuesday, January 7, 2020 6:00 PM"),
        (CORAL, "1 March 2020", "2 March 2020"),
        (SCHEMA, "1 Jan 2020", "2 Jan 2020"),
        (PLAIN, "3 May 2020", "4 May 2020"),
        (ARTICLES, "3 May 2020", "4 May 2020"),
    ],
    ids=["wordpress", "wpdiscuz", "disqus", "coral", "schema", "plain", "articles"],
)
def test_comments_have_author_time_and_thread(markup: str, first: str, second: str) -> None:
    """Each comment is one zone of its text alone, with its author, its full time and whom it answers."""
    content = read_html(f"<html><head><title>Ships Seen</title></head><body>{BODY}{markup}</body></html>")
    said = [(z, content.text[z.start : z.end]) for z in content.zones if z.kind == "comment"]
    assert [" ".join(text.split()) for _, text in said] == ["It was the ministry. Everybody knows.", "It was not."]
    assert [(z.comment.author, z.comment.reply_to, z.comment.when) for z, _ in said if z.comment] == [
        ("Lampman", "", first),
        ("Sally", "Lampman", second),
    ]
    heads = [content.text[z.start : z.end] for z in content.zones if z.kind == "comment_header"]
    assert any("Lampman" in head for head in heads[:2])
    assert any("Sally" in head for head in heads)
    article = "\n".join(content.text[z.start : z.end] for z in content.zones if z.kind in ARTICLE_ZONES)
    assert "ministry would say" in article
    assert not any(word in article for word in ("Everybody", "Sally", "Reply", "It was not"))


def test_buttons_and_votes_are_no_part_of_a_comment() -> None:
    """Reply links are navigation, counts of votes are rating, the form is neither comment nor article."""
    kinds = {}
    for markup in (WPDISCUZ, WORDPRESS):
        content = read_html(f"<html><body>{BODY}{markup}</body></html>")
        kinds.update({content.text[z.start : z.end]: z.kind for z in content.zones})
    assert kinds["7"] == "rating"
    assert kinds["Reply"] == "navigation"
    assert not any(kind in {"comment", *ARTICLE_ZONES} for text, kind in kinds.items() if "Leave a Reply" in text)


def test_an_address_that_a_reader_writes_out_is_part_of_the_comment() -> None:
    """A paragraph that is a link to the address it shows belongs to the comment; one that shows a word is a button."""
    link = "<p><a href='https://x.example/log'>https://x.example/log</a></p><p><a href='#'>Flag</a></p>"
    content = read_html(BODY + WORDPRESS.replace("<p>Everybody knows.</p>", link))
    said = "\n".join(content.text[z.start : z.end] for z in content.zones if z.kind == "comment")
    assert "https://x.example/log" in said
    assert "Flag" not in said


def test_container_that_only_sounds_like_comments_keeps_its_article() -> None:
    """A class name of comments around the whole article does not make it one."""
    content = read_html(f"<html><body><div class='comment-content'>{BODY}</div></body></html>")
    assert [z.kind for z in content.zones if content.text[z.start :].startswith("Nobody")] == ["body"]


def test_a_thread_without_end_is_read() -> None:
    """Two hundred comments, each inside the one before, are read with their authors."""
    item = "<ol class=children><li class=comment id=comment-{0}><cite class=fn>A{0}</cite><p>Yes.</p>"
    inner = "".join(map(item.format, range(200)))
    content = read_html(f"<html><body>{BODY}<div id=comments>{inner}</div></body></html>")
    said = [z.comment for z in content.zones if z.kind == "comment" and z.comment]
    assert len(said) == 200
    assert said[199].reply_to == "A198"


def test_comments_of_a_page_that_lost_its_elements() -> None:
    """Where only paragraphs are left, comments are told by their lines, as in a plain text."""
    lines = ("2 Comments", "Lampman", "February 7, 2020", "It was the ministry, and everybody on the quay knows it.")
    more = (
        "Reply",
        "Sally",
        "February 8, 2020",
        "Reply to Lampman",
        "It was not, and I should know, for I was there.",
        "Reply",
    )
    inner = "".join(f"<p>{line}</p>" for line in (*lines, *more))
    content = read_html(f"<html><body>{BODY}{inner}</body></html>")
    said = [(z.comment, content.text[z.start : z.end]) for z in content.zones if z.kind == "comment" and z.comment]
    assert [(c.author, c.when) for c, _ in said] == [("Lampman", "February 7, 2020"), ("Sally", "February 8, 2020")]
    article = "\n".join(content.text[z.start : z.end] for z in content.zones if z.kind in ARTICLE_ZONES)
    assert "everybody on the quay" not in article
    assert "declined to speculate" in article


def test_comments_without_class_names_inside() -> None:
    """Lines that name, date and answer are heads, and buttons no comment's words, where no element says so."""
    one = "<div class='comment'><div>{}</div><div>{}</div><div>{}</div><div>Répondre</div><div>Signaler</div></div>"
    thread = one.format("Lampe", "17 mars 2021 à 19h05", "It was the ministry. Everybody knows.")
    thread += one.format("Phare", "17 mars 2021 à 21h30", "It was not.")
    head = "<html><head><title>Ships Seen</title></head>"
    content = read_html(f"{head}<body>{BODY}<section class='comments'>{thread}</section></body></html>")
    said = [(z, content.text[z.start : z.end]) for z in content.zones if z.kind == "comment"]
    assert [(text, z.comment.author, z.comment.when) for z, text in said if z.comment] == [
        ("It was the ministry. Everybody knows.", "Lampe", "17 mars 2021 à 19h05"),
        ("It was not.", "Phare", "17 mars 2021 à 21h30"),
    ]
