"""What people decided about who is who: their judgements as pairs of entities, and names to go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.records import Judgement, Mention, Reading

FIELDS = frozenset(("same", "other", "called"))


@dataclass(slots=True)
class Decided:
    """`pairs` are entities that are the same (true) or not, the latest decision first; `called` gives names."""

    pairs: list[tuple[str, str, bool]] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)

    @property
    def alone(self) -> frozenset[str]:
        """All entities that something was decided about."""
        return frozenset(e for a, b, _ in self.pairs for e in (a, b))


def decided(readings: Sequence[Reading], judgements: Sequence[Judgement]) -> Decided:
    """What holds of all decisions, in the order of their making; one whose span meets no mention is ignored."""
    relevant = [j for j in judgements if j.field in FIELDS]
    if not relevant:
        return Decided()
    docs = {j.doc for j in relevant} | {j.value.rpartition(":")[0] for j in relevant}
    found = {r.document.id: r for r in readings if r.document and r.document.id in docs}
    mentions = {doc: sorted(r.mentions, key=lambda m: (m.start, m.end)) for doc, r in found.items()}
    spans = {doc: _described_spans(r) for doc, r in found.items()}
    pairs: dict[tuple[str, str], bool] = {}
    called: dict[str, str] = {}
    for judgement in relevant:
        mine = _entity(mentions, spans, judgement.doc, judgement.start, judgement.end)
        if mine and judgement.field == "called":
            called.pop(mine, None)
            if judgement.value.strip():
                called[mine] = judgement.value.strip()
        elif mine and not judgement.value:
            same = judgement.field == "same"
            pairs = {p: s for p, s in pairs.items() if mine not in p or s != same}
        elif mine:
            other = _at(mentions, spans, judgement.value)
            if other and other != mine:
                pair = (min(mine, other), max(mine, other))
                pairs.pop(pair, None)
                pairs[pair] = judgement.field == "same"
    return Decided([(a, b, same) for (a, b), same in reversed(pairs.items())], called)


def _at(
    mentions: Mapping[str, Sequence[Mention]], spans: Mapping[str, Mapping[int, tuple[int, str]]], value: str
) -> str:
    """The entity at DOCUMENT:START-END, or nothing."""
    doc, _, span = value.rpartition(":")
    start, _, end = span.partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        return ""
    return _entity(mentions, spans, doc, int(start), int(end))


def _entity(
    mentions: Mapping[str, Sequence[Mention]],
    spans: Mapping[str, Mapping[int, tuple[int, str]]],
    doc: str,
    start: int,
    end: int,
) -> str:
    """The entity of the mention that shares most characters with a span, or of a description that begins there."""
    best, most = "", 0
    for mention in mentions.get(doc, ()):
        overlap = min(end, mention.end) - max(start, mention.start)
        if overlap > most and mention.entity:
            best, most = mention.entity, overlap
    if best:
        return best
    for at, (last, entity) in spans.get(doc, {}).items():
        overlap = min(end, last) - max(start, at)
        if overlap > most:
            best, most = entity, overlap
    return best


def _described_spans(reading: Reading) -> dict[int, tuple[int, str]]:
    """Entities that no mention stands for, by where they stand first: descriptions."""
    known = {m.entity for m in reading.mentions}
    spans: dict[int, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for entity in reading.entities:
        tail = entity.id.rpartition(".")[2][1:]
        if entity.id not in known and tail.isdigit():
            spans[int(tail)] = (int(tail) + len(entity.name), entity.id)
    return dict(spans)
