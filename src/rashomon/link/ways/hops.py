"""Hops: what a claim makes of the claim that it hands on; certainty, speaker, numbers, hedges, and strong words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rashomon.link.ways.sayings import Page, Range, Saying
from rashomon.link.ways.speaking_for import name_words, table
from rashomon.records import Change, ChangeKind, Claim, Fragment, Quantity, Spot
from rashomon.text import fold, quote

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
STEPS = {"CT": 3, "PR": 2, "PS": 1}
WORDS_FOR = {
    "CT+": "certain", "PR+": "probable", "PS+": "possible", "CT-": "certainly not so", "PR-": "probably not so",
    "PS-": "possibly not so", "Uu": "left open", "CTu": "left open",
}  # fmt: skip
OPEN = frozenset({"doubt", "believe", "dispute", "ask", "predict"})
SETTLED = frozenset({"assert", "confirm", "accuse", "deny", "claim_responsibility"})
TURNING = frozenset({"doubt", "deny", "dispute"})
STANDING = {"person": 1, "people": 2, "organisation": 3, "facility": 3, "group": 3, "place": 4, "document": 2}
"""How high whoever speaks stands: one person, several, an institution, a country."""
MOST = 20
"""Changes of one kind that are told of one hop."""


def changes_between(
    later: Saying, nearer: Saying, page: Page, there: Page, earlier: Sequence[Page], reworded: bool = False
) -> list[Change]:
    """What a saying makes of the one that it hands on; `earlier` are the documents from that one to the origin.

    In a reworded copy every word is another one: there only what nobody would take for the same word counts.
    """
    if _words(page, later) == _words(there, nearer):
        return []
    hop = _Hop(later, nearer, page, there)
    if reworded:
        return [*hop.speaker(), *hop.numbers(), *hop.strong(earlier)]
    by_medium = bool(later.chain) and later.chain[-1].kind == "outlet"
    standing = [] if by_medium else [*hop.certainty(), *hop.speaker()]  # a medium is sure of what others say
    return [*standing, *hop.numbers(), *hop.hedges(), *hop.strong(earlier)]


class _Hop:
    """One claim beside the one that it hands on."""

    def __init__(self, later: Saying, nearer: Saying, page: Page, there: Page) -> None:
        self._later, self._nearer, self._page, self._there = later, nearer, page, there

    def certainty(self) -> Iterator[Change]:
        """Certainty raised or lowered, in the order of FactBank, or turned into its opposite."""
        one, two = self._nearer.claim, self._later.claim
        if one is None or two is None or not one.certainty or not two.certainty or one.certainty == two.certainty:
            return
        before, after = STEPS.get(one.certainty[:2], 0), STEPS.get(two.certainty[:2], 0)
        if not (before and after) and not (one.attitude in OPEN and two.attitude in SETTLED):
            return
        turned = bool(before and after) and one.certainty[-1] != two.certainty[-1]
        if turned and (one.attitude == two.attitude or TURNING.isdisjoint({one.attitude, two.attitude})):
            return  # a "no" in other words
        what = "turned round" if turned else "raised" if after > before else "lowered"
        if before == after and not turned:
            return
        first, then = (self._cue(page, said) for page, said in ((self._there, one), (self._page, two)))
        reason = f"certainty {what}: first {first}{WORDS_FOR[one.certainty]}, then {then}{WORDS_FOR[two.certainty]}"
        p = min(one.sure.get("certainty", 0.7), two.sure.get("certainty", 0.7))
        yield self._change("certainty", _at(one.cue, self._nearer), _at(two.cue, self._later), reason, p)

    @staticmethod
    def _cue(page: Page, claim: Claim) -> str:
        words = quote(page.text, claim.cue)
        return f"“{words}”, " if words else ""

    def speaker(self) -> Iterator[Change]:
        """A speaker who stands higher than the one whose words they are."""
        one, two = self._nearer.claim, self._later.claim
        if one is None or two is None or not (one.speaker and two.speaker and one.source and two.source):
            return
        media = {name_words(self._there.name), name_words(self._page.name)}
        if fold(one.speaker.name) == fold(two.speaker.name) or name_words(two.speaker.name) in media:
            return  # a medium that hands words on is not whom they are given to
        if set(name_words(two.speaker.name)) & set(name_words(f"{one.speaker.name} {one.speaker.affiliation}")):
            return  # "its spokeswoman" and the ministry that she speaks for
        before, after = _standing(one), _standing(two)
        if not (before and after > before):
            return
        reason = f"given to somebody higher: first “{one.speaker.name}”, then “{two.speaker.name}”"
        p = round(min(one.speaker.p, two.speaker.p), 4)
        yield self._change("speaker", _at(one.source, self._nearer), _at(two.source, self._later), reason, p)

    def numbers(self) -> Iterator[Change]:
        """Numbers of the same things that are not the same numbers."""
        before = _quantities(self._there, self._nearer)
        after = _quantities(self._page, self._later)
        kept = {_value(q) for q in before} & {_value(q) for q in after}
        before = [q for q in before if _value(q) not in kept]
        after = [q for q in after if _value(q) not in kept]
        for new in after[:MOST]:
            same = [q for q in before if q.unit == new.unit and _counts_the_same(q, new)]
            if not same and len(before) == len(after) == 1 and _may_count_the_same(before[0], new):
                same = before
            if len(same) == 1:
                old, spot = same[0], (same[0].start, same[0].end)
                words = self._there.text[old.start : old.end], self._page.text[new.start : new.end]
                reason = f"another number: first “{words[0]}”, then “{words[1]}”"
                yield self._change("number", spot, (new.start, new.end), reason, min(old.p, new.p))

    def hedges(self) -> Iterator[Change]:
        """Words that left it open, and have no counterpart in what is made of it."""
        if any(_hedges(self._page, run) for run in _runs(self._later)):
            return
        for run in _runs(self._nearer):
            for start, end in _hedges(self._there, run)[:MOST]:
                word = self._there.text[start:end]
                reason = f"“{word}” is left out: nothing says any more that it is not sure"
                yield self._change("hedge", (start, end), self._later.ranges[0], reason, 0.8)

    def strong(self, earlier: Sequence[Page]) -> Iterator[Change]:
        """Strong words that nobody before said, anywhere in the documents between this one and the origin."""
        said = [_vocabulary(other.text) for other in earlier]
        seen: set[str] = set()
        for run in _runs(self._later):
            for start, end in _strong(self._page, run):
                word = fold(self._page.text[start:end])
                if word in seen or any(word in known for known in said) or len(seen) >= MOST:
                    continue
                seen.add(word)
                reason = f"“{self._page.text[start:end]}” is added: no earlier report has the word"
                yield self._change("word", self._nearer.ranges[0], (start, end), reason, 0.8)

    def _change(self, kind: ChangeKind, before: Range, after: Range, reason: str, p: float) -> Change:
        return Change(
            claim=self._later.id,
            of=self._nearer.id,
            kind=kind,
            before=self._there.text[slice(*before)],
            after=self._page.text[slice(*after)],
            before_at=Spot(doc=self._there.id, start=before[0], end=before[1]),
            after_at=Spot(doc=self._page.id, start=after[0], end=after[1]),
            reason=reason,
            p=round(p, 4),
        )


def _at(fragments: Sequence[Fragment], saying: Saying) -> Range:
    return (fragments[0].start, fragments[-1].end) if fragments else saying.ranges[0]


def _words(page: Page, saying: Saying) -> list[str]:
    """All words of a saying with its source and cue, to see whether two are the same."""
    claim = saying.claim
    parts = [quote(page.text, (*claim.source, *claim.cue))] if claim else []
    parts += [page.text[a:b] for a, b in saying.ranges]
    return [word for part in parts for word in WORD.findall(fold(part))]


def _standing(claim: Claim) -> int:
    speaker = claim.speaker
    if speaker is None or speaker.identification == "unspecified":
        return 0
    named = 0.5 if speaker.identification == "named" and speaker.kind == "person" else 0
    return int(2 * (STANDING.get(speaker.kind, 0) + named))


def _quantities(page: Page, saying: Saying) -> list[Quantity]:
    return [
        q
        for q in page.reading.quantities
        if q.low is not None and any(a <= q.start and q.end <= b for a, b in saying.ranges)
    ]


def _value(quantity: Quantity) -> tuple[float | None, float | None, str]:
    return quantity.low, quantity.high, quantity.unit


def _counts_the_same(one: Quantity, other: Quantity) -> bool:
    return (
        bool(one.unit) or (bool(one.head) and one.head == other.head) or (one.event != "" and one.event == other.event)
    )


def _may_count_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether nothing says that two plain counts are of different things."""
    return one.unit == other.unit == "" and not (one.head and other.head) and not (one.event and other.event)


def _runs(saying: Saying) -> list[Range]:
    """Content and cue of a saying; the words between a cue and a content that touch it are part of neither."""
    cue = saying.claim.cue if saying.claim else ()
    return [*saying.ranges, *((f.start, f.end) for f in cue)]


@cache
def _hedge_pattern() -> re.Pattern[str]:
    rows = table()["hedge"]
    words = [*rows["words"].split(), *(line for line in rows["runs"].splitlines() if line)]
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b", re.IGNORECASE)


@cache
def _strong_words() -> frozenset[str]:
    return frozenset(table()["strong"]["words"].split())


def _hedges(page: Page, run: Range) -> list[Range]:
    return [(m.start(), m.end()) for m in _hedge_pattern().finditer(page.text, *run) if not _is_month(m)]


def _is_month(match: re.Match[str]) -> bool:
    """Whether "May" is the month: in the middle of a sentence nothing else has its capital."""
    return match[0] == "May"


def _strong(page: Page, run: Range) -> list[Range]:
    found = WORD.finditer(page.text, *run)
    return [(m.start(), m.end()) for m in found if fold(m[0]).replace("’", "'") in _strong_words()]


@cache
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(fold(text)))
