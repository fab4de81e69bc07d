"""A document made ready for its page."""

from __future__ import annotations

import pytest

from rashomon.publish.markup import Block
from rashomon.publish.pages import page, tag
from rashomon.publish.wording import likelihood
from rashomon.records import Reading, Zone, ZoneKind
from tests.factory import document
from tests.publish.intake import intake


def zone(kind: ZoneKind, p: float = 1.0, by: str = "") -> Zone:
    """A zone of this kind."""
    return Zone(start=0, end=1, kind=kind, p=p, made_by=by)


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        ((), ""),
        ((zone("body"),), "body"),
        ((zone("author_bio", 0.7, "lines"),), "author bio .70"),
        ((zone("comment_header", 0.96),), "comment header"),
        ((zone("share", 1, "pile"),), "share repeated in the outlet"),
        ((zone("caption", 1, "person"),), "caption by a person"),
        ((zone("dateline"), zone("body", 0.9), zone("body", 0.6)), "dateline, body .60"),
    ],
)
def test_a_tag_says_what_how_surely_and_by_whom(zones: tuple[Zone, ...], said: str) -> None:
    """Kinds once each in the order of the text, the least sure p, and no word about rules and models."""
    assert tag(Block(0, 1, zones, True, None)) == said


def test_lines_of_another_kind_begin_a_paragraph() -> None:
    """Lines of one kind stay together as they were broken; a line of another kind stands by itself, indented or not."""
    text = "By Ann\n  Roses are red\nviolets are blue\nPhoto: Kit"
    kinds: tuple[tuple[ZoneKind, str], ...] = (
        ("byline", "By Ann"), ("body", "Roses are red"), ("body", "violets are blue"), ("caption", "Photo: Kit"),
    )  # fmt: skip
    zones = tuple(Zone(start=text.index(w), end=text.index(w) + len(w), kind=k) for k, w in kinds)
    shown = page(Reading(name="a", document=document(text), zones=zones))
    found = [(p.tag, p.kind, p.html) for stretch in shown.stretches for p in stretch.paragraphs]
    assert [(t, k) for t, k, _ in found] == [("byline", ""), ("body", ""), ("caption", "caption")]
    assert found[1][2] == "  Roses are red\nviolets are blue\n"


def test_a_fold_names_what_it_holds() -> None:
    """The kinds of furniture are named once each in plain words; articles and pages that begin in it are told."""
    shown = page(intake())
    folds = [(s.kind, s.holds, s.comments, s.voted, s.parts, s.pages) for s in shown.stretches if s.folded]
    assert folds == [
        ("furniture", "menus and notices", 0, 0, [1], [1]),
        ("furniture", "other stories", 0, 0, [2], []),
        ("comment", "", 2, 1, [], []),
        ("furniture", "donations and subscriptions", 0, 0, [], []),
    ]


def test_probabilities_never_claim_certainty() -> None:
    """Two places, and neither 0 nor 1."""
    given = (0.0, 0.004, 0.5, 0.994, 0.996, 1.0)
    assert [likelihood(p) for p in given] == ["<.01", "<.01", ".50", ".99", ">.99", ">.99"]
