"""Units of measure."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.units import converted, dimension, is_money, named, spellings, symbols, units

PAIRS = [(a, b) for a in units() for b in units() if dimension(a) == dimension(b)]


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1000, "foot", "metre", 304.8),
        (400, "kilometre", "mile", 248.548),
        (1, "nautical mile", "kilometre", 1.852),
        (1, "square mile", "square kilometre", 2.589988),
        (1, "hectare", "square metre", 10000),
        (42, "gallon", "barrel", 1),
        (2000, "pound", "ton", 1),
        (1, "tonne", "kilogram", 1000),
        (60, "mile per hour", "kilometre per hour", 96.56064),
        (0, "degree Celsius", "degree Fahrenheit", 32),
        (-40, "degree Fahrenheit", "degree Celsius", -40),
        (0, "degree Celsius", "kelvin", 273.15),
        (1, "kilowatt hour", "megajoule", 3.6),
        (8, "bit", "byte", 1),
        (50, "basis point", "percentage point", 0.5),
        (250, "US cent", "US dollar", 2.5),
        (5, "per mille", "percent", 0.5),
    ],
)
def test_known_conversions(value: float, unit: str, to: str, expected: float) -> None:
    """The factors are those of the standards."""
    assert converted(value, unit, to) == pytest.approx(expected, rel=1e-5, abs=1e-9)


@given(st.floats(-1e9, 1e9), st.sampled_from(PAIRS))
def test_there_and_back(value: float, pair: tuple[str, str]) -> None:
    """A value that is converted to another unit and back is the same."""
    there = converted(value, pair[0], pair[1])
    scale = abs(converted(1.0, pair[1], pair[0])) + 500  # what an offset may cost in the last digits
    assert math.isclose(converted(there, pair[1], pair[0]), value, rel_tol=1e-9, abs_tol=1e-9 * scale)


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("US dollar", "euro"),
        ("kilometre", "kilogram"),
        ("percent", "percentage point"),
        ("", "metre"),
        ("parsnip", "metre"),
    ],
)
def test_what_cannot_be_converted(unit: str, to: str) -> None:
    """Different things, two currencies and unknown units are never converted."""
    with pytest.raises(ValueError, match="cannot be given in"):
        converted(1.0, unit, to)


def test_a_count_is_itself() -> None:
    """A plain count has no dimension, and is converted to itself only."""
    assert converted(7.0, "", "") == 7.0
    assert dimension("") == ""


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Kilometers", "kilometre"),
        ("km", "kilometre"),
        ("feet", "foot"),
        ("per cent", "percent"),
        ("%", "percent"),
        ("$", "US dollar"),
        ("€", "euro"),
        ("pounds", "pound"),
        ("£", "British pound"),
        ("percentage points", "percentage point"),
        ("square miles", "square mile"),
        ("degree Celsius", "degree Celsius"),
        ("°F", "degree Fahrenheit"),
        ("turnip", ""),
    ],
)
def test_spellings(spelling: str, name: str) -> None:
    """American, British, plural and short spellings stand for the same unit."""
    assert named(spelling) == name


def test_no_spelling_is_taken_twice() -> None:
    """No word and no symbol stands for two units."""
    every = units().values()
    assert len(spellings()) == sum(len(unit.words) for unit in every)
    assert len(symbols()) == sum(len(unit.symbols) for unit in every)


def test_money() -> None:
    """Currencies are told from other units."""
    assert is_money("euro")
    assert is_money("US cent")
    assert not is_money("percent")
    assert not is_money("")
