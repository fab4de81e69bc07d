"""What a document asserts in its own voice, and the words there that take a side.

A sentence is the document's own when no claim takes it and it is neither quoted, asked nor a fragment. Of a sentence
that a claim takes in part, what remains counts when it asserts something by itself.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.read.attribution.claims import log_odds
from rashomon.read.own_voice.loaded import loaded_words
from rashomon.read.quotations import Quotation, find_quotations
from rashomon.read.states import States
from rashomon.read.tagging import TAGS
from rashomon.records import Account, Claim, Document, Fragment, Sentence, Zone

LEAST = 0.3
"""Sentences without a claim that are surer than this to be the document's own voice are accounts."""
OWN = (0.51, -0.56, -0.01, -0.29)
"""Log odds that a sentence without a claim is own voice: bias, and the weights of the log odds of the most and of the
mean share of content in its words, and of its share in quotation marks; fitted by training/voice.py."""
CONTENT = slice(TAGS.index("B-content"), TAGS.index("I-content") + 1)
SHORT = 3  # words below which nothing is asserted
COMPLETE = 6  # words of a sentence with a full stop that is taken to have a verb

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ENDS = re.compile(r"[.!…](?:[\"'”’»)\]]*|\s*\[\d+\])$")
_ASKS = re.compile(r"\?[\"'”’»)\]]*$")
_CHUNK = re.compile(r"[,;:()–—―]|\s-+\s")
_RELATIVE = re.compile(r"\b(?:who|whom|which|whose|that|as)\s+(?:[\w’'.-]+\s+){0,6}$", re.IGNORECASE)
_SHUT = re.compile(r"[\"'”’»)\]]*(?:[,;.!:–—―-]|\s+[-–—]|\s*$|\s+(?:though|although|while|but)\b)")
_UNREAL = re.compile(r"[\"'“‘«(]*(?:If|Unless|Had|Should|Were|Suppose|Imagine)\b")

FINITE = frozenset(
    "is are was were am has have had do does did will would can could may might must should shall isn't aren't"
    " wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't cannot couldn't shouldn't he's"
    " she's it's that's there's they're we're you're i'm i've we've they've i'll he'll she'll we'll they'll let's"
    " ain't became began broke brought built bought came caught chose cut dealt drew drove ate fell felt fought"
    " found flew forgot gave went got grew held heard hit hurt kept knew laid led left lent let lost made meant met"
    " paid put ran rose said sat saw sold sent set shook shot shut slept sought spent spoke spread stood stole stuck"
    " struck swept swore taught took thought threw told understood wept woke won wore wrote fled sank sued".split()
)
"""Forms that are nearly always the verb of a statement."""
PRESENT = frozenset(
    "accept accuse act add admit agree aim allow announce appear apply argue arrest ask attack avoid back ban beat"
    " become begin believe belong block blame bomb break bring build buy call calls capture cast cause challenge"
    " change charge claim close come compare condemn confirm consider contain continue control convict cost"
    " criticize cross cut decide declare defend demand deny depend destroy die discuss dismiss dominate draw drive"
    " drop eliminate emerge end endorse enter escape exist expand expect explain explore explode expose express face"
    " fail fall favor fear feature feel fight file find fire flee fly follow force gain get give go goes grow happen"
    " hammer have help hide hit hold hope identify ignore implicate include increase indicate injure intend invade"
    " investigate involve join keep kill know lack land launch lead leak leave let lie like link live look lose loom"
    " make mark mean meet miss move name need obtain occur offer open oppose order own owe pass pay plan play pledge"
    " plunge point prepare present press prevent produce promise propose protest prove provide publish pull push put"
    " question quit raise reach read recall receive recognize refuse reject release remain remove report represent"
    " require rescue resign respond retain return reveal rip rise rule run say says seek seem seize sell send serve"
    " set shake share shell shoot show sign slam slash speak spend spread stand start state stay steal stop storm"
    " strike struggle sue suffer suggest sum support surge surrender take talk target tell tend test think threaten"
    " tie turn try unveil urge use vie vote vow wait want warn weigh win withdraw work wound write yield".split()
)
OPENERS = frozenset(
    "what how why following who which whose whom that when while after before because although though if unless"
    " until since as where whereas asked speaking citing adding noting saying calling according despite during in"
    " on at by with without for from of to including especially even not once given amid among under over between"
    " about like than so".split()
)
"""Words that open a run which asserts nothing by itself."""


def accounts_in(
    states: States, document: Document, zones: Sequence[Zone], sentences: Sequence[Sentence], claims: Sequence[Claim]
) -> list[Account]:
    """The accounts of one stretch, in text order: its sentences, or the rest of them, outside of every claim."""
    from rashomon.read.stances.stance import certainty_of

    taken = _Taken(claims)
    page = _Page(document.text, states, find_quotations(states.text))
    starts = [z.start for z in zones]
    out = []
    for sentence in sentences:
        i = bisect_right(starts, sentence.start) - 1
        kind = zones[i].kind if i >= 0 else "body"
        claimed = taken.within(sentence)
        for start, end, p in _own(page, sentence, claimed, kind == "headline"):
            words = loaded_words(document.text, start, end, claimed.spoken)
            out.append(
                Account(
                    id=f"{document.id}.v{start}",
                    doc=document.id,
                    start=start,
                    end=end,
                    zone=kind,
                    certainty=certainty_of(states, start, end)[0],
                    loaded=tuple(Fragment(start=w.start, end=w.end) for w in words),
                    p=round(p, 4),
                )
            )
    return out


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What claims take of one sentence: `cues` and `contents` (in order), and how sure the surest of them is."""

    cues: list[Fragment]
    contents: list[Fragment]
    p: float

    @property
    def spoken(self) -> list[Fragment]:
        """What is not in the document's own voice, and the cues, whose words are judged with the claim."""
        return sorted(self.cues + self.contents)


class _Taken:
    """The fragments of all claims, to be looked up by sentence in text order."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        rows = [(f.start, f.end, False, c.p) for c in claims for f in c.cue]
        rows += [(f.start, f.end, True, c.p) for c in claims for f in c.content]
        self._rows = sorted(rows)
        self._starts = [row[0] for row in self._rows]
        # The furthest end so far says where a look back may stop.
        self._reach: list[int] = []
        for row in self._rows:
            self._reach.append(max(row[1], self._reach[-1] if self._reach else 0))

    def within(self, sentence: Sentence) -> _Claimed:
        """What touches a sentence, cut to it."""
        high = bisect_left(self._starts, sentence.end)
        low = bisect_right(self._reach, sentence.start)
        cues: list[Fragment] = []
        contents: list[Fragment] = []
        p = 0.0
        for start, end, content, sure in self._rows[low:high]:
            if end > sentence.start:
                part = Fragment(start=max(start, sentence.start), end=min(end, sentence.end))
                (contents if content else cues).append(part)
                p = max(p, sure)
        return _Claimed(cues, contents, p)


class _Page:
    """The text, what the encoder saw in it, and its quotations."""

    def __init__(self, text: str, states: States, quotations: list[Quotation]) -> None:
        self.text, self._states, self._quotations = text, states, quotations
        self._starts = [q.start for q in quotations]
        self._content: Sequence[float] = _shares(states)

    def content(self, start: int, end: int) -> tuple[float, float]:
        """The greatest and the mean probability of the words of a span to be what somebody says."""
        words = self._states.words(start, end)
        if words is None:
            return 0.0, 0.0
        shares = self._content[words[0] : words[1] + 1]
        return float(max(shares)), float(sum(shares)) / len(shares)

    def quoted(self, start: int, end: int) -> float:
        """The share of a span that stands in quotation marks."""
        at = self._states.at
        i = max(0, bisect_right(self._starts, start - at) - 1)
        inside = 0
        for q in self._quotations[i:]:
            if q.start >= end - at:
                break
            inside += max(0, min(q.end, end - at) - max(q.start, start - at))
        return inside / max(1, end - start)

    def own(self, start: int, end: int) -> float:
        """How sure it is that a span that no claim takes is the document's own voice."""
        most, mean = self.content(start, end)
        bias, of_most, of_mean, of_quoted = OWN
        total = bias + of_most * log_odds(most) + of_mean * log_odds(mean) + of_quoted * self.quoted(start, end)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _shares(states: States) -> Sequence[float]:
    """For each word the probability that it is content."""
    import numpy as np

    if not len(states.tags):
        return []
    odds = np.exp(states.tags - states.tags.max(axis=1, keepdims=True))
    shares: Sequence[float] = (odds[:, CONTENT].sum(axis=1) / odds.sum(axis=1)).tolist()
    return shares


def _own(page: _Page, sentence: Sentence, claimed: _Claimed, headline: bool) -> Iterator[tuple[int, int, float]]:
    """The runs of a sentence that are the document's own voice, each with how sure that is."""
    text = page.text[sentence.start : sentence.end]
    if _ASKS.search(text):
        return
    if not claimed.contents and not claimed.cues:
        p = page.own(sentence.start, sentence.end)
        if p >= LEAST and asserts(text, headline) and page.quoted(sentence.start, sentence.end) < 0.9:
            yield sentence.start, sentence.end, p
        return
    run = _rest(page.text, sentence, claimed)
    if run is not None:
        # Where a claim ends is less sure than that there is one.
        yield *run, 0.6 * (1 - page.quoted(*run)) + 0.1


def asserts(text: str, headline: bool = False) -> bool:
    """Whether a sentence or headline has what a statement needs; a rule of thumb on its form and verbs."""
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text)]
    if len(words) < SHORT or _ASKS.search(text):
        return False
    if not headline and len(words) >= COMPLETE and _ENDS.search(text):
        return True
    return any(_finite(w) for w in words) or (headline and any(_present(w) for w in words))


def _finite(word: str) -> bool:
    return word in FINITE or (len(word) > 4 and word.endswith("ed") and not word.endswith("eed"))


def _present(word: str) -> bool:
    """Whether a word may be the verb of a headline in the present."""
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)}
    return not stems.isdisjoint(PRESENT)


def _rest(text: str, sentence: Sentence, claimed: _Claimed) -> tuple[int, int] | None:
    """What remains of a sentence beside its claims, from the first to the last clause that asserts; none mostly."""
    left = _without(sentence, claimed.spoken)
    if not left or sum(end - start for start, end in left) * 4 < sentence.end - sentence.start:
        return None
    if _UNREAL.match(text, sentence.start):
        return None
    # A claim in a relative clause ("which officials blamed on X") leaves the main clause its verb.
    inserted = any(_RELATIVE.search(text, max(sentence.start, c.start - 60), c.start) for c in claimed.cues)
    if inserted:
        chunks = (chunk for start, end in left for chunk in _chunks(text, start, end))
        verbs = (_verb(text[start:end], start == sentence.start, inserted) for start, end in chunks)
        return (sentence.start, sentence.end) if any(verbs) else None
    return next((run for start, end in left for run in _clauses(text, start, end, sentence)), None)


def _clauses(text: str, start: int, end: int, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The run of clauses between two claims of a sentence, if it asserts something; none mostly."""
    chunks = list(_chunks(text, start, end))
    # Where a claim goes on without a comma, the run before it is a part of the claim's sentence.
    opened = start == sentence.start or bool(_SHUT.match(text[start:end].lstrip()))
    kept = [
        i
        for i, (low, high) in enumerate(chunks)
        if _verb(text[low:high], low == sentence.start, inserted=False) and _SHUT.match(text, high, sentence.end)
    ]
    if kept and (opened or kept[0] > 0):
        opens = _first_word(text[chunks[0][0] : chunks[0][1]])
        run = chunks[0 if opened and opens not in OPENERS else kept[0]][0], chunks[kept[-1]][1]
        if len(_WORD.findall(text[run[0] : run[1]])) > SHORT:
            yield run


def _without(sentence: Sentence, parts: Sequence[Fragment]) -> list[tuple[int, int]]:
    """The runs of a sentence outside some of its parts."""
    out, at = [], sentence.start
    for part in sorted(parts):
        if part.start > at:
            out.append((at, part.start))
        at = max(at, part.end)
    if at < sentence.end:
        out.append((at, sentence.end))
    return out


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs between commas and dashes, with the words in them alone."""
    marks = [start, *(m.end() for m in _CHUNK.finditer(text, start, end)), end]
    for low, high in pairwise(marks):
        words = list(_WORD.finditer(text, low, high))
        if words:
            yield words[0].start(), words[-1].end()


def _first_word(text: str) -> str:
    match = _WORD.search(text)
    return match.group().lower() if match else ""


def _verb(chunk: str, first: bool, inserted: bool) -> bool:
    """Whether a run between commas holds the verb of a statement of its own."""
    written = _WORD.findall(chunk)
    if written and written[0].lower() in _JOINING:
        written = written[1:]
    words = [w.lower().replace("’", "'") for w in written]
    if not words or words[0] in OPENERS or words[0].endswith("ing"):
        return False
    at = next((i for i, w in enumerate(words) if _finite(w) and not _adjective(written, i)), None)
    if at is None or any(w in OPENERS and w not in _LINKS for w in words[:at]):
        return False
    if at == 0:
        # At the start of a run a form in -ed is a participle ("asked about it"), unless the claim stood in between.
        return inserted and not first
    return len(words) - at > 1 or inserted


def _adjective(words: Sequence[str], at: int) -> bool:
    """Whether a form in -ed belongs to a noun or a name: "a retired general", "organized labor", "the United Mine"."""
    if not words[at].endswith("ed") or words[at] in FINITE:
        return False
    return bool(words[at][0].isupper() or (at and words[at - 1].lower() in _BEFORE_NOUNS))


_JOINING = frozenset("and but or yet so still then".split())
_BEFORE_NOUNS = frozenset(
    "a an the this that these those his her its their our my your some many most more no any all of in on at by"
    " with for from to like very long newly recently well highly deeply so too as one two three several both other"
    " another".split()
)
_LINKS = frozenset("in on at by with for from of to like".split())
