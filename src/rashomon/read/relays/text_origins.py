"""Who prints a text and whom it is taken over from: the outlet, the lines on its origin, the byline of an agency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.read.relays.outlet_names import Outlets, looks_like_outlet
from rashomon.records import Document, Part, Provenance, Relation, Relay, RelayHow, SpeakerKind, Taken

if TYPE_CHECKING:
    from rashomon.read.cast.coreference import Resolution

ORDER: tuple[Relation, ...] = ("republished", "via", "translated", "first_published", "wire", "authored")
"""How far from the reader each kind of provenance stands, the nearest first."""
SAYS: dict[str, str] = {
    "republished": "the text says that it is taken over from {}",
    "via": "the text says that it comes through {}",
    "translated": "the text says that it is translated by or from {}",
    "first_published": "the text says that it was first printed by {}",
    "wire": "a line of the text credits {}",
    "authored": "the text says that {} wrote it",
}
CREDIT = re.compile(r"^\(?(?P<name>[A-Z][\w.’' &-]{1,40}?)\)?\s*[-–—:]*\s*$")
STAYS = re.compile(r"\(?\b(?:reporting|editing|additional)\b", re.IGNORECASE)
THOSE_OF = re.compile(
    r"\b(?:those|views|position|opinions?|policy) of (?P<name>[A-Z][\w’'&-]*(?:\s[A-Z][\w’'&-]*){0,4})"
)
HANDED = frozenset({"republished", "via", "first_published", "wire"})


class Origins:
    """The outermost links of the chains of one document."""

    def __init__(self, taken: Taken, outlets: Outlets) -> None:
        self._taken, self._outlets = taken, outlets
        self._document, self._text = taken.document, taken.document.text

    def printed(self, part: Part | None) -> list[Relay]:
        """The outlet of the document and of the part; without one the author, or else "this document"."""
        document = self._document
        if document.kind == "comment":
            return [self._reader()]
        names = [document.outlet, part.outlet if part else ""]
        found = [name for name in names if name]
        if found:
            return [self._outlet(name, i) for i, name in enumerate(found)]
        disclaimed = self._in_disclaimer()
        if disclaimed:
            return [disclaimed]
        author = (part.author if part else "") or document.author
        if author and not any(p.relation in HANDED for p in self._taken.provenance):
            kind: SpeakerKind = "outlet" if looks_like_outlet(author) else "person"
            reason = "no outlet is known; the byline is taken for it"
            return [Relay(name=author, kind=kind, identification="named", how="outlet", reason=reason, p=0.6)]
        # Not the name it was given under: the same bytes may come again under another one.
        reason = "neither outlet nor author is known"
        name = "this document"
        return [Relay(name=name, kind="document", identification="unspecified", how="outlet", reason=reason, p=0.5)]

    def _reader(self) -> Relay:
        """Who wrote a reader's comment."""
        author = self._document.author
        return Relay(
            name=author or "a reader",
            kind="person",
            identification="named" if author else "unspecified",
            how="outlet",
            reason="a reader’s comment under this name" if author else "a reader’s comment without a name",
            p=0.9,
        )

    def _in_disclaimer(self) -> Relay | None:
        """The outlet for which a disclaimer speaks ("... not necessarily those of The Lantern")."""
        for zone in self._taken.zones:
            if zone.kind == "disclaimer":
                match = THOSE_OF.search(self._text, zone.start, zone.end)
                if match:
                    name, (start, end) = match.group("name"), match.span("name")
                    reason = "no outlet is known; the disclaimer speaks for this one"
                    return Relay(
                        name=name,
                        kind="outlet",
                        identification="named",
                        start=start,
                        end=end,
                        how="outlet",
                        reason=reason,
                        p=0.8,
                    )
        return None

    def _outlet(self, name: str, number: int) -> Relay:
        signal = next((s for s in self._document.signals if s.field == "outlet" and s.value == name), None)
        p = signal.p if signal and signal.p > 0 else 0.95
        own = number == 0 and name == self._document.outlet
        reason = "the document’s outlet" if own else "the outlet of this part of the document"
        how: RelayHow = "outlet" if number == 0 else "provenance"
        return Relay(name=name, kind="outlet", identification="named", how=how, reason=reason, p=round(p, 4))

    def origins(self, part: Part | None) -> list[Relay]:
        """What lines of the text, and its byline, say of where it comes from."""
        lines = [p for p in self._taken.provenance if p.relation in ORDER and self._covers(p, part)]
        lines += self._credits(part, lines)
        handed = any(p.relation != "authored" for p in lines) or bool(part and part.outlet != self._document.outlet)
        found = sorted(lines, key=lambda p: (ORDER.index(p.relation), p.start))
        links = [self._line(p) for p in found if p.relation != "authored" or handed or self.is_outlet(p.name)]
        author = (part.author if part else "") or self._document.author
        if author and self.is_outlet(author) and self._document.outlet:
            links.append(self._byline(author, "outlet", "the byline names {}, which is an outlet"))
        elif author and handed and not any(p.relation == "authored" for p in found):
            links.append(self._byline(author, "person", "the byline of a text that is taken over names {}"))
        return links

    def _covers(self, line: Provenance, part: Part | None) -> bool:
        """Whether a line speaks of a part: it stands in it, or in no part at all."""
        inside = next((p for p in self._taken.parts if p.start <= line.start < p.end), None)
        return inside is None or inside == part

    def _credits(self, part: Part | None, known: Sequence[Provenance]) -> list[Provenance]:
        """Zones such as "(Halyard) -" that name a sender which intake does not know."""
        found = []
        for zone in self._taken.zones:
            low, high = (part.start, part.end) if part else (0, len(self._text))
            if zone.kind != "provenance" or not low <= zone.start < high:
                continue
            if any(p.start < zone.end and zone.start < p.end for p in known):
                continue
            match = CREDIT.match(self._text[zone.start : zone.end])
            if match and not STAYS.match(match.group("name")):
                name = match.group("name")
                found.append(Provenance(start=zone.start, end=zone.end, relation="wire", name=name))
        return found

    def _line(self, line: Provenance) -> Relay:
        outlet = line.relation != "authored" or self.is_outlet(line.name)
        name = self._outlets.full(line.name) if outlet else line.name
        return Relay(
            name=name,
            kind="outlet" if outlet else "person",
            identification="named",
            start=line.start,
            end=line.end,
            how="provenance",
            reason=SAYS[line.relation].format(name),
            p=0.95,
        )

    def _byline(self, author: str, kind: SpeakerKind, reason: str) -> Relay:
        at = self._text.find(author, 0, 4000)
        start, end = (at, at + len(author)) if at >= 0 else (0, 0)
        return Relay(
            name=author,
            kind=kind,
            identification="named",
            start=start,
            end=end,
            how="provenance",
            reason=reason.format(author),
            p=0.85,
        )

    def is_outlet(self, name: str) -> bool:
        """Whether a name is that of a medium, by its form or because the document names it as one."""
        return looks_like_outlet(name) or self._outlets.has(name)


def names_in(taken: Taken, resolution: Resolution) -> list[str]:
    """All names of media that a document has for itself or for others."""
    document: Document = taken.document
    names = [document.outlet, *(p.outlet for p in taken.parts)]
    names += [p.name for p in taken.provenance if p.relation != "authored"]
    names += [n for e in resolution.entities if e.kind == "outlet" for n in (e.name, *e.aliases)]
    return names
