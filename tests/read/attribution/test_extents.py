"""Contents run on to the end of their phrase, and over nobody else's words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.attribution.extents import run_on
from rashomon.records import Claim, Document, Fragment, Zone, ZoneKind


def ends(
    text: str, parts: list[tuple[str, str, str]], zone: ZoneKind = "body", quoted: tuple[str, ...] = ()
) -> list[str]:
    """The contents of claims given by their words, after they have run on."""

    def at(words: str) -> tuple[Fragment, ...]:
        start = text.find(words)
        return (Fragment(start=start, end=start + len(words)),) if words else ()

    document = Document(id="d1", name="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    claims = [
        Claim(
            id=f"c{i}",
            doc="d1",
            source=at(s),
            cue=at(c),
            content=at(what),
            form="indirect",
            p=0.9,
            zone=zone,
            making="m",
        )
        for i, (s, c, what) in enumerate(parts)
    ]
    zones = [Zone(start=0, end=len(text), kind=zone)] if text else []
    out = run_on(document, zones, [f for words in quoted for f in at(words)], claims)
    return [text[c.content[-1].start : c.content[-1].end] for c in out]


def test_a_content_does_not_stop_at_an_article_or_auxiliary() -> None:
    """The rest of the clause belongs to a content that stops at "was" or "the"."""
    text = "The report says the van from which the shots came was found near the old mill, and adds little."
    whole = "the van from which the shots came was found near the old mill"
    assert ends(text, [("The report", "says", "the van from which the shots came was")]) == [whole]
    assert ends(text, [("The report", "says", "the van from which the shots came")]) == [
        "the van from which the shots came"
    ]


def test_words_of_another_claim_are_not_taken() -> None:
    """A content stays as it is where another claim stands in its clause, or where it ends in a quotation."""
    text = "He says it was the mayor denied everything."
    assert ends(text, [("He", "says", "it was the"), ("mayor", "denied", "everything")])[0] == "it was the"
    text = "He called it “a kind of” nothing at all, she said."
    assert ends(text, [("He", "called", "“a kind of”")], quoted=("“a kind of”",)) == ["“a kind of”"]


def test_a_headline_is_heard_to_its_end() -> None:
    """A few words left at the end of a headline belong to its content; a clause behind a comma does not."""
    text = "Harbour Board: The Fire Was Possible Inside Job"
    assert ends(text, [("Harbour Board", ":", "The Fire Was Possible")], "headline") == [
        "The Fire Was Possible Inside Job"
    ]
    text = "Fire was arson, harbour board says"
    assert ends(text, [("harbour board", "says", "Fire was arson")], "headline") == ["Fire was arson"]


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_any_content_keeps_its_start_and_never_shrinks(text: str, start: int, length: int) -> None:
    """Whatever the text, a content grows within it or stays."""
    document = Document(id="d1", name="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    low, high = min(start, len(text)), min(start + length, len(text))
    run = Fragment(start=low, end=high)
    for zone in ("body", "headline"):
        claim = Claim(
            id="c", doc="d1", source=(), cue=(run,), content=(run,), form="indirect", p=0.9, zone=zone, making="m"
        )
        (after,) = run_on(document, [Zone(start=0, end=len(text), kind=zone)], [], [claim])
        assert after.content[0].start == low
        assert high <= after.content[0].end <= len(text)
