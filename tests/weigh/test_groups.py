"""Dependence groups and the bounds on independent origins."""

from __future__ import annotations

from typing import Any

from rashomon.records import Account, Lineage, Statement, Step
from rashomon.weigh.groups import groups
from tests.factory import claim, document, reading

NAMES = ("Anna Brandt", "an official", "officials", "residents")


def speaker(name: str, sort: Any = "described", node: str = "") -> Step:
    """The last step of a lineage."""
    return Step(node=node or f"n-{name}", name=name, kind="speaker", identification=sort, how="source")


def page(doc: str) -> Step:
    """The first step of a lineage."""
    return Step(node=doc, name=f"Paper {doc}", kind="document", identification="named", how="outlet")


def counted(*ends: tuple[str, Step | None]) -> tuple[Any, Any]:
    """The groups and bounds of a statement whose members stand in such documents and have such ends."""
    members, ways = [], []
    for i, (doc, end) in enumerate(ends):
        steps = (page(doc), end) if end else (Step(**{**_fields(page(doc)), "identification": "unspecified"}),)
        members.append(f"{doc}.c{i}")
        ways.append(Lineage(claim=f"{doc}.c{i}", steps=steps))
    said = Statement(id="s1", text="It is so.", spoken_by=members[0], members=tuple(members))
    made, origins = groups([], [said], ways, (), ())
    return made, origins["s1"]


def _fields(step: Step) -> dict[str, Any]:
    return {name: getattr(step, name) for name in step.__struct_fields__}


def test_members_with_one_end_are_one_group() -> None:
    """Ten documents that go back to one unnamed official are one voice."""
    made, origins = counted(*((f"d{i}", speaker("an official", node="n1")) for i in range(10)))
    assert len(made) == 1
    assert (origins.low, origins.high) == (1, 1)
    assert origins.proof == ("one origin: an official (not named), 10 claims in 10 documents",)


def test_two_unnamed_officials_may_be_one() -> None:
    """Unnamed ones of independent documents are two at most and one at least, and the proof says why."""
    made, origins = counted(("d1", speaker("an official", node="n1")), ("d2", speaker("officials", node="n2")))
    assert (origins.low, origins.high) == (1, 2)
    assert made[0].may_be == (made[1].id,)
    assert "an official and officials may be one: neither is named, and nothing speaks against it" in origins.proof


def test_two_named_speakers_are_two() -> None:
    """Two who are known by their names are two origins, at least and at most."""
    _, origins = counted(("d1", speaker("Anna Brandt", "named")), ("d2", speaker("Ove Renn", "named")))
    assert (origins.low, origins.high) == (2, 2)
    assert "Anna Brandt and Ove Renn are two: both are named" in origins.proof


def test_the_proof_of_one_origin_is_one_line() -> None:
    """A statement with a single origin is told in a line, which says how many claims there are."""
    _, origins = counted(("d1", speaker("Anna Brandt", "named")))
    assert origins.proof == ("one origin: Anna Brandt, 1 claim in 1 document",)


def test_the_proof_tells_namesakes_apart_and_only_pairs_that_decide() -> None:
    """Of two unnamed ones each is told with its document; that nothing speaks against them is told once."""
    ends = [("d1", speaker("an official", node="n1")), ("d2", speaker("an official", node="n2"))]
    _, origins = counted(*ends)
    assert len(set(origins.proof)) == len(origins.proof) == 4
    assert not any("are two" in line for line in origins.proof)
    assert origins.proof[-1] == "at least 1, if so; at most 2"


def test_residents_are_no_official() -> None:
    """Of residents, an official, and officials two at least are independent."""
    ends = [("d1", speaker("residents")), ("d2", speaker("an official")), ("d3", speaker("officials"))]
    _, origins = counted(*ends)
    assert (origins.low, origins.high) == (2, 3)


def test_an_origin_that_is_not_stated_may_rest_on_any_other() -> None:
    """Three papers that say it by themselves, and a named speaker, are one voice at least and four at most."""
    _, origins = counted(("d1", None), ("d2", None), ("d3", None), ("d4", speaker("Anna Brandt", "named")))
    assert (origins.low, origins.high) == (1, 4)
    assert origins.proof[-1] == "at least 1: the 3 without a stated source may rest on the others; at most 4"


def test_an_own_voice_alone_is_one_origin() -> None:
    """A single document that names no source is one origin."""
    _, origins = counted(("d1", None))
    assert (origins.low, origins.high) == (1, 1)


def test_a_shared_passage_is_one_with_its_first_document() -> None:
    """What a document says elsewhere in its own voice is one with a passage of it whose first document is unknown."""
    passage = Step(node="n9", name="whichever had it", kind="document", identification="unspecified", how="copy")
    a, b = document("It is so. It is so indeed.", "a.txt"), document("It is so.", "b.txt")
    ids = [f"{a.id}.v0", f"{b.id}.v0", f"{a.id}.v10"]
    ways = [
        Lineage(claim=ids[0], steps=(page(a.id), passage)),
        Lineage(claim=ids[1], steps=(page(b.id), passage)),
        Lineage(claim=ids[2], steps=(page(a.id),)),
    ]
    said = Statement(id="s1", text="It is so.", spoken_by=ids[0], members=tuple(sorted(ids)))
    own = Account(id=ids[2], doc=a.id, start=10, end=26, zone="body")
    made, origins = groups([reading(a), reading(b)], [said], ways, (), ())
    assert own.id in made[0].members
    assert (origins["s1"].low, origins["s1"].high) == (1, 1)


def test_members_without_a_lineage_rest_on_their_document() -> None:
    """A member that nothing is known of is an origin that is not stated; a statement without members has no bounds."""
    d = document("Anna Brandt said it.", "a.txt")
    c = claim(d, "Anna Brandt", "said", "it")
    said = [
        Statement(id="s1", text="it", spoken_by=c.id, members=(c.id, "odd")),
        Statement(id="s2", text="", spoken_by="", members=()),
    ]
    made, origins = groups([reading(d, c)], said, (), (), ())
    assert len(made) == 2
    assert (origins["s1"].low, origins["s1"].high) == (1, 2)
    assert "s2" not in origins


def test_thousands_of_origins_are_bounded() -> None:
    """A statement of thousands of independent unnamed origins has at least one."""
    _, origins = counted(*((f"d{i}", speaker("an official", node=f"n{i}")) for i in range(3000)))
    assert (origins.low, origins.high) == (1, 3000)
