"""Claims inside claims."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.attribution.nested import with_nested
from rashomon.read.attribution.noun_claims import by_rule
from rashomon.records import Claim, Document, Fragment, Zone


def document(text: str) -> Document:
    """A document of this text."""
    return Document(id="d0", name="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text)


def body(text: str) -> tuple[Zone, ...]:
    """One zone around a text."""
    return (Zone(start=0, end=len(text), kind="body"),)


def claim(text: str, source: str, cue: str, *content: str, p: float = 0.9) -> Claim:
    """A claim whose parts are found in the text."""

    def run(words: str) -> Fragment:
        at = text.index(words)
        return Fragment(start=at, end=at + len(words))

    at = run(cue)
    return Claim(
        id=f"d0.c{at.start}",
        doc="d0",
        source=(run(source),) if source else (),
        cue=(at,),
        content=tuple(run(words) for words in content),
        form="indirect",
        p=p,
        zone="body",
        making="m",
    )


def parts(text: str, one: Claim) -> tuple[str, str, str]:
    """The words of source, cue and content."""
    return tuple(" … ".join(text[f.start : f.end] for f in role) for role in (one.source, one.cue, one.content))  # type: ignore[return-value]


def inner(text: str, *claims: Claim) -> list[tuple[str, str, str]]:
    """The parts of the claims that are inside others."""
    return [parts(text, c) for c in with_nested(document(text), body(text), claims) if c.parent]


def test_a_claim_inside_a_claim_is_found_with_its_parent() -> None:
    """What the source says that another one said is a claim of its own."""
    text = "The Courier reports that three officials doubt that the militia fired the rockets."
    outer = claim(text, "The Courier", "reports", "that three officials doubt that the militia fired the rockets")
    found = with_nested(document(text), body(text), [outer])
    assert [parts(text, c)[:2] for c in found] == [("The Courier", "reports"), ("three officials", "doubt")]
    assert found[1].parent == outer.id
    assert 0 < found[1].sure["parent"] <= outer.p
    assert found[0] == outer


def test_any_depth() -> None:
    """A claim inside a claim inside a claim has the middle one as parent."""
    content = "that the ministry said on Monday that the police believe that the driver fled across the border"
    text = f"The Courier reports {content}."
    found = with_nested(document(text), body(text), [claim(text, "The Courier", "reports", content)])
    assert [parts(text, c)[0] for c in found] == ["The Courier", "the ministry", "the police"]
    assert [c.parent for c in found] == [None, found[0].id, found[1].id]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A rocket killed one man, as “Firm Hand” command confirmed. Nobody else spoke.",
            ("“Firm Hand” command", "confirmed", "A rocket killed one man"),
        ),
        (
            "It rained. The film does not show whether he had a gun, as police have said.",
            ("police", "have said", "he had a gun"),
        ),
        (
            "The road is closed until May, according to the harbour master.",
            ("the harbour master", "according to", "The road is closed until May"),
        ),
    ],
)
def test_who_is_named_behind_a_sentence_says_it(text: str, expected: tuple[str, str, str]) -> None:
    """A clause with "as ... said" and "according to" make a claim of the sentence that no claim takes."""
    found = with_nested(document(text), body(text), [])
    assert [parts(text, c) for c in found if not c.parent] == [expected]


def test_what_the_police_said_according_to_others_is_inside() -> None:
    """A claim in the sentence is inside that of whoever is named behind it; a measure names nobody."""
    text = "Police said they would show no film, according to lawyers for the family."
    found = with_nested(document(text), body(text), [claim(text, "Police", "said", "they would show no film")])
    assert [(parts(text, c)[0], bool(c.parent)) for c in found] == [
        ("Police", True),
        ("lawyers for the family", False),
    ]
    plan = "The road was closed in May, according to their plan."
    assert with_nested(document(plan), body(plan), []) == []


@pytest.mark.parametrize(
    "text",
    [
        "The ministry claimed that the general was planning a massive attack on the harbour.",
        "The mayor said that she knows nothing.",
        "The paper wrote that such concerns give members pause.",
    ],
)
def test_deeds_and_nothings_are_no_claims_inside_a_claim(text: str) -> None:
    """What one is said to plan, to know nothing, and a noun that is only a subject are not said by anybody inside."""
    cue = next(word for word in ("claimed", "said", "wrote") if word in text)
    source, content = text.split(f" {cue} ")
    assert inner(text, claim(text, source, cue, content)) == []


def test_an_unquoted_inner_content_ends_with_its_sentence() -> None:
    """What the outer speaker adds in the next sentence is not said by the inner one."""
    text = "“On Monday the mayor said the harbour folk live in misery. He knows nothing of our lives.” - Ann Lee"
    outer = claim(text, "Ann Lee", "-", text[: text.index(" -")])
    assert inner(text, outer)[0] == ("the mayor", "said", "the harbour folk live in misery")


def test_a_content_without_a_word_of_saying_is_not_read_again() -> None:
    """A content that holds no cue gives the claim back as it was."""
    text = "The mayor said eleven shells fell on the quay before noon."
    assert inner(text, claim(text, "The mayor", "said", "eleven shells fell on the quay before noon")) == []


def test_a_quotation_over_two_runs_is_one_passage() -> None:
    """An inner claim in the second half of a quotation is found where it stands."""
    text = "“Six were theirs,” said Sarai Dunn. “One of them asked me in September, ‘Is it over, miss?’”"
    said = ("“Six were theirs,”", "“One of them asked me in September, ‘Is it over, miss?’”")
    outer = claim(text, "Sarai Dunn", "said", *said)
    ((source, cue, content),) = inner(text, outer)
    assert (source, cue.split()[0], content) == ("One of them", "asked", "‘Is it over, miss?’")


def test_the_speakers_own_thinking_is_no_claim_inside_a_claim() -> None:
    """Words like "I think" inside a quotation say how sure the speaker is, not that somebody else spoke."""
    text = "“I think the bridge will hold,” the engineer said."
    assert inner(text, claim(text, "the engineer", "said", "“I think the bridge will hold,”")) == []


def test_a_claim_of_the_outer_reader_inside_another_gets_it_as_parent() -> None:
    """Two outermost claims of which one lies wholly in the other's content are one inside the other."""
    text = "The paper writes the guard warned that the quay might be hit."
    whole = claim(text, "The paper", "writes", "the guard warned that the quay might be hit")
    part = claim(text, "the guard", "warned", "that the quay might be hit")
    found = with_nested(document(text), body(text), [whole, part])
    assert [c.parent for c in found] == [None, whole.id]


def test_a_report_from_sources_is_a_claim_of_the_sources() -> None:
    """A noun phrase of a report says on whose word it stands."""
    text = (
        "There was a Reuters report from “security sources that soldiers had found a ‘launchpad’ near the base,” then."
    )
    (found,) = with_nested(document(text), body(text), [])
    assert parts(text, found)[:2] == ("security sources", "report from")
    assert parts(text, found)[2].startswith("soldiers had found")
    assert found.parent is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He dismissed the mayor’s claim that the bridge was safe.", ("the mayor", "claim", "the bridge was safe")),
        ("It rests on claims by a rebel officer that water ran out.", ("a rebel officer", "claims", "water ran out")),
        ("They heard that, in the mayor’s words, the tap ran dry.", ("the mayor", "words", "the tap ran dry")),
        ("It was, in the words of Ana Brik, a good year.", ("Ana Brik", "words", "a good year")),
        ("They rejected rumours that the dam had burst.", ("", "rumours", "the dam had burst")),
        ("It praised what the ministry calls “a measured answer”.", ("the ministry", "calls", "“a measured answer”")),
        (
            "the company has 987 subsidiaries, according to its own website",
            ("its own website", "according to", "the company has 987 subsidiaries"),
        ),
    ],
)
def test_noun_phrases(text: str, expected: tuple[str, str, str]) -> None:
    """Claims that a noun phrase holds are found with whose they are."""
    (found,) = by_rule(text)
    runs = (found.source or (0, 0), found.cue, found.contents[0])
    assert tuple(text[slice(*run)] for run in runs) == expected


@pytest.mark.parametrize("text", ["The reports that were printed in May.", "A claim that has been made often."])
def test_a_relative_clause_is_no_claim(text: str) -> None:
    """After a noun of saying, "that" may mean "which"."""
    assert list(by_rule(text)) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300), st.booleans())
def test_any_text_survives(text: str, one: int, other: int, saying: bool) -> None:
    """Spans quote back, ids are unique and every parent is there, whatever the text."""
    text += " He said that they say it is so." if saying else ""
    low, high = sorted((min(one, len(text)), min(other, len(text))))
    outer = Claim(
        id="d0.c0",
        doc="d0",
        source=(),
        cue=(Fragment(start=0, end=min(1, len(text))),),
        content=(Fragment(start=low, end=len(text) if saying else high),),
        form="indirect",
        p=0.5,
        zone="body",
        making="m",
    )
    found = with_nested(document(text), body(text), [outer])
    ids = [c.id for c in found]
    assert len(set(ids)) == len(ids)
    for c in found:
        assert c.parent is None or c.parent in ids
        assert all(0 <= f.start < f.end <= len(text) for f in (*c.source, *c.cue, *c.content) if c.parent)
