"""The order in which a page is read, from runs of characters alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.papers.pdf_layout import PageRuns, lines_of, paragraphs, reading_order, rows_of
from rashomon.ingest.papers.pdfium import Run, leftward

RIGHT = ("قال رئيس البلدية إن", "السفن ليست في الميناء", "وإن المدينة بقيت من", "دون ماء منذ يومين هنا")
LEFT = ("ونفت المتحدثة باسم", "اللواء أن تكون مدافعه", "قد أطلقت النار تلك", "الليلة وقالت إن القذائف")


def run(left: float, bottom: float, text: str, size: float = 10.0, width: float = 0.0) -> Run:
    return Run(left, bottom, left + (width or 5.0 * len(text)), bottom + size, size, text)


def leftward_line(right: float, bottom: float, text: str) -> list[Run]:
    """The words of a line that is read from right to left, as runs in no good order."""
    runs = []
    for word in text.split():
        width = 7.0 * len(word)
        runs.append(Run(right - width, bottom, right, bottom + 10, 10.0, word))
        right -= width + 4
    return runs[::-1]


def test_letters_that_run_leftward_are_set_in_order() -> None:
    """Letters come by their places, from the right; digits among them stay in their own order."""
    word = "في2026م"
    places = {"ف": 60.0, "ي": 50.0, "2": 20.0, "0": 25.0, "6": 35.0, "م": 5.0}
    boxes = [((places[c], 0.0, places[c] + 5, 10.0), c) for c in "يفم"]
    boxes += [((x, 0.0, x + 5, 10.0), c) for x, c in zip((20.0, 25.0, 30.0, 35.0), "2026", strict=True)]
    assert leftward(boxes) == word


def test_columns_of_a_leftward_script_begin_at_the_right() -> None:
    """The right column is read first, and every line from its right end."""
    runs = []
    for i, (right, left) in enumerate(zip(RIGHT, LEFT, strict=True)):
        runs += leftward_line(250, 700 - 12 * i, left) + leftward_line(500, 700 - 12 * i, right)
    assert [line.text for line in reading_order(runs)] == [*RIGHT, *LEFT]


def test_a_raised_number_is_a_mark() -> None:
    """A small number above the line is written as one; a small number on the line is not."""
    raised = [run(50, 100, "the port."), Run(95.2, 104, 99, 110.5, 6.5, "12"), run(103, 100, "Then")]
    assert lines_of(raised)[0].text == "the port.¹² Then"
    flat = [run(50, 100, "the port"), Run(95.2, 100, 99, 106.5, 6.5, "12")]
    assert lines_of(flat)[0].text == "the port 12"


def test_cells_below_one_another_are_parted_by_tabs() -> None:
    """Wide room that several lines have at one place parts cells; in a single line it is a wide space."""
    rows = [
        [run(50, 100 - 14 * i, a), run(200, 100 - 14 * i, b)] for i, (a, b) in enumerate((("Ada", "12"), ("Bo", "7")))
    ]
    assert [line.text for line in lines_of(r for row in rows for r in row)] == ["Ada\t12", "Bo\t7"]
    assert lines_of(rows[0])[0].text == "Ada 12"


BOXES = st.builds(
    run,
    st.floats(0, 500),
    st.floats(0, 800),
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12),
    st.floats(4, 40),
)


@given(st.lists(BOXES, max_size=30))
def test_nothing_is_lost_in_reading(runs: list[Run]) -> None:
    """Whatever stands where, every run is on one line, and every line in one paragraph of its page."""
    assert sum(len(row) for row in rows_of(runs)) == len(runs)
    expected = sorted("".join("".join(r.text for r in runs).split()))
    pages = [PageRuns(1, 600, 850, tuple(runs)), PageRuns(2, 600, 850, tuple(runs))]
    found = paragraphs(pages)
    for number in (1, 2):
        text = "".join(line.text for p in found if p.page == number for line in p.lines)
        plain = text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
        wanted = "".join(expected).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
        assert sorted("".join(plain.split())) == sorted(wanted)


def test_the_line_that_a_browser_prints_over_a_page_is_furniture() -> None:
    """Day, time and title at a page's head are furniture on a single page too; a day in the text is not."""
    rows = ["11/20/26, 1:44 PM Ships seen off the quay", "Ships seen off the quay", "7/2/2020, 10:15: a ship was seen."]
    page = PageRuns(1, 600, 800, (run(50, 780, rows[0], 8), run(50, 700, rows[1], 24), run(50, 660, rows[2])))
    found = {line.text: p.role for p in paragraphs([page]) for line in p.lines}
    assert [found[row] for row in rows] == ["furniture", "text", "text"]
