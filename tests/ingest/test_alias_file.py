"""A user's own list of names of one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InputError, RashomonError
from rashomon.ingest.alias_file import MAX_BYTES, read_aliases

LIST = """# Who is who in the strait
Free Harbour Front = FHF = the Front [group]

Ministry of Defence=MoD
"""


def test_a_line_is_one_thing() -> None:
    """Names stand between equals signs, a kind in brackets at the end; remarks and empty lines say nothing."""
    front, ministry = read_aliases("names.txt", LIST.encode())
    assert (front.line, front.names, front.kind) == (2, ("Free Harbour Front", "FHF", "the Front"), "group")
    assert (ministry.line, ministry.names, ministry.kind) == (4, ("Ministry of Defence", "MoD"), "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("# only a remark\n", "no names in it"),
        ("Front\n", "line 1: two names or more"),
        ("Front = \n", "line 1: two names or more"),
        ("Front = FRONT\n", "line 1: two names or more"),
        ("A = B\nFront = FHF [tribe]\n", r"line 2: \[tribe\] is no kind; use person"),
        ("A = " + "b" * 201, "more than 200 characters"),
        ("a\n" * 9, "and 4 more"),
        ("\0" * 9, "not text"),
        (" " * (MAX_BYTES + 1), "split the file"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    """A file with a mistake gives no names at all, and the error has the line and what to try."""
    with pytest.raises(InputError, match=message):
        read_aliases("names.txt", text.encode())


@given(st.binary(max_size=200))
def test_any_bytes_give_names_or_an_error(data: bytes) -> None:
    """Whatever the bytes, there are rows with two names or more, or an error of ours."""
    try:
        rows = read_aliases("names.txt", data)
    except RashomonError:
        return
    assert all(len(row.names) > 1 and all(row.names) for row in rows)
