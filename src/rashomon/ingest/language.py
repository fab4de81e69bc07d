"""The language of a text by its most frequent words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.records import BY_WORDS, Signal, Zone

FUNCTION_WORDS = {
    "en": "the of and to in that was for is on with as it by at from he said his has have been were",
    "de": "der die und das ist nicht ein eine den von mit dem sich auf für des im auch wird wurde",
    "fr": "le la les de des et est une dans que pour qui sur pas par du au avec ont été",
    "es": "el la los las de que y en un una por con para del se su es al como ha",
    "it": "il di che la e un una per non sono del della con gli è si nel alla dei ha",
    "pt": "o a os as de que e em um uma por com para do da não se no na foi",
    "nl": "de het een van en in is dat op te met voor niet zijn aan er door ook naar",
    "ru": "и в на не что с по как из его за для это от о он был но они",
    "uk": "і в на не що з та до як за для від це про він був але його є",
    "ar": "في من على إلى أن التي عن مع هذا الذي ما بعد كان قد هذه بين كما",
    "tr": "ve bir bu da de için ile olarak olan çok daha en gibi kadar sonra",
    "pl": "w i na z do się nie że jest to o jak po za od dla przez oraz był",
}


def language_signal(text: str, zones: Iterable[Zone]) -> list[Signal]:
    """The language of the article by its own words, which know better than a page's template; none if unclear."""
    code = language(" ".join(text[z.start : z.end] for z in zones if z.kind in {"body", "list", "standfirst"})[:20_000])
    return [Signal(field="language", value=code, where=BY_WORDS)] if code else []


def language(text: str) -> str:
    """A two-letter code by the share of frequent words, when one language is clearly ahead; else nothing."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < 20:
        return ""
    shares = sorted(
        ((sum(w in known for w in words) / len(words), code) for code, known in WORD_SETS.items()), reverse=True
    )
    return shares[0][1] if shares[0][0] >= 0.1 and shares[0][0] >= 1.25 * shares[1][0] else ""


WORD_SETS = {code: frozenset(words.split()) for code, words in FUNCTION_WORDS.items()}
