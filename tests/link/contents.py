"""Claims by their words alone, and on what two of them are at odds."""

from __future__ import annotations

from rashomon.link.positions.act_words import says_no, stems_of
from rashomon.link.positions.exclusive import at_odds, points
from rashomon.link.positions.units import Named, Unit

TOP = frozenset({"tessel", "orrin", "norrland"})


def unit(text: str, doc: str = "a", previous: str = "", cue: str = "said", **fields: object) -> Unit:
    """A claim with these words, after a sentence, in a document whose top names three places."""
    names = [
        Named(at, at + len(name), name.lower(), name, "place")
        for name in ("Orrin", "Tessel", "Norrland", "Old Mole", "North Bridge", "Sella")
        if (at := text.find(name)) >= 0
    ]
    beside = [
        Named(-1, -1, name.lower(), name, "place") for name in ("Old Mole", "North Bridge", "Sella") if name in previous
    ]
    given: dict[str, object] = {"speaker": f"speaker {doc}", "says": f"Speaker {doc}", "top": TOP, **fields}
    return Unit(
        id=f"{doc}.c0",
        doc=doc,
        start=0,
        end=len(text),
        text=text,
        whole=text,
        cue=cue,
        sentence=3,
        names=tuple(names),
        near=(*beside, *names),
        where=frozenset({"orrin"}),
        previous=previous,
        negated=says_no(text),
        stems=stems_of(text),
        **given,  # type: ignore[arg-type]
    )


def kinds(one: Unit, other: Unit, *more: Unit) -> set[str]:
    """The kinds of points on which two contents cannot both be so, whichever comes first."""
    told = points([one, other, *more])
    there = {x.kind for x, _ in at_odds(one, other, told[0], told[1])}
    back = {x.kind for x, _ in at_odds(other, one, told[1], told[0])}
    assert there == back
    return there


def pair(one: str, other: str, before: str = "", after: str = "") -> set[str]:
    """The kinds of points on which two texts are at odds, given the sentences before them."""
    return kinds(unit(one, "a", before), unit(other, "b", after))
