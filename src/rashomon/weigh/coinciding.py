"""Which origins may be one: what is known of whoever stands at the end of a lineage, held against another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.records import Identification, NodeKind, Speaker, Step
from rashomon.text import fold

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
POSSESSIVE = re.compile(r"[’']s\b")
BREAK = re.compile(
    r",|\b(?:of|with|who|whom|which|that|from|at|in|on|near|for|by|to|briefed|familiar|close)\b", re.IGNORECASE
)
KINDS = {
    "fighter": "of a fighting group",
    "military": "of the army",
    "police": "of the police",
    "press": "of the press",
}
"""What kinds of people are called, where the bare word would not do."""
BODIES = ("organisation", "group", "facility", "place", "event")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who stands at the end of lineages, with what their texts say of him.

    `unstated` is set where a text names no source, or stands on a medium: it may rest on anybody. `kinds` are kinds of
    people (none: it may be any), `fields` the words that say of which office or trade ("harbour"), `lands` those with a
    capital ("Iraqi"), `context` all words of role and affiliation.
    """

    node: str
    name: str
    identification: Identification
    unstated: bool = False
    body: bool = False
    kinds: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    several: bool = False
    counted: bool = False
    place: bool = False

    @property
    def named(self) -> bool:
        """Whether it is known by name who it is."""
        return self.identification == "named" and not self.unstated


def origin_of(last: Step, speaker: Speaker | None, kind: str) -> Origin:
    """What is known of the last step of a lineage; `speaker` is who speaks there, of such a kind."""
    media: tuple[NodeKind, ...] = ("document", "outlet")
    if last.kind in media or last.identification == "unspecified":
        return Origin(last.node, last.name, last.identification, unstated=True)
    body = kind in BODIES
    if last.identification == "named":
        return replace(_known(last, speaker, body), place=kind == "place")
    head, before = _noun(last.name)
    fields = frozenset(_plain(word) for word in before if not word[0].isupper())
    lands = frozenset(fold(word) for word in before if word[0].isupper())
    context = _context(speaker) | {fold(word) for word in before} | {head}
    several = kind == "people" or _is_plural(head)
    counted = any(fold(word) in words_of("numbers") for word in WORD.findall(last.name)[:3])
    return Origin(
        last.node, last.name, last.identification, body=body, kinds=_kinds(head), fields=fields, lands=lands,
        context=frozenset(context), several=several and not body, counted=counted,
    )  # fmt: skip


def may_be_one(one: Origin, other: Origin) -> tuple[bool, str]:
    """Whether two origins may be the same one, with the reason in words."""
    for a, b in ((one, other), (other, one)):
        if a.unstated:
            return True, f"{a.name} names no source, and may rest on {b.name}"
    against = next(_against(one, other), "")
    if against:
        return False, against
    if one.named and other.named:
        return True, f"{one.name} and {other.name} may be one: a state speaks through its institutions"
    if one.named or other.named:
        known, unknown = (one, other) if one.named else (other, one)
        return True, f"{unknown.name} may be {known.name}: nothing speaks against it"
    return True, f"{one.name} and {other.name} may be one: neither is named, and nothing speaks against it"


def _against(one: Origin, other: Origin) -> Iterator[str]:
    """What speaks against two stated origins being one."""
    if one.named and other.named and not _state_and_its_body(one, other):
        yield f"{one.name} and {other.name} are two: both are named"
    if ("paper" in one.kinds) != ("paper" in other.kinds):
        yield f"{one.name} and {other.name} are two: one is a document"
    if one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds) and not _through(one, other):
        yield f"{one.name} and {other.name} are two: {_either(one)}, and {_either(other)}"
    for a, b in ((one, other), (other, one)):
        if a.named and not a.body and b.several and (b.counted or "official" not in b.kinds):
            yield f"{a.name} and {b.name} are two: one person, and several"
        if a.named and b.fields and a.context and a.context.isdisjoint(b.fields):
            yield f"{a.name} and {b.name} are two: nothing that is said of the one fits the other"
    if not (one.named or other.named) and one.fields and other.fields and one.fields.isdisjoint(other.fields):
        yield f"{one.name} and {other.name} are two: {_listed(one.fields)}, and {_listed(other.fields)}"
    if one.lands and other.lands and one.lands.isdisjoint(other.lands):
        yield f"{one.name} and {other.name} are two: of different places or countries"


def _through(one: Origin, other: Origin) -> bool:
    """Whether the one is an institution of a state that may speak through officers and police, too."""
    return any(
        a.body and "official" in a.kinds and not b.body and not b.kinds.isdisjoint(("military", "police"))
        for a, b in ((one, other), (other, one))
    )


def _state_and_its_body(one: Origin, other: Origin) -> bool:
    """Whether of two institutions one is a state or its capital, and the other is known as its own."""
    if not (one.body and other.body):
        return False
    for state, owned in ((one, other), (other, one)):
        known = [row for row in _states() if fold(state.name) in row["state"]]
        if any(fold(owned.name) in row["state"] | row["bodies"] for row in known):
            return True
        words, rest = (set(WORD.findall(fold(o.name))) for o in (state, owned))
        if state.place and words < rest:
            return True
    return False


@cache
def _states() -> tuple[dict[str, frozenset[str]], ...]:
    """The names of some states with their capitals, and of institutions that are known without the state's name."""
    rows = _table()["states"].values()
    return tuple({key: frozenset(filter(None, row[key].splitlines())) for key in ("state", "bodies")} for row in rows)


@cache
def words_of(section: str) -> frozenset[str]:
    """A list of words of coinciding.toml."""
    return frozenset(_table()[section]["words"].split())


@cache
def _table() -> dict[str, Any]:
    import tomllib

    path = files("rashomon.weigh").joinpath("coinciding.toml")
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def _kinds_of_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, words in _table()["kinds"].items():
        for word in words.split():
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def _known(last: Step, speaker: Speaker | None, body: bool) -> Origin:
    """Somebody who is named: of the kinds that the role says, a civilian where a role says nothing of the kind."""
    text = last.name if body else f"{speaker.role} {speaker.affiliation}" if speaker else ""
    words = [fold(w) for w in WORD.findall(text)]
    kinds = frozenset(k for word in words for k in _kinds_of_word().get(word, ()))
    context = frozenset(_plain(word) for word in words) | _context(speaker)
    if words and not kinds and not body:
        kinds = frozenset({"civilian"})
    return Origin(last.node, last.name, "named", body=body, kinds=kinds, context=context)


def _context(speaker: Speaker | None) -> frozenset[str]:
    text = f"{speaker.role} {speaker.affiliation}" if speaker else ""
    return frozenset(_plain(word) for word in WORD.findall(text)) - words_of("plain")


def _noun(name: str) -> tuple[str, list[str]]:
    """The noun of a description, folded, and the words before it that say more of it."""
    name = POSSESSIVE.sub("", name)  # "the mayor's office" is an office
    first = BREAK.split(name, maxsplit=1)[0]
    words = WORD.findall(first) or WORD.findall(name)
    at = next((i for i, w in enumerate(words) if fold(w) in _heads()), len(words) - 1)
    # In "security officials" the noun is the last one that is known to be one, not the first.
    while at + 1 < len(words) and fold(words[at + 1]) in _heads():
        at += 1
    skip = words_of("plain") | words_of("numbers")
    return (fold(words[at]) if words else ""), [w for w in words[:at] if fold(w) not in skip and not w.isdigit()]


@cache
def _heads() -> frozenset[str]:
    return frozenset(_kinds_of_word()) | words_of("open")


def _kinds(head: str) -> frozenset[str]:
    return _kinds_of_word().get(head, frozenset())


def _plain(word: str) -> str:
    word = fold(word)
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _is_plural(head: str) -> bool:
    return (len(head) > 3 and head.endswith("s") and not head.endswith("ss")) or head in ("people", "men", "women")


def _listed(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def _either(origin: Origin) -> str:
    return " or ".join(KINDS.get(kind, kind) for kind in sorted(origin.kinds))
