"""Pairs of texts from a file, compared."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from rashomon.answers import ComparedRow
from rashomon.comparing import compare, compare_pairs
from rashomon.errors import InputError, NotFound


def file(folder: Path, *pairs: tuple[str, str]) -> Path:
    """A file of pairs."""
    path = folder / "pairs.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode({"a": a, "b": b}) + b"\n" for a, b in pairs))
    return path


def test_rows_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """One row a pair, in order; empty lines and a byte order mark are left out."""
    path = file(tmp_path, ("The bridge is open.", "The bridge is not open."), ("", "x"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\n\r\n")
    assert [row.relation for row in compare_pairs(path)] == ["contradicts", "neutral"]


@pytest.mark.parametrize("bad", [b"{", b"[]", b'{"a": 1, "b": "x"}', b'{"a": "x"}', b"\xff\xfe", b"null"])
def test_a_bad_line_is_named(tmp_path: Path, bad: bytes) -> None:
    """A line that is no pair stops the work before it begins, with its number."""
    path = file(tmp_path, ("a", "b"))
    path.write_bytes(path.read_bytes() + bad)
    with pytest.raises(InputError, match="line 2"):
        compare_pairs(path)


def test_no_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    """A missing file is not found, a folder is no file."""
    with pytest.raises(NotFound, match="nothing"):
        compare_pairs(tmp_path / "nothing.jsonl")
    with pytest.raises(InputError):
        compare_pairs(tmp_path)


def test_quantities_are_read_in_full() -> None:
    """Numbers of the two texts are set against each other in the reasons."""
    row = compare("31 rockets hit the base.", "Between 11 and 16 rockets hit the base on Monday.")
    assert row.relation == "contradicts"
    assert any("31 rockets against 11 to 16 rockets" in reason for reason in row.reasons)


def test_a_long_text_is_answered_by_its_sentence() -> None:
    """The sentence that bears on the claim is found in a long text, and told."""
    filler = " ".join(f"The market in street {n} sold apples, bread and salt all week." for n in range(30))
    text = f"{filler} The mayor denied that the old bridge had collapsed. {filler}"
    row = compare("The old bridge had collapsed.", text)
    assert row.relation == "contradicts"
    assert row.sentences == ("The mayor denied that the old bridge had collapsed.",)


@pytest.mark.parametrize(
    "text", ["", "x" * 100_000, "\u0000\u202e \u05e9\u05dc\u05d5\u05dd", "\U0001f642 " * 5000, "<b>" * 9000]
)
def test_hostile_texts_are_answered(text: str) -> None:
    """Whatever the text, on either side, there is a row."""
    assert isinstance(compare("The bridge is open.", text), ComparedRow)
    assert isinstance(compare(text, "The bridge is open."), ComparedRow)
