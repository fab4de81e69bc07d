"""Units of measure: their names, how they are spelled, and what one is in another."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from msgspec import Struct

MONEY = "money in "
"""What the dimension of a currency begins with: each is one of its own, for no rate holds for long."""


class Unit(Struct, frozen=True, kw_only=True):
    """A unit: `value` of it are `(value + offset) * factor` of its dimension's first unit.

    `words` are its spellings in lower case; `symbols` are written in this case only, and beside digits.
    """

    name: str
    dimension: str
    factor: float
    offset: float = 0.0
    words: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


@cache
def units() -> dict[str, Unit]:
    """Every unit known, by its name."""
    tables = tomllib.loads(resources.files("rashomon").joinpath("units.toml").read_text(encoding="utf-8"))
    return {
        name: Unit(
            name=name,
            dimension=dimension,
            factor=float(row["factor"]),
            offset=float(row.get("offset", 0)),
            words=tuple(word.lower() for word in row["words"]),
            symbols=tuple(row.get("symbols", ())),
        )
        for dimension, table in tables.items()
        for name, row in table.items()
    }


@cache
def spellings() -> dict[str, str]:
    """The name of the unit for each of its words, in lower case."""
    return {word: unit.name for unit in units().values() for word in unit.words}


@cache
def symbols() -> dict[str, str]:
    """The name of the unit for each of its symbols, in their own case."""
    return {symbol: unit.name for unit in units().values() for symbol in unit.symbols}


def named(spelling: str) -> str:
    """The name of the unit that is spelled so, or nothing."""
    if spelling in units():
        return spelling
    return symbols().get(spelling) or spellings().get(spelling.lower(), "")


def dimension(unit: str) -> str:
    """What a unit measures ("length", "money in euro"); empty for a plain count and for a unit that is not known."""
    known = units().get(unit)
    return known.dimension if known else ""


def is_money(unit: str) -> bool:
    """Whether a unit is a currency or a part of one."""
    return dimension(unit).startswith(MONEY)


def converted(value: float, unit: str, to: str) -> float:
    """So many of one unit in another of the same dimension; a plain count is converted to itself only.

    Raises ValueError where the two measure different things: two currencies do.
    """
    if unit == to:
        return value
    known = units()
    if unit not in known or to not in known or known[unit].dimension != known[to].dimension:
        raise ValueError(f"{unit or 'a plain count'} cannot be given in {to or 'a plain count'}")
    one, other = known[unit], known[to]
    return (value + one.offset) * one.factor / other.factor - other.offset
