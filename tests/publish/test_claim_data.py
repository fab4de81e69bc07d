"""The numbers that the page's script is given."""

from __future__ import annotations

import json

import msgspec

from rashomon.publish.claim_data import page_data, weak_link
from rashomon.publish.commenting import with_comments
from rashomon.records import Fragment, Reading, Relay
from tests.factory import claim, document, reading
from tests.publish.depth import OUTLET, depth


def test_rows_end_with_their_last_value() -> None:
    """A claim without depth has six values, even when all its spans are empty."""
    d = document("Ann said it rained.")
    bare = msgspec.structs.replace(claim(d, "Ann", "said", "it rained"), source=(), cue=(), content=())
    rows = page_data([reading(d, claim(d, "Ann", "said", "it rained"), bare)])["documents"][0]["claims"]
    assert rows == [[".c4", 2, 0.75, [0, 3], [4, 8], [9, 18]], [".c4", 2, 0.75, [], [], []]]


def test_names_and_reasons_stand_once() -> None:
    """Speakers and links are told once a document, their words once a page, however many claims share them."""
    data = page_data([depth(), depth()])
    assert data["strings"].count("Odo Harl") == 1
    first = data["documents"][0]
    assert len(first["claims"]) == 7
    assert len(first["relays"]) == 10, "the outlet once, and each other link where it stands"
    text = json.dumps(data["documents"])
    assert "Odo Harl" not in text
    assert "rockets were" not in text


def test_parents_are_numbers_among_the_document_s_claims() -> None:
    """A parent is the number of a claim of the same document, and none where there is no such claim."""
    rows = page_data([depth()])["documents"][0]["claims"]
    assert [row[12] if len(row) > 12 else 0 for row in rows] == [0, 1, 0, 0, 0, 5, 0]


def test_a_chain_of_named_links_has_no_weak_one() -> None:
    """The weakest link is told only where one is unnamed or inferred."""
    named = Relay(name=OUTLET, kind="outlet", identification="named")
    assert weak_link((named, named)) == (0, "")
    assert weak_link(()) == (0, "")
    assert weak_link((named, msgspec.structs.replace(named, identification="anonymous")))[0] == 1
    assert "inferred" in weak_link((named, msgspec.structs.replace(named, p=0.3)))[1]


def test_a_comment_s_depth_stands_in_the_offsets_of_the_article() -> None:
    """Links, facts, evidence and loaded words of a comment's claims move with it; a link without a place stays so."""
    inner = depth()
    assert inner.document
    at = 10
    moved = msgspec.structs.replace(inner.document, kind="comment", of="d0", at=at)
    whole = document("x" * at + inner.document.text)
    shown = with_comments(
        Reading(name="a", document=whole, attached=(msgspec.structs.replace(inner, document=moved),))
    ).claims
    for before, after in zip(inner.claims, shown, strict=True):
        assert [(link.start, link.end) for link in after.chain] == [
            (link.start + at, link.end + at) if link.end else (0, 0) for link in before.chain
        ]
        assert after.evidence_at == tuple(Fragment(start=f.start + at, end=f.end + at) for f in before.evidence_at)
        role = after.speaker and after.speaker.role_at
        assert not role or whole.text[role.start : role.end] == "a spokesman"
