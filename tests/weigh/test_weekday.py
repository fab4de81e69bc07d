"""Days of the week against the calendar."""

from __future__ import annotations

from typing import Any

from rashomon.records import Finding, Time
from rashomon.weigh.article import Article
from rashomon.weigh.weekday import weekdays
from tests.factory import document, fragment, time, valued


def checked(text: str, words: str, day: str, weekday: int, **fields: Any) -> Finding:
    """The one finding about a date in a document of 10 January 2020."""
    of = document(text, published="2020-01-10")
    (found,) = weekdays(Article(valued(of, time(of, words, day, weekday=weekday, **fields))))
    return found


def test_a_date_on_its_day_of_the_week_fits() -> None:
    """27 December 2019 was a Friday."""
    found = checked("It fell on Friday, 27 December 2019.", "Friday, 27 December 2019", "2019-12-27", 4)
    assert (found.outcome, found.computed, found.kind) == ("fits", "Friday", "weekday")


def test_a_date_with_the_day_next_to_its_own_does_not_fit() -> None:
    """The finding names both days and passes no verdict."""
    found = checked("It fell on Thursday, 27 December 2019.", "Thursday, 27 December 2019", "2019-12-27", 3)
    assert found.outcome == "does not fit"
    assert "27 December 2019 is a Friday" in found.reason
    assert "the text has Thursday" in found.reason


def test_a_year_that_is_not_said_is_named() -> None:
    """The reader sees which year was taken, and in which others the two would agree."""
    found = checked("It fell on Thursday, Dec. 27.", "Thursday, Dec. 27", "2019-12-27", 3, anchor="document date")
    assert found.outcome == "does not fit"
    assert "2019 was taken from the day of publication" in found.reason
    assert "2018" in found.reason


def test_a_year_carried_over_from_afar_accuses_nobody() -> None:
    """A year taken from elsewhere in the text may be taken wrongly, when one next to it would agree."""
    text = "In 2015 he left. It fell on Saturday, Dec. 27."
    of = document(text, published="2020-01-10")
    carried: Time = time(
        of, "Saturday, Dec. 27", "2015-12-27", weekday=5, anchor="expression", anchor_at=fragment(text, "2015")
    )
    (found,) = weekdays(Article(valued(of, carried)))
    assert (found.outcome, "“2015”" in found.reason) == ("cannot be checked", True)


def test_a_date_without_a_year_cannot_be_checked() -> None:
    """Without bounds the calendar says nothing."""
    found = checked("It fell on Friday, 27 December.", "Friday, 27 December", "", 4)
    assert found.outcome == "cannot be checked"


def test_a_day_of_the_week_alone_is_not_checked() -> None:
    """The date of "on Friday" comes from the weekday itself."""
    of = document("It fell on Friday.", published="2020-01-10")
    assert list(weekdays(Article(valued(of, time(of, "Friday", "2020-01-10", weekday=4))))) == []


def test_a_weekday_and_a_date_in_brackets_belong_together() -> None:
    """Two expressions side by side are one date."""
    of = document("It fell on Sunday (27 December 2019).", published="2020-01-10")
    values = time(of, "Sunday", "2020-01-05", weekday=6), time(of, "27 December 2019", "2019-12-27")
    (found,) = weekdays(Article(valued(of, *values)))
    assert found.outcome == "does not fit"
    assert of.text[found.stated.start : found.stated.end] == "Sunday (27 December 2019"
