"""Short texts as people paste them: no sentence is lost, and the headline is found."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rashomon.ingest.plain.lines import lines_of
from rashomon.ingest.plain.short_texts import title_of, whole_of
from rashomon.ingest.plain.zones import zones_of_text
from rashomon.records import ARTICLE_ZONES

Said = list[tuple[str, str]]
"""The paragraphs of a text, each with the kinds of zone that it may lie in."""
READ = ARTICLE_ZONES | {"dateline", "provenance"}
COLUMNS = (60, 72, 80, 100, 117)


@cache
def texts() -> dict[str, Said]:
    """The texts of short_texts.toml by name."""
    rows = tomllib.loads(Path(__file__).with_name("short_texts.toml").read_text("utf8"))["text"]
    return {row["name"]: [(kinds, said) for kinds, said in row["said"]] for row in rows}


def kinds_of(paragraphs: list[str], between: str) -> Iterator[set[str]]:
    """The kinds of zone in which each paragraph of a text lies."""
    text = between.join(paragraphs) + "\n"
    zones = zones_of_text(text)
    start = 0
    for said in paragraphs:
        start = text.index(said, start)
        yield {zone.kind for zone in zones if zone.start < start + len(said) and zone.end > start}
        start += len(said)


@pytest.mark.parametrize("name", texts())
def test_each_paragraph_is_what_it_is(name: str) -> None:
    """Paragraphs parted by blank lines are headline, byline, body or furniture as a reader would say."""
    said = texts()[name]
    for (kinds, paragraph), found in zip(said, kinds_of([p for _, p in said], "\n\n"), strict=True):
        allowed = set(kinds.split("|"))
        assert found <= allowed | ({"dateline", "provenance"} if "dateline" in allowed else set()), paragraph


@pytest.mark.parametrize("name", texts())
@pytest.mark.parametrize("column", COLUMNS)
def test_breaking_the_lines_at_a_column_changes_nothing(name: str, column: int) -> None:
    """A text that was broken at a column has the same zones as the text that was not."""
    whole = [said for _, said in texts()[name]]
    broken = ["\n".join(textwrap.wrap(said, column)) for said in whole]
    assert list(kinds_of(broken, "\n\n")) == list(kinds_of(whole, "\n\n"))


@pytest.mark.parametrize("name", texts())
@pytest.mark.parametrize("column", [0, *COLUMNS])
def test_no_sentence_is_lost_without_blank_lines(name: str, column: int) -> None:
    """Where only line ends part the paragraphs, and rows of them, all that is said still lies in the article."""
    said = texts()[name]
    rows = ["\n".join(textwrap.wrap(p, column)) if column else p for _, p in said]
    for (kinds, paragraph), found in zip(said, kinds_of(rows, "\n"), strict=True):
        if set(kinds.split("|")) <= READ:
            assert found <= READ, paragraph


def whole(text: str) -> int:
    return whole_of(lines_of(text))


SENTENCES = "The owners said on Monday that the quay at Sarn was safe.\nDivers had seen no crack in its pillars.\n"


def test_a_menu_above_the_sentences_makes_a_page() -> None:
    """A run of short lines, or several lines above the first sentence, are a sign of a page; a title is none."""
    assert whole("Quay at Sarn is safe, say owners\n" + SENTENCES) == 3
    assert whole("Home\nWorld\nSport\nWeather\n" + SENTENCES) == 0
    assert whole("The Lantern, every day anew\nQuay at Sarn is safe\nPhotographs and films\n" + SENTENCES) == 0


def test_what_stands_below_the_first_label_is_not_claimed() -> None:
    """Below a line of the page that follows the sentences the line model judges."""
    assert whole(SENTENCES + "Related\nHerring fleet comes home early this year\n") == 2


def test_a_text_whose_sentences_stand_below_a_label_is_a_page() -> None:
    """One sentence above the first label and more below are a page's motto and its article."""
    assert whole("We say what we saw, every day.\nShare\n" + SENTENCES) == 0


def test_a_few_open_lines_are_a_text() -> None:
    """Lines without full stops are somebody's words where they are longer than a menu's."""
    assert whole("The quay was closed on Monday\nDock workers will strike\nThe mayor says he had no choice\n") == 3
    assert whole("Latest news\nSport\nThe quay was closed on Monday\nWeather\n") == 0


def test_an_address_and_a_count_of_views_are_no_part_of_the_text() -> None:
    """They stand above or below what somebody wrote."""
    text = "https://lantern.example/quay\n" + SENTENCES + "12.4K views · 22:41\n"
    assert whole(text) == 3
    kinds = [zone.kind for zone in zones_of_text(text)]
    assert kinds[0] not in READ
    assert kinds[-1] not in READ


def title(text: str) -> int:
    return title_of(lines_of(text))


def test_first_lines_that_are_no_title() -> None:
    """A greeting, a question of an interview, hashtags and a first sentence are none."""
    for first in (
        "Hi Mara,",
        "Q: Did you see it?",
        "#sarn #quay",
        "The quay is safe.",
        "- one quay",
        "22:40 Quay closed",
    ):
        assert title(f"{first}\n\n{SENTENCES}") == -1, first


def test_a_title_may_end_with_a_full_stop() -> None:
    """So agencies send it: a short line apart, without articles and pronouns, in words that the text says again."""
    assert title(f"Quay at Sarn safe, say owners.\n\n{SENTENCES}") == 0
    assert title(f"Quay at Sarn safe, say owners.\n{SENTENCES}") == -1
    assert title(f"Herring fleet home early.\n\n{SENTENCES}") == -1


def test_author_and_day_may_stand_above_the_title() -> None:
    """The first line that is neither is the title."""
    assert title(f"7 February 2020\nBy Odd Marl\nQuay at Sarn is safe, say owners\n{SENTENCES}") == 2
