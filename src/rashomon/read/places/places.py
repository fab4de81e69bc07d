"""Places that a document names, each as a circle on the map, with those it might be instead."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import Entity, KnownPlace, Mention, Place, Taken


def places_in(
    taken: Taken, mentions: Sequence[Mention], entities: Sequence[Entity], own: Sequence[KnownPlace] = ()
) -> list[Place]:
    """All places of a document in text order; places of the user's own file (`own`) go before the gazetteer's."""
    return []
