"""A case with dates, places, numbers and checks, made by hand: an invented siege between places that exist."""

from __future__ import annotations

from typing import Any

import msgspec

from rashomon.records import (
    Candidate,
    Document,
    Finding,
    Fragment,
    Place,
    Quantity,
    Reading,
    Signal,
    Spot,
    Time,
)
from tests.factory import claim, document, fragment, reading

FIRST = (
    "Convoy held up near Kirkuk\n\n"
    "Two weeks after November 8, a convoy was stopped 15 km northwest of Kirkuk, the governor said. "
    "At least 30 lorries were burnt on Friday, November 22, a driver said.\n\n"
    "No such thing had been seen there since 2016. Three barriers were set up in the nine days before the raid. "
    "Eastern Mosul was quiet in late November, and so was Zarbutna."
)
SECOND = (
    "Eleven lorries burnt, says ministry\n\n"
    "The ministry said that eleven lorries were burnt yesterday. Rutba is 520 kilometers away from Kirkuk, it said. "
    "Baghdad sent two brigades in December. In 1991 the road was closed."
)


def moment(of: Document, words: str, value: str, bounds: tuple[str, str] = ("", ""), **fields: Any) -> Time:
    """A time whose words stand in the document."""
    at = fragment(of.text, words)
    given: dict[str, Any] = {"type": "DATE", "precision": "day", **fields}
    return Time(
        id=f"{of.id}.t{at.start}",
        start=at.start,
        end=at.end,
        value=value,
        earliest=bounds[0],
        latest=bounds[1],
        **given,
    )


def spot_on_earth(of: Document, words: str, name: str, at: tuple[float, float] | None, **fields: Any) -> Place:
    """A place whose words stand in the document."""
    span = fragment(of.text, words)
    lat, lon = at or (None, None)
    known = {"precision_km": 8.0, "gazetteer_id": "geonames:1"} if at else {}
    given: dict[str, Any] = {"named_at": span, "lat": lat, "lon": lon, **known, **fields}
    return Place(id=f"{of.id}.p{span.start}", start=span.start, end=span.end, name=name, **given)


def number(within: Document, words: str, low: float | None, high: float | None, **fields: Any) -> Quantity:
    """A quantity whose words stand in the document."""
    at = fragment(within.text, words)
    return Quantity(id=f"{within.id}.q{at.start}", start=at.start, end=at.end, low=low, high=high, **fields)


def spot(of: Document, words: str) -> Spot:
    """Where some words stand."""
    at = fragment(of.text, words)
    return Spot(doc=of.id, start=at.start, end=at.end)


def convoy() -> Reading:
    """A report with dates that hang on one another, a part of a place, and a place that nobody knows."""
    d = document(FIRST, name="convoy.html", title="Convoy held up near Kirkuk", outlet="Tigris Post",
                 published="2019-11-23",
                 signals=(Signal(field="published", value="2019-11-23", where="JSON-LD datePublished"),))  # fmt: skip
    twin = Candidate(
        id="geonames:2",
        name="Kirkuk",
        kind="settlement",
        lat=38.5,
        lon=43.3,
        radius_km=2,
        country="TR",
        region="Van",
        p=0.06,
    )
    kirkuk: dict[str, Any] = {
        "kind": "settlement",
        "country": "IQ",
        "region": "Kirkuk",
        "others": (twin,),
        "how": "Iraq is spoken of throughout",
    }
    times = (
        moment(d, "November 8", "2019-11-08", ("2019-11-08", "2019-11-08"), anchor="document date",
               anchor_day="2019-11-23"),
        moment(d, "Two weeks after", "2019-11-22", ("2019-11-22", "2019-11-22"), anchor="expression",
               anchor_at=fragment(FIRST, "November 8"), how="two weeks after November 8, said just behind it"),
        moment(d, "Friday, November 22", "2019-11-22", ("2019-11-22", "2019-11-22"), weekday=4, p=0.4),
        moment(d, "since 2016", "2016", ("2016-01-01", ""), precision="year"),
        moment(d, "in the nine days before the raid", "P9D", ("2019-11-13", "2019-11-21"), type="DURATION",
               anchor="event", anchor_at=fragment(FIRST, "the raid"), anchor_day="2019-11-22"),
        moment(d, "late November", "2019-11", ("2019-11-21", "2019-11-30"), precision="month", mod="END"),
    )  # fmt: skip
    places = (
        spot_on_earth(d, "near Kirkuk", "Kirkuk", (35.47, 44.39), part="near", precision_km=25.0, **kirkuk),
        spot_on_earth(d, "15 km northwest of Kirkuk", "Kirkuk", (35.565, 44.273), part="15 km northwest of",
                      precision_km=6.0, **kirkuk),
        spot_on_earth(d, "Eastern Mosul", "Mosul", (36.34, 43.17), part="eastern", precision_km=5.0, kind="settlement",
                      country="IQ", region="Nineveh"),
        spot_on_earth(d, "Zarbutna", "Zarbutna", None),
    )  # fmt: skip
    quantities = (
        number(d, "15 km", 15, 15, unit="kilometre"),
        number(d, "At least 30", 30, None, comparator="at least", of="lorries", head="lorry", event="burn"),
        number(d, "Three", 3, 3, of="barriers"),
    )
    claims = (
        claim(d, "the governor", "said", "a convoy was stopped 15 km northwest of Kirkuk"),
        claim(d, "a driver", "a driver said", "At least 30 lorries were burnt on Friday, November 22"),
    )
    return msgspec.structs.replace(reading(d, *claims), times=times, places=places, quantities=quantities)


def ministry() -> Reading:
    """An answer to it, with another number and a distance that does not fit the map."""
    d = document(SECOND, name="ministry.txt", title="Eleven lorries burnt, says ministry", outlet="Courier",
                 published="2019-11-23")  # fmt: skip
    times = (
        moment(
            d, "yesterday", "2019-11-22", ("2019-11-22", "2019-11-22"), anchor="document date", anchor_day="2019-11-23"
        ),
        moment(d, "in December", "2019-12", ("2019-12-01", "2019-12-31"), precision="month"),
        moment(d, "In 1991", "1991", ("1991-01-01", "1991-12-31"), precision="year"),
    )
    places = (
        spot_on_earth(d, "Rutba", "Rutba", (33.04, 40.28), kind="settlement", country="IQ", region="Anbar"),
        spot_on_earth(
            d, "Kirkuk", "Kirkuk", (35.47, 44.39), kind="settlement", country="IQ", region="Kirkuk", precision_km=10.0
        ),
    )
    quantities = (
        number(d, "eleven", 11, 11, of="lorries", head="lorry", event="burn"),
        number(
            d,
            "520 kilometers",
            400,
            400,
            unit="kilometre",
            between=(fragment(SECOND, "Rutba"), fragment(SECOND, "Kirkuk")),
        ),
        number(d, "two", 2, 2, of="brigades"),
    )
    claims = (claim(d, "The ministry", "said", "that eleven lorries were burnt yesterday"),)
    return msgspec.structs.replace(reading(d, *claims), times=times, places=places, quantities=quantities)


def checked() -> tuple[Finding, ...]:
    """What checks of the two would find: numbers that differ, a distance, and two of the other outcomes."""
    one, other = convoy().document, ministry().document
    assert one
    assert other
    return (
        Finding(id="f1", kind="range", outcome="does not fit", stated=spot(one, "At least 30"),
                against=(spot(other, "eleven"),), computed="30 or more against 11",
                reason="Both count lorries that were burnt on 22 November 2019.",
                sides=("30 or more lorries (.9)", "11 lorries (.95)"), p=0.85),
        Finding(id="f2", kind="distance", outcome="does not fit", stated=spot(other, "520 kilometers"),
                against=(spot(other, "Rutba"), spot(other, "Kirkuk")), computed="463 km", tolerance="18 km",
                reason="The text says 520 km; on the map the two places lie 463 km apart.", p=0.8),
        Finding(id="f3", kind="weekday", outcome="fits", stated=spot(one, "Friday, November 22"), computed="a Friday",
                reason="22 November 2019 was a Friday.", p=0.99),
        Finding(id="f4", kind="duration", outcome="cannot be checked", stated=spot(one, "since 2016"),
                reason="The end is open.", p=0.7),
    )  # fmt: skip


def fragment_of(of: Document, words: str) -> Fragment:
    """Where some words stand, as a fragment."""
    return fragment(of.text, words)
