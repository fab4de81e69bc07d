"""Runs of documents quoted for lists: the words as they are, some around them, who says them."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from rashomon.publish.quoting import Quoting, quoted
from rashomon.records import Fragment, Reading, Spot
from tests.factory import claim, document, fragment, reading


def shown(reading_: Reading, *spots: Spot) -> str:
    """A quotation with its runs in brackets."""
    found = Quoting([reading_])(spots)
    assert found is not None
    return "".join(f"[{piece.words}]" if piece.end else piece.words for piece in found.pieces)


def test_a_run_is_quoted_with_its_line() -> None:
    """Words around a run are quoted as far as their line goes, and no further than a reader needs."""
    d = document("First line.\nAnn said that eleven boats had left the harbour.\nLast line.")
    at = fragment(d.text, "eleven")
    one = reading(d)
    assert (
        shown(one, Spot(doc=d.id, start=at.start, end=at.end)) == "Ann said that [eleven] boats had left the harbour."
    )
    long = document("word " * 60 + "eleven" + " word" * 60)
    at = fragment(long.text, "eleven")
    cut = shown(reading(long), Spot(doc=long.id, start=at.start, end=at.end))
    assert cut.startswith("… word ")
    assert cut.endswith(" word …")
    assert len(cut) < 170


def test_runs_of_one_line_are_quoted_together() -> None:
    """A distance and its two ends make one quotation; runs of two lines or of two documents do not."""
    d = document("The town lies 40 km from Bow, they say.\nAft is far.")
    spots = [Spot(doc=d.id, start=f.start, end=f.end) for f in (fragment(d.text, w) for w in ("40 km", "Bow", "Aft"))]
    quoting = Quoting([reading(d)])
    assert quoting.together(spots[0], spots[1])
    assert quoting.together(spots[1], spots[0])
    assert not quoting.together(spots[1], spots[2])
    assert not quoting.together(spots[0], Spot(doc="d0", start=0, end=3))
    assert shown(reading(d), spots[1], spots[0]) == "The town lies [40 km] from [Bow], they say."


def test_the_innermost_claim_says_who() -> None:
    """A run inside two claims is given to the inner one's source; one in no claim to nobody."""
    d = document("Ann said Bob said that eleven boats left. Three stayed.")
    inner = msgspec.structs.replace(claim(d, "Bob", "said", "that eleven boats left"), id=f"{d.id}.c2")
    one = reading(d, claim(d, "Ann", "said", "Bob said that eleven boats left"), inner)
    quoting = Quoting([one])
    for words, who in (("eleven", "Bob"), ("Three", "")):
        at = fragment(d.text, words)
        found = quoting([Spot(doc=d.id, start=at.start, end=at.end)])
        assert found is not None
        assert found.who == who


def test_a_comment_is_quoted_where_it_stands() -> None:
    """Offsets of a comment's own text lead to its article's page; a document that is not there has no quotation."""
    d = document("Article.\n\nEleven boats, I say.")
    inner = document("Eleven boats, I say.", kind="comment", of=d.id, at=10)
    one = msgspec.structs.replace(reading(d), attached=(reading(inner),))
    found = Quoting([one])([Spot(doc=inner.id, start=0, end=6)])
    assert found is not None
    assert (found.doc, found.first, found.start) == (d.id, "Eleven", 10)
    assert Quoting([one])([Spot(doc="d0", start=0, end=6)]) is None


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), min_size=1, max_size=4))
def test_any_runs_of_any_text(text: str, spans: list[tuple[int, int]]) -> None:
    """Runs inside the text are quoted to the character but for white space; others do no harm."""
    d = document(text)
    found = quoted(d, [Fragment(start=a, end=b) for a, b in spans])
    for piece in found.pieces:
        if piece.end:
            assert piece.words == " ".join(text[piece.start : piece.end].split())
