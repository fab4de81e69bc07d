"""The sentences of a long text that bear on a claim: its lead, those that share its words, those that refute."""

from __future__ import annotations

import re
from functools import cache

from rashomon.figures import words_in

_BREAK = re.compile(r"\n\s*\n|(?<=[.!?])[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]?[A-Z0-9])|\n")
_LONGEST_TEXT = 200_000
_LONGEST_SENTENCE = 600
_MOST = 4_000
STOP = frozenset(
    "a an and are as at be been but by for from had has have he her his i in is it its of on or she that the their "
    "they this to was were will with who not no after before over about says said say new".split()
)
REFUTING = frozenset(
    "fake fraud hoax false deny denies denied denying despite doubt doubts bogus debunk debunked debunks debunking "
    "prank retract retracted untrue refute refuted refutes dispute disputed disputes disproved incorrect inaccurate "
    "mistaken contrary dismissed dismisses dismiss rejected rejects reject contradicts contradicted satire satirical "
    "misleading fabricated fabrication nope isn't wasn't didn't doesn't aren't weren't rumour rumor".split()
)
HEDGING = frozenset(
    "alleged allegedly apparently appear appears claim claims claimed could evidently may maybe might possible "
    "possibly potentially purported purportedly report reported reportedly rumoured rumored seems suggests supposedly "
    "unconfirmed unverified suspected likely".split()
)


@cache
def _one_slot() -> dict[str, tuple[tuple[int, int, frozenset[str]], ...]]:
    return {}


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a raw text stand, by marks and line ends alone; long ones are cut, endless texts, too."""
    found, at = [], 0
    text = text[:_LONGEST_TEXT]
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        if match and text[match.start()] in "\"'\u201d\u2019)]":
            end += 1
        if text[at:end].strip():
            found += [(i, min(i + _LONGEST_SENTENCE, end)) for i in range(at, end, _LONGEST_SENTENCE)]
        at = match.end() if match else end
        if len(found) >= _MOST:
            break
    return found


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry its matter: lower case, loosened, without the commonest."""
    return frozenset(w for _, _, w, _ in words_in(text) if w not in STOP and len(w) > 1)


def _seen(text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    slot = _one_slot()
    if text not in slot:
        slot.clear()  # one long text is compared with many claims, and is not to be kept for longer
        slot[text] = tuple((s, e, content_words(text[s:e])) for s, e in sentences_of(text))
    return slot[text]


def excerpt(claim: str, text: str, most: int = 4) -> list[tuple[int, int]]:
    """Up to `most` sentences of the text that bear most on the claim, and the lead, in the text's order."""
    rows = _seen(text)
    want = content_words(claim)
    scored = []
    for at, (_, _, words) in enumerate(rows):
        shared = len(want & words)
        refutes = bool(words & REFUTING)
        worth = shared / (len(want) or 1) * (1 / (1 + len(words) / 60)) + (
            0.2 if refutes and (shared or at < 4) else 0.0
        )
        scored.append((-worth - (0.05 if at < 3 else 0.0), at))
    best = {at for _, at in sorted(scored)[: most - 1]} | ({0} if rows else set())
    return [(rows[at][0], rows[at][1]) for at in sorted(best)]


def excerpted(claim: str, text: str, most: int = 4) -> str:
    """The words of `excerpt`, joined."""
    return " ".join(" ".join(text[s:e].split()) for s, e in excerpt(claim, text, most))
