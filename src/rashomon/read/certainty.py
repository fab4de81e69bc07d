"""How certain a source is of what it says, from words alone: hedges, negation, questions, conditionals, the cue.

The values are FactBank's, of the content's main event. The network of `stance.py` is given all of this as signals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from rashomon.records import Certainty

FLAGS = (
    "possible", "probable", "unlikely", "uncommitted", "negation", "verb", "question", "whether", "conditional",
    "infinitive", "that", "own_future", "future", "own_belief", "duty",
    "cue_probable", "cue_possible", "cue_uncommitted", "cue_negation",
)  # fmt: skip
"""What is looked for in a content's first clause and in a cue; the order is that of the network's signals."""

_LONGEST_CLAUSE = 40
_PERSONS = frozenset("i we he she they it".split())
_BELIEF = frozenset("think believe guess suspect feel hope".split())
_DUTY = frozenset("should must ought need needs".split())
_LINKS = frozenset("is was are were be been as".split())
_FILLED = frozenset("only just merely simply".split())  # "not only" denies nothing


@dataclass(frozen=True, slots=True)
class Hedges:
    """What the words of a content and its cue say, by the names of FLAGS."""

    flags: Mapping[str, bool]

    def value(self, attitude: str) -> Certainty:
        """The certainty that follows, for a source with this attitude to the content."""
        on = self.flags
        if self._open(attitude):
            return "Uu"
        if attitude == "doubt" or on["unlikely"]:
            return "PR-"
        negative = on["negation"] != (attitude == "deny")
        if on["possible"] or on["cue_possible"]:
            return "PS-" if negative else "PS+"
        if on["probable"] or on["cue_probable"] or attitude in ("believe", "predict") or on["own_belief"]:
            return "PR-" if negative else "PR+"
        return "CT-" if negative else "CT+"

    def _open(self, attitude: str) -> bool:
        """Whether the source commits itself to nothing: questions, orders, wishes, conditions, mere noun phrases."""
        on = self.flags
        if attitude in ("ask", "order", "decline") or on["question"] or on["whether"] or on["conditional"]:
            return True
        if on["cue_uncommitted"] or (on["infinitive"] and attitude not in ("promise", "threaten")):
            return True
        if not on["verb"] and not on["that"] and attitude not in ("claim_responsibility", "deny"):
            return True
        unhedged = not (on["possible"] or on["cue_possible"] or on["probable"] or on["cue_probable"] or on["unlikely"])
        return (
            on["uncommitted"] and unhedged and not on["own_belief"] and attitude not in ("believe", "predict", "doubt")
        )


def hedges_of(cue: Sequence[str], content: Sequence[str]) -> Hedges:
    """Look through the words (lower case) of a cue and a content; an empty cue stands for the document's own voice."""
    words = _words()
    clause = first_clause(content)
    here, said = set(clause), set(cue)
    opening = [w for w in clause[:4] if w.isalnum()]
    first = opening[0] if opening else ""
    at_will = next((i for i, w in enumerate(clause) if w in ("will", "'ll", "ll")), -1)
    pairs = set(pairwise(clause))
    found = {
        "possible": not here.isdisjoint(words["possible"]),
        "probable": not here.isdisjoint(words["probable"]),
        "unlikely": not here.isdisjoint(words["unlikely"]),
        "uncommitted": not here.isdisjoint(words["uncommitted"]),
        "negation": negated(clause),
        "verb": not here.isdisjoint(words["verbs"]) or any(_finite(w) for w in clause),
        "question": "?" in content[:_LONGEST_CLAUSE],
        "whether": (first in ("whether", "how", "why", "who", "where", "when", "what") and bool(cue))
        or "whether" in opening,
        "conditional": first in ("if", "unless"),
        "infinitive": "to" in opening[:2],
        "that": first == "that",
        "own_future": at_will > 0 and not _PERSONS.isdisjoint(clause[max(0, at_will - 2) : at_will]),
        "future": at_will >= 0,
        "own_belief": any(a in _PERSONS and b in _BELIEF for a, b in pairs),
        "duty": not here.isdisjoint(_DUTY),
        "cue_probable": not said.isdisjoint(words["cue_probable"]),
        "cue_possible": not said.isdisjoint(words["cue_possible"]),
        "cue_uncommitted": not said.isdisjoint(words["cue_uncommitted"]),
        "cue_negation": negated(cue),
    }
    return Hedges(found)


def first_clause(content: Sequence[str]) -> list[str]:
    """The words up to what ends the first clause, once four words stand in it."""
    ends = _words()["clause_ends"]
    out: list[str] = []
    for word in content[:_LONGEST_CLAUSE]:
        if word in ends and sum(w.isalnum() for w in out) > 3:
            break
        out.append(word)
    return out


def negated(words: Sequence[str]) -> bool:
    """Whether an odd number of negations stands in a clause; "not only" is none, "false" only as in "is false"."""
    negation, untrue = _words()["negation"], _words()["untrue"]
    count = 0
    for i, word in enumerate(words):
        if word in negation:
            count += i + 1 == len(words) or words[i + 1] not in _FILLED
        elif word in untrue:
            count += not _LINKS.isdisjoint(words[max(0, i - 2) : i]) and words[i - 1] not in ("a", "the", "an")
    return count % 2 == 1


def _finite(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word.isalpha()


@cache
def _words() -> dict[str, frozenset[str]]:
    import tomllib

    data: dict[str, Any] = tomllib.loads(files("rashomon.read").joinpath("stances.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data["certainty"].items()}
