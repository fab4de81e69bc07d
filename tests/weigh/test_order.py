"""What comes before what."""

from __future__ import annotations

from rashomon.weigh.article import Article
from rashomon.weigh.order import orders
from tests.factory import document, time, valued


def outcomes(text: str, *days: tuple[str, str]) -> list[str]:
    """What is found of a text of 10 January 2020."""
    of = document(text, published="2020-01-10")
    return [f.outcome for f in orders(Article(valued(of, *(time(of, w, d) for w, d in days))))]


def test_a_past_event_after_publication_does_not_fit() -> None:
    """The text cannot tell on 10 January of what happened on the 20th."""
    assert outcomes("Two guards were killed on 20 January 2020.", ("20 January 2020", "2020-01-20")) == ["does not fit"]


def test_one_day_may_be_the_clock() -> None:
    """Where it happened it may have been the next day already."""
    text = "Two guards were killed on 11 January 2020."
    assert outcomes(text, ("11 January 2020", "2020-01-11")) == ["cannot be checked"]


def test_what_is_to_come_is_no_past_event() -> None:
    """Plans and deadlines lie ahead."""
    for text in (
        "The hearing will be held on 20 January 2020.",
        "He said the ban was extended until 20 January 2020.",
        "They signed a contract that expires on 20 January 2020.",
    ):
        assert outcomes(text, ("20 January 2020", "2020-01-20")) == []


def test_two_dates_against_the_word_between_them() -> None:
    """What came before comes before in the calendar."""
    text = "The raid of 29 December 2019 came {} the attack of 27 December 2019."
    days = ("29 December 2019", "2019-12-29"), ("27 December 2019", "2019-12-27")
    assert [outcomes(text.format(w), *days)[0] for w in ("after", "before")] == ["fits", "does not fit"]


def test_followed_by_is_the_other_way_round() -> None:
    """What is followed by something comes first."""
    days = ("29 December 2019", "2019-12-29"), ("27 December 2019", "2019-12-27")
    assert outcomes("The raid of 29 December 2019 followed the attack of 27 December 2019.", *days) == ["fits"]
    text = "The raid of 29 December 2019 was followed by the attack of 27 December 2019."
    assert outcomes(text, *days) == ["does not fit"]


def test_words_between_dates_that_order_something_else() -> None:
    """A promise made in a letter is no event that came after what it promises."""
    text = "In a letter of 29 December 2019 he promised to go after the vote of 27 December 2019."
    assert outcomes(text, ("29 December 2019", "2019-12-29"), ("27 December 2019", "2019-12-27")) == []


def test_a_date_that_belongs_to_a_noun_is_no_event() -> None:
    """A release date that somebody chose lies ahead."""
    text = "The studio picked a 20 March 2020 release date."
    assert outcomes(text, ("20 March 2020", "2020-03-20")) == []


def test_a_correction_is_later_by_nature() -> None:
    """What the editors add to a text accuses nobody."""
    for note in (
        "Correction added 20 January 2020: An earlier version named the wrong guard.",
        "Editor’s note, 20 January 2020: the mayor resigned.",
        "Two guards were killed. Updated on 20 January 2020.",
        "This story was changed on 20 January 2020.",
    ):
        assert outcomes(note, ("20 January 2020", "2020-01-20")) == []
