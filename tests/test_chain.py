"""The weakest link of a chain."""

from __future__ import annotations

import pytest

from rashomon.chain import weakest
from rashomon.records import Identification, Relay


def link(name: str, identification: Identification = "named", p: float = 1.0) -> Relay:
    """A link of a chain."""
    return Relay(name=name, kind="outlet", identification=identification, p=p)


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ((link("A"),), (0, "named")),
        ((link("A"), link("B"), link("C", p=0.9)), (2, "named")),
        ((link("A"), link("officials", "described"), link("B", p=0.7)), (1, "described, not named")),
        ((link("A"), link("officials", "described"), link("B", p=0.5)), (2, "inferred, p 0.50")),
        ((link("sources", "anonymous"), link("B", p=0.1)), (0, "kept unnamed")),
        ((link("sources", "anonymous"), link("", "unspecified")), (1, "nobody is named")),
        ((link("x", "anonymous", 0.9), link("y", "anonymous", 0.9)), (0, "kept unnamed")),
    ],
)
def test_the_link_that_bears_least(chain: tuple[Relay, ...], expected: tuple[int, str]) -> None:
    """An unnamed link is weaker than an inferred one, that than a description, that than the least sure name."""
    assert weakest(chain) == expected


def test_a_chain_has_links() -> None:
    """A chain without links has no weakest one."""
    with pytest.raises(ValueError, match="no weakest"):
        weakest(())
