"""Copies never count: the bounds on independent origins over random cases of documents and copies."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voices import CONTENTS, Line, Text, bounds, originals, with_copies

FEW = settings(max_examples=150, deadline=None)


@FEW
@given(st.data())
def test_copies_change_no_count(data: st.DataObject) -> None:
    """Copies in full, abridged, reworded, embedded, credited or not, and copies of copies change no bound."""
    texts = data.draw(originals())
    copied = data.draw(with_copies(texts))
    assert bounds(copied) == bounds(texts)


@FEW
@given(originals(), st.integers(0, 3))
def test_a_full_copy_of_unknown_direction_changes_no_count(texts: list[Text], which: int) -> None:
    """Two documents of one text of which neither is known to be the first count as one."""
    source = texts[which % len(texts)]
    again = Text("Fen Times", source.lines, source.day, title="Again")
    assert bounds([*texts, again], unknown=True) == bounds(texts)


@FEW
@given(st.data(), st.integers(0, len(CONTENTS) - 1))
def test_an_independent_named_origin_raises_high_by_one(data: st.DataObject, content: int) -> None:
    """Somebody new who is named and says the same in a document of its own is one origin more, and at most one."""
    texts = data.draw(with_copies(data.draw(originals())))
    new = Text("Fen Times", (Line(content, "Oke Varn", "new"),), title="New")
    before, after = bounds(texts), bounds([*texts, new])
    key = f"s{content}"
    low, high = before.get(key, (0, 0))
    assert after[key][1] == high + 1
    assert low <= after[key][0] <= low + 1
    assert {k: v for k, v in after.items() if k != key} == {k: v for k, v in before.items() if k != key}


@FEW
@given(st.data())
def test_the_order_of_documents_changes_nothing(data: st.DataObject) -> None:
    """The same documents in another order have the same bounds."""
    texts = data.draw(with_copies(data.draw(originals())))
    order = data.draw(st.permutations(range(len(texts))))
    assert bounds(texts, order) == bounds(texts)


@FEW
@given(st.data())
def test_low_is_at_least_one_and_at_most_high(data: st.DataObject) -> None:
    """A statement that anybody makes has at least one origin, and never more than it has members."""
    texts = data.draw(with_copies(data.draw(originals())))
    assert all(1 <= low <= high for low, high in bounds(texts).values())
