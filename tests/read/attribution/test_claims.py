"""Claims: form by quotation marks, zones that are no article left out, offsets that quote back, any input survived."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.read.attribution.claims import article_only, form_of, parts, probability
from rashomon.read.quotations import find_quotations
from rashomon.read.reader import read
from rashomon.records import Document, Fragment, Reading, Taken, Zone

STORY = (
    "Ferry sank after two blasts, captain says\n\n"
    "Captain Oda Lindqvist of the port authority said on Monday that two explosions had torn the ferry's hull. "
    "“We heard them from the quay,” she told reporters.\n\n"
    "The ministry denied that a mine was involved.\n"
)


def document(text: str, name: str = "story.txt") -> Document:
    """A document of plain text."""
    digest = hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()
    return Document(
        id="d" + digest[:12], name=name, sha256=digest, media_type="text/plain", encoding="utf-8", text=text
    )


def read_whole(text: str) -> Reading:
    """Read a text as if all of it were body."""
    return read(
        Taken(document=document(text), zones=(Zone(start=0, end=len(text), kind="body"),) if text.strip() else ())
    )


def quoted(text: str, reading: Reading) -> list[tuple[str, str, str]]:
    """Source, cue and content of each claim, as quoted."""
    return [
        (
            " ".join(text[f.start : f.end] for f in c.source),
            " ".join(text[f.start : f.end] for f in c.cue),
            " ".join(text[f.start : f.end] for f in c.content),
        )
        for c in reading.claims
    ]


def test_a_plain_story_gives_its_claims() -> None:
    """Indirect speech, a quotation and a denial are found with who, with which words, and what."""
    found = quoted(STORY, read_whole(STORY))
    assert any("Lindqvist" in s and "said" in c and "two explosions had torn" in what for s, c, what in found)
    assert any(s == "she" and c.startswith("told") and what == "“We heard them from the quay,”" for s, c, what in found)
    assert any(s == "The ministry" and c == "denied" and "mine was involved" in what for s, c, what in found)


def test_form_follows_quotation_marks() -> None:
    """All of the content in marks is direct, some of it mixed, none indirect; the comma outside counts as nothing."""
    text = "“We ran,” he said. He called it “a trap” for them. It rained."
    quotations = find_quotations(text)

    def form(piece: str) -> str:
        return form_of([Fragment(start=text.index(piece), end=text.index(piece) + len(piece))], quotations)

    assert [form("“We ran,”"), form("it “a trap” for them"), form("It rained.")] == ["direct", "mixed", "indirect"]


def test_comments_and_furniture_are_not_read() -> None:
    """A claim-like line outside the article's zones makes no claim, and the offsets of the others stay."""
    text = STORY + "\nJ. Reader says the captain lied to everybody.\n"
    zones = (Zone(start=0, end=len(STORY), kind="body"), Zone(start=len(STORY), end=len(text), kind="comment"))
    reading = read(Taken(document=document(text), zones=zones))
    assert reading.claims
    assert all(f.end <= len(STORY) for c in reading.claims for f in (*c.source, *c.cue, *c.content))


def test_blanking_keeps_length_and_line_breaks() -> None:
    """What is left of a text after blanking its furniture has the same length and the same line breaks."""
    zones = (Zone(start=2, end=4, kind="body"),)
    assert article_only("ab\ncd\nef", zones) == "  \nc \n  "


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "He said ",
                "“",
                "”",
                '"',
                "'",
                "according to X",
                "\n\n",
                " -Commissioner Q",
                "NAME: ",
                "🙂",
                "\u202e",
                ". ",
                "THE",
            ]
        )
        | st.text(max_size=12),
        max_size=25,
    )
)
def test_no_input_makes_reading_fail(pieces: list[str]) -> None:
    """Odd marks, shouting, emoji, control characters: spans stand inside the text and have no blank ends."""
    text = "".join(pieces)
    reading = read_whole(text)
    for claim in reading.claims:
        assert claim.content
        assert claim.cue
        for f in (*claim.source, *claim.cue, *claim.content):
            assert 0 <= f.start < f.end <= len(text)
            assert text[f.start : f.end].strip() == text[f.start : f.end]
        assert 0 <= claim.p <= 1
    assert len({c.id for c in reading.claims}) == len(reading.claims)


def test_a_document_reads_the_same_alone_or_among_others() -> None:
    """Reading other documents before changes no claim and no probability."""
    alone = read_whole(STORY)
    for other in ("Short.", "“" * 40, STORY.upper(), "He said it. " * 400):
        read_whole(other)
    assert read_whole(STORY) == alone


@pytest.mark.parametrize("signals", [[0.0] * 6, [1.0] * 6, [0.5] * 6])
def test_probabilities_stay_probabilities(signals: list[float]) -> None:
    """However extreme the signals, the probability is a number from 0 to 1."""
    assert 0 <= probability(signals, [0.1, 2, 2, 2, 2, 2, -1]) <= 1


@given(st.text(alphabet="ab \n", max_size=200), st.integers(4, 50))
def test_parts_cover_a_text_in_order(text: str, longest: int) -> None:
    """Parts are no longer than asked and joined give the text."""
    cut = parts(text, longest)
    assert "".join(text[a:b] for a, b in cut) == text
    assert all(0 < b - a <= longest for a, b in cut)


def test_a_long_document_is_read_in_parts_with_true_offsets() -> None:
    """A document of many parts gives the claims of each, at the characters where they stand."""
    text = (STORY + "\n") * 420
    reading = read_whole(text)
    assert len(text) > 100_000
    denials = [c for c in reading.claims if "denied" in text[c.cue[0].start : c.cue[0].end]]
    assert len(denials) >= 390
    assert all("mine was involved" in text[c.content[0].start : c.content[-1].end] for c in denials)


def test_a_break_that_only_wraps_a_line_is_read_over() -> None:
    """Text wrapped at a column is read as running text; short lines and ends of sentences keep their break."""
    wrapped = "The captain of the ferry told the court that the\nship was dark.\nNobody answered.\n"
    read_ = article_only(wrapped, (Zone(start=0, end=len(wrapped), kind="body"),))
    assert read_ == "The captain of the ferry told the court that the ship was dark.\nNobody answered.\n"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ('"This is a great day for our town." -Commissioner Paul Trent', ("Commissioner Paul Trent", "great day")),
        ('Mayor Ilse Brandt: "I did not receive any such letter."', ("Mayor Ilse Brandt", "did not receive")),
        (
            "Oda Lindqvist, an engineer who has worked on the quay since 1998, said the wall would not hold.",
            ("Oda Lindqvist, an engineer", "the wall would not hold"),
        ),
        ("MAYOR ILSE BRANDT SAID ON TUESDAY THAT THE QUAY WAS SAFE.", ("MAYOR ILSE BRANDT", "QUAY WAS SAFE")),
        ("the mayor said the quay is safe 🙂", ("the mayor", "the quay is safe")),
        ("“We saw the light, he said. It was dark by then.", ("he", "We saw the light")),
        ("The captain told the court that “the ship was dark and that nobody answered.", ("captain", "ship was dark")),
        ("“First we ran.\n\n“Then we hid,” Anna Roth said.", ("Anna Roth", "First we ran.")),
        ("The owner said: « We saw nothing that night. »", ("The owner", "We saw nothing")),
        ("According to two people who asked not to be named, the vote is on Monday.", ("two people", "the vote is on")),
        ("The vote, a spokesman confirmed, will be held on Monday.", ("a spokesman", "will be held on Monday")),
        ("It was reported that the bridge had been closed for a week.", ("", "the bridge had been closed")),
    ],
)
def test_layouts_and_marks_that_trip_readers(text: str, want: tuple[str, str]) -> None:
    """Appositions, press-release lines, name and colon, capitals, odd and missing marks: who says what is found."""
    found = quoted(text, read_whole(text))
    assert any(want[0] in s and bool(s) == bool(want[0]) and want[1] in what for s, _, what in found), found


def test_a_headline_does_not_own_what_stands_below_it() -> None:
    """A claim whose cue stands in the headline keeps no content of the text below, even a quotation."""
    head, below = "Courier: Army shelled its own port", "“These facts all point to the army,” officials said on Monday."
    text = f"{head}\n\n{below}\n"
    zones = (Zone(start=0, end=len(head), kind="headline"), Zone(start=len(head) + 2, end=len(text) - 1, kind="body"))
    for claim in read(Taken(document=document(text), zones=zones)).claims:
        if claim.zone == "headline":
            assert all(f.end <= len(head) for f in claim.content)


def test_what_opens_a_paragraph_is_nobodys_words() -> None:
    """The model sees where a report was filed, as it was trained to, and no claim holds a character of it."""
    text = "OSLO (Halyard) - Harbour master Anna Brandt said on Monday that two rockets had hit the quay before dawn.\n"
    start = text.index("Harbour")
    zones = (
        Zone(start=0, end=4, kind="dateline"),
        Zone(start=5, end=start - 1, kind="provenance"),
        Zone(start=start, end=len(text) - 1, kind="body"),
    )
    assert article_only(text, zones) == text
    claims = read(Taken(document=document(text), zones=zones)).claims
    assert claims
    for claim in claims:
        assert all(f.start >= start for f in (*claim.source, *claim.cue, *claim.content))
    alone = (*zones[:2], Zone(start=start, end=len(text) - 1, kind="navigation"))
    assert article_only(text, alone).strip() == ""
