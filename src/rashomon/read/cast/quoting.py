"""Who speaks in quotations, where the text beside them says so: for "I" and "we" in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rashomon.read.cast.referring import SAYING, Item
from rashomon.read.quotations import Quotation, find_quotations

_GAP = re.compile(r"[\s,.:;—–-]*(?:that)?[\s,:]*")


def speakers_of_quotations(text: str, items: Sequence[Item]) -> dict[int, int]:
    """For items inside quotations, by number, the item that speaks them, where a verb of saying beside them tells.

    A quotation over several paragraphs keeps its speaker; so does one that goes on in the same paragraph.
    """
    starts = [i.start for i in items]
    out: dict[int, int] = {}
    before: tuple[Quotation, int] | None = None
    for q in find_quotations(text):
        speaker = _beside(text, q, items, starts)
        if speaker < 0 and before is not None and _goes_on(text, before[0], q):
            speaker = before[1]
        if speaker >= 0:
            before = (q, speaker)
            for i in range(bisect_left(starts, q.start), bisect_left(starts, q.end)):
                out[i] = speaker
        else:
            before = None
    return out


def _beside(text: str, q: Quotation, items: Sequence[Item], starts: list[int]) -> int:
    """The item that a verb of saying joins to a quotation: behind it, or before it."""
    after = bisect_left(starts, q.end)
    for i in range(after, min(after + 3, len(items))):
        between = text[q.end : items[i].start]
        if len(between) > 40 or "\n" in between or re.search(r"[.!?]\s", between[1:]):
            break
        words = between.strip(" ,—–-").lower().split()
        if items[i].modifies:
            continue
        verb_first = bool(words) and words[0] in SAYING and len(words) <= 2
        if verb_first or (not words and _says(text, items[i])):
            return i
    return _ahead(text, q, items, starts)


def _ahead(text: str, q: Quotation, items: Sequence[Item], starts: list[int]) -> int:
    """The subject of a verb of saying that opens a quotation: "X said: ..."."""
    line = text.rfind("\n", 0, q.start) + 1
    lead = text[max(line, q.start - 200) : q.start]
    cut = max(lead.rfind(". "), lead.rfind("” "), lead.rfind('" '))
    begins = q.start - len(lead) + cut + 1
    for i in range(bisect_right(starts, begins - 1), bisect_left(starts, q.start)):
        if not items[i].modifies and _says(text, items[i]):
            return i
    if SAYING & set(re.findall(r"[a-z]+", lead[-14:].lower())):
        for i in range(bisect_right(starts, begins - 1), bisect_left(starts, q.start)):
            if items[i].pronoun in ("he", "she") or (items[i].name and items[i].sort == "person"):
                return i
    return -1


def _says(text: str, item: Item) -> bool:
    """Whether a verb of saying follows an item, perhaps behind an apposition between commas."""
    rest = text[item.end : item.end + 120]
    if rest.startswith(","):
        stop = rest.find(",", 1)
        rest = rest[stop + 1 :] if stop > 0 else ""
    words = re.findall(r"[\w’']+|[.!?“”\"]", rest[:60].lower())[:3]
    return any(w in SAYING for w in words[: 2 if words and words[0] in ("has", "had", "also", "later", "then") else 1])


def _goes_on(text: str, before: Quotation, q: Quotation) -> bool:
    """Whether a quotation carries on the one before it: in the same paragraph, or opened anew in the next."""
    between = text[before.end : q.start]
    if "\n" not in between:
        return len(between) < 200
    closed = text[before.end - 1 : before.end] in '”"’»'
    return not between.strip() and not closed
