"""Times that hang on an event: when it was is said elsewhere in the text."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import Sentence, Taken, Time


def with_events(taken: Taken, sentences: Sequence[Sentence], times: Sequence[Time]) -> list[Time]:
    """The times of a document, those that hang on an event with its words and with bounds where its day is known."""
    return list(times)
