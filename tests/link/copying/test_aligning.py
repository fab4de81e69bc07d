"""Sentences of two documents are aligned in bounded work, whatever is like what."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.copying.aligning import CROWDED, PARTNERS, Pair, Run, _links, runs, trimmed
from rashomon.link.copying.anchors import Told, told
from rashomon.link.copying.retold_pairs import MOST_ALIKE, _thin, likely_pairs
from rashomon.link.copying.retold_pairs import PARTNERS as OTHERS
from tests.factory import document, valued

WIDTH = 24


def page(name: str, sentences: int, spread: float, seed: int) -> Told:
    """A document of so many sentences whose vectors lie so far from one direction."""
    reading = valued(document("\n".join(f"Lock {n} of the canal was shut." for n in range(sentences)), name=name))
    found = told(reading, vectors(len(reading.sentences), spread, seed))
    assert found is not None
    return found


def vectors(sentences: int, spread: float, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Rows of length 1."""
    rows = np.ones((sentences, WIDTH)) + spread * np.random.default_rng(seed).normal(size=(sentences, WIDTH))
    out: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = (
        rows / np.linalg.norm(rows, axis=1, keepdims=True)
    ).astype(np.float32)
    return out


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.floats(0, 2), st.integers(0, 99))
def test_pairs_to_choose_from_grow_with_the_sentences_and_not_with_their_product(
    rows: int, columns: int, spread: float, seed: int
) -> None:
    """However alike sentences are, those that may correspond are some for each sentence of the shorter document."""
    one, other = page("a.txt", rows, spread, seed), page("b.txt", columns, spread, seed + 1)
    shorter = min(len(one.sentences), len(other.sentences))
    found = _links(one, other, (frozenset(), frozenset()))
    assert len(found) <= shorter * max(PARTNERS, 5 * CROWDED)
    taken = [i for run in runs(one, other) for pair in run.pairs for i in range(*pair.rows)]
    assert len(taken) == len(set(taken))


@settings(max_examples=10, deadline=None)
@given(st.integers(30, 60), st.floats(0.01, 0.5), st.integers(0, 99))
def test_documents_that_are_all_alike_are_not_all_compared(documents: int, spread: float, seed: int) -> None:
    """Each document is compared with some others, the same whichever come first in memory."""
    readings = [
        valued(document(f"Lock {n} of the canal was shut.\nIt stayed so.", name=str(n))) for n in range(documents)
    ]
    readings.sort(key=lambda r: r.document.id if r.document else "")
    of = {r.document.id: vectors(len(r.sentences), spread, seed + n) for n, r in enumerate(readings) if r.document}
    found = likely_pairs(readings, of)
    assert len(found) <= OTHERS * documents
    assert found == likely_pairs(readings, dict(reversed(of.items())))


def test_the_likeliest_sentences_are_left() -> None:
    """Of more sentences than count, those stay that are likest."""
    likeness = np.linspace(0.6, 0.9, 2 * MOST_ALIKE, dtype=np.float32)[None, ::-1].copy()
    near = np.ones(likeness.shape, np.bool_)
    _thin(near, likeness)
    assert near[0, :MOST_ALIKE].all()
    assert not near[0, MOST_ALIKE:].any()


def test_a_short_run_ends_with_sentences_that_are_alike() -> None:
    """Of a run of few pairs those at its ends that are hardly alike are left out; a long run is left whole."""
    pairs = tuple(Pair((n, n + 1), (n, n + 1), like, 0.2) for n, like in enumerate((0.45, 0.8, 0.5, 0.8)))
    assert trimmed(Run(pairs)).pairs == pairs[1:]
    longer = tuple(Pair((n, n + 1), (n, n + 1), 0.45, 0.2) for n in range(6))
    assert trimmed(Run(longer)).pairs == longer
