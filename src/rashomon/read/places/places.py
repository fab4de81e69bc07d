"""Places that a document names, each as a circle on the map, with those it might be instead."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.geography import kilometres
from rashomon.read.places.gazetteer import Known, candidate, gazetteer, shown
from rashomon.read.places.marking import borders, marked, no_place, party
from rashomon.read.places.overlooked import apart, named_again, overlooked
from rashomon.read.places.own_names import with_own
from rashomon.read.places.reasons import Reasons
from rashomon.read.places.resolving import Resolved, Share, resolve_names
from rashomon.read.places.shapes import shaped
from rashomon.records import ARTICLE_ZONES, Entity, Fragment, KnownPlace, Mention, Place, Taken

LEAST = 0.5
"""The least share of a candidate, and of those around it, for its point to be given: rather right than wrong."""
AROUND_KM = 50.0
SURE, SPOKEN = 0.7, 1.0
"""The least share for a name that no mention marks, and how much of the text must speak for it at least."""
WELL_KNOWN = ("country", "state", "capital", "water", "continent")
SHOWN_OTHERS = 5
PUT = 0.9  # how likely a place lies in the area that the text puts it in, where no list has it there
WORTH = 0.005  # the least share of a runner-up that is kept


def places_in(
    taken: Taken, mentions: Sequence[Mention], entities: Sequence[Entity], own: Sequence[KnownPlace] = ()
) -> list[Place]:
    """All places of a document in text order; places of the user's own file (`own`) go before the gazetteer's."""
    text = taken.document.text
    named = marked(text, mentions, entities)
    runs = [(z.start, z.end) for z in taken.zones if z.kind in ARTICLE_ZONES]
    found = [s for s in overlooked(text, runs, mentions, entities) if not party(text, *s)]
    found = apart(found, named_again(text, runs, mentions, named))
    between = set(borders(text, runs))
    found = apart(sorted({*found, *named}), sorted(between))
    spans = with_own(text, runs, mentions, found, own)
    out = []
    names, said = resolve_names(text, spans, own)
    reasons = Reasons(names, said)
    for resolved in names:
        span = (resolved.named.start, resolved.named.end)
        none = not resolved.shares and not resolved.area and no_place(text[slice(*span)])
        if (span in named and not none) or _sure(resolved) or _of_own(resolved):
            out.append(_place(taken, resolved, named.get(span, ""), reasons))
    return [p for p in shaped(text, out) if (p.start, p.end) not in between]


def _agreed(resolved: Resolved, best: Share) -> float:
    """The share of the candidates that lie where the likeliest does: a town, and the area of its name around it."""
    at = best.known
    return sum(
        s.p
        for s in resolved.shares
        if kilometres(at.lat, at.lon, s.known.lat, s.known.lon) <= max(AROUND_KM, s.known.radius, at.radius)
    )


def _of_own(resolved: Resolved) -> bool:
    """Whether a name is that of a place of the user's own file."""
    return bool(resolved.shares) and resolved.shares[0].known.at < 0


def _sure(resolved: Resolved) -> bool:
    """Whether a name that no mention marks as a place's is one, by its place and what speaks for that."""
    best = next(iter(resolved.shares), None)
    if best is None or best.p < SURE:
        return False
    return best.known.kind in WELL_KNOWN or best.inside + best.country + best.state + best.near >= SPOKEN


def _place(taken: Taken, resolved: Resolved, mention: str, reasons: Reasons) -> Place:
    """The record of a name that was resolved, or could not be."""
    start, end = resolved.named.start, resolved.named.end
    if resolved.area:
        return _within(taken, resolved, mention, resolved.area)
    best = resolved.shares[0] if resolved.shares else None
    known = best if best and _agreed(resolved, best) >= LEAST else None
    rest = resolved.shares[1:] if known else resolved.shares
    others = tuple(candidate(s.known, s.p) for s in rest[:SHOWN_OTHERS] if s.p >= WORTH)
    place = Place(
        id=f"{taken.document.id}.p{start}",
        start=start,
        end=end,
        named_at=Fragment(start=start, end=end),
        name=taken.document.text[start:end],
        mention=mention,
        others=others,
        how=reasons.unknown(resolved),
        p=round(1.0 - (best.p if best else 0.0), 4),
    )
    return _found(place, known, reasons.why(resolved, known)) if known else place


def _within(taken: Taken, resolved: Resolved, mention: str, area: Known) -> Place:
    """The record of a name that no list has in the area that the text puts it in: all of that, no point in it."""
    start, end = resolved.named.start, resolved.named.end
    return Place(
        id=f"{taken.document.id}.p{start}",
        start=start,
        end=end,
        named_at=Fragment(start=start, end=end),
        name=taken.document.text[start:end],
        lat=area.lat,
        lon=area.lon,
        precision_km=round(area.radius, 1),
        country=area.country,
        region=area.name if area.kind == "state" else "",
        near=gazetteer().identity(area),
        mention=mention,
        how=f"the text puts it in {resolved.named.said or area.name}; no list has it there",
        p=PUT,
    )


def _found(place: Place, share: Share, how: str) -> Place:
    """The record of a name with the place that it stands for."""
    known = share.known
    return Place(
        id=place.id,
        start=place.start,
        end=place.end,
        named_at=place.named_at,
        name=known.name,
        kind=shown(known),
        lat=known.lat,
        lon=known.lon,
        precision_km=round(known.radius, 1),
        gazetteer_id=gazetteer().identity(known),
        country=known.country,
        region=known.state if known.kind != "state" else known.name,
        mention=place.mention,
        others=place.others,
        how=how,
        p=round(share.p, 4),
    )
