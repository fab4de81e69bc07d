"""How the page words the values of the records: what a journalist reads, with the code or the meaning beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rashomon.chain import SURE


class Value(NamedTuple):
    """A value of a record, its word on the page, and what it means in a sentence."""

    code: str
    word: str
    meaning: str


def _values(*rows: tuple[str, str, str]) -> dict[str, Value]:
    return {code: Value(code, word, meaning) for code, word, meaning in rows}


CERTAINTIES = _values(
    ("CT+", "certain", "the source says flatly that it is so"),
    ("PR+", "probably", "likely, believed, expected: probably so"),
    ("PS+", "possible", "may, might, not ruled out: possibly so"),
    ("CT-", "certainly not", "the source says flatly that it is not so"),
    ("PR-", "probably not", "unlikely, doubted: probably not so"),
    ("PS-", "possibly not", "may not be so"),
    ("CTu", "settled, not told", "it is settled whether or not, but the text does not say which"),
    ("Uu", "not committed", "asked, ordered, wished, conditional, or left open"),
)
EVIDENCE = _values(
    ("none", "none", "nothing is offered for it"),
    ("asserted", "asserted", "says that there is evidence, and not what"),
    ("described", "described", "tells what was seen, found, measured or recorded"),
    ("cited", "cited", "names a document, picture, recording, witness or report"),
    ("shown", "shown", "the evidence itself stands in the text"),
    ("withheld", "withheld", "evidence is kept back, refused or not made public"),
    ("requested", "asked for", "evidence is asked for or announced for later"),
    ("circumstantial", "circumstantial", "rests on a pattern, a motive or an inference, and says so"),
)
ATTITUDES = _values(
    ("assert", "asserts", "plain statement"),
    ("confirm", "confirms", "says that what others said is so"),
    ("deny", "denies", "says that what is alleged of it is not so"),
    ("dispute", "disputes", "contests what somebody else said or found"),
    ("doubt", "doubts", "is not convinced"),
    ("believe", "believes", "a state of mind, not an act of speech"),
    ("accuse", "accuses", "lays a wrong at somebody’s door"),
    ("claim_responsibility", "claims responsibility", "says that it did the deed itself"),
    ("warn", "warns", "of something bad to come"),
    ("threaten", "threatens", "to do harm itself"),
    ("promise", "promises", "commits itself to an act"),
    ("order", "orders", "with authority"),
    ("ask", "asks", "requests, urges, demands, or puts a question"),
    ("predict", "predicts", "says what will happen"),
    ("decline", "declines", "to say, to comment or to confirm"),
)
IDENTIFICATIONS = _values(
    ("named", "named", "the text gives a name"),
    ("described", "described", "a role or a class without a name"),
    ("anonymous", "anonymous", "kept unnamed"),
    ("unspecified", "unspecified", "the text does not say who"),
)
KINDS = _values(
    ("person", "person", "one person"),
    ("people", "people", "several persons, or a class of them"),
    ("organisation", "organisation", "a government, company, agency or other body"),
    ("group", "group", "armed or political"),
    ("place", "place", ""),
    ("facility", "facility", ""),
    ("event", "event", ""),
    ("document", "document", "a report, letter, poll or law"),
    ("outlet", "outlet", "a medium that publishes"),
    ("unknown", "unknown", ""),
)
HOWS = _values(
    ("outlet", "the document’s own outlet", "publishes the document"),
    ("provenance", "said of the text’s origin", "a line says where the text comes from"),
    ("blockquote", "taken over whole", "the passage stands as a block quotation"),
    ("relay", "handed on", "the text says through whom it came"),
    ("claim", "inside another claim", "the source of the claim around this one"),
    ("source", "the claim’s own source", "where the claim starts, as far as the text says"),
)
QUESTIONS: Mapping[str, str] = {
    "certainty": "Is the headline as sure as the text?",
    "speaker": "Does the headline give it to the same people as the text?",
    "word": "Who in the text says this word?",
    "unsupported": "Where does the text say this?",
}
"""What a difference between headline and text makes a reader ask, by its kind."""


class Check(NamedTuple):
    """A kind of check: its word on the page, and what it makes a reader ask."""

    word: str
    asks: str


CHECKS: Mapping[str, Check] = {
    "distance": Check("distance", "Are the two places that far apart?"),
    "duration": Check("length of time", "Did it take that long?"),
    "weekday": Check("day of the week", "Was it that day of the week?"),
    "order": Check("order in time", "Can it have been in this order?"),
    "arithmetic": Check("sum", "Do the numbers add up?"),
    "range": Check("number", "Which number is it?"),
    "headline": Check("headline’s number", "Does the text have the headline’s number?"),
}
"""What the kinds of checks are called."""

VOCABULARIES: Mapping[str, Mapping[str, Value]] = {
    "attitude": ATTITUDES,
    "certainty": CERTAINTIES,
    "evidence": EVIDENCE,
    "identified": IDENTIFICATIONS,
    "kind": KINDS,
    "how": HOWS,
}


def word(values: Mapping[str, Value], code: str) -> str:
    """The word of a code, or the code where it has none, with its underscores as spaces."""
    return values[code].word if code in values else code.replace("_", " ")


def likelihood(p: float) -> str:
    """A probability to two places; never 0 or 1, which would claim more than a calibration can know."""
    if p >= 0.995:
        return ">.99"
    if p < 0.005:
        return "<.01"
    return f"{p:.2f}".removeprefix("0")


def unsure(p: float) -> str:
    """What stands behind a value that is not sure enough to stand alone; nothing behind the others."""
    return f" (unsure, p {likelihood(p)})" if p < SURE else ""
