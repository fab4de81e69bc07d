"""What can be held against one another: clauses, of one occasion, and the words for what they differ on."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rashomon.link.positions.act_words import stems_of
from rashomon.link.positions.blame import blames, rivals
from rashomon.link.positions.figures import counts, of_counts, other_time
from rashomon.link.positions.occasions import (
    clause_at,
    contrasted,
    deniable,
    far_apart,
    is_clause,
    is_unreal,
    main_denial,
    same_contest,
    same_setting,
)
from rashomon.link.positions.units import Named, Unit
from rashomon.link.positions.wording import called, does, how_many, how_much, many, whether
from rashomon.records import Quantity


def unit(text: str, **given: object) -> Unit:
    """A content as it is compared."""
    fields: dict[str, object] = {"id": "d.c0", "doc": "d", "start": 0, "end": len(text), "text": text, "whole": text}
    return Unit(**{**fields, **given})  # type: ignore[arg-type]


def place(text: str, name: str) -> Named:
    """A place where a text names it."""
    at = text.index(name)
    return Named(at, at + len(name), name.lower(), name, "place")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("that the gates were open", True),
        ("the mill burned", True),
        ("Mrs Dorn", False),
        ("the state-backed Orrin group", False),
        ("a chief who had accused the mayor", False),
        ("the report that the mill burned", False),
    ],
)
def test_only_a_finite_verb_makes_a_clause(text: str, says: bool) -> None:
    """A name, and a noun with a relative clause, say nothing that can be contradicted."""
    assert is_clause(text) is says


def test_a_thing_cannot_be_denied() -> None:
    """A denial is of a clause, of a deed, or of a report of one, which goes without the words that announce it."""
    assert deniable("Harbour Bank money") == ""
    assert deniable("firing on the port") == "firing on the port"
    assert deniable("reports that the gates were shut") == "the gates were shut"


@pytest.mark.parametrize("text", ["the tax would raise a million", "why he might not win", "if they turn the town"])
def test_what_is_supposed_is_no_fact(text: str) -> None:
    """Conditionals and questions are told from what is said to be so."""
    assert is_unreal(text)
    assert not is_unreal("the tax raised a million in May")


def test_words_that_set_apart() -> None:
    """Two parties, two months or two years are different things; one party against none is, when asked strictly."""
    assert contrasted("1,200 Republican delegates", "2,300 Democratic delegates")
    assert contrasted("closed in 2013", "closed in 2006")
    assert not contrasted("1,200 Republican delegates", "2,300 delegates")
    assert contrasted("1,200 Republican delegates", "2,300 delegates", strictly=True)


def test_not_doing_one_thing_does_not_mean_another() -> None:
    """A negation inside what a sentence is about, or two of them, deny nothing."""
    assert main_denial("the battery did not fire")
    assert not main_denial("not voting for Dorn does not mean voting for Ruud")
    assert not main_denial("people who are not citizens were let in")


def test_a_clause_ends_at_its_conjunctions() -> None:
    """The clause that a word stands in goes neither before nor after it."""
    text = "The rain stopped, the gates were shut and the men left"
    begin, clause = clause_at(text, "shut")
    assert clause == "the gates were shut"
    assert text[begin:].startswith(clause)


def test_a_contest_has_a_kind_and_a_place() -> None:
    """Two who won are rivals in one contest only."""
    texts = "Corvo won the election in Sella", "Brandl won the election in Sella", "Brandl won the election in Ferris"
    one, same, other = (unit(t, doc=str(i), names=(place(t, t.rpartition(" ")[2]),)) for i, t in enumerate(texts))
    assert same_contest(one, same)
    assert not same_contest(one, other)
    assert not same_contest(one, unit("Brandl won over many voters", doc="x"))


def test_one_place_of_many_is_no_setting() -> None:
    """Documents that name one place in common among many others tell of two events; a wide place says nothing."""
    one = unit("a", doc="1", setting=frozenset(("sella", "ferris", "orrin")))
    assert not same_setting(one, unit("b", doc="2", setting=frozenset(("sella", "aldmere", "packet"))))
    assert same_setting(one, unit("b", doc="2", setting=frozenset(("sella", "orrin", "packet"))))
    wide = frozenset(("united states of america",))
    assert not same_setting(unit("a", doc="1", setting=wide), unit("b", doc="2", setting=wide))


def test_days_and_years_apart() -> None:
    """Documents published weeks apart, or that name other years at their tops, are of two occasions."""
    early = unit("a", doc="1", published="2031-05-02")
    assert far_apart(early, unit("b", doc="2", published="2031-05-30"))
    assert not far_apart(early, unit("b", doc="2", published="2031-05-05"))
    assert not far_apart(early, unit("b", doc="2", published="in May"))
    assert other_time(unit("a", years=frozenset(("2008",))), unit("b", years=frozenset(("2011",))))


def test_points_are_questions_in_plain_words() -> None:
    """What two differ on is a question with its noun, or the first clause of what is said."""
    assert how_many("person", "kill", "three people") == "How many people were killed"
    assert how_many("projectile", "", "31 rockets") == "How many projectiles were fired"
    assert how_many("delegat", "", "90 delegates") == "How many delegates there were"
    assert how_much("US dollar") == "How much money it was"
    assert whether(unit("that The gates were open, which nobody saw.")) == "Whether the gates were open"


@pytest.mark.parametrize(
    "name", ["Three officials", "officials with knowledge of the inquiry", "the police", "Several"]
)
def test_several_doubt(name: str) -> None:
    """A verb agrees with who does it."""
    assert many(name)
    assert does(name, "deny") == "deny"


def test_one_denies() -> None:
    """Proper names and bodies are one; those of bodies have their article inside a sentence."""
    assert does("Mila Castane", "deny") == "denies"
    assert does("Orrin Forces", "say") == "says"
    assert called("Defence Ministry") == "the Defence Ministry"
    assert called("The ministry") == "the ministry"
    assert called("Mila Castane") == "Mila Castane"


def sold(text: str, number: float) -> Unit:
    """A sentence with how many carts were sold."""
    at = text.index("carts") - 4
    counted = Quantity(id="q", start=at, end=at + 9, low=number, high=number, number=number, unit="", of="carts")
    counted = replace(counted, head="carts", event="sell")
    return unit(text, cue="said", stems=stems_of(text), quantities=(counted,), top=frozenset({"marl"}))


@pytest.mark.parametrize(("area", "differ"), [("", True), (" nationally", False), (" nationwide", False)])
def test_a_wider_area_is_another_count(area: str, differ: bool) -> None:
    """How many there are in the whole country does not go against how many there are in one town."""
    one, other = (
        sold("Dealers in Marl sold 300 carts last year", 300),
        sold(f"Dealers in Marl sold 900 carts last year{area}", 900),
    )
    found = list(of_counts(one, other, counts(one), counts(other), 0.95))
    assert any(d.kind == "contradicts" for d in found) == differ


def agents(text: str) -> set[str]:
    """Whom a sentence of somebody's names as having done something."""
    return {b.agent for b in blames(unit(text, speaker="dorn", says="Dorn", cue="said"))}


def test_verbs_of_an_act_in_other_senses_name_nobody() -> None:
    """To say won't is no victory, and who strikes a deal attacks nobody."""
    assert agents("They won't support the mayor after the attack") == set()
    assert agents("the army struck a joint deal after the attack") == set()
    assert agents("the army struck the port in the attack") == {"army"}


def test_parts_of_one_body_are_no_rivals() -> None:
    """Two names with one word for a body between them may be one."""
    texts = "the harbour police shot the man in the attack", "the river police shot the man in the attack"
    one, other = (blames(unit(t, cue="said"))[0] for t in texts)
    assert not rivals(one, other)
