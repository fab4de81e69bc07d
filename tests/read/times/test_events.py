"""Times that hang on an event: which event, which day, and when none is said."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.sentences import split_sentences
from rashomon.read.times.events import with_events
from rashomon.read.times.times import times_in
from rashomon.records import Fragment, Part, Taken, Time, TimeType, Zone
from tests.factory import document, fragment
from tests.strategies import any_text

Known = tuple[str, str, str]
"""Words of a time, and the first and the last day that it means."""


def tied(text: str, *known: Known, parts: tuple[Part, ...] = ()) -> list[Time]:
    """The times of a text in which these have been found before; the type is that of a date, or of a count."""
    doc = document(text)
    taken = Taken(document=doc, zones=(Zone(start=0, end=len(text), kind="body"),), parts=parts)
    times = []
    for words, earliest, latest in known:
        at = fragment(text, words)
        times.append(_time(doc.id, at, "DATE" if earliest else "DURATION", (earliest, latest)))
    return with_events(taken, split_sentences(text, 0, len(text)), sorted(times, key=lambda t: t.start))


def _time(doc: str, at: Fragment, kind: TimeType, days: tuple[str, str]) -> Time:
    value = days[0] or "PXD"
    where = f"{doc}.t{at.start}"
    return Time(id=where, start=at.start, end=at.end, type=kind, value=value, earliest=days[0], latest=days[1])


def hanging(text: str, *known: Known) -> Time:
    """The one time of a text that hangs on an event."""
    (time,) = [t for t in tied(text, *known) if t.anchor == "event"]
    return time


def said(text: str, time: Time) -> tuple[str, str]:
    """The words of a time, and those of its event."""
    assert time.anchor_at is not None
    return text[time.start : time.end], text[time.anchor_at.start : time.anchor_at.end]


JAN_9 = ("Jan. 9", "2024-01-09", "2024-01-09")


def test_the_days_before_an_event_run_up_to_its_day() -> None:
    """What is said to be "in the 10 days before" begins ten days before the event's day and may still be that day."""
    text = "The Jan. 9 mortar attack killed a guard. They had struck thrice in the 10 days before the attack."
    time = hanging(text, JAN_9, ("10 days", "", ""))
    assert said(text, time) == ("10 days", "the attack")
    assert (time.earliest, time.latest, time.anchor_day) == ("2023-12-30", "2024-01-09", "2024-01-09")
    assert time.how == "counted from “the attack”, which “Jan. 9 mortar attack” puts on 2024-01-09"


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("Two days before the raid", "2024-01-07", "2024-01-07"),
        ("A day after the raid", "2024-01-10", "2024-01-10"),
        ("The day after the raid", "2024-01-10", "2024-01-10"),
        ("On the day of the raid", "2024-01-09", "2024-01-09"),
        ("On the eve of the raid", "2024-01-08", "2024-01-08"),
        ("In the week before the raid", "2024-01-02", "2024-01-09"),
        ("A week after the raid", "2024-01-13", "2024-01-19"),
        ("Two months before the raid", "2023-10-25", "2023-11-24"),
        ("A year after the raid", "2024-07-10", "2025-07-11"),
        ("Within two days of the raid", "2024-01-07", "2024-01-11"),
        ("Within hours of the raid", "2024-01-08", "2024-01-10"),
        ("Within two days after the raid", "2024-01-09", "2024-01-11"),
        ("Three hours after the raid", "2024-01-09", "2024-01-10"),
        ("Two hours before the raid", "2024-01-08", "2024-01-09"),
        ("In the 48 hours following the raid", "2024-01-09", "2024-01-11"),
        ("Hours before the raid", "2024-01-08", "2024-01-09"),
        ("Days before the raid", "", "2024-01-09"),
        ("Several weeks after the raid", "2024-01-09", ""),
        ("In the months leading up to the raid", "", "2024-01-09"),
        ("In the weeks that followed the raid", "2024-01-09", ""),
        ("In the two years since the raid", "2024-01-09", "2026-01-09"),
    ],
)
def test_a_count_of_units_gives_the_days_it_can_mean(words: str, earliest: str, latest: str) -> None:
    """Days are exact, larger units have half of one to each side, hours reach into the next day, "days" is open."""
    found = [
        t for t in tied(f"A raid on the mill on Jan. 9 failed. {words}, the mill was shut.", JAN_9) if t.start > 30
    ]
    assert [(t.earliest, t.latest) for t in found] == ([(earliest, latest)] if earliest or latest else [])


@pytest.mark.parametrize(
    "dated",
    [
        "General Orvane was killed on Jan. 9.",
        "The killing of General Orvane on Jan. 9 was filmed.",
        "The Jan. 9 assassination of General Orvane was filmed.",
        "On Jan. 9, General Orvane died in his car.",
        "On Jan. 9, a sniper killed General Orvane.",
        "General Orvane was shot to death on Jan. 9.",
        "Orvane’s murder on Jan. 9 was filmed.",
    ],
)
@pytest.mark.parametrize("event", ["his death", "Orvane's killing", "Orvane was killed", "the assassination of Orvane"])
def test_a_death_is_known_by_many_words(dated: str, event: str) -> None:
    """Nouns and verbs for a death are one, active or passive, before or behind the day."""
    time = hanging(f"{dated} Two days after {event}, the port was shut.", JAN_9)
    assert (time.earliest, time.latest, time.anchor_day) == ("2024-01-11", "2024-01-11", "2024-01-09")


@pytest.mark.parametrize(
    "text",
    [
        "Colonel Ridd was killed on Jan. 9. Two days before Anna Brandt was killed, it rained.",
        "Police spoke of the attack on Jan. 9. Two days after an attack the wells are closed.",
        "The attack was condemned on Jan. 9. Two days after the attack, it rained.",
        "Ridd was charged with murder on Jan. 9. Two days before the murder, it rained.",
        "They planned to attack on Jan. 9. Two days before the attack, it rained.",
        "The Jan. 9 drone attack failed. Two days before the rocket attack, it rained.",
        "The Jan. 9 attack failed. Two days before the second attack, it rained.",
        "The mayor spoke on Jan. 9. Two days before the flood, it rained.",
        "A shooting on Jan. 9 was filmed. Two days after the Hook Lane shooting, it rained.",
        "The paper issued a report on Jan. 9. Two days after its report was issued, it rained.",
        "Farmers turned back on Jan. 9. Two days after guards turned their guns on the crowd, it rained.",
        "Norvane's release came on Jan. 9. Two days after the video's release, it rained.",
        "Three were killed on Jan. 9. Two days before his death, it rained.",
        "The attack took place in some week after Jan. 9. Two days before its collapse, it rained.",
    ],
)
def test_no_day_is_invented(text: str) -> None:
    """Another's, a new, an earlier, a planned or another sort of happening gives no day."""
    time = hanging(text, JAN_9)
    assert (time.earliest, time.latest, time.anchor_day) == ("", "", "")
    assert time.how.endswith("the text has no day for that")


def test_several_days_give_none_and_are_named() -> None:
    """A time that hangs on one of several such events has no bounds, and says which days there are."""
    text = "The Jan. 9 attack and the May 4 attack are alike. A guard slept in the hours before the attack."
    time = hanging(text, JAN_9, ("May 4", "2024-05-04", "2024-05-04"))
    assert (time.earliest, time.latest) == ("", "")
    assert time.how.endswith("the text has several days for that: 2024-01-09, 2024-05-04")


def test_a_place_tells_one_event_from_another() -> None:
    """A name said with both is what counts; the hyphen of "K-2" does not."""
    text = "The Jan. 9 attack on K-2 and the May 4 attack in Sarn are alike. It rained a day before the attack on K2."
    time = hanging(text, JAN_9, ("May 4", "2024-05-04", "2024-05-04"))
    assert (time.earliest, said(text, time)) == ("2024-01-08", ("a day", "the attack on K2"))


@pytest.mark.parametrize("owner", ["Orvane's Jan. 9 speech", "the Jan. 9 speech", "the Jan. 9 speech has ended"])
def test_a_day_inside_what_it_hangs_on_is_that_of_the_event(owner: str) -> None:
    """The day may stand in the very words: "three days after Orvane's Jan. 9 speech"."""
    assert hanging(f"Three days after {owner}, nobody slept.", JAN_9).earliest == "2024-01-12"


def test_the_narrower_day_of_one_event_counts() -> None:
    """A month that holds the day of another mention does not contradict it."""
    text = "The January attack is disputed. Nine died in the Jan. 9 attack. It rained the day before the attack."
    time = hanging(text, ("January", "2024-01-01", "2024-01-31"), ("Jan. 9 ", "2024-01-09", "2024-01-09"))
    assert (time.earliest, time.latest, time.value) == ("2024-01-08", "2024-01-08", "2024-01-08")


def test_an_event_of_a_month_leaves_a_month_open() -> None:
    """Where only the month of an event is known, its days move as a whole, and there is no one day."""
    time = hanging(
        "The coup of March 2014 failed. Two days before the coup, it rained.",
        ("March 2014", "2014-03-01", "2014-03-31"),
    )
    assert (time.earliest, time.latest, time.anchor_day) == ("2014-02-27", "2014-03-29", "")


def test_a_time_beside_it_gives_the_day() -> None:
    """Of "Nov. 3, the day before the vote" both are Nov. 3, whenever the vote was."""
    text = "He was last seen Nov. 3, the day before the vote."
    time = hanging(text, ("Nov. 3", "2023-11-03", "2023-11-03"))
    assert (time.earliest, time.latest, time.value) == ("2023-11-03", "2023-11-03", "2023-11-03")
    assert time.how.endswith("the same as “Nov. 3” beside it")


@pytest.mark.parametrize(
    "beside", ["Nov. 3, the day before the vote", "the night of the vote, Nov. 4", "Nov. 6, two days after the vote"]
)
def test_a_time_beside_it_gives_the_day_of_the_event_too(beside: str) -> None:
    """Of "Nov. 3, the day before the vote" it follows that the vote was on Nov. 4."""
    number = beside[beside.index("Nov. ") + 5]
    known = (f"Nov. {number}", f"2023-11-0{number}", f"2023-11-0{number}")
    *_, week = tied(f"He was seen on {beside}. In the week before the vote, it rained.", known)
    assert (week.earliest, week.latest, week.anchor_day) == ("2023-10-28", "2023-11-04", "2023-11-04")


@pytest.mark.parametrize(
    "text",
    [
        "The court ruled on Jan. 9. It was the same day that the court ruled.",
        "The night Orvane was killed, lights went out. Orvane was killed on Jan. 9.",
        "The Jan. 9 attack killed Orvane. On the day of the killing of Orvane, it rained.",
        "Orvane was killed in a raid on Jan. 9. On the day of his death he was in Sarn.",
    ],
)
def test_a_day_is_named_by_what_happened_on_it(text: str) -> None:
    """The day, or the night, of what happened is that day, with a noun or a clause, before or behind what dates it."""
    (time,) = [t for t in tied(text, JAN_9) if t.anchor == "event"]
    assert (time.earliest, time.anchor_day) == ("2024-01-09", "2024-01-09")


def test_the_same_night_that_something_happened_hangs_on_it() -> None:
    """A clause behind "that" is the event; the night of its day runs into the next day."""
    text = "Rioters burned the kiosk on Jan. 9. Shots fell the same night that rioters burned the kiosk."
    time = hanging(text, JAN_9)
    assert (time.type, time.value) == ("TIME", "2024-01-09TNI")
    assert (time.earliest, time.latest) == ("2024-01-09", "2024-01-10")


def test_what_hangs_on_an_event_dates_another() -> None:
    """The funeral two days after the death has a day, and so has the day after the funeral."""
    text = "Orvane died on Jan. 9. The funeral was held two days after his death. The day after the funeral, it rained."
    first, second = [t for t in tied(text, JAN_9) if t.anchor == "event"]
    assert (first.earliest, second.earliest) == ("2024-01-11", "2024-01-12")


def test_an_event_of_another_article_is_another() -> None:
    """Of several articles in a document each has its own events."""
    one, two = "The Jan. 9 attack failed.\n\n", "A day after the attack, it rained."
    parts = (Part(start=0, end=len(one)), Part(start=len(one), end=len(one + two)))
    assert [t.earliest for t in tied(one + two, JAN_9, parts=parts) if t.anchor == "event"] == [""]
    assert [t.earliest for t in tied(one + two, JAN_9) if t.anchor == "event"] == ["2024-01-10"]


def test_an_event_of_some_day_in_a_year_bounds_no_days() -> None:
    """Two days before an attack that was in 2012 is no more than about 2012; two years before it is about 2010."""
    text = "The 2012 attack was forgotten. Two {} before the attack, it rained."
    known = ("2012", "2012-01-01", "2012-12-31")
    assert hanging(text.format("days"), known).earliest == ""
    assert hanging(text.format("days"), known).how.endswith("the text says only that it was in 2012")
    assert hanging(text.format("years"), known).earliest == "2010-01-01"


@pytest.mark.parametrize(
    "text",
    [
        "The day was long.",
        "On the last day of the convention, it rained.",
        "In the days that followed, guards came.",
        "He drank night after night.",
        "It was done a month ahead of schedule.",
        "It was late, days before Barack Obama, who spoke.",
        "It is one day until voters in the north go.",
        "It rained for days, and after that the weeks were dry.",
        "The end of the day is near.",
        "Two days later, the week of prayer began.",
        "The days of the old kings are over.",
        "After all these years, before long, he left.",
        "The same month the envoys left.",
        "The next day the envoys left.",
        "The hour of the attack is not known.",
    ],
)
def test_what_hangs_on_nothing_is_left_alone(text: str) -> None:
    """Units without an event beside them are no times here."""
    assert tied(text) == []


def test_an_hour_whose_day_is_not_said_dates_nothing() -> None:
    """The day that was taken for "at 21:40" may be that of another thing, and is not handed on."""
    text = "The explosion came at 21:40. A day after the explosion, it rained."
    doc, at = document(text), fragment(text, "21:40")
    hour = Time(
        id=f"{doc.id}.t{at.start}",
        start=at.start,
        end=at.end,
        type="TIME",
        value="2024-01-09T21:40",
        earliest="2024-01-09T21:40",
        latest="2024-01-09T21:40",
        precision="minute",
        anchor="document date",
        anchor_day="2024-01-09",
    )
    taken = Taken(document=doc, zones=(Zone(start=0, end=len(text), kind="body"),))
    (_, day) = with_events(taken, split_sentences(text, 0, len(text)), [hour])
    assert (day.anchor, day.earliest) == ("event", "")


def test_the_day_in_a_noun_phrase_is_closed() -> None:
    """Of "since Friday's vote" the vote was on Friday, though all that follows is meant, too."""
    for words, earliest in (("Friday's vote", "2024-01-08"), ("Friday. The vote", "")):
        text = f"He has been away since {words} was lost. Three days after the vote, it rained."
        doc, at = document(text), fragment(text, "Friday")
        friday = _time(doc.id, at, "DATE", ("2024-01-05", ""))
        taken = Taken(document=doc, zones=(Zone(start=0, end=len(text), kind="body"),))
        friday = msgspec.structs.replace(friday, precision="day")
        (_, day) = with_events(taken, split_sentences(text, 0, len(text)), [friday])
        assert (day.anchor, day.earliest) == ("event", earliest)


def test_the_night_of_an_event_is_that_of_the_day_on_which_it_begins() -> None:
    """A raid in the night from Tuesday to Wednesday was on Tuesday."""
    text = "The raid came in the night. The day after the raid, it rained."
    doc, at = document(text), fragment(text, "the night")
    night = Time(
        id=f"{doc.id}.t{at.start}",
        start=at.start,
        end=at.end,
        type="TIME",
        value="2024-01-09TNI",
        earliest="2024-01-09T18:00",
        latest="2024-01-10T05:59",
        precision="part of day",
    )
    taken = Taken(document=doc, zones=(Zone(start=0, end=len(text), kind="body"),))
    (_, day) = with_events(taken, split_sentences(text, 0, len(text)), [night])
    assert (day.earliest, day.latest, day.anchor_day) == ("2024-01-10", "2024-01-10", "2024-01-09")


def test_the_calendar_may_end() -> None:
    """A day before the first of all days is no day."""
    text = "The flood of 0001 was great. A year before the flood it was dry."
    assert hanging(text, ("0001", "0001-01-01", "0001-12-31")).earliest == ""


@given(
    st.lists(
        st.sampled_from("two days before the attack on Jan. 9 killed his death , . of that same night the".split()),
        max_size=40,
    )
)
def test_any_words_give_times_in_order_that_quote_back(words: list[str]) -> None:
    """Whatever the words, times stand in order, do not overlap, and keep those found before at their places."""
    text = " ".join(words)
    known = [JAN_9] if "Jan. 9" in text else []
    out = tied(text, *known)
    assert all(a.end <= b.start for a, b in pairwise(out))
    assert all(t.id.endswith(f".t{t.start}") and text[t.start : t.end].strip() for t in out)
    assert all(t.anchor_at is None or text[t.anchor_at.start : t.anchor_at.end].strip() for t in out)
    assert len({t.start for t in out}) >= len(known)


@given(any_text)
def test_any_text_is_survived(text: str) -> None:
    """No text makes it fail; without times before, whatever is found hangs on an event and has no bounds."""
    assert all(t.anchor == "event" and not t.earliest for t in tied(text))


def test_a_long_text_takes_no_longer_for_each_word() -> None:
    """Thousands of times and events in one sentence, or in many, are read in one go."""
    for mark in (", ", ". "):
        text = mark.join(["Two days after the attack on K2 it rained"] * 3000)
        assert len(tied(text)) == 3000


def test_the_third_day_of_a_siege_is_counted_from_its_first() -> None:
    """A day or a week with a number is counted from the day on which the event began; the first is that day itself."""
    text = "The siege began on Jan. 9. It rained on the third day of the siege."
    time = hanging(text, JAN_9)
    assert said(text, time) == ("the third day", "the siege")
    assert (time.value, time.earliest, time.latest) == ("2024-01-11", "2024-01-11", "2024-01-11")
    text = "The siege began on Jan. 9. It rained in the second week of the siege."
    assert (hanging(text, JAN_9).earliest, hanging(text, JAN_9).latest) == ("2024-01-16", "2024-01-22")
    text = "The siege began on Jan. 9. It rained on the first day of the siege."
    assert hanging(text, JAN_9).value == "2024-01-09"


def test_an_event_of_a_stretch_is_all_of_it() -> None:
    """Of "from 3 May to 9 May" each end is a day of its own, but the siege is all of them."""
    text = "The siege lasted from 3 May to 9 May 2019. Two days after the siege, rain fell."
    zones = (Zone(start=0, end=len(text), kind="body"),)
    taken = Taken(document=document(text, published="2020-03-10"), zones=zones)
    sentences = split_sentences(text, 0, len(text))
    *_, found = with_events(taken, sentences, times_in(taken, sentences))
    assert (found.earliest, found.latest) == ("2019-05-05", "2019-05-11")
