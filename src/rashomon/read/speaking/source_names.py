"""Names among the words of a source: where one begins, and the kind that its words give away."""

from __future__ import annotations

import re

from rashomon.read.speaking.roles import is_armed, is_title
from rashomon.read.speaking.source_words import Word, lexicon


def before_name(word: Word) -> bool:
    """Whether a word can only stand before a name, not in it."""
    sets = lexicon().words
    if word.bare in sets["honorifics"] or word.bare in sets["particles"]:
        return False
    return is_title(word) or word.possessive or not word.capital


def kind_of_name(words: list[Word]) -> str:
    """The kind that the words of a name give away; empty for what may be a person."""
    sets, nouns = lexicon().words, lexicon().nouns
    last, single = words[-1], len(words) == 1
    if words[0].bare in sets["honorifics"]:
        return "person"
    joined = "-".join(w.bare for w in words[-2:])
    for name, kind in (("organisations", "organisation"), ("groups", "group"), ("outlets", "outlet")):
        if joined in sets[name] or (last.bare in sets[name] and (single or last.bare not in sets["surnames"])):
            return kind
    found, _, plural = nouns.get(last.bare, ("", "", False))
    sure = plural or len(words) > 2 or last.bare not in sets["surnames"]
    if found in ("organisation", "group") or (found in ("outlet", "document") and not single and sure):
        return found
    letters = last.text.replace(".", "")
    if single and 2 <= len(letters) <= 5 and letters.isupper() and letters.isalpha():
        return "organisation"
    return "organisation" if single and re.search(r"[^.]\.(?:com|org|net|gov)$", last.bare) else ""


def holds_organisation(words: list[Word]) -> bool:
    """Whether a name holds a noun for an organisation: "the House Select Committee on Benghazi"."""
    nouns = lexicon().nouns
    return any(
        w.capital and not w.possessive and nouns.get(w.bare, ("",))[0] in ("organisation", "group") for w in words[:-1]
    )


def wider(words: list[Word], first: int, at: int) -> int:
    """Where the name of an organisation begins that has "and" or "of" in it: "Food and Drug Administration"."""
    while at - 2 >= first and words[at - 1].bare in ("and", "of", "for") and words[at - 2].capital:
        if is_title(words[at - 2]) or words[at - 2].possessive:
            break
        at -= 2
        while at > first and words[at - 1].capital and not before_name(words[at - 1]):
            at -= 1
    return at


def kind_before(words: list[Word], several: bool) -> str:
    """The kind that the words before a name give it: "the newspaper Haaretz", "the Rainmakers"."""
    found = lexicon().nouns.get(words[-1].bare) if words else None
    if found and found[0] in ("organisation", "group", "outlet") and not found[2] and not words[-1].possessive:
        return "group" if is_armed(words) else found[0]
    return "organisation" if len(words) == 1 and words[0].bare == "the" and not several else ""
