"""Speakers: whom a source stands for, how it is identified, in which role, and on what terms it spoke."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.speaking.speakers import speaker_of, speakers_of
from rashomon.records import Claim, Entity, EntityKind, Fragment, Mention, Speaker


@dataclass
class Known:
    """A stand-in for a Resolution: what some words stand for, by the words."""

    text: str = ""
    by_words: Mapping[str, Entity] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()

    def of(self, fragment: Fragment) -> Any:
        """The reference of a run of the text."""
        words = self.text[fragment.start : fragment.end].strip(" ,")
        entity = self.by_words.get(words)
        how = "the only one so called" if entity else "nobody fits"
        return type("Reference", (), {"entity": entity, "how": how, "p": 0.9 if entity else 0.0})()


def entity(name: str, kind: EntityKind = "person") -> Entity:
    """An entity with a short id."""
    return Entity(id=f"d.e{len(name)}", name=name, kind=kind)


def claim_in(marked: str) -> tuple[str, Claim]:
    """A text and its claim from a sentence with {source}, <cue> and [content]."""
    text = ""
    spans: dict[str, list[Fragment]] = {"{": [], "<": [], "[": []}
    opened: list[tuple[str, int]] = []
    for letter in marked:
        if letter in spans:
            opened.append((letter, len(text)))
        elif letter in "}>]":
            which, start = opened.pop()
            spans[which].append(Fragment(start=start, end=len(text)))
        else:
            text += letter
    return text, Claim(
        id="d.c0",
        doc="d",
        source=tuple(spans["{"]),
        cue=tuple(spans["<"]),
        content=tuple(spans["["]),
        form="indirect",
        p=1.0,
        zone="body",
        making="m",
    )


def later(claim: Claim, by: int) -> Claim:
    """The same claim, so many characters further on in its document."""
    parts = {
        role: tuple(Fragment(start=f.start + by, end=f.end + by) for f in getattr(claim, role))
        for role in ("source", "cue", "content")
    }
    return msgspec.structs.replace(claim, **parts)


def spoken(marked: str, **known: Entity) -> Speaker:
    """The speaker of a marked sentence."""
    text, claim = claim_in(marked)
    speaker = speaker_of(text, claim, cast(Any, Known(text, known)))
    assert speaker is not None
    return speaker


def test_a_claim_without_a_source_has_no_speaker() -> None:
    """Nobody is made up where the text names nobody."""
    text, claim = claim_in("[The bridge was mined], it was <reported>.")
    assert speaker_of(text, claim, cast(Any, Known(text))) is None


@pytest.mark.parametrize(
    ("marked", "identification", "kind"),
    [
        ("{Anna Weller} <said> [so].", "named", "person"),
        ("{Mr. Weller} <said> [so].", "named", "person"),
        ("{The harbour ministry} <said> [so].", "described", "organisation"),
        ("{The Norvane Ministry of Defence} <said> [so].", "named", "organisation"),
        ("{Officials} <said> [so].", "described", "people"),
        ("{A US official} <said> [so].", "described", "person"),
        ("{Two military sources} <said> [so].", "anonymous", "people"),
        ("{a person familiar with the inquiry} <said> [so].", "anonymous", "person"),
        ("{Some} <say> [so].", "unspecified", "people"),
        ("{The report} <said> [so].", "described", "document"),
        ("{Hezbollah} <said> [so].", "named", "group"),
        ("{Reuters} <reported> [so].", "named", "outlet"),
        ("{Washington} <said> [so].", "named", "organisation"),
    ],
)
def test_words_tell_kind_and_identification(marked: str, identification: str, kind: str) -> None:
    """A name, a role, a word for the unnamed, and what sort of speaker it is are told by the words alone."""
    speaker = spoken(marked)
    assert (speaker.identification, speaker.kind) == (identification, kind)


def test_a_pronoun_is_named_when_it_is_resolved() -> None:
    """A pronoun that stands for a named person has that name; one that stands for nobody known says why."""
    speaker = spoken("{He} <said> [so].", He=entity("Ivo Brandt"))
    assert (speaker.name, speaker.identification, speaker.kind) == ("Ivo Brandt", "named", "person")
    speaker = spoken("{He} <said> [so].")
    assert (speaker.entity, speaker.identification, speaker.kind) == ("", "described", "person")
    assert speaker.how == "the pronoun was not resolved: nobody fits"
    assert speaker.p < 0.5


def test_a_pronoun_for_a_thing_identifies_nobody() -> None:
    """Who is only "it" is not even described; "they" that stand for nobody known are people, described."""
    assert spoken("{It} <said> [so].").identification == "unspecified"
    assert spoken("{They} <said> [so].").identification == "described"


def test_two_that_are_joined_are_each_resolved() -> None:
    """Of "he and Brandt" each is named, with the reason for each."""
    speaker = spoken("{He and Brandt} <said> [so].", He=entity("Ana Rey"), Brandt=entity("Ivo Brandt"))
    assert (speaker.name, speaker.kind, speaker.identification) == ("Ana Rey and Ivo Brandt", "people", "named")
    assert speaker.how == "Ana Rey: the only one so called; Ivo Brandt: the only one so called"
    speaker = spoken("{He and Brandt} <said> [so].", Brandt=entity("Ivo Brandt"))
    assert speaker.name == "He and Ivo Brandt"
    assert speaker.p < 0.5


def test_an_outlet_is_one_whatever_its_initials_look_like() -> None:
    """What the document knows as an outlet is no other organisation."""
    assert spoken("{NCR} <said> [so].", NCR=entity("Norvane Courier", "outlet")).kind == "outlet"


@pytest.mark.parametrize(
    ("source", "inner", "name"),
    [
        ("Two officials", "they", "Two officials"),
        ("Anna Weller", "she", "Anna Weller"),
        ("Anna Weller", "I", "Anna Weller"),
        ("Anna Weller", "they", "they"),
        ("They", "they", "they"),
        ("Anna Weller", "Brandt", "Brandt"),
    ],
)
def test_a_pronoun_in_a_content_is_who_says_it(source: str, inner: str, name: str) -> None:
    """What nothing else resolves stands for the speaker around it, in number and person as that one."""
    text, outer = claim_in("{" + source + "} <said> [that " + inner + " believed that so].")
    start = text.index("that") + 5
    nested = Claim(
        id="d.c99", doc="d", source=(Fragment(start=start, end=start + len(inner)),),
        cue=(Fragment(start=start + len(inner) + 1, end=start + len(inner) + 9),),
        content=(Fragment(start=text.rindex("that"), end=len(text) - 1),),
        form="indirect", p=1.0, zone="body", making="m", parent=outer.id,
    )  # fmt: skip
    for claims in ([outer, nested], [nested, outer]):
        speakers = speakers_of(text, claims, cast(Any, Known(text)))
        found = speakers[claims.index(nested)]
        assert found is not None
        assert found.name == name


@pytest.mark.parametrize(
    ("marked", "role", "affiliation"),
    [
        (
            "{Joint Chiefs of Staff Chairman Gen. Ivo Brandt} <said> [so].",
            "Joint Chiefs of Staff Chairman Gen.",
            "Joint Chiefs of Staff",
        ),
        ("{State Department spokeswoman Anna Weller} <said> [so].", "State Department spokeswoman", "State Department"),
        (
            "{Anna Weller, a spokeswoman for the ministry,} <said> [so].",
            "a spokeswoman for the ministry",
            "for the ministry",
        ),
        ("{Two Iraqi officials} <said> [so].", "Two Iraqi officials", "Iraqi"),
        ("{At least four US diplomats in Sarn} <said> [so].", "At least four US diplomats", "US"),
        ("{a ministry spokeswoman} <said> [so].", "a ministry spokeswoman", "ministry"),
        ("{Anna Weller, who leads the inquiry,} <said> [so].", "who leads the inquiry", ""),
        (
            "[So], <said> {Anna Weller}, the White House press secretary.",
            "the White House press secretary",
            "White House",
        ),
        (
            "The White House press secretary, {Anna Weller}, <said> [so].",
            "The White House press secretary",
            "White House",
        ),
        ("It was then-National Security Advisor {Ivo Brandt} who <said> [so].", "then-National Security Advisor", ""),
        ("{Col. Ivo Brandt of the Iraqi army} <said> [so].", "Col.", "of the Iraqi army"),
    ],
)
def test_roles_and_affiliations_are_words_of_the_text(marked: str, role: str, affiliation: str) -> None:
    """A role stands in the source or right beside it, with the run that says for whom."""
    text, claim = claim_in(marked)
    speaker = speaker_of(text, claim, cast(Any, Known(text)))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == (role, affiliation)
    for words, at in ((speaker.role, speaker.role_at), (speaker.affiliation, speaker.affiliation_at)):
        assert words == (text[at.start : at.end] if at else "")


def test_what_is_said_once_of_an_entity_holds_for_its_other_claims() -> None:
    """A role and the terms of speaking belong to the entity in the whole document."""
    first, one = claim_in("{Anna Weller, the mayor of Sarn,} <said> [so]. ")
    second, two = claim_in("{Weller} <denied> [that].")
    moved = later(two, len(first))
    mayor = entity("Anna Weller")
    known = Known(first + second, {"Anna Weller": mayor, "Weller": mayor})
    speakers = speakers_of(first + second, [one, moved], cast(Any, known))
    assert [speaker and speaker.role for speaker in speakers] == ["the mayor of Sarn", "the mayor of Sarn"]


@pytest.mark.parametrize(
    ("marked", "rules"),
    [
        (
            "{An official} <said> on condition of anonymity because he was not authorised to speak publicly [so].",
            "on condition of anonymity because he was not authorised to speak publicly",
        ),
        ("{A diplomat}, who asked not to be named, <said> [so].", "who asked not to be named"),
        ("{An aide to the governor}, speaking on background, <said> [so].", "speaking on background"),
        ("{Two officers} declined to be identified but <confirmed> [that].", "declined to be identified"),
        ("[So], {a guard} <said>. He spoke on condition of anonymity for fear of reprisals.",
         "on condition of anonymity for fear of reprisals"),
        ("Speaking on condition of anonymity, {an officer} <said> [so].", "on condition of anonymity"),
        ("{The mayor} <said> [a witness had asked not to be named].", ""),
        ("{Weller}, according to an aide who asked not to be named, <said> [so].", ""),
        ("{The mayor} <said> [so]. An official who spoke on condition of anonymity disagreed.", ""),
        ("{The ministry} <said> [background checks were made].", ""),
    ],
)  # fmt: skip
def test_terms_of_speaking_are_those_of_this_speaker(marked: str, rules: str) -> None:
    """Terms are found in the sentence and the next, and only where they are said of the source."""
    text, claim = claim_in(marked)
    speaker = speaker_of(text, claim, cast(Any, Known(text)))
    assert speaker is not None
    assert speaker.ground_rules == rules
    at = speaker.ground_rules_at
    assert rules == (text[at.start : at.end] if at else "")
    assert (speaker.identification == "anonymous") == bool(rules)


@pytest.mark.parametrize(
    ("marked", "name", "identification"),
    [
        ("[It fell], said Anna Weller, a pilot, {who} <saw> it.", "Anna Weller", "named"),
        ("a longtime adviser to Brandt, {who} <said> [so].", "a longtime adviser to Brandt", "described"),
        ("It was nothing {that} <said> [so].", "that", "unspecified"),
    ],
)
def test_a_relative_pronoun_stands_for_the_words_before_it(marked: str, name: str, identification: str) -> None:
    """Who speaks in a relative clause is what the clause belongs to."""
    speaker = spoken(marked)
    assert (speaker.name, speaker.identification) == (name, identification)


@pytest.mark.parametrize(
    ("marked", "name", "kind"),
    [
        ("{His} envoys have <called> [so].", "His envoys", "people"),
        ("{his} spokeswoman <said> [so].", "his spokeswoman", "person"),
        ("{His} <message>: [so].", "Ivo Brandt", "person"),
        ("{His} letter <said> [so].", "Ivo Brandt", "person"),
        ("There is {no one in the harbour elite, which} <agreed> [so].", "the harbour elite", "people"),
        ("{No one in the ministry} <agreed> [so].", "No one in the ministry", "people"),
    ],
)
def test_what_is_owned_or_denied_is_not_its_owner(marked: str, name: str, kind: str) -> None:
    """Who belongs to somebody speaks for himself; a clause behind "no one in" is about those it is in."""
    speaker = spoken(marked, His=entity("Ivo Brandt"), his=entity("Ivo Brandt"))
    assert (speaker.name, speaker.kind) == (name, kind)
    assert (speaker.identification == "named") == (name == "Ivo Brandt")


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("Food and Drug Administration", "Food and Drug Administration", "organisation"),
        ("Anna Weller and Ivo Brandt", "Anna Weller and Ivo Brandt", "people"),
        ("Ana Rey, Ivo Brandt and Anna Weller", "Ana Rey, Ivo Brandt and Anna Weller", "people"),
        ("The Courier's Anna Weller", "Anna Weller", "person"),
        ("Norvane County (Sarn) Sheriff Ivo Brandt", "Ivo Brandt", "person"),
        ("Sens. Ivo Brandt of Sarn and Ana Rey of Norvane", "Sens. Ivo Brandt", "people"),
        ("one of the officers", "one of the officers", "person"),
        ("a wide array of experts", "a wide array of experts", "people"),
        ("41 percent of voters", "41 percent of voters", "people"),
        ("the newspaper Haaretz", "Haaretz", "outlet"),
        ("the militant group Ansar", "Ansar", "group"),
        ("the paramilitary group", "the paramilitary group", "group"),
        ("A harbour official, who asked not to be named,", "A harbour official", "person"),
        ("Two former army armourers", "Two former army armourers", "people"),
        ("Police", "Police", "organisation"),
        ("the General Staff", "General Staff", "organisation"),
        ("No one in the ministry", "No one in the ministry", "people"),
        ("a Norvane News poll released Monday", "a Norvane News poll released Monday", "document"),
        ("the former secretary of state", "the former secretary of state", "person"),
        ("former secretary of state Anna Weller", "Anna Weller", "person"),
        ("Rep. Steve King", "Steve King", "person"),
        ("the Justice Department", "Justice Department", "organisation"),
        ("Jimmy Page", "Jimmy Page", "person"),
        ("Weller's lawyer", "Weller's lawyer", "person"),
        ("Weller's running mate", "Weller's running mate", "person"),
        ("Weller’s running mate, Norvane Gov. Ivo Brandt,", "Ivo Brandt", "person"),
    ],
)
def test_the_words_of_a_source_are_told_apart(source: str, name: str, kind: str) -> None:
    """Names are cut out of what stands around them; a description is the name of who has no other."""
    speaker = spoken("{" + source + "} <said> [so].")
    assert (speaker.name, speaker.kind) == (name, kind)


def test_an_organisation_is_known_by_whose_it_is() -> None:
    """A campaign of somebody named is named; one of nobody known is described."""
    assert spoken("{his campaign} <said> [so].", his=entity("Ivo Brandt")).identification == "named"
    assert spoken("{his campaign} <said> [so].").identification == "described"
    assert spoken("{the Brandt campaign} <said> [so].").identification == "named"
    assert spoken("{a report from the Norvane Institute} <said> [so].").identification == "named"
    assert spoken("{a report from the region} <said> [so].").identification == "described"


def test_a_description_that_is_resolved_to_a_name_is_named() -> None:
    """A definite description may stand for somebody named, an indefinite one for nobody; no person is a place."""
    known = entity("Ivo Brandt")
    assert spoken("{the general} <said> [so].", **{"the general": known}).name == "Ivo Brandt"
    assert spoken("{a general} <said> [so].", **{"a general": known}).name == "a general"
    assert spoken("{the general} <said> [so].", **{"the general": entity("Sarn", "place")}).name == "the general"


def test_terms_hold_for_the_speaker_s_other_claims() -> None:
    """Who spoke on terms once is unnamed in all claims of the same entity."""
    text, one = claim_in("{A guard}, who asked not to be named, <said> [so]. ")
    more, two = claim_in("{He} <denied> [that].")
    moved = later(two, len(text))
    guard = entity("A guard")
    speakers = speakers_of(text + more, [one, moved], cast(Any, Known(text + more, {"A guard": guard, "He": guard})))
    assert [s and (s.identification, s.ground_rules) for s in speakers] == [
        ("anonymous", "who asked not to be named"),
        ("anonymous", "who asked not to be named"),
    ]


def test_a_role_beside_another_mention_of_the_name_is_the_speaker_s() -> None:
    """Who is introduced with a role elsewhere in the document has it where they speak."""
    text, claim = claim_in("Harbour master Anna Weller arrived. {She} <said> [so].")
    weller = entity("Anna Weller")
    start = text.index("Anna")
    mention = Mention(id="d.m0", start=start, end=start + len("Anna Weller"), kind="person", entity=weller.id)
    [speaker] = speakers_of(text, [claim], cast(Any, Known(text, {"She": weller}, (mention,))))
    assert speaker is not None
    assert speaker.role == "Harbour master"


@pytest.mark.parametrize("text", ["x" * 1_000_000, "word " * 200_000, "who asked " * 100_000])
def test_a_source_without_end_costs_little(text: str) -> None:
    """A source as long as a book is looked at where it begins."""
    claim = Claim(
        id="d.c0", doc="d", source=(Fragment(start=0, end=len(text)),), cue=(Fragment(start=5, end=9),),
        content=(Fragment(start=10, end=20),), form="indirect", p=1.0, zone="body", making="m",
    )  # fmt: skip
    began = time.process_time()
    speaker = speaker_of(text, claim, cast(Any, Known("")))
    assert time.process_time() - began < 1.0
    assert speaker is not None
    assert len(speaker.name) <= 700


@given(st.text(max_size=300), st.data())
def test_any_text_gives_fragments_that_quote_back(text: str, data: st.DataObject) -> None:
    """Whatever the text and the spans are, nothing fails, and all fragments stand in the text."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    spans = [Fragment(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    order = data.draw(st.permutations(spans))
    claim = Claim(
        id="d.c0", doc="d", source=(order[0],), cue=(order[1],), content=(order[2],), form="indirect", p=1.0,
        zone="body", making="m",
    )  # fmt: skip
    speaker = speaker_of(text, claim, cast(Any, Known(text)))
    assert speaker is not None
    for at in (speaker.role_at, speaker.affiliation_at, speaker.ground_rules_at):
        assert at is None or 0 <= at.start < at.end <= len(text)
