"""Evidence from words alone: what speaks of evidence in and around a claim."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.stances.evidence import KINDS, evidence_in
from rashomon.read.stances.passages import CONTENT, CUE, OUTSIDE, SOURCE, Passage


def passage(source: str, cue: str, content: str, after: str = "") -> Passage:
    roles = ((source, SOURCE), (cue, CUE), (content, CONTENT), (after, OUTSIDE))
    words = [(word, role) for text, role in roles for word in text.split()]
    return Passage(tuple(range(len(words))), tuple(w for w, _ in words), tuple(r for _, r in words))


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (("the army", "declined to provide", "evidence for it"), "withheld"),
        (("the army", "said", "it fell", "without offering any proof"), "withheld"),
        (("the army", "said", "it fell", ". it has not made public any evidence"), "withheld"),
        (("she", "demanded", "that they publish the evidence"), "requested"),
        (("he", "said", "the evidence will be published soon"), "requested"),
        (("he", "said", "it bears the hallmarks of the group"), "circumstantial"),
        (("he", "said", "the strike came from the north", "according to satellite images"), "cited"),
        (("he", "said", "a video shows the launch"), "cited"),
        (("she", "said", "i saw the flash with my own eyes"), "described"),
        (("he", "said", "we have clear evidence against them"), "asserted"),
        (("the ministry", "says", "it has evidence decisively pinning it on the group"), "asserted"),
        (("he", "said", "these facts all point to the islamic state"), "asserted"),
        (("he", "told", "him that there was intelligence about a plot"), "asserted"),
        (("they", "complained", "about the lack of hard evidence presented"), "withheld"),
        (("the police", "have", "no immediate plans to release two recordings"), "withheld"),
        (("they", "were demanding", "that police release department video"), "requested"),
        (("she", "saw", "the strangest stuff i have ever seen"), ""),
        (("he", "said", "he knows the intelligence community well"), ""),
        (("he", "said", "there was no evidence against them"), ""),
        (("a report", "shows", "that exports fell"), ""),
        (("he", "said", "the quay was closed"), ""),
    ],
)
def test_words_speak_of_evidence(parts: tuple[str, ...], kind: str) -> None:
    """The first kind that is found counts; a report that speaks is a source."""
    found = evidence_in(passage(*parts))
    assert (found[0].kind if found else "") == kind


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from("no evidence to show the has not made public video shows a citing , '".split()) | st.text()
    )
)
def test_any_words_give_places_in_the_passage(words: list[str]) -> None:
    """Kinds are those of the records, and places lie in the passage."""
    given_ = Passage(tuple(range(len(words))), tuple(words), (CONTENT,) * len(words))
    for found in evidence_in(given_):
        assert found.kind in KINDS
        assert 0 <= found.first <= found.last < len(words)


def test_a_hostile_passage_takes_no_time() -> None:
    """No pattern goes back over the same words again and again."""
    words = ("not given evidence provided no the a declined to refuse " * 12).split()
    began = time.monotonic()
    evidence_in(Passage(tuple(range(len(words))), tuple(words), (CONTENT,) * len(words)))
    assert time.monotonic() - began < 1
