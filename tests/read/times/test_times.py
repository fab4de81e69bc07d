"""What holds of the times of any text."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rashomon.read.times.times import times_in
from rashomon.records import Part, Taken, Time, Zone, ZoneKind
from tests.factory import document

DAY = "2020-03-10"
WORDS = (
    "in on since until before the a last next this past two 3 27 2019 1998 '80s 1990s May Dec. December may March"
    " Friday Sat weeks ago later earlier day days year years quarter third second night morning 9 p.m. EST noon at - ,"
    " ( ) 's / 10:30 half and of early late mid - end every daily now recently spring fall Easter 31-year-old 3/4/2019"
    " 2019-12-27 Rajab SH twenty hundred thousand to between from 1/2 0 99 9999 24:61 2019-02-30 Feb. 30 decade century"
    " ahead or so around about \n \n\n . 😀 شباط"
).split(" ")


def times_of(text: str, published: str = DAY, kind: ZoneKind = "body", parts: tuple[Part, ...] = ()) -> list[Time]:
    """The times of a text that is all one zone."""
    zones = (Zone(start=0, end=len(text), kind=kind),)
    return times_in(Taken(document=document(text, published=published), zones=zones, parts=parts), ())


def assert_sound(text: str, times: list[Time]) -> None:
    """Spans in order that stand in the text, and bounds in order."""
    end = 0
    for found in times:
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end] != ""
        assert not (found.earliest and found.latest) or found.earliest[:10] <= found.latest[:10]
        for bound in (found.earliest, found.latest):
            assert not bound or date.fromisoformat(bound[:10])
        end = found.end


@given(st.text())
@example("Q¹ and FY２０１９, H²")
def test_any_text_is_read(text: str) -> None:
    """No text breaks the reader."""
    assert_sound(text, times_of(text))


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(["", DAY, "0001-01-01", "9999-12-31", "no day"]))
def test_any_row_of_words_of_time_is_read(words: list[str], published: str) -> None:
    """Words of time in any order, at the ends of the calendar too, give spans and bounds that hold."""
    text = " ".join(words)
    assert_sound(text, times_of(text, published))


@pytest.mark.parametrize("phrase", ["today", "yesterday", "tomorrow", "10 days ago", "last night", "this morning"])
@given(days=st.integers(-4000, 4000))
def test_what_hangs_on_the_document_moves_with_it(phrase: str, days: int) -> None:
    """Moving the day of publication by some days moves the bounds by as many."""
    (here,) = times_of(f"They left {phrase}.")
    (there,) = times_of(f"They left {phrase}.", str(date.fromisoformat(DAY) + timedelta(days=days)))
    for one, other in ((here.earliest, there.earliest), (here.latest, there.latest)):
        assert date.fromisoformat(other[:10]) - date.fromisoformat(one[:10]) == timedelta(days=days)
        assert one[10:] == other[10:]


@given(days=st.integers(-4000, 4000))
def test_a_full_date_hangs_on_nothing(days: int) -> None:
    """Another day of publication leaves a date with its year as it is."""
    text = "The pier fell on May 4, 2019, and in 1998."
    moved = times_of(text, str(date.fromisoformat(DAY) + timedelta(days=days)))
    assert moved == times_of(text)
    assert {t.anchor for t in moved} == {""}


@pytest.mark.parametrize(
    "phrase", ["last week", "Friday", "in October", "two weeks ago", "the next day", "9 p.m.", "Dec. 27"]
)
def test_without_a_day_of_publication_nothing_relative_has_bounds(phrase: str) -> None:
    """Where the document's day is not known no day is invented."""
    (found,) = times_of(f"They left {phrase}.", "")
    assert (found.earliest, found.latest, found.anchor) == ("", "", "")
    assert found.value.startswith("XXXX") or found.value.endswith("_REF")


def test_a_time_says_what_it_hangs_on() -> None:
    """The anchor, where the text has it, and the day that was used for it are given."""
    text = "They met on May 4, 2019. The next day they left. It rained yesterday."
    first, second, third = times_of(text)
    assert first.anchor == ""
    assert (second.anchor, second.anchor_day) == ("expression", "2019-05-04")
    assert second.anchor_at is not None
    assert text[second.anchor_at.start : second.anchor_at.end] == "May 4, 2019"
    assert (third.anchor, third.anchor_at, third.anchor_day) == ("document date", None, DAY)
    assert first.p > third.p > second.p


def test_a_weekday_is_kept_even_where_it_does_not_fit_the_date() -> None:
    """May 4, 2019, was a Saturday; that the text says Monday stays on record, in one expression or in two."""
    (one,) = times_of("They met on Monday, May 4, 2019.")
    assert (one.value, one.weekday) == ("2019-05-04", 0)
    two, three = times_of("They met on Monday (May 4, 2019).")
    assert {(two.value, two.weekday), (three.value, three.weekday)} == {("2019-05-04", 0)}


def test_a_step_beside_its_date_is_that_date() -> None:
    """As in "Two weeks later, on December 27": nothing is named before, and the date beside it says which day it is."""
    one, two = times_of("Two weeks later, on December 27, they left.")
    assert (one.type, one.value, one.latest) == ("DATE", "2019-12-27", "2019-12-27")
    assert (two.value, one.anchor_day) == ("2019-12-27", "2019-12-27")


def test_the_zone_of_an_hour_is_kept_as_written() -> None:
    """Zones are no part of the value, and are handed on in the text's own words."""
    text = "At 9 p.m. EST on the pier, at 0735 GMT off it; at 6 a.m. local time all was quiet; 2019-12-27T10:15+01:00."
    assert [t.timezone for t in times_of(text)] == ["EST", "GMT", "local time", "+01:00"]


def test_the_habit_of_a_text_decides_how_its_figures_are_read() -> None:
    """One date that can be read one way only settles the others; without one both readings stay open."""
    first, _ = times_of("Sent 3/4/2019, and again 27/12/2019.")
    assert (first.value, first.earliest) == ("2019-04-03", "2019-04-03")
    first, _ = times_of("Sent 3/4/2019, and again 12/27/2019.")
    assert (first.value, first.earliest) == ("2019-03-04", "2019-03-04")
    (alone,) = times_of("Sent 3/4/2019.")
    assert (alone.earliest, alone.latest) == ("2019-03-04", "2019-04-03")


@pytest.mark.parametrize("kind", ["comment", "navigation", "related", "share", "support"])
def test_comments_and_furniture_are_passed_over(kind: ZoneKind) -> None:
    """Dates of readers' comments and of a page's furniture are no times of the report."""
    assert times_of("They met on May 4, 2019.", kind=kind) == []
    assert len(times_of("They met on May 4, 2019.", kind="dateline")) == 1


def test_each_part_of_a_document_is_read_from_its_own_day() -> None:
    """In a file of several articles "yesterday" is another day in each; one without a day takes the document's."""
    text = "It rained yesterday.\n\nIt rained yesterday.\n\nIt rained yesterday."
    parts = (Part(start=0, end=22, published="2019-05-04"), Part(start=22, end=44))
    assert [t.value for t in times_of(text, parts=parts)] == ["2019-05-03", "2020-03-09", "2020-03-09"]


def test_a_text_is_read_in_time_that_grows_with_its_length() -> None:
    """Twice the text takes about twice as long, hostile text too."""
    for piece in (
        "the last two weeks ago and a half of May 4, ",
        "may may may ",
        "1 2 3 ",
        "9" * 50,
        "- - - ",
        "early ",
    ):
        took = []
        for size in (40_000, 160_000):
            text = piece * (size // len(piece))
            start = time.perf_counter()
            times_of(text)
            took.append(time.perf_counter() - start)
        assert took[1] < 12 * took[0] + 0.2, piece


def test_last_week_told_on_a_sunday_may_be_the_one_that_ends() -> None:
    """The value is that of the week before; the bounds take in the seven days just ended too."""
    (found,) = times_of("It rained last week.", "2020-03-15")
    assert (found.value, found.earliest, found.latest) == ("2020-W10", "2020-03-02", "2020-03-15")
    (found,) = times_of("It rained last week.", "2020-03-14")
    assert (found.earliest, found.latest) == ("2020-03-02", "2020-03-08")


def test_hours_up_to_publication_hang_on_its_day() -> None:
    """Their value stays a length."""
    (found,) = times_of("In the past 48 hours it rained.", "2020-03-10")
    assert (found.type, found.anchor, found.anchor_day) == ("DURATION", "document date", "2020-03-10")


@pytest.mark.parametrize(("published", "year"), [("", "2011"), ("2010-05-01", "2011"), ("1998-01-01", "1911")])
def test_a_year_of_two_digits_is_at_most_the_one_after_publication(published: str, year: str) -> None:
    """Without a date of publication it is of this century below forty."""
    (found,) = times_of("It fell on 10 Nov 11.", published)
    assert found.value == f"{year}-11-10"


def test_either_of_two_counts_may_be_meant() -> None:
    """What was three or four months ago may have been four: the bounds take in both."""
    text = "He asked for it three or four months ago."
    of = document(text, published="2016-06-15")
    (found,) = times_in(Taken(document=of, zones=(Zone(start=0, end=len(text), kind="body"),)), ())
    assert found.earliest <= "2016-02-15"
    assert found.latest >= "2016-03-15"
