"""Readers' comments in plain text, as the software of many sites prints them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.plain.comment_heads import head_of
from rashomon.ingest.plain.lines import lines_of
from rashomon.ingest.plain.remarks import comment_zones, start_of_comments
from rashomon.records import Zone

ARTICLE = """The harbour office said on Monday that two ships had been seen off the quay before the first shell fell.

Nobody in the ministry would say who had given the order, and the mayor declined to speculate about it.

"""
SHELLED = "It was the army that shelled us, I saw it with my own eyes."
NO = "No it was not, and you know it."
THREADS = {
    "WordPress": (
        (
            f"3 thoughts on “Ships Seen”\nLampman says:\nFebruary 7, 2020 at 3:15 pm\n{SHELLED}\nReply\n"
            f"Salt Sally says:\nFebruary 8, 2020 at 4:15 pm\n{NO}\nReply\nLeave a Reply Cancel reply\n"
        ),
        [("Lampman", "", "February 7, 2020 at 3:15 pm"), ("Salt Sally", "", "February 8, 2020 at 4:15 pm")],
    ),
    "WordPress, date first": (
        (
            f"2 Responses to Ships Seen\nLampman on February 7, 2020 at 3:15 pm said:\n{SHELLED}\n"
            f"Odd Marl on February 8, 2020 at 4:15 pm\n{NO}\n"
        ),
        [("Lampman", "", "February 7, 2020 at 3:15 pm"), ("Odd Marl", "", "February 8, 2020 at 4:15 pm")],
    ),
    "WordPress in German, unannounced": (
        (
            f"Lampenmann sagt:\n7. Februar 2020 um 15:15 Uhr\n{SHELLED}\nAntworten\n"
            f"Sally sagt:\n8. Februar 2020 um 16:15 Uhr\n{NO}\nAntworten\n"
        ),
        [("Lampenmann", "", "7. Februar 2020 um 15:15 Uhr"), ("Sally", "", "8. Februar 2020 um 16:15 Uhr")],
    ),
    "wpDiscuz": (
        (
            "Notify of\nInline Feedbacks\nView all comments\n"
            f"Salt Sally\nSalt Sally\nFebruary 7, 2020\n\n{SHELLED}\n\nSo there.\n\n"
            f"Odd\nOdd\nReply to\u00a0 Salt Sally\nFebruary 8, 2020\n\n{NO}\n"
        ),
        [("Salt Sally", "", "February 7, 2020"), ("Odd", "Salt Sally", "February 8, 2020")],
    ),
    "Disqus": (
        (
            f"3 Comments\nLogin\nSort by Best\nJoin the discussion…\n"
            f"Lampman\n•\n3 years ago\n{SHELLED}\n• Reply\n• Share ›\n"
            f"Odd Marl → Lampman\n•\n2 years ago\n{NO}\n2\n• Reply\n"
        ),
        [("Lampman", "", "3 years ago"), ("Odd Marl", "Lampman", "2 years ago")],
    ),
    "Disqus in lines": (
        f"Comments\nLampman • 3 years ago\n{SHELLED}\nReply\nOdd Marl > Lampman • 2 years ago\n{NO}\nReply\n",
        [("Lampman", "", "3 years ago"), ("Odd Marl", "Lampman", "2 years ago")],
    ),
    "Facebook": (
        (
            f"2 Comments\nSort by Oldest\nAdd a comment...\nPetra Quill\n{SHELLED}\nLike · Reply · 3 · 5y\n"
            f"Odd Marl\n{NO}\nLike · Reply · 4y\nFacebook Comments Plugin\n"
        ),
        [("Petra Quill", "", "5y"), ("Odd Marl", "", "4y")],
    ),
    "YouTube": (
        (
            f"12 Comments\nAdd a comment...\n@lampman\n3 years ago\n{SHELLED}\n14\nReply\nView 2 replies\n"
            f"@odd-marl\n2 years ago (edited)\n{NO}\nReply\n"
        ),
        [("lampman", "", "3 years ago"), ("odd-marl", "", "2 years ago")],
    ),
    "Coral": (
        (
            f"All Comments (2)\nNewest first\nLampman\n2 days ago\n{SHELLED}\nRespect\nReply\n"
            f"Odd\nIn reply to Lampman\n1 day ago\n{NO}\n"
        ),
        [("Lampman", "", "2 days ago"), ("Odd", "Lampman", "1 day ago")],
    ),
    "Reddit, old": (
        (
            f"all 23 comments\nsorted by: best\n"
            f"[–]lampman 12 points 3 years ago\n{SHELLED}\npermalink embed save parent reply\n"
            f"[–]odd_marl 3 points 2 years ago\n{NO}\npermalink embed save parent reply\n"
        ),
        [("lampman", "", "3 years ago"), ("odd_marl", "", "2 years ago")],
    ),
    "phpBB": (
        (
            f"Re: Ships\nby Lampman » Fri Feb 07, 2020 3:15 pm\n{SHELLED}\n"
            f"Re: Ships\nby Odd » Fri Feb 07, 2020 4:15 pm\n{NO}\n"
        ),
        [("Lampman", "", "Fri Feb 07, 2020 3:15 pm"), ("Odd", "", "Fri Feb 07, 2020 4:15 pm")],
    ),
    "signed below": (
        (
            f"Comments\n{SHELLED}\nAnd I will say so.\nPosted by: Lampman | Feb 7 2020 15:15 utc | 1\n"
            f"{NO}\nPosted by: Odd Marl | Feb 7 2020 16:15 utc | 2\n"
        ),
        [("Lampman", "", "Feb 7 2020 15:15 utc"), ("Odd Marl", "", "Feb 7 2020 16:15 utc")],
    ),
    "in one line": (
        f"Viewers write (2)\nLampman (17.10.2022 19:02): {SHELLED}\nOdd (17.10.2022 19:40), Reply to Lampman: {NO}\n",
        [("Lampman", "", "17.10.2022 19:02"), ("Odd", "Lampman", "17.10.2022 19:40")],
    ),
    "Russian": (
        (
            f"Комментарии (2)\nМаячник\n7 февраля 2020, 15:15\n{SHELLED}\nОтветить\n"
            f"Пётр\nОтветить на Маячник\n8 февраля 2020, 16:15\n{NO}\n"
        ),
        [("Маячник", "", "7 февраля 2020, 15:15"), ("Пётр", "Маячник", "8 февраля 2020, 16:15")],
    ),
    "Arabic": (
        f"التعليقات\nيقول سامي:\n7 فبراير 2020\n{SHELLED}\nرد\nيقول علي:\n8 فبراير 2020\n{NO}\nاترك تعليقاً\n",
        [("سامي", "", "7 فبراير 2020"), ("علي", "", "8 فبراير 2020")],
    ),
    "a list": (
        (
            f"2 thoughts on “Ships Seen”\n1. Lampman\n    August 8, 2018 at 3:17 pm\n    {SHELLED}\n"
            f"   • Salt Sally\n      August 8, 2018 at 7:07 pm\n      {NO}\nComments are closed.\n"
        ),
        [("Lampman", "", "August 8, 2018 at 3:17 pm"), ("Salt Sally", "", "August 8, 2018 at 7:07 pm")],
    ),
    "every line alone": (
        (
            f"View all comments\n\nLampman\n\nFebruary 7, 2020\n\n{SHELLED}\n"
            f"\nOdd Marl\n\nReply to Lampman\n\nFebruary 8, 2020\n\n{NO}\n"
        ),
        [("Lampman", "", "February 7, 2020"), ("Odd Marl", "Lampman", "February 8, 2020")],
    ),
}


def zones(text: str) -> list[Zone]:
    """The zones from the start of the comments on."""
    lines = lines_of(text)
    wall = start_of_comments(lines)
    return comment_zones(lines[wall:]) if wall < len(lines) else []


def said(text: str) -> list[tuple[str, str, str]]:
    """Who wrote each comment, whom it answers, and when."""
    return [(c.author, c.reply_to, c.when) for zone in zones(text) if (c := zone.comment)]


@pytest.mark.parametrize("name", THREADS)
def test_thread_is_taken_apart(name: str) -> None:
    """Each comment is a zone of its text alone, with author, whom it answers, and when, as the page writes them."""
    thread, expected = THREADS[name]
    text = ARTICLE + thread
    assert said(text) == expected
    texts = [text[zone.start : zone.end] for zone in zones(text) if zone.kind == "comment"]
    assert [piece.startswith(line) for piece, line in zip(texts, (SHELLED, NO), strict=True)] == [True, True]


@pytest.mark.parametrize("name", THREADS)
def test_names_and_dates_stand_in_the_head(name: str) -> None:
    """Who, when and in reply to whom is no part of a comment's text but of the head before or after it."""
    thread, expected = THREADS[name]
    text = ARTICLE + thread
    heads = " ".join(text[zone.start : zone.end] for zone in zones(text) if zone.kind == "comment_header")
    assert all(part in heads for entry in expected for part in entry)


@pytest.mark.parametrize("name", THREADS)
def test_article_above_the_thread_is_left_alone(name: str) -> None:
    """The comments start after the article, and every line from there on has a zone."""
    text = ARTICLE + THREADS[name][0]
    found = zones(text)
    assert found[0].start >= len(ARTICLE.rstrip())
    for line in lines_of(text):
        assert line.start < found[0].start or any(zone.start <= line.start < zone.end for zone in found)


def test_author_of_a_nameless_comment_is_whom_the_next_one_answers() -> None:
    """A comment without a name gets that of the reply right below it, and no other comment gets one."""
    text = ARTICLE + (
        "View all comments\nFebruary 7, 2020\n\nFirst.\n\nReply to Lampman\nFebruary 7, 2020\n\nSecond, by nobody.\n\n"
        "Odd\nOdd\nFebruary 8, 2020\n\nThird.\n\nReply to Odd\nFebruary 8, 2020\n\nFourth, by nobody.\n"
    )
    assert [author for author, _, _ in said(text)] == ["Lampman", "", "Odd", ""]


def test_thread_without_its_arrows() -> None:
    """A name that ends in that of somebody above is the writer's and whom they answer."""
    text = (
        f"{ARTICLE}3 Comments\n\nLampman • 2 years ago\n{SHELLED}\n•Reply•Share ›\n\n"
        f"Odd Marl Lampman • 2 years ago\n{NO}\n•Reply•Share ›\n"
    )
    assert [(author, to) for author, to, _ in said(text)] == [("Lampman", ""), ("Odd Marl", "Lampman")]


def test_thread_without_dates_begins_below_its_own_head() -> None:
    """Where ages stand in the buttons, a line that sorts the comments is nobody's name."""
    buttons = "Like · Reply · 3 · 1y"
    text = (
        f"{ARTICLE}2 comments\nSort by\nOldest\nAdd a comment...\nSalt Sally\n{SHELLED}\n{buttons}\n"
        f"Odd Marl\nWorks at Quay Holdings\n{NO}\n{buttons} · Edited\n"
    )
    assert [(author, when) for author, _, when in said(text)] == [("Salt Sally", "1y"), ("Odd Marl", "1y")]


def test_last_comment_above_a_menu_where_every_line_stands_alone() -> None:
    """With an empty line between all lines, a name and a date still begin the last comment."""
    thread = [
        *("Commentaires (2)", "Lampe", "17 mars 2021 à 19h05", SHELLED, "Répondre"),
        *("Phare", "18 mars 2021 à 07h12", NO, "Répondre", "Mentions légales", "Plan du site"),
    ]
    assert [author for author, _, _ in said(ARTICLE + "\n\n".join(thread))] == ["Lampe", "Phare"]


def test_name_borne_by_somebody_above_is_given_to_nobody_else() -> None:
    """A reply to someone who has written before says nothing of the nameless comment right above it."""
    text = ARTICLE + (
        "View all comments\nOdd\nOdd\nFebruary 7, 2020\n\nFirst.\n\nReply to Odd\nFebruary 7, 2020\n\nSecond.\n\n"
        "Salt Sally\nSalt Sally\nReply to Odd\nFebruary 8, 2020\n\nThird.\n"
    )
    assert [author for author, _, _ in said(text)] == ["Odd", "", "Salt Sally"]


def test_comment_without_text_leaves_its_head() -> None:
    """A head with nothing under it is a zone of its own, and the next comment keeps its own author."""
    text = ARTICLE + f"View all comments\nOdd\nOdd\nFebruary 7, 2020\n\nLampman\nLampman\nFebruary 8, 2020\n\n{NO}\n"
    assert said(text) == [("Lampman", "", "February 8, 2020")]
    assert any(text[z.start : z.end].startswith("Odd") and z.kind == "comment_header" for z in zones(text))


def test_headlines_below_the_comments_are_related() -> None:
    """Headlines of other articles at the end of the page are no part of the last comment."""
    text = (
        ARTICLE
        + THREADS["wpDiscuz"][0]
        + "\nMinister Receives Three Ambassadors in Aldmere\n\nThe Herring Fleet Comes Home\n"
    )
    assert [zone.kind for zone in zones(text)[-2:]] == ["related", "related"]


def test_menu_below_the_comments_is_no_comment() -> None:
    """Many short lines after the last comment are the page's own."""
    text = (
        ARTICLE
        + THREADS["WordPress"][0].replace("Leave a Reply Cancel reply\n", "")
        + "\n".join(["Home", "Tides", "Letters", "Ships"] * 3)
    )
    assert zones(text)[-1].kind == "navigation"


def test_teasers_with_dates_are_no_comments() -> None:
    """Dated teasers of other articles below a mention of comments, none of them signed, are no comments."""
    teaser = "Herring stocks recovered this autumn while canneries along the coast struggled to hire anybody at all."
    text = ARTICLE + "View Comments\n" + f"November 19, 2019\n{teaser}\nRead More\n" * 4
    assert said(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "The ministry said:",
        "According to the mayor (a former pilot): no.",
        "Updated February 7, 2020",
        "Friday, February 7, 2020",
        "By Odd Marl",
    ],
)
def test_lines_of_an_article_start_no_comments(line: str) -> None:
    """A verb of speech with a colon, a date or a byline in an article is no comment's head."""
    assert zones(ARTICLE + line + "\n" + ARTICLE) == []
    found = head_of(line)
    assert found is None or found.kind in {"date", "says"}


LINES = st.sampled_from(
    [
        *"Lampman says:|February 7, 2020|Odd|Odd • 3 years ago|Reply|Reply to Odd|•|2||Comments|View all comments"
        "|Related|Odd (17.10.2022 19:02): a|Re: x|Like · Reply · 5y|© 2020 Lantern|The Herring Fleet Comes Home".split(
            "|"
        ),
        "Posted by: Odd | Feb 7 2020 15:15 utc | 1",
        SHELLED,
        NO,
    ]
)


@given(st.lists(LINES, min_size=1, max_size=25).map("\n".join))
def test_zones_are_ordered_apart_and_leave_nothing_out(text: str) -> None:
    """From any line on, the zones stand in order, do not overlap, and leave out nothing but white space."""
    lines = lines_of(text)
    position = lines[0].start if lines else 0
    for zone in comment_zones(lines) if lines else []:
        assert position <= zone.start < zone.end <= len(text)
        assert not text[position : zone.start].strip()
        assert (zone.comment is not None) == (zone.kind == "comment")
        position = zone.end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "piece",
    [
        f"Odd\nOdd\nFebruary 7, 2020\n{NO}\nReply\n",
        f"Reply to Odd\nFebruary 7, 2020\n{NO}\n",
        f"Odd says:\nFebruary 7, 2020\n{NO}\n",
        f"{NO}\nReply\n",
        f"{NO}\n",
        f"Posted by: Odd | Feb 7 2020 15:15 utc | 1\n{NO}\n",
    ],
)
def test_a_page_of_comments_alone_takes_little_time(piece: str) -> None:
    """Ten thousand comments, or one of ten thousand lines, are taken apart in seconds."""
    lines = lines_of(ARTICLE + "View all comments\nSally\nSally\nFebruary 7, 2020\n" + piece * 10_000)
    began = time.process_time()
    found = comment_zones(lines[start_of_comments(lines) :])
    assert sum(zone.kind == "comment" for zone in found) in {1, *range(9_999, 10_002)}
    assert time.process_time() - began < 10


def test_links_below_the_last_comment_are_no_part_of_it() -> None:
    """The posts before and after this one, named below the thread, are related matter."""
    text = (
        "3 Comments\n\nPavo says:\nOctober 16, 2022\n\nI saw it.\n\nIna says:\nOctober 17, 2022\n\nThey told you.\n\n"
        "Older: The Ministry of Good Evenings\nNewer: A lamp for Pavo Lenn"
    )
    zones = comment_zones(lines_of(text))
    assert [text[z.start : z.end] for z in zones if z.kind == "comment"] == ["I saw it.", "They told you."]
    assert {z.kind for z in zones if z.start >= text.index("Older")} == {"related"}
