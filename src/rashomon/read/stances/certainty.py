"""How certain a source is of what it says, from words alone: hedges, negation, questions, conditionals, the cue.

The values are FactBank's, of the content's main event. The network of `stance.py` is given all of this as signals.
"""

from __future__ import annotations

import re
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

    data: dict[str, Any] = tomllib.loads(
        files("rashomon.read.stances").joinpath("stances.toml").read_text(encoding="utf-8")
    )
    return {name: frozenset(words.split()) for name, words in data["certainty"].items()}


def plainly(content: Sequence[str]) -> tuple[str, Certainty] | None:
    """What the opening words of a content say beyond doubt: which rule holds, and the value; none in most cases.

    A hedge that the content begins with ("it is unlikely that"), a command, and a "would" under a condition.
    """
    words = [w for w in content[:_LONGEST_CLAUSE] if w[:1].isalnum() or (w[:1] == "'" and len(w) > 1)]
    opening = " ".join(_without_belief(words[:14])) + " "
    for name, pattern, value in _OPENINGS:
        if pattern.match(opening):
            return name, value
    if _COMMAND.match(" ".join(content[:8]) + " "):
        return "command", "Uu"
    would = words.index("would") if "would" in words[:12] else len(words)
    if not (_BELIEVING | {"and"}).isdisjoint(words[:would]):
        return None
    if "if" in words[would + 1 : would + 30] or (words[:1] == ["if"] and would < len(words)):
        return "condition", "Uu"
    return None


def openly_negated(content: Sequence[str]) -> bool:
    """Whether the verb right behind the subject is negated, a subject with an apposition or a relative clause too."""
    words = _without_insertions(content[:_LONGEST_CLAUSE])
    words = words[1:] if words[:1] == ["that"] else words
    for at, word in enumerate(words):
        if word in _SUBJECT_ENDS or (word == "," and words[at + 1 : at + 2] and words[at + 1] not in _AUXILIARIES):
            return False
        if word in _AUXILIARIES:
            behind = words[at + 1 : at + 3]
            relative = words[at - 1] in _RELATIVE if at else True
            return not relative and behind[:1] == ["not"] and (_FILLED | _MINDS).isdisjoint(behind[1:])
    return False


def negates_no_verb(content: Sequence[str]) -> bool:
    """Whether all negations of the first clause leave its main verb alone: "Not paying taxes makes me smart"."""
    clause = [w for w in first_clause(content) if w[:1].isalnum()]
    negation = _words()["negation"]
    found = [at for at, word in enumerate(clause) if word in negation]
    return bool(found) and all(_beside_the_verb(clause, at) for at in found)


def _beside_the_verb(clause: Sequence[str], at: int) -> bool:
    """Whether the negation at a place is of a gerund that opens the clause, of an infinitive, or of a turn of words."""
    before, after = clause[:at], clause[at + 1 : at + 2]
    if not before and clause[at] == "not" and after and after[0].endswith("ing"):
        return True
    if clause[at] in ("no", "little") and after and after[0] in ("doubt", "question", "wonder"):
        return True
    if clause[at] == "no" and before[-1:] == ["with"]:
        return len(before) > 3
    found = _INFINITIVE.search(" ".join(before[-6:]) + " ")
    return found is not None and len(before) > 3 and _FINITE.isdisjoint(found[0].split())


def _without_belief(words: list[str]) -> list[str]:
    """The words behind "that", and behind "they believe that": the outer claim says what the inner one says."""
    for at in range(min(4, len(words))):
        if words[at] in _BELIEVING and at > 0:
            words = words[at + 1 :]
            break
    return words[1:] if words[:1] == ["that"] else words


def _without_insertions(content: Sequence[str]) -> list[str]:
    """The words without what stands between two dashes or, as a relative clause, between two commas."""
    out: list[str] = []
    close: frozenset[str] | None = None
    for at, word in enumerate(content):
        if close:
            if word in close:
                close = None
            continue
        later = content[at + 1 : at + 25]
        relative = word == "," and later[:1] and later[0] in ("who", "which", "whose", "whom")
        if (word in _DASHES and at > 0 and not _DASHES.isdisjoint(later)) or (relative and "," in later):
            close = _DASHES if word in _DASHES else frozenset(",")
            continue
        if word[:1].isalnum() or word in _SUBJECT_ENDS or word == ",":
            out.append(word)
    return out


_DASHES = frozenset("- – — --".split())
_SUBJECT_ENDS = frozenset(". ; : ? ! because and but that if so".split())
_MINDS = frozenset("think believe want sure know feel have any expect like sound".split())
_RELATIVE = frozenset("who which that".split())
_AUXILIARIES = frozenset("is are was were am has have had do does did will would can could must".split())
_FINITE = _AUXILIARIES - {"have", "has", "had"}
_INFINITIVE = re.compile(
    r"\bto (?!(?:date|that|the|a|an|his|her|their|our|my|me|him|them|us|you|it|be)\b)[a-z]+ (?:that )?(?:\w+ ){0,3}$"
)
_BELIEVING = frozenset(
    "believe believes believed think thinks thought say says said consider considers considered".split()
)
_BE = r"(?:it|this|that|there|they|he|she|we) (?:still |now |also )?(?:is|was|'s|s|seems|seemed|looks|looked|are|were) "
_VERY = r"(?:(?:very|highly|most|quite|extremely|now|also|still|more|rather) )?"
_OPENINGS: tuple[tuple[str, re.Pattern[str], Certainty], ...] = (
    ("unlikely", re.compile(_BE + r"(?:not (?:very )?likely|" + _VERY + r"(?:unlikely|improbable|doubtful)) "), "PR-"),
    ("possible", re.compile(r"(?:it |this )(?:is|was|'s|' s|s) " + _VERY + r"(?:possible|conceivable) that "), "PS+"),
    ("likely", re.compile(r"(?:it |this )(?:is|was|'s|' s|s) " + _VERY + r"(?:likely|probable) that "), "PR+"),
    (
        "no doubt",
        re.compile(
            r"(?:there |i |we |he |she |they )(?:is|was|'s|' s|s|have|has|had) (?:little |no )(?:doubt|question)s? "
        ),
        "CT+",
    ),
)
_COMMAND = re.compile(
    r"(?:[\"“'‘]+ )*(?:please |do not (?!(?:they|we|i|he|she|it|worry) )"
    r"|never (?:let|go|be|give|forget|trust|say|do|ever) "
    r"|(?:stop|drop|leave|vote|wait|listen to|tell|give|get|put|look at|remember to|keep|show|bring|ask) "
    r"(?:me|us|him|her|them|it|your|the|that|this|out|down|back|on|for|up|in|away|off|your) )"
)
