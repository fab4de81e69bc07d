"""The document's own voice: which sentences are accounts, what remains beside a claim, which words take a side."""

from __future__ import annotations

import sys
import tomllib
from importlib.resources import files
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.models import claim_model
from rashomon.read.attribution.claims import stretches
from rashomon.read.own_voice import voice
from rashomon.read.own_voice.loaded import loaded_words
from rashomon.read.sentences import split_sentences
from rashomon.read.states import see
from rashomon.read.tagging import encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Account, Claim, Document, Fragment, Zone

LEXICON: dict[str, Any] = tomllib.loads(
    files("rashomon.read.own_voice").joinpath("loaded.toml").read_text(encoding="utf-8")
)


@pytest.fixture(autouse=True)
def _certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sure of a sentence is another module's business."""
    stand_in = SimpleNamespace(certainty_of=lambda *_: ("CT+", 0.5))
    monkeypatch.setitem(sys.modules, "rashomon.read.stances.stance", stand_in)


def document(text: str) -> Document:
    return Document(
        id="d0", name="a.txt", sha256="0" * 64, media_type="text/plain", encoding="utf-8", text=text, title=""
    )


def claim(text: str, source: str, cue: str, content: str, p: float = 0.9) -> Claim:
    def at(words: str) -> tuple[Fragment, ...]:
        return (Fragment(start=text.index(words), end=text.index(words) + len(words)),) if words else ()

    return Claim(
        id=f"d0.c{text.index(cue)}",
        doc="d0",
        source=at(source),
        cue=at(cue),
        content=at(content),
        form="indirect",
        p=p,
        zone="body",
        making="",
    )


def accounts(text: str, *claims: Claim, kind: str = "body") -> list[Account]:
    states = see(text, encode(text, packaged()), claim_model())
    zones = (Zone(start=0, end=len(text), kind=kind),)  # type: ignore[arg-type]
    return voice.accounts_in(states, document(text), zones, split_sentences(text, 0, len(text)), list(claims))


def words_of(text: str) -> list[str]:
    return [text[w.start : w.end] for w in loaded_words(text, 0, len(text))]


PLAIN = "The rocket hit the base near the town of Marrun on Friday night. Two soldiers were wounded."


def test_plain_sentences_are_own_voice() -> None:
    """A sentence that no claim takes is an account, with its zone, its certainty and an id at its start."""
    found = accounts(PLAIN)
    assert [PLAIN[a.start : a.end] for a in found] == PLAIN.replace("night. ", "night.|").split("|")
    assert [a.id for a in found] == ["d0.v0", f"d0.v{PLAIN.index('Two')}"]
    assert {a.certainty for a in found} == {"CT+"}
    assert all(a.p >= voice.LEAST for a in found)


def test_what_somebody_says_is_no_account() -> None:
    """A sentence that a claim takes whole is not the document's."""
    text = "Officials said on Friday that the rocket hit the base."
    assert accounts(text, claim(text, "Officials", "said", "that the rocket hit the base")) == []


def test_a_claim_in_a_relative_clause_leaves_the_main_clause() -> None:
    """Of "The attack, which officials blamed on X, killed three" the document asserts the killing."""
    text = "The attack, which officials blamed on the rebels, killed three people."
    (found,) = accounts(text, claim(text, "officials", "blamed on", "the rebels"))
    assert (found.start, found.end) == (0, len(text))


def test_a_clause_before_a_claim_is_an_account_without_it() -> None:
    """Of "The mayor closed the road, saying X" the closing is the document's."""
    text = "The mayor closed the road on Friday, saying it was unsafe."
    (found,) = accounts(text, claim(text, "The mayor", "saying", "it was unsafe"))
    assert text[found.start : found.end] == "The mayor closed the road on Friday"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Asked about the road, the mayor said it was unsafe.", "the mayor", "said", "it was unsafe"),
        ("The mayor, who was in Oslo, said it was unsafe.", "The mayor", "said", "it was unsafe"),
        ("A study released on Friday shows that it is unsafe.", "A study", "shows", "that it is unsafe"),
        ("If the road was closed, the mayor said, it was unsafe.", "the mayor", "said", "it was unsafe"),
    ],
)
def test_what_only_introduces_a_claim_is_no_account(text: str, source: str, cue: str, content: str) -> None:
    """Circumstances of the saying assert nothing by themselves."""
    assert accounts(text, claim(text, source, cue, content)) == []


@pytest.mark.parametrize(
    "text", ["Who fired the rockets?", "Photo: Reuters", "8:05 a.m.", "___.", "“We were there all night long.”", ""]
)
def test_questions_fragments_and_quotations_are_no_accounts(text: str) -> None:
    """What asks, names or quotes is not asserted."""
    assert accounts(text) == []


@pytest.mark.parametrize(
    ("headline", "speaks"),
    [
        ("Court rules against purge of voter rolls", True),
        ("Attack on base was possible false flag", True),
        ("Derelict president and senator", False),
    ],
)
def test_headlines_speak_when_they_have_a_verb(headline: str, speaks: bool) -> None:
    """A headline with a verb is an account of the outlet."""
    assert voice.asserts(headline, headline=True) is speaks


def test_loaded_words_of_an_account_are_marked() -> None:
    """Words that take a side are marked where they stand, and not what a claim in the sentence says."""
    text = "The regime, which critics called a sham, closed the so-called people's court."
    (found,) = accounts(text, claim(text, "critics", "called", "a sham"))
    assert [text[f.start : f.end] for f in found.loaded] == ["regime", "so-called"]


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("The regime fell.", ["regime"]),
        ("The tax regime changed, and so did the climate regime.", []),
        ("The report exposed the deal.", ["exposed"]),
        ("Workers were exposed to asbestos.", []),
        ("He made the obviously specious argument again.", ["obviously", "specious"]),
        ("They sent “experts” to the village.", ["“experts”"]),
        ("He wrote a book called “experts” and left.", []),
        ("She said “stooges” run the country.", []),
        ("Illegal immigrants crossed the border.", ["Illegal immigrants"]),
        ("The attack was a false flag.", ["false flag"]),
    ],
)
def test_loaded_words_by_their_sense(text: str, loaded: list[str]) -> None:
    """A word counts in its loaded sense alone, and never inside quotation marks."""
    assert words_of(text) == loaded


def test_the_lexicon_is_well_formed() -> None:
    """Every entry says in which sense it takes a side; no form stands twice in a class; conditions are lower case."""
    known = {"sense", "not_after", "not_before", "not_near", "only_after", "only_before"}
    for kind, entries in LEXICON.items():
        forms = [form.strip() for key in entries for form in key.split(";")]
        assert len(forms) == len(set(forms)), kind
        for key, entry in entries.items():
            assert entry["sense"]
            assert set(entry) <= known, key
            assert key == key.lower()
            assert all(value == value.lower() for name, value in entry.items() if name != "sense")


@given(st.text(max_size=300))
def test_any_text_has_its_loaded_words_in_order(text: str) -> None:
    """Loaded words quote back, stand in order and do not overlap, whatever the text."""
    found = loaded_words(text, 0, len(text))
    assert all(0 <= w.start < w.end <= len(text) for w in found)
    assert all(a.start <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("text", ["😀 " * 400, "א" * 3000, "“" * 500, "x" * 100_000, "a, " * 400])
def test_strange_texts_are_read(text: str) -> None:
    """No text is too strange; accounts lie in their sentences."""
    doc = document(text)
    zones = (Zone(start=0, end=len(text), kind="body"),)
    sentences = split_sentences(text, 0, len(text))
    for states in stretches(doc, zones):
        for account in voice.accounts_in(states, doc, zones, sentences, []):
            assert any(s.start <= account.start < account.end <= s.end for s in sentences)
