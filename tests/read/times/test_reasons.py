"""What a value rests on, in words."""

from __future__ import annotations

import pytest

from tests.read.times.test_times import times_of


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("It fell on Monday.", "the Monday before publication"),
        ("It opens next Tuesday.", "the next Tuesday after publication"),
        ("It fell on Tuesday.", "the day of publication"),
        ("It fell yesterday.", "the day before publication"),
        ("It fell on Feb. 3.", "the year of publication"),
        ("It fell on Nov. 3.", "last such day before publication"),
        ("It fell in October.", "last such month before publication"),
        ("It fell last week.", "the week before that of publication"),
        ("It falls next year.", "the year after that of publication"),
        ("It fell the week before last.", "last such week before publication"),
        ("It fell this month.", "the month of publication"),
        ("It fell ten days ago.", "counted back from publication"),
        ("It fell a few days ago.", "counted back from publication"),
        ("It falls three days from now.", "counted on from publication"),
        ("It fell in the last five days.", "counted back from publication"),
        ("It fell in recent years.", "counted back from publication"),
        ("It falls in the coming weeks.", "counted on from publication"),
        ("It fell last summer.", "last such season before publication"),
        ("It fell on May 4, 2019.", "as written"),
        ("It fell in 2014.", "as written"),
        ("It has been shut since 2014.", '"since" leaves one side open'),
        ("It lasted two weeks.", ""),
    ],
)
def test_a_value_says_what_it_rests_on(text: str, how: str) -> None:
    """A length by itself rests on nothing."""
    (found,) = times_of(text)
    assert found.how == how


def test_what_hangs_on_a_date_of_the_text_says_so() -> None:
    """A step from it is counted, "that night" is its own."""
    _, later, night = times_of("They met on May 4, 2019. Two weeks later they left. It rained that night.")
    assert (later.how, night.how) == ("counted from a date named before", "from a date named before")


def test_without_a_date_of_publication_nothing_rests_on_it() -> None:
    """The words alone have no day."""
    (found,) = times_of("It fell on Friday.", "")
    assert found.how == ""
