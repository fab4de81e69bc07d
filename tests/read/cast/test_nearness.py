"""Tests of nearness: whom a pronoun rather stands for than the name that a model likes best."""

from __future__ import annotations

import pytest

from rashomon.read.cast.nearness import described_nearer, last_subject
from rashomon.read.cast.phrases import Phrase
from rashomon.read.cast.referring import Item

TEXT = "Brandt was fired, but Varr stayed. Later he left."


def item(text: str, start: int, sentence: int, entity: int = -1, said: str = "") -> Item:
    """A name with a capital, a pronoun, or a description."""
    pronoun = text in ("he", "she")
    phrase = Phrase(start, start + len(text), text, text.rsplit(maxsplit=1)[-1].lower(), sentence=sentence)
    if pronoun:
        phrase = Phrase(start, start + len(text), text, text, "he" if text == "he" else "she", sentence=sentence)
    return Item(
        start, start + len(text), phrase, name=text[0].isupper(), sort="" if pronoun else "person", said=said,
        number=1, entity=entity,
    )  # fmt: skip


def in_text(text: str, *marked: tuple[str, int, int]) -> list[Item]:
    """The items of a text by their words, sentence and entity."""
    return [item(words, text.index(words), sentence, entity) for words, sentence, entity in marked]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, 1),
        ("Brandt was fired; Varr stayed. Later he left.", 1),
        ("Brandt was fired, and with Varr gone it rained. Later he left.", -1),
        ("Brandt met Varr. Later he left.", -1),
        ("Brandt was fired, but Varr's house stood. Later he left.", -1),
    ],
)
def test_the_subject_of_the_last_clause(text: str, found: int) -> None:
    """A name that a clause opens with and a verb follows stands against the names before it."""
    items = in_text(text, ("Brandt", 0, 0), ("Varr", 0, 1), ("he", 1, -1))
    assert last_subject(text, items, 2, 0) == found


def test_the_last_clause_tells_nothing_of_other_names() -> None:
    """It stands against no name that is not in that sentence, and not where a name stands before the pronoun."""
    items = in_text(TEXT, ("Brandt", 0, 0), ("Varr", 0, 1), ("he", 1, -1))
    assert last_subject(TEXT, items, 2, 7) == -1
    assert last_subject(TEXT, items, 2, 1) == -1
    items[1].said = "she"
    assert last_subject(TEXT, items, 2, 0) == -1


def test_somebody_described_in_the_sentence_before() -> None:
    """A person described, of fitting sex, or a pronoun that was taken for one; nobody with a name."""
    items = [item("Brandt", 0, 0, 0), item("my father", 20, 5, 1, "he"), item("he", 40, 6), item("he", 60, 7)]
    assert described_nearer(items, 2, {}, (0).__eq__) == 1
    assert described_nearer(items, 3, {2: 1}, (0).__eq__) == 1
    assert described_nearer(items, 3, {}, (0).__eq__) == -1
    assert described_nearer(items, 2, {}, (-1).__ne__) == -1
    items[1].said = "she"
    assert described_nearer(items, 2, {}, (0).__eq__) == -1
