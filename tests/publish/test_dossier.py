"""The dossier as a file: one file, a strict policy, the same bytes, every word as text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rashomon.publish.claim_data import page_data
from rashomon.publish.dossier import as_json, render, write
from rashomon.records import Comment, Reading, Skip, Zone
from tests.factory import claim, document, hostile, reading, status_of


def page(*readings: Reading, skips: tuple[Skip, ...] = ()) -> str:
    """A dossier of these readings."""
    return render("A case", readings, status_of(*readings), skips, [])


def some() -> Reading:
    """A reading with two claims, one without a speaker."""
    d = document("Ann said it rained. It was reportedly cold.", title="Weather", outlet="The Post")
    return reading(d, claim(d, "Ann", "said", "it rained"), claim(d, "", "reportedly", "cold"))


def test_the_policy_names_the_script_and_the_style_by_their_hashes() -> None:
    """Nothing may load or run but the one script and the one style, whose bytes in the file have the named hashes."""
    html = page(some(), hostile())
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert found
    policy = found[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    for directive in ("img-src 'none'", "base-uri 'none'", "form-action 'none'"):
        assert directive in policy
    for tag in ("script", "style"):
        parts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(parts) == 1
        digest = base64.b64encode(hashlib.sha256(parts[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.search(r"<(link|iframe|img|object|base)\b|\s(src|style|on\w+)=", html.split("<main")[0])


def test_hostile_words_open_no_element() -> None:
    """Of a hostile document's tags none is a tag of the page."""
    html = page(hostile())
    assert html.count("<script") == 2
    assert html.count("</script>") == 2
    assert "<img" not in html
    assert "onclick='" not in html
    assert html.count("<noscript>") == html.count("</noscript>") == 1
    assert "49" not in re.sub(r"\d{3,}|sha256-\S+|[0-9a-f]{12,}", "", html.split("<main")[1].split("<script")[0])


def test_the_file_is_put_in_place_whole_and_always_the_same(tmp_path: Path) -> None:
    """Two runs give the same bytes, without carriage returns of their own, and leave nothing else behind."""
    for name in ("a.html", "b.html"):
        write(tmp_path / name, "A case", iter([some(), hostile()]), status_of(some()), [], [])
    one, two = (tmp_path / name for name in ("a.html", "b.html"))
    assert one.read_bytes() == two.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "b.html"]
    html = one.read_bytes().decode("utf-8")
    assert "\r" not in html
    assert "\x00" not in html


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_in_a_script_reads_back_and_ends_no_script(value: object) -> None:
    """Any value comes back from the JSON, which holds no character that could end or open anything."""
    text = as_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def test_the_script_is_given_spans_and_not_words() -> None:
    """The words of a claim stand in its document and, shortened, in the table for pages without scripts: not thrice."""
    d = document("Ann said that the quick brown fox jumps over a lazy dog, and so on.")
    html = page(reading(d, claim(d, "Ann", "said", "that the quick brown fox jumps over a lazy dog")))
    assert html.count("quick brown fox") == 2
    data = page_data([some()])["documents"]
    assert data[0]["claims"] == [[".c4", 2, 0.75, [0, 3], [4, 8], [9, 18]], [".c27", 2, 0.75, [], [27, 37], [38, 42]]]


def test_the_opening_counts_and_warns() -> None:
    """The opening says what was read and left out, and what a claim, a probability and a hash do not prove."""
    html = page(some(), skips=(Skip(name="x.jpg", stage="ingest", reason="no reader for pictures"),))
    opening = html[html.index('id="read"') : html.index('id="claims"')]
    text = " ".join(re.sub(r"<[^>]+>", "", opening).split())
    assert "1 document from 1 outlet was read, and 2 claims found in it" in text
    assert "For 1 of the claims no speaker was found." in text
    assert "A marked claim is not a checked fact." in text
    assert "about 1 of the 2 claims" in text
    assert "x.jpgingestno reader for pictures" in text
    assert "A sha256 proves sameness only." in text


def test_a_headline_in_the_text_is_not_said_twice_as_loud() -> None:
    """The title steps back where the text begins with it, and stands large where the text has another headline."""
    text = "Quay hit\n\nAnn said so."
    zones = (Zone(start=0, end=8, kind="headline"), Zone(start=10, end=len(text), kind="body"))
    for title, echoed in (("QUAY HIT | The Post", True), ("Another title", False)):
        html = page(Reading(name="a", document=document(text, title=title), zones=zones))
        assert ("class=echo" in html) is echoed


def test_pronouns_do_not_crowd_out_the_names() -> None:
    """Sources that are pronouns which nobody resolved are counted apart from the speakers."""
    d = document("He said it rained. Ann added that it poured.")
    html = page(reading(d, claim(d, "He", "said", "it rained"), claim(d, "Ann", "added", "that it poured")))
    speakers = html[html.index('<ol class="speakers">') : html.index("</ol>")]
    assert "Ann" in speakers
    assert "He" not in speakers
    assert "For 1 claim the source is a pronoun that was not resolved" in html


def test_an_empty_case_is_still_a_dossier() -> None:
    """No documents, no claims, a document without text: each says so."""
    assert "No document could be read." in page()
    assert "This document has no text." in page(reading(document("")))
    assert "No claim was found." in page(reading(document("Nothing is said here.")))
    failed = Reading(name="x", skips=(Skip(name="x", stage="read", reason="it broke"),))
    assert "it broke" in page(failed)


def test_furniture_and_comments_are_folded_at_their_place() -> None:
    """Comments stand in a closed fold with author, date and whom they answer; the article around them does not."""
    text = "Body text.\n\nYou are wrong.\n\nBuy our mugs."
    zones = (
        Zone(start=0, end=10, kind="body"),
        Zone(start=12, end=26, kind="comment", comment=Comment(author="Ann", reply_to="Bob", when="May 1")),
        Zone(start=28, end=41, kind="support"),
    )
    html = page(Reading(name="a", document=document(text), zones=zones))
    body = html[html.index('<div class="text">') :]
    order = [
        body.index(x)
        for x in ("Body text.", '<details class="fold comment"', "You are wrong.", "fold furniture", "Buy")
    ]
    assert order == sorted(order)
    assert "<b><bdi>Ann</bdi></b>, <bdi>May 1</bdi>, in reply to <bdi>Bob</bdi>" in body
    assert '<details class="fold comment" open' not in body


def test_a_lone_surrogate_does_not_stop_the_writing(tmp_path: Path) -> None:
    """A file name that UTF-8 cannot hold is shown with the code of what it holds."""
    write(tmp_path / "d.html", "t\udc80", [reading(document("plain", name="odd\udc80name"))], status_of(), [], [])
    html = (tmp_path / "d.html").read_text("utf-8")
    assert "odd<span class=x data-x=U+DC80>\ufffd</span>name" in html
