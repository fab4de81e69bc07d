"""Where a content ends: on to the end of its clause or headline where the model stops in the middle of a phrase."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from rashomon.records import Claim, Document, Fragment, Zone

HANGING = frozenset(
    "a an the was were is are be been has have had will would could should of and or than its their his".split()
)
"""Words that no clause ends with: a content that stops at one has lost its rest."""
LAST_WORD = re.compile(r"[^\W\d_]+$")
CLAUSE = re.compile(r"(?:\s+[\w$%£€'’&-]+(?:\.\d+|\.(?=\w))*)+")
"""Words that follow with nothing but spaces between them."""
TITLE = re.compile(r"(?:\s+[\w'’-]+){1,4}\s*\.?\s*")
"""A few words at the end of a headline."""
FARTHEST = 300
"""Code points that a content may grow by."""


def run_on(
    document: Document, zones: Sequence[Zone], quoted: Sequence[Fragment], claims: Sequence[Claim]
) -> list[Claim]:
    """The claims, with contents that stop in mid-phrase run on to the next mark if no claim has the words between.

    A content in a headline runs on to its end over a few words. `quoted` are the document's quotations, in order.
    """
    text = document.text
    taken = sorted({(f.start, f.end) for c in claims for f in (*c.source, *c.cue, *c.content)})
    out = []
    for claim in claims:
        last = max(claim.content)
        stop = _stop(text, zones, quoted, claim.zone, last)
        if stop > last.end and not _meets(taken, last.end, stop):
            content = tuple(Fragment(start=f.start, end=stop) if f == last else f for f in claim.content)
            out.append(msgspec.structs.replace(claim, content=content))
        else:
            out.append(claim)
    return out


def _stop(text: str, zones: Sequence[Zone], quoted: Sequence[Fragment], zone: str, last: Fragment) -> int:
    """Where a run of a content should end; its own end where it is whole."""
    if zone == "headline":
        around = next((z for z in zones if z.start <= last.start and last.end <= z.end), None)
        rest = TITLE.fullmatch(text, last.end, around.end) if around else None
        return last.end + len(rest[0].rstrip(" .\n")) if rest else last.end
    word = LAST_WORD.search(text, max(last.start, last.end - 12), last.end)
    if word is None or word[0] not in HANGING or _inside(quoted, last.end):
        return last.end
    rest = CLAUSE.match(text, last.end, min(len(text), last.end + FARTHEST))
    if rest is None or "\n" in rest[0] or text[rest.end() : rest.end() + 1] not in ".,;:!?)\n":
        return last.end
    return rest.end()


def _inside(quoted: Sequence[Fragment], at: int) -> bool:
    i = bisect_left(quoted, at, key=lambda q: q.end)
    return i < len(quoted) and quoted[i].start < at


def _meets(taken: Sequence[tuple[int, int]], low: int, high: int) -> bool:
    """Whether any run of a claim has a character of another run; the longest runs are looked at one by one."""
    i = bisect_left(taken, (high, 0))
    return any(start < high and end > low for start, end in taken[max(0, i - 40) : i])
