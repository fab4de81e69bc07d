"""The language of a text by its frequent words, over what a page says of itself."""

from __future__ import annotations

import pytest

from rashomon.ingest.documents import ingest
from rashomon.ingest.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The man said that it was not for him to say what the ministry had done with the ships in the harbour.", "en"),
        (
            "Der Rat sagte, dass die Boote nicht in den Hafen gekommen sind und auch von der Stadt nicht zu sehen.",
            "de",
        ),
        (
            "Le ministre a dit que les navires ne sont pas dans le port et que la ville est sur une île.",
            "fr",
        ),
        ("Он сказал, что на пристани никого не было, но это не так: из порта по реке и за город ушли они все.", "ru"),
        ("ships quay harbour", ""),
    ],
)
def test_language_by_frequent_words(text: str, code: str) -> None:
    """A language is named when its frequent words are clearly ahead."""
    assert language(text) == code


def test_the_words_of_an_article_overrule_its_template() -> None:
    """A German article under a template that says English is German, and both readings are kept as signals."""
    story = "<p>Der Rat sagte, dass die Boote nicht in den Hafen gekommen sind und von der Stadt nicht zu sehen.</p>"
    page = f'<!doctype html><html lang="en"><head><title>Hafen</title></head><body>{story * 4}</body></html>'
    document, _ = ingest("page.html", page.encode())
    assert document.language == "de"
    assert [s.value for s in document.signals if s.field == "language"] == ["de", "en"]
