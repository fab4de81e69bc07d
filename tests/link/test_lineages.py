"""Lineages: from the page that has a claim to its origin, through copies and citations."""

from __future__ import annotations

from typing import Any

import msgspec

from rashomon.link.lineages import lineages
from rashomon.records import Account, Claim, Copy, Entity, Fragment, Identity, Lineage, Reading, Relay, Speaker, Spot
from tests.factory import claim, document, fragment, reading


def outlet(name: str) -> Relay:
    """The outermost link: the document's own outlet."""
    return Relay(name=name, kind="outlet", identification="named", how="outlet")


def said(of: Any, source: str, cue: str, content: str, **fields: Any) -> Claim:
    """A claim with a chain from the document's outlet over the relays given as `through` to its source."""
    through = fields.pop("through", ())
    sort = fields.pop("sort", "described")
    kind = fields.pop("kind", "person")
    role, affiliation = fields.pop("role", ""), fields.pop("affiliation", "")
    at = fragment(of.text, source)
    own = Relay(name=source, kind=kind, identification=sort, start=at.start, end=at.end)
    speaker = Speaker(name=source, kind=kind, identification=sort, role=role, affiliation=affiliation)
    chain = (outlet(of.outlet), *through, own)
    return claim(of, source, cue, content, chain=chain, speaker=speaker, **fields)


def copied(one: Any, other: Any, words: str, direction: str = "a to b", kind: str = "passage") -> Copy:
    """A row for words that stand in two documents, from the first to the second."""
    spots = [Spot(doc=d.id, start=f.start, end=f.end) for d in (one, other) for f in (fragment(d.text, words),)]
    if spots[0] > spots[1] and direction != "unknown":
        direction = "b to a"
    a, b = sorted(spots)
    return msgspec.convert(
        {"id": f"p{one.id}{other.id}", "a": a, "b": b, "kind": kind, "identity": 1.0, "direction": direction},
        Copy,
        from_attributes=True,
    )


def way_of(ways: tuple[Lineage, ...], of: Claim | Account) -> Lineage:
    """The lineage of one claim."""
    return next(w for w in ways if w.claim == of.id)


def names(ways: tuple[Lineage, ...], of: Claim | Account) -> list[str]:
    """The names along the lineage of one claim."""
    return [step.name for step in way_of(ways, of).steps]


FLOOD = "A warden said the weir at Oss gave way before noon."


def test_a_copied_claim_goes_on_through_the_document_it_is_copied_from() -> None:
    """The lineage of a copy goes over the original to the original's speaker, who is one node for both."""
    a = document(FLOOD, "a.txt", outlet="Oss Echo")
    b = document(f"Flood news. {FLOOD}", "b.txt", outlet="Vale Times")
    one, two = (said(d, "A warden", "said", "the weir at Oss gave way before noon") for d in (a, b))
    ways, changes = lineages([reading(a, one), reading(b, two)], (), [copied(a, b, FLOOD)])
    assert names(ways, two) == ["Vale Times", "Oss Echo", "A warden"]
    assert way_of(ways, one).steps[-1].node == way_of(ways, two).steps[-1].node
    assert not changes


def test_unnamed_speakers_of_independent_documents_are_two() -> None:
    """The same description in two documents that have nothing to do with one another is no one person."""
    a = document(FLOOD, "a.txt", outlet="Oss Echo")
    b = document(f"Flood news. {FLOOD}", "b.txt", outlet="Vale Times")
    one, two = (said(d, "A warden", "said", "the weir at Oss gave way before noon") for d in (a, b))
    ways, _ = lineages([reading(a, one), reading(b, two)], (), ())
    assert way_of(ways, one).steps[-1].node != way_of(ways, two).steps[-1].node


def test_a_passage_of_unknown_direction_has_one_unknown_first_document() -> None:
    """Where neither is known to be the first, both lineages go over one node and reach one speaker."""
    a = document(FLOOD, "a.txt", outlet="Oss Echo")
    b = document(f"Flood news. {FLOOD}", "b.txt", outlet="Vale Times")
    one, two = (said(d, "A warden", "said", "the weir at Oss gave way before noon") for d in (a, b))
    ways, _ = lineages([reading(a, one), reading(b, two)], (), [copied(a, b, FLOOD, "unknown")])
    first, second = way_of(ways, one).steps, way_of(ways, two).steps
    assert [s.node for s in first[1:]] == [s.node for s in second[1:]]
    assert first[1].identification == "unspecified"
    assert "cannot be told" in first[1].reason


def test_copies_of_copies_are_followed_to_the_first() -> None:
    """A chain of copies ends at the document that has its passage from nobody."""
    docs = [document(f"{'More. ' * i}{FLOOD}", f"{i}.txt", outlet=f"Paper {i}") for i in range(3)]
    claims = [said(d, "A warden", "said", "the weir at Oss gave way before noon") for d in docs]
    rows = [copied(docs[0], docs[1], FLOOD), copied(docs[1], docs[2], FLOOD)]
    ways, _ = lineages([reading(d, c) for d, c in zip(docs, claims, strict=True)], (), rows)
    assert names(ways, claims[2]) == ["Paper 2", "Paper 1", "Paper 0", "A warden"]


def test_a_circle_of_copies_is_broken_at_the_first_document() -> None:
    """Two documents that each have it from the other end at the one published first."""
    a = document(FLOOD, "a.txt", outlet="Oss Echo", published="2030-05-02")
    b = document(f"Flood news. {FLOOD}", "b.txt", outlet="Vale Times", published="2030-05-01")
    one, two = (said(d, "A warden", "said", "the weir at Oss gave way before noon") for d in (a, b))
    rows = [copied(a, b, FLOOD), msgspec.structs.replace(copied(b, a, FLOOD), id="p2")]
    ways, _ = lineages([reading(a, one), reading(b, two)], (), rows)
    assert names(ways, one) == ["Oss Echo", "Vale Times", "A warden"]
    assert names(ways, two) == ["Vale Times", "A warden"]


def test_a_copy_gives_nobody_the_words_of_another_who_is_named() -> None:
    """Where two pages name different speakers for a passage, each keeps its own, whichever had the passage first."""
    a = document("The weir at Oss gave way before noon, Mara Tell said.", "a.txt", outlet="Oss Echo")
    b = document("The weir at Oss gave way before noon, Ivo Brandt said.", "b.txt", outlet="Vale Times")
    content = "The weir at Oss gave way before noon"
    one = said(a, "Mara Tell", "said", content, sort="named")
    two = said(b, "Ivo Brandt", "said", content, sort="named")
    for direction in ("a to b", "unknown"):
        ways, _ = lineages([reading(a, one), reading(b, two)], (), [copied(a, b, content, direction)])
        assert names(ways, one) == ["Oss Echo", "Mara Tell"]
        assert names(ways, two) == ["Vale Times", "Ivo Brandt"]


def test_a_name_with_a_slip_in_it_is_no_other_name() -> None:
    """A copy whose speaker is spelt with a letter more goes on through what it is copied from."""
    a = document("The weir at Oss gave way before noon, Mara Tellik said.", "a.txt", outlet="Oss Echo")
    b = document("The weir at Oss gave way before noon, Mara Tellick said.", "b.txt", outlet="Vale Times")
    content = "The weir at Oss gave way before noon"
    one = said(a, "Mara Tellik", "said", content, sort="named")
    two = said(b, "Mara Tellick", "said", content, sort="named")
    ways, _ = lineages([reading(a, one), reading(b, two)], (), [copied(a, b, content)])
    assert names(ways, two)[:2] == ["Vale Times", "Oss Echo"]


def test_a_documents_own_sentence_is_in_nobodys_mouth_by_a_copy_that_has_other_words() -> None:
    """What a document says itself goes on into a claim of the same words only; else it ends at the document."""
    text = "The keeper had the best of his four seasons with 59 catches and 7 nets mended, Ivo Brandt said."
    a = document(text, "a.txt", outlet="Oss Echo")
    claimed = said(a, "Ivo Brandt", "said", "the best of his four seasons with 59 catches", sort="named")
    for line, names_ in (
        ("Brandt of Oss enjoyed on the lower river the best of his four seasons with 59 catches.", ["Vale Times"]),
        ("It was the best of his four seasons with 59 catches.", ["Vale Times", "Oss Echo", "Ivo Brandt"]),
    ):
        b = document(line, "b.txt", outlet="Vale Times")
        own = Account(
            id=f"{b.id}.v0", doc=b.id, start=0, end=len(line), zone="body", chain=(outlet("Vale Times"),),
        )  # fmt: skip
        readings = [reading(a, claimed), msgspec.structs.replace(reading(b), accounts=(own,))]
        ways, _ = lineages(readings, (), [copied(a, b, "the best of his four seasons with 59 catches")])
        assert [n for n in names(ways, own) if n != "Oss Echo"] == [n for n in names_ if n != "Oss Echo"]


def test_what_a_newspaper_reported_stays_with_the_newspaper() -> None:
    """A passage that stands in another document without a source does not drop the medium that this one names."""
    a = document("The weir at Oss gave way before noon.", "a.txt")
    b = document("The weir at Oss gave way before noon, the newspaper reported.", "b.txt", outlet="Vale Times")
    content = "The weir at Oss gave way before noon"
    own = Account(id=f"{a.id}.v0", doc=a.id, start=0, end=len(a.text), zone="body", chain=(outlet("this document"),))
    two = said(b, "the newspaper", "reported", content, kind="outlet")
    readings = [msgspec.structs.replace(reading(a), accounts=(own,)), reading(b, two)]
    ways, _ = lineages(readings, (), [copied(a, b, content, "unknown")])
    assert names(ways, two) == ["Vale Times", "the newspaper"]


def cites(of: Any, name: str) -> Relay:
    """A link that names a medium which hands a claim on."""
    at = fragment(of.text, name)
    return Relay(name=name, kind="outlet", identification="named", start=at.start, end=at.end, how="relay")


def test_a_medium_that_is_named_stands_for_its_document() -> None:
    """“Two wardens told the Echo” is the Echo's article in the case when that has the same content."""
    a = document("Two wardens with keys said the weir at Oss gave way before noon.", "a.txt", outlet="The Oss Echo")
    b = document("Two wardens told the Echo that the Oss weir gave way.", "b.txt", outlet="Vale Times")
    one = said(a, "Two wardens with keys", "said", "the weir at Oss gave way before noon", kind="people")
    two = said(b, "Two wardens", "told", "the Oss weir gave way", kind="people", through=(cites(b, "the Echo"),))
    ways, _ = lineages([reading(a, one), reading(b, two)], (), ())
    assert names(ways, two) == ["Vale Times", "The Oss Echo", "Two wardens with keys"]
    assert way_of(ways, two).steps[1].how == "citation"


def test_a_citation_that_may_mean_two_documents_stays_with_the_medium() -> None:
    """Where two documents of a medium have the content, the medium stands there, and the reason names both."""
    texts = ("A warden said the weir at Oss gave way before noon.", "A watchman said the weir at Oss gave way at noon.")
    a, c = (document(t, f"{i}.txt", outlet="The Oss Echo") for i, t in enumerate(texts))
    b = document("The Echo reports that the weir at Oss gave way.", "b.txt", outlet="Vale Times")
    one = said(a, "A warden", "said", "the weir at Oss gave way before noon")
    other = said(c, "A watchman", "said", "the weir at Oss gave way at noon")
    two = said(b, "The Echo", "reports", "the weir at Oss gave way", kind="outlet", sort="named")
    ways, _ = lineages([reading(a, one), reading(c, other), reading(b, two)], (), ())
    last = way_of(ways, two).steps[-1]
    assert (last.name, last.kind) == ("The Echo", "outlet")
    assert "cannot be told: 0.txt (The Oss Echo), 1.txt" in last.reason


def test_a_document_never_cites_a_later_one() -> None:
    """What was published afterwards is not what a text means."""
    a = document(FLOOD, "a.txt", outlet="The Oss Echo", published="2030-05-09")
    b = document(
        "The Echo reports that the weir at Oss gave way.", "b.txt", outlet="Vale Times", published="2030-05-01"
    )
    one = said(a, "A warden", "said", "the weir at Oss gave way before noon")
    two = said(b, "The Echo", "reports", "the weir at Oss gave way", kind="outlet", sort="named")
    ways, _ = lineages([reading(a, one), reading(b, two)], (), ())
    assert [s.kind for s in way_of(ways, two).steps] == ["document", "outlet"]


def test_a_named_speaker_is_the_identity_of_the_case() -> None:
    """Somebody named ends every lineage at the one identity that his entities are members of."""
    a = document("Una Falk said the weir gave way.", "a.txt", outlet="Oss Echo")
    b = document("The weir gave way, Una Falk said.", "b.txt", outlet="Vale Times")
    claims, entities = [], []
    for d in (a, b):
        entity = Entity(id=f"{d.id}.e1", name="Una Falk", kind="person")
        made = said(d, "Una Falk", "said", "eir gave way", sort="named")
        assert made.speaker
        speaker = msgspec.structs.replace(made.speaker, entity=entity.id)
        claims.append(msgspec.structs.replace(made, speaker=speaker))
        entities.append(entity)
    who = [Identity(id="i1", name="Una Falk", kind="person", members=tuple(e.id for e in entities))]
    readings = [
        msgspec.structs.replace(reading(d, c), entities=(e,)) for d, c, e in zip((a, b), claims, entities, strict=True)
    ]
    ways, _ = lineages(readings, who, ())
    assert {way_of(ways, c).steps[-1].node for c in claims} == {"i1"}


def test_a_spokeswoman_speaks_for_her_ministry() -> None:
    """Whoever speaks for an institution that the text names has it behind her, with the words that say so."""
    a = document("The Water Ministry closed the road. Una Falk, a ministry spokeswoman, said the weir held.", "a.txt")
    body = Entity(id=f"{a.id}.e4", name="Water Ministry", kind="organisation")
    role = {"role": "a ministry spokeswoman", "affiliation": "ministry"}
    one = said(a, "Una Falk", "said", "the weir held", sort="named", **role)
    ways, _ = lineages([msgspec.structs.replace(reading(a, one), entities=(body,))], (), ())
    steps = way_of(ways, one).steps
    assert [s.name for s in steps[1:]] == ["Una Falk", "Water Ministry"]
    assert "speaks for Water Ministry" in steps[-1].reason


def test_a_sentence_of_the_documents_own_ends_at_the_document() -> None:
    """Where no source is named the origin is the document, and it is said that it is not stated."""
    a = document("The weir gave way.", "a.txt", outlet="Oss Echo")
    own = Account(id=f"{a.id}.v0", doc=a.id, start=0, end=18, zone="body", chain=(outlet("Oss Echo"),))
    ways, _ = lineages([msgspec.structs.replace(reading(a), accounts=(own,))], (), ())
    (step,) = way_of(ways, own).steps
    assert (step.node, step.identification) == (a.id, "unspecified")
    assert "no source is stated" in step.reason


def test_a_headline_goes_on_to_what_it_announces() -> None:
    """A headline without a named source has its origin where the sentence below it has."""
    a = document("Weir at Oss gave way, official says\nA warden said the weir at Oss gave way before noon.", "a.txt")
    head = Account(id=f"{a.id}.v0", doc=a.id, start=0, end=35, zone="headline", chain=(outlet(""),))
    one = said(a, "A warden", "said", "the weir at Oss gave way before noon")
    ways, _ = lineages([msgspec.structs.replace(reading(a, one), accounts=(head,))], (), ())
    assert way_of(ways, head).steps[-1].node == way_of(ways, one).steps[-1].node
    assert "announces" in way_of(ways, head).steps[0].reason


def spots(one: Any, other: Any, *pairs: tuple[str, str]) -> tuple[tuple[Spot, Spot], ...]:
    """Aligned sentences of two documents, the one that sorts first on the left."""
    found = []
    for left, right in pairs:
        a, b = fragment(one.text, left), fragment(other.text, right)
        pair = (Spot(doc=one.id, start=a.start, end=a.end), Spot(doc=other.id, start=b.start, end=b.end))
        found.append(pair if one.id < other.id else (pair[1], pair[0]))
    return tuple(found)


def test_a_reworded_sentence_that_is_aligned_with_none_goes_on_to_its_like_and_not_to_its_neighbour() -> None:
    """Of two claims that stand close in the original the one with the sentence's words is its origin."""
    a = document(
        "Rain fell. The police blamed fuel smugglers. A warden warned that the quay was weak. Boats sank.", "a.txt",
        outlet="Oss Echo",
    )  # fmt: skip
    b = document("It rained. Smugglers of fuel, say the police. Ships went down. Dogs slept well.", "b.txt")
    police = said(a, "The police", "blamed", "fuel smugglers", kind="organisation")
    warden = said(a, "A warden", "warned", "that the quay was weak")
    again = said(b, "the police", "say", "Smugglers of fuel", kind="organisation")
    copy = Copy(
        id="p1",
        a=min(Spot(doc=a.id, start=0, end=len(a.text)), Spot(doc=b.id, start=0, end=60)),
        b=max(Spot(doc=a.id, start=0, end=len(a.text)), Spot(doc=b.id, start=0, end=60)),
        kind="reworded",
        identity=0.7,
        direction="a to b" if a.id < b.id else "b to a",
        aligned=spots(a, b, ("Rain fell.", "It rained."), ("Boats sank.", "Ships went down.")),
    )
    ways, _ = lineages([reading(a, police, warden), reading(b, again)], (), [copy])
    assert way_of(ways, again).steps[-1].node == way_of(ways, police).steps[-1].node
    assert way_of(ways, again).steps[-1].node != way_of(ways, warden).steps[-1].node


def test_an_office_speaks_through_its_holder() -> None:
    """Where a document names the mayor, her office and she are one origin; a second office's words are not hers."""
    a = document("The mayor's office said two died. Anna Brandt, the mayor, added the pier burnt.", "a.txt")
    entity = Entity(id=f"{a.id}.e34", name="Anna Brandt", kind="person")
    office = said(a, "The mayor's office", "said", "two died", kind="organisation")
    mayor = said(a, "Anna Brandt", "added", "the pier burnt", sort="named", role="the mayor")
    assert mayor.speaker
    mayor = msgspec.structs.replace(mayor, speaker=msgspec.structs.replace(mayor.speaker, entity=entity.id))
    one = msgspec.structs.replace(reading(a, office, mayor), entities=(entity,))
    b = document("The mayor's office said one was hurt.", "b.txt")
    elsewhere = said(b, "The mayor's office", "said", "one was hurt", kind="organisation")
    ways, _ = lineages([one, reading(b, elsewhere)], (), ())
    assert way_of(ways, office).steps[-1].node == way_of(ways, mayor).steps[-1].node
    assert way_of(ways, elsewhere).steps[-1].node != way_of(ways, office).steps[-1].node
    assert "speaks through Anna Brandt" in way_of(ways, mayor).steps[-1].reason


def test_who_has_the_same_passage_has_it_from_where_the_other_one_cites() -> None:
    """A passage of unknown direction that one document gives as another one's words is that one's in both."""
    first = document(FLOOD, "a.txt", outlet="The Oss Echo", published="2031-03-01")
    citing = document(f"The Echo wrote it. {FLOOD}", "b.txt", outlet="Vale Times", published="2031-03-02")
    bare = document(f"Read this. {FLOOD}", "c.txt", outlet="Marl Star", published="2031-03-02")
    content = "the weir at Oss gave way before noon"
    one, three = (said(d, "A warden", "said", content) for d in (first, bare))
    two = said(citing, "A warden", "said", content, through=(cites(citing, "The Echo"),))
    shared = copied(citing, bare, FLOOD, "unknown")
    ways, _ = lineages([reading(first, one), reading(citing, two), reading(bare, three)], (), [shared])
    assert len({way_of(ways, c).steps[-1].node for c in (one, two, three)}) == 1


def test_what_changes_on_the_way_is_told_with_its_words() -> None:
    """A doubt that becomes an admission, a number, a hedge, and a strong word are each a change at their spots."""
    a = document("Two wardens doubt that the weir reportedly lost 3 gates.", "a.txt", outlet="The Oss Echo")
    b = document(
        "Two wardens told the Echo, and admit that the weir lost 9 gates in a massacre.", "b.txt", outlet="Vale Times"
    )
    one = said(
        a, "Two wardens", "doubt", "the weir reportedly lost 3 gates", kind="people", attitude="doubt", certainty="PR-"
    )
    two = said(
        b, "Two wardens", "admit", "the weir lost 9 gates in a massacre", kind="people", attitude="confirm",
        certainty="CT+", through=(cites(b, "the Echo"),),
    )  # fmt: skip
    from tests.factory import quantity

    numbers = {d.id: (quantity(d, n, float(n), head="gate"),) for d, n in ((a, "3"), (b, "9"))}
    readings = [msgspec.structs.replace(reading(d, c), quantities=numbers[d.id]) for d, c in ((a, one), (b, two))]
    _, changes = lineages(readings, (), ())
    assert {(c.kind, c.before, c.after) for c in changes if c.kind in ("certainty", "number")} == {
        ("certainty", "doubt", "admit"), ("number", "3", "9"),
    }  # fmt: skip
    assert {c.before for c in changes if c.kind == "hedge"} == {"reportedly"}
    assert {c.after for c in changes if c.kind == "word"} == {"admit", "massacre"}


def test_other_words_of_a_reworded_copy_are_no_other_certainty() -> None:
    """Where every word is another one, a cue that sounds less sure is no change; another number is one."""
    from tests.factory import quantity

    a = document("A warden said the weir lost 3 gates.", "a.txt", outlet="Oss Echo")
    b = document("A warden suggested the dam is short of 9 gates.", "b.txt", outlet="Vale Times")
    one = said(a, "A warden", "said", "the weir lost 3 gates", certainty="CT+", attitude="assert")
    two = said(b, "A warden", "suggested", "the dam is short of 9 gates", certainty="PR+", attitude="assert")
    whole = sorted((Spot(doc=a.id, start=0, end=len(a.text)), Spot(doc=b.id, start=0, end=len(b.text))))
    way: Any = "a to b" if a.id < b.id else "b to a"
    copy = Copy(
        id="p1", a=whole[0], b=whole[1], kind="reworded", identity=0.7, direction=way,
        aligned=spots(a, b, (a.text, b.text)),
    )  # fmt: skip
    readings = [
        msgspec.structs.replace(reading(d, c), quantities=(quantity(d, n, float(n), head="gate"),))
        for d, c, n in ((a, one, "3"), (b, two, "9"))
    ]
    assert {c.kind for c in lineages(readings, (), [copy])[1]} == {"number"}
    plain = msgspec.structs.replace(copy, kind="passage", aligned=())
    assert {c.kind for c in lineages(readings, (), [plain])[1]} == {"number", "certainty"}


def test_empty_readings_have_no_lineages() -> None:
    """Readings without a document, without claims, or with claims that have no content end without an error."""
    bare = document("", "a.txt")
    odd = document("\u202eخبر \U0001f600", "b.txt")
    strange = Claim(
        id=f"{odd.id}.c0", doc=odd.id, source=(), cue=(Fragment(start=0, end=0),), content=(), form="indirect", p=0.1,
        zone="body", making="m",
    )  # fmt: skip
    ways, changes = lineages([Reading(name="x"), reading(bare), reading(odd, strange)], (), ())
    assert [len(w.steps) for w in ways] == [1]
    assert not changes
