"""Reworded copies: passages that another document tells again in other words, in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.records import Copy, Reading

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats


def reworded(readings: Sequence[Reading], vectors: Mapping[str, Floats], found: Sequence[Copy]) -> tuple[Copy, ...]:
    """The passages that one document has in another one's words; `found` are the verbatim and edited ones."""
    del readings, vectors, found
    return ()
