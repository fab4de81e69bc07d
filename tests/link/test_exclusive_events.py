"""Values that exclude each other: identities, moments, causes, numbers called wrong, denials by a pronoun."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rashomon.link.positions.units import Unit
from rashomon.records import Fragment
from tests.factory import document, quantity
from tests.link.contents import kinds, pair, unit


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("the object was a weather balloon", "The object was a military drone", True),
        ("the vessel was a tanker", "the vessel was the ferry Orla", True),
        ("the powder was a poison", "the white powder was a sweetener", True),
        ("the body was a shop dummy", "police identified the body as a missing teacher", True),
        ("the device was a bomb", "the device was a clock", True),
        ("the caller was a student", "the caller was a retired nurse", True),
        ("the object was a weather balloon", "the object was a balloon", False),
        ("the object was a weather balloon", "the vessel was a tanker", False),
        ("the object was not a balloon", "the object was a drone", False),
        ("the vessel was the first to leave", "the vessel was a tanker", False),
        ("the vessel was in the harbour", "the vessel was a tanker", False),
        ("the device was found by a boy", "the device was a clock", False),
        ("the vessel was a threat", "the vessel was a tanker", False),
    ],
)
def test_two_identities(one: str, other: str, odds: bool) -> None:
    """One unknown thing cannot have been two that have no word in common."""
    assert ("identity" in pair(one, other)) is odds


def test_a_pronoun_for_an_unknown_thing() -> None:
    """Whoever identifies "it" identifies the thing of the sentence before."""
    one = unit("it as the tug Marta of Sella", "a", "The contact left at noon.", cue="identified")
    assert kinds(one, unit("The contact was “a whale”", "b")) == {"identity"}
    assert kinds(one, unit("The parcel was “a toy”", "b")) == set()


@pytest.mark.parametrize(
    ("clock", "told", "odds"),
    [
        ("the coded call was made at 20:40", "the coded call was made forty minutes before the attack", True),
        ("the ferry alarm rang at 21:00", "the ferry alarm rang two hours before the attack", True),
        ("the gates were locked at 22:40", "the gates were locked ten minutes after the attack", True),
        ("the coded call was made at 21:30", "the coded call was made thirty minutes before the attack", False),
        ("the coded call was made at 21:25", "the coded call was made thirty minutes before the attack", False),
        ("the gates were locked at 22:10", "the gates were locked ten minutes after the attack", False),
        ("the ferry left at 20:00", "the coded call was made ten minutes before the attack", False),
        ("the call to the mayor was made at 20:00", "the coded message came ten minutes before the attack", False),
        ("the coded call was made at 20:00", "the coded call was made ten minutes before dinner", False),
        ("the coded call was made at 09:00", "the coded call was made ten minutes before the attack", False),
        ("the coded call was made at noon", "the coded call was made ten minutes before the attack", False),
        ("the coded call cost 21.10 euros", "the coded call was made ten minutes before the attack", False),
    ],
)
def test_a_distance_and_a_clock_time(clock: str, told: str, odds: bool) -> None:
    """A moment told by its distance from an event is held against a clock time, by the event's time in its document."""
    event = replace(unit("the attack began at 22:00", "b"), id="b.c9", sentence=1)
    assert ("moment" in kinds(unit(clock, "a"), unit(told, "b"), event)) is odds


def test_no_time_of_the_event() -> None:
    """Where a document does not say when the event was, or gives two times, a distance from it is no clock time."""
    told = unit("the coded call was made forty minutes before the attack", "b")
    clock = unit("the coded call was made at 21:10", "a")
    assert kinds(clock, told) == set()
    events = [replace(unit(f"the attack began at {t}", "b"), id=f"b.c{t}", sentence=1) for t in ("22:00", "23:00")]
    assert kinds(clock, told, *events) == set()


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("a van was seen two hours before the attack", "a van was seen nine minutes before the attack", True),
        ("the siren test ended an hour before the blast", "the siren test ended five minutes before the blast", True),
        (
            "the van was seen nine minutes before the attack and not two hours",
            "guards saw a van two hours before a raid",
            True,
        ),
        ("the power failed ten minutes after the raid", "the power failed three hours after the raid", True),
        (
            "the power lines failed ten minutes after the raid",
            "the power lines failed three hours after the raid",
            True,
        ),
        ("a grey van burned a day after the attack", "a grey van burned a week after the attack", True),
        ("a van was seen two hours before the attack", "a van was seen two hours after the attack", False),
        ("a van was seen two hours before the attack", "the mayor slept five minutes before the attack", False),
        ("a van was seen two hours before the attack", "a van was seen nine minutes before the collapse", False),
        ("a van was seen more than an hour before the attack", "a van was seen two hours before the attack", False),
        ("a van was seen an hour before the attack", "the grey van was not seen five minutes before the attack", False),
        ("a van was seen an hour before lunch", "a van was seen five minutes before lunch", False),
    ],
)
def test_two_distances(one: str, other: str, odds: bool) -> None:
    """Two lengths of time between one happening and one event exclude each other when they do not meet."""
    assert ("gap" in pair(one, other)) is odds


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("the fire was an accident", "the fire had been set on purpose", {"cause"}),
        ("it was an accident", "the blaze was started deliberately", {"cause"}),
        ("the fire was accidental", "the fire was arson", {"cause"}),
        ("the blaze began by accident", "the fire was clearly deliberate", {"cause"}),
        ("the fire began in the kitchen", "the fire broke out in the cellar", {"room"}),
        ("it broke out in the storehouse and not in the hall", "the fire started in the weaving hall", {"room"}),
        ("the blaze started in the attic", "the blaze had started in a bedroom", {"room"}),
        ("the fire began in the basement", "the fire began in the cellar", set()),
        ("the fire began in the kitchen", "the fire began in the hotel", set()),
        ("the fire was an accident", "the crash was deliberate", set()),
        ("the fire was an accident", "the fire may have been set on purpose", set()),
        ("the fire was an accident", "the fire was not set on purpose", set()),
        ("the fire was an accident", "the mayor was deliberate in his speech", set()),
        ("the fire was an accident", "police do not know if the fire was deliberate", set()),
        ("the fire was deliberate", "the fire was arson", set()),
    ],
)
def test_what_caused_it(one: str, other: str, odds: set[str]) -> None:
    """One fire was no accident if it was set on purpose, and did not begin in two rooms."""
    assert pair(one, other, before="There was a fire in Orrin.") == odds


def dead(text: str, doc: str) -> Unit:
    """A content that counts the dead by a number of people."""
    found = re.search(r"(five|nine) people", text)
    assert found
    number = {"five": 5.0, "nine": 9.0}[found.group(1)]
    counted = quantity(document(text), found.group(), number, number=number, head="people", event="kill")
    return replace(unit(text, doc), quantities=(counted,), fragments=(Fragment(start=0, end=len(text)),))


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        ("five people were killed", "reports of five people killed were wrong", True),
        ("five people were killed", "talk of five people being killed was exaggerated", True),
        ("five people were killed", "the account of five people killed is false", True),
        ("five people were killed", "the figures of five people killed are false", True),
        ("five people were killed", "rumours of five people killed were invented", True),
        ("five people were killed", "claims of five people killed were untrue", True),
        ("nine people were killed", "reports of five people killed were wrong", False),
        ("five people were killed", "reports of five people killed were late", False),
        ("five people were killed", "reports said that five people were killed", False),
        ("five people were killed", "five people were killed, and the wrong street was named", False),
        ("five people were not killed", "reports of five people killed were wrong", False),
        ("reports of five people killed were wrong", "talk of five people killed is false", False),
        ("the names of five people were wrong", "five people were killed", False),
    ],
)
def test_reports_called_wrong(one: str, other: str, odds: bool) -> None:
    """Whoever calls reports of a number wrong is at odds with those who give that number."""
    assert ("report" in kinds(dead(one, "a"), dead(other, "b"))) is odds


@pytest.mark.parametrize(
    ("cue", "text", "odds"),
    [
        ("denied", "that", True),
        ("disputes", "this", True),
        ("flatly denied", "it", True),
        ("rejected", "the claim", True),
        ("has denied", "those rumours", True),
        ("refuted", "the allegation", True),
        ("dismissed", "such reports", True),
        ("did not deny", "it", False),
        ("denied", "that he was there", False),
        ("denied", "the visa", False),
        ("repeated", "that", False),
        ("doubted the wisdom of", "it", False),
        ("believes", "it", False),
    ],
)
def test_a_denial_by_a_pronoun(cue: str, text: str, odds: bool) -> None:
    """Whoever denies "that" denies the one claim of the sentence before."""
    claim_ = replace(unit("the gates were left open", "a"), id="a.c1", sentence=2, speaker="clerk")
    denial = replace(unit(text, "a", cue=cue, denied=True), id="a.c9", start=200, end=210)
    assert kinds(claim_, denial) == ({"answer"} if odds else set())


def test_a_denial_of_one_of_two() -> None:
    """Where two people spoke before, or the same one denies it, or nobody did, a pronoun stands for no claim."""
    denial = replace(unit("that", "a", cue="denied", denied=True, speaker="anna roth"), id="a.c9", start=200, end=210)
    first = replace(unit("the gates were left open", "a"), id="a.c1", sentence=2, speaker="clerk")
    assert kinds(first, denial) == {"answer"}
    assert kinds(first, denial, replace(first, id="a.c2", start=90, end=99, speaker="baker")) == set()
    assert kinds(replace(first, speaker="roth"), denial) == set()
    assert kinds(replace(first, sentence=1), denial) == set()
    assert kinds(replace(first, cue=""), denial) == set()
