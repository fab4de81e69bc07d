"""What one may ask of a case: claims by who speaks, how sure, on what evidence, through whom; headlines; own voice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from rashomon import Case
from rashomon.answers import ClaimRow
from rashomon.asking import day_of
from rashomon.errors import BadQuery, InputError, NotFound
from rashomon.records import Account, Drift, Fragment, Reading, Relay, Speaker
from rashomon.store import Store
from tests.factory import claim, document, fragment, reading

TEXT = (
    "Rockets were proof of war\n\n"
    "Reva Strand, a spokeswoman, denied it. He may know more, a source said. The pier burned."
)


def told() -> Reading:
    """A reading with a named and an anonymous speaker, a sentence of the document's own, and a drift."""
    of = document(TEXT, name="a.txt", outlet="The Packet")
    strand = Speaker(name="Reva Strand", kind="person", identification="named", role="a spokeswoman")
    packet = Relay(name="The Packet", kind="outlet", identification="named", how="outlet")
    source = Relay(name="a source", kind="person", identification="anonymous", start=3, end=5, p=0.7)
    denied = claim(of, "Reva Strand", "denied", "it", attitude="deny", certainty="CT-", evidence="none")
    said = claim(of, "a source", "said", "He may know more", certainty="PS+", evidence="withheld")
    at = TEXT.index("The pier")
    own = Account(
        id=f"{of.id}.v{at}", doc=of.id, start=at, end=len(TEXT), zone="body", certainty="CT+", chain=(packet,)
    )
    headline = Fragment(start=0, end=25)
    drift = Drift(
        kind="word", headline=headline, words=fragment(TEXT, "proof"), body=(fragment(TEXT, "may"),), reason="r"
    )
    return replace(
        reading(
            of,
            replace(
                denied, speaker=strand, chain=(packet, replace(source, name="Reva Strand", identification="named"))
            ),
            replace(said, speaker=Speaker(name="a source", identification="anonymous"), chain=(packet, source)),
        ),
        accounts=(own,),
        drifts=(drift,),
    )


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Store.create(tmp_path / "c") as store:
        store.add(told(), TEXT.encode())
    with Case.open(tmp_path / "c") as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "sources"),
    [
        ({}, ["Reva Strand", "a source"]),
        ({"speaker": "STRAND"}, ["Reva Strand"]),
        ({"certainty": "PS+"}, ["a source"]),
        ({"evidence": "withheld"}, ["a source"]),
        ({"identification": "named"}, ["Reva Strand"]),
        ({"via": "packet"}, ["Reva Strand", "a source"]),
        ({"via": "source"}, ["a source"]),
        ({"attitude": "deny", "certainty": "CT+"}, []),
    ],
)
def test_claims_are_asked_for(case: Case, asked: dict[str, str], sources: list[str]) -> None:
    """Each filter keeps the claims that are so; several keep those that are all of it."""
    assert [row.source for row in case.claims(**asked)] == sources  # type: ignore[arg-type]


def test_a_row_says_who_hands_it_on(case: Case) -> None:
    """A row names the speaker's facts, the chain from the outlet to the origin, and why which link is weakest."""
    strand, source = case.claims()
    assert (strand.speaker, strand.role, strand.chain) == (
        "Reva Strand",
        "a spokeswoman",
        ("The Packet", "Reva Strand"),
    )
    assert source.weakest == "a source: kept unnamed"


def test_own_voice_is_never_among_claims(case: Case) -> None:
    """What a document says without a source is a list of its own, without a source and with the outlet's chain."""
    (own,) = case.claims(own_voice=True)
    assert (own.voice, own.source, own.content, own.chain) == ("own", "", "The pier burned.", ("The Packet",))
    assert {row.voice for row in case.claims()} == {"attributed"}
    assert [row.id for row in case.claims(own_voice=True, certainty="CT+", via="packet", text="pier")] == [own.id]
    assert case.show(own.id).passage.text == "The pier burned."


@pytest.mark.parametrize("asked", [{"speaker": "x"}, {"attitude": "deny"}, {"form": "direct"}, {"evidence": "none"}])
def test_own_voice_has_no_speaker(case: Case, asked: dict[str, str]) -> None:
    """To ask of the own voice what only claims have is refused."""
    with pytest.raises(BadQuery, match="own voice has no"):
        case.claims(own_voice=True, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked", [{"certainty": "sure"}, {"evidence": "x"}, {"identification": "x"}, {"attitude": "x"}]
)
def test_values_that_no_claim_has(case: Case, asked: dict[str, str]) -> None:
    """A value that a filter does not know is refused, and those it knows are named."""
    with pytest.raises(BadQuery, match="it can be"):
        case.claims(**asked)  # type: ignore[arg-type]


def test_headlines(case: Case) -> None:
    """What a headline says otherwise is listed with its words, those of the text, and the reason."""
    (row,) = case.headlines()
    assert (row.kind, row.headline, row.words, row.body) == ("word", "Rockets were proof of war", "proof", ("may",))
    assert case.headlines(kind="certainty") == case.headlines(outlet="courier") == []
    assert case.headlines(document="a.txt", kind="word") == [row]
    with pytest.raises(NotFound):
        case.headlines(document="b.txt")
    with pytest.raises(BadQuery, match="certainty, speaker"):
        case.headlines(kind="x")  # type: ignore[arg-type]


def test_every_row_has_all_columns(case: Case) -> None:
    """Rows of claims and of own voice are of one kind."""
    assert {type(row) for row in (*case.claims(), *case.claims(own_voice=True))} == {ClaimRow}


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("", ""),
        ("2022-10-06", "2022-10-06"),
        ("2022-10-06T20:40", "2022-10-06"),
        ("2022-10-06T20:40:00+02:00", "2022-10-06"),
        ("2022-10-06T20:40:00.5Z", "2022-10-06"),
    ],
)
def test_the_day_of_a_date(given: str, day: str) -> None:
    """A date is a day, whether or not a time of day stands behind it."""
    assert day_of(given) == day


@pytest.mark.parametrize("given", ["6 October", "2022-02-30", "2022-10", "2022-10-06 20:40", "20221006", "2022-10-06T"])
def test_what_is_no_date(given: str) -> None:
    """What is no day of the calendar, or is written otherwise, is told."""
    with pytest.raises(InputError, match="no date"):
        day_of(given)
