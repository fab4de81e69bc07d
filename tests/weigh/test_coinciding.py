"""Which origins may be one."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.records import Speaker, Step
from rashomon.weigh.coinciding import Origin, may_be_one, origin_of


def origin(name: str, sort: Any = "described", kind: str = "person", role: str = "", **fields: Any) -> Origin:
    """Whoever ends a lineage, with his role."""
    step = Step(node=f"n {name} {role}", name=name, kind="speaker", identification=sort, how="source", **fields)
    return origin_of(step, Speaker(name=name, identification=sort, role=role), kind)


MASTER = origin("Anna Brandt", "named", role="the harbour master")
COLONEL = origin("Ove Renn", "named", role="a ministry spokesman")
CHANDLER = origin("Hedda Loom", "named", role="who runs a bakery")
MINISTRY = origin("Water Ministry", "named", "organisation")


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (origin("an official"), origin("officials", kind="people"), True),
        (origin("two officials", kind="people"), origin("three officials", kind="people"), True),
        (origin("a harbour official", "anonymous"), MASTER, True),
        (origin("a harbour official", "anonymous"), COLONEL, False),
        (origin("an official"), MINISTRY, True),
        (origin("residents", kind="people"), origin("an official"), False),
        (origin("residents", kind="people"), CHANDLER, False),
        (origin("a resident"), CHANDLER, True),
        (origin("two officials", kind="people"), COLONEL, False),
        (origin("officials", kind="people"), COLONEL, True),
        (MASTER, COLONEL, False),
        (origin("a source", "anonymous"), origin("a soldier"), True),
        (origin("Iraqi officials", kind="people"), origin("American officials", kind="people"), False),
        (origin("a leaflet", kind="document"), origin("an official"), False),
        (origin("somebody", "unspecified"), MASTER, True),
        (origin("the mayor's office", kind="organisation"), MINISTRY, False),
        (origin("the mayor’s office", kind="organisation"), origin("an official"), True),
        (origin("Pentagon", "named", "organisation"), origin("United States", "named", "place"), True),
        (origin("Washington", "named", "place"), origin("State Department", "named", "organisation"), True),
        (origin("Orland", "named", "place"), origin("Foreign Ministry of Orland", "named", "organisation"), True),
        (origin("Orland", "named", "place"), origin("Foreign Ministry of Marl", "named", "organisation"), False),
        (origin("Kremlin", "named", "organisation"), origin("United States", "named", "place"), False),
        (origin("The ministry", kind="organisation"), origin("Ove Renn", "named", role="Colonel"), True),
    ],
)
def test_who_may_be_whom(one: Origin, other: Origin, may: bool) -> None:
    """Two origins may be one unless names, kinds, offices, countries or numbers speak against it; both ways alike."""
    found, reason = may_be_one(one, other)
    back, _ = may_be_one(other, one)
    assert (found, back) == (may, may)
    assert reason


def test_a_medium_may_have_it_from_anybody() -> None:
    """A lineage that ends at a medium or at a document does not say where that has it from."""
    step = Step(node="d1", name="Oss Echo", kind="document", identification="named", how="outlet")
    found, reason = may_be_one(origin_of(step, None, ""), MASTER)
    assert found
    assert "may rest on Anna Brandt" in reason
