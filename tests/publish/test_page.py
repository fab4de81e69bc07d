"""The dossier in a browser: what a reader sees and presses."""

from __future__ import annotations

import pytest

from rashomon.records import Reading
from tests.factory import HOSTILE, claim, document, hostile, reading
from tests.publish.pages import ROWS, TEXTS, Open, random_reading, weather

COLUMNS = ["n", "who", "attitude", "what", "certainty", "evidence", "chain", "where", "form", "p"]


def test_the_browser_holds_the_text_to_the_character(look: Open) -> None:
    """What Chromium has in the documents' paragraphs is `Document.text`, for overlapping marks and hard characters."""
    many = [random_reading(seed) for seed in range(40)]
    page = look(*many, hostile())
    texts = page.evaluate(TEXTS)
    assert texts[:-1] == [r.document.text for r in many if r.document]
    assert texts[-1] == HOSTILE.replace("\x00", "\ufffd")


def test_the_script_cuts_where_the_records_say(look: Open) -> None:
    """Words in the table are cut by code points, also behind characters that JavaScript counts twice."""
    d = document("\U0001f600\U0001f600 Ann 🏴‍☠️ said “\U0001f600 it rained”.", title="x")
    page = look(reading(d, claim(d, "Ann 🏴‍☠️", "said", "“\U0001f600 it rained”")))
    assert page.evaluate(ROWS)[0][1:4] == ["Ann 🏴‍☠️", "said", "“\U0001f600 it rained”"]


def test_hostile_documents_stay_text(look: Open) -> None:
    """No script, handler, link or image of a document's exists in the page, in the table, or in the card."""
    page = look(hostile())
    page.keyboard.press("j")
    assert page.locator("#card").is_visible()
    assert page.evaluate("document.scripts.length") == 2
    assert page.evaluate("document.querySelectorAll('img, iframe, object, link, base').length") == 0
    assert (
        page.evaluate("[...document.querySelectorAll('*')].filter(e => e.onclick || e.getAttribute('onclick')).length")
        == 0
    )
    assert page.evaluate("[...document.links].every(a => a.getAttribute('href').startsWith('#'))")
    assert page.evaluate("document.querySelector('.doc [lang]')") is None
    assert page.evaluate("[...document.querySelectorAll('.text .x')].some(e => e.dataset.x === 'U+202E')")
    assert page.evaluate("getComputedStyle(document.querySelector('.text .x')).display") == "inline-block"


def test_the_table_filters_as_one_types(look: Open, case: tuple[Reading, ...]) -> None:
    """Words in any column and phrases narrow the rows; the count says so; the address keeps the view."""
    page = look(*case)
    assert page.locator("#tally").inner_text() == "120 claims"
    page.keyboard.press("/")
    page.keyboard.type("BOAT 3- report")
    assert page.locator("#tally").inner_text() == "10 of 120 claims"
    page.locator("#q").fill('"boat 3-7 had"')
    assert [row[3] for row in page.evaluate(ROWS)] == ["that boat 3-7 had left"]
    page.locator("#q").fill("")
    page.locator("#outlet").select_option("Bow")
    page.locator("#form").select_option("direct")
    assert page.locator("#tally").inner_text() == "24 of 120 claims"
    assert page.evaluate("location.hash") == "#view?outlet=Bow&form=direct"
    assert page.locator("#tally").get_attribute("aria-live") == "polite"
    page.locator("#reset").click()
    assert page.locator("#tally").inner_text() == "120 claims"


def test_a_view_is_a_url(look: Open, case: tuple[Reading, ...]) -> None:
    """Opening an address brings back filters, order and the claim at hand; going back undoes a step."""
    one = case[3].claims[4]
    page = look(*case, at=f"#view?outlet=Aft&sort=-p&at={one.id}")
    assert page.locator("#tally").inner_text() == "60 of 120 claims"
    ps = [float("0" + row[9].removesuffix("doubtful").strip("<> ")) for row in page.evaluate(ROWS)]
    assert ps == sorted(ps, reverse=True)
    assert page.locator("#card h2").inner_text() == "Claim 5 of 10 here"
    page.locator("#reset").click()
    assert page.evaluate("location.hash").startswith("#view?sort=-p")
    page.go_back()
    assert page.locator("#tally").inner_text() == "60 of 120 claims"


def test_a_speaker_in_the_opening_is_a_view(look: Open, case: tuple[Reading, ...]) -> None:
    """Pressing a speaker shows that speaker's claims, and a button takes the filter away."""
    page = look(*case)
    speaker = page.locator(".speakers a").first
    name = speaker.inner_text()
    speaker.click()
    assert {row[1] for row in page.evaluate(ROWS)} == {name}
    page.locator(".chip").click()
    assert page.locator("#tally").inner_text() == "120 claims"


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_sorts_both_ways(look: Open, case: tuple[Reading, ...], column: str) -> None:
    """Pressing a heading sorts by it, pressing again turns the order; the heading says which."""
    page = look(*case)
    head = page.locator(f"[data-sort={column}]")
    at = COLUMNS.index(column)
    firsts = []
    for way in ("ascending", "descending"):
        head.locator("button").press("Enter")
        assert head.get_attribute("aria-sort") == way
        firsts.append(page.evaluate(ROWS)[0][at])
    assert column in ("attitude", "certainty", "evidence", "chain") or firsts[0] != firsts[1]


def test_a_long_table_is_drawn_in_parts(look: Open, case: tuple[Reading, ...]) -> None:
    """Only the first rows are in the page until more are asked for, or the page is printed."""
    page = look(*case)
    assert page.locator("#rows tr").count() == 60
    page.locator("#more").click()
    assert page.locator("#rows tr").count() == 120
    again = look(*case)
    again.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert again.locator("#rows tr").count() == 120


def test_a_claim_in_the_table_leads_to_its_passage(look: Open) -> None:
    """Its source, cue and content are marked together, other claims step back, the card shows all parts."""
    page = look(weather())
    page.locator("#rows tr >> nth=1 >> .what a").click()
    on = (
        "[...document.querySelectorAll('mark.on')].map(m =>"
        " [m.textContent, ['s', 'k', 'c'].filter(r => m.classList.contains('on-' + r)).join('')])"
    )
    assert page.evaluate(on) == [["Bob", "s"], ["said", "k"], ["it rained", "c"]]
    box = page.locator("mark.on-c").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900
    card = page.locator("#card").inner_text()
    for part in ("Who says it", "Bob", "said", "it rained", "indirect", ".40", "2026-01-02", "claim 1"):
        assert part in card
    assert page.evaluate("document.activeElement.id") == f"claim-{weather().claims[1].id}"
    assert page.evaluate("location.hash") == f"#claim-{weather().claims[1].id}"
    assert page.locator("#rows [aria-current=true]").count() == 1


def test_a_passage_leads_to_its_claims(look: Open) -> None:
    """Pressing a passage shows the claim with the least content first, then each other claim that shares it."""
    page = look(weather())
    shown = []
    for _ in range(3):
        page.locator("mark", has_text="it rained").click()
        shown.append(page.locator("#card h2").inner_text())
    assert shown == ["Claim 2 of 4 here", "Claim 1 of 4 here", "Claim 2 of 4 here"]


def test_no_speaker_named_says_why(look: Open) -> None:
    """Where the text names no speaker the table and the card say so, with the cue at which none was found."""
    page = look(weather())
    said = "no speaker found: none is marked for “it was reported”"
    assert page.evaluate(ROWS)[3][1] == said
    page.locator("mark", has_text="Wet").click()
    assert said in page.locator("#card").inner_text().replace("\n", " ")


def test_a_citation_holds_what_a_reader_needs_to_check_it(look: Open) -> None:
    """Content, speaker, document, hash, and offsets that count code points go to the clipboard."""
    page = look(weather(), permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("j")
    page.locator("#cite").click()
    page.locator("#cite", has_text="Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    d = weather().document
    assert d
    for part in (
        "Bob said it rained",
        "Said by: Ann",
        d.name,
        d.sha256,
        "source 7–10",
        "content 16–34",
        d.id,
        "not a finding",
    ):
        assert part in text


def test_links_to_claims_and_documents_are_lasting(look: Open) -> None:
    """#claim-… stands at the claim and shows it, #doc-… at the document, whatever else is in the address."""
    one = weather().claims[2]
    page = look(weather(), at=f"#claim-{one.id}")
    assert page.locator("#card h2").inner_text() == "Claim 3 of 4 here"
    assert (
        look(weather(), at=f"#doc-{one.doc}")
        .evaluate("document.querySelector(location.hash).className")
        .startswith("doc")
    )
    assert look(weather(), at="#claim-unknown%zz").locator("#tally").inner_text() == "4 claims"


def test_folds_stay_folded_and_hold_no_claims(look: Open) -> None:
    """Comments and furniture are closed until opened and carry no marks."""
    page = look(weather())
    assert page.locator(".fold").count() == 2
    assert page.locator(".fold mark").count() == 0
    assert page.locator(".fold.comment .z").first.is_hidden()
    page.locator(".fold.comment summary").click()
    assert "Di, May 1" in page.locator(".fold.comment .commenter").inner_text()


def test_claims_can_be_filtered_by_attitude_and_by_p(look: Open, case: tuple[Reading, ...]) -> None:
    """The table shows only claims of an attitude, or of at least a probability, and marks doubtful ones."""
    page = look(*case, at="#view?least=0.8")
    wanted = sum(round(c.p, 3) >= 0.8 for r in case for c in r.claims)
    assert page.locator("#tally").inner_text() == f"{wanted} of 120 claims"
    assert page.locator(".doubt").count() == 0
    page.locator("#least").select_option("")
    assert page.locator("#tally").inner_text() == "120 claims"
    rows = "[...document.querySelectorAll('#rows tr')]"
    number = "parseFloat('0' + r.cells[9].textContent.match(/[.][0-9]+/)[0])"
    marked = page.evaluate(f"{rows}.map(r => [{number}, !!r.querySelector('.doubt')])")
    assert len(marked) > 40
    assert all(doubtful == (p < 0.5) for p, doubtful in marked)


def test_the_card_never_covers_the_text(look: Open, case: tuple[Reading, ...]) -> None:
    """At every width at which the card stands beside the text, the two do not overlap."""
    page = look(*case, at=f"#claim-{case[0].claims[0].id}")
    for width in (1280, 1300, 1340, 1400, 1900):
        page.set_viewport_size({"width": width, "height": 900})
        text = page.locator(".text").first.bounding_box()
        card = page.locator("#card").bounding_box()
        assert text
        assert card
        assert text["x"] + text["width"] < card["x"], width


def test_a_link_to_a_claim_that_is_not_there_says_so(look: Open, case: tuple[Reading, ...]) -> None:
    """The address of a claim that the dossier does not hold leads to a note in view, not to another claim's card."""
    page = look(*case, at="#claim-d000000000000.c1")
    assert page.locator("#lost").is_visible()
    assert page.evaluate("document.getElementById('lost').getBoundingClientRect().top < innerHeight")
    assert page.locator("#card").is_hidden()
    page = look(*case, at=f"#claim-{case[0].claims[0].id}")
    assert page.locator("#lost").is_hidden()
