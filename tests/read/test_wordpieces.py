"""Word pieces: offsets, agreement with the reference algorithm on known words, and no input that fails."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.wordpieces import WordPieces, packaged

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "run", "##ning", "a", "cafe", ",", "!", "$"]


def pieces(text: str) -> list[str]:
    """The pieces of a text, as the characters they stand for."""
    found = packaged().tokenize(text)
    return [text[s:e] for s, e in zip(found.start, found.end, strict=True)]


def test_longest_piece_first() -> None:
    """A word is cut greedily into the longest pieces of the vocabulary."""
    found = WordPieces(VOCABULARY).tokenize("unaffable running")
    assert [VOCABULARY[i] for i in found.ids] == ["un", "##aff", "##able", "run", "##ning"]
    assert found.first.tolist() == [True, False, False, True, False]


def test_case_and_accents_fold_but_offsets_do_not() -> None:
    """Folded letters keep the offsets of the characters as written, also when an accent is a character of its own."""
    found = WordPieces(VOCABULARY).tokenize("CAFÉ, cafe\u0301!")
    assert [VOCABULARY[i] for i in found.ids] == ["cafe", ",", "cafe", "!"]
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == [(0, 4), (4, 5), (6, 10), (11, 12)]


def test_a_word_without_pieces_is_unknown_as_a_whole() -> None:
    """A word that the vocabulary cannot spell becomes one unknown piece over all its characters."""
    found = WordPieces(VOCABULARY).tokenize("a xyz $")
    assert [VOCABULARY[i] for i in found.ids] == ["a", "[UNK]", "$"]
    assert (found.start[1], found.end[1]) == (2, 5)


def test_marks_stand_alone() -> None:
    """Quotation marks, dashes and symbols are words of their own."""
    assert pieces("“No,” she said—twice.") == ["“", "No", ",", "”", "she", "said", "—", "twice", "."]


@given(st.text())
def test_pieces_stand_in_order_and_hold_no_white_space(text: str) -> None:
    """Pieces stand in order on no white space; within a word two may share a character that folds into several."""
    found = packaged().tokenize(text)
    before = 0
    first = found.first.tolist()
    for opens, s, e in zip(first, found.start.tolist(), found.end.tolist(), strict=True):
        assert (before if opens else before - 1) <= s < e <= len(text)
        assert not text[s].isspace()
        assert not text[e - 1].isspace()
        before = e


@given(st.text(), st.text())
def test_a_chunk_reads_the_same_wherever_it_stands(left: str, right: str) -> None:
    """Tokenising two texts apart or joined by a space gives the same pieces."""
    joined = packaged().tokenize(left + " " + right).ids.tolist()
    assert joined == packaged().tokenize(left).ids.tolist() + packaged().tokenize(right).ids.tolist()
