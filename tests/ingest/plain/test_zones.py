"""Zones of plain text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.plain.zones import zones_of_text
from rashomon.records import ARTICLE_ZONES, Zone

PROSE = (
    "The harbour office said on Monday that two ships had been seen off the quay before the first shell fell.",
    "Nobody in the ministry would say who had given the order, and the mayor declined to speculate about it.",
    "A clerk at the customs house, who was there, told reporters that the ships carried no lights at all.",
)
LINES = st.sampled_from(
    [
        *PROSE,
        "Ships Seen Before Harbour Was Shelled",
        "By Odd Marl",
        "February 7, 2020",
        "Share",
        "Comments",
        "3 Comments",
        "Notify of",
        "Reply to Odd",
        "Harbourman says:",
        "Support us on Patreon",
        "© 2020 The Lantern. All rights reserved.",
        "Related",
        "• Home",
        "",
        "   ",
        "\t",
        "مرحبا بالعالم",
        "🙂",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
    st.lists(LINES, max_size=30).map("\n".join),
    st.lists(LINES, max_size=30).map("\r\n".join),
)


def kinds(text: str) -> dict[str, str]:
    """The kind of each line of a text."""
    return {
        line.strip(): zone.kind
        for zone in zones_of_text(text)
        for line in text[zone.start : zone.end].splitlines()
        if line.strip()
    }


def comments(text: str) -> list[Zone]:
    return [zone for zone in zones_of_text(text) if zone.kind == "comment"]


@settings(deadline=None)  # the first example waits for grammar and model to be read
@given(TEXTS)
def test_zones_are_ordered_apart_and_cover_the_text(text: str) -> None:
    """Zones stand in order, do not overlap, are not empty, and leave out nothing but white space."""
    position = 0
    for zone in zones_of_text(text):
        assert position <= zone.start < zone.end <= len(text)
        assert not text[position : zone.start].strip()
        position = zone.end
    assert not text[position:].strip()


@settings(deadline=None)  # the first example waits for grammar and model to be read
@given(TEXTS)
def test_only_comments_carry_a_comment(text: str) -> None:
    """A zone has a comment record exactly when it is a comment."""
    assert all((zone.kind == "comment") == (zone.comment is not None) for zone in zones_of_text(text))


def test_plain_article_is_kept_whole() -> None:
    """A headline, a byline, a date and paragraphs are each what they are, and nothing is dropped."""
    found = kinds("\n\n".join(["Ships Seen Before Harbour Was Shelled", "By Odd Marl", "February 7, 2020", *PROSE]))
    assert list(found.values()) == ["headline", "byline", "dateline", "body", "body", "body"]


def test_donation_and_disclaimer_are_never_body() -> None:
    """A line that asks for money and one that disclaims opinions are furniture, also between paragraphs."""
    asked = "Liked it? Take a second to support The Lantern on Patreon!"
    disclaimed = "The statements, views and opinions expressed here are those of the author and do not represent us."
    more = [f"{p[:-1]}, and so did two of the others." for p in PROSE]
    found = kinds("\n\n".join([PROSE[0], *more[:2], asked, PROSE[1], disclaimed, PROSE[2], more[2]]))
    assert (found[asked], found[disclaimed]) == ("support", "disclaimer")
    assert [found[p] for p in PROSE] == ["body"] * 3


THREAD = """{article}

5 1 vote
Article Rating

What do you think?

Notify of
Newest Most Voted
Inline Feedbacks
View all comments
February 7, 2020

It was the ministry that did it, of course, and everybody in the harbour has known it for years.

Reply to\u00a0 Lampman
February 8, 2020

It was not.

Salt Pan Sally
Salt Pan Sally
Reply to\u00a0 Lampman
February 9, 2020

The minister said so himself, and he said it twice, to my own brother.

So there.

Minister Receives Three Ambassadors in Aldmere

The Herring Fleet Comes Home"""


def test_thread_of_comments_is_taken_apart() -> None:
    """A comment is a zone with author, whom it answers, and when; controls and related headlines are furniture."""
    text = THREAD.format(article="\n\n".join(PROSE))
    said = [(c.comment.author, c.comment.reply_to, c.comment.when) for c in comments(text) if c.comment]
    assert said == [
        ("Lampman", "", "February 7, 2020"),
        ("", "Lampman", "February 8, 2020"),
        ("Salt Pan Sally", "Lampman", "February 9, 2020"),
    ]
    found = kinds(text)
    assert (found["Notify of"], found["5 1 vote"]) == ("comment_header", "rating")
    assert found["The Herring Fleet Comes Home"] in {"related", "navigation"}
    assert found["So there."] == "comment"
    assert [found[p] for p in PROSE] == ["body"] * 3


def test_wordpress_comments_without_a_heading() -> None:
    """`NAME says:` with a date below starts the comments, although no line announces them."""
    text = "\n".join(
        [*PROSE, "Lampman says:", "February 7, 2020 at 3:15 pm", "It was the army that shelled us, I saw it.", "Reply"]
    )
    (comment,) = comments(text)
    assert comment.comment is not None
    assert (comment.comment.author, comment.comment.when) == ("Lampman", "February 7, 2020 at 3:15 pm")


def test_comments_written_in_one_line() -> None:
    """`NAME (date): text` and `NAME (date), Reply to X: text` are comments."""
    text = "\n".join(
        [
            *PROSE,
            "Viewers write (2)",
            "Lampman (17.10.2022 19:02): I saw it.",
            "Odd (17.10.2022 19:40), Reply to Lampman: You did not.",
        ]
    )
    said = [(c.comment.author, c.comment.reply_to) for c in comments(text) if c.comment]
    assert said == [("Lampman", ""), ("Odd", "Lampman")]


def test_link_to_comments_above_the_article_is_no_wall() -> None:
    """A count of comments under the headline does not turn the article into comments."""
    found = kinds("\n".join(["Ships Seen Before Harbour Was Shelled", "3 Comments", "Leave a reply", *PROSE]))
    assert [found[p] for p in PROSE] == ["body"] * 3


def test_menus_around_the_article_are_furniture() -> None:
    """Runs of short lines before and after the prose are furniture, and the headline between them is found."""
    menu = [f"• {word}" for word in ("Home", "World", "Sport", "Weather", "Tides", "Letters", "Shipping", "Books")]
    headline = "Ships Seen Before Harbour Was Shelled"
    found = kinds("\n".join([*menu, headline, *PROSE, *menu]))
    assert found[headline] == "headline"
    assert found["• Tides"] == "navigation"
    assert [found[p] for p in PROSE] == ["body"] * 3


def test_teasers_of_other_articles_are_furniture() -> None:
    """A sentence between short lines, about other things than the article, is not taken into it."""
    teaser = "Herring stocks recovered this autumn while canneries along the northern coast struggled to hire anybody."
    tail = [
        "Read more",
        "Herring Back",
        "Ina Foss",
        teaser,
        "Lighthouse sold",
        "Ina Foss",
        "Books in brief",
        "Ina Foss",
    ]
    assert kinds("\n".join([*PROSE, *PROSE[:1], *tail]))[teaser] in {"navigation", "related"}


def test_headline_glued_to_a_paragraph_is_split_off() -> None:
    """A headline that lost its line break gets a zone of its own."""
    glued = (
        "The Ministers’ Harbour ConspiracyThe Lantern’s Odd Marl and its editor discuss what the harbour office said."
    )
    first, second = zones_of_text("\n".join([glued, *PROSE]))[:2]
    assert glued[first.start : first.end] == "The Ministers’ Harbour Conspiracy"
    assert glued[second.start : second.end].startswith("The Lantern’s Odd Marl")


def test_quoted_title_before_a_byline_is_a_headline() -> None:
    """`“Title,” authored by NAME, via OUTLET…` is a headline and a byline."""
    line = "“The Harbour Incident,” authored by Odd Marl, via The Quay Review…"
    zones = [(z.kind, line[z.start : z.end]) for z in zones_of_text("\n".join([line, *PROSE])) if z.end <= len(line)]
    rest = ("provenance", "authored by Odd Marl, via The Quay Review…")
    assert zones == [("headline", "“The Harbour Incident,”"), rest]


def test_note_about_the_author_and_feed_footer_are_footers() -> None:
    """The closing lines of a feed item are no part of the article."""
    note = "Odd Marl is a reporter and the author of several books about the harbour and its people."
    feed = "The post Ships Seen Before Harbour Was Shelled (Video) appeared first on The Lantern."
    found = kinds("\n".join(["Ships Seen Before Harbour Was Shelled", "By Odd Marl", *PROSE, note, feed]))
    assert (found[note], found[feed]) == ("author_bio", "provenance")


def test_wrapped_lines_make_one_zone_a_paragraph() -> None:
    """Text broken at a column is read by paragraph."""
    words = " ".join(PROSE).split()
    rows = [" ".join(words[i : i + 12]) for i in range(0, len(words), 12)]
    text = "\n".join(rows) + "\n\n" + "\n".join(rows).replace("the", "a")
    assert [z.kind for z in zones_of_text(text)] == ["body", "body"]


def test_text_without_prose() -> None:
    """A poem stays body; a long list of short lines is furniture; one long line is body; nothing is nothing."""
    assert {z.kind for z in zones_of_text("the tide went out\nthe tide came in")} == {"body"}
    assert {z.kind for z in zones_of_text("\n".join(["Home", "News", "Sport", "Share"] * 4))} == {"navigation", "share"}
    assert [z.kind for z in zones_of_text("word " * 5000)] == ["body"]
    assert zones_of_text(" \n ") == ()


def test_right_to_left_text_keeps_its_article() -> None:
    """Arabic paragraphs are body, and an Arabic share line is furniture."""
    paragraph = "قال مسؤولون في الميناء يوم الاثنين إن سفينتين شوهدتا قبالة الرصيف قبل سقوط القذيفة الأولى على المدينة."
    found = kinds("\n".join([paragraph, "شارك", paragraph.replace("الاثنين", "الثلاثاء")]))
    assert list(found.values()) == ["body", "share", "body"]


def test_zones_of_a_page_share_no_kind_outside_the_model() -> None:
    """The article's zones are those that claims are read in."""
    assert {z.kind for z in zones_of_text("\n".join(PROSE))} <= ARTICLE_ZONES


def test_a_sentence_among_the_lines_that_end_a_page_is_furniture() -> None:
    """A line of prose between labelled lines of the last block is the page's own, not the article's."""
    story = "The ferry sank on Monday after two blasts, the port authority said in a statement to reporters.\n\n" * 4
    text = (
        story + "Share this story: Copy link | Email | Print\nWe mend our errors. Write to the desk.\n© 2022 The Tide\n"
    )
    kinds = {text[z.start : z.end]: z.kind for z in zones_of_text(text)}
    assert not any("mend our errors" in piece for piece, kind in kinds.items() if kind in {"body", "standfirst"})


RELAYED = """at ,

Aldmere Post: 'Guard-Backed' Shelling That Started the Blockade Was Possible Smugglers' Ruse

Harbour pilot killed in the late autumn Salt Haven attack. “These facts all point to the smugglers, officers say.”

The main reason that the ministry gave for closing the strait and seizing the ferry was the shelling of the old customs house at Salt Haven on 3 November, in which a pilot lost his life and four clerks were hurt.

A long report in the Aldmere Post cites several officers who go on record to say of their own inquiry: “These facts all point to the smugglers, officers say.” The ministry says that it has proof, but has made none of it public.

Further, as detailed in the Post report, the grey lorry from which the shells were fired was found near a cove that the smugglers are known to have used, in a part of the coast that the guard left years ago:

But officers of the harbour guard and the customs have raised doubts about who fired the shells that started it all.

…Officers say that their doubts rest on long experience of the coast where the attack took place.

The guard has not had a post on that coast since the flood.

The Post further says that this one event set off a chain of others that brought the two towns to the brink of war.

5 1 vote
Article Rating
Liked it? Take a second to support The Lantern on Patreon!

The statements, views and opinions expressed in this column are solely those of the author and do not necessarily represent those of The Lantern.

What do you think?

Notify of
Newest Most Voted
Inline Feedbacks
View all comments
November 7, 2022

Why am I not surprised? The ministry has wanted the strait closed for as long as I have lived on this coast.

Reply to  Lampman
November 8, 2022

They will close it now, and then whose turn will it be to pay for it?

Ferry Owners Rift Deepens Between Aldmere and Salt Haven"""  # noqa: E501 (paragraphs are one line)


def test_a_scraped_page_that_relays_another_report() -> None:
    """Scraps, headline, standfirst, the report's passage, and all that follows the article are each what they are."""
    found = [(RELAYED[z.start : z.end][:14], z.kind) for z in zones_of_text(RELAYED)]
    kinds_by_start = dict(found)
    assert kinds_by_start["at ,"] in {"unknown", "navigation"}
    assert kinds_by_start["Aldmere Post: "] == "headline"
    assert kinds_by_start["Harbour pilot "] == "standfirst"
    assert [kind for start, kind in found if kind in {"body", "blockquote"}] == [
        *("body", "body", "body"),
        *("blockquote", "blockquote", "blockquote"),
        "body",
    ]
    assert kinds_by_start["The Post furth"] == "body"
    assert kinds_by_start["Liked it? Take"] == "support"
    assert kinds_by_start["The statements"] == "disclaimer"
    assert kinds_by_start["Why am I not s"] == "comment"
    assert kinds_by_start["Ferry Owners R"] in {"related", "navigation"}


def test_no_article_after_the_comments() -> None:
    """However much prose the readers write, none of it is article."""
    thread = THREAD.format(article="\n\n".join(PROSE)) + "\n\n" + "\n\n".join(f"{p} I saw it." for p in PROSE * 3)
    wall = thread.index("Notify of")
    assert not any(zone.kind in {"body", "list"} for zone in zones_of_text(thread) if zone.start > wall)


@given(TEXTS)
@settings(deadline=None)
def test_every_zone_says_how_sure_it_is_and_who_made_it(text: str) -> None:
    """`p` is a probability, and a zone of plain text comes from the grammar or from the line model."""
    for zone in zones_of_text(text):
        assert 0 <= zone.p <= 1
        assert zone.made_by in {"grammar", "lines"}


def test_line_ends_change_nothing() -> None:
    """Windows line ends give the zones that others give, shifted."""
    text = "\n\n".join(["Ships Seen Before Harbour Was Shelled", "By Odd Marl", *PROSE, "Share"])
    windows = text.replace("\n", "\r\n")
    plain = [(zone.kind, text[zone.start : zone.end]) for zone in zones_of_text(text)]
    assert [(zone.kind, windows[zone.start : zone.end]) for zone in zones_of_text(windows)] == plain


def test_markdown_reads_as_text() -> None:
    """Points of a list are list, quoted lines are blockquote."""
    text = "\n\n".join(
        ["# Ships Seen Before Harbour Was Shelled", *PROSE, f"- {PROSE[0]}", f"- {PROSE[1]}", f"> {PROSE[2]}", *PROSE]
    )
    found = [zone.kind for zone in zones_of_text(text)]
    assert found.count("list") == 2
    assert found.count("blockquote") == 1


def test_headline_standfirst_author_and_date_in_any_order() -> None:
    """A standfirst without a full stop is one, and what names author and day below it is neither menu nor article."""
    head = (
        "Two Ships Seen Before Harbour Was Shelled\n\nOffice told the ministry about the ships and got no answer\n\n"
        "Interview by Petra Quill\n\n7 February 2020\n\n"
    )
    text = head + "\n\n".join(PROSE)
    kinds = [zone.kind for zone in zones_of_text(text)]
    assert kinds == ["headline", "standfirst", "byline", "dateline", "body", "body", "body"]
