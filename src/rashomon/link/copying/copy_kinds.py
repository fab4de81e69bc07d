"""Of what kind a copy is: a whole article, an abridged one, a quotation, a statement, a release, a template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.link.copying.credits import document_of, same_source, source
from rashomon.link.copying.passages import Passage
from rashomon.records import Claim, CopyKind, Document, Reading
from rashomon.text import fold

WHOLE = 0.75
"""Share of a document's words that are copied for it to be a full copy."""
MOSTLY = 0.6
"""Share of the shorter document's words for it to be an abridged copy; share of words in quotation marks or claims."""
LONGER = 1.2
"""Words of the longer side by those of the shorter, from which a passage is abridged."""
ABRIDGED_WORDS = 30
SLOTS = 4
"""Words or numbers that differ in texts made from a template, at least."""
_RELEASE = re.compile(
    r"\bfor immediate release\b|\bembargoed until\b|/ ?pr ?newswire ?/|\bbusiness ?wire\b|\bglobe ?newswire\b"
    r"|^\W*(?:press release|news release|media release|communiqu[eé] de presse|pressemitteilung|comunicado de prensa"
    r"|nota de prensa|пресс-релиз|press statement)\b",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 400  # characters in which a release says that it is one
_STATEMENT = re.compile(r"\b(?:statement|communiqu[eé]|declaration|decree|announcement|bulletin)\b", re.IGNORECASE)
_QUOTED = re.compile(
    r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^«»]*(?:»|$)|„[^„“”]*(?:[“”]|$)|「[^「」]*(?:」|$)", re.MULTILINE
)
_OTHERS = "\0"  # no name
_SPAN_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Whole:
    """What of two documents is copied in all: the share of words of each."""

    a: float
    b: float


def kind(a: Reading, b: Reading, passage: Passage, whole: Whole) -> tuple[CopyKind, str]:
    """The kind of a copy and what it rests on, in words."""
    one, other = document_of(a), document_of(b)
    released = next((document_of(r) for r in (a, b) if is_release(r)), None)
    if released:
        return "press release", f"{source(released) or released.name} is a press release"
    slots = _slots(one, other, passage)
    if slots:
        return "template", f"alike but for names and numbers: {slots}"
    if whole.a >= WHOLE and whole.b >= WHOLE:
        return "full copy", f"{_percent(whole.a)} of the one and {_percent(whole.b)} of the other are the same words"
    return _spoken(a, b, passage) or _kept(passage, whole)


def _spoken(a: Reading, b: Reading, passage: Passage) -> tuple[CopyKind, str] | None:
    """A quotation or a statement, when both documents give the words to the same speaker."""
    speaker = _same_voice(a, b, passage)
    quoted = _quoted(document_of(a), passage.a_start, passage.a_end)
    quoted = quoted and _quoted(document_of(b), passage.b_start, passage.b_end)
    if quoted and speaker != _OTHERS:
        return "shared quotation", "most of the words stand in quotation marks in both"
    if speaker not in ("", _OTHERS):
        return "official statement", f"both give the words as those of {speaker}"
    return None


def _kept(passage: Passage, whole: Whole) -> tuple[CopyKind, str]:
    if max(whole.a, whole.b) >= MOSTLY:
        part, rest = sorted((whole.a, whole.b), reverse=True)
        return "abridged", f"{_percent(part)} of the shorter text and {_percent(rest)} of the longer are the same words"
    short, long = sorted(passage.lengths)
    if short >= ABRIDGED_WORDS and long >= LONGER * short:
        return "abridged", f"{short} words of {long} were kept, in their order"
    return "passage", f"{passage.equal} of {passage.words} words are the same, in the same order"


def _percent(share: float) -> str:
    return f"{min(100, round(100 * share))} %"


def is_release(reading: Reading) -> bool:
    """Whether a document says that it is a press release."""
    document = document_of(reading)
    lines = [document.text[z.start : z.end] for z in reading.zones if z.kind in ("provenance", "byline", "dateline")]
    return bool(_RELEASE.search(document.text[:_HEAD]) or any(_RELEASE.search(line) for line in lines))


def _quoted(document: Document, start: int, end: int) -> bool:
    """Whether most words of a run stand in quotation marks."""
    first = document.text.rfind("\n", 0, start) + 1
    last = document.text.find("\n", end)
    last = len(document.text) if last < 0 else last
    inside = [(first + m.start(), first + m.end()) for m in _QUOTED.finditer(document.text[first:last])]
    return _share(document.text, start, end, inside) >= MOSTLY


def _share(text: str, start: int, end: int, runs: Sequence[tuple[int, int]]) -> float:
    """The share of words of a run that stand in others."""
    words = [start + m.start() for m in _SPAN_WORD.finditer(text[start:end])]
    return sum(any(s <= w < e for s, e in runs) for w in words) / max(1, len(words))


def _claims(reading: Reading, start: int, end: int) -> list[Claim]:
    return [c for c in reading.claims if any(f.start < end and start < f.end for f in c.content)]


def _same_voice(a: Reading, b: Reading, passage: Passage) -> str:
    """The institution whose words both documents say these are; _OTHERS if they give them to different speakers."""
    ones, others = (
        _claims(a, passage.a_start, passage.a_end),
        _claims(b, passage.b_start, passage.b_end),
    )
    names = [{_key(c): _shown(c) for c in claims if _key(c)} for claims in (ones, others)]
    if names[0] and names[1] and not _alike(set(names[0]), set(names[1])):
        return _OTHERS
    shared = sorted(set(names[0]) & set(names[1]))
    official = (k for k in shared if _official(ones, k) and _official(others, k))
    return next((names[0][k] for k in official if _mostly_said_by(k, ones, others, (a, b), passage)), "")


def _mostly_said_by(
    key: str, ones: Sequence[Claim], others: Sequence[Claim], pair: tuple[Reading, Reading], passage: Passage
) -> bool:
    """Whether most words of a passage are those of one speaker in both; a report of several is no statement."""
    sides = ((ones, passage.a_start, passage.a_end), (others, passage.b_start, passage.b_end))
    for reading, (claims, start, end) in zip(pair, sides, strict=True):
        runs = [(f.start, f.end) for c in claims if _key(c) == key for f in (*c.content, *c.source, *c.cue)]
        if _share(document_of(reading).text, start, end, runs) < MOSTLY:
            return False
    return True


def _alike(ones: set[str], others: set[str]) -> bool:
    """Whether some name of the one may be one of the other: a word in common, or pronouns and unnamed ones."""
    return any(set(x.split()) & set(y.split()) for x in ones for y in others)


def _key(claim: Claim) -> str:
    return fold(claim.speaker.name) if claim.speaker and claim.speaker.identification != "unspecified" else ""


def _shown(claim: Claim) -> str:
    return claim.speaker.name if claim.speaker else ""


def _official(claims: Sequence[Claim], key: str) -> bool:
    """Whether a speaker speaks for an institution."""
    of = [c.speaker for c in claims if c.speaker and _key(c) == key]
    return any(s.kind == "organisation" or s.affiliation or _STATEMENT.search(s.role) for s in of)


def _slots(a: Document, b: Document, passage: Passage) -> str:
    """Names and numbers that differ between texts of one outlet which are else alike; empty when other words do."""
    if passage.identity == 1 or not (same_source(a, b) or not (source(a) or source(b))):
        return ""
    pairs = differing(a.text, b.text, passage)
    words = [w for pair in pairs for w in pair if w]
    if len(pairs) < SLOTS or not any(w[0].isdigit() for w in words):
        return ""
    if sum(w[0].isdigit() or w[0].isupper() for w in words) < 0.85 * len(words):
        return ""
    return ", ".join(f"{x or '-'} / {y or '-'}" for x, y in pairs[:SLOTS])


def differing(a: str, b: str, passage: Passage) -> list[tuple[str, str]]:
    """The words of a passage that differ, in pairs; empty where one side has more of them."""
    out: list[tuple[str, str]] = []
    before = (passage.a_start, passage.b_start)
    for a_start, a_end, b_start, b_end in passage.parts:
        out += _pairs(a[before[0] : a_start], b[before[1] : b_start])
        out += _pairs(a[a_start:a_end], b[b_start:b_end])
        before = (a_end, b_end)
    return out


def _pairs(a: str, b: str) -> list[tuple[str, str]]:
    ones, others = _SPAN_WORD.findall(a), _SPAN_WORD.findall(b)
    longest = max(len(ones), len(others))
    padded = [words + [""] * (longest - len(words)) for words in (ones, others)]
    return [(x, y) for x, y in zip(*padded, strict=True) if fold(x) != fold(y)]
