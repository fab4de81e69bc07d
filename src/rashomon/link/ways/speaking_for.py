"""Who speaks for an institution, and which one: "the ministry's spokeswoman" and the Defence Ministry of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.link.ways.sayings import WORD, Page
from rashomon.records import Entity, Speaker
from rashomon.text import fold

BODIES = ("organisation", "group", "facility")
NEAR = 400
"""Characters before "its spokesman" in which the one is named whose spokesman he is."""
OF = re.compile(r"\b(?:of|for|at)\s+(?:the\s+)?(?P<what>[^,;:()]{3,80})")
SMALL = frozenset("the a an of for at in on and its their his her our s this that".split())


@cache
def table() -> dict[str, Any]:
    """hops.toml, read once."""
    import tomllib

    data: dict[str, Any] = tomllib.loads(files("rashomon.link.ways").joinpath("hops.toml").read_text(encoding="utf-8"))
    return data


@cache
def words_of(section: str, name: str) -> frozenset[str]:
    """A list of words of hops.toml."""
    return frozenset(table()[section][name].split())


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without articles, prepositions and the possessive."""
    return tuple(word for word in WORD.findall(fold(name)) if word not in SMALL)


class Bodies:
    """The institutions that a page names, by the words of their names."""

    def __init__(self, page: Page) -> None:
        self._entities = {e.id: e for e in page.reading.entities if e.kind in BODIES and _is_name(e.name)}
        found = [(m.start, m.entity) for m in page.reading.mentions if m.entity in self._entities]
        known = {entity for _, entity in found}
        found += [(_offset(e), e) for e in self._entities if e not in known]
        self._mentions = sorted(found)
        self._words = {e: frozenset(name_words(entity.name)) for e, entity in self._entities.items()}

    def meant(self, words: tuple[str, ...], at: int) -> Entity | None:
        """The institution whose name has all these words: the last one before an offset, or else the only one."""
        asked = frozenset(words)
        if not asked:
            return None
        fits = [(start, e) for start, e in self._mentions if asked <= self._words[e] and asked != self._words[e]]
        before = [e for start, e in fits if start < at]
        if before:
            return self._entities[before[-1]]
        return self._entities[fits[0][1]] if len({e for _, e in fits}) == 1 else None

    def last_before(self, at: int) -> Entity | None:
        """The institution or group named last before an offset, and near it."""
        i = bisect_left(self._mentions, (at, "")) - 1
        if i < 0 or at - self._mentions[i][0] > NEAR:
            return None
        return self._entities[self._mentions[i][1]]

    def exact(self, words: tuple[str, ...]) -> Entity | None:
        """The institution of this very name, or whose name of several words stands among these."""
        asked = frozenset(words)
        fits = [e for e in sorted(self._words) if self._words[e] == asked]
        fits += [e for e in sorted(self._words) if len(self._words[e]) > 1 and self._words[e] < asked]
        return self._entities[fits[0]] if fits else None


def spoken_for(speaker: Speaker, source: str, at: int, bodies: Bodies) -> tuple[Entity, str] | None:
    """The institution for which a speaker speaks, and why in words; nothing for whoever speaks for himself only.

    `source` are the words of the text for the speaker, which begin at `at`.
    """
    if speaker.kind not in ("person", "people"):
        return None
    role = speaker.role or source
    said = WORD.findall(fold(f"{role} {speaker.affiliation}"))
    voice = not words_of("speaks_for", "voices").isdisjoint(said)
    heads = [word for word in said if word in words_of("speaks_for", "heads")]
    if not (voice or heads):
        return None
    for words in _described(speaker, source, role, heads):
        body = bodies.exact(words) or bodies.meant(words, at)
        if body is not None:
            return body, f"{speaker.name or source} speaks for {body.name}: “{(role or source).strip(' ,')}”"
    own = fold(role).split()[:1]
    body = bodies.last_before(at) if voice and own and own[0] in ("its", "their") else None
    return (body, f"{speaker.name or source} speaks for {body.name}: “{role}”") if body else None


def _described(speaker: Speaker, source: str, role: str, heads: list[str]) -> list[tuple[str, ...]]:
    """The words by which the institution may be found, the surest first."""
    titles = words_of("speaks_for", "voices") | words_of("speaks_for", "heads")
    found = []
    of = OF.search(source) or OF.search(role)
    for text in (speaker.affiliation, of["what"] if of else ""):
        words = tuple(w for w in name_words(text) if w not in titles)
        if words:
            found.append(words)
    leads = table()["leads"]
    rest = tuple(w for w in name_words(role) if w not in titles)
    for head in heads:
        if head in leads:
            found.insert(0, (*rest, leads[head]) if leads[head] != "office" else (head, leads[head]))
            if found[0] != (leads[head],) and leads[head] != "office" and speaker.affiliation:
                found.insert(1, (*(w for w in name_words(speaker.affiliation) if w not in titles), leads[head]))
    found += [rest] if rest else []
    return [words for words in dict.fromkeys(found) if words]


def _is_name(name: str) -> bool:
    words = [w for w in WORD.findall(name) if fold(w) not in SMALL]
    return bool(words) and any(w[0].isupper() for w in words) and name[:4].casefold() not in ("the ", "this", "that")


def _offset(entity: str) -> int:
    tail = entity.rpartition(".")[2][1:]
    return int(tail) if tail.isdigit() else 0
