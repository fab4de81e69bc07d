"""What is counted: the noun phrase behind a number, and its head."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.read.quantities.lexicon import is_nounlike, is_plural, is_time, states, verbs, words
from rashomon.read.quantities.numbers import number_at
from rashomon.read.quantities.tokens import HYPHENS, Token, Tokens

_REACH = 10
"""How many tokens a noun phrase may have."""
_DETERMINERS = frozenset("the a an these those this that his her its their our my your all another other".split())
_OBJECTS = _DETERMINERS | frozenset("each every him them us it".split())
_DEEDS = frozenset(
    "fought took went made came saw got won led met ran sent kept stood fell rose fled brought gave".split()
)
"""Verbs that never stand before a noun as its adjective do: "the eight fought battles"."""
_PRONOUNS = frozenset("them which whom us you".split())
_ROUGHLY = ("about", "around", "some", "roughly", "approximately", "nearly", "almost", "estimated")
_LEADING = ("more", "most", "very", "earlier", "such")
_TIMELY = frozenset("past last next first previous other remaining latest final top best biggest largest".split())
_QUOTES = ("“", "”", '"', "'", "‘", "’")


class Counted(NamedTuple):
    """The noun phrase from token `first` to before `last`, and the token of its head."""

    first: int
    last: int
    head: int


def counted(tokens: Tokens, at: int, many: bool, link: tuple[str, ...] = ("of",)) -> Counted | None:
    """What the number that ends before `at` counts; `many`: it must be a plural. `link` may stand before it."""
    if tokens.low(at) in link:
        at += 1
        while tokens.low(at) in _DETERMINERS:
            at += 1
        at = _behind_number(tokens, at)
    while (tokens.at(at).text in _QUOTES or tokens.low(at) in _LEADING) and at < len(tokens):
        at += 1
    begin = at
    if tokens.at(at).is_figure and tokens.hyphened(at + 1) and tokens.at(at + 2).is_word:
        begin = at + 3
    elif tokens.at(at).is_figure and tokens.at(at + 1).is_word and not tokens.at(at + 1).glued:
        begin = at + 1  # "five 787 jets"
    what = _plural_phrase(tokens, begin) if many else _phrase(tokens, begin)
    return what and what._replace(first=at) if begin > at else what


def _behind_number(tokens: Tokens, at: int) -> int:
    """Where the noun begins in "the roughly 100 members"."""
    start = at + (tokens.low(at) in _ROUGHLY)
    number = number_at(tokens, start)
    return number.last if number and tokens.at(number.last).is_word else at


def of_them(tokens: Tokens, at: int) -> bool:
    """Whether "of them", "of which" follows: the text has said before what is counted."""
    those = tokens.low(at + 1) in ("these", "those") and _ends(tokens.at(at + 2))
    return tokens.low(at) == "of" and (tokens.low(at + 1) in _PRONOUNS or those)


def of_so_many(tokens: Tokens, at: int) -> bool:
    """Whether "of the 12" follows: another number has what is counted."""
    at += tokens.low(at) == "out"
    step = at + 1 + (tokens.low(at + 1) in _DETERMINERS)
    step += tokens.low(step) in _TIMELY
    return tokens.low(at) == "of" and number_at(tokens, step) is not None


def _plural_phrase(tokens: Tokens, first: int) -> Counted | None:
    """Up to the plural noun: "Shiite buffalo herders", "mortars or rockets"."""
    last = -1
    if tokens.low(first) in _DEEDS or (_only_verb(tokens, first) and _ends(tokens.at(first + 1))):
        return None
    for at in range(first, min(len(tokens), first + _REACH)):
        token = tokens[at]
        if _is_tie(tokens, at) or (last < 0 and first < at and _leads_on(tokens, at)):
            continue
        figure = token.is_figure and at > first and (token.glued or tokens.at(at - 1).is_capital)
        if not (token.is_word or figure) or _stops(tokens, at) or (last >= 0 and _is_verb(tokens, at)):
            break
        if is_plural(token.low) and not _is_tie(tokens, at + 1):
            last = at
            if not _goes_on(tokens, at):
                break
        elif last >= 0 and at - last > 5:
            break
    if last < 0 or is_time(tokens.low(last)) or (last == first and tokens.low(last) in states()):
        return None
    return _joined(tokens, first, last)


def _stops(tokens: Tokens, at: int) -> bool:
    """Whether a word ends a noun phrase; the "to" of "surface-to-surface" does not."""
    return tokens[at].is_stop and not tokens.hyphened(at - 1)


def _leads_on(tokens: Tokens, at: int) -> bool:
    """Whether a mark or a link between adjectives leads on to the noun: "American and British", "small, armed"."""
    text = tokens[at].text
    if number_at(tokens, at + 1):
        return False
    if text in (*_QUOTES, "&"):
        return tokens.at(at + 1).is_word
    return tokens[at].low in ("and", "or") or (text == "," and not _ends(tokens.at(at + 1)))


def _joined(tokens: Tokens, first: int, last: int) -> Counted:
    """With a second plural that is counted together with the first: "mortars or rockets"."""
    second = tokens.at(last + 2)
    together = tokens.low(last + 1) in ("or", "and") and second.is_word and not second.is_capital
    if together and is_plural(second.low) and second.low not in verbs() and not is_time(second.low):
        after = tokens.low(last + 3)
        if (
            tokens.low(last + 1) == "or"
            or after in words("function", "aux")
            or after in verbs()
            or is_time(after)
            or not after.isalpha()
        ):
            return Counted(first, last + 3, last + 2)
    return Counted(first, last + 1, last)


def _is_tie(tokens: Tokens, at: int) -> bool:
    hanging = tokens.at(at).glued and tokens.low(at + 1) in ("and", "or", "to")  # "low- and middle-income"
    return tokens.low(at) in HYPHENS and (hanging or tokens.hyphened(at))


def _ends(token: Token) -> bool:
    return not token.is_word or token.is_stop


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether a plural noun only stands before the one that is counted: "arms dealers", "United States diplomats"."""
    token, after = tokens[at], tokens.at(at + 1)
    if after.low in states():
        return False  # "left 67 people dead"
    if _ends(after) or after.low.endswith("ly") or (after.low in verbs() and not is_nounlike(after.low)):
        return False
    if is_plural(after.low) and (token.is_capital or not after.is_capital):
        return True
    return token.low in words("nouns", "attributive") or (token.is_capital and not after.low.endswith(("ed", "ing")))


def _is_verb(tokens: Tokens, at: int) -> bool:
    low = tokens.low(at)
    verb = verbs().get(low)
    return (
        (bool(verb) and not is_nounlike(low)) or low.endswith("ed") or low in ("according", "including", "relatively")
    )


def _phrase(tokens: Tokens, first: int) -> Counted | None:
    """A noun phrase whose end only what follows gives: "American contractor", "bank’s sales force"."""
    last = first - 1
    for at in range(first, min(len(tokens), first + _REACH)):
        token, before = tokens[at], tokens.at(at - 1)
        owned = at > first and before.low.endswith(("'s", "’s"))
        if _is_tie(tokens, at) and at > first:
            continue
        if not token.is_word and not (token.is_figure and (owned or before.is_capital) and at > first):
            break
        if _stops(tokens, at):
            break
        if at > first and not owned and (_breaks(tokens, at) or _acts(tokens, at)):
            break
        last = at
        plural_end = is_plural(token.low) and not token.is_capital and not _is_tie(tokens, at + 1)
        if plural_end and token.low not in words("nouns", "attributive"):
            break
    if tokens.low(last).endswith("'s") or tokens.low(last + 1) == "$":
        return None
    if last < first or _only_verb(tokens, first) or is_time(tokens.low(last)):
        return None
    if last == first and (tokens.low(first).endswith(("ly", "ed")) or tokens.low(first) in ("total", "apiece")):
        return None
    return Counted(first, last + 1, last)


def _only_verb(tokens: Tokens, at: int) -> bool:
    if is_nounlike(tokens.low(at)) or (at > 0 and tokens.at(at).is_capital):
        return False
    verb = verbs().get(tokens.low(at))
    return verb is not None and verb.form != "present"


def _breaks(tokens: Tokens, at: int) -> bool:
    """Whether a word is no part of the noun phrase before it: an adverb, or a verb."""
    low, verb = tokens.low(at), verbs().get(tokens.low(at))
    if tokens.hyphened(at + 1) or (low in words("nouns", "gerunds") and not _ends(tokens.at(at + 1))):
        return False
    acts = verb is not None and verb.form != "present"
    if acts and is_nounlike(low):
        return tokens.low(at + 1) in _DETERMINERS or tokens.at(at + 1).is_figure
    return acts or low.endswith(("ly", "ed", "ing"))


def _acts(tokens: Tokens, at: int) -> bool:
    """Whether what a noun does follows it: "the deal covers 40 jets", "the force holds two towns"."""
    low, verb, after = tokens.low(at), verbs().get(tokens.low(at)), tokens.at(at + 1)
    if verb is None or low == verb.lemma or not low.endswith("s") or is_plural(tokens.low(at - 1)):
        return False
    behind = after.is_figure or after.low in _OBJECTS or number_at(tokens, at + 1) is not None
    return verb.form == "present" and (behind or (not is_nounlike(low) and not _ends(after)))


def shared_noun(tokens: Tokens, at: int) -> Counted | None:
    """The noun of the next number, where a capital adjective stands for it: "12 Somali and 11 Yemeni suspects"."""
    if not tokens.at(at).is_capital or tokens.at(at).is_stop or tokens.low(at + 1) not in ("and", "or"):
        return None
    other = number_at(tokens, at + 2)
    what = counted(tokens, other.last, True) if other and tokens.at(other.last).is_capital else None
    return Counted(what.head, what.last, what.head) if what and what.head > what.first else None
