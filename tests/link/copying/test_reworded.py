"""Reworded copies: found with their sentences side by side, told from independent reports, left alone when verbatim."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.copies import verbatim
from rashomon.link.copying.reworded import reworded
from rashomon.link.pairs.vectors import sentence_vectors
from rashomon.records import Copy, Document, Mention, Reading, Spot
from tests.factory import document, reading, valued

ORIGINAL = (
    "Two barges broke loose from the Tolm lock at 04:50 on Tuesday and struck the railway bridge at Osterby.\n"
    "Lock keeper Ines Halvard said that the mooring chains had snapped when the water rose by 1.8 metres in an hour.\n"
    "Trains between Osterby and Kell were stopped for nine hours while divers looked at the piers.\n"
    "Nobody was hurt, but 340 passengers spent the morning in a school gymnasium.\n"
    "The canal authority will replace all 26 chains before the spring, its director, Bo Marsten, said.\n"
)
REWORDED = (
    "On Tuesday at 04:50 the rail crossing at Osterby was hit by a pair of barges that had torn away from Tolm lock.\n"
    "According to Ines Halvard, who keeps the lock, the level climbed 1.8 metres in one hour and the chains gave way.\n"
    "For nine hours no trains ran from Kell to Osterby, as divers examined the bridge's supports.\n"
    "There were no injuries, although 340 travellers had to wait out the morning in the gym of a school.\n"
    "By spring every one of the 26 chains is to be exchanged, promised Bo Marsten, head of the canal authority.\n"
)
INDEPENDENT = (
    "Commuters in Kell woke on Tuesday to cancelled trains after barges hit a bridge in Osterby.\n"
    "“I heard a bang like thunder and then metal scraping for minutes,” said Una Pell, who lives by the towpath.\n"
    "Engineers from the railway said that the second pier has a crack the width of a hand.\n"
    "The union of bargemen had complained twice this winter about rusted fittings at the lock.\n"
    "A spokesman for the ministry of transport would not say who pays for the damage.\n"
)
UNRELATED = (
    "The potato harvest in the hills is the best in twenty years, growers say.\n"
    "Prices at the market in Lund fell by a third, and the cooperative is building a second store.\n"
    "Agronomist Pia Voss puts it down to a cool June and to a new variety bred at the institute.\n"
    "The festival of the first sack will be held on the last Sunday of September.\n"
    "Children carry lanterns cut out of turnips, as their grandparents did.\n"
)
PIECES = {"original": ORIGINAL, "reworded": REWORDED, "independent": INDEPENDENT, "unrelated": UNRELATED}


def parsed(text: str, name: str = "a.txt", **fields: str) -> Reading:
    """A reading of a text whose lines are its sentences."""
    return valued(document(text, name=name, **fields))


def found(*readings: Reading, known: tuple[Copy, ...] = ()) -> tuple[Copy, ...]:
    """The reworded copies between readings, with the vectors of the shipped model."""
    return reworded(readings, {r.document.id: sentence_vectors(r) for r in readings if r.document}, known)


def texts_of(copy: Copy, *readings: Reading) -> tuple[str, str]:
    """The words of both sides of a copy."""
    by_id = {r.document.id: r.document.text for r in readings if r.document}
    return by_id[copy.a.doc][copy.a.start : copy.a.end], by_id[copy.b.doc][copy.b.start : copy.b.end]


def test_a_retelling_is_found_whole_with_its_sentences_side_by_side() -> None:
    """Five sentences told in other words are one copy, in which each stands beside its own."""
    one, other = parsed(ORIGINAL), parsed(REWORDED)
    (copy,) = found(one, other)
    assert copy.kind == "reworded"
    assert copy.a < copy.b
    assert set(texts_of(copy, one, other)) == {ORIGINAL.strip(), REWORDED.strip()}
    lines = {frozenset(x) for x in zip(ORIGINAL.splitlines(), REWORDED.splitlines(), strict=True)}
    assert {frozenset(texts_of(_as_copy(*pair), one, other)) for pair in copy.aligned} == lines


def _as_copy(a: Spot, b: Spot) -> Copy:
    return Copy(id="", a=a, b=b, kind="reworded", identity=0.0)


def test_reasons_name_what_stands_in_both() -> None:
    """A fact-checker reads how many sentences correspond and which numbers stand in both documents."""
    (copy,) = found(parsed(ORIGINAL), parsed(REWORDED))
    assert copy.reasons[0] == "5 of 5 sentences correspond, in the same order, in other words"
    assert all(number in copy.reasons[1] for number in ("04:50", "1.8", "340", "26"))
    assert 0.5 < copy.identity < 1
    assert copy.words == min(len(ORIGINAL.split()), len(REWORDED.split()))


def test_names_in_reasons_are_whole() -> None:
    """A name of two words is given as it is written, once."""
    d = document(ORIGINAL)
    at = ORIGINAL.index("Ines Halvard")
    person = Mention(id=f"{d.id}.m{at}", start=at, end=at + 12, kind="person")
    base = valued(d)
    one = Reading(name=d.name, document=d, zones=base.zones, sentences=base.sentences, mentions=(person,))
    for other in (parsed(REWORDED), parsed(REWORDED + "It rained.\n")):
        (copy,) = found(one, other)
        reasons = " ".join(copy.reasons)
        assert "Ines Halvard" in reasons or copy.a.doc != d.id


def test_a_second_report_of_the_same_event_is_no_copy() -> None:
    """Who writes about the same accident with other sources has reworded nothing."""
    assert found(parsed(ORIGINAL), parsed(INDEPENDENT)) == ()
    assert found(parsed(REWORDED), parsed(INDEPENDENT)) == ()


def test_unrelated_documents_give_nothing() -> None:
    """Documents about different things share no passage."""
    assert found(parsed(ORIGINAL), parsed(UNRELATED)) == ()


def test_a_retelling_inside_another_article_is_cut_out_of_it() -> None:
    """The passage is what was retold, not the article round it."""
    half = UNRELATED.splitlines(keepends=True)
    inside = "".join([*half[:3], REWORDED, *half[3:]])
    one, other = parsed(ORIGINAL), parsed(inside)
    (copy,) = found(one, other)
    assert set(texts_of(copy, one, other)) == {ORIGINAL.strip(), REWORDED.strip()}


def test_moved_sentences_still_belong() -> None:
    """A retelling whose sentences were moved about is one copy, said to be in another order."""
    lines = REWORDED.splitlines(keepends=True)
    moved = "".join(lines[n] for n in (3, 0, 2, 1, 4))
    (copy,) = found(parsed(ORIGINAL), parsed(moved))
    assert len(copy.aligned) == 5
    assert "in the same order, in" not in copy.reasons[0].replace("most of them in the same order", "")


def test_two_sentences_told_in_one_correspond_to_it() -> None:
    """A sentence that tells two stands beside both."""
    lines = REWORDED.splitlines(keepends=True)
    merged = (
        "On Tuesday at 04:50 a pair of barges hit the rail crossing at Osterby after, according to Ines Halvard, who "
        "keeps Tolm lock, the level climbed 1.8 metres in one hour and the chains gave way.\n"
    )
    one, other = parsed(ORIGINAL), parsed(merged + "".join(lines[2:]))
    (copy,) = found(one, other)
    assert set(texts_of(copy, one, other)) == {ORIGINAL.strip(), (merged + "".join(lines[2:])).strip()}
    assert len(copy.aligned) == 4


def test_what_is_verbatim_is_left_to_the_verbatim_copies() -> None:
    """The same words in two documents are no rewording, known as a copy or not."""
    one, other = parsed(ORIGINAL), parsed(ORIGINAL + UNRELATED)
    assert found(one, other) == ()
    assert found(one, other, known=tuple(verbatim((one, other)))) == ()


def test_sentences_of_a_known_copy_are_not_reported_again() -> None:
    """Of a text half taken over and half retold only the retold half is reworded."""
    taken = ORIGINAL.splitlines(keepends=True)[:2]
    told = REWORDED.splitlines(keepends=True)[2:]
    one, other = parsed(ORIGINAL), parsed("".join([*taken, *told]))
    known = tuple(verbatim((one, other)))
    assert known
    (copy,) = found(one, other, known=known)
    assert set(texts_of(copy, one, other)) == {
        "".join(ORIGINAL.splitlines(keepends=True)[2:]).strip(),
        "".join(told).strip(),
    }


def test_the_earlier_day_was_first() -> None:
    """The direction goes by the days of publication where no source is named."""
    one = parsed(ORIGINAL, outlet="The Kell Post", published="2021-02-02")
    other = parsed(REWORDED, outlet="Lock and Rail", published="2021-02-03")
    (copy,) = found(one, other)
    assert one.document
    assert copy.direction == ("a to b" if copy.a.doc == one.document.id else "b to a")
    assert any("2021-02-02" in reason for reason in copy.reasons)


def test_documents_without_text_sentences_or_vectors_are_passed_over() -> None:
    """Nothing to compare is no error."""
    empty, unread = parsed(""), reading(document(ORIGINAL))
    nothing = Reading(name="broken.pdf")
    assert found() == ()
    assert found(empty, unread, nothing, parsed(REWORDED)) == ()
    assert reworded((parsed(ORIGINAL), parsed(REWORDED)), {}, ()) == ()
    one = parsed(ORIGINAL)
    assert one.document
    assert reworded((one, parsed(REWORDED)), {one.document.id: np.zeros((0, 384), np.float32)}, ()) == ()


def test_a_repaired_text_is_no_rewording_of_its_own_document() -> None:
    """A document and its text with the garbled characters repaired are one and the same."""
    one = parsed(ORIGINAL)
    assert one.document
    other = parsed(REWORDED, kind="repaired", of=one.document.id)
    assert found(one, other) == ()


@pytest.mark.parametrize("odd", ["\u202e\U0001f600 مرحبا بالعالم. \u2066", "...\n___\n12:30\n", "<b>x</b>" * 50])
def test_odd_texts_do_no_harm(odd: str) -> None:
    """Marks, emoji and right-to-left words beside a retelling change nothing about it."""
    (copy,) = found(parsed(ORIGINAL), parsed(odd + "\n\n" + REWORDED))
    assert len(copy.aligned) == 5


def test_many_copies_of_a_retelling_are_each_found() -> None:
    """Twenty documents that hold the same retelling are twenty copies of the original and none of one another."""
    one = parsed(ORIGINAL)
    others = [parsed(REWORDED + f"Printed on page {n}.\n", name=f"{n}.txt") for n in range(20)]
    known = tuple(verbatim(others))
    copies = found(one, *others, known=known)
    assert one.document
    assert len(copies) == 20
    assert all(one.document.id in (c.a.doc, c.b.doc) for c in copies)


@settings(max_examples=6, deadline=None)
@given(st.permutations(sorted(PIECES)), st.lists(st.sampled_from(sorted(PIECES)), max_size=2))
def test_the_order_of_documents_changes_nothing(order: list[str], joined: list[str]) -> None:
    """Copies are the same in whatever order documents are given, and their spans quote sentences of the documents."""
    extra = [parsed("".join(PIECES[name] for name in joined) + "End of the day.\n")]
    readings = [parsed(PIECES[name]) for name in order] + extra
    straight, turned = found(*readings), found(*readings[::-1])
    assert straight == turned
    texts: dict[str, Document] = {r.document.id: r.document for r in readings if r.document}
    for copy in straight:
        assert copy.id == "p" + hashlib.sha256(_spots(copy).encode()).hexdigest()[:12]
        for side in range(2):
            spots = sorted(pair[side] for pair in copy.aligned)
            whole = (copy.a, copy.b)[side]
            assert (whole.start, whole.end) == (spots[0].start, max(s.end for s in spots))
            assert all(a.end <= b.start for a, b in pairwise(spots))
            assert all(re.fullmatch(r"\S.*\S", texts[s.doc].text[s.start : s.end], re.DOTALL) for s in spots)


def _spots(copy: Copy) -> str:
    return f"{copy.a.doc}:{copy.a.start}-{copy.a.end} {copy.b.doc}:{copy.b.start}-{copy.b.end}"


def test_a_text_that_says_the_same_again_and_again_is_no_burden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of equal lines beside a retelling are cut into parts, and the retelling is found in its part."""
    monkeypatch.setattr("rashomon.link.copying.reworded.PART", 100)
    drone = "The council met and the council adjourned without a word.\n"
    long = [parsed(drone * 200 + ORIGINAL), parsed(drone * 310 + REWORDED)]
    row = sentence_vectors(parsed(drone))
    own = [sentence_vectors(parsed(text)) for text in (ORIGINAL, REWORDED)]
    rows = [np.concatenate([np.repeat(row, n, axis=0), v]) for n, v in zip((200, 310), own, strict=True)]
    vectors = {r.document.id: v for r, v in zip(long, rows, strict=True) if r.document}
    copies = reworded(long, vectors, ())
    assert any({ORIGINAL.strip(), REWORDED.strip()} == set(texts_of(copy, *long)) for copy in copies)
