"""Parts and totals."""

from __future__ import annotations

import pytest

from rashomon.records import Finding, Quantity
from rashomon.weigh.arithmetic import arithmetic
from rashomon.weigh.article import Article
from tests.factory import document, quantity, valued


def checked(text: str, *numbers: tuple[str, float, str]) -> list[Finding]:
    """What is found of a sentence with these numbers of things."""
    of = document(text)
    values: list[Quantity] = [quantity(of, w, n, number=n, head=head, of=head) for w, n, head in numbers]
    return list(arithmetic(Article(valued(of, *values))))


def outcomes(text: str, *numbers: tuple[str, float, str]) -> list[tuple[str, str]]:
    """Outcomes and computed values."""
    return [(f.outcome, f.computed) for f in checked(text, *numbers)]


@pytest.mark.parametrize(("last", "outcome"), [(11, "fits"), (12, "does not fit"), (10, "does not fit")])
def test_parts_after_a_colon_make_the_total(last: int, outcome: str) -> None:
    """Twenty soldiers and eleven civilians are 31 people."""
    text = f"The raid killed 31 people: 20 soldiers and {last} civilians."
    found = outcomes(text, ("31", 31, "person"), ("20", 20, "soldier"), (str(last), last, "civilian"))
    assert found == [(outcome, f"20 + {last} = {20 + last}")]


def test_a_list_may_say_how_many_kinds_there_are() -> None:
    """Two groups: 20 soldiers and 11 civilians."""
    text = "The raid hit two groups: 20 soldiers and 11 civilians."
    numbers = ("two", 2, "group"), ("20", 20, "soldier"), ("11", 11, "civilian")
    assert [o for o, _ in outcomes(text, *numbers)] == ["fits"]


def test_a_list_with_a_part_that_has_no_number_is_left_alone() -> None:
    """Nobody knows how many the others were."""
    text = "The raid killed 31 people: 20 soldiers, 5 civilians and several guards."
    assert outcomes(text, ("31", 31, "person"), ("20", 20, "soldier"), ("5", 5, "civilian")) == []


def test_numbers_in_all() -> None:
    """Five here and three there are eight, also where what is counted is said only once."""
    text = "Five people died in Arda and three in Belmar, {} in all."
    found = [outcomes(text.format(n), ("Five", 5, "person"))[0] for n in ("eight", "nine")]
    assert found == [("fits", "5 + 3 = 8"), ("does not fit", "5 + 3 = 8")]


def test_of_the_total_so_many_and_the_rest() -> None:
    """The others make it whole; without them the list may be open."""
    text = "Of the 31 prisoners, 20 were men and the other {} were women."
    numbers = ("31", 31, "prisoner"), ("20", 20, "man")
    assert [outcomes(text.format(n), *numbers)[0][0] for n in (11, 12)] == ["fits", "does not fit"]
    left = outcomes("Of the 31 prisoners, 20 were men and 5 were boys.", *numbers, ("5", 5, "boy"))
    assert [o for o, _ in left] == ["cannot be checked"]


def test_a_part_is_not_more_than_the_whole() -> None:
    """Including says that they are among them."""
    text = "The raid killed {} people, including 20 soldiers."
    found = [outcomes(text.format(n), (str(n), n, "person"), ("20", 20, "soldier"))[0][0] for n in (31, 12)]
    assert found == ["fits", "does not fit"]


def test_a_part_of_something_else_is_no_part() -> None:
    """The soldiers are not among the cities."""
    text = "The raids killed 31 people in three cities, including 20 soldiers."
    numbers = ("31", 31, "person"), ("three", 3, "city"), ("20", 20, "soldier")
    assert [o for o, _ in outcomes(text, *numbers)] == ["fits"]


def test_different_things_are_not_added_up() -> None:
    """Horses are no part of the people."""
    text = "They took 31 people: 20 horses and 9 carts."
    assert outcomes(text, ("31", 31, "person"), ("20", 20, "horse"), ("9", 9, "cart")) == []


def test_shares_of_a_vote_are_at_most_all_of_it() -> None:
    """A rounded half per cent each is left."""
    of = document("She won 61 percent of the vote and he 43 percent.")
    values = [quantity(of, f"{n} percent", n, unit="percent", number=n) for n in (61, 43)]
    (found,) = arithmetic(Article(valued(of, *values)))
    assert (found.outcome, found.computed) == ("does not fit", "61 + 43 = 104 %")


@pytest.mark.parametrize(("part", "words"), [(12, "no larger than the whole"), (300, "a part cannot be larger")])
def test_a_part_is_told_as_a_part(part: int, words: str) -> None:
    """The sentence names the part first, then the whole."""
    text = f"The fleet has 270 ships, including {part} ships of iron."
    (found,) = checked(text, ("270", 270, "ship"), (str(part), part, "ship"))
    assert f"“{part}” are given as a part of “270”" in found.reason
    assert words in found.reason
