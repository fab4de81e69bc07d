"""How names stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.who.likeness import likeness
from rashomon.link.who.name_keys import alike, demonym, land, name_key, sound


@pytest.mark.parametrize(
    ("a", "b"),
    [("soleimani", "suleimani"), ("khataib", "kataib"), ("zubeir", "zubayr"), ("qaddafi", "gaddafi"), ("yuri", "yury")],
)
def test_spellings_of_one_word(a: str, b: str) -> None:
    """Transliterations differ in vowels that are hardly heard and in letters for one sound."""
    assert alike(a, b)
    assert alike(b, a)


@pytest.mark.parametrize(
    ("a", "b"), [("berg", "borg"), ("erica", "eric"), ("iraqi", "iranian"), ("north", "south"), ("ali", "ala")]
)
def test_words_that_are_two(a: str, b: str) -> None:
    """Another vowel, an ending, a word of contrast, or few letters part two words."""
    assert not alike(a, b)


@pytest.mark.parametrize(
    ("a", "b", "sort", "how"),
    [
        ("Mila Torv", "Colonel Mila Torv", "person", "same"),
        ("Karel A. Moss", "Karel Moss", "person", "middle"),
        ("Mike Torvald", "Michael Torvald", "person", "nickname"),
        ("K. Moss", "Karel Moss", "person", "initial"),
        ("Moss", "Karel Moss", "person", "family"),
        ("Karel", "Karel Moss", "person", "given"),
        ("Karel A. Moss", "Karel B. Moss", "person", "other"),
        ("Mr Moss", "Anna Moss", "person", "other"),
        ("Daniel Marsh", "Danielle Marsh", "person", "close"),
        ("Edo Torv Jr", "Edo Torv", "person", "generation"),
        ("Karel Moss", "Oda Vrint", "person", ""),
        ("Ministry of Defence", "Defense Ministry", "body", "generic"),
        ("Ruvian Foreign Ministry", "Foreign Ministry of Ruvia", "body", "same"),
        ("Foreign Ministry", "Foreign Ministry of Ruvia", "body", "head"),
        ("Army", "Free Ruvian Army", "body", "short"),
        ("OBC", "Oranth Boatmen Council", "body", "acronym"),
        ("Tidewell Corp", "Tidewell", "body", "same"),
        ("101st Brigade", "102nd Brigade", "body", "other"),
        ("Ruvia", "Ruvian", "place", "adjective"),
        ("Kirkuk", "Kirkuk Province", "place", "feature"),
        ("East Marl", "Marl", "place", "other"),
    ],
)
def test_what_one_name_is_to_another(a: str, b: str, sort: str, how: str) -> None:
    """Each way of writing, shortening or telling apart a name has a word of its own; the order does not count."""
    one, two = (name_key(n, sort == "person") for n in (a, b))
    assert likeness(one, two, sort).how == how
    assert likeness(two, one, sort) == likeness(one, two, sort)


def test_adjectives_of_places() -> None:
    """A place and its adjective have one stem; two places that look alike do not."""
    assert land("Ruvia") == land("Ruvian")
    assert land("France") == land("French")
    assert land("Niger") != land("Nigeria")
    assert demonym("Ruvian")
    assert not demonym("Ruvia")


def test_cutting_up() -> None:
    """Titles and endings that tell nothing are left out, letters with their numbers are one word."""
    assert name_key("Gen. Sir Aubrey Lorne", True).core == ("aubrey", "lorne")
    assert name_key("Velm Shipping Co. Ltd", False).core == ("velm", "shipping")
    assert name_key("Base K-1", False).numbers == {"k1"}
    assert name_key("the Foreign Ministry", False).generic
    assert not name_key("the ministry", False).capital


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["person", "body", "place", "thing"]))
def test_no_name_fails(a: str, b: str, sort: str) -> None:
    """Names of any characters are compared, whichever comes first, and a name with itself is never another."""
    one, two = (name_key(n, sort == "person") for n in (a, b))
    assert likeness(one, two, sort) == likeness(two, one, sort)
    assert likeness(one, one, sort).how != "other"


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_is_alike_itself(word: str) -> None:
    """Every word is a spelling of itself, and its sound is not empty unless it is all vowels."""
    assert alike(word, word)
    assert sound(word) or set(word) <= set("aeiouyhw")
