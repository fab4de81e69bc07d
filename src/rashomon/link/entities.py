"""Who is who across documents: which entities of the readings are one, and which may be.

Entities are cut up into figures, those of one name gathered in nodes, nodes that share part of a name compared, and the
surest pairs joined first. Every step looks at names in blocks, so that the cost grows with the number of entities.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rashomon.link.who.cast import BODIES, Figure, cast_of, offset
from rashomon.link.who.known_names import KnownNames
from rashomon.link.who.merging import Clusters, Pair, merge, pairs_of
from rashomon.link.who.name_keys import demonym
from rashomon.link.who.nodes import Node, nodes_of
from rashomon.link.who.persons_word import Decided, decided
from rashomon.link.who.same_entity import WORTH
from rashomon.records import DecidedBy, Identity, Judgement, KnownAliases, Reading, SameAs, SpeakerKind

MOST_REASONS = 12
MOST_SUGGESTED = 8  # suggestions that one entity of the case stands in


def identities(
    readings: Sequence[Reading], aliases: Sequence[KnownAliases] = (), judgements: Sequence[Judgement] = ()
) -> tuple[tuple[Identity, ...], tuple[SameAs, ...]]:
    """The entities of the case, and pairs of them that may be one; the order of the readings does not count.

    `judgements` stand in the order of their making; the last one about a pair holds, whatever the machine thinks.
    """
    known = KnownNames(aliases)
    cast = cast_of(readings, known)
    word = decided(readings, judgements)
    nodes = nodes_of(cast, word.alone)
    clusters = Clusters(nodes)
    told = _by_person(clusters, nodes, word)
    joined, left = merge(clusters, pairs_of(nodes, cast))
    made = _identities(clusters, joined, word, told)
    return tuple(made[r] for r in sorted(made, key=lambda r: made[r].members[0])), _suggested(clusters, left, made)


def _by_person(clusters: Clusters, nodes: Sequence[Node], word: Decided) -> dict[int, list[str]]:
    """Do what people decided, the latest first; what to say of it by node."""
    at = {n.figures[0].id: n.at for n in nodes}
    names = {n.at: n.key.text for n in nodes}
    told: dict[int, list[str]] = defaultdict(list)
    for first, second, same in word.pairs:
        a, b = at[first], at[second]
        if same and clusters.join(a, b):
            told[a].append(f"a person says that {names[a]} and {names[b]} are the same")
        elif not same and clusters.keep_apart(a, b):
            told[a].append(f"a person says that this is not {names[b]}")
            told[b].append(f"a person says that this is not {names[a]}")
    for entity in sorted(word.called):
        if entity in at:
            told[at[entity]].append(f"a person calls it {word.called[entity]}")
    return told


def _identities(
    clusters: Clusters, joined: Sequence[Pair], word: Decided, told: Mapping[int, Sequence[str]]
) -> dict[int, Identity]:
    """The identity of every cluster, by its root."""
    why: dict[int, list[str]] = defaultdict(list)
    for at in sorted(told):
        why[clusters.root(at)] += told[at]
    by_person = set(why)
    for pair in joined:
        why[clusters.root(pair.a)].append("; ".join(pair.score.reasons))
    made = {}
    for root, numbers in clusters.members.items():
        figures = [f for n in numbers for f in clusters.nodes[n].figures]
        by: DecidedBy = "person" if root in by_person else "machine"
        same = [_one_name(clusters.nodes[n]) for n in sorted(numbers)]
        made[root] = _identity(figures, [*why[root], *(s for s in same if s)], by, word)
    return made


def _one_name(node: Node) -> str:
    """Why the figures of a node are one, when they are several."""
    if len(node.figures) == 1:
        return ""
    names = sorted({f.key.text for f in node.figures})
    if len(names) > 1 and node.figures[0].row:
        return f"{', '.join(names)} are names of one {node.figures[0].kind}"
    if len(node.docs) == 1:
        return f"both are called {node.key.text}"
    return f"{node.key.text} in {len(node.docs)} documents: the same name"


def _identity(figures: list[Figure], why: list[str], by: DecidedBy, word: Decided) -> Identity:
    members = tuple(f.id for f in sorted(figures, key=lambda f: (f.doc, offset(f.id))))
    given = [name for entity, name in word.called.items() if entity in set(members)]
    names: Counter[str] = Counter()
    for figure in figures:
        names[figure.key.text] += figure.weight
        for alias in figure.aliases:
            names[alias] += 1
    return Identity(
        id="i" + hashlib.sha256(members[0].encode()).hexdigest()[:12],
        name=given[-1] if given else _fullest(figures),
        kind=_kind(figures),
        members=members,
        names=tuple(sorted(names, key=lambda n: (-names[n], n))),
        roles=tuple(sorted({r for f in figures for r in f.roles})),
        reasons=tuple(dict.fromkeys(why))[:MOST_REASONS],
        decided_by=by,
    )


def _fullest(figures: list[Figure]) -> str:
    """The name with the most words; of several the one most often used, no adjective, and not all in capitals."""
    uses: Counter[str] = Counter()
    size: dict[str, int] = {}
    for f in figures:
        uses[f.key.text] += f.weight
        size[f.key.text] = max(size.get(f.key.text, 0), len(f.key.core) if f.named else 0)
    places = any(f.sort == "place" for f in figures)
    return min(uses, key=lambda n: (-size[n], places and demonym(n), n.isupper() and " " in n, -uses[n], n))


def _kind(figures: list[Figure]) -> SpeakerKind:
    """The kind most of them have, of those that go with the sort they were given."""
    votes: Counter[SpeakerKind] = Counter()
    for figure in figures:
        kind: SpeakerKind = figure.kind  # type: ignore[assignment]
        fits = figure.sort in ("described", figure.kind)
        fits = fits or (figure.sort == "body" and kind in BODIES) or (figure.sort == "place" and kind == "facility")
        votes[kind] += figure.weight * (100 if fits or figure.sort == "thing" else 1)
    return min(votes, key=lambda k: (-votes[k], k))


def _suggested(clusters: Clusters, left: Sequence[Pair], made: Mapping[int, Identity]) -> tuple[SameAs, ...]:
    """What is left over and worth a look, the likeliest first; each pair of entities once."""
    best: dict[tuple[int, int], Pair] = {}
    for pair in left:
        key = (min(clusters.root(pair.a), clusters.root(pair.b)), max(clusters.root(pair.a), clusters.root(pair.b)))
        if key[0] == key[1] or pair.score.p < WORTH or clusters.kept_apart(*key):
            continue
        if key not in best or pair.score.p > best[key].score.p:
            best[key] = pair
    found = []
    taken: Counter[int] = Counter()
    for key in sorted(best, key=lambda k: (-best[k].score.p, k)):
        if max(taken[key[0]], taken[key[1]]) < MOST_SUGGESTED:
            taken.update(key)
            score = best[key].score
            found.append(
                SameAs(
                    a=made[key[0]].id, b=made[key[1]].id, p=round(score.p, 3),
                    reasons=score.reasons, against=score.against,
                )
            )  # fmt: skip
    return tuple(found)
