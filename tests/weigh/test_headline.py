"""Numbers of a headline against the text's."""

from __future__ import annotations

from typing import Any

from rashomon.records import Finding
from rashomon.weigh.article import Article
from rashomon.weigh.headline import headlines
from tests.factory import document, quantity, valued

KILLED: dict[str, Any] = {"event": "kill"}


def checked(headline: str, body: str, head: dict[str, Any], *counts: dict[str, Any]) -> list[Finding]:
    """What is found of a headline with one number over a text with some."""
    of = document(f"{headline}\n\n{body}\n")
    values = [quantity(of, **head), *(quantity(of, **c) for c in counts)]
    return list(headlines(Article(valued(of, *values, headline=headline))))


def person(words: str, low: float, **fields: Any) -> dict[str, Any]:
    """A count of people killed."""
    return {"words": words, "low": low, "of": "people", "head": "person", "event": "kill", **fields}


def test_a_headline_with_the_number_of_the_text() -> None:
    """Killed alone counts people."""
    found = checked("Five killed", "A blast killed 5 people.", {"words": "Five", "low": 5, **KILLED}, person("5", 5))
    assert [f.outcome for f in found] == ["fits"]


def test_a_headline_with_another_number() -> None:
    """Both numbers stand in the reason."""
    head = {"words": "Six", "low": 6, **KILLED}
    (found,) = checked("Six killed", "A blast killed 5 people.", head, person("5", 5))
    assert found.outcome == "does not fit"
    assert "“Six”" in found.reason
    assert "“5" in found.reason


def test_a_headline_may_add_up_what_the_text_has() -> None:
    """Three here and two there are five in the headline."""
    head = {"words": "Five", "low": 5, **KILLED}
    body = "A blast killed 3 people. Another killed 2 people."
    assert checked("Five killed", body, head, person("3", 3), person("2", 2)) == []


def test_a_text_that_counts_other_things_says_nothing() -> None:
    """Wounded are not killed, and guards need not be all."""
    head = {"words": "Six", "low": 6, **KILLED}
    hurt = {"words": "5", "low": 5, "of": "people", "head": "person", "event": "wound"}
    assert checked("Six killed", "A blast wounded 5 people.", head, hurt) == []
    guards = {"words": "5", "low": 5, "of": "guards", "head": "guard", "event": "kill"}
    assert checked("Six killed", "A blast killed 5 guards.", head, guards) == []


def test_dozens_may_be_many() -> None:
    """A vague number of the headline fits what it can mean."""
    head = {"words": "Dozens", "low": 24, "open_end": True, **KILLED}
    found = checked("Dozens killed", "A blast killed 37 people.", head, person("37", 37))
    assert [f.outcome for f in found] == ["fits"]


def test_demonstrators_who_are_killed_are_people_who_died() -> None:
    """Three of the headline are the three of the text, whichever verb and noun it has."""
    head = {"words": "3", "low": 3, "of": "demonstrators", "head": "demonstrator", **KILLED}
    died = person("Three people", 3, event="die")
    found = checked("3 demonstrators killed", "Three people have died.", head, died)
    assert [f.outcome for f in found] == ["fits"]
    assert "the text agrees" in found[0].reason
    deaths = {"words": "three", "low": 3, "of": "fatalities", "head": "fatality"}
    found = checked("3 demonstrators killed", "The three fatalities were named.", head, deaths)
    assert [f.outcome for f in found] == ["fits"]


def test_demonstrators_may_be_some_of_the_dead() -> None:
    """Three of five may be; six may not."""
    for number, outcome in ((3, "cannot be checked"), (6, "does not fit")):
        head = {"words": str(number), "low": number, "of": "demonstrators", "head": "demonstrator", **KILLED}
        found = checked(f"{number} demonstrators killed", "Five people died.", head, person("Five", 5, event="die"))
        assert [f.outcome for f in found] == [outcome]


def test_more_guards_than_the_headline_has_dead() -> None:
    """Six guards are more than five of any kind."""
    head = {"words": "Five", "low": 5, **KILLED}
    guards = {"words": "6", "low": 6, "of": "guards", "head": "guard", "event": "kill"}
    assert [f.outcome for f in checked("Five killed", "A blast killed 6 guards.", head, guards)] == ["does not fit"]
