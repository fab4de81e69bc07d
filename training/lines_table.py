"""The tables of the line model that need no training: classes of characters, frequent words of a dozen languages."""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy as np

from rashomon.ingest.plain import measures
from rashomon.ingest.plain.prose import UNSPACED

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
"""The commonest words of a dozen languages."""
BARS = set("|/\\<>•*·▪●○◦‣→←›‹»«^~")
ENDS = set(".!?…。！？؟۔।")
COMMAS = set(",;:،؛，；：、")
QUOTES = set("\"'“”‘’„‚`´「」『』")


CHOSEN = {
    **dict.fromkeys(ENDS, measures.END),
    **dict.fromkeys(COMMAS, measures.COMMA),
    **dict.fromkeys(QUOTES, measures.QUOTE),
    **dict.fromkeys(BARS, measures.BAR),
    **dict.fromkeys("@#%&©®™", measures.SIGN),
    "_": measures.MARK,
    "\t": measures.SPACE,
}
BY_CATEGORY = {
    "Lu": measures.UPPER, "Lt": measures.UPPER, "Nd": measures.DIGIT, "Nl": measures.DIGIT, "No": measures.DIGIT,
    "Pd": measures.DASH, "Ps": measures.BRACKET, "Pe": measures.BRACKET, "Pi": measures.QUOTE, "Pf": measures.QUOTE,
    "Sc": measures.SIGN, "Sm": measures.SIGN, "So": measures.SYMBOL, "Sk": measures.SYMBOL,
}  # fmt: skip
BY_GROUP = {"L": measures.LETTER, "M": measures.MARK, "Z": measures.SPACE, "P": measures.PUNCT}


def character_class(char: str) -> int:
    category = unicodedata.category(char)
    if char in CHOSEN:
        return CHOSEN[char]
    if UNSPACED.match(char) and category[0] == "L":
        return measures.UNSPACED
    return BY_CATEGORY.get(category, BY_GROUP.get(category[0], 0))


def character_table() -> Any:
    found = np.zeros(0x10000, np.uint8)
    for code in range(0x10000):
        if not 0xD800 <= code < 0xE000:
            found[code] = character_class(chr(code))
    found[0xFFFF] = measures.SYMBOL  # stands for all that lies beyond
    return found


def closing_table() -> Any:
    found = np.zeros(16, np.float32)
    found[measures.END] = 1
    return found


def function_table() -> Any:
    """1 for the keys of frequent words; a word of one or two letters counts for little less than the longer ones."""
    found = np.zeros(measures.KEYS, np.uint8)
    words = sorted({w for line in FUNCTION_WORDS.values() for w in line.split()})
    found[measures.keys_of(words)] = 1
    return found


def tables() -> dict[str, Any]:
    """All of them, by the names that the model knows them by."""
    return {"characters": character_table(), "closes": closing_table(), "function_words": function_table()}
