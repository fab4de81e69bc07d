"""Values that exclude each other: what is found in each content, and which of two cannot both be so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace

from rashomon.link.positions.absences import absences, present
from rashomon.link.positions.answers import answered, answers, told
from rashomon.link.positions.bearings import bearings, handed_on, opposite
from rashomon.link.positions.causes import another_cause, causes
from rashomon.link.positions.contents import contents, otherwise_named, unproven
from rashomon.link.positions.identifying import another, identified
from rashomon.link.positions.manners import by_night, manners
from rashomon.link.positions.occasions import same_setting
from rashomon.link.positions.offsets import Anchors, anchors, far_apart, gap_points, moments, other_hour
from rashomon.link.positions.points import Point, one_setting, quoted
from rashomon.link.positions.reports import called_wrong, reports
from rashomon.link.positions.scenes import another_age, another_finder, elsewhere, scenes
from rashomon.link.positions.targets import spared, targets
from rashomon.link.positions.units import Unit

_P = {
    "answer": 0.7,
    "report": 0.7,
    "bearing": 0.6,
    "target": 0.55,
    "names": 0.6,
    "proves": 0.55,
    "manner": 0.6,
    "absence": 0.6,
    "identity": 0.5,
    "room": 0.55,
    "scene": 0.55,
    "ages": 0.6,
    "finder": 0.5,
}
_SURE = 0.65
_ALONE: dict[str, Callable[[Point, Point], bool]] = {
    "bearing": opposite,
    "target": spared,
    "names": otherwise_named,
    "manner": by_night,
    "identity": another,
    "gap": far_apart,
    "scene": elsewhere,
    "ages": another_age,
}
"""Kinds of points that tell by themselves whether they exclude each other."""


def points(units: Sequence[Unit]) -> list[tuple[Point, ...]]:
    """For each unit of a case the points of its content; the units of each document in the order of its text."""
    known = anchors(units)
    by_sentence: dict[tuple[str, int], list[Unit]] = defaultdict(list)
    for unit in units:
        by_sentence[unit.doc, unit.sentence].append(unit)
    settings: dict[str, frozenset[str]] = {}
    for (doc, _), beside in by_sentence.items():
        settings[doc] = settings.get(doc, frozenset()).union(n.key for u in beside for n in u.near)
    denials = {u.id: last for u in units if (last := answered(u, by_sentence.get((u.doc, u.sentence - 1), ())))}
    denied = frozenset(last.id for last in denials.values())
    found: list[tuple[Point, ...]] = []
    for unit in units:
        own = [] if unit.is_open else [*_points(unit, known, by_sentence), *told(unit, denied)]
        own += answers(unit, denials[unit.id]) if unit.id in denials else ()
        found.append(tuple(replace(p, setting=settings[unit.doc]) for p in own))
    return found


def _points(unit: Unit, known: Anchors, by_sentence: dict[tuple[str, int], list[Unit]]) -> Iterator[Point]:
    own = list(bearings(unit))
    yield from own
    if not own and unit.cue:
        for after in by_sentence.get((unit.doc, unit.sentence + 1), ())[:1]:
            yield from handed_on(unit, after)
    for found in (targets, contents, manners, absences, identified, causes, reports, scenes):
        yield from found(unit)
    beside = by_sentence[unit.doc, unit.sentence]
    yield from moments(unit, known, beside)
    yield from gap_points(unit, beside)


def blocks_of(found: Sequence[Point]) -> set[Hashable]:
    """What another content must share to be held against one with these points."""
    return {("point", p.kind, p.subject) for p in found}


def at_odds(one: Unit, other: Unit, first: Sequence[Point], second: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Points of two contents that cannot both be so."""
    for x in first:
        for y in second:
            if x.kind == y.kind and _excluded(x, y, one, other) and one_setting(one, other, x, y):
                yield x, y


def _excluded(x: Point, y: Point, one: Unit, other: Unit) -> bool:  # noqa: PLR0911 (one line for each kind of point)
    if x.kind in _ALONE:
        return _ALONE[x.kind](x, y)
    match x.kind:
        case "proves":
            return unproven(x, y, one, other)
        case "absence":
            return present(x, y, one, other) and same_setting(one, other)
        case "cause" | "room":
            return another_cause(x, y) and same_setting(one, other)
        case "finder":
            return another_finder(x, y) and same_setting(one, other)
        case "answer":
            return bool(x.value & y.not_ or y.value & x.not_)
        case "report":
            return called_wrong(x, y) and same_setting(one, other)
        case _:
            return other_hour(x, y)


def sureness(x: Point) -> float:
    """How surely two points of this kind contradict one another."""
    return _P.get(x.kind, _SURE)


def why(x: Point, y: Point) -> str:
    """The two points against one another, in the words of the documents."""
    return f"{quoted(x.words)} against {quoted(y.words)}"
