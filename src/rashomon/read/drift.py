"""Where a headline and the text below it part ways: in certainty, in who says it, in a strong word, or altogether.

Every finding is a question for a person and no verdict: words of the headline, what the text has instead, and why the
two were put side by side. What the rules cannot be sure of is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.read.headlines import Section, account_at, quoted, sections, voices
from rashomon.read.loaded import loaded_words
from rashomon.read.wording import Word, lists, stem, table, words_of
from rashomon.records import Account, Claim, Document, Drift, Fragment, Zone

SAME = 0.55
"""Share of a headline's statement that a sentence must hold to be about the same."""
NEAR = 0.4
"""Share from which a sentence may bear the headline out, so that it is not said that nothing does."""
ENOUGH = 0.7
"""Share of the words that the best sentence holds from which another sentence is about as much of the statement."""
NONE = 0.2
"""Share of a headline's words in all of the text under which nothing in it is about the headline."""
MOST = 12  # sentences that are looked at for one headline
FIRST_YEAR, LAST_YEAR = 1900, 2100
FEW = 3  # numbers up to this are hardly worth a question
CONTENT = 3  # content words of a statement that can be compared
AHEAD, BEHIND = 6, 3  # words after a hedge, and before it, of which it may speak

SURE = {"quote": 0.8, "strong": 0.7, "number": 0.7, "harder": 0.6, "softer": 0.55, "denied": 0.6, "outlet": 0.7}
SURE |= {"role": 0.7, "flat": 0.6, "relayed": 0.7, "nothing": 0.5, "standfirst": 0.6}
"""How sure a finding of each sort is; the shares that were right when read by eye."""
SIDES = frozenset({"contempt", "legitimacy", "intensifier", "doubt", "euphemism"})
"""Classes of loaded words that are looked for in the text below."""


def drifts(
    document: Document, zones: Sequence[Zone], claims: Sequence[Claim], accounts: Sequence[Account]
) -> list[Drift]:
    """What headlines say and the text below them does not, or not so; `claims` in the order of their cues."""
    ordered = sorted(claims, key=lambda c: c.cue[0].start if c.cue else 0)
    spoken = sorted(accounts, key=lambda a: a.start)
    out: list[Drift] = []
    for section in sections(document, zones, ordered):
        found = _Compared(section, ordered, spoken)
        out += sorted(found.drifts(), key=lambda d: (d.words.start, -d.p))
    return out


class _Compared:
    """A headline beside its text."""

    def __init__(self, section: Section, claims: Sequence[Claim], accounts: Sequence[Account]) -> None:
        self._section, self._claims, self._accounts = section, claims, accounts
        self._text = section.text
        self._starts = [c.cue[0].start if c.cue else 0 for c in claims]
        self._stems = section.stems()
        self._scores = section.scores()

    def drifts(self) -> Iterator[Drift]:
        """All findings for the headline."""
        yield from self._quotes()
        yield from self._strong()
        if self._section.asks:
            return
        yield from self._numbers()
        sources = list(self._source())
        yield from sources
        nothing = list(self._nothing())
        yield from nothing
        if not nothing and len(self._section.stated) >= CONTENT:
            yield from self._certainty() or (() if sources else self._flat())

    def _finding(self, kind: str, sort: str, words: Fragment, reason: str, body: Sequence[Fragment] = ()) -> Drift:
        return Drift(
            kind=kind,  # type: ignore[arg-type]
            headline=self._section.headline,
            words=words,
            body=tuple(sorted(body)),
            reason=reason,
            p=SURE[sort],
        )

    def _said(self, fragment: Fragment) -> str:
        return re.sub(r"\s+", " ", self._text[fragment.start : fragment.end]).strip()

    def _matching(self, least: float) -> list[int]:
        """Sentences that hold so much of the statement, a word among it that is no name, best first."""
        return [i for score, i in self._scores[:MOST] if score >= least and len(self._section.held(i)) > 1]

    def _quotes(self) -> Iterator[Drift]:
        """Words that the headline quotes and nobody in the text says."""
        head = self._section.headline
        for quote in quoted(self._section):
            if quote.end - quote.start > 0.8 * (head.end - head.start):
                continue  # a title set in quotation marks as a whole
            words = [w for w in words_of(self._text, quote.start, quote.end) if not w.empty]
            held = [i for i, unit in enumerate(self._section.units) if _holds(unit.words, words)]
            if words and not held:
                near = self._closest(words)
                reason = (
                    f"the headline puts “{self._said(quote)}” in quotation marks; nobody in the text says these words"
                )
                yield self._finding("word", "quote", quote, reason, near)

    def _closest(self, words: Sequence[Word]) -> list[Fragment]:
        """Where the text comes closest to some words: a sentence with half of them."""
        best = max(range(len(self._section.units)), key=lambda i: _share(self._section.units[i].words, words))
        if _share(self._section.units[best].words, words) < 1 / 2:
            return []
        unit = self._section.units[best]
        keys = frozenset().union(*(w.keys for w in words))
        at = [u for u in unit.words if u.stem in keys]
        return [Fragment(start=at[0].start, end=at[-1].end)]

    def _strong(self) -> Iterator[Drift]:
        """Strong and loaded words of the headline that nobody in the text says, nor a word that bears them out."""
        head, inside = self._section.headline, quoted(self._section)
        words = words_of(self._text, head.start, head.end)
        strong = table()["strong"]
        spans = [
            (words[i].start, words[i + n - 1].end, f"{strong[phrase]} {phrase}")
            for i in range(len(words))
            for n in (1, 2)
            if i + n <= len(words)
            for phrase in (" ".join(w.text for w in words[i : i + n]), "-".join(w.text for w in words[i : i + n]))
            if phrase in strong
        ]
        covered = {start for start, _, _ in spans}
        spans += [
            (w.start, w.end, "")
            for w in loaded_words(self._text, head.start, head.end)
            if w.kind in SIDES and w.start not in covered
        ]
        for start, end, others in sorted(set(spans)):
            span = Fragment(start=start, end=end)
            if any(q.start <= start < q.end for q in inside) or self._supported(span, others):
                continue
            near = [self._section.where(i, self._section.held(i)) for i in self._matching(NEAR)[:1]]
            reason = (
                f"“{self._said(span)}” is the headline's word: nobody in the text says it, nor a word that means it"
            )
            yield self._finding("word", "strong", span, reason, near)

    def _supported(self, span: Fragment, others: str) -> bool:
        """Whether the text has a phrase, or a word that bears it out."""
        own = words_of(self._text, span.start, span.end)
        if len(own) > 1 and any(_holds(unit.words, own) for unit in self._section.units):
            return True
        bears = {stem(o) for word in others.split() for o in word.split("-") if "-" not in word or word in others}
        singles = {stem(w) for w in others.split() if "-" not in w}
        if len(own) == 1:
            singles |= own[0].keys
        return bool((singles or bears) & self._stems)

    def _numbers(self) -> Iterator[Drift]:
        """Numbers of the headline that the text does not have."""
        for word in self._section.stated:
            around = self._text[max(0, word.start - 1) : word.end + 1]
            if word.number is None or word.number <= FEW or re.search(r"[/:.–-]\d|\d[/:–-]", around):
                continue
            if self._section.found[word.start] or not word.text[0].isdigit() and word.text[0] != "$":
                continue
            figures = [
                i for i in self._matching(NEAR) if any(u.number is not None for u in self._section.units[i].words)
            ]
            if word.text.isdigit() and _year(self._text, word):
                continue
            span = Fragment(start=word.start, end=word.end)
            reason = f"the headline says {self._said(span)}; the text does not have this number"
            near = [self._section.where(i, self._section.held(i)) for i in figures[:1]]
            yield self._finding("unsupported", "number", span, reason, near)

    def _source(self) -> Iterator[Drift]:
        """A source of the headline that the text does not have, or that only hands on what another says."""
        source = self._section.source
        if source is None:
            return
        said = self._said(source)
        outlet = _outlet(said)
        if outlet:
            if not any(_phrase_in(self._section, name) for name in outlet):
                reason = f"the headline gives it to {said}; the text below never names {said}"
                yield self._finding("speaker", "outlet", source, reason)
            else:
                yield from self._relayed(source, outlet)
            return
        words = [w for w in words_of(self._text, source.start, source.end) if not w.empty]
        groups = table()["sources"]
        group = next(
            (groups[k] for w in reversed(words) for k in (w.text, w.text + "s", w.text.rstrip("s")) if k in groups),
            None,
        )
        if group is None:
            return
        stems = {stem(g) for g in group.split()} | {w.stem for w in words[-1:]}
        if stems & self._stems:
            return
        who = [
            f
            for i in self._matching(NEAR)[:3]
            for c in voices(self._section, i, self._claims, self._starts)
            for f in c.source
        ]
        named = f"it has it from {self._said(who[0])}" if who else "it speaks of none"
        reason = f"the headline gives it to “{said}”; the text below does not: {named}"
        yield self._finding("speaker", "role", source, reason, who[:2])

    def _relayed(self, source: Fragment, outlet: Sequence[str]) -> Iterator[Drift]:
        """An outlet that the headline has say it, when in the text the outlet hands on what others say."""
        own: list[Claim] = []
        handed: list[Claim] = []
        parents = {c.id: c for c in self._claims}
        said = self._section.statement
        wanted = frozenset().union(*(w.keys for w in self._section.stated)) if self._section.stated else frozenset()
        for claim in self._claims:
            if claim.cue and claim.cue[0].start < said.end or not claim.source:
                continue
            content = {w.stem for f in claim.content for w in words_of(self._text, f.start, min(f.end, f.start + 600))}
            parent = parents.get(claim.parent or "")
            chained = claim.chain or parent is not None
            if len(content & wanted) < (1 if chained else 2):
                continue
            by = " ".join(self._said(f) for f in claim.source).lower()
            chain = [relay.name.lower() for relay in claim.chain[:-1]]
            chain += [self._said(f).lower() for f in parent.source] if parent else []
            if any(_names(by, name) for name in outlet):
                own.append(claim)
            elif any(_names(link, name) for link in chain for name in outlet) or self._beside(claim, outlet):
                handed.append(claim)
        if handed and len(own) <= 1:
            names = _joined([self._said(c.source[0]) for c in handed])
            reason = f"the headline has {self._said(source)} say it; in the text {self._said(source)} hands on what {names} say"
            yield self._finding("speaker", "relayed", source, reason, [c.source[0] for c in handed[:3]])

    def _beside(self, claim: Claim, outlet: Sequence[str]) -> bool:
        """Whether the outlet is named in the claim's own sentence."""
        at = claim.cue[0].start
        unit = next((u for u in self._section.units if u.start <= at < u.end), None)
        return unit is not None and any(_names(self._text[unit.start : unit.end].lower(), name) for name in outlet)

    def _nothing(self) -> Iterator[Drift]:
        """A headline of which the text has next to nothing, or its standfirst alone."""
        stated = self._section.stated
        if len(stated) < CONTENT + 1 or not self._section.straight:
            return
        held = [w for w in stated if self._section.found[w.start]]
        if len(held) < NONE * len(stated):
            missing = ", ".join(self._said(Fragment(start=w.start, end=w.end)) for w in stated if w not in held)
            reason = f"nothing in the text below is about this: it has none of the words {missing}"
            yield self._finding("unsupported", "nothing", self._section.statement, reason)
            return
        matching = self._matching(SAME)
        units = self._section.units
        if (
            matching
            and all(units[i].standfirst for i in matching)
            and not any(not units[i].standfirst for i in self._matching(NEAR))
        ):
            where = [self._section.where(i, self._section.held(i)) for i in matching[:1]]
            reason = "only the line under the headline says so; the text itself does not"
            yield self._finding("unsupported", "standfirst", self._section.statement, reason, where)

    def _certainty(self) -> list[Drift]:
        """A headline that is surer than every sentence about the same, or less sure, or the contrary of it."""
        matching = self._matching(SAME)
        if not matching:
            return []
        head = _hedges(words_of(self._text, self._section.statement.start, self._section.statement.end))
        where = [self._section.where(i, self._section.held(i)) for i in matching]
        inside = [self._hedges_at(i) for i in matching]
        denied = [self._denied(i) for i in matching]
        if not head and all(denied) and not self._section.denies:
            reason = f"the headline says that it is so; in the text it is only denied, by {_joined([d for d in denied if d])}"
            return [self._finding("certainty", "denied", self._section.statement, reason, where[:3])]
        if not head and all(inside) and not any(not self._hedges_at(i) for i in self._as_much(matching)):
            words = ", ".join(dict.fromkeys(w for found in inside for w in found))
            reason = f"the headline says it flatly; where the text says it, it says {words}"
            return [self._finding("certainty", "harder", self._section.statement, reason, where[:3])]
        if head and not any(inside) and self._plain(matching) and self._hedged(head):
            span = _span(self._text, self._section.statement, head)
            reason = f"the headline says {', '.join(head)}; the text says it without any doubt"
            return [self._finding("certainty", "softer", span, reason, where[:3])]
        return []

    def _hedges_at(self, i: int) -> list[str]:
        """Words of doubt beside the words of the statement that a sentence holds, names aside; none without such."""
        words = self._section.units[i].words
        keys = frozenset().union(*(w.keys for w in self._section.held(i)))
        common = [k for k, w in enumerate(words) if w.stem in keys and self._text[w.start].islower()]
        doubts = lists()["possible"] | lists()["probable"]
        own = {w.stem for w in self._section.stated}
        near = (w for k, w in enumerate(words) if any(-BEHIND <= c - k <= AHEAD for c in common))
        return list(dict.fromkeys(f"“{w.text}”" for w in near if w.text in doubts and w.stem not in own))

    def _denied(self, i: int) -> str:
        """Who denies it in a sentence that holds the statement in what is denied; nobody mostly."""
        held = [w for w in self._section.units[i].words if any(w.stem in s.keys for s in self._section.held(i))]
        for claim in voices(self._section, i, self._claims, self._starts):
            cue = {w.text for f in claim.cue for w in words_of(self._text, f.start, f.end)}
            inside = sum(any(f.start <= w.start < f.end for f in claim.content) for w in held)
            if (claim.attitude == "deny" or cue & lists()["denying"]) and claim.source and inside * 2 > len(held):
                return self._said(claim.source[0])
        return ""

    def _as_much(self, matching: Sequence[int]) -> list[int]:
        """Sentences that hold nearly as many words of the statement as the best of these does."""
        most = max(len(self._section.held(i)) for i in matching)
        return [i for _, i in self._scores[:MOST] if len(self._section.held(i)) >= ENOUGH * most]

    def _plain(self, matching: Sequence[int]) -> bool:
        """Whether all these sentences are known to say for certain that it is so."""
        for i in matching:
            unit = self._section.units[i]
            values = {c.certainty for c in voices(self._section, i, self._claims, self._starts)}
            account = account_at(self._accounts, unit)
            values |= {account.certainty} if account else set()
            if values != {"CT+"} or any(w.text in lists()["open"] for w in unit.words):
                return False
        return True

    def _hedged(self, head: Sequence[str]) -> bool:
        """Whether what the headline is unsure of, the words after its hedge, stands in every sentence about the same."""
        after = [w for w in self._section.stated if w.start > _span(self._text, self._section.statement, head).start][
            :2
        ]
        return bool(after) and all(w in self._section.held(i) for w in after for i in self._matching(SAME))

    def _flat(self) -> Iterator[Drift]:
        """A headline that says by itself what the text has only from somebody."""
        section = self._section
        if section.source is not None or section.claim is not None:
            return
        matching = self._matching(SAME)
        if not matching or _hedges(words_of(self._text, section.statement.start, section.statement.end)):
            return
        sources: list[Fragment] = []
        for i in self._as_much(matching):
            held = [w for w in section.units[i].words if any(w.stem in s.keys for s in section.held(i))]
            taken = [c for c in voices(section, i, self._claims, self._starts) if c.source and _within(c, held)]
            if not taken:
                return
            sources += [f for c in taken for f in c.source]
        names = _joined([self._said(f) for f in sources])
        reason = f"the headline says it by itself; the text has it only from {names}"
        yield self._finding("speaker", "flat", section.statement, reason, sources[:3])


def _within(claim: Claim, held: Sequence[Word]) -> bool:
    """Whether nearly all of the words stand in a claim's content."""
    inside = sum(any(f.start <= w.start < f.end for f in claim.content) for w in held)
    return inside >= 0.8 * len(held)


def _hedges(words: Sequence[Word]) -> list[str]:
    """Words of doubt, as written."""
    doubts = lists()["possible"] | lists()["probable"]
    return list(dict.fromkeys(f"“{w.text}”" for w in words if w.text in doubts))


def _span(text: str, within: Fragment, words: Sequence[str]) -> Fragment:
    """Where the first of some quoted words stands."""
    for w in words_of(text, within.start, within.end):
        if f"“{w.text}”" in words:
            return Fragment(start=w.start, end=w.end)
    return within


def _holds(unit: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a sentence has all these words, in any inflection, in one stretch."""
    wanted = {w.stem for w in words}
    at: dict[str, int] = {}
    for i, word in enumerate(unit):
        if word.stem in wanted:
            at[word.stem] = i
            if len(at) == len(wanted) and i - min(at.values()) <= 2 * len(words) + 2:
                return True
    return False


def _share(unit: Sequence[Word], words: Sequence[Word]) -> float:
    stems = {w.stem for w in unit}
    return sum(bool(w.keys & stems) for w in words) / len(words)


def _outlet(said: str) -> list[str]:
    """The names by which a text may call an outlet that a headline names; nothing when it is none."""
    bare = re.sub(r"^the\s+|\s+(?:report|exclusive|analysis|poll)$", "", said.lower().replace("’", "'"))
    names = table()["outlets"].get(bare)
    return [bare, *(n.strip() for n in names.split(";"))] if names else []


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _phrase_in(section: Section, name: str) -> bool:
    """Whether the text below has a name."""
    wanted = [stem(w) for w in name.split()]
    for unit in section.units:
        stems = [w.stem for w in unit.words]
        if any(stems[i : i + len(wanted)] == wanted for i in range(len(stems) - len(wanted) + 1)):
            return True
    return False


def _joined(names: Sequence[str]) -> str:
    """The first few different names, as a list in words."""
    few = list(dict.fromkeys(names))[:3]
    return few[0] if len(few) == 1 else f"{', '.join(few[:-1])} and {few[-1]}"


def _year(text: str, word: Word) -> bool:
    """Whether a number is a year, written out or short ("'16")."""
    return FIRST_YEAR <= (word.number or 0) <= LAST_YEAR or text[max(0, word.start - 1)] in "'’‘"
