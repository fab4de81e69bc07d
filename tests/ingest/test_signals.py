"""Readings of metadata: which comes first, how sure it is, and what disagrees."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.signals import ORDER, PLACES, confidence, conflicts, settle, trust
from rashomon.records import Signal


def s(field: str, value: str, where: str, p: float = 0.0) -> Signal:
    return Signal(field=field, value=value, where=where, p=p)


def first(signals: list[Signal], field: str) -> Signal:
    """The chosen reading of a field."""
    return next(signal for signal in settle(signals) if signal.field == field)


def values(signals: list[Signal], field: str) -> list[str]:
    return [signal.value for signal in settle(signals) if signal.field == field]


@pytest.mark.parametrize("where", ["a person", "person", "given"])
def test_a_person_has_the_last_word(where: str) -> None:
    """What a person said stands first for every field, against any number of other places."""
    others = [s("published", "2020-02-07", w) for w in ("JSON-LD datePublished", "date line 3", "feed pubDate")]
    found = first([*others, s("published", "2020-02-09", where)], "published")
    assert (found.value, found.p) == ("2020-02-09", 1.0)
    assert confidence(settle([*others, s("published", "2020-02-09", where)])) == 1.0
    assert first([s("outlet", "Reuters", "JSON-LD"), s("outlet", "nyt", where)], "outlet").value == "nyt"


def test_a_judgement_beats_the_date_given_with_the_order() -> None:
    """Of two words of a person the judgement about this document counts more than the date given for a pile."""
    assert first(
        [s("published", "2020-01-01", "given"), s("published", "2020-01-02", "a person")], "published"
    ).value == ("2020-01-02")


def test_the_surest_place_comes_first() -> None:
    """Readings of a field stand in the order of trust, and p says how far it goes; a given p stays."""
    found = settle(
        [
            s("published", "2020-02-05", "htmldate's reading of the page"),
            s("published", "2020-02-06", "time element"),
            s("published", "2020-02-07", "meta article:published_time"),
            s("title", "B", "pdf metadata", 0.99),
            s("title", "A", "JSON-LD headline"),
        ]
    )
    assert [(x.value, x.p) for x in found] == [
        ("B", 0.99),
        ("A", 0.95),
        ("2020-02-07", 0.94),
        ("2020-02-05", 0.85),
        ("2020-02-06", 0.77),
    ]


def test_independent_places_that_agree_beat_a_surer_one() -> None:
    """A day that the text and the address give comes before one that only the page's system states."""
    signals = [
        s("published", "2020-02-08", "JSON-LD datePublished"),
        s("published", "2020-02-08", "meta article:published_time"),
        s("published", "2020-02-07", "date line 3"),
        s("published", "2020-02-07", "date in the canonical address"),
    ]
    assert values(signals, "published") == ["2020-02-07", "2020-02-07", "2020-02-08", "2020-02-08"]
    assert 0.3 < confidence(settle(signals)) < 0.9


def test_confidence_grows_with_agreement_and_falls_with_doubt() -> None:
    """One reading is as sure as its place; a second place that agrees adds to it, one that differs takes away."""
    one = [s("published", "2020-02-07", "date line 3")]
    agree = [*one, s("published", "2020-02-07", "meta date")]
    differ = [*one, s("published", "2020-02-06", "meta date")]
    twice = [*one, s("published", "2020-02-07", "date line 4")]
    assert confidence(settle(one)) == pytest.approx(0.87)
    assert confidence(settle(twice)) == pytest.approx(0.87)
    assert confidence(settle(differ)) < confidence(settle(one)) < confidence(settle(agree)) < 1
    assert confidence([]) == 0


def test_a_day_that_cannot_be_is_trusted_least() -> None:
    """The year 1 that systems write for "unknown", and a day after the capture, come last."""
    signals = [
        s("published", "0001-01-01", "JSON-LD datePublished"),
        s("published", "2019-11-20", "time element"),
        s("published", "2022-01-01", "meta date"),
        s("captured", "2020-02-01", "WARC-Date"),
    ]
    assert values(signals, "published")[0] == "2019-11-20"
    assert conflicts(signals) == ()


def test_a_further_time_element_counts_less() -> None:
    """A page's later time elements belong to other articles: they are no conflict."""
    signals = [s("published", f"2020-02-0{n}", "time element") for n in (7, 8, 9)]
    assert [x.p for x in settle(signals)] == [0.77, 0.385, 0.193]
    assert conflicts(signals) == ()


def test_outlets_go_by_the_name_of_the_gazetteer() -> None:
    """The known name stands first and the reading as written stays; unknown outlets stay as they are."""
    found = settle([s("outlet", "NYTimes", "meta og:site_name"), s("outlet", "The Lantern", "copyright line 9")])
    assert [(x.value, x.where) for x in found] == [
        ("The New York Times", "gazetteer, for NYTimes (meta og:site_name)"),
        ("NYTimes", "meta og:site_name"),
        ("The Lantern", "copyright line 9"),
    ]
    assert settle(found) == found


def test_an_ambiguous_outlet_is_settled_by_the_address() -> None:
    """The name "The Times" is another paper at another address, and stays open without one."""
    named = s("outlet", "The Times", "meta og:site_name")
    assert values([named], "outlet") == ["The Times"]
    irish = s("canonical", "//www.irishtimes.com/a", "link rel=canonical")
    assert values([named, irish], "outlet")[0] == "The Irish Times"
    host = s("outlet", "seattletimes.com", "host of the canonical address")
    assert values([named, host], "outlet")[0] == "The Seattle Times"


def test_an_unknown_label_yields_to_a_known_outlet_that_two_places_name() -> None:
    """What a site calls itself, or a part of its name, stands behind the outlet that its address and more name."""
    host, tail = "host of the canonical address", "end of the title element"
    label, part = s("outlet", "U.S.", "meta og:site_name"), s("outlet", "Sky", "JSON-LD publisher")
    assert values([label, s("outlet", "reuters.com", host), s("outlet", "Reuters", tail)], "outlet")[0] == "Reuters"
    assert values([label, s("outlet", "reuters.com", host)], "outlet")[0] == "U.S."
    assert values([part, s("outlet", "news.sky.com", host), s("outlet", "Sky News", tail)], "outlet")[0] == "Sky News"
    other = s("outlet", "The Lantern", "JSON-LD publisher")
    assert values([other, s("outlet", "msn.com", host), s("outlet", "MSN", tail)], "outlet")[0] == "The Lantern"


def test_conflicts_are_said_in_words() -> None:
    """A sentence for each field whose readings disagree, with the places."""
    signals = [
        s("published", "2020-02-07", "JSON-LD datePublished"),
        s("published", "2020-02-07", "meta date"),
        s("published", "2020-02-09", "date line 3"),
        s("author", "Odd Marl", "byline, line 2"),
        s("author", "Ina Foss", "meta author"),
    ]
    assert conflicts(signals) == (
        "author: Odd Marl (byline, line 2) but Ina Foss (meta author)",
        "published: 2020-02-07 (meta date, JSON-LD datePublished) but 2020-02-09 (date line 3)",
    )


@pytest.mark.parametrize(
    "signals",
    [
        [s("published", "2020-02-07", "meta date"), s("updated", "2020-02-09", "meta modified")],
        [s("title", "Ships seen", "JSON-LD"), s("title", "Ships seen | The Lantern", "title element")],
        [s("title", "Ships were seen off the quay", "JSON-LD"), s("title", "Off the quay ships seen", "meta og:title")],
        [s("outlet", "The Lantern", "JSON-LD"), s("outlet", "lanternnews", "meta twitter:site")],
        [s("outlet", "Twin Cities", "JSON-LD"), s("outlet", "twincities.com", "host of the canonical address")],
        [s("updated", "0001-01-01", "JSON-LD dateModified"), s("published", "2019-11-19", "meta date")],
        [s("title", "Ships  “seen”", "JSON-LD"), s("title", 'ships "seen"', "meta og:title")],
        [s("outlet", "NYT", "JSON-LD"), s("outlet", "nytimes.com", "host of the canonical address")],
        [s("outlet", "The Lantern", "JSON-LD"), s("outlet", "lantern.example", "host of the canonical address")],
        [s("author", "Ina Foss", "byline"), s("author", "Ina Foss, Odd Marl", "JSON-LD author")],
        [s("published", "2020-02-07", "meta date"), s("captured", "2020-02-07", "WARC-Date")],
        [s("published", "7/2/2020", "mail Date, as written", 0.1), s("published", "2020-02-07", "meta date")],
        [s("url", "https://a.example", "x"), s("url", "https://b.example", "y")],
        [],
    ],
)
def test_what_is_no_conflict(signals: list[Signal]) -> None:
    """Spellings, parts of a longer title, a later update and a capture afterwards are no disagreement."""
    assert conflicts(signals) == ()


def test_a_day_apart_may_be_the_time_zone() -> None:
    """Two days in a row are said to be perhaps one moment; days further apart are not."""
    near = conflicts([s("published", "2020-02-07", "meta date"), s("published", "2020-02-08", "date line 3")])
    far = conflicts([s("published", "2020-02-07", "meta date"), s("published", "2020-02-09", "date line 3")])
    assert near == ("published: 2020-02-07 (meta date) but 2020-02-08 (date line 3); a day apart may be the time zone",)
    assert "time zone" not in far[0]


def test_a_page_at_another_outlet_s_address_is_a_conflict() -> None:
    """A known outlet's address under another outlet's name is worth a look: the page was taken over."""
    found = conflicts(
        [s("outlet", "MSN", "meta og:site_name"), s("outlet", "cnn.com", "host of the canonical address")]
    )
    assert found == ("outlet: MSN (meta og:site_name) but CNN (host of the canonical address)",)


def test_the_order_of_days_is_checked() -> None:
    """A text that was published after it was captured, or updated before it was published, is worth a look."""
    late = conflicts([s("published", "2020-03-07", "given"), s("captured", "2020-02-01", "WARC-Date")])
    assert late == ("published 2020-03-07 (given) after it was captured 2020-02-01 (WARC-Date)",)
    early = conflicts([s("published", "2020-03-07", "meta date"), s("updated", "2020-02-01", "meta modified")])
    assert early == ("updated 2020-02-01 (meta modified) before it was published 2020-03-07 (meta date)",)


SIGNALS = st.lists(
    st.builds(
        s,
        st.sampled_from(["published", "captured", "updated", "outlet", "title", "author", "language", "via"]),
        st.dates(date(1, 1, 1)).map(str) | st.text(max_size=12) | st.sampled_from(["NYT", "The Times", "en"]),
        st.sampled_from(["given", "a person", "JSON-LD x", "date line 3", "meta date", "time element", "odd"]),
        st.sampled_from([0.0, 0.4, 1.0]),
    ),
    max_size=12,
)


@given(SIGNALS)
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_and_nothing_raises(signals: list[Signal]) -> None:
    """Every reading is there afterwards, each once; settling twice changes nothing; a p lies between 0 and 1."""
    found = settle(signals)
    kept = {(x.field, x.value, x.where) for x in found}
    read = {(x.field, x.value, x.where) for x in signals}
    assert len(kept) == len(found)
    assert read <= kept
    assert all(field == "outlet" and where.startswith("gazetteer") for field, _, where in kept - read)
    assert all(0 < x.p <= 1 for x in found if x.field in PLACES)
    assert settle(found) == found
    assert all(isinstance(sentence, str) and sentence for sentence in conflicts(signals))
    assert 0 <= confidence(found) <= 1


def test_places_are_told_by_how_they_begin() -> None:
    """A place that is not in the table is trusted half; every figure of the table is a share."""
    assert trust("published", "JSON-LD datePublished") == 0.9
    assert trust("published", "Meta article:published_time") == 0.94
    assert trust("published", "nowhere in particular") == 0.5
    assert trust("mood", "JSON-LD") == 0.5
    assert all(0 < p < 1 for table in PLACES.values() for _, p in table)
    assert set(PLACES) <= set(ORDER)
