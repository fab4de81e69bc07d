"""What a text says: names and what they stand for, claims with their speakers and chains, and the text's own voice."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.records.documents import Fragment, ZoneKind

Form = Literal["direct", "mixed", "indirect"]
Attitude = Literal[
    "assert",
    "confirm",
    "deny",
    "dispute",
    "doubt",
    "believe",
    "accuse",
    "claim_responsibility",
    "warn",
    "threaten",
    "promise",
    "order",
    "ask",
    "predict",
    "decline",
]
Role = Literal["source", "cue", "content"]
Certainty = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
"""FactBank (Saurí and Pustejovsky 2009): certain, probable, possible, that it is (+) or is not (-) so; certain without
saying which (CTu); uncommitted (Uu)."""
Evidence = Literal["none", "asserted", "described", "cited", "shown", "withheld", "requested", "circumstantial"]
"""What a claim offers for itself; withheld: kept back or refused, requested: asked for or announced."""
EntityKind = Literal["person", "organisation", "group", "place", "facility", "event", "document", "outlet"]
"""`group` is armed or political, `outlet` a medium that publishes."""
SpeakerKind = EntityKind | Literal["people", "unknown"]
"""`people` are several persons or a class of them ("officials", "voters")."""
Identification = Literal["named", "described", "anonymous", "unspecified"]
RelayHow = Literal["outlet", "provenance", "blockquote", "relay", "claim", "source"]
DriftKind = Literal["certainty", "speaker", "word", "unsupported"]


class Mention(Struct, frozen=True, kw_only=True):
    """A name or noun phrase in the text, and the id of the entity it stands for (empty when that is not known).

    `kind` is what the name is the name of. `how` says what found it: name, actor (the models of names, of whoever acts
    in reports of conflict), again (found elsewhere under the same name), source (a claim's source), acts (the name of a
    place whose entity here, which acts, is an organisation). `p` is how sure span and kind are.
    """

    id: str
    start: int
    end: int
    kind: EntityKind
    entity: str = ""
    p: float = 1.0
    how: str = "name"


class Entity(Struct, frozen=True, kw_only=True):
    """What mentions of one document stand for: its fullest name, its kind, the other names it goes by there.

    `stands_for` is the name of the place by which an organisation goes ("Washington blamed"), empty for all others.
    """

    id: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    stands_for: str = ""


class Speaker(Struct, frozen=True, kw_only=True):
    """Who a claim's source stands for, as far as the text itself says.

    `name` is the entity's name, or else the words that describe it; `entity` its id, empty when it has none.
    `identification`: named; described (a role or a class: "a US official"); anonymous (kept unnamed: "sources");
    unspecified. `role`, `affiliation` and `ground_rules` ("on condition of anonymity because ...") are words of the
    text, empty when it has none. `how` says what the source was resolved by, or why it was not; `p` is how sure it is.
    """

    entity: str = ""
    name: str = ""
    kind: SpeakerKind | Literal[""] = ""
    identification: Identification | Literal[""] = ""
    role: str = ""
    role_at: Fragment | None = None
    affiliation: str = ""
    affiliation_at: Fragment | None = None
    ground_rules: str = ""
    ground_rules_at: Fragment | None = None
    how: str = ""
    p: float = 1.0


class Relay(Struct, frozen=True, kw_only=True):
    """A link of a claim's chain: who hands on what the next link says; the last one is the origin.

    `start` and `end` are where the text says so; both 0 for the outlet of the document, which the text need not name.
    `how`: outlet (the document's own), provenance (a line that says where the text comes from), blockquote (a passage
    taken over whole), relay ("told X", "as detailed in the X report"), claim (the source of the claim around this one),
    source (the claim's own). `reason` says it in words.
    """

    name: str
    kind: SpeakerKind
    identification: Identification
    start: int = 0
    end: int = 0
    how: RelayHow = "source"
    reason: str = ""
    p: float = 1.0


class Claim(Struct, frozen=True, kw_only=True):
    """An attribution relation: somebody (source) says (cue) something (content).

    `id` is the document's id, a full stop, "c", and the offset of the cue's first character. `source` is empty when the
    text names none. Contents may be discontinuous. `form`: direct (all of it in quotation marks), mixed, indirect.
    `p` is the calibrated probability that source and content are joined rightly. `parent` is the id of the claim in
    whose content this one stands.

    `attitude` is what the source does by saying it; `certainty` how certain the source is, in the values of FactBank;
    `evidence` what it offers, at the fragments `evidence_at`. `loaded` are words of the cue that take a side
    ("admitted", "claimed"). `chain` runs from the document's outlet to the origin. `sure` gives for a field the
    calibrated probability that its value is right.
    """

    id: str
    doc: str
    source: tuple[Fragment, ...]
    cue: tuple[Fragment, ...]
    content: tuple[Fragment, ...]
    form: Form
    p: float
    zone: ZoneKind
    making: str
    attitude: Attitude | Literal[""] = ""
    certainty: Certainty | Literal[""] = ""
    evidence: Evidence | Literal[""] = ""
    evidence_at: tuple[Fragment, ...] = ()
    loaded: tuple[Fragment, ...] = ()
    speaker: Speaker | None = None
    parent: str | None = None
    chain: tuple[Relay, ...] = ()
    sure: dict[str, float] = {}


class Account(Struct, frozen=True, kw_only=True):
    """A sentence that the document asserts in its own voice, without a source.

    `id` is the document's id, a full stop, "v", and the offset of its first character. `loaded` are words that take a
    side ("regime", "so-called"); `chain` are those who hand the text on.
    """

    id: str
    doc: str
    start: int
    end: int
    zone: ZoneKind
    certainty: Certainty | Literal[""] = ""
    loaded: tuple[Fragment, ...] = ()
    chain: tuple[Relay, ...] = ()
    p: float = 1.0


class Drift(Struct, frozen=True, kw_only=True):
    """Something that a headline says and the text below it does not, or not so.

    `kind`: certainty (it is surer, or less sure), speaker (it gives it to somebody else), word (a loaded word that
    nobody in the text says), unsupported. `words` are the headline's, `body` what the text has instead, if anything.
    """

    kind: DriftKind
    headline: Fragment
    words: Fragment
    body: tuple[Fragment, ...] = ()
    reason: str = ""
    p: float = 1.0
