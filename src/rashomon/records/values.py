"""Values that can be compared: when, where, how many; and what checking them against one another found."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.records.documents import Fragment

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
"""TIMEX3 (TimeML 1.2.1)."""
Anchor = Literal["", "document date", "expression", "event"]
"""What a time hangs on: nothing, the day of publication, another time expression of the text, an event."""
Precision = Literal[
    "", "second", "minute", "hour", "part of day", "day", "weekend", "week", "month", "season", "quarter", "half",
    "year", "decade", "century", "millennium",
]  # fmt: skip
Comparator = Literal["", "about", "more than", "at least", "less than", "at most", "between", "no"]
PlaceKind = Literal["", "site", "settlement", "quarter", "region", "country", "continent", "water", "mountain"]
CheckKind = Literal["distance", "duration", "weekday", "order", "arithmetic", "range", "headline"]
Outcome = Literal["fits", "does not fit", "cannot be checked"]


class Time(Struct, frozen=True, kw_only=True):
    """A time expression, and the span of time that it can mean.

    `id` is the document's id, a full stop, "t", and the offset of its first character. `type`, `value` and `mod` are
    those of TIMEX3; `value` is empty for what cannot be put into one. `earliest` and `latest` bound it, both inclusive:
    a day as YYYY-MM-DD, or with a time of day as YYYY-MM-DDThh:mm[:ss]; empty where it is open or not known, and never
    narrower than what the text says. `precision` is the unit it is given in ("in 2014": year). A duration has bounds
    only when the text ties it to a time ("in the 10 days before the attack").

    `anchor` is what the value hangs on, `anchor_at` where the text has it, `anchor_day` the day that was used for it.
    `weekday` is the day of the week that the words name (0 Monday to 6, -1 none), whether or not it fits. `timezone` is
    as written. `how` says in words how the value came about.
    """

    id: str
    start: int
    end: int
    type: TimeType
    value: str
    earliest: str = ""
    latest: str = ""
    precision: Precision = ""
    mod: str = ""
    anchor: Anchor = ""
    anchor_at: Fragment | None = None
    anchor_day: str = ""
    weekday: int = -1
    timezone: str = ""
    how: str = ""
    p: float = 1.0


class Candidate(Struct, frozen=True, kw_only=True):
    """A place that a name may stand for: decimal degrees (WGS 84), population (0: not known), ISO 3166 country code.

    `id` is "geonames:" with the number there, "area:" with names from the country down for an area without one, or
    "own:" with the number of its line in a user's place file.
    `radius_km` is how far from the point the place may reach. `p` is its share among the candidates.
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    radius_km: float
    country: str = ""
    region: str = ""
    population: int = 0
    p: float = 1.0


class Place(Struct, frozen=True, kw_only=True):
    """A place that the text names, as a circle: the point `lat`, `lon` with the radius `precision_km`.

    `id` is the document's id, a full stop, "p", and the offset of its first character. The span covers the whole
    expression ("15 km northwest of Kirkuk", "eastern Aleppo"); `named_at` the name in it. `name` is the name of the
    place that was found, or the words where none was; `lat` and `lon` are none then. `gazetteer_id` is that of a
    `Candidate`; empty for a place known only by another one near it (`near` is then that one's id). `part` is what the
    words take of the place ("eastern", "15 km northwest of", "near", "outside"). `others` are the runners-up, the
    likeliest first. `mention` is the id of the mention it rests on, `how` says in words why this place.
    """

    id: str
    start: int
    end: int
    named_at: Fragment
    name: str
    kind: PlaceKind = ""
    lat: float | None = None
    lon: float | None = None
    precision_km: float = 0.0
    gazetteer_id: str = ""
    country: str = ""
    region: str = ""
    part: str = ""
    near: str = ""
    mention: str = ""
    others: tuple[Candidate, ...] = ()
    how: str = ""
    p: float = 1.0


class KnownPlace(Struct, frozen=True, kw_only=True):
    """A place of a user's own file: names (the first is the main one), decimal degrees, a radius in kilometres.

    `line` is its number in the file, from 1; `country` and `region` are as given, or empty.
    """

    line: int
    names: tuple[str, ...]
    lat: float
    lon: float
    radius_km: float = 1.0
    kind: PlaceKind = "site"
    country: str = ""
    region: str = ""


class Quantity(Struct, frozen=True, kw_only=True):
    """A number of something: at least `low` and at most `high` `unit`s (both none: not known, "several").

    `id` is the document's id, a full stop, "q", and the offset of its first character. `unit` is a name of units.toml
    ("kilometre", "percent", "US dollar"), empty for a plain count. `comparator` is what the words make of the number:
    "more than 30" has the low 30 and no high. `number` is the number as it stands there, without the comparator. `of`
    is what is counted, as written (at `of_at`), `head` its last noun without its ending, `event` the verb that it takes
    part in (at `event_at`; lemma: "kill", "fire"). `between` are the two places of a distance, or one.
    """

    id: str
    start: int
    end: int
    low: float | None
    high: float | None
    unit: str = ""
    comparator: Comparator = ""
    number: float | None = None
    of: str = ""
    of_at: Fragment | None = None
    head: str = ""
    event: str = ""
    event_at: Fragment | None = None
    between: tuple[Fragment, ...] = ()
    how: str = ""
    p: float = 1.0


class Spot(Struct, frozen=True, kw_only=True, order=True):
    """A run of characters of a document of the case."""

    doc: str
    start: int
    end: int


class Finding(Struct, frozen=True, kw_only=True):
    """What came out of checking a value of a text against another, the calendar or the map; a question, no verdict.

    `id` comes from its kind and spots. `stated` is the run that was checked, `against` those it was checked with (empty
    where that is the calendar or the map). `computed` is the value that was worked out, `tolerance` by how much the two
    may differ, both in words with units. `reason` is a sentence for a person. `p` is how surely both sides are read
    rightly, `sides` for each what it was read as and how sure that is.
    """

    id: str
    kind: CheckKind
    outcome: Outcome
    stated: Spot
    against: tuple[Spot, ...] = ()
    computed: str = ""
    tolerance: str = ""
    reason: str = ""
    sides: tuple[str, ...] = ()
    p: float = 1.0
