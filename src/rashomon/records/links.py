"""What documents have to do with one another: who is who, what is copied, who relays whom, what is said in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from rashomon.records.claims import Identification, SpeakerKind
from rashomon.records.documents import Making
from rashomon.records.values import Spot

DecidedBy = Literal["machine", "person"]
CopyKind = Literal[
    "full copy",
    "abridged",
    "passage",
    "shared quotation",
    "official statement",
    "press release",
    "template",
    "reworded",
]
Direction = Literal["a to b", "b to a", "unknown"]
"""Which of the two was there first, and was taken over."""
Comparison = Literal["supports", "contradicts", "neutral"]
"""What one text is to another (VitaminC, Schuster et al. 2021)."""
TieKind = Literal["agrees", "contradicts", "qualifies"]
NodeKind = Literal["document", "outlet", "speaker"]
StepHow = Literal["outlet", "provenance", "blockquote", "relay", "claim", "source", "copy", "citation"]
ChangeKind = Literal["certainty", "speaker", "number", "hedge", "word"]


class KnownAliases(Struct, frozen=True, kw_only=True):
    """Names of one thing, from the user's own list: the line it stands in, the names, and of what kind (or empty)."""

    line: int
    names: tuple[str, ...]
    kind: SpeakerKind | Literal[""] = ""


class Identity(Struct, frozen=True, kw_only=True):
    """An entity of the case: what entities of several documents, or of one, stand for.

    `id` is "i" and 12 hex digits of the sha256 of the first of its members. `name` is the fullest name, or the one that
    a person gave. `members` are ids of entities, in order; `names` all names they go by; `roles` as written. `reasons`
    say for each merger why, in words.
    """

    id: str
    name: str
    kind: SpeakerKind
    members: tuple[str, ...]
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    decided_by: DecidedBy = "machine"


class SameAs(Struct, frozen=True, kw_only=True):
    """Two entities of the case that may be one: suggested, never merged without a person."""

    a: str
    b: str
    p: float
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Copy(Struct, frozen=True, kw_only=True):
    """A passage that stands in two documents: verbatim, edited, or reworded.

    `id` is "p" and 12 hex digits of the sha256 of its spots; `a` sorts before `b`. `identity` is the share of words of
    the shorter side that the other has in the same order (0 to 1; for reworded passages the mean likeness of aligned
    sentences). `words` counts those of the shorter side. `aligned` are pairs of sentences or runs that correspond.
    `reasons` say what kind and direction rest on. `p` is how surely it is a copy at all.
    """

    id: str
    a: Spot
    b: Spot
    kind: CopyKind
    identity: float
    direction: Direction = "unknown"
    reasons: tuple[str, ...] = ()
    words: int = 0
    aligned: tuple[tuple[Spot, Spot], ...] = ()
    p: float = 1.0


class Tie(Struct, frozen=True, kw_only=True):
    """How one claim stands to another one, with reasons; `a` and `b` are ids of claims or own-voice sentences.

    agrees and contradicts go both ways; that `a` qualifies `b` says that it is weaker, narrower, or has another number.
    `about` is the point on which they were held against one another, in words; the same for all ties on that point.
    """

    a: str
    b: str
    kind: TieKind
    p: float
    reasons: tuple[str, ...] = ()
    about: str = ""


class Statement(Struct, frozen=True, kw_only=True):
    """What claims and own-voice sentences of one or more documents say in common.

    `id` is "s" and 12 hex digits of the sha256 of its first member. `text` are the words of the member `spoken_by`,
    which says it most plainly; `members` are ids of claims and accounts. Who denies it stands in another statement.
    `first_seen` is the day of publication of the earliest document that has it, where known.
    """

    id: str
    text: str
    spoken_by: str
    members: tuple[str, ...]
    first_seen: str = ""


class Step(Struct, frozen=True, kw_only=True):
    """A link of a lineage: who hands on what the next step says; steps of several lineages with one `node` are one.

    `node` is the id of a document of the case, of an entity of the case (Identity), or of what nothing else stands for
    ("n" and 12 hex digits). `at` is where a document says that it is so, `copy` the passage by which it is known.
    `reason` says it in words.
    """

    node: str
    name: str
    kind: NodeKind
    identification: Identification
    how: StepHow
    at: Spot | None = None
    copy: str = ""
    reason: str = ""
    p: float = 1.0


class Lineage(Struct, frozen=True, kw_only=True):
    """The way of a claim (or own-voice sentence) across documents, from the page that has it to its origin."""

    claim: str
    steps: tuple[Step, ...]


class Change(Struct, frozen=True, kw_only=True):
    """What changed between two steps of a lineage: what the nearer to the origin has, and what is made of it.

    `claim` is the later one, `of` the earlier; `before` and `after` are the words that differ, at their spots.
    """

    claim: str
    of: str
    kind: ChangeKind
    before: str
    after: str
    before_at: Spot
    after_at: Spot
    reason: str = ""
    p: float = 1.0


class Group(Struct, frozen=True, kw_only=True):
    """A dependence group: members of a statement that share an origin or are copies; one voice.

    `origin` is the node it starts from, `name` who that is. `may_be` are ids of groups of the same statement that an
    unnamed or unstated origin may coincide with. `reasons` say what makes the members one.
    """

    id: str
    statement: str
    members: tuple[str, ...]
    origin: str
    name: str
    identification: Identification
    may_be: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class Origins(Struct, frozen=True, kw_only=True):
    """How many independent origins a statement has, at least and at most, with the proof in words."""

    low: int
    high: int
    proof: tuple[str, ...] = ()


def joint_origins(all_: Sequence[Origins], groups: Sequence[Group]) -> Origins:
    """The bounds of several statements that agree: no fewer than one of them has, no more than they name origins.

    `groups` are those of all of them; origins with one node are one. The proof is that of a single statement, or says
    how the bounds of several were put together.
    """
    if len(all_) == 1:
        return all_[0]
    low = max(one.low for one in all_)
    total = sum(max(one.low, one.high) for one in all_)
    high = max(low, min(total, len({group.origin for group in groups}) or total))
    each = ", ".join(f"{one.low}" if one.low == one.high else f"{one.low} to {one.high}" for one in all_)
    told = (
        f"{len(all_)} statements that agree, counted one by one: {each}",
        f"at least {low}, as the largest of them has; at most {high}, if no two of their origins are the same",
    )
    return Origins(low=low, high=high, proof=told)


class Dispute(Struct, frozen=True, kw_only=True):
    """Statements that contradict one another; `sides` are their ids, `ties` the contradictions between their claims.

    `about` says in words what they differ on. `together` has the same ids, those that agree on it as one side; empty
    where each stands alone.
    """

    id: str
    about: str
    sides: tuple[str, ...]
    ties: tuple[Tie, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()

    @property
    def positions(self) -> tuple[tuple[str, ...], ...]:
        """The sides as ids of statements, those that agree as one."""
        return self.together or tuple((side,) for side in self.sides)


class Links(Struct, frozen=True, kw_only=True):
    """All that was found between the documents of a case; `origins` by the id of the statement."""

    identities: tuple[Identity, ...] = ()
    suggestions: tuple[SameAs, ...] = ()
    copies: tuple[Copy, ...] = ()
    ties: tuple[Tie, ...] = ()
    statements: tuple[Statement, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    changes: tuple[Change, ...] = ()
    groups: tuple[Group, ...] = ()
    origins: dict[str, Origins] = {}
    disputes: tuple[Dispute, ...] = ()
    makings: tuple[Making, ...] = ()
