"""Whether it was an accident or done on purpose, and in which room it began."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.link.positions.act_words import says_no
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit

_EVENTS = {
    "fire": r"fire|blaze|inferno",
    "explosion": r"explosion|blast|detonation",
    "crash": r"crash|derailment|collision",
    "sinking": r"sinking|shipwreck",
    "collapse": r"collapse|breach",
    "leak": r"leak|spill|contamination",
}
_EVENT = "|".join(_EVENTS.values())
_WAS = rf"\b(?:{_EVENT}|it|this)\s+(?:was|had\s+been|is|has\s+been)\s+(?:\w+ly\s+)?"
_CAUSES = {
    "accident": (
        rf"{_WAS}(?:an\s+accident|accidental)\b"
        rf"|\b(?:{_EVENT}|it)\s+(?:started|began|happened)\s+(?:by\s+accident|accidentally)\b"
    ),
    "purpose": (
        rf"{_WAS}(?:(?:set|started|lit|caused|planned|done)\s+)?(?:deliberate(?:ly)?|on\s+purpose|intentional(?:ly)?|arson"
        rf"|(?:an\s+act\s+of\s+)?sabotage)\b|\b(?:{_EVENT}|it)\s+(?:started|began)\s+(?:deliberately|on\s+purpose)\b"
        rf"|\b(?:was|had\s+been)\s+deliberately\s+(?:set|started|lit|caused)\b"
    ),
}
_MAYBE = re.compile(
    r"\b(?:if|whether|may|might|could|possib\w+|suspect\w*|charge[ds]?|treated\s+as|rule[ds]?\s+out|theor\w+|either)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(r"(?:,|\band)\s+not\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"^\W*(?:that\s+)?(?:it|this)\b", re.IGNORECASE)
_ROOMS = {
    "roof": "roof|attic|loft",
    "cellar": "cellar|basement",
    "kitchen": "kitchen|canteen",
    "hall": "hall|workshop",
    "store": "storehouse|storeroom|warehouse|stockroom|depot",
    "boiler": "boiler room|engine room|boiler house",
    "bedroom": "bedroom|dormitory",
    "office": "office",
    "garage": "garage|car park",
    "laundry": "laundry",
    "stairs": "stairwell|staircase|lift shaft",
    "stage": "stage|projection room",
    "ward": "ward",
    "stable": "stable|barn",
}
_BEGAN = re.compile(
    rf"\b(?:{_EVENT}|it|which|that)\s+(?:had\s+)?(?:started|began|begun|broke\s+out|broken\s+out|originated|erupted)\s+(?:in|on)\s+"
    rf"(?:the|an?)\s+(?:[\w-]+\s+)?(?P<room>{'|'.join(_ROOMS.values())})\b",
    re.IGNORECASE,
)


def causes(unit: Unit) -> Iterator[Point]:
    """By accident or on purpose, as a content has it, and the room in which it has it begin."""
    text, *wrong = _CORRECTED.split(unit.text, maxsplit=1)
    if unit.denied or says_no(text) or unit.certainty.startswith("PS") or _MAYBE.search(text):
        return
    event = _event(unit)
    if not event:
        return
    found = {c: m for c, pattern in _CAUSES.items() if (m := re.search(pattern, text, re.IGNORECASE))}
    if len(found) == 1:
        ((cause, m),) = found.items()
        yield Point("cause", event, m.group(), f"What caused the {event}", frozenset({cause}))
    began = _BEGAN.search(text)
    if began:
        words = f"{began.group()} {unit.text[len(text) :].strip()}" if wrong else began.group()
        yield Point("room", event, words, f"Where the {event} began", frozenset({_room(began.group("room"))}))


def _room(words: str) -> str:
    plain = " ".join(words.lower().split())
    return next(room for room, names in _ROOMS.items() if plain in names.split("|"))


def _event(unit: Unit) -> str:
    """The one sort of event of which a content tells; for a pronoun, the one of the sentence before."""
    text = unit.text if not _PRONOUN.match(unit.text) else f"{unit.previous} {unit.text}"
    found = [e for e, words in _EVENTS.items() if re.search(rf"\b(?:{words})s?\b", text, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def another_cause(x: Point, y: Point) -> bool:
    """Whether one event has two causes, or two rooms in which it began."""
    return x.subject == y.subject and x.value != y.value
