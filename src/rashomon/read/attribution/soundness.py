"""What words say against a claim of the model: claims that are none are left out, sources that are none taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from rashomon.read.attribution.words_of_saying import of_saying
from rashomon.records import Claim, Document, Fragment

UNSAID = 0.34
"""Claims below this probability without a word of saying or a quotation are left out; one point of linked precision."""
UNSAID_ALONE = 0.4
"""The same where no source is named."""
LITTLE = frozenset("the a an to and of her him his them".split())
"""Words that are no content by themselves."""
DASH = re.compile(r"[—–―-]+")
CLOSED = frozenset("”\"»’'")
ADVERB = re.compile(
    r"(?:(?:has|have|had|is|was|are|were)\s)?(allegedly|reportedly|supposedly|purportedly)(?:\s+(?P<verb>.+))?", re.I
)
HEARD = re.compile(
    r"(?:.*\s)?(?:was|were|been|being|is|are|be)\s(?:\w+\s)?(?:told|informed|notified|warned|briefed|reminded|advised)\b",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\w+ed\s(?:after|over)\s(?:the\s|a\s)?(?P<noun>disclosures?|revelations?|news|reports?)(?:\sthat)?", re.I
)
"""Somebody's feeling about what others made known: the cue is their noun."""


def sound(document: Document, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims that words allow, with their parts put right."""
    for claim in claims:
        if is_said(document.text, claim, UNSAID if claim.source else UNSAID_ALONE):
            yield _mended(document.text, claim)


def is_said(text: str, claim: Claim, gate: float) -> bool:
    """Whether words allow a claim: its content is more than a little word, and below `gate` somebody must say it.

    An infinitive that opens a sentence ("To confirm the origin would take time") tells of no saying.
    """
    cue = _quoted(text, claim.cue)
    if all(text[f.start : f.end].lower() in LITTLE for f in claim.content):
        return False
    if claim.zone != "headline" and re.match(r"To\s+[a-z]", cue):
        return False
    return claim.p >= gate or claim.form != "indirect" or of_saying(cue, _quoted(text, claim.content))


def _quoted(text: str, runs: Iterable[Fragment]) -> str:
    return " ".join(text[f.start : f.end] for f in runs)


def _mended(text: str, claim: Claim) -> Claim:
    if len(claim.cue) == 1 and claim.source and DASH.fullmatch(_quoted(text, claim.cue)):
        return msgspec.structs.replace(claim, content=_signed(text, claim))
    return _without_source(text, claim)


def _signed(text: str, claim: Claim) -> tuple[Fragment, ...]:
    """The words that a dash and a name behind them sign: the one quotation before it, not that of another signer.

    A run in an earlier paragraph counts only where its quotation is left open there, as it is when it goes on.
    """
    at = claim.cue[0].start
    if claim.source[0].start < at:
        return claim.content
    runs = [f for f in claim.content if f.end <= at]
    own = [f for f in runs if "\n" not in text[f.end : at] or text[f.end - 1] not in CLOSED]
    return tuple(own) if own and own[-1] == runs[-1] and "\n" not in text[own[-1].end : at] else claim.content


def _without_source(text: str, claim: Claim) -> Claim:
    """A claim whose source is none without it: of hearsay, of the hearer, of somebody else's feeling."""
    if len(claim.cue) != 1 or not claim.source or claim.source[0].start > claim.cue[0].start:
        return claim
    cue, (run,) = text[claim.cue[0].start : claim.cue[0].end], claim.cue
    hearsay = ADVERB.fullmatch(cue)
    if hearsay and not (hearsay["verb"] and of_saying(hearsay["verb"], "")):
        said = Fragment(start=run.start + hearsay.start(1), end=run.start + hearsay.end(1))
        verb = [Fragment(start=run.start + hearsay.start("verb"), end=run.end)] if hearsay["verb"] else []
        content = _joined(text, sorted({*claim.source, *verb, *claim.content}))
        return msgspec.structs.replace(claim, id=_id(claim, said), source=(), cue=(said,), content=content)
    if HEARD.match(cue):
        return msgspec.structs.replace(claim, source=())
    feeling = AFTER.fullmatch(cue)
    if feeling:
        noun = Fragment(start=run.start + feeling.start("noun"), end=run.start + feeling.end("noun"))
        return msgspec.structs.replace(claim, id=_id(claim, noun), source=(), cue=(noun,))
    return claim


def _id(claim: Claim, cue: Fragment) -> str:
    return f"{claim.doc}.c{cue.start}"


def _joined(text: str, runs: list[Fragment]) -> tuple[Fragment, ...]:
    """Runs with nothing but space between them as one."""
    out: list[Fragment] = []
    for run in runs:
        if out and not text[out[-1].end : run.start].strip():
            out[-1] = Fragment(start=out[-1].start, end=max(out[-1].end, run.end))
        else:
            out.append(run)
    return tuple(out)
