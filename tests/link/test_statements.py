"""What claims of several documents say in common, and how they stand to one another."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.positions.units import units
from rashomon.link.statements import statements
from rashomon.records import (
    Account,
    Claim,
    Copy,
    Document,
    Entity,
    Mention,
    Quantity,
    Reading,
    Speaker,
    Spot,
    Statement,
    Tie,
)
from tests.factory import claim, document, fragment, quantity, valued

HARBOUR = "An attack shook the harbour of Vardessa on Thursday.\n"


def name(of: Document, words: str, kind: str, nth: int = 0) -> tuple[Mention, Entity]:
    """A name that stands in a document, and its entity."""
    at = fragment(of.text, words, nth)
    entity = Entity(id=f"{of.id}.e{at.start}", name=words, kind=kind)  # type: ignore[arg-type]
    mention = Mention(
        id=f"{of.id}.m{at.start}",
        start=at.start,
        end=at.end,
        kind=kind,  # type: ignore[arg-type]
        entity=entity.id,
    )
    return mention, entity


def read(of: Document, claims: Sequence[Claim] = (), values: Sequence[Quantity] = (), **names: str) -> Reading:
    """A reading of a document with these claims; the names by their kind, words joined by an underscore."""
    found = [
        name(of, words.replace("_", " "), kind) for words, kind in names.items() if words.replace("_", " ") in of.text
    ]
    base = valued(of, *values, claims=tuple(claims))
    fields = {f: getattr(base, f) for f in ("document", "zones", "claims", "sentences", "quantities")}
    return Reading(name=of.name, mentions=tuple(m for m, _ in found), entities=tuple(e for _, e in found), **fields)


def said(of: Document, source: str, cue: str, *content: str, **fields: object) -> Claim:
    """A claim whose speaker goes by the words of the source."""
    given: dict[str, object] = {"attitude": "assert", "certainty": "CT+", **fields}
    return claim(of, source, cue, *content, speaker=Speaker(name=source, identification="named"), **given)


def linked(*readings: Reading, copies: Sequence[Copy] = ()) -> tuple[tuple[Statement, ...], tuple[Tie, ...]]:
    """The statements and ties of some readings."""
    return statements(sorted(readings, key=lambda r: r.document.id if r.document else ""), (), copies, {})


def blamed() -> Reading:
    """A ministry blames a brigade."""
    d = document(
        HARBOUR + "The ministry blamed the attack on the Orlin Brigade.\n", name="a.txt", published="2031-05-02"
    )
    return read(
        d,
        [said(d, "The ministry", "blamed", "the attack on the Orlin Brigade", attitude="accuse")],
        Vardessa="place",
        Orlin_Brigade="group",
    )


def denied() -> Reading:
    """The brigade denies it."""
    d = document(HARBOUR + "Orlin Brigade denied any part in the attack.\n", name="b.txt", published="2031-05-03")
    return read(
        d,
        [said(d, "Orlin Brigade", "denied", "any part in the attack", attitude="deny", certainty="CT-")],
        Vardessa="place",
        Orlin_Brigade="group",
    )


def counted(number: str, value: float, file: str, place: str = "Vardessa") -> Reading:
    """An office says how many were killed somewhere."""
    d = document(f"{file} has this.\nThe office said {number} people were killed in {place}.\n", name=file)
    one = quantity(d, number, value, of="people", head="person", event="kill")
    return read(
        d, [said(d, "The office", "said", f"{number} people were killed in {place}")], [one], **{place: "place"}
    )


def kinds(ties: Sequence[Tie]) -> set[str]:
    """The kinds of some ties."""
    return {t.kind for t in ties}


def test_a_denial_contradicts_what_it_denies() -> None:
    """Whoever denies any part in an attack contradicts who blames him for it, with a reason that names both."""
    found, ties = linked(blamed(), denied())
    (tie,) = ties
    assert tie.kind == "contradicts"
    assert tie.reasons == ("The Orlin Brigade denies having done it, which the ministry says",)
    assert len({s.id for s in found}) == 2


def test_rival_agents_contradict_less_surely() -> None:
    """Two who name different groups for one attack contradict one another, less surely than a denial does."""
    d = document(HARBOUR + "The governor blamed the attack on the Harbour League.\n", name="c.txt")
    other = read(
        d,
        [said(d, "The governor", "blamed", "the attack on the Harbour League", attitude="accuse")],
        Vardessa="place",
        Harbour_League="group",
    )
    _, ties = linked(blamed(), other)
    (tie,) = ties
    assert tie.kind == "contradicts"
    assert "names" in tie.reasons[0]
    assert tie.p < 0.7


def test_numbers_of_one_toll_contradict() -> None:
    """Three killed in a town contradicts eleven killed there, and the reason has both numbers."""
    _, ties = linked(counted("three", 3, "a.txt"), counted("eleven", 11, "b.txt"))
    (tie,) = ties
    assert tie.kind == "contradicts"
    assert sorted(tie.reasons[0].split(" against ")) == ["eleven", "three"]


def test_numbers_of_two_towns_do_not() -> None:
    """Tolls of two towns say nothing of one another."""
    _, ties = linked(counted("three", 3, "a.txt"), counted("eleven", 11, "b.txt", place="Aldmere"))
    assert "contradicts" not in kinds(ties)


def test_a_lower_bound_is_qualified() -> None:
    """A plain number qualifies the bound that it lies within, and does not contradict it."""
    d = document("A fire broke out.\nThe office said at least three people were killed in Vardessa.\n", name="b.txt")
    least = quantity(
        d, "at least three", 3, open_end=True, of="people", head="person", event="kill", comparator="at least"
    )
    bound = read(
        d, [said(d, "The office", "said", "at least three people were killed in Vardessa")], [least], Vardessa="place"
    )
    _, ties = linked(counted("eleven", 11, "a.txt"), bound)
    assert kinds(ties) == {"qualifies"}


@pytest.mark.parametrize("attitude", ["ask", "order", "threaten", "promise", "predict"])
def test_what_is_not_told_as_fact_contradicts_nothing(attitude: str) -> None:
    """A threat, a promise or a question never contradicts what somebody says to be so."""
    d = document("A day later.\nThe office said eleven people were killed in Vardessa.\n", name="b.txt")
    one = quantity(d, "eleven", 11, of="people", head="person", event="kill")
    later = said(d, "The office", "said", "eleven people were killed in Vardessa", attitude=attitude)
    _, ties = linked(counted("three", 3, "a.txt"), read(d, [later], [one], Vardessa="place"))
    assert ties == ()


def plain(file: str, words: str, intro: str = "") -> Reading:
    """Somebody says something."""
    d = document(f"{intro or file} reports.\nThe harbour master said that {words}.\n", name=file)
    return read(d, [said(d, "The harbour master", "said", f"that {words}")])


WORDS = "the northern breakwater had been closed to fishing boats since Monday"


def test_the_same_words_are_one_statement() -> None:
    """The same content in two documents is one statement, and a tie says why."""
    found, ties = linked(plain("a.txt", WORDS), plain("b.txt", WORDS))
    assert [len(s.members) for s in found] == [2]
    assert [t.reasons for t in ties] == [("in the same words",)]
    assert found[0].text == WORDS


def test_duplicates_only_add_members() -> None:
    """However often a document is there, the statements stay the same but for their members."""
    base = [blamed(), denied(), plain("a.txt", WORDS)]
    once, _ = linked(*base)
    many, ties = linked(*base, *(plain(f"x{n}.txt", WORDS, intro=f"Paper {n}") for n in range(20)))
    assert len(many) == len(once)
    assert max(len(s.members) for s in many) == 21
    assert sum(t.kind == "contradicts" for t in ties) == 1


def test_a_copied_claim_belongs_to_its_original() -> None:
    """A claim at the aligned place of a copy is a member of its original's statement, whatever its words."""
    one = plain("a.txt", "the lighthouse lamp had stayed dark for a week")
    other = plain("b.txt", "the beacon lay in darkness these seven days")
    a, b = sorted((one, other), key=lambda r: r.document.id if r.document else "")
    spots = [Spot(doc=r.document.id, start=0, end=len(r.document.text)) for r in (a, b) if r.document]
    copy = Copy(id="p1", a=spots[0], b=spots[1], kind="reworded", identity=0.7, aligned=((spots[0], spots[1]),))
    apart, _ = linked(one, other)
    together, _ = linked(one, other, copies=(copy,))
    assert [len(s.members) for s in apart] == [1, 1]
    assert [len(s.members) for s in together] == [2]


def test_a_copy_with_another_number_is_no_member() -> None:
    """A copied claim whose number was changed is not of its original's statement, but contradicts it."""
    one, other = counted("three", 3, "a.txt"), counted("thirteen", 13, "b.txt")
    a, b = sorted((one, other), key=lambda r: r.document.id if r.document else "")
    spots = [Spot(doc=r.document.id, start=0, end=len(r.document.text)) for r in (a, b) if r.document]
    copy = Copy(id="p1", a=spots[0], b=spots[1], kind="passage", identity=0.9)
    found, ties = linked(one, other, copies=(copy,))
    assert all(len(s.members) == 1 for s in found)
    assert kinds(ties) == {"contradicts"}


def test_who_hands_on_is_no_second_voice() -> None:
    """A claim that only hands on the claim inside it is a member of no statement."""
    d = document("Halyard reported that the mayor said the bridge over the Senn had been shut.\n")
    outer = said(d, "Halyard", "reported", "that the mayor said the bridge over the Senn had been shut")
    inner = said(d, "the mayor", "said", "the bridge over the Senn had been shut", parent=outer.id)
    found, _ = linked(read(d, [outer, inner]))
    assert [s.members for s in found] == [(inner.id,)]


def test_fragments_do_not_meet() -> None:
    """Contents without anything in them are not held to say the same."""
    d, e = document("He confirmed it.\n"), document("She confirmed it. Really.\n")
    found, _ = linked(read(d, [said(d, "He", "confirmed", "it")]), read(e, [said(e, "She", "confirmed", "it")]))
    assert all(len(s.members) == 1 for s in found)


def test_own_voice_counts_and_is_not_doubled() -> None:
    """A sentence in the document's own voice is a unit, unless a claim has most of it."""
    d = document("The quay was empty.\nThe mayor said the quay had been empty all night.\n")
    own = Account(id=f"{d.id}.v0", doc=d.id, start=0, end=19, zone="body", certainty="CT+")
    second = Account(id=f"{d.id}.v20", doc=d.id, start=20, end=len(d.text) - 1, zone="body", certainty="CT+")
    base = read(d, [said(d, "The mayor", "said", "the quay had been empty all night")])
    one = Reading(**{f: getattr(base, f) for f in base.__struct_fields__ if f != "accounts"}, accounts=(own, second))
    assert [u.id for u in units([one], ())] == [own.id, base.claims[0].id]


def test_nothing_gives_nothing() -> None:
    """Without documents, and from an empty one, there are no statements."""
    assert linked() == ((), ())
    assert linked(read(document(""))) == ((), ())


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_documents_does_not_matter(order: Sequence[int]) -> None:
    """Statements and ties are the same in whatever order the documents come."""
    base = [
        blamed(),
        denied(),
        plain("a.txt", WORDS),
        plain("b.txt", WORDS),
        counted("three", 3, "c.txt"),
        counted("eleven", 11, "d.txt"),
    ]
    assert statements([base[i] for i in order], (), (), {}) == statements(base, (), (), {})


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_it(words: str) -> None:
    """Whatever stands in a content, statements come back with every member in one of them at most."""
    text = f"The office said {words}."
    d = document(text)
    end = len(text)
    if end == 16:
        return
    one = claim(d, "The office", "said")
    full = Claim(
        id=one.id, doc=d.id, source=one.source, cue=one.cue, content=(fragment(text, text[16:end]),), form="indirect",
        p=0.5, zone="body", making="m",
    )  # fmt: skip
    found, _ = linked(read(d, [full]))
    members = [m for s in found for m in s.members]
    assert len(members) == len(set(members))
