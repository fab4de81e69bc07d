"""A reading in which every field of the reading in depth is filled, one in which all of that is hostile, and many."""

from __future__ import annotations

import msgspec

from rashomon.records import (
    Account,
    Claim,
    Document,
    Drift,
    Entity,
    Fragment,
    Identification,
    Mention,
    Reading,
    Relay,
    RelayHow,
    Speaker,
    SpeakerKind,
    Zone,
    ZoneKind,
)
from tests.factory import MAKING, claim, document, fragment, hostile
from tests.publish.intake import BAD

REPORTED = "two officials, who spoke on condition of anonymity because the inquiry is open, said the rockets were"
LINES: tuple[tuple[ZoneKind, str], ...] = (
    ("headline", "Experts prove the raft regime fired on the quay"),
    ("body", "Two rockets hit the quay at Lowmere before dawn. The so-called patrol had left an hour earlier."),
    ("body", f"The Orrin Post reported that {REPORTED} possibly fired from a barge."),
    ("body", "Colonel Odo Harl, a spokesman for the Harbour Guard, denied the report."),
    ("body", "“Our units fired nothing,” he said, citing the log of the radar station."),
    ("body", "Mara Venn claimed that the ministry had admitted its mistake, but showed no evidence for that."),
    ("body", "It was reportedly the third strike in a month."),
)
OUTLET = "Cold Lantern"


def depth() -> Reading:
    """Seven claims of an invented article: two inside others, one of a pronoun, one handed on, one without a source."""
    text, zones = "", []
    for kind, line in LINES:
        zones.append(Zone(start=len(text), end=len(text) + len(line), kind=kind, made_by="markup"))
        text += line + "\n\n"
    text = text.strip()
    d = document(text, name="quay.html", title=LINES[0][1], outlet=OUTLET, author="Kit Sorrel", published="2026-03-02")
    people = (Entity(id=f"{d.id}.e{text.index('Colonel')}", name="Odo Harl", kind="person", aliases=("he",)),)
    at = fragment(text, "Colonel Odo Harl")
    return Reading(
        name=d.name,
        document=d,
        zones=tuple(zones),
        mentions=(Mention(id=f"{d.id}.m{at.start}", start=at.start, end=at.end, kind="person", entity=people[0].id),),
        entities=people,
        claims=tuple(sorted(claims(d), key=lambda c: c.cue[0].start)),
        accounts=(
            _account(d, "Two rockets hit the quay at Lowmere before dawn.", p=0.9),
            _account(d, "The so-called patrol had left an hour earlier.", "so-called", p=0.42),
        ),
        drifts=drifts(text),
        makings=(MAKING,),
    )


def claims(d: Document) -> list[Claim]:
    """The claims of the article, as a careful reader would have them."""
    text = d.text
    post = _link(
        text, "The Orrin Post", "outlet", "claim", name="Orrin Post", reason="the source of the claim around it"
    )
    officials = Speaker(
        name="two officials",
        kind="people",
        identification="anonymous",
        how="the words themselves",
        p=0.9,
        ground_rules="on condition of anonymity because the inquiry is open",
        ground_rules_at=fragment(text, "on condition of anonymity because the inquiry is open"),
    )
    harl = Speaker(
        entity=f"{d.id}.e{text.index('Colonel')}",
        name="Odo Harl",
        kind="person",
        identification="named",
        role="a spokesman",
        role_at=fragment(text, "a spokesman"),
        affiliation="the Harbour Guard",
        affiliation_at=fragment(text, "the Harbour Guard"),
        how="the name before it",
        p=0.48,
    )
    outer = claim(
        d,
        "The Orrin Post",
        "reported",
        f"that {REPORTED} possibly fired from a barge",
        attitude="assert",
        certainty="CT+",
        evidence="none",
        p=0.93,
        speaker=Speaker(name="Orrin Post", kind="outlet", identification="named", how="a name", p=0.97),
        chain=(_outlet(), msgspec.structs.replace(post, how="source")),
    )
    inner = claim(
        d,
        "two officials",
        "said",
        "the rockets were possibly fired from a barge",
        attitude="assert",
        certainty="PS+",
        evidence="none",
        parent=outer.id,
        speaker=officials,
        p=0.81,
        sure={"certainty": 0.71, "evidence": 0.9},
        chain=(_outlet(), post, _link(text, "two officials", "people", "source", identification="anonymous")),
    )
    said = fragment(text, "he said")
    quoted = claim(
        d,
        "",
        "he said",
        "“Our units fired nothing,”",
        form="direct",
        attitude="deny",
        certainty="CT-",
        evidence="cited",
        evidence_at=(fragment(text, "the log of the radar station"),),
        speaker=harl,
        p=0.95,
        sure={"attitude": 0.48, "certainty": 0.8, "evidence": 0.55},
        chain=(_outlet(), _link(text, "he said", "person", "source", name="Odo Harl", p=0.48)),
    )
    quoted = msgspec.structs.replace(quoted, source=(Fragment(start=said.start, end=said.start + 2),))
    denied = claim(
        d,
        "Colonel Odo Harl",
        "denied",
        "the report",
        attitude="deny",
        certainty="CT-",
        evidence="none",
        p=0.6,
        speaker=msgspec.structs.replace(harl, p=0.98, how="a name"),
        chain=(_outlet(), _link(text, "Colonel Odo Harl", "person", "source", name="Odo Harl")),
    )
    venn = claim(
        d,
        "Mara Venn",
        "claimed",
        "that the ministry had admitted its mistake",
        attitude="assert",
        certainty="CT+",
        evidence="withheld",
        evidence_at=(fragment(text, "showed no evidence"),),
        loaded=(fragment(text, "claimed"),),
        speaker=Speaker(name="Mara Venn", kind="person", identification="named", how="a name"),
        p=0.9,
        chain=(_outlet(), _link(text, "Mara Venn", "person", "source")),
    )
    deep = claim(
        d,
        "the ministry",
        "had admitted",
        "its mistake",
        attitude="confirm",
        certainty="CT+",
        parent=venn.id,
        p=0.44,
        speaker=Speaker(name="the ministry", kind="organisation", identification="described", how="a role", p=0.7),
        loaded=(fragment(text, "admitted"),),
        evidence="none",
        chain=(
            _outlet(),
            _link(text, "Mara Venn", "person", "claim"),
            _link(text, "the ministry", "organisation", "source", identification="described"),
        ),
    )
    none = claim(
        d,
        "",
        "reportedly",
        "the third strike in a month",
        attitude="assert",
        certainty="PR+",
        p=0.4,
        evidence="none",
        chain=(
            _outlet(),
            _link(text, "reportedly", "unknown", "source", name="nobody named", identification="unspecified"),
        ),
    )
    return [outer, inner, denied, quoted, venn, deep, none]


def drifts(text: str) -> tuple[Drift, ...]:
    """What the headline says otherwise than the text."""
    headline = fragment(text, LINES[0][1])
    return (
        Drift(
            kind="certainty",
            headline=headline,
            words=fragment(text, "fired on the quay"),
            body=(fragment(text, "were possibly fired from a barge"),),
            reason="the headline states what the text calls possible",
            p=0.8,
        ),
        Drift(
            kind="speaker",
            headline=headline,
            words=fragment(text, "Experts"),
            body=(fragment(text, "two officials"),),
            reason="officials in the text",
            p=0.48,
        ),
        Drift(kind="word", headline=headline, words=fragment(text, "regime"), reason="nobody in the text says it"),
    )


def _outlet() -> Relay:
    return Relay(name=OUTLET, kind="outlet", identification="named", how="outlet", reason="the document's own outlet")


def _link(  # noqa: PLR0913 - a link's fields, by name
    text: str,
    words: str,
    kind: SpeakerKind,
    how: RelayHow,
    *,
    name: str = "",
    identification: Identification = "named",
    reason: str = "",
    p: float = 0.95,
) -> Relay:
    at = fragment(text, words)
    return Relay(
        name=name or words,
        kind=kind,
        identification=identification,
        start=at.start,
        end=at.end,
        how=how,
        reason=reason,
        p=p,
    )


def _account(d: Document, words: str, *loaded: str, p: float) -> Account:
    at = fragment(d.text, words)
    return Account(
        id=f"{d.id}.v{at.start}",
        doc=d.id,
        start=at.start,
        end=at.end,
        zone="body",
        certainty="CT+",
        p=p,
        loaded=tuple(fragment(d.text, w) for w in loaded),
        chain=(_outlet(),),
    )


def hostile_depth() -> Reading:
    """A hostile document whose speakers, roles, chains, own sentences and drifts are all hostile too."""
    base = hostile()
    d = base.document
    assert d
    far = Fragment(start=3, end=9_000)
    speaker = Speaker(
        entity=BAD,
        name=BAD,
        kind="person",
        identification="anonymous",
        role=BAD,
        role_at=far,
        affiliation=BAD,
        ground_rules=BAD,
        ground_rules_at=Fragment(start=9, end=4),
        how=BAD,
        p=0.1,
    )
    hows: tuple[tuple[RelayHow, int, int], ...] = (("outlet", 0, 0), ("relay", 5, 9_000), ("source", 7, 3))
    links = tuple(
        Relay(name=BAD, kind="person", identification="described", how=h, reason=BAD, start=s, end=e, p=0.2)
        for h, s, e in hows
    )
    one = msgspec.structs.replace(
        base.claims[0],
        speaker=speaker,
        chain=links,
        attitude="deny",
        certainty="PS-",
        evidence="shown",
        evidence_at=(far,),
        loaded=(Fragment(start=2, end=5),),
        parent=base.claims[0].id,
        sure={"attitude": 0.0},
    )
    account = Account(id=f"{d.id}.v1", doc=d.id, start=1, end=40, zone="body", certainty="Uu", loaded=(far,), p=0.1)
    drift = Drift(kind="word", headline=far, words=far, body=(far, Fragment(start=0, end=8)), reason=BAD, p=0.1)
    return msgspec.structs.replace(base, claims=(one,), accounts=(account,), drifts=(drift,))
