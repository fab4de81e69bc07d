"""Quotation marks of every kind: curly, straight, guillemets, low, nested, unbalanced, over paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.quotations import find_quotations


def quoted(text: str) -> list[str]:
    """The quoted runs of a text."""
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("“We left,” he said. “At noon.”", ["“We left,”", "“At noon.”"]),
        ('"We left," he said. "At noon."', ['"We left,"', '"At noon."']),
        ("« Nous partons », dit-il.", ["« Nous partons »"]),
        ("„Wir gehen“, sagte er.", ["„Wir gehen“"]),
        ("He said ''never again'' and left.", ["''never again''"]),
        ("He said ``never again'' and left.", ["``never again''"]),
        ("“He told me ‘run’ twice,” she said.", ["“He told me ‘run’ twice,”"]),
        ("The 'reform' failed.", ["'reform'"]),
        ("It's the workers' own fault, they'd say.", []),
        ("Back in the ’90s it wasn’t so.", []),
        ("no marks at all", []),
        ("", []),
    ],
)
def test_marks_of_every_kind(text: str, want: list[str]) -> None:
    """Each kind of quotation mark encloses what a reader takes for the quotation; apostrophes enclose nothing."""
    assert quoted(text) == want


def test_a_quotation_goes_on_over_paragraphs() -> None:
    """A paragraph without a closing mark is quoted to its end when the next paragraph opens with a mark again."""
    text = "“First we ran.\n\n“Then we hid,” she said."
    assert quoted(text) == ["“First we ran.", "“Then we hid,”"]
    assert all(q.balanced for q in find_quotations(text))


def test_wrapped_lines_do_not_end_a_quotation() -> None:
    """A single line break inside a quotation whose closing mark comes first on the next line is wrapping."""
    assert quoted("She said “we will\nnever go” and left.") == ["“we will\nnever go”"]


def test_an_odd_mark_spoils_one_line_only() -> None:
    """A mark that is never closed reaches to the end of its line and does not turn the following lines inside out."""
    text = 'The 5" pipe broke, an "odd mark.\nThen "all was well," he said.'
    assert quoted(text)[-1] == '"all was well,"'


@given(st.text(alphabet="ab. \n\"'“”‘’«»„‟‹›`", max_size=80))
def test_quotations_stand_in_order_and_do_not_overlap(text: str) -> None:
    """Whatever the marks, quotations are ordered, disjoint, and open with a mark."""
    before = 0
    for q in find_quotations(text):
        assert before <= q.start < q.end <= len(text)
        assert text[q.start] in "\"'“„‟«‹‘‚‛`»"
        before = q.end
