"""What stands before the number that measures it: "the population is put at 40,000", "casualties rose to 17"."""

from __future__ import annotations

from rashomon.read.quantities.counting import Counted, counted
from rashomon.read.quantities.happenings import Happening, befallen
from rashomon.read.quantities.lexicon import states, table, verbs, words
from rashomon.read.quantities.tokens import Tokens

_REACH = 12
"""How many tokens may stand between the noun and its number."""


def says_how_many(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the verb at a token only leads from the noun to its number, at token `first`: "has reached"."""
    return tokens.low(at) in words("measures", "links") or tokens.low(first - 1) == "magnitude"


def measured_noun(tokens: Tokens, first: int) -> tuple[Counted, Happening | None] | None:
    """The noun that a number at token `first` is the figure of, and what has happened to so many, where it says so."""
    if tokens.low(first - 1) not in words("measures", "links"):
        return None
    for at in range(first - 1, max(-1, first - _REACH), -1):
        low = tokens.low(at)
        if low in words("measures", "nouns"):
            what, befell = _noun(tokens, at)
            return what, None if tokens.low(first - 1) == "from" else befell  # what they were before
        if low == "number" and tokens.low(at + 1) == "of":
            return _number_of(tokens, at + 2, first)
        if not _leads(tokens, at):
            return None
    return None


def _number_of(tokens: Tokens, at: int, first: int) -> tuple[Counted, Happening | None] | None:
    """What is counted in "the number of refugees", "the number of those killed"."""
    what = counted(tokens, at, True)
    if what and what.last <= first:
        return what, befallen(tokens, what.head, None)
    at += tokens.low(at) in ("the", "those")
    lemma = states().get(tokens.low(at))
    return (Counted(at, at + 1, at), Happening(lemma, at, at + 1)) if lemma else None


def _leads(tokens: Tokens, at: int) -> bool:
    """Whether a token can stand between the noun and its number: no other clause, and no other verb."""
    token = tokens[at]
    if token.low in words("measures", "links") or token.low in states() or token.is_figure:
        return True
    return token.is_word and token.low not in words("measures", "ends") and token.low not in verbs()


def _noun(tokens: Tokens, at: int) -> tuple[Counted, Happening | None]:
    first = at
    while at - first < 2 and _is_modifier(tokens, first - 1):
        first -= 1
    lemma = table("measures", "events").get(tokens.low(at), "")
    if tokens.low(at) in ("toll", "tolls") and tokens.low(at - 1) not in ("casualty", "injury"):
        lemma = "die"
    return Counted(first, at + 1, at), Happening(lemma, first, at + 1) if lemma else None


def _is_modifier(tokens: Tokens, at: int) -> bool:
    """Whether a word stands before a noun as part of it: "death toll", "the unemployment rate"."""
    token = tokens.at(at)
    return token.is_word and not (token.is_stop or token.is_capital or token.low in verbs() or token.low.endswith("ly"))
