"""What a report is called."""

from __future__ import annotations

import msgspec
import pytest

from rashomon.records import FIRST_COMMENT, Signal
from rashomon.titles import report_title, shortened, shown_day
from tests.factory import document, reading


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"outlet": "The Oss Echo", "published": "2031-03-04T10:00:00Z"}, "the Oss Echo report of 4 March 2031"),
        ({"outlet": "Oss Echo", "title": "The weir gave\nway"}, "“The weir gave way” (Oss Echo)"),
        ({"title": "W" * 200}, f"“{'W' * 79}…”"),
        ({"published": "2031-03-04"}, "weir.txt"),
        ({"outlet": "Oss Echo", "published": "2031"}, "weir.txt (Oss Echo)"),
    ],
)
def test_a_report_is_called_by_its_outlet_and_day_or_its_title(fields: dict[str, str], title: str) -> None:
    """Outlet and day name a report; without both it is its title; a path is never shown."""
    of = msgspec.structs.replace(document("The weir gave way.", "/inbox/oss/weir.txt"), **fields)
    assert report_title(reading(of)) == title


def test_days_and_lengths() -> None:
    """A day that is none is not shown; a text is put on one line."""
    assert (shown_day("2031-13-01"), shown_day(""), shown_day("2031-01-09")) == ("", "", "9 January 2031")
    assert shortened("a\n b", 3) == "a b"


def test_a_day_of_a_first_comment_is_one_by_which_it_was_out() -> None:
    """Where only the first comment dates a report, its day is told as the latest possible one."""
    late = Signal(field="published", value="2031-03-04", where=FIRST_COMMENT, p=0.3)
    of = msgspec.structs.replace(document("Rain."), outlet="Oss Echo", published="2031-03-04", signals=(late,))
    assert report_title(reading(of)) == "the Oss Echo report (by 4 March 2031)"
