"""Questions across documents: from what was found between them to rows with names and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from rashomon import asking
from rashomon.across import (
    CopyRow,
    DisputeRow,
    IdentityRow,
    LineageRow,
    Member,
    PassageRow,
    SaidRow,
    StatementRow,
    StepRow,
    Suggested,
    TieRow,
    VoiceRow,
)
from rashomon.answers import ClaimRow, DocumentRow
from rashomon.records import Copy, Dispute, Identity, Lineage, Links, Origins, Spot, Statement, Step, joint_origins
from rashomon.store import Store
from rashomon.text import fold

R = TypeVar("R")


class Crossing:
    """What was found between the documents of a case, with the words it is about."""

    def __init__(self, store: Store, links: Links) -> None:
        self._store = store
        self._links = links
        self._documents: dict[str, DocumentRow] = {}
        self._texts: dict[str, str] = {}
        self._claims: dict[str, SaidRow] = {}
        self._entities: dict[str, dict[str, tuple[str, str]]] = {}
        self._statement_of = {claim: s.id for s in links.statements for claim in s.members}
        self._names = {one.id: one.name for one in links.identities}
        self._suggested = _by((end, one) for one in links.suggestions for end in {one.a, one.b})
        self._ties = _by((end, tie) for tie in links.ties for end in {tie.a, tie.b})
        self._groups = _by((group.statement, group) for group in links.groups)
        self._changes = _by((change.claim, change) for change in links.changes)

    def entities(self, name: str, kind: str, document: str, suggested: bool, limit: int) -> list[IdentityRow]:
        """Entities of the case that have words in one of their names, those of most documents first."""
        only = self._only(document)
        docs_of = {i.id: {member.rpartition(".e")[0] for member in i.members} for i in self._links.identities}
        found = [
            i
            for i in self._links.identities
            if (not kind or i.kind == kind)
            and (not name or any(fold(name) in fold(n) for n in (i.name, *i.names)))
            and (not only or docs_of[i.id] & only)
            and (not suggested or i.id in self._suggested)
        ]
        found.sort(key=lambda i: (-len(docs_of[i.id]), fold(i.name), i.id))
        return [self._identity(i, len(docs_of[i.id])) for i in _first(found, limit)]

    def copies(self, kind: str, outlet: str, document: str, limit: int) -> list[CopyRow]:
        """Copies of a kind that touch a document or an outlet, the longest first."""
        only = self._only(document)
        found = [
            c for c in self._links.copies if (not kind or c.kind == kind) and (not only or {c.a.doc, c.b.doc} & only)
        ]
        if outlet:
            found = [c for c in found if any(fold(outlet) in fold(self._of(s.doc).outlet) for s in (c.a, c.b))]
        found.sort(key=lambda c: (-c.words, c.id))
        return [self._copy(c) for c in _first(found, limit)]

    def lineage(self, claim: str, statement: str, via: str, document: str, limit: int) -> list[LineageRow]:
        """The ways of claims: of one, of all members of a statement, of a document, or through somebody."""
        only = self._only(document)
        found = [
            way
            for way in self._links.lineages
            if (not claim or way.claim == claim)
            and (not statement or self._statement_of.get(way.claim) == statement)
            and (not via or any(fold(via) in fold(step.name) for step in way.steps))
            and (not only or doc_of(way.claim) in only)
        ]
        rows = [self._lineage(way) for way in _first(found, limit)]
        return sorted(rows, key=lambda row: (row.name, row.claim.rpartition(".")[0], _offset(row.claim)))

    def statements(self, text: str, speaker: str, document: str, alone: bool, limit: int) -> list[StatementRow]:
        """Statements that have words in them or in a member, most documents first; single claims when asked for."""
        only = self._only(document)
        found = []
        for one in self._links.statements:
            docs = {doc_of(m) for m in one.members}
            if (len(one.members) < 2 and not alone) or (only and not docs & only):
                continue
            if speaker and not any(fold(speaker) in fold(self._said(m).speaker) for m in one.members):
                continue
            if text and not any(fold(text) in fold(w) for w in (one.text, *(self._said(m).words for m in one.members))):
                continue
            found.append((one, len(docs)))
        found.sort(key=lambda pair: (-pair[1], -len(pair[0].members), pair[0].id))
        return [self._statement(one) for one, _ in _first(found, limit)]

    def disputes(self, text: str, document: str, limit: int) -> list[DisputeRow]:
        """Disputes that have words in what they are about or in a side, in their order."""
        only = self._only(document)
        by_id = {s.id: s for s in self._links.statements}
        found = []
        for one in self._links.disputes:
            sides = [by_id[side] for side in one.sides]
            if only and not any(doc_of(m) in only for s in sides for m in s.members):
                continue
            if text and not any(fold(text) in fold(words) for words in (one.about, *(s.text for s in sides))):
                continue
            found.append(one)
        return [self._dispute(one, by_id) for one in _first(found, limit)]

    # ---- rows

    def _identity(self, one: Identity, documents: int) -> IdentityRow:
        suggested = [(s.b if s.a == one.id else s.a, s) for s in self._suggested.get(one.id, ())]
        return IdentityRow(
            id=one.id,
            name=one.name,
            kind=one.kind,
            names=one.names,
            roles=one.roles,
            documents=documents,
            members=tuple(self._member(entity) for entity in one.members),
            reasons=one.reasons,
            decided_by=one.decided_by,
            suggested=tuple(
                Suggested(id=i, name=self._names[i], p=s.p, reasons=s.reasons, against=s.against) for i, s in suggested
            ),
        )

    def _member(self, entity: str) -> Member:
        doc = entity.rpartition(".e")[0]
        name, kind = self._entities_of(doc)[entity]
        return Member(entity=entity, doc=doc, document=self._of(doc).name, name=name, kind=kind)

    def _copy(self, one: Copy) -> CopyRow:
        return CopyRow(
            id=one.id,
            a=self._passage(one.a),
            b=self._passage(one.b),
            kind=one.kind,
            identity=one.identity,
            direction=one.direction,
            words=one.words,
            reasons=one.reasons,
            p=one.p,
        )

    def _passage(self, spot: Spot) -> PassageRow:
        row = self._of(spot.doc)
        return PassageRow(
            doc=spot.doc,
            start=spot.start,
            end=spot.end,
            name=row.name,
            outlet=row.outlet,
            published=row.published,
            text=self._words(spot),
        )

    def _lineage(self, way: Lineage) -> LineageRow:
        said = self._said(way.claim)
        return LineageRow(
            claim=way.claim,
            doc=said.doc,
            name=said.name,
            outlet=said.outlet,
            words=said.words,
            statement=self._statement_of.get(way.claim, ""),
            path=tuple(step.name for step in way.steps),
            origin=way.steps[-1].node if way.steps else "",
            steps=tuple(map(_step, way.steps)),
            changes=tuple(self._changes.get(way.claim, ())),
        )

    def _statement(self, one: Statement) -> StatementRow:
        members = set(one.members)
        own = [(tie, tie.b if tie.a == m else tie.a) for m in one.members for tie in self._ties.get(m, ())]
        ties = [(tie, to) for tie, to in own if to not in members]
        return StatementRow(
            id=one.id,
            text=one.text,
            documents=len({doc_of(m) for m in one.members}),
            first_seen=one.first_seen,
            origins=self._links.origins.get(one.id, Origins(low=1, high=max(1, len(members)))),
            members=tuple(self._said(m) for m in one.members),
            groups=tuple(
                VoiceRow(
                    id=g.id,
                    name=g.name,
                    identification=g.identification,
                    members=g.members,
                    may_be=g.may_be,
                    reasons=g.reasons,
                )
                for g in self._groups.get(one.id, ())
            ),
            ties=tuple(
                TieRow(kind=t.kind, to=self._statement_of.get(to, ""), a=t.a, b=t.b, p=t.p, reasons=t.reasons)
                for t, to in ties
            ),
        )

    def _dispute(self, one: Dispute, by_id: dict[str, Statement]) -> DisputeRow:
        sides = tuple(self._side([by_id[id_] for id_ in position]) for position in one.positions)
        reasons = dict.fromkeys(reason for tie in one.ties for reason in tie.reasons)
        return DisputeRow(id=one.id, about=one.about, sides=sides, reasons=tuple(reasons))

    def _side(self, agreeing: Sequence[Statement]) -> StatementRow:
        """Statements that agree on one point as one row, named by the first."""
        rows = [self._statement(one) for one in agreeing]
        if len(rows) == 1:
            return rows[0]
        members = tuple(m for row in rows for m in row.members)
        within = {row.id for row in rows}
        groups = [group for one in agreeing for group in self._groups.get(one.id, ())]
        return msgspec.structs.replace(
            rows[0],
            documents=len({m.doc for m in members}),
            first_seen=min((row.first_seen for row in rows if row.first_seen), default=""),
            origins=joint_origins([row.origins for row in rows], groups),
            members=members,
            groups=tuple(group for row in rows for group in row.groups),
            ties=tuple(tie for row in rows for tie in row.ties if tie.to not in within),
            joined=tuple(row.id for row in rows[1:]),
        )

    # ---- words

    def _only(self, document: str) -> set[str]:
        """The document asked for, and its repaired text; empty when none is."""
        if not document:
            return set()
        found = asking.document(self._store, document).id
        return {found, f"{found}.r"}

    def _of(self, doc: str) -> DocumentRow:
        if doc not in self._documents:
            (self._documents[doc],) = self._store.documents(doc=doc) or self._store.documents(doc=doc, kinds=())
        return self._documents[doc]

    def _entities_of(self, doc: str) -> dict[str, tuple[str, str]]:
        """Names and kinds of a document's entities, asked for once: an entity of the case may have thousands."""
        if doc not in self._entities:
            rows = self._store.rows("SELECT id, name, kind FROM entities WHERE doc = ?", (doc,))
            self._entities[doc] = {row["id"]: (row["name"], row["kind"]) for row in rows}
        return self._entities[doc]

    def _words(self, spot: Spot) -> str:
        if spot.doc not in self._texts:
            self._texts[spot.doc] = self._store.text(spot.doc)
        return self._texts[spot.doc][spot.start : spot.end]

    def _said(self, claim: str) -> SaidRow:
        if claim not in self._claims:
            row = self._store.claim(claim)
            if row is None:
                raise ValueError(claim)
            self._claims[claim] = _said(row, self._of(row.doc))
        return self._claims[claim]


def doc_of(claim: str) -> str:
    """The document of a claim or an own-voice sentence, by its id."""
    return claim.rpartition(".")[0]


def _said(row: ClaimRow, document: DocumentRow) -> SaidRow:
    return SaidRow(
        claim=row.id,
        doc=row.doc,
        name=row.name,
        outlet=row.outlet,
        published=document.published,
        speaker=row.speaker or row.source,
        identification=row.identification,
        attitude=row.attitude,
        certainty=row.certainty,
        evidence=row.evidence,
        words=row.content,
        start=row.start,
        end=row.end,
    )


def _step(step: Step) -> StepRow:
    at = step.at
    return StepRow(
        node=step.node,
        name=step.name,
        kind=step.kind,
        identification=step.identification,
        how=step.how,
        doc=at.doc if at else "",
        start=at.start if at else 0,
        end=at.end if at else 0,
        copy=step.copy,
        reason=step.reason,
        p=step.p,
    )


def _offset(claim: str) -> int:
    return int(claim.rpartition(".")[2][1:])


def _first(found: Sequence[R], limit: int) -> Sequence[R]:
    return found[: asking.at_most(limit) or None]


def _by(pairs: Iterable[tuple[str, R]]) -> dict[str, list[R]]:
    """What belongs to each key."""
    found: dict[str, list[R]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
