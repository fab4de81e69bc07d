"""All checks together: streams, orders, copies, anything that a text may hold."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Document, Finding, Quantity, Reading, Time
from rashomon.weigh.checks import findings
from tests.factory import HOSTILE, document, place, quantity, reading, time, valued
from tests.strategies import any_text

KINDS = {"distance", "duration", "weekday", "order", "arithmetic", "range", "headline"}


def case(count: int = 3) -> list[Reading]:
    """Readings with something to check in each."""
    out = []
    for number in range(count):
        text = f"At Arda {number + 3} guards were killed on Monday, 27 December 2019."
        text += " Two weeks later, on 3 March 2020, it fell."
        of = document(text, name=f"{number}.txt", published="2020-04-01")
        out.append(
            valued(
                of,
                time(of, "Monday, 27 December 2019", "2019-12-27", weekday=0),
                time(of, "3 March 2020", "2020-03-03"),
                place(of, "Arda", 41.0, 20.0),
                quantity(of, str(number + 3), number + 3, of="guards", head="guard", event="kill"),
            )
        )
    return out


def test_the_order_of_the_readings_changes_nothing() -> None:
    """The same findings in the same order, also from a stream, also with a document twice."""
    readings = case()
    expected = findings(readings)
    assert {f.kind for f in expected} == {"weekday", "duration", "range"}
    assert findings(reversed(readings)) == expected
    assert findings(iter([*readings, readings[0]])) == expected
    assert len({f.id for f in expected}) == len(expected)


def test_a_large_case_is_quick_and_each_finding_short() -> None:
    """Two thousand documents about one occasion give one finding about its count, not two million."""
    of_counts = [f for f in findings(case(2000)) if f.kind == "range"]
    assert len(of_counts) == 1
    assert len(of_counts[0].against) <= 8


def test_readings_without_a_document_and_comments_are_passed_over() -> None:
    """A comment is nobody's account."""
    (one,) = case(1)
    assert one.document is not None
    comment = msgspec.structs.replace(one, document=msgspec.structs.replace(one.document, kind="comment"))
    assert findings([Reading(name="a"), comment]) == []


def test_no_finding_passes_a_verdict() -> None:
    """The words say what was compared."""
    said = " ".join(f"{f.reason} {f.computed} {f.tolerance}" for f in findings(case())).lower()
    assert not any(word in said for word in ("false", "wrong", "lie", "error", "untrue", "incorrect"))


def _well_formed(found: list[Finding], of: Document) -> None:
    for one in found:
        assert one.kind in KINDS
        assert one.reason
        assert 0 <= one.p <= 1
        for spot in (one.stated, *one.against):
            assert 0 <= spot.start < spot.end <= len(of.text)


PIECES = [
    *("31 killed: ", "20 soldiers", " and ", "11 civilians", ", or ", "20 percent", " of the ", "Two weeks later, on "),
    *("27 December 2019", "Monday ", " from ", " to ", "doubled ", "rose ", "born ", "died ", "aged 62", " in all"),
    *(
        "including ",
        "Of the ",
        "since ",
        "in the 10 days before the attack",
        "9-day ",
        ". ",
        "\n",
        "(1950-2019)",
        HOSTILE,
    ),
]


@given(st.lists(st.one_of(any_text, st.sampled_from(PIECES)), max_size=14))
def test_any_text_can_be_checked(pieces: list[str]) -> None:
    """Whatever stands between numbers and dates, each finding quotes the text."""
    text = "".join(pieces)
    of = document(text, published="2020-01-10")
    values: list[Time | Quantity] = [
        *(time(of, "27 December 2019", "2019-12-27", weekday=0) for _ in [0] if "27 December 2019" in text),
        *(quantity(of, w, n, head=h, of=h) for w, n, h in (("31", 31, "person"), ("20", 20, "soldier")) if w in text),
        *(quantity(of, w, 20, unit="percent") for w in ("20 percent",) if w in text),
        *(quantity(of, w, 11, of="civilians", head="civilian", event="kill") for w in ("11",) if w in text),
    ]
    _well_formed(findings([valued(of, *values)] if text.strip() else [reading(of)]), of)


def test_a_text_without_a_space_takes_no_time() -> None:
    """Half a million characters in one sentence are cut."""
    text = "9-" * 250_000
    of = document(text, published="2020-01-10")
    assert findings([valued(of, quantity(of, "9", 9, head="x", event="kill"))]) == []
