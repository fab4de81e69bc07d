"""One Chromium for all tests that look at a page, and a way to open a dossier in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rashomon.publish.dossier import write
from rashomon.records import Finding, Links, Reading, Skip
from tests.factory import status_of
from tests.publish.pages import Open, boats

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one these tests are skipped."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield found
        found.close()


@pytest.fixture
def look(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Writes a dossier and opens it; a page error, a message on the console, or any request but for the file fails."""
    complaints: list[str] = []
    contexts = []

    def opened(
        *readings: Reading,
        at: str = "",
        width: int = 1400,
        skips: tuple[Skip, ...] = (),
        findings: tuple[Finding, ...] = (),
        links: Links = Links(),  # noqa: B008 - frozen
        **context: object,
    ) -> Page:
        path = tmp_path / "dossier.html"
        write(path, "A case", readings, status_of(*readings), skips, [], findings=findings, links=links)
        made = browser.new_context(viewport={"width": width, "height": 900}, **context)  # type: ignore[arg-type]
        contexts.append(made)
        page = made.new_page()
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on("console", lambda m: complaints.append(m.text))
        page.on("dialog", lambda d: complaints.append(f"dialog {d.message}"))
        page.on("request", lambda r: complaints.append(r.url) if not r.url.startswith(path.as_uri()) else None)
        page.goto(path.as_uri() + at)
        return page

    yield opened
    for made in contexts:
        made.close()
    assert complaints == []


@pytest.fixture(scope="session")
def case() -> tuple[Reading, ...]:
    """Twelve documents of two outlets with ten claims each, every one told apart by a number."""
    return boats(12)
