"""Mentions: persons, organisations, groups, places, facilities, events, documents and outlets that a text names.

Proper names everywhere; in reports of armed conflict also those who act without a name ("coalition forces", "he"), with
title and article, as such reports are marked. The model decides for each stretch of text which it is.

A medium is a mention of kind "outlet", never "organisation": whoever resolves references can rely on it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rashomon.models import arrays
from rashomon.read.names.edges import Found, mended
from rashomon.read.names.naming import (
    NAME_TAGS,
    best_path,
    conflict,
    features_of,
    lexicon,
    scores_of,
    spans_of,
    squeezed,
)
from rashomon.read.states import States
from rashomon.read.tagging import Floats
from rashomon.records import ARTICLE_ZONES, Document, EntityKind, Mention, Zone

MODEL = "names"
REPORT = 0.5
"""How probable a report of conflict must be for described actors to be mentions."""
SURE = 0.75
"""How sure a name must be to be looked for in the rest of the document."""
FIRM = 0.9
"""How sure a mention's own kind must be to stand against that of the same name elsewhere."""
LENGTHS = 12
"""Names with the same first word that are looked for, by different lengths: bounds the work on any text."""

KINDS: dict[str, EntityKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@cache
def _weights() -> Mapping[str, Any]:
    return {k: v if k.startswith("list_") else v.astype(np.float32) for k, v in arrays(MODEL)[1].items()}


def find_mentions(states: States, weights: Mapping[str, Any] | None = None) -> list[Mention]:
    """Mentions of a stretch of text, in order, each judged by its sentence alone; `settle` makes them agree.

    `weights` are the arrays to read with, the packaged ones without.
    """
    given = _weights() if weights is None else weights
    if not len(states.encoded.start):
        return []
    hidden, features = states.at_words, features_of(states.text, states.encoded, given)
    names = _spans(states, scores_of(hidden, features, given, "names"), given["names_transitions"])
    found = [Found(a, b, kind, p, "name") for a, b, kind, p in names]
    found = mended(states.text, states.encoded, found, given["list_towns"])
    if conflict(hidden, features, states.encoded.sentence, given) > REPORT:
        actors = _spans(states, scores_of(hidden, features, given, "actors"), given["actors_transitions"])
        described = [Found(a, b, kind, p, "actor") for a, b, kind, p in actors]
        found = _joined(found, mended(states.text, states.encoded, described, given["list_towns"]))
    return list(_mentions(states, found))


def _spans(states: States, scores: Floats, transitions: Floats) -> Iterator[tuple[int, int, str, float]]:
    """Runs of words with their kind and the probability of their least sure word; none goes over a blank line."""
    path = best_path(scores, transitions)
    sure = np.exp(scores)
    blank = states.encoded.features[states.encoded.piece, 1] == 3
    number = {tag: i for i, tag in enumerate(NAME_TAGS)}
    for first, last, kind in spans_of(path):
        of_kind = sure[:, number[f"B-{kind}"]] + sure[:, number[f"I-{kind}"]]
        starts = [first, *(i for i in range(first + 1, last + 1) if blank[i])]
        for a, b in zip(starts, [*(i - 1 for i in starts[1:]), last], strict=True):
            yield a, b, kind, float(min(1.0, of_kind[a : b + 1].min()))


def _joined(names: Sequence[Found], actors: Sequence[Found]) -> list[Found]:
    """Actors, and the names that no actor covers, in order."""
    taken: set[int] = set()
    for f in actors:
        taken.update(range(f.first, f.last + 1))
    free = [f for f in names if not taken & set(range(f.first, f.last + 1))]
    return sorted([*actors, *free], key=lambda f: f.first)


def _mentions(states: States, found: Iterable[Found]) -> Iterator[Mention]:
    for f in found:
        start, end = states.span(f.first, f.last)
        name = states.text[start - states.at : end - states.at]
        kind = kind_of(name, f.kind)
        if kind and (f.how == "actor" or name.casefold() not in lexicon()["demonyms"]):
            yield Mention(id="", start=start, end=end, kind=kind, p=round(f.p, 3), how=f.how)


_ARTICLE = re.compile(r"(?:the|a|an|this|that|these|those|its|his|her|their|our|my) ", re.IGNORECASE)


def kind_of(name: str, kind: str) -> EntityKind | None:
    """The finer kind of a name of one of NAMES, by lists and head words; none for what is no mention.

    That is what is neither event nor document among names of other kinds: nationalities, products, works.
    """
    lists = lexicon()
    key = _ARTICLE.sub("", squeezed(name), count=1)
    words = key.split() or [""]
    if kind in KINDS and (key in lists["groups"] or key in lists["bases"]):
        kind = "ORG" if key in lists["groups"] else "LOC"
    ends = {words[-1], " ".join(words[-2:]), " ".join(words[-3:])}
    if kind == "MISC" or words[0] == "operation":
        event = ends & lists["events"] or words[0] in ("operation", "battle", "hurricane")
        return "event" if event else "document" if ends & lists["documents"] else None
    if kind == "ORG":
        if key in lists["outlets"] or (words[-1] in lists["papers"] and len(words) > 1):
            return "outlet"
        return "group" if key in lists["groups"] or words[-1] in lists["armed"] else "organisation"
    facility = ends & lists["facilities"] or key in lists["bases"] or words[0] in ("camp", "fort", "base")
    return "facility" if kind == "LOC" and facility else KINDS[kind]


def settle(document: Document, zones: Sequence[Zone], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a document: none overlaps another, the same name is found throughout and has one kind.

    A name found surely is a mention wherever it stands in the same letters, a person's last name and the initials that
    follow a name in brackets with it. A mention keeps a kind of its own where its sentence is firm about it.
    """
    text = document.text
    kept = _apart(mentions)
    known = _Known.of(text, kept)
    free = _apart([*kept, *known.again(text, zones, kept)])
    return [
        Mention(id=f"{document.id}.m{m.start}", start=m.start, end=m.end, kind=known.settled(text, m), p=m.p, how=m.how)
        for m in free
    ]


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions in order without overlaps: of two that overlap the surer one stays."""
    out: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if m.start >= m.end:
            continue
        while out and out[-1].end > m.start and out[-1].p < m.p:
            out.pop()
        if not out or out[-1].end <= m.start:
            out.append(m)
    return out


_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r" ?\(\s?(?:the )?([A-Z][A-Za-z&.-]{1,9})\s?\)")
_AFTER = re.compile(r" [A-Z]")
_BEFORE = re.compile(r"(^|[.!?:;,\n”\"“(-] ?)?\b(\w+)[.]? $")


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that a document surely has: how much speaks for each kind of each, and by which words they begin."""

    kinds: Mapping[str, Counter[str]]
    openings: Mapping[str, Mapping[str, EntityKind]]
    lengths: Mapping[str, Sequence[int]]
    plain: frozenset[str]

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mention]) -> _Known:
        """What a document's mentions make known."""
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        for m in mentions:
            if _is_name(text[m.start : m.end]):
                kinds[_key(text[m.start : m.end])][m.kind] += m.p  # type: ignore[assignment]
        found: dict[str, dict[str, EntityKind]] = defaultdict(dict)
        for m in mentions:
            if m.p >= SURE and m.how == "name":
                for name, kind in _names_by(text, m, kinds):
                    found[_WORD.search(name)[0]].setdefault(name, kind)  # type: ignore[index]
        lengths = {w: sorted({len(n) for n in names}, reverse=True)[:LENGTHS] for w, names in found.items()}
        return cls(kinds, found, lengths, frozenset(w for w in _WORD.findall(text) if w.islower()))

    def again(self, text: str, zones: Sequence[Zone], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Known names elsewhere in the article."""
        taken = [(m.start, m.end) for m in mentions]
        at, over = 0, 0
        runs = [(z.start, z.end) for z in zones if z.kind in ARTICLE_ZONES] if zones else [(0, len(text))]
        for start, end in runs:
            for word in _WORD.finditer(text, start, end):
                names = self.openings.get(word[0])
                begin = word.start()
                while at < len(taken) and taken[at][1] <= begin:
                    at += 1
                if names is None or begin < over or (at < len(taken) and taken[at][0] <= begin):
                    continue
                room = min(end, taken[at][0]) if at < len(taken) else end
                for length in self.lengths[word[0]]:
                    name = text[begin : begin + length]
                    if begin + length <= room and name in names and self._alone(text, begin, begin + length):
                        over = begin + length
                        yield Mention(id="", start=begin, end=over, kind=names[name], p=SURE, how="again")
                        break

    def _alone(self, text: str, start: int, end: int) -> bool:
        """Whether a run is whole words and no part of a longer name; a title or an opening may stand before it."""
        if text[end : end + 1].isalnum() or _AFTER.match(text, end):
            return False
        before = _BEFORE.search(text, max(0, start - 30), start)
        if before is None or before[1] is not None or not before[2][:1].isupper():
            return True
        word = before[2].lower()
        return word in self.plain or word in FUNCTION or word in lexicon()["titles"] or word in lexicon()["demonyms"]

    def settled(self, text: str, mention: Mention) -> EntityKind:
        """The kind that the same name has elsewhere, unless this mention is firm about its own."""
        kinds = self.kinds.get(_key(text[mention.start : mention.end]))
        if not kinds or mention.p >= FIRM or mention.how == "again":
            return mention.kind
        kind, weight = kinds.most_common(1)[0]
        return kind if weight >= 2 * kinds[mention.kind] else mention.kind  # type: ignore[return-value]


def _names_by(text: str, m: Mention, kinds: Mapping[str, Counter[str]]) -> Iterator[tuple[str, EntityKind]]:
    """What a sure mention is called elsewhere: its own letters, a person's last name, initials in brackets after it."""
    name = text[m.start : m.end]
    if len(name) > 2 and _is_name(name) and "\n" not in name:
        yield name, m.kind
        words = name.split()
        last = words[-1]
        if m.kind == "person" and 1 < len(words) < 5 and len(last) > 2 and last[0].isupper() and last.isalpha():
            other = kinds.get(_key(last))
            if (not other or other.most_common(1)[0][0] == "person") and last.lower() not in _no_surname():
                yield last, m.kind
    after = _INITIALS.match(text, m.end) if m.kind != "person" else None
    if after and sum(c.isupper() for c in after[1]) > 1 and after[1][0] in name:
        yield after[1], m.kind


@cache
def _no_surname() -> frozenset[str]:
    lists = lexicon()
    return lists["countries"] | lists["demonyms"] | lists["titles"] | lists["suffixes"] | FUNCTION


def _is_name(name: str) -> bool:
    return any(c.isupper() for c in name) and name.lower() not in FUNCTION


def _key(name: str) -> str:
    return _ARTICLE.sub("", name, count=1)


FUNCTION = frozenset(
    """a about according after all also although an and another any as at because before both but by during each even
    every few first for former from had has have he her here his how however i if in into is it its just last like
    many me meanwhile more most mr mrs ms much my new no not now of on once one only or other our over quoting recently
    said says she since so some still such than that the their them then there these they this those though through
    thus to today two under unlike until up upon us was we were what when where whether which while who why will with
    without yesterday yet you your""".split()
)
