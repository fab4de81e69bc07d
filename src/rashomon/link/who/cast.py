"""Figures: the entities of all readings with what is known of each, before any two of them are compared."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.link.who.known_names import KnownNames
from rashomon.link.who.name_keys import NameKey, demonym, land, listed, name_key, plain
from rashomon.records import Document, Entity, Mention, Reading

BODIES = frozenset(("organisation", "group", "outlet"))
SORTS = {"person": "person", "place": "place", "facility": "place", "event": "thing", "document": "thing"}
FOUND_AS_NAMES = frozenset(("name", "actor", "again", "acts"))
LOOKED_AT = 6  # mentions of an entity whose surroundings are read

_OWNER_BEFORE = re.compile(r"([^\W\d_][\w.]*?)(?:['’]s|s['’])?\s+$")
_OWNER_AFTER = re.compile(r"^\s+(?:of|in)\s+(?:the\s+)?([A-Z][\w]+)")
_TITLE_BEFORE = re.compile(r"([^\W\d_]+)\.?\s+$")


@dataclass(slots=True)
class Figure:
    """An entity of one document: its name cut up, its sort (person, body, place, thing, described), what stands by it.

    `human` says that it was read as one person, `state` that it is a country as it acts. `owner` is the stem of the
    place whose it is ("Ruvia's Foreign Ministry"). `roles` are the words for what a person does. `point` is where a
    place lies, `weight` counts mentions, `row` is the row of the alias table that it stands in.
    """

    id: str
    doc: str
    kind: str
    sort: str
    key: NameKey
    named: bool
    aliases: tuple[str, ...] = ()
    human: bool = False
    state: bool = False
    owner: str = ""
    roles: tuple[str, ...] = ()
    titled: bool = False
    point: tuple[float, float] | None = None
    weight: int = 1
    row: str = ""
    day: str = ""

    @property
    def full(self) -> bool:
        """Whether a person goes by more than one name."""
        return len(self.key.core) > 1


@dataclass(slots=True)
class Cast:
    """All figures, and for each document the names in it (by which contexts are compared).

    `weights` say of a name how much it tells of what a text is about: countries, nationalities and words that many
    names have tell little, and so does what stands in many documents.
    """

    figures: list[Figure]
    about: dict[str, frozenset[str]]
    weights: dict[str, float]


def cast_of(readings: Sequence[Reading], known: KnownNames) -> Cast:
    """The figures of all readings, by document and offset."""
    figures: list[Figure] = []
    by_id = {r.document.id: (r, r.document) for r in readings if r.document}
    for reading, document in (by_id[d] for d in sorted(by_id)):
        figures += _figures(reading, document)
    outlets = frozenset(
        " ".join(name_key(r.document.outlet, False).core) for r in readings if r.document and r.document.outlet
    )
    _settle_states(figures, known)
    _settle_sorts(figures, outlets)
    for figure in figures:
        figure.row = _row(figure, known)
    about: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        if figure.named and figure.key.core:
            about[figure.doc].add(" ".join(figure.key.core))
    spread = Counter(name for names in about.values() for name in names)
    wide = frozenset(" ".join(f.key.core) for f in figures if f.row.startswith("place") or f.state)
    weights = {name: _weight(name, name in wide, count, len(about)) for name, count in spread.items()}
    return Cast(figures, {doc: frozenset(names) for doc, names in about.items()}, weights)


def _weight(name: str, wide: bool, count: int, documents: int) -> float:
    """How much it says that two documents both have a name."""
    words = name.split()
    weight = 1.0 if len(words) > 1 else 0.5
    if wide or all(w in listed("generic") or demonym(w) for w in words):
        weight = 0.2
    return weight * (0.3 if documents > 50 and count > documents / 25 else 1.0)


def _figures(reading: Reading, document: Document) -> list[Figure]:
    """The figures of one reading."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.entity:
            mentions[mention.entity].append(mention)
    roles: dict[str, set[str]] = defaultdict(set)
    by_name: set[str] = set()
    words: dict[str, str] = {}
    for claim in reading.claims:
        speaker = claim.speaker
        if speaker and speaker.entity:
            roles[speaker.entity].update(r for r in (speaker.role,) if r)
            if speaker.identification == "named":
                by_name.add(speaker.entity)
            elif len(speaker.name) > len(words.get(speaker.entity, "")):
                words[speaker.entity] = speaker.name  # "the mayor's office", where the entity is "office" only
    points = {(p.named_at.start if p.named_at else p.start): p for p in reading.places}
    found = []
    for entity in sorted(reading.entities, key=lambda e: (offset(e.id), e.id)):
        at = sorted(mentions[entity.id], key=lambda m: m.start)
        figure = _figure(entity, document, at, entity.id in by_name)
        if figure.sort == "described" and figure.kind in BODIES and entity.id in words:
            figure.key = name_key(words[entity.id], False)
        figure.roles = tuple(sorted(roles[entity.id]))
        where = next((points[m.start] for m in at if m.start in points), None) if figure.sort == "place" else None
        if where and where.lat is not None and where.lon is not None:
            figure.point = (where.lat, where.lon)
        found.append(figure)
    return found


def offset(entity: str) -> int:
    """Where an entity first stands in its document, by its id."""
    tail = entity.rpartition(".")[2][1:]
    return int(tail) if tail.isdecimal() and tail.isascii() else 0


def _figure(entity: Entity, document: Document, mentions: list[Mention], by_name: bool) -> Figure:
    """One entity as its document has it."""
    sort = "body" if entity.kind in BODIES else SORTS.get(entity.kind, "described")
    key = name_key(entity.name, sort == "person")
    as_name = any(m.how in FOUND_AS_NAMES for m in mentions)
    named = bool(key.core) and key.capital and (as_name or (by_name and _like_a_name(key)))
    if sort == "described":
        sort = "body" if named else sort
    elif not named and not (sort == "body" and key.special and _has_a_name(entity, document.text)):
        sort = "described"  # "the ministry"; but "the Halyard agency" has a name in it
    figure = Figure(
        id=entity.id,
        doc=document.id,
        kind=entity.kind,
        sort=sort,
        key=key,
        named=named,
        human=entity.kind == "person",
        state=bool(entity.stands_for) and named,
        weight=max(1, len(mentions)),
        aliases=entity.aliases,
        day=document.published,
    )
    spans = [(m.start, m.end) for m in mentions[:LOOKED_AT]] or [_span(entity)]
    if sort == "body" and not key.special:
        figure.owner = _owner(document.text, spans)
    if sort == "person":
        before = [_TITLE_BEFORE.search(document.text[max(0, a - 24) : a]) for a, _ in spans]
        figure.titled = bool(key.titles) or any(m and plain(m[1]) in listed("titles") for m in before)
    return figure


def _has_a_name(entity: Entity, text: str) -> bool:
    """Whether a word of a description is a name: not one that only begins a sentence, nor an article."""
    before = text[max(0, offset(entity.id) - 3) : offset(entity.id)].rstrip(" ")
    begins = not before or before[-1] in '.!?:\n“"»'
    words = [w for w in entity.name.split() if plain(w) not in listed("generic") and plain(w) not in listed("small")]
    opens = entity.name.split()[0] if entity.name.split() else ""
    return any(w[:1].isupper() and (w != opens or not begins or demonym(w)) for w in words)


def _like_a_name(key: NameKey) -> bool:
    return not key.text[:1].islower() and all(w[:1].isupper() or plain(w) in listed("small") for w in key.text.split())


def _span(entity: Entity) -> tuple[int, int]:
    start = offset(entity.id)
    return start, start + len(entity.name)


def _owner(text: str, spans: list[tuple[int, int]]) -> str:
    """The stem of the place by which a body without a name of its own is told: most often the last word before it."""
    seen: Counter[str] = Counter()
    for start, end in spans:
        before = _OWNER_BEFORE.search(text[max(0, start - 40) : start])
        if before and before[1][:1].isupper():
            possessive = before[0].rstrip().endswith(("'s", "’s"))
            if possessive or demonym(before[1]):
                seen[land(before[1])] += 1
        after = _OWNER_AFTER.match(text[end : end + 40])
        if after:
            seen[land(after[1])] += 1
    return min(seen, key=lambda s: (-seen[s], s)) if seen else ""


def _row(figure: Figure, known: KnownNames) -> str:
    """The row of the alias table that a figure's name stands in."""
    if not figure.named:
        return ""
    if figure.sort == "body" and figure.state:
        row = known.country(figure.key.text)
        return f"{row.row} acts" if row else ""
    row = known.of(figure.key.text, BODIES if figure.sort == "body" else frozenset((figure.kind, figure.sort)))
    if row and row.capital and figure.sort == "place":
        return ""  # the town itself
    return row.row if row else ""


def _settle_states(figures: list[Figure], known: KnownNames) -> None:
    """What goes by a place's name and is known as a body, or never is a place, is a body like others: "Pentagon"."""
    places = {f.key.core for f in figures if f.sort == "place"}
    for figure in figures:
        if figure.state and not known.country(figure.key.text):
            figure.state = figure.key.core in places and not known.of(figure.key.text, BODIES)


def _settle_sorts(figures: list[Figure], outlets: frozenset[str]) -> None:
    """Give figures of one name one sort, where what some of them were taken for is known not to be sure."""
    by_name: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.named and figure.key.core and not figure.state:
            by_name[" ".join(figure.key.words)].append(figure)
    # full names first: whose family name a single one may be hangs on which of them are persons
    for name in sorted(by_name):
        if " " in name:
            _settle(by_name[name], _sort_of(name, by_name[name], outlets, set()))
    persons = [f for f in figures if f.sort == "person" and f.named and f.full]
    families = {w for f in persons for w in (f.key.core[0], f.key.core[-1])}
    lasts = {name.rpartition(" ")[2] for name in (*outlets, *_bodies(figures))} & listed("generic")
    for name in sorted(by_name):
        if " " not in name:
            same = by_name[name]
            _settle(same, "body" if name in lasts - families else _sort_of(name, same, outlets, families))


def _settle(same: list[Figure], sort: str) -> None:
    for figure in same:
        if sort and figure.sort != sort and not (figure.sort == "person" and figure.titled):
            figure.sort = sort
            figure.key = name_key(figure.key.text, sort == "person")


def _bodies(figures: list[Figure]) -> set[str]:
    """Names of bodies that have several words."""
    return {" ".join(f.key.core) for f in figures if f.sort == "body" and f.named and f.full}


def _sort_of(name: str, same: list[Figure], outlets: frozenset[str], families: set[str]) -> str:
    """The sort that all figures of a name are given, or nothing: they are left as they are."""
    votes: Counter[str] = Counter()
    for figure in same:
        votes[figure.sort] += figure.weight
    if " ".join(name_key(same[0].key.text, False).core) in outlets and name not in families:
        return "body"
    if len(votes) < 2 or "thing" in votes:
        return ""
    if " " not in name:
        if "person" in votes and name in families:
            return ""
        votes.pop("person", None)
        if len(votes) > 1 and max(votes.values()) < 2 * min(votes.values()):
            return ""
    return min(votes, key=lambda s: (-votes[s], s)) if votes else ""
