"""What a text says of where it comes from."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.plain.lines import lines_of
from rashomon.ingest.plain.provenance import compiled, data, provenance_in, title_given
from rashomon.records import Zone, ZoneKind

ROWS = data()["rule"]
YES = [(row, line, names) for row in ROWS for line, names in row["yes"].items()]
NO = [(row, line) for row in ROWS for line in row["no"]]


def zoned(text: str, kinds: dict[str, ZoneKind] | None = None) -> tuple[Zone, ...]:
    """A zone a line: body, or what `kinds` says of a line that begins so."""
    found = []
    for line in lines_of(text):
        named = (k for begin, k in (kinds or {}).items() if line.text.startswith(begin))
        kind: ZoneKind = next(named, "body")
        found.append(Zone(start=line.start, end=line.end, kind=kind))
    return tuple(found)


def said(text: str, kinds: dict[str, ZoneKind] | None = None) -> list[tuple[str, str]]:
    """The relations and names found in a text."""
    return [(one.relation, one.name) for one in provenance_in(text, zoned(text, kinds))]


@pytest.mark.parametrize(("row", "line", "names"), YES, ids=[line for _, line, _ in YES])
def test_rule_finds_its_names(row: dict[str, Any], line: str, names: list[str]) -> None:
    """A rule finds in each of its lines the names that the data file gives, and its triggers let it look there."""
    rule = compiled(row)
    assert any(word in line.lower() for word in rule.triggers)
    assert [match.group("name").strip(" ,.;:…") for match in rule.found(line)] == names
    assert [name for relation, name in said(line) if relation == row["relation"]] == names


@pytest.mark.parametrize(("row", "line"), NO, ids=[line for _, line in NO])
def test_rule_leaves_other_lines_alone(row: dict[str, Any], line: str) -> None:
    """A rule finds nothing in the lines that it names as none of its own."""
    assert list(compiled(row).found(line)) == []


def test_spans_quote_what_says_so() -> None:
    """The characters of each record are the words that name the relation, and the name."""
    text = "“The Harbour Incident,” authored by Odd Marl, via The Quay Review…\nTwo ships were seen."
    assert [text[one.start : one.end] for one in provenance_in(text, zoned(text))] == [
        "authored by Odd Marl",
        "via The Quay Review",
    ]


def test_feed_line_gives_title_and_outlet() -> None:
    """The last line of a feed's entry names the outlet and the title under which it first stood there."""
    text = "Two ships were seen.\nThe post Harbour shelled (Video) appeared first on The Lantern."
    assert said(text) == [("first_published", "The Lantern")]
    assert title_given(text, zoned(text)) == "Harbour shelled (Video)"
    assert title_given("Two ships were seen.", ()) == ""


def test_address_behind_the_name_is_kept() -> None:
    """A web address in the same line is the record's."""
    text = "This article first appeared in The Quay Review: https://quay.example/a/1."
    (one,) = provenance_in(text, zoned(text))
    assert one.url == "https://quay.example/a/1"


@pytest.mark.parametrize(
    ("sentence", "names", "quote"),
    [
        ("As detailed in the New York Times report, the lorry was found.", ["New York Times"], None),
        ("A new lengthy New York Times investigative report cites two clerks.", ["New York Times"], "A new lengthy"),
        ("The NYT further says that nobody knows.", ["The NYT"], "The NYT further says"),
        (
            "According to a recent report in the Aldmere Gazette, it rained.",
            ["Aldmere Gazette"],
            "According to a recent",
        ),
        ("Reuters, citing security sources, spoke of two ships.", ["Reuters"], "Reuters, citing"),
        ("The clerk told the Wall Street Journal that he had seen it.", ["Wall Street Journal"], "told the Wall"),
        ("Laut der Frankfurter Rundschau waren es zwei Schiffe.", ["Frankfurter Rundschau"], "Laut der"),
        ("Según el Diario de Aldmere, eran dos barcos.", ["Diario de Aldmere"], "Según el"),
        ("По данным агентства РИА Новости, кораблей было два.", ["РИА Новости"], "По данным"),
        ("He sold the New York Times building on Friday.", [], None),
        ("The Evening Post office was shelled as the mayor slept.", [], None),
        ("According to the mayor, two ships were seen.", [], None),
    ],
)
def test_citing_in_running_text(sentence: str, names: list[str], quote: str | None) -> None:
    """An outlet is cited where words of reporting stand at its name, and nobody else is taken for an outlet."""
    found = provenance_in(sentence, zoned(sentence))
    assert [one.name for one in found] == names
    assert {one.relation for one in found} <= {"cites"}
    if quote:
        assert sentence[found[0].start : found[0].end].startswith(quote)


@pytest.mark.parametrize(
    ("headline", "names"),
    [
        ("NYT: Two Ships Were Possibly Nobody’s", ["NYT"]),
        ("Two Ships Were Nobody’s – Reuters", ["Reuters"]),
        ("Two Ships Were Nobody’s, Reuters reports", ["Reuters"]),
        ("Harbour: Two Ships Were Nobody’s", []),
        ("Two Ships Were Nobody’s: Minister", []),
    ],
)
def test_citing_in_a_headline(headline: str, names: list[str]) -> None:
    """A headline cites the outlet before its colon or after its dash; a place or a person there is none."""
    assert [name for _, name in said(headline, {headline: "headline"})] == names


def test_block_quote_is_quoted_from_the_outlet_cited_before_it() -> None:
    """A run of block quotes is one record, named after the outlet that the line before it cites."""
    text = "As detailed in the New York Times report:\nTwo ships came.\n…They left again.\nNobody said why."
    kinds: dict[str, ZoneKind] = {"Two ships": "blockquote", "…They": "blockquote"}
    found = provenance_in(text, zoned(text, kinds))
    assert [(one.relation, one.name) for one in found] == [("cites", "New York Times"), ("quoted", "New York Times")]
    assert text[found[1].start : found[1].end] == "Two ships came.\n…They left again."


@pytest.mark.parametrize("kind", ["comment", "comment_header", "related", "share", "support", "caption"])
def test_lines_of_others_are_not_asked(kind: ZoneKind) -> None:
    """Comments, teasers and captions say nothing of where the article comes from."""
    assert said("Originally published by The Packet", {"Orig": kind}) == []


@given(
    st.lists(
        st.sampled_from([line for _, line, _ in YES] + [line for _, line in NO] + ["", "Reuters says so."]), max_size=8
    )
)
def test_records_are_in_order_and_inside_the_text(lines: list[str]) -> None:
    """Spans lie inside the text, are not empty, begin and end with no blank, and stand in order."""
    text = "\n".join(lines)
    found = provenance_in(text, zoned(text))
    assert list(found) == sorted(found, key=lambda one: (one.start, one.end))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert one.name


HOSTILE = [
    "via ",
    "(",
    "A ",
    "originally published by ",
    "/",
    "via A&",
    "by A.",
    "A’s ",
    "the post ",
    "told The Daily ",
    "و ",
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("end", ["", "!x", " Times"])
def test_hostile_lines_take_little_time(piece: str, end: str) -> None:
    """Long lines of a rule's own words are decided in well under two seconds."""
    provenance_in("Reuters says so.", zoned("Reuters says so."))
    line = (f"via {piece * 8000}")[:20_000] + end
    began = time.process_time()
    provenance_in(line, (Zone(start=0, end=len(line), kind="body"),))
    assert time.process_time() - began < 2
