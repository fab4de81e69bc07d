"""Every property strategy that more than one test file uses."""

from __future__ import annotations

from hypothesis import strategies as st

from rashomon.records import (
    Account,
    Candidate,
    Claim,
    Comment,
    Document,
    Drift,
    Entity,
    Form,
    Fragment,
    Making,
    Mention,
    Place,
    Quantity,
    Reading,
    Relay,
    Sentence,
    Signal,
    Skip,
    Speaker,
    Time,
    Zone,
)

any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200)
"""Any text that UTF-8 can carry, control characters and unassigned ones too."""

words = st.text(alphabet="abc xyz'\"-*():^.,ÄÉøß中\n\t\x00", max_size=40)
"""Text in which the marks that mean something to a query language are frequent."""

_FORMS: st.SearchStrategy[Form] = st.sampled_from(("direct", "mixed", "indirect"))
_PROBABILITY = st.floats(0, 1).map(lambda p: round(p, 4))


@st.composite
def fragments(draw: st.DrawFn, length: int, least: int = 0) -> tuple[Fragment, ...]:
    """Up to three fragments inside a text of so many code points, in order and without overlap."""
    count = draw(st.integers(least, 3))
    cuts = sorted(draw(st.lists(st.integers(0, length), min_size=2 * count, max_size=2 * count, unique=True)))
    return tuple(Fragment(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=True))


_speakers = st.builds(
    Speaker,
    name=any_text,
    kind=st.sampled_from(("person", "people", "unknown")),
    identification=st.sampled_from(("named", "anonymous")),
    role=any_text,
    role_at=st.none() | st.just(Fragment(start=0, end=3)),
    how=any_text,
    p=_PROBABILITY,
)
_relays = st.builds(
    Relay, name=any_text, kind=st.just("outlet"), identification=st.just("named"), reason=any_text, p=_PROBABILITY
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading with a document whose records are within bounds, whatever its text."""
    text = draw(any_text.filter(lambda t: len(t) >= 8))
    sha = draw(st.integers(0, 2**256 - 1)).to_bytes(32, "big").hex()
    doc, name = "d" + sha[:12], draw(any_text)
    making = Making(id=f"claims-{draw(st.integers(0, 2))}", plugin="claims", version="1", model="")
    comment = st.none() | st.builds(Comment, author=any_text, reply_to=any_text, when=any_text)
    entities = st.builds(
        Entity, id=any_text, name=any_text, kind=st.just("people"), aliases=st.just((name, "B")), stands_for=any_text
    )
    run = Fragment(start=0, end=len(text))
    drifts = st.builds(
        Drift,
        kind=st.just("word"),
        headline=st.just(run),
        words=st.just(run),
        body=fragments(len(text)),
        reason=any_text,
    )
    times = st.builds(
        Time,
        id=any_text,
        start=st.just(0),
        end=st.just(len(text)),
        type=st.just("DATE"),
        value=any_text,
        anchor_at=st.none() | st.just(run),
        how=any_text,
        p=_PROBABILITY,
    )
    point = st.none() | st.floats(-80, 80)
    candidates = st.builds(
        Candidate,
        id=any_text,
        name=any_text,
        kind=st.just("site"),
        lat=st.just(1.5),
        lon=st.just(2.0),
        radius_km=st.just(3.0),
    )
    places = st.builds(
        Place,
        id=any_text,
        start=st.just(0),
        end=st.just(len(text)),
        named_at=st.just(run),
        name=any_text,
        lat=point,
        lon=point,
        others=st.lists(candidates, max_size=2).map(tuple),
        how=any_text,
    )
    quantities = st.builds(
        Quantity,
        id=any_text,
        start=st.just(0),
        end=st.just(len(text)),
        low=point,
        high=point,
        of=any_text,
        of_at=st.none() | st.just(run),
        between=fragments(len(text)),
    )
    signals = st.builds(Signal, field=any_text, value=any_text, where=any_text)
    cues = sorted(draw(st.lists(st.integers(0, len(text) - 1), unique=True, max_size=3)))
    claims = [
        Claim(
            id=f"{doc}.c{at}",
            doc=doc,
            source=draw(fragments(len(text))),
            cue=(Fragment(start=at, end=at + 1),),
            content=draw(fragments(len(text), least=1)),
            form=draw(_FORMS),
            p=draw(_PROBABILITY),
            zone="body",
            making=making.id,
            attitude=draw(st.sampled_from(("", "deny"))),
            certainty=draw(st.sampled_from(("", "PS-"))),
            evidence=draw(st.sampled_from(("", "withheld"))),
            evidence_at=draw(fragments(len(text))),
            loaded=draw(fragments(len(text))),
            speaker=draw(st.none() | _speakers),
            parent=draw(st.none() | st.just(f"{doc}.c{cues[0]}")),
            chain=tuple(draw(st.lists(_relays, max_size=2))),
            sure=draw(st.dictionaries(st.sampled_from(("attitude", "chain")), _PROBABILITY)),
        )
        for at in cues
    ]
    return Reading(
        name=name,
        document=Document(
            id=doc,
            name=name,
            sha256=sha,
            media_type="text/plain",
            encoding="utf-8",
            text=text,
            title=draw(any_text),
            signals=tuple(draw(st.lists(signals, max_size=2))),
        ),
        zones=(Zone(start=0, end=len(text), kind="body", comment=draw(comment)),),
        sentences=(Sentence(start=0, end=len(text)),),
        mentions=tuple(Mention(id=f"{doc}.m{at}", start=at, end=at + 1, kind="group", entity=doc) for at in cues),
        entities=tuple(draw(st.lists(entities, max_size=2))),
        times=tuple(draw(st.lists(times, max_size=2))),
        places=tuple(draw(st.lists(places, max_size=2))),
        quantities=tuple(draw(st.lists(quantities, max_size=2))),
        claims=tuple(claims),
        accounts=tuple(
            Account(id=f"{doc}.v{at}", doc=doc, start=at, end=at + 1, zone="body", loaded=draw(fragments(len(text))))
            for at in cues
        ),
        drifts=tuple(draw(st.lists(drifts, max_size=2))),
        makings=(making,),
        skips=tuple(Skip(name=name, stage="read", reason=r) for r in draw(st.lists(any_text, unique=True, max_size=1))),
    )
