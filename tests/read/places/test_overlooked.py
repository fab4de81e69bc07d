"""Places that the model of names did not mark as such."""

from __future__ import annotations

import pytest
from hypothesis import given

from rashomon.read.places.overlooked import doubtful, named_again, overlooked
from rashomon.records import Entity, Mention
from tests.strategies import any_text


def found(text: str, *mentions: Mention, entities: tuple[Entity, ...] = ()) -> list[str]:
    """The words that are found in a text."""
    return [text[s:e] for s, e in overlooked(text, [(0, len(text))], mentions, entities)]


def mention(text: str, name: str, p: float, kind: str = "person", entity: str = "") -> Mention:
    """A mention where a name stands."""
    at = text.index(name)
    return Mention(id=f"m{at}", start=at, end=at + len(name), kind=kind, p=p, entity=entity)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell near Kirkuk.", ["Kirkuk"]),
        ("BAGHDAD (AP) — Shells fell.", ["BAGHDAD"]),
        ("He comes from Enid, Okla., he said.", ["Enid"]),
        ("A strike in al Qaim on the Syrian border.", ["al Qaim"]),
        ("A strike against al Qaim on the Syrian border.", ["al Qaim"]),
        ("He wrote to Jordan about it.", []),
        ("Votes fell in March.", []),
        ("Paris Hilton danced.", []),
        ("Prices in Vardessa rose.", []),
    ],
)
def test_where_places_stand(text: str, names: list[str]) -> None:
    """A name of the gazetteer counts after words that stand before places, before those behind them, in a dateline."""
    assert found(text) == names


def test_marked_names_stay_what_they_are() -> None:
    """What a mention covers is not taken for a place: persons, outlets."""
    text = "He believes in Jordan Peele and works in Washington Post towers."
    covered = [mention(text, "Jordan Peele", 0.95), mention(text, "Washington Post", 0.95, "outlet")]
    assert found(text, *covered) == []


def test_a_weak_person_may_be_a_place() -> None:
    """A name that is weakly held for a person's is tried as a place's, unless the person has a fuller name."""
    text = "The strike was against al Qaim on the Syrian border."
    weak = mention(text, "al Qaim", 0.4, entity="e1")
    assert found(text, weak, entities=(Entity(id="e1", name="al Qaim", kind="person"),)) == ["al Qaim"]
    assert found(text, weak, entities=(Entity(id="e1", name="Salim al Qaim", kind="person"),)) == []
    assert found(text, mention(text, "al Qaim", 0.9)) == []
    assert doubtful(text, [weak], ()) == {(weak.start, weak.end)}


@given(any_text)
def test_any_text(text: str) -> None:
    """Spans lie in the text, in order, and hold no space at their ends."""
    spans = overlooked(text, [(0, len(text))], (), ())
    assert spans == sorted(spans)
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)


def test_a_name_stands_again() -> None:
    """A name that is marked once is found where no mark is, and where it is weakly held for an organisation."""
    text = "Rockets hit Kirkuk. Iraqis fled; they drove past Kirkuk. The Kirkuk Times saw Kirkuk burn."
    marks = [
        Mention(id="m1", start=12, end=18, kind="place", entity="e1"),
        Mention(id="m2", start=61, end=73, kind="organisation", entity="e2"),
        Mention(id="m3", start=78, end=84, kind="organisation", entity="e1", p=0.4),
    ]
    found = named_again(text, [(0, len(text))], marks, [(12, 18)])
    assert [text[a:b] for a, b in found] == ["Kirkuk", "Kirkuk"]
    assert [a for a, _ in found] == [49, 78]
    assert (
        named_again(text, [(0, len(text))], [*marks, Mention(id="m4", start=12, end=18, kind="person")], [(12, 18)])
        == []
    )
