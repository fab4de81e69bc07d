"""Claims that words speak against are left out, and sources that are none are taken off."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.attribution.soundness import sound
from rashomon.records import Claim, Document, Form, Fragment


def kept(text: str, source: str, cue: str, content: str, p: float = 0.9, form: Form = "indirect") -> list[str]:
    """Source, cue and content of a claim given by its words, as it is kept; nothing when it is left out."""

    def at(words: str) -> tuple[Fragment, ...]:
        start = text.find(words)
        return (Fragment(start=start, end=start + len(words)),) if words else ()

    document = Document(id="d1", name="a", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    claim = Claim(
        id="d1.c0",
        doc="d1",
        source=at(source),
        cue=at(cue),
        content=at(content),
        form=form,
        p=p,
        zone="body",
        making="m",
    )
    out = list(sound(document, [claim]))
    return [" ".join(text[f.start : f.end] for f in r) for c in out for r in (c.source, c.cue, c.content)]


def test_an_unlikely_claim_needs_a_word_of_saying_or_a_quotation() -> None:
    """What nobody says is left out where the model is unsure as well."""
    text = "The town known for its bells is small."
    assert kept(text, "", "known for", "its bells", p=0.29) == []
    assert kept(text, "", "known for", "its bells", p=0.7) == ["", "known for", "its bells"]
    assert kept(text, "", "known for", "its bells", p=0.29, form="direct") == ["", "known for", "its bells"]
    text = "The mayor says it rained."
    assert kept(text, "The mayor", "says", "it rained", p=0.29) == ["The mayor", "says", "it rained"]


def test_a_little_word_is_no_content() -> None:
    """Releasing "her" is no claim."""
    assert kept("She released her taxes.", "She", "released", "her") == []


def test_an_infinitive_that_opens_a_sentence_says_nothing() -> None:
    """An opening "To confirm ..." tells what would have to be done."""
    assert kept("To confirm the origin the mayor would need time.", "the mayor", "To confirm", "the origin") == []


def test_the_accused_is_not_the_source_of_hearsay() -> None:
    """An adverb of hearsay has no source: its subject belongs to what is said."""
    text = "He was held after he allegedly brandished a knife at a guard."
    found = kept(text, "he", "allegedly brandished", "a knife at a guard")
    assert found[0] == ""
    assert found[1] == "allegedly"
    assert found[2].endswith("brandished a knife at a guard")
    text = "The mayor reportedly said it rained."
    assert kept(text, "The mayor", "reportedly said", "it rained")[0] == "The mayor"


def test_whoever_is_told_is_not_the_source() -> None:
    """The hearer of a passive is no speaker; who stands behind "by" is one."""
    text = "The public was told about a fire that never was."
    assert kept(text, "The public", "was told about", "a fire that never was")[0] == ""
    text = "It was a fire, the public was told by the mayor."
    assert kept(text, "the mayor", "was told by", "It was a fire")[0] == "the mayor"


def test_a_feeling_about_a_disclosure_discloses_nothing() -> None:
    """The cue is the noun of what was made known, and those who feel are no source."""
    text = "Members seethed after the disclosure that the clerk was spared."
    assert kept(text, "Members", "seethed after the disclosure", "that the clerk was spared") == [
        "", "disclosure", "that the clerk was spared",
    ]  # fmt: skip


def test_a_dash_signs_the_one_quotation_before_it() -> None:
    """A closed quotation in another paragraph, before or after, has a signer of its own."""
    text = "“One.” - Ann\n“Two.” - Bea\n“Three.” - Cid"
    runs = tuple(Fragment(start=m.start(), end=m.end()) for m in re.finditer("“.*?”", text))
    dash, name = text.index("- Bea"), text.index("Bea")
    claim = Claim(
        id="d1.c0",
        doc="d1",
        source=(Fragment(start=name, end=name + 3),),
        cue=(Fragment(start=dash, end=dash + 1),),
        content=runs,
        form="direct",
        p=0.9,
        zone="body",
        making="m",
    )
    document = Document(id="d1", name="a", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    (after,) = sound(document, [claim])
    assert after.content == runs[1:2]


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 9), st.integers(0, 9), st.floats(0, 1))
def test_any_claim_is_survived(text: str, start: int, first: int, then: int, p: float) -> None:
    """Whatever the text, at most the claim comes back, with fragments inside the text."""
    low, mid, high = (min(n, len(text)) for n in (start, start + first, start + first + then))
    document = Document(id="d1", name="a", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    runs = [(Fragment(start=a, end=b),) for a, b in ((low, mid), (mid, high), (high, len(text)))]
    claim = Claim(
        id="d1.c0",
        doc="d1",
        source=runs[0],
        cue=runs[1],
        content=runs[2],
        form="indirect",
        p=p,
        zone="body",
        making="m",
    )
    for kept_claim in sound(document, [claim]):
        assert all(
            0 <= f.start <= f.end <= len(text) for f in (*kept_claim.source, *kept_claim.cue, *kept_claim.content)
        )
