"""What stands beside a name and says another one for the same."""

from __future__ import annotations

import re

import pytest

from rashomon.read.cast.items import bracketed
from rashomon.read.cast.phrases import Phrase
from rashomon.read.cast.referring import Item


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The Free Harbour Front (FHF) left.", [(0, 1)]),
        ("The FHF (Free Harbour Front) left.", [(0, 1)]),
        ("MARL (Corrow) - Rain fell.", []),
        ("MARL (Corrowa) \u2014 Rain fell.", []),
        ("OSLO (Marl) was asked.", []),
        ("Corrow (Marl) was asked.", []),
    ],
)
def test_a_short_form_in_brackets(text: str, pairs: list[tuple[int, int]]) -> None:
    """Capitals shorten the name that stands beside them in brackets, or around them; a dateline names two things."""
    found = [m.span() for m in re.finditer(r"Free Harbour Front|FHF|MARL|OSLO|Corrowa?|Marl", text)]
    items = [Item(a, b, Phrase(a, b, text[a:b], text[a:b].lower()), name=True, sort="place") for a, b in found]
    assert bracketed(text, items, range(len(items))) == pairs
