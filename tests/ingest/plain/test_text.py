"""What the visible lines of a plain text say about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.dates import date_in
from rashomon.ingest.plain.lines import is_date_line
from rashomon.ingest.plain.text import read_text, zoned
from rashomon.records import Part, Provenance, Zone

PROSE = (
    "The harbour office said on Monday that two ships had been seen off the quay before the first shell fell.",
    "Nobody in the ministry would say who had given the order, and the mayor declined to speculate about it.",
)


def chosen(*lines: str) -> dict[str, tuple[str, str]]:
    _, signals = read_text("\n".join(lines))
    return {s.field: (s.value, s.where) for s in reversed(signals)}


def test_head_lines_give_title_author_outlet_and_date() -> None:
    """Headline and byline are read, and where they stood is said."""
    found = chosen("Ships Seen Before Harbour Was Shelled", "By Odd Marl | The Lantern | February 7, 2020", *PROSE)
    assert found["title"] == ("Ships Seen Before Harbour Was Shelled", "headline, line 1")
    assert found["author"] == ("Odd Marl", "byline, line 2")
    assert found["outlet"] == ("The Lantern", "byline, line 2")
    assert found["published"] == ("2020-02-07", "byline, line 2")


def test_relay_is_a_signal() -> None:
    """The outlet that a text was taken over from is kept as a signal of its own."""
    found = chosen("“The Harbour Incident,” authored by Odd Marl, via The Quay Review…", *PROSE)
    assert found["author"] == ("Odd Marl", "authored-by line 1")
    assert found["via"] == ("The Quay Review", "authored-by line 1")


def test_feed_footer_names_title_and_outlet() -> None:
    """The closing line of a feed item is believed before the headline inside it."""
    found = chosen(*PROSE, "The post Ships Seen (Video) appeared first on The Lantern.")
    assert found["title"] == ("Ships Seen (Video)", "feed footer, line 3")
    assert found["outlet"][0] == "The Lantern"


def test_support_line_and_disclaimer_name_the_outlet() -> None:
    """The outlet that asks for support, or whose views these are not, is the document's."""
    found = chosen(*PROSE, "Liked it? Take a second to support The Lantern on Patreon!")
    assert found["outlet"] == ("The Lantern", "support line, line 3")


def test_comment_dates_are_no_publication_date() -> None:
    """The date of a comment is not the document's."""
    found = chosen(*PROSE, "Notify of", "February 7, 2020", "", "I knew it.")
    assert "published" not in found


def test_nothing_sure_is_nothing_said() -> None:
    """A text without such lines has no title, outlet, author or date."""
    assert set(chosen(*PROSE)) <= {"language"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("February 7, 2020", "2020-02-07"),
        ("7 Feb. 2020", "2020-02-07"),
        ("den 7. März 2020", "2020-03-07"),
        ("7 de febrero de 2020", "2020-02-07"),
        ("7 февраля 2020 г.", "2020-02-07"),
        ("2020年2月7日", "2020-02-07"),
        ("07.10.2022 11:00", "2022-10-07"),
        ("3/4/2020", ""),
        ("31 February 2020", ""),
        ("no date", ""),
    ],
)
def test_written_dates(text: str, day: str) -> None:
    """Dates of many languages are read; one that could be two days, or is none, gives nothing."""
    assert date_in(text) == day


@pytest.mark.parametrize(
    "line", ["February 7, 2020", "3 years ago", "Thursday 6 October 2022, 23:55", "Updated Nov 13, 2019, 10:28am EST"]
)
def test_date_lines(line: str) -> None:
    """A line that holds a date and next to nothing else is a date line."""
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line", ["In 2014 the war began", "5", "The port fell on 7 February 2020 after a siege", "Page 41"]
)
def test_lines_that_are_no_date_lines(line: str) -> None:
    """A sentence with a date in it is none."""
    assert not is_date_line(line)


HANDED_ON = """The Lantern’s Odd Marl and its editor discuss what the minister said on Monday about the harbour and the end of the shelling.
Support Free Speech:
Subscribe to The Lantern on YouTube – Find us on BitChute.
“The Salt Haven Incident,” authored by Ina Foss, via The Quay Review…
Like the steps that led to the closing of the strait, the seizure of the ferry was meant to win the town for a blockade that few of its people wanted, and it was planned for months.
The plan has failed, however, thanks to the careful answer of the harbour guard, which did not give the minister cause to raise the stakes any further.
The officers who planned it said nothing of the kind in public, but the letters that they sent each other, and that the Review has seen, leave little doubt about what was meant.
Ina Foss is an independent journalist and winner of the 2012 Harbour Prize. She is the author of several books about the coast.
The post Minister stops the drive towards blockade (Video) appeared first on The Lantern."""  # noqa: E501 (paragraphs are one line)


def test_an_article_handed_on_is_a_part_with_its_own_head() -> None:
    """The introduction and the article that it introduces are two parts; author, outlet and title are the article's."""
    zones, signals, provenance, parts = zoned(HANDED_ON)
    assert [(part.title, part.author, part.outlet) for part in parts][-1] == (
        *("The Salt Haven Incident", "Ina Foss"),
        "The Quay Review",
    )
    kinds = {HANDED_ON[zone.start : zone.end][:12]: zone.kind for zone in zones}
    assert kinds["“The Salt Ha"] == "headline"
    assert kinds["authored by "] == "provenance"
    assert kinds["Ina Foss is "] == "author_bio"
    assert kinds["The post Min"] == "provenance"
    assert {p.relation for p in provenance} >= {"authored", "via", "first_published"}
    assert next(s.value for s in signals if s.field == "title").startswith("Minister stops the drive")


@settings(deadline=None)  # the first example waits for grammar and model to be read
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Zones and provenance lie inside the text, whatever it is."""
    zones, _, provenance, parts = zoned(text)
    spans: list[Zone | Provenance | Part] = [*zones, *provenance, *parts]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)


def test_author_and_day_in_one_line_and_a_name_alone() -> None:
    """`Posted on DAY by NAME` gives both; so does a line that a text browser put numbers in."""
    prose = "\n\n".join(f"The harbour office said on day {i} that ships had been seen off the quay." for i in range(9))
    for line in ("Posted on April 2, 2021 by Petra Quill", "By [4]Petra Quill\n\nApril 2, 2021"):
        _, signals = read_text(f"Two Ships Seen Off The Quay\n\n{line}\n\n{prose}\n")
        found = {(s.field, s.value) for s in signals}
        assert {("author", "Petra Quill"), ("published", "2021-04-02")} <= found
