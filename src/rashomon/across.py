"""What the verbs answer with that look across documents: rows of who is who, copies, ways, statements, disputes.

None of it is stored. Offsets are those of the records: code points into a document's text.
"""

from __future__ import annotations

from msgspec import Struct

from rashomon.records import Change, Origins


class Member(Struct, frozen=True, kw_only=True):
    """An entity of one document that stands for an entity of the case."""

    entity: str
    doc: str
    document: str
    name: str
    kind: str


class Suggested(Struct, frozen=True, kw_only=True):
    """An entity of the case that may be the same one: why, what speaks against it, and how likely."""

    id: str
    name: str
    p: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]


class IdentityRow(Struct, frozen=True, kw_only=True):
    """One line of the list of entities: its names, roles, how many documents name it, why it is one, what it may be.

    `decided_by` is person where somebody merged, split or named it.
    """

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    documents: int
    members: tuple[Member, ...]
    reasons: tuple[str, ...]
    decided_by: str
    suggested: tuple[Suggested, ...]


class PassageRow(Struct, frozen=True, kw_only=True):
    """One side of a copy: where it stands, in which document of which outlet, and its words."""

    doc: str
    start: int
    end: int
    name: str
    outlet: str
    published: str
    text: str


class CopyRow(Struct, frozen=True, kw_only=True):
    """One line of the list of copies; `identity` is the share of words in common, or how alike reworded sentences are.

    `direction`: a to b where `a` was there first. `words` counts those of the shorter side.
    """

    id: str
    a: PassageRow
    b: PassageRow
    kind: str
    identity: float
    direction: str
    words: int
    reasons: tuple[str, ...]
    p: float


class SaidRow(Struct, frozen=True, kw_only=True):
    """A claim, or a sentence of a document's own voice, as a member of a statement: who says it, where, how surely."""

    claim: str
    doc: str
    name: str
    outlet: str
    published: str
    speaker: str
    identification: str
    attitude: str
    certainty: str
    evidence: str
    words: str
    start: int
    end: int


class VoiceRow(Struct, frozen=True, kw_only=True):
    """A dependence group of a statement: claims that share an origin or are copies, and count as one voice.

    `may_be` are the groups of the statement that it may coincide with.
    """

    id: str
    name: str
    identification: str
    members: tuple[str, ...]
    may_be: tuple[str, ...]
    reasons: tuple[str, ...]


class TieRow(Struct, frozen=True, kw_only=True):
    """How a statement stands to another one (`to`), by the claims `a` and `b`, and why."""

    kind: str
    to: str
    a: str
    b: str
    p: float
    reasons: tuple[str, ...]


class StatementRow(Struct, frozen=True, kw_only=True):
    """One line of the list of statements: its words, who says it, how many independent origins at least and at most.

    `groups` are its voices, `ties` say how it stands to other statements; `documents` counts those that have it. Where
    several statements agree on one side of a dispute, `joined` has the ids of the others: their members, voices and
    ties stand in the row of the first, and `origins` bounds all of them.
    """

    id: str
    text: str
    documents: int
    first_seen: str
    origins: Origins
    members: tuple[SaidRow, ...]
    groups: tuple[VoiceRow, ...]
    ties: tuple[TieRow, ...]
    joined: tuple[str, ...] = ()


class DisputeRow(Struct, frozen=True, kw_only=True):
    """One line of the list of disputes: what the sides differ on, the sides, and why they cannot both be so.

    A question for a person, never a verdict.
    """

    id: str
    about: str
    sides: tuple[StatementRow, ...]
    reasons: tuple[str, ...]


class StepRow(Struct, frozen=True, kw_only=True):
    """A step of a claim's way; steps with one `node` are one; `start` to `end` is where `doc` says so (0: nowhere)."""

    node: str
    name: str
    kind: str
    identification: str
    how: str
    doc: str
    start: int
    end: int
    copy: str
    reason: str
    p: float


class LineageRow(Struct, frozen=True, kw_only=True):
    """One line of the list of ways: a claim, and who hands it on, from the page that has it to its origin.

    `path` has the names of the steps; `origin` is the node of the last one; `statement` what the claim is a member of;
    `changes` what was changed on the way.
    """

    claim: str
    doc: str
    name: str
    outlet: str
    words: str
    statement: str
    path: tuple[str, ...]
    origin: str
    steps: tuple[StepRow, ...]
    changes: tuple[Change, ...]
