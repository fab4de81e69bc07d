"""Values that exclude each other: directions, targets, contents of papers, manners, presence, identity, distances."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.positions.act_words import says_no, stems_of
from rashomon.link.positions.exclusive import at_odds, points, why
from rashomon.link.positions.units import Named, Unit
from rashomon.records import Fragment
from tests.factory import document, quantity
from tests.link.test_statements import HARBOUR, linked, read, said

TOP = frozenset({"tessel", "orrin", "norrland"})


def unit(text: str, doc: str = "a", previous: str = "", cue: str = "said", **fields: object) -> Unit:
    """A claim with these words, after a sentence, in a document whose top names three places."""
    names = [
        Named(at, at + len(name), name.lower(), name, "place")
        for name in ("Orrin", "Tessel", "Norrland", "Old Mole", "North Bridge", "Sella")
        if (at := text.find(name)) >= 0
    ]
    beside = [
        Named(-1, -1, name.lower(), name, "place") for name in ("Old Mole", "North Bridge", "Sella") if name in previous
    ]
    given: dict[str, object] = {"speaker": f"speaker {doc}", "says": f"Speaker {doc}", "top": TOP, **fields}
    return Unit(
        id=f"{doc}.c0",
        doc=doc,
        start=0,
        end=len(text),
        text=text,
        whole=text,
        cue=cue,
        sentence=3,
        names=tuple(names),
        near=(*beside, *names),
        where=frozenset({"orrin"}),
        previous=previous,
        negated=says_no(text),
        stems=stems_of(text),
        **given,  # type: ignore[arg-type]
    )


def kinds(one: Unit, other: Unit, *more: Unit) -> set[str]:
    """The kinds of points on which two contents cannot both be so, whichever comes first."""
    told = points([one, other, *more])
    there = {x.kind for x, _ in at_odds(one, other, told[0], told[1])}
    back = {x.kind for x, _ in at_odds(other, one, told[1], told[0])}
    assert there == back
    return there


def pair(one: str, other: str, before: str = "", after: str = "") -> set[str]:
    """The kinds of points on which two texts are at odds, given the sentences before them."""
    return kinds(unit(one, "a", before), unit(other, "b", after))


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
