"""The reading in depth in a browser: who, how sure, on what evidence, through whom, and what the page says itself."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from rashomon.records import Reading
from tests.factory import claim, document, reading
from tests.publish.depth import depth, hostile_depth
from tests.publish.pages import ROWS, TEXTS, Open

CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8").split("\n", 1)[1]
LIT = "[...CSS.highlights.get('lit')].map(r => r.toString())"
IN_VIEW = (
    "[...CSS.highlights.get('lit')].every(r => { const b = r.getBoundingClientRect();"
    " return b.top > 0 && b.bottom < innerHeight; })"
)


def tally(look: Open, at: str) -> str:
    """What the table counts at an address."""
    return str(look(depth(), at=at).locator("#tally").inner_text())


def test_the_table_says_who_how_sure_and_through_whom(look: Open) -> None:
    """Names with their identification and the source as written; words for codes; the chain; what is unsure says so."""
    rows = look(depth()).evaluate(ROWS)
    assert rows[0][1:3] == ["Orrin Post named", "asserts reported"]
    assert rows[1][1] == "two officials anonymous"
    assert rows[1][3] == "inside 1: Orrin Postthe rockets were possibly fired from a barge"
    assert rows[1][4:7] == ["possible", "none", "Cold Lantern > Orrin Post > two officials kept unnamed"]
    assert rows[3][1] == "Odo Harl named as “he” unsure, p .48"
    assert rows[3][2] == "denies unsure, p .48 he said"
    assert rows[3][4:6] == ["certainly not", "cited unsure, p .55"]
    assert rows[6][1] == "no speaker found: none is marked for “reportedly”"


def test_claims_inside_others_are_counted_apart(look: Open) -> None:
    """The sum, each filter's sum, the opening and the document's head never add them to the others."""
    page = look(depth())
    assert page.locator("#tally").inner_text() == "5 claims + 2 inside others"
    assert "5 claims found in it (+ 2 inside others)" in page.locator(".lede").inner_text()
    assert "5 claims + 2 inside others" in page.locator(".doc .by").text_content()
    page.locator("#attitude").select_option("assert")
    assert page.locator("#tally").inner_text() == "3 of 5 claims + 1 of 2 inside others"


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("attitude=deny", "2 of 5 claims + 0 of 2 inside others"),
        ("certainty=CT-", "2 of 5 claims + 0 of 2 inside others"),
        ("evidence=withheld", "1 of 5 claims + 0 of 2 inside others"),
        ("identified=anonymous", "0 of 5 claims + 1 of 2 inside others"),
        ("chain=3", "0 of 5 claims + 2 of 2 inside others"),
        ("chain=relayed", "0 of 5 claims + 2 of 2 inside others"),
        ("chain=unnamed", "0 of 5 claims + 1 of 2 inside others"),
        ("through=orrin+post", "0 of 5 claims + 1 of 2 inside others"),
        ("who=ODO+HARL", "2 of 5 claims + 0 of 2 inside others"),
        ("unsure=any", "2 of 5 claims + 1 of 2 inside others"),
        ("unsure=attitude", "1 of 5 claims + 0 of 2 inside others"),
        ("unsure=chain", "0 of 5 claims + 0 of 2 inside others"),
        ("q=harbour+guard", "2 of 5 claims + 0 of 2 inside others"),
        ("q=%22possibly+not%22", "0 of 5 claims + 0 of 2 inside others"),
    ],
)
def test_an_address_keeps_each_filter(look: Open, at: str, found: str) -> None:
    """Every filter is kept in the address and narrows the table by itself."""
    assert tally(look, f"#view?{at}") == found


def test_names_are_picked_from_a_list_with_counts(look: Open) -> None:
    """The list counts the claims that the other filters leave, is searched as one types, and works by keyboard."""
    page = look(depth())
    page.locator("#who summary").click()
    page.locator("#who li").first.wait_for()
    items = page.locator("#who li").all_inner_texts()
    assert items[0] == "all"
    assert [" ".join(i.split()) for i in items[1:3]] == ["Odo Harl 2", "Mara Venn 1"]
    assert "two officials anonymous" in " ".join(" ".join(items).split())
    page.keyboard.type("venn")
    assert page.locator("#who li").count() == 1
    page.keyboard.press("Enter")
    assert page.locator("#who").get_attribute("open") is None
    assert page.evaluate("location.hash") == "#view?who=Mara+Venn"
    assert {row[1] for row in page.evaluate(ROWS)} == {"Mara Venn named"}
    assert page.locator("#who summary").inner_text() == "Mara Venn"
    page.locator("#through summary").click()
    page.locator("#through li").first.wait_for()
    assert page.locator("#through li").all_inner_texts() == ["anybody", "nobody"]
    page.keyboard.press("Escape")
    assert page.locator("#through").get_attribute("open") is None
    assert page.evaluate("location.hash") == "#view?who=Mara+Venn"


def test_a_ticked_box_leaves_the_keys_alone(look: Open) -> None:
    """With the focus on a tick box j and k still move, and esc still takes the filters away."""
    page = look(depth())
    page.locator("#own-on").check()
    page.keyboard.press("j")
    assert page.locator("#card h2").inner_text().startswith("Claim 1")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#tally").inner_text() == "5 claims + 2 inside others"


def test_each_step_of_a_chain_leads_to_its_words(look: Open) -> None:
    """Outermost first; a step goes to its place and lights it up; the weakest says why; the claim stays at hand."""
    page = look(depth(), at=f"#claim-{depth().claims[1].id}")
    steps = page.locator("#card .chain li")
    assert steps.count() == 3
    assert "Chain 3 links" in page.locator("#card").inner_text()
    assert steps.nth(0).locator("a").count() == 0
    assert "weakest link: kept unnamed" in page.locator("#card .chain .weak").inner_text()
    steps.nth(1).locator("a").click()
    assert page.evaluate(LIT) == ["The Orrin Post"]
    assert page.evaluate(IN_VIEW)
    assert page.locator("#card h2").inner_text().startswith("Claim 2")
    page.keyboard.press("j")
    assert page.evaluate("CSS.highlights.has('lit')") is False


def test_a_long_chain_is_short_in_the_table_and_whole_in_the_card(look: Open) -> None:
    """The table leaves out links behind the outlet and says how many; the card has each."""
    given = depth()
    first, inner, *rest = given.claims
    outlet, post, officials = inner.chain
    long = msgspec.structs.replace(inner, chain=(outlet, post, post, post, post, officials))
    page = look(msgspec.structs.replace(given, claims=(first, long, *rest)))
    shown = page.evaluate(ROWS)[1][6]
    assert shown == "Cold Lantern > 3 more > Orrin Post > two officials kept unnamed"
    page.locator("#rows tr >> nth=1 >> .what a").click()
    assert page.locator("#card .chain li").count() == 6


def test_the_card_tells_the_speaker_s_facts_by_their_words(look: Open) -> None:
    """Role, affiliation and ground rules are links to where the text says so; evidence and loaded words too."""
    one = {c.cue[0].start: c for c in depth().claims}
    page = look(depth())
    cards = {}
    for wanted in one.values():
        page.evaluate("id => { location.hash = `claim-${id}`; }", wanted.id)
        page.locator(f"#card a[href='#claim-{wanted.id}']").wait_for()
        cards[wanted.id] = " ".join(page.locator("#card").inner_text().split())
    text = " | ".join(cards.values())
    for part in (
        "Role “a spokesman”",
        "Affiliation “the Harbour Guard”",
        "Ground rules “on condition of anonymity because the inquiry is open”",
        "Certainty certainly not CT-",
        "Evidence cited unsure, p .55: “the log of the radar station”",
        "Takes a side “claimed” marked, not judged",
        "Holds claim 2: two officials",
        "Inside claim 1: Orrin Post",
    ):
        assert part in text, part
    page.locator("#card a", has_text="claim").first.click()


def test_evidence_and_loaded_words_are_marked_in_the_passage(look: Open) -> None:
    """Words on evidence stand over a double line, words that take a side over dots, of claims and of the own voice."""
    page = look(depth(), at="#documents")
    assert page.locator(".text mark.e").all_inner_texts() == ["the log of the radar station", "showed no evidence"]
    assert page.locator(".text mark.l").all_inner_texts() == ["so-called", "claimed", "admitted"]
    style = "e => getComputedStyle(e).borderBottomStyle"
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        assert page.locator(".text mark.e").first.evaluate(style) == "double"
        assert page.locator(".text mark.l").first.evaluate(style) == "dotted"
    page.emulate_media(media="screen")
    assert "is not to judge it" in page.locator("#legend").inner_text()
    page.locator(".text mark.l").first.click()
    assert page.locator("#card").is_hidden(), "a word of the own voice belongs to no claim"


def test_the_own_voice_is_a_list_of_its_own(look: Open) -> None:
    """It is listed when asked for, apart from the claims, with certainty and loaded words, and kept in the address."""
    page = look(depth())
    assert page.locator("#own-list").is_hidden()
    page.locator("#own-on").check()
    assert page.evaluate("location.hash") == "#view?own=1"
    assert page.locator("#tally").inner_text() == "5 claims + 2 inside others"
    lines = page.locator("#own-rows li")
    assert lines.count() == 2
    assert "certain unsure, p .42" in lines.nth(1).inner_text()
    assert lines.nth(1).locator("mark.l").inner_text() == "so-called"
    page.locator("#own-loaded").check()
    assert page.locator("#own-tally").inner_text() == "1 of 2 sentences"
    lines.first.locator("a").first.click()
    assert page.evaluate(LIT) == ["The so-called patrol had left an hour earlier."]
    again = look(depth(), at="#view?own=1&loaded=1")
    assert again.locator("#own-rows li").count() == 1
    box = again.locator("details.own")
    box.locator("summary").click()
    box.locator("li").first.wait_for()
    assert box.locator("li").count() == 2


def test_headline_against_text_is_asked_not_judged(look: Open) -> None:
    """Each difference is a question with the headline's words and the text's, both linked, and its reason."""
    page = look(depth(), at="#documents")
    box = page.locator(".drift")
    lines = box.locator("li").all_inner_texts()
    assert [line.split("?")[0] + "?" for line in lines] == [
        "Is the headline as sure as the text?",
        "Does the headline give it to the same people as the text?",
        "Who in the text says this word?",
    ]
    assert "officials in the text (unsure, p .48)" in lines[1]
    box.locator("a", has_text="were possibly fired").click()
    assert page.evaluate(LIT) == ["were possibly fired from a barge"]
    assert page.evaluate(IN_VIEW)
    assert page.evaluate("location.hash") == "#documents"


def test_an_address_of_words_lights_them_up(look: Open) -> None:
    """Any run of a document's words can be linked to, also behind characters that JavaScript counts twice."""
    d = document("\U0001f600\U0001f600 Ann said \U0001f600 it rained.", title="x")
    page = look(reading(d, claim(d, "Ann", "said", "it rained")), at=f"#at-{d.id}-3-6")
    assert page.evaluate(LIT) == ["Ann"]
    assert look(depth(), at="#at-nowhere-1-2").locator("#tally").inner_text() == "5 claims + 2 inside others"


def test_speakers_in_the_opening_are_entities(look: Open) -> None:
    """Named, described and unnamed speakers stand apart, the pronoun under its name; what rests on whom is counted."""
    page = look(depth())
    heads = page.locator(".voices h3").all_inner_texts()
    said = [" ".join(h.split()) for h in heads]
    assert said == ["Named 4 claims", "Described, not named 1 claim", "Kept unnamed 1 claim"]
    words = page.locator(".voices").inner_text()
    assert "Odo Harl" in words
    assert "pronoun" not in words
    assert "1 claim rests on somebody kept unnamed" in words
    assert "2 claims were handed on by somebody" in words
    page.locator(".rests a").first.click()
    assert [row[1] for row in page.evaluate(ROWS)] == ["two officials anonymous"]


def test_without_scripts_the_table_has_it_all(look: Open) -> None:
    """Who, attitude, certainty, evidence and chain stand as text; the own voice and the drifts can be followed."""
    page = look(depth(), java_script_enabled=False)
    rows = page.locator("noscript table tbody tr").all_inner_texts()
    flat = [" ".join(row.split()) for row in rows]
    assert "two officials anonymous" in flat[2]
    assert "inside claim 1: the rockets" in flat[2]
    assert flat[2].endswith("possible none Cold Lantern > Orrin Post > two officials (kept unnamed) .81")
    assert "Odo Harl as “he” named (unsure, p .48) denies (unsure, p .48): he said" in flat[4]
    page.locator("details.own summary").click()
    assert "takes a side: so-called" in page.locator("details.own").inner_text()
    page.locator(".drift a").nth(1).click()
    target = page.locator(":target")
    assert target.count() == 1


def test_hostile_names_roles_and_chains_stay_text(look: Open) -> None:
    """No element of a hostile name, role, reason or drift exists in the table, lists, card or document head."""
    page = look(hostile_depth(), depth())
    page.keyboard.press("j")
    page.locator("#own-on").check()
    page.locator("#who summary").click()
    page.locator("details.own summary").first.click()
    assert page.evaluate("document.scripts.length") == 2
    assert page.evaluate("document.querySelectorAll('img, iframe, object, link, base').length") == 0
    assert page.evaluate("[...document.links].every(a => a.getAttribute('href').startsWith('#'))")
    assert "[onclick], [onerror]" not in page.content().split("<body")[0]
    assert page.evaluate("document.querySelectorAll('[onclick], [onerror]').length") == 0
    for link in page.locator("#card .step").all():
        link.click()
    given = hostile_depth().document
    assert given
    assert page.evaluate(TEXTS)[0] == given.text.replace("\x00", "\ufffd")


@pytest.mark.parametrize("width", [390, 600, 900, 1100, 1280, 1400, 1900])
def test_no_width_scrolls_sideways_or_cuts_words(look: Open, width: int) -> None:
    """At every width the page is as wide as the window, and no cell of the table is wider than its place."""
    page = look(depth(), hostile_depth(), width=width)
    page.keyboard.press("j")
    page.locator("#narrow").evaluate("e => { e.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = "[...document.querySelectorAll('#rows td')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.evaluate(wide) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(look: Open, scheme: str) -> None:
    """Marks, chains, doubts and drifts stand out by 4.5 to 1 or more, by day and by night."""
    page = look(depth(), color_scheme=scheme, at=f"#claim-{depth().claims[3].id}")
    page.locator("#own-on").check()
    page.wait_for_timeout(300)
    assert page.evaluate(CONTRAST) == []


def test_a_chain_of_parents_that_bites_its_tail_is_shown(look: Open) -> None:
    """Claims that name each other as the claim around them, or one that is not there, are shown once each."""
    given = depth()
    first, second, third, *rest = given.claims
    odd = (
        msgspec.structs.replace(first, parent=second.id),
        msgspec.structs.replace(second, parent=first.id),
        msgspec.structs.replace(third, parent="nobody"),
        *rest,
    )
    page = look(msgspec.structs.replace(given, claims=odd))
    assert len(page.evaluate(ROWS)) == len(odd)


def test_an_old_reading_has_no_empty_furniture(look: Open) -> None:
    """A case read before there was any depth shows no own voice, no drift, and no chain in its cards."""
    d = document("Ann said it rained.")
    old: Reading = reading(d, claim(d, "Ann", "said", "it rained"))
    page = look(old)
    page.keyboard.press("j")
    for absent in ("#own", ".drift", "details.own", "#card .chain", ".rests"):
        assert page.locator(absent).count() == 0, absent
