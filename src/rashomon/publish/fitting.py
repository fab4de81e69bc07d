"""What checks found, made ready for reading: numbers that differ, and all checks by outcome, both sides quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.publish.markup import preview
from rashomon.publish.quoting import Quoted, Quoting
from rashomon.publish.wording import CHECKS, Check, likelihood
from rashomon.records import Document, Finding, Reading, Spot

OUTCOMES = {
    "does not fit": "Does not fit",
    "cannot be checked": "Cannot be checked",
    "fits": "Fits",
}
"""Outcomes in the order of the page, with their headings."""


class Side(NamedTuple):
    """One side of a check: its runs, none where their document is not on the page, and what they were read as."""

    quote: Quoted | None
    read_as: list[str]


class Checked(NamedTuple):
    """A finding for reading: what is asked, both sides, what was worked out, and how surely both sides are read."""

    id: str
    check: Check
    sides: list[Side]
    computed: str
    tolerance: str
    reason: str
    p: str


class Fitting(NamedTuple):
    """All findings: numbers that differ apart, the others by outcome; how many of each kind have each outcome."""

    differ: list[Checked]
    outcomes: list[tuple[str, str, list[Checked]]]
    counts: list[tuple[Check, int, int, int]]

    @property
    def odd(self) -> int:
        """How many do not fit."""
        return sum(count[1] for count in self.counts)

    @property
    def total(self) -> int:
        """How many checks there were."""
        return sum(sum(count[1:]) for count in self.counts)


class Odd(NamedTuple):
    """Words of a document that a check found not to fit: the check's id, its kind, and the words."""

    id: str
    check: Check
    words: str


def odd_words(found: Iterable[Finding], document: Document) -> list[Odd]:
    """What does not fit of a document, in the order of its text."""
    here = sorted(
        (spot.start, finding.id, CHECKS[finding.kind], preview(document.text[spot.start : spot.end]))
        for finding in found
        if finding.outcome == "does not fit"
        for spot in (finding.stated, *(finding.against if finding.kind == "range" else ()))
        if spot.doc == document.id
    )
    return [Odd(check_id, check, words) for _, check_id, check, words in here]


def fitting(found: Iterable[Finding], readings: Sequence[Reading]) -> Fitting:
    """The findings of a case, the surest first within an outcome."""
    quoting = Quoting(readings)
    ordered = sorted(found, key=lambda f: (list(OUTCOMES).index(f.outcome), -f.p, f.stated, f.id))
    differ = [f for f in ordered if f.kind == "range" and f.outcome == "does not fit"]
    rest = [f for f in ordered if not (f.kind == "range" and f.outcome == "does not fit")]
    numbers = Counter[tuple[str, str]]((f.kind, f.outcome) for f in ordered)
    return Fitting(
        differ=[_checked(f, quoting) for f in differ],
        outcomes=[
            (outcome, heading, [_checked(f, quoting) for f in rest if f.outcome == outcome])
            for outcome, heading in OUTCOMES.items()
        ],
        counts=[
            (check, *(numbers[kind, outcome] for outcome in OUTCOMES))  # type: ignore[misc]
            for kind, check in CHECKS.items()
            if any(numbers[kind, outcome] for outcome in OUTCOMES)
        ],
    )


def _checked(finding: Finding, quoting: Quoting) -> Checked:
    """A finding with its sides; runs that stand close together are quoted together."""
    groups: list[tuple[list[Spot], list[str]]] = []
    read_as = [*finding.sides, *[""] * (1 + len(finding.against))]
    for spot, said in zip((finding.stated, *finding.against), read_as, strict=False):
        near = finding.kind != "range" and bool(groups) and any(quoting.together(spot, one) for one in groups[-1][0])
        if not near:
            groups.append(([], []))
        groups[-1][0].append(spot)
        groups[-1][1].extend([said] if said else [])
    return Checked(
        id=finding.id,
        check=CHECKS[finding.kind],
        sides=[Side(quoting(spots), said) for spots, said in groups],
        computed=finding.computed,
        tolerance=finding.tolerance,
        reason=finding.reason,
        p=likelihood(finding.p),
    )
