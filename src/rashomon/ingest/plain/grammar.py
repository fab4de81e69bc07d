"""The grammar of furniture: which label, if any, a line bears.

The rules are the files in `furniture/`, a phrase a line, with lines that they must and must not match. A phrase is a
regular expression over the line in its normal form (`normal`). Only phrases whose words a line holds are tried on it.
The grammar also tells where, inside a line that a scraper ran together, the page's own words begin or end.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import islice, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from rashomon.ingest.plain.triggers import COMMON, NUMBER, STEM, SYMBOLS, Unbounded, first_tokens, needed_tokens, rarity
from rashomon.records import ZoneKind

MAX_LINE = 800
"""Characters: no rule looks at a longer line."""
FILES = ("comments", "support", "links", "origin")
"""The files of rules, in the order in which they are tried."""
EDGE = r"[^\w@(★☆⭐|×]*\(?"
TOKEN = re.compile(r"\w+")
FIRST = re.compile(rf"[^\w{SYMBOLS}]*(\w+|[{SYMBOLS}])")
SAME = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ´`", "'"),
        **dict.fromkeys("ىی", "ي"),
        "ک": "ك",
        "ё": "е",
        "©": " copysign ",
        **dict.fromkeys(map(chr, [*range(0x64B, 0x653), 0x640, 0x307, 0x200C, 0x200E, 0x200F, 0x200B, 0xFEFF, 0xAD])),
    }
)
"""Characters that pages write for one another, and marks that they may leave out."""


ODD = re.compile("[" + "".join(map(chr, set(SAME) - set(map(ord, "’‘ʼ´`")))) + "]")
"""Characters of `SAME` that change the tokens of a line."""
SEAM = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯЁ(©](?<=[a-zà-öø-ÿа-яё.!?…:”\"’'»)][A-ZÀ-ÖØ-ÞА-ЯЁ(©])")
"""A capital right after a small letter or a closing mark, without a blank."""
CLOSED = frozenset(".!?…”\"’'»):")
OFTEN = COMMON | {NUMBER}
"""Tokens that so many lines begin with that a phrase is better looked up by another of its words."""
MOST = 40
"""Seams looked at in one line."""
ALWAYS = frozenset(
    "share comments appeared donation subscribe related more footer rating cookie signature promo".split()
)
"""Labels of what may be stuck to the end of a paragraph."""
INSIDE = frozenset({"share", "comments", "more", "appeared", "related", "subscribe"})
"""Labels of what may be stuck to a word, without even the mark that ends a sentence."""
ADDRESS = re.compile(r"[/@#_=<>][^\s]*$|\w\.\w")
"""What shows that a run of characters without a blank is a web address or a handle."""
BRANDS = frozenset(
    "youtube whatsapp linkedin bitchute paypal soundcloud wordpress gofundme tiktok facebook github openai iphone"
    " ipad ebay buzzfeed huffpost politifact wikileaks substack subscribestar mediapart stumbleupon javascript".split()
)
PREFIXES = frozenset("mc mac de la le van di du fitz von el al o d l i e".split())
"""Beginnings of names that are written with a capital inside."""


def folded(line: str) -> str:
    """A line as far as its tokens are those of its normal form."""
    line = line.lower()
    return line if line.isascii() or not ODD.search(line) else line.translate(SAME)


def normal(line: str) -> str:
    """A line as the phrases are written: small letters, single spaces, plain apostrophes, no vowel marks, © a word."""
    line = line.lower()
    return " ".join((line if line.isascii() else line.translate(SAME)).split())


class Label(NamedTuple):
    """What a label means: the zone of its line, and the price of reaching across it to more of the article."""

    kind: ZoneKind
    cost: float


class Phrase:
    """One phrase of a rule: the whole line but for marks around it, or (`within`) words anywhere in the line.

    `words` is the longest line it looks at; where `unless` is found in the line, it does not match.
    """

    __slots__ = ("__dict__", "label", "number", "source", "unless", "within", "words")

    def __init__(self, row: dict[str, Any], source: str, number: int) -> None:
        self.label: str = row["label"]
        self.within = "within" in row
        self.words: int = row.get("words", 14)
        self.unless: str = row.get("unless", "")
        self.source = source
        self.number = number

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        whole = rf"(?<!\w)(?:{self.source})(?!\w)" if self.within else rf"{EDGE}(?:{self.source})[^\w★]*\Z"
        return re.compile(whole, re.DOTALL)

    @cached_property
    def _exception(self) -> re.Pattern[str] | None:
        return re.compile(self.unless) if self.unless else None

    def matches(self, line: str, words: int) -> bool:
        """True when the phrase fits a line in normal form of so many words, and the exception does not."""
        if words > self.words:
            return False
        found = self._pattern.search(line) if self.within else self._pattern.match(line)
        return found is not None and not (self._exception and self._exception.search(line))


class Grammar(NamedTuple):
    """All labels, all phrases in the order in which they are tried, and the tokens that call for them."""

    labels: dict[str, Label]
    phrases: tuple[Phrase, ...]
    first: dict[str, list[Phrase]]
    stems: dict[str, list[Phrase]]
    anywhere: dict[str, list[Phrase]]


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rules in one file of the grammar."""
    import tomllib

    path = files("rashomon.ingest.plain").joinpath("furniture", f"{name}.toml")
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
    return rows


def phrases_of(row: dict[str, Any], number: int = 0) -> list[Phrase]:
    """The phrases of a rule, numbered from `number`; raises `KeyError` for a rule without any."""
    sources = str(row["within"] if "within" in row else row["lines"]).translate(SAME).split("\n")
    return [Phrase(row, source, number + i) for i, source in enumerate(filter(None, map(str.strip, sources)))]


@cache
def grammar() -> Grammar:
    """The grammar in the data files, read once a process; raises `ValueError` for a phrase that fits any line."""
    import tomllib

    text = files("rashomon.ingest.plain").joinpath("furniture", "labels.toml").read_text(encoding="utf-8")
    labels = {name: Label(row["kind"], row["cost"]) for name, row in tomllib.loads(text)["labels"].items()}
    phrases: list[Phrase] = []
    for name in FILES:
        for row in rows_of(name):
            phrases += phrases_of(row, len(phrases))
    found = Grammar(labels, tuple(phrases), {}, {}, {})
    for phrase in phrases:
        file_away(found, phrase)
    return found


def file_away(found: Grammar, phrase: Phrase) -> None:
    """Enter a phrase under the tokens that call for it: those it begins with, or else those it needs somewhere."""
    try:
        first = None if phrase.within else first_tokens(phrase.source)
    except Unbounded:
        first = None
    try:
        needed = needed_tokens(phrase.source) if first is None or first.whole & OFTEN else frozenset()
    except Unbounded as error:
        if first is None:
            raise ValueError(f"the phrase {phrase.source!r} would be tried on every line: it needs no word") from error
        needed = frozenset()
    if first is None or rarity(needed) > 1:
        for token in needed:
            found.anywhere.setdefault(token, []).append(phrase)
        return
    for token in first.whole:
        found.first.setdefault(token, []).append(phrase)
    for stem in first.stems:
        found.stems.setdefault(stem, []).append(phrase)


def label_of(line: str) -> str:
    """The label of a line, or nothing."""
    return "" if len(line) > MAX_LINE else _label_of(line)


@lru_cache(maxsize=8192)
def _label_of(line: str) -> str:
    low = folded(line)
    begin = FIRST.match(low)
    if begin is None:
        return ""
    tokens = TOKEN.findall(low)
    found = candidates(begin.group(1), tokens)
    if not found:
        return ""
    line = normal(line)
    for phrase in found if len(found) == 1 else sorted(found, key=by_number):
        if phrase.matches(line, len(tokens)):
            return phrase.label
    return ""


by_number = attrgetter("number")


def candidates(first: str, tokens: list[str]) -> list[Phrase]:
    """The phrases that a line with these tokens calls for and that look at so long a line, some perhaps twice."""
    found = led_by(first)
    anywhere = grammar().anywhere
    if not anywhere.keys().isdisjoint(tokens):
        found = found + tuple(phrase for token in anywhere.keys() & tokens for phrase in anywhere[token])
    words = len(tokens)
    return [phrase for phrase in found if words <= phrase.words] if found else []


@lru_cache(maxsize=8192)
def led_by(token: str) -> tuple[Phrase, ...]:
    """The phrases that a line may match which begins with this token."""
    known = grammar()
    if token[0].isdecimal():
        token = NUMBER
    found = list(known.first.get(token, ()))
    for length in range(1, min(STEM, len(token)) + 1):
        found += known.stems.get(token[:length], ())
    return tuple(found)


def split_glued_line(line: str) -> list[tuple[int, int]]:
    """The pieces of a line, as offsets into it: one, but where the page's own words are stuck to a paragraph.

    Nothing is cut between two pieces of an article, nor where a blank stands.
    """
    if not SEAM.search(line):
        return [(0, len(line))]
    seams = [match.start() for match in islice(SEAM.finditer(line), MOST) if at_seam(line, match.start())]
    if not seams:
        return [(0, len(line))]
    first = head_cut(line, seams)
    last = tail_cut(line, first, [seam for seam in seams if seam > first])
    cuts = sorted({0, first, last, len(line)})
    return [(a, b) for a, b in pairwise(cuts) if line[a:b].strip()]


def at_seam(line: str, at: int) -> bool:
    """True where two words meet: not after an opening quote or an initial, nor at a capital inside a name."""
    if line[at - 1] in "\"'’" and (at < 2 or line[at - 2].isspace() or line[at - 2].isalpha()):
        return False
    if ADDRESS.search(line, max(line.rfind(" ", 0, at), line.rfind("\u00a0", 0, at), 0), at):
        return False
    if line[at - 1] == "." and line[at].isalpha() and (at < 3 or not line[at - 3].isalpha()):
        return False
    if not line[at].isalpha() or not line[at - 1].isalpha():
        return True
    left, right = at, at
    while left > 0 and line[left - 1].isalpha():
        left -= 1
    while right < len(line) and line[right].isalpha():
        right += 1
    word = line[left:right].lower()
    return at - left > 2 and right - at > 1 and word not in BRANDS and line[left:at].lower() not in PREFIXES


def head_cut(line: str, seams: list[int]) -> int:
    """Where a paragraph begins that the page's own words run into; 0 when there is none."""
    for seam in seams:
        if seam > 120:
            break
        right = line[seam:]
        if line[seam] == "(" or len(right.split()) < 8 or label_of(right):
            continue
        if label_of(line[:seam]) not in {"", "control", "credit"}:
            return seam
    return 0


def tail_cut(line: str, first: int, seams: list[int]) -> int:
    """Where the page's own words begin that a paragraph runs into; the line's length when there are none."""
    for number, seam in enumerate(seams):
        left, right = line[first:seam], line[seam:]
        if len(left.split()) < 5:
            continue
        label = label_of(right)
        if not label and number + 1 < len(seams):
            rest = [*seams[number:], len(line)]
            pieces = [line[a:b] for a, b in pairwise(rest)]
            label = label_of(pieces[0]) if all(len(piece.split()) <= 8 for piece in pieces) else ""
        if label in (ALWAYS if line[seam - 1] in CLOSED else INSIDE):
            return seam
    return len(line)
