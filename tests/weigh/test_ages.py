"""Ages against births and deaths."""

from __future__ import annotations

import msgspec
import pytest

from rashomon.records import Mention
from rashomon.weigh.ages import ages
from rashomon.weigh.article import Article
from tests.factory import document, time, valued


def outcomes(text: str, *days: tuple[str, str], persons: int = 1) -> list[str]:
    """What is found of a text of 10 January 2020 with these dates."""
    of = document(text, published="2020-01-10")
    times = [
        time(of, w, f"{d}-01-01", f"{d}-12-31", precision="year", value=d) if len(d) == 4 else time(of, w, d)
        for w, d in days
    ]
    people = tuple(Mention(id=f"m{n}", start=n, end=n + 1, kind="person", entity=f"e{n}") for n in range(persons))
    reading = msgspec.structs.replace(valued(of, *times), mentions=people)
    return [f.outcome for f in ages(Article(reading))]


@pytest.mark.parametrize(("age", "outcome"), [(69, "fits"), (70, "does not fit"), (96, "does not fit")])
def test_an_age_at_death_in_one_sentence(age: int, outcome: str) -> None:
    """Born on 4 May 1950, somebody was 69 on 3 January 2020."""
    text = f"Joren Pell, who was born on 4 May 1950, died on 3 January 2020 at the age of {age}."
    assert outcomes(text, ("4 May 1950", "1950-05-04"), ("3 January 2020", "2020-01-03")) == [outcome]


def test_an_age_in_the_sentence_after() -> None:
    """A sentence that begins with "She" goes on about the same person."""
    text = "Ilse Varga was born on 4 May 1950. She died on 3 January 2020, aged 71."
    assert outcomes(text, ("4 May 1950", "1950-05-04"), ("3 January 2020", "2020-01-03")) == ["does not fit"]


@pytest.mark.parametrize("age", ["infinity", "nan", "999"])
def test_an_age_that_is_none_is_passed_over(age: str) -> None:
    """Somebody aged infinity, or 999, has no age that could be checked."""
    assert outcomes(f"Born in 1950, the {age}-year-old oak fell in 2019.", ("1950", "1950"), ("2019", "2019")) == []


def test_years_alone_leave_two_ages() -> None:
    """Between the years 1950 and 2019 it is 68 or 69."""
    text = "The painter, born in 1950, died in 2019, aged {}."
    days = ("1950", "1950"), ("2019", "2019")
    assert [outcomes(text.format(n), *days)[0] for n in (68, 69, 70)] == ["fits", "fits", "does not fit"]


def test_an_age_beside_a_name_holds_on_the_day_of_publication() -> None:
    """Born in 1984, nobody is 53 in 2020."""
    text = "Joren Pell, {}, was born in 1984."
    assert [outcomes(text.format(n), ("1984", "1984"))[0] for n in (35, 53)] == ["fits", "does not fit"]


def test_two_people_are_not_mixed_up() -> None:
    """Whose birth and whose age it is, is not known."""
    text = "Joren Pell, 53, met Ilse Varga, who was born in 1984."
    assert outcomes(text, ("1984", "1984"), persons=2) == []


def test_years_in_brackets_are_a_life() -> None:
    """A dash between two years in brackets stands for birth and death."""
    text = "The painter (1950–2019) was 88 when he died."
    assert outcomes(text) == ["does not fit"]
