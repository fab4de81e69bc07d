"""Names of places that act, and the same names where they are places."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.cast.coreference import Resolution, resolve
from rashomon.read.cast.phrases import Phrase
from rashomon.read.places.actors import names, with_actors, words
from rashomon.records import Claim, Document, EntityKind, Fragment, KnownPlace, Mention


def resolution(text: str, *named: str, kind: EntityKind = "place") -> Resolution:
    """The cast of a text in which these are named, each wherever it stands next."""
    mentions, at = [], 0
    for name in named:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(id=f"d1.m{start}", start=start, end=at, kind=kind))
    document = Document(id="d1", name="t", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    return resolve(document, (), mentions, ())


def acting(text: str, *named: str, kind: EntityKind = "place", **more: Any) -> list[bool]:
    """For each name whether what it stands for became an organisation that stands for its place."""
    found = with_actors(text, more.get("claims", ()), resolution(text, *named, kind=kind), more.get("own", ()))
    entities = {e.id: e for e in found.entities}
    return [
        bool(m.entity) and entities[m.entity].kind == "organisation" and bool(entities[m.entity].stands_for)
        for m in found.mentions
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Washington immediately blamed the militia.",
        "He said that Washington sent its allies a message.",
        "Washington has sent two ships.",
        "Washington is trying to calm things.",
        "Washington would have to answer.",
        "Washington, its closest ally, condemned the attack.",
        "After Washington refused, they left.",
        "The Washington government refused.",
        "Washington's current strategy failed.",
        "It was about Washington offering more.",
        "They would not negotiate a lasting peace with Washington.",
        "Talks with Washington, which began in May, failed.",
        "The embassy protested to Washington.",
        "It was an effort by Washington to gain time.",
        "It was an order by Washington.",
        "They were eager for Washington to act.",
        "They urged Washington to act.",
        "They accused Washington of lying.",
        "He called on Washington to act.",
        "Washington to send two ships",
        "They know that Washington's willing to wait.",
        "Washington's military retaliation surprised them.",
        "Relations between Washington and Moscow are bad.",
        "A war between Moscow and Washington is near.",
        "Washington's refusal surprised nobody.",
        "Washington’s latest threat surprised nobody.",
        "Washington and Moscow agreed to talk.",
        "How strongly should Washington retaliate?",
        "In March, Washington closed its borders.",
        "Washington attacks the treaty again.",
        "Washington does not, and never will, accept it.",
        "Washington and its allies will seek new talks.",
    ],
)
def test_a_capital_that_acts(text: str) -> None:
    """Who blames, sends, decides, is asked to, or has a bond or quarrel with another, is no place."""
    assert acting(text, "Washington") == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Washington fell quiet.",
        "It was about Washington hosting the games.",
        "They met with Washington residents.",
        "Talks with Washington residents failed.",
        "They drove to Washington.",
        "He lives in Washington.",
        "He arrived in Washington and said nothing.",
        "WASHINGTON, March 3 - It rained. They flew to Washington.",
        "She flew from Washington to Rome.",
        "A man in Washington blamed the weather.",
        "The mayor of Washington said no.",
        "Officials from Rome, Washington and Oslo will meet.",
        "Flights between Washington and Rome were late.",
        "The road between Washington and Rome is long.",
        "Washington streets were empty.",
        "Washington officials said so.",
        "Washington's streets were empty.",
        "Washington's defence industry grew.",
        "Washington should be warm.",
        "Washington has suffered a lot.",
        "Washington was hit by a storm.",
        "Washington will be hot.",
        "Washington attacks killed two.",
        "It happened near Washington.",
        "Washington",
        "He likes Washington.",
    ],
)
def test_a_capital_that_is_a_place(text: str) -> None:
    """Where somebody is, comes from or goes to is a place, and so is what is not clear."""
    name = "WASHINGTON" if text.startswith("WASHINGTON") else "Washington"
    assert acting(text, name) == [False]


def test_one_name_may_be_both() -> None:
    """The same name is an actor in one sentence and a place in the next: two entities with ids of their own."""
    text = "Tehran denied it. Crowds gathered in Tehran. Tehran sent nobody."
    found = with_actors(text, (), resolution(text, "Tehran", "Tehran", "Tehran"))
    one, place, other = found.mentions
    assert [(m.kind, m.how) for m in (one, place, other)] == [("place", "acts"), ("place", "name"), ("place", "acts")]
    assert one.entity == other.entity != place.entity
    entities = {e.id: e for e in found.entities}
    assert (entities[one.entity].kind, entities[one.entity].stands_for) == ("organisation", "Tehran")
    assert (entities[place.entity].kind, entities[place.entity].stands_for) == ("place", "")
    actor = found.of(Fragment(start=one.start, end=one.end)).entity
    assert actor is not None
    assert actor.id == one.entity
    stayed = found.of(Fragment(start=place.start, end=place.end)).entity
    assert stayed is not None
    assert stayed.id == place.entity
    assert found.places(actor) == [(one.start, one.end), (other.start, other.end)]
    assert found.written(actor) == [(one.start, one.end), (other.start, other.end)]


def test_a_name_that_only_acts_keeps_its_entity() -> None:
    """An entity all of whose mentions act is the same one, of another kind."""
    text = "Tehran denied it."
    before = resolution(text, "Tehran")
    found = with_actors(text, (), before)
    assert [e.id for e in found.entities] == [e.id for e in before.entities]
    assert [e.kind for e in found.entities] == ["organisation"]
    assert found.mentions[0].how == "acts"


@pytest.mark.parametrize(
    ("text", "seat", "acts"),
    [
        ("The White House said so.", "White House", True),
        ("A spokesman for the Kremlin said so.", "Kremlin", True),
        ("Downing Street is silent.", "Downing Street", True),
        ("Foggy Bottom worries.", "Foggy Bottom", True),
        ("They met inside the Kremlin.", "Kremlin", False),
        ("A crowd stood in Downing Street.", "Downing Street", False),
        ("The Kremlin walls are red.", "Kremlin", False),
    ],
)
def test_seats_of_governments(text: str, seat: str, acts: bool) -> None:
    """A seat stands for who sits in it, unless somebody or something is in it."""
    assert acting(text, seat) == [acts]


@pytest.mark.parametrize(
    "text", ["Rome lies 810 km from Athens.", "Rome sits on a river.", "Rome stands near the sea."]
)
def test_who_lies_somewhere_is_a_place(text: str) -> None:
    """A verb that says where something is makes no actor of it; standing by somebody does."""
    assert acting(text, "Rome") == [False]
    assert acting("Rome stands by its allies.", "Rome") == [True]


def test_an_organisation_by_a_place_s_name_says_so() -> None:
    """What the model of names has as an organisation is one, and says for which place it stands; others do not."""
    assert acting("The deal pleased Moscow.", "Moscow", kind="organisation") == [True]
    assert acting("The deal pleased Interpol.", "Interpol", kind="organisation") == [False]


def test_the_source_of_a_claim_acts() -> None:
    """Any place that is the source of a claim speaks, known or not; one inside a longer source does not."""
    text = "Tarnholm says that it rained."
    claim = Claim(
        id="d1.c9",
        doc="d1",
        source=(Fragment(start=0, end=8),),
        cue=(Fragment(start=9, end=13),),
        content=(Fragment(start=14, end=28),),
        form="indirect",
        p=1.0,
        zone="body",
        making="",
    )
    assert acting(text, "Tarnholm") == [False]
    assert acting(text, "Tarnholm", claims=[claim]) == [True]


def test_a_user_s_own_countries_act() -> None:
    """A country of the user's own file acts as known ones do; a town of it does not."""
    text = "Tarnholm sent two ships."
    country = KnownPlace(line=2, names=("Tarnholm",), lat=1, lon=1, kind="country")
    town = KnownPlace(line=2, names=("Tarnholm",), lat=1, lon=1, kind="settlement")
    assert acting(text, "Tarnholm", own=[country]) == [True]
    assert acting(text, "Tarnholm", own=[town]) == [False]


def test_persons_and_places_without_a_state_stay() -> None:
    """A person called as a place is none, and a town that is no capital is not taken for a government."""
    assert acting("Paris said no.", "Paris", kind="person") == [False]
    assert acting("Aleppo sent help.", "Aleppo") == [False]


def test_the_lists_are_apart() -> None:
    """No name is both a seat and a state, and no preposition is also a verb of who acts."""
    assert not names("seats") & (names("capitals") | names("countries"))
    assert not words("verbs") & words("prepositions")


NAMES = ["Washington", "Moscow", "the Kremlin"]
OTHERS = "and between talks by for to said has will in 's ’s denial , . not attacks the its 😀 é \u202e".split()
PIECES = st.sampled_from([*NAMES, *OTHERS, "\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from([" ", ""]))
def test_any_text(pieces: list[str], gap: str) -> None:
    """Every mention keeps its span and has an entity that is there; nothing is lost."""
    text = gap.join(pieces)
    named = [piece.removeprefix("the ") for piece in pieces if piece in NAMES]
    before = resolution(text, *named)
    found = with_actors(text, (), before)
    ids = [e.id for e in found.entities]
    assert len(set(ids)) == len(ids)
    assert [(m.start, m.end, m.id) for m in found.mentions] == [(m.start, m.end, m.id) for m in before.mentions]
    assert all(m.entity in ids for m in found.mentions)
    assert all(found.of(Fragment(start=m.start, end=m.end)).entity is not None for m in found.mentions)


def test_pronouns_follow_who_acts() -> None:
    """A pronoun that stood for the place stands for the actor where there are both."""
    text = "Tehran denied it. He was in Tehran."
    phrase = Phrase(14, 16, "it", "it", "it")
    document = Document(id="d1", name="t", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    mentions = [Mention(id=f"d1.m{a}", start=a, end=a + 6, kind="place") for a in (0, text.rindex("Tehran"))]
    before = resolve(document, (), mentions, (phrase,))
    found = with_actors(text, (), before)
    of = found.of(Fragment(start=14, end=16)).entity
    assert of is None or of.kind == "organisation"


def test_who_writes_about_a_seat_is_not_it() -> None:
    """The seat before a reporter's word only says of what he writes."""
    assert acting("He told the Pentagon correspondent so.", "Pentagon", kind="organisation") == [False]
    assert acting("He told the Pentagon so.", "Pentagon", kind="organisation") == [True]


def test_half_of_an_area_s_name_does_not_act() -> None:
    """A country whose name is half of that of another area is not who acts."""
    assert acting("Inner Mongolia has refused it.", "Mongolia") == [False]
    assert acting("Mongolia has refused it.", "Mongolia") == [True]
