"""The unit of a number: a word or a symbol behind it, or a currency's sign before it."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.read.quantities.lexicon import values
from rashomon.read.quantities.numbers import Number, number_at
from rashomon.read.quantities.tokens import Token, Tokens
from rashomon.units import dimension, is_money, spellings, symbols

_LONGEST = 4
_GLUED = frozenset("bar pc pp bp kn kt cc mb t l L g W J V C F B NM GB NIS TRY ′ ″ °".split())
"""Symbols that mean something else where they stand alone."""
_NEEDS_FIGURE = frozenset(("foot", "degree", "yard", "barrel", "pint", "stone", "knot"))
"""Words that a one before them does not make a unit: "one foot"."""
_IN_MILLIONS = frozenset("people users barrels tonnes tons euros dollars pounds followers views voters doses".split())


class Measured(NamedTuple):
    """A number with its unit, from token `first` to before `last`."""

    number: Number
    unit: str
    first: int
    last: int


def measured(tokens: Tokens, number: Number) -> Measured | None:
    """The number with its unit, empty for a plain count; none where letters tied to it make it something else."""
    money, first = _sign_before(tokens, number.first)
    number = _short_scale(tokens, number, bool(money))
    if money:
        if tokens.low(number.last) == "s" and tokens.at(number.last).glued:
            return None
        last = number.last
        if tokens.low(last) in ("dollars", "euros") and not number.low:
            last += 1
        return Measured(number, money, first, last)
    number = _below_zero(tokens, number)
    many = number.shape in ("plural", "vague", "share") or number.last - number.first > 1
    of = many and tokens.low(number.last) == "of" and tokens.at(number.last + 1).is_word
    of_one = number.shape == "share" and of and tokens.low(number.last + 1) in ("a", "an")
    unit, last = unit_at(tokens, number.last + of + of_one, number)
    if unit and unit != "percent" and number.shape == "share":
        number = _whole(number)
    if unit == "pound" and number.scaled and (number.value or number.low or 0) >= 1e6:
        unit = "British pound"
    if unit:
        return Measured(number, unit, first, last)
    unit = _unit_of_other_end(tokens, number)
    if unit:
        return Measured(number, unit, first, number.last)
    after = tokens.at(number.last)
    if number.shape == "comma" or (after.glued and after.is_word and tokens[number.last - 1].is_figure):
        return None
    return Measured(number, "percent" if number.shape == "share" else "", number.first, number.last)


def _whole(number: Number) -> Number:
    """A share of a unit as so many of it: "half a mile" is 0.5 miles."""
    low, high, value = (None if v is None else v / 100 for v in (number.low, number.high, number.value))
    return number._replace(low=low, high=high, value=value, shape="words")


def _sign_before(tokens: Tokens, first: int) -> tuple[str, int]:
    """The currency before a number, and its first token: "$", "US$", "EUR"."""
    for length in (3, 2, 1):
        if length > first:
            continue
        run = tokens[first - length : first]
        if any(not token.glued for token in run[1:]):
            continue
        unit = symbols().get("".join(token.text for token in run), "")
        if is_money(unit) and not (run[0].glued and run[0].is_word):
            return unit, first - length
    return "", first


def _unit_of_other_end(tokens: Tokens, number: Number) -> str:
    """The unit that a change has at its other end: "from 40 to 45 percent"."""
    if tokens.low(number.first - 1) != "from" or tokens.low(number.last) != "to":
        return ""
    other = number_at(tokens, number.last + 1)
    return unit_at(tokens, other.last, other)[0] if other else ""


def _below_zero(tokens: Tokens, number: Number) -> Number:
    """With the minus of a temperature."""
    before = tokens.at(number.first - 1)
    minus = before.low == "minus" or (before.text in ("-", "−") and tokens[number.first].glued and not before.glued)
    if not minus or number.value is None or dimension(unit_at(tokens, number.last, number)[0]) != "temperature":
        return number
    return number._replace(first=number.first - 1, low=-number.value, high=-number.value, value=-number.value)


def _short_scale(tokens: Tokens, number: Number, money: bool) -> Number:
    """With a scale of one letter: "$40m", "5k"; "40m" without a currency only before a plural noun."""
    token = tokens.at(number.last)
    factor = values("numbers", "suffixes").get(token.low) if len(token.text) == 1 and token.glued else None
    if not factor or number.low is None or number.scaled:
        return number
    after = tokens.low(number.last + 1)
    people = after in _IN_MILLIONS
    if not money and token.text != "k" and not people:
        return number
    low, high = round(number.low * factor, 6), round((number.high or number.low) * factor, 6)
    return number._replace(last=number.last + 1, low=low, high=high, value=low, scaled=True)


def unit_at(tokens: Tokens, at: int, number: Number | None = None) -> tuple[str, int]:
    """The unit that the tokens from `at` name, and the token behind it; a hyphen may tie it to the number."""
    start = at + 1 if tokens.hyphened(at) else at
    for length in range(_LONGEST, 0, -1):
        run = tokens[start : start + length]
        if len(run) < length:
            continue
        name = spellings().get(_joined(run)) or spellings().get(_joined(run).replace("-", " "), "")
        if name and not (_joined(run) in _NEEDS_FIGURE and number and number.shape == "one"):
            return name, start + length
        if any(not token.glued for token in run[1:]):
            continue
        symbol = "".join(token.text for token in run)
        name = symbols().get(symbol, "")
        if name and _stands(tokens, start, start + length, symbol):
            return name, start + length
    return "", at


def _joined(run: list[Token]) -> str:
    return "".join(token.low if token.glued or not i else " " + token.low for i, token in enumerate(run))


def _stands(tokens: Tokens, start: int, end: int, symbol: str) -> bool:
    """Whether letters right of a number are a symbol: tied to it where they could be a word, and ending there."""
    if tokens.at(end).glued and tokens.at(end).is_figure:
        return False  # "nine $50 notes"
    before, after = tokens.at(start - (2 if tokens.hyphened(start - 1) else 1)), tokens.at(end)
    if not (
        before.is_figure or before.low in values("numbers", "scales") or before.low in values("numbers", "suffixes")
    ):
        return not symbol.isalpha()
    if after.glued and (after.is_word or after.is_figure):
        return False
    return tokens[start].glued or symbol not in _GLUED
