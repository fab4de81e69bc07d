"""Chains of relays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.chain import weakest
from rashomon.read.relays.chains import with_chains
from rashomon.records import (
    Account,
    Claim,
    Document,
    Entity,
    Fragment,
    Part,
    Provenance,
    Relay,
    Speaker,
    Taken,
    Zone,
)

MEDIA = ("The Quay Times", "The Wall Street Journal", "Reuters", "Tasnim", "CBS", "The Sarn Courier", "NYT")


@dataclass
class Reference:
    """What a resolution answers."""

    entity: Entity | None = None
    how: str = ""
    p: float = 0.0


class Resolved:
    """A resolution that knows the names given to it, and nothing else."""

    mentions = ()

    def __init__(self, text: str, entities: Sequence[Entity] = ()) -> None:
        self.text, self.entities = text, tuple(entities)

    def of(self, fragment: Fragment) -> Reference:
        """The entity of which the run is a name."""
        words = self.text[fragment.start : fragment.end].strip(" ,.")
        found = next((e for e in self.entities if words in (e.name, *e.aliases)), None)
        return Reference(found, "a name" if found else "not known", 0.9 if found else 0.0)


def taken(text: str, outlet: str = "The Lantern", **more: Any) -> Taken:
    """A document of paragraphs."""
    zones, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            zones.append(Zone(start=at, end=at + len(line), kind="blockquote" if line[0] == ">" else "body"))
        at += len(line) + 1
    fields = {k: more.pop(k) for k in ("author", "name", "kind") if k in more}
    document = Document(
        id="d0",
        name=fields.pop("name", "a.txt"),
        sha256="",
        media_type="",
        encoding="",
        text=text,
        outlet=outlet,
        **fields,
    )
    return Taken(document=document, zones=tuple(zones), **more)


def provenance(text: str, words: str, relation: Any, name: str) -> Provenance:
    """A line on the origin of the text."""
    at = text.index(words)
    return Provenance(start=at, end=at + len(words), relation=relation, name=name)


def claim(text: str, source: str, cue: str, content: str, parent: Claim | None = None, **speaker: Any) -> Claim:
    """A claim whose parts are found in the text, the cue behind or before the source."""

    def run(words: str, low: int = 0) -> Fragment:
        at = text.index(words, low)
        return Fragment(start=at, end=at + len(words))

    whose = run(source) if source else None
    at = run(cue)
    who = {"name": source, "kind": "people", "identification": "described"} | speaker
    return Claim(
        id=f"d0.c{at.start}",
        doc="d0",
        source=(whose,) if whose else (),
        cue=(at,),
        content=(run(content),),
        form="indirect",
        p=0.9,
        zone="body",
        making="m",
        speaker=Speaker(**who) if source else None,
        parent=parent.id if parent else None,
    )


def names(one: Taken, *claims: Claim, entities: Sequence[Entity] = ()) -> list[list[str]]:
    """The names in the chains of claims."""
    found, _ = with_chains(one, claims, [], Resolved(one.document.text, entities))  # type: ignore[arg-type]
    return [[link.name for link in c.chain] for c in found]


def test_a_chain_runs_from_the_outlet_to_the_speaker() -> None:
    """A plain claim has two links: who prints it, and who says it."""
    text = "Officials said the dam held."
    one = taken(text)
    (found,), _ = with_chains(one, [claim(text, "Officials", "said", "the dam held")], [], Resolved(text))  # type: ignore[arg-type]
    assert [(link.name, link.how) for link in found.chain] == [("The Lantern", "outlet"), ("Officials", "source")]
    assert found.sure["chain"] == pytest.approx(found.chain[0].p * found.chain[1].p, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "relay"),
    [
        (
            "Officials told the Wall Street Journal that aid came.",
            "Officials",
            "told",
            "that aid came",
            "Wall Street Journal",
        ),
        (
            "Officials leaked to major news outlets that aid came.",
            "Officials",
            "leaked",
            "that aid came",
            "major news outlets",
        ),
        ("In an interview with CBS, the envoy said aid came.", "the envoy", "said", "aid came", "CBS"),
        (
            "Aid came, according to an officer quoted by Tasnim.",
            "an officer quoted by Tasnim",
            "according to",
            "Aid came",
            "Tasnim",
        ),
        ("The envoy, as quoted by The Quay Times, said aid came.", "The envoy", "said", "aid came", "The Quay Times"),
        ("Aid came, the envoy said in remarks carried by Tasnim.", "the envoy", "said", "Aid came", "Tasnim"),
        ("There was a Reuters report from rebels that aid came.", "rebels", "report from", "aid came", "Reuters"),
        ("As detailed in the Quay Times report, rebels said aid came.", "rebels", "said", "aid came", "Quay Times"),
    ],
)
def test_a_relay_of_the_sentence_stands_before_the_speaker(
    text: str, source: str, cue: str, content: str, relay: str
) -> None:
    """Whoever hands on the words of a speaker stands between the outlet and the speaker."""
    assert names(taken(text), claim(text, source, cue, content)) == [["The Lantern", relay, source]]


@pytest.mark.parametrize(
    "text",
    [
        "The envoy told reporters that aid came.",
        "The envoy told the crowd that aid came.",
        "The envoy told his sister that aid came.",
        "The envoy told The Lantern that aid came.",
    ],
)
def test_an_audience_is_no_relay(text: str) -> None:
    """Words said to a crowd, or to the outlet itself, reach the reader through nobody else."""
    assert names(taken(text), claim(text, "The envoy", "told", "that aid came")) == [["The Lantern", "The envoy"]]


def test_whom_a_medium_cites_is_nearer_to_the_origin() -> None:
    """What Reuters reports, citing security sources, begins with the sources."""
    text = "Reuters, citing security sources, reported that aid came."
    one = claim(text, "Reuters", "reported", "that aid came", kind="outlet", identification="named")
    (found,), _ = with_chains(taken(text), [one], [], Resolved(text))  # type: ignore[arg-type]
    assert [link.name for link in found.chain] == ["The Lantern", "Reuters", "security sources"]
    assert weakest(found.chain) == (2, "kept unnamed")


def test_the_outlet_as_its_own_source_is_one_link() -> None:
    """What the outlet says that it reported has no second link for it."""
    text = "The Lantern reported that aid came."
    one = claim(text, "The Lantern", "reported", "that aid came", kind="outlet", identification="named")
    assert names(taken(text), one) == [["The Lantern"]]


def test_the_outlets_own_article_is_the_outlet() -> None:
    """What "our article" said the outlet said."""
    text = "Our article of May 2 said aid came."
    assert names(taken(text), claim(text, "Our article of May 2", "said", "aid came")) == [["The Lantern"]]


def test_a_claim_inside_a_claim_goes_on_from_it() -> None:
    """The chain of the inner claim is that of the outer one and its own speaker."""
    text = "The Courier reports that officials doubt that aid came."
    outer = claim(
        text, "The Courier", "reports", "that officials doubt that aid came", kind="outlet", identification="named"
    )
    inner = claim(text, "officials", "doubt", "that aid came", parent=outer)
    found, _ = with_chains(taken(text), [outer, inner], [], Resolved(text))  # type: ignore[arg-type]
    assert [(link.name, link.how) for link in found[1].chain] == [
        ("The Lantern", "outlet"),
        ("The Courier", "claim"),
        ("officials", "source"),
    ]


def test_i_inside_a_quotation_is_its_speaker() -> None:
    """The first person inside a content is whoever says the content."""
    text = "The miner said: I told you it would fall."
    outer = claim(text, "The miner", "said", "I told you it would fall", kind="person")
    inner = claim(text, "I", "told", "it would fall", parent=outer)
    assert names(taken(text), outer, inner)[1] == ["The Lantern", "The miner"]


def test_provenance_is_ordered_from_the_reader_inwards() -> None:
    """Who prints it now, then through whom it came, then who printed it first, then who wrote it."""
    text = "Authored by Odd Marl, via The Quay Review\nOfficials said aid came.\nThis first appeared in The Packet."
    one = taken(
        text,
        provenance=(
            provenance(text, "Authored by Odd Marl", "authored", "Odd Marl"),
            provenance(text, "via The Quay Review", "via", "The Quay Review"),
            provenance(text, "first appeared in The Packet", "first_published", "The Packet"),
        ),
    )
    expected = ["The Lantern", "The Quay Review", "The Packet", "Odd Marl", "Officials"]
    assert names(one, claim(text, "Officials", "said", "aid came")) == [expected]


def test_the_part_of_a_document_has_its_own_outlet() -> None:
    """A claim in an article of a collection has the outlet of that article."""
    text = "Officials said aid came.\nRebels said it did not."
    one = taken(
        text,
        outlet="",
        parts=(Part(start=0, end=24, outlet="The Packet"), Part(start=25, end=48, outlet="Norvane One")),
    )
    first, second = claim(text, "Officials", "said", "aid came"), claim(text, "Rebels", "Rebels said", "it did not")
    assert names(one, first, second) == [["The Packet", "Officials"], ["Norvane One", "Rebels"]]


def test_a_byline_of_an_agency_is_a_relay() -> None:
    """A text that an outlet prints under an agency's name comes from the agency."""
    text = "Officials said aid came."
    one = taken(text, author="Halyard News Agency")
    assert names(one, claim(text, "Officials", "said", "aid came")) == [
        ["The Lantern", "Halyard News Agency", "Officials"]
    ]


def test_without_an_outlet_the_byline_or_the_document_stands_for_it() -> None:
    """A chain always begins somewhere, and says when that is a guess."""
    text = "Officials said aid came."
    one = claim(text, "Officials", "said", "aid came")
    assert names(taken(text, outlet="", author="Odd Marl"), one) == [["Odd Marl", "Officials"]]
    assert names(taken(text, outlet="", name="box/a.txt"), one) == [["this document", "Officials"]]


def test_a_ministry_is_no_medium() -> None:
    """A description that was resolved to a medium although it describes none stays what the text says."""
    text = "The ministry said aid came."
    one = claim(
        text, "The ministry", "said", "aid came", name="The Sarn Courier", kind="outlet", identification="named"
    )
    assert names(taken(text), one) == [["The Lantern", "The ministry"]]


def test_a_comment_is_its_readers() -> None:
    """What a reader's comment hands on begins with the reader, and with no outlet."""
    text = "My cousin said aid came."
    one = claim(text, "My cousin", "said", "aid came", kind="person")
    assert names(taken(text, outlet="", author="Old Tarpaulin", kind="comment"), one) == [
        ["Old Tarpaulin", "My cousin"]
    ]
    assert names(taken(text, outlet="", kind="comment"), one) == [["a reader", "My cousin"]]


def test_a_quoted_passage_ends_with_its_marks() -> None:
    """After a colon a passage whose paragraphs open with a mark ends before the first that does not."""
    text = "The Quay Times reports:\n“Officials said aid came.\n“Rebels deny it.”\nDrivers doubt both."
    said = [
        claim(text, "Officials", "said", "aid came"),
        claim(text, "Rebels", "deny", "it.”"),
        claim(text, "Drivers", "doubt", "both"),
    ]
    assert [chain[1:-1] for chain in names(taken(text), *said)] == [["The Quay Times"], ["The Quay Times"], []]


def test_a_block_quote_hands_on_all_that_stands_in_it() -> None:
    """Claims and the voice of a passage that a medium is quoted with are that medium's."""
    text = "As The Courier writes:\n> Officials said aid came.\n> The road is open.\nSo it goes."
    one = taken(text)
    road, end = text.index("> The road"), text.index("So it")
    accounts = [
        Account(id="d0.v1", doc="d0", start=road, end=road + 19, zone="blockquote"),
        Account(id="d0.v2", doc="d0", start=end, end=end + 11, zone="body"),
    ]
    entities = [Entity(id="d0.e1", name="The Sarn Courier", kind="outlet", aliases=("The Courier",))]
    found, told = with_chains(one, [claim(text, "Officials", "said", "aid came")], accounts, Resolved(text, entities))  # type: ignore[arg-type]
    assert [link.name for link in found[0].chain] == ["The Lantern", "The Sarn Courier", "Officials"]
    assert found[0].chain[1].how == "blockquote"
    assert [[link.name for link in a.chain] for a in told] == [["The Lantern", "The Sarn Courier"], ["The Lantern"]]


def test_a_short_name_is_written_out() -> None:
    """Initials stand for the medium that the text names in full elsewhere."""
    text = "As The New York Times reported, aid came. Officials told the NYT that it did not."
    one = taken(text, provenance=(provenance(text, "As The New York Times reported", "cites", "The New York Times"),))
    assert names(one, claim(text, "Officials", "told", "that it did not")) == [
        ["The Lantern", "The New York Times", "Officials"]
    ]


def test_what_follows_in_the_paragraph_was_said_to_the_same_medium() -> None:
    """A speaker who told a paper something goes on telling it until the paragraph ends, as far as one can tell."""
    text = "The envoy told The Packet that aid came. “It is late,” the envoy added.\nThe envoy warned of rain."
    first = claim(text, "The envoy", "told", "that aid came")
    second = claim(text, "The envoy", "added", "“It is late,”")
    third = claim(text, "The envoy", "warned", "rain")
    found, _ = with_chains(taken(text), [first, second, third], [], Resolved(text))  # type: ignore[arg-type]
    assert [[link.name for link in c.chain] for c in found] == [
        ["The Lantern", "The Packet", "The envoy"],
        ["The Lantern", "The Packet", "The envoy"],
        ["The Lantern", "The envoy"],
    ]
    assert found[1].chain[1].p < found[0].chain[1].p


def test_the_weakest_link() -> None:
    """An unnamed link bears less than one that is inferred, and that less than a description."""

    def link(kind: Any, p: float = 0.9) -> Relay:
        return Relay(name="x", kind="people", identification=kind, p=p)

    assert weakest([link("named"), link("anonymous"), link("described")])[0] == 1
    assert weakest([link("named", 0.3), link("described")])[0] == 0
    assert weakest([link("named"), link("described")])[0] == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.lists(st.integers(0, 260), min_size=6, max_size=6))
def test_any_text_survives(text: str, places: list[int]) -> None:
    """Every claim gets a chain whose spans lie in the text."""
    text = f"{text} told The Packet in an interview with CBS, citing \n:\n according to"
    a, b, c = sorted(min(p, len(text) - 1) for p in places[:3])
    one = Claim(
        id="d0.c0",
        doc="d0",
        source=(Fragment(start=a, end=a + 1),),
        cue=(Fragment(start=b, end=b + 1),),
        content=(Fragment(start=c, end=len(text)),),
        form="indirect",
        p=0.5,
        zone="body",
        making="m",
    )
    (found,), _ = with_chains(taken(text), [one], [], Resolved(text))  # type: ignore[arg-type]
    assert found.chain
    assert all(0 <= link.start <= link.end <= len(text) for link in found.chain)
