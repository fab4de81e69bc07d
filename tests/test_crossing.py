"""Rows across documents: what was found between them, with names and words, and the filters of the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon import Case
from rashomon.errors import BadQuery, NotFound
from rashomon.linking import links
from rashomon.records import (
    Change,
    Copy,
    Dispute,
    Group,
    Identity,
    Lineage,
    Links,
    Origins,
    SameAs,
    Spot,
    Statement,
    Step,
    Tie,
)

ONE = "The Post\n\nEleven rockets had hit the quay, Colonel Ida Brenn said.\n"
TWO = "The Gazette\n\nAt least 30 rockets had hit the quay, Hanne Roth said.\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """Two documents, and links between them that were found by nobody, so that the rows alone are under test."""
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "two.txt").write_text(TWO, encoding="utf-8")
    with Case.new(tmp_path / "quay.rashomon") as case:
        case.add([str(tmp_path / "*.txt")], jobs=1)
        making = links(case._store).makings
        case._store.set_links(making[0].id, made(case))
        yield case


def made(case: Case) -> Links:
    brenn, roth = case.claims(source="Brenn")[0], case.claims(source="Roth")[0]
    people = {}
    for doc, name in ((brenn.doc, "Brenn"), (roth.doc, "Roth")):
        sql = "SELECT id FROM entities WHERE doc = ? AND name LIKE ?"
        people[name] = next(str(row["id"]) for row in case._store.rows(sql, (doc, f"%{name}%")))
    who = (
        Identity(id="i1", name="Ida Brenn", kind="person", members=(people["Brenn"],), names=("Colonel Ida Brenn",)),
        Identity(id="i2", name="Hanne Roth", kind="person", members=(people["Roth"],)),
    )
    step = Step(node="i1", name="Ida Brenn", kind="speaker", identification="named", how="source")
    at = Spot(doc=brenn.doc, start=brenn.start, end=brenn.end)
    other = Spot(doc=roth.doc, start=roth.start, end=roth.end)
    tie = Tie(a=brenn.id, b=roth.id, kind="contradicts", p=0.9, reasons=("11 against at least 30 rockets",))
    page = Step(node=brenn.doc, name="The Post", kind="document", identification="named", how="outlet", at=at)
    return Links(
        identities=who,
        suggestions=(SameAs(a="i1", b="i2", p=0.3, reasons=("both stood at the quay",), against=("other names",)),),
        copies=(Copy(id="p1", a=at, b=other, kind="passage", identity=0.6, words=5, reasons=("six words in a row",)),),
        ties=(tie,),
        statements=(
            Statement(id="s1", text=brenn.content, spoken_by=brenn.id, members=(brenn.id,), first_seen="2021-03-04"),
            Statement(id="s2", text=roth.content, spoken_by=roth.id, members=(roth.id,)),
        ),
        lineages=(Lineage(claim=brenn.id, steps=(page, step)), Lineage(claim=roth.id, steps=())),
        changes=(
            Change(claim=brenn.id, of=roth.id, kind="number", before="30", after="11", before_at=other, after_at=at),
        ),
        groups=(
            Group(id="g1", statement="s1", members=(brenn.id,), origin="i1", name="Ida Brenn", identification="named"),
        ),
        origins={"s1": Origins(low=1, high=1, proof=("Ida Brenn says so herself",))},
        disputes=(Dispute(id="x1", about="number of rockets", sides=("s1", "s2"), ties=(tie,)),),
        makings=links(case._store).makings,
    )


def test_a_dispute_has_both_sides_with_who_says_it(case: Case) -> None:
    """A dispute says what it is about and why, and each side has its members, its origins and its voices."""
    (dispute,) = case.disputes()
    assert (dispute.about, dispute.reasons) == ("number of rockets", ("11 against at least 30 rockets",))
    first, second = dispute.sides
    assert [m.speaker for m in (*first.members, *second.members)] == ["Ida Brenn", "Hanne Roth"]
    assert (first.origins.low, first.groups[0].name, first.first_seen) == (1, "Ida Brenn", "2021-03-04")
    assert [(t.kind, t.to) for t in second.ties] == [("contradicts", "s1")]
    assert case.disputes(text="ROCKETS") == [dispute]
    assert case.disputes(text="elephants") == []
    assert case.disputes(document=first.members[0].doc) == [dispute]


def test_statements_are_filtered(case: Case) -> None:
    """Statements of one claim come when asked for, and by words, speaker and document."""
    assert case.statements() == []
    assert [s.id for s in case.statements(alone=True)] == ["s1", "s2"]
    assert [s.id for s in case.statements(alone=True, speaker="roth")] == ["s2"]
    assert [s.id for s in case.statements(alone=True, text="at least")] == ["s2"]
    assert [s.id for s in case.statements(alone=True, limit=1)] == ["s1"]
    assert [s.id for s in case.statements(alone=True, document=case.documents(name="two")[0].id)] == ["s2"]
    with pytest.raises(BadQuery, match="limit"):
        case.statements(limit=-1)


def test_a_copy_quotes_both_documents(case: Case) -> None:
    """Both sides of a copy have their words, and kinds and outlets filter."""
    (copy,) = case.copies()
    for side in (copy.a, copy.b):
        assert case._store.text(side.doc)[side.start : side.end] == side.text
    assert case.copies(kind="passage") == [copy]
    assert case.copies(kind="reworded") == case.copies(outlet="Tribune") == []
    with pytest.raises(BadQuery, match="copy is 'clone'"):
        case.copies(kind="clone")  # type: ignore[arg-type]


def test_a_way_has_its_path_and_what_changed(case: Case) -> None:
    """A lineage names its steps from the page to the origin, and what was changed; a way without steps has none."""
    way, empty = sorted(case.lineage(), key=lambda row: not row.steps)
    assert (way.path, way.origin, way.statement) == (("The Post", "Ida Brenn"), "i1", "s1")
    assert [(c.before, c.after) for c in way.changes] == [("30", "11")]
    assert (empty.path, empty.origin) == ((), "")
    assert case.lineage(via="brenn") == case.lineage(statement="s1") == case.lineage(claim=way.claim) == [way]


def test_entities_have_members_and_suggestions(case: Case) -> None:
    """An entity of the case lists the entities of documents that it stands for, and who it may be."""
    (brenn,) = case.entities(name="colonel ida")
    assert [m.document for m in brenn.members] == [case.documents(name="one")[0].name]
    assert [(s.id, s.name, s.against) for s in brenn.suggested] == [("i2", "Hanne Roth", ("other names",))]
    assert [e.id for e in case.entities(kind="person", suggested=True)] == ["i2", "i1"]
    assert case.entities(kind="place") == []


def test_people_merge_split_and_rename(case: Case) -> None:
    """What a person says of entities is kept as decisions about their names in the documents; a bad id is told."""
    (said,) = case.merge("i1", "i2", why="her maiden name", who="Mara")
    assert (said.field, said.who) == ("same", "Mara")
    doc, _, run = said.value.partition(":")
    start, end = map(int, run.split("-"))
    assert "Roth" in case._store.text(doc)[start:end]
    (one,) = [e for e in case.entities() if len(e.members) > 1]
    assert one.decided_by == "person"
    case.split(one.members[0].entity, who="Mara")
    assert all(len(e.members) == 1 for e in case.entities())
    (brenn,) = case.entities(name="Brenn")
    case.rename(brenn.id, "Colonel  Brenn", who="Mara")
    assert case.entities(name="Colonel Brenn")[0].name == "Colonel Brenn"
    assert [j.field for j in case.judgements()] == ["same", "other", "called"]
    with pytest.raises(NotFound, match="nobody has the id"):
        case.merge(brenn.id, "nobody")
    with pytest.raises(NotFound, match="nobody has the id"):
        case.split("nobody")
    with pytest.raises(BadQuery, match="one already"):
        case.merge(brenn.id, brenn.id)
    with pytest.raises(BadQuery, match="with nobody else"):
        case.split(brenn.members[0].entity)
    with pytest.raises(BadQuery, match="up to 200"):
        case.rename(brenn.id, "x" * 201)
