"""Whom a headline credits: a source that the text does not have, or an outlet that only hands on, or nobody at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rashomon.read.drifts.comparing import NEAR, PARTLY, SAME, Compared, joined, stems_of
from rashomon.read.drifts.wording import stem, table, words_of
from rashomon.records import Claim, Drift, Fragment

WITHIN = 0.8
"""Share of the words by which a sentence holds the headline that a claim must have in its content."""
SPAN = 600  # characters of a content that are compared


def sources(c: Compared) -> Iterator[Drift]:
    """A source of the headline that the text does not have, or not for this."""
    source = c.section.source
    if source is None:
        yield from _flat(c)
        return
    said = c.said(source)
    outlet = _outlet(said)
    group = _role(c, source)
    if outlet and not any(_phrase_in(c, name) for name in outlet):
        yield c.finding("speaker", "outlet", source, f"the headline gives it to {said}; the text never names {said}")
    elif outlet:
        yield from _handed(c, source, outlet)
    elif group and not group & c.stems:
        who = [f for i in c.matching(NEAR)[:3] for claim in c.voices(i) for f in claim.source]
        instead = f"it has it from {c.said(who[0])}" if who else "it has none"
        reason = f"the headline gives it to “{said}”, and the text speaks of no such source: {instead}"
        yield c.finding("speaker", "role", source, reason, who[:2])
    elif not group:
        yield from _other(c, source)


def _outlet(said: str) -> list[str]:
    """The names by which a text may call an outlet that a headline names; nothing when it is none."""
    bare = re.sub(r"^the\s+|\s+(?:report|exclusive|analysis|poll)$", "", said.lower().replace("’", "'"))
    names = table()["outlets"].get(bare)
    return [bare, *(n.strip() for n in names.split(";"))] if names else []


def _role(c: Compared, source: Fragment) -> set[str]:
    """The stems of the words that stand for a source without a name ("experts"); none for another source."""
    groups = table()["sources"]
    for word in reversed([w for w in words_of(c.text, source.start, source.end) if not w.empty]):
        for form in (word.text, f"{word.text}s", word.text.rstrip("s")):
            if form in groups:
                return {stem(g) for g in groups[form].split()} | {word.stem}
    return set()


def _handed(c: Compared, source: Fragment, outlet: Sequence[str]) -> Iterator[Drift]:
    """An outlet that the headline has say it, when in the text the outlet hands on what others say."""
    own, handed = 0, list[Claim]()
    parents = {claim.parent for claim in c.claims}
    by_id = {claim.id: claim for claim in c.claims}
    wanted = frozenset[str]().union(*(w.keys for w in c.section.stated))
    for claim in c.claims:
        if not claim.source or not claim.cue or claim.cue[0].start < c.section.headline.end:
            continue
        content = stems_of(c.text, [Fragment(start=f.start, end=min(f.end, f.start + SPAN)) for f in claim.content])
        about = len(content & wanted)
        parent = by_id.get(claim.parent or "")
        links = [relay.name for relay in claim.chain[:-1]] + ([c.said(f) for f in parent.source] if parent else [])
        if any(_named(c.said(f), outlet) for f in claim.source):
            own += about > 1 and claim.id not in parents
        elif (about and any(_named(link, outlet) for link in links)) or (about > 1 and _beside(c, claim, outlet)):
            handed.append(claim)
    if handed and own <= 1:
        who = c.said(source)
        reason = f"the headline has {who} say it; in the text {who} hands on what {joined(c.who(handed))} say"
        yield c.finding("speaker", "relayed", source, reason, [claim.source[0] for claim in handed[:3]])


def _beside(c: Compared, claim: Claim, outlet: Sequence[str]) -> bool:
    """Whether the outlet is named in the sentence of the claim's cue."""
    i = bisect_right(c.section.units, claim.cue[0].start, key=lambda u: u.start) - 1
    return i >= 0 and _named(c.text[c.section.units[i].start : c.section.units[i].end], outlet)


def _named(text: str, names: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text.lower()) for name in names)


def _phrase_in(c: Compared, name: str) -> bool:
    """Whether the text has a name."""
    wanted = [stem(w) for w in name.split()]
    if not set(wanted) <= c.stems:
        return False
    rows = ([w.stem for w in unit.words] for unit in c.section.units)
    return any(row[i : i + len(wanted)] == wanted for row in rows for i in range(len(row) - len(wanted) + 1))


def _other(c: Compared, source: Fragment) -> Iterator[Drift]:
    """A named source of the headline, when the text has the statement from others, all of them named too."""
    credited = stems_of(c.text, [source])
    taken = _only_said(c, c.matching(SAME))
    if not taken or not c.text[source.start].isupper():
        return
    for name, claim in zip(c.who(taken), taken, strict=True):
        written = {stem(w) for w in re.findall(r"[^\W_]+", f"{name} {c.said(claim.source[0])}".lower())}
        if written & credited or not _NAME.match(name) or _together(c, credited, written):
            return
    reason = f"the headline has {c.said(source)} say it; in the text it is {joined(c.who(taken))}"
    yield c.finding("speaker", "other", source, reason, [claim.source[0] for claim in taken[:3]])


def _together(c: Compared, described: set[str], name: set[str]) -> bool:
    """Whether a sentence has both, so that the one may describe the other: "pollster Anna Schoen"."""
    rows = ({w.stem for w in unit.words} for unit in c.section.units)
    return any(described <= row and not name.isdisjoint(row) for row in rows)


_NAME = re.compile(r"(?:(?:[Tt]he|Mr|Mrs|Ms|Dr)\.? )?[A-Z]")


def _flat(c: Compared) -> Iterator[Drift]:
    """A headline that says by itself what the text has only from somebody."""
    if c.section.claim is not None or c.head:
        return
    taken = _only_said(c, c.matching(PARTLY))
    if taken:
        reason = f"the headline says it by itself; the text has it only from {joined(c.who(taken))}"
        yield c.finding("speaker", "flat", c.section.statement, reason, [claim.source[0] for claim in taken[:3]])


def _only_said(c: Compared, matching: Sequence[int]) -> list[Claim]:
    """The claims that hold the statement, when every sentence about as much of it is somebody's; none otherwise.

    A source that stays a pronoun says nothing about whose word it is, and "we" is the document itself.
    """
    found: list[Claim] = []
    for i in c.as_much(matching) if matching else []:
        taken = [claim for claim in c.voices(i) if claim.source and c.share_within(claim, i) >= WITHIN]
        if not taken or any(name.lower() in PRONOUNS for name in c.who(taken)):
            return []
        found += taken
    return found


PRONOUNS = frozenset("he she they it we i you us who which this that one some others".split())
