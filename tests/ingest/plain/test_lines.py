"""Lines of a plain text, before anything is judged."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.plain.lines import (
    dated_byline,
    glued_at,
    is_caption,
    join_wrapped,
    lines_of,
    split_glued,
)

ROWS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=12)


@settings(deadline=None)  # the first example waits for the grammar to be read
@given(ROWS, st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028"]))
def test_lines_quote_back_and_leave_nothing_out(rows: list[str], seam: str) -> None:
    """A line's offsets quote its text, lines stand in order, and what is between them is white space."""
    text = seam.join(rows)
    position = 0
    for line in split_glued(join_wrapped(text, lines_of(text))):
        assert position <= line.start < line.end
        assert text[line.start : line.end].split() == line.text.split()
        assert len(line.text) == line.end - line.start
        assert not text[position : line.start].strip()
        position = line.end
    assert not text[position:].strip()


def test_a_blank_line_is_a_gap_whatever_the_line_ends_are() -> None:
    """A gap is a line without content above; the two characters of a Windows line end are one."""
    for end in ("\n", "\r\n", "\r"):
        gaps = [line.gap for line in lines_of(f"one{end}two{end}{end}three{end} \t{end}four")]
        assert gaps == [True, False, True, True]


def test_indents_and_bullets_are_seen() -> None:
    """White space before a line is counted, and signs of a list are no words of it."""
    first, second, third = lines_of("Tides\n  • High at six\n1. Low at noon")
    assert (first.indent, second.indent, third.indent) == (0, 2, 0)
    assert (first.bullet, second.bullet, third.bullet) == (False, True, True)


def test_lines_broken_at_a_column_become_paragraphs_but_quoted_ones_do_not() -> None:
    """Rows of about one length that end anywhere are joined; a row that starts with `>` begins anew."""
    words = 4 * "the harbour office said on Monday that two ships had been seen off the quay before dawn".split()
    rows = [" ".join(words[i : i + 12]) for i in range(0, len(words), 12)]
    text = "\n".join(rows) + "\n> " + rows[0]
    joined = join_wrapped(text, lines_of(text))
    assert [line.text[:1] for line in joined] == ["t", ">"]


def test_a_wrapped_sentence_that_ends_in_a_word_of_the_page_stays_whole() -> None:
    """The last row of a paragraph is no button, though it reads like one."""
    words = 3 * "the harbour office said on Monday that two ships had been seen off the quay before dawn".split()
    rows = [" ".join(words[i : i + 12]) for i in range(0, len(words), 12)]
    text = "\n".join([*rows, rows[0][:-1] + "r", "comment."])
    assert [line.text[-8:] for line in join_wrapped(text, lines_of(text))] == ["comment."]


def test_furniture_stuck_to_a_paragraph_is_taken_off() -> None:
    """Where a line break was lost between the page's own words and a paragraph, there are two lines."""
    prose = "The harbour office said on Monday that two ships had been seen off the quay."
    pieces = [line.text for line in split_glued(lines_of(f"{prose}Share this:"))]
    assert pieces[0] == prose
    assert len(pieces) == 2


def test_a_name_with_a_capital_inside_is_no_seam() -> None:
    """MacNeil and YouTube stay whole."""
    assert glued_at("A clerk named MacNeil told reporters on Monday that the ships carried no lights at all.") == 0


def test_credits_make_a_caption() -> None:
    """A line that ends with a picture's credit or begins as an archive's note is a caption; a sentence is none."""
    assert is_caption("The quay after the shelling. (Photo: Odd Marl)")
    assert is_caption("FILE PHOTO: Ships off the quay, seen from the customs house")
    assert not is_caption("The photo was taken on Monday, the harbour office said.")
    assert not is_caption("Eight dead in Bolivia clashes")


DUMP = """   [1]Home
   [2]Politics
   [3]About us

   Ships seen off the quay

   The harbour office said on Monday that two ships had been seen off the quay
   before the first shell fell, and that it had told the ministry at once about
   them.

   Nobody in the ministry would say who had given the order, and the mayor
   declined.

   [4]Older posts
   [5]Newer posts
"""


def test_rows_of_a_text_browser_become_paragraphs_beside_menus() -> None:
    """Rows too full for the next one's first word go on in it; entries of a menu stay lines of their own."""
    found = join_wrapped(DUMP, lines_of(DUMP))
    assert [line.words for line in found if line.prose] == [31, 15]
    assert [line.said for line in found if not line.prose] == [
        "Home",
        "Politics",
        "About us",
        "Ships seen off the quay",
        "Older posts",
        "Newer posts",
    ]


@given(st.lists(st.text("ab .[1](", max_size=70), max_size=12))
def test_joined_lines_quote_back(rows: list[str]) -> None:
    """Whatever is joined, a line's text is that of the document but for its breaks."""
    text = "\n".join(rows)
    for line in join_wrapped(text, lines_of(text)):
        assert line.text == text[line.start : line.end].replace("\n", " ")


def test_number_of_a_link_hides_no_label() -> None:
    """What a text browser prints before links and buttons is no part of their words."""
    plain, *marked = lines_of("Reply\n[12]Reply\n(BUTTON) Reply")
    assert {line.label for line in marked} == {plain.label} != {""}


def test_a_day_before_the_author() -> None:
    """A line that says when and then by whom gives both; a sentence that begins so gives none."""
    assert dated_byline("Posted on April 2, 2021 by Petra Quill") == ("2021-04-02", "Petra Quill")
    assert dated_byline("Publié le 2 avril 2021 par Petra Quill") == ("2021-04-02", "Petra Quill")
    assert dated_byline("Published in the winter by Petra Quill and forgotten by all.") is None
