"""Disputes made ready for reading, claims found by their ids, and what the page's lists are given."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from rashomon.publish.disputing import disputed, named, same_words
from rashomon.publish.link_data import counts, links_data, listed_statements
from rashomon.publish.link_words import origins_words, seen_words, unnamed_word
from rashomon.publish.sayings import Sayings
from rashomon.records import Group, Links, Origins, Spot
from tests.factory import claim, document, reading
from tests.publish.links import linked


@given(st.integers(0, 50), st.integers(0, 50))
def test_numbers_of_origins_are_bounds_in_words(low: int, high: int) -> None:
    """One number where both bounds are the same, both numbers where they are not, never a high below the low."""
    said = origins_words(Origins(low=low, high=high))
    assert said.startswith(str(low))
    assert (" to " in said) is (high > low)
    assert said.endswith("origin" if max(low, high) == 1 else "origins")
    assert origins_words(None) == ""


def test_days_are_words_and_what_is_no_day_stays() -> None:
    """A day of publication is written out; anything else stands as it was given."""
    assert seen_words("2024-03-01") == "1 March 2024"
    assert seen_words("early spring") == "early spring"
    assert seen_words("") == ""


def test_an_unnamed_origin_is_marked_once() -> None:
    """Its mark says how it is not named, unless its name does."""
    assert unnamed_word("anonymous", "an official") == "kept unnamed"
    assert unnamed_word("unspecified", "nobody named") == ""
    assert unnamed_word("named", "Ann") == ""
    group = Group(id="g", statement="s", members=(), origin="n", name="", identification="anonymous")
    assert named(group) == "somebody not named"


def test_words_are_one_but_for_marks_and_an_end_cut_off() -> None:
    """Quotation marks and a shortened end make no other words; a word more in front does."""
    assert same_words("“It rained,”", "it rained all day")
    assert not same_words("Ann said it rained", "it rained")
    assert not same_words("", "")


def test_a_comment_that_counts_is_found_where_it_stands() -> None:
    """Spans of an attached document are shifted into its article; those of unknown documents have no place."""
    article = document("Rain.\n\nAnn said so.")
    attached = msgspec.structs.replace(
        document("Ann said so."), id=f"{article.id}.k7", kind="article", of=article.id, at=7
    )
    inner = reading(attached)
    sayings = Sayings([msgspec.structs.replace(reading(article), attached=(inner,))])
    assert sayings.place(Spot(doc=attached.id, start=0, end=3)) == (0, 7, 10)
    assert sayings.place(Spot(doc="dnone", start=0, end=3)) is None
    assert sayings.place(Spot(doc=article.id, start=3, end=999)) == (0, 3, len(article.text))
    assert sayings("dnone.c1") is None


def test_a_voice_names_its_earliest_passages_and_the_plainest_first() -> None:
    """The group with the statement's own words comes first, and that passage first in it."""
    case = linked()
    first = disputed(case.links, Sayings(case.readings))[0].sides[0]
    assert first.voices[0].said[0].id == case.links.statements[0].spoken_by
    assert [one.day for one in first.voices[0].said] == ["1 March 2024", "2 March 2024", "2 March 2024"]
    assert first.origins == "1 independent origin"


def test_members_that_nobody_grouped_stand_alone() -> None:
    """Without groups every passage is listed for itself, and none is lost."""
    case = linked()
    bare = msgspec.structs.replace(case.links, groups=(), origins={})
    side = disputed(bare, Sayings(case.readings))[0].sides[0]
    assert [len(voice.said) for voice in side.voices] == [1, 1, 1]
    assert side.origins == ""
    assert side.proof == []


def test_only_what_a_list_shows_is_given_to_the_page() -> None:
    """A statement of one claim that nobody contradicts has no row, and its claim's way goes with it."""
    case = linked()
    sayings = Sayings(case.readings)
    quiet = msgspec.structs.replace(case.links, disputes=())
    assert [one.id[-1] for one in listed_statements(quiet, sayings)] == ["1", "3", "5"]
    data = links_data(quiet, sayings)["links"]
    assert len(data["ways"]) == 5
    assert counts({"links": data}, quiet)._asdict() == {
        "statements": 3, "changes": 1, "copies": 2, "who": 1, "alike": 1, "alone": 2,
    }  # fmt: skip
    assert links_data(Links(), sayings) == {}


def test_rows_are_numbers_that_lead_into_their_tables() -> None:
    """Every number of a row stands for something: a saying, a step, words, a page."""
    case = linked()
    data: dict[str, Any] = json.loads(json.dumps(links_data(case.links, Sayings(case.readings))))["links"]
    for row in data["statements"]:
        assert all(0 <= said < len(data["said"]) for said in (row[1], *row[2]))
        assert all(0 <= text < len(data["words"]) for text in (row[3], *row[4], row[5], row[8]))
    for _, steps in data["ways"]:
        assert all(0 <= step < len(data["steps"]) for step in steps)
    for step in data["steps"]:
        assert step[8] < len(data["copies"])
        assert step[11] < len(case.readings)


def test_the_earlier_side_of_a_copy_stands_first() -> None:
    """A copy that was taken over from its second document is turned, and so are its aligned sentences."""
    case = linked()
    row = links_data(case.links, Sayings(case.readings))["links"]["copies"][1]
    wire = case.readings[0].document
    assert wire
    assert row[2] == 0
    assert wire.text[row[13][0] : row[13][1]].startswith("The ministry said")


def test_claims_without_a_speaker_or_content_break_nothing() -> None:
    """A claim of a cue alone is quoted by its cue, and says that no speaker was found."""
    d = document("It was reported.")
    sayings = Sayings([reading(d, claim(d, "", "reported"))])
    said = sayings(f"{d.id}.c7")
    assert said
    assert (said.words, said.speaker, said.identified) == ("reported", "no speaker found", "")


def test_a_pair_that_both_ends_suggest_is_listed_once() -> None:
    """Two entities that may be one stand in the list once, whichever end names the other."""
    case = linked()
    (pair, *_) = case.links.suggestions
    turned = msgspec.structs.replace(pair, a=pair.b, b=pair.a)
    links = msgspec.structs.replace(case.links, suggestions=(*case.links.suggestions, turned))
    alike = [links_data(one, Sayings(case.readings))["links"]["alike"] for one in (case.links, links)]
    assert len(alike[0]) == len(alike[1])


def test_statements_that_agree_are_one_side() -> None:
    """Its voices are those of all of them, its documents are counted once, and the others lead to their own rows."""
    case = linked()
    (first, *rest) = case.links.disputes
    whole = disputed(case.links, Sayings(case.readings))[0]
    joined = msgspec.structs.replace(first, together=(first.sides,))
    ahead = msgspec.structs.replace(first, sides=(*first.sides,), together=(first.sides[:1], first.sides[1:]))
    kept = disputed(msgspec.structs.replace(case.links, disputes=(ahead, *rest)), Sayings(case.readings))[0]
    assert len(kept.sides) == 2
    assert sum(side.said for side in kept.sides) == sum(side.said for side in whole.sides)
    # with one side only nothing is disputed
    none = disputed(msgspec.structs.replace(case.links, disputes=(joined,)), Sayings(case.readings))
    assert none == []


def test_what_sets_two_sides_against_one_another_is_told_once() -> None:
    """However the values are written and whichever stands first; another kind of reason is told besides."""
    case = linked()
    first = case.links.disputes[0]
    tie = first.ties[0]
    told = ("five against three", "three people against “at least five”", "denies it")
    ties = (*(msgspec.structs.replace(tie, reasons=(reason,), p=0.9) for reason in told[:2]),)
    ties += (msgspec.structs.replace(tie, a=tie.b, b=tie.a, reasons=told[2:], p=0.5),)
    links = msgspec.structs.replace(case.links, disputes=(msgspec.structs.replace(first, ties=ties),))
    whys = disputed(links, Sayings(case.readings))[0].whys
    assert [why.reasons for why in whys] == [["five against three"], ["denies it"]]
    assert all(len(why.pairs) == 1 for why in whys)
