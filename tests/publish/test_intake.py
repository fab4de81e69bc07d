"""What intake tells of a document, as a reader sees it: origins, articles, pages, tags, decisions, comments apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from rashomon.publish.dossier import render
from rashomon.records import Skip
from tests.factory import HOSTILE, status_of
from tests.publish.intake import hostile_intake, intake, repaired
from tests.publish.pages import ROWS, TEXTS, Open

CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8").split("\n", 1)[1]
TAGS = "[...document.querySelectorAll('.tagged .z[data-z]')].map(e => e.dataset.z)"
TAG_COLOURS = """[...document.querySelectorAll('.tagged .z[data-z]:not(.blank)')].map(e => {
  const s = getComputedStyle(e, '::before');
  return s.content !== 'none' && s.display === 'block' && s.color !== s.backgroundColor; })"""
FOLLOWING = """id => {
  const range = document.createRange();
  range.setStartAfter(document.getElementById(id));
  range.setEndAfter(document.getElementById(id).closest(".text"));
  return range.toString().slice(0, 8); }"""
LOOSE = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let found = 0;
  while (walker.nextNode()) {
    const inside = walker.currentNode.parentElement.closest(".x");
    if (/[\\u202a-\\u202e]/.test(walker.currentNode.data) && !inside) found += 1;
  }
  return found; }"""
"""How many texts of the page hold a character that turns text around outside the boxes that make it harmless."""
OPEN_ALL = "document.querySelectorAll('.doc details').forEach(d => d.open = true)"
DOC = intake().document
assert DOC
CLAIMS = {text: f"{DOC.id}.k{DOC.text.index(text)}" for text in ("My cousin", "The mayor")}


def comment_claim(text: str) -> str:
    """The id of the claim in the comment that begins so."""
    return next(c.id for a in intake().attached for c in a.claims if c.id.startswith(CLAIMS[text]))


def in_view(page: Any, css: str) -> bool:
    """Whether an element stands inside the window, below the bar at its top."""
    box = page.locator(css).evaluate("e => { const r = e.getBoundingClientRect(); return [r.top, innerHeight]; }")
    return bool(30 <= box[0] < box[1])


def test_claims_in_comments_are_in_no_count() -> None:
    """Neither the opening, nor a list, nor a filter, nor the table without scripts knows a claim of a comment."""
    html = render("A case", [intake()], status_of(intake()), [], [])
    before = html[: html.index('<section id="documents"')]
    assert "My cousin" not in before
    assert "barge" not in before
    words = " ".join(re.sub(r"<[^>]+>", "", before).split())
    assert "1 document from 1 outlet was read, and 4 claims found in it" in words
    assert "1 reader’s comment stands apart" in words, "the other one counts, because a person said so"
    assert "Orrin Post (4)" in words
    assert "indirect (4)" in words
    assert "shown too (1)" in words
    assert "The mayor" in before, "a comment that a person lets count is counted"
    assert "4 claims · " in html[html.index('<section class="doc') :]


def test_claims_in_comments_are_shown_when_asked_for(look: Open) -> None:
    """The filter brings them in, after all others and told apart; the address keeps it; no sum holds them."""
    page = look(intake())
    assert page.locator("#tally").inner_text() == "4 claims"
    assert [row[1] for row in page.evaluate(ROWS)] == ["Ann Brandt", "Odo Harl", "The ministry", "The mayor"]
    page.locator("#comments").select_option("with")
    assert page.evaluate("location.hash") == "#view?comments=with"
    assert page.locator("#tally").inner_text() == "4 claims, and 1 claim in readers’ comments"
    assert [row[1] for row in page.evaluate(ROWS)][-1] == "My cousin"
    assert "a reader’s comment" in page.evaluate(ROWS)[-1][7]
    page.reload()
    assert len(page.evaluate(ROWS)) == 5
    page.locator("#comments").select_option("only")
    assert page.locator("#tally").inner_text() == "1 claim in readers’ comments"
    page.locator("#q").fill("nothing like it")
    assert page.locator("#tally").inner_text() == "0 of 1 claim in readers’ comments"
    page.locator("#reset").click()
    assert page.locator("#tally").inner_text() == "4 claims"


@pytest.mark.parametrize("script", [True, False])
def test_a_link_to_a_claim_in_a_comment_opens_its_fold(look: Open, script: bool) -> None:
    """The fold is opened and the claim in view; with scripts the card says whose comment it is."""
    own = comment_claim("My cousin")
    page = look(intake(), at=f"#claim-{own}", java_script_enabled=script)
    assert page.locator(".fold.comment").get_attribute("open") is not None
    anchor = page.locator(f"[id='claim-{own}']").bounding_box()
    assert anchor
    assert 0 <= anchor["y"] < 900
    if script:
        card = page.locator("#card").inner_text().replace("\n", " ")
        assert "Claim 4, in a reader’s comment" in card
        assert "a reader’s comment by Wesaf, May 1" in card
        page.keyboard.press("t")
        assert page.evaluate("document.activeElement.closest('tr').cells[1].textContent") == "My cousin"
        assert page.locator("#tally").inner_text() == "4 claims, and 1 claim in readers’ comments"


def test_a_citation_of_a_claim_in_a_comment_says_so(look: Open) -> None:
    """What is copied names the article of several it stands in, and that a comment is no source of it."""
    page = look(intake(), at=f"#claim-{comment_claim('My cousin')}", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#cite").click()
    page.locator("#cite", has_text="Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "Stands in: a reader’s comment by Wesaf, May 1; no source of the article" in text
    assert "In: The answer, Two rockets hit the quay, Cold Lantern, 2026-03-02" in text


def test_a_fold_says_how_many_comments_count(look: Open) -> None:
    """Comments are closed, counted, and those that a person lets count are told."""
    summary = look(intake(), at="#documents").locator(".fold.comment summary").inner_text()
    assert summary.startswith("Readers’ comments: 2")
    assert "but for 1 that does because a person said so" in summary


def test_origins_are_named_once_and_lead_to_their_words(look: Open) -> None:
    """Each relation and name once, spellings and further places behind it, every link landing at its own words."""
    page = look(intake(), at="#documents")
    line = page.locator(".doc .origin").first
    said = "sent by Orrin Post; cites New York Times (also as NYT; again 3); first published by The Sarn Courier."
    assert line.inner_text() == f"Says of its origin: {said}"
    targets = []
    for n in range(line.locator("a").count()):
        page.set_viewport_size({"width": 1400, "height": 300})
        line.locator("a").nth(n).click()
        target = page.evaluate("location.hash.slice(1)")
        targets.append(target[-1])
        assert in_view(page, f"[id='{target}']"), target
        after = page.evaluate(FOLLOWING, target)
        assert after in {"Orrin Po", "New York", "NYT that", "The Sarn"}
    assert targets == ["1", "2", "3", "5", "4"]


def test_articles_and_pages_are_places_to_link_to(look: Open) -> None:
    """Articles are announced where they begin, also before a fold; page marks show their number; both can be linked."""
    page = look(intake(), at="#documents")
    heads = page.locator(".part-head").all_inner_texts()
    answer = "Article 2 of 2: The answer · Cold Lantern · 2026-03-03"
    assert heads == ["Article 1 of 2: Two rockets hit the quay · Mara Venn", answer]
    assert all(head.is_visible() for head in page.locator(".part-head").all())
    page.set_viewport_size({"width": 1400, "height": 300})
    page.get_by_role("link", name="The answer", exact=True).click()
    assert in_view(page, ".part-head >> nth=1")
    assert DOC
    for number, inside_fold in ((1, True), (2, False)):
        page = look(intake(), at=f"#page-{DOC.id}-{number}")
        mark = page.locator(".pg").nth(number - 1)
        assert mark.evaluate("e => getComputedStyle(e, '::before').content") == f'"page " "{number}"'.replace('" "', "")
        assert mark.evaluate("e => !!e.closest('details[open]')") is inside_fold
        assert in_view(page, f"[id='page-{DOC.id}-{number}']")


def test_the_table_names_the_article_of_a_claim(look: Open) -> None:
    """Under Where stand the document, the article in it, and the article's own outlet; words of all are found."""
    page = look(intake())
    where = [row[7] for row in page.evaluate(ROWS)]
    assert where[0] == "Two rockets hit the quayarticle 1Orrin Post"
    assert where[2] == "Two rockets hit the quayarticle 2: The answerCold Lantern"
    page.locator("#q").fill('"the answer" lantern')
    assert page.locator("#tally").inner_text() == "2 of 4 claims"
    page.locator("#rows .of").first.click()
    assert in_view(page, ".part-head >> nth=1")


@pytest.mark.parametrize("glue", ["\n\n", "\n", "\r\n", "\n \t"])
def test_the_text_stays_the_text(look: Open, glue: str) -> None:
    """With tags, pages, origins, articles and comments the paragraphs hold `Document.text` and nothing else."""
    one, both, bad = intake(glue), repaired(), hostile_intake()
    page = look(one, both, bad)
    page.locator("#tagging").click()
    inner = both.attached[0].document
    assert one.document
    assert both.document
    assert inner
    wanted = [one.document.text, both.document.text, inner.text, HOSTILE.replace("\x00", "\ufffd")]
    assert page.evaluate(TEXTS) == wanted


@pytest.mark.parametrize("glue", ["\n\n", "\n"])
def test_each_line_says_what_it_was_taken_for(look: Open, glue: str) -> None:
    """A press or a key shows the kinds, how sure, and whether a person said so; another hides them again."""
    page = look(intake(glue))
    assert page.evaluate(TAGS) == []
    page.locator("#tagging").click()
    assert page.locator("#tagging").get_attribute("aria-pressed") == "true"
    assert page.evaluate(TAGS) == [
        "navigation", "headline", "byline", "dateline, body", "blockquote by a person", "provenance", "related",
        "headline", "body", "caption .71", "comment header", "comment", "comment header", "comment", "support",
    ]  # fmt: skip
    assert all(page.evaluate(TAG_COLOURS))
    page.keyboard.press("z")
    assert page.evaluate(TAGS) == []


def test_tags_move_neither_the_reader_nor_the_notes(look: Open) -> None:
    """The line at the top of the window stays there, and every claim's note stands beside its claim again."""
    page = look(intake(), intake("\n"), width=1400)
    page.evaluate("document.querySelectorAll('.doc')[1].scrollIntoView()")
    page.locator(".notes >> nth=1").wait_for(state="attached")
    line = page.locator(".doc >> nth=1 >> .headline .z >> nth=0")
    page.evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 95)", line.element_handle())
    before = line.bounding_box()
    page.keyboard.press("z")
    page.locator(".doc >> nth=1 >> .notes").wait_for(state="attached")
    after = line.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    page.wait_for_timeout(200)
    far = (
        "[...document.querySelectorAll('.doc')].map(d => [...d.querySelectorAll('.notes li')].map(n => Math.abs("
        "n.getBoundingClientRect().top - d.querySelector(`.n[data-n='${n.dataset.n}']`).getBoundingClientRect().top)))"
    )
    found = page.evaluate(far)
    assert [len(notes) for notes in found] == [4, 4]
    assert all(way < 40 for way in found[1][:3])


def test_a_fold_that_opens_takes_the_notes_along(look: Open) -> None:
    """Notes below a fold move with their claims when it is opened."""
    page = look(intake(), at="#documents")
    page.locator(".notes li >> nth=0").wait_for()
    page.locator(".fold.furniture summary").first.click()
    page.wait_for_timeout(200)
    way = "e => e.getBoundingClientRect().top"
    note, anchor = (page.locator(css).first.evaluate(way) for css in (".notes li", ".text .n"))
    assert abs(note - anchor) < 40


def test_disagreements_and_decisions_stand_in_the_head(look: Open) -> None:
    """What metadata disagrees on is told in short, with the days; opened, in full; decisions with who, when, why."""
    page = look(intake(), at="#documents")
    short = page.locator(".conflict summary").inner_text()
    assert "on title, published (2026-03-02 or 2026-03-05 or 2026-03)" in short
    assert page.locator(".conflict li").first.is_hidden()
    page.locator(".conflict summary").click()
    assert page.locator(".conflict li").count() == 3
    page.locator(".meta summary").first.click()
    facts = page.locator(".meta .facts").first.inner_text()
    for part in ("orrin.example/quay", "JSON-LD headline, h1", "because the masthead says so", "by Kit, 2026-03-10T08"):
        assert part in facts
    kicker = page.locator(".doc .kicker").inner_text()
    assert kicker == "Orrin Post · 2026-03-02 · updated 2026-03-04 · captured 2026-03-09"


def test_a_repaired_text_is_a_second_page_of_one_document(look: Open) -> None:
    """The count of documents is one; the two pages lead to each other; the claims stand in the repaired one."""
    page = look(repaired())
    lede = page.locator(".lede").inner_text()
    assert lede.startswith("1 document from 1 outlet was read, and 1 claim found in it")
    assert page.locator(".doc").count() == 2
    assert "this dossier shows" not in page.locator(".opening").inner_text()
    page.get_by_role("link", name="the repaired text").click()
    assert "repaired" in page.locator(".doc >> nth=1 >> .kicker").inner_text()
    assert page.evaluate(ROWS)[0][3] == "“it rained”"
    page.get_by_role("link", name="the text as it came").click()
    assert page.evaluate("document.querySelector(location.hash) === document.querySelector('.doc')")


def test_hostile_words_of_intake_stay_words(look: Open) -> None:
    """Origins, articles, disagreements, tags, decisions and names of commenters make no element, link or handler."""
    page = look(hostile_intake(), intake())
    page.locator("#tagging").click()
    page.evaluate(OPEN_ALL)
    page.keyboard.press("j")
    assert page.evaluate("document.scripts.length") == 2
    assert (
        page.evaluate("document.querySelectorAll('img, iframe, object, link, base, [onerror], [onclick]').length") == 0
    )
    assert page.evaluate("[...document.links].every(a => a.getAttribute('href').startsWith('#'))")
    assert page.evaluate(LOOSE) == 0


def test_without_scripts_the_head_and_the_folds_work(look: Open) -> None:
    """Origins, articles and disagreements are there without scripts; what needs one is not shown."""
    page = look(intake(), java_script_enabled=False)
    assert page.locator("#tagging").is_hidden()
    assert page.locator(".fold[open]").count() == 0
    assert page.locator(".part-head").count() == 2
    assert page.locator("noscript table tbody tr").count() == 5
    assert "My cousin" not in page.locator("noscript").inner_text()
    page.set_viewport_size({"width": 1400, "height": 300})
    page.locator(".origin a").nth(2).click()
    assert in_view(page, f"[id='{page.url.split('#')[1]}']")
    page.locator(".conflict summary").click()
    assert page.locator(".conflict li").first.is_visible()


def test_on_paper_tags_are_off_and_comments_stay_folded(look: Open) -> None:
    """Paper shows no tags and no button; a closed fold is its summary; disagreements and metadata are in full."""
    page = look(intake())
    page.locator("#tagging").click()
    page.emulate_media(media="print")
    content = "[...document.querySelectorAll('.z[data-z]')].map(e => getComputedStyle(e, '::before').display)"
    assert set(page.evaluate(content)) == {"none"}
    assert page.locator("#tagging").is_hidden()
    assert page.locator(".fold.comment summary").is_visible()
    assert page.locator(".fold.comment .z").first.is_hidden()
    tall = "e => getComputedStyle(e, '::details-content').contentVisibility"
    assert page.locator(".conflict").evaluate(tall) == "visible"
    assert page.locator(".fold.comment").evaluate(tall) == "hidden"


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_nothing_of_intake_scrolls_sideways(look: Open, width: int) -> None:
    """With tags on and all folds open, hostile words among them, the page is as wide as the window."""
    page = look(intake(), intake("\n"), hostile_intake(), width=width, at="#view?comments=with")
    page.locator("#tagging").click()
    page.evaluate(OPEN_ALL)
    page.keyboard.press("k")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_intake_is_enough(look: Open, scheme: str) -> None:
    """All of it stands out by 4.5 to 1 or more by day and by night, all opened, a claim of a comment at hand."""
    page = look(intake(), hostile_intake(), color_scheme=scheme, at=f"#claim-{comment_claim('The mayor')}")
    page.locator("#comments").select_option("with")
    page.locator("#tagging").click()
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(300)
    assert page.evaluate(CONTRAST) == []


def test_a_link_to_a_closed_list_opens_it(look: Open) -> None:
    """A long list of what was left out is closed until the opening's link leads to it."""
    skips = tuple(Skip(name=f"{n}.zip", stage="ingest", reason="damaged") for n in range(13))
    page = look(intake(), skips=skips)
    assert page.locator("#skips").get_attribute("open") is None
    page.get_by_role("link", name="which, and why").click()
    assert page.locator("#skips").get_attribute("open") is not None
    assert page.locator("#skips td").first.is_visible()
