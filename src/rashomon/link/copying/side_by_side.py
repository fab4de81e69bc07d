"""A copy shown side by side: which sentences or runs of the two documents correspond."""

from __future__ import annotations

from bisect import bisect_left

from rashomon.link.copying.credits import document_of
from rashomon.link.copying.passages import Passage
from rashomon.records import Document, Reading, Spot

_OPENING = "\"“‘«„(「『'¿¡"
_CLOSING = ".,;:!?…\"”’»“)」』'。！？、，؟؛"


def widened(document: Document, start: int, end: int) -> Spot:
    """A run of words with the quotation marks and stops that belong to it."""
    text = document.text
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    while start > 0 and text[start - 1] in _OPENING and not (text[start - 2 : start - 1] or " ").isalnum():
        start -= 1
    return Spot(doc=document.id, start=start, end=end)


def aligned(a: Reading, b: Reading, passage: Passage) -> tuple[tuple[Spot, Spot], ...]:
    """The sentences of `a` in an edited passage, or the parts of them, with the words of `b` that stand for them.

    A passage that is the same word for word has none.
    """
    if passage.identity == 1 and len(passage.parts) == 1:
        return ()
    out: list[tuple[Spot, Spot]] = []
    for part in passage.parts:
        out += _sentences(a, b, part)
    return tuple(out)


def _sentences(a: Reading, b: Reading, part: tuple[int, int, int, int]) -> list[tuple[Spot, Spot]]:
    """A part cut where a sentence of `a` begins; both sides of it have as many words."""
    from rashomon.link.copying.words import cut

    a_start, a_end, b_start, b_end = part
    x, y = document_of(a), document_of(b)
    ones, others = cut([x.text[a_start:a_end]]), cut([y.text[b_start:b_end]])
    starts = ones.starts.tolist()
    length = min(len(starts), len(others.starts))
    inner = {bisect_left(starts, s.start - a_start) for s in a.sentences if a_start < s.start < a_end}
    firsts = sorted({0} | {n for n in inner if n < length})
    out = []
    for first, after in zip(firsts, [*firsts[1:], length], strict=True):
        one = Spot(doc=x.id, start=a_start + int(ones.starts[first]), end=a_start + int(ones.ends[after - 1]))
        begin, end = b_start + int(others.starts[first]), b_start + int(others.ends[after - 1])
        out.append((one, Spot(doc=y.id, start=begin, end=end)))
    return out
