"""Agreeing: whether what corresponds to a saying in a copied passage has its content, and no other speaker."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from rashomon.link.ways.sayings import Page, Saying
from rashomon.link.ways.speaking_for import name_words
from rashomon.link.ways.tails import Tails
from rashomon.records import Relay, Spot

SAME = 0.72
"""Share of the words of both (Dice) from which on a claim has the same sentence as a document in its own voice."""
SPELT = 0.8
"""How alike two names' words must be spelt (0 to 1) to be one name with a slip in it."""


class Agreement:
    """Judges pairs of sayings of two documents that stand at the same place of a passage which both have."""

    def __init__(self, pages: Mapping[str, Page], tails: Tails) -> None:
        self._pages, self.tails = pages, tails
        self._nodes: dict[str, frozenset[str]] = {}

    def content(self, saying: Saying, match: Saying, *, reworded: bool = False) -> bool:
        """Whether the other has the content: somebody's claim has that of an own-voice sentence only in its words.

        Of a reworded passage the words say nothing.
        """
        if reworded or saying.states_source or not match.states_source:
            return True
        one, two = self._pages[saying.doc].words(saying), self._pages[match.doc].words(match)
        return 2 * len(one & two) >= SAME * (len(one) + len(two))

    def speakers(self, saying: Saying, match: Saying, passage: Spot | None = None) -> bool:
        """Whether the other has no other speaker than the one whom the saying's own page names, if it names any.

        A name that stands outside the `passage` of the page, which another document has, is that page's own word.
        """
        own, other = _named(saying), _named(match)
        pages = self._pages[saying.doc], self._pages[match.doc]
        if own is None or any(self.tails.press.is_by(page, own.name) for page in pages):
            return True
        if other is None:
            outside = passage is not None and (own.end <= passage.start or passage.end <= own.start)
            return match.states_source and own.kind != "outlet" and not outside
        if any(self.tails.press.is_by(page, other.name) for page in pages):
            return True
        return bool(self._of(saying) & self._of(match)) or _one_name(own, other) or self._within(saying, match)

    def _of(self, saying: Saying) -> frozenset[str]:
        """The nodes of all who are named behind a saying, media and institutions with them."""
        if saying.id not in self._nodes:
            tail = self.tails.tail(saying, None, 0)
            self._nodes[saying.id] = frozenset(step.node for step, _ in tail if step.identification == "named")
        return self._nodes[saying.id]

    def _within(self, saying: Saying, match: Saying) -> bool:
        """Whether the name of one is that of the institution which the other one's role or affiliation names."""
        names = [set(_words(s.chain[-1].name)) for s in (saying, match)]
        roles = [
            set(_words(f"{s.speaker.name} {s.speaker.role} {s.speaker.affiliation}")) if s.speaker else set()
            for s in (saying, match)
        ]
        return bool(names[0]) and bool(names[1]) and (names[0] <= roles[1] or names[1] <= roles[0])


def _named(saying: Saying) -> Relay | None:
    """The innermost one of a chain where it is a name, or a medium ("the newspaper")."""
    last = saying.chain[-1] if saying.chain and saying.states_source else None
    if last is None or last.kind == "document" or last.how == "outlet":
        return None
    return last if last.identification == "named" or last.kind == "outlet" else None


def _one_name(one: Relay, other: Relay) -> bool:
    """Whether two names may be one: persons by their last words, others by all words of the shorter name."""
    mine, theirs = sorted((_words(one.name), _words(other.name)), key=len)
    if not mine:
        return True
    if one.kind == other.kind == "person":
        return _spelt_alike(mine[-1], theirs[-1])
    return all(any(_spelt_alike(a, b) for b in theirs) for a in mine)


def _spelt_alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELT


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without its initials."""
    return tuple(word for word in name_words(name) if len(word) > 1)
