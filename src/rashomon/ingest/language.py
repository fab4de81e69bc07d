"""The language of a text by its script, its most frequent words and its letters."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rashomon.records import BY_WORDS, Signal, Zone

UNKNOWN = "und"
SAMPLE = 20_000
"""Characters of a text that are looked at: more tell nothing new."""
SURE = 0.8
"""Probability above which a language is named."""
SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("latin", "41-5A 61-7A AA-AA BA-BA C0-D6 D8-F6 F8-2AF 1E00-1EFF", ""),
    ("cyrillic", "400-52F", ""),
    ("arabic", "620-65F 66E-6FF 750-77F FB50-FDFF FE70-FEFC", ""),
    ("devanagari", "900-97F", ""),
    ("bengali", "980-9FF", ""),
    ("hebrew", "590-5FF FB1D-FB4F", ""),
    ("ethiopic", "1200-137C", ""),
    ("greek", "370-3FF 1F00-1FFE", "el"),
    ("kana", "3041-30FF", "ja"),
    ("hangul", "1100-11FF AC00-D7A3", "ko"),
    ("han", "3400-9FFF", "zh"),
    ("thai", "E01-E5B", "th"),
    ("lao", "E81-EDF", "lo"),
    ("khmer", "1780-17F9", "km"),
    ("myanmar", "1000-109F", "my"),
    ("georgian", "10A0-10FF", "ka"),
    ("armenian", "531-58F", "hy"),
    ("tamil", "B82-BFA", "ta"),
    ("telugu", "C00-C7F", "te"),
    ("kannada", "C80-CF2", "kn"),
    ("malayalam", "D00-D7F", "ml"),
    ("sinhala", "D82-DF4", "si"),
    ("gurmukhi", "A01-A75", "pa"),
    ("gujarati", "A81-AFF", "gu"),
    ("oriya", "B01-B77", "or"),
    ("tibetan", "F00-FFF", "bo"),
)
"""Scripts: their letters, and the language of those that only one large language is written in."""
HEAVY = {"han": 2.5, "kana": 1.5, "hangul": 1.5}
"""Scripts of which a letter says as much as several of an alphabet."""
KANA_SHARE = 0.06
"""Kana among Chinese characters above which a text is Japanese."""
WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u064b-\u0652\u200c’'ʻʼ](?=[\w’'ʻʼ\u0900-\u0dff]))*[’'\u0900-\u0dff]?"
)
KIN: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in "da no,hr sr,id ms,cs sk,gl pt,es ast gl,ca oc,hi mr ne,bn as,tr az,nl af".split(",")
)
"""Languages so near to one another that a short text may be of either: the likelier one is named, with its own p."""
FEWEST = 5
"""Words below which an alphabet's text tells nothing."""
COMMON = 0.45
"""Share of a text's words that the listed ones of its language make up, about."""
RARE = 2e-4
"""How frequent any word of another language is, about: names and loans."""
FOREIGN = 2.5
"""What a letter that a language does not write takes from it, in nats."""
OWN = 1.2
"""What a letter that a language writes beyond the plain ones adds, in nats."""


LEAST = 0.35
"""Nats a word that a language has to be ahead by of none at all; a seventh of it in scripts of few languages."""


class Guess(NamedTuple):
    """A language (two letters, or three where there are no two; "und" for none) and its probability (0 to 1)."""

    code: str
    p: float


class Profile(NamedTuple):
    """A language's words with the logarithm of their frequency over that of a rare word, and its letters."""

    words: dict[str, float]
    letters: frozenset[str]


def language_signal(text: str, zones: Iterable[Zone]) -> list[Signal]:
    """The language of the article by its own words, which know better than a page's template; none if unclear."""
    own = " ".join(text[z.start : z.end] for z in zones if z.kind in {"body", "list", "standfirst", "blockquote"})
    found = guess(own[:SAMPLE])
    known = found.code != UNKNOWN
    return [Signal(field="language", value=found.code, where=BY_WORDS, p=round(found.p, 3))] if known else []


def language(text: str) -> str:
    """The code of the text's language; nothing when it is unclear."""
    code = guess(text).code
    return "" if code == UNKNOWN else code


def guess(text: str) -> Guess:
    """The main language of a text, and how sure that is."""
    text = text[:SAMPLE]
    script, share = script_of(text)
    if not script:
        return Guess(UNKNOWN, 0.0)
    only = next((code for name, _, code in SCRIPTS if name == script), "")
    if only:
        return Guess(only, share) if share >= 0.5 else Guess(UNKNOWN, share)
    words = [word.lower() for word in WORD.findall(text)]
    ranked = ranking(words, profiles()[script])
    best = ranked[0]
    kin = next((group for group in KIN if {g.code for g in ranked[:2]} <= group), frozenset())
    together = sum(g.p for g in ranked if g.code in kin or g is best)
    sure = together >= SURE and best.p >= 0.5 and len(words) >= FEWEST
    return best if sure else Guess(UNKNOWN, best.p)


def script_of(text: str) -> tuple[str, float]:
    """The script that most of a text is written in, and its share of the letters; none for a text without letters."""
    counts = {name: len(found.findall(text)) * HEAVY.get(name, 1.0) for name, found in patterns().items()}
    if counts["kana"] > KANA_SHARE * counts["han"]:
        counts["kana"] += counts["han"]
        counts["han"] = 0.0
    total = sum(counts.values())
    best = max(counts, key=lambda name: counts[name])
    return (best, counts[best] / total) if total else ("", 0.0)


def ranking(words: list[str], candidates: dict[str, Profile]) -> list[Guess]:
    """The candidates by their probability, the likeliest first."""
    counted = Counter(words)
    letters = Counter("".join(counted))
    plain = Counter({letter: n for letter, n in letters.items() if letter in special(frozenset(candidates))})
    scores = {}
    for code, profile in candidates.items():
        score = sum(n * profile.words.get(word, 0.0) for word, n in counted.items())
        score += sum(min(n, 40) * (OWN if letter in profile.letters else -FOREIGN) for letter, n in plain.items())
        scores[code] = score
    # Words stand together as they do because of one another: a text proves less than as many words drawn by lot.
    heat = 1.0 + 0.35 * math.sqrt(len(words))
    best = max(scores.values())
    powers = {code: math.exp((score - best) / heat) for code, score in scores.items()}
    # None of them, or a language that is not among them, is as likely as a text with next to no frequent word.
    least = (LEAST if len(candidates) > 4 else LEAST / 7) * len(words)
    total = sum(powers.values()) + math.exp(min(20.0, ((least if best < least else 0.0) - best) / heat))
    return sorted((Guess(code, power / total) for code, power in powers.items()), key=lambda g: -g.p)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """A pattern for the letters of each script."""
    found = {}
    for name, ranges, _ in SCRIPTS:
        pairs = (word.split("-") for word in ranges.split())
        found[name] = re.compile("[" + "".join(f"{chr(int(a, 16))}-{chr(int(b, 16))}" for a, b in pairs) + "]")
    return found


@cache
def profiles() -> dict[str, dict[str, Profile]]:
    """The profiles by script and code."""
    data = tomllib.loads((Path(__file__).parent / "languages.toml").read_text(encoding="utf-8"))
    return {
        script: {code: profile_of(entry["words"], entry.get("letters", "")) for code, entry in entries.items()}
        for script, entries in data.items()
    }


def profile_of(words: str, letters: str) -> Profile:
    """A profile from words in the order of their frequency, which falls with their rank."""
    ranked = list(dict.fromkeys(words.split()))
    weights = [1 / (rank + 3) for rank in range(len(ranked))]
    unit = COMMON / sum(weights)
    found = {word: math.log(weight * unit / RARE) for word, weight in zip(ranked, weights, strict=True)}
    return Profile(found, frozenset(letters))


@cache
def special(codes: frozenset[str]) -> frozenset[str]:
    """The letters that tell some of these languages from others."""
    return frozenset(
        letter
        for entries in profiles().values()
        if codes <= entries.keys()
        for profile in entries.values()
        for letter in profile.letters
    )
