"""Lines of files of any size and encoding."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.tables.byte_lines import lines_of, recoded

text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(found=st.lists(text, min_size=1, max_size=5))
def test_lines_come_as_utf8(encoding: str, found: list[str]) -> None:
    """Lines with their numbers, without a byte order mark, in UTF-8."""
    data = "\n".join(["first said", *found, ""]).encode(encoding)
    lines = list(lines_of(io.BytesIO(data), data, 1000))
    assert [number for number, _ in lines] == list(range(1, len(found) + 2))
    assert [(line or b"").decode() for _, line in lines] == [f"{line}\n" for line in ("first said", *found)]


def test_long_lines_are_passed_over() -> None:
    """A line over the limit is None, and the next has its number."""
    data = b"a\n" + b"x" * 300_000 + b"\nb"
    assert list(lines_of(io.BytesIO(data), data[:100], 1000)) == [(1, b"a\n"), (2, None), (3, b"b")]


@given(st.binary(max_size=100))
def test_recoding_gives_utf8(data: bytes) -> None:
    """Any bytes come as UTF-8, and a limit is said to have cut them."""
    stream, recoder = recoded(io.BytesIO(data), data, 50)
    stream.read().decode("utf-8")
    assert recoder.cut == (len(data) > 50)
    assert recoder.taken == min(50, len(data))
