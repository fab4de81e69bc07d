"""A document laid out for checking."""

from __future__ import annotations

import msgspec
import pytest

from rashomon.records import Part, Reading, Signal, Speaker
from rashomon.weigh.article import Article, single_day
from tests.factory import claim, document, time, valued


def test_nothing_read_is_no_article() -> None:
    """There is nothing to check without a document."""
    with pytest.raises(ValueError, match=r"a\.txt"):
        Article(Reading(name="a.txt"))


def test_a_part_has_its_own_day() -> None:
    """A page of several articles has as many days of publication; a comment's day is none."""
    of = document("One. Two.", published="2020-01-10")
    parts = (Part(start=5, end=9, published="2019-05-01"),)
    article = Article(msgspec.structs.replace(valued(of), parts=parts))
    assert [article.published(n) for n in (0, 6)] == ["2020-01-10", "2019-05-01"]
    later = document(
        "One.", published="2020-01-10", signals=(Signal(field="published", value="", where="earliest comment"),)
    )
    assert Article(valued(later)).published(0) == ""


def test_a_speaker_whose_name_shares_no_word_with_the_source_keeps_the_source() -> None:
    """A pronoun takes the name; "the governor" is not "the mayor"."""
    of = document("They said it fell. The governor said it stood.")
    mayor = Speaker(name="The mayor")
    said = [
        claim(of, "They", "said", "it fell", speaker=mayor),
        claim(of, "The governor", "said it stood", "it stood", speaker=mayor),
    ]
    article = Article(valued(of, claims=tuple(said)))
    assert [article.speaker(of.text.index(w)) for w in ("it fell", "it stood")] == ["The mayor", "The governor"]


def test_a_day_that_begins_a_run_is_itself() -> None:
    """The bounds of "from 3 to 9 May" may be those of the run, the value is the day."""
    of = document("From 3 May 2020 to 9 May 2020.")
    first = time(of, "3 May 2020", "2020-05-03", "2020-05-09", value="2020-05-03")
    day = single_day(first)
    assert day is not None
    assert day.isoformat() == "2020-05-03"


def test_a_sentence_without_end_is_cut() -> None:
    """Only so much of it is looked through."""
    of = document("x" * 5000)
    (passage,) = Article(valued(of)).passages()
    assert passage.end - passage.start == 1500


def test_a_headline_is_said_by_itself() -> None:
    """Whoever is named only below it does not say what the headline has."""
    of = document("Four vessels seized\n\nThree were seized, a spokesman said.")
    below = claim(of, "a spokesman", "said", "Four vessels seized", "Three were seized")
    article = Article(valued(of, headline="Four vessels seized", claims=(below,)))
    assert [article.speaker(of.text.index(w)) for w in ("Four", "Three")] == ["", "a spokesman"]
