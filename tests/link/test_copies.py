"""Copies between documents: what counts as one, of what kind it is, and who had it first."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.copies import copies, verbatim
from rashomon.records import Copy, Provenance, Reading, Sentence, Speaker, Zone
from tests.factory import claim, document, hostile, reading

LEAD = (
    "Two barges broke loose from the north pier before dawn and drifted across the channel, where a tug caught them. "
    "Nobody was hurt, but the swing bridge stayed closed until noon and the market had no fish."
)
MORE = (
    "The harbour board had replaced the ropes in spring after a diver found them worn. A second diver, who asked to "
    "see the new ropes, was sent home. The board keeps no list of who signed for them.\n\n"
    "Fishermen on the pier recall a similar night four winters ago, when the ice carried off the old lightship and its "
    "cook. The lightship was found a week later with the stove still warm.\n\n"
    "An engineer of the bridge said that its motor had been oiled for the first time in years, and that it now opens "
    "in half the time it used to take on a good day."
)
OWN = (
    "Shops in the upper town sold out of candles by nine, and a baker gave bread away because his oven would not light."
)
OTHER = (
    "On the far shore a choir practised in the ferry hall while it waited, and the tea was passed from hand to hand."
)


def read(text: str, name: str, **fields: Any) -> Reading:
    """A reading that is all body, of a document with a name of its own."""
    return reading(document(text, name, **fields))


def one(*readings: Reading) -> Copy:
    """The only copy among some readings."""
    (found,) = copies(readings, {})
    return found


def way(copy: Copy, first: Reading) -> bool:
    """Whether a copy goes from this reading to the other."""
    assert first.document is not None
    return copy.direction == ("a to b" if copy.a.doc == first.document.id else "b to a")


def test_a_whole_article_is_a_full_copy_from_the_agency_it_credits() -> None:
    """A reprint with its source in brackets is a full copy, and goes from that source whatever the days say."""
    wire = read(f"{LEAD}\n\n{MORE}", "wire.txt", outlet="Tarn News Agency", published="2022-03-02")
    local = read(f"LOWMERE (Tarn) - {LEAD}\n\n{MORE}", "local.txt", outlet="The Lowmere Post", published="2022-03-02")
    found = one(wire, local)
    assert (found.kind, found.identity, way(found, wire)) == ("full copy", 1.0, True)
    assert any("credits Tarn News Agency" in r for r in found.reasons)


def test_a_part_of_an_article_is_an_abridged_copy() -> None:
    """A text that has a part of another one's words, and few of its own, is an abridged copy."""
    whole, brief = read(f"{LEAD}\n\n{MORE}", "whole.txt"), read(LEAD, "brief.txt")
    assert one(whole, brief).kind == "abridged"


def test_a_paragraph_in_another_article_is_a_passage() -> None:
    """What is a small part of both documents is a passage; its spots quote it with its stop."""
    a = read(f"{OWN}\n\n{LEAD}\n\n{MORE}", "a.txt", published="2022-03-04")
    b = read(f"{OTHER} {OTHER[::-1]}\n\n{LEAD}\n\n{OTHER[::-1]}", "b.txt", published="2022-03-01")
    found = one(a, b)
    assert found.kind == "passage"
    for spot in (found.a, found.b):
        text = next(r.document.text for r in (a, b) if r.document and r.document.id == spot.doc)
        assert text[spot.start : spot.end] == LEAD
    assert way(found, b)
    assert any("2022-03-01" in r for r in found.reasons)


def test_a_source_named_beside_the_passage_had_it_first() -> None:
    """A passage goes from the outlet that the other document names just before it."""
    a = read(f"{OWN}\n\n{LEAD}\n\n{MORE}", "a.txt", outlet="The Sarn Courier")
    b = read(f"{OTHER} The Sarn Courier puts it this way:\n\n{LEAD}\n\n{OTHER[::-1]}", "b.txt", outlet="A Lamp")
    found = one(a, b)
    assert way(found, a)
    assert any("names The Sarn Courier beside the passage" in r for r in found.reasons)


def test_two_reprints_of_a_third_have_no_direction() -> None:
    """Documents that both credit an agency have it from the agency, not from one another."""
    wire = read(f"{LEAD}\n\n{MORE}", "wire.txt", outlet="Tarn News Agency")
    reprints = [read(f"{n}: {LEAD}\n\n{MORE} (Tarn)", f"{n}.txt", outlet=n, published=d) for n, d in _DAYS]
    found = [c for c in copies([wire, *reprints], {}) if wire.document and wire.document.id not in (c.a.doc, c.b.doc)]
    assert [(c.direction, "both credit Tarn News Agency" in c.reasons) for c in found] == [("unknown", True)]


_DAYS = (("Lowmere Post", "2022-03-01"), ("Upper Echo", "2022-03-02"))


def test_a_line_of_provenance_says_whose_it_is() -> None:
    """A document that says where it was first published has the passage from there, though it bears an earlier day."""
    first = read(f"{LEAD}\n\n{MORE}", "first.txt", outlet="The Lowmere Post", published="2022-03-02")
    line = "This was first printed by The Lowmere Post."
    text = f"{LEAD}\n\n{MORE}\n\n{line}"
    at = text.index(line)
    again = read(text, "again.txt", outlet="A Lamp", published="2022-03-01")
    mark = Provenance(start=at, end=at + len(line), relation="first_published", name="The Lowmere Post")
    zones = (Zone(start=0, end=at, kind="body"), Zone(start=at, end=len(text), kind="provenance"))
    assert way(one(first, Reading(name="again", document=again.document, zones=zones, provenance=(mark,))), first)


QUOTE = "“We counted the ropes twice and then we counted the men, and there were more ropes than men on that pier,”"


def _quoting(text: str, name: str, speaker: str, identification: str = "named") -> Reading:
    of = document(text, name)
    who = Speaker(name=speaker, kind="person", identification=identification)  # type: ignore[arg-type]
    return reading(of, claim(of, speaker, "said", QUOTE, speaker=who, form="direct"))


def test_the_same_words_of_one_speaker_are_a_shared_quotation() -> None:
    """Words in quotation marks on both sides are a shared quotation without direction, which both may have heard."""
    a = _quoting(f"{OWN} {QUOTE} Ada Holm said. {MORE}", "a.txt", "Ada Holm")
    b = _quoting(f"{OTHER} {QUOTE} Holm said. {OTHER[::-1]}", "b.txt", "Holm")
    found = one(a, b)
    assert (found.kind, found.direction) == ("shared quotation", "unknown")


def test_words_given_to_other_speakers_are_no_shared_quotation() -> None:
    """The same quotation with another speaker on each side is a passage that one of them took."""
    a = _quoting(f"{OWN} {QUOTE} Ada Holm said. {MORE}", "a.txt", "Ada Holm")
    b = _quoting(f"{OTHER} {QUOTE} Bren Dall said. {OTHER[::-1]}", "b.txt", "Bren Dall")
    assert one(a, b).kind == "passage"


def test_what_an_institution_says_in_both_is_an_official_statement() -> None:
    """Words that both documents give as those of one ministry, outside quotation marks, are its statement."""
    content = "the two barges had been moored by the rules, that the ropes were new and that no crew had been on board"
    sides = []
    for name, around in (("a.txt", (OWN, MORE)), ("b.txt", (OTHER, OTHER[::-1]))):
        of = document(f"{around[0]} The Transport Ministry said that {content}. {around[1]}", name)
        who = Speaker(name="The Transport Ministry", kind="organisation", identification="named")
        sides.append(reading(of, claim(of, "The Transport Ministry", "said", content, speaker=who)))
    found = one(*sides)
    assert found.kind == "official statement"
    assert any("Transport Ministry" in r for r in found.reasons)


def test_a_report_of_several_speakers_is_no_official_statement() -> None:
    """A run of words of which a ministry says only a part is a passage, though both give that part to it."""
    content, told = "the two barges had been moored by the rules", "that the ropes were new and that no crew was there"
    sides = []
    for name, around in (("a.txt", (OWN, MORE)), ("b.txt", (OTHER, OTHER[::-1]))):
        text = f"{around[0]} The Transport Ministry said that {content}. A diver at the pier said {told}. {around[1]}"
        of = document(text, name)
        ministry = Speaker(name="The Transport Ministry", kind="organisation", identification="named")
        diver = Speaker(name="A diver", kind="person", identification="described")
        claims = [claim(of, "The Transport Ministry", "said", content, speaker=ministry)]
        claims.append(claim(of, "A diver at the pier", "said", told, speaker=diver))
        sides.append(reading(of, *claims))
    assert one(*sides).kind == "passage"


def test_a_text_cut_short_comes_from_the_one_that_goes_on() -> None:
    """Of two texts of one outlet and day the shorter is taken from the longer, however its name is written."""
    long = read(f"{LEAD}\n\n{MORE}\n\n{OWN}", "l.txt", outlet="Kestrel Wire", published="2031-03-01")
    short = read(LEAD + "\n\n" + MORE.partition("\n\n")[0], "s.txt", outlet="KESTREL WIRE", published="2031-03-01")
    found = one(long, short)
    assert found.kind == "abridged"
    assert long.document
    assert found.direction == ("a to b" if found.a.doc == long.document.id else "b to a")


def test_a_shorter_text_with_a_name_of_its_own_is_not_cut_from_the_longer() -> None:
    """Whoever names somebody or counts something that the longer text lacks has not only left out."""
    long = read(f"{LEAD}\n\n{MORE}\n\n{OWN}", "l.txt")
    first = MORE.partition("\n\n")[0]
    for one_word, another in (("A second diver", "Their diver Una Pell"), ("before dawn", "at 4 a.m."), ("", "")):
        short = read(f"{LEAD}\n\n{first}".replace(one_word, another), "s.txt")
        found = one(long, short)
        assert found.kind == "abridged"
        assert way(found, long) == (not another)
        assert (found.direction == "unknown") == bool(another)


def test_a_release_is_told_by_its_heading() -> None:
    """What a document shares with one that says it is a press release is a press release."""
    release = read(f"FOR IMMEDIATE RELEASE\n\n{LEAD}\n\n{MORE}", "r.txt", outlet="Harbour Board")
    assert one(release, read(f"{OWN}\n\n{LEAD}\n\n{OTHER}", "a.txt")).kind == "press release"


def test_an_article_that_mentions_a_release_is_none() -> None:
    """A report that quotes a press release in its first sentence does not become one."""
    a = read(f"The board said so in a press release. {LEAD}\n\n{MORE}", "a.txt")
    assert one(a, read(f"{OWN}\n\n{LEAD}\n\n{OTHER}", "b.txt")).kind != "press release"


def test_texts_that_differ_in_names_and_numbers_only_are_of_one_template() -> None:
    """Reports of one outlet that are alike but for towns and numbers are no copies of one another but a template."""
    form = (
        "High water at {0} is expected at {1} with a height of {2} metres above the usual mark, and the wind will turn "
        "to the {3} by evening. Small boats should stay inside the bar until {4}, when the tide at {0} runs out again, "
        "and keep their lamps lit."
    )
    one_day = read(form.format("Lowmere", "0412", "31", "North", "0930"), "a.txt", outlet="Tides")
    other = read(form.format("Carrow", "0517", "28", "South", "1045"), "b.txt", outlet="Tides")
    found = one(one_day, other)
    assert found.kind == "template"
    assert any(pair in found.reasons[0] for pair in ("Lowmere / Carrow", "Carrow / Lowmere"))


@pytest.mark.parametrize(
    "phrase",
    [
        "a spokesman for the Ministry of Transport and Harbours of the Northern Provinces of Lower Tarn",
        "said on Monday that he was not authorised to speak to the press and asked not to be named",
        "on Monday, 3 January 2022, at 10:30 in the morning, the President of the United Provinces, Ada Holm, said",
        "the Northern Provinces Harbour and Ferry Workers Union and the Lower Tarn Society of Pilots and Tugmen",
    ],
)
def test_phrases_of_every_text_are_no_copies(phrase: str) -> None:
    """Names of institutions, dates, and the phrases of reporting are no copies, however long."""
    assert not copies([read(f"{OWN} {phrase} {MORE}", "a.txt"), read(f"{OTHER} {phrase} {OTHER[::-1]}", "b.txt")], {})


def test_furniture_of_an_outlet_is_no_copy() -> None:
    """What stands under four articles of one outlet, and nowhere else, is not reported."""
    foot = "Sign up for our weekly letter about boats and weather, written by people who get up early to look at both."
    texts = [f"{LEAD} {MORE}", MORE[::-1], f"{OTHER} {OWN[::-1]} {OTHER[::-1]}", f"{OWN} {LEAD[::-1]}"]
    found = copies([read(f"{t}\n\n{foot}", f"{n}.txt", outlet="Post") for n, t in enumerate(texts)], {})
    assert not found


def test_comments_and_navigation_are_left_out() -> None:
    """What readers write below an article, and the lines of the page, are not looked at."""
    sides = []
    for name, text in (("a.txt", OWN), ("b.txt", OTHER)):
        of = document(f"{text}\n\n{LEAD}", name)
        zones = (Zone(start=0, end=len(text), kind="body"), Zone(start=len(text), end=len(of.text), kind="comment"))
        sides.append(Reading(name=name, document=of, zones=zones))
    assert not copies(sides, {})


def test_an_edited_passage_has_its_sentences_side_by_side() -> None:
    """Each sentence of an edited copy is aligned with what stands for it."""
    text = f"{LEAD} {MORE}".replace("\n\n", " ")
    of, other = document(text, "a.txt"), document(text.replace("noon", "midnight").replace("spring", "autumn"), "b.txt")
    cut = [0, *(n + 2 for n in range(len(text)) if text[n : n + 2] == ". "), len(text)]
    marks = tuple(Sentence(start=s, end=e) for s, e in pairwise(cut))
    found = one(
        Reading(name="a", document=of, zones=(Zone(start=0, end=len(text), kind="body"),), sentences=marks),
        Reading(name="b", document=other, zones=(Zone(start=0, end=len(other.text), kind="body"),), sentences=marks),
    )
    assert found.identity < 1
    assert len(found.aligned) == len(marks)
    texts = {of.id: text, other.id: other.text}
    for a, b in found.aligned:
        ours, theirs = texts[a.doc][a.start : a.end], texts[b.doc][b.start : b.end]
        assert ours.split()[0] == theirs.split()[0]
        assert len(ours.split()) == len(theirs.split())


def test_nothing_fails_without_documents_words_or_zones() -> None:
    """No readings, unread ones, empty ones and hostile ones have no copies."""
    assert copies([], {}) == ()
    assert copies([Reading(name="gone"), read("", "e.txt"), Reading(name="z", document=document("", "z"))], {}) == ()
    assert copies([hostile()], {}) == ()


@settings(max_examples=25, deadline=None)
@given(st.permutations([LEAD, MORE, OWN, OTHER, QUOTE]), st.integers(1, 5), st.randoms(use_true_random=False))
def test_rows_do_not_depend_on_the_order_of_documents(parts: list[str], count: int, chance: random.Random) -> None:
    """The same documents in another order have the same rows, whose spots lie in their documents."""
    readings = [
        read(" ".join(parts[:count]), "a.txt", outlet="Post", published="2022-01-02"),
        read(" ".join(parts[1:]), "b.txt", outlet="Tarn", published="2022-01-01"),
        read(" ".join(parts[::-1]), "c.txt"),
    ]
    found = list(verbatim(readings))
    chance.shuffle(readings)
    assert list(verbatim(readings)) == found
    texts = {r.document.id: r.document.text for r in readings if r.document}
    for c in found:
        assert c.a.doc < c.b.doc
        assert all(0 <= s.start < s.end <= len(texts[s.doc]) for s in (c.a, c.b))
        assert 0 < c.identity <= 1
