"""Planted copies: passages of real articles put into others, whole, cut or edited: which are found, and what else is.

python evals/copies.py --data DATA [-v]

Articles of PolNeAR are copied with a fixed seed in ten kinds (and three harder ones, which count apart), among the
other articles of PolNeAR, the bodies of FNC-1 and the reports of ECB+, which are of the same topics. A planted pair is
found when copies between its two documents cover at least four fifths of the planted words on both sides. A reported
pair that was not planted is natural when six tenths of the words of the shorter side stand on the other one in the same
order (by difflib, which knows nothing of the index) and five of them begin in lower case; any other is an error,
and so do characters reported between planted documents that were not planted.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from task import data_folder, report, rows_of

from rashomon.link.copies import verbatim
from rashomon.records import Copy, Document, Reading, Zone

SEED = 20221006
PER_KIND = 60
COVERED = 0.8
NATURAL = 0.6
LOWER = 5
FILES = (
    "attribution/train.jsonl",
    "attribution/dev.jsonl",
    "statements/fnc1_bodies.jsonl",
    "events/ecbplus_train.jsonl",
)
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[”\"’)]*|\n|$)\s*")
WORD = re.compile(r"\w+")

Span = tuple[int, int]


class Planted(NamedTuple):
    """A copy: its text, and which runs of the source stand where in it."""

    text: str
    source: list[Span]
    copy: list[Span]


class Case(NamedTuple):
    """A planted pair of documents."""

    kind: str
    a: str
    b: str
    planted: Planted


Edit = Callable[[random.Random, str], str]


def sentences(text: str) -> list[Span]:
    """Where sentences are, roughly."""
    return [(m.start(), m.end()) for m in SENTENCE.finditer(text) if m.group().strip()]


def paragraphs(text: str) -> list[Span]:
    """Where paragraphs of at least 25 words are."""
    found = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [(s, e) for s, e in found if len(WORD.findall(text[s:e])) >= 25]


def full(_: random.Random, text: str, __: str) -> Planted | None:
    """All of an article."""
    return Planted(text, [(0, len(text))], [(0, len(text))])


def abridged(share: float) -> Callable[[random.Random, str, str], Planted | None]:
    """So much of an article: its beginning, or sentences from all over it."""

    def plant(chance: random.Random, text: str, _: str) -> Planted | None:
        parts = sentences(text)
        wanted = share * len(text)
        chosen = list(range(len(parts)))
        if chance.random() < 0.5:
            chance.shuffle(chosen)
        size, kept = 0, []
        for n in chosen:
            if size < wanted:
                kept.append(n)
                size += parts[n][1] - parts[n][0]
        spans = [parts[n] for n in sorted(kept)]
        out = "".join(text[s:e] for s, e in spans)
        return Planted(out, spans, [(0, len(out))]) if len(WORD.findall(out)) >= 30 else None

    return plant


def embedded(count: int, edit: Edit | None = None) -> Callable[[random.Random, str, str], Planted | None]:
    """So many paragraphs, one after the other, inside another article."""

    def plant(chance: random.Random, text: str, host: str) -> Planted | None:
        parts, places = paragraphs(text), [e for _, e in paragraphs(host)]
        if len(parts) < count + 1 or len(places) < 3:
            return None
        first = chance.randrange(len(parts) - count)
        start, end = parts[first][0], parts[first + count - 1][1]
        at = chance.choice(places[:-1])
        words = edit(chance, text[start:end]) if edit else text[start:end]
        out = f"{host[:at]}\n\n{words}\n\n{host[at:]}"
        return Planted(out, [(start, end)], [(at + 2, at + 2 + len(words))])

    return plant


def edited(edit: Edit) -> Callable[[random.Random, str, str], Planted | None]:
    """All of an article, edited."""

    def plant(chance: random.Random, text: str, _: str) -> Planted | None:
        out = edit(chance, text)
        return Planted(out, [(0, len(text))], [(0, len(out))])

    return plant


def misspelt(share: float) -> Edit:
    """Two letters changed over, one left out, doubled or made another, in so many of the words."""

    def edit(chance: random.Random, text: str) -> str:
        return WORD.sub(lambda m: _misspelt(chance, m.group()) if chance.random() < share else m.group(), text)

    return edit


def _misspelt(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    how = chance.randrange(4)
    if how == 0 and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if how == 1 and len(word) > 2:
        return word[:at] + word[at + 1 :]
    if how == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice("aeionrst".replace(word[at].lower(), "")) + word[at + 1 :]


def replaced(share: float, pool: list[str]) -> Edit:
    """Other words for so many of the words."""

    def edit(chance: random.Random, text: str) -> str:
        return WORD.sub(lambda m: chance.choice(pool) if chance.random() < share else m.group(), text)

    return edit


def texts(data: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Articles to copy, and all others, by name."""
    train, dev, bodies, events = (rows_of(data / f) for f in FILES)
    news = {f"polnear-{r['id']}": r["text"] for r in (*train, *dev)}
    others = {f"fnc-{r['id']}": r["text"] for r in bodies}
    others |= {f"ecb-{r['id']}": "\n".join(" ".join(s) for s in r["sentences"]) for r in events}
    return {k: v for k, v in news.items() if len(WORD.findall(v)) >= 120}, others


def planted(chance: random.Random, news: dict[str, str], others: dict[str, str]) -> list[Case]:
    """The planted pairs; every source is used once."""
    pool = sorted({w for t in others.values() for w in WORD.findall(t[:400])})
    kinds: dict[str, Callable[[random.Random, str, str], Planted | None]] = {
        "full": full,
        **{f"abridged to {s} %": abridged(s / 100) for s in (60, 30, 15)},
        "one paragraph": embedded(1),
        "two paragraphs": embedded(2),
        **{f"misspelt {s} %": edited(misspelt(s / 100)) for s in (5, 15)},
        **{f"replaced {s} %": edited(replaced(s / 100, pool)) for s in (10, 20)},
        "paragraph, misspelt 15 %*": embedded(1, misspelt(0.15)),
        "paragraph, replaced 10 %*": embedded(1, replaced(0.10, pool)),
        "paragraph, replaced 20 %*": embedded(1, replaced(0.20, pool)),
    }
    sources = chance.sample(sorted(news), len(news))
    hosts = sorted(others)
    out: list[Case] = []
    for kind, plant in kinds.items():
        count = 0
        while count < PER_KIND and sources:
            source = sources.pop()
            copy = plant(chance, news[source], others[chance.choice(hosts)])
            if copy is None:
                continue
            out.append(Case(kind, source, f"copy-{len(out)}", copy))
            count += 1
    return out


def reading(name: str, text: str) -> Reading:
    """A text as a document that is all article."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document(id=name, name=name, sha256=sha, media_type="text/plain", encoding="utf-8", text=text)
    return Reading(name=name, document=document, zones=(Zone(start=0, end=len(text), kind="body"),))


def covered(spans: Iterable[Span], by: Iterable[Span], text: str) -> float:
    """The share of the words in some spans that others cover."""
    found = [m.start() + s for s, e in spans for m in WORD.finditer(text[s:e])]
    runs = list(by)
    return sum(any(s <= w < e for s, e in runs) for w in found) / max(1, len(found))


def runs(copies: Iterable[Copy], doc: str) -> list[Span]:
    """Where copies stand in a document, without what was left out."""
    out: list[Span] = []
    for c in copies:
        spots = [s for pair in c.aligned for s in pair] or [c.a, c.b]
        out += [(s.start, s.end) for s in spots if s.doc == doc]
    return out


def natural(a: str, b: str) -> bool:
    """Whether two passages are the same words, and not only names."""
    ones, others = WORD.findall(a), WORD.findall(b)
    matcher = SequenceMatcher(None, [w.casefold() for w in ones], [w.casefold() for w in others], autojunk=False)
    same = [ones[m.a + n] for m in matcher.get_matching_blocks() for n in range(m.size)]
    return len(same) >= NATURAL * min(len(ones), len(others)) and sum(w[0].islower() for w in same) >= LOWER


def shown(copy: Copy, whole: dict[str, str]) -> tuple[str, str]:
    """The words of a copy on both sides."""
    return whole[copy.a.doc][copy.a.start : copy.a.end], whole[copy.b.doc][copy.b.start : copy.b.end]


def score(cases: list[Case], whole: dict[str, str], found: list[Copy]) -> dict[str, float]:
    """Recall by kind, precision by pairs and by characters."""
    by_pair: dict[frozenset[str], list[Copy]] = defaultdict(list)
    for copy in found:
        by_pair[frozenset((copy.a.doc, copy.b.doc))].append(copy)
    right: Counter[str] = Counter()
    total = Counter(c.kind for c in cases)
    inside = outside = 0.0
    for case in cases:
        copies = by_pair.pop(frozenset((case.a, case.b)), [])
        sides = [(case.a, case.planted.source), (case.b, case.planted.copy)]
        shares = [covered(spans, runs(copies, doc), whole[doc]) for doc, spans in sides]
        right[case.kind] += min(shares) >= COVERED
        if min(shares) < COVERED and "-v" in sys.argv:
            print(f"  {case.kind}: {case.a} {shares[0]:.2f} {shares[1]:.2f}")
        for doc, spans in sides:
            reported = runs(copies, doc)
            size = sum(e - s for s, e in reported)
            kept = covered(reported, spans, whole[doc]) * size
            inside, outside = inside + kept, outside + size - kept
    wrong = [p for p, copies in by_pair.items() if not any(natural(*shown(c, whole)) for c in copies)]
    for pair in wrong if "-v" in sys.argv else []:
        for c in by_pair[pair]:
            print(f"  not planted: {c.words} {c.identity} {shown(c, whole)} {c.a.doc} {c.b.doc}")
    ten = [k for k in total if "*" not in k]
    hits = sum(right.values())
    for kind, count in total.items():
        print(f"  {kind:28} {right[kind]:4} of {count}: {100 * right[kind] / count:.1f} %")
    print(f"  reported pairs not planted: {len(by_pair)}, natural copies {len(by_pair) - len(wrong)}")
    scores = {f"recall {k}": 100 * right[k] / total[k] for k in ten}
    scores["recall"] = 100 * sum(right[k] for k in ten) / sum(total[k] for k in ten)
    scores["recall harder"] = 100 * sum(right[k] for k in total if "*" in k) / sum(total[k] for k in total if "*" in k)
    scores["precision pairs"] = 100 * hits / (hits + len(wrong))
    scores["precision characters"] = 100 * inside / (inside + outside)
    return {k: round(v, 1) for k, v in scores.items()}


def main() -> None:
    """Plant, look, score."""
    argv, sys.argv = sys.argv, [a for a in sys.argv if a != "-v"]
    data = data_folder()
    sys.argv = argv
    news, others = texts(data)
    cases = planted(random.Random(SEED), news, others)  # noqa: S311
    whole = {**news, **others, **{c.b: c.planted.text for c in cases}}
    began = time.process_time()
    found = list(verbatim([reading(name, text) for name, text in whole.items()]))
    spent = time.process_time() - began
    print(f"{len(whole)} documents, {len(cases)} planted pairs, {len(found)} copies in {spent:.1f} s")
    scores = score(cases, whole, found)
    for name in ("recall", "recall harder", "precision pairs", "precision characters"):
        print(f"  {name:28} {scores[name]:.1f} %")
    report([data / f for f in FILES], scores)


if __name__ == "__main__":
    main()
