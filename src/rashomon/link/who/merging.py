"""Merging: nodes joined by the surest pairs first, never across what keeps two apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rashomon.link.who.cast import Cast
from rashomon.link.who.likeness import OTHER, likeness
from rashomon.link.who.nodes import Node, blocks_of
from rashomon.link.who.same_entity import LOOSE, NO, SURE, WORTH, Score, scored

ALL_PAIRS = 40  # nodes of a block of which every pair is compared
NEIGHBOURS = 8  # in a larger block, how many that follow each node in order it is compared with
FULL = 20  # and how many of the most frequent full names each short one
RIVAL = 0.5  # weight of a shared context from which somebody else may be meant as well
KEYS = 6  # names of a cluster that are looked at for a clash


@dataclass(slots=True)
class Pair:
    """Two nodes by their numbers, the first the smaller, and how sure it is that they are one."""

    a: int
    b: int
    score: Score


def pairs_of(nodes: Sequence[Node], cast: Cast) -> list[Pair]:
    """All pairs worth a thought, compared once each."""
    found: dict[tuple[int, int], Score] = {}
    for _, block in blocks_of(nodes):
        for a, b in _compared(block):
            key = (min(a.at, b.at), max(a.at, b.at))
            if key not in found:
                score = scored(nodes[key[0]], nodes[key[1]], cast)
                # where dozens bear a name, one that has nothing else in common is not worth a suggestion
                crowd = len(block) > ALL_PAIRS and score.how in LOOSE and not score.weight and score.p < SURE
                found[key] = NO if crowd or score.p < WORTH else score
    pairs = [Pair(a, b, s) for (a, b), s in sorted(found.items()) if s.p >= WORTH]
    return [p for p in _shared_out(nodes, pairs) if p.score.p >= WORTH]


def _shared_out(nodes: Sequence[Node], pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs of short forms without any context: what they may be is shared out among all names that they fit."""
    fits: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    open_ = [p.score.how in LOOSE and not p.score.weight for p in pairs]
    for pair, alone in zip(pairs, open_, strict=True):
        if alone:
            fits[pair.a].add(nodes[pair.b].key.core)
            fits[pair.b].add(nodes[pair.a].key.core)
    for pair, alone in zip(pairs, open_, strict=True):
        several = min(len(fits[pair.a]), len(fits[pair.b])) if alone else 1
        yield pair if several < 2 else Pair(pair.a, pair.b, replace(pair.score, p=pair.score.p / several))


def _compared(block: list[Node]) -> Iterable[tuple[Node, Node]]:
    """The pairs of a block; in a large one each node with a few, so that the cost grows with its size only."""
    if len(block) <= ALL_PAIRS:
        yield from combinations(block, 2)
        return
    order = sorted(block, key=lambda n: (n.key.core, n.at))
    for i, node in enumerate(order):
        for other in order[i + 1 : i + 1 + NEIGHBOURS]:
            yield node, other
    most = sorted((n for n in block if not n.bare and n.named), key=lambda n: (-len(n.figures), n.at))[:FULL]
    for node in block:
        if node.bare or not node.named:
            yield from ((node, full) for full in most)


class Clusters:
    """Which nodes are one; pairs that a person keeps apart are never in one cluster."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self._parent = list(range(len(nodes)))
        self.members: dict[int, list[int]] = {n.at: [n.at] for n in nodes}
        self._apart: dict[int, set[int]] = defaultdict(set)

    def root(self, at: int) -> int:
        """The cluster of a node, by its first node."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def keep_apart(self, a: int, b: int) -> bool:
        """Keep two nodes' clusters apart from now on; false when they are one already."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return False
        self._apart[a].add(b)
        self._apart[b].add(a)
        return True

    def kept_apart(self, a: int, b: int) -> bool:
        """Whether a person keeps two nodes' clusters apart."""
        return self.root(b) in self._apart[self.root(a)]

    def join(self, a: int, b: int) -> bool:
        """Make two clusters one, unless a person keeps them apart."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return True
        if b in self._apart[a]:
            return False
        first, last = min(a, b), max(a, b)
        self._parent[last] = first
        self.members[first] += self.members.pop(last)
        for other in self._apart.pop(last, set()):
            self._apart[other].discard(last)
            self._apart[other].add(first)
            self._apart[first].add(other)
        return True

    def clash(self, a: int, b: int) -> str:
        """What speaks against two clusters being one though two of their nodes are alike, or nothing."""
        mine, theirs = self._told(a), self._told(b)
        for x in mine:
            for y in theirs:
                if (
                    x.sort != y.sort
                    or x.sort == "described"
                    or (x.figures[0].row and x.figures[0].row == y.figures[0].row)
                ):
                    continue
                like = likeness(x.key, y.key, "place" if x.sort == "state" else x.sort)
                if like.how == OTHER:
                    return like.why or "their names differ"
        owners = [{n.owner for n in told if n.owner and n.key.generic} for told in (mine, theirs)]
        if owners[0] and owners[1] and owners[0] != owners[1]:
            return "they belong to different places"
        return ""

    def _told(self, at: int) -> list[Node]:
        """Nodes of a cluster with different names, the fullest first."""
        seen: dict[tuple[tuple[str, ...], str], Node] = {}
        for number in sorted(self.members[self.root(at)][:200]):
            node = self.nodes[number]
            seen.setdefault((node.key.core, node.owner), node)
        return sorted(seen.values(), key=lambda n: (-len(n.key.core), n.at))[:KEYS]


def merge(clusters: Clusters, pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Join the sure pairs, full names before short forms; those that joined something, and those left over."""
    joined: list[Pair] = []
    left: list[Pair] = []
    firm = [p for p in pairs if p.score.how not in LOOSE]
    loose = [p for p in pairs if p.score.how in LOOSE]
    _join(clusters, firm, joined, left)
    to_full = [p for p in loose if p.score.how not in ("bare", "bare variant", "generic")]
    _join(clusters, _unambiguous(clusters, to_full), joined, left)
    bare = [p for p in loose if p.score.how in ("bare", "bare variant", "generic")]
    _join(clusters, list(_settled(clusters, to_full, bare)), joined, left)
    return joined, left


def _settled(clusters: Clusters, to_full: Sequence[Pair], bare: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs of short forms; what one of them may be short for, but is not surely, leaves it open who both are."""
    unclear: dict[int, str] = {}
    for pair in to_full:
        short, full = _short_first(clusters.nodes, pair)
        unclear.setdefault(short, clusters.nodes[full].key.text)
    for pair in bare:
        alone = [at for at in (pair.a, pair.b) if at in unclear and len(clusters.members[clusters.root(at)]) == 1]
        yield _less(pair, f"it may also be short for {unclear[alone[0]]}") if alone else pair


def _join(clusters: Clusters, pairs: Iterable[Pair], joined: list[Pair], left: list[Pair]) -> None:
    for pair in sorted(pairs, key=lambda p: (-p.score.p, -p.score.weight, p.a, p.b)):
        if clusters.root(pair.a) == clusters.root(pair.b):
            continue
        clash = clusters.clash(pair.a, pair.b) if pair.score.p >= SURE else ""
        if pair.score.p < SURE or clash or not clusters.join(pair.a, pair.b):
            left.append(_less(pair, clash) if clash else pair)
        else:
            joined.append(pair)


def _less(pair: Pair, why: str) -> Pair:
    score = replace(pair.score, p=min(pair.score.p, 0.6), against=(*pair.score.against, why))
    return Pair(pair.a, pair.b, score)


def _unambiguous(clusters: Clusters, pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs of a short form and what it may be short for; where that may be several, none of them is sure."""
    nodes = clusters.nodes
    targets: dict[int, dict[int, Pair]] = defaultdict(dict)
    for pair in pairs:
        short, full = _short_first(nodes, pair)
        best = targets[short].setdefault(clusters.root(full), pair)
        if pair.score.p > best.score.p:
            targets[short][clusters.root(full)] = pair
    out = []
    for pair in pairs:
        short, full = _short_first(nodes, pair)
        least = max(RIVAL, pair.score.weight / 3)
        others = {r: p for r, p in targets[short].items() if r != clusters.root(full) and p.score.weight >= least}
        if pair.score.weight < RIVAL:
            others = {r: p for r, p in targets[short].items() if r != clusters.root(full)}
        out.append(_less(pair, _may_also(nodes, short, others)) if others else pair)
    return out


def _short_first(nodes: Sequence[Node], pair: Pair) -> tuple[int, int]:
    """The number of the short form, and that of the full one."""
    a, b = nodes[pair.a], nodes[pair.b]
    short_a = (a.sort != "described", len(a.key.core), a.at) < (b.sort != "described", len(b.key.core), b.at)
    return (a.at, b.at) if short_a else (b.at, a.at)


def _may_also(nodes: Sequence[Node], short: int, others: Mapping[int, Pair]) -> str:
    names = sorted({nodes[r].key.text for r in others})[:3]
    return f"“{nodes[short].key.text}” may also be {' or '.join(names)}"
