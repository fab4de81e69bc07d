"""What a text asserts, and whether it denies it: "X denied that ...", "reports that ... are false"."""

from __future__ import annotations

import re
from typing import NamedTuple

_DENY = r"(?:den(?:ied|ies|y|ying)|disput(?:ed|es|ing)|reject(?:ed|s|ing)?|dismiss(?:ed|es|ing)?|refut(?:ed|es|ing))"
_TALK = (
    r"(?:reports?|claims?|allegations?|rumou?rs?|suggestions?|accusations?|"
    r"the (?:report|claim|idea|notion|allegation)s?)"
)
_FALSE = r"(?:false|untrue|not true|not the case|a hoax|a lie|fake|fabricated|baseless|unfounded|incorrect|wrong)"
_FORMS = (
    re.compile(
        rf"^(?P<who>[^,.;:\"\u201c]{{1,80}}?)\s(?:(?:has|have|had|also|again|later|flatly|strongly|categorically)\s){{0,2}}"
        rf"{_DENY}\s(?:(?:{_TALK}\s)?that\s)(?P<what>.{{8,}})$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:(?P<who>[^,.;:\"\u201c]{{1,80}}?)\s(?:said|says|say|insisted|added)\s(?:that\s)?)?"
        rf"it (?:is|was|'s) (?:simply |just |completely )?{_FALSE}\sthat\s(?P<what>.{{8,}})$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^{_TALK}\s(?:that|of)\s(?P<what>.{{8,}}?)\s(?:are|were|is|was)\s(?:simply |just |completely )?{_FALSE}\b"
        r"(?:\s?,\s(?P<who>[^,.;:]{1,60}?)\s(?:said|says|insisted))?[\s.]*$",
        re.IGNORECASE,
    ),
)
_SELF = re.compile(
    r"^(?P<who>[^,.;:\"\u201c]{1,80}?)\s(?:said|says|insisted|insists|maintained|stressed)\s(?:that\s)?(?:it|they|he|she)\s"
    r"(?P<be>did|had|has|have|was|were|is|are|would|will)(?:\s(?:not|never)|n['\u2019]t)\s(?P<what>.{4,})$",
    re.IGNORECASE,
)
"""Somebody denies a deed of their own: "the army said it had not fired"."""
_PRONOUN = re.compile(r"^(?:it|they|he|she)\s", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['\u2019]?t\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")


class Polarity(NamedTuple):
    """What is asserted or denied, whether it is denied, and by whom, in the text's words (or empty)."""

    text: str
    denied: bool
    speaker: str


def polarity_of(text: str) -> Polarity:
    """Take a denial apart, a pronoun in it by its source; any other text is given back whole."""
    own = _SELF.match(text)
    if own:
        who = own["who"].strip()
        return Polarity(f"{who} {own['be']} {own['what'].strip()}", True, who)
    for form in _FORMS:
        match = form.match(text)
        if match:
            who, what = (match["who"] or "").strip(), match["what"].strip()
            return Polarity(_PRONOUN.sub(f"{who} ", what) if who else what, True, who)
    return Polarity(text, False, "")


def negations(text: str) -> int:
    """How many words negate in a text."""
    return len(_NEGATION.findall(text))


def without_negations(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without those that negate and the "do" that comes with them."""
    words = _WORD.findall(_NEGATION.sub(" ", text.lower()))
    return tuple(w for w in words if w not in ("do", "does", "did", "any", "a", "an", "the"))


_OPPOSITES = (
    "alive dead|living dead|open closed|opened closed|opened shut|win lose|won lost|wins loses|rise fall|rose fell|"
    "rising falling|increase decrease|increased decreased|increases decreases|gained lost|up down|higher lower|"
    "arrested released|"
    "jailed freed|detained released|guilty innocent|convicted acquitted|accepted rejected|accept reject|"
    "approved rejected|"
    "first last|success failure|succeeded failed|positive negative|male female|true false|real fake|"
    "genuine fake|allowed banned|legal illegal|confirmed denied|started ended|began ended|begins ends|largest smallest|"
    "highest lowest|best worst|north south|east west|northern southern|eastern western|survived died|intact destroyed|"
    "active inactive|retired current|former current|married single|professional amateur|major minor|early late|"
    "majority minority|support oppose|supported opposed|supports opposes|intentional accidental|deliberate accidental|"
    "military civilian|lifted imposed|entered left|arrived departed|joined left|hired fired|agreed refused|"
    "present absent|domestic foreign|public private|included excluded|safe dangerous|healthy ill|empty full|"
    "son daughter|brother sister|father mother|husband wife|king queen|actor actress|youngest oldest|eldest youngest"
)


def _table() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split("|"):
        one, two = pair.split(" ")
        out.setdefault(one, set()).add(two)
        out.setdefault(two, set()).add(one)
    return {word: frozenset(others) for word, others in out.items()}


_OPPOSITE = _table()


def opposed(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """Words of the two texts that mean the opposite of each other, where neither text has both."""
    ours, theirs = set(_WORD.findall(a.lower())), set(_WORD.findall(b.lower()))
    return tuple(
        (one, two)
        for one in sorted(ours - theirs)
        for two in sorted(_OPPOSITE.get(one, frozenset()))
        if two in theirs and two not in ours
    )
