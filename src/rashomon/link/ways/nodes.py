"""Nodes: what a link of a chain stands for in the case, so that several chains can reach the same one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rashomon.link.ways.sayings import HEADS, WORD, Page, Saying
from rashomon.link.ways.speaking_for import Bodies, name_words, spoken_for, table
from rashomon.records import Entity, Identification, Identity, NodeKind, Relay, Speaker
from rashomon.text import fold

Local = tuple[str, str]
"""Whoever is unnamed: the document in which he is first spoken of, and how he is known there."""
STANDING = ("organisation", "group", "facility", "place", "outlet")
"""Kinds of what stays the same from page to page, so that an identity may hold even for a description."""
PRONOUNS = frozenset("i we he she they it who which you one them us me him her those these this that both".split())


@dataclass(frozen=True, slots=True)
class Node:
    """Who stands at a link: the id of what the case knows, or else, for the unnamed, where he is first spoken of."""

    id: str
    name: str
    kind: NodeKind
    identification: Identification
    local: Local | None = None


def hashed(*parts: str) -> str:
    """The id of a node that nothing else stands for."""
    return "n" + hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Nodes:
    """Finds the nodes of a case."""

    def __init__(self, pages: Mapping[str, Page], who: Sequence[Identity]) -> None:
        self._identity = {member: identity for identity in who for member in identity.members}
        self._entities = {e.id: e for page in pages.values() for e in page.reading.entities}
        by_name: dict[str, set[str]] = defaultdict(set)
        for identity in who:
            for name in (identity.name, *identity.names):
                by_name[_key(name)].add(identity.id)
        self._known = {identity.id: identity for identity in who}
        self._by_name = {name: next(iter(ids)) for name, ids in by_name.items() if len(ids) == 1}
        self._bodies: dict[str, Bodies] = {}
        self._pages = pages
        self._tied: frozenset[str] | None = None

    def of(self, page: Page, relay: Relay, speaker: Speaker | None, saying: Saying) -> Node:
        """The node of a link of a chain on a page; `speaker` is who stands behind it, as far as the reader says."""
        if speaker is not None and speaker.name and _key(speaker.name) == _key(relay.name):
            entity = self._entities.get(speaker.entity)
        else:
            entity = self._named_on(page, relay)
        identification = _identified(relay)
        if identification == "named":
            return self._named(relay, entity)
        if identification == "described" and saying.zone in HEADS:
            bearer = self._bearer(page, name_words(relay.name))
            if bearer is not None:
                return bearer
        office = self._office(page, relay) if identification == "described" else ""
        if office:
            return Node(office, relay.name, "speaker", "described")
        if relay.kind in STANDING and identification == "described":
            body = self._institution(page, relay, entity)
            if body is not None:
                return body
        if identification == "unspecified":
            local = (page.id, f"{relay.name and _key(relay.name)} {saying.start}")
        else:
            local = (page.id, entity.id if entity else _key(relay.name))
        kind: NodeKind = "outlet" if relay.kind == "outlet" else "speaker"
        return Node("", relay.name, kind, identification, local)

    def body_of(self, page: Page, relay: Relay, speaker: Speaker | None) -> tuple[Node, str] | None:
        """The institution that whoever stands at a link speaks for, with the reason."""
        if speaker is None or relay.identification in ("unspecified", "anonymous"):
            return None
        source = page.text[relay.start : relay.end]
        source = source if name_words(source) else speaker.role
        found = spoken_for(speaker, source, relay.start, self.bodies(page))
        if found is None:
            return self._office_of(speaker)
        entity, reason = found
        return self._of_entity(entity), reason

    def outlet(self, name: str) -> Node:
        """The node of a medium that has no document in the case."""
        identity = self._by_name.get(_key(name))
        return Node(identity or hashed("outlet", _key(name)), name, "outlet", "named")

    def _bearer(self, page: Page, words: tuple[str, ...]) -> Node | None:
        """The only named person of a page whose role has all these words: "Pilot" in a headline."""
        asked = frozenset(words)
        fits = {
            speaker.name: speaker
            for speaker in page.speakers.values()
            if speaker.identification == "named" and speaker.kind == "person" and asked <= set(name_words(speaker.role))
        }
        if not asked or len(fits) != 1:
            return None
        (speaker,) = fits.values()
        entity = self._entities.get(speaker.entity)
        return self._of_entity(entity) if entity else None

    def _office(self, page: Page, relay: Relay) -> str:
        """The id of the office that a page describes by its head ("the mayor's office") and whose holder it names."""
        words = name_words(relay.name)
        leads = table()["leads"]
        head = next((w for w in words if leads.get(w) == "office"), "")
        if not head or set(words) != {head, "office"}:
            return ""
        bearer = self._bearer(page, (head,))
        return hashed("office", bearer.id, head) if bearer else ""

    def _office_of(self, speaker: Speaker) -> tuple[Node, str] | None:
        """The office of a named person in whose role its head stands, where a document has both of them."""
        if speaker.identification != "named" or speaker.kind != "person":
            return None
        leads = table()["leads"]
        head = next((w for w in name_words(speaker.role) if leads.get(w) == "office"), "")
        entity = self._entities.get(speaker.entity)
        if not head or entity is None:
            return None
        office = hashed("office", self._of_entity(entity).id, head)
        if office not in self._offices():
            return None
        name = f"the {head}'s office"
        return Node(office, name, "speaker", "described"), f"{name} speaks through {speaker.name}: “{speaker.role}”"

    def _offices(self) -> frozenset[str]:
        """The ids of all offices that a document ties to whoever holds them."""
        if self._tied is None:
            found = {
                self._office(page, relay)
                for page in self._pages.values()
                for saying in page.sayings
                for relay in saying.chain[-1:]
                if relay.identification == "described" and "office" in relay.name.casefold()
            }
            self._tied = frozenset(found - {""})
        return self._tied

    def bodies(self, page: Page) -> Bodies:
        """The institutions of a page."""
        if page.id not in self._bodies:
            self._bodies[page.id] = Bodies(page)
        return self._bodies[page.id]

    def _named(self, relay: Relay, entity: Entity | None) -> Node:
        kind: NodeKind = "outlet" if relay.kind == "outlet" else "speaker"
        identity = self._identity.get(entity.id) if entity else None
        known = identity.id if identity else self._by_name.get(_key(relay.name), "")
        name = self._known[known].name if known else relay.name
        return Node(known or hashed("outlet" if kind == "outlet" else "named", _key(relay.name)), name, kind, "named")

    def _of_entity(self, entity: Entity) -> Node:
        identity = self._identity.get(entity.id)
        known = identity.id if identity else hashed("named", _key(entity.name))
        return Node(known, identity.name if identity else entity.name, "speaker", "named")

    def _institution(self, page: Page, relay: Relay, entity: Entity | None) -> Node | None:
        """What "the ministry" is: an institution that the page names, or one that several documents describe alike."""
        body = self.bodies(page).meant(name_words(relay.name), relay.start) if _definite(relay.name) else None
        if body is not None and (entity is None or body.kind == entity.kind):
            return self._of_entity(body)
        identity = self._identity.get(entity.id) if entity else None
        if identity is None or len({m.rpartition(".")[0] for m in identity.members}) < 2:
            return None
        return replace(Node(identity.id, relay.name, "speaker", "described"), kind=_node_kind(relay))

    def _named_on(self, page: Page, relay: Relay) -> Entity | None:
        """The entity of a page that a link names: by its place in the text, or else by its name."""
        speaker = page.speakers.get((relay.start, relay.end))
        if speaker is not None and speaker.entity in self._entities and _key(speaker.name) == _key(relay.name):
            return self._entities[speaker.entity]
        key = _key(relay.name)
        fits = [e for e in page.reading.entities if key in (_key(n) for n in (e.name, *e.aliases))]
        return fits[0] if fits else None


def _identified(relay: Relay) -> Identification:
    words = name_words(relay.name) or tuple(WORD.findall(fold(relay.name)))
    if not words or (len(words) == 1 and words[0] in PRONOUNS):
        return "unspecified"
    return relay.identification


def _node_kind(relay: Relay) -> NodeKind:
    return "outlet" if relay.kind == "outlet" else "speaker"


def _definite(name: str) -> bool:
    return name[:4].casefold() == "the "


@lru_cache(maxsize=100_000)
def _key(name: str) -> str:
    return " ".join(name_words(name)) or fold(name).strip()
