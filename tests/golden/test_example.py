"""The packaged example case, read for real and held against its known answers."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import pytest

from rashomon.ingest.documents import ingest
from rashomon.pipeline import read_taken
from rashomon.records import Claim, Document, Reading

FOLDER = files("rashomon") / "example"
ANSWERS: dict[str, Any] = msgspec.json.decode((FOLDER / "answers.json").read_bytes())
Parts = tuple[frozenset[int], frozenset[int]]


@cache
def reading(name: str) -> Reading:
    """One document of the example, ingested and read."""
    return read_taken(ingest(name, (FOLDER / name).read_bytes()))


def document_of(name: str) -> Document:
    """The document of a reading, which the example always has."""
    found = reading(name).document
    assert found is not None
    return found


def place(text: str, quote: str, nth: int) -> tuple[int, int]:
    """Where the nth occurrence (from 0) of a quote stands."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


def answer(text: str, claim: dict[str, Any]) -> Parts:
    """Characters of an expected claim's source and content."""
    spans = {role: [place(text, q["quote"], q["nth"]) for q in claim[role]] for role in ("source", "content")}
    source, content = (frozenset(i for s, e in spans[role] for i in range(s, e)) for role in ("source", "content"))
    return source, content


def found(claim: Claim) -> Parts:
    """Characters of a read claim's source and content."""
    source, content = (
        frozenset(i for f in part for i in range(f.start, f.end)) for part in (claim.source, claim.content)
    )
    return source, content


def agree(a: Parts, b: Parts) -> bool:
    """Whether two claims are one: contents overlap by half, sources share a character or neither has one."""
    overlap = len(a[1] & b[1]) / max(1, len(a[1] | b[1]))
    return overlap >= 0.5 and bool(a[0] & b[0] or not (a[0] or b[0]))


@pytest.mark.parametrize("entry", ANSWERS["documents"], ids=lambda entry: str(entry["file"]))
def test_every_answer_quotes_the_document(entry: dict[str, Any]) -> None:
    """Each expected source, cue and content stands in the document's text, in a zone that is the article's."""
    text = document_of(entry["file"]).text
    for claim in entry["claims"]:
        for role in ("source", "cue", "content"):
            for q in claim[role]:
                place(text, q["quote"], q["nth"])


@pytest.mark.parametrize("entry", ANSWERS["documents"], ids=lambda entry: str(entry["file"]))
def test_no_comment_and_no_furniture_becomes_a_claim(entry: dict[str, Any]) -> None:
    """No claim's content touches a reader's comment or a line of furniture of more than 25 characters."""
    name = entry["file"]
    text = document_of(name).text
    pieces = [c["text"] for c in entry["comments"]] + [f for f in entry["furniture"] if len(f) > 25]
    outside = {i for p in pieces if text.count(p) == 1 for i in range(*place(text, p, 0))}
    for claim in reading(name).claims:
        assert not found(claim)[1] & outside, text[claim.content[0].start : claim.content[-1].end]


def test_most_claims_of_the_example_are_found_with_their_speaker() -> None:
    """At least two thirds of the case's claims are read, and two thirds of those read are expected."""
    right = expected = read_ = 0
    for entry in ANSWERS["documents"]:
        text = document_of(entry["file"]).text
        wanted = [answer(text, c) for c in entry["claims"]]
        given = [found(c) for c in reading(entry["file"]).claims]
        expected, read_ = expected + len(wanted), read_ + len(given)
        for w in wanted:
            match = next((g for g in given if agree(w, g)), None)
            if match:
                given.remove(match)
                right += 1
    assert right / expected >= 2 / 3
    assert right / read_ >= 2 / 3
