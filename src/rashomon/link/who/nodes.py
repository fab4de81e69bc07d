"""Nodes: figures of one name and sort that need no weighing to be one, and the context in which they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest

from rashomon.geography import kilometres
from rashomon.link.who.cast import Cast, Figure
from rashomon.link.who.name_keys import NameKey, is_acronym, land, listed
from rashomon.link.who.offices import Office, office_of

NEAR_KM = 100.0
BY_CHANCE = 0.1
CONTEXTS = 6  # documents of a node whose names are its context


@dataclass(slots=True)
class Node:
    """Figures that are one without weighing; `at` is its number, `context` the names in its first documents.

    `group` is what they share: nodes of one group differ only in what people decided about them.
    """

    at: int
    sort: str
    key: NameKey
    figures: list[Figure]
    group: tuple[object, ...]
    owner: str = ""
    named: bool = True
    docs: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    offices: frozenset[Office] = frozenset()
    point: tuple[float, float] | None = None
    keys: frozenset[NameKey] = field(default=frozenset())

    @property
    def bare(self) -> bool:
        """Whether its name alone does not say who it is: one name of a person, generic words."""
        return len(self.key.core) == 1 if self.sort == "person" else self.key.generic


def nodes_of(cast: Cast, alone: frozenset[str]) -> list[Node]:
    """The nodes, in the order of their first figures; each figure of `alone` is a node by itself."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    clusters = _points(cast.figures)
    for figure in cast.figures:
        group = _group(figure, clusters)
        groups[(*group, figure.id) if figure.id in alone else group].append(figure)
    return [_node(at, figures, _group(figures[0], clusters), cast) for at, figures in enumerate(groups.values())]


def _group(f: Figure, clusters: dict[str, int]) -> tuple[object, ...]:  # noqa: PLR0911 - a case for each sort
    """What figures share that are one without weighing."""
    if f.sort == "described" or not f.key.core or not f.named:
        return (f.id,)
    if f.state:
        return ("state", f.row or f.key.core)
    if f.row:
        return (f.sort, f.row)
    if f.sort == "person":
        sure = f.full and not common(f.key) and len(f.key.core[0]) > 1
        return ("person", f.key.core, f.key.generation, "" if sure else f.doc)
    if f.sort == "body":
        return ("body", tuple(sorted(f.key.core)), f.owner, f.doc if f.key.generic and not f.owner else "")
    if f.sort == "place":
        return ("place", f.key.core, clusters.get(f.id, 0))
    return (f.sort, f.kind, f.key.core) if f.full else (f.id,)


def common(key: NameKey) -> bool:
    """Whether so many persons have this given name and this family name that others may bear both."""
    return key.core[0] in listed("common_given") and key.core[-1] in listed("common_surnames")


def _points(figures: Iterable[Figure]) -> dict[str, int]:
    """Of the places of one name, which lie together: a number for each; 0 where there is one only, or no point."""
    by_name: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.sort == "place" and figure.point and not figure.row:
            by_name[figure.key.core].append(figure)
    out: dict[str, int] = {}
    for same in by_name.values():
        centres: list[tuple[float, float]] = []
        for figure in sorted(same, key=lambda f: (f.point or (0.0, 0.0), f.id)):
            point = figure.point or (0.0, 0.0)
            near = next((i for i, c in enumerate(centres) if kilometres(*c, *point) <= NEAR_KM), None)
            if near is None and len(centres) < 20:
                centres.append(point)
            out[figure.id] = (len(centres) if near is None else near + 1) - 1
        if len(centres) > 1:
            for figure in same:
                out[figure.id] += 1  # 0 is left to those without a point
    return out


def _node(at: int, figures: list[Figure], group: tuple[object, ...], cast: Cast) -> Node:
    """The node of figures of one group."""
    first = max(figures, key=lambda f: (len(f.key.core), f.weight))
    docs = frozenset(f.doc for f in figures)
    about = [cast.about[d] for d in sorted(docs)[:CONTEXTS] if d in cast.about]
    node = Node(
        at=at,
        sort="state" if first.state else first.sort,
        key=first.key,
        figures=figures,
        group=group,
        owner=first.owner,
        named=any(f.named for f in figures),
        docs=docs,
        context=about[0] if len(about) == 1 else frozenset[str]().union(*about),
        point=next((f.point for f in figures if f.point), None),
        keys=frozenset(f.key for f in figures[:50]),
    )
    if node.sort == "body" and not node.owner and len(node.key.special) == 1 and len(node.key.core) > 1:
        node.owner = land(node.key.special[0])
    if first.human and node.sort in ("person", "described"):
        texts = {r for f in figures for r in f.roles} | {f.key.text for f in figures if f.sort == "described"}
        texts |= {" ".join(f.key.titles) for f in figures if f.key.titles and f.sort == "person"}
        node.offices = frozenset(o for t in texts for o in (office_of(t),) if o)
    return node


def shared(a: Node, b: Node, cast: Cast) -> tuple[float, list[str]]:
    """How much the documents of two nodes have in common beside the names themselves: a weight, and what names.

    The weight is 0 where it is what long texts share by chance: a small part of the names of the shorter one.
    """
    both = a.context & b.context
    if not both:
        return 0.0, []
    own = {*a.key.core, *b.key.core}
    names = [n for n in both if own.isdisjoint(n.split())]
    weight = sum(sorted(cast.weights[n] for n in names))
    if weight < BY_CHANCE * min(len(a.context), len(b.context)):
        return 0.0, []
    return weight, nsmallest(3, names, key=lambda n: (-cast.weights[n], n))


def blocks_of(nodes: Iterable[Node]) -> Iterator[tuple[tuple[str, ...], list[Node]]]:
    """Nodes that may be one, by what their names share."""
    blocks: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        for key in sorted(set(_keys(node))):
            blocks[key].append(node)
    yield from sorted((k, b) for k, b in blocks.items() if len(b) > 1)


def _keys(node: Node) -> Iterator[tuple[str, ...]]:
    for office in node.offices:
        yield ("office", office.words)
    if node.sort == "described":
        if len(node.key.core) > 1 and not any(f.human or f.kind in ("people", "document") for f in node.figures):
            yield ("described", *node.key.core)
        return
    for key in sorted(node.keys, key=lambda k: k.text)[:8]:
        yield from _name_keys(node.sort, key)


def _name_keys(sort: str, key: NameKey) -> Iterator[tuple[str, ...]]:
    if not key.core:
        return
    if sort == "person":
        yield ("person", key.sounds[-1])
        yield ("person", key.sounds[0])
        if len(key.core) > 2:
            yield ("person", key.sounds[1])
    elif sort in ("place", "state"):
        yield (sort, key.sounds[0])
        yield (sort, land(key.core[0]))
    else:
        special = [s for s, w in zip(key.sounds, key.core, strict=True) if w not in listed("generic")]
        for word in special[:3]:
            yield (sort, word)
        if is_acronym(key):
            yield (sort, key.core[0])
        yield (sort, "head", key.core[-1])
        yield (sort, "head", key.core[0])
        yield (sort, "bag", *sorted(w for w in key.core if w in listed("generic")))
        if len(key.core) > 2:
            yield (sort, "".join(w[0] for w in key.core))
            yield (sort, "".join(w[0] for w in key.words if w != "the"))
