"""Datelines at the start of paragraphs, and passages of other documents."""

from __future__ import annotations

import pytest

from rashomon.ingest.plain.lines import Verdict, lines_of
from rashomon.ingest.plain.paragraphs import blockquotes, is_dateline, split_dateline

REST = "Two ships were seen off the quay before the first shell fell, the harbour office said."
INTRO = "As detailed in the Aldmere Post report, the lorry was found near the old customs house:"
QUOTED = (
    "But officers of the harbour guard have raised doubts about who had fired the shells.",
    "…Officers say that their doubts rest on the place where the lorry stood.",
    "And the lorry was less than a mile from the lighthouse.",
)
OUTER = "The Post further says that the shelling set off a chain of events."


def pieces(text: str) -> list[tuple[str, str]]:
    (line,) = lines_of(text)
    return [(kind, text[start:end]) for start, end, kind in split_dateline(line)]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("ALDMERE (Reuters) - ", [("dateline", "ALDMERE"), ("provenance", "(Reuters) -")]),
        ("ALDMERE, Feb 7 (Reuters) - ", [("dateline", "ALDMERE, Feb 7"), ("provenance", "(Reuters) -")]),
        ("SALT HAVEN, Norland (AP) — ", [("dateline", "SALT HAVEN, Norland"), ("provenance", "(AP) —")]),
        ("ALDMERE — ", [("dateline", "ALDMERE —")]),
        ("(CNN) ", [("provenance", "(CNN)")]),
        ("ALDMERE, February 7. /TASS/. ", [("dateline", "ALDMERE, February 7"), ("provenance", "/TASS/.")]),
    ],
)
def test_dateline_and_wire_are_split_off_to_the_character(head: str, expected: list[tuple[str, str]]) -> None:
    """Place and day are the dateline, the agency with its dash is provenance, the rest is body."""
    assert pieces(head + REST) == [*expected, ("body", REST)]


@pytest.mark.parametrize("text", [REST, f"NATO - {REST}"[:11], f"The quay (Reuters) - {REST}", f"(The harbour) {REST}"])
def test_other_paragraphs_stay_whole(text: str) -> None:
    """Without a place in capitals at the start, or with too little behind it, nothing is split off."""
    assert [kind for kind, _ in pieces(text)] == ["body"]


def marked(*paragraphs: str) -> list[str]:
    lines = lines_of("\n\n".join(paragraphs))
    verdicts = [Verdict("body", 0.9, "lines") for _ in lines]
    blockquotes(lines, verdicts)
    return [verdict.kind for verdict in verdicts]


def test_a_passage_ends_where_the_outer_voice_comes_back() -> None:
    """Paragraphs between a line that hands on a report and the next word about that report are quoted."""
    assert marked(REST, INTRO, *QUOTED, OUTER) == ["body", "body", "blockquote", "blockquote", "blockquote", "body"]


def test_without_an_end_the_passage_goes_to_its_ellipsis() -> None:
    """Nothing is taken for a quotation that the text does not show to be one."""
    assert marked(INTRO, *QUOTED) == ["body", "blockquote", "blockquote", "body"]
    assert marked(INTRO, QUOTED[0], QUOTED[2]) == ["body"] * 3


def test_a_colon_before_an_ordinary_list_starts_no_quotation() -> None:
    """A line that hands nothing on does not open a passage."""
    assert marked("Three things were found on the old quay that same morning:", *QUOTED) == ["body"] * 4


def test_lines_after_a_mark_of_mail_are_quoted() -> None:
    """`> ` at the start of a line quotes it."""
    assert marked(REST, f"> {REST}") == ["body", "blockquote"]


def test_a_dateline_may_stand_on_a_line_of_its_own() -> None:
    """A place in capitals, with state, day or wire after it, and the dash that begins the paragraph below."""
    for line in ("ALDMERE --", "KELM, Tarn (AP) _", "PORT ORRIN (Lantern) -", "SARN, March 3 —", "ST. ODD/KELM (AP)--"):
        assert is_dateline(line), line
    for line in ("ALDMERE", "Aldmere --", "--", "THE QUAY IS SAFE!", "SARN --- the quay", "A-" * 40 + " x-"):
        assert not is_dateline(line), line
