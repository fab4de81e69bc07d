"""Single lines that say who wrote a comment, when, and in reply to whom."""

from __future__ import annotations

import time

import pytest

from rashomon.ingest.plain.comment_heads import age_in, head_of


@pytest.mark.parametrize(
    ("line", "kind", "author", "to", "when"),
    [
        ("Lampman says:", "says", "Lampman", "", ""),
        ("Lampman says: February 7, 2020 at 3:15 pm", "says", "Lampman", "", "February 7, 2020 at 3:15 pm"),
        ("Lampman on February 7, 2020 at 3:15 pm said:", "says", "Lampman", "", "February 7, 2020 at 3:15 pm"),
        ("Lampe dit :", "says", "Lampe", "", ""),
        ("Faro dice:", "says", "Faro", "", ""),
        ("Faro ha detto:", "says", "Faro", "", ""),
        ("Farol disse:", "says", "Farol", "", ""),
        ("Маячник пишет:", "says", "Маячник", "", ""),
        ("Fener dedi ki:", "says", "Fener", "", ""),
        ("فانوس گفت:", "says", "فانوس", "", ""),
        ("يقول سامي:", "says", "سامي", "", ""),
        ("Reply to\u00a0 Lampman", "reply", "", "Lampman", ""),
        ("Reply to Lampman, 7 October 2022, 6.58am", "reply", "", "Lampman", "7 October 2022, 6.58am"),
        ("Antwort auf Lampenmann", "reply", "", "Lampenmann", ""),
        ("En réponse à Lampe", "reply", "", "Lampe", ""),
        ("En respuesta a Faro", "reply", "", "Faro", ""),
        ("In risposta a Faro", "reply", "", "Faro", ""),
        ("Em resposta a Farol", "reply", "", "Farol", ""),
        ("Ответить на Маячник", "reply", "", "Маячник", ""),
        ("ردا على سامي", "reply", "", "سامي", ""),
        ("در پاسخ به فانوس", "reply", "", "فانوس", ""),
        ("February 7, 2020", "date", "", "", "February 7, 2020"),
        ("3 years ago", "date", "", "", "3 years ago"),
        ("2 years ago (edited)", "date", "", "", "2 years ago"),
        ("Odd Marl • 3 years ago", "named", "Odd Marl", "", "3 years ago"),
        ("Odd Marl → Lampman • 3 years ago", "named", "Odd Marl", "Lampman", "3 years ago"),
        ("Odd Marl, 7 February 2020", "named", "Odd Marl", "", "7 February 2020"),
        ("Odd February 7, 2020 at 3:15 pm", "named", "Odd", "", "February 7, 2020 at 3:15 pm"),
        ("Odd Marl • 2 years ago • edited", "named", "Odd Marl", "", "2 years ago"),
        ("Odd In reply to Lampman 1 day ago", "named", "Odd", "Lampman", "1 day ago"),
        ("Odd_B schrieb am 28.09.2022 um 15:02 Uhr:", "says", "Odd_B", "", "28.09.2022 um 15:02 Uhr"),
        ("[–]odd_marl[S] 22 points 3 years ago", "posted", "odd_marl", "", "3 years ago"),
        ("[–][deleted] 3 years ago", "posted", "[deleted]", "", "3 years ago"),
        ("Posted by: Odd | Feb 7 2020 15:15 utc | 3", "posted", "Odd", "", "Feb 7 2020 15:15 utc"),
        ("von Lampenmann » 7. Februar 2020, 15:15", "posted", "Lampenmann", "", "7. Februar 2020, 15:15"),
        ("[–]odd_marl 3 points 2 years ago", "posted", "odd_marl", "", "2 years ago"),
        ("Odd (17.10.2022 19:40), Reply to Lampman: No.", "inline", "Odd", "Lampman", "17.10.2022 19:40"),
    ],
)
def test_head_is_read(line: str, kind: str, author: str, to: str, when: str) -> None:
    """A head gives the name, whom it answers, and the date, as the line writes them."""
    found = head_of(line)
    assert found is not None
    assert (found.kind, found.author, found.to, found.when) == (kind, author, to, when)


@pytest.mark.parametrize(
    "line",
    [
        "Two ships were seen off the quay on February 7, 2020, before the first shell fell on the customs house.",
        "Harbour 2019",
        "2019",
        "Ships: 3",
        "Nobody would say so.",
        "https://quay.example/2020/02/07",
        "",
    ],
)
def test_other_lines_are_no_heads(line: str) -> None:
    """Sentences with a date, years and numbers say nothing of a comment."""
    assert head_of(line) is None


def test_text_of_an_inline_head_begins_behind_the_colon() -> None:
    """Where the head and the comment share a line, the head says where the comment begins."""
    line = "Odd (17.10.2022 19:40): No."
    found = head_of(line)
    assert found is not None
    assert line[found.text :] == "No."


@pytest.mark.parametrize(
    ("line", "age"),
    [("Like · Reply · 3 · 5y", "5y"), ("Gefällt mir · Antworten · 2 Std", "2 Std"), ("Like · Reply", "")],
)
def test_age_behind_the_buttons(line: str, age: str) -> None:
    """The line of buttons below a comment says how old it is."""
    assert age_in(line) == age


@pytest.mark.parametrize("piece", ["a ", "7 ", "by ", "• ", "Reply to ", "(", "says ", "2020 ", "[–] x "])
def test_hostile_lines_take_no_time(piece: str) -> None:
    """Lines of a head's own words are decided in well under a second."""
    began = time.process_time()
    for length in (60, 119, 160, 5000):
        head_of((piece * length)[:length] + ":")
        head_of((piece * length)[:length] + " 5y!")
    assert time.process_time() - began < 1
