"""Words that say something: a run of names, numbers and words of every text is no copy of another one."""

from __future__ import annotations

import re
from collections.abc import Sequence

TELLING = 4
"""Different words that a short copy needs which are neither names nor numbers nor in every text."""
SHORT = 12
NAMES = 4
"""So many names, or words of a headline, count as one of them."""
PER_WORDS = 5
"""So many words more than a short copy's make up for one of them."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_COMMON = frozenset(
    """
    a about after again against all also although am among an and another any are as at be because been before being
    between both but by can could day days did do does during each either every few first following for former from
    had has have he her here him his how i if in including into is it its itself just last later least less like made
    make many may me member members minister ministry might million month months more morning most much must my near
    new next night no nor not now of off official officials on one only or other others our out over own part people
    percent president prime public report reported reports same second secretary several shall she should since so
    some spokesman spokesperson spokeswoman statement still such told than that the their them then there these they
    this those three through time to today two under until up upon us was we week weeks well were what when where
    whether which while who whom whose why will with within without would year years yesterday yet you your afternoon
    according add added announced anonymity asked authorised authorized billion comment condition confirmed declined
    department evening general government immediately interview journalists media monday news office police press
    discuss matter named publicly sensitivity speak talk
    reporters respond request said saturday say saying says spoke sunday thursday tuesday wednesday friday
    al de bin ibn von van der den del la le abu email facebook twitter instagram http https www com org net pic click
    follow subscribe newsletter sign via
    """.split()
)


def telling(text: str, parts: Sequence[tuple[int, int, int, int]]) -> bool:
    """Whether the words of a passage, at `parts` of the text, are more than common phrases and names.

    Names are told by their capitals; in a script without them, each word counts.
    """
    words = [w for start, end, _, _ in parts for w in _WORD.findall(text[start:end])]
    found = {w.casefold() for w in words if not w[0].isupper()}
    names = {w for w in words if w[0].isupper() and (len(w) == 1 or not w.isupper())}
    cased = sum(w[0].islower() or w[0].isupper() for w in words)
    if cased < len(words) / 2:  # a script without capitals; its words may be whole phrases
        return len({c for w in words for c in w}) >= TELLING
    needed = TELLING - (len(words) - SHORT) // PER_WORDS
    return len(found - _COMMON) + len(names) // NAMES >= needed
