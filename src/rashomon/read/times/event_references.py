"""What a time hangs on: "the attack on K-1", "his death", "Orvane was killed", and which dated happening that is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.read.times.dated_events import Dated
from rashomon.read.times.event_words import (
    Near,
    is_happening,
    is_past,
    is_plain,
    kinds_near,
    lists,
    means_in,
    names_in,
    things_in,
    until_parted,
    words_near,
)
from rashomon.records import Fragment

REACH = 120  # characters in which what a time hangs on is looked for
MOST = 14  # words of it
MANY = 200  # dated happenings of one kind that are compared
TIMELESS = frozenset(
    """day days week weeks month months year years hour hours time times night nights morning mornings evening evenings
    end beginning start rest schedule""".split()
)
"""Nouns that name no happening of their own."""
WHOSE = ("his", "her", "its", "their")
ADVERBS = frozenset("here there now today again alone itself abroad".split())
PERSONS = ("ers", "ors", "ists", "ians", "man", "men", "people", "officials")
ONSETS = frozenset("start beginning outbreak onset day time moment night".split())
"""Nouns that say when something happened that is named behind them."""


class Reference(NamedTuple):
    """Words for a happening: where they stand, what they say that happened, and what tells it from others.

    `limit` is how far the clause goes on. `whose` is the pronoun that says whose it is, `owners` the nouns that do.
    """

    at: Fragment
    limit: int
    kind: str
    names: frozenset[str]
    means: frozenset[str]
    things: frozenset[str]
    owners: frozenset[str]
    definite: bool
    one_of_several: bool
    whose: str
    clause: bool
    known: bool


def reference_at(text: str, start: int, end: int, times: Sequence[tuple[int, int]]) -> Reference | None:
    """The happening that is spoken of from `start` on; none when the words there name none.

    `times` are the spans of time expressions there: their words name nothing.
    """
    words = _words(text, start, min(end, start + REACH), times)
    if not words:
        return None
    k = _subject(words)
    if words[k - 1 : k] and words[k - 1].word in ONSETS and words[k : k + 1] and words[k].word == "of":
        # "the start of the debate" is when the debate is.
        words = words[k + 1 :]
        k = _subject(words)
    verb = _verb(words, k)
    if verb is not None and not _goes_without(words, k, verb):
        return _clause(words, verb)
    return _noun(words, k)


def _words(text: str, start: int, end: int, times: Sequence[tuple[int, int]]) -> list[Near]:
    out: list[Near] = []
    skipped = apart = False
    for word in words_near(text, start, end):
        if not out and word.parted:
            return []
        if any(a <= word.start < b or (word.word == "s" and word.start == b + 1) for a, b in times):
            apart, skipped = (apart if skipped else word.parted), True
            continue
        out.append(word._replace(parted=bool(out) and (word.parted or (skipped and apart))))
        skipped = False
    return list(until_parted(out))[:MOST]


def _subject(words: Sequence[Near]) -> int:
    """How many words the noun phrase has that the words begin with."""
    for k, word in enumerate(words):
        if word.word in lists()["determiners"] or word.word in lists()["pronouns"]:
            if k:
                return k
        elif is_plain(word.word):
            joins = word.word == "of" and k and words[k - 1].capital and k + 1 < len(words) and words[k + 1].capital
            if not joins:
                return k
        elif k and is_past(word.word) and words[k - 1].word not in lists()["determiners"]:
            return k
    return len(words)


def _verb(words: Sequence[Near], k: int) -> int | None:
    """Which word is the verb that the noun phrase is the subject of; its gerund when it has none."""
    if not k:
        return None
    if words[0].word.endswith("ing") and len(words[0].word) > 4 and (k == 1 or words[0].word in lists()["light"]):
        alone = not words[0].capital and len(words) > 1 and words[1].word in lists()["determiners"]
        return 0 if alone else None
    j = k
    while j < len(words) and _between_subject_and_verb(words[j].word):
        j += 1
    if j >= len(words) or words[j].word in lists()["unreal"]:
        return None
    word = words[j].word
    is_verb = is_past(word) or is_happening(word) or word.endswith(("ing", "en"))
    return j if is_verb and (j > k or is_past(word)) and not (j == k and words[k - 1].possessive) else None


def _goes_without(words: Sequence[Near], k: int, verb: int) -> bool:
    """Whether a noun names a happening by itself, so that the verb behind it may be that of the whole sentence."""
    happens = is_happening(words[k - 1].word) and not words[k - 1].possessive
    other = not is_happening(words[verb].word) and words[verb].word not in lists()["mere"] | lists()["light"]
    return happens and verb >= k and other


def _between_subject_and_verb(word: str) -> bool:
    return word in lists()["auxiliaries"] or word in lists()["empty"] or (word.endswith("ly") and len(word) > 4)


def _clause(words: Sequence[Near], verb: int) -> Reference:
    kind = words[verb].kind
    last = words[verb]
    if last.word in lists()["light"]:
        thing = next((w for w in words[verb + 1 :] if not is_plain(w.word)), None)
        if thing is not None:
            kind, last = thing.kind, thing
    for word in words[words.index(last) + 1 :]:
        article = word.word in lists()["determiners"] and word.word != "that"
        if not article and (is_plain(word.word) or is_past(word.word)):
            break
        last = word
    head = words[verb]
    if head.word in lists()["mere"] or (head.word in lists()["light"] and kind in ("place", "effect")):
        head = words[_subject(words) - 1]
        kind = head.kind
    pronoun = words[0].word in lists()["pronouns"] or words[0].word in WHOSE
    return Reference(
        at=Fragment(start=words[0].start, end=last.end),
        limit=words[-1].end,
        kind=kind,
        names=names_in(words),
        means=means_in(words),
        things=things_in([w for w in words if w is not head and w is not last]),
        owners=frozenset(),
        definite=True,
        one_of_several=False,
        whose=words[0].word if pronoun else "",
        clause=True,
        known=is_happening(head.word),
    )


def _noun(words: Sequence[Near], k: int) -> Reference | None:
    phrase = list(words[:k])
    while phrase and (phrase[0].word in lists()["determiners"] or phrase[0].word in lists()["pronouns"]):
        phrase.pop(0)
    while phrase and phrase[-1].word in ADVERBS:
        phrase.pop()
    if not phrase or _is_no_event(phrase[-1], words[0]):
        return None
    head = phrase[-1]
    tail = []
    for word in words[k:]:
        if word.word in _clause_words() or is_past(word.word):
            break
        tail.append(word)
    names = names_in([w for w in [*phrase, *tail] if w is not head])
    last = max((w.end for w in tail if w.capital), default=head.end)
    first = words[0].word
    return Reference(
        at=Fragment(start=words[0].start, end=max(last, head.end)),
        limit=words[-1].end,
        kind=head.kind,
        names=names,
        means=means_in(phrase),
        things=things_in([w for w in [*phrase, *tail] if w is not head]),
        owners=frozenset(w.kind for w in phrase if w.possessive and not w.capital),
        definite=first in lists()["definite"] or head.capital or any(w.possessive for w in phrase),
        one_of_several=any(w.word in lists()["which"] for w in phrase),
        whose=first if first in WHOSE else "",
        clause=False,
        known=is_happening(head.word),
    )


def _clause_words() -> frozenset[str]:
    """Words with which something else than the noun phrase begins: "his death he was"."""
    known = lists()
    return known["linking"] | known["pronouns"] | known["auxiliaries"] | {"to"}


def _is_no_event(head: Near, first: Near) -> bool:
    """Whether a noun is a length of time, a number, or somebody: "before Barack Obama", "until voters"."""
    if head.possessive or head.word in TIMELESS or head.word.isdigit():
        return True
    if head.capital:
        return not is_happening(head.word) and first.word != "the"
    return head.word.endswith(PERSONS) and not is_happening(head.word)


def candidates(
    reference: Reference, dated: Mapping[str, Sequence[Dated]], between: tuple[int, int], own: int
) -> list[Dated]:
    """The dated happenings that a reference may mean, of those that stand in a run of the text.

    `own` is where the time begins that hangs on it, which cannot date it.
    """
    such = dated.get(reference.kind, ())
    inside = [d for d in _within(such, reference.at.start, reference.limit) if d.time != own]
    if inside:
        return inside
    found = _fitting(reference, [d for d in _within(such, *between) if d.time != own])
    if found or such:
        return found
    near = [d for kind in kinds_near(reference.kind) for d in _within(dated.get(kind, ()), *between) if d.time != own]
    return _fitting(reference, [d for d in near if reference.kind != "death" or d.names & reference.names])


def _fitting(reference: Reference, found: list[Dated]) -> list[Dated]:
    """Of some happenings those that a reference does not tell from what it means."""
    shared = [d for d in found if d.names & reference.names]
    if reference.one_of_several or not (reference.definite or shared):
        return []
    if reference.names:
        found = shared
    elif reference.whose:
        found = _somebodys(reference, found)
    if reference.clause and not reference.known:
        found = [d for d in found if d.things & reference.things or d.names & reference.names]
    if reference.owners:
        found = [d for d in found if d.things & reference.owners]
    if reference.means:
        found = [d for d in found if not d.means or d.means & reference.means]
    return found


def _somebodys(reference: Reference, found: list[Dated]) -> list[Dated]:
    """Of some happenings those that may be his or hers, by what is said of them; whose a thing's are, is not known."""
    if reference.whose in ("its", "their", "it", "they"):
        return []
    if reference.clause:
        return [d for d in found if reference.known and d.verb and d.somebody]
    # "three were killed" is nobody's death.
    return [d for d in found if d.somebody or reference.kind != "death"]


def agreed(found: Sequence[Dated]) -> Dated | None:
    """The one of several dated happenings that all others hold with their days; none when they differ."""
    if not found:
        return None
    best = min(found, key=lambda d: (d.latest - d.earliest, d.at))
    return best if all(d.earliest <= best.earliest and best.latest <= d.latest for d in found) else None


def _within(dated: Sequence[Dated], start: int, end: int) -> Sequence[Dated]:
    """Those that stand in a run of the text; not more than are needed to see that they differ."""
    low = bisect_left(dated, start, key=lambda d: d.at)
    high = bisect_left(dated, end, lo=low, key=lambda d: d.at)
    return dated[low : min(high, low + MANY)]
