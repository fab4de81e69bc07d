"""What a paper or recording says: that it names one place or half a country, that it proves something or does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.link.positions.act_words import stem, stems_of
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit

_PAPER = (
    r"(?:warning|letter|report|list|memo|memorandum|document|message|note|indictment|map|leaflet|call|recording|tape|order"
    r"|e-?mail|file|log|photograph|picture|photo|image|video|footage|intercept|transcript|contract|page|certificate|diary)"
)
_HEAD = re.compile(rf"(?P<of>(?:[\w’'-]+\s+){{0,3}})\b(?P<head>{_PAPER})s?\b", re.IGNORECASE)
_NAMES = re.compile(
    r"\b(?:named|names|naming|listed|lists|listing|mentioned|mentions|mentioning|specified|specifies)\s+(?P<what>[^,;:.!?“”\"]{2,50})"
)
_SWEEPING = re.compile(r"(?:half|the\s+(?:whole|entire)|every|nobody|nothing|no)\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:nobody|nothing)\b", re.IGNORECASE)
_ONE = re.compile(r"(?:one|only|a\s+single|just)\b|(?:the\s+)?[A-Z]", re.ASCII)
_GOVERNS = re.compile(
    rf"(?:^|\b(?:{_PAPER}s?|and|that|which|it|one|this|also|only|even|already|clearly|has|had|have))\W*$", re.IGNORECASE
)
"""What stands right before the verb by which a paper names something."""
_IT = re.compile(r"\b(?:this one|that one|it|this)\b", re.IGNORECASE)
_PROVES = re.compile(
    r"\b(?:that|which|has|had|have)?\s*(?:proved|proves|prove|proven|proving|demonstrated|demonstrates|established|establishes)\s+"
    r"(?!to\b|it\b|that\s+it\b|vital|crucial|decisive|essential|fatal|effective|highly|too|very|more|so|difficult|hard|wrong|right|useful|popular|correct|nothing|little|otherwise|as\b)(?P<what>[^,;:.!?“”\"]{3,80})",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\b(?:(?:did|does|do|could|can)\s*(?:not|never|n[’']t)|didn[’']t|doesn[’']t|cannot|never)\s+(?P<verb>prove|show|mention|name"
    r"|demonstrate|establish|identify|contain|refer\s+to|support)\w*\s+(?P<what>[^,;:.!?“”\"]{3,80})"
    r"|\b(?:proved|proves|prove)\s+(?P<none>nothing)\b|(?<!\bthere\s)\b(?:is|was|are|were)\s+(?P<no>no\s+proof|not\s+proof)\b",
    re.IGNORECASE,
)
_NEAR = 70


def _of(head: re.Match[str]) -> frozenset[str]:
    return stems_of(head.group("of"))


def _head(text: str) -> re.Match[str] | None:
    found = list(_HEAD.finditer(text))
    return found[-1] if found else None


def contents(unit: Unit) -> Iterator[Point]:
    """What a content says that a paper or recording names, proves or leaves out."""
    if unit.denied:
        return
    yield from _naming(unit)
    yield from _proving(unit)


def _naming(unit: Unit) -> Iterator[Point]:
    m = _NAMES.search(unit.text)
    if m is None:
        return
    clause = re.split(r"[.!?:]|[”\"]\s+(?=[“\"])", unit.text[max(0, m.start() - _NEAR) : m.start()])[-1].lstrip(' ”“"')
    if not _GOVERNS.search(clause):
        return  # "a man named X" in a report tells of a man
    if _IT.match(clause):
        head = _head(unit.text[: m.start() - len(clause)]) or _head(unit.previous)
    else:
        head = _head(clause) or (_head(unit.cue) if clause.strip() in ("", "that") else None)
    if head is None or (unit.negative and not _NOBODY.match(m.group("what"))):
        return
    what = m.group("what")
    value = "sweeping" if _SWEEPING.match(what) else "one" if _ONE.match(what) else ""
    if value:
        noun = head.group("head").lower()
        yield Point("names", stem(noun), m.group(), f"What the {noun} named", frozenset({value}), of=_of(head))


def _proving(unit: Unit) -> Iterator[Point]:
    silent = _SILENT.search(unit.text)
    m = silent or _PROVES.search(unit.text)
    if m is None:
        return
    head = _head(unit.text[max(0, m.start() - _NEAR) : m.start()])
    if head is None or (silent is None and unit.negative):
        return
    noun = head.group("head").lower()
    verb = (silent.group("verb") or "prove").lower() if silent else "prove"
    groups = m.groupdict()
    of = _of(head)
    yield Point(
        "proves",
        stem(noun),
        unit.text[max(0, m.start() - _NEAR) + head.start("head") : m.end()],
        f"What the {noun} proves",
        frozenset({"not" if silent else "proof"}),
        frozenset({f"verb {verb}"}) | frozenset(f"stem {s}" for s in stems_of(groups.get("what") or "")),
        of,
    )


def otherwise_named(x: Point, y: Point) -> bool:
    """Whether one has a paper name half a country, or nothing, where another has it name one thing."""
    return x.subject == y.subject and x.value != y.value


def unproven(x: Point, y: Point, one: Unit, other: Unit) -> bool:
    """Whether one says that a thing proves it, another that the same thing does not even mention or show it."""
    if x.subject != y.subject or x.value == y.value or not x.of & y.of:
        return False
    silent, unit, proof = (x, other, y) if "not" in x.value else (y, one, x)
    if "verb prove" in silent.not_ and len(silent.not_) == 1:
        return True
    objects = {s.partition(" ")[2] for s in silent.not_ if s.startswith("stem ")}
    told = {s.partition(" ")[2] for s in proof.not_ if s.startswith("stem ")}
    named = {stem(w) for key in unit.top | unit.keys for w in key.split()}
    return bool(objects & (told | named))
