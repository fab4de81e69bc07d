"""Dates, places and checks in a browser: sections, the timeline, the map, marks in the documents."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rashomon.publish.dossier import render
from rashomon.records import Finding, Reading, Spot
from tests.factory import HOSTILE, document, hostile, reading, status_of
from tests.publish.pages import TEXTS, Open, weather
from tests.publish.values import checked, convoy, ministry, moment, number, spot_on_earth

CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8").split("\n", 1)[1]
LABELS = "[...document.querySelectorAll('#map .labels text')].map(t => t.textContent)"


def both() -> tuple[Reading, Reading]:
    """The two documents of the invented case."""
    return convoy(), ministry()


def drawn(page: Any, part: str) -> None:
    """Waits until a drawing is there: it is made when it comes near."""
    page.evaluate(f"document.querySelector('{part}').scrollIntoView()")
    page.locator(f"{part} svg").wait_for()


def marked(page: Any) -> None:
    """Marks the values, of the documents in sight and near."""
    page.evaluate("document.querySelector('.doc').scrollIntoView()")
    page.keyboard.press("v")
    page.locator(".text .v").first.wait_for()


def test_a_case_without_values_has_none_of_the_sections(look: Open) -> None:
    """Without dates, places and checks the page, its navigation and its script are as they were."""
    html = render("A case", [weather()], status_of(weather()), [], [])
    assert not re.search(r'id="(when|where|checks|valuing|map)"', html)
    assert "geoAzimuthalEqualArea" not in html
    assert "geo=(" not in html
    page = look(weather())
    assert page.locator(".bar nav a").all_inner_texts()[1:] == ["What was read", "Claims", "Documents"]
    page.keyboard.press("v")
    assert page.locator("#documents.valued").count() == 0


def test_places_that_nobody_knows_make_no_map(look: Open) -> None:
    """Without a place that has a point there is a list and no map, and nothing that draws one."""
    d = document("From Zarbutna to Ghalvor.")
    lost = (spot_on_earth(d, "Zarbutna", "Zarbutna", None), spot_on_earth(d, "Ghalvor", "Ghalvor", None))
    one = msgspec.structs.replace(reading(d), places=lost)
    assert "geoAzimuthalEqualArea" not in render("A case", [one], status_of(one), [], [])
    page = look(one)
    assert page.locator("#map").count() == 0
    assert page.locator("#where-lost tr[id]").count() == 2


def test_the_opening_asks_and_the_sections_follow_the_claims(look: Open) -> None:
    """The lede says how much may not fit, with a link; checks, dates and places stand behind the claims."""
    page = look(*both(), findings=checked())
    assert "2 things they say of dates, distances or numbers may not fit: questions to look into." in page.locator(
        ".lede"
    ).inner_text().replace("\n", " ")
    order = page.evaluate("[...document.querySelectorAll('main > section')].map(s => s.id)")
    assert order == ["read", "disputes", "about", "claims", "checks", "when", "where", "documents"]


def test_checks_quote_both_sides_and_lead_to_them(look: Open) -> None:
    """What differs stands in a table with who says it; a link lights up the very words in the document."""
    page = look(*both(), findings=checked())
    rows = page.locator(".differ tr").all_inner_texts()
    assert "At least 30" in rows[2]
    assert "a driver" in rows[2]
    assert "Worked out: 463 km. Tolerance: 18 km" in page.locator("#check-f2").inner_text()
    page.locator("#check-f2 a", has_text="520 kilometers").click()
    lit = "[...CSS.highlights.get('lit')].map(r => r.toString()).join('')"
    assert page.evaluate(lit) == "520 kilometers"
    fits = page.locator("#checks details", has_text="Fits")
    assert fits.get_attribute("open") is None
    assert page.locator("#checks").inner_text().count("verdict") == 1
    odd = page.locator(".doc .conflict", has_text="May not fit").last
    assert odd.inner_text() == "May not fit: “eleven” (number), “520 kilometers” (distance)"
    odd.locator("a").first.click()
    assert page.evaluate("location.hash") == "#check-f1"


def test_thousands_of_checks_are_opened_in_time_and_reached(look: Open) -> None:
    """The surest stand open, the others are shut, so that a browser does not lay all out; a link opens them."""
    convoy_, ministry_ = both()
    (differs, distance, *_), many = checked(), 4000
    found = [
        msgspec.structs.replace(one, id=f"{one.id}x{i}", p=round(1 - i / many / 2, 4))
        for one in (differs, distance)
        for i in range(many)
    ]
    page = look(convoy_, ministry_, findings=tuple(found))
    assert page.locator("#checks .differ").first.locator("tbody").count() == 50
    assert page.locator("#checks > .checks > .check").count() == 50
    for one in found[many - 1], found[-1]:
        last = page.locator(f"#check-{one.id}")
        assert last.count() == 1
        assert not last.is_visible()
        page.evaluate(f"location.hash = 'check-{one.id}'")
        last.wait_for(state="visible")


def test_the_map_is_drawn_without_a_network(look: Open) -> None:
    """Countries, halos of true size, labels that overlap none, a scale; no request (the fixture would complain)."""
    page = look(*both(), findings=checked())
    drawn(page, "#map")
    assert page.locator("#map .land").count() >= 3
    assert set(page.evaluate(LABELS)) == {"Kirkuk + 1", "15 km northwest of Kirkuk", "eastern Mosul"}
    km_a_dot = page.evaluate(
        "(() => { const bar = document.querySelector('#map .scale path').getBBox().width;"
        " return parseFloat(document.querySelector('#map .scale text').textContent) / bar; })()"
    )
    halo = page.evaluate("Math.max(...[...document.querySelectorAll('#map .halo')].map(h => h.getBBox().width))")
    assert halo * km_a_dot == pytest.approx(50, rel=0.05)
    boxes = page.evaluate(
        "[...document.querySelectorAll('#map .labels text')].map(t => t.getBBox())"
        ".map(b => [b.x, b.y, b.width, b.height])"
    )
    for i, (x, y, w, h) in enumerate(boxes):
        for a, b, c, d in boxes[i + 1 :]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y
    assert page.locator("#map text", has_text="Iraq").count() == 1


def test_a_place_is_pressed_or_reached_by_key(look: Open) -> None:
    """A press, or arrows and Enter, tell a place's passages, why it is this one and what else it might be."""
    page = look(*both())
    drawn(page, "#map")
    page.locator("#map .mark[aria-label^='Kirkuk,']").click()
    told = page.locator("#where-told").inner_text()
    for part in (
        "Kirkuk",
        "near Kirkuk",
        "it said",
        "It might also be Kirkuk in Van, Turkey (.06)",
        "Iraq is spoken of",
    ):
        assert part in told
    page.keyboard.press("Escape")
    assert page.locator("#where-told").is_hidden()
    assert page.locator("#map .mark[tabindex='0']").count() == 1
    page.locator("#map .mark[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert page.locator("#where-told h3 .name").first.inner_text() == label.split(",")[0]
    before = page.locator("#map .scale text").text_content()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.locator("#map .scale text").text_content() != before
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == label


def test_all_places_can_be_shown(look: Open) -> None:
    """Places outside what is shown are named, and a button shows the whole; another one leads back."""
    d = document("Bow and Boston")
    far = msgspec.structs.replace(reading(d), places=(spot_on_earth(d, "Boston", "Boston", (42.4, -71.1)),))
    page = look(*both(), far)
    drawn(page, "#map")
    assert "Boston" in page.locator(".outside").inner_text()
    page.locator("#map-other").click()
    assert "Boston" in page.evaluate(LABELS)
    page.locator("#map-other").click()
    assert "Boston" not in page.evaluate(LABELS)


def test_the_timeline_has_every_date(look: Open) -> None:
    """Days, months, an open end that fades, documents' dates; a press tells the passages, arrows go in time order."""
    page = look(*both())
    drawn(page, "#timeline")
    marks = page.locator("#timeline .mark")
    assert marks.count() == 7
    assert page.locator("#timeline .open-end").count() == 1
    assert page.locator("#timeline .paper").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('#timeline .open-end')).fill").startswith("url(")
    first = marks.first.get_attribute("aria-label")
    assert first is not None
    assert first.startswith("1991")
    marks.first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert "December 2019" in page.locator("#when-told h3").inner_text()
    page.locator("#when-told a").click()
    assert page.evaluate("[...CSS.highlights.get('lit')].join('')") == "in December"


def test_values_are_marked_on_demand(look: Open) -> None:
    """Marks come with a key and go with it, change no character, and each says what it was read as."""
    page = look(*both(), hostile())
    texts = page.evaluate(TEXTS)
    marked(page)
    page.evaluate("document.querySelectorAll('.doc').forEach(d => d.scrollIntoView())")
    page.wait_for_timeout(100)
    assert page.evaluate(TEXTS) == texts
    assert page.evaluate("document.querySelectorAll('.text .v').length") >= 13
    page.locator(".text .v.number", has_text="At least 30").click()
    assert page.locator("#value p").inner_text() == "at least 30 (counted: lorries; what happens: burn)"
    page.locator(".text .v.place", has_text="Zarbutna").press("Enter")
    assert "not on the map" in page.locator("#value").inner_text()
    page.locator("#value a").click()
    assert page.evaluate("location.hash").startswith("#place-")
    page.keyboard.press("v")
    assert page.evaluate("document.querySelectorAll('.text .v').length") == 0
    assert page.evaluate(TEXTS) == texts
    assert page.evaluate("[...document.querySelectorAll('.z')].every(z => { z.normalize(); return true; })")


def test_a_claim_is_still_found_while_values_are_marked(look: Open) -> None:
    """Cutting for the marks leaves words where the records have them: a link to a run finds it, a claim is held."""
    page = look(*both())
    marked(page)
    page.locator("#rows tr >> nth=1 >> .what a").click()
    assert page.locator("#card h2").inner_text().startswith("Claim 2")
    page.evaluate("location.hash = document.querySelector('#when a[href*=\"#at-\"]').hash")
    assert page.evaluate("[...CSS.highlights.get('lit')].join('')") == "In 1991"


def test_lists_are_read_without_scripts(look: Open) -> None:
    """Without JavaScript dates, places and checks are tables and lists whose links lead into the documents."""
    page = look(*both(), findings=checked(), java_script_enabled=False)
    assert page.locator("#map").is_hidden()
    assert page.locator("#when-1").inner_text().startswith("1991")
    assert page.locator("#where-list tr[id]").count() == 5
    for section in ("#when", "#where", "#checks"):
        hrefs = [a.get_attribute("href") or "" for a in page.locator(f"{section} a[href^='#at-']").all()]
        assert hrefs
        assert all(page.locator(f"[id='{href[1:]}']").count() == 1 for href in hrefs)


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_no_width_scrolls_sideways(look: Open, width: int) -> None:
    """Drawings and tables fit three widths, with a place, a date and a value at hand."""
    page = look(*both(), findings=checked(), width=width)
    for part in ("#timeline", "#map"):
        drawn(page, part)
        page.locator(f"{part} .mark").first.click(force=True)
    marked(page)
    page.locator(".text .v").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(look: Open, scheme: str) -> None:
    """The sections' text stands out by 4.5 to 1 by day and by night, lists open, values marked."""
    page = look(*both(), findings=checked(), color_scheme=scheme)
    page.evaluate("document.querySelectorAll('.values details').forEach(d => d.open = true)")
    drawn(page, "#map")
    marked(page)
    found = [f for f in page.evaluate(CONTRAST) if f[0] not in {"text", "title"}]
    assert found == []


def test_on_paper_the_drawings_are_there_and_marks_are_not(look: Open) -> None:
    """Before printing both drawings are made as wide as paper; values are marked only if they were before."""
    page = look(*both())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for part in ("#timeline", "#map"):
        assert page.locator(f"{part} svg").get_attribute("viewBox").startswith("0 0 680 ")
    assert page.locator(".text .v").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.keyboard.press("v")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".text .v").count() > 10


def test_hostile_values_stay_text(look: Open) -> None:
    """Names, reasons and computed values with tags and turned writing open no element; odd bounds do no harm."""
    d = document(HOSTILE, name="h")
    bad = "<img src=x onerror=alert(1)>\u202e'\"</script>"
    place = spot_on_earth(d, "astral", bad, (35.0, 44.0), part=bad, region=bad, country=bad, how=bad)
    odd = spot_on_earth(d, "said", bad, (float("nan"), 500.0))
    time = moment(d, "Line two", bad, ("0000-99-99", "2019-01-01T99:99"), how=bad)
    far = moment(d, "zero", "x", ("0001-01-01", "9999-12-31"))
    many = number(d, "that", float("inf"), None, of=bad, unit=bad)
    one = msgspec.structs.replace(reading(d), places=(place, odd), times=(time, far), quantities=(many,))
    spots = (Spot(doc=d.id, start=-4, end=10**9), Spot(doc=bad, start=0, end=1))
    told: dict[str, Any] = {"computed": bad, "reason": bad, "sides": (bad, bad, bad)}
    finding = Finding(id="x1", kind="range", outcome="does not fit", stated=spots[0], against=spots[1:], **told)
    page = look(one, findings=(finding,))
    for part in ("#timeline", "#map"):
        drawn(page, part)
        page.locator(f"{part} .mark").first.focus()
        page.keyboard.press("Enter")
    marked(page)
    assert page.evaluate("document.scripts.length") == 2
    assert page.evaluate("document.querySelectorAll('img, iframe, object, link, base').length") == 0
    assert page.evaluate(TEXTS)[0] == HOSTILE.replace("\x00", "\ufffd")


def test_the_same_case_gives_the_same_page() -> None:
    """Twice rendered is the same text; the data of the map is JSON with finite numbers."""
    pages = [render("A case", both(), status_of(*both()), [], [], findings=checked()) for _ in range(2)]
    assert pages[0] == pages[1]
    data = re.search(r'id="data">(.*?)</script>', pages[0], re.DOTALL)
    assert data
    made = json.loads(data[1], parse_constant=pytest.fail)
    assert {"near", "whole", "borders"} == set(made["map"])
    assert len(json.dumps(made["map"])) < 400_000
