"""Speakers: whom a source stands for, how it is identified, in which role, and on what terms it spoke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.speakers import speaker_of, speakers_of
from rashomon.records import Claim, Entity, EntityKind, Fragment, Speaker


@dataclass
class Known:
    """A stand-in for a Resolution: what some words stand for, by the words."""

    text: str = ""
    by_words: Mapping[str, Entity] = field(default_factory=dict)

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
    at = len(first)
    moved = Claim(
        id="d.c9",
        doc="d",
        source=tuple(Fragment(start=f.start + at, end=f.end + at) for f in two.source),
        cue=tuple(Fragment(start=f.start + at, end=f.end + at) for f in two.cue),
        content=tuple(Fragment(start=f.start + at, end=f.end + at) for f in two.content),
        form="indirect",
        p=1.0,
        zone="body",
        making="m",
    )
    mayor = entity("Anna Weller")
    known = Known(first + second, {"Anna Weller": mayor, "Weller": mayor})
    speakers = speakers_of(first + second, [one, moved], cast(Any, known))
    assert [speaker and speaker.role for speaker in speakers] == ["the mayor of Sarn", "the mayor of Sarn"]


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
