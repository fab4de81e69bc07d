"""Tests of coreference: names, descriptions and pronouns, each with its reason."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.cast.coreference import Phrase, Reference, Resolution, phrases_in, resolve_with
from rashomon.read.states import States
from rashomon.read.tagging import encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Document, EntityKind, Fragment, Mention


def states_of(text: str) -> States:
    """States that say nothing, so that only words and rules do."""
    e = encode(text, packaged())
    stops = np.append(e.piece[1:], len(e.ids)) - 1
    return States(
        0, text, e, [], np.zeros((len(e.start), 7), np.float32), np.zeros((len(e.ids), 384), np.float32), stops
    )


def resolved(text: str, **names: EntityKind) -> Resolution:
    """A text resolved by rules alone; `names` are its names (with _ for a space) and their kinds."""
    mentions: dict[tuple[int, int], EntityKind] = {}
    for name, kind in sorted(names.items(), key=lambda kv: -len(kv[0])):
        written, at = name.replace("__", "-").replace("_", " "), text.find(name.replace("__", "-").replace("_", " "))
        while at >= 0:
            end = at + len(written)
            if not any(a < end and at < b for a, b in mentions):
                mentions[at, end] = kind
            at = text.find(written, end)
    found = [Mention(id=f"d.m{a}", start=a, end=b, kind=k) for (a, b), k in sorted(mentions.items())]
    document = Document(id="d", name="d", sha256="", media_type="text/plain", encoding="utf8", text=text)
    return resolve_with(document, found, phrases_in(states_of(text), {}), {})


def of(resolution: Resolution, text: str, words: str, number: int = 0) -> Reference:
    """Whom the words stand for where they stand for the `number`th time."""
    at = -1
    for _ in range(number + 1):
        at = text.index(words, at + 1)
    return resolution.of(Fragment(start=at, end=at + len(words)))


def name(reference: Reference) -> str | None:
    """The entity's name."""
    return reference.entity.name if reference.entity else None


def test_short_form_stands_for_the_full_name() -> None:
    """A family name and a title with it stand for the person whose full name is written elsewhere."""
    text = "Dana Ostrev spoke first. Ms. Ostrev left early. Ostrev was tired."
    r = resolved(text, Dana_Ostrev="person", Ostrev="person")
    assert {e.name for e in r.entities} == {"Dana Ostrev"}
    assert {m.entity for m in r.mentions} == {"d.e0"}


def test_a_title_before_a_name_gives_its_role_whatever_stands_in_it() -> None:
    """A place within the title makes no phrase of its own: "the governor" is the governor of it."""
    text = "Norvane Gov. Ivo Brandt spoke. The governor left early."
    found = of(resolved(text, Ivo_Brandt="person", Norvane="place"), text, "The governor")
    assert (name(found), found.how) == ("Ivo Brandt", "the governor is Ivo Brandt")


def test_a_role_is_only_that_of_those_named_before() -> None:
    """A second president, who first comes later, leaves no doubt who the president is."""
    text = "President Ana Rey came. The president left. Later came President Ivo Brandt."
    found = of(resolved(text, Ana_Rey="person", Ivo_Brandt="person"), text, "The president")
    assert name(found) == "Ana Rey"


@pytest.mark.parametrize("before", ["Former President", "former Norvane President", "The former president,"])
def test_a_role_that_is_over_is_not_that_of_today(before: str) -> None:
    """Who was president is the former president, never the president."""
    text = f"{before} Ivo Brandt, spoke. The president left. Later the former president stayed."
    r = resolved(text, Ivo_Brandt="person")
    assert name(of(r, text, "The president left"[:13])) == "The president"
    assert name(of(r, text, "the former president", text.count("the former president") - 1)) == "Ivo Brandt"


def test_two_bearers_of_a_family_name_stay_apart() -> None:
    """A family name that two persons bear is given to neither, and the reason names both."""
    text = "Thom Varr and Mina Varr came. Varr spoke."
    r = resolved(text, Thom_Varr="person", Mina_Varr="person", Varr="person")
    found = of(r, text, "Varr spoke"[:4], 2)
    assert name(found) == "Varr"
    assert "Thom Varr and Mina Varr" in found.how


@pytest.mark.parametrize(
    ("long", "short", "joined"),
    [
        ("Kataib_Sorrow", "Khataib_Sorrow", True),
        ("Norvane_Security_Forces", "Sarnish_Security_Forces", False),
        ("Iraqi_Security_Forces", "Syrian_Security_Forces", False),
        ("Brigade_51", "Brigade_52", False),
        ("New_York_Times", "NYT", True),
        ("Halyard_Port_Authority", "HPA", True),
    ],
)
def test_variants_of_names(long: str, short: str, joined: bool) -> None:
    """Spellings and initials join names; digits and contrast words keep them apart."""
    text = f"The {long.replace('_', ' ')} came. Later the {short.replace('_', ' ')} came."
    kinds: dict[str, EntityKind] = {long: "organisation", short: "organisation"}
    r = resolved(text, **kinds)
    assert len(r.entities) == (1 if joined else 2)


def test_title_is_a_role_that_the_name_bears() -> None:
    """The general is the one person whose name is written with that rank."""
    text = "Gen. Oru Talvik was killed. His guard fled. The general had led the march."
    found = of(resolved(text, Oru_Talvik="person"), text, "The general")
    assert name(found) == "Oru Talvik"
    assert "general" in found.how


def test_another_official_is_a_new_one() -> None:
    """Described speakers stay one as long as the text goes on about them; "another" opens a new one."""
    text = "An official denied it. The official added that it was late. Another official agreed. The official left."
    r = resolved(text)
    first, again = of(r, text, "An official"), of(r, text, "The official")
    other, last = of(r, text, "Another official"), of(r, text, "The official", 1)
    assert first.entity == again.entity
    assert other.entity != first.entity
    assert last.entity == other.entity


def test_described_speakers_are_no_names() -> None:
    """A spokesman for a group is a person of his own, not the group."""
    text = "Kataib Sorrow fired. A spokesman for Kataib Sorrow denied it."
    r = resolved(text, Kataib_Sorrow="group")
    found = of(r, text, "A spokesman for Kataib Sorrow")
    assert found.entity is not None
    assert (found.entity.name, found.entity.kind) == ("A spokesman for Kataib Sorrow", "person")


def test_a_name_that_describes_is_not_the_head() -> None:
    """Norvane officials are people, not Norvane."""
    text = "Norvane officials said so."
    found = of(resolved(text, Norvane="place"), text, "Norvane officials")
    assert found.entity is not None
    assert found.entity.kind == "people"


def test_pronouns_agree_with_what_they_stand_for() -> None:
    """He and she go to the person whom name or title says to be one."""
    text = "Anna Kelm met Robert Dole. She said he was late."
    r = resolved(text, Anna_Kelm="person", Robert_Dole="person")
    assert name(of(r, text, "She")) == "Anna Kelm"
    assert name(of(r, text, "he", 1)) in {"Robert Dole", None}


def test_we_in_a_quotation_is_its_speaker() -> None:
    """The speaker of a quotation is "I" and "we" in it, also where it goes on in the next paragraph."""
    text = "“I saw it,” Anna Kelm said. “We ran.\n\n“I fell.”"
    r = resolved(text, Anna_Kelm="person")
    for words in ("I saw", "We ran", "I fell"):
        found = of(r, text, words.split()[0], 1 if words == "I fell" else 0)
        assert name(found) == "Anna Kelm"
        assert "quotation" in found.how


def test_no_answer_has_a_reason() -> None:
    """A pronoun that nothing stands for is answered by none and by why."""
    text = "He said that it rained."
    found = of(resolved(text), text, "He")
    assert found.entity is None
    assert found.how


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_resolved(text: str) -> None:
    """No text breaks it, and every fragment has a reason."""
    r = resolved(text, a="person", B="organisation")
    for start in range(0, len(text), 7):
        found = r.of(Fragment(start=start, end=min(len(text), start + 11)))
        assert found.how
        assert 0 <= found.p <= 1
    assert all(any(e.id == m.entity for e in r.entities) for m in r.mentions if m.entity)
    assert len({e.id for e in r.entities}) == len(r.entities)


def test_a_pronoun_prefers_the_subject_of_the_last_clause() -> None:
    """Of two in the sentence before, it is who acts in its last clause, and the reason says so."""
    text = "Ivo Brandt was fired in May, but Thom Varr continued the work. In June, he condemned it."
    found = of(
        resolved(text, Ivo_Brandt="person", Thom_Varr="person"),
        text,
        "he condemned"[:2],
        text[: text.index("he condemned")].count("he"),
    )
    assert name(found) == "Thom Varr"
    assert "the subject of the clause before" in found.how


def test_a_title_with_an_article_is_no_name() -> None:
    """The Secretary, written like a name, is a description of whoever has been named with that office."""
    text = "Secretary Ivo Brandt came. The Secretary spoke."
    at = text.index("The Secretary")
    mentions = [
        Mention(id="d.m10", start=10, end=20, kind="person"),
        Mention(id="d.m1", start=at + 4, end=at + 13, kind="person"),
    ]
    brandt = Phrase(0, 20, text[:20], "brandt")
    the_secretary = Phrase(at, at + 13, "The Secretary", "secretary", sentence=1)
    document = Document(id="d", name="d", sha256="", media_type="text/plain", encoding="utf8", text=text)
    found = of(resolve_with(document, mentions, [brandt, the_secretary], {}), text, "The Secretary")
    assert (name(found), found.how) == ("Ivo Brandt", "the secretary is Ivo Brandt")
