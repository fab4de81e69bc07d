"""Where a headline and the text below it part ways: in certainty, in who says it, in a strong word, or altogether.

Every finding is a question for a person and no verdict: words of the headline, what the text has instead, and why the
two were put side by side. What the rules cannot be sure of is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.read.drifts.comparing import NEAR, SAME, Compared, holds, joined
from rashomon.read.drifts.credited import sources
from rashomon.read.drifts.headlines import quoted, sections
from rashomon.read.drifts.wording import ORDINALS, Word, lists, stem, table, words_of
from rashomon.read.own_voice.loaded import loaded_words
from rashomon.records import Account, Claim, Document, Drift, Fragment, Zone

NONE = 0.2
"""Share of a headline's words in all of the text under which nothing in it is about the headline."""
SIDES = frozenset({"contempt", "legitimacy", "intensifier", "doubt", "euphemism"})
"""Classes of loaded words that are looked for in the text below."""
CONTENT = 3  # content words of a statement that can be compared
STRAIGHT = 5  # content words of a headline whose subject the text must name somewhere
FEW = 3  # numbers up to this are hardly worth a question
_LISTED = re.compile(
    r"\d+ (?:\w+ )?(?:of|things|ways|reasons|times|facts|photos|quotes|moments|tips|signs|lessons|questions)\b",
    re.IGNORECASE,
)
"""How a headline over a list begins, whose items the text need not count."""
WHOLE = 0.8  # share of a headline in quotation marks from which they only set it off
FIRST_YEAR, LAST_YEAR = 1900, 2100


def drifts(
    document: Document, zones: Sequence[Zone], claims: Sequence[Claim], accounts: Sequence[Account]
) -> list[Drift]:
    """What headlines say and the text below them does not, or not so, in text order."""
    ordered = sorted(claims, key=lambda c: c.cue[0].start if c.cue else 0)
    spoken = sorted(accounts, key=lambda a: a.start)
    found = (d for section in sections(document, zones, ordered) for d in _drifts(Compared(section, ordered, spoken)))
    return sorted(found, key=lambda d: (d.headline.start, d.words.start, -d.p))


def _drifts(c: Compared) -> Iterator[Drift]:
    """All findings for one headline; of one that asks, its words alone."""
    yield from _quotes(c)
    yield from _strong(c)
    if c.section.asks:
        return
    yield from _numbers(c)
    nothing = list(_nothing(c))
    yield from nothing
    if nothing:
        return
    certainty = _certainty(c) if len(c.section.stated) >= CONTENT else []
    yield from certainty
    if not certainty:
        yield from sources(c)


def _quotes(c: Compared) -> Iterator[Drift]:
    """Words that the headline quotes and nobody in the text says."""
    head, units = c.section.headline, c.section.units
    for quote in quoted(c.section):
        words = [w for w in words_of(c.text, quote.start, quote.end) if not w.empty]
        whole = quote.end - quote.start > WHOLE * (head.end - head.start)
        if words and not whole and not any(holds(unit, words) for unit in units):
            reason = f"the headline has “{c.said(quote)}” in quotation marks; nobody in the text says these words"
            yield c.finding("word", "quote", quote, reason, _closest(c, words))


def _closest(c: Compared, words: Sequence[Word]) -> list[Fragment]:
    """Where the text comes closest to some words: a sentence with half of them."""
    wanted = [w.keys for w in words]
    shares = [(sum(bool(k & {w.stem for w in u.words}) for k in wanted), -i) for i, u in enumerate(c.section.units)]
    most, at = max(shares)
    if most * 2 < len(words):
        return []
    keys = frozenset[str]().union(*wanted)
    held = [w for w in c.section.units[-at].words if w.stem in keys]
    return [Fragment(start=held[0].start, end=held[-1].end)]


def _strong(c: Compared) -> Iterator[Drift]:
    """Strong and loaded words of the headline that nobody in the text says, nor a word that bears them out."""
    inside = quoted(c.section)
    for span, others in _strong_words(c):
        if not any(q.start <= span.start < q.end for q in inside) and not _borne_out(c, span, others):
            reason = f"“{c.said(span)}” is the headline's word: nobody in the text says it, nor a word that means it"
            yield c.finding("word", "strong", span, reason, c.where(c.matching(NEAR)[:1]))


def _strong_words(c: Compared) -> Iterator[tuple[Fragment, str]]:
    """Strong words of the headline, each with the words that bear it out."""
    head, strong = c.section.headline, table()["strong"]
    words = words_of(c.text, head.start, head.end)
    covered = set()
    for size in (2, 1):
        for run in (words[i : i + size] for i in range(len(words) - size + 1)):
            forms = (" ".join(w.text for w in run), "-".join(w.text for w in run))
            phrase = next((f for f in forms if f in strong), None)
            if phrase and run[0].start not in covered:
                covered |= {w.start for w in run}
                yield Fragment(start=run[0].start, end=run[-1].end), strong[phrase]
    for word in loaded_words(c.text, head.start, head.end):
        if word.kind in SIDES and word.start not in covered:
            yield Fragment(start=word.start, end=word.end), ""


def _borne_out(c: Compared, span: Fragment, others: str) -> bool:
    """Whether the text has the phrase, or a word that bears it out."""
    own = words_of(c.text, span.start, span.end)
    if any(holds(unit, own) for unit in c.section.units):
        return True
    bearing = {stem(word) for word in others.split()} | (own[0].keys if len(own) == 1 else set())
    return bool(bearing & c.stems)


def _numbers(c: Compared) -> Iterator[Drift]:
    """Numbers of the headline, in figures, that the text does not have."""
    places = {ORDINALS[w.text] for unit in c.section.units for w in unit.words if w.text in ORDINALS}
    for word in c.section.stated:
        if word.number is None or word.number <= FEW or c.section.found[word.start] or word.text.isalpha():
            continue
        around = c.text[max(0, word.start - 1) : word.end + 2]
        short = around[0] in "'’‘"  # '16
        if _LISTED.match(c.text, word.start) and word.start == c.section.statement.start:
            continue
        if short or re.search(r"[/:.–-]\d|\d[/:–-]|\d(?:st|nd|rd|th)", around) or _year(word):
            continue
        if word.number in places:
            continue
        span = Fragment(start=word.start, end=word.end)
        near = [i for i in c.matching(NEAR) if any(w.number is not None for w in c.section.units[i].words)]
        reason = f"the headline says {c.said(span)}; the text does not have this number"
        yield c.finding("unsupported", "number", span, reason, c.where(near[:1]))


def _year(word: Word) -> bool:
    return word.text.isdigit() and FIRST_YEAR <= (word.number or 0) <= LAST_YEAR


def _nothing(c: Compared) -> Iterator[Drift]:
    """A headline of which the text has next to nothing, or its standfirst alone."""
    stated, units = c.section.stated, c.section.units
    held = [w for w in stated if c.section.found[w.start]]
    if len(stated) >= STRAIGHT and len(held) < NONE * len(stated):
        missing = ", ".join(c.text[w.start : w.end] for w in stated if w not in held)
        reason = f"nothing in the text is about this: it has none of the words {missing}"
        yield c.finding("unsupported", "nothing", c.section.statement, reason)
        return
    matching = c.matching(SAME)
    if matching and all(units[i].standfirst for i in [*matching, *c.as_much(matching)]):
        reason = "only the line under the headline says so; the text itself does not"
        yield c.finding("unsupported", "standfirst", c.section.statement, reason, c.where(matching[:1]))


def _certainty(c: Compared) -> list[Drift]:
    """A headline that is surer than every sentence about the same, or less sure, or the contrary of it."""
    matching = c.matching(SAME)
    if not matching:
        return []
    statement, where = c.section.statement, c.where(matching[:3])
    if not c.head:
        denied = [_denied(c, i) for i in matching]
        if all(denied) and not c.section.denies:
            reason = f"the headline says that it is so; the text has it only as denied by {joined(denied)}"
            return [c.finding("certainty", "denied", statement, reason, where)]
        inside = [c.doubts(i) for i in c.as_much(matching)]
        if all(inside):
            words = ", ".join(dict.fromkeys(f"“{w}”" for found in inside for w in found))
            reason = f"the headline says it flatly; where the text says it, it says {words}"
            return [c.finding("certainty", "harder", statement, reason, where)]
        return []
    if not any(c.doubts(i) for i in matching) and _certain(c, matching):
        span = next((Fragment(start=w.start, end=w.end) for w in c.section.words if w.text == c.head[0]), statement)
        after = [w for w in c.section.stated if w.start > span.start][:2]
        if after and all(w in c.section.held(i) for w in after for i in matching):
            words = ", ".join(f"“{w}”" for w in c.head)
            reason = f"the headline says {words}; the text says it without any doubt"
            return [c.finding("certainty", "softer", span, reason, where)]
    return []


def _denied(c: Compared, i: int) -> str:
    """Who denies it in a sentence that holds the statement in what is denied; nobody mostly."""
    for claim in c.voices(i):
        cue = {w.text for f in claim.cue for w in words_of(c.text, f.start, f.end)}
        denies = claim.attitude == "deny" or not cue.isdisjoint(lists()["denying"])
        if denies and claim.source and c.share_within(claim, i) > 1 / 2:
            return c.said(claim.source[0])
    return ""


def _certain(c: Compared, matching: Sequence[int]) -> bool:
    """Whether all these sentences are known to say for certain that it is so."""
    for i in matching:
        account = c.account(i)
        values = {claim.certainty for claim in c.voices(i)} | ({account.certainty} if account else set())
        if values != {"CT+"} or any(w.text in lists()["open"] for w in c.section.units[i].words):
            return False
    return True
