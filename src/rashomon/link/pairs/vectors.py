"""Sentence vectors: what each sentence of a document means, as a direction, so that likeness is a dot product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.models import pair_model
from rashomon.records import Reading

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats


def sentence_vectors(reading: Reading) -> Floats:
    """One row of length 1 for each of `reading.sentences`, in their order: (sentences, 384) float32.

    A row depends on the words of its sentence alone (white space counts as one blank), so equal sentences of any two
    documents have equal rows.
    """
    text = reading.document.text if reading.document else ""
    return pair_model().vectors([" ".join(text[s.start : s.end].split()) for s in reading.sentences])
