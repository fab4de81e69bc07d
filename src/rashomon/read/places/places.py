"""Places that a document names, each as a circle on the map, with those it might be instead."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.places.gazetteer import candidates, gazetteer
from rashomon.records import Entity, Fragment, KnownPlace, Mention, Place, Taken


def places_in(
    taken: Taken, mentions: Sequence[Mention], entities: Sequence[Entity], own: Sequence[KnownPlace] = ()
) -> list[Place]:
    """All places of a document in text order; places of the user's own file (`own`) go before the gazetteer's."""
    document = taken.document
    out = []
    for m in sorted(mentions, key=lambda m: (m.start, m.end)):
        if m.kind not in ("place", "facility"):
            continue
        name = document.text[m.start : m.end]
        known = gazetteer().bearing(name)
        ranked = candidates(known, [k.odds for k in known], 6)
        place = Place(
            id=f"{document.id}.p{m.start}",
            start=m.start,
            end=m.end,
            named_at=Fragment(start=m.start, end=m.end),
            name=name,
            mention=m.id,
            how="no gazetteer has this name",
        )
        if ranked:
            best = ranked[0]
            place = Place(
                id=place.id,
                start=m.start,
                end=m.end,
                named_at=place.named_at,
                name=best.name,
                kind=best.kind,
                lat=best.lat,
                lon=best.lon,
                precision_km=best.radius_km,
                gazetteer_id=best.id,
                country=best.country,
                region=best.region,
                mention=m.id,
                others=tuple(ranked[1:]),
                how="the likeliest of this name by its people",
                p=best.p,
            )
        out.append(place)
    return out
