"""Quoting, folding, and what may be printed."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Fragment
from rashomon.text import encodable, fold, one_line, quote
from tests.strategies import any_text


def test_quotes_join_fragments() -> None:
    """A discontinuous span is quoted in order, with a mark for what is left out."""
    fragments = [Fragment(start=0, end=2), Fragment(start=8, end=10)]
    assert quote("He said so.", fragments) == "He … so"
    assert quote("He said so.", []) == ""


def test_folding_forgets_case_accents_and_forms() -> None:
    """What a person takes for the same letters is the same when folded."""
    assert fold("Ｅ́MILE Straße ﬁn") == fold("émile STRASSE fin") == "emile strasse fin"
    assert fold("Łódź") != fold("lodz")  # the stroke is no accent to Unicode


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folded text is its own folding, so that a folded word is found in a folded text."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_one_line_is_one_line_without_control(text: str) -> None:
    """Whatever the text, its line has no character that a terminal would act on."""
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in line)
    assert not set(line) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\x1b\t")


def test_one_line_keeps_what_people_write() -> None:
    """Letters of any script, typographic marks, wide spaces and joined emoji stay as they are."""
    text = "“Ναι” — نعم‌ها 你好　👩\u200d🚒 a\u00a0b"
    assert one_line(text) == text
    assert one_line("two\nlines\tand\x1b[31m red") == "two lines and\\x1b[31m red"


@given(st.text())
def test_encodable_text_can_be_stored(text: str) -> None:
    """Lone surrogates become escapes; all other text is unchanged."""
    clean = encodable(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert clean == text or any(unicodedata.category(c) == "Cs" for c in text)
