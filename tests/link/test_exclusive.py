"""Values that exclude each other: directions, targets, contents of papers, manners, presence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.positions.exclusive import at_odds, points, why
from tests.factory import document
from tests.link.contents import kinds, pair, unit
from tests.link.test_statements import HARBOUR, linked, read, said


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("the rockets came from the north", "the rockets came from the south", True),
        ("two missiles were fired from the sea", "the missiles were fired from the north-east, not from the sea", True),
        ("the shells came from the east", "all the shells had been fired from the west", True),
        ("I saw the flashes in the south-west", "the rockets had been launched from the north-east", True),
        ("It came from the water", "the rockets came from the hills to the east, not from the sea", False),
        ("It came from the water", "the rockets flew in from the east and not from the sea", True),
        ("the drones came over from the sea", "the drones came over land from the land side", True),
        ("the rockets came from the north", "the rockets came from the north-east", False),
        ("the rockets came from the north", "the rockets flew towards the south", False),
        ("the wind came from the north", "the wind came from the south", False),
        ("most workers came from the north", "the rockets came from the south", False),
        ("the shells came from the east", "the refugees had come from the west", False),
        ("the rockets came from North Bridge", "the rockets came from the south", False),
        ("he saw rockets falling in the water", "the rockets came from the east and not from the sea", False),
        ("the letters came from the east", "the letters came from the west", False),
    ],
)
def test_opposite_directions(one: str, other: str, odds: bool) -> None:
    """Shots cannot have come from opposite sides, nor from where another says that they did not come from."""
    assert ("bearing" in pair(one, other)) is odds


def test_a_sentence_that_draws_on_a_claim() -> None:
    """What the next sentence makes of the things in a claim counts as said by it."""
    found = unit("that every crack in the wall was drawn out to the south", "a")
    drawn = replace(unit("Such cracks come from rockets fired from the north.", "a", cue=""), id="a.v1", sentence=4)
    against = unit("the rockets came from the south", "b")
    assert kinds(found, against, drawn) == {"bearing"}
    other = replace(unit("Such walls come from rockets of mud.", "a", cue=""), id="a.v1", sentence=4)
    assert kinds(found, against, other) == set()


@pytest.mark.parametrize(
    ("one", "other", "before", "odds"),
    [
        ("the tank farm on the Old Mole was the target", "nothing had fallen on the Old Mole", "", True),
        ("the Old Mole was hit", "not one shell fell near the Old Mole", "", True),
        ("the depot at Sella was struck twice", "nothing fell on them", "The depots at Sella stand empty.", True),
        ("the power station in Sella had been hit", "no rocket hit Sella", "", True),
        ("the North Bridge was struck by a shell", "the North Bridge was not hit", "", True),
        ("the North Bridge was struck by a shell", "the bridge at the North Bridge was not hit", "", True),
        ("the depot at Sella was the main target", "none of the shells had landed near Sella", "", True),
        ("the Old Mole was hit", "nothing fell on the North Bridge", "", False),
        ("the Old Mole was hit", "nothing fell on them", "The tanks of Sella are full.", False),
        ("the depot at Sella was not the target", "nothing had fallen on Sella", "", False),
        ("the film was hit by bad reviews", "nothing had fallen on the Old Mole", "", False),
        ("the Old Mole is a target for thieves", "nothing had been stolen from the Old Mole", "", False),
        ("the car on the Old Mole when she was struck", "nothing had fallen on the Old Mole", "", False),
        ("the Old Mole was built in 1910", "nothing had fallen on the Old Mole", "", False),
        ("nothing had fallen on the Old Mole", "not one shell fell near the Old Mole", "", False),
    ],
)
def test_what_was_hit(one: str, other: str, before: str, odds: bool) -> None:
    """What was hit or aimed at is at odds with that nothing fell there, going by the place that is named."""
    assert ("target" in pair(one, other, after=before)) is odds


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("the warning named half the country", "the warning named the North Bridge", True),
        ("the letter listed every bank", "the letter listed one bank", True),
        ("the police chief's memo mentioned nobody", "the memo mentioned Orrin", True),
        ("the report named no one", "the report named Tessel", False),
        ("that the list names the whole board", "the list names only the chairman", True),
        ("the leaflet mentioned nothing", "the leaflet mentioned Orrin", True),
        ("the warning named half the country", "the letter named the North Bridge", False),
        ("the warning named the Old Mole", "the warning named the North Bridge", False),
        ("the warning named many places", "the warning named Orrin", False),
        ("the warning named half the country", "the warning was named a fraud", False),
        ("a street named after half the town", "a letter named Orrin", False),
        ("the warning named half the country", "the warning never named Orrin", False),
        ("a list of men named Orrin", "the list named half the town", False),
        ("the video shows a man named Orrin", "the video named nobody", False),
        ("the report listed dozens of cases", "the report listed Orrin", False),
    ],
)
def test_what_a_paper_names(one: str, other: str, odds: bool) -> None:
    """A paper that names half a country, or nobody, does not name one place alone."""
    assert ("names" in pair(one, other)) is odds


def test_a_pronoun_for_a_paper() -> None:
    """A pronoun that a clause begins with stands for the paper that was named last."""
    one = "It was short and named one street."
    assert "names" in pair(one, "the warning named half the country", before="Then a warning came.")
    assert "names" not in pair(one, "the warning named half the country", before="Then a list came.")


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("an intercepted call that proved their guilt", "the intercepted call did not mention Orrin", True),
        ("the satellite picture proves that they were there", "the satellite picture proves nothing", True),
        ("the radio recording proves the order", "the radio recording does not contain the order", True),
        ("the secret memo proves the plan", "the secret memo never mentions a plan", True),
        ("the dashcam video proves his guilt", "the dashcam video does not show his guilt", True),
        ("the forged letter has proved the fraud", "the forged letter does not prove the fraud", True),
        ("the dashcam video proved popular", "the dashcam video does not show Orrin", False),
        ("the dashcam video proves his guilt", "the wedding video does not show his guilt", False),
        ("the intercepted call proved their guilt", "the other letter did not mention Orrin", False),
        ("the intercepted call proved their guilt", "the intercepted call did not mention money", False),
        ("the radio recording proves the order", "the radio recording is an hour long", False),
        ("the secret memo does not prove the plan", "the secret memo never mentions a plan", False),
        ("the dashcam video proved vital for his guilt", "the dashcam video does not show his guilt", False),
        ("the secret memo proves it is so", "the secret memo was found, but there was no proof", False),
        ("the secret memo may not prove the plan", "the secret memo names the plan", False),
    ],
)
def test_what_evidence_proves(one: str, other: str, odds: bool) -> None:
    """Evidence that proves it is at odds with the same evidence not even mentioning or showing it."""
    assert ("proves" in pair(one, other)) is odds


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("the regiment trains by daylight only", "the regiment often held night exercises", True),
        ("the ferry sails only by day", "the ferry sailed at night", True),
        ("the regiment never shoots at night", "night shoots of the regiment were common", True),
        ("the mill works in the daytime only", "the mill worked at night for weeks", True),
        ("planes landed exclusively in daylight", "planes landed at night, too", True),
        ("the crew drills by day alone", "the crew fired at night", True),
        ("the regiment trains by daylight only", "the regiment trains by day", False),
        ("the regiment trains by daylight only", "the ferry sails at night", False),
        ("the regiment trains by daylight only", "smugglers fired at night", False),
        ("the regiment trains by daylight only", "the regiment never trains at night", False),
        ("the ferry sails only by day", "the ferry did not sail at night", False),
        ("the ferry sails by day", "the ferry sails at night", False),
        ("the museum opens only by day", "thieves opened the museum at night", False),
    ],
)
def test_day_only_and_night(one: str, other: str, odds: bool) -> None:
    """What is done by day only is at odds with the same done at night by the same."""
    assert ("manner" in pair(one, other)) is odds


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("no civilian was within a kilometre of the camp", "four civilians were killed in the raid", True),
        ("no children were in the house", "the bodies of two children were found", True),
        ("not a single soldier was hurt", "three soldiers were wounded", True),
        ("no journalists were present", "two journalists had died there", True),
        ("no prisoner was killed", "two prisoners were killed", True),
        ("no passengers were injured", "eleven passengers were injured", True),
        ("no civilian was within a kilometre of the camp", "four soldiers were killed in the raid", False),
        ("no civilian was killed", "four civilians were wounded", False),
        ("no civilian was within a kilometre of the camp", "four civilians were questioned", False),
        ("no civilian was within a kilometre of the camp", "four civilians may not have been killed", False),
        ("no civilian was ready to speak", "four civilians were killed", False),
        ("no soldier was hurt", "thirty-two soldiers were honoured", False),
        ("no civilian was near the camp", "no civilians were killed", False),
    ],
)
def test_nobody_and_some(one: str, other: str, odds: bool) -> None:
    """That nobody of a sort was there, or came to harm, is at odds with some of that sort who did."""
    assert ("absence" in pair(one, other)) is odds


def test_another_matter() -> None:
    """Contents of documents that name nothing in common, or of different days, are not held against one another."""
    one, other = unit("the rockets came from the north", "a"), unit("the rockets came from the south", "b")
    assert kinds(one, other) == {"bearing"}
    assert kinds(one, replace(other, top=frozenset({"kyrene"}))) == set()
    assert kinds(one, replace(other, top=frozenset({"tessel"}), people=frozenset({"tessel"}))) == set()


def test_what_is_denied_or_open() -> None:
    """A question gives no point, and what somebody denies is not what he says."""
    other = unit("the rockets came from the south", "b")
    assert kinds(unit("the rockets came from the north", attitude="ask"), other) == set()
    assert kinds(unit("the rockets came from the north", denied=True), other) == set()


PARTS = (
    *("the rockets came from the ", "north", "at 21:10", "no civilian was near", "“", "\n", "not ", "the call proves "),
    *("nothing fell on it", "two hours before the attack", "نفى", "🚀", "named half", "a"),
)


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_any_text(parts: list[str]) -> None:
    """No text breaks it, and nothing is at odds with itself."""
    one, other = (unit("".join(parts), doc) for doc in "ab")
    told = points([one, other])
    assert [p.kind for p in told[0]] == [p.kind for p in told[1]]
    assert not [x for x, y in at_odds(one, other, *told) if x.words == y.words and x.kind != "bearing"]


def test_the_reason_has_both_words() -> None:
    """A reason sets the words of one against those of the other, and statements of both are at odds."""
    found = []
    for who, side in (("mayor", "north"), ("pilot", "south")):
        text = f"the rockets came from the {side}"
        d = document(HARBOUR + f"The {who} said that {text}.\n", name=f"{who}.txt")
        found.append(read(d, [said(d, f"The {who}", "said", text)], Vardessa="place"))
    _, ties = linked(*found)
    (tie,) = [t for t in ties if t.kind == "contradicts"]
    assert tie.about == "Where the shots came from"
    assert {"north", "south"} <= set(tie.reasons[0].replace("”", " ").replace("“", " ").split())
    assert why(*points([unit("the rockets came from the north")])[0] * 2).count("“") == 2
