"""What a chain of relays bears: its weakest link, and why."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import Relay

_RANKS = {
    "unspecified": "nobody is named",
    "anonymous": "kept unnamed",
    "described": "described, not named",
}
"""Identifications from the weakest on, each with what it says; a named link is weak only by how it is known."""

SURE = 0.6
"""Probability of a link under which it counts as inferred, and as weaker than any that is described."""


def weakest(chain: Sequence[Relay]) -> tuple[int, str]:
    """The index of the link that bears least, and why in words; the outermost of several alike.

    An unnamed link is weaker than one that is inferred, and that weaker than a description; where all are named and
    stated, the least sure one counts. Raises ValueError for an empty chain.
    """
    if not chain:
        raise ValueError("a chain without links has no weakest one")
    return min(((i, _why(link)) for i, link in enumerate(chain)), key=lambda found: (*_rank(chain[found[0]]), found[0]))


def _rank(link: Relay) -> tuple[int, float]:
    if link.identification in ("unspecified", "anonymous"):
        return (0 if link.identification == "unspecified" else 1), link.p
    if link.p < SURE:
        return 2, link.p
    return (3 if link.identification == "described" else 4), link.p


def _why(link: Relay) -> str:
    if link.identification in ("unspecified", "anonymous"):
        return _RANKS[link.identification]
    if link.p < SURE:
        return f"inferred, p {link.p:.2f}"
    return _RANKS.get(link.identification, "named")
