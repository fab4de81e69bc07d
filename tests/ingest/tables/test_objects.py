"""JSON as it comes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import Unreadable
from rashomon.ingest.tables.objects import is_json, loads, raw_fields, raw_items, starts_as_json, written

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), values))
def test_what_is_written_comes_back(value: dict[str, Any]) -> None:
    """Values are written on one line and read back the same, in any encoding."""
    data = written(value)
    assert b"\n" not in data
    assert is_json(data)
    assert starts_as_json(data)
    assert loads(data) == loads(json.dumps(value, indent=2).encode("utf-16")) == value
    assert {name: loads(raw) for name, raw in (raw_fields(data) or {}).items()} == value


def test_careless_json() -> None:
    """Half characters, controls in strings, bad bytes and numbers that are none are read, and can be written again."""
    assert loads(b'{"a": "\\ud800"}') == {"a": "\ud800"}
    assert written({"a": "\ud800"}) == b'{"a": "?"}'
    assert loads(b'{"a": "b\nc\xff"}') == {"a": "b\nc\ufffd"}
    assert loads(b'{"a": NaN}')["a"] != 0
    assert raw_items(b'[{"a": 1 }, 2]') == [b'{"a": 1 }', b"2"]


@pytest.mark.parametrize("data", [b"{", b'{"a": 1} x', b"", b"text", b"[" * 100_000, b"\xff\xfe"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_broken_json(data: bytes, wrapped: bool) -> None:
    """What is broken is refused with the place, and never mistaken for JSON."""
    data = b'{"a": ' + data if wrapped else data
    assert raw_fields(data) is None
    with pytest.raises(Unreadable, match=r"broken at|nested too deep|white space|empty|a number"):
        loads(data)


@pytest.mark.parametrize("text", ["[A]ny attack", "{Editor's note}", "[1 of 2] He said", "text", "", '"a"'])
def test_prose_in_brackets(text: str) -> None:
    """A bracket does not make JSON: most prose is told at its first letters, the rest at its end."""
    assert not (starts_as_json(text.encode()) and is_json(text.encode()))
