"""Claims that noun phrases hold, by rule: "a Reuters report from security sources that ...", "the minister's claim that
...", "what it calls ...", "according to its own website". The words are in nested.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.read.attribution.claims import form_of, making
from rashomon.read.attribution.words_of_saying import lexicon
from rashomon.read.quotations import Quotation, find_quotations
from rashomon.read.sentences import split_sentences
from rashomon.records import ARTICLE_ZONES, Claim, Document, Fragment, Zone

P = 0.6
"""Probability of a claim that a rule found: of the first hundred in news, about six in ten were right to the letter."""
OUTERMOST = ("printed", "as", "according")
"""Patterns that are looked for outside of every claim, too."""
LONGEST_CLAUSE = 1000
BREAKS = (". ", "! ", "? ", "\n")
SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")
WHOSE = re.compile(r"(?:its|his|her|their|our|my)\s")
"""A source that belongs to somebody named before is not outside of what that one says."""
ASKED = re.compile(r"\bwhether\s")
MARKS = "“”\"‘’'«»"
WHEN = (
    r"(?!(?:over|last|this|that|earl\w+|late\w*|in|on|at|yesterday|today|the (?:weekend|day|week|month|year|time|scene)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec|\d)\b)"
)
"""After "from" stands a time or a place as well as a person."""
CAPITALS = r"[A-Z][\w.’'&-]*+(?:\s[A-Z][\w.’'&-]*+){0,4}"
SOMEBODY = rf"(?:(?:the|a|his|her|their)\s[\w-]+(?:\s[\w-]+)?|{CAPITALS})"
PHRASE = (
    r"(?:(?:the|a|an|its|his|her|their|this|two|three|several|some|many|unnamed|anonymous)\s)?"
    r"(?:[\w.’'&-]++\s){0,5}?[\w.’'&-]++"
)
IN_MARKS = r"(?:the\s)?[“\"][^“”\"\n,;.]{2,60}[”\"]"
END = re.compile(
    r"[.!?…;](?=[\"”’')\]]*(?:\s|$))|,\s(?=(?:which|who|but|while|although|though|and that|according)\b)|\n| [—–-] "
)
OWNER = re.compile(
    rf"(?:^|[\s(“\"‘'])(?P<source>(?:(?:the|a|an|this|that)\s(?:[\w-]+\s){{0,3}}[\w-]+?|{CAPITALS}?))"
    r"(?:[’']s|(?<=s)[’'])\s(?:[\w-]+\s){0,2}$"
    r"|\b(?P<pronoun>his|her|its|their|our|my|your)\s(?:[\w-]+\s){0,2}$"
)
CALLS = (
    r"(?:has\s|have\s|had\s)?(?:also\s)?"
    r"(?:calls?|called|describes?\sas|described\sas|terms|termed|dubbed|labell?ed)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation in a text: runs of its characters, and the probability that it is one."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    contents: tuple[tuple[int, int], ...]
    p: float


@cache
def _pattern(name: str) -> re.Pattern[str]:
    nouns, printed, words = ("|".join(sorted(lexicon(x))) for x in ("nouns", "printed", "on_whose_word"))
    which = "|".join(sorted(lexicon("which")))
    said = rf"that\s(?!(?:{which})\b)"
    return re.compile(
        {
            "printed": rf"\b(?P<cue>(?:{printed})s?\s(?:{words}))\s[{MARKS}]?{WHEN}(?P<source>{PHRASE}),?\s{said}",
            "from": rf"\b(?P<cue>{nouns})\s(?:by|from|of|among)\s[{MARKS}]?{WHEN}(?P<source>{PHRASE}),?\s{said}",
            "words": rf"\b[Ii]n\s(?:(?P<source>{SOMEBODY}?)[’']s\s(?P<cue>words)"
            rf"|the\s(?P<cue_of>words)\sof\s(?P<source_of>{SOMEBODY})),?\s",
            "puts": r"(?P<source>[^\s,;:.“”\"][^;:.“”\"\n]{1,90}?)\s(?P<cue>puts?)\s"
            r"(?P<content>(?:its|the|their|his|her|our)\s[^,.;\n]{3,60}?\sat\s(?:about\s|least\s)?[^,.;\n]{1,60})",
            "noun": rf"\b(?P<cue>{nouns}),?\s{said}",
            "what": rf"\bwhat\s(?P<source>he|she|it|they|{CAPITALS}|the\s[\w-]+(?:\s[\w-]+)?)\s"
            rf"(?P<cue>{CALLS})\s(?P<content>[“\"‘'][^“”\"\n]{{2,200}}?[”\"’'](?!\w)|[^,.;:\n{MARKS}]{{3,80}})",
            "as": rf"(?<=[,—–])\sas\s(?P<source>(?:{PHRASE}|{IN_MARKS}(?:\s[\w-]+){{0,4}}?))\s"
            r"(?P<cue>(?:(?:has|have|had)\s)?(?:also\s|since\s|already\s|previously\s)?"
            rf"(?:{'|'.join(sorted(lexicon('confirming')))}))(?=[.;,!?\n]|$)",
            "according": r"\b(?P<cue>according\sto)\s(?P<source>[^,;:.\n“”\"]{2,80})",
        }[name],
        re.IGNORECASE if name == "according" else 0,
    )


def by_rule(text: str) -> Iterator[Found]:
    """Claims in noun phrases of a content, in no order; none meets the cue of another."""
    taken: list[tuple[int, int]] = []
    for name in ("printed", "from", "what", "according", "words", "puts", "noun"):
        for match in _pattern(name).finditer(text):
            cue = _cue(match)
            if any(low < cue[1] and cue[0] < high for low, high in taken):
                continue
            found = _found(text, name, match)
            if found:
                taken.append(cue)
                yield found


def _cue(match: re.Match[str]) -> tuple[int, int]:
    return match.span("cue") if match.group("cue") else match.span("cue_of")


def _found(text: str, name: str, match: re.Match[str]) -> Found | None:
    """What a pattern found, without white space around source and contents; None where nothing is said."""
    found = _as_matched(text, name, match)
    if found is None:
        return None
    source = found.source and _bare(text, *found.source)
    contents = tuple(_bare(text, *content) for content in found.contents)
    return Found(source, found.cue, contents, found.p) if all(start < end for start, end in contents) else None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _as_matched(text: str, name: str, match: re.Match[str]) -> Found | None:
    cue = _cue(match)
    if name == "words":
        end = _end(text, match.start(), match.end())
        whose = match.span("source") if match.group("source") else match.span("source_of")
        return Found(whose, cue, ((match.end(), end),), P) if end - match.end() > 2 else None
    if name in ("what", "puts"):
        return Found(match.span("source"), cue, (match.span("content"),), P)
    if name == "as":
        content = _clause_before(text, match.start())
        return Found(match.span("source"), cue, (content,), P) if content else None
    if name == "according":
        if lexicon("measures").intersection(text[slice(*match.span("source"))].lower().split()[:2]):
            return None
        content = _clause_beside(text, match)
        return Found(match.span("source"), cue, (content,), P) if content else None
    source = _owner(text, cue[0]) if name == "noun" else match.span("source")
    end = _end(text, match.start("cue"), match.end())
    return Found(source, cue, ((match.end(), end),), P) if end - match.end() > 2 else None


def _owner(text: str, at: int) -> tuple[int, int] | None:
    """Whose claim a noun stands for: "the minister's claim", "his claim"; None when nobody is named."""
    low = max(0, at - 80)
    match = OWNER.search(text[low:at])
    if not match:
        return None
    name = "source" if match.group("source") else "pronoun"
    return low + match.start(name), low + match.end(name)


def _end(text: str, opened: int, start: int) -> int:
    """Where what is said ends: at the mark that closes a quotation opened before it, or with the clause."""
    limit = min(len(text), start + 600)
    for mark, closing in (("“", "”"), ("«", "»"), ('"', '"')):
        if text.count(mark, opened, start) == 1:
            end = text.find(closing, start, limit)
            if end >= 0:
                return end
    match = END.search(text, start, limit)
    return match.start() if match else limit


def _clause_beside(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """What "according to X" is about: what stands before it in the sentence, or after it at the sentence's start."""
    low, high = max(0, match.start() - LONGEST_CLAUSE), match.end() + LONGEST_CLAUSE
    start = max((at + len(mark) for mark in BREAKS if (at := text.rfind(mark, low, match.start())) >= 0), default=low)
    before = text[start : match.start()].rstrip(" ,;(—–-")
    if len(before.split()) > 2:
        return start, start + len(before)
    after = text[match.end() : high]
    begin = match.end() + len(after) - len(after.lstrip(" ,"))
    end = SENTENCE_END.search(text, begin, high)
    stop = end.start() if end else min(len(text), high)
    return (begin, stop) if stop - begin > 10 else None


def _clause_before(text: str, at: int) -> tuple[int, int] | None:
    """What ", as X said" is about: the sentence before it, or of a question in it what is asked ("whether ...")."""
    low = max(0, text.rfind("\n", 0, at) + 1, at - LONGEST_CLAUSE)
    sentences = split_sentences(text, low, at)
    if not sentences:
        return None
    start, stop = sentences[-1].start, low + len(text[low:at].rstrip(" ,—–"))
    asked = list(ASKED.finditer(text, start, stop))
    start = asked[-1].end() if asked else start
    return (start, stop) if len(text[start:stop].split()) > 2 else None


def reports_in(document: Document, zones: Sequence[Zone], claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims that no claim holds yet: "a Reuters report from security sources that ...", "..., as the police said"."""
    text = document.text
    covered = sorted((f.start, f.end) for c in claims for f in (*c.cue, *c.content))
    for zone in zones:
        if zone.kind not in ARTICLE_ZONES:
            continue
        quotations: list[Quotation] | None = None
        for name in OUTERMOST:
            for match in _pattern(name).finditer(text, zone.start, zone.end):
                cue = _cue(match)
                if any(low < cue[1] and cue[0] < high for low, high in covered):
                    continue
                found = None if WHOSE.match(match["source"]) else _found(text, name, match)
                if found and found.contents[0][0] >= zone.start:
                    quotations = (
                        find_quotations(document.text[zone.start : zone.end]) if quotations is None else quotations
                    )
                    yield _outermost(document, zone, found, quotations)


def _outermost(document: Document, zone: Zone, found: Found, quotations: Sequence[Quotation]) -> Claim:
    ((start, end),) = found.contents
    content = (Fragment(start=start, end=min(end, zone.end)),)
    first = bisect_right(quotations, start - zone.start, key=lambda q: q.end)
    last = bisect_left(quotations, end - zone.start, key=lambda q: q.start)
    return Claim(
        id=f"{document.id}.c{found.cue[0]}",
        doc=document.id,
        source=(Fragment(start=found.source[0], end=found.source[1]),) if found.source else (),
        cue=(Fragment(start=found.cue[0], end=found.cue[1]),),
        content=content,
        form=form_of(content, quotations[first:last], zone.start),
        p=found.p,
        zone=zone.kind,
        making=making().id,
    )
