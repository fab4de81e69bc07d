"""The dossier for everyone: by keyboard, by ear, without colour, without scripts, on a telephone and on a wall."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from rashomon.records import Reading
from tests.factory import claim, document, reading
from tests.publish.pages import Open, weather

CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8").split("\n", 1)[1]


def test_the_keys_work(look: Open) -> None:
    """Keys j and k move in the table's order, t goes to the row, ? tells the keys, esc closes one thing at a time."""
    page = look(weather())
    heads = []
    for key in ("j", "j", "k", "j", "j", "j", "j"):
        page.keyboard.press(key)
        heads.append(page.locator("#card h2").inner_text()[6])
    assert heads == ["1", "2", "1", "2", "3", "4", "4"]
    page.keyboard.press("t")
    assert page.evaluate("document.activeElement.closest('tr').id") == "row-3"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    page.keyboard.press("/")
    page.keyboard.type("jk?t")
    assert page.locator("#q").input_value() == "jk?t"
    page.keyboard.press("Escape")
    assert page.locator("#q").input_value() == ""


def test_everything_is_reached_by_tab(look: Open) -> None:
    """Skip links come first; filters, headings, rows, folds and claims' anchors follow, each with a visible focus."""
    page = look(weather())
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen.append(page.evaluate("(e => e.id || e.className || e.textContent.slice(0, 12))(document.activeElement)"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", seen[-1]
    assert seen[0] == "skip"
    wanted = {"help-open", "q", "outlet", "form", *(f"claim-{c.id}" for c in weather().claims)}
    assert wanted <= set(seen)


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_no_width_scrolls_sideways(look: Open, width: int) -> None:
    """At three widths, with a claim at hand and unbroken words, the page is as wide as the window."""
    d = document("Ann said " + "x" * 300 + " today.", title="y" * 200, outlet="z" * 90)
    page = look(weather(), reading(d, claim(d, "Ann", "said", "x" * 300)), width=width)
    page.keyboard.press("k")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(look: Open, scheme: str) -> None:
    """All text stands out by 4.5 to 1 or more, by day and by night, marked or not, with a claim at hand."""
    page = look(weather(), color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.evaluate(CONTRAST) == []


def test_three_marks_differ_without_colour(look: Open) -> None:
    """A source is underlined, a cue boxed, a content shaded: three properties, not three colours; on paper too."""
    page = look(weather())
    style = (
        "s => { const c = getComputedStyle(document.querySelector(s));"
        " return [c.textDecorationLine, c.outlineStyle, c.backgroundColor !== 'rgba(0, 0, 0, 0)']; }"
    )
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        assert page.evaluate(style, "#legend .s") == ["underline", "none", False]
        assert page.evaluate(style, "#legend .k") == ["none", "solid", False]
        assert page.evaluate(style, "#legend .c") == ["none", "none", True]


def test_landmarks_and_names_for_screen_readers(look: Open) -> None:
    """One main, a named navigation and search, a table with caption and scoped headings, every control with a name."""
    page = look(weather())
    page.keyboard.press("j")
    once = (
        "main",
        "nav[aria-label]",
        "[role=search][aria-label]",
        "#table caption",
        "aside[aria-label]",
        "html[lang]",
        "h1",
    )
    for landmark in once:
        assert page.locator(landmark).count() == 1, landmark
    assert page.locator("#table th[scope=col]").count() == 10
    assert "Claim 1 of 4. Ann; cue: said" in page.locator("#said").inner_text()
    nameless = (
        "[...document.querySelectorAll('button, input, select')]"
        ".filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).length"
    )
    assert page.evaluate(nameless) == 0


def test_the_dossier_is_read_without_scripts(look: Open) -> None:
    """Without JavaScript there is a table of claims, every document with its marks, and anchors that work."""
    page = look(weather(), java_script_enabled=False, at=f"#claim-{weather().claims[0].id}")
    assert page.locator("noscript table tbody tr").count() == 5
    assert page.locator("#view").is_hidden()
    assert page.locator("mark.s >> nth=1").is_visible()
    assert page.locator(".fold.comment").get_attribute("open") is None


def test_notes_stand_beside_their_claims(look: Open, case: tuple[Reading, ...]) -> None:
    """On a wide page each claim has a note in the margin, none over another; on a telephone there are none."""
    page = look(*case)
    page.evaluate("document.getElementById('documents').scrollIntoView()")
    page.locator(".notes li").first.wait_for()
    boxes = page.evaluate(
        "[...document.querySelector('.notes').children].map(e => e.getBoundingClientRect()).map(r => [r.top, r.bottom])"
    )
    assert len(boxes) == 10
    assert all(a[1] <= b[0] for a, b in pairwise(boxes))
    page.locator(".notes li a").nth(4).click()
    assert page.locator("#card h2").inner_text() == "Claim 5 of 10 here"
    narrow = look(*case, width=390)
    narrow.evaluate("document.getElementById('documents').scrollIntoView()")
    assert narrow.locator(".notes:visible").count() == 0
