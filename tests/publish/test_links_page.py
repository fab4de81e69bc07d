"""What links documents, in a browser: disputes first, statements with their way drawn, copies, who is who, changes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rashomon.publish.dossier import render
from rashomon.records import Links
from tests.factory import HOSTILE, status_of
from tests.publish.links import linked
from tests.publish.pages import TEXTS, Open, weather

CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8").split("\n", 1)[1]
LIT = "[...CSS.highlights.get('lit')].map(r => r.toString()).join('')"
SECTIONS = ("disputes", "statements", "changes", "copies", "who-is-who")


def opened(page: Any, part: str, row: int = 0) -> Any:
    """A row of a list, opened; the list is made when it comes near."""
    page.locator(f"#{part}").scroll_into_view_if_needed()
    line = page.locator(f"#{part} details.row").nth(row)
    line.wait_for()
    line.locator("summary").first.click()
    line.locator("> :not(summary)").first.wait_for()
    return line


def drawn(page: Any, row: Any) -> Any:
    """The drawing in an opened statement."""
    drawing = row.locator(".way-drawing svg")
    row.locator(".way-drawing").scroll_into_view_if_needed()
    drawing.wait_for()
    return drawing


def test_the_disputes_come_first(look: Open) -> None:
    """They stand between the summary and all else, each with what it is about, its reasons and its sides."""
    case = linked()
    page = look(*case.readings, links=case.links)
    order = page.evaluate("[...document.querySelectorAll('main > section')].map(s => s.id)")
    assert order == ["read", "disputes", "about", "statements", "changes", "copies", "claims", "own", "who-is-who",
                     "documents"]  # fmt: skip
    first = page.locator(".dispute").first
    assert first.locator("h3").inner_text() == "The number of shells"
    assert "eleven against at least 30 shells" in first.locator(".whys").inner_text()
    sides = [" ".join(text.split()) for text in first.locator(".side-of").all_inner_texts()]
    assert "1 independent origin · 3 documents · first seen 1 March 2024" in sides[0]
    assert "One voice in 3 passages: The ministry" in sides[0]
    assert "asserts · certain · evidence: none" in sides[0]
    assert "Residents" in sides[1]
    assert "In 2 points what is said in them does not go together." in page.locator(".lede").inner_text()
    assert not re.search(r"(?i)\b(true|false|refuted|proven|likely)\b", page.locator("#disputes").inner_text())


def test_a_denial_says_who_denies(look: Open) -> None:
    """Words that are denied are never shown as if they were said."""
    case = linked()
    page = look(*case.readings, links=case.links)
    heads = page.locator(".dispute").nth(1).locator("h4").all_inner_texts()
    assert [" ".join(head.split()) for head in heads] == [
        "Ivo Kern denies that his men had fired",
        "The rebels certainly fired.",
    ]


def test_words_of_a_dispute_lead_to_their_passage(look: Open) -> None:
    """A press on the words of a claim holds it in its document; on those of the own voice, lights them up."""
    case = linked()
    page = look(*case.readings, links=case.links)
    page.locator(".dispute h4 a", has_text="eleven shells").click()
    assert page.evaluate("location.hash") == f"#claim-{case.claims['eleven'].id}"
    assert page.locator(".on-c").inner_text() == "that eleven shells struck the bridge at Tarn on Friday"
    page.locator(".dispute h4 a", has_text="rebels certainly").click()
    assert page.evaluate(LIT) == "The rebels certainly fired."


def test_the_proof_of_a_count_is_one_press_away(look: Open) -> None:
    """How the origins were counted, and why passages count as one, stand behind a disclosure each."""
    case = linked()
    page = look(*case.readings, links=case.links)
    side = page.locator(".side-of").first
    assert not side.get_by_text("all three go back to the ministry").is_visible()
    side.get_by_text("How the origins were counted").click()
    assert side.get_by_text("all three go back to the ministry").is_visible()
    side.get_by_text("2 more passages, and why they count as one").click()
    assert side.get_by_text("the later two are copies of the Bow Wire's report").is_visible()
    assert side.get_by_text("11 projectiles reached the Tarn crossing on Friday").is_visible()


def test_without_disputes_one_sentence_says_so() -> None:
    """It names the number of documents; of a single one it says what is missing."""
    case = linked()
    html = render("A case", case.readings, status_of(*case.readings), [], [])
    assert "Looked for in 4 documents: other numbers, times and places" in html
    assert "that none was found does not mean that they agree" in html
    assert '<a href="#disputes">' not in html
    assert "curveBumpX" not in html
    alone = render("A case", [weather()], status_of(weather()), [], [])
    assert "Looked for in 1 document:" in alone
    assert "There is no other document to set this one against" in alone


def test_statements_are_listed_grouped_and_filtered(look: Open) -> None:
    """Statements in most documents come first; the filter looks into what is said and who says it."""
    case = linked()
    page = look(*case.readings, links=case.links)
    page.locator("#statements").scroll_into_view_if_needed()
    rows = page.locator("#statements details.row")
    rows.first.wait_for()
    assert rows.count() == 5
    assert "eleven shells" in rows.first.locator("summary").inner_text()
    page.fill("#statements-q", "inquiry mined")
    assert rows.count() == 1
    assert page.locator("#statements-tally").inner_text() == "1 of 5"
    assert "1 to 2 independent origins" in rows.first.inner_text()
    rows.first.locator("summary").first.click()
    rows.first.locator(".groups").wait_for()
    assert "may be the same as A person close to the inquiry" in rows.first.inner_text()
    assert "Says less, or another number, than" in rows.first.inner_text()
    page.fill("#statements-q", "zzz")
    assert page.locator("#statements-none").is_visible()
    page.keyboard.press("Escape")
    assert rows.count() == 5


def test_a_way_is_drawn_from_origins_to_pages(look: Open) -> None:
    """Origins stand left of what has it from them, a node of several ways is one, unnamed origins are hatched."""
    case = linked()
    page = look(*case.readings, links=case.links)
    drawing = drawn(page, opened(page, "statements"))
    left = {
        node.get_attribute("aria-label").split(",")[0]: node.bounding_box()["x"]
        for node in drawing.locator(".node").all()
    }
    assert left["The ministry"] < left["Bow Wire"] < left["Aft Post"] == left["Stern World"]
    assert len(left) == 4
    assert sorted(drawing.locator(".by").all_text_contents()) == ["reworded copy", "said", "shortened copy"]
    assert drawing.locator(".hatched").count() == 0
    mined = next(i for i in range(5) if "mined" in page.locator("#statements details.row").nth(i).inner_text())
    other = drawn(page, opened(page, "statements", mined))
    assert other.locator(".anonymous .hatched").count() == 2
    assert other.locator(".hatched").first.get_attribute("fill").startswith("url(#hatch-")


def test_a_way_is_walked_by_keyboard_and_told_in_words(look: Open) -> None:
    """One tab stop, arrows from left to right; enter tells the reason, and enter again goes to the passage."""
    case = linked()
    page = look(*case.readings, links=case.links)
    row = opened(page, "statements")
    drawing = drawn(page, row)
    drawing.locator("[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "The ministry to Bow Wire: said"
    page.keyboard.press("Enter")
    told = row.locator(".told")
    assert "the claim's source" in told.inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate(LIT) == "The ministry said"
    page.keyboard.press("Escape")
    assert told.is_hidden()
    row.get_by_text("The same in words").click()
    words = " ".join(row.locator(".way-words").inner_text().split())
    assert words.startswith("The ministry Bow Wire, 1 Mar 2024 · said: the claim's source passage")
    assert "Aft Post, 2 Mar 2024 · shortened copy: 91 %" in words


def test_copies_stand_side_by_side_with_their_differences(look: Open) -> None:
    """Words of one side only are struck through or underlined; a reworded copy is aligned sentence by sentence."""
    case = linked()
    page = look(*case.readings, links=case.links)
    row = opened(page, "copies")
    assert "Shortened copy: Bow Wire → Aft Post" in row.locator("summary").inner_text()
    assert "91 % of the words the same" in row.locator("summary").inner_text()
    assert row.locator("ins").all_inner_texts() == ["Shells on the", "old", "(Bow Wire)"]
    assert any("An official who asked" in gone for gone in row.locator("del").all_inner_texts())
    both = page.evaluate(
        "[...document.querySelectorAll('#copies tbody tr')].map(r => [...r.cells].map(c => c.textContent).join('|'))"
    )
    assert any(line.count("his men had fired.") == 2 for line in both)
    row.locator("thead .step").last.click()
    assert page.evaluate(LIT).startswith("Shells on the bridge")
    second = opened(page, "copies", 1)
    assert second.locator("ins, del").count() == 0
    assert second.locator("tbody tr").count() == 2
    cells = second.locator("tbody tr").first.locator("td").all_inner_texts()
    assert cells[0].startswith("The ministry said")
    assert cells[1].startswith("According to the ministry")
    assert "Tarn" in second.locator(".both").all_inner_texts()


def test_a_link_opens_the_copy_or_statement_it_names(look: Open) -> None:
    """An address of a statement opens it, however far down it stands, and so does a link from a side of a dispute."""
    case = linked()
    last = case.links.statements[4].id
    page = look(*case.readings, links=case.links, at=f"#statement-{last}")
    page.locator(f"#statement-{last}[open] .groups").wait_for()
    page.evaluate("scrollTo(0, 0)")
    page.locator(".side-of").first.get_by_text("How it came to the pages").click()
    page.locator(f"#statement-{case.links.statements[0].id}[open] .way-drawing").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_who_is_who_tells_what_was_merged_and_what_only_suggested(look: Open) -> None:
    """Names with the reasons for taking them for one; pairs that may be one stay two."""
    case = linked()
    page = look(*case.readings, links=case.links)
    row = opened(page, "who-is-who")
    assert "both are called the ministry" in row.inner_text()
    assert "the cabinet" in row.inner_text()
    pair = " ".join(page.locator("#alike-rows .pair").inner_text().split())
    assert pair.startswith("Ivo Kern (Bow Wire, 1 Mar 2024) and I. Kern (The Mast, 3 Mar 2024)")
    assert "for: the same family name" in pair
    assert "2 more are named in one document only." in page.locator("#who-is-who").inner_text()


def test_changes_show_both_wordings_at_their_places(look: Open) -> None:
    """The words before and after, each a link to where they stand, with the reason."""
    case = linked()
    page = look(*case.readings, links=case.links)
    page.locator("#changes").scroll_into_view_if_needed()
    change = page.locator("#changes .change")
    change.wait_for()
    assert "Shells have become projectiles" in change.inner_text()
    change.locator("a", has_text="projectiles").click()
    assert page.evaluate(LIT) == "projectiles"
    page.locator("#changes .change a", has_text="shells").click()
    assert page.evaluate(LIT) == "shells"


def test_hostile_names_reasons_and_words_stay_words(look: Open) -> None:
    """In every list, open or shut, nothing of a name, a reason or a statement becomes an element or runs."""
    case = linked(HOSTILE)
    page = look(*case.readings, links=case.links)
    for part in ("statements", "copies", "who-is-who"):
        row = opened(page, part)
        assert row.locator("img, b[onclick], script").count() == 0
    page.locator("#statements .way-drawing").first.scroll_into_view_if_needed()
    page.locator("#statements .way-drawing svg").first.wait_for()
    assert page.locator("main img, main script, main [onclick]").count() == 0
    assert page.locator("#disputes .x").count() > 0
    assert "<img src=x" in page.locator("#disputes h3").first.text_content()
    html = render("A case", case.readings, status_of(*case.readings), [], [], links=case.links)
    assert html.count("<script") == 2
    assert "<img" not in html


def test_what_is_not_on_the_page_is_left_out() -> None:
    """Links to claims, documents and copies that the dossier does not show leave no row and break nothing."""
    case = linked()
    for readings in (case.readings[:1], case.readings[2:], ()):
        html = render("A case", readings, status_of(*readings), [], [], links=case.links)
        data = json.loads(re.findall(r'id="data">(.*?)</script>', html)[0]).get("links", {})
        assert all(said[0] < len(readings) for said in data.get("said", ()))
        assert all(row[2] < len(readings) and row[5] < len(readings) for row in data.get("copies", ()))
    alone = render("A case", case.readings[:1], status_of(*case.readings[:1]), [], [], links=case.links)
    assert 'class="dispute"' not in alone


def test_offsets_survive_characters_outside_the_basic_plane(look: Open) -> None:
    """Spans count code points: copies and changes are cut rightly behind an emoji."""
    case = linked("\U0001f600")
    page = look(*case.readings, links=case.links)
    row = opened(page, "copies")
    assert row.locator("ins").all_inner_texts()[1] == "old"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lists_fit_a_narrow_screen_and_can_be_read(look: Open, scheme: str) -> None:
    """At 400 pixels nothing runs out of the window; all text stands out from its ground by 4.5 to 1."""
    case = linked()
    page = look(*case.readings, links=case.links, width=400, color_scheme=scheme)
    for part in ("statements", "copies", "who-is-who"):
        opened(page, part)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.evaluate(CONTRAST) == []


def test_on_paper_the_lists_are_open_and_the_controls_gone(look: Open) -> None:
    """What is drawn lazily is drawn for printing; filters and buttons stay behind."""
    case = linked()
    page = look(*case.readings, links=case.links)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for part, rows in (("statements", 5), ("copies", 2), ("known", 1)):
        assert page.locator(f"#{part}-rows details.row").count() == rows
        assert page.locator(f"#{part}-rows details.row").last.is_visible()
    assert not page.locator(".tools").first.is_visible()
    assert page.locator(".proved li").first.is_visible()
    assert page.evaluate(TEXTS) == [r.document.text for r in case.readings if r.document]


def test_many_statements_are_shown_a_part_at_a_time(look: Open) -> None:
    """Of hundreds the first twenty are drawn; a button brings all."""
    case = linked()
    many = tuple(
        msgspec.structs.replace(case.links.statements[0], id=f"s{n:012}", text=f"statement {n}") for n in range(300)
    )
    page = look(*case.readings, links=Links(statements=many))
    page.locator("#statements").scroll_into_view_if_needed()
    rows = page.locator("#statements details.row")
    rows.first.wait_for()
    assert rows.count() == 20
    page.locator("#statements-every").click()
    assert rows.count() == 300
