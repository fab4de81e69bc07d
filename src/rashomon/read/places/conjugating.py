"""Forms of regular English verbs."""

from __future__ import annotations


def with_s(verb: str) -> str:
    """The third person: sends, denies, pushes."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def with_ed(verb: str) -> str:
    """The past: denied, refused, blamed."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def with_ing(verb: str) -> set[str]:
    """The forms that end in -ing, with and without its last letter doubled: one of the two is right."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    return {stem + "ing", stem + stem[-1] + "ing"}
