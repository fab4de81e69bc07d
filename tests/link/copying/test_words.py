"""Words of texts as arrays: where they are, and which are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.copying.words import cut
from tests.strategies import any_text


def words(text: str) -> list[str]:
    """The words of a text, quoted by their offsets."""
    found = cut([text])
    return [text[s:e] for s, e in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]


def same(a: str, b: str) -> bool:
    """Whether two texts have the same words."""
    return bool(cut([a]).hashes.tolist() == cut([b]).hashes.tolist())


def test_words_are_quoted_as_they_stand() -> None:
    """An apostrophe inside a word and a mark inside a number belong to it; quotes and dashes around do not."""
    text = "“Norvane’s port,” she said—41,000 of them ('all') re-entered."
    assert words(text) == ["Norvane’s", "port", "she", "said", "41,000", "of", "them", "all", "re", "entered"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Norvane's “port”", 'NORVANE’S "port"'),
        ("café naïve", "cafe\u0301 nai\u0308ve"),
        ("soft\u00adware", "software"),
        ("41,000 men", "41000 men"),
        ("ＡＢＣ １２", "abc 12"),
        ("كتــاب", "كتاب"),
        ("٣٨ كم", "38 كم"),
    ],
)
def test_style_does_not_make_another_word(a: str, b: str) -> None:
    """Case, accents, quotes, soft hyphens, widths, lengthening and digits of another script make no other word."""
    assert same(a, b)


def test_other_letters_make_another_word() -> None:
    """Words with the same letters in another order, or with one more, are others."""
    assert not any(same(a, b) for a, b in [("dear", "dare"), ("port", "ports"), ("3 1", "31"), ("aab", "aba")])


def test_scripts_without_spaces_give_a_word_a_character() -> None:
    """Han and kana are cut into characters; letters and numbers beside them stay whole."""
    assert words("港口ABC在41时") == ["港", "口", "ABC", "在", "41", "时"]
    assert cut(["港口ABC"]).alone.tolist() == [True, True, False]


@given(st.lists(any_text, max_size=4))
def test_a_text_has_the_same_words_alone_and_among_others(texts: list[str]) -> None:
    """Texts that are cut together give what each gives alone."""
    together = cut(texts) if texts else cut([""])
    begin = 0
    for text, count in zip(texts, together.counts.tolist(), strict=False):
        alone = cut([text])
        for part in ("hashes", "starts", "ends", "alone"):
            assert getattr(together, part)[begin : begin + count].tolist() == getattr(alone, part).tolist()
        begin += count


@given(any_text)
def test_words_stand_in_the_text_one_after_the_other(text: str) -> None:
    """Every word has letters or digits, ends after it starts, and starts where the one before has ended or later."""
    found = cut([text])
    starts, ends = found.starts.tolist(), found.ends.tolist()
    assert all(any(c.isalnum() for c in text[s:e]) for s, e in zip(starts, ends, strict=True))
    assert all(e <= s for e, s in zip(ends, starts[1:], strict=False))
    assert not ends or ends[-1] <= len(text)
