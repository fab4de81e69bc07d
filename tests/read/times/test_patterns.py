"""The small language of patterns."""

from __future__ import annotations

import pytest

from rashomon.read.times.patterns import compiled

CLASSES = {"month": "M", "day": "dD", "comma": ",", "year": "Y"}


def members(name: str) -> str:
    """The characters of a class, as the vocabulary gives them."""
    return CLASSES[name]


def test_a_pattern_is_a_regular_expression_over_characters_of_classes() -> None:
    """Classes, alternatives, options and repetitions mean what they mean in regular expressions."""
    pattern = compiled("month day ( comma? year | day{0,2} )", members, {})
    assert pattern.regex.fullmatch("Md,Y")
    assert pattern.regex.fullmatch("MDdd")
    assert not pattern.regex.fullmatch("M,Y")
    assert pattern.first == frozenset("M")


def test_what_a_pattern_can_begin_with_passes_over_what_may_be_absent() -> None:
    """The first characters of what follows an option count too."""
    assert compiled("month? ( day | year )", members, {}).first == frozenset("MdDY")


def test_a_label_may_stand_in_several_places_and_macros_are_put_in() -> None:
    """Each place of a label is a group of its own, numbered behind its name."""
    pattern = compiled("$date | m:month", members, {"date": "m:month d:day"})
    match = pattern.regex.fullmatch("Md")
    assert match
    assert {name.rpartition("_")[0] for name, found in match.groupdict().items() if found} == {"m", "d"}


@pytest.mark.parametrize("source", ["month?", "( month", "month )", "month | ", "n: )", "?"])
def test_a_pattern_that_cannot_be_read_or_matches_nothing_is_refused(source: str) -> None:
    """Mistakes in the grammar show when it is read, not in a text."""
    with pytest.raises(ValueError, match=r"pattern|bracket|label|repetition"):
        compiled(source, members, {})


def test_an_unknown_class_or_macro_is_refused() -> None:
    """A misspelt name is an error."""
    with pytest.raises(KeyError):
        compiled("mnoth", members, {})
    with pytest.raises(KeyError):
        compiled("$mnoth", members, {})
