"""Comments as documents of their own."""

from __future__ import annotations

from rashomon.ingest.attached import comments_of
from rashomon.records import Comment, Judgement, Zone
from tests.factory import document

TEXT = "The quay was hit.\n\nBob\n7 February 2020\n> he said so\nI saw it.\nAnn\nNo."
ARTICLE = document(TEXT, url="https://packet.example/1", outlet="The Packet", captured="2020-02-08")
FIRST = TEXT.index("> he")
ZONES = (
    Zone(start=0, end=17, kind="body"),
    Zone(start=19, end=FIRST - 1, kind="comment_header"),
    Zone(start=FIRST, end=FIRST + 22, kind="comment", comment=Comment(author="Bob", when="7 February 2020")),
    Zone(start=len(TEXT) - 3, end=len(TEXT), kind="comment", comment=Comment(author="Ann", reply_to="Bob")),
)


def test_each_comment_is_a_document() -> None:
    """A comment's text is its zone's, to the character; it has an author and a day, and belongs to the article."""
    bob, ann = comments_of(ARTICLE, ZONES, ())
    for taken in (bob, ann):
        own = taken.document
        assert own.text == TEXT[own.at : own.at + len(own.text)]
        assert (own.kind, own.of, own.id) == ("comment", ARTICLE.id, f"{ARTICLE.id}.k{own.at}")
        assert (own.outlet, own.url, own.captured) == ("", ARTICLE.url, ARTICLE.captured)
    assert (bob.document.author, bob.document.published) == ("Bob", "2020-02-07")
    assert (ann.document.author, ann.document.published) == ("Ann", "")
    assert [t.document.name for t in (bob, ann)] == ["a.txt/comment-0001", "a.txt/comment-0002"]


def test_its_lines_are_its_zones() -> None:
    """A comment's quoted line is a quotation in it, every other line its own words."""
    bob, _ = comments_of(ARTICLE, ZONES, ())
    text = bob.document.text
    found = [(z.kind, text[z.start : z.end]) for z in bob.zones]
    assert found == [("blockquote", "> he said so"), ("body", "I saw it.")]


def test_a_person_can_make_a_comment_count() -> None:
    """A comment is a source only when a person says so."""
    judgement = Judgement(id="j1", doc=f"{ARTICLE.id}.k{FIRST}", field="kind", value="article", when="2026")
    bob, ann = comments_of(ARTICLE, ZONES, [judgement])
    assert (bob.document.kind, ann.document.kind) == ("article", "comment")
    assert bob.document.of == ARTICLE.id
