"""The least number of origins, against trying all divisions."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.weigh.covering import MOST, least


def near(pairs: set[tuple[int, int]], count: int) -> list[set[int]]:
    """Who may be one with whom."""
    found: list[set[int]] = [set() for _ in range(count)]
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return found


def fewest(may_be: list[set[int]]) -> int:
    """The fewest parts, by giving each number in turn to each part that it fits, or to a new one."""

    def tried(number: int, parts: list[list[int]]) -> int:
        if number == len(may_be):
            return len(parts)
        best = tried(number + 1, [*parts, [number]])
        for i, part in enumerate(parts):
            if all(other in may_be[number] for other in part):
                best = min(best, tried(number + 1, [*parts[:i], [*part, number], *parts[i + 1 :]]))
        return best

    return tried(0, [])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6), st.data())
def test_few_are_counted_exactly(count: int, data: st.DataObject) -> None:
    """Up to six origins the least number is that of the best of all divisions, and each part may be one."""
    every = list(combinations(range(count), 2))
    may_be = near(set(data.draw(st.lists(st.sampled_from(every), unique=True))) if every else set(), count)
    found = least(may_be)
    assert found.low == found.at_most == fewest(may_be) == len(found.parts)
    assert sorted(n for part in found.parts for n in part) == list(range(count))
    assert all(b in may_be[a] for part in found.parts for a, b in combinations(part, 2))


@settings(max_examples=30, deadline=None)
@given(st.integers(MOST + 1, 40), st.data())
def test_many_have_a_least_and_a_most(count: int, data: st.DataObject) -> None:
    """Of more that hang together the least number is bounded from both sides."""
    chain = {(i, i + 1) for i in range(count - 1)}
    more = data.draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=60))
    found = least(near(chain | {(a, b) for a, b in more if a != b}, count))
    assert 1 <= found.low <= found.at_most <= count


def test_no_origins_are_none() -> None:
    """Nothing has no parts."""
    assert least([]).low == 0
