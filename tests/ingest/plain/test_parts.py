"""Several articles in one text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.plain.lines import lines_of
from rashomon.ingest.plain.parts import parts_of
from rashomon.ingest.plain.provenance import provenance_in
from rashomon.ingest.plain.zones import zones_of_text
from rashomon.records import Part, Zone

DATA = Path(os.environ.get("RASHOMON_DATA", Path(__file__).parents[3].parent / "shared" / "data"))
TOP = "Two Ships Were Seen Before Harbour Was Shelled\nBy Odd Marl"
SHIPS = (
    "The harbour office said on Monday that two ships had been seen off the quay before the first shell fell.\n"
    "Nobody in the ministry would say who had given the order, and the mayor declined to speculate about it.\n"
    "A clerk at the customs house, who was there, told reporters that the ships carried no lights at all.\n"
    "The crews have not been found, and the owner of the second ship could not be reached by telephone on Monday."
)
HERRING = (
    "Herring stocks recovered this autumn while canneries along the northern coast struggled to hire anybody.\n"
    "The fishermen’s union said that its members had never seen such catches in all the years since the war.\n"
    "Prices fell by a third in two weeks, and the ministry of fisheries is to buy what nobody else will take.\n"
    "A minister promised on Tuesday that new cold stores would be built at Aldmere and at Vardessa next spring."
)
LIGHT = (
    "The lighthouse on Salt Island was sold on Friday to a painter who means to live there with four dogs.\n"
    "The town had tried for eleven years to find a buyer, and lowered the price three times without success.\n"
    "The lamp stays the property of the coast guard, which will go on to tend it on the first of each month.\n"
    "Neighbours said they looked forward to the dogs, and asked that the footpath to the beach be kept open."
)


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a plain text, by its own zones."""
    zones = zones_of_text(text)
    return parts_of(text, zones, provenance_in(text, zones))


def heads(text: str) -> list[tuple[str, str, str, str]]:
    """Title, author, outlet and date of each part."""
    return [(part.title, part.author, part.outlet, part.published) for part in parts(text)]


def test_article_of_another_outlet_below_an_own_announcement() -> None:
    """A page's own paragraph, and below it another outlet's article under title, author and outlet, are two parts."""
    text = (
        "The Lantern’s Odd Marl and its editor discuss what the harbour office has said about the ships, and why the "
        "minister, who had promised an answer by Friday, has not given one to anybody.\nSupport Free Speech:\n"
        f"“The Harbour Incident,” authored by Petra Quill, via The Quay Review…\n{SHIPS}\n"
        "Petra Quill is a reporter.\nThe post Harbour shelled (Video) appeared first on The Lantern."
    )
    assert heads(text) == [
        ("Harbour shelled (Video)", "", "The Lantern", ""),
        ("The Harbour Incident", "Petra Quill", "The Quay Review", ""),
    ]
    second = parts(text)[1]
    assert text[second.start : second.end].startswith("“The Harbour Incident,” authored by")


def test_digest_of_signed_articles() -> None:
    """Titles with authors and dates, each above an article of its own, make a part each."""
    text = "\n\n".join(
        [
            f"{TOP}\nFebruary 7, 2020\n\n{SHIPS}",
            f"Herring Fleet Comes Home With Record Catch\nBy Petra Quill\nFebruary 8, 2020\n\n{HERRING}",
            f"Painter Buys Lighthouse On Salt Island\nBy Hanne Roth\nFebruary 9, 2020\n\n{LIGHT}",
        ]
    )
    assert heads(text) == [
        ("Two Ships Were Seen Before Harbour Was Shelled", "Odd Marl", "", "2020-02-07"),
        ("Herring Fleet Comes Home With Record Catch", "Petra Quill", "", "2020-02-08"),
        ("Painter Buys Lighthouse On Salt Island", "Hanne Roth", "", "2020-02-09"),
    ]


def test_articles_parted_by_stars() -> None:
    """A row of stars above a title and an author begins a part, also where the first article has no author."""
    text = f"{SHIPS}\n\n* * *\n\nHerring Fleet Comes Home With Record Catch\nBy Petra Quill\n\n{HERRING}"
    assert [(title, author) for title, author, _, _ in heads(text)][1] == (
        "Herring Fleet Comes Home With Record Catch",
        "Petra Quill",
    )


def test_wire_digest() -> None:
    """Titles above paragraphs that begin with a place and a wire make a part each."""
    text = "\n\n".join(
        [
            f"Two Ships Were Seen Before Harbour Was Shelled\nALDMERE (AP) — {SHIPS}",
            f"Herring Fleet Comes Home With Record Catch\nVARDESSA (AP) — {HERRING}",
        ]
    )
    assert [title for title, _, _, _ in heads(text)] == [
        "Two Ships Were Seen Before Harbour Was Shelled",
        "Herring Fleet Comes Home With Record Catch",
    ]


def test_page_of_a_newspaper_in_capitals() -> None:
    """Titles and authors in capitals, as on a printed page, are heads as well."""
    text = (
        f"TWO SHIPS WERE SEEN BEFORE HARBOUR WAS SHELLED\nBY ODD MARL\n{SHIPS}\n"
        f"HERRING FLEET COMES HOME WITH RECORD CATCH\nBY PETRA QUILL\n{HERRING}"
    )
    assert [author for _, author, _, _ in heads(text)] == ["ODD MARL", "PETRA QUILL"]


@pytest.mark.parametrize(
    "text",
    [
        f"{TOP}\n{SHIPS}\nThe Night Of The Long Shelling\n{LIGHT}",
        f"{TOP}\nBy Petra Quill\n{SHIPS}\n{LIGHT}",
        f"{TOP}\n{SHIPS}\n* * *\n{LIGHT}",
        f"“The Harbour Incident,” authored by Petra Quill, via The Quay Review…\n{SHIPS}\n{LIGHT}",
        f"{TOP}\n{SHIPS}\nHerring Fleet Comes Home With Record Catch\nBy Petra Quill\nRead more",
        f"{TOP}\n{SHIPS}\nWhat The Clerk Of The Customs Saw\nBy Monday Everyone Had Left.\n{LIGHT}",
        f"{SHIPS}\n{HERRING}\n{LIGHT}",
        "",
        "\n\n",
    ],
    ids=[
        "subhead",
        "two authors",
        "stars alone",
        "title on top",
        "teaser",
        "subhead and By",
        "prose",
        "nothing",
        "blank",
    ],
)
def test_one_article_stays_whole(text: str) -> None:
    """Subheads, second authors, teasers and separators make no parts."""
    assert parts(text) == ()


def test_real_pages_stay_whole() -> None:
    """Of saved pages with an article each, hardly any is divided."""
    path = DATA / "pages" / "gold.jsonl"
    if not path.exists():
        pytest.skip("the pages are not beside the repository; set RASHOMON_DATA")
    pages = [json.loads(row)["page_text"] for row in path.read_text(encoding="utf-8").splitlines()]
    assert sum(bool(parts(page)) for page in pages) <= 1


PIECES = st.sampled_from(
    [
        SHIPS,
        HERRING,
        LIGHT,
        "* * *",
        "By Odd Marl",
        "Herring Fleet Comes Home With Record Catch",
        "February 7, 2020",
        "",
        "“The Harbour Incident,” authored by Petra Quill, via The Quay Review…",
        "ALDMERE (AP) — " + SHIPS,
        "Comments",
    ]
)


@given(st.lists(PIECES, max_size=14).map("\n".join))
def test_parts_cover_the_text(text: str) -> None:
    """Parts are none or several, begin at the text's start, follow one another, and end at its end."""
    zones = tuple(Zone(start=line.start, end=line.end, kind="body") for line in lines_of(text))
    found = parts_of(text, zones, provenance_in(text, zones))
    assert len(found) != 1
    if found:
        assert [part.start for part in found] == [0, *(part.end for part in found[:-1])]
        assert found[-1].end == len(text)
        assert all(part.start < part.end for part in found)


def test_titles_in_small_letters_and_names_with_initials() -> None:
    """Titles need no capitals where they stand alone above an author, and a dot in a name does not hide it."""
    text = (
        f"Two ships were seen before harbour was shelled\nBy Odd B. Marl\n\n{SHIPS}\n\n"
        f"Herring fleet comes home with record catch\nBy Petra J. Quill\n\n{HERRING}"
    )
    assert [(title, author) for title, author, _, _ in heads(text)] == [
        ("Two ships were seen before harbour was shelled", "Odd B. Marl"),
        ("Herring fleet comes home with record catch", "Petra J. Quill"),
    ]
