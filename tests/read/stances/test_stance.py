"""Stance: what a source does by saying something, how certain it is, what evidence it offers."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.models import claim_model
from rashomon.read.stances.stance import certainty_of, with_stances
from rashomon.read.states import States, see
from rashomon.read.tagging import encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Attitude, Certainty, Claim, Evidence, Fragment


def states_of(text: str) -> States:
    return see(text, encode(text, packaged()), claim_model())


def told(marked: str) -> tuple[Claim, str]:
    """The claim of a text with [S:source] [Q:cue] [C:content] marked, with its stance, and the text."""
    text, parts, at = "", {"S": [], "Q": [], "C": []}, 0  # type: ignore[var-annotated]
    for match in re.finditer(r"\[([SQC]):([^\]]*)\]", marked):
        text += marked[at : match.start()]
        parts[match[1]].append(Fragment(start=len(text), end=len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    text += marked[at:]
    (claim,) = with_stances(states_of(text), [claim_of(parts["S"], parts["Q"], parts["C"])])
    return claim, text


def claim_of(source: list[Fragment], cue: list[Fragment], content: list[Fragment]) -> Claim:
    return Claim(
        id="d1.c0", doc="d1", source=tuple(source), cue=tuple(cue), content=tuple(content), form="indirect", p=0.9,
        zone="body", making="m", sure={"link": 0.5},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "attitude", "certainty"),
    [
        ("[S:The ministry] [Q:said] [C:the quay was closed on Monday].", "assert", "CT+"),
        ("[S:The ministry] [Q:denied] [C:that a mine was involved].", "deny", "CT-"),
        ("[S:The group] [Q:said] [C:it had nothing to do with the attack].", "deny", "CT-"),
        ("[S:The commander] [Q:said] [C:he will fight on].", "promise", "CT+"),
        ("[S:The group] [Q:claimed responsibility for] [C:the attack].", "claim_responsibility", None),
        ("[S:The ministry] [Q:declined to say] [C:who had fired the rockets].", "decline", "Uu"),
        ("[S:Officials] [Q:believe] [C:the men fled to the north].", "believe", "PR+"),
        ("[S:The mayor] [Q:asked] [C:whether the harbour was safe].", "ask", "Uu"),
        ("[S:Officials] [Q:say] [C:it is unlikely that the group carried it out].", None, "PR-"),
        ("Officials, [Q:saying] [C:they believe it is unlikely that the group did it].", None, "PR-"),
        ("[S:They] [Q:believe] [C:it is unlikely that the group carried it out].", "believe", "PR-"),
        ("[S:Officials] [Q:said] [C:that there was no doubt that the men had fired].", None, "CT+"),
        ("[S:He] [Q:said] [C:not paying taxes makes me smart].", "assert", "CT+"),
        ("[S:The mayor] [Q:told] [C:his subordinates never to speak of it].", "order", "Uu"),
        ("[S:Officers] [Q:shout] [C:at him to drop his gun].", "order", "Uu"),
        ("“[C:Don’t shoot him],” [S:she] [Q:said].", "ask", "Uu"),
        ("[S:She] [Q:said] [C:she would consider it an insult if he lost].", "assert", "Uu"),
        ("[S:Officials] [Q:have raised doubts about] [C:who fired the rockets].", "doubt", None),
        ("[S:Ms Allen] [Q:insisted] [C:that nobody died].", "assert", None),
    ],
)
def test_a_claim_has_its_attitude_and_certainty(marked: str, attitude: str | None, certainty: str | None) -> None:
    """Cue and content decide together; a content can decide alone."""
    claim, _ = told(marked)
    assert attitude is None or claim.attitude == attitude
    assert certainty is None or claim.certainty == certainty


@pytest.mark.parametrize(
    ("marked", "evidence", "words"),
    [
        (
            "[S:The army] [Q:said] [C:the base was hit], but has not made public any evidence.",
            "withheld",
            "not made public",
        ),
        ("[S:The ministry] [Q:declined to provide] [C:evidence for the claim].", "withheld", "declined to provide"),
        ("[S:The envoy] [Q:demanded] [C:that they show us the evidence].", "requested", "evidence"),
        ("[S:The judge] [Q:said] [C:the case was circumstantial].", "circumstantial", "circumstantial"),
    ],
)
def test_evidence_has_the_words_that_say_so(marked: str, evidence: str, words: str) -> None:
    """The fragments quote back what speaks of evidence."""
    claim, text = told(marked)
    assert claim.evidence == evidence
    assert words in " ".join(text[f.start : f.end] for f in claim.evidence_at)


def test_what_offers_nothing_has_no_words_of_evidence() -> None:
    """Evidence "none" has no fragments; a report that is the source is no evidence."""
    claim, _ = told("[S:The report] [Q:shows] [C:that exports fell].")
    assert (claim.evidence, claim.evidence_at) == ("none", ())


@pytest.mark.parametrize("cue", ["revealed", "admitted", "claimed", "insisted", "boasted"])
def test_a_cue_that_takes_a_side_is_flagged(cue: str) -> None:
    """It is a loaded word of the document, and not more certain than "said"."""
    claim, text = told(f"[S:The mayor] [Q:{cue}] [C:that the bridge may be closed].")
    assert [text[f.start : f.end] for f in claim.loaded] == [cue]
    assert claim.certainty in ("PS+", "PR+")
    assert told("[S:The mayor] [Q:said] [C:that the bridge may be closed].")[0].loaded == ()


def test_what_is_given_says_how_sure_it_is() -> None:
    """Each of the three fields has its probability beside those that were there."""
    claim, _ = told("[S:The mayor] [Q:said] [C:the quay was closed].")
    assert set(claim.sure) == {"link", "attitude", "certainty", "evidence"}
    assert all(0 <= p <= 1 for p in claim.sure.values())


def test_the_documents_own_voice_has_a_certainty() -> None:
    """A sentence without a source is as certain as its words."""
    text = "The rockets hit the base on Friday. It may have been a false flag."
    states = states_of(text)
    assert certainty_of(states, 0, 35)[0] == "CT+"
    assert certainty_of(states, 36, len(text))[0] == "PS+"


def test_claims_outside_the_stretch_stay_as_they_are() -> None:
    """Spans that touch no word of the stretch give no stance, and no error."""
    beyond = claim_of([], [Fragment(start=500, end=504)], [Fragment(start=510, end=520)])
    assert with_stances(states_of("A short text."), [beyond]) == [beyond]
    assert certainty_of(states_of(""), 0, 0) == ("Uu", 0.0)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.lists(st.integers(0, 220), min_size=6, max_size=6))
def test_any_text_and_any_spans_give_values_of_the_fields(text: str, offsets: list[int]) -> None:
    """Whatever stands there, values are of their fields and fragments lie in the text."""
    pairs = [Fragment(start=min(a, b), end=max(a, b)) for a, b in zip(offsets[::2], offsets[1::2], strict=True)]
    states = states_of(text)
    (claim,) = with_stances(states, [claim_of(pairs[:1], pairs[1:2], pairs[2:])])
    assert claim.attitude in ("", *get_args(Attitude))
    assert claim.certainty in ("", *get_args(Certainty))
    assert claim.evidence in ("", *get_args(Evidence))
    assert all(0 <= f.start < f.end <= len(text) for f in (*claim.evidence_at, *claim.loaded))
    assert certainty_of(states, *sorted(offsets[:2]))[0] in get_args(Certainty)
