"""Lineages: the chains inside documents joined, by copies and citations, into ways from page to origin."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import Change, Copy, Identity, Lineage, Reading


def lineages(
    readings: Sequence[Reading], who: Sequence[Identity], copies: Sequence[Copy]
) -> tuple[tuple[Lineage, ...], tuple[Change, ...]]:
    """A lineage for every claim and own-voice sentence, in their order, and what changed from hop to hop."""
    del readings, who, copies
    return (), ()
