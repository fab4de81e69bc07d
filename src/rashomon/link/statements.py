"""Statements: what claims of several documents say in common, and how claims stand to one another."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.link.pairs.comparing import compared, said
from rashomon.link.positions.altered import Change, altered
from rashomon.link.positions.candidates import candidates
from rashomon.link.positions.clusters import clusters
from rashomon.link.positions.exclusive import points
from rashomon.link.positions.folding import Folding, folded
from rashomon.link.positions.occasions import is_clause
from rashomon.link.positions.relating import Relation, Stated, is_worth_asking, judged, related, stated
from rashomon.link.positions.units import Unit, units
from rashomon.link.positions.wording import plain
from rashomon.records import Copy, Identity, Reading, Statement, Tie

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

Pair = tuple[int, int]
"""Numbers of two units that are held against one another, the smaller first."""
_MOST_ASKED = 8000
_ASKED_EACH = 3
"""Pairs that the model is asked about, in all and of one claim: some ten milliseconds each."""
_PLAIN = 160
_WIDE = 300
_FEW = 4
_POINTS_BACK = re.compile(
    r"\W*(?:he|she|it|they|we|i|you|this|these|those|such|which|who|whom|what|there|so|to|\w+ing)\b", re.IGNORECASE
)
"""What begins words that are not understood without those before."""


def statements(
    readings: Sequence[Reading], who: Sequence[Identity], copies: Sequence[Copy], vectors: Mapping[str, Floats]
) -> tuple[tuple[Statement, ...], tuple[Tie, ...]]:
    """The statements of the case, and the ties between its claims and own-voice sentences.

    Of claims that are one by their words or by a copied passage the earliest alone is held against others; the rest
    are tied to it. A claim that only hands on one inside it is a member of no statement.
    """
    found = units(readings, who)
    if not found:
        return (), ()
    rows = _vectors(found, vectors)
    changes, apart = altered(found, copies)
    folding = folded(found, rows, copies, apart)
    heads = sorted({folding.root(i) for i in range(len(found))})
    told = points(found)
    held = [stated(found[i], told[i]) for i in heads]
    near = {(a, b): like for a, b, like in candidates(held, rows[heads])}
    ties = _ties(held, near)
    ties.update(_of_changes(changes, folding, {i: n for n, i in enumerate(heads)}))
    members = defaultdict[int, list[Unit]](list)
    for i, unit in enumerate(found):
        members[folding.root(i)].append(unit)
    groups = clusters([s.unit for s in held], ties, near, rows[heads])
    made = [_statement([u for h in group for u in members[heads[h]]]) for group in groups]
    tied = [*_tied(held, ties), *_of_copies(found, folding)]
    return tuple(_ordered(made)), tuple(sorted(tied, key=lambda t: (t.a, t.b, t.kind)))


def _ties(held: Sequence[Stated], near: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], Relation]:
    """How candidates stand to one another: by the rules; of the rest the likest are put to the pair model."""
    ties: dict[tuple[int, int], Relation] = {}
    open_: list[tuple[float, str, str, int, int]] = []
    for (a, b), like in near.items():
        relation = related(held[a], held[b], like)
        one, other = held[a].unit, held[b].unit
        if relation is not None:
            ties[a, b] = relation
        elif is_worth_asking(one, other, like):
            open_.append((-round(like, 4), min(one.id, other.id), max(one.id, other.id), a, b))
    asked = Counter[int]()
    for _, _, _, a, b in sorted(open_)[:_MOST_ASKED]:
        if asked[a] < _ASKED_EACH and asked[b] < _ASKED_EACH:
            asked.update((a, b))
            relation = judged(held[a].unit, held[b].unit, near[a, b], _judged)
            if relation is not None:
                ties[a, b] = relation
    return ties


def _of_changes(changes: Sequence[Change], folding: Folding, heads: Mapping[int, int]) -> dict[Pair, Relation]:
    """What was altered in words that are otherwise the same, between those that are held for the units."""
    made: dict[Pair, Relation] = {}
    for change in changes:
        a, b = heads[folding.root(change.a)], heads[folding.root(change.b)]
        if a != b:
            made.setdefault((min(a, b), max(a, b)), change.relation)
    return made


def _vectors(found: Sequence[Unit], given: Mapping[str, Floats]) -> Floats:
    """A vector for each unit: that of its sentence where it is all of it, else one made of its words."""
    import numpy as np

    from rashomon.models import pair_model

    texts: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(found):
        texts[plain(unit.whole if unit.is_tiny else unit.text)].append(i)
    del given  # contents are seldom whole sentences, and a sentence that says who says it is like all that he says
    made = pair_model().vectors(list(texts))
    rows = np.zeros((len(found), made.shape[1]), np.float32)
    for row, numbers in zip(made, texts.values(), strict=True):
        rows[numbers] = row
    return rows


def _judged(a: Unit, b: Unit) -> tuple[str, float, tuple[str, ...]]:
    """What the pair model makes of two contents: what it says of them whichever comes first, else neutral.

    Figures are left to the rules, which know what they count.
    """
    one, other = (said(plain(u.text), quantities=(), attitude="assert", speaker=u.says) for u in (a, b))
    first = compared(one, other)
    if first.relation == "neutral":
        return "neutral", first.p, ()
    second = compared(other, one)
    if first.relation != second.relation:
        return "neutral", first.p, ()
    return first.relation, min(first.p, second.p), first.reasons


def _statement(members: Sequence[Unit]) -> Statement:
    """A statement of these members, in their order; its words are those of who says it most plainly."""
    ordered = sorted(members, key=lambda u: u.id)
    best = min(ordered, key=_plainness)
    days = sorted(u.published for u in members if u.published)
    return Statement(
        id="s" + hashlib.sha256(ordered[0].id.encode()).hexdigest()[:12],
        text=_words(best),
        spoken_by=best.id,
        members=tuple(u.id for u in ordered),
        first_seen=days[0] if days else "",
    )


def _plainness(unit: Unit) -> tuple[bool, int, int, float, str, str]:
    """Less for a content that can be understood by itself: asserted, a clause, neither short nor long, surely read."""
    words = _words(unit)
    off = max(0, 40 - len(words)) + max(0, len(words) - _PLAIN)
    return unit.denied, _obscurity(unit), off, -round(unit.p, 1), unit.published or "9999", unit.id


def _obscurity(unit: Unit) -> int:
    """How little the words of a unit say by themselves: 0 for a clause that names its subject, up to 3."""
    if _says_all(unit):
        return 0
    short = unit.cue and len(unit.whole) <= _PLAIN and len(unit.stems) > 1 and not _POINTS_BACK.match(unit.whole)
    return 1 if short and unit.speaker else 2 if len(unit.stems) >= _FEW else 3


def _says_all(unit: Unit) -> bool:
    """Whether the content alone is a clause in one run, of a subject that it names."""
    one = len(unit.fragments) == 1 and len(unit.stems) >= _FEW
    return one and is_clause(unit.text) and not _POINTS_BACK.match(plain(unit.text))


def _words(unit: Unit) -> str:
    """What a unit says, in its document's words; with who says it, where the content alone says too little."""
    brief = len(unit.fragments) > 1 or len(unit.whole) <= _WIDE
    if unit.denied or (brief and not _says_all(unit)) or len(unit.stems) < _FEW:
        return unit.whole[:_WIDE]
    run = " ".join(re.sub(r"^\W*that\s+", "", unit.text).split())
    return run.strip("“”\"«»' ")[:_WIDE]


def _ordered(made: Iterable[Statement]) -> list[Statement]:
    """Statements that most documents have first."""
    return sorted(made, key=lambda s: (-len({m.rpartition(".")[0] for m in s.members}), -len(s.members), s.id))


def _tied(held: Sequence[Stated], ties: Mapping[tuple[int, int], Relation]) -> Iterator[Tie]:
    for (a, b), relation in ties.items():
        one, other = held[a].unit.id, held[b].unit.id
        if relation.turned or (relation.kind != "qualifies" and other < one):
            one, other = other, one
        yield Tie(a=one, b=other, kind=relation.kind, p=relation.p, reasons=(relation.reason,), about=relation.about)


def _of_copies(found: Sequence[Unit], folding: Folding) -> Iterator[Tie]:
    for i, unit in enumerate(found):
        head = found[folding.root(i)]
        if head is not unit:
            reason = "in the same words" if head.text == unit.text else "stands at the same place of a copied passage"
            a, b = sorted((head.id, unit.id))
            yield Tie(a=a, b=b, kind="agrees", p=0.97, reasons=(reason,))
