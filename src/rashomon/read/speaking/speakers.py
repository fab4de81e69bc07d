"""Whom a claim's source stands for: named, described or kept unnamed, in which role, for whom, on what terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.read.cast.antecedents import antecedent, owned, positive
from rashomon.read.speaking.descriptions import Description, apposition, describe, describe_words, is_name
from rashomon.read.speaking.ground_rules import ground_rules
from rashomon.read.speaking.outer_speakers import with_outer
from rashomon.read.speaking.roles import titles_before
from rashomon.read.speaking.source_words import LONGEST, lexicon
from rashomon.records import Claim, Entity, Fragment, Identification, Mention, Speaker, SpeakerKind

if TYPE_CHECKING:
    from rashomon.read.cast.coreference import Reference, Resolution

BESIDE = 160  # characters right beside a source that are looked at for a role
LOOKS = 3  # names of an entity beside which a role is looked for

_TAIL = re.compile(
    r"\s?,?\s(?:and |but )?who (?:spoke|asked|requested|declined|insisted|did not want|was not auth|were not auth)\b"
    r"|\s?,\s(?:and |but |both of |all of )?(?:who|whom|which|whose)\b"
    r"|\s?,\s(?:speaking|asking|requesting|declining|citing|quoting)\b"
)
"""What a description goes on with that is no part of what its bearer is called."""
_WHICH = re.compile(r"\s?,\s(?:which|who)$", re.ASCII)
"""A clause that ends a source that denies: what is said in it, the group says, of which nobody did something else."""
_JOINT = re.compile(r"(?<=\w)\s+and\s+(?=\w)")
_PLACES = ("place", "facility")
_OPENS = re.compile(r"\s?,\s+(?=[^\W\d_])")
_ENDS = re.compile(r"[,.;:()\"“”\n—]|\s--?\s|\s(?:who|said|says|told|which|that|and|but|in|on|during|at a|after)\b")
_STARTS = re.compile(r"[,.;:()\"“”‘\n—]|\s--?\s|\b(?:said|says|and|but|to|by|as|that)\s")


def speaker_of(text: str, claim: Claim, resolution: Resolution) -> Speaker | None:
    """Who a claim's source stands for by the words around it and what they refer to; none without a source."""
    return speaker_and_case(text, claim, resolution)[0]


def speakers_of(text: str, claims: Sequence[Claim], resolution: Resolution) -> list[Speaker | None]:
    """The speakers of all claims of a document; what is said once of an entity holds for all its claims.

    A pronoun inside the content of another claim is its speaker where it fits and nothing else resolves it.
    """
    speakers = with_outer(text, claims, [speaker_of(text, claim, resolution) for claim in claims])
    known = _said_of_entities(text, [s for s in speakers if s is not None and s.entity], resolution.mentions)
    return [_completed(s, known[s.entity]) if s is not None and s.entity else s for s in speakers]


def speaker_and_case(text: str, claim: Claim, resolution: Resolution) -> tuple[Speaker | None, str]:
    """A speaker, and the case of it whose reliability is known."""
    if not claim.source:
        return None, ""
    source, found = _source(text, claim)
    reference = _reference(source, found, resolution)
    entity = reference.entity if reference else None
    if entity is not None and found.case != "name" and is_name(entity.name) and (found.new or _apart(found, entity)):
        entity = None  # "an official" is nobody named before, "the official" no ministry
    parts = _parts(text, source, resolution) if found.case == "name" and found.several else []
    rules = ground_rules(text, claim, found)
    identification, case = _identification(found, entity, rules, _owned_by_name(found, resolution))
    role, affiliation = _role(text, claim, found)
    p = reliabilities().get(case, 1.0)
    if entity is not None and reference is not None:
        p *= reference.p
    name = entity.name if entity is not None and _better(found, entity) else _name(text, source, found)
    for _, half in parts:
        p *= half.p if half else 0.5
    speaker = Speaker(
        entity=entity.id if entity else "",
        name=" and ".join(said for said, _ in parts) or name,
        kind=_kind(found, entity),
        identification=identification,
        role=_quoted(text, role),
        role_at=role,
        affiliation=_quoted(text, affiliation),
        affiliation_at=affiliation,
        ground_rules=_quoted(text, rules),
        ground_rules_at=rules,
        how=_how(found, reference, entity) if not parts else _how_each(parts),
        p=round(p, 4),
    )
    return speaker, case


def _said_of_entities(text: str, speakers: Sequence[Speaker], mentions: Iterable[Mention]) -> dict[str, Speaker]:
    """For each entity a speaker with all that is said of it: by its claims' sources first, else beside its names."""
    known: dict[str, Speaker] = {}
    for speaker in speakers:
        known[speaker.entity] = _joined(known.get(speaker.entity, speaker), speaker)
    looked = Counter[str]()
    for mention in mentions:
        named = known.get(mention.entity)
        if named is None or named.role or mention.how == "actor" or looked[mention.entity] >= LOOKS:
            continue
        looked[mention.entity] += 1
        at = (Fragment(start=mention.start, end=mention.end),)
        found = describe(text, at)
        role, affiliation = _role_of(text, at, (), found) if found.case == "name" else (None, None)
        if role is not None:
            said = Speaker(role=_quoted(text, role), role_at=role)
            if affiliation is not None:
                said = replace(said, affiliation=_quoted(text, affiliation), affiliation_at=affiliation)
            known[mention.entity] = _completed(named, said)
    return known


def _joined(first: Speaker, other: Speaker) -> Speaker:
    """What two speakers that are the same entity say of it; a role of several words rather than a title alone."""
    if " " in other.role and first.role and " " not in first.role:
        first = replace(first, role=other.role, role_at=other.role_at)
    return _completed(first, other)


def _completed(speaker: Speaker, said: Speaker) -> Speaker:
    """A speaker with what it lacks of the role, the affiliation and the terms that are said of the same entity."""
    if not speaker.role and said.role:
        speaker = replace(speaker, role=said.role, role_at=said.role_at)
    if not speaker.affiliation and said.affiliation:
        speaker = replace(speaker, affiliation=said.affiliation, affiliation_at=said.affiliation_at)
    if not speaker.ground_rules and said.ground_rules:
        speaker = replace(speaker, ground_rules=said.ground_rules, ground_rules_at=said.ground_rules_at)
    if speaker.identification == "described" and said.identification == "anonymous":
        speaker = replace(speaker, identification="anonymous")
    return speaker


def _source(text: str, claim: Claim) -> tuple[tuple[Fragment, ...], Description]:
    """The runs that say who speaks, and what they say: a relative pronoun hands over to the words before it."""
    found = describe(text, claim.source)
    if found.case == "nobody" and (clause := _WHICH.search(text, claim.source[0].start, claim.source[-1].end)):
        whole = antecedent(text, clause.start())
        group = whole and positive(text, whole)
        return ((group,), describe(text, (group,))) if group and group != whole else (claim.source, found)
    if found.case == "pronoun" and not found.relative:
        after = [p.start for p in (*claim.cue, *claim.content) if p.start >= claim.source[0].end]
        phrase = owned(text, claim.source[0], min(after, default=0))
        return ((phrase,), describe(text, (phrase,))) if phrase else (claim.source, found)
    if found.case == "pronoun" and found.relative:
        before = antecedent(text, claim.source[0].start)
        before = before and positive(text, before)
        if before is not None:
            said = describe(text, (before,))
            people = said.kind in ("person", "people")
            name = _name_before(text, before) if said.case == "description" and said.new and people else None
            if name is not None:
                return (name, before), describe(text, (name, before))
            told = said.case == "name" or said.noun in lexicon().nouns
            if told and said.case not in ("pronoun", "nobody") and (found.kind == "person") >= people:
                return (before,), said
    return claim.source, found


def _name_before(text: str, fragment: Fragment) -> Fragment | None:
    """The name that a description stands beside: "Anna Weller, a reporter at the Courier who"."""
    if text[max(0, fragment.start - 2) : fragment.start] != ", ":
        return None
    before = antecedent(text, fragment.start)
    return before if before and describe(text, (before,)).case == "name" else None


def _reference(source: Sequence[Fragment], found: Description, resolution: Resolution) -> Reference | None:
    """Whom the source refers to: its name, or else all of it; nobody where it speaks of nobody or of several names."""
    if found.case == "nobody" or (found.case == "name" and found.several):
        return None
    return resolution.of(found.name or found.core or source[0])


def _parts(text: str, source: Sequence[Fragment], resolution: Resolution) -> list[tuple[str, Reference | None]]:
    """The names of two that a source joins, one of them by a pronoun: "he and Brandt"; else nothing."""
    whole = Fragment(start=source[0].start, end=min(source[-1].end, source[0].start + LONGEST))
    joint = _JOINT.search(text, whole.start, whole.end)
    if joint is None:
        return []
    halves = (Fragment(start=whole.start, end=joint.start()), Fragment(start=joint.end(), end=whole.end))
    said = [describe(text, (half,)) for half in halves]
    if "pronoun" not in (d.case for d in said):
        return []
    out: list[tuple[str, Reference | None]] = []
    for half, found in zip(halves, said, strict=True):
        reference = _reference((half,), found, resolution)
        entity = reference.entity if reference else None
        out.append((entity.name, reference) if entity else (_name(text, (half,), found), None))
    return out


def _better(found: Description, entity: Entity) -> bool:
    """Whether an entity's name says more than the source: not where both describe with the same noun."""
    if found.case == "unnamed" or (found.case == "description" and found.new):
        return False
    return found.case != "description" or is_name(entity.name) or describe_words(entity.name).noun != found.noun


def _apart(found: Description, entity: Entity) -> bool:
    """Whether the words and the entity are of kinds that cannot be the same."""
    persons = ("person", "people")
    if found.case == "pronoun" or not found.kind or not entity.kind:
        return False
    return (found.kind in persons) != (entity.kind in persons)


def _owned_by_name(found: Description, resolution: Resolution) -> bool:
    """Whether an organisation or a text is known by whose it is: "the Weller campaign", "his campaign"."""
    if found.kind not in ("organisation", "outlet", "document", "group"):
        return False
    if found.named_owner or found.owner is None:
        return found.named_owner
    owner = resolution.of(found.owner).entity
    return owner is not None and is_name(owner.name)


def _identification(
    found: Description, entity: Entity | None, rules: Fragment | None, owned: bool
) -> tuple[Identification, str]:
    """How the speaker is identified, and the case of it whose reliability is known."""
    named = entity is not None and is_name(entity.name)
    if found.case in ("name", "nobody"):
        return ("named", found.how_sure) if found.case == "name" else ("unspecified", "nobody")
    kept = entity is not None and not named and describe_words(entity.name).case == "unnamed"
    if found.case == "unnamed" or kept or (rules is not None and not named):
        return "anonymous", "unnamed"
    if named:
        return "named", f"{found.case} resolved"
    if found.case == "pronoun" and entity is None:
        return ("described" if found.kind else "unspecified"), "pronoun unresolved"
    if found.case == "pronoun":
        return "described", "pronoun described"
    return ("named", "owner") if owned else ("described", found.how_sure)


def _kind(found: Description, entity: Entity | None) -> SpeakerKind:
    """The kind of the speaker: the words' own where they give one, or else the entity's; an outlet is one."""
    if entity is not None and entity.kind == "outlet" and found.kind in ("organisation", "group"):
        return "outlet"
    if found.kind:
        if found.case == "pronoun" and entity is not None and found.kind == "people":
            return entity.kind if entity.kind in ("organisation", "group", "people") else "people"
        return found.kind
    kind = entity.kind if entity is not None else ""
    if kind in _PLACES:
        return "organisation"
    if kind:
        return kind
    return "unknown" if found.case in ("pronoun", "nobody") else "person"


def _name(text: str, source: Sequence[Fragment], found: Description) -> str:
    """What to call a speaker without an entity: the name, or the words that describe."""
    if found.name is not None:
        return text[found.name.start : found.name.end]
    start, end = source[0].start, min(source[-1].end, source[0].start + LONGEST)
    covered = sum(part.end - part.start for part in source)
    words = text[start:end] if end - start <= covered + 3 else " ".join(text[p.start : p.end] for p in source)
    if found.case != "name":
        words = words[: tail.start()] if (tail := _TAIL.search(words)) else words
    return " ".join(words.split()).strip(' ,;:—–-"“”()') or words.strip()


def _quoted(text: str, fragment: Fragment | None) -> str:
    return text[fragment.start : fragment.end] if fragment else ""


def _role(text: str, claim: Claim, found: Description) -> tuple[Fragment | None, Fragment | None]:
    """The role and the affiliation of a claim's source."""
    return _role_of(text, claim.source, (*claim.cue, *claim.content), found)


def _role_of(
    text: str, source: Sequence[Fragment], others: Sequence[Fragment], found: Description
) -> tuple[Fragment | None, Fragment | None]:
    """The role and the affiliation: the source's own, or what stands right beside its name."""
    if found.role is not None or found.case != "name" or found.several or found.kind not in ("", "person"):
        return found.role, found.affiliation
    for fragment in _beside(text, source, others):
        beside = apposition(text, fragment)
        if beside is not None:
            return fragment, found.affiliation or beside.affiliation
    return None, found.affiliation


def _beside(text: str, source: Sequence[Fragment], others: Sequence[Fragment]) -> Iterator[Fragment]:
    """The runs right after and right before the source, up to the next mark or part of the claim."""
    end = source[-1].end
    bound = min([len(text), end + BESIDE, *(p.start for p in others if p.start >= end)])
    opens = _OPENS.match(text, end - 1 if text[end - 1 : end] == "," else end, bound)
    if opens:
        ends = _ENDS.search(text, opens.end(), bound)
        yield Fragment(start=opens.end(), end=_rstrip(text, opens.end(), ends.start() if ends else bound))
    start = source[0].start
    bound = max([0, start - BESIDE, *(p.end for p in others if p.end <= start)])
    before = _rstrip(text, bound, start)
    apart = before > bound and text[before - 1] == ","
    before -= apart
    marks = [m.end() for m in _STARTS.finditer(text, bound, before)]
    first = marks[-1] if marks else bound
    while first < before and text[first].isspace():
        first += 1
    yield Fragment(start=first if apart else titles_before(text, first, before), end=before)


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _how(found: Description, reference: Reference | None, entity: Entity | None) -> str:
    """In words, what the source was resolved by, or why it was not."""
    if entity is not None and reference is not None:
        return reference.how
    if found.case == "name":
        return "several, by their names" if found.several else "the name as written"
    if found.case == "pronoun":
        return f"the pronoun was not resolved: {reference.how if reference else 'nothing to refer to'}"
    if found.case == "unnamed":
        return "kept unnamed"
    return "nobody in particular" if found.case == "nobody" else "a description, no name"


def _how_each(parts: Sequence[tuple[str, Reference | None]]) -> str:
    """In words, what each of two that a source joins was resolved by."""
    return "; ".join(f"{name}: {half.how}" if half else f"{name}: as written" for name, half in parts)


@cache
def reliabilities() -> dict[str, float]:
    """How often each case was right on labelled claims."""
    import tomllib

    data = tomllib.loads(files("rashomon.read.speaking").joinpath("speakers.toml").read_text(encoding="utf-8"))
    return {case: float(p) for case, p in data.get("reliability", {}).items()}
