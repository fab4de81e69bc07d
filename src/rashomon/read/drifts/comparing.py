"""A headline beside its text: which sentences are about the same, who says them, and with what doubt."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rashomon.read.drifts.headlines import Section, Unit
from rashomon.read.drifts.wording import Word, lists, words_of
from rashomon.records import Account, Claim, Drift, DriftKind, Fragment

SAME = 0.55
"""Share of a headline's statement that a sentence must hold to be about the same."""
PARTLY = 0.42
"""Share from which a sentence that stands wholly in somebody's mouth says as much."""
NEAR = 0.4
"""Share from which a sentence is near enough to be shown beside the headline."""
ENOUGH = 0.7
"""Share of the words that the best sentence holds from which another sentence is about as much of the statement."""
MOST = 12  # sentences that are looked at for one headline
AHEAD, BEHIND = 6, 3  # words after a hedge, and before it, of which it may speak
FAR = 4000  # characters before a sentence in which the cue of what it says is looked for

SURE = {"quote": 0.8, "strong": 0.7, "number": 0.7, "harder": 0.6, "softer": 0.55, "denied": 0.6, "outlet": 0.7}
SURE |= {"role": 0.7, "flat": 0.6, "relayed": 0.7, "other": 0.6, "nothing": 0.5, "standfirst": 0.6}
"""How sure a finding of each sort is: about the shares that were right when read by eye."""


class Compared:
    """A headline, its text, and what was read there: claims in the order of their cues, accounts in theirs."""

    def __init__(self, section: Section, claims: Sequence[Claim], accounts: Sequence[Account]) -> None:
        self.section, self.claims, self.accounts = section, claims, accounts
        self.text = section.text
        self.stems = {w.stem for unit in section.units for w in unit.words}
        self.head = hedges(section.words)
        self._starts = [c.cue[0].start if c.cue else 0 for c in claims]
        self._scores = section.scores()[:MOST]

    def finding(self, kind: DriftKind, sort: str, words: Fragment, reason: str, body: Sequence[Fragment] = ()) -> Drift:
        """A finding of a sort in SURE."""
        return Drift(
            kind=kind,
            headline=self.section.headline,
            words=words,
            body=tuple(sorted(set(body))),
            reason=reason,
            p=SURE[sort],
        )

    def said(self, fragment: Fragment) -> str:
        """The words of a fragment, in one line."""
        return re.sub(r"\s+", " ", self.text[fragment.start : fragment.end]).strip()

    def who(self, claims: Sequence[Claim]) -> list[str]:
        """Who speaks in each of some claims that have a source: by name where that is known, or as written."""
        return [(c.speaker.name if c.speaker else "") or self.said(c.source[0]) for c in claims]

    def matching(self, least: float) -> list[int]:
        """Sentences that hold so much of the statement, best first."""
        return [i for score, i in self._scores if score >= least and len(self.section.held(i)) > 1]

    def as_much(self, matching: Sequence[int]) -> list[int]:
        """Sentences that hold nearly as many words of the statement as the best of these does."""
        most = max(len(self.section.held(i)) for i in matching)
        return [i for _, i in self._scores if len(self.section.held(i)) >= ENOUGH * most]

    def where(self, indices: Sequence[int]) -> list[Fragment]:
        """Where sentences hold the statement."""
        return [self.section.where(i) for i in indices]

    def voices(self, i: int) -> list[Claim]:
        """The claims with a content in a sentence."""
        unit = self.section.units[i]
        near = self.claims[
            bisect_left(self._starts, unit.start - FAR) : bisect_right(self._starts, unit.end + FAR // 4)
        ]
        return [c for c in near if any(f.start < unit.end and f.end > unit.start for f in c.content)]

    def account(self, i: int) -> Account | None:
        """The account that begins in a sentence."""
        unit = self.section.units[i]
        k = bisect_left(self.accounts, unit.start, key=lambda a: a.start)
        return self.accounts[k] if k < len(self.accounts) and self.accounts[k].start < unit.end else None

    def held(self, i: int) -> list[Word]:
        """The sentence's own words by which it holds the statement."""
        keys = self.section.keys(i)
        return [w for w in self.section.units[i].words if w.stem in keys]

    def share_within(self, claim: Claim, i: int) -> float:
        """The share of those words that stand in a claim's content."""
        held = self.held(i)
        inside = sum(any(f.start <= w.start < f.end for f in claim.content) for w in held)
        return inside / max(1, len(held))

    def doubts(self, i: int) -> list[str]:
        """Words of doubt beside the words of the statement that a sentence holds, names aside."""
        words, keys = self.section.units[i].words, self.section.keys(i)
        common = [k for k, w in enumerate(words) if w.stem in keys and self.text[w.start].islower()]
        own = {w.stem for w in self.section.stated}
        near = (w for k, w in enumerate(words) if any(-BEHIND <= at - k <= AHEAD for at in common))
        return hedges([w for w in near if w.stem not in own])


def hedges(words: Sequence[Word]) -> list[str]:
    """Words of doubt among some words, each once."""
    doubts = lists()["possible"] | lists()["probable"]
    return list(dict.fromkeys(w.text for w in words if w.text in doubts))


def holds(unit: Unit, words: Sequence[Word]) -> bool:
    """Whether a sentence has all these words, in any inflection, in one stretch."""
    wanted = {w.stem for w in words}
    at: dict[str, int] = {}
    for i, word in enumerate(unit.words):
        if word.stem in wanted:
            at[word.stem] = i
            if len(at) == len(wanted) and i - min(at.values()) <= 2 * len(words) + 2:
                return True
    return False


def joined(names: Sequence[str]) -> str:
    """The first few different names, as a list in words."""
    few = list(dict.fromkeys(names))[:3]
    return few[0] if len(few) == 1 else f"{', '.join(few[:-1])} and {few[-1]}"


def stems_of(text: str, fragments: Sequence[Fragment]) -> set[str]:
    """The stems of the words in some fragments that carry something."""
    return {w.stem for f in fragments for w in words_of(text, f.start, f.end) if not w.empty}
