"""Reading a document as a whole: which documents are read, and what is said of the others."""

from __future__ import annotations

import re

import pytest

from rashomon import settings
from rashomon.ingest.documents import ingest
from rashomon.pipeline import read_taken

GERMAN = (
    "Der Sprecher sagte am Montag, das Schiff sei nicht in den Hafen gekommen und auch von der Stadt nicht zu sehen. "
    "„Wir wissen von nichts“, erklärte die Ministerin, die für die Häfen des Landes zuständig ist."
)


def test_another_language_is_skipped_with_the_reason() -> None:
    """A document that is not in English keeps its text and sentences, has no claims, and says why."""
    reading = read_taken(ingest("hafen.txt", GERMAN.encode()))
    assert reading.document is not None
    assert reading.sentences
    assert reading.claims == ()
    assert [(s.name, s.stage) for s in reading.skips] == [("hafen.txt", "read")]
    assert "another language (de)" in reading.skips[0].reason


def test_an_english_document_is_read_whatever_its_template_says() -> None:
    """A wrong language in the page's template does not keep an English article from being read."""
    story = "<p>The mayor said on Monday that the bridge was safe and that it would be open by the end of the week.</p>"
    page = f'<!doctype html><html lang="de"><head><title>Bridge</title></head><body>{story * 3}</body></html>'
    reading = read_taken(ingest("page.html", page.encode()))
    assert reading.skips == ()
    assert reading.claims


def test_a_document_beyond_all_measure_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims are read up to a bound, those before it are the same as without it, and a skip says where it lies."""
    line = "The mayor said on Monday that bridge {} was safe.\n\n"
    text = "Bridges\n\n" + "".join(line.format(number) for number in range(40))
    taken = ingest("a.txt", text.encode())
    whole = read_taken(taken)
    monkeypatch.setattr(settings, "READ_AT_ONCE", 500)
    monkeypatch.setattr(settings, "READ_PIECES", 200)
    reading = read_taken(taken)
    (skip,) = reading.skips
    end = int(re.findall(r"first ([0-9,]+) of 2,\d+ characters", skip.reason)[0].replace(",", ""))
    assert 375 <= end < 1200
    assert 0 < len(reading.claims) < len(whole.claims) == 40
    assert all(f.end <= end for c in reading.claims for f in c.content)
    assert reading.sentences == whole.sentences
