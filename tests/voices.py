"""Cases of invented sentences whose true speakers are known, and copies of them as an exact copier finds them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal

from hypothesis import strategies as st

from rashomon.link.lineages import lineages
from rashomon.records import (
    Account,
    Claim,
    Copy,
    Direction,
    Entity,
    Fragment,
    Identification,
    Identity,
    Origins,
    Reading,
    Relay,
    Speaker,
    Spot,
    Statement,
    Zone,
)
from rashomon.weigh.groups import groups
from tests.factory import MAKING, document

NAMED = ("Ada Brenn", "Ilko Marr", "Sunniva Toll")
UNNAMED = ("an official", "two officers", "a resident", "several fishermen", "a security source")
OTHERWISE = {
    "an official": "a functionary", "two officers": "a pair of officers", "a resident": "an inhabitant",
    "several fishermen": "some fishers", "a security source": "a source in the services",
}  # fmt: skip
CONTENTS = (
    ("the ferry sank off Tarn Point at dawn", "off Tarn Point the boat went down as day broke"),
    ("nine crates were missing from the depot", "the store lacked nine boxes"),
    ("the bridge at Corl was blown up from below", "someone mined the Corl crossing from underneath"),
    ("no patrol had left the harbour that night", "that evening the port sent out no patrol"),
)
COPIERS = ("Fen Times", "The Hollow Post")
OUTLETS = ("The Tarn Herald", "Corl Dispatch", "Marsh Radio", "The Ness Gazette")


@dataclass(frozen=True)
class Line:
    """A sentence: what it says (by number), who says it (nobody: the document itself), and the line it is a copy of.

    `cites` is the medium that the sentence names as having it from that speaker.
    """

    content: int
    speaker: str
    origin: str
    reworded: bool = False
    cites: str = ""


@dataclass(frozen=True)
class Text:
    """A document to be: its outlet, its lines, and whom it credits."""

    outlet: str
    lines: tuple[Line, ...]
    day: str = ""
    credit: str = ""
    title: str = ""


@dataclass
class Made:
    """What was made of a text: its reading, and where each of its lines stands, by what it is a copy of."""

    reading: Reading
    spots: dict[str, Spot] = field(default_factory=dict)


def made(text: Text, number: int) -> Made:
    """The reading of a text, as a reader without faults would have it."""
    out, places = f"{text.title or f'Report {number}'}\n\n", []
    for line in text.lines:
        known = line.content < len(CONTENTS)
        words = CONTENTS[line.content][line.reworded] if known else f"filler {line.content} stands"
        speaker = OTHERWISE.get(line.speaker, line.speaker) if line.reworded else line.speaker
        lead = f"{speaker} said that " if speaker else ""
        lead = f"{speaker} told {line.cites} that " if speaker and line.cites else lead
        places.append((len(out), len(speaker), len(out) + len(lead), len(out) + len(lead) + len(words)))
        out += f"{lead}{words}.\n"
    doc = document(out, f"{number:02}.txt", outlet=text.outlet, published=text.day)
    chain = [Relay(name=text.outlet, kind="outlet", identification="named", how="outlet")]
    if text.credit:
        chain.append(Relay(name=text.credit, kind="outlet", identification="named", start=0, end=1, how="provenance"))
    claims: list[Claim] = []
    accounts: list[Account] = []
    entities: dict[str, Entity] = {}
    spots: dict[str, Spot] = {}
    for line, (start, length, begin, end) in zip(text.lines, places, strict=True):
        spots[line.origin] = Spot(doc=doc.id, start=start, end=end + 1)
        if not line.speaker:
            accounts.append(
                Account(id=f"{doc.id}.v{start}", doc=doc.id, start=start, end=end, zone="body", chain=tuple(chain))
            )
            continue
        name = doc.text[start : start + length]
        entity = entities.setdefault(name, Entity(id=f"{doc.id}.e{start}", name=name, kind=kind_of(name)))
        told = Relay(
            name=line.cites, kind="outlet", identification="named", start=start + length + 6, end=begin - 6, how="relay"
        )
        through = [*chain, told] if line.cites else chain
        claims.append(_claim(doc.id, name, entity, (start, length, begin, end), through))
    zones = (Zone(start=0, end=len(doc.text), kind="body"),)
    reading = Reading(
        name=doc.name, document=doc, zones=zones, claims=tuple(claims), accounts=tuple(accounts),
        entities=tuple(entities.values()), makings=(MAKING,),
    )  # fmt: skip
    return Made(reading, spots)


def kind_of(name: str) -> Literal["people", "person"]:
    """Whether a speaker is one or several."""
    return "people" if name.startswith(("two", "several", "some")) or name.endswith("officers") else "person"


def _claim(doc: str, name: str, entity: Entity, at: tuple[int, int, int, int], chain: Sequence[Relay]) -> Claim:
    start, length, begin, end = at
    sort: Identification = (
        "named" if name in NAMED or name[0].isupper() else "anonymous" if "source" in name else "described"
    )
    kind = kind_of(name)
    own = Relay(name=name, kind=kind, identification=sort, start=start, end=start + length, how="source")
    return Claim(
        id=f"{doc}.c{start + length + 1}", doc=doc, source=(Fragment(start=start, end=start + length),),
        cue=(Fragment(start=start + length + 1, end=start + length + 5),), content=(Fragment(start=begin, end=end),),
        form="indirect", p=0.9, zone="body", making=MAKING.id, attitude="assert", certainty="CT+",
        speaker=Speaker(entity=entity.id, name=name, kind=kind, identification=sort), chain=(*chain, own),
    )  # fmt: skip


def copy_rows(all_made: Sequence[Made], unknown: bool = False) -> tuple[Copy, ...]:
    """A row for every two documents and every run of lines that both have; the one made first is the original."""
    rows = []
    for first, later in combinations(all_made, 2):
        run: list[tuple[Spot, Spot]] = []
        keys = [k for k in later.spots if k in first.spots]
        order = list(first.spots)
        for key in [*keys, ""]:
            pair = (first.spots[key], later.spots[key]) if key else None
            if run and (pair is None or not _follows(run[-1], pair)):
                rows.append(_row(run, unknown))
                run = []
            if pair:
                run.append(pair)
        assert len(order) == len(set(order))
    return tuple(sorted(rows, key=lambda c: c.id))


def _follows(last: tuple[Spot, Spot], pair: tuple[Spot, Spot]) -> bool:
    return all(a.end + 1 == b.start for a, b in zip(last, pair, strict=True))


def _row(run: Sequence[tuple[Spot, Spot]], unknown: bool) -> Copy:
    one = Spot(doc=run[0][0].doc, start=run[0][0].start, end=run[-1][0].end)
    other = Spot(doc=run[0][1].doc, start=run[0][1].start, end=run[-1][1].end)
    forward = (one, other) < (other, one)
    a, b = (one, other) if forward else (other, one)
    aligned = tuple((x, y) if forward else (y, x) for x, y in run)
    name = hashlib.sha256(f"{a}{b}".encode()).hexdigest()[:12]
    direction: Direction = "unknown" if unknown else "a to b" if forward else "b to a"
    return Copy(id="p" + name, a=a, b=b, kind="passage", identity=1.0, direction=direction, aligned=aligned, words=20)


def identities_of(all_made: Sequence[Made]) -> tuple[Identity, ...]:
    """The named speakers of all documents by their names, and everybody else apart."""
    members: dict[str, list[str]] = defaultdict(list)
    kinds = {}
    for one in all_made:
        for entity in one.reading.entities:
            key = entity.name if entity.name[0].isupper() else entity.id
            members[key].append(entity.id)
            kinds[key] = entity
    return tuple(
        Identity(
            id="i" + hashlib.sha256(key.encode()).hexdigest()[:12], name=kinds[key].name, kind=kinds[key].kind,
            members=tuple(sorted(ids)), names=(kinds[key].name,),
        )
        for key, ids in sorted(members.items())
    )  # fmt: skip


def statements_of(texts: Sequence[Text], all_made: Sequence[Made]) -> tuple[Statement, ...]:
    """A statement for each content, with all that say it as its members."""
    found: dict[int, list[str]] = defaultdict(list)
    for text, one in zip(texts, all_made, strict=True):
        ids = {c.source[0].start: c.id for c in one.reading.claims} | {a.start: a.id for a in one.reading.accounts}
        for line in text.lines:
            if line.content < len(CONTENTS):
                found[line.content].append(ids[one.spots[line.origin].start])
    return tuple(
        Statement(id=f"s{content}", text=CONTENTS[content][0], spoken_by=min(ids), members=tuple(sorted(ids)))
        for content, ids in sorted(found.items())
    )


def counted(texts: Sequence[Text], order: Sequence[int] = (), unknown: bool = False) -> dict[str, Origins]:
    """The bounds of each statement of some texts; `order` is that in which the readings are given."""
    all_made = [made(text, number) for number, text in enumerate(texts)]
    readings = [all_made[i].reading for i in (order or range(len(all_made)))]
    who, copies = identities_of(all_made), copy_rows(all_made, unknown)
    ways, _ = lineages(readings, who, copies)
    _, origins = groups(readings, statements_of(texts, all_made), ways, copies, who)
    return origins


def bounds(texts: Sequence[Text], order: Sequence[int] = (), unknown: bool = False) -> dict[str, tuple[int, int]]:
    """The least and the greatest number of origins of each statement."""
    return {key: (o.low, o.high) for key, o in counted(texts, order, unknown).items()}


@st.composite
def originals(draw: st.DrawFn) -> list[Text]:
    """One to four documents that are written independently of one another."""
    texts = []
    for number in range(draw(st.integers(1, 4))):
        said = draw(
            st.lists(
                st.tuples(st.integers(0, len(CONTENTS) - 1), st.sampled_from(("", *NAMED, *UNNAMED))),
                min_size=1, max_size=6, unique=True,
            )
        )  # fmt: skip
        cites = st.sampled_from(("", "", "", *OUTLETS))
        lines = tuple(
            Line(content, speaker, f"{number}.{i}", cites=draw(cites) if speaker else "")
            for i, (content, speaker) in enumerate(said)
        )
        day = draw(st.sampled_from(("", "2031-04-02", "2031-04-03")))
        texts.append(Text(draw(st.sampled_from(OUTLETS)), lines, day, title=f"Original {number}"))
    return texts


@st.composite
def with_copies(draw: st.DrawFn, texts: Sequence[Text]) -> list[Text]:
    """The texts and copies of them, and of the copies: in full, abridged, reworded, or as a passage of a text."""
    out = list(texts)
    for number in range(draw(st.integers(1, 6))):
        source = out[draw(st.integers(0, len(out) - 1))]
        kind = draw(st.sampled_from(("full", "abridged", "embedded", "reworded", "gathered")))
        lines = source.lines
        if kind in ("abridged", "embedded"):
            kept = draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
            lines = tuple(line for line, keep in zip(lines, kept, strict=True) if keep) or lines[:1]
        if kind == "reworded":
            lines = tuple(replace(line, reworded=True) for line in lines)
        if kind == "gathered":
            known = {line.origin for line in lines}
            other = out[draw(st.integers(0, len(out) - 1))].lines
            lines = (*lines, *(line for line in other if line.origin not in known))
        if kind == "embedded":
            filler = [Line(len(CONTENTS) + number, "", f"f{number}.{i}") for i in range(2)]
            lines = (filler[0], *lines, filler[1])
        credit = source.outlet if draw(st.booleans()) else ""
        day = draw(st.sampled_from(("", "2031-04-03", "2031-04-05")))
        # What an outlet prints of others' words beside its own tells whom those mean that cite it: no mere copy.
        outlet = draw(st.sampled_from(COPIERS if kind == "gathered" else (source.outlet, *COPIERS)))
        out.append(Text(outlet, lines, day, credit, f"Copy {number}"))
    return out
