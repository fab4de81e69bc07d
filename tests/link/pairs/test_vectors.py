"""Sentence vectors of readings, and the model that gives them."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from rashomon.link.pairs.vectors import sentence_vectors
from rashomon.models import pair_model
from rashomon.records import Reading, Sentence
from tests import factory


def of(*sentences: str) -> Reading:
    """A reading with these sentences."""
    document = factory.document("  ".join(sentences))
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Sentence(start=at, end=at + len(sentence)))
        at += len(sentence) + 2
    return replace(factory.reading(document), sentences=tuple(spans))


def test_a_row_a_sentence_of_length_one() -> None:
    """As many rows as sentences, each of length 1."""
    rows = sentence_vectors(of("The bridge is open.", "A cat slept."))
    assert rows.shape == (2, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_sentences_no_rows() -> None:
    """An empty reading has an empty array of the same width."""
    assert sentence_vectors(Reading(name="nothing")).shape == (0, 384)


def test_a_row_depends_on_its_sentence_alone() -> None:
    """The same sentence has the same row whatever stands beside it, and however its blanks are written."""
    alone = sentence_vectors(of("The bridge is open."))
    among = sentence_vectors(of("A cat slept.", "The  bridge\nis open.", "Rain fell."))
    assert np.array_equal(alone[0], among[1])


def test_likeness_follows_meaning() -> None:
    """A paraphrase is nearer than a sentence about something else."""
    rows = pair_model().vectors(
        ["The ministry denied the attack.", "Officials said there was no assault.", "Bread prices rose in spring."]
    )
    likeness = rows @ rows.T
    assert likeness[0, 1] > likeness[0, 2] + 0.2


def test_shares_of_a_pair_add_up() -> None:
    """The three shares of a pair add up to 1, for texts of any length."""
    for a, b in (("The bridge is open.", "The bridge is shut."), ("", ""), ("word " * 3000, "other " * 3000)):
        shares = pair_model().judge(a, b)
        assert shares.shape == (3,)
        assert abs(float(shares.sum()) - 1) < 1e-5
