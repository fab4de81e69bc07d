"""The dates of a case: each stretch once, in the order of time."""

from __future__ import annotations

import msgspec

from rashomon.publish.when import when
from rashomon.records import Fragment, Reading
from tests.factory import document, fragment, reading
from tests.publish.values import convoy, ministry, moment


def test_dates_stand_in_the_order_of_time() -> None:
    """A year, an open end, days and months of two documents are sorted by where they begin, then by where they end."""
    found = when([convoy(), ministry()])
    assert [s.words for s in found.stretches] == [
        "1991",
        "from 2016 on",
        "Friday 8 November 2019",
        "13 to 21 November 2019",
        "21 to 30 November 2019",
        "Friday 22 November 2019",
        "December 2019",
    ]
    assert [s.number for s in found.stretches] == list(range(1, 8))


def test_one_stretch_has_all_its_passages() -> None:
    """A day that two documents name three times is listed once; each passage says what it hangs on, and how surely."""
    found = when([convoy(), ministry()])
    day = next(s for s in found.stretches if s.words == "Friday 22 November 2019")
    assert [p.quote.first for p in day.passages] == ["Two weeks after", "Friday, November 22", "yesterday"]
    assert day.documents == 2
    assert day.passages[0].hangs is not None
    assert day.passages[0].hangs.first == "November 8"
    assert day.passages[1].unsure == " (unsure, p .40)"
    assert day.passages[2].how == "counted from the document’s date, 23 November 2019"
    ids = [t.id for r in (convoy(), ministry()) for t in r.times]
    assert sorted(found.rows) == sorted(ids)
    assert {found.rows[p] for p in ids if found.rows[p] == day.number} == {day.number}


def test_what_has_no_date_stands_apart() -> None:
    """A length of time, a date without a year, and bounds the wrong way round are on no timeline."""
    d = document("For ten days. On May 3. Backwards.")
    times = (
        moment(d, "ten days", "P10D", type="DURATION"),
        moment(d, "May 3", "XXXX-05-03"),
        moment(d, "Backwards", "2019", ("2019-12-31", "2019-01-01")),
    )
    found = when([msgspec.structs.replace(reading(d), times=times)])
    assert found.stretches == []
    assert [s.kind for s in found.undated] == ["", "", ""]
    assert [s.number for s in found.undated] == [1, 2, 3]


def test_documents_come_first_with_where_their_dates_come_from() -> None:
    """The chosen date says where it was found; a document without one comes last, a repaired text not at all."""
    bare = reading(document("No date.", name="bare.txt"))
    repaired = reading(msgspec.structs.replace(document("x"), kind="repaired"))
    found = when([bare, convoy(), repaired]).documents
    assert [(d.words, d.sources) for d in found] == [("23 November 2019", ["JSON-LD datePublished"]), ("", [])]


def test_an_anchor_out_of_the_text_is_left_out() -> None:
    """What a time hangs on is linked only where it has words."""
    d = document("Two days later.")
    time = moment(d, "Two days later", "2019-11-08", ("2019-11-08", "2019-11-08"), anchor="event")
    for at in (Fragment(start=3, end=3), Fragment(start=5, end=900)):
        one: Reading = msgspec.structs.replace(reading(d), times=(msgspec.structs.replace(time, anchor_at=at),))
        assert when([one]).stretches[0].passages[0].hangs is None
    good = msgspec.structs.replace(time, anchor_at=fragment(d.text, "later"))
    kept = when([msgspec.structs.replace(reading(d), times=(good,))]).stretches[0].passages[0].hangs
    assert kept is not None
    assert kept.first == "later"
