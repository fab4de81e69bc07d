"""Who is who across documents."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.entities import identities
from rashomon.records import Judgement, KnownAliases, Reading
from tests.link.cases import cast, groups

SCENE = "The Grey Mole lay quiet; Tessel Arn and Oda Vrint met at Sarn Hall. "
PLACES = (("Grey Mole", "place"), ("Tessel Arn", "person"), ("Oda Vrint", "person"), ("Sarn Hall", "facility"))


def scene(text: str, *names: tuple[str, str], **more: object) -> Reading:
    """A document of one and the same affair, with more names."""
    return cast(SCENE + text, *PLACES, *names, **more)  # type: ignore[arg-type]


def own(pairs: list[list[str]]) -> list[list[str]]:
    """Identities without those of the scene itself."""
    scenery = {name for name, _ in PLACES}
    return [p for p in pairs if not set(p) <= scenery]


def judgement(field: str, doc: str, span: tuple[int, int], value: str) -> Judgement:
    """A person's word about the mention at a span."""
    return Judgement(id="j1", doc=doc, field=field, value=value, start=span[0], end=span[1])  # type: ignore[arg-type]


def spot(of: Reading, name: str) -> tuple[str, int, int]:
    """Where a name stands first in a document."""
    assert of.document
    at = of.document.text.index(name)
    return of.document.id, at, at + len(name)


def test_no_readings() -> None:
    """Of nothing there are no entities."""
    assert identities([]) == ((), ())


def test_every_entity_is_a_member_of_one_identity() -> None:
    """Named or described, every entity stands in exactly one identity."""
    of = [scene("Mila Torv spoke. officials agreed.", ("Mila Torv", "person"), ("officials", "people"))]
    of += [scene("Mila Torv left. officials stayed.", ("Mila Torv", "person"), ("officials", "people"))]
    members = [m for i in identities(of)[0] for m in i.members]
    assert sorted(members) == sorted(e.id for r in of for e in r.entities)


def test_one_full_name_is_one_person() -> None:
    """The same full name in two documents is one person, with the reason in words."""
    of = [scene("Mila Torv spoke.", ("Mila Torv", "person")), scene("So Mila Torv left.", ("Mila Torv", "person"))]
    found = identities(of)
    assert own(groups(of, found)) == [["Mila Torv", "Mila Torv"]]
    assert any("Mila Torv in 2 documents" in r for i in found[0] for r in i.reasons)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Khataib Zarim", "Kataib Zarim", "group"),
        ("Ministry of Defence", "Defense Ministry", "organisation"),
        ("Torv", "Mila Torv", "person"),
        ("Daesh", "Islamic State", "group"),
        ("OBC", "Oranth Boatmen Council", "organisation"),
        ("Colonel Mila Torv", "Mila Torv", "person"),
        ("Mike Torvald", "Michael Torvald", "person"),
    ],
)
def test_ways_of_writing_one_name(a: str, b: str, kind: str) -> None:
    """Spellings, orders of words, family names, aliases, first letters and titles are one in one affair."""
    of = [scene(f"{a} spoke.", (a, kind)), scene(f"Then {b} left.", (b, kind))]
    assert own(groups(of, identities(of))) == [sorted([a, b])]


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Iraqi Security Forces", "Syrian Security Forces", "organisation"),
        ("State Department", "Defense Department", "organisation"),
        ("North Korea", "South Korea", "place"),
        ("Mila Torv", "Anton Torv", "person"),
        ("Edo Torv Jr", "Edo Torv Sr", "person"),
        ("Camp 7 Guard", "Camp 9 Guard", "group"),
        ("K1", "K2", "facility"),
        ("Kirkuk", "Kirkuk Province", "place"),
    ],
)
def test_names_that_differ_in_what_tells_them_apart(a: str, b: str, kind: str) -> None:
    """A country, a side, a given name, a generation or a number parts two names."""
    of = [scene(f"{a} spoke.", (a, kind)), scene(f"Then {b} left.", (b, kind))]
    assert own(groups(of, identities(of))) == []


def test_a_bare_family_name_without_anything_in_common_is_only_suggested() -> None:
    """Documents that share nothing else do not make one person of a family name."""
    of = [cast("Torv spoke.", ("Torv", "person")), cast("Then Mila Torv left.", ("Mila Torv", "person"))]
    found, suggested = identities(of)
    assert groups(of, (found, suggested)) == []
    assert [s.against for s in suggested] == [("their documents have no other names in common",)]


def test_a_family_name_that_two_bear_is_only_suggested() -> None:
    """Two persons of one family name leave it open whose a bare one is."""
    of = [
        scene("Mila Torv spoke to Anton Torv.", ("Mila Torv", "person"), ("Anton Torv", "person")),
        scene("Then Torv left.", ("Torv", "person")),
    ]
    found = identities(of)
    assert own(groups(of, found)) == []
    assert any("may also be" in line for s in found[1] for line in s.against)


def test_a_family_name_that_several_may_bear_is_not_one_person_either() -> None:
    """Two bare family names are not joined with each other while it is open whose they are."""
    of = [
        scene(f"{n} Torv met Mila Torv and Anton Torv; but Torv left.", (f"{n} Torv", "person"),
              ("Mila Torv", "person"), ("Anton Torv", "person"))
        for n in ("Edo", "Ines")
    ]  # fmt: skip
    of += [scene(f"{verb} Torv.", ("Torv", "person")) for verb in ("Saw", "Met")]
    assert own(groups(of, identities(of))) == [["Anton Torv"] * 2, ["Mila Torv"] * 2]


def test_a_country_and_its_government_are_two() -> None:
    """A country as a place and as it acts are two entities, each with all its names."""
    of = [scene(f"{n} spoke in the US.", (n, "organisation"), ("US", "place")) for n in ("Washington", "United States")]
    acting = [
        msgspec.structs.replace(
            r, entities=tuple(
                msgspec.structs.replace(e, stands_for=e.name) if e.kind == "organisation" else e for e in r.entities
            )
        )
        for r in of
    ]  # fmt: skip
    assert own(groups(acting, identities(acting))) == [["US", "US"], ["United States", "Washington"]]


def test_a_country_goes_by_its_name() -> None:
    """An adjective is joined with its country, which gives the name."""
    of = [scene("The Ruvian fleet.", ("Ruvian", "place")), scene("Off Ruvia.", ("Ruvia", "place"))]
    found = identities(of)
    assert own(groups(of, found)) == [["Ruvia", "Ruvian"]]
    assert "Ruvia" in {i.name for i in found[0]}


def test_whose_ministry_it_is() -> None:
    """A ministry without a country is not that of a country which its document names beside it."""
    names = (("Foreign Ministry", "organisation"), ("Ruvia", "place"))
    of = [scene("Off Ruvia's Foreign Ministry.", *names), scene("The Foreign Ministry called in Ruvia.", *names)]
    found = identities(of)
    assert own(groups(of, found)) == [["Ruvia", "Ruvia"]]
    assert [s.p for s in found[1]] == [0.8]


def test_kinds_may_be_wrong() -> None:
    """A name that was taken for a person in one document and for an outlet in the other is one."""
    of = [
        scene("Norda Watch spoke.", ("Norda Watch", "outlet")),
        scene("So Norda Watch said.", ("Norda Watch", "person")),
    ]
    found = identities(of)
    assert own(groups(of, found)) == [["Norda Watch", "Norda Watch"]]


def test_descriptions_of_persons_are_not_merged() -> None:
    """An unnamed official of one document is not that of another by words alone."""
    of = [scene(f"a US official {verb}.", ("a US official", "person")) for verb in ("spoke", "left")]
    assert own(groups(of, identities(of))) == []


def test_the_holder_of_an_office() -> None:
    """An office is its holder's where a document of the same month names him for the same country."""
    of = [
        scene("Prime Minister Edo Vanz said no.", ("Edo Vanz", "person"),
              roles=[("Edo Vanz", "Oranthian Prime Minister")], published="2021-03-02"),
        scene("the Oranthian prime minister left.", ("the Oranthian prime minister", "person"), published="2021-03-09"),
    ]  # fmt: skip
    assert own(groups(of, identities(of))) == [["Edo Vanz", "the Oranthian prime minister"]]
    late = [
        of[0],
        scene("the Oranthian prime minister left.", ("the Oranthian prime minister", "person"), published="2023-03-09"),
    ]
    assert own(groups(late, identities(late))) == []


def test_the_list_of_the_user() -> None:
    """Names of one line of the user's own list are one, in any documents."""
    of = [cast("Blue Door spoke.", ("Blue Door", "group")), cast("The Lamplighters left.", ("Lamplighters", "group"))]
    assert groups(of, identities(of)) == []
    known = [KnownAliases(line=1, names=("Lamplighters", "Blue Door"))]
    assert groups(of, identities(of, known)) == [["Blue Door", "Lamplighters"]]


def test_a_person_merges_parts_and_renames() -> None:
    """What a person says holds against the machine, and is taken back by an empty value."""
    of = [scene("Mila Torv spoke.", ("Mila Torv", "person")), scene("So Mila Torv left.", ("Mila Torv", "person"))]
    of.append(scene("Ines Roga came.", ("Ines Roga", "person")))
    (a, b), c = (spot(r, "Mila Torv") for r in of[:2]), spot(of[2], "Ines Roga")
    there, third = f"{b[0]}:{b[1]}-{b[2]}", f"{c[0]}:{c[1]}-{c[2]}"
    other = judgement("other", a[0], a[1:], there)
    assert own(groups(of, identities(of, (), [other]))) == []
    back = judgement("other", a[0], a[1:], "")
    assert own(groups(of, identities(of, (), [other, back]))) == [["Mila Torv", "Mila Torv"]]
    same = judgement("same", a[0], a[1:], third)
    found = identities(of, (), [other, same])
    assert own(groups(of, found)) == [["Ines Roga", "Mila Torv"]]
    assert {i.decided_by for i in found[0] if "Ines Roga" in i.names} == {"person"}
    named = identities(of, (), [judgement("called", a[0], a[1:], "The witness")])
    assert "The witness" in {i.name for i in named[0]}
    nowhere = judgement("same", a[0], (len(SCENE) + 900, len(SCENE) + 905), third)
    assert own(groups(of, identities(of, (), [nowhere]))) == [["Mila Torv", "Mila Torv"]]


def test_who_is_kept_apart_is_not_joined_through_a_third() -> None:
    """Two that a person keeps apart are apart though each is the same as a third."""
    of = [scene(f"{verb} Mila Torv.", ("Mila Torv", "person")) for verb in ("Saw", "Met", "Heard")]
    a, b, c = (spot(r, "Mila Torv") for r in of)
    word = [judgement("other", a[0], a[1:], f"{b[0]}:{b[1]}-{b[2]}")]
    word += [judgement("same", s[0], s[1:], f"{c[0]}:{c[1]}-{c[2]}") for s in (a,)]
    of_mila = [i.members for i in identities(of, (), word)[0] if i.name == "Mila Torv"]
    assert sorted(len(m) for m in of_mila) == [1, 2]


NAMES = (
    "Mila Torv",
    "Torv",
    "M. Torv",
    "Anton Torv",
    "Grey Brigade",
    "Brigade",
    "Kataib Zarim",
    "Khataib Zarim",
    "Oranth",
)
KINDS = ("person", "group", "organisation", "place", "outlet", "people")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(KINDS)), max_size=4), max_size=5), st.randoms()
)
def test_the_order_of_documents_does_not_count(docs: list[list[tuple[str, str]]], chance: object) -> None:
    """Shuffled readings give the same entities, the same suggestions, in the same order."""
    of = []
    for number, names in enumerate(docs):
        once = dict(names)
        of.append(cast(f"{number}. " + " met ".join(once) + ".", *once.items()))
    mixed = list(of)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    found = identities(of)
    assert identities(mixed) == found
    members = [m for i in found[0] for m in i.members]
    assert sorted(members) == sorted({e.id for r in of for e in r.entities})


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_can_be_compared(a: str, b: str) -> None:
    """Names of any characters are read without a failure."""
    of = [cast(f"{n} x", (n, "person")) for n in (a, b)]
    assert len(identities(of)[0]) in (1, 2)
