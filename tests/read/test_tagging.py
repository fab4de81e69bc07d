"""Tags and fragments turn into each other without loss; windows cover every piece; Viterbi obeys the chain."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.tagging import (
    FORBIDDEN,
    ROLES,
    TAGS,
    Fragment,
    encode,
    fragments_of,
    tags_of,
    viterbi,
    window_weights,
    windows,
    words_between,
)
from rashomon.read.wordpieces import packaged


@st.composite
def fragment_lists(draw: st.DrawFn) -> tuple[list[Fragment], int]:
    """Fragments in order without overlap, adjacent ones and the last word among them, and the number of words."""
    out, at = [], 0
    for gap, length, role in draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from(ROLES)))):
        out.append(Fragment(role, at + gap, at + gap + length - 1))
        at += gap + length
    return out, at + draw(st.integers(0, 2))


@given(fragment_lists())
def test_decoding_what_was_encoded_gives_the_same_fragments(given_: tuple[list[Fragment], int]) -> None:
    """fragments_of(tags_of(x)) is x, also for fragments of one role side by side and at the last word."""
    fragments, words = given_
    assert fragments_of(tags_of(fragments, words)) == fragments


@given(st.text())
def test_words_quote_back(text: str) -> None:
    """Every word's offsets give a run without white space, and asking for its span gives the word again."""
    encoded = encode(text, packaged())
    for i, (s, e) in enumerate(zip(encoded.start.tolist(), encoded.end.tolist(), strict=True)):
        assert text[s:e].strip() == text[s:e] != ""
        assert words_between(encoded, s, e) == (i, i)


@given(st.integers(0, 400), st.integers(8, 40))
def test_windows_cover_every_piece(words: int, size: int) -> None:
    """Windows overlap by about half, are no longer than asked, and together hold every piece."""
    encoded = encode("word " * words, packaged())
    cut = windows(encoded, size, size // 2)
    assert all(0 < b - a <= size for a, b in cut)
    assert sorted(set(itertools.chain.from_iterable(range(a, b) for a, b in cut))) == list(range(len(encoded.ids)))


def test_a_word_longer_than_a_window_is_cut_not_lost() -> None:
    """One word of more pieces than a window holds still falls into windows as a whole."""
    encoded = encode("x1y2" * 24, packaged())
    cut = windows(encoded, 8, 4)
    assert cut[0][0] == 0
    assert cut[-1][1] == len(encoded.ids)


def test_windows_are_trusted_in_their_middle() -> None:
    """Weights fall towards an edge that cuts the text and stay full at the text's own ends."""
    inner = window_weights(254, opens=False, closes=False)
    assert inner[0] < inner[100] == 1.0 > inner[-1]
    assert window_weights(100, opens=True, closes=True).min() == 1.0


@given(st.lists(st.lists(st.floats(-5, 5, width=32), min_size=7, max_size=7), max_size=30))
def test_the_best_path_never_opens_with_an_inside_tag(rows: list[list[float]]) -> None:
    """No decoded sequence has an inside tag after anything but its own role."""
    path = viterbi(np.array(rows, np.float32).reshape(-1, 7), np.zeros((7, 7), np.float32))
    assert len(path) == len(rows)
    for before, after in itertools.pairwise([0, *path]):
        assert TAGS[after][0] != "I" or TAGS[before][2:] == TAGS[after][2:]


def test_the_best_path_is_the_best_of_all_paths() -> None:
    """Viterbi finds what trying every sequence finds."""
    chance = np.random.default_rng(3)
    emissions = chance.normal(size=(4, 7)).astype(np.float32)
    transitions = chance.normal(size=(7, 7)).astype(np.float32)
    allowed = transitions + FORBIDDEN

    def total(path: tuple[int, ...]) -> float:
        steps = sum(float(allowed[a, b]) for a, b in itertools.pairwise(path))
        return float(FORBIDDEN[0, path[0]]) + sum(float(emissions[i, t]) for i, t in enumerate(path)) + steps

    assert tuple(viterbi(emissions, transitions)) == max(itertools.product(range(7), repeat=4), key=total)
