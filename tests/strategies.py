"""Every property strategy that more than one test file uses."""

from __future__ import annotations

from hypothesis import strategies as st

from rashomon.records import (
    Claim,
    Comment,
    Document,
    Form,
    Fragment,
    Making,
    Reading,
    Sentence,
    Signal,
    Skip,
    Speaker,
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


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading with a document whose records are within bounds, whatever its text."""
    text = draw(any_text.filter(lambda t: len(t) >= 8))
    sha = draw(st.integers(0, 2**256 - 1)).to_bytes(32, "big").hex()
    doc, name = "d" + sha[:12], draw(any_text)
    making = Making(id=f"claims-{draw(st.integers(0, 2))}", plugin="claims", version="1", model="")
    comment = st.none() | st.builds(Comment, author=any_text, reply_to=any_text, when=any_text)
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
            speaker=draw(st.none() | st.builds(Speaker, name=any_text)),
            chain=tuple(draw(st.lists(any_text, max_size=2))),
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
        claims=tuple(claims),
        makings=(making,),
        skips=tuple(Skip(name=name, stage="read", reason=r) for r in draw(st.lists(any_text, unique=True, max_size=1))),
    )
