"""Lengths of time against dates."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.records import Finding, Reading, Time
from rashomon.weigh.article import Article
from rashomon.weigh.duration import durations
from tests.factory import document, fragment, time, valued


def dated(text: str, *days: tuple[str, str], **fields: Any) -> Reading:
    """A reading of a text with its dates, of 10 January 2020."""
    of = document(text, published="2020-01-10")
    return valued(of, *(time(of, words, *_bounds(day), nth=0, **fields) for words, day in days))


def _bounds(day: str) -> tuple[str, str]:
    return (f"{day}-01-01", f"{day}-12-31") if len(day) == 4 else (day, "")


def checked(text: str, *days: tuple[str, str], **fields: Any) -> list[tuple[str, str]]:
    """Outcomes and computed values."""
    return [(f.outcome, f.computed) for f in durations(Article(dated(text, *days, **fields)))]


def test_two_weeks_later_counts_from_the_day_before_it() -> None:
    """From 13 to 27 December it is two weeks."""
    text = "It began on 13 December 2019. Two weeks later, on 27 December 2019, it fell."
    days = ("13 December 2019", "2019-12-13"), ("27 December 2019", "2019-12-27")
    assert checked(text, *days) == [("fits", "14 days (2 weeks)")]


def test_three_weeks_are_not_two() -> None:
    """The finding stands on the words and has both spots."""
    text = "It began on 13 December 2019. Three weeks later, on 27 December 2019, it fell."
    of = document(text)
    days = time(of, "13 December 2019", "2019-12-13"), time(of, "27 December 2019", "2019-12-27")
    (found,) = durations(Article(valued(of, *days)))
    assert found.outcome == "does not fit"
    assert of.text[found.stated.start : found.stated.end] == "Three weeks later, on 27 December 2019"
    assert of.text[found.against[0].start : found.against[0].end] == "13 December 2019"


def test_any_earlier_day_that_fits_is_enough() -> None:
    """A text counts from what it speaks of, not from the last date it named."""
    text = "It began on 13 December 2019. On 20 December 2019 it rained. Two weeks later, on 27 December 2019, it fell."
    days = [(f"{d} December 2019", f"2019-12-{d}") for d in (13, 20, 27)]
    assert [o for o, _ in checked(text, *days)] == ["fits"]


def test_without_a_day_nearby_nobody_is_accused() -> None:
    """The day that is counted from may not be in the text at all."""
    text = "It began on 1 May 2019. It went on. It went on. Two weeks later, on 27 December 2019, it fell."
    days = ("1 May 2019", "2019-05-01"), ("27 December 2019", "2019-12-27")
    assert [o for o, _ in checked(text, *days)] == ["cannot be checked"]


@pytest.mark.parametrize(
    ("count", "outcome"), [("Five", "fits"), ("Six", "does not fit"), ("Four", "cannot be checked")]
)
def test_between_two_years_it_may_be_one_less(count: str, outcome: str) -> None:
    """From December 2009 to January 2014 it is four years, and never six."""
    text = f"It was built in 2009. {count} years later, in 2014, it was sold."
    found = checked(text, ("2009", "2009"), ("2014", "2014"), precision="year")
    assert [o for o, _ in found] == [outcome]


def test_before_counts_back() -> None:
    """Nine days before 6 October it is 27 September."""
    text = "On 27 September 2022, {} days before the raid of 6 October 2022, she wrote."
    days = ("27 September 2022", "2022-09-27"), ("6 October 2022", "2022-10-06")
    outcomes = [checked(text.format(n), *days)[0][0] for n in ("nine", "eight")]
    assert outcomes == ["fits", "does not fit"]


def event_day(day: str, p: float) -> Finding:
    """The finding for a date that is counted from an event, whose day is known so surely."""
    text = "On 27 September 2022, nine days before the attack, she wrote."
    of = document(text)
    tied = Time(
        id="t", start=text.index("nine"), end=text.index(" before"), type="DURATION", value="P9D", anchor="event",
        anchor_at=fragment(text, "the attack"), anchor_day=day, p=p,
    )  # fmt: skip
    (found,) = durations(Article(valued(of, time(of, "27 September 2022", "2022-09-27"), tied)))
    return found


def test_the_day_of_an_event_is_taken_from_elsewhere_in_the_text() -> None:
    """An event whose day is known is as good as a date; one whose day is unsure accuses nobody."""
    assert event_day("2022-10-06", 0.9).outcome == "fits"
    assert event_day("2022-10-08", 0.9).outcome == "does not fit"
    assert event_day("2022-10-08", 0.6).outcome == "cannot be checked"
    assert "gives no day for the event" in event_day("", 0.9).reason


def test_a_siege_may_count_its_first_day_or_not() -> None:
    """From 3 to 12 March it is nine days, or ten with both."""
    text = "The {}-day siege lasted from 3 March 2019 to 12 March 2019."
    days = ("3 March 2019", "2019-03-03"), ("12 March 2019", "2019-03-12")
    assert [checked(text.format(n), *days)[0][0] for n in ("nine", "ten", "eight")] == ["fits", "fits", "does not fit"]


def test_since_counts_to_the_day_of_publication() -> None:
    """In January 2020 it has been five years since 2014, or six, but not eight."""
    text = "It has stood empty for {} years, since 2014."
    outcomes = [checked(text.format(n), ("2014", "2014"), precision="year")[0][0] for n in ("five", "eight")]
    assert outcomes == ["fits", "does not fit"]


def window(*items: str) -> list[Finding]:
    """What is found of raids in the ten days before an attack of 27 December."""
    text = "There were raids in the 10 days before the attack" + "".join(f", on {i} December 2019" for i in items) + "."
    of = document(text)
    tied = Time(
        id="t", start=text.index("10 days"), end=text.index("10 days") + 7, type="DURATION", value="P10D",
        earliest="2019-12-17", latest="2019-12-27", anchor="event", anchor_at=fragment(text, "the attack"), p=0.9,
    )  # fmt: skip
    days = (time(of, f"{i} December 2019", f"2019-12-{i}") for i in items)
    return list(durations(Article(valued(of, tied, *days))))


def test_the_days_of_raids_lie_in_the_days_before_an_attack() -> None:
    """Each is held against the ten days; without any there is nothing to hold."""
    assert [f.outcome for f in window("18", "12")] == ["fits", "does not fit"]
    assert [f.outcome for f in window()] == ["cannot be checked"]


def test_days_of_no_known_year_are_counted_from_one_another() -> None:
    """Between 20 December and 3 January lie two weeks in any year; with a year on one side only nothing is known."""
    text = "It began on 20 December. {} weeks later, on 3 January, it fell."
    outcomes = []
    for count in ("Two", "Four"):
        of = document(text.format(count))
        days = [time(of, w, value=v) for w, v in (("20 December", "XXXX-12-20"), ("3 January", "XXXX-01-03"))]
        outcomes += [f.outcome for f in durations(Article(valued(of, *days)))]
    assert outcomes == ["fits", "does not fit"]
    of = document(text.format("Four"))
    days = [time(of, "20 December", "2019-12-20"), time(of, "3 January", value="XXXX-01-03")]
    assert [f.outcome for f in durations(Article(valued(of, *days)))] == ["cannot be checked"]


def test_years_are_told_in_years() -> None:
    """Nobody counts twelve years in days."""
    text = "It began on 13 December 2009. Five years later, on 20 December 2014, it fell."
    of = document(text, published="2020-01-10")
    days = time(of, "13 December 2009", "2009-12-13"), time(of, "20 December 2014", "2014-12-20")
    (found,) = durations(Article(valued(of, *days)))
    assert (found.computed, found.tolerance) == ("5 years", "4.5 to 5.5 years")
    assert "day" not in found.sides[0]


def test_held_from_one_month_until_another() -> None:
    """From August 2016 to November 2019 it is three years, not five."""
    text = "They were abducted in August 2016 and held for {} years until they were released in November 2019."
    days = ("August 2016", "2016-08-01/2016-08-31"), ("November 2019", "2019-11-01/2019-11-30")
    for number, outcome in (("three", "fits"), ("five", "does not fit")):
        of = document(text.format(number), published="2020-01-10")
        bounds = [(words, *span.split("/")) for words, span in days]
        months = [time(of, words, first, last, precision="month") for words, first, last in bounds]
        assert [f.outcome for f in durations(Article(valued(of, *months)))] == [outcome]


def test_held_for_longer_than_there_was_time() -> None:
    """Who was seized in 2016 was not held for five years by 2020; for three they may have been."""
    text = "They were kidnapped on 9 August 2016, and were held for {} years."
    day = ("9 August 2016", "2016-08-09")
    assert [o for o, _ in checked(text.format("five"), day)] == ["does not fit"]
    assert [o for o, _ in checked(text.format("9999"), day)] == ["does not fit"]
    assert checked(text.format("three"), day) == []
    ahead = "They were sentenced on 9 August 2016, and were held for five years."
    assert checked(ahead, day) == []


def test_what_began_in_a_year_has_lasted() -> None:
    """A war that began in 2001 has lasted 18 or 19 years by 2020, not 28."""
    text = "The war that began in 2001 has lasted {} years."
    assert [o for o, _ in checked(text.format(18), ("2001", "2001"))] == ["fits"]
    assert [o for o, _ in checked(text.format(28), ("2001", "2001"))] == ["does not fit"]
