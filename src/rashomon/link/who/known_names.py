"""The alias table that ships with the module, and the user's own, as one."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.link.who.name_keys import name_key
from rashomon.records import KnownAliases

SHORT = 4  # letters of a name that is meant only when it is written in capitals


@dataclass(frozen=True, slots=True)
class Known:
    """A row: its number, whose it is, its kind (or empty), its first name; of a country's capitals `capital`."""

    row: str
    kind: str
    first: str
    own: bool = False
    capital: bool = False


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.link.who") / "aliases.toml").read_text("utf8"))


@cache
def _capitals() -> frozenset[str]:
    return frozenset(flat(n) for n in _shipped()["capitals"].replace("\n", "").split("|"))


@cache
def _table() -> dict[str, tuple[Known, ...]]:
    rows: dict[str, list[Known]] = {}
    for kind in ("outlet", "group", "organisation", "place"):
        for number, names in enumerate(_shipped()[kind]):
            for name in names:
                capital = kind == "place" and flat(name) in _capitals()
                known = Known(f"{kind} {number}", kind, names[0], capital=capital)
                _put(rows, name, known)
    return {name: tuple(found) for name, found in rows.items()}


def _put(rows: dict[str, list[Known]], name: str, known: Known) -> None:
    found = rows.setdefault(flat(name), [])
    if known not in found:
        found.append(known)


def flat(name: str) -> str:
    """A name as it is looked up: plain words without "the"."""
    return " ".join(w for w in name_key(name, False).words if w != "the")


class KnownNames:
    """The alias rows, looked up by name; the user's rows come first."""

    def __init__(self, aliases: Sequence[KnownAliases]) -> None:
        self._own: dict[str, list[Known]] = {}
        for given in sorted(aliases, key=lambda a: (a.line, a.names)):
            for name in given.names:
                _put(self._own, name, Known(f"own {given.line}", given.kind, given.names[0], own=True))

    def of(self, name: str, kinds: frozenset[str]) -> Known | None:
        """The row that a name of one of these kinds stands in, if just one does."""
        key = flat(name)
        own = [k for k in self._own.get(key, ()) if not k.kind or k.kind in kinds]
        if own:
            return own[0]
        bare = name.replace(".", "").strip()
        if len(bare) <= SHORT and not any(c.isupper() for c in bare[1:]):
            return None  # "is", "Us" and "Who" are words
        found = [k for k in _table().get(key, ()) if k.kind in kinds]
        return found[0] if len(found) == 1 else None

    def country(self, name: str) -> Known | None:
        """The row of a country that a name is the name, or the capital, of."""
        return self.of(name, frozenset(("place",)))
