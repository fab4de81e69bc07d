"""Which origins may be one: what is known of whoever stands at the end of a lineage, held against another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.records import Identification, NodeKind, Speaker, Step
from rashomon.text import fold

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
BREAK = re.compile(
    r",|\b(?:of|with|who|whom|which|that|from|at|in|on|near|for|by|to|briefed|familiar|close)\b", re.IGNORECASE
)
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
        return _known(last, speaker, body)
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
            return True, f"{a.name} does not say where it has it from: it may rest on {b.name}"
    against = next(_against(one, other), "")
    if against:
        return False, against
    if one.named or other.named:
        known, unknown = (one, other) if one.named else (other, one)
        return True, f"“{unknown.name}” is not named, and nothing says that it is not {known.name}"
    return True, f"neither “{one.name}” nor “{other.name}” is named, and nothing says that they are two"


def _against(one: Origin, other: Origin) -> Iterator[str]:
    """What speaks against two stated origins being one."""
    if one.named and other.named:
        yield f"{one.name} and {other.name} are two, by their names"
    if ("paper" in one.kinds) != ("paper" in other.kinds):
        yield f"of {one.name} and {other.name} one is a document"
    if one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds):
        yield f"{one.name} and {other.name} are not of one kind: {_either(one)}, and {_either(other)}"
    for a, b in ((one, other), (other, one)):
        if a.named and not a.body and b.several and (b.counted or "official" not in b.kinds):
            yield f"{b.name} are several, {a.name} is one person"
        if a.named and b.fields and a.context and a.context.isdisjoint(b.fields):
            yield f"nothing that is said of {a.name} fits “{b.name}”"
    if not (one.named or other.named) and one.fields and other.fields and one.fields.isdisjoint(other.fields):
        yield f"{one.name} and {other.name} are of different offices or trades"
    if one.lands and other.lands and one.lands.isdisjoint(other.lands):
        yield f"{one.name} and {other.name} are of different places or countries"


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


def _either(origin: Origin) -> str:
    return " or ".join(sorted(origin.kinds)) or "any"
