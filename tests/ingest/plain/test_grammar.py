"""The grammar of furniture against its own test lines."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.plain.grammar import (
    FILES,
    MAX_LINE,
    TOKEN,
    grammar,
    label_of,
    normal,
    phrases_of,
    rows_of,
    split_glued_line,
)

ROWS = [row for name in FILES for row in rows_of(name)]
YES = [(row, line) for row in ROWS for line in row["yes"]]
NO = [(row, line) for row in ROWS for line in row["no"]]
DATA = Path(os.environ.get("RASHOMON_DATA", Path(__file__).parents[3].parent / "shared" / "data"))
PIECES = st.sampled_from(
    [piece for _, line in YES + NO for piece in (line, line.upper(), *line.split()[:4])]
    + ["©", "(c)", "3", "12 ", "’", "»", "•", "|", "\u00a0", "İ", "ё", "ﺍ", "ـ", "\u064b", ":", ".", "/", "→"]
)
LINES = st.one_of(st.lists(PIECES, min_size=1, max_size=5).map(" ".join), st.text(max_size=60))


def unfiltered(line: str) -> str:
    """The label that a line has when every phrase is tried on it."""
    if len(line) > MAX_LINE:
        return ""
    line = normal(line)
    words = len(TOKEN.findall(line))
    return next((phrase.label for phrase in grammar().phrases if phrase.matches(line, words)), "")


def pages() -> list[list[str]]:
    """The lines of real pages, a list a page."""
    path = DATA / "pages" / "gold.jsonl"
    if not path.exists():
        pytest.skip("the pages are not beside the repository; set RASHOMON_DATA")
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [[line.strip() for line in row["page_text"].splitlines() if line.strip()] for row in rows]


@pytest.mark.parametrize(("row", "line"), YES, ids=[line for _, line in YES])
def test_rule_matches_its_lines(row: dict[str, Any], line: str) -> None:
    """Every line that a rule names as its own is matched by it, and bears its label."""
    low = normal(line)
    assert any(phrase.matches(low, len(TOKEN.findall(low))) for phrase in phrases_of(row))
    assert label_of(line) == row["label"]


@pytest.mark.parametrize(("row", "line"), NO, ids=[line for _, line in NO])
def test_no_rule_takes_an_article_line(row: dict[str, Any], line: str) -> None:
    """A line that a rule names as none of its own is the article's: no other rule takes it either."""
    assert label_of(line) == ""


def test_every_rule_has_both_kinds_of_lines() -> None:
    """Each rule names at least one line that it matches and one that it leaves alone."""
    assert all(row["yes"] and row["no"] for row in ROWS)


def test_every_label_is_declared_and_used() -> None:
    """The labels of the rules and the declared labels are the same."""
    assert {phrase.label for phrase in grammar().phrases} == set(grammar().labels)


@given(LINES)
def test_looking_up_by_words_changes_no_answer(line: str) -> None:
    """The label is the same as when every phrase is tried on the line."""
    assert label_of(line) == unfiltered(line)


def test_looking_up_by_words_changes_no_answer_on_real_pages() -> None:
    """On the lines of real pages too."""
    lines = [line for page in pages() for line in page][::7]
    assert [label_of(line) for line in lines] == [unfiltered(line) for line in lines]


def test_looking_up_by_words_is_many_times_as_fast() -> None:
    """On real pages it takes less than a tenth of the time of trying every phrase."""
    lines = [line for page in pages() for line in page][::40]
    for find in (label_of, unfiltered):
        [find(line) for line in lines]
    began = time.process_time()
    [label_of(line + " ") for line in lines]  # a blank more, so that no answer is remembered
    middle = time.process_time()
    [unfiltered(line) for line in lines]
    assert (middle - began) * 10 < time.process_time() - middle


def test_apostrophes_case_spaces_and_vowel_marks_do_not_matter() -> None:
    """A line bears the same label however its apostrophes, letters and blanks are written."""
    assert label_of("DON'T MISS: our  letters") == label_of("Don’t miss: our\u00a0letters") == "subscribe"
    assert label_of("اترك تعليقاً") == label_of("اترك تعليقا") == "comments"


@pytest.mark.parametrize("character", [*" -\"([<|•©x1.:'’", "share ", "related news ", "facebook", "via the post by "])
def test_hostile_lines_take_no_time(character: str) -> None:
    """A long line of one character, or of a rule's own words, is decided in well under a second."""
    grammar()
    began = time.process_time()
    for length in (50, 200, 790):
        label_of((character * length)[:length] + "q")
    assert time.process_time() - began < 1


GLUED = [
    ("Nobody had been hurt in the shelling, he said.", "Share this:FacebookTwitter"),
    ("Nobody had been hurt in the shelling, he said.", "(Reporting by Petra Quill; Editing by Odd Marl)"),
    ("Nobody had been hurt in the shelling, he said.", "The post Harbour shelled appeared first on The Lantern."),
    ("Nobody had been hurt in the shelling of the quay", "Read more"),
    (
        "Subscribe to our newsletter",
        "BAGHDAD (Reuters) - Two ships were seen off the quay before the first shell fell.",
    ),
    ("Sign up for our newsletter", "Two ships were seen off the quay before it fell.", "Share this:FacebookTwitter"),
]
WORDS = st.sampled_from(
    'the harbour YouTube McDonald U.S. Reuters (Reuters) iPhone said. “No,” Share Subscribe Related: "All'.split()
)


@pytest.mark.parametrize("pieces", GLUED)
def test_glued_lines_are_taken_apart(pieces: tuple[str, ...]) -> None:
    """Where the page's own words are stuck to a paragraph, the line has a piece for each."""
    line = "".join(pieces)
    assert tuple(line[a:b] for a, b in split_glued_line(line)) == pieces


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_lines_with_blanks_between_their_words_stay_whole(line: str) -> None:
    """A line in which no two words are stuck together is one piece."""
    assert split_glued_line(line) == [(0, len(line))]


@given(LINES)
def test_pieces_cover_the_line(line: str) -> None:
    """The pieces stand in order, without overlap, and leave out nothing but white space."""
    at = 0
    for a, b in split_glued_line(line):
        assert not line[at:a].strip()
        assert a < b or not line
        at = b
    assert not line[at:].strip()


@pytest.mark.parametrize(
    "line",
    [
        "He told the paper.No one else would say so, and the mayor.It was said twice by them all.",
        "The U.S.Navy ship was seen by McDonald, who uses WhatsApp and LinkedIn every day, he said.",
        "“Share this with nobody,” he said.“It is ours.”",
    ],
)
def test_glued_sentences_of_an_article_stay_together(line: str) -> None:
    """A blank that is missing between two sentences of an article makes no new line."""
    assert split_glued_line(line) == [(0, len(line))]


def test_paragraphs_of_real_articles_stay_whole() -> None:
    """On the paragraphs of real articles nothing is cut."""
    path = DATA / "pages" / "gold.jsonl"
    if not path.exists():
        pytest.skip("the pages are not beside the repository; set RASHOMON_DATA")
    bodies = [json.loads(row)["body"] for row in path.read_text(encoding="utf-8").splitlines()]
    lines = [line.strip() for body in bodies for line in body.splitlines() if line.strip()]
    assert [line for line in lines if len(split_glued_line(line)) > 1] == []
