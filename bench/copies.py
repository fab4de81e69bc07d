"""How copies are found as a pile grows, beside MinHash, which compares whole documents: one run, on this machine.

    python bench/copies.py [--sizes 1000,10000,30000,100000] [--data DATA] [--datasketch-most N]

Documents of 700 words, invented: words and set phrases by Zipf's law, or sentences of the articles in DATA with one
word in twelve changed. One document in five is planted with what another one has: all of it, three tenths of its
sentences, a run of 60 words, or all with one word in ten changed; and one story of 300 words stands in every twentieth.
Each tool and size has a process of its own: CPU seconds less those of making the documents, and the most memory it
held. Found is the share of planted pairs (for MinHash the pair of documents, for ours four fifths of the planted
words); of the story, the share of its documents that hang together. MinHash: 128 permutations of runs of five words,
threshold .5.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.link.copying.passages import PassageIndex

WORDS = 700
SENTENCE = 20
STORY = 300
EVERY = 20  # the story stands in every so many documents
KINDS = ("all of it", "three tenths", "60 words", "one word in ten changed")
STORY_AT = 7
STORIES = "the story"
TOOLS = ("rashomon", "rensa", "datasketch")
SHINGLE = 5
PERMUTATIONS = 128
BANDS = 32  # of four: half of the pairs of likeness .36 and nearly all of .5 meet

Ids = Any  # an array of word numbers


@dataclass
class Planted:
    """Document `copy` has words of document `of`: so many."""

    copy: int
    of: int
    kind: str
    words: int


class Pile:
    """Documents by number, the same for the same number, made when asked for."""

    def __init__(self, data: Path | None) -> None:
        chance = np.random.default_rng(1)
        if data:
            texts = [json.loads(line)["text"] for line in (data / "attribution" / "train.jsonl").open(encoding="utf8")]
            numbers: dict[str, int] = {}
            self.sentences = [
                np.array([numbers.setdefault(w, len(numbers)) for w in sentence.split()])
                for text in texts
                for sentence in text.replace("\n", " ").split(". ")
                if len(sentence.split()) > 4
            ]
            self.vocabulary = list(numbers)
        else:
            self.sentences = []
            self.vocabulary = invented(150_000)
            lengths = chance.integers(3, 8, 200_000)
            self.phrases = [self._zipf(chance, int(n), len(self.vocabulary)) for n in lengths]

    @staticmethod
    def _zipf(chance: np.random.Generator, count: int, kinds: int) -> Ids:
        """Numbers below `kinds` whose frequency falls with their rank."""
        return np.minimum(np.exp(chance.random(count) * math.log(kinds)).astype(np.int64), kinds) - 1

    def base(self, number: int) -> Ids:
        """The words of a document before anything is planted."""
        chance = np.random.default_rng([2, number])
        parts: list[Ids] = []
        size = 0
        while size < WORDS:
            if self.sentences:
                part = self.sentences[int(chance.integers(len(self.sentences)))].copy()
                changed = chance.random(len(part)) < 1 / 12
                part[changed] = chance.integers(len(self.vocabulary), size=int(changed.sum()))
            elif chance.random() < 0.1:
                part = self.phrases[int(self._zipf(chance, 1, len(self.phrases))[0])]
            else:
                part = self._zipf(chance, 10, len(self.vocabulary))
            parts.append(part)
            size += len(part)
        return np.concatenate(parts)[:WORDS]

    def words(self, number: int, planted: Planted | None) -> Ids:
        """The words of a document with what is planted in it."""
        chance = np.random.default_rng([3, number])
        own = self.base(number)
        if number % EVERY == STORY_AT:
            at = int(chance.integers(WORDS - STORY))
            return np.concatenate((own[:at], self.base(10**9)[:STORY], own[at + STORY :]))
        if planted is None:
            return own
        of = self.base(planted.of)
        if planted.kind == KINDS[1]:
            kept = sorted(chance.permutation(WORDS // SENTENCE)[: planted.words // SENTENCE].tolist())
            return np.concatenate([of[n * SENTENCE : (n + 1) * SENTENCE] for n in kept])
        if planted.kind == KINDS[2]:
            at, there = (int(chance.integers(WORDS - planted.words)) for _ in range(2))
            return np.concatenate((own[:there], of[at : at + planted.words], own[there + planted.words :]))
        if planted.kind == KINDS[3]:
            changed = chance.random(WORDS) < 0.1
            of[changed] = chance.integers(len(self.vocabulary), size=int(changed.sum()))
        return of

    def text(self, ids: Ids) -> str:
        """The words as a text of sentences."""
        words = [self.vocabulary[n] for n in ids.tolist()]
        return ". ".join(" ".join(words[n : n + SENTENCE]) for n in range(0, len(words), SENTENCE))


def invented(count: int) -> list[str]:
    """So many words that no language has."""
    parts = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    out = []
    for number in range(count):
        left, word = number + 70, ""
        while left:
            left, at = divmod(left, len(parts))
            word += parts[at]
        out.append(word)
    return out


def planted(number: int) -> Planted | None:
    """What is planted in a document: every fifth is a copy of an earlier one that is none."""
    if number % 5 or number < 10 or number % EVERY == STORY_AT:
        return None
    of = int(np.random.default_rng([4, number]).integers(number))
    of -= of % 5 - 1
    if of < 0 or of >= number or of % EVERY == STORY_AT:
        of = 1
    kind = KINDS[number // 5 % len(KINDS)]
    return Planted(number, of, kind, {KINDS[1]: 200, KINDS[2]: 60}.get(kind, WORDS))


Found = dict[tuple[int, int], int]


def rashomon(texts: Iterator[str]) -> Found:
    """Words that pairs of documents share, by the index of passages."""
    index = PassageIndex()
    for number, text in enumerate(texts):
        index.add(f"{number:09}", text)
    found: Found = {}
    for p in index.passages():
        pair = (int(p.a), int(p.b))
        found[pair] = found.get(pair, 0) + p.kept
    return found


def _shingles(text: str) -> list[str]:
    words = text.replace(".", "").split()
    return [" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)]


def rensa(texts: Iterator[str]) -> Found:
    """Pairs of like documents, by rensa."""
    tool = importlib.import_module("rensa")
    index = tool.RMinHashLSH(0.5, PERMUTATIONS, BANDS)
    found: Found = {}
    for number, text in enumerate(texts):
        sketch = tool.RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(_shingles(text))
        found.update({(int(other), number): WORDS for other in index.query(sketch)})
        index.insert(number, sketch)
    return found


def datasketch(texts: Iterator[str]) -> Found:
    """Pairs of like documents, by datasketch."""
    tool = importlib.import_module("datasketch")
    index = tool.MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
    found: Found = {}
    for number, text in enumerate(texts):
        sketch = tool.MinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update_batch([s.encode() for s in _shingles(text)])
        found.update({(int(other), number): WORDS for other in index.query(sketch)})
        index.insert(number, sketch)
    return found


def measured(tool: str, size: int, data: Path | None) -> dict[str, float]:
    """One tool with one size, in this process."""
    pile = Pile(data)
    making = 0.0

    def texts() -> Iterator[str]:
        nonlocal making
        for number in range(size):
            began = time.process_time()
            text = pile.text(pile.words(number, planted(number)))
            making += time.process_time() - began
            yield text

    run: Callable[[Iterator[str]], Found] = {"rashomon": rashomon, "rensa": rensa, "datasketch": datasketch}[tool]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, wall = time.process_time(), time.monotonic()
    found = run(texts())
    spent = time.process_time() - began - making
    out: dict[str, float] = {"seconds": spent, "wall": time.monotonic() - wall, "pairs": len(found)}
    out["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    out["before"] = before / 1024
    return {**out, **found_of(found, size), STORIES: together(found, size), "wrong": wrong(found, size)}


def found_of(found: Found, size: int) -> dict[str, float]:
    """The share of planted pairs found, by kind and in all."""
    right: dict[str, list[bool]] = {k: [] for k in KINDS}
    for one in filter(None, (planted(n) for n in range(size))):
        right[one.kind].append(found.get((one.of, one.copy), 0) >= 0.8 * one.words)
    shares = {k: sum(v) / max(1, len(v)) for k, v in right.items()}
    return {**shares, "found": sum(map(sum, right.values())) / max(1, sum(map(len, right.values())))}


def wrong(found: Found, size: int) -> int:
    """Pairs that nothing was planted in: neither copies of one another nor of one source, nor the story's."""
    source = {one.copy: one.of for one in filter(None, (planted(n) for n in range(size)))}
    out = 0
    for a, b in found:
        story = a % EVERY == b % EVERY == STORY_AT
        out += not story and source.get(a, a) != source.get(b, b)
    return out


def together(found: Found, size: int) -> float:
    """The share of the story's documents that hang together by what was found."""
    parent = {n: n for n in range(STORY_AT, size, EVERY)}

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, b in found:
        if a in parent and b in parent:
            parent[root(a)] = root(b)
    groups: dict[int, int] = {}
    for n in parent:
        groups[root(n)] = groups.get(root(n), 0) + 1
    return max(groups.values()) / len(parent)


def main() -> None:
    """Print a row for each tool and size as they come, then how the cost of each grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,30000,100000")
    parser.add_argument("--data", type=Path, help="a folder with attribution/train.jsonl; without it all is invented")
    parser.add_argument("--datasketch-most", type=int, default=30_000, help="most documents that datasketch is given")
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "SIZE"), help="what each process does")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one[0], int(options.one[1]), options.data)))
        return
    heads = ["documents", "tool", "CPU s", "clock s", "peak MB", "pairs", "not planted", "found", *KINDS, STORIES]
    print(f"| {' | '.join(heads)} |")
    print("| --- " * len(heads) + "|", flush=True)
    costs: dict[str, dict[int, float]] = {}
    for size in map(int, options.sizes.split(",")):
        for tool in TOOLS:
            if importlib.util.find_spec(tool) is None or (tool == "datasketch" and size > options.datasketch_most):
                continue
            row = apart(tool, size, options.data)
            costs.setdefault(tool, {})[size] = row["seconds"]
            shares = " | ".join(f"{100 * row[k]:.1f} %" for k in ("found", *KINDS, STORIES))
            figures = f"{row['seconds']:,.1f} | {row['wall']:,.0f} | {row['megabytes']:,.0f} | {row['pairs']:,.0f}"
            print(f"| {size:,} | {tool} | {figures} | {row['wrong']:,.0f} | {shares} |", flush=True)
    for tool, by_size in costs.items():
        sizes = [s for s in by_size if s >= 10_000]
        if len(sizes) > 1:
            slope = np.polyfit(np.log(sizes), np.log([by_size[s] for s in sizes]), 1)[0]
            print(f"{tool}: cost grows as n^{slope:.2f} between {sizes[0]:,} and {sizes[-1]:,} documents")


def apart(tool: str, size: int, data: Path | None) -> dict[str, float]:
    """One tool with one size, in a process of its own."""
    command = [sys.executable, __file__, "--one", tool, str(size), *(["--data", str(data)] if data else [])]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    row: dict[str, float] = json.loads(done.stdout)
    return row


if __name__ == "__main__":
    main()
