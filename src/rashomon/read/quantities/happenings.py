"""What happens to the things that are counted, or what they do: the verb that a number's noun phrase goes with."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.read.quantities.lexicon import (
    Verb,
    acts,
    is_nounlike,
    is_plural,
    is_time,
    states,
    table,
    verbs,
    words,
)
from rashomon.read.quantities.tokens import Tokens

_BACK = 6
_AHEAD = 14
_CLOSE = 4
_GOVERNING = frozenset(
    "of for with by to from in at on into about among between against through than without near".split()
)
_PASSED = (",", "-", "'", "(", ")")
_TOTALS = frozenset("total all average estimate maximum minimum number combined half most many some".split())
_MODALS = frozenset("to will would could can may might must shall should did do does not n't".split())
_CLAUSES = frozenset(
    "since until than that which whom when after before as while because but whose where if though although".split()
)


_BEFORE = frozenset("they we i you who which that and now also often currently".split())
_SUBJECTS = frozenset("they we i you he she it".split())
_DETERMINERS = frozenset("the a an this these those his her its their our my your".split())
_HELD = ("confirmed", "feared", "presumed", "reported", "declared", "pronounced", "believed", "found", "listed")
_PREPOSITIONS = frozenset("in near during since off by on at from with to for against outside inside".split())


class Happening(NamedTuple):
    """A verb's lemma, and its tokens from `first` to before `last`."""

    lemma: str
    first: int
    last: int


def governing(tokens: Tokens, first: int) -> Happening | None:
    """The verb whose object begins at a token: "killed at least three ...", "carried out two ...".

    It has no lemma where it tells of harm that nobody did.
    """
    at = first - 1
    stop = max(-1, at - _BACK)
    while at > stop and _is_light(tokens, at):
        at -= 1
    low = tokens.low(at)
    grave = _grave(tokens, at)
    if grave:
        return grave
    if low == "of" and tokens.low(at - 1) in acts():
        return Happening(acts()[tokens.low(at - 1)], at - 1, at)
    if low in words("verbs", "particles"):
        verb = verbs().get(tokens.low(at - 1))
        return Happening(f"{verb.lemma} {low}", at - 1, at + 1) if verb and _is_finite(tokens, at - 1, verb) else None
    verb = verbs().get(low)
    if not verb or not _is_finite(tokens, at, verb):
        return None
    return Happening("" if _is_only_meant(tokens, at, verb) else verb.lemma, at, at + 1)


def _grave(tokens: Tokens, at: int) -> Happening | None:
    """Deaths and wounds in other words before a number, the last of them at a token: "among the dead were two ..."""
    low, before = tokens.low(at), tokens.low(at - 1)
    if low == "dead" and before in ("shot", "shoot", "shoots"):
        return Happening("shoot", at - 1, at + 1)
    if low in ("include", "includes", "included") and before in states():
        return Happening(states()[before], at - 1, at)  # "the dead include three women"
    near = {tokens.low(step) for step in range(at - 4, at - 1)}
    if low in ("was", "were", "is", "are") and before in states() and near & {"among", "also"}:
        return Happening(states()[before], at - 1, at)
    lives = low == "of" and before == "lives" and (near | {tokens.low(at - 2)}) & _TAKES
    return Happening("die", at - 1, at) if lives else None


_TAKES = frozenset("took takes take taken taking claimed claims claim claiming cost costs costing".split())


def _is_only_meant(tokens: Tokens, at: int, verb: Verb) -> bool:
    """Whether somebody would do harm and did not: "tried to kill three people", "a plot to murder"."""
    if verb.lemma not in words("verbs", "acting") or tokens.low(at - 1) != "to":
        return False
    return tokens.low(at - 2) in words("verbs", "meant")


def befallen(tokens: Tokens, head: int, happening: Happening | None) -> Happening | None:
    """What has happened to those who are counted as what befell them: "three fatalities"; a weighty verb goes first."""
    if tokens.low(head) == "lives" and happening and happening.lemma in ("lose", "claim", "take", "cost"):
        return Happening("die", head, head + 1)
    lemma = table("verbs", "victims").get(tokens.low(head))
    if not lemma or (happening and happening.lemma not in words("verbs", "reports")):
        return happening
    return Happening(lemma, head, head + 1)


def _is_light(tokens: Tokens, at: int) -> bool:
    low = tokens.low(at)
    if low == "of":
        return tokens.low(at - 1) in _TOTALS
    if low == "on":
        return tokens.low(at + 1) == "average"
    return (
        low in words("function", "light")
        or low in _TOTALS
        or low in ("“", '"', "‘")
        or (low.endswith("ly") and low not in verbs())
    )


def _is_finite(tokens: Tokens, at: int, verb: Verb) -> bool:
    """Whether a form is a verb here, and no noun ("reports of", "the attack")."""
    low, before = tokens.low(at), tokens.low(at - 1)
    if not is_nounlike(low):
        return True
    if before in _MODALS:
        return True
    if before in ("the", "a", "an", "this", "of", "in", "his", "their", "its", "by", "for") or not before:
        return False
    if (
        low != verb.lemma
        and tokens.at(at - 1).is_capital
        and (tokens.at(at + 1).is_figure or tokens.low(at + 1) == "$")
    ):
        return True  # "Sarn exports 40 ships", "$2 billion of ..."
    return verb.form != "present" or before in _BEFORE or is_plural(before)


def following(tokens: Tokens, last: int, first: int, near: bool = False) -> Happening | None:
    """The verb whose subject goes from token `first` to before `last`: "... were killed", "... dead"; `near`: close by.

    What a preposition governs is no subject, but something may have been done to it: "of 12 people killed in".
    """
    if tokens.low(last) == "of" and tokens.low(last + 1) in ("the", "those") and tokens.low(last + 2) in states():
        return Happening(states()[tokens.low(last + 2)], last + 2, last + 3)  # "12 of the dead"
    if tokens.low(last) == "of" and tokens.low(last + 1) in ("whom", "which"):
        last += 2
    state = _state(tokens, last)
    if state or tokens.low(last) in (")", *states()):
        return state
    if _is_governed(tokens, first):
        last += tokens.low(last).endswith("ly")
        verb = verbs().get(tokens.low(last))
        done = verb is not None and verb.form in ("past", "done") and not _is_active(tokens, last, "")
        return Happening(verb.lemma, last, last + 1) if verb and done else None
    return _verb_of(tokens, last, min(len(tokens), last + (_CLOSE if near else _AHEAD)))


def _verb_of(tokens: Tokens, last: int, end: int) -> Happening | None:
    """The verb of a subject that ends before token `last`."""
    helped, commas = "", 0
    for at in range(last, end):
        commas += tokens.low(at) == ","
        low = tokens.low(at)
        verb = verbs().get(low) if not tokens.hyphened(at - 1) else None
        if _passes(tokens, at, last, helped):
            continue
        says = low in words("verbs", "says") and commas % 2 == 0  # "residents said at least 30 people were killed"
        if _closes(tokens, at, last) or (not helped and (low == "to" or says)):
            return None
        state = _told(tokens, at, helped)
        if low in words("function", "aux"):
            helped = low
        elif state:
            return state
        elif verb and _predicate(tokens, at, verb, helped, at == last):
            # Behind one comma alone another verb has another subject; two set off what is between them.
            apart = commas % 2 and not helped
            return None if apart or _is_deed(tokens, at, verb, helped) else _with_particle(tokens, at, verb)
        elif helped and not _between(tokens, at):
            return None
    return None


def _told(tokens: Tokens, at: int, helped: str) -> Happening | None:
    """What has happened to those who are "dead", "feared dead", "among the wounded", at a token behind "were"."""
    if helped not in words("function", "passive"):
        return None
    if tokens.low(at) == "among" and tokens.low(at + 1) in ("the", "those"):
        at += 2
        lemma = states().get(tokens.low(at))
    else:
        at += tokens.low(at) in _HELD
        lemma = states()[tokens.low(at)] if tokens.low(at) in ("dead", "missing") else None
    return Happening(lemma, at, at + 1) if lemma else None


def _closes(tokens: Tokens, at: int, last: int) -> bool:
    """Whether another clause or another subject begins at a token."""
    token = tokens[at]
    if token.low in _DETERMINERS:
        return at > last and tokens.low(at - 1) == ","
    return (
        token.low in _SUBJECTS
        or token.low in _CLAUSES
        or not (token.is_word or token.is_figure or token.text in _PASSED)
    )


def _is_governed(tokens: Tokens, first: int) -> bool:
    """Whether a preposition stands before a phrase."""
    at = first - 1
    while tokens.low(at) in _DETERMINERS or tokens.low(at) in ("all", "some", "only", "just"):
        at -= 1
    return tokens.low(at) in _GOVERNING


def _state(tokens: Tokens, at: int) -> Happening | None:
    """What has happened to those who are "dead", "wounded in ..."; none where they did it to others."""
    low = tokens.low(at)
    lemma = states().get(low)
    if not lemma or (low not in ("dead", "missing") and _is_active(tokens, at, "")):
        return None
    return Happening(lemma, at, at + 1)


def _passes(tokens: Tokens, at: int, last: int, helped: str) -> bool:
    """Whether a word only leads on to the verb: "who", "and" before another subject."""
    low = tokens.low(at)
    if low == "who" and at == last:
        return True
    return low == "and" and not helped and at + 1 < len(tokens) and tokens.low(at + 1) not in verbs()


def _is_deed(tokens: Tokens, at: int, verb: Verb, helped: str) -> bool:
    """Whether it is something grave that is done to others: who does it must not be counted with whom it befalls."""
    return verb.lemma in words("verbs", "acting") and _is_active(tokens, at, helped)


def _between(tokens: Tokens, at: int) -> bool:
    low = tokens.low(at)
    return (
        low.endswith("ly")
        or low in words("function", "adverbs")
        or low in ("to", "believed", "said", "thought", "reported", "known", "feared", "confirmed", "n't")
    )


def _predicate(tokens: Tokens, at: int, verb: Verb, helped: str, near: bool) -> bool:
    """Whether a verb is what the phrase before it does or undergoes."""
    if helped:
        return verb.form != "present" or helped in ("will", "would", "may", "might", "can", "could", "did")
    if verb.form == "ing":
        return False
    if verb.form == "past":
        before, after = tokens.low(at - 1), tokens.low(at + 1)
        part = tokens.low(at).endswith("ed") and after in _PREPOSITIONS
        return near or not (
            tokens.at(at - 1).is_figure
            or part
            or before in ("the", "a", "an", "and", "his", "their", "of", "by", "in", "with")
        )
    return near and (verb.form == "done" or not is_nounlike(tokens.low(at)))


def _is_active(tokens: Tokens, at: int, helped: str) -> bool:
    """Whether something follows a verb that it is done to: "killed three guards", not "were killed", "killed in"."""
    if helped in words("function", "passive"):
        return False
    after = tokens.at(at + 1)
    if after.low in ("this", "last", "that", "the", "next") and is_time(tokens.low(at + 2)):
        return False  # "killed this year"
    if not after.text or after.low in _PREPOSITIONS or after.low.endswith("ly") or is_time(after.low):
        return False
    return after.is_figure or (
        after.is_word and after.low not in ("and", "or", "when", "after", "before", "while", "as")
    )


def _with_particle(tokens: Tokens, at: int, verb: Verb) -> Happening:
    particle = tokens.low(at + 1)
    if verb.lemma == "lose" and particle in _DETERMINERS and tokens.low(at + 2) in ("lives", "life"):
        return Happening("die", at, at + 3)
    if particle in ("up", "out", "off", "down") and tokens.low(at + 2) != "of":
        return Happening(f"{verb.lemma} {particle}", at, at + 2)
    return Happening(verb.lemma, at, at + 1)
