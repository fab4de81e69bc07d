"""Roles in the words before a name or of a description: what somebody does, and for whom."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.speaking.source_words import Word, lexicon, words_in
from rashomon.records import Fragment

PAST = ("then-", "ex-", "former-")
"""What opens a title that its bearer held once."""


def is_title(word: Word) -> bool:
    """Whether a word may stand before a name for what its bearer does; a plural may not ("Joint Chiefs of Staff")."""
    bare = next((word.bare.removeprefix(p) for p in PAST if word.bare.startswith(p)), word.bare)
    found = lexicon().nouns.get(bare)
    return bare in lexicon().words["titles"] or (found is not None and found[0] == "office" and not found[2])


def is_armed(words: Sequence[Word]) -> bool:
    """Whether a body is armed or political by the words before it: "the paramilitary group"."""
    bodies = ("group", "organisation", "organization", "network", "force", "wing", "unit")
    noun = lexicon().nouns.get(words[-1].bare, ("", ""))[1]
    return noun in bodies and any(w.bare in lexicon().words["armed"] for w in words[:-1])


def end_of(word: Word) -> int:
    """Where a word ends without what makes it possessive."""
    return word.end - (2 if word.possessive else 0)


def role_in(words: Sequence[Word]) -> tuple[Fragment, Fragment | None] | None:
    """The role that words before a name, or a description, give, and for whom; none without an office."""
    offices = [i for i, word in enumerate(words) if is_title(word) or _is_office(word)]
    if not offices:
        return None
    role = Fragment(start=words[0].start, end=end_of(words[-1]))
    return role, _holder(words, offices[-1])


def _is_office(word: Word) -> bool:
    return lexicon().nouns.get(word.bare, ("",))[0] == "office"


def _holder(words: Sequence[Word], office: int) -> Fragment | None:
    """For whom an office is held, by the words before it: "State Department spokeswoman", "a ministry official"."""
    first, last = -1, -1
    for at, word in enumerate(words[:office]):
        if _holds(word, first >= 0):
            first, last = (at if first < 0 else first), at
            if word.possessive:
                break
        elif first >= 0 and not word.capital and word.bare not in ("of", "and", "for", "the"):
            break
    if first < 0 or all(w.bare in lexicon().words["fields"] for w in words[first : last + 1]):
        return None  # of "then-National Security Advisor" no "Security" is left to work for
    return Fragment(start=words[first].start, end=end_of(words[last]))


def _holds(word: Word, inside: bool) -> bool:
    """Whether a word may be of the name of whom an office is held for; some only where that name has begun."""
    sets = lexicon().words
    found = lexicon().nouns.get(word.bare)
    if word.capital or word.possessive:
        party = found is not None and found[0] == "person"  # "Republican National Committee"
        known = sets["determiners"] | sets["nobody"] | sets["rank"]
        return word.possessive or (word.bare not in known and (party or not is_title(word)))
    return found is not None and found[0] in ("organisation", "group") and (inside or word.bare not in sets["fields"])


def owner_in(words: Sequence[Word]) -> Fragment | None:
    """Whose a name is: "The Post's Greg Sargent"."""
    for word in words:
        if word.possessive and word.capital:
            return Fragment(start=words[0].start, end=end_of(word))
    return None


def belongs_to(words: Sequence[Word], stop: int) -> Fragment | None:
    """The run that says for whom or of what: "for the ministry", "of the Iraqi army"."""
    sets = lexicon().words
    for at in range(stop, min(len(words) - 1, stop + 8)):
        if words[at].bare in sets["relative"]:
            return None
        if words[at].bare in sets["belongs"]:
            end = _run_end(words, at + 1)
            inner = words[at + 1 : end]
            if _names_body(words[at], inner):
                return Fragment(start=words[at].start, end=end_of(words[end - 1]))
    return None


def for_whom(words: Sequence[Word], stop: int, holder: Fragment | None) -> Fragment | None:
    """For whom somebody speaks: the run behind a description; a mere place gives way to what stands before it."""
    behind = belongs_to(words, stop)
    at = next((w for w in words if behind is not None and w.start == behind.start), None)
    return holder if holder is not None and at is not None and at.bare == "in" else behind or holder


def _names_body(preposition: Word, inner: Sequence[Word]) -> bool:
    """Whether words behind a preposition begin with a name, or with a body one may work for."""
    if any(w.bare in lexicon().words["fields"] and not w.capital for w in inner[:3]):
        return False  # "with knowledge of the inquiry into the attack on Sarn"
    return any(w.capital or (preposition.bare != "in" and _is_body(w)) for w in inner)


def _is_body(word: Word) -> bool:
    found = lexicon().nouns.get(word.bare, ("",))
    return found[0] in ("organisation", "group", "outlet") and word.bare not in lexicon().words["fields"]


def _run_end(words: Sequence[Word], at: int) -> int:
    """Where a noun phrase ends that may go on with "of" and a name: "the Ministry of Defence"."""
    stops = lexicon().words["stops"]
    begin = at
    while at < len(words):
        if words[at].bare in stops and at > begin:
            after = [w for w in words[at + 1 : at + 3] if w.bare != "the"][:1]
            if words[at].bare not in ("of", "for") or not after or not after[0].capital or not words[at - 1].capital:
                break
        if words[at].bare in ("and", "or") and not all(w.capital for w in words[at - 1 : at + 2]):
            break
        at += 1
    return at


def titles_before(text: str, start: int, end: int) -> int:
    """Where the titles begin that stand right before a name: no further than words that can be part of them reach."""
    sets = lexicon().words
    at = end
    for word in reversed(words_in(text, (Fragment(start=start, end=end),))):
        if word.bare in sets["articles"] or word.bare.startswith(PAST):
            return word.start
        if (
            not (word.capital or is_title(word) or word.bare in sets["rank"] or _is_body(word))
            or word.bare in sets["stops"]
        ):
            break
        at = word.start
    return at
