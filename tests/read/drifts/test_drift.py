"""Headline drift: what is found, what is left alone, and where headlines and texts begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.drifts.drift import drifts
from rashomon.read.drifts.wording import number_of, same_number, stem, words_of
from rashomon.records import Account, Claim, Document, Drift, Fragment, Relay, Zone

REST = """
The road to the town was closed until noon, and the market did not open. Farmers turned back at the bridge with their
carts. The school stayed shut. In the evening the council met behind closed doors and went home without a word to those
who had waited in the rain. It will meet again on Monday, when the mayor is back from the coast."""


def document(text: str, title: str = "") -> Document:
    return Document(
        id="d0", name="a.txt", sha256="0" * 64, media_type="text/plain", encoding="utf-8", text=text, title=title
    )


def page(headline: str, body: str) -> tuple[Document, tuple[Zone, ...]]:
    text = f"{headline}\n\n{body}\n{REST.strip()}"
    start = len(headline) + 2
    zones = (Zone(start=0, end=len(headline), kind="headline"), Zone(start=start, end=len(text), kind="body"))
    return document(text), zones


def claim(text: str, source: str, cue: str, content: str, chain: tuple[Relay, ...] = ()) -> Claim:
    def at(words: str) -> tuple[Fragment, ...]:
        start = text.index(words, text.index("\n"))
        return (Fragment(start=start, end=start + len(words)),)

    return Claim(
        id=f"d0.c{at(cue)[0].start}",
        doc="d0",
        source=at(source),
        cue=at(cue),
        content=at(content),
        form="indirect",
        p=0.9,
        zone="body",
        making="",
        certainty="CT+",
        chain=chain,
    )


def found(headline: str, body: str, *said: tuple[str, str, str], certain: bool = False) -> list[tuple[str, str]]:
    doc, zones = page(headline, body)
    accounts = [
        Account(id="d0.v", doc="d0", start=len(headline) + 2, end=len(headline) + 9, zone="body", certainty="CT+")
    ]
    result = drifts(doc, zones, [claim(doc.text, *row) for row in said], accounts if certain else [])
    return [(d.kind, doc.text[d.words.start : d.words.end]) for d in result]


def test_a_headline_that_is_surer_than_the_text() -> None:
    """Where every sentence about it has a word of doubt and the headline none, certainty has drifted."""
    body = "The Northern Front may have fired the rockets at the base in Marrun."
    assert found("Northern Front fired rockets at Marrun base", body) == [
        ("certainty", "Northern Front fired rockets at Marrun base")
    ]
    assert found("Northern Front may have fired rockets at Marrun base", body) == []


def test_a_headline_that_is_less_sure_than_the_text() -> None:
    """A hedge of the headline is a finding only when the text is known to be certain."""
    headline, body = "Storm may have closed bridge over Lenna", "The storm closed the bridge over the Lenna on Tuesday."
    assert found(headline, body, certain=True) == [("certainty", "may")]
    assert found(headline, body) == []


def test_a_headline_that_says_what_is_denied() -> None:
    """What the text has only as denied is not so by the text."""
    said = ("General Arlo", "denied", "that he ordered the shelling of Pelin")
    body = "General Arlo denied that he ordered the shelling of Pelin."
    assert found("Arlo ordered shelling of Pelin", body, said)[0][0] == "certainty"
    assert found("Arlo denies he ordered shelling of Pelin", body, said) == []


def test_a_headline_that_drops_the_source() -> None:
    """What stands in a claim alone is somebody's word, and the headline's own only when the text says it too."""
    headline, body = "Factory dumped acid into river", "The factory dumped acid into the river, two workers said."
    said = ("two workers", "said", "The factory dumped acid into the river")
    assert found(headline, body, said) == [("speaker", headline)]
    assert found(headline, f"{body} Acid was dumped into the river by the factory at night.", said) == []


def test_a_source_that_the_text_does_not_have() -> None:
    """A class of sources or an outlet that the text never speaks of is a finding; words for the same are none."""
    body = "The dam at Korva could fail within a year, the deputy minister said."
    assert found("Experts: Dam at Korva could fail", body) == [("speaker", "Experts")]
    assert found("Officials: Dam at Korva could fail", body) == []
    assert found("BBC: Dam at Korva could fail", body) == [("speaker", "BBC")]
    assert found("NYT: Dam at Korva could fail", body + " The New York Times reported it first.") == []


def test_an_outlet_that_only_hands_on() -> None:
    """An outlet that stands in the chain before another source does not say it itself."""
    body = "The militia attacked the convoy near Sarit, officers say. The New York Times has spoken to them."
    doc, zones = page("NYT: Militia attacked convoy near Sarit", body)
    links = tuple(
        Relay(name=name, kind="outlet", identification="named") for name in ("", "The New York Times", "officers")
    )
    said = claim(doc.text, "officers", "say", "The militia attacked the convoy near Sarit", links)
    (drift,) = drifts(doc, zones, [said], [])
    assert drift.kind == "speaker"
    assert "hands on what officers say" in drift.reason
    assert doc.text[drift.body[0].start : drift.body[0].end] == "officers"


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Blast at depot was a false flag", ["false flag"]),
        ("Massacre in town as soldiers fire at depot", ["Massacre"]),
        ("Regime closes road after depot blast", ["Regime"]),
        ("Mayor calls farmers ‘greedy bullies’ over road", ["greedy bullies"]),
        ("Farmers ‘turned back at the bridge’", []),
        ("Terror at the depot", []),
    ],
)
def test_words_that_nobody_in_the_text_says(headline: str, words: list[str]) -> None:
    """Strong words and quotations of the headline must stand in the text, or a word that bears them out."""
    body = "A blast at the depot killed two soldiers, and the army called it an act of terrorism."
    assert [w for kind, w in found(headline, body) if kind == "word"] == words


@pytest.mark.parametrize(
    ("number", "text", "missing"),
    [
        ("47", "seventeen", True),
        ("17", "seventeen", False),
        ("$90m", "$19m", True),
        ("$1B", "1.02 billion dollars", False),
        ("20,000", "19,840", False),
        ("24", "24%", False),
        ("2016", "nine", False),
        ("9/11", "nine", False),
    ],
)
def test_numbers_that_the_text_does_not_have(number: str, text: str, missing: bool) -> None:
    """A number counts as said when the text has it in words or rounded; years and dates are left alone."""
    result = found(f"Town near bridge counts {number} carts", f"The town counted {text} carts near the bridge.")
    assert (("unsupported", number) in result) is missing


def test_a_figure_that_is_a_place_in_a_row() -> None:
    """A headline's figure is said when the text has it as a place in a row; another place is another number."""
    body = "A director was found for the {} film of Ostel Harbour."
    assert ("unsupported", "5") not in found("Ostel Harbour 5 finds director", body.format("fifth"))
    assert ("unsupported", "5") in found("Ostel Harbour 5 finds director", body.format("sixth"))


def test_a_text_about_something_else() -> None:
    """A headline of which the text has no word is supported by nothing."""
    (drift,) = found("Senator caught smuggling diamonds aboard yacht", "A library was opened on Saturday.")
    assert drift[0] == "unsupported"


def test_only_the_standfirst_says_so() -> None:
    """What only the line under the headline says is reported."""
    headline, under = "Harbour sale agreed in secret talks", "The harbour sale was agreed in secret talks in May"
    text = f"{headline}\n\n{under}\n\n{REST.strip()}"
    middle = len(headline) + 2
    zones = (
        Zone(start=0, end=len(headline), kind="headline"),
        Zone(start=middle, end=middle + len(under), kind="standfirst", made_by="markup"),
        Zone(start=middle + len(under) + 2, end=len(text), kind="body"),
    )
    (drift,) = drifts(document(text), zones, [], [])
    assert (drift.kind, text[drift.body[0].start : drift.body[0].end][:11]) == ("unsupported", "harbour sal")


def test_questions_are_asked_and_not_stated() -> None:
    """A headline that asks states nothing."""
    assert found("Did 47 rockets hit Marrun base?", "Two rockets may have hit the base.") == []


def test_each_headline_has_the_text_below_it() -> None:
    """In a document of several articles a headline is compared with its own text alone."""
    one, two = "Regime closes road to market", "Mayor opens school on coast"
    text = f"{one}\n\n{REST.strip()}\n\n{two}\n\n{REST.strip()} The regime was mentioned."
    at = text.index(two)
    zones = (
        Zone(start=0, end=len(one), kind="headline"),
        Zone(start=len(one) + 2, end=at - 2, kind="body"),
        Zone(start=at, end=at + len(two), kind="headline"),
        Zone(start=at + len(two) + 2, end=len(text), kind="body"),
    )
    (drift,) = drifts(document(text), zones, [], [])
    assert (drift.kind, drift.words) == ("word", Fragment(start=0, end=6))


def test_a_document_without_a_headline_zone() -> None:
    """The title in the text, or a first line without a stop, is the headline; a page without either has none."""
    text = f"Regime closes road to market\n\n{REST.strip()}"
    whole = (Zone(start=0, end=len(text), kind="body"),)
    assert [d.kind for d in drifts(document(text), whole, [], [])] == ["word"]
    assert [d.kind for d in drifts(document(text, "Regime closes road to market"), whole, [], [])] == ["word"]
    assert drifts(document(REST), (Zone(start=1, end=len(REST), kind="body"),), [], []) == []
    assert drifts(document(""), (), [], []) == []


def test_stems_and_numbers() -> None:
    """Inflections meet in one stem, numbers in one value."""
    for words in ("fired fires firing fire", "said says say", "denied denies deny", "rockets rocket", "kills killed"):
        assert len({stem(w) for w in words.split()}) == 1, words
    assert number_of("5,300") == 5300
    assert [w.number for w in words_of("twenty-four of 1.02 billion", 0, 27)][0:3:2] == [24, 1.02e9]
    assert same_number(1e9, 1.02e9)
    assert not same_number(5, 6)


@given(st.text(max_size=80), st.text(max_size=300))
def test_any_headline_over_any_text(headline: str, body: str) -> None:
    """Findings quote back from the headline and from below it, whatever both are."""
    text = f"{headline}\n\n{body} {REST}"
    start = len(headline) + 2
    zones = (Zone(start=0, end=len(headline), kind="headline"), Zone(start=start, end=len(text), kind="body"))
    for drift in drifts(document(text), zones if headline else zones[1:], [], []):
        assert isinstance(drift, Drift)
        assert drift.headline.start <= drift.words.start < drift.words.end <= drift.headline.end
        assert all(f.start < f.end <= len(text) for f in drift.body)


@pytest.mark.parametrize("text", ["x" * 200_000, "a: " * 40_000, "“" * 5000, "1 " * 30_000, "\n" * 50_000, "😀" * 9000])
def test_long_strange_texts_end(text: str) -> None:
    """No text is too long or too strange to be compared."""
    whole = f"Regime closes road to market\n\n{text}"
    zones = (Zone(start=0, end=28, kind="headline"), Zone(start=30, end=len(whole), kind="body"))
    drifts(document(whole), zones, [], [])
    drifts(document(text), (Zone(start=0, end=len(text), kind="headline"),), [], [])
