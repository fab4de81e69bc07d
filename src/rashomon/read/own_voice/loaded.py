"""Words that take a side, by the lexicon in loaded.toml, and words in quotation marks that are meant to doubt them.

They are marked for a reader and not judged: a text may be right to use them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.read.quotations import find_quotations
from rashomon.records import Fragment

SCARE = "scare quotes"
FEW = 3  # words in quotation marks that may be meant to doubt them
EDGE = "|"

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LINK = re.compile(r",?\s*(?:and|or|to|,|/|versus|vs\.?)\s*")
_AFTER = re.compile(r"\s+(?:buttons?|tabs?|links?|box|keys?|options?|category|rating|label)\b")
_NAMING = frozenset(
    "called call calls calling dubbed titled entitled named nicknamed known term terms word words phrase slogan reads"
    " read headlined labeled labelled hashtag song album book film movie show series episode column op-ed article essay"
    " said says say told tweeted wrote writes saying chanted chanting shouted shouting asked adding added quoted means"
    " like as of on in for to by and a an its his her their our my is was are were be being".split()
)
"""Words before a quotation that name, quote or go on, so that its marks doubt nothing."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A word or phrase that takes a side: where it stands, its class (a table of loaded.toml), and in which sense."""

    start: int
    end: int
    kind: str
    sense: str


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    kind: str
    sense: str
    not_after: frozenset[str]
    not_before: frozenset[str]
    not_near: frozenset[str]
    only_after: frozenset[str]
    only_before: frozenset[str]

    def fits(self, words: Sequence[str], at: int) -> bool:
        """Whether the words stand there, and in that sense."""
        end = at + len(self.words)
        if tuple(words[at:end]) != self.words:
            return False
        before = words[at - 1] if at else EDGE
        after = words[end] if end < len(words) else EDGE
        return (
            before not in self.not_after
            and after not in self.not_before
            and (not self.only_after or before in self.only_after)
            and (not self.only_before or after in self.only_before)
            and (not self.not_near or self.not_near.isdisjoint(words))
        )


def loaded_words(text: str, start: int, end: int, spoken: Sequence[Fragment] = ()) -> list[Loaded]:
    """The loaded words of a sentence and its scare quotes, in order, by their offsets in `text`.

    Words in quotation marks and in `spoken` (in order) are left out.
    """
    sentence = text[start:end]
    quoted = [Fragment(start=start + q.start, end=start + q.end) for q in find_quotations(sentence)]
    tokens = list(_WORD.finditer(text, start, end))
    words = [t.group().lower().replace("’", "'") for t in tokens]
    out = [w for w in _scare_quotes(text, quoted, start) if not _inside(spoken, w.start)]
    at = 0
    while at < len(tokens):
        entry = next((e for e in _entries().get(words[at], ()) if e.fits(words, at)), None)
        low = tokens[at].start()
        if entry is None or _inside(spoken, low) or _inside(quoted, low):
            at += 1
            continue
        out.append(Loaded(low, tokens[at + len(entry.words) - 1].end(), entry.kind, entry.sense))
        at += len(entry.words)
    return sorted(out, key=lambda w: w.start)


def _inside(parts: Sequence[Fragment], offset: int) -> bool:
    i = bisect_right(parts, offset, key=lambda f: f.start) - 1
    return any(p.start <= offset < p.end for p in parts[max(0, i - 3) : i + 1])


def _scare_quotes(text: str, quoted: Sequence[Fragment], start: int) -> Iterator[Loaded]:
    """Short quotations in the middle of a sentence that neither name nor report anything."""
    for q in quoted:
        inner = text[q.start + 1 : q.end - 1]
        words = _WORD.findall(inner)
        if not 0 < len(words) <= FEW or inner[-1:] in ",.!?" or any(w != w.lower() for w in (inner[:1], *words)):
            continue
        before = _WORD.findall(text[max(start, q.start - 40) : q.start])
        after = _AFTER.match(text, q.end)
        names = not before or before[-1].lower() in _NAMING or before[-1].isdigit() or text[q.start - 1] in "=%("
        if (
            names
            or not inner[:1].isalpha()
            or text[q.end : q.end + 1] in ("s", "-")
            or _joined(text, quoted, q)
            or after
        ):
            continue
        yield Loaded(q.start, q.end, SCARE, "sets words apart as another's, or as not meant")


def _joined(text: str, quoted: Sequence[Fragment], q: Fragment) -> bool:
    """Whether a quotation is one of several in a row: "high" or "low"."""
    near = (text[min(q.end, o.end) : max(q.start, o.start)] for o in quoted if o != q)
    return any(_LINK.fullmatch(between) for between in near)


@cache
def _entries() -> dict[str, tuple[_Entry, ...]]:
    """The lexicon by first word, longest first."""
    import tomllib

    data = tomllib.loads(files("rashomon.read.own_voice").joinpath("loaded.toml").read_text(encoding="utf-8"))
    found: dict[str, list[_Entry]] = {}
    for kind, entries in data.items():
        for forms, entry in entries.items():
            conditions = [
                frozenset(entry.get(name, "").split())
                for name in ("not_after", "not_before", "not_near", "only_after", "only_before")
            ]
            for form in forms.split(";"):
                words = tuple(form.split())
                found.setdefault(words[0], []).append(_Entry(words, kind, entry["sense"], *conditions))
    return {first: tuple(sorted(rows, key=lambda e: -len(e.words))) for first, rows in found.items()}
