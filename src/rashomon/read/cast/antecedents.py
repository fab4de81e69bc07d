"""Noun phrases beside a pronoun: the one that a relative pronoun takes up, and the one that a possessive opens."""

from __future__ import annotations

import re

from rashomon.read.speaking.roles import is_title
from rashomon.read.speaking.source_words import Word, lexicon, words_in
from rashomon.records import Fragment

REACH = 160  # characters before a relative pronoun that are looked at

_BOUNDARY = re.compile(r"[.!?][\"”’]?\s|[,;:\n\"“”()]|\s--?\s|[—–]")


def antecedent(text: str, start: int) -> Fragment | None:
    """Where the noun phrase stands that a relative pronoun at an offset takes up; none where there is none at once."""
    end = start
    while end > 0 and text[end - 1] in " ,\t":
        end -= 1
    first = max(0, end - REACH)
    marks = [m.end() for m in _BOUNDARY.finditer(text, first, end) if not _abbreviated(text, m.start())]
    words = words_in(text, (Fragment(start=marks[-1] if marks else first, end=end),))
    at = _opening(words)
    return Fragment(start=words[at].start, end=words[-1].end) if at < len(words) else None


def owned(text: str, owner: Fragment, bound: int) -> Fragment | None:
    """The noun phrase that a possessive opens, up to a verb: "His surrogates" of "His surrogates have called".

    None where the words before `bound` make no phrase, and where they are a text: "his statement" is he who made it.
    """
    sets, nouns = lexicon().words, lexicon().nouns
    if text[owner.start : owner.end].strip().lower() not in sets["owners"] or bound <= owner.end:
        return None
    words = words_in(text, (Fragment(start=owner.end, end=min(bound, owner.end + REACH)),))
    end = next((i for i, w in enumerate(words) if w.broken or w.bare in sets["stops"]), len(words))
    if not end or "\n" in text[owner.end : words[end - 1].end] or text[owner.end : words[0].start].strip():
        return None
    sort = nouns.get(words[end - 1].bare, ("",))[0]
    told = sort not in ("", "document") or (not sort and words[end - 1].bare.endswith("s"))
    return Fragment(start=owner.start, end=words[end - 1].end) if told else None


def positive(text: str, phrase: Fragment) -> Fragment | None:
    """Whom a clause behind a phrase that denies is about: "the elite" of "no one in the elite, which agreed"."""
    words = words_in(text, (phrase,))
    if not words or words[0].bare not in ("no", "no-one", "nobody", "none", "neither", "few", "little"):
        return phrase
    at = next((i for i, w in enumerate(words) if w.bare in ("in", "of", "at", "from", "among", "within")), len(words))
    return Fragment(start=words[at + 1].start, end=phrase.end) if at + 1 < len(words) else None


def _abbreviated(text: str, stop: int) -> bool:
    """Whether a full stop belongs to a title: "Gen. Brandt, who ..."."""
    begin = max(text.rfind(" ", 0, stop), text.rfind("\n", 0, stop)) + 1
    return text[stop] == "." and (stop - begin <= 1 or text[begin:stop].lower() in lexicon().words["titles"])


def _opening(words: list[Word]) -> int:
    """The first word of the noun phrase that ends a run of words: of the whole, where one is "of" or "to" another."""
    if not words:
        return 0
    at = _phrase_start(words, len(words))
    while at >= 2 and words[at - 1].bare in ("of", "to", "for", "from", "at", "in", "with"):
        whole = _phrase_start(words, at - 1)
        name = words[at - 2].capital and words[at].capital and words[at - 1].bare in ("of", "from")
        if whole >= at - 1 or not (name or _person(words[at - 2])):
            break
        at = whole
    return at


def _person(word: Word) -> bool:
    """Whether a word means somebody or counts some: "an adviser to", "one of"."""
    found = lexicon().nouns.get(word.bare)
    return (found is not None and found[0] in ("person", "office", "unnamed")) or word.bare in lexicon().words["parts"]


def _phrase_start(words: list[Word], end: int) -> int:
    """Where the noun phrase begins whose last word stands before `end`."""
    sets = lexicon().words
    at = end - 1
    while at > 0:
        word = words[at - 1]
        if words[at].bare in sets["determiners"] and not words[at].possessive and words[at].bare in sets["articles"]:
            break
        if word.capital and word.bare in sets["stops"]:
            break
        joins = word.capital or word.bare in sets["determiners"] or is_title(word) or word.possessive
        near = word.bare not in sets["stops"] and any(w.bare in sets["determiners"] for w in words[max(0, at - 5) : at])
        if not joins and not near:
            break
        at -= 1
    return at
