"""Claims in comments, in the offsets of the article and apart from its own."""

from __future__ import annotations

from rashomon.publish.commenting import counted, pages_of, with_comments
from rashomon.records import Reading
from tests.publish.intake import intake, repaired


def test_claims_of_comments_quote_back_in_the_article() -> None:
    """Source, cue and content of a comment's claim are the same words in the article's text as in the comment's."""
    given = intake()
    assert given.document
    claims = with_comments(given).claims[len(given.claims) :]
    inner = [(a.document, c) for a in given.attached for c in a.claims]
    assert [c.id for c in claims] == [c.id for _, c in inner]
    for claim, (document, own) in zip(claims, inner, strict=True):
        assert document
        for role in ("source", "cue", "content"):
            here = [given.document.text[f.start : f.end] for f in getattr(claim, role)]
            assert here == [document.text[f.start : f.end] for f in getattr(own, role)]


def test_only_a_persons_word_lets_a_comment_count() -> None:
    """A claim of a comment is none of those that count, unless the comment is kept as an article."""
    claims = with_comments(intake()).claims
    assert [c.zone for c in claims] == ["body", "body", "body", "comment", "body"]
    assert len(counted(claims)) == 4


def test_readings_without_a_document_have_no_page() -> None:
    """A repaired text has a page after its article's; what could not be read has none."""
    found = [r.document.id for r in pages_of([Reading(name="x"), repaired()]) if r.document]
    assert found[1] == f"{found[0]}.r"
