"""What a document says itself: sentences without a source, and where its headline and its text go apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.publish.markup import preview
from rashomon.publish.overview import words
from rashomon.publish.wording import CERTAINTIES, QUESTIONS, unsure, word
from rashomon.records import Account, Drift, Fragment


class Sentence(NamedTuple):
    """A sentence of a document's own voice: where it stands, its first words, how sure, its loaded words."""

    start: int
    end: int
    what: str
    certainty: str
    loaded: str


class Span(NamedTuple):
    """Words of a document and where they stand."""

    start: int
    end: int
    words: str


class Question(NamedTuple):
    """A difference between headline and text as a reader would ask about it; `unsure` says so where it is."""

    asks: str
    headline: Span
    body: list[Span]
    reason: str
    unsure: str


def own_voice(text: str, accounts: Sequence[Account]) -> list[Sentence]:
    """What a document says in its own voice, in the order of the text."""
    return [
        Sentence(
            start=account.start,
            end=account.end,
            what=preview(text[account.start : account.end], 140),
            certainty=word(CERTAINTIES, account.certainty) + unsure(account.p),
            loaded=", ".join(words(text, [f]) for f in account.loaded),
        )
        for account in accounts
    ]


def questions(text: str, drifts: Sequence[Drift]) -> list[Question]:
    """What a document's headline makes one ask of its text."""
    return [
        Question(QUESTIONS[d.kind], _span(text, d.words), [_span(text, f) for f in d.body], d.reason, unsure(d.p))
        for d in drifts
    ]


def _span(text: str, at: Fragment) -> Span:
    return Span(at.start, at.end, preview(text[at.start : at.end], 160))
