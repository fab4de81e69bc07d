"""Rows of short texts that are pieces of one paragraph."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.plain.lines import lines_of
from rashomon.ingest.plain.wrapping import SHORT_ROWS, is_short, paragraphs_of

PARAGRAPHS = (
    "Ferry owners say the quay at Sarn is safe",
    "The owners of the ferry said on Monday that the quay at Sarn was safe. Divers had seen no crack, they said.",
    "A dock worker told the Lantern that he had seen two of them move.",
)


def paragraphs(text: str) -> list[str]:
    """What a text's paragraphs say."""
    return [line.text for line in paragraphs_of(text, lines_of(text))]


@given(st.integers(min_value=38, max_value=118), st.sampled_from(["\n", "\r\n"]))
def test_a_short_text_has_the_same_paragraphs_at_whatever_column_it_was_broken(column: int, end: str) -> None:
    """Paragraphs between blank lines are found again, however few rows they have; a row may end with a sentence."""
    broken = (2 * end).join(end.join(textwrap.wrap(said, column)) for said in PARAGRAPHS)
    found = paragraphs(broken)
    assert found[0].split() == PARAGRAPHS[0].split()
    assert found[-1].split() == PARAGRAPHS[-1].split()
    assert all(said.endswith(".") for said in found[1:])


def test_one_break_in_mid_sentence_is_enough() -> None:
    """A sentence that goes on in the next row with a small letter is one line, though no other row is broken."""
    text = (
        "Ferry safe, owners say\n\nThe owners said on Monday that the quay was safe and that three\ndivers had seen it."
    )
    assert len(paragraphs(text)) == 2


def test_a_row_that_fills_the_column_goes_on_with_a_capital() -> None:
    """Where other rows show the column, the next row may start with a name."""
    rows = [
        "The quay is safe, said the owner Monday to a",
        "reporter of the Lantern who had come over from",
        "Sarn.",
    ]
    assert paragraphs("\n".join(rows)) == [" ".join(rows).replace("\n", " ")]


def test_a_title_and_an_author_are_no_rows_of_the_paragraph_below() -> None:
    """A title right above the first paragraph stands apart, and so does a byline that begins with a small letter."""
    text = "Owners Call the Quay at Sarn Safe\nby Petra Quill\nThe owners said on Monday that the quay was safe."
    assert len(paragraphs(text)) == 3


def test_a_first_row_that_breaks_off_is_no_title() -> None:
    """One that ends with a preposition, or goes on after the end of a sentence, belongs to the row below."""
    for row, after in (
        ("Owners Call the Quay at Sarn Safe After Divers See Nothing of", "Cracks, Lantern Reports"),
        ("Ferry Owners Call Quay Safe at Sarn. The Divers of the Evening", "Star were down for six hours, they said."),
    ):
        found = paragraphs(f"{row}\n{after}\n\n{PARAGRAPHS[1][:60]}\nSarn said so.")
        assert found[0] == f"{row} {after}"


def test_lines_of_a_menu_and_items_of_a_list_stay_apart() -> None:
    """Short lines, items and quoted lines are not joined."""
    for text in (
        "home\nworld\nsport\nweather",
        "- the quay is safe, they say\n- the pillars were seen by divers",
        "a\n> b",
    ):
        assert len(paragraphs(text)) == len(text.splitlines())


def test_sentences_on_lines_of_their_own_stay_apart() -> None:
    """A row that ends a sentence does not go on where no row is broken."""
    text = "The army says that the base was hit by eleven rockets.\nThe militia says that it fired nothing at the base."
    assert len(paragraphs(text)) == 2


def test_a_text_of_many_lines_is_not_short() -> None:
    """Neither is one of few long lines."""
    assert is_short(lines_of("one line\n" * SHORT_ROWS))
    assert not is_short(lines_of("one line\n" * (SHORT_ROWS + 1)))
    assert not is_short(lines_of("word " * 1000))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_joined_rows_quote_back(text: str) -> None:
    """Paragraphs stand in order, are as long as what they quote, and leave out nothing but white space."""
    position = 0
    for line in paragraphs_of(text, lines_of(text)):
        assert text[line.start : line.end].split() == line.text.split()
        assert len(line.text) == line.end - line.start
        assert not text[position : line.start].strip()
        position = line.end
    assert not text[position:].strip()
