"""What counts as the same thing."""

from __future__ import annotations

from rashomon.records import Quantity
from rashomon.weigh.counting import counts_of, event_of, is_people, kinds_of, may_be_people, thing_of


def counted(head: str, event: str = "", of: str = "") -> Quantity:
    """A count of something."""
    return Quantity(id="q", start=0, end=1, low=1, high=1, head=head, event=event, of=of or head)


def test_verbs_of_one_meaning() -> None:
    """To die and to be killed are one event to a count of people."""
    assert event_of(counted("person", "die")) == event_of(counted("person", "kill")) == "kill"
    assert event_of(counted("fatality")) == "kill"


def test_killed_alone_counts_people() -> None:
    """The noun may be left out."""
    assert thing_of(counted("", "kill")) == "person"
    assert thing_of(counted("", "sink")) == ""


def test_words_that_narrow_down() -> None:
    """Articles and the noun itself do not."""
    assert kinds_of(counted("herder", of="the five Shiite buffalo herders")) == {"five", "shiite", "buffalo"}
    assert kinds_of(counted("person", of="people")) == frozenset()


def test_people_by_name_and_by_ending() -> None:
    """A list knows soldiers; the ending lets inspectors through where people are expected."""
    assert is_people(counted("soldier"))
    assert not is_people(counted("inspector"))
    assert may_be_people(counted("inspector"))
    assert not may_be_people(counted("horse"))


def test_lives_that_are_claimed_are_deaths() -> None:
    """Lives that are saved are not."""
    assert event_of(counted("life", "claim")) == "kill"
    assert event_of(counted("life", "save")) == "save"


def test_a_toll_counts_people() -> None:
    """The toll at nine is nine people who died."""
    assert counts_of(counted("toll", "die", "death toll")).same(counts_of(counted("person", "kill", "people")))


def test_what_is_among_what() -> None:
    """Soldiers are among people, iron rockets among rockets; not the other way round, and not the wounded."""
    soldiers, people = counts_of(counted("soldier", "die")), counts_of(counted("person", "kill"))
    assert soldiers.within(people)
    assert not people.within(soldiers)
    assert not counts_of(counted("soldier", "wound")).within(people)
    assert counts_of(counted("rocket", "fire", "iron rockets")).within(counts_of(counted("rocket", "launch")))
    assert not counts_of(counted("shell", "fire")).within(counts_of(counted("rocket", "fire")))


def test_what_is_counted_in_words() -> None:
    """A sentence about a conflict says what of; where the noun is none of the usual it stays general."""
    assert counts_of(counted("fatality")).words == "people killed"
    assert counts_of(counted("missile", "launch")).words == "rockets fired"
    assert counts_of(counted("house", "destroy")).words == "the same thing"
