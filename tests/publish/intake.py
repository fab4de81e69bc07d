"""A reading that has all that intake can tell of a document, and one in which all of that is hostile."""

from __future__ import annotations

import msgspec

from rashomon.records import (
    Claim,
    Comment,
    Document,
    Judgement,
    Page,
    Part,
    Provenance,
    Reading,
    Relation,
    Signal,
    Zone,
    ZoneKind,
)
from tests.factory import MAKING, claim, document, hostile

LINES: tuple[tuple[ZoneKind, str], ...] = (
    ("navigation", "Home | Harbour | Weather"),
    ("headline", "Two rockets hit the quay"),
    ("byline", "By Mara Venn"),
    ("dateline", "LOWMERE (Orrin Post) —"),
    ("body", "Ann Brandt said that two rockets had hit the quay before dawn, as the New York Times reported."),
    ("blockquote", "Odo Harl told the NYT that the flashes came from the north."),
    ("provenance", "First published by The Sarn Courier. Via the New York Times."),
    ("related", "Herring talks stall"),
    ("headline", "The answer"),
    ("body", "The ministry denied that any of its units had fired at the port."),
    ("caption", "The quay on Monday. Photo: Kit Sorrel"),
    ("comment_header", "Wesaf, May 1"),
    ("comment", "My cousin said that it was a barge."),
    ("comment_header", "Reply to Wesaf, May 2"),
    ("comment", "The mayor claimed that no one was hurt."),
    ("support", "Give us a coin"),
)


def intake(glue: str = "\n\n") -> Reading:
    """Two articles in a paginated document, with origins, disagreements, a decision, and comments that make claims.

    One comment counts, for a person said so; the other does not.
    """
    text, zones = "", []
    for kind, line in LINES:
        said = Comment(author="Wesaf", when="May 1") if "cousin" in line else None
        said = Comment(author="Di", when="May 2", reply_to="Wesaf") if "mayor" in line else said
        p, by = {"caption": (0.71, "lines"), "blockquote": (1.0, "person")}.get(kind, (1.0, "markup"))
        zones.append(Zone(start=len(text), end=len(text) + len(line), kind=kind, p=p, made_by=by, comment=said))
        text += line + (" " if kind == "dateline" else glue)
    text = text.strip()
    d = document(text, name="grab.zip/quay.pdf", title="Two rockets hit the quay", outlet="Orrin Post",
                 author="Mara Venn", published="2026-03-02", updated="2026-03-04", captured="2026-03-09",
                 url="https://orrin.example/quay", signals=SIGNALS, conflicts=CONFLICTS)  # fmt: skip
    answer, notice = text.index("The answer"), text.index("Herring")
    return Reading(
        name=d.name,
        document=d,
        zones=tuple(zones),
        claims=(
            claim(d, "Ann Brandt", "said", "that two rockets had hit the quay"),
            claim(d, "Odo Harl", "told", "that the flashes came from the north"),
            claim(d, "The ministry", "denied", "that any of its units had fired", attitude="deny"),
        ),
        makings=(MAKING,),
        parts=(
            Part(start=0, end=notice - 2, title="Two rockets hit the quay", author="Mara Venn"),
            Part(start=notice, end=len(text), title="The answer", outlet="Cold Lantern", published="2026-03-03"),
        ),
        provenance=tuple(_said(text, *said) for said in ORIGINS),
        pages=(Page(number=1, start=0, end=answer), Page(number=2, start=answer, end=len(text))),
        judgements=(
            Judgement(
                id="j1",
                doc=d.id,
                field="outlet",
                value="Orrin Post",
                who="Kit",
                when="2026-03-10T08:00:00Z",
                why="the masthead says so",
            ),
        ),
        attached=tuple(_comment(d, zone, number) for number, zone in enumerate(z for z in zones if z.comment)),
    )


ORIGINS: tuple[tuple[Relation, str, int], ...] = (
    ("wire", "Orrin Post", 0),
    ("cites", "New York Times", 0),
    ("cites", "NYT", 0),
    ("first_published", "The Sarn Courier", 0),
    ("cites", "New York Times", 1),
)
SIGNALS = (
    Signal(field="title", value="Two rockets hit the quay", where="JSON-LD headline"),
    Signal(field="title", value="Two rockets hit the quay", where="h1"),
    Signal(field="title", value="Quay hit", where="meta og:title"),
    Signal(field="published", value="2026-03-02", where="time element"),
)
CONFLICTS = (
    "title: Two rockets hit the quay (JSON-LD headline, h1) but Quay hit (meta og:title)",
    "published: 2026-03-02 (time element) but 2026-03-05 (date line 3) and 2026-03 (host (old))",
    "updated 2026-03-01 (meta) before it was published 2026-03-02 (time element)",
)


def _said(text: str, relation: Relation, name: str, nth: int) -> Provenance:
    at = -1
    for _ in range(nth + 1):
        at = text.index(name, at + 1)
    return Provenance(start=at, end=at + len(name), relation=relation, name=name, url="https://sarn.example/a")


def _comment(article: Document, zone: Zone, number: int) -> Reading:
    """A comment's own reading; the second one counts as an article does."""
    text = article.text[zone.start : zone.end]
    d = document(text, kind="article" if number else "comment", of=article.id, at=zone.start)
    d = msgspec.structs.replace(d, id=f"{article.id}.k{zone.start}")
    made: Claim = (
        claim(d, "The mayor", "claimed", "that no one was hurt")
        if number
        else claim(d, "My cousin", "said", "that it was a barge")
    )
    return Reading(name=d.name, document=d, claims=(made,))


def repaired() -> Reading:
    """A garbled article without claims, and its repaired text with one."""
    d = document("Ann said â€œit rainedâ€\x9d.", name="b.txt", title="Rain", outlet="Aft")
    text = "Ann said “it rained”."
    own = msgspec.structs.replace(document(text, title="Rain", outlet="Aft", kind="repaired", of=d.id), id=f"{d.id}.r")
    zones = tuple(Zone(start=0, end=len(t), kind="body") for t in (d.text, text))
    inner = Reading(name="b.txt", document=own, zones=zones[1:], claims=(claim(own, "Ann", "said", "“it rained”"),))
    return Reading(name="b.txt", document=d, zones=zones[:1], attached=(inner,))


BAD = (
    "</p></bdi><script>alert(1)</script><img src=x onerror='alert(2)'>\" onclick=\"alert(3) \u202etxt.exe "
    "javascript:alert(4)"
)


def hostile_intake() -> Reading:
    """A hostile document in which every word of intake's is hostile too."""
    base = hostile()
    assert base.document
    d = msgspec.structs.replace(
        base.document,
        conflicts=(BAD, f"title: {BAD} (h1) but x ({BAD})"),
        signals=(Signal(field=BAD, value=BAD, where=BAD),),
        url=f"javascript:alert(9){BAD}",
        updated="2026-01-01",
    )
    comment = Comment(author=BAD, when=BAD, reply_to=BAD)
    return Reading(
        name=d.name,
        document=d,
        claims=base.claims,
        zones=(
            Zone(start=0, end=30, kind="byline", p=0.2, made_by=BAD),
            Zone(start=30, end=90, kind="comment", comment=comment, made_by="person"),
        ),
        provenance=(
            Provenance(start=3, end=9, relation="cites", name=BAD, url="javascript:alert(5)"),
            Provenance(start=5, end=9_000, relation="cites", name="", url=BAD),
        ),
        parts=(Part(start=0, end=40, title=BAD, author=BAD, outlet=BAD, published=BAD), Part(start=95, end=99)),
        pages=(Page(number=1, start=0, end=40), Page(number=2, start=10_000, end=10_001)),
        judgements=(Judgement(id="j1", doc=d.id, field="zone", value=BAD, who=BAD, when=BAD, why=BAD, end=3),),
        attached=(Reading(name="k", document=document("x", kind="comment", of=d.id, at=30)),),
    )
