"""Offices that one person at a time holds, as roles are worded: "the Iraqi prime minister", "mayor of Vardessa"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rashomon.link.who.name_keys import demonym, land, listed, name_key, plain, spelt

LONGEST = 6  # words of a role
_PAST = frozenset("former ex then late acting deputy vice assistant under candidate would-be designate".split())
_OWNER = re.compile(r"\b([\w.]+)['’]s\b")


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """The words of an office in one order, and the stem of the place it is held for (empty when the role has none)."""

    words: str
    owner: str = ""


@lru_cache(maxsize=50_000)
def office_of(role: str) -> Office | None:
    """The office that a role is, or none: a former one, one that many hold, or a role that says more."""
    owners = {land(m[1]) for m in _OWNER.finditer(role) if m[1][:1].isupper()}
    bare = _OWNER.sub(" ", role)
    words = [w for w in name_key(bare, False).words if w not in listed("small")]
    if not 0 < len(words) <= LONGEST or any(w in _PAST for w in words):
        return None
    office = []
    shown = {spelt(plain(w)): w for w in re.findall(r"[\w.]+", bare)}
    for word in words:
        if word in listed("single_offices") or word in listed("generic"):
            office.append(word)
        elif demonym(word) or shown.get(word, "")[:1].isupper():
            owners.add(land(word))
        else:
            return None
    if not any(w in listed("single_offices") for w in office) or len(owners) > 1:
        return None
    return Office(" ".join(sorted(set(office))), next(iter(owners), ""))
