"""What happens to the things that are counted, or what they do: the verb that a number's noun phrase goes with."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.read.quantities.lexicon import Verb, is_nounlike, is_plural, states, verbs, words
from rashomon.read.quantities.tokens import Tokens

_BACK = 6
_AHEAD = 14
_TOTALS = frozenset("total all average estimate maximum minimum number combined half most many some".split())
_MODALS = frozenset("to will would could can may might must shall should did do does not n't".split())
_CLAUSES = frozenset("that which whom when after before as while because but whose where if though although".split())


_SUBJECTS = frozenset("they we i you who which that and now also often currently".split())
_PREPOSITIONS = frozenset("in near by on at from with to for against outside inside".split())


class Happening(NamedTuple):
    """A verb's lemma, and its tokens from `first` to before `last`."""

    lemma: str
    first: int
    last: int


def governing(tokens: Tokens, first: int) -> Happening | None:
    """The verb whose object begins at a token: "killed at least three ...", "carried out two ..."."""
    at = first - 1
    stop = max(-1, at - _BACK)
    while at > stop and _is_light(tokens, at):
        at -= 1
    low = tokens.low(at)
    if low in words("verbs", "particles"):
        verb = verbs().get(tokens.low(at - 1))
        return Happening(f"{verb.lemma} {low}", at - 1, at + 1) if verb and _is_finite(tokens, at - 1, verb) else None
    verb = verbs().get(low)
    if not verb or not _is_finite(tokens, at, verb):
        return None
    return Happening(verb.lemma, at, at + 1)


def _is_light(tokens: Tokens, at: int) -> bool:
    low = tokens.low(at)
    if low == "of":
        return tokens.low(at - 1) in _TOTALS
    if low == "on":
        return tokens.low(at + 1) == "average"
    return low in words("function", "light") or low in _TOTALS or low in ("“", '"', "‘") or low.endswith("ly")


def _is_finite(tokens: Tokens, at: int, verb: Verb) -> bool:
    """Whether a form is a verb here, and no noun ("reports of", "the attack")."""
    low, before = tokens.low(at), tokens.low(at - 1)
    if not is_nounlike(low):
        return True
    if before in _MODALS:
        return True
    if before in ("the", "a", "an", "this", "of", "in", "his", "their", "its", "by", "for") or not before:
        return False
    return verb.form != "present" or before in _SUBJECTS or is_plural(before)


def following(tokens: Tokens, last: int) -> Happening | None:
    """The verb whose subject ends before a token: "... were reportedly killed", "... opened", "... dead"."""
    state = states().get(tokens.low(last))
    if (state and tokens.low(last + 1) not in ("in", "")) or (
        state and tokens.low(last) in ("dead", "killed", "missing")
    ):
        return Happening(state or "", last, last + 1)
    if tokens.low(last) == ")":
        return None
    helped, at, stop = "", last, min(len(tokens), last + _AHEAD)
    while at < stop:
        low = tokens.low(at)
        verb = verbs().get(low) if not tokens.hyphened(at - 1) else None
        if low == "who" and at == last:
            at += 1
            continue
        if low == "and" and not helped and tokens.at(at + 1).text and not verbs().get(tokens.low(at + 1)):
            at += 1
            continue
        if low in _CLAUSES or not (tokens[at].is_word or tokens[at].is_figure or low in (",", "-", "’", "'", "(", ")")):
            return None
        if low in words("function", "aux"):
            helped = low
        elif low == "to" and not helped:
            return None
        elif verb and _predicate(tokens, at, verb, helped, at == last):
            return _with_particle(tokens, at, verb)
        elif helped and not _between(tokens, at):
            return None
        at += 1
    return None


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
        return near or not (part or before in ("the", "a", "an", "and", "his", "their", "of", "by", "in", "with"))
    return near and (verb.form == "done" or not is_nounlike(tokens.low(at)))


def _with_particle(tokens: Tokens, at: int, verb: Verb) -> Happening:
    particle = tokens.low(at + 1)
    if particle in ("up", "out", "off", "down") and tokens.low(at + 2) != "of":
        return Happening(f"{verb.lemma} {particle}", at, at + 2)
    return Happening(verb.lemma, at, at + 1)
